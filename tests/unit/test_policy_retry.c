/* SPDX-License-Identifier: MIT */
/* Retry in a chain of two, on a clock and with dice of our own: what is sent again, when, how often, and what is not. */
#include "base/status.h"
#include "engine/watch.h"
#include "policy/retry.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { MS = 1000, SECOND = 1000000, SENT_MAX = 1000 };

static int64_t now_us;
static uint64_t dice; /* what the next throw shows; UINT64_MAX with options as below gives some wait */
static int64_t fake_now(void *context)
{
    (void)context;
    return now_us;
}
static int64_t fake_wall(void *context)
{
    (void)context;
    return INT64_C(1800000000000);
}
static uint64_t fake_random(void *context)
{
    (void)context;
    return dice;
}
static const struct wj_clock fake_clock = { .monotonic_us = fake_now, .wall_ms = fake_wall, .random = fake_random };

static struct wj_loop *loop;
static struct wj_calls calls;
static struct wj_chain chain;
static struct wikijs_shared *shared;
static struct wj_retry_use use;
static wikijs_client_options options;
static wikijs_error err;

static int64_t sent_at[SENT_MAX];
static size_t sent, ended;
static wikijs_error outcome;

/* What the wire says: to each request the next of these, the last one for ever. */
static struct say {
    int code, http;
    uint32_t flags;
    int64_t retry_after_ms;
} script[8];
static size_t script_at;

static const struct wj_op read_op = { .namespace_ = "pages", .name = "pages.single" };
static const struct wj_op create_op = { .namespace_ = "pages", .name = "pages.create", .flags = WJ_OP_WRITE };
static const struct wj_op render_op = { .namespace_ = "pages",
                                        .name = "pages.render",
                                        .flags = WJ_OP_WRITE | WJ_OP_IDEMPOTENT };

static enum wj_step wire_down(struct wj_policy *policy, struct wikijs_call *call)
{
    (void)policy;
    assert_true(sent < SENT_MAX);
    sent_at[sent++] = now_us;
    wj_call_sent(call);
    const struct say *say = &script[script_at];
    if (script[script_at + 1].code || script[script_at + 1].http)
        script_at++;
    call->status = 0;
    wj_error_clear(&call->error);
    if (!say->code)
        return WJ_DONE;
    call->status = wj_error_set(&call->error, say->code, "the wire says so");
    call->error.http_status = say->http;
    call->error.flags = say->flags;
    call->error.retry_after_ms = say->retry_after_ms ? say->retry_after_ms : -1;
    return WJ_DONE;
}

static const struct wj_policy_ops wire = { .name = "wire", .down = wire_down };

#define REFUSED                  \
    {                            \
        .code = WIKIJS_E_CONNECT \
    }
#define BROKEN                                                       \
    {                                                                \
        .code = WIKIJS_E_CONNECTION, .flags = WIKIJS_ERROR_UNCERTAIN \
    }
#define BUSY(seconds)                                                                \
    {                                                                                \
        .code = WIKIJS_E_RATE_LIMITED, .http = 429, .retry_after_ms = (seconds)*1000 \
    }
#define WELL        \
    {               \
        .http = 200 \
    }

static void on_done(wikijs_call *call, void *payload)
{
    (void)payload;
    ended++;
    outcome = call->error;
}

static int set_up(void **state)
{
    (void)state;
    now_us = 100 * (int64_t)SECOND;
    dice = 0;
    sent = ended = script_at = 0;
    memset(script, 0, sizeof script);
    options = (wikijs_client_options){ .retry_max_attempts = 3,
                                       .retry_initial_delay_ms = 100,
                                       .retry_max_delay_ms = 1000,
                                       .retry_no_jitter = 1,
                                       .retry_budget = 100 };
    return 0;
}

