/* SPDX-License-Identifier: MIT */
/*
 * What an import sets of a page: as a file wants it, as the wiki has it, and as the journal keeps it so that it can be put
 * back. Memory belongs to an arena or to what it was made of.
 */
#ifndef WJ_TRANSFER_IMPORT_PAGE_H
#define WJ_TRANSFER_IMPORT_PAGE_H

#include <wikijs/page.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/sha256.h"

/* NULL, items NULL and unset: not said, whatever the wiki has. Tags are in the server's form, sorted, each once. */
struct wj_import_page {
    const char *title, *description, *editor;
    wikijs_strings tags, add_tags;
    wikijs_tristate published;
    wikijs_str content;
    wikijs_str verbatim; /* of a file that a wiki has written, its content with the links that it has; else empty */
    bool title_found; /* the title is none that was given: it was found in the content, or is that of the file's name */
};

/* The tags of both lists in the server's form. False: out of memory. */
bool wj_import_tags(wikijs_strings *out, struct wj_arena *memory, wikijs_strings a, wikijs_strings b);
/* The tags as the server's header has them, where those that hold commas are several. False: out of memory. */
bool wj_import_split_tags(wikijs_strings *out, struct wj_arena *memory, wikijs_strings tags);
/* The page as the wiki has it; what was not read of it, the list tells. False: out of memory. */
bool wj_import_page_of(struct wj_import_page *out, struct wj_arena *memory, const wikijs_page *page,
                       const wikijs_page_item *listed);
/* When the page was changed last, as far as was read. */
int64_t wj_import_updated_at(const wikijs_page *page, const wikijs_page_item *listed);
/* Whether the wiki has all that is wanted. */
bool wj_import_page_agrees(const struct wj_import_page *wiki, const struct wj_import_page *wanted);
/* What the wiki will have once it got what is wanted; `wiki` NULL: a new page. False: out of memory. */
bool wj_import_page_merge(struct wj_import_page *out, struct wj_arena *memory, const struct wj_import_page *wiki,
                          const struct wj_import_page *wanted);
/* 0 or WIKIJS_E_NOMEM. The editor does not count: it cannot be changed. */
int wj_import_page_hash(const struct wj_import_page *page, char out[WJ_SHA256_HEX]);

/* The page as one text, for the journal. Failure stays in out->failed. */
void wj_import_page_write(struct wj_buf *out, const struct wj_import_page *page);
/* The reverse, in `memory`. 0, WIKIJS_E_NOMEM, or WIKIJS_E_IO: the text is none that was written. */
int wj_import_page_read(struct wj_import_page *out, struct wj_arena *memory, const char *text, wikijs_error *err);

#endif
