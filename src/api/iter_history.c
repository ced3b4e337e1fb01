/* SPDX-License-Identifier: MIT */
/*
 * The history of a page. The server numbers its pages from the newest change, so a change that is made meanwhile moves
 * every older one: what was handed out before is known by its version id and passed over.
 */
#include <string.h>

#include "api/input.h"
#include "api/iter.h"
#include "api/pages_ops.h"
#include "base/status.h"
#include "model/models.h"

struct state {
    struct wj_history_args args;
    int64_t timeout_ms;
    bool ended;
    int64_t *seen; /* version ids, largest first: 8 bytes for each change handed out */
    size_t count, room;
};

/* Where a version id is, or belongs. Older changes have smaller ids, so that is nearly always the end. */
static size_t place_of(const struct state *state, int64_t id)
{
    size_t low = 0, high = state->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (state->seen[middle] > id)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Remember a version id. 1: it is new; 0: it was there; negative: out of memory. */
static int remember(struct wikijs_iter *iter, int64_t id)
{
    struct state *state = iter->state;
    size_t place = place_of(state, id);
    if (place < state->count && state->seen[place] == id)
        return 0;
    if (state->count == state->room) {
        size_t room = state->room ? 2 * state->room : 256;
        int64_t *larger = wj_arena_alloc(&iter->memory, room * sizeof *larger);
        if (!larger)
            return WIKIJS_E_NOMEM;
        if (state->count > 0)
            memcpy(larger, state->seen, state->count * sizeof *larger);
        state->seen = larger;
        state->room = room;
    }
    memmove(state->seen + place + 1, state->seen + place, (state->count - place) * sizeof *state->seen);
    state->seen[place] = id;
    state->count++;
    return 1;
}

static int next(struct wikijs_iter *iter, struct wj_request *request)
{
    struct state *state = iter->state;
    *request = (struct wj_request){ .op = &wj_op_pages_history, .args = &state->args, .timeout_ms = state->timeout_ms };
    return !state->ended;
}

static int read(struct wikijs_iter *iter, struct wikijs_call *call, struct wj_iter_batch *batch)
{
    struct state *state = iter->state;
    const wikijs_page_history *history = call->result;
    const void **items = wj_call_alloc(call, (history->trail.count + 1) * sizeof *items);
    if (!items)
        return WIKIJS_E_NOMEM;
    for (size_t i = 0; i < history->trail.count; i++) {
        int fresh = remember(iter, history->trail.items[i]->version_id);
        if (fresh < 0)
            return fresh;
        if (fresh)
            items[batch->count++] = history->trail.items[i];
    }
    batch->items = items;
    state->args.offset_page++;
    state->ended = state->args.offset_page * state->args.offset_size >= history->total || history->trail.count == 0;
    return 0;
}

static const struct wj_iter_source source = {
    .model = &wj_page_change_model,
    .state_size = sizeof(struct state),
    .next = next,
    .read = read,
};

int wikijs_pages_iter_history(wikijs_client *client, int64_t id, const wikijs_iter_options *given, wikijs_iter **out,
                              wikijs_error *err)
{
    struct wj_request request = { 0 };
    wikijs_iter_options options = { 0 };
    wj_read_struct(&request, given, &options, sizeof options);
    size_t batch_size = wj_iter_batch_size(&request, options.batch_size);
    wikijs_iter *iter = NULL;
    int status = wj_iter_new(client, &source, &request, out ? &iter : NULL, err);
    if (status < 0 || !iter)
        return status;
    struct state *state = iter->state;
    state->args = (struct wj_history_args){ .id = id, .offset_size = (int64_t)batch_size };
    state->timeout_ms = options.timeout_ms;
    *out = iter;
    return 0;
}
