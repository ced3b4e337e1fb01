/* SPDX-License-Identifier: MIT */
/* The limiter in a chain of two, on a clock of our own: who goes when, who is refused, what the server may say. */
#include "base/status.h"
#include "policy/limiter.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { SECOND = 1000000, CALLS = 20000 };

static int64_t now_us;
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
static const struct wj_clock fake_clock = { .monotonic_us = fake_now, .wall_ms = fake_wall };

static struct wj_loop *loop;
static struct wj_calls calls;
static struct wj_chain chain;
static struct wikijs_shared *shared;
static struct wj_limiter_use use;
static wikijs_error err;

static int64_t sent_at[CALLS];
static const struct wj_op *sent_op[CALLS];
static size_t sent, ended, refused;
static wikijs_error last_error;
static struct wj_http_response answer; /* what the wire says next */

static const struct wj_op read_op = { .namespace_ = "pages", .name = "pages.single" };
static const struct wj_op create_op = { .namespace_ = "pages", .name = "pages.create", .flags = WJ_OP_WRITE };

/* --- the wire: notes the time and answers at once --- */

static enum wj_step wire_down(struct wj_policy *policy, struct wikijs_call *call)
{
    (void)policy;
    assert_true(sent < CALLS);
    sent_op[sent] = call->op;
    sent_at[sent++] = now_us;
    call->response = (struct wj_http_response){ .body = call->response.body,
                                                .status = answer.status,
                                                .retry_after = answer.retry_after,
                                                .rate_limit = answer.rate_limit,
                                                .rate_remaining = answer.rate_remaining,
                                                .rate_reset = answer.rate_reset };
    return WJ_DONE;
}

static const struct wj_policy_ops wire = { .name = "wire", .down = wire_down };

static void on_done(wikijs_call *call, void *payload)
{
    (void)payload;
    ended++;
    if (wikijs_call_status(call) < 0) {
        refused++;
        last_error = call->error;
    }
}

static void build(const char *rules)
{
    assert_int_equal(wj_shared_new(&shared, &wj_libc_allocator), 0);
    assert_int_equal(wj_limiter_make(shared, rules, NULL, &err), 0);
    use = (struct wj_limiter_use){ .shared = shared, .clock = &fake_clock };
    assert_int_equal(wj_loop_new(&loop, &wj_libc_allocator, &fake_clock), 0);
    wj_calls_init(&calls, loop);
    chain.policies[0] = (struct wj_policy){ .ops = &wj_limiter_policy, .state = &use, .index = 0 };
    chain.policies[1] = (struct wj_policy){ .ops = &wire, .index = 1 };
    chain.count = 2;
}

static int set_up(void **state)
{
    (void)state;
    now_us = 100 * (int64_t)SECOND;
    sent = ended = refused = 0;
    answer = (struct wj_http_response){ .status = 200 };
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    wj_calls_cancel_all(&calls);
    wj_loop_free(loop);
    wj_shared_unref(shared);
    return 0;
}

static struct wikijs_call *start_for(const struct wj_op *op, int64_t timeout_ms)
{
    struct wikijs_call *call = wj_call_new(&calls, NULL, &wj_libc_allocator, op, 1024);
    assert_non_null(call);
    call->chain = &chain;
    call->timeout_ms = timeout_ms;
    call->done = on_done;
    wj_call_start(call);
    wikijs_call_unref(call);
    return call;
}

static void start(const struct wj_op *op, int count)
{
    for (int i = 0; i < count; i++)
        start_for(op, 0);
}

static void turn_until(int64_t until_us, int64_t step_us)
{
    while (now_us < until_us) {
        now_us += step_us;
        wj_loop_refresh(loop);
        wj_loop_turn(loop, 0);
    }
}

/* --- going --- */

static void burst_goes_and_the_rest_follows_in_order(void **state)
{
    (void)state;
    build("10/s:burst=3");
    int64_t begun = now_us;
    start(&read_op, 8);
    assert_int_equal(sent, 3);
    turn_until(begun + SECOND, 1000);
    assert_int_equal(sent, 8);
    for (int i = 3; i < 8; i++)
        assert_int_equal(sent_at[i] - begun, (i - 2) * 100000);
    assert_int_equal(refused, 0);
}

