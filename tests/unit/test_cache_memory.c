/* SPDX-License-Identifier: MIT */
/* The store in memory: what its bounds keep and drop, how good its choice is, and that threads do not hurt it. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/alloc.h"
#include "cache/memory.h"
#include <wikijs/error.h>

static wikijs_cache_store store;

static void open_store(size_t entries, size_t bytes)
{
    assert_int_equal(wj_cache_memory_new(&store, &wj_libc_allocator, entries, bytes), 0);
}

static int close_store(void **state)
{
    (void)state;
    if (store.destroy)
        store.destroy(store.state);
    store = (wikijs_cache_store){ 0 };
    return 0;
}

static wikijs_cache_key key_of(uint64_t number)
{
    wikijs_cache_key key = { .tenant = "tenant" };
    uint64_t mixed[2] = { number * UINT64_C(0x9e3779b97f4a7c15), number };
    mixed[0] ^= mixed[0] >> 29;
    mixed[1] = (mixed[0] + number) * UINT64_C(0xbf58476d1ce4e5b9);
    memcpy(key.id, mixed, sizeof key.id);
    return key;
}

struct room {
    char bytes[4096];
};

static void *reserve(size_t size, void *payload)
{
    struct room *room = payload;
    return size <= sizeof room->bytes ? room->bytes : NULL;
}

static bool has(uint64_t number, int64_t now, uint64_t *ticket)
{
    struct room room;
    wikijs_cache_found found = { .struct_size = sizeof found, .reserve = reserve, .payload = &room };
    wikijs_cache_key key = key_of(number);
    int status = store.get(store.state, &key, now, &found);
    assert_true(found.ticket != 0);
    if (ticket)
        *ticket = found.ticket;
    if (status == WIKIJS_E_NOT_FOUND)
        return false;
    assert_int_equal(status, 0);
    uint64_t told;
    assert_true(found.length >= sizeof told);
    memcpy(&told, room.bytes, sizeof told);
    assert_int_equal(told, number);
    return true;
}

static int put(uint64_t number, size_t length, uint64_t ticket, const char *tag)
{
    char own[4096] = { 0 };
    memcpy(own, &number, sizeof number);
    wikijs_cache_key key = key_of(number);
    wikijs_cache_entry entry = { .struct_size = sizeof entry,
                                 .bytes = own,
                                 .length = length,
                                 .tags = &tag,
                                 .tag_count = tag ? 1 : 0,
                                 .stored_at = 1000,
                                 .fresh_until = 2000,
                                 .keep_until = 3000,
                                 .ticket = ticket };
    return store.set(store.state, &key, 1000, &entry);
}

static wikijs_cache_stats stats_now(void)
{
    wikijs_cache_stats stats = { .struct_size = sizeof stats };
    assert_int_equal(store.stats(store.state, &stats), 0);
    return stats;
}

static void entries_are_bounded(void **state)
{
    (void)state;
    open_store(10, 1 << 20);
    for (uint64_t i = 0; i < 100; i++)
        assert_int_equal(put(i, 100, 0, NULL), 0);
    wikijs_cache_stats stats = stats_now();
    assert_int_equal(stats.entries, 10);
    assert_int_equal(stats.evictions, 90);
    assert_int_equal(stats.stores, 100);
}

static void bytes_are_bounded(void **state)
{
    (void)state;
    open_store(50, 10000);
    for (uint64_t i = 0; i < 100; i++)
        assert_int_equal(put(i, 2000, 0, NULL), 0);
    assert_in_range(stats_now().bytes, 8000, 10000);
    assert_int_equal(stats_now().entries, 4);
    close_store(state);
    open_store(50, 1000);
    assert_int_equal(put(1, 2000, 0, NULL), WIKIJS_E_NOMEM); /* never fits */
    assert_int_equal(stats_now().entries, 0);
}

static void what_was_asked_for_again_outlives_a_walk_over_everything(void **state)
{
    (void)state;
    open_store(20, 1 << 20);
    for (uint64_t i = 0; i < 10; i++) {
        assert_int_equal(put(i, 50, 0, NULL), 0);
        assert_true(has(i, 1000, NULL));
    }
    for (uint64_t i = 100; i < 1100; i++)
        assert_int_equal(put(i, 50, 0, NULL), 0);
    for (uint64_t i = 0; i < 10; i++)
        assert_true(has(i, 1000, NULL));
}

static void what_is_too_old_is_gone(void **state)
{
    (void)state;
    open_store(20, 1 << 20);
    assert_int_equal(put(1, 50, 0, NULL), 0);
    assert_true(has(1, 2999, NULL));
    assert_false(has(1, 3000, NULL));
    assert_int_equal(stats_now().entries, 0);
}

