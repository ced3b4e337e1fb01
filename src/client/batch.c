/* SPDX-License-Identifier: MIT */
#include "client/batch.h"

#include "base/sized.h"
#include "base/status.h"

struct wikijs_batch {
    struct wikijs_client *client; /* NULL: it is gone */
    struct wikijs_batch *next;    /* of the same client */
    struct wj_batch *batch;
    wikijs_allocator allocator;
    struct wikijs_call **calls;
    size_t count, room;
};

struct wj_group *wj_batches_group(struct wikijs_client *client)
{
    struct wj_batch *batch = client->collecting ? client->collecting->batch : client->coalescer;
    return batch ? wj_batch_group(batch) : NULL;
}

int wj_batches_keep(struct wikijs_client *client, struct wikijs_call *call)
{
    struct wikijs_batch *batch = client->collecting;
    if (!batch)
        return 0;
    if (batch->count == batch->room) {
        size_t room = batch->room ? batch->room * 2 : 16, size = sizeof *batch->calls;
        struct wikijs_call **calls = wj_realloc(&batch->allocator, batch->calls, batch->room * size, room * size);
        if (!calls)
            return WIKIJS_E_NOMEM;
        batch->calls = calls;
        batch->room = room;
    }
    batch->calls[batch->count++] = wikijs_call_ref(call);
    return 0;
}

void wj_batches_leave(struct wikijs_client *client)
{
    for (struct wikijs_batch *batch = client->batches; batch; batch = batch->next)
        batch->client = NULL;
}

int wj_batches_check_limit(int64_t limit, const char *name, wikijs_error *err)
{
    if (limit >= 0 && limit <= WIKIJS_BATCH_MAX_ITEMS)
        return 0;
    return wj_error_set(err, WIKIJS_E_ARG, "%s is a number from 1 to %d, not %lld", name, WIKIJS_BATCH_MAX_ITEMS,
                        (long long)limit);
}

int wj_batches_read_options(struct wj_batch_options *out, const wikijs_batch_options *given, wikijs_error *err)
{
    wikijs_batch_options own = { 0 };
    int status = wj_sized_take(&own, sizeof own, given, err);
    if (status < 0)
        return status;
    status = wj_batches_check_limit(own.max_items, "max_items", err);
    status = status < 0 ? status : wj_batches_check_limit(own.max_writes, "max_writes", err);
    if (status < 0)
        return status;
    if (own.max_bytes < 0 || own.max_in_flight < 0)
        return wj_error_set(err, WIKIJS_E_ARG, "a limit of a batch is negative");
    *out = (struct wj_batch_options){ .max_items = (size_t)own.max_items,
                                      .max_writes = (size_t)own.max_writes,
                                      .max_bytes = (size_t)own.max_bytes,
                                      .max_in_flight = (size_t)own.max_in_flight };
    return 0;
}

int wikijs_batch_begin(wikijs_client *client, const wikijs_batch_options *options, wikijs_batch **out,
                       wikijs_error *err)
{
    struct wj_batch_options own;
    wj_error_clear(err);
    if (!out)
        return wj_error_set(err, WIKIJS_E_ARG, "no place for the batch is given");
    int status = wj_batches_read_options(&own, options, err);
    own.held = true;
    if (status == 0)
        status = wj_client_enter(client, true, err);
    if (status < 0)
        return status;
    struct wikijs_batch *batch = NULL;
    if (client->collecting) {
        status = wj_error_set(err, WIKIJS_E_STATE, "this client collects a batch already");
    } else {
        batch = wj_calloc(client->allocator, 1, sizeof *batch);
        struct wj_batch *inner = batch ? wj_batch_new(&client->batching, &own) : NULL;
        if (inner) {
            *batch = (struct wikijs_batch){
                .client = client, .next = client->batches, .batch = inner, .allocator = *client->allocator
            };
            client->batches = client->collecting = *out = batch;
        } else {
            wj_free(client->allocator, batch);
            status = wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
        }
    }
    wj_client_leave(client);
    return status;
}

static int check(const struct wikijs_batch *batch, wikijs_error *err)
{
    wj_error_clear(err);
    if (!batch)
        return wj_error_set(err, WIKIJS_E_ARG, "no batch is given");
    return batch->client ? 0 : wj_error_set(err, WIKIJS_E_STATE, "the batch's client was freed");
}

static void send(struct wikijs_batch *batch)
{
    if (batch->client->collecting == batch)
        batch->client->collecting = NULL;
    wj_batch_send(batch->batch);
}

int wikijs_batch_send(wikijs_batch *batch, wikijs_error *err)
{
    int status = check(batch, err);
    if (status == 0)
        status = wj_client_enter(batch->client, true, err);
    if (status < 0)
        return status;
    send(batch);
    wj_client_leave(batch->client);
    return 0;
}

int wikijs_batch_wait(wikijs_batch *batch, wikijs_error *err)
{
    int status = check(batch, err);
    if (status == 0)
        status = wj_client_enter(batch->client, false, err);
    if (status < 0)
        return status;
    struct wikijs_client *client = batch->client;
    struct wj_batch *inner = batch->batch;
    send(batch);
    wj_batch_group(inner)->refs++; /* a callback may free the batch */
    wj_loop_run_tasks(client->loop);
    while (wj_batch_open(inner) && !client->doomed)
        wj_loop_turn(client->loop, -1);
    wj_loop_run_tasks(client->loop); /* callbacks */
    wj_group_unref(wj_batch_group(inner));
    wj_client_leave(client);
    return 0;
}

size_t wikijs_batch_count(const wikijs_batch *batch)
{
    return batch ? batch->count : 0;
}

wikijs_call *wikijs_batch_at(const wikijs_batch *batch, size_t index)
{
    return index < wikijs_batch_count(batch) ? batch->calls[index] : NULL;
}

void wikijs_batch_cancel(wikijs_batch *batch)
{
    if (!batch || !batch->client)
        return;
    send(batch);
    for (size_t i = 0; i < batch->count; i++)
        wikijs_call_cancel(batch->calls[i]);
}

void wikijs_batch_free(wikijs_batch *batch)
{
    if (!batch)
        return;
    if (batch->client) {
        if (batch->client->collecting == batch) /* never sent */
            wikijs_batch_cancel(batch);
        struct wikijs_batch **at = &batch->client->batches;
        while (*at != batch)
            at = &(*at)->next;
        *at = batch->next;
    }
    for (size_t i = 0; i < batch->count; i++)
        wikijs_call_unref(batch->calls[i]);
    wj_group_unref(wj_batch_group(batch->batch));
    wikijs_allocator allocator = batch->allocator;
    wj_free(&allocator, batch->calls);
    wj_free(&allocator, batch);
}
