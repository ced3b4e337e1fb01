/* SPDX-License-Identifier: MIT */
/*
 * The driver: takes a call from policy to policy until it waits or ends. Before every step it looks at cancellation and
 * at the deadline, so no policy has to. Flows are driven here too: their steps are children that end.
 */
#include "engine/drive.h"
#include "engine/trace.h"

#include "base/status.h"
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

static int64_t now_us(const struct wikijs_call *call)
{
    return wj_loop_now(call->calls->loop);
}

static void leave(struct wikijs_call *call, int index)
{
    if (!(call->held & 1U << index))
        return;
    call->held &= ~(1U << index);
    call->wake_us[index] = 0;
    struct wj_policy policy = call->chain->policies[index];
    if (policy.ops->release)
        policy.ops->release(&policy, call);
}

static void cancel_children(struct wikijs_call *parent)
{
    for (struct wikijs_call *call = parent->calls->running; call; call = call->next)
        if (call->parent == parent)
            wikijs_call_cancel(call);
}

static void end(struct wikijs_call *call)
{
    if (call->chain)
        for (int i = call->chain->count - 1; i >= 0; i--)
            leave(call, i);
    if (call->children)
        cancel_children(call);
    if (call->at_end)
        call->at_end(call);
    wj_timer_stop(call->calls->loop, &call->timer);
    wj_task_drop(call->calls->loop, &call->task);
    call->parked = false;
    if (call->status == 0 && call->error.code)
        wj_error_clear(&call->error); /* of an attempt before */
    call->error.code = call->status;
    call->error.attempts = call->attempts;
    wj_calls_end(call);
}

static void end_with(struct wikijs_call *call, int status)
{
    call->status = status;
    call->result = NULL; /* its memory goes with the call */
    if (status == WIKIJS_E_DEADLINE)
        wj_error_set(&call->error, status, "'%s' did not end within %lld ms", call->op->name,
                     (long long)((now_us(call) - call->started_us) / 1000));
    else
        wj_error_set(&call->error, status, "'%s' was canceled", call->op->name);
    if (call->writes_sent)
        call->error.flags |= WIKIJS_ERROR_UNCERTAIN;
    end(call);
}

static bool overdue(const struct wikijs_call *call)
{
    return call->deadline_us >= 0 && now_us(call) >= call->deadline_us;
}

/* The call's one timer stands at its deadline or at the moment its waiting policy named, whichever is first. */
static void set_timer(struct wikijs_call *call)
{
    int64_t due = call->deadline_us;
    int64_t wake = call->chain && call->index >= 0 && call->index < call->chain->count ? call->wake_us[call->index] : 0;
    if (call->flow_wake_us)
        wake = call->flow_wake_us;
    if (wake > 0 && wake != INT64_MAX && (due < 0 || wake < due))
        due = wake;
    if (due < 0)
        wj_timer_stop(call->calls->loop, &call->timer);
    else
        wj_timer_set(call->calls->loop, &call->timer, due); /* room was reserved at the start */
}

static enum wj_step ask(struct wikijs_call *call)
{
    struct wj_policy policy = call->chain->policies[call->index];
    if (call->up)
        return policy.ops->up ? policy.ops->up(&policy, call) : WJ_NEXT;
    call->held |= 1U << call->index;
    return policy.ops->down ? policy.ops->down(&policy, call) : WJ_NEXT;
}

static void drive_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    if (call->flow(call, child) == WJ_DONE)
        end(call);
    else
        set_timer(call);
}

/* The time that a flow waited for has come: it is called as at its start, and knows better by its state. */
static void wake_flow(struct wikijs_call *call)
{
    if (!call->flow_wake_us || now_us(call) < call->flow_wake_us)
        return;
    call->flow_wake_us = 0;
    drive_flow(call, NULL);
}

/* The call is through: it ends, or a flow takes a failed one over. */
static void leave_chain(struct wikijs_call *call)
{
    if (call->status == 0 || !call->rescue) {
        end(call);
        return;
    }
    call->flow = call->rescue;
    call->rescue = NULL;
    call->chain = NULL;
    drive_flow(call, NULL);
}

