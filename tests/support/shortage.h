/* SPDX-License-Identifier: MIT */
/*
 * Memory that runs out at a chosen moment: of the blocks that the library asks for, the n-th is refused, or that one and all
 * after it. The library's default allocator is another one in test programs (tests/CMakeLists.txt), so that the
 * test's own blocks and those of curl, SQLite and OpenSSL are left alone.
 */
#ifndef TEST_SHORTAGE_H
#define TEST_SHORTAGE_H

#include <stdbool.h>
#include <stddef.h>

#include <wikijs/error.h>

/*
 * Something that takes memory and gives all of it back; `turn` tells the attempts apart. Returns 0 when everything was
 * done, which it checks itself, else a status.
 */
typedef int (*shortage_fn)(void *payload, size_t turn, wikijs_error *err);

/* Every how manyth block is tried; 1: each. */
struct shortage_steps {
    size_t single; /* only this block is refused */
    size_t all;    /* all blocks from this one on are refused */
};

/*
 * Run a scenario with all the memory there is, then with each block refused in turn, until it ends before its turn comes.
 * The outcome has to be WIKIJS_E_NOMEM, or 0 where the block was not needed; nothing of it may stay behind.
 */
void shortage_each(shortage_fn scenario, void *payload, struct shortage_steps steps);

/* While it pauses there is memory, and nothing is counted: for what a scenario does beside its subject. */
void shortage_pause(bool pause);

/* For blocks of another library: count one that is asked for; true: refuse it. */
bool shortage_refuses(void);

#endif
