/* SPDX-License-Identifier: MIT */
/* Escape sequences of JSON strings. */
#ifndef WJ_JSON_STRING_H
#define WJ_JSON_STRING_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Unescape the inside of a string where it stands: `length` bytes of valid UTF-8, of which the first `clean` hold no
 * backslash. keep_nul false: \u0000 becomes U+FFFD. Halves of surrogate pairs become U+FFFD. Returns the new length, never
 * larger, or -1 for an escape sequence that JSON does not have.
 */
long wj_json_unescape(char *text, size_t length, size_t clean, bool keep_nul);

#endif
