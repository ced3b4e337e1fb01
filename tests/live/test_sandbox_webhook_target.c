/* SPDX-License-Identifier: MIT */
/* What a relay's target does about failures, by a clock of the test's: backoff, Retry-After, breaker, rate, dead letters. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "support/faults.h"
#include "support/feed.h"
#include "support/hook.h"
#include "webhook/target.h"

#define ANSWERS(...)             \
    (const struct hook_answer[]) \
    {                            \
        __VA_ARGS__              \
    }

enum { START_MS = 1700000000, SECOND_MS = 1000, HOUR_MS = 3600 * 1000 };

static int64_t wall_ms, monotonic_us;

static int64_t read_wall(void *context)
{
    (void)context;
    return wall_ms;
}

static int64_t read_monotonic(void *context)
{
    (void)context;
    return monotonic_us;
}

static uint64_t no_bits(void *context)
{
    (void)context;
    return 0; /* pauses are a fifth shorter than they could be in the middle */
}

static const struct wj_clock clock_of_test = { .wall_ms = read_wall,
                                               .monotonic_us = read_monotonic,
                                               .random = no_bits };

static void advance(int64_t ms)
{
    wall_ms += ms;
    monotonic_us += ms * 1000;
}

static struct {
    struct hook hook;
    wikijs_client *client;
    const char *state;
    struct wj_store *store;
    struct wj_outbox outbox;
    struct wj_target *target;
    wikijs_error err;
} t;

static int set_up(void **state)
{
    (void)state;
    wikijs_client_options options = sandbox_options();
    wall_ms = (int64_t)START_MS * 1000;
    hook_start(&t.hook);
    t.client = sandbox_client(&options);
    t.client->clock = &clock_of_test;
    t.state = feed_state_path();
    assert_int_equal(wj_store_open(&t.store, t.state, true, &wj_libc_allocator, &t.err), 0);
    assert_int_equal(wj_outbox_open(&t.outbox, t.store, &t.err), 0);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    wj_target_detach(t.target);
    wj_target_free(t.target);
    wj_outbox_close(&t.outbox);
    wj_store_close(t.store);
    wikijs_client_free(t.client);
    hook_stop(&t.hook);
    feed_forget(t.state);
    return 0;
}

static wikijs_webhook_target usual_target(void)
{
    static const char *const secrets[] = { "a secret of these tests" };
    wikijs_webhook_target target = WIKIJS_WEBHOOK_TARGET_INIT;
    target.name = "hook";
    target.secrets = (wikijs_strings){ secrets, 1 };
    target.url = t.hook.url;
    return target;
}

static void make_target(const wikijs_webhook_target *given)
{
    assert_int_equal(wj_target_new(&t.target, given, &wj_libc_allocator, &t.err), 0);
    assert_int_equal(wj_target_attach(t.target, t.client, &t.outbox, &t.err), 0);
}

/* Something happened to a page. */
static void happen(const char *id, int64_t page_id)
{
    const wikijs_event_subject page = { .present = WIKIJS_BIT(WIKIJS_EVENT_SUBJECT_ID), .id = page_id };
    wikijs_event event = { .present = WIKIJS_BIT(WIKIJS_EVENT_ID) | WIKIJS_BIT(WIKIJS_EVENT_TYPE) |
                                      WIKIJS_BIT(WIKIJS_EVENT_PAGE),
                           .id = id,
                           .type = "page.updated",
                           .profile = "work",
                           .page = &page };
    assert_int_equal(wj_store_add_event(t.store, &event, &t.err), 0);
    assert_int_equal(wj_outbox_add(&t.outbox, "hook", &event, wall_ms, &t.err), 0);
    if (t.target)
        t.target->wake_at = 0;
}

/* Start what can be sent at this time. */
static int send_ready(void)
{
    assert_int_equal(wj_client_enter(t.client, true, &t.err), 0);
    int status = wj_target_pump(t.target, &t.err);
    wj_client_leave(t.client);
    return status;
}

static void wait_for_answers(void)
{
    struct pollfd descriptor = { .fd = wikijs_client_fd(t.client), .events = POLLIN };
    while (t.target->in_flight) {
        assert_true(poll(&descriptor, 1, 60000) > 0);
        assert_true(wikijs_client_process(t.client, &t.err) >= 0);
    }
}