static void late_answers_are_refused_by_tag(void **state)
{
    (void)state;
    static const char *const dropped[] = { "page:1" };
    uint64_t before, after;
    wikijs_cache_key key = key_of(0);
    open_store(20, 1 << 20);
    has(1, 1000, &before);
    assert_int_equal(store.drop(store.state, key.tenant, dropped, 1), 0);
    assert_int_equal(put(1, 50, before, "page:1"), WIKIJS_E_CONFLICT);
    assert_int_equal(put(2, 50, before, "page:2"), 0);
    has(1, 1000, &after);
    assert_true(after != before);
    assert_int_equal(put(1, 50, after, "page:1"), 0);
    assert_int_equal(store.clear(store.state, key.tenant), 0);
    assert_int_equal(put(2, 50, after, "page:2"), WIKIJS_E_CONFLICT);
    has(1, 1000, &after);
    assert_int_equal(store.clear(store.state, NULL), 0);
    assert_int_equal(put(2, 50, after, "page:2"), WIKIJS_E_CONFLICT);
    assert_int_equal(put(2, 50, 0, "page:2"), 0);
}

static void drops_take_what_carries_a_tag_and_nothing_else(void **state)
{
    (void)state;
    static const char *const dropped[] = { "a", "c" };
    wikijs_cache_key key = key_of(0);
    open_store(100, 1 << 20);
    put(1, 50, 0, "a");
    put(2, 50, 0, "b");
    put(3, 50, 0, "c");
    put(4, 50, 0, NULL);
    assert_int_equal(store.drop(store.state, (const uint8_t *)"another tenant..", dropped, 2), 0);
    assert_int_equal(stats_now().entries, 4);
    assert_int_equal(store.drop(store.state, key.tenant, dropped, 2), 0);
    assert_false(has(1, 1000, NULL));
    assert_true(has(2, 1000, NULL));
    assert_false(has(3, 1000, NULL));
    assert_true(has(4, 1000, NULL));
    assert_int_equal(stats_now().drops, 2);
    assert_int_equal(store.clear(store.state, key.tenant), 0);
    assert_int_equal(stats_now().entries, 0);
    assert_int_equal(stats_now().bytes, 0);
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

static void zipf_walk_comes_near_to_the_best_there_is(void **state)
{
    (void)state;
    size_t hits = 0;
    open_store(ROOM, 64 << 20);
    make_walk();
    for (int i = 0; i < STEPS; i++) {
        if (has(walk[i], 1000, NULL))
            hits++;
        else
            put(walk[i], 64, 0, NULL);
    }
    size_t best = best_hits();
    print_message("%zu hits of %zu that are possible: %.1f %%\n", hits, best, 100.0 * (double)hits / (double)best);
    assert_true(hits * 100 > best * 85);
}

/* --- threads --- */

enum { THREADS = 4, ROUNDS = 20000 };

static void *hammer(void *argument)
{
    unsigned seed = (unsigned)(uintptr_t)argument;
    static const char *const tags[] = { "a", "b" };
    wikijs_cache_key key = key_of(0);
    for (int i = 0; i < ROUNDS; i++) {
        uint64_t number = (uint64_t)rand_r(&seed) % 300, ticket;
        if (!has(number, 1000, &ticket))
            put(number, 50 + number, ticket, tags[number % 2]);
        if (i % 500 == 0)
            store.drop(store.state, key.tenant, &tags[i / 500 % 2], 1);
        if (i % 5000 == 4999)
            store.clear(store.state, i % 2 ? NULL : key.tenant);
    }
    return NULL;
}

static void threads_see_whole_answers(void **state)
{
    (void)state;
    pthread_t threads[THREADS];
    open_store(200, 1 << 20);
    for (uintptr_t i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, hammer, (void *)(i + 1)), 0);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    wikijs_cache_stats stats = stats_now();
    assert_true(stats.entries <= 200);
    assert_int_equal(stats.hits + stats.misses, THREADS * ROUNDS);
    assert_int_equal(stats.stores - stats.evictions - stats.drops >= stats.entries, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_teardown(name, close_store)
        CASE(entries_are_bounded),
        CASE(bytes_are_bounded),
        CASE(what_was_asked_for_again_outlives_a_walk_over_everything),
        CASE(what_is_too_old_is_gone),
        CASE(late_answers_are_refused_by_tag),
        CASE(drops_take_what_carries_a_tag_and_nothing_else),
        CASE(zipf_walk_comes_near_to_the_best_there_is),
        CASE(threads_see_whole_answers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
