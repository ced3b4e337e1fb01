/* SPDX-License-Identifier: MIT */
/*
 * What an import or an export leaves out, by patterns that mean what they mean in a .gitignore:
 *
 *   *.tmp   drafts    without a slash: every file and folder of that name
 *   /tmp   a/b.md     with one: seen from the top; "*", "?" and "[...]" match no slash
 *   drafts/           with one at its end: folders only
 *   "**"              between slashes: any number of folders, also none; as the last segment: all that is in one
 *
 * A folder that matches is left out with all that is in it. "!" could take nothing back in, and is refused.
 */
#ifndef WJ_TRANSFER_EXCLUDE_H
#define WJ_TRANSFER_EXCLUDE_H

#include <stdbool.h>
#include <wikijs/error.h>
#include <wikijs/types.h>

/* 0, or WIKIJS_E_ARG: one of them could match nothing. */
int wj_exclude_check(wikijs_strings patterns, wikijs_error *err);
/* The file or folder matches itself; its name is relative, with "/" between segments. */
bool wj_exclude_matches(wikijs_strings patterns, const char *name, bool is_folder);
/* The file matches, or a folder that it is in. */
bool wj_exclude_covers(wikijs_strings patterns, const char *file);

#endif