/* Send what can be sent at this time, and whatever can be sent then. */
static void pump(void)
{
    do {
        assert_int_equal(send_ready(), 0);
        wait_for_answers();
    } while (t.target->wake_at == 0);
}

/* The newest deliveries of a state. */
static wikijs_delivery_list *list(wikijs_delivery_state with, size_t count)
{
    wikijs_deliveries_options options = WIKIJS_DELIVERIES_OPTIONS_INIT;
    wikijs_delivery_list *deliveries = NULL;
    options.with_state = 1;
    options.state = with;
    assert_int_equal(wikijs_deliveries_list(t.state, &options, &deliveries, &t.err), 0);
    assert_int_equal(wikijs_delivery_list_count(deliveries), count);
    return deliveries;
}

static void expect(wikijs_delivery_state state, size_t count)
{
    wikijs_delivery_list_free(list(state, count));
}

static int64_t next_at(void)
{
    wikijs_delivery_list *deliveries = list(WIKIJS_DELIVERY_WAITING, 1);
    int64_t at = wikijs_delivery_list_at(deliveries, 0)->next_at;
    wikijs_delivery_list_free(deliveries);
    return at;
}

/* --- tests --- */

static void each_pause_is_three_times_the_one_before(void **state)
{
    (void)state;
    static const int64_t pauses_s[] = { 5, 15, 45, 135, 405, 1215, 3645, 10935, 6 * 3600, 6 * 3600 };
    wikijs_webhook_target target = usual_target();
    target.breaker_failures = 1000;
    make_target(&target);
    happen("e1", 1);
    for (size_t i = 0; i < sizeof pauses_s / sizeof *pauses_s; i++) {
        hook_answer(&t.hook, ANSWERS({ .status = 500 }), 1);
        pump();
        assert_int_equal(hook_count(&t.hook), i + 1);
        int64_t pause = pauses_s[i] * SECOND_MS;
        assert_int_equal(next_at() - wall_ms, pause - pause / 5);
        advance(pause - pause / 5 - 1);
        pump();
        assert_int_equal(hook_count(&t.hook), i + 1); /* not before */
        advance(1);
    }
    pump();
    expect(WIKIJS_DELIVERY_DONE, 1);
    for (size_t i = 0; i < hook_count(&t.hook); i++)
        assert_string_equal(t.hook.ids[i], "e1");
}

static void a_longer_retry_after_counts(void **state)
{
    (void)state;
    wikijs_webhook_target target = usual_target();
    make_target(&target);
    happen("e1", 1);
    hook_answer(&t.hook, ANSWERS({ 503, "600" }, { 429, "1" }, { 503, "Tue, 14 Nov 2023 23:13:20 GMT" }), 3);
    pump();
    assert_int_equal(next_at() - wall_ms, 600 * SECOND_MS);
    advance(600 * SECOND_MS);
    pump(); /* a shorter one than the pause does not */
    assert_int_equal(next_at() - wall_ms, 12 * SECOND_MS);
    advance(12 * SECOND_MS);
    pump();
    assert_int_equal(next_at(), (START_MS + 3600LL) * 1000); /* an hour after the start */
    advance(next_at() - wall_ms);
    pump();
    expect(WIKIJS_DELIVERY_DONE, 1);
}

static void what_is_too_old_is_given_up_and_the_next_goes_on(void **state)
{
    (void)state;
    wikijs_webhook_target target = usual_target();
    target.retry_for_ms = 10 * SECOND_MS;
    make_target(&target);
    happen("e1", 1);
    happen("e2", 1);
    hook_answer(&t.hook, ANSWERS({ .status = 500 }, { .status = 500 }), 2);
    pump();
    expect(WIKIJS_DELIVERY_WAITING, 2);
    advance(4 * SECOND_MS);
    pump(); /* the next attempt would come 12 seconds later */
    expect(WIKIJS_DELIVERY_DEAD, 1);
    expect(WIKIJS_DELIVERY_DONE, 1);
    assert_int_equal(t.target->dead, 1);
    assert_string_equal(t.hook.ids[2], "e2");

    /* Sent again by hand it is as if it had just happened. */
    int64_t count = 0;
    assert_int_equal(wikijs_deliveries_redeliver(t.state, (wikijs_ints){ 0 }, NULL, &count, &t.err), 0);
    assert_int_equal(count, 1);
    t.target->wake_at = 0;
    pump();
    expect(WIKIJS_DELIVERY_DONE, 2);
    assert_string_equal(t.hook.ids[3], "e1");
}

