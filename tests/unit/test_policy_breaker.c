/* SPDX-License-Identifier: MIT */
/* The circuit breaker in a chain of two, on a clock of our own: when it opens and closes, whom it lets through, who is told. */
#include "base/status.h"
#include "engine/watch.h"
#include "policy/breaker.h"
#include "policy/circuit.h"
#include "policy/retry.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { MS = 1000, SECOND = 1000000 };

static int64_t now_us;
static int64_t fake_now(void *context)
{
    (void)context;
    return now_us;
}
static int64_t fake_wall(void *context)
{
    (void)context;
    return INT64_C(1800000000000) + now_us / 1000;
}
static uint64_t fake_random(void *context)
{
    (void)context;
    return 0;
}
static const struct wj_clock fake_clock = { .monotonic_us = fake_now, .wall_ms = fake_wall, .random = fake_random };

static struct wj_loop *loop;
static struct wj_calls calls;
static struct wj_chain chain;
static struct wikijs_shared *shared;
static struct wj_breaker_use use;
static struct wj_retry_use retry;
static wikijs_client_options options;

static size_t sent, ended, refused;
static wikijs_error outcome;
static char told[64]; /* a letter for each change: o, h, c */
static wikijs_breaker_stats told_stats;

/* What the wire does with a request. */
static int wire_code, wire_http;
static bool wire_holds, wire_sends;

static const struct wj_op read_op = { .namespace_ = "pages", .name = "pages.single" };

static enum wj_step wire_down(struct wj_policy *policy, struct wikijs_call *call)
{
    (void)policy;
    sent += wire_sends;
    if (wire_sends)
        wj_call_sent(call);
    if (wire_holds)
        return WJ_PENDING;
    call->status = 0;
    wj_error_clear(&call->error);
    if (wire_code)
        call->status = wj_error_set(&call->error, wire_code, "the wire says so");
    call->error.http_status = wire_http;
    return WJ_DONE;
}

static const struct wj_policy_ops wire = { .name = "wire", .down = wire_down };

static void on_done(wikijs_call *call, void *payload)
{
    (void)payload;
    ended++;
    outcome = call->error;
    refused += call->status == WIKIJS_E_CIRCUIT_OPEN;
}

static void on_change(const wikijs_breaker_stats *stats, void *payload)
{
    assert_ptr_equal(payload, told);
    assert_int_equal(stats->struct_size, sizeof *stats);
    told[strlen(told)] = "cho"[stats->state];
    told_stats = *stats;
}

static int set_up(void **state)
{
    (void)state;
    now_us = 100 * (int64_t)SECOND;
    sent = ended = refused = 0;
    wire_code = wire_http = 0;
    wire_holds = false;
    wire_sends = true;
    memset(told, 0, sizeof told);
    options = (wikijs_client_options){ .breaker_failures = 3,
                                       .breaker_min_requests = 20,
                                       .breaker_window_ms = 10000,
                                       .breaker_recovery_ms = 5000,
                                       .breaker_successes = 2,
                                       .breaker_probes = 1 };
    return 0;
}

static void build(void)
{
    assert_int_equal(wj_shared_new(&shared, &wj_libc_allocator), 0);
    assert_int_equal(wj_breaker_make(shared, &options, &fake_clock, NULL), 0);
    use = (struct wj_breaker_use){ .shared = shared,
                                   .on_change = { on_change, on_change, on_change },
                                   .payload = told };
    assert_int_equal(wj_loop_new(&loop, &wj_libc_allocator, &fake_clock), 0);
    wj_calls_init(&calls, loop);
    calls.metrics = shared->metrics;
    chain.policies[0] = (struct wj_policy){ .ops = &wj_breaker_policy, .state = &use, .index = 0 };
    chain.policies[1] = (struct wj_policy){ .ops = &wire, .index = 1 };
    chain.count = 2;
}

static int tear_down(void **state)
{
    (void)state;
    wj_calls_cancel_all(&calls);
    wj_loop_free(loop);
    wj_shared_unref(shared);
    return 0;
}

static int64_t counted(enum wj_metric metric)
{
    return atomic_load(&shared->metrics->counters[metric]);
}

static void turn(void)
{
    wj_loop_refresh(loop);
    wj_loop_turn(loop, 0);
}

static void pass(int64_t us)
{
    now_us += us;
    turn();
}

