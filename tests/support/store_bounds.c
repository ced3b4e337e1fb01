/* SPDX-License-Identifier: MIT */
/* What stores with bounds of their own must do: hold them, and choose well what goes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/stores.h"
#include <wikijs/error.h>

void bounds_hold_for_entries(void **state)
{
    (void)state;
    assert_int_equal(bounds_open(10, 1 << 20), 0);
    for (uint64_t i = 0; i < 100; i++)
        assert_int_equal(store_put(&store, i, 100, 0, NULL), 0);
    wikijs_cache_stats stats = store_stats(&store);
    assert_int_equal(stats.entries, 10);
    assert_int_equal(stats.evictions, 90);
    assert_int_equal(stats.stores, 100);
}

void bounds_hold_for_bytes(void **state)
{
    (void)state;
    assert_int_equal(bounds_open(50, 10000), 0);
    for (uint64_t i = 0; i < 100; i++)
        assert_int_equal(store_put(&store, i, 2000, 0, NULL), 0);
    assert_in_range(store_stats(&store).bytes, 8000, 10000);
    assert_int_equal(store_stats(&store).entries, 4);
    stores_close();
    assert_int_equal(bounds_open(50, 1000), 0);
    assert_int_equal(store_put(&store, 1, 2000, 0, NULL), WIKIJS_E_TOO_LARGE); /* never fits */
    assert_false(store_has(&store, 1, 1000, NULL));
}

void bounds_spare_what_was_asked_for_again(void **state)
{
    (void)state;
    assert_int_equal(bounds_open(20, 1 << 20), 0);
    for (uint64_t i = 0; i < 10; i++) {
        assert_int_equal(store_put(&store, i, 50, 0, NULL), 0);
        assert_true(store_has(&store, i, 1000, NULL));
    }
    for (uint64_t i = 100; i < 1100; i++)
        assert_int_equal(store_put(&store, i, 50, 0, NULL), 0);
    for (uint64_t i = 0; i < 10; i++)
        assert_true(store_has(&store, i, 1000, NULL));
}

/* --- how good the choice is --- */

enum { PAGES = 10000, ROOM = 1000, STEPS = 100000 };

static uint32_t walk[STEPS];

static void make_walk(void)
{
    static double upto[PAGES];
    double sum = 0;
    for (int i = 0; i < PAGES; i++)
        upto[i] = sum += 1.0 / (i + 1);
    srand(11);
    for (int i = 0; i < STEPS; i++) {
        double at = sum * ((double)rand() / ((double)RAND_MAX + 1));
        int low = 0, high = PAGES - 1;
        while (low < high) {
            int middle = (low + high) / 2;
            if (upto[middle] < at)
                low = middle + 1;
            else
                high = middle;
        }
        walk[i] = (uint32_t)low;
    }
}

/* What a store that knows the future would hit: it lets go what is needed last. */
static size_t best_hits(void)
{
    static uint32_t next[STEPS], last[PAGES], needed[PAGES];
    static bool in[PAGES];
    size_t hits = 0, count = 0;
    for (int i = 0; i < PAGES; i++)
        last[i] = UINT32_MAX;
    memset(in, 0, sizeof in);
    for (int i = STEPS - 1; i >= 0; i--) {
        next[i] = last[walk[i]];
        last[walk[i]] = (uint32_t)i;
    }
    for (int i = 0; i < STEPS; i++) {
        uint32_t page = walk[i], worst = page;
        needed[page] = next[i];
        if (in[page]) {
            hits++;
            continue;
        }
        in[page] = true;
        if (count++ < ROOM)
            continue;
        for (uint32_t j = 0; j < PAGES; j++)
            if (in[j] && needed[j] > needed[worst])
                worst = j;
        in[worst] = false;
        count--;
    }
    return hits;
}

void bounds_come_near_to_the_best_choice(void **state)
{
    (void)state;
    size_t hits = 0;
    assert_int_equal(bounds_open(ROOM, 64 << 20), 0);
    make_walk();
    for (int i = 0; i < STEPS; i++) {
        if (store_has(&store, walk[i], 1000, NULL))
            hits++;
        else
            store_put(&store, walk[i], 64, 0, NULL);
    }
    size_t best = best_hits();
    print_message("%zu hits of %zu that are possible: %.1f %%\n", hits, best, 100.0 * (double)hits / (double)best);
    assert_true(hits * 100 > best * 85);
}
