/* SPDX-License-Identifier: MIT */
/*
 * Life of calls: made, started, ended, delivered, freed. How one is moved through its policies is in drive.c.
 */
#include "engine/call.h"

#include "base/status.h"
#include "engine/drive.h"
#include "engine/trace.h"
#include <stdarg.h>
#include <string.h>

/* A call may keep a copy of what its request says. */
enum { CALL_MAGIC = 0x57694a53, REQUEST_MAX = 64 << 20, CALL_MEMORY_MAX = 2 * REQUEST_MAX };

#ifdef __SANITIZE_ADDRESS__
enum { SPARES_MAX = 0 }; /* the use of a call that is over must not go unseen */
#else
enum { SPARES_MAX = 64 };
#endif

static void deliver_task(struct wj_task *task)
{
    struct wj_calls *calls = (struct wj_calls *)((char *)task - offsetof(struct wj_calls, deliver));
    wj_calls_deliver(calls);
}

void wj_calls_init(struct wj_calls *calls, struct wj_loop *loop)
{
    *calls = (struct wj_calls){ .loop = loop, .deliver.run = deliver_task };
    calls->ended_tail = &calls->ended;
}

/* A call without anything set. */
static struct wikijs_call *take_memory(struct wj_calls *calls, const wikijs_allocator *allocator)
{
    struct wikijs_call *call = calls->spares;
    if (call) {
        calls->spares = call->next;
        calls->spare_count--;
        memset(call, 0, offsetof(struct wikijs_call, error));
        return call;
    }
    call = wj_calloc(allocator, 1, sizeof *call);
    if (call)
        wj_error_clear(&call->error);
    return call;
}

struct wikijs_call *wj_call_new(struct wj_calls *calls, struct wikijs_client *client, const wikijs_allocator *allocator,
                                const struct wj_op *op, size_t max_response)
{
    struct wikijs_call *call = take_memory(calls, allocator);
    if (!call)
        return NULL;
    call->magic = CALL_MAGIC;
    call->refs = 1;
    call->client = client;
    call->calls = calls;
    call->op = op;
    call->own_allocator = *allocator;
    call->allocator = &call->own_allocator;
    call->deadline_us = -1;
    wj_arena_init(&call->memory, call->allocator, CALL_MEMORY_MAX);
    wj_arena_lend(&call->memory, call->first_memory, sizeof call->first_memory);
    wj_buf_init(&call->request.body, call->allocator, REQUEST_MAX);
    wj_buf_init(&call->response.body, call->allocator, max_response);
    if (wj_op_is_secret(op))
        wj_call_make_secret(call);
    wj_drive_prepare(call);
    return call;
}

void wj_call_make_secret(struct wikijs_call *call)
{
    call->secret = call->memory.secret = call->request.body.secret = call->response.body.secret = true;
}

static void free_contents(struct wikijs_call *call)
{
    if (call->free_state)
        call->free_state(call);
    wj_wipe_text(call->request.token);
    wj_wipe_text(call->response.new_token);
    for (struct wj_header *header = call->request.headers; header; header = header->next)
        wj_wipe_text(header->value);
    wj_buf_free(&call->request.body);
    wj_buf_free(&call->response.body);
    if (call->secret)
        wj_arena_wipe_free(call->result_arena);
    else
        wj_arena_free(call->result_arena);
    wj_arena_clear(&call->memory);
    if (call->secret)
        wj_wipe(call->first_memory, sizeof call->first_memory);
    call->magic = 0;
    wj_group_unref(call->group);
}

static void free_call(struct wikijs_call *call)
{
    free_contents(call);
    wikijs_allocator allocator = call->own_allocator;
    wj_free(&allocator, call);
}

/* Memory for the next call; its error is clear. */
static void spare_call(struct wikijs_call *call)
{
    struct wj_calls *calls = call->calls;
    free_contents(call);
    if (call->error.code)
        wj_error_clear(&call->error);
    call->next = calls->spares;
    calls->spares = call;
    calls->spare_count++;
}

