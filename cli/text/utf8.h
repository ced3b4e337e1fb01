/* SPDX-License-Identifier: MIT */
/* UTF-8, one character at a time, whatever the locale is. */
#ifndef CLI_TEXT_UTF8_H
#define CLI_TEXT_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UTF8_INVALID UINT32_MAX

/*
 * Decode the character at `text`, which has `length` > 0 bytes. `*size` receives the bytes it takes. An invalid
 * sequence gives UTF8_INVALID and size 1.
 */
uint32_t utf8_decode(const char *text, size_t length, size_t *size);
/* Encode a character; returns the number of bytes, at most 4. */
size_t utf8_encode(uint32_t character, char out[4]);

#endif
