/* SPDX-License-Identifier: MIT */
/* What waits, in which order it may go, and when. How a document is made and what becomes of it is in carrier.c. */
#include "policy/batch.h"

#include "base/status.h"
#include "policy/carrier.h"
#include <string.h>
#include <wikijs/batch.h>

enum { MAX_ITEMS = 50, MAX_WRITES = 10, MAX_BYTES = 4 << 20, MAX_IN_FLIGHT = 4 };

/* One of the batch's own calls, perhaps a flow of several; in its memory. */
struct wj_root {
    struct wikijs_call *call;
    bool writes;
    struct wj_root *next, *prev; /* of those that write, in order */
    struct wj_root *after;       /* an earlier write to the same object, which has to be through first */
    struct wj_parcel *parcels;   /* its writes that wait: rarely more than one */
    const char *namespace_;
    int64_t id; /* of the object that it writes to; 0: unknown */
};

struct wj_batch {
    struct wj_group group;
    const struct wj_batching *owner;
    wikijs_allocator allocator;
    struct wj_batch_options options;
    struct wj_task task;
    size_t waiting, open, in_flight;
    bool writing;
    struct wj_parcel *reads, *last_read;
    struct wj_root *writers, *last_writer;
};

static struct wj_batch *batch_of(struct wj_group *group)
{
    return (struct wj_batch *)group;
}

/* --- waiting --- */

/* Look at what waits at the end of this turn. */
static void poke(struct wj_batch *batch)
{
    if (!batch->waiting || batch->options.held)
        return;
    wj_task_post(batch->owner->calls->loop, &batch->task);
}

static void count_waiting(struct wj_batch *batch, int by)
{
    batch->waiting += (size_t)by;
    if (!batch->waiting && batch->task.queued) /* the batch may outlive the loop */
        wj_task_drop(batch->owner->calls->loop, &batch->task);
}

static void add_read(struct wj_batch *batch, struct wj_parcel *parcel, bool in_front)
{
    struct wj_parcel *next = in_front ? batch->reads : NULL;
    struct wj_parcel *prev = in_front ? NULL : batch->last_read;
    parcel->next = next;
    parcel->prev = prev;
    *(next ? &next->prev : &batch->last_read) = parcel;
    *(prev ? &prev->next : &batch->reads) = parcel;
}

static void take_read(struct wj_batch *batch, struct wj_parcel *parcel)
{
    *(parcel->next ? &parcel->next->prev : &batch->last_read) = parcel->prev;
    *(parcel->prev ? &parcel->prev->next : &batch->reads) = parcel->next;
}

static void add_write(struct wj_root *root, struct wj_parcel *parcel)
{
    struct wj_parcel **at = &root->parcels;
    while (*at)
        at = &(*at)->next;
    parcel->next = NULL;
    *at = parcel;
}

static void take_write(struct wj_root *root, struct wj_parcel *parcel)
{
    struct wj_parcel **at = &root->parcels;
    while (*at != parcel)
        at = &(*at)->next;
    *at = parcel->next;
}

static void wait(struct wj_parcel *parcel, bool in_front)
{
    struct wj_batch *batch = parcel->batch;
    parcel->state = WJ_PARCEL_WAITS;
    parcel->carrier = NULL;
    if (parcel->writes)
        add_write(parcel->root, parcel);
    else
        add_read(batch, parcel, in_front);
    count_waiting(batch, 1);
    wj_call_stop_clock(parcel->call);
    poke(batch);
}

static void stop_waiting(struct wj_parcel *parcel)
{
    if (parcel->writes)
        take_write(parcel->root, parcel);
    else
        take_read(parcel->batch, parcel);
    count_waiting(parcel->batch, -1);
}

void wj_batch_again(struct wj_parcel *parcel, size_t limit)
{
    parcel->limit = limit ? limit : 1;
    wait(parcel, true);
}

void wj_batch_learn_limit(struct wj_batch *batch, size_t bytes)
{
    if (bytes < batch->options.max_bytes)
        batch->options.max_bytes = bytes;
}

/* --- sending --- */

/* On down the chain, as if there were no batch. */
static void send_alone(struct wj_parcel *parcel)
{
    stop_waiting(parcel);
    parcel->state = WJ_PARCEL_ALONE;
    parcel->counted = parcel->writes || parcel->combines;
    if (parcel->writes)
        parcel->batch->writing = true;
    else if (parcel->counted)
        parcel->batch->in_flight++;
    wj_call_start_clock(parcel->call);
    wj_call_resume(parcel->call, false);
}

