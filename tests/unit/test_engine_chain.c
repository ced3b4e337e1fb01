/* SPDX-License-Identifier: MIT */
/* The driver with scripted policies and an injected clock: every road through the chain, read off a trace. */
#include "base/status.h"
#include "engine/call.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static int64_t now_us;
static int64_t fake_now(void *context)
{
    (void)context;
    return now_us;
}
static const struct wj_clock fake_clock = { .monotonic_us = fake_now, .wall_ms = fake_now };

static char trace[512];
static void note(char what, const struct wj_policy *policy)
{
    size_t at = strlen(trace);
    snprintf(trace + at, sizeof trace - at, "%c%d ", what, policy->index);
}

/* What a scripted policy does, in order, each time it is asked; the last step is repeated. */
struct script {
    enum wj_step down[4], up[4];
    int asked_down, asked_up;
    int64_t wait_us;
    int status;
};

static enum wj_step play(struct wj_policy *policy, struct wikijs_call *call, enum wj_step step)
{
    struct script *script = policy->state;
    if (step == WJ_WAIT)
        return script->wait_us ? wj_call_wait(call, now_us + script->wait_us) : wj_call_park(call);
    if (step == WJ_DONE && script->status)
        call->status = script->status;
    return step;
}

static enum wj_step script_down(struct wj_policy *policy, struct wikijs_call *call)
{
    struct script *script = policy->state;
    note('d', policy);
    int at = script->asked_down < 3 ? script->asked_down++ : 3;
    return play(policy, call, script->down[at]);
}

static enum wj_step script_up(struct wj_policy *policy, struct wikijs_call *call)
{
    struct script *script = policy->state;
    note('u', policy);
    int at = script->asked_up < 3 ? script->asked_up++ : 3;
    return play(policy, call, script->up[at]);
}

static void script_release(struct wj_policy *policy, struct wikijs_call *call)
{
    (void)call;
    note('r', policy);
}

static const struct wj_policy_ops scripted = {
    .name = "scripted", .down = script_down, .up = script_up, .release = script_release
};
static const struct wj_op test_op = { .name = "test.op", .flags = WJ_OP_WRITE };

struct stage {
    struct wj_loop *loop;
    struct wj_calls calls;
    struct wj_chain chain;
    struct script scripts[3];
    int done;
    int status;
};

static int set_up(void **state)
{
    static struct stage stage;
    stage = (struct stage){ 0 };
    now_us = 1000000;
    trace[0] = 0;
    assert_int_equal(wj_loop_new(&stage.loop, &wj_libc_allocator, &fake_clock), 0);
    wj_calls_init(&stage.calls, stage.loop);
    for (int i = 0; i < 3; i++)
        stage.chain.policies[i] = (struct wj_policy){ .ops = &scripted, .state = &stage.scripts[i], .index = i };
    stage.chain.count = 3;
    for (int i = 0; i < 4; i++)
        stage.scripts[2].down[i] = WJ_DONE; /* the wire answers at once */
    *state = &stage;
    return 0;
}

static int tear_down(void **state)
{
    struct stage *stage = *state;
    wj_calls_cancel_all(&stage->calls);
    wj_loop_free(stage->loop);
    return 0;
}

static void on_done(wikijs_call *call, void *payload)
{
    struct stage *stage = payload;
    stage->done++;
    stage->status = wikijs_call_status(call);
}

static struct wikijs_call *start(struct stage *stage, int64_t timeout_ms)
{
    struct wikijs_call *call = wj_call_new(&stage->calls, NULL, &wj_libc_allocator, &test_op, 1024);
    assert_non_null(call);
    call->chain = &stage->chain;
    call->timeout_ms = timeout_ms;
    call->done = on_done;
    call->payload = stage;
    wj_call_start(call);
    wikijs_call_unref(call);
    return call;
}

static void turn_at(struct stage *stage, int64_t us)
{
    now_us = us;
    wj_loop_refresh(stage->loop);
    wj_loop_turn(stage->loop, 0);
}

static void test_down_up_release(void **state)
{
    struct stage *stage = *state;
    start(stage, 0);
    assert_string_equal(trace, "d0 d1 d2 r2 u1 r1 u0 r0 ");
    assert_int_equal(stage->done, 0); /* never inside the start */
    turn_at(stage, now_us);
    assert_int_equal(stage->done, 1);
    assert_int_equal(stage->status, 0);
    assert_int_equal(stage->calls.count, 0);
}

static void test_turns_round(void **state)
{
    struct stage *stage = *state;
    stage->scripts[1].down[0] = WJ_DONE;
    stage->scripts[1].status = WIKIJS_E_CIRCUIT_OPEN;
    start(stage, 0);
    assert_string_equal(trace, "d0 d1 r1 u0 r0 ");
    turn_at(stage, now_us);
    assert_int_equal(stage->status, WIKIJS_E_CIRCUIT_OPEN);
}

