/* SPDX-License-Identifier: MIT */
#include "support/allocator.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* In front of each block: its size, to compare with what realloc is told. Keeps blocks aligned. */
union header {
    size_t size;
    max_align_t alignment;
};

static void *counted_malloc(size_t size, void *context)
{
    struct test_allocator *t = context;
    if (++t->asked == t->fail_at)
        return NULL;
    union header *header = malloc(sizeof *header + size);
    if (!header)
        abort();
    header->size = size;
    /* Nobody may count on zeroes. */
    memset(header + 1, 0xA5, size);
    t->live++;
    return header + 1;
}

static void counted_free(void *block, void *context)
{
    struct test_allocator *t = context;
    t->live--;
    free((union header *)block - 1);
}

static void *counted_realloc(void *block, size_t old_size, size_t new_size, void *context)
{
    union header *header = (union header *)block - 1;
    if (header->size != old_size) {
        fprintf(stderr, "realloc of a block of %zu bytes was told %zu\n", header->size, old_size);
        abort();
    }
    void *moved = counted_malloc(new_size, context);
    if (!moved)
        return NULL;
    memcpy(moved, block, old_size < new_size ? old_size : new_size);
    counted_free(block, context);
    return moved;
}

void test_allocator_init(struct test_allocator *t)
{
    *t = (struct test_allocator){ 0 };
    t->allocator = (wikijs_allocator){ counted_malloc, counted_realloc, counted_free, t };
}
