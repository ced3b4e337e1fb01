/* SPDX-License-Identifier: MIT */
/* Ids that were seen: for how long they are known, and how many. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>

#include "base/alloc.h"
#include "webhook/receive.h"

enum { PERIOD_MS = 1000 };

static int64_t start_ms(void *context)
{
    (void)context;
    return 5000;
}

static uint64_t some_bits(void *context)
{
    (void)context;
    return 4711;
}

static const struct wj_clock clock_of_test = { .wall_ms = start_ms, .random = some_bits };
static struct wj_known_ids known;

static int set_up(void **state)
{
    (void)state;
    wj_known_ids_init(&known, &wj_libc_allocator, &clock_of_test, PERIOD_MS);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    wj_known_ids_free(&known);
    return 0;
}

static void an_id_is_known_for_a_period_at_least(void **state)
{
    (void)state;
    assert_false(wj_known_ids_has(&known, "a", 5000));
    assert_int_equal(wj_known_ids_add(&known, "a", 5999), 0);
    assert_true(wj_known_ids_has(&known, "a", 5999));
    assert_false(wj_known_ids_has(&known, "b", 5999));
    assert_true(wj_known_ids_has(&known, "a", 6999));
    assert_false(wj_known_ids_has(&known, "a", 7999));
}

static void a_long_pause_forgets_all(void **state)
{
    (void)state;
    assert_int_equal(wj_known_ids_add(&known, "a", 5000), 0);
    assert_false(wj_known_ids_has(&known, "a", 5000 + 2 * PERIOD_MS));
}

/* A clock that was set back must not keep ids for ever. */
static void a_clock_that_goes_back(void **state)
{
    (void)state;
    assert_int_equal(wj_known_ids_add(&known, "a", 5000), 0);
    assert_true(wj_known_ids_has(&known, "a", 100));
    assert_false(wj_known_ids_has(&known, "a", 100 + PERIOD_MS));
}

static void many_ids(void **state)
{
    (void)state;
    char id[24];
    for (int i = 0; i < 2000; i++) {
        snprintf(id, sizeof id, "id-%d", i);
        assert_false(wj_known_ids_has(&known, id, 5001));
        assert_int_equal(wj_known_ids_add(&known, id, 5001), 0);
        assert_int_equal(wj_known_ids_add(&known, id, 5001), 0);
    }
    assert_int_equal(known.newer.count, 2000);
    for (int i = 0; i < 2000; i++) {
        snprintf(id, sizeof id, "id-%d", i);
        assert_true(wj_known_ids_has(&known, id, 6001)); /* in the older set now */
    }
}

/* The newest ids of more than there is room for are known. */
static void room_is_bounded(void **state)
{
    (void)state;
    char id[24];
    known.max = 1000;
    for (int i = 0; i <= 1000; i++) {
        snprintf(id, sizeof id, "id-%d", i);
        assert_int_equal(wj_known_ids_add(&known, id, 5001), 0);
    }
    assert_int_equal(known.newer.count, 1);
    assert_int_equal(known.older.count, 1000);
    assert_true(wj_known_ids_has(&known, "id-0", 5001));
}

/* Who takes deliveries of any age must not get each of them any number of times. */
static void ids_are_known_for_ever(void **state)
{
    (void)state;
    static const char *const secrets[] = { "a secret of these tests" };
    wikijs_webhook_server_options options = WIKIJS_WEBHOOK_SERVER_OPTIONS_INIT;
    struct wj_arena memory;
    struct wj_receiver receiver;
    options.secrets = (wikijs_strings){ secrets, 1 };
    options.tolerance_ms = INT64_MAX;
    wj_arena_init(&memory, &wj_libc_allocator, 0);
    assert_int_equal(wj_receiver_init(&receiver, &options, &memory, &clock_of_test, NULL), 0);
    assert_int_equal(wj_known_ids_add(&receiver.known, "a", 5000), 0);
    assert_true(wj_known_ids_has(&receiver.known, "a", 6000));
    assert_true(wj_known_ids_has(&receiver.known, "a", INT64_MAX / 2));
    wj_receiver_free(&receiver);
    wj_arena_clear(&memory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_id_is_known_for_a_period_at_least, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_long_pause_forgets_all, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_clock_that_goes_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(many_ids, set_up, tear_down),
        cmocka_unit_test_setup_teardown(room_is_bounded, set_up, tear_down),
        cmocka_unit_test(ids_are_known_for_ever),
    };
    return cmocka_run_group_tests_name("ids that were seen", tests, NULL, NULL);
}
