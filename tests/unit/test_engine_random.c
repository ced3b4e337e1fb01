/* SPDX-License-Identifier: MIT */
/*
 * The driver under random steps: thousands of runs with fixed seeds, in which policies answer at random, calls are
 * canceled, run out of time, are parked, have children. Every call ends, each entrance of a policy is released exactly
 * once, and every callback runs exactly once.
 */
#include "engine/call.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { POLICIES = 5, CALLS = 8, RUNS = 3000, TURNS_MAX = 400, PATIENCE = 30, CHILDREN_MAX = 40 };

static int64_t now_us;
static int64_t fake_now(void *context)
{
    (void)context;
    return now_us;
}
static const struct wj_clock fake_clock = { .monotonic_us = fake_now, .wall_ms = fake_now };

static uint64_t seed;
static unsigned random_below(unsigned limit)
{
    seed ^= seed << 13; /* xorshift64 */
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (unsigned)(seed >> 33) % limit;
}

static const struct wj_op test_op = { .name = "test.op", .flags = WJ_OP_WRITE };

static struct stage {
    struct wj_loop *loop;
    struct wj_calls calls;
    struct wj_chain chain;
    struct wikijs_call *kept[CALLS];
    struct wikijs_call *pending[CALLS + CHILDREN_MAX]; /* the wire has them; each is held */
    size_t pending_count;
    int done[CALLS], inside, patience, children;
} stage;

/* What a policy remembers of a call: whether it is inside. */
static void enter(struct wj_policy *policy, struct wikijs_call *call)
{
    if (call->slot[policy->index])
        return;
    call->slot[policy->index] = &stage;
    stage.inside++;
}

static void on_release(struct wj_policy *policy, struct wikijs_call *call)
{
    assert_ptr_equal(call->slot[policy->index], &stage); /* entered, and not released before */
    call->slot[policy->index] = NULL;
    stage.inside--;
}

static struct wikijs_call *new_call(void)
{
    struct wikijs_call *call = wj_call_new(&stage.calls, NULL, &wj_libc_allocator, &test_op, 1024);
    assert_non_null(call);
    call->chain = &stage.chain;
    return call;
}

static enum wj_step start_child(struct wikijs_call *parent)
{
    stage.children++;
    struct wikijs_call *child = new_call();
    wj_call_adopt(parent, child);
    wj_call_start(child);
    wikijs_call_unref(child);
    return WJ_PENDING;
}

static enum wj_step random_wait(struct wikijs_call *call)
{
    if (random_below(2))
        return wj_call_park(call);
    return wj_call_wait(call, now_us + 1 + random_below(5000));
}

/* While there is patience left anything may happen; then calls are let through. */
static bool is_lively(void)
{
    return stage.patience > 0 && stage.patience-- > 0;
}

static enum wj_step random_down(struct wj_policy *policy, struct wikijs_call *call)
{
    enter(policy, call);
    if (call->children)
        return WJ_PENDING; /* asked for another reason than its child */
    switch (is_lively() ? random_below(8) : 7) {
    case 0:
        return random_wait(call);
    case 1:
        return wj_call_fail(call, WIKIJS_E_USER, "chance");
    case 2:
        return call->parent || stage.children >= CHILDREN_MAX ? WJ_NEXT : start_child(call);
    default:
        return WJ_NEXT;
    }
}

static enum wj_step random_up(struct wj_policy *policy, struct wikijs_call *call)
{
    assert_ptr_equal(call->slot[policy->index], &stage);
    if (call->children)
        return WJ_PENDING;
    switch (is_lively() ? random_below(8) : 7) {
    case 0:
        return random_wait(call);
    case 1:
        return WJ_AGAIN;
    case 2:
        return call->parent || stage.children >= CHILDREN_MAX ? WJ_NEXT : start_child(call);
    default:
        return WJ_NEXT;
    }
}

static enum wj_step wire_down(struct wj_policy *policy, struct wikijs_call *call)
{
    enter(policy, call);
    wj_call_sent(call);
    if (random_below(3) == 0 || stage.pending_count == sizeof stage.pending / sizeof *stage.pending)
        return WJ_DONE; /* answered at once */
    stage.pending[stage.pending_count++] = wikijs_call_ref(call);
    return WJ_PENDING;
}

