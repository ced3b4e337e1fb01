/* SPDX-License-Identifier: MIT */
/* The one place that touches malloc. A file of its own, so that a program that is linked with the archive can have another. */
#include <stdlib.h>

#include "base/alloc.h"

static void *libc_malloc(size_t size, void *context)
{
    (void)context;
    return malloc(size);
}

static void *libc_realloc(void *block, size_t old_size, size_t new_size, void *context)
{
    (void)old_size;
    (void)context;
    return realloc(block, new_size);
}

static void libc_free(void *block, void *context)
{
    (void)context;
    free(block);
}

const wikijs_allocator wj_libc_allocator = { .malloc = libc_malloc, .realloc = libc_realloc, .free = libc_free };
