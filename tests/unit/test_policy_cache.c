/* SPDX-License-Identifier: MIT */
/* The cache in a chain of three, on a clock of our own: what is sent, what is not, and what a write drops. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/status.h"
#include "cache/memory.h"
#include "support/cached.h"

/* --- hits and misses --- */

static void second_read_is_answered_from_the_store(void **state)
{
    (void)state;
    stage_build((struct wj_cache_settings){ 0 });
    stage_start(&stage_read, 1);
    stage.version = 2;
    stage_start(&stage_read, 1);
    stage_expect(1, 1);
    stage_start(&stage_read, 2);
    stage_expect(2, 2);
    stage.now_us += 10 * (int64_t)SECOND;
    stage_start(&stage_read, 1);
    stage_expect(3, 2);
    assert_int_equal(stage.ended, 4);
}

static void what_changes_by_itself_is_not_kept(void **state)
{
    (void)state;
    stage_build((struct wj_cache_settings){ 0 });
    stage_start(&stage_volatile, 1);
    stage_start(&stage_volatile, 1);
    stage_expect(2, 1);
}

static void calls_have_their_own_wishes(void **state)
{
    (void)state;
    stage_build((struct wj_cache_settings){ 0 });
    stage.settings.no_cache = 1;
    stage_start(&stage_read, 1);
    stage.settings.no_cache = 0;
    stage_start(&stage_read, 1);
    stage_expect(2, 1);
    stage.version = 2;
    stage.settings.cache_refresh = 1;
    stage_start(&stage_read, 1);
    stage_expect(3, 2);
    stage.settings.cache_refresh = 0;
    stage_start(&stage_read, 1);
    stage_expect(3, 2);
    stage.settings.cache_ttl_ms = 1000;
    stage_start(&stage_read, 5);
    stage.now_us += SECOND;
    stage_start(&stage_read, 5);
    stage_expect(5, 2);
}

static void operations_have_their_own_times(void **state)
{
    (void)state;
    stage_build((struct wj_cache_settings){ .ttls = "pages=2s, pages.list=0" });
    stage_start(&stage_list, 0);
    stage_start(&stage_list, 0);
    stage_expect(2, 1);
    stage_start(&stage_read, 1);
    stage.now_us += 2 * (int64_t)SECOND;
    stage_start(&stage_read, 1);
    stage_expect(4, 1);
}

static void malformed_times_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = { "pages", "pages=", "=1s", "pages=1", "pages=1x", "a=1s, b=-1s" };
    stage_build((struct wj_cache_settings){ 0 });
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct wikijs_shared *other;
        assert_int_equal(wj_shared_new(&other, &wj_libc_allocator), 0);
        assert_int_equal(wj_cache_make(other, &(struct wj_cache_settings){ .wiki = "w", .ttls = bad[i] }, &stage.err),
                         WIKIJS_E_CONFIG);
        wj_shared_unref(other);
    }
}

static void failures_are_not_kept(void **state)
{
    (void)state;
    stage_build((struct wj_cache_settings){ 0 });
    stage.at_once = false;
    stage_start(&stage_read, 1);
    stage_fail(0, WIKIJS_E_SERVER);
    assert_int_equal(stage.failed, 1);
    stage_start(&stage_read, 1);
    stage_land(1);
    assert_int_equal(stage.last_status, 0);
}

/* --- tenants --- */

static void wikis_and_identities_never_meet(void **state)
{
    (void)state;
    static const struct wj_cache_settings others[] = {
        { .wiki = "http://other" },
        { .identity = { "key\0k1", 7 } },
        { .identity = { "key\0k2", 7 } },
        { .identity = { "login\0me\0one", 13 }, .guessable = true },
        { .identity = { "login\0me\0two", 13 }, .guessable = true },
        { .name_space = "a" },
        { .name_space = "b" },
        { .wiki = NULL },
    };
    wikijs_cache_store store;
    assert_int_equal(wj_cache_memory_new(&store, &wj_libc_allocator, 100, 1 << 20), 0);
    for (size_t round = 0; round < 2; round++) {
        for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
            struct wj_cache_settings given = others[i];
            given.store = store;
            stage.version = (int)i;
            stage_build(given);
            stage_start(&stage_read, 1);
            stage_expect(round ? 8 : i + 1, (int)i);
            if (round == 0 || i + 1 < sizeof others / sizeof *others)
                stage_tear_down(state);
        }
    }
    stage_tear_down(state);
    store.destroy(store.state);
    stage_build((struct wj_cache_settings){ 0 });
}

