/* SPDX-License-Identifier: MIT */
/* A few documents' worth of items is under way at a time, so that only their results grow with their number. */
#include "api/many.h"

#include <string.h>

#include "api/many_results.h"
#include "client/batch.h"
#include "graphql/document.h"

/* A prepared request, waiting for its turn. */
struct item {
    const void *args;
    const wikijs_error *refused;
    uint64_t fields;
    int64_t timeout_ms;
    enum wj_step (*flow)(struct wikijs_call *call, struct wikijs_call *child);
    enum wj_step (*rescue)(struct wikijs_call *call, struct wikijs_call *child);
};

struct state {
    const struct wj_many_kind *kind;
    struct wj_arena memory; /* the items; as large as what the caller gave */
    struct item *items;
    size_t count, started, ended;
    struct wj_batch *batch;
    struct wikijs_results *results;
};

static void free_state(struct wikijs_call *call)
{
    struct state *state = call->state;
    wj_arena_clear(&state->memory);
    if (state->batch)
        wj_group_unref(wj_batch_group(state->batch));
}

/* --- preparing --- */

static bool prepare_item(struct wikijs_call *call, struct state *state, const struct wj_many *many, void *args,
                         size_t i)
{
    const struct wj_many_kind *kind = many->kind;
    struct item *item = &state->items[i];
    struct wj_request request = { .op = kind->op, .args = args, .args_size = kind->args_size };
    memset(args, 0, kind->args_size);
    kind->prepare(&request, args, call->client, many, i);
    if (request.refused.code) {
        wikijs_error *refused = wj_arena_alloc(&state->memory, sizeof *refused);
        if (refused)
            *refused = request.refused;
        item->refused = refused;
        return refused != NULL;
    }
    *item = (struct item){ .args = wj_args_copy(&state->memory, kind->op, args, kind->args_size),
                           .fields = request.fields,
                           .timeout_ms = request.timeout_ms,
                           .flow = request.flow,
                           .rescue = request.rescue };
    return item->args != NULL;
}

static int begin(struct wikijs_call *call, const void *given)
{
    const struct wj_many *many = given;
    struct wj_batch_options options;
    int failed = wj_batches_read_options(&options, many->batch, &call->error);
    struct state *state = call->state = wj_call_alloc(call, sizeof *state);
    if (!state)
        return WIKIJS_E_NOMEM;
    wj_arena_init(&state->memory, call->allocator, 0);
    if (wj_op_is_secret(many->kind->op))
        wj_call_make_secret(call);
    state->memory.secret = call->secret;
    call->free_state = free_state;
    if (failed)
        return failed;
    state->kind = many->kind;
    state->count = many->count;
    state->batch = wj_batch_new(&call->client->batching, &options);
    state->items = wj_arena_zalloc(&state->memory, (many->count + 1) * sizeof *state->items);
    void *args = wj_call_alloc(call, many->kind->args_size);
    if (!state->batch || !state->items || !args)
        return WIKIJS_E_NOMEM;
    for (size_t i = 0; i < many->count; i++)
        if (!prepare_item(call, state, many, args, i))
            return WIKIJS_E_NOMEM;
    return 0;
}

const void *wj_many_input(struct wj_request *request, const struct wj_many *many, size_t i)
{
    size_t size, own;
    if (many->input_count == 1)
        return many->inputs;
    memcpy(&size, many->inputs, sizeof size);
    const void *input = (const char *)many->inputs + i * size;
    memcpy(&own, input, sizeof own);
    if (own != size)
        wj_request_refuse(request, "input %zu is not initialised as the first one", i);
    return input;
}

/* --- the flow --- */

static enum wj_step start_item(struct wikijs_call *call, struct state *state)
{
    const struct item *item = &state->items[state->started];
    struct wj_request request = { .op = state->kind->op,
                                  .args = item->args,
                                  .args_size = state->kind->args_size,
                                  .fields = item->fields,
                                  .timeout_ms = item->timeout_ms,
                                  .flow = item->flow,
                                  .rescue = item->rescue,
                                  .group = wj_batch_group(state->batch) };
    if (item->refused)
        request.refused = *item->refused;
    return wj_flow_start_tagged(call, &request, &state->results->items[state->started++]);
}

/* A child's result moves into the memory of all results. */
static bool take_outcome(struct wikijs_call *call, struct state *state, struct wikijs_call *child)
{
    struct wj_outcome *outcome = child->payload;
    state->ended++;
    if (child->result && child->result_arena) {
        struct wj_arena *arena = child->result_arena;
        outcome->object = wj_call_take_result(child);
        wj_arena_join(call->result_arena, arena);
    }
    return child->status == 0 || wj_results_fail(call, state->results, outcome, &child->error);
}

static enum wj_step many_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    struct state *state = call->state;
    if (!child)
        state->results = wj_results_new(call, state->count);
    bool good = child ? take_outcome(call, state, child) : state->results != NULL;
    if (!good)
        return wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
    size_t window = wj_batch_window(state->batch, call->op->flags & WJ_OP_WRITE);
    while (state->started < state->count && state->started - state->ended < window)
        if (start_item(call, state) == WJ_DONE)
            return WJ_DONE;
    if (state->ended < state->count)
        return WJ_PENDING;
    call->status = 0;
    call->result = state->results;
    return WJ_DONE;
}

static void prepare(struct wj_request *request, struct wj_many *many, bool is_given, struct wj_many wanted)
{
    *many = wanted;
    if (many->count && !is_given)
        wj_request_refuse(request, "no list was given");
    request->timeout_ms = WJ_ENDLESS_MS; /* each item has its own */
    request->flow = many_flow;
    request->begin = request->refused.code ? NULL : begin;
    request->batches = true;
}

void wj_many_by_id(struct wj_request *request, struct wj_many *many, const struct wj_many_kind *kind, wikijs_ints ids,
                   const void *options, const wikijs_batch_options *batch)
{
    prepare(request, many, ids.items,
            (struct wj_many){ .kind = kind, .count = ids.count, .ids = ids.items, .options = options, .batch = batch });
}

void wj_many_new(struct wj_request *request, struct wj_many *many, const struct wj_many_kind *kind, const void *inputs,
                 size_t count, const wikijs_batch_options *batch)
{
    prepare(request, many, inputs,
            (struct wj_many){ .kind = kind, .count = count, .inputs = inputs, .input_count = count, .batch = batch });
}

void wj_many_change(struct wj_request *request, struct wj_many *many, const struct wj_many_kind *kind, wikijs_ints ids,
                    const void *inputs, size_t input_count, const wikijs_batch_options *batch)
{
    if (ids.items && inputs && input_count != ids.count && input_count != 1)
        wj_request_refuse(request, "%zu inputs were given for %zu objects", input_count, ids.count);
    prepare(request, many, ids.items && inputs,
            (struct wj_many){ .kind = kind,
                              .count = ids.count,
                              .ids = ids.items,
                              .inputs = inputs,
                              .input_count = input_count,
                              .batch = batch });
}
