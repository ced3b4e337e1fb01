/* SPDX-License-Identifier: MIT */
/*
 * Whole pages: first the ids of all of them, then the pages, batch by batch. The ids are a
 * snapshot, so pages that are made or deleted meanwhile shift nothing; one that is gone when its turn comes is passed
 * over.
 */
#include <string.h>

#include "api/input.h"
#include "api/iter_pages.h"
#include "api/letters.h"
#include "api/pages_get.h"
#include "base/status.h"
#include "client/client.h"
#include "model/models.h"
#include "policy/batch.h"

/* What one batch reads. */
struct batch_args {
    const int64_t *ids;        /* of the iterator, which is gone only after the flow has been canceled */
    const char *const *places; /* of these, or NULL */
    size_t count;
    uint64_t fields;
    bool no_source_fallback;
};

struct state {
    struct wj_walk walk;
    bool listed;
    const int64_t *ids;
    size_t count, at; /* ids before `at` are done */
    struct batch_args args;
};

/* --- options --- */

void wj_walk_read(struct wj_request *request, const wikijs_pages_iter_options *given, struct wj_walk *walk)
{
    wikijs_pages_iter_options options = { 0 };
    wj_read_struct(request, given, &options, sizeof options);
    if (options.order_by < WIKIJS_PAGE_ORDER_DEFAULT || options.order_by > WIKIJS_PAGE_ORDER_UPDATED ||
        options.direction < WIKIJS_ORDER_DEFAULT || options.direction > WIKIJS_ORDER_DESC)
        wj_request_refuse(request, "pages cannot be ordered like that");
    wj_check_strings(request, options.tags, "tags");
    *walk = (struct wj_walk){
        .list = { .order_by = (int)options.order_by,
                  .direction = (int)options.direction,
                  .tags = options.tags,
                  .locale = options.locale,
                  .creator_id = options.creator_id,
                  .author_id = options.author_id },
        .fields = options.fields,
        .batch_size = wj_iter_batch_size(request, options.batch_size),
        .timeout_ms = options.timeout_ms,
        .no_source_fallback = options.no_source_fallback,
        .ids = options.ids,
        .places = options.places,
    };
    if (options.ids.count > 0 && !options.ids.items)
        wj_request_refuse(request, "no ids are given");
    if (options.places.count > 0 && options.places.count != options.ids.count)
        wj_request_refuse(request, "there are %zu places of %zu ids", options.places.count, options.ids.count);
    wj_check_strings(request, options.places, "places");
}

/* The server compares tags as they are: trimmed, lower case. */
static bool keep_tags(struct wj_arena *memory, wikijs_strings *tags)
{
    const char **items = wj_arena_alloc(memory, (tags->count + 1) * sizeof *items);
    if (!items)
        return false;
    size_t count = 0;
    for (size_t i = 0; i < tags->count; i++) {
        size_t length = strlen(tags->items[i]);
        char *tag = wj_arena_alloc(memory, 2 * length + 1);
        if (!tag)
            return false;
        if (wj_lower_trimmed(tags->items[i], length, tag) > 0)
            items[count++] = tag;
    }
    *tags = count > 0 ? (wikijs_strings){ items, count } : (wikijs_strings){ 0 };
    return true;
}

static bool keep_ids(struct wj_arena *memory, wikijs_ints *ids)
{
    int64_t *items = ids->count > 0 ? wj_arena_alloc(memory, ids->count * sizeof *items) : NULL;
    if (items) {
        memcpy(items, ids->items, ids->count * sizeof *items);
        ids->items = items;
    }
    return items || ids->count == 0;
}

bool wj_walk_keep(struct wj_arena *memory, struct wj_walk *walk)
{
    if (walk->list.locale) {
        walk->list.locale = wj_arena_strdup(memory, walk->list.locale);
        if (!walk->list.locale)
            return false;
    }
    return keep_tags(memory, &walk->list.tags) && keep_ids(memory, &walk->ids) &&
           wj_keep_strings(memory, &walk->places);
}

/* --- one batch: a flow of single reads that travel together --- */

struct batch_state {
    const void **items;
    wikijs_error **errors;
    size_t started, ended;
    bool broken; /* something went wrong that the pages after it would meet, too */
};

/* Identifies the flow; its calls are pages.single's. */
static const struct wj_op op_batch = { OP("pages", "single", .answer = WJ_ANSWER_LIST, .model = &wj_page_model,
                                          .permission = WJ_PERMISSION_SINGLE) };

bool wj_page_error_is_its_own(const wikijs_error *error)
{
    switch (error->code) {
    case WIKIJS_E_FORBIDDEN:
    case WIKIJS_E_TOO_LARGE:
        return true;
    case WIKIJS_E_SERVER:
    case WIKIJS_E_SCHEMA:
    case WIKIJS_E_REFUSED:
    case WIKIJS_E_INVALID:
    case WIKIJS_E_GRAPHQL:
        return error->http_status == 200;
    default:
        return false;
    }
}

static enum wj_step no_memory(struct wikijs_call *call)
{
    return wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
}

/* Start all reads, as one batch: they travel in a few documents. */
static bool start_reads(struct wikijs_call *call, struct batch_state *state)
{
    const struct batch_args *args = call->args;
    struct wj_batch *batch = wj_batch_new(&call->client->batching, &(struct wj_batch_options){ .reads_only = true });
    bool good = batch != NULL;
    for (; good && state->started < args->count; state->started++) {
        const struct wj_get_args which = { .of = { args->ids[state->started] },
                                           .place = args->places ? args->places[state->started] : NULL };
        struct wj_request request;
        wj_pages_get_request(&request, &which, args->fields, args->no_source_fallback);
        request.tag = &args->ids[state->started];
        request.group = wj_batch_group(batch);
        good = wj_flow_start(call, &request) == WJ_PENDING;
    }
    if (batch)
        wj_group_unref(wj_batch_group(batch)); /* its calls hold it */
    return good;
}