static void a_target_can_be_tried_for_ever(void **state)
{
    (void)state;
    wikijs_webhook_target target = usual_target();
    target.retry_for_ms = INT64_MAX;
    make_target(&target);
    hook_answer(&t.hook, ANSWERS({ .status = 500 }), 1);
    happen("e1", 42);
    pump();
    expect(WIKIJS_DELIVERY_WAITING, 1);
}

static void gone_is_given_up_at_once(void **state)
{
    (void)state;
    wikijs_webhook_target target = usual_target();
    make_target(&target);
    happen("e1", 1);
    hook_answer(&t.hook, ANSWERS({ .status = 410 }), 1);
    pump();
    expect(WIKIJS_DELIVERY_DEAD, 1);
}

static void a_breaker_opens_after_failures_in_a_row(void **state)
{
    (void)state;
    wikijs_webhook_target target = usual_target();
    target.max_in_flight = 1;
    target.breaker_failures = 3;
    target.breaker_pause_ms = 60 * SECOND_MS;
    make_target(&target);
    for (int64_t page = 1; page <= 5; page++) {
        char id[8];
        snprintf(id, sizeof id, "e%d", (int)page);
        happen(id, page);
    }
    hook_answer(&t.hook, ANSWERS({ 500, NULL }, { 503, NULL }, { 429, NULL }, { 500, NULL }), 4);
    pump();
    assert_int_equal(hook_count(&t.hook), 3);
    assert_int_equal(t.target->paused_until - wall_ms, 60 * SECOND_MS);
    advance(60 * SECOND_MS - 1);
    pump();
    assert_int_equal(hook_count(&t.hook), 3);
    advance(1);
    pump(); /* one request tells that it is not back */
    assert_int_equal(hook_count(&t.hook), 4);
    assert_int_equal(t.target->paused_until - wall_ms, 120 * SECOND_MS);
    advance(120 * SECOND_MS);
    pump(); /* and now it is */
    expect(WIKIJS_DELIVERY_DONE, 5);
    assert_int_equal(t.target->paused_until, 0);
}

/* What fails because of the delivery says nothing about the target. */
static void a_refusal_opens_no_breaker(void **state)
{
    (void)state;
    wikijs_webhook_target target = usual_target();
    target.breaker_failures = 1;
    make_target(&target);
    happen("e1", 1);
    hook_answer(&t.hook, ANSWERS({ .status = 400 }), 1);
    pump();
    assert_int_equal(t.target->paused_until, 0);
    happen("e2", 2);
    pump();
    expect(WIKIJS_DELIVERY_DONE, 1);
}

static void what_was_under_way_does_not_prolong_the_pause(void **state)
{
    (void)state;
    wikijs_webhook_target target = usual_target();
    target.max_in_flight = 4;
    target.breaker_failures = 1;
    target.breaker_pause_ms = 60 * SECOND_MS;
    make_target(&target);
    static const char *const ids[] = { "e1", "e2", "e3", "e4" };
    for (int i = 0; i < 4; i++)
        happen(ids[i], i + 1);
    hook_answer(&t.hook, ANSWERS({ .status = 500 }, { .status = 500 }, { .status = 500 }, { .status = 500 }), 4);
    pump();
    assert_int_equal(hook_count(&t.hook), 4);
    assert_int_equal(t.target->pauses, 1);
    assert_int_equal(t.target->paused_until - wall_ms, 60 * SECOND_MS);
}

static void a_rate_is_kept(void **state)
{
    (void)state;
    wikijs_webhook_target target = usual_target();
    target.rate = "1/s:burst=2";
    make_target(&target);
    static const char *const ids[] = { "e1", "e2", "e3", "e4" };
    for (int i = 0; i < 4; i++)
        happen(ids[i], i + 1);
    pump();
    assert_int_equal(hook_count(&t.hook), 2);
    assert_true(t.target->held_by_rate);
    for (size_t sent = 3; sent <= 4; sent++) {
        advance(500);
        pump();
        assert_int_equal(hook_count(&t.hook), sent - 1);
        advance(501);
        pump();
        assert_int_equal(hook_count(&t.hook), sent);
    }
}

