/* SPDX-License-Identifier: MIT */
/*
 * An allocator that counts what is alive and fails when asked to. Its blocks come from the default allocator of test programs,
 * which checks the sizes it is told ("support/shortage.h").
 */
#ifndef TEST_ALLOCATOR_H
#define TEST_ALLOCATOR_H

#include <stddef.h>
#include <wikijs/sys/alloc.h>

struct test_allocator {
    wikijs_allocator allocator; /* give this to the code under test */
    size_t live;                /* blocks that were not freed */
    size_t asked;               /* allocations so far, failed ones included */
    size_t fail_at;             /* the allocation of this number fails, from 1; 0: none */
};

void test_allocator_init(struct test_allocator *t);

#endif