/* A call that is started and, unless the wire holds it, over. */
static struct wikijs_call *call_within(int64_t timeout_ms)
{
    struct wikijs_call *call = wj_call_new(&calls, NULL, &wj_libc_allocator, &read_op, 1024);
    assert_non_null(call);
    call->chain = &chain;
    call->timeout_ms = timeout_ms;
    call->done = on_done;
    wj_call_start(call);
    wikijs_call_unref(call);
    if (!wire_holds)
        turn();
    return call;
}

static struct wikijs_call *call_it(void)
{
    return call_within(0);
}

static void fail_with(int code, int times)
{
    wire_code = code;
    for (int i = 0; i < times; i++)
        call_it();
    wire_code = 0;
}

static wikijs_breaker_stats stats_now(void)
{
    wikijs_breaker_stats stats;
    assert_true(wj_breaker_read(shared, &stats));
    return stats;
}

/* Let go what the wire holds. */
static void answer(struct wikijs_call *call, int code)
{
    call->status = code ? wj_error_set(&call->error, code, "late") : 0;
    wj_call_resume(call, true);
    turn();
}

/* --- opening --- */

static void failures_in_a_row_open_it(void **state)
{
    (void)state;
    build();
    fail_with(WIKIJS_E_CONNECT, 2);
    call_it(); /* begins the row anew */
    fail_with(WIKIJS_E_CONNECT, 2);
    assert_string_equal(told, "");
    fail_with(WIKIJS_E_CONNECT, 1);
    assert_string_equal(told, "o");
    assert_int_equal(sent, 6);

    call_it();
    assert_int_equal(sent, 6);
    assert_int_equal(outcome.code, WIKIJS_E_CIRCUIT_OPEN);
    assert_int_equal(outcome.retry_after_ms, 5000);
    assert_true(outcome.flags & WIKIJS_ERROR_RETRYABLE);
    assert_string_equal(outcome.message, "requests to this wiki are paused for another 5000 ms: the wire says so");
    assert_int_equal(counted(WJ_METRIC_BREAKER_OPENED), 1);
    assert_int_equal(counted(WJ_METRIC_BREAKER_REFUSALS), 1);
    assert_int_equal(counted(WJ_METRIC_BREAKER_STATE), WIKIJS_BREAKER_OPEN);
}

static void failures_far_apart_are_not_in_a_row(void **state)
{
    (void)state;
    build();
    for (int i = 0; i < 10; i++) {
        fail_with(WIKIJS_E_CONNECT, 2);
        pass(11 * (int64_t)SECOND);
    }
    assert_string_equal(told, "");
}

static void share_of_failures_opens_it(void **state)
{
    (void)state;
    options.breaker_failures = 0;
    options.breaker_failure_percent = 50;
    build();
    for (int i = 0; i < 9; i++) { /* 9 of 18: too few to judge */
        fail_with(WIKIJS_E_TIMEOUT, 1);
        call_it();
    }
    assert_string_equal(told, "");
    call_it();
    fail_with(WIKIJS_E_TIMEOUT, 1); /* 10 of 20 */
    assert_string_equal(told, "o");
    assert_int_equal(told_stats.window_requests, 20);
    assert_int_equal(told_stats.window_failures, 10);
}

static void window_forgets(void **state)
{
    (void)state;
    options.breaker_failures = 0;
    options.breaker_failure_percent = 50;
    build();
    fail_with(WIKIJS_E_TIMEOUT, 15);
    assert_int_equal(stats_now().window_failures, 15);
    pass(11 * (int64_t)SECOND);
    assert_int_equal(stats_now().window_failures, 0);
    for (int i = 0; i < 15; i++)
        call_it();
    fail_with(WIKIJS_E_TIMEOUT, 10);
    assert_string_equal(told, "");
}

static void only_what_concerns_the_server_counts(void **state)
{
    (void)state;
    static const struct {
        int code, http;
        bool counts;
    } cases[] = { { WIKIJS_E_CONNECT, 0, true },        { WIKIJS_E_RESOLVE, 0, true },
                  { WIKIJS_E_TIMEOUT, 0, true },        { WIKIJS_E_CONNECTION, 200, true },
                  { WIKIJS_E_UNAVAILABLE, 503, true },  { WIKIJS_E_SERVER, 500, true },
                  { WIKIJS_E_PROTOCOL, 200, true },     { WIKIJS_E_SERVER, 200, false },
                  { WIKIJS_E_NOT_FOUND, 200, false },   { WIKIJS_E_FORBIDDEN, 200, false },
                  { WIKIJS_E_NOMEM, 0, false },         { WIKIJS_E_USER, 0, false },
                  { WIKIJS_E_RATE_LIMITED, 429, false } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        set_up(state);
        build();
        wire_http = cases[i].http;
        fail_with(cases[i].code, 4);
        if ((stats_now().state == WIKIJS_BREAKER_OPEN) != cases[i].counts)
            fail_msg("%s with HTTP %d", wikijs_status_name(cases[i].code), cases[i].http);
        if (i + 1 < sizeof cases / sizeof *cases)
            tear_down(state);
    }
}

