/* SPDX-License-Identifier: MIT */
/* The cache when several ask for the same, and when what it has is old. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/status.h"
#include "cache/memory.h"
#include "support/cached.h"

/* --- one flight --- */

static void hundred_callers_make_one_request(void **state)
{
    (void)state;
    stage_build((struct wj_cache_settings){ 0 });
    stage.at_once = false;
    for (int i = 0; i < 100; i++)
        stage_start(&stage_read, 1);
    stage_start(&stage_read, 2);
    assert_int_equal(stage.sent_count, 2);
    stage_land(0);
    assert_int_equal(stage.ended, 100);
    stage_expect(2, 1);
}

static void failure_of_the_one_that_asked_is_everybodys(void **state)
{
    (void)state;
    stage_build((struct wj_cache_settings){ 0 });
    stage.at_once = false;
    for (int i = 0; i < 10; i++)
        stage_start(&stage_read, 1);
    stage_fail(0, WIKIJS_E_FORBIDDEN);
    assert_int_equal(stage.failed, 10);
    assert_int_equal(stage.last_status, WIKIJS_E_FORBIDDEN);
    assert_int_equal(stage.sent_count, 1);
}

static void another_takes_over_when_the_one_that_asked_is_canceled(void **state)
{
    (void)state;
    stage_build((struct wj_cache_settings){ 0 });
    stage.at_once = false;
    for (int i = 0; i < 10; i++)
        stage_start(&stage_read, 1);
    wikijs_call_cancel(stage.sent[0]);
    stage_turn();
    assert_int_equal(stage.sent_count, 2);
    stage_land(1);
    assert_int_equal(stage.ended, 10);
    assert_int_equal(stage.failed, 1);
}

static void whoever_comes_after_a_write_does_not_join(void **state)
{
    (void)state;
    stage_build((struct wj_cache_settings){ 0 });
    stage.at_once = false;
    stage_start(&stage_read, 1);
    stage_start(&stage_write, 1);
    stage_land(1);
    stage_start(&stage_read, 1);
    assert_int_equal(stage.sent_count, 3);
    stage.version = 2;
    stage_land(2);
    assert_non_null(strstr(stage.last_body, "2"));
    stage.version = 1;
    stage_land(0);
    stage.at_once = true;
    stage_start(&stage_read, 1);
    stage_expect(3, 2);
}

static void nobody_waits_for_ever(void **state)
{
    (void)state;
    stage_build((struct wj_cache_settings){ 0 });
    stage.at_once = false;
    stage_start(&stage_read, 1);
    stage_start(&stage_read, 1);
    stage.now_us += 6 * (int64_t)SECOND;
    stage_turn();
    assert_int_equal(stage.sent_count, 2);
    stage_land(1);
    assert_int_equal(stage.ended, 1);
}

/* --- stale --- */

static void stale_answer_is_given_while_a_new_one_is_fetched(void **state)
{
    (void)state;
    stage_build((struct wj_cache_settings){ .stale_revalidate_ms = 5000 });
    stage_start(&stage_read, 1);
    stage.version = 2;
    stage.now_us += 11 * (int64_t)SECOND;
    stage.at_once = false;
    for (int i = 0; i < 10; i++)
        stage_start(&stage_read, 1);
    stage_expect(2, 1);
    assert_int_equal(stage.ended, 11);
    stage_land(1);
    stage_start(&stage_read, 1);
    stage_expect(2, 2);
    stage.at_once = true;
    stage.version = 3;
    stage.now_us += 16 * (int64_t)SECOND;
    stage_start(&stage_read, 1);
    stage_expect(3, 3);
}

static void stale_answer_is_given_when_the_server_fails(void **state)
{
    (void)state;
    stage_build((struct wj_cache_settings){ .stale_error_ms = 60000 });
    stage_start(&stage_read, 1);
    stage.now_us += 11 * (int64_t)SECOND;
    stage.at_once = false;
    for (int i = 0; i < 3; i++)
        stage_start(&stage_read, 1);
    stage_fail(1, WIKIJS_E_UNAVAILABLE);
    assert_int_equal(stage.ended, 4);
    stage_expect(2, 1);
    stage_start(&stage_read, 1);
    stage_fail(2, WIKIJS_E_FORBIDDEN); /* is an answer */
    assert_int_equal(stage.failed, 1);
    stage.now_us += 60 * (int64_t)SECOND;
    stage_start(&stage_read, 1);
    stage_fail(3, WIKIJS_E_UNAVAILABLE);
    assert_int_equal(stage.failed, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, stage_set_up, stage_tear_down)
        CASE(hundred_callers_make_one_request),
        CASE(failure_of_the_one_that_asked_is_everybodys),
        CASE(another_takes_over_when_the_one_that_asked_is_canceled),
        CASE(whoever_comes_after_a_write_does_not_join),
        CASE(nobody_waits_for_ever),
        CASE(stale_answer_is_given_while_a_new_one_is_fetched),
        CASE(stale_answer_is_given_when_the_server_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
