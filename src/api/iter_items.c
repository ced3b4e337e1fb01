/* SPDX-License-Identifier: MIT */
/* List items of pages. The server's list has neither offset nor cursor, so it is one request. */
#include "api/iter_pages.h"
#include "api/pages_list.h"
#include "base/status.h"
#include "model/models.h"

struct state {
    struct wj_walk walk;
    bool fetched;
};

static int next(struct wikijs_iter *iter, struct wj_request *request)
{
    struct state *state = iter->state;
    wj_pages_list_request(request, &state->walk.list, state->walk.fields);
    request->timeout_ms = state->walk.timeout_ms;
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

static const struct wj_iter_source source = {
    .model = &wj_page_item_model,
    .state_size = sizeof(struct state),
    .next = next,
    .read = read,
};

int wikijs_pages_iter_items(wikijs_client *client, const wikijs_pages_iter_options *options, wikijs_iter **out,
                            wikijs_error *err)
{
    struct wj_request request = { 0 };
    struct wj_walk walk;
    wj_walk_read(&request, options, &walk);
    wikijs_iter *iter = NULL;
    int status = wj_iter_new(client, &source, &request, out ? &iter : NULL, err);
    if (status < 0) {
        return status;
    }
    struct state *state = iter->state;
    if (!wj_walk_keep(&iter->memory, &walk)) {
        wikijs_iter_free(iter);
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    }
    state->walk = walk;
    *out = iter;
    return 0;
}
