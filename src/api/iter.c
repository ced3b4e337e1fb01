/* SPDX-License-Identifier: MIT */
/*
 * The walk: one batch under the caller's hands, the next one on its way.
 *
 *   fetch   held   the iterator
 *   NULL    NULL   has not begun, is at its end, or reported an error: asks its source when it is asked
 *   runs    NULL   waits for a batch
 *   runs    set    hands out items; the next batch comes meanwhile
 *   ended   set    hands out items; the next batch is there
 *   NULL    set    hands out the last items, or those before an error
 *
 * On a loop the items are handed out by pump(), which runs as the callback of a call: of a fetch, or of the anchor, a
 * call without a request that ends when a paused iterator goes on. So the engine's rules for callbacks hold for items.
 */
#include "api/iter.h"

#include "base/status.h"
#include "client/client.h"
#include "model/models.h"

enum { ITER_MAGIC = 0x57694a49, WAITS = 2 };

static const struct wj_op op_iter = { .namespace_ = "iterator", .field = "run", .name = "iterator", .since = "0.1" };

/* --- making and ending --- */

size_t wj_iter_batch_size(struct wj_request *request, int64_t given)
{
    if (given < 0 || given > WJ_ITER_MAX_BATCH) {
        wj_request_refuse(request, "a batch has 1 to %d items, not %lld", WJ_ITER_MAX_BATCH, (long long)given);
        return 0;
    }
    return given ? (size_t)given : WJ_ITER_BATCH;
}

int wj_iter_new(wikijs_client *client, const struct wj_iter_source *source, const struct wj_request *request,
                wikijs_iter **out, wikijs_error *err)
{
    wj_error_clear(err);
    if (!out)
        return wj_error_set(err, WIKIJS_E_ARG, "no place for the iterator was given");
    if (request->refused.code) {
        if (err)
            *err = request->refused;
        return request->refused.code;
    }
    int status = wj_client_enter(client, true, err);
    if (status < 0)
        return status;
    struct wikijs_iter *iter = wj_calloc(client->allocator, 1, sizeof *iter);
    if (iter) {
        iter->magic = ITER_MAGIC;
        iter->client = client;
        iter->allocator = *client->allocator;
        iter->source = source;
        iter->model = source->model;
        wj_arena_init(&iter->memory, &iter->allocator, 0);
        iter->state = wj_arena_zalloc(&iter->memory, source->state_size);
        if (!iter->state) {
            wikijs_iter_free(iter);
            iter = NULL;
        }
    }
    wj_client_leave(client);
    if (!iter)
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    *out = iter;
    return 0;
}

static void drop_batch(struct wikijs_iter *iter)
{
    wikijs_call_unref(iter->held);
    iter->held = NULL;
    iter->batch = (struct wj_iter_batch){ 0 };
    iter->at = 0;
}

static void free_now(struct wikijs_iter *iter)
{
    wikijs_allocator allocator = iter->allocator;
    drop_batch(iter);
    wj_arena_clear(&iter->memory);
    wj_free(&allocator, iter);
}

void wikijs_iter_free(wikijs_iter *iter)
{
    if (!iter || iter->magic != ITER_MAGIC)
        return;
    iter->magic = 0;
    wj_call_abandon(iter->fetch);
    wj_call_abandon(iter->anchor);
    iter->fetch = iter->anchor = NULL;
    iter->freed = true;
    if (!iter->pumping) { /* else pump() does it when the callback has returned */
        free_now(iter);
    }
}

const wikijs_model *wikijs_iter_model(const wikijs_iter *iter)
{
    return iter && iter->magic == ITER_MAGIC ? iter->model : NULL;
}

/* --- batches --- */

/* Ask for the next batch: 1, 0 there is none, negative. */
static int start_fetch(struct wikijs_iter *iter, wikijs_error *err)
{
    struct wj_request request = { 0 };
    int more = iter->source->next(iter, &request);
    if (more <= 0)
        return more;
    if (iter->client->doomed)
        return wj_error_set(err, WIKIJS_E_CANCELED, "the client was freed");
    iter->ahead = false;
    iter->fetch = wj_request_call(iter->client, &request);
    if (!iter->fetch)
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    wj_call_start(iter->fetch);
    return 1;
}

/*
 * A program may work longer on a batch than the next one has time to come, and nothing moves while it does not call the
 * library. So a time that ran out before anybody waited is no failure: the batch is asked for again.
 */
static bool came_too_late(int status)
{
    return status == WIKIJS_E_DEADLINE || status == WIKIJS_E_TIMEOUT;
}

/* Leave out the error that ends a broken batch, if it is none. */
static void forgive(struct wj_iter_batch *batch)
{
    if (batch->broken && came_too_late(batch->errors[batch->count - 1]->code))
        batch->count--;
}