static void send_together(struct wj_batch *batch, struct wj_parcel *const *parcels, size_t count)
{
    if (count == 1) {
        send_alone(parcels[0]);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        stop_waiting(parcels[i]);
        parcels[i]->state = WJ_PARCEL_SENT;
    }
    if (parcels[0]->writes)
        batch->writing = true;
    else
        batch->in_flight++;
    wj_carrier_start(batch, parcels, count);
}

struct load {
    struct wj_parcel *parcels[WIKIJS_BATCH_MAX_ITEMS];
    size_t count, limit, bytes;
};

/* Put a parcel into a document that is being filled; false: it does not fit. */
static bool load(struct load *l, const struct wj_batch *batch, struct wj_parcel *parcel)
{
    size_t bytes = parcel->call->request.body.len;
    size_t limit = parcel->limit && parcel->limit < l->limit ? parcel->limit : l->limit;
    if (l->count && (l->count >= limit || bytes > batch->options.max_bytes ||
                     l->bytes > batch->options.max_bytes - bytes || !parcel->combines))
        return false;
    l->limit = limit;
    l->bytes += bytes;
    l->parcels[l->count++] = parcel;
    return true;
}

static bool may_read(const struct wj_parcel *parcel)
{
    return !parcel->root->writes || !parcel->root->after;
}

/* One document of reads; false: there are none that may go. */
static bool send_reads(struct wj_batch *batch)
{
    struct load l = { .limit = batch->options.max_items };
    for (struct wj_parcel *parcel = batch->reads, *next; parcel; parcel = next) {
        next = parcel->next;
        if (!may_read(parcel) || !parcel->combines)
            continue;
        if (!load(&l, batch, parcel))
            break;
    }
    if (l.count)
        send_together(batch, l.parcels, l.count);
    return l.count > 0;
}

/* Reads that travel alone do not wait for places in documents. */
static void send_lone_reads(struct wj_batch *batch)
{
    struct wj_parcel *parcel = batch->reads;
    while (parcel) {
        bool goes = !parcel->combines && may_read(parcel);
        struct wj_parcel *next = parcel->next;
        if (goes)
            send_alone(parcel);
        parcel = goes ? batch->reads : next; /* anything may have happened */
    }
}

static void send_writes(struct wj_batch *batch)
{
    struct load l = { .limit = batch->options.max_writes };
    bool more = true;
    for (struct wj_root *root = batch->writers; root && root->parcels && more; root = root->next)
        for (struct wj_parcel *parcel = root->parcels; parcel && more; parcel = parcel->next)
            more = load(&l, batch, parcel) && parcel->combines;
    if (l.count)
        send_together(batch, l.parcels, l.count);
}

static void on_task(struct wj_task *task)
{
    struct wj_batch *batch = (struct wj_batch *)((char *)task - offsetof(struct wj_batch, task));
    batch->group.refs++;
    send_lone_reads(batch);
    while (batch->in_flight < batch->options.max_in_flight && send_reads(batch))
        ;
    if (!batch->writing)
        send_writes(batch);
    wj_group_unref(&batch->group);
}

void wj_batch_landed(struct wj_batch *batch, bool writes)
{
    if (writes)
        batch->writing = false;
    else
        batch->in_flight--;
    poke(batch);
}

void wj_batch_send(struct wj_batch *batch)
{
    batch->options.held = false;
    poke(batch);
}

/* --- the batch's own calls --- */

static int64_t object_id(const struct wikijs_call *call)
{
    const struct wj_op *op = call->op;
    if (!call->args || !op->arg_count || op->args[0].type != WJ_ARG_INT)
        return 0;
    int64_t id;
    memcpy(&id, (const char *)call->args + op->args[0].offset, sizeof id);
    return id;
}

static void add_writer(struct wj_batch *batch, struct wj_root *root)
{
    for (struct wj_root *other = batch->last_writer; root->id && other && !root->after; other = other->prev)
        if (other->id == root->id && strcmp(other->namespace_, root->namespace_) == 0)
            root->after = other;
    root->prev = batch->last_writer;
    *(root->prev ? &root->prev->next : &batch->writers) = root;
    batch->last_writer = root;
}

static void remove_writer(struct wj_batch *batch, struct wj_root *root)
{
    *(root->next ? &root->next->prev : &batch->last_writer) = root->prev;
    *(root->prev ? &root->prev->next : &batch->writers) = root->next;
    for (struct wj_root *other = root->next; root->id && other; other = other->next)
        if (other->after == root)
            other->after = NULL;
}

int wj_batch_join(struct wj_group *group, struct wikijs_call *call)
{
    struct wj_batch *batch = batch_of(group);
    struct wj_root *root = wj_call_alloc(call, sizeof *root);
    if (!root)
        return WIKIJS_E_NOMEM;
    root->call = call;
    root->writes = call->op->flags & WJ_OP_WRITE && !batch->options.reads_only;
    root->namespace_ = call->op->namespace_;
    root->id = object_id(call);
    call->place = root;
    wj_call_group(call, group);
    batch->open++;
    if (root->writes)
        add_writer(batch, root);
    return 0;
}

