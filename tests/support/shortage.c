/* SPDX-License-Identifier: MIT */
#include "support/shortage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <wikijs/client.h>

#include "base/alloc.h"

enum { MAX_TURNS = 20000 };

/* Of the thread that runs a scenario: what others ask for meanwhile would make the count differ from turn to turn. */
static _Thread_local struct {
    bool on, paused, lasting;
    size_t at, asked;
} shortage;

static atomic_size_t live;

void shortage_pause(bool pause)
{
    shortage.paused = pause;
}

bool shortage_refuses(void)
{
    if (!shortage.on || shortage.paused)
        return false;
    shortage.asked++;
    return shortage.lasting ? shortage.asked >= shortage.at : shortage.asked == shortage.at;
}

/* In front of each block: what realloc is to be told, and whether a scenario has to give it back. Keeps blocks aligned. */
union header {
    struct {
        size_t size;
        bool counted;
    } block;
    max_align_t alignment;
};

static void *checked_malloc(size_t size, void *context)
{
    (void)context;
    if (shortage_refuses())
        return NULL;
    union header *header = malloc(sizeof *header + size);
    if (!header)
        abort();
    header->block.size = size;
    header->block.counted = shortage.on;
    live += shortage.on;
    /* Nobody may count on zeroes. */
    memset(header + 1, 0xA5, size);
    return header + 1;
}

static void checked_free(void *block, void *context)
{
    (void)context;
    union header *header = (union header *)block - 1;
    live -= header->block.counted;
    free(header);
}

static void *checked_realloc(void *block, size_t old_size, size_t new_size, void *context)
{
    const union header *header = (union header *)block - 1;
    if (header->block.size != old_size) {
        fprintf(stderr, "realloc of a block of %zu bytes was told %zu\n", header->block.size, old_size);
        abort();
    }
    void *moved = checked_malloc(new_size, context);
    if (!moved)
        return NULL;
    memcpy(moved, block, old_size < new_size ? old_size : new_size);
    checked_free(block, context);
    return moved;
}

/* Takes the place of the library's default allocator. */
const wikijs_allocator wj_libc_allocator = { checked_malloc, checked_realloc, checked_free, NULL };

#ifdef __LP64__ /* elsewhere size_t is another letter in these names */
/* And these of the two kinds of `new` in its C++ file. */
void *_Znwm(size_t size);
void *_Znam(size_t size);
void *_ZnwmRKSt9nothrow_t(size_t size, const void *nothrow);
void *_ZnamRKSt9nothrow_t(size_t size, const void *nothrow);

void *_ZnwmRKSt9nothrow_t(size_t size, const void *nothrow)
{
    (void)nothrow;
    return shortage_refuses() ? NULL : _Znwm(size);
}

void *_ZnamRKSt9nothrow_t(size_t size, const void *nothrow)
{
    (void)nothrow;
    return shortage_refuses() ? NULL : _Znam(size);
}
#endif

struct attempt {
    size_t turn, at; /* the block that is refused */
    bool lasting;
    size_t needed; /* attempts so far that failed */
};

/* true when the block that was to be refused was asked for. */
static bool attempt(shortage_fn scenario, void *payload, struct attempt *a)
{
    wikijs_error err = { 0 };
    live = 0;
    shortage.lasting = a->lasting;
    shortage.at = a->at;
    shortage.asked = 0;
    shortage.paused = false;
    shortage.on = true;
    int status = scenario(payload, a->turn++, &err);
    shortage.on = false;
    bool reached = shortage.asked >= a->at;
    bool told = !err.message[0] || !status || strstr(err.message, "memory");
    if ((status != 0 && (status != WIKIJS_E_NOMEM || !reached)) || (err.code != 0 && err.code != status) || live ||
        !told)
        fail_msg("block %zu%s refused: %s, error %s %s; %zu blocks left", a->at, a->lasting ? " and all after it" : "",
                 wikijs_status_name(status), wikijs_status_name(err.code), err.message, (size_t)live);
    a->needed += status != 0;
    return reached;
}

void shortage_each(shortage_fn scenario, void *payload, struct shortage_steps steps)
{
    struct attempt a = { .at = SIZE_MAX };
    attempt(scenario, payload, &a);
    for (a.at = 1; attempt(scenario, payload, &a); a.at += steps.single)
        assert_true(a.at < MAX_TURNS);
    a.lasting = true;
    for (a.at = 1; attempt(scenario, payload, &a); a.at += steps.all)
        assert_true(a.at < MAX_TURNS);
    print_message("up to %zu blocks; refusing one ended %zu of %zu attempts\n", a.at, a.needed, a.turn);
    assert_true(a.needed > 0);
}