/* The fetch has ended: its batch comes under the caller's hands, and the next one is asked for. */
static int take_fetch(struct wikijs_iter *iter, wikijs_error *err)
{
    struct wikijs_call *call = iter->fetch;
    iter->fetch = NULL;
    call->done = NULL;
    int status = call->status;
    if (iter->ahead && came_too_late(status)) {
        wikijs_call_unref(call);
        return 0;
    }
    if (status == 0) {
        status = iter->source->read(iter, call, &iter->batch);
        if (status < 0)
            wj_error_set(err, status, "out of memory");
    } else if (err) {
        *err = call->error;
    }
    if (status < 0) {
        wikijs_call_unref(call);
        iter->batch = (struct wj_iter_batch){ 0 };
        return status;
    }
    iter->held = call;
    if (iter->ahead)
        forgive(&iter->batch);
    if (!iter->batch.broken) {
        (void)start_fetch(iter, NULL); /* what hinders it is told when the batch is needed */
        iter->ahead = true;
    }
    return 0;
}

/* Come to something that can be handed out: 1, 0 at the end, WAITS for a fetch, negative. */
static int advance(struct wikijs_iter *iter, wikijs_error *err)
{
    while (iter->at == iter->batch.count) {
        drop_batch(iter);
        if (!iter->fetch) {
            int started = start_fetch(iter, err);
            if (started <= 0)
                return started;
        }
        if (!iter->fetch->ended)
            return WAITS;
        int status = take_fetch(iter, err);
        if (status < 0)
            return status;
    }
    return 1;
}

/* The next item or error of the batch: 1, 0 everything left in it was passed over, negative. */
static int hand_out(struct wikijs_iter *iter, const void **item, wikijs_error *err)
{
    const struct wj_iter_batch *batch = &iter->batch;
    while (iter->at < batch->count) {
        size_t i = iter->at++;
        if (batch->items[i]) {
            *item = batch->items[i];
            return 1;
        }
        if (batch->errors && batch->errors[i]) {
            if (err)
                *err = *batch->errors[i];
            return batch->errors[i]->code;
        }
    }
    return 0;
}

/* The next item or error: 1, 0 at the end, WAITS, negative. */
static int step(struct wikijs_iter *iter, const void **item, wikijs_error *err)
{
    for (;;) {
        int status = advance(iter, err);
        if (status != 1)
            return status;
        status = hand_out(iter, item, err);
        if (status)
            return status;
    }
}

/* --- one item after the other --- */

int wikijs_iter_next(wikijs_iter *iter, const void **item, wikijs_error *err)
{
    wj_error_clear(err);
    if (!iter || iter->magic != ITER_MAGIC || !item)
        return wj_error_set(err, WIKIJS_E_ARG, iter ? "no place for the item was given" : "no iterator was given");
    *item = NULL;
    if (iter->running)
        return wj_error_set(err, WIKIJS_E_STATE, "the iterator runs on a loop");
    int status = wj_client_enter(iter->client, false, err);
    if (status < 0)
        return status;
    status = step(iter, item, err);
    while (status == WAITS) {
        wj_wait(iter->client, iter->fetch);
        status = step(iter, item, err);
    }
    if (iter->fetch && !iter->fetch->ended)
        wj_work(iter->client); /* the next batch comes while the caller works on this one */
    wj_client_leave(iter->client);
    return status;
}

static int next_of(wikijs_iter *iter, const struct wikijs_model *model, const void **item, wikijs_error *err)
{
    if (iter && iter->magic == ITER_MAGIC && iter->model != model)
        return wj_error_set(err, WIKIJS_E_ARG, "the iterator has items of type %s, not %s", iter->model->name,
                            model->name);
    return wikijs_iter_next(iter, item, err);
}

#define NEXT_FUNCTION(name, type, model)                                                \
    int wikijs_iter_next_##name(wikijs_iter *iter, const type **out, wikijs_error *err) \
    {                                                                                   \
        const void *item = NULL;                                                        \
        int status = next_of(iter, &(model), out ? &item : NULL, err);                  \
        if (out) {                                                                      \
            *out = item;                                                                \
        }                                                                               \
        return status;                                                                  \
    }

NEXT_FUNCTION(page, wikijs_page, wj_page_model)
NEXT_FUNCTION(page_item, wikijs_page_item, wj_page_item_model)
NEXT_FUNCTION(page_change, wikijs_page_change, wj_page_change_model)
NEXT_FUNCTION(asset, wikijs_asset, wj_asset_model)
NEXT_FUNCTION(comment, wikijs_comment, wj_comment_model)
NEXT_FUNCTION(user, wikijs_user_item, wj_user_item_model)
NEXT_FUNCTION(group, wikijs_group_item, wj_group_item_model)
NEXT_FUNCTION(tag, wikijs_page_tag, wj_page_tag_model)
NEXT_FUNCTION(api_key, wikijs_api_key, wj_api_key_model)

