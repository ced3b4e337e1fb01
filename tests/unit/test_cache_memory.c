/* SPDX-License-Identifier: MIT */
/* The store in memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/alloc.h"
#include "cache/memory.h"
#include "support/stores.h"
#include <wikijs/error.h>

int bounds_open(size_t entries, size_t bytes)
{
    return wj_cache_memory_new(&store, &wj_libc_allocator, entries, bytes);
}

static int open_store(void **state)
{
    (void)state;
    return bounds_open(100, 16 << 20);
}

static int close_store(void **state)
{
    (void)state;
    stores_close();
    return 0;
}

static void what_is_dropped_takes_no_room(void **state)
{
    static const char *const tags[] = { "a", "b", "c" };
    for (uint64_t i = 0; i < 3; i++)
        assert_int_equal(store_put(&store, i, 50, 0, tags[i]), 0);
    store_drop(&store, "a");
    assert_int_equal(store_stats(&store).entries, 2);
    assert_int_equal(store_stats(&store).drops, 1);
    assert_false(store_has(&store, 1, 3000, NULL)); /* too old */
    assert_int_equal(store_stats(&store).entries, 1);
    assert_int_equal(store.clear(store.state, store_key(0).tenant), 0);
    assert_int_equal(store_stats(&store).entries, 0);
    assert_int_equal(store_stats(&store).bytes, 0);
    (void)state;
}

/* Parts with locks of their own must not be too small for an answer. */
static void answer_that_fits_into_a_small_store_is_kept(void **state)
{
    (void)state;
    assert_int_equal(bounds_open(100000, 16000), 0);
    assert_int_equal(store_put(&store, 1, 4000, 0, NULL), 0);
    assert_true(store_has(&store, 1, 1000, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_CASES(open_store, close_store),
        BOUNDS_CASES(close_store),
        STORE_CASE(what_is_dropped_takes_no_room, open_store, close_store),
        STORE_CASE(answer_that_fits_into_a_small_store_is_kept, NULL, close_store),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