static void what_was_never_sent_says_nothing(void **state)
{
    (void)state;
    build();
    wire_sends = false;
    fail_with(WIKIJS_E_CONNECT, 10);
    assert_string_equal(told, "");
}

static void running_out_of_time_counts(void **state)
{
    (void)state;
    build();
    wire_holds = true;
    for (int i = 0; i < 3; i++)
        call_within(100);
    pass(101 * MS);
    assert_int_equal(outcome.code, WIKIJS_E_DEADLINE);
    assert_string_equal(told, "o");
}

/* --- closing --- */

static void open_it(void)
{
    build();
    fail_with(WIKIJS_E_CONNECT, 3);
    assert_int_equal(stats_now().state, WIKIJS_BREAKER_OPEN);
}

static void two_good_probes_close_it(void **state)
{
    (void)state;
    open_it();
    pass(5 * SECOND - 1);
    call_it();
    assert_int_equal(refused, 1);
    pass(1);
    call_it();
    assert_string_equal(told, "oh");
    call_it();
    assert_string_equal(told, "ohc");
    assert_int_equal(counted(WJ_METRIC_BREAKER_PROBES), 2);
    assert_int_equal(counted(WJ_METRIC_BREAKER_CLOSED), 1);
    fail_with(WIKIJS_E_CONNECT, 2); /* the old failures are forgotten */
    assert_string_equal(told, "ohc");
}

static void bad_probe_opens_it_for_as_long_again(void **state)
{
    (void)state;
    open_it();
    pass(5 * SECOND);
    call_it();
    fail_with(WIKIJS_E_CONNECT, 1);
    assert_string_equal(told, "oho");
    assert_int_equal(stats_now().next_probe_ms, 5000);
    assert_int_equal(stats_now().opened, 2);
}

static void probes_are_one_at_a_time(void **state)
{
    (void)state;
    open_it();
    pass(5 * SECOND);
    wire_holds = true;
    struct wikijs_call *probe = call_it();
    wire_holds = false;
    assert_int_equal(stats_now().probes, 1);
    size_t before = sent;
    call_it();
    assert_int_equal(outcome.code, WIKIJS_E_CIRCUIT_OPEN);
    assert_int_equal(outcome.retry_after_ms, -1);
    assert_int_equal(sent, before);
    answer(probe, 0);
    assert_int_equal(stats_now().probes, 0);
    call_it();
    assert_string_equal(told, "ohc");
}

static void more_probes_when_wanted(void **state)
{
    (void)state;
    options.breaker_probes = 3;
    options.breaker_successes = 3;
    open_it();
    pass(5 * SECOND);
    wire_holds = true;
    struct wikijs_call *probes[3];
    for (int i = 0; i < 3; i++)
        probes[i] = call_it();
    call_it();
    assert_int_equal(stats_now().probes, 3);
    for (int i = 0; i < 3; i++)
        answer(probes[i], 0);
    assert_string_equal(told, "ohc");
}

/* By whatever road the probe leaves, the next one may go. */
static void place_of_a_probe_is_given_back(void **state)
{
    (void)state;
    open_it();
    pass(5 * SECOND);
    wire_holds = true;
    struct wikijs_call *canceled = call_it();
    wikijs_call_cancel(canceled);
    turn();
    assert_int_equal(outcome.code, WIKIJS_E_CANCELED);
    assert_int_equal(stats_now().probes, 0);
    assert_string_equal(told, "oh"); /* it says nothing of the server */

    wire_holds = false;
    wire_sends = false;
    fail_with(WIKIJS_E_RATE_LIMITED, 1); /* this client's own limit */
    assert_int_equal(stats_now().probes, 0);
    assert_string_equal(told, "oh");

    wire_sends = wire_holds = true;
    call_within(100);
    pass(101 * MS);
    assert_int_equal(stats_now().probes, 0);
    assert_string_equal(told, "oho"); /* it was not answered in time */
}

