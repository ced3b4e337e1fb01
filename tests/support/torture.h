/* SPDX-License-Identifier: MIT */
/* For tests of memory that runs out: the n-th allocation fails, for every n. */
#ifndef TEST_TORTURE_H
#define TEST_TORTURE_H

#include <stddef.h>

#include <wikijs/client.h>
#include <wikijs/sys/alloc.h>

/* One operation with a client; `turn` tells the attempts apart. */
typedef int (*torture_operation_fn)(wikijs_client *client, size_t turn, wikijs_error *err);

/*
 * Make a client with a key, do the operation, free everything: once with all the memory there is, then with each allocation
 * failing in turn. Each time the outcome has to be a no-memory error, or success where the allocation was not needed for it,
 * and nothing may stay behind.
 */
void torture(torture_operation_fn operation, const char *key);
/* The allocator of the turn, for what takes one beside the client's. */
const wikijs_allocator *torture_allocator(void);
/* The same with other options; address and allocator are filled in. */
void torture_with(torture_operation_fn operation, const wikijs_client_options *options);

#endif
