/* SPDX-License-Identifier: MIT */
/**
 * @file sys/alloc.h
 * Memory functions of a client, for programs that count or limit it.
 *
 * Give them in wikijs_client_options.allocator. Every allocation that the library makes for that client, its calls
 * and their results goes through them; libcurl, the TLS library and the index of the JSON
 * parser (four bytes for each byte of the largest answer, bounded) have their own.
 */
#ifndef WIKIJS_SYS_ALLOC_H
#define WIKIJS_SYS_ALLOC_H

#include <wikijs/types.h>

/** Memory functions with a context; all three must be set. They are called from every thread that uses a clone. */
typedef struct wikijs_allocator {
    void *(*malloc)(size_t size, void *context); /* NULL: there is none */
    void *(*realloc)(void *block, size_t old_size, size_t new_size,
                     void *context);          /* block is not NULL; NULL leaves it as it is */
    void (*free)(void *block, void *context); /* block is not NULL */
    void *context;                            /* handed to all three */
} wikijs_allocator;

#endif