/* Sent again by hand under the same id, or as something new. */
static void an_id_stays_unless_a_new_one_is_wanted(void **state)
{
    (void)state;
    wikijs_webhook_target target = usual_target();
    wikijs_redeliver_options anew = WIKIJS_REDELIVER_OPTIONS_INIT;
    make_target(&target);
    happen("e1", 1);
    pump();
    const int64_t one = 1;
    assert_int_equal(wikijs_deliveries_redeliver(t.state, (wikijs_ints){ &one, 1 }, NULL, NULL, &t.err), 0);
    t.target->wake_at = 0;
    pump();
    anew.new_id = 1;
    for (int i = 0; i < 2; i++) {
        assert_int_equal(wikijs_deliveries_redeliver(t.state, (wikijs_ints){ &one, 1 }, &anew, NULL, &t.err), 0);
        t.target->wake_at = 0;
        pump();
    }
    assert_int_equal(hook_count(&t.hook), 4);
    assert_string_equal(t.hook.ids[1], "e1");
    assert_memory_equal(t.hook.ids[2], "e1-", 3);
    assert_memory_equal(t.hook.ids[3], "e1-", 3);
    assert_string_not_equal(t.hook.ids[2], t.hook.ids[3]);
}

static void limit_files(rlim_t bytes)
{
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = bytes;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

/* What was sent and could not be noted is told as a failure, and goes out again under the same id. */
static void a_full_disk_loses_nothing(void **state)
{
    (void)state;
    wikijs_webhook_target target = usual_target();
    make_target(&target);
    happen("e1", 1);
    signal(SIGXFSZ, SIG_IGN);
    limit_files(0);
    assert_int_equal(send_ready(), 0);
    wait_for_answers();
    assert_int_equal(hook_count(&t.hook), 1);
    assert_int_equal(send_ready(), WIKIJS_E_IO);
    assert_non_null(strstr(t.err.message, t.state));
    limit_files(RLIM_INFINITY);
    expect(WIKIJS_DELIVERY_WAITING, 1);
    pump();
    expect(WIKIJS_DELIVERY_DONE, 1);
    assert_int_equal(hook_count(&t.hook), 2);
    assert_string_equal(t.hook.ids[1], "e1");
}

static int hide_sequence(void *context, int action, const char *table, const char *column, const char *database,
                         const char *trigger)
{
    (void)context, (void)column, (void)database, (void)trigger;
    return action == SQLITE_READ && strcmp(table, "sqlite_sequence") == 0 ? SQLITE_DENY : SQLITE_OK;
}

/* The newest number cannot be read after the file has failed: none may be given out twice, for the event would be lost. */
static void numbers_are_not_given_out_twice(void **state)
{
    (void)state;
    wikijs_webhook_target target = usual_target();
    wikijs_event *event = NULL;
    make_target(&target);
    happen("e1", 42);
    sqlite3_set_authorizer(t.store->db.handle, hide_sequence, NULL);
    assert_int_equal(wj_store_begin(t.store, &t.err), 0);
    assert_int_equal(wj_store_end(t.store, WIKIJS_E_IO, &t.err), WIKIJS_E_IO);
    sqlite3_set_authorizer(t.store->db.handle, NULL, NULL);
    happen("e2", 42);
    assert_int_equal(wj_store_next_event(t.store, 1, &event, &t.err), 1);
    assert_string_equal(event->id, "e2");
    wikijs_event_free(event);
}

static void lists_need_a_place(void **state)
{
    (void)state;
    wikijs_webhook_target target = usual_target();
    make_target(&target);
    assert_int_equal(wikijs_deliveries_list(t.state, NULL, NULL, &t.err), WIKIJS_E_ARG);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(each_pause_is_three_times_the_one_before),
        CASE(a_longer_retry_after_counts),
        CASE(what_is_too_old_is_given_up_and_the_next_goes_on),
        CASE(gone_is_given_up_at_once),
        CASE(a_breaker_opens_after_failures_in_a_row),
        CASE(a_refusal_opens_no_breaker),
        CASE(what_was_under_way_does_not_prolong_the_pause),
        CASE(a_rate_is_kept),
        CASE(an_id_stays_unless_a_new_one_is_wanted),
        CASE(a_full_disk_loses_nothing),
        CASE(a_target_can_be_tried_for_ever),
        CASE(numbers_are_not_given_out_twice),
        CASE(lists_need_a_place),
    };
    return cmocka_run_group_tests_name("a target of a relay", tests, NULL, NULL);
}
