/* SPDX-License-Identifier: MIT */
#ifndef WJ_BASE_SHA256_H
#define WJ_BASE_SHA256_H

#include <stddef.h>

enum { WJ_SHA256_HEX = 65 };

/* SHA-256 in hexadecimal digits, NUL-terminated. 0, or WIKIJS_E_NOMEM when libcrypto has no memory, or no SHA-256. */
int wj_sha256_hex(const void *bytes, size_t length, char out[WJ_SHA256_HEX]);

/* The same piece by piece. */
struct wj_sha256;
struct wj_sha256 *wj_sha256_new(void); /* NULL: out of memory */
int wj_sha256_add(struct wj_sha256 *hash, const void *bytes, size_t length);
int wj_sha256_end(struct wj_sha256 *hash, char out[WJ_SHA256_HEX]);
void wj_sha256_free(struct wj_sha256 *hash); /* NULL is fine */

#endif