/* Sixty-four callers that each start anew when they are through, with timers up to 0.7 ms late. */
static void rate_is_exact_with_64_callers(void **state)
{
    (void)state;
    build("500/s:burst=20");
    srand(3);
    int64_t begun = now_us, until = begun + 10 * (int64_t)SECOND;
    start(&read_op, 64);
    size_t running = 64;
    while (now_us < until) {
        now_us += 200 + rand() % 500;
        wj_loop_refresh(loop);
        wj_loop_turn(loop, 0);
        for (; running - ended < 64; running++)
            start_for(&read_op, 0);
    }
    assert_in_range(sent, 5020 * 99 / 100, 5020);
    size_t begin = 0;
    for (size_t end = 0; end < sent; end++) {
        while (sent_at[end] - sent_at[begin] >= SECOND)
            begin++;
        assert_true(end - begin + 1 <= 520);
    }
}

static void narrow_limit_holds_up_nobody_else(void **state)
{
    (void)state;
    build("100/s:burst=10, pages.create=1/s");
    int64_t begun = now_us;
    start(&create_op, 10);
    assert_int_equal(sent, 1);
    start(&read_op, 5);
    assert_int_equal(sent, 6);
    turn_until(begun + 9 * (int64_t)SECOND + 100000, 1000);
    assert_int_equal(sent, 15);
    assert_ptr_equal(sent_op[14], &create_op);
    assert_in_range(sent_at[14] - begun, 9 * (int64_t)SECOND, 9 * (int64_t)SECOND + 5000);
}

static void window_is_never_too_full(void **state)
{
    (void)state;
    build("5/s:window");
    int64_t begun = now_us;
    start(&read_op, 12);
    assert_int_equal(sent, 5);
    turn_until(begun + SECOND - 1000, 1000);
    assert_int_equal(sent, 5);
    turn_until(begun + SECOND, 1000);
    assert_int_equal(sent, 10);
    turn_until(begun + 2 * SECOND, 1000);
    assert_int_equal(sent, 12);
}

static void file_routes_have_limits_of_their_own(void **state)
{
    (void)state;
    static const struct wj_op fetch = { .namespace_ = "assets", .name = "assets.fetch", .flags = WJ_OP_HTTP };
    build("download=1/s, graphql=2/s:burst=2");
    start(&fetch, 2);
    start(&read_op, 3);
    assert_int_equal(sent, 3);
    assert_ptr_equal(sent_op[0], &fetch);
    assert_ptr_equal(sent_op[1], &read_op);
}

static void canceled_calls_leave_the_line(void **state)
{
    (void)state;
    build("10/s");
    int64_t begun = now_us;
    start(&read_op, 1);
    struct wikijs_call *canceled[3];
    for (int i = 0; i < 3; i++)
        canceled[i] = start_for(&read_op, 0);
    for (int i = 0; i < 3; i++)
        wikijs_call_cancel(canceled[i]);
    turn_until(now_us + 1000, 1000);
    assert_int_equal(ended, 4);
    start(&read_op, 1);
    turn_until(begun + 100000, 1000);
    assert_int_equal(sent, 2); /* not behind those that are gone */
}

/* --- not going --- */

static void no_wait_fails_at_once(void **state)
{
    (void)state;
    build("1/s");
    use.no_wait = true;
    start(&read_op, 2);
    turn_until(now_us + 1000, 1000);
    assert_int_equal(sent, 1);
    assert_int_equal(last_error.code, WIKIJS_E_RATE_LIMITED);
    assert_int_equal(last_error.retry_after_ms, 1000);
    assert_true(last_error.flags & WIKIJS_ERROR_RETRYABLE);
    assert_non_null(strstr(last_error.message, "the limit '1/s' of this client is reached"));
}

static void too_long_a_wait_fails_at_once(void **state)
{
    (void)state;
    build("1/s");
    use.max_wait_ms = 1500;
    start(&read_op, 3);
    turn_until(now_us + 1000, 1000);
    assert_int_equal(refused, 1);
    turn_until(now_us + SECOND, 1000);
    assert_int_equal(sent, 2);
}

static void wait_beyond_the_deadline_fails_at_once(void **state)
{
    (void)state;
    build("1/s");
    start(&read_op, 1);
    start_for(&read_op, 500);
    turn_until(now_us + 1000, 1000);
    assert_int_equal(refused, 1);
    assert_int_equal(last_error.code, WIKIJS_E_RATE_LIMITED);
    assert_non_null(strstr(last_error.message, "after its time limit"));
}

static int asked;
static int decide(const char *operation, int64_t wait_ms, void *payload)
{
    assert_string_equal(operation, "pages.single");
    assert_in_range(wait_ms, 1, 2000);
    asked++;
    return *(int *)payload;
}

static void program_is_asked_once_for_each_call(void **state)
{
    (void)state;
    int answer_of_program = 0;
    build("1/s");
    use.limited = decide;
    use.payload = &answer_of_program;
    asked = 0;
    start(&read_op, 3);
    assert_int_equal(asked, 2);
    turn_until(now_us + 2 * SECOND, 1000);
    assert_int_equal(asked, 2);
    assert_int_equal(sent, 3);
    answer_of_program = 1;
    start(&read_op, 1);
    turn_until(now_us + 1000, 1000);
    assert_int_equal(asked, 3);
    assert_int_equal(last_error.code, WIKIJS_E_RATE_LIMITED);
}