static void test_again_enters_the_lower_ones_anew(void **state)
{
    struct stage *stage = *state;
    stage->scripts[0].up[0] = WJ_AGAIN;
    start(stage, 0);
    assert_string_equal(trace, "d0 d1 d2 r2 u1 r1 u0 d1 d2 r2 u1 r1 u0 r0 ");
}

/* Memory of calls is used again: what one leaves behind would be the next one's. */
static void test_success_carries_no_error_of_before(void **state)
{
    struct stage *stage = *state;
    stage->scripts[0].down[0] = WJ_WAIT;
    struct wikijs_call *call = wikijs_call_ref(start(stage, 0));
    wj_error_set(&call->error, WIKIJS_E_UNAVAILABLE, "the first attempt");
    call->error.http_status = 503;
    wj_calls_unpark(&stage->calls);
    turn_at(stage, now_us);
    assert_int_equal(stage->done, 1);
    assert_int_equal(call->error.code, 0);
    assert_int_equal(call->error.http_status, 0);
    assert_string_equal(call->error.message, "");
    wikijs_call_unref(call);
}

static void test_waits_for_its_time(void **state)
{
    struct stage *stage = *state;
    stage->scripts[1].down[0] = WJ_WAIT;
    stage->scripts[1].wait_us = 5000;
    start(stage, 0);
    assert_string_equal(trace, "d0 d1 ");
    turn_at(stage, now_us + 4999);
    assert_string_equal(trace, "d0 d1 ");
    turn_at(stage, now_us + 1);
    assert_string_equal(trace, "d0 d1 d1 d2 r2 u1 r1 u0 r0 ");
    assert_int_equal(stage->done, 1);
}

static void test_deadline_beats_a_wait(void **state)
{
    struct stage *stage = *state;
    stage->scripts[1].down[0] = WJ_WAIT;
    stage->scripts[1].wait_us = 50000;
    start(stage, 20);
    turn_at(stage, now_us + 20000);
    assert_string_equal(trace, "d0 d1 r1 r0 ");
    assert_int_equal(stage->status, WIKIJS_E_DEADLINE);
}

static void test_cancel_releases_in_reverse(void **state)
{
    struct stage *stage = *state;
    stage->scripts[2].down[0] = WJ_PENDING;
    struct wikijs_call *call = start(stage, 0);
    wikijs_call_cancel(call);
    assert_int_equal(stage->done, 0);
    turn_at(stage, now_us);
    assert_string_equal(trace, "d0 d1 d2 r2 r1 r0 ");
    assert_int_equal(stage->status, WIKIJS_E_CANCELED);
}

static void test_sent_write_that_is_canceled_is_uncertain(void **state)
{
    struct stage *stage = *state;
    stage->scripts[2].down[0] = WJ_PENDING;
    struct wikijs_call *call = start(stage, 0);
    wj_call_sent(call);
    wikijs_call_ref(call);
    wikijs_call_cancel(call);
    turn_at(stage, now_us);
    assert_true(call->error.flags & WIKIJS_ERROR_UNCERTAIN);
    assert_int_equal(call->error.attempts, 1);
    wikijs_call_unref(call);
}

static void test_parked_until_shared_state_changes(void **state)
{
    struct stage *stage = *state;
    stage->scripts[0].down[0] = WJ_WAIT;
    start(stage, 0);
    turn_at(stage, now_us + 3600000000);
    assert_string_equal(trace, "d0 ");
    wj_calls_unpark(&stage->calls);
    turn_at(stage, now_us);
    assert_string_equal(trace, "d0 d0 d1 d2 r2 u1 r1 u0 r0 ");
}

static void test_transport_resumes(void **state)
{
    struct stage *stage = *state;
    stage->scripts[2].down[0] = WJ_PENDING;
    struct wikijs_call *call = start(stage, 0);
    turn_at(stage, now_us + 1);
    wj_call_resume(call, true);
    assert_string_equal(trace, "d0 d1 d2 r2 u1 r1 u0 r0 ");
}

static void test_callbacks_wait_for_a_synchronous_call(void **state)
{
    struct stage *stage = *state;
    stage->calls.deliver_blocked = true;
    start(stage, 0);
    turn_at(stage, now_us);
    assert_int_equal(stage->done, 0);
    stage->calls.deliver_blocked = false;
    struct wikijs_call *waited = wj_call_new(&stage->calls, NULL, &wj_libc_allocator, &test_op, 1024);
    waited->chain = &stage->chain;
    waited->waited_for = true;
    wj_call_start(waited);
    wj_calls_settle(&stage->calls, waited);
    wikijs_call_unref(waited);
    turn_at(stage, now_us);
    assert_int_equal(stage->done, 1);
}

/* A flow of two children, the second started when the first has ended. */
static enum wj_step two_children(struct wikijs_call *call, struct wikijs_call *child)
{
    struct stage *stage = call->payload;
    int *seen = call->state;
    if (child && ++*seen == 2) {
        call->status = child->status;
        return WJ_DONE;
    }
    struct wikijs_call *next = wj_call_new(&stage->calls, NULL, &wj_libc_allocator, &test_op, 1024);
    next->chain = &stage->chain;
    wj_call_adopt(call, next);
    wj_call_start(next);
    wikijs_call_unref(next);
    return WJ_PENDING;
}

