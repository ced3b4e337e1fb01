/* SPDX-License-Identifier: MIT */
/* All memory of the library goes through these; alloc_libc.c is the only file that calls malloc. */
#ifndef WJ_BASE_ALLOC_H
#define WJ_BASE_ALLOC_H

#include <stddef.h>
#include <wikijs/sys/alloc.h>

/* The default allocator: libc. */
extern const wikijs_allocator wj_libc_allocator;

/* NULL when there is no memory; size 0 is never asked for. */
void *wj_malloc(const wikijs_allocator *a, size_t size);
void *wj_calloc(const wikijs_allocator *a, size_t count, size_t size); /* zeroed; checks overflow */
void *wj_realloc(const wikijs_allocator *a, void *block, size_t old_size, size_t new_size);
void wj_free(const wikijs_allocator *a, void *block); /* NULL is fine */
char *wj_strdup(const wikijs_allocator *a, const char *text);
char *wj_strndup(const wikijs_allocator *a, const char *text, size_t length);

/* Overwrite memory in a way that the compiler keeps. */
void wj_wipe(void *block, size_t size);
/* Wipe a NUL-terminated secret that is freed with the memory around it; NULL is fine. */
void wj_wipe_text(const char *secret);
/* Wipe a NUL-terminated secret, then free it; NULL is fine. */
void wj_free_secret(const wikijs_allocator *a, char *secret);

#endif