static void wire_release(struct wj_policy *policy, struct wikijs_call *call)
{
    on_release(policy, call);
    for (size_t i = 0; i < stage.pending_count; i++) {
        if (stage.pending[i] != call)
            continue;
        stage.pending[i] = stage.pending[--stage.pending_count];
        wikijs_call_unref(call);
        return;
    }
}

static const struct wj_policy_ops random_policy = {
    .name = "random", .down = random_down, .up = random_up, .release = on_release
};
static const struct wj_policy_ops wire = { .name = "wire", .down = wire_down, .release = wire_release };

static enum wj_step random_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    if (child && !call->children && (random_below(2) || stage.children >= CHILDREN_MAX)) {
        call->status = child->status;
        return WJ_DONE;
    }
    if (call->children)
        return random_below(4) ? WJ_PENDING : WJ_DONE; /* it may end before its children do */
    start_child(call);
    return random_below(2) ? start_child(call) : WJ_PENDING;
}

static void on_done(wikijs_call *call, void *payload)
{
    assert_true(wikijs_call_is_done(call));
    ++*(int *)payload;
    if (random_below(4) == 0)
        wikijs_call_cancel(stage.kept[random_below(CALLS)]);
}

static void start_calls(void)
{
    for (int i = 0; i < CALLS; i++) {
        struct wikijs_call *call = stage.kept[i] = new_call();
        unsigned kind = random_below(4);
        if (kind == 0) {
            call->chain = NULL;
            call->flow = random_flow;
        } else if (kind == 1) {
            call->rescue = random_flow;
        }
        call->timeout_ms = random_below(3) ? 0 : 1 + random_below(20);
        call->done = on_done;
        call->payload = &stage.done[i];
    }
    for (int i = 0; i < CALLS; i++)
        wj_call_start(stage.kept[i]);
}

/* Time passes, the wire answers, shared state changes, the program cancels: each by chance. */
static void something_happens(void)
{
    now_us += random_below(3000);
    wj_loop_refresh(stage.loop);
    if (stage.pending_count && random_below(2))
        wj_call_resume(stage.pending[random_below((unsigned)stage.pending_count)], true);
    if (random_below(3) == 0)
        wj_calls_unpark(&stage.calls);
    if (random_below(20) == 0)
        wikijs_call_cancel(stage.kept[random_below(CALLS)]);
    stage.calls.deliver_blocked = random_below(8) == 0;
    wj_task_post(stage.loop, &stage.calls.deliver); /* as after a synchronous call */
    wj_loop_turn(stage.loop, 0);
}

static void run(uint64_t number)
{
    stage = (struct stage){ .patience = PATIENCE };
    seed = number * UINT64_C(0x9e3779b97f4a7c15);
    now_us = 1000000;
    assert_int_equal(wj_loop_new(&stage.loop, &wj_libc_allocator, &fake_clock), 0);
    wj_calls_init(&stage.calls, stage.loop);
    for (int i = 0; i < POLICIES; i++)
        stage.chain.policies[i] = (struct wj_policy){ .ops = i < POLICIES - 1 ? &random_policy : &wire, .index = i };
    stage.chain.count = POLICIES;
    start_calls();
    bool cut_off = random_below(10) == 0; /* the client is freed while its calls run */
    int turns = 0;
    while (stage.calls.count && !(cut_off && turns > 5)) {
        if (++turns > TURNS_MAX)
            fail_msg("run %d: %zu calls do not end", (int)number, stage.calls.count);
        something_happens();
    }
    wj_calls_cancel_all(&stage.calls);
    assert_int_equal(stage.calls.count, 0);
    assert_int_equal(stage.inside, 0);
    assert_int_equal(stage.pending_count, 0);
    assert_int_equal(stage.calls.started, CALLS);
    for (int i = 0; i < CALLS; i++) {
        assert_int_equal(stage.done[i], 1);
        assert_int_equal(stage.kept[i]->children, 0);
        assert_int_equal(wikijs_call_status(stage.kept[i]), stage.kept[i]->error.code);
        wikijs_call_unref(stage.kept[i]);
    }
    wj_loop_free(stage.loop);
}

static void every_call_ends_once(void **state)
{
    (void)state;
    for (uint64_t number = 1; number <= RUNS; number++)
        run(number);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(every_call_ends_once) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
