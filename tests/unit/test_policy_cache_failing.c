/* SPDX-License-Identifier: MIT */
/* The cache with a store that fails: no call does, nothing wrong is found afterwards, and the log is told once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/alloc.h"
#include "cache/memory.h"
#include "support/cached.h"

/* A store in memory whose functions can be told to fail. */
static struct {
    wikijs_cache_store inner;
    int get, set, drop, clear; /* what they say; 0: what the store says */
    bool garbage;              /* is found */
} faulty;

static int faulty_get(void *state, const wikijs_cache_key *key, int64_t now, wikijs_cache_found *found)
{
    static const char garbage[] = "{\"data\":";
    if (faulty.garbage) {
        memcpy(found->reserve(sizeof garbage, found->payload), garbage, sizeof garbage);
        found->length = sizeof garbage;
        found->fresh_until = INT64_MAX;
        return 0;
    }
    return faulty.get ? faulty.get : faulty.inner.get(state, key, now, found);
}

static int faulty_set(void *state, const wikijs_cache_key *key, int64_t now, const wikijs_cache_entry *entry)
{
    return faulty.set ? faulty.set : faulty.inner.set(state, key, now, entry);
}

static int faulty_drop(void *state, const uint8_t tenant[WIKIJS_CACHE_ID_SIZE], const char *const *tags, size_t count)
{
    return faulty.drop ? faulty.drop : faulty.inner.drop(state, tenant, tags, count);
}

static int faulty_clear(void *state, const uint8_t *tenant)
{
    return faulty.clear ? faulty.clear : faulty.inner.clear(state, tenant);
}

static void faulty_explain(void *state, char *line, size_t size)
{
    (void)state;
    snprintf(line, size, "the disk is on fire");
}

static int set_up(void **state)
{
    memset(&faulty, 0, sizeof faulty);
    stage_set_up(state);
    assert_int_equal(wj_cache_memory_new(&faulty.inner, &wj_libc_allocator, 100, 1 << 20), 0);
    wikijs_cache_store store = faulty.inner;
    store.get = faulty_get;
    store.set = faulty_set;
    store.drop = faulty_drop;
    store.clear = faulty_clear;
    store.explain = faulty_explain;
    stage_build((struct wj_cache_settings){ .store = store, .owns_store = true, .ttl_ms = 100000 });
    return 0;
}

static void failing_store_hurts_nobody(void **state)
{
    (void)state;
    faulty.get = faulty.set = faulty.drop = faulty.clear = WIKIJS_E_IO;
    stage_start(&stage_read, 1);
    stage_expect(1, 1);
    stage_start(&stage_write, 1);
    stage.version = 2;
    stage_start(&stage_read, 1);
    stage_expect(3, 2);
}

static void garbage_is_not_believed(void **state)
{
    (void)state;
    faulty.garbage = true;
    stage_start(&stage_read, 1);
    stage_expect(1, 1);
}

static void log_is_told_once(void **state)
{
    (void)state;
    stage_start(&stage_read, 1);
    assert_int_equal(stage.logged, 0);
    faulty.get = WIKIJS_E_IO;
    for (int i = 0; i < 10; i++) {
        stage_start(&stage_read, 1);
        stage.now_us += 30 * (int64_t)SECOND;
    }
    assert_int_equal(stage.logged, 1);
    assert_string_equal(stage.last_line, "the cache fails, the server is asked instead: the disk is on fire");
    faulty.get = 0;
    stage.now_us += 60 * (int64_t)SECOND; /* it was well for a while: then it is news again */
    faulty.set = WIKIJS_E_IO;
    stage_start(&stage_read, 1);
    assert_int_equal(stage.logged, 2);
}

static void answers_that_a_store_does_not_want_are_no_failure(void **state)
{
    (void)state;
    static const int statuses[] = { WIKIJS_E_CONFLICT, WIKIJS_E_TOO_LARGE, WIKIJS_E_NOMEM, WIKIJS_E_BUSY };
    for (int i = 0; i < 4; i++) {
        faulty.set = statuses[i];
        stage_start(&stage_read, i);
    }
    assert_int_equal(stage.logged, 0);
}

static void what_could_not_be_dropped_is_not_found_later(void **state)
{
    (void)state;
    stage_start(&stage_read, 1);
    stage_start(&stage_read, 2);
    faulty.drop = faulty.clear = WIKIJS_E_IO;
    stage_start(&stage_write, 1);
    stage.version = 2;
    stage_start(&stage_read, 1); /* cannot be dropped yet: the server is asked, and nothing is kept */
    stage_start(&stage_read, 1);
    stage_expect(5, 2);
    faulty.drop = faulty.clear = 0;
    stage_start(&stage_read, 1);
    stage_start(&stage_read, 2);
    stage_expect(7, 2);
    stage_start(&stage_read, 1);
    stage_start(&stage_read, 2);
    stage_expect(7, 2);
}

static void program_is_told_what_could_not_be_dropped(void **state)
{
    (void)state;
    static const char *const tags[] = { "page:1" };
    stage_start(&stage_read, 1);
    faulty.drop = WIKIJS_E_IO;
    assert_int_equal(wj_cache_drop(stage.shared, tags, 1), WIKIJS_E_IO);
    stage.version = 2;
    stage_start(&stage_read, 1);
    stage_expect(2, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, stage_tear_down)
        CASE(failing_store_hurts_nobody),
        CASE(garbage_is_not_believed),
        CASE(log_is_told_once),
        CASE(answers_that_a_store_does_not_want_are_no_failure),
        CASE(what_could_not_be_dropped_is_not_found_later),
        CASE(program_is_told_what_could_not_be_dropped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