/* What was sent before it opened ends while a probe is under way. */
static void answers_from_before_decide_nothing(void **state)
{
    (void)state;
    build();
    wire_holds = true;
    struct wikijs_call *good = call_it(), *bad = call_it();
    wire_holds = false;
    fail_with(WIKIJS_E_CONNECT, 3);
    answer(good, 0);
    assert_int_equal(stats_now().state, WIKIJS_BREAKER_OPEN);
    pass(5 * SECOND);
    call_it();
    answer(bad, WIKIJS_E_CONNECTION);
    assert_string_equal(told, "oh");
    call_it();
    assert_string_equal(told, "ohc");
}

/* --- who is told --- */

static wikijs_plugin_event_kind event_kind;
static int64_t event_wait_ms;
static void note_event(void *state, enum wikijs_plugin_event_kind kind, const struct wikijs_call *call, int64_t wait_ms)
{
    (void)state;
    (void)call;
    event_kind = kind;
    event_wait_ms = wait_ms;
}

static void plugins_and_stats_tell_of_it(void **state)
{
    (void)state;
    struct wj_watch watch = { .event = note_event };
    build();
    calls.watch = &watch;
    fail_with(WIKIJS_E_CONNECT, 3);
    assert_int_equal(event_kind, WIKIJS_EVENT_BREAKER_OPEN);
    assert_int_equal(event_wait_ms, 5000);
    call_it();
    pass(2 * SECOND);
    wikijs_breaker_stats stats = stats_now();
    assert_int_equal(stats.state, WIKIJS_BREAKER_OPEN);
    assert_int_equal(stats.last_failure, WIKIJS_E_CONNECT);
    assert_int_equal(stats.last_failure_at, fake_wall(NULL) - 2000);
    assert_string_equal(stats.last_message, "the wire says so");
    assert_int_equal(stats.next_probe_ms, 3000);
    assert_int_equal(stats.failures_in_row, 3);
    assert_int_equal(stats.refused, 1);
    pass(3 * SECOND);
    call_it();
    assert_int_equal(event_kind, WIKIJS_EVENT_BREAKER_HALF_OPEN);
    call_it();
    assert_int_equal(event_kind, WIKIJS_EVENT_BREAKER_CLOSED);
}

static void without_a_threshold_there_is_none(void **state)
{
    (void)state;
    options.breaker_failures = 0;
    assert_int_equal(wj_shared_new(&shared, &wj_libc_allocator), 0);
    assert_int_equal(wj_breaker_make(shared, &options, &fake_clock, NULL), 0);
    assert_false(wj_breaker_is_there(shared));
    wj_shared_unref(shared);
    options.breaker_failures = 3;
    build();
}

/* --- under retry, as in a client --- */

static void each_try_counts_and_the_open_circuit_ends_them(void **state)
{
    (void)state;
    options.retry_max_attempts = 10;
    options.retry_initial_delay_ms = options.retry_max_delay_ms = 1;
    options.retry_budget = 100;
    build();
    assert_int_equal(wj_retry_make(shared, &options, &fake_clock, NULL), 0);
    retry = (struct wj_retry_use){ .shared = shared, .clock = &fake_clock };
    chain.policies[0] = (struct wj_policy){ .ops = &wj_retry_policy, .state = &retry, .index = 0 };
    chain.policies[1] = (struct wj_policy){ .ops = &wj_breaker_policy, .state = &use, .index = 1 };
    chain.policies[2] = (struct wj_policy){ .ops = &wire, .index = 2 };
    chain.count = 3;
    wire_code = WIKIJS_E_CONNECT;
    call_it();
    for (int i = 0; i < 20; i++)
        pass(2 * MS);
    assert_int_equal(ended, 1);
    assert_int_equal(sent, 3);
    assert_int_equal(outcome.code, WIKIJS_E_CIRCUIT_OPEN);
    assert_int_equal(outcome.attempts, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        CASE(failures_in_a_row_open_it),
        CASE(failures_far_apart_are_not_in_a_row),
        CASE(share_of_failures_opens_it),
        CASE(window_forgets),
        CASE(only_what_concerns_the_server_counts),
        CASE(what_was_never_sent_says_nothing),
        CASE(running_out_of_time_counts),
        CASE(two_good_probes_close_it),
        CASE(bad_probe_opens_it_for_as_long_again),
        CASE(probes_are_one_at_a_time),
        CASE(more_probes_when_wanted),
        CASE(place_of_a_probe_is_given_back),
        CASE(answers_from_before_decide_nothing),
        CASE(plugins_and_stats_tell_of_it),
        CASE(without_a_threshold_there_is_none),
        CASE(each_try_counts_and_the_open_circuit_ends_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