/* --- on a loop --- */

static void pump(struct wikijs_iter *iter);

static void on_fetch(wikijs_call *call, void *payload)
{
    (void)call;
    pump(payload);
}

static void end_run(struct wikijs_iter *iter, int status, wikijs_error *err)
{
    iter->running = false;
    if (status == 0)
        wj_error_clear(err);
    if (iter->on_end)
        iter->on_end(iter, status, err, iter->payload);
}

static void leave_callbacks(struct wikijs_iter *iter)
{
    iter->pumping = false;
    if (iter->freed)
        free_now(iter);
}

static void on_anchor(wikijs_call *call, void *payload)
{
    struct wikijs_iter *iter = payload;
    wikijs_error err = call->error;
    int status = call->status;
    iter->anchor = NULL;
    iter->paused = false;
    wikijs_call_unref(call);
    if (status == 0) {
        pump(iter);
        return;
    }
    iter->pumping = true; /* the client is freed, or there was no memory */
    end_run(iter, status, &err);
    leave_callbacks(iter);
}

static enum wj_step wait_for_resume(struct wikijs_call *call, struct wikijs_call *child)
{
    (void)call;
    (void)child;
    return WJ_PENDING;
}

static int drop_anchor(struct wikijs_iter *iter)
{
    const struct wj_request request = { .op = &op_iter, .flow = wait_for_resume, .timeout_ms = INT64_MAX };
    iter->anchor = wj_request_call(iter->client, &request);
    if (!iter->anchor)
        return WIKIJS_E_NOMEM;
    iter->anchor->done = on_anchor;
    iter->anchor->payload = iter;
    wj_call_start(iter->anchor);
    return 0;
}

/* Give an item to the program; false when no further one may be given now. */
static bool give(struct wikijs_iter *iter, const void *item, wikijs_error *err)
{
    iter->resumed = false;
    wikijs_iter_action action = iter->on_item(iter, item, iter->payload);
    if (iter->freed)
        return false;
    if (action == WIKIJS_ITER_PAUSE && !iter->resumed) {
        iter->paused = true;
        if (drop_anchor(iter) < 0) {
            iter->paused = false;
            end_run(iter, wj_error_set(err, WIKIJS_E_NOMEM, "out of memory"), err);
        }
        return false;
    }
    if (action == WIKIJS_ITER_STOP) {
        end_run(iter, 0, err);
        return false;
    }
    return true;
}

/* Hand out what is there; comes back when the next batch is there, or when a pause is over. */
static void pump(struct wikijs_iter *iter)
{
    if (!iter->running || iter->paused || iter->pumping)
        return;
    wikijs_error err;
    wj_error_clear(&err);
    iter->pumping = true;
    bool more = true;
    while (more) {
        const void *item = NULL;
        int status = iter->client->doomed ? wj_error_set(&err, WIKIJS_E_CANCELED, "the client was freed")
                                          : step(iter, &item, &err);
        more = status == 1 && give(iter, item, &err);
        if (status == WAITS) {
            iter->fetch->done = on_fetch;
            iter->fetch->payload = iter;
        } else if (status != 1) {
            end_run(iter, status, &err);
        }
    }
    leave_callbacks(iter);
}

int wikijs_iter_start(wikijs_iter *iter, wikijs_iter_item_fn on_item, wikijs_iter_end_fn on_end, void *payload)
{
    if (!iter || iter->magic != ITER_MAGIC || !on_item)
        return WIKIJS_E_ARG;
    if (iter->running)
        return WIKIJS_E_STATE;
    int status = wj_client_enter(iter->client, true, NULL);
    if (status < 0)
        return status;
    status = iter->client->doomed ? WIKIJS_E_STATE : drop_anchor(iter);
    if (status == 0) {
        iter->on_item = on_item;
        iter->on_end = on_end;
        iter->payload = payload;
        iter->running = true;
        iter->paused = true; /* until the anchor has ended */
        wj_call_complete(iter->anchor);
    }
    wj_client_leave(iter->client);
    return status;
}

int wikijs_iter_resume(wikijs_iter *iter)
{
    if (!iter || iter->magic != ITER_MAGIC)
        return WIKIJS_E_ARG;
    if (!iter->anchor) {
        iter->resumed = iter->pumping;
        return 0;
    }
    int status = wj_client_enter(iter->client, true, NULL);
    if (status == 0) {
        wj_call_complete(iter->anchor);
        wj_client_leave(iter->client);
    }
    return status;
}