void wj_call_release(struct wikijs_call *call)
{
    if (--call->refs)
        return;
    if (call->calls->spare_count < SPARES_MAX)
        spare_call(call);
    else
        free_call(call);
}

void wj_call_group(struct wikijs_call *call, struct wj_group *group)
{
    group->refs++;
    call->group = group;
}

void wj_group_unref(struct wj_group *group)
{
    if (group && --group->refs == 0 && group->free)
        group->free(group);
}

wikijs_call *wikijs_call_ref(wikijs_call *call)
{
    if (call)
        call->refs++;
    return call;
}

void wikijs_call_unref(wikijs_call *call)
{
    if (call && call->magic == CALL_MAGIC && --call->refs == 0)
        free_call(call);
}

bool wikijs_call_is_done(const wikijs_call *call)
{
    return call && call->ended;
}

int wikijs_call_status(const wikijs_call *call)
{
    if (!call || call->magic != CALL_MAGIC)
        return WIKIJS_E_ARG;
    return call->ended ? call->status : WIKIJS_E_STATE;
}

const char *wikijs_call_operation(const wikijs_call *call)
{
    return call && call->magic == CALL_MAGIC ? call->op->name : NULL;
}

void *wj_call_take_result(struct wikijs_call *call)
{
    void *result = call->result;
    call->result = NULL;
    if (result)
        call->result_arena = NULL; /* the result owns it now */
    return result;
}

static bool changes_something(const struct wikijs_call *call)
{
    return call->op->flags & WJ_OP_WRITE && !(call->op->flags & WJ_OP_NO_AUTH);
}

void wj_call_sent(struct wikijs_call *call)
{
    bool is_write = changes_something(call);
    for (; call; call = call->parent) {
        call->attempts++;
        call->writes_sent += is_write;
    }
}

void wj_call_unsent(struct wikijs_call *call)
{
    if (!changes_something(call) || !call->writes_sent)
        return;
    for (; call; call = call->parent)
        call->writes_sent--;
}

static bool is_held_by(const struct wikijs_call *call, const struct wj_policy_ops *ops)
{
    for (int i = 0; call->chain && i < call->chain->count; i++)
        if (call->chain->policies[i].ops == ops && call->held & 1U << i)
            return true;
    return false;
}

bool wj_call_is_within(const struct wikijs_call *call, const struct wj_policy_ops *ops)
{
    for (call = call->parent; call; call = call->parent)
        if (is_held_by(call, ops))
            return true;
    return false;
}

void *wj_call_alloc(struct wikijs_call *call, size_t size)
{
    return wj_arena_zalloc(&call->memory, size);
}

bool wj_call_copy_headers(struct wikijs_call *to, const struct wikijs_call *from)
{
    struct wj_header **last = &to->request.headers;
    for (const struct wj_header *header = from->request.headers; header; header = header->next) {
        struct wj_header *copy = wj_call_alloc(to, sizeof *copy);
        if (!copy)
            return false;
        copy->name = wj_arena_strdup(&to->memory, header->name);
        copy->value = wj_arena_strdup(&to->memory, header->value);
        if (!copy->name || !copy->value)
            return false;
        *last = copy;
        last = &copy->next;
    }
    return true;
}

void wj_calls_unpark(struct wj_calls *calls)
{
    for (struct wikijs_call *call = calls->running; call; call = call->next)
        if (call->parked)
            wj_task_post(calls->loop, &call->task);
}

/* --- ending and delivering --- */

static bool is_programs_own(const struct wikijs_call *call)
{
    return !call->parent && !call->carrier && !call->renews;
}

void wj_calls_add(struct wikijs_call *call)
{
    struct wj_calls *calls = call->calls;
    wikijs_call_ref(call);
    call->next = calls->running;
    if (calls->running)
        calls->running->prev = call;
    calls->running = call;
    calls->count++;
    call->number = ++calls->numbered;
    if (is_programs_own(call)) {
        calls->started++;
        wj_count(calls->metrics, WJ_METRIC_CALLS_RUNNING, 1);
    }
}