static void build(void)
{
    assert_int_equal(wj_shared_new(&shared, &wj_libc_allocator), 0);
    assert_int_equal(wj_retry_make(shared, &options, &fake_clock, &err), 0);
    use = (struct wj_retry_use){ .shared = shared, .clock = &fake_clock };
    assert_int_equal(wj_loop_new(&loop, &wj_libc_allocator, &fake_clock), 0);
    wj_calls_init(&calls, loop);
    calls.metrics = shared->metrics;
    chain.policies[0] = (struct wj_policy){ .ops = &wj_retry_policy, .state = &use, .index = 0 };
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

static struct wikijs_call *start_with(const struct wj_op *op, int64_t timeout_ms, const wikijs_call_settings *settings)
{
    struct wikijs_call *call = wj_call_new(&calls, NULL, &wj_libc_allocator, op, 1024);
    assert_non_null(call);
    call->chain = &chain;
    call->timeout_ms = timeout_ms;
    call->done = on_done;
    if (settings)
        call->settings = *settings;
    wj_call_start(call);
    wikijs_call_unref(call);
    return call;
}

static struct wikijs_call *start(const struct wj_op *op)
{
    return start_with(op, 0, NULL);
}

static void turn_for(int64_t us)
{
    for (int64_t until = now_us + us; now_us < until;) {
        now_us += MS;
        wj_loop_refresh(loop);
        wj_loop_turn(loop, 0);
    }
}

#define SAYS(...)                                  \
    do {                                           \
        const struct say says[] = { __VA_ARGS__ }; \
        memcpy(script, says, sizeof says);         \
        script_at = 0;                             \
    } while (0)

/* --- sent again --- */

static void waits_grow_and_the_third_try_is_the_last(void **state)
{
    (void)state;
    build();
    SAYS(REFUSED);
    int64_t begun = now_us;
    start(&read_op);
    turn_for(5 * SECOND);
    assert_int_equal(sent, 3);
    assert_int_equal(sent_at[1] - begun, 100 * MS);
    assert_int_equal(sent_at[2] - begun, 300 * MS);
    assert_int_equal(outcome.code, WIKIJS_E_CONNECT);
    assert_int_equal(outcome.attempts, 3);
    assert_int_equal(counted(WJ_METRIC_RETRIES), 2);
    assert_int_equal(counted(WJ_METRIC_RETRY_WAIT), 300 * MS);
    assert_int_equal(counted(WJ_METRIC_RETRY_NO_TRIES), 1);
}

static void try_that_goes_well_ends_it(void **state)
{
    (void)state;
    build();
    SAYS(REFUSED, WELL);
    start(&read_op);
    turn_for(SECOND);
    assert_int_equal(sent, 2);
    assert_int_equal(ended, 1);
    assert_int_equal(outcome.code, 0);
}

static void server_names_the_time(void **state)
{
    (void)state;
    options.retry_no_jitter = 0; /* the dice show 0 */
    build();
    SAYS(BUSY(7), WELL);
    int64_t begun = now_us;
    start(&read_op);
    turn_for(8 * (int64_t)SECOND);
    assert_int_equal(sent, 2);
    assert_int_equal(sent_at[1] - begun, 7 * (int64_t)SECOND);
}

/* --- not sent again --- */

static void write_that_may_have_been_done_is_left_alone(void **state)
{
    (void)state;
    build();
    SAYS(BROKEN);
    start(&create_op);
    turn_for(SECOND);
    assert_int_equal(sent, 1);
    assert_true(outcome.flags & WIKIJS_ERROR_UNCERTAIN);
    assert_int_equal(counted(WJ_METRIC_RETRY_UNSAFE), 1);
}

static void write_that_was_not_done_goes_again(void **state)
{
    (void)state;
    build();
    SAYS(REFUSED, BUSY(1), WELL);
    start(&create_op);
    turn_for(3 * SECOND);
    assert_int_equal(sent, 3);
    assert_int_equal(outcome.code, 0);
}

static void harmless_write_goes_again(void **state)
{
    (void)state;
    build();
    SAYS(BROKEN, WELL);
    start(&render_op);
    turn_for(SECOND);
    assert_int_equal(sent, 2);
    assert_int_equal(outcome.code, 0);
}

static void caller_may_allow_it(void **state)
{
    (void)state;
    wikijs_call_settings settings = WIKIJS_CALL_SETTINGS_INIT;
    build();
    SAYS(BROKEN, WELL);
    settings.retry_writes = WIKIJS_YES;
    start_with(&create_op, 0, &settings);
    turn_for(SECOND);
    assert_int_equal(sent, 2);
}

static void caller_may_forbid_what_the_client_allows(void **state)
{
    (void)state;
    wikijs_call_settings settings = WIKIJS_CALL_SETTINGS_INIT;
    options.retry_writes = 1;
    build();
    SAYS(BROKEN);
    settings.retry_writes = WIKIJS_NO;
    start_with(&create_op, 0, &settings);
    turn_for(SECOND);
    assert_int_equal(sent, 1);
    start(&create_op);
    turn_for(SECOND);
    assert_int_equal(sent, 4);
}

/* The first may have been carried out, whatever becomes of the second. */
static void doubt_stays(void **state)
{
    (void)state;
    build();
    SAYS(BROKEN, REFUSED);
    start(&render_op);
    turn_for(SECOND);
    assert_int_equal(sent, 3);
    assert_int_equal(outcome.code, WIKIJS_E_CONNECT);
    assert_true(outcome.flags & WIKIJS_ERROR_UNCERTAIN);
}

static void canceled_while_it_waits_is_certain_when_nothing_was_done(void **state)
{
    (void)state;
    build();
    SAYS(REFUSED);
    struct wikijs_call *call = start(&create_op);
    turn_for(50 * MS);
    wikijs_call_cancel(call);
    turn_for(10 * MS);
    assert_int_equal(outcome.code, WIKIJS_E_CANCELED);
    assert_false(outcome.flags & WIKIJS_ERROR_UNCERTAIN);
    assert_int_equal(sent, 1);

    SAYS(BROKEN);
    call = start(&render_op);
    turn_for(50 * MS);
    wikijs_call_cancel(call);
    turn_for(10 * MS);
    assert_true(outcome.flags & WIKIJS_ERROR_UNCERTAIN);
}

static void call_may_have_its_own_number(void **state)
{
    (void)state;
    wikijs_call_settings settings = WIKIJS_CALL_SETTINGS_INIT;
    build();
    SAYS(REFUSED);
    settings.retry_max_attempts = 1;
    start_with(&read_op, 0, &settings);
    turn_for(SECOND);
    assert_int_equal(sent, 1);
    settings.retry_max_attempts = 5;
    start_with(&read_op, 0, &settings);
    turn_for(5 * SECOND);
    assert_int_equal(sent, 6);
}

/* --- time and budget --- */

static void no_wait_passes_the_time_limit(void **state)
{
    (void)state;
    build();
    SAYS(REFUSED);
    start_with(&read_op, 250, NULL);
    turn_for(110 * MS);
    assert_int_equal(sent, 2);
    assert_int_equal(ended, 1); /* at once: the next one would be at 300 ms */
    assert_int_equal(outcome.code, WIKIJS_E_CONNECT);
    assert_int_equal(counted(WJ_METRIC_RETRY_NO_TIME), 1);
}

static void time_for_all_tries_can_be_shorter(void **state)
{
    (void)state;
    options.retry_max_time_ms = 300;
    options.retry_max_attempts = 10;
    build();
    SAYS(REFUSED);
    start(&read_op);
    turn_for(SECOND);
    assert_int_equal(sent, 3);
}

static void budget_is_for_all(void **state)
{
    (void)state;
    options.retry_budget = 5;
    options.retry_max_attempts = 2;
    build();
    SAYS(REFUSED);
    for (int i = 0; i < 20; i++)
        start(&read_op);
    assert_int_equal(ended, 0);
    turn_for(200 * MS);
    assert_int_equal(ended, 20);
    assert_int_equal(sent, 25);
    assert_int_equal(counted(WJ_METRIC_RETRY_NO_BUDGET), 15);

    turn_for(2 * SECOND); /* two of them have grown again */
    for (int i = 0; i < 20; i++)
        start(&read_op);
    turn_for(200 * MS);
    assert_int_equal(sent, 25 + 22);

    SAYS(WELL); /* each success gives a fifth */
    for (int i = 0; i < 20; i++)
        start(&read_op);
    SAYS(REFUSED);
    for (int i = 0; i < 20; i++)
        start(&read_op);
    turn_for(200 * MS);
    assert_int_equal(sent, 25 + 22 + 20 + 24);
}

/* --- who else has a say --- */

static int64_t told_delay_ms;
static bool decide(void *state, struct wikijs_call *call, int64_t delay_ms)
{
    assert_int_equal(call->status, WIKIJS_E_CONNECT);
    told_delay_ms = delay_ms;
    return *(bool *)state;
}

static void watcher_is_told_and_may_forbid(void **state)
{
    (void)state;
    bool goes = true;
    struct wj_watch watch = { .state = &goes, .retry = decide };
    build();
    calls.watch = &watch;
    SAYS(REFUSED, WELL);
    start(&read_op);
    turn_for(SECOND);
    assert_int_equal(told_delay_ms, 100);
    assert_int_equal(sent, 2);
    goes = false;
    SAYS(REFUSED);
    start(&read_op);
    turn_for(SECOND);
    assert_int_equal(sent, 3);
}

/* --- files --- */

static int64_t read_nothing(struct wj_stream *stream, char *buffer, size_t size)
{
    (void)stream;
    (void)buffer;
    (void)size;
    return 0;
}
static int asked_to_go_on, go_on_status;
static int go_on(struct wj_stream *stream)
{
    (void)stream;
    asked_to_go_on++;
    return go_on_status;
}
static int rewind_it(struct wj_stream *stream)
{
    (void)stream;
    return 0;
}

static size_t tries_of(const struct wj_stream_ops *ops, bool is_upload, int64_t moved)
{
    struct wj_stream stream = { .ops = ops, .is_upload = is_upload, .moved = moved };
    SAYS(REFUSED, WELL);
    sent = 0;
    struct wikijs_call *call = wj_call_new(&calls, NULL, &wj_libc_allocator, &render_op, 1024);
    call->chain = &chain;
    call->request.stream = &stream;
    wj_call_start(call);
    wikijs_call_unref(call);
    turn_for(SECOND);
    return sent;
}

static void file_goes_again_when_it_can_be_had_again(void **state)
{
    (void)state;
    static const struct wj_stream_ops rewindable = { .read = read_nothing, .rewind = rewind_it };
    static const struct wj_stream_ops forward_only = { .read = read_nothing };
    static const struct wj_stream_ops resumable = { .go_on = go_on };
    static const struct wj_stream_ops final = { .begin = NULL };
    build();
    assert_int_equal(tries_of(&rewindable, true, 100), 2);
    assert_int_equal(tries_of(&forward_only, true, 100), 1);
    assert_int_equal(tries_of(&forward_only, true, 0), 2); /* nothing of it was read */
    assert_int_equal(tries_of(&resumable, false, 100), 2);
    assert_int_equal(asked_to_go_on, 1);
    go_on_status = WIKIJS_E_IO;
    assert_int_equal(tries_of(&resumable, false, 100), 1);
    assert_int_equal(tries_of(&final, false, 100), 1);
    assert_int_equal(tries_of(&final, false, 0), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        CASE(waits_grow_and_the_third_try_is_the_last),
        CASE(try_that_goes_well_ends_it),
        CASE(server_names_the_time),
        CASE(write_that_may_have_been_done_is_left_alone),
        CASE(write_that_was_not_done_goes_again),
        CASE(harmless_write_goes_again),
        CASE(caller_may_allow_it),
        CASE(caller_may_forbid_what_the_client_allows),
        CASE(doubt_stays),
        CASE(canceled_while_it_waits_is_certain_when_nothing_was_done),
        CASE(call_may_have_its_own_number),
        CASE(no_wait_passes_the_time_limit),
        CASE(time_for_all_tries_can_be_shorter),
        CASE(budget_is_for_all),
        CASE(watcher_is_told_and_may_forbid),
        CASE(file_goes_again_when_it_can_be_had_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
