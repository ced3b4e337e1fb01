/* SPDX-License-Identifier: MIT */
/* Letters of all scripts, as the C library knows them, whatever locale the program runs in. */
#ifndef WJ_API_LETTERS_H
#define WJ_API_LETTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

int32_t wj_lower(int32_t code_point);
int32_t wj_upper(int32_t code_point);
bool wj_is_letter_or_digit(int32_t code_point);
/* Append a code point in UTF-8; returns its 1 to 4 bytes. */
size_t wj_utf8_put(char *out, int32_t code_point);
/* Lower case of UTF-8 text, trimmed. `out` needs 2 * length + 1 bytes; returns the length written. */
size_t wj_lower_trimmed(const char *text, size_t length, char *out);

#endif