static struct wikijs_call *start_flow(struct stage *stage, int *seen, int64_t timeout_ms)
{
    struct wikijs_call *call = wj_call_new(&stage->calls, NULL, &wj_libc_allocator, &test_op, 1024);
    call->flow = two_children;
    call->state = seen;
    call->done = on_done;
    call->payload = stage;
    call->timeout_ms = timeout_ms;
    wj_call_start(call);
    wikijs_call_unref(call);
    return call;
}

static void test_flow_of_two_children(void **state)
{
    struct stage *stage = *state;
    int seen = 0;
    start_flow(stage, &seen, 0);
    turn_at(stage, now_us);
    assert_int_equal(seen, 2);
    assert_int_equal(stage->done, 1);
    assert_int_equal(stage->calls.started, 1); /* children are not calls of the program */
}

static void test_deadline_of_a_flow_ends_its_child(void **state)
{
    struct stage *stage = *state;
    for (int i = 0; i < 4; i++)
        stage->scripts[2].down[i] = WJ_PENDING;
    int seen = 0;
    start_flow(stage, &seen, 10);
    turn_at(stage, now_us + 10000);
    turn_at(stage, now_us);
    assert_int_equal(stage->status, WIKIJS_E_DEADLINE);
    assert_int_equal(stage->calls.count, 0);
    assert_string_equal(trace, "d0 d1 d2 r2 r1 r0 ");
}

/* The parent has ended and was delivered before its child was; nothing may look at freed memory. */
static void test_cancel_of_a_flow_ends_its_child(void **state)
{
    struct stage *stage = *state;
    stage->scripts[2].down[0] = WJ_PENDING;
    int seen = 0;
    struct wikijs_call *call = start_flow(stage, &seen, 0);
    wikijs_call_cancel(call);
    turn_at(stage, now_us);
    assert_int_equal(stage->done, 1);
    assert_int_equal(stage->status, WIKIJS_E_CANCELED);
    assert_int_equal(stage->calls.count, 0);
    assert_string_equal(trace, "d0 d1 d2 r2 r1 r0 ");
}

static void test_requests_of_children_count_while_they_run(void **state)
{
    struct stage *stage = *state;
    stage->scripts[2].down[0] = WJ_PENDING;
    int seen = 0;
    struct wikijs_call *call = wikijs_call_ref(start_flow(stage, &seen, 0));
    wj_call_sent(stage->calls.running);
    wikijs_call_cancel(call);
    turn_at(stage, now_us);
    assert_int_equal(call->error.attempts, 1);
    assert_true(call->error.flags & WIKIJS_ERROR_UNCERTAIN);
    wikijs_call_unref(call);
}

static void test_endless_time_out_is_no_deadline(void **state)
{
    struct stage *stage = *state;
    stage->scripts[2].down[0] = WJ_PENDING;
    struct wikijs_call *call = start(stage, INT64_MAX);
    turn_at(stage, now_us + 3600000000);
    assert_false(wikijs_call_is_done(call));
}

static void test_an_answer_does_not_outlive_its_attempt(void **state)
{
    struct stage *stage = *state;
    stage->scripts[0].up[0] = WJ_AGAIN;
    stage->scripts[1].down[1] = WJ_WAIT;
    stage->scripts[1].wait_us = 1000;
    struct wikijs_call *call = wj_call_new(&stage->calls, NULL, &wj_libc_allocator, &test_op, 1024);
    call->chain = &stage->chain;
    call->result = stage; /* anything: what the first attempt brought */
    wj_call_start(call);
    assert_null(call->result);
    wikijs_call_unref(call);
}

static void test_many_timers_fire_in_order(void **state)
{
    struct stage *stage = *state;
    for (int i = 0; i < 4; i++)
        stage->scripts[2].down[i] = WJ_PENDING;
    for (int i = 0; i < 500; i++)
        start(stage, 1 + (i * 7919) % 500);
    for (int ms = 1; ms <= 500; ms++) {
        turn_at(stage, 1000000 + ms * 1000);
        assert_int_equal(stage->done, ms);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_down_up_release, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_turns_round, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_again_enters_the_lower_ones_anew, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_success_carries_no_error_of_before, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_waits_for_its_time, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_deadline_beats_a_wait, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_cancel_releases_in_reverse, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_sent_write_that_is_canceled_is_uncertain, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_parked_until_shared_state_changes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_transport_resumes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_callbacks_wait_for_a_synchronous_call, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_flow_of_two_children, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_deadline_of_a_flow_ends_its_child, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_cancel_of_a_flow_ends_its_child, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_requests_of_children_count_while_they_run, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_endless_time_out_is_no_deadline, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_an_answer_does_not_outlive_its_attempt, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_many_timers_fire_in_order, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