void wj_batch_inherit(const struct wikijs_call *parent, struct wikijs_call *child)
{
    if (parent->group && parent->group != child->group)
        wj_call_group(child, parent->group);
}

static struct wj_root *root_of(const struct wikijs_call *call)
{
    while (!call->place && call->parent)
        call = call->parent;
    return call->place;
}

static void on_ended(struct wj_group *group, struct wikijs_call *call)
{
    struct wj_batch *batch = batch_of(group);
    struct wj_root *root = call->place;
    if (!root)
        return;
    batch->open--;
    if (root->writes)
        remove_writer(batch, root);
    poke(batch);
}

size_t wj_batch_open(const struct wj_batch *batch)
{
    return batch->open;
}

bool wj_batch_is_held(const struct wj_group *group)
{
    return ((const struct wj_batch *)group)->options.held;
}

size_t wj_batch_window(const struct wj_batch *batch, bool writes)
{
    return writes ? batch->options.max_items : batch->options.max_items * batch->options.max_in_flight * 2;
}

/* --- making --- */

static void free_batch(struct wj_group *group)
{
    struct wj_batch *batch = batch_of(group);
    wikijs_allocator allocator = batch->allocator;
    wj_free(&allocator, batch);
}

static size_t within(size_t value, size_t otherwise, size_t max)
{
    return value == 0 ? otherwise : value < max ? value : max;
}

struct wj_batch *wj_batch_new(const struct wj_batching *batching, const struct wj_batch_options *options)
{
    struct wj_batch *batch = wj_calloc(batching->allocator, 1, sizeof *batch);
    if (!batch)
        return NULL;
    batch->group = (struct wj_group){ .refs = 1, .ended = on_ended, .free = free_batch };
    batch->owner = batching;
    batch->allocator = *batching->allocator;
    batch->task.run = on_task;
    batch->options = *options;
    batch->options.max_items = within(options->max_items, MAX_ITEMS, WIKIJS_BATCH_MAX_ITEMS);
    batch->options.max_writes = within(options->max_writes, MAX_WRITES, WIKIJS_BATCH_MAX_ITEMS);
    batch->options.max_bytes = within(options->max_bytes, MAX_BYTES, SIZE_MAX);
    batch->options.max_in_flight = within(options->max_in_flight, MAX_IN_FLIGHT, SIZE_MAX);
    return batch;
}

struct wj_group *wj_batch_group(struct wj_batch *batch)
{
    return &batch->group;
}

const struct wj_batching *wj_batch_owner(const struct wj_batch *batch)
{
    return batch->owner;
}

/* --- the policy --- */

/* What can be one root field of many. */
static bool combines(const struct wikijs_call *call)
{
    const struct wj_op *op = call->op;
    return !call->request.headers && !(op->flags & (WJ_OP_HTTP | WJ_OP_NO_AUTH)) && op->answer != WJ_ANSWER_RAW;
}

static enum wj_step batch_down(struct wj_policy *policy, struct wikijs_call *call)
{
    struct wj_parcel *parcel = call->slot[policy->index];
    if (parcel)
        return parcel->state == WJ_PARCEL_ALONE ? WJ_NEXT : WJ_PENDING;
    struct wj_batch *batch = batch_of(call->group);
    bool writes = call->op->flags & WJ_OP_WRITE;
    if (writes && batch->options.reads_only)
        return WJ_NEXT;
    parcel = call->slot[policy->index] = wj_call_alloc(call, sizeof *parcel);
    if (!parcel)
        return wj_call_fail(call, WIKIJS_E_NOMEM, "out of memory");
    *parcel = (struct wj_parcel){
        .call = call, .batch = batch, .root = root_of(call), .writes = writes, .combines = combines(call)
    };
    wait(parcel, false);
    return WJ_PENDING;
}

static void batch_release(struct wj_policy *policy, struct wikijs_call *call)
{
    struct wj_parcel *parcel = call->slot[policy->index];
    call->slot[policy->index] = NULL;
    if (!parcel)
        return;
    if (parcel->state == WJ_PARCEL_WAITS)
        stop_waiting(parcel);
    else if (parcel->state == WJ_PARCEL_SENT)
        wj_carrier_drop(parcel);
    else if (parcel->counted)
        wj_batch_landed(parcel->batch, parcel->writes);
}

const struct wj_policy_ops wj_batch_policy = { .name = "batch", .down = batch_down, .release = batch_release };