static bool keep_error(struct wikijs_call *call, struct batch_state *state, size_t i, const wikijs_error *error)
{
    const struct batch_args *args = call->args;
    wikijs_error *kept = wj_call_alloc(call, sizeof *kept);
    if (!kept)
        return false;
    *kept = *error;
    if (args->places)
        wj_error_context(kept, "page '%s'", args->places[i]);
    else
        wj_error_context(kept, "page %lld", (long long)args->ids[i]);
    state->errors[i] = kept;
    if (wj_page_error_is_its_own(error))
        kept->flags |= WIKIJS_ERROR_ITEM;
    else
        state->broken = true;
    return true;
}

/* A read has ended: what it brought moves into the memory of the batch. */
static bool take_read(struct wikijs_call *call, struct batch_state *state, struct wikijs_call *child)
{
    const struct batch_args *args = call->args;
    size_t i = (size_t)((const int64_t *)child->tag - args->ids);
    state->ended++;
    if (child->status == 0) {
        void *page = wj_call_take_result(child);
        wj_arena_absorb(call->result_arena, wj_result_arena(page));
        state->items[i] = page;
        return true;
    }
    return child->status == WIKIJS_E_NOT_FOUND || keep_error(call, state, i, &child->error);
}

static struct batch_state *begin_batch(struct wikijs_call *call)
{
    const struct batch_args *args = call->args;
    struct batch_state *state = call->state = wj_call_alloc(call, sizeof *state);
    call->result_arena = wj_arena_new(call->allocator, 0);
    if (!state || !call->result_arena)
        return NULL;
    state->items = wj_call_alloc(call, args->count * sizeof *state->items);
    state->errors = wj_call_alloc(call, args->count * sizeof *state->errors);
    return state->items && state->errors ? state : NULL;
}

static enum wj_step batch_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    struct batch_state *state = child ? call->state : begin_batch(call);
    if (!state || !(child ? take_read(call, state, child) : start_reads(call, state)))
        return no_memory(call);
    if (state->ended < state->started)
        return WJ_PENDING;
    call->status = 0; /* what became of the pages is in the state */
    return WJ_DONE;
}

/* --- the source --- */

static int next(struct wikijs_iter *iter, struct wj_request *request)
{
    struct state *state = iter->state;
    *request = (struct wj_request){ .timeout_ms = state->walk.timeout_ms };
    if (!state->listed) {
        request->op = &wj_op_pages_ids;
        request->args = &state->walk.list;
        return 1;
    }
    size_t left = state->count - state->at;
    struct batch_args *args = &state->args;
    *args = (struct batch_args){
        .ids = state->ids + state->at,
        .places = state->walk.places.count > 0 ? state->walk.places.items + state->at : NULL,
        .count = left < state->walk.batch_size ? left : state->walk.batch_size,
        .fields = state->walk.fields,
        .no_source_fallback = state->walk.no_source_fallback,
    };
    request->op = &op_batch;
    request->args = args;
    request->args_size = sizeof *args;
    request->flow = batch_flow;
    return left > 0;
}

static void begin_at(struct state *state, const int64_t *ids, size_t count)
{
    state->ids = ids;
    state->count = count;
    state->listed = true;
}

static int read_ids(struct wikijs_iter *iter, const struct wj_list *list)
{
    size_t count = list->objects.count;
    int64_t *ids = wj_arena_alloc(&iter->memory, (count + 1) * sizeof *ids);
    if (!ids)
        return WIKIJS_E_NOMEM;
    for (size_t i = 0; i < count; i++)
        ids[i] = ((const struct wj_page_id *)list->objects.items[i])->id;
    begin_at(iter->state, ids, count);
    return 0;
}

/* What was read before the first error that ends the walk; the pages from there on are read again. */
static int read_batch(struct state *state, const struct batch_state *pages, struct wj_iter_batch *batch)
{
    size_t good = 0;
    while (good < pages->started && (!pages->errors[good] || wj_page_error_is_its_own(pages->errors[good])))
        good++;
    batch->items = pages->items;
    batch->errors = pages->errors;
    batch->broken = pages->broken;
    batch->count = good + pages->broken;
    state->at += good;
    return 0;
}

static int read(struct wikijs_iter *iter, struct wikijs_call *call, struct wj_iter_batch *batch)
{
    struct state *state = iter->state;
    if (state->listed)
        return read_batch(state, call->state, batch);
    return read_ids(iter, call->result);
}

static const struct wj_iter_source source = {
    .model = &wj_page_model,
    .state_size = sizeof(struct state),
    .next = next,
    .read = read,
};

int wikijs_pages_iter_all(wikijs_client *client, const wikijs_pages_iter_options *options, wikijs_iter **out,
                          wikijs_error *err)
{
    struct wj_request request = { 0 };
    struct wj_walk walk;
    wj_walk_read(&request, options, &walk);
    wikijs_iter *iter = NULL;
    int status = wj_iter_new(client, &source, &request, out ? &iter : NULL, err);
    if (status < 0 || !iter)
        return status;
    struct state *state = iter->state;
    if (!wj_walk_keep(&iter->memory, &walk)) {
        wikijs_iter_free(iter);
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    }
    state->walk = walk;
    if (walk.ids.count > 0)
        begin_at(state, walk.ids.items, walk.ids.count);
    *out = iter;
    return 0;
}
