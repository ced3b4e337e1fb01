/* SPDX-License-Identifier: MIT */
/* Listings that the server gives in one answer: one batch. */
#include "api/iter.h"
#include "base/status.h"
#include "graphql/document.h"

struct state {
    struct wj_request request;
    bool fetched;
};

static int next(struct wikijs_iter *iter, struct wj_request *request)
{
    const struct state *state = iter->state;
    *request = state->request;
    return !state->fetched;
}

static int read(struct wikijs_iter *iter, struct wikijs_call *call, struct wj_iter_batch *batch)
{
    struct state *state = iter->state;
    const struct wj_list *list = call->result;
    batch->items = list->objects.items;
    batch->count = list->objects.count;
    state->fetched = true;
    return 0;
}

static const struct wj_iter_source source = { .state_size = sizeof(struct state), .next = next, .read = read };

int wj_iter_over_list(wikijs_client *client, const struct wj_request *request, wikijs_iter **out, wikijs_error *err)
{
    wikijs_iter *iter = NULL;
    int status = wj_iter_new(client, &source, request, out ? &iter : NULL, err);
    if (status < 0 || !iter)
        return status;
    struct state *state = iter->state;
    iter->model = request->op->model;
    state->request = *request;
    state->request.args = wj_args_copy(&iter->memory, request->op, request->args, request->args_size);
    if (!state->request.args) {
        wikijs_iter_free(iter);
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    }
    *out = iter;
    return 0;
}
