/* SPDX-License-Identifier: MIT */
#ifndef CLI_TEXT_MATCH_H
#define CLI_TEXT_MATCH_H

#include <stdbool.h>
#include <stddef.h>

/* Lower case of a UTF-8 text, of any script; free it. */
char *text_fold(const char *text, size_t length);
/* Whether `text` holds `folded`, which went through text_fold(), in any case. */
bool text_contains_folded(const char *text, size_t length, const char *folded);
/* The name of the list that is closest to a mistyped one, or NULL when none is close. `names` is NULL-terminated. */
const char *text_nearest(const char *mistyped, const char *const *names);

#endif