/* One step; false when the call waits or has ended. */
static bool advance(struct wikijs_call *call)
{
    if (call->index < 0) {
        leave_chain(call);
        return false;
    }
    enum wj_step step = ask(call);
    if (step == WJ_WAIT || step == WJ_PENDING) {
        if (call->ended)
            return false;
        if (step == WJ_PENDING)
            call->wake_us[call->index] = 0; /* an earlier wait is over: its time would fire for ever */
        set_timer(call);
        return false;
    }
    call->wake_us[call->index] = 0;
    if (step == WJ_AGAIN) {
        call->up = false;
        call->result = NULL; /* the answer that was not good enough */
        call->index++;
    } else if (step == WJ_DONE || call->up) {
        call->up = true;
        leave(call, call->index--);
    } else {
        call->index++;
    }
    return true;
}

void wj_drive(struct wikijs_call *call)
{
    if (call->ended || call->in_drive)
        return;
    call->in_drive = true;
    call->parked = false;
    wikijs_call_ref(call);
    bool moving = true;
    while (moving && !call->ended) {
        if (call->canceled)
            end_with(call, WIKIJS_E_CANCELED);
        else if (overdue(call))
            end_with(call, WIKIJS_E_DEADLINE);
        else if (call->chain)
            moving = advance(call);
        else {
            wake_flow(call);
            moving = false; /* a flow waits for its children, or for a time */
        }
    }
    call->in_drive = false;
    wikijs_call_unref(call);
}

void wj_drive_child(struct wikijs_call *parent, struct wikijs_call *child)
{
    parent->children--;
    if (parent->ended)
        return;
    if (parent->flow && !parent->canceled) {
        drive_flow(parent, child);
        return;
    }
    parent->child = child;
    wj_drive(parent);
    parent->child = NULL;
}

void wj_call_adopt(struct wikijs_call *parent, struct wikijs_call *child)
{
    child->parent = wikijs_call_ref(parent);
    child->deadline_us = parent->deadline_us;
    child->settings = parent->settings;
    parent->children++;
}

void wj_call_stop_clock(struct wikijs_call *call)
{
    for (; call; call = call->parent) {
        call->deadline_us = -1;
        if (!call->ended) /* a flow may be over before its children are */
            set_timer(call);
    }
}

void wj_call_start_clock(struct wikijs_call *call)
{
    for (; call; call = call->parent) {
        if (call->ended || call->timeout_ms <= 0 || call->timeout_ms >= WJ_ENDLESS_MS)
            continue;
        call->deadline_us = now_us(call) + call->timeout_ms * 1000;
        set_timer(call);
    }
}

static struct wikijs_call *call_of_timer(struct wj_timer *timer)
{
    return (struct wikijs_call *)((char *)timer - offsetof(struct wikijs_call, timer));
}

static void on_timer(struct wj_timer *timer)
{
    wj_drive(call_of_timer(timer));
}

static void on_task(struct wj_task *task)
{
    wj_drive((struct wikijs_call *)((char *)task - offsetof(struct wikijs_call, task)));
}

void wj_drive_prepare(struct wikijs_call *call)
{
    call->timer.fire = on_timer;
    call->task.run = on_task;
}

void wj_call_start(struct wikijs_call *call)
{
    wj_calls_add(call);
    call->started_us = now_us(call);
    wj_trace_begin(call);
    if (call->deadline_us < 0 && call->timeout_ms > 0 && call->timeout_ms < WJ_ENDLESS_MS)
        call->deadline_us = call->started_us + call->timeout_ms * 1000;
    if (call->status < 0) { /* refused before it was started */
        end(call);
    } else if (wj_loop_reserve_timers(call->calls->loop, call->calls->count + 2) < 0) {
        call->status = wj_error_set(&call->error, WIKIJS_E_NOMEM, "out of memory");
        end(call);
    } else if (call->flow) {
        drive_flow(call, NULL);
    } else {
        wj_drive(call);
    }
}

void wj_call_complete(struct wikijs_call *call)
{
    if (!call->ended)
        end(call);
}

void wj_call_resume(struct wikijs_call *call, bool up)
{
    if (call->ended)
        return;
    if (up && !call->up) {
        call->up = true;
        leave(call, call->index--);
    }
    wj_drive(call);
}

enum wj_step wj_call_wait(struct wikijs_call *call, int64_t until_us)
{
    call->wake_us[call->index] = until_us;
    return WJ_WAIT;
}

enum wj_step wj_call_park(struct wikijs_call *call)
{
    call->parked = true;
    call->wake_us[call->index] = INT64_MAX;
    return WJ_WAIT;
}

enum wj_step wj_call_fail(struct wikijs_call *call, int code, const char *format, ...)
{
    char message[sizeof call->error.message];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    call->status = wj_error_set(&call->error, code, "%s", message);
    call->result = NULL; /* its memory goes with the call */
    return WJ_DONE;
}