/* --- the server --- */

static void check_pause(const struct wj_http_response *said, int64_t pause_us)
{
    build("server");
    int64_t begun = now_us;
    answer = *said;
    start(&read_op, 1);
    answer = (struct wj_http_response){ .status = 200 };
    start(&read_op, 2);
    turn_until(begun + pause_us - 1000, 1000);
    if (sent != (pause_us ? 1 : 3))
        fail_msg("%zu sent before the time", sent);
    turn_until(begun + pause_us + 1000, 1000);
    assert_int_equal(sent, 3);
}

static void what_the_server_asks_for_is_kept(void **state)
{
    static const struct {
        struct wj_http_response said;
        int64_t pause_us;
    } cases[] = {
        { { .status = 429, .retry_after = "2" }, 2 * SECOND },
        { { .status = 503, .retry_after = "Fri, 15 Jan 2027 08:00:03 GMT" }, 3 * SECOND },
        { { .status = 200, .retry_after = "2" }, 0 },
        { { .status = 429, .retry_after = "soon" }, 0 },
        { { .status = 200, .rate_remaining = "0", .rate_reset = "4" }, 4 * SECOND },
        { { .status = 200, .rate_remaining = "0", .rate_reset = "1800000005" }, 5 * SECOND },
        { { .status = 200, .rate_remaining = "0", .rate_reset = "-4" }, 0 },
        { { .status = 200, .rate_remaining = "7", .rate_reset = "4" }, 0 },
        { { .status = 200, .rate_remaining = "0" }, 0 },
        { { .status = 200, .rate_limit = "limit=100, remaining=0, reset=2" }, 2 * SECOND },
        { { .status = 200, .rate_limit = "\"default\";r=0;t=3" }, 3 * SECOND },
        { { .status = 200, .rate_limit = "\"default\";r=5;t=3" }, 0 },
        { { .status = 200, .rate_limit = "\"default\";pr=0;t=3" }, 0 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        set_up(state);
        check_pause(&cases[i].said, cases[i].pause_us);
        if (i + 1 < sizeof cases / sizeof *cases)
            tear_down(state);
    }
}

/* Times from a server that are no numbers any more in nanoseconds. */
static void endless_pauses_do_not_run_over(void **state)
{
    static const struct wj_http_response said[] = {
        { .status = 200, .rate_remaining = "0", .rate_reset = "99999999999" },
        { .status = 200, .rate_limit = "limit=100, remaining=0, reset=99999999999" },
        { .status = 429, .retry_after = "Fri, 31 Dec 9999 23:59:59 GMT" },
    };
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        set_up(state);
        build("server");
        answer = said[i];
        start(&read_op, 2);
        turn_until(now_us + 60 * SECOND, 10 * SECOND);
        start(&read_op, 1);
        turn_until(now_us + 60 * SECOND, 10 * SECOND);
        assert_in_range(sent, 1, 2); /* two were under way before the answer came */
        if (i + 1 < sizeof said / sizeof *said)
            tear_down(state);
    }
}

static void what_remains_is_counted_down(void **state)
{
    (void)state;
    build("server");
    int64_t begun = now_us;
    answer = (struct wj_http_response){ .status = 200, .rate_remaining = "3", .rate_reset = "10" };
    start(&read_op, 1);
    answer = (struct wj_http_response){ .status = 200 };
    start(&read_op, 6);
    turn_until(now_us + 1000, 1000);
    assert_int_equal(sent, 4);
    answer = (struct wj_http_response){ .status = 200, .rate_remaining = "100", .rate_reset = "9" }; /* late */
    turn_until(begun + 10 * (int64_t)SECOND, 1000);
    assert_int_equal(sent, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        CASE(burst_goes_and_the_rest_follows_in_order),
        CASE(rate_is_exact_with_64_callers),
        CASE(narrow_limit_holds_up_nobody_else),
        CASE(window_is_never_too_full),
        CASE(file_routes_have_limits_of_their_own),
        CASE(canceled_calls_leave_the_line),
        CASE(no_wait_fails_at_once),
        CASE(too_long_a_wait_fails_at_once),
        CASE(wait_beyond_the_deadline_fails_at_once),
        CASE(program_is_asked_once_for_each_call),
        CASE(what_the_server_asks_for_is_kept),
        CASE(endless_pauses_do_not_run_over),
        CASE(what_remains_is_counted_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