/* --- writes --- */

static void write_drops_what_it_touches(void **state)
{
    (void)state;
    stage_build((struct wj_cache_settings){ 0 });
    stage_start(&stage_read, 1);
    stage_start(&stage_read, 2);
    stage_start(&stage_write, 1);
    stage.version = 2;
    stage_start(&stage_read, 2);
    stage_expect(3, 1);
    stage_start(&stage_read, 1);
    stage_expect(4, 2);
    stage_start(&stage_any, 0);
    stage_start(&stage_read, 2);
    stage_expect(6, 2);
}

static void write_that_was_not_sent_drops_nothing(void **state)
{
    (void)state;
    stage_build((struct wj_cache_settings){ 0 });
    stage_start(&stage_read, 1);
    struct wikijs_call *call = stage_call(&stage_write, 1);
    call->canceled = true;
    wj_call_start(call);
    wikijs_call_unref(call);
    stage_turn();
    stage_start(&stage_read, 1);
    assert_int_equal(stage.sent_count, 1);
}

static void write_with_an_unknown_outcome_drops_and_keeps_the_store_still(void **state)
{
    (void)state;
    stage_build((struct wj_cache_settings){ 0 });
    stage_start(&stage_read, 1);
    stage.at_once = false;
    stage_start(&stage_write, 1);
    stage_fail(1, WIKIJS_E_TIMEOUT);
    stage.at_once = true;
    stage_start(&stage_read, 1); /* perhaps before it was done */
    stage.version = 2;
    stage_start(&stage_read, 1);
    assert_int_equal(stage.sent_count, 4);
    stage.now_us += 31 * (int64_t)SECOND;
    stage_start(&stage_read, 1);
    stage_start(&stage_read, 1);
    assert_int_equal(stage.sent_count, 5);
}

static void canceled_write_drops(void **state)
{
    (void)state;
    stage_build((struct wj_cache_settings){ 0 });
    stage_start(&stage_read, 1);
    stage.at_once = false;
    struct wikijs_call *write = stage_start(&stage_write, 1);
    wikijs_call_cancel(write);
    stage_turn();
    stage.at_once = true;
    stage_start(&stage_read, 1);
    assert_int_equal(stage.sent_count, 3);
}

static void read_that_began_before_a_write_is_not_kept(void **state)
{
    (void)state;
    stage_build((struct wj_cache_settings){ 0 });
    stage.at_once = false;
    stage_start(&stage_read, 1);
    stage_start(&stage_write, 1);
    stage_answer(stage.sent[0]); /* what was there before */
    stage_land(1);
    stage.version = 2;
    wj_call_resume(stage.sent[0], true);
    stage_turn();
    assert_int_equal(stage.ended, 2);
    stage.at_once = true;
    stage_start(&stage_read, 1);
    stage_expect(3, 2);
}

static void reads_of_a_write_flow_pass_by(void **state)
{
    (void)state;
    stage_build((struct wj_cache_settings){ 0 });
    stage_start(&stage_read, 1);
    struct wikijs_call *parent = stage_call(&stage_write, 1), *child = stage_call(&stage_read, 1);
    child->done = NULL;
    wj_call_adopt(parent, child);
    stage.at_once = false;
    wj_call_start(child);
    assert_int_equal(stage.sent_count, 2);
    wikijs_call_cancel(child);
    stage_turn();
    wikijs_call_unref(child);
    wikijs_call_unref(parent);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, stage_set_up, stage_tear_down)
        CASE(second_read_is_answered_from_the_store),
        CASE(what_changes_by_itself_is_not_kept),
        CASE(calls_have_their_own_wishes),
        CASE(operations_have_their_own_times),
        CASE(malformed_times_are_refused),
        CASE(failures_are_not_kept),
        CASE(wikis_and_identities_never_meet),
        CASE(write_drops_what_it_touches),
        CASE(write_that_was_not_sent_drops_nothing),
        CASE(write_with_an_unknown_outcome_drops_and_keeps_the_store_still),
        CASE(canceled_write_drops),
        CASE(read_that_began_before_a_write_is_not_kept),
        CASE(reads_of_a_write_flow_pass_by),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
