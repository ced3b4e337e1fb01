/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"

#include <stdint.h>
#include <string.h>

void *wj_malloc(const wikijs_allocator *a, size_t size)
{
    return a->malloc(size, a->context);
}

void *wj_calloc(const wikijs_allocator *a, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        return NULL;
    void *block = a->malloc(count * size, a->context);
    if (block)
        memset(block, 0, count * size);
    return block;
}

void *wj_realloc(const wikijs_allocator *a, void *block, size_t old_size, size_t new_size)
{
    /* A custom realloc need not know what NULL means. */
    return block ? a->realloc(block, old_size, new_size, a->context) : a->malloc(new_size, a->context);
}

void wj_free(const wikijs_allocator *a, void *block)
{
    if (block)
        a->free(block, a->context);
}

char *wj_strdup(const wikijs_allocator *a, const char *text)
{
    return wj_strndup(a, text, strlen(text));
}

char *wj_strndup(const wikijs_allocator *a, const char *text, size_t length)
{
    char *copy = wj_malloc(a, length + 1);
    if (!copy)
        return NULL;
    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

void wj_wipe(void *block, size_t size)
{
    explicit_bzero(block, size);
}

void wj_wipe_text(const char *secret)
{
    if (secret)
        wj_wipe((void *)(uintptr_t)secret, strlen(secret)); /* our own copy */
}

void wj_free_secret(const wikijs_allocator *a, char *secret)
{
    if (!secret)
        return;
    wj_wipe_text(secret);
    wj_free(a, secret);
}
