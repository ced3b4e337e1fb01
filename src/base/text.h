/* SPDX-License-Identifier: MIT */
/* Text that several layers need: UTF-8, ISO 8601 times, base64url, integers. No allocation. */
#ifndef WJ_BASE_TEXT_H
#define WJ_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <wikijs/types.h>

bool wj_utf8_valid(const char *text, size_t length);
/* One code point at `text` (length > 0), its size to *size; -1 when malformed (then *size is 1). */
int32_t wj_utf8_next(const char *text, size_t length, size_t *size);
/* How many of them the text has. */
size_t wj_utf8_count(const char *text, size_t length);
/* "2026-11-22T19:33:39.367Z"; 25 bytes with NUL. */
void wj_time_format(int64_t unix_ms, char buffer[25]);
/* ISO 8601 in `length` bytes, not necessarily NUL-terminated; fast for the server's own form. */
bool wj_time_parse(const char *text, size_t length, int64_t *unix_ms);
bool wj_http_date_parse(const char *text, int64_t *unix_ms); /* "Sun, 06 Nov 1994 08:49:37 GMT" */
/* HTTP date or seconds, as Retry-After has them, to milliseconds from now; -1 when neither. */
int64_t wj_retry_after_ms(const char *value, int64_t now_unix_ms);
bool wj_int_parse(const char *text, size_t length, int64_t *number); /* decimal, whole text */
/* The text; "" for NULL. */
const char *wj_or_empty(const char *text);
/* Whether two texts are alike; one without a pointer is empty. */
bool wj_str_equal(wikijs_str a, wikijs_str b);
/* Decode base64url without padding; returns the decoded length, or -1. `out` needs length * 3 / 4 + 1 bytes. */
long wj_base64url_decode(const char *text, size_t length, unsigned char *out);
/* Copy at most size - 1 bytes, cut at a character's start, control characters made spaces; always NUL-terminated. */
void wj_copy_line(char *out, size_t size, const char *text, size_t length);

#endif