void wj_calls_end(struct wikijs_call *call)
{
    struct wj_calls *calls = call->calls;
    if (call->prev)
        call->prev->next = call->next;
    else
        calls->running = call->next;
    if (call->next)
        call->next->prev = call->prev;
    if (is_programs_own(call)) {
        calls->failed += call->status < 0;
        wj_count(calls->metrics, WJ_METRIC_CALLS_RUNNING, -1);
        wj_count_call(calls->metrics, call->op->name, call->status, wj_loop_now(calls->loop) - call->started_us);
    }
    wj_trace_end(call);
    call->ended = true;
    call->next_ended = NULL;
    *calls->ended_tail = call;
    calls->ended_tail = &call->next_ended;
    wj_task_post(calls->loop, &calls->deliver);
    if (call->group && call->group->ended)
        call->group->ended(call->group, call);
}

/* Take a call out of the list of those that ended. */
static void take_ended(struct wj_calls *calls, struct wikijs_call **at)
{
    struct wikijs_call *call = *at;
    *at = call->next_ended;
    if (calls->ended_tail == &call->next_ended)
        calls->ended_tail = at;
    calls->count--;
}

/* Children go back to their flow at once; callbacks of the program wait while a synchronous call runs. */
static bool may_deliver(const struct wj_calls *calls, const struct wikijs_call *call)
{
    return call->parent || call->waited_for || !call->done || !calls->deliver_blocked;
}

static struct wikijs_call *next_to_deliver(struct wj_calls *calls)
{
    struct wikijs_call **at = &calls->ended;
    while (*at && !may_deliver(calls, *at))
        at = &(*at)->next_ended;
    struct wikijs_call *call = *at;
    if (!call)
        return NULL;
    take_ended(calls, at);
    return call;
}

void wj_calls_deliver(struct wj_calls *calls)
{
    for (struct wikijs_call *call = next_to_deliver(calls); call; call = next_to_deliver(calls)) {
        if (call->parent) {
            struct wikijs_call *parent = call->parent;
            wj_drive_child(parent, call);
            call->parent = NULL;       /* a child of its own, which has not heard of the end yet, may keep it */
            wikijs_call_unref(parent); /* wj_call_adopt() took it */
        } else if (call->done && !call->waited_for) {
            call->done(call, call->payload);
        }
        wj_call_release(call);
    }
}

void wj_calls_settle(struct wj_calls *calls, struct wikijs_call *call)
{
    struct wikijs_call **at = &calls->ended;
    while (*at && *at != call)
        at = &(*at)->next_ended;
    if (*at) {
        take_ended(calls, at);
        wikijs_call_unref(call);
    }
    if (calls->ended)
        wj_task_post(calls->loop, &calls->deliver);
}

static void free_spares(struct wj_calls *calls)
{
    while (calls->spares) {
        struct wikijs_call *call = calls->spares;
        wikijs_allocator allocator = call->own_allocator;
        calls->spares = call->next;
        wj_free(&allocator, call);
    }
    calls->spare_count = 0;
}

void wj_calls_cancel_all(struct wj_calls *calls)
{
    for (struct wikijs_call *call = calls->running; call; call = calls->running) {
        call->canceled = true;
        wj_drive(call);
    }
    calls->deliver_blocked = false;
    wj_calls_deliver(calls);
    free_spares(calls);
}

void wikijs_call_cancel(wikijs_call *call)
{
    if (!call || call->magic != CALL_MAGIC || call->ended)
        return;
    call->canceled = true;
    wj_task_post(call->calls->loop, &call->task);
    wj_loop_arm(call->calls->loop, true);
}

void wj_call_abandon(struct wikijs_call *call)
{
    if (!call)
        return;
    call->done = NULL;
    wikijs_call_cancel(call);
    wikijs_call_unref(call);
}
