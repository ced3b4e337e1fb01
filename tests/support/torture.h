/* SPDX-License-Identifier: MIT */
/* For tests of memory that runs out while a client does something. */
#ifndef TEST_TORTURE_H
#define TEST_TORTURE_H

#include <stddef.h>

#include <wikijs/client.h>
#include <wikijs/sys/alloc.h>

/* One operation with a client; `turn` tells the attempts apart. */
typedef int (*torture_operation_fn)(wikijs_client *client, size_t turn, wikijs_error *err);

/*
 * Make a client with a key, do the operation, free everything: once with all the memory there is, then short of it
 * ("support/shortage.h"): with each block refused in turn, and with every seventh block and all after it refused.
 */
void torture(torture_operation_fn operation, const char *key);
/* The allocator of the turn, for what takes one beside the client's. */
const wikijs_allocator *torture_allocator(void);
/* The same with other options; an address that is missing, and the allocator, are filled in. */
void torture_with(torture_operation_fn operation, const wikijs_client_options *options);

#endif
