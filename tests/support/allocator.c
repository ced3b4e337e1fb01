/* SPDX-License-Identifier: MIT */
#include "support/allocator.h"

#include "base/alloc.h"

static bool refuses(struct test_allocator *t)
{
    return ++t->asked == t->fail_at;
}

static void *counted_malloc(size_t size, void *context)
{
    struct test_allocator *t = context;
    void *block = refuses(t) ? NULL : wj_malloc(&wj_libc_allocator, size);
    t->live += block != NULL;
    return block;
}

static void counted_free(void *block, void *context)
{
    struct test_allocator *t = context;
    t->live--;
    wj_free(&wj_libc_allocator, block);
}

static void *counted_realloc(void *block, size_t old_size, size_t new_size, void *context)
{
    return refuses(context) ? NULL : wj_realloc(&wj_libc_allocator, block, old_size, new_size);
}

void test_allocator_init(struct test_allocator *t)
{
    *t = (struct test_allocator){ 0 };
    t->allocator = (wikijs_allocator){ counted_malloc, counted_realloc, counted_free, t };
}
