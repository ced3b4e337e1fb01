/* SPDX-License-Identifier: MIT */
/*
 * Assets, with all folders below: the server lists one folder at a time. A batch visits a number of folders, asking for
 * the assets and the sub-folders of each, together in a few documents; the sub-folders join the queue. So only the
 * folders that are still to be visited are kept, with their paths.
 */
#include <string.h>

#include "api/asset_name.h"
#include "api/assets_ops.h"
#include "api/assets_walk.h"
#include "api/input.h"
#include "api/iter.h"
#include "base/status.h"
#include "client/client.h"
#include "model/models.h"
#include "policy/batch.h"

struct folder {
    struct folder *next;
    int64_t id;
    const char *path; /* NULL: not known, as of all folders below one that was named by its id */
};

/* What one batch visits. */
struct visit_args {
    const struct folder *first; /* of the iterator, which is gone only after the flow has been canceled */
    size_t count;
    int kind;
};

struct state {
    struct folder *queue, **tail;
    size_t queued;
    struct wj_assets_resolve_args begin; /* path NULL: the queue has been begun */
    struct visit_args args;
    uint64_t fields;
    int64_t timeout_ms;
    size_t batch_size;
};

static bool join_queue(struct wikijs_iter *iter, int64_t id, const char *parent, const char *slug)
{
    struct state *state = iter->state;
    struct folder *folder = wj_arena_alloc(&iter->memory, sizeof *folder);
    const char *path = folder && parent ? wj_asset_path(&iter->memory, parent, slug) : NULL;
    if (!folder || (parent && !path))
        return false;
    *folder = (struct folder){ .id = id, .path = path };
    *state->tail = folder;
    state->tail = &folder->next;
    state->queued++;
    return true;
}

/* --- one batch: a flow of the lists of some folders --- */

struct found {
    const struct folder *folder;
    struct wj_list *list;
};

struct visit_state {
    struct found *assets, *folders; /* by the folder's place in the batch */
    size_t running;
};

/* Identifies the flow. */
static const struct wj_op op_visit = { OP("assets", "list", .answer = WJ_ANSWER_LIST, .model = &wj_asset_model,
                                          .permission = "read:assets") };

static enum wj_step no_memory(struct wikijs_call *call)
{
    return wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
}

static bool start_lists(struct wikijs_call *call, struct found *assets, struct found *folders, struct wj_group *group)
{
    const struct visit_args *args = call->args;
    const struct wj_assets_list_args list = { .folder_id = assets->folder->id, .kind = args->kind };
    const struct wj_assets_folders_args below = { .parent_id = folders->folder->id };
    uint64_t needed = WIKIJS_BIT(WIKIJS_ASSET_ID) | WIKIJS_BIT(WIKIJS_ASSET_FILENAME);
    const struct wj_request requests[] = {
        { .op = &wj_op_assets_list,
          .args = &list,
          .args_size = sizeof list,
          .fields = call->fields ? call->fields | needed : 0,
          .tag = assets,
          .group = group },
        { .op = &wj_op_assets_folders, .args = &below, .args_size = sizeof below, .tag = folders, .group = group }
    };
    return wj_flow_start(call, &requests[0]) == WJ_PENDING && wj_flow_start(call, &requests[1]) == WJ_PENDING;
}

static enum wj_step begin_visit(struct wikijs_call *call)
{
    const struct visit_args *args = call->args;
    struct visit_state *state = call->state = wj_call_alloc(call, sizeof *state);
    call->result_arena = wj_arena_new(call->allocator, 0);
    struct wj_batch *batch = wj_batch_new(&call->client->batching, &(struct wj_batch_options){ .reads_only = true });
    bool good = state && call->result_arena && batch;
    if (good) {
        state->assets = wj_call_alloc(call, 2 * args->count * sizeof *state->assets);
        good = state->assets != NULL;
    }
    const struct folder *folder = args->first;
    for (size_t i = 0; good && i < args->count; i++, folder = folder->next) {
        state->folders = state->assets + args->count;
        state->assets[i].folder = state->folders[i].folder = folder;
        good = start_lists(call, &state->assets[i], &state->folders[i], wj_batch_group(batch));
        state->running += 2;
    }
    if (batch)
        wj_group_unref(wj_batch_group(batch)); /* its calls hold it */
    return good ? WJ_PENDING : no_memory(call);
}

static enum wj_step visit(struct wikijs_call *call, struct wikijs_call *child)
{
    if (!child)
        return begin_visit(call);
    struct visit_state *state = call->state;
    if (child->status < 0) {
        call->status = child->status; /* not its result: that is of another type */
        call->error = child->error;
        return WJ_DONE;
    }
    struct found *found = (struct found *)(uintptr_t)child->tag;
    found->list = wj_call_take_result(child);
    wj_arena_absorb(call->result_arena, wj_result_arena(found->list));
    call->status = 0;
    return --state->running > 0 ? WJ_PENDING : WJ_DONE;
}

/* --- the source --- */

static int next(struct wikijs_iter *iter, struct wj_request *request)
{
    struct state *state = iter->state;
    *request = (struct wj_request){ .timeout_ms = state->timeout_ms, .fields = state->fields };
    if (state->begin.path) {
        request->op = &wj_op_assets_find_folder;
        request->args = &state->begin;
        request->args_size = sizeof state->begin;
        request->flow = wj_assets_resolve;
        return 1;
    }
    state->args.first = state->queue;
    state->args.count = state->queued < state->batch_size ? state->queued : state->batch_size;
    request->op = &op_visit;
    request->args = &state->args;
    request->args_size = sizeof state->args;
    request->flow = visit;
    return state->queued > 0;
}

static size_t count_assets(const struct visit_state *visited, size_t folders)
{
    size_t count = 0;
    for (size_t i = 0; i < folders; i++)
        count += visited->assets[i].list->objects.count;
    return count;
}

/* The assets of a folder, with what their place says of them. */
static bool take_assets(struct wikijs_call *call, const struct found *found, const void **items, size_t *count)
{
    for (size_t i = 0; i < found->list->objects.count; i++) {
        const struct folder *folder = found->folder;
        const wikijs_asset *asset = wj_asset_copy(call->result_arena, found->list->objects.items[i], folder->id,
                                                  folder->path);
        if (!asset)
            return false;
        if (call->fields)
            ((wikijs_asset *)(uintptr_t)asset)->present &= call->fields;
        items[(*count)++] = asset;
    }
    return true;
}

static bool queue_folders(struct wikijs_iter *iter, const struct found *found)
{
    for (size_t i = 0; i < found->list->objects.count; i++) {
        const wikijs_asset_folder *folder = found->list->objects.items[i];
        const char *parent = folder->slug ? found->folder->path : NULL;
        if (!join_queue(iter, folder->id, parent, folder->slug))
            return false;
    }
    return true;
}

static int read_visit(struct wikijs_iter *iter, struct wikijs_call *call, struct wj_iter_batch *batch)
{
    struct state *state = iter->state;
    const struct visit_args *args = call->args;
    const struct visit_state *visited = call->state;
    const void **items = wj_call_alloc(call, (count_assets(visited, args->count) + 1) * sizeof *items);
    if (!items)
        return WIKIJS_E_NOMEM;
    struct folder **tail = state->tail;
    size_t queued = state->queued;
    for (size_t i = 0; i < args->count; i++) {
        if (!take_assets(call, &visited->assets[i], items, &batch->count) ||
            !queue_folders(iter, &visited->folders[i])) {
            *tail = NULL; /* as it was before: these folders are visited again */
            state->tail = tail;
            state->queued = queued;
            return WIKIJS_E_NOMEM;
        }
    }
    batch->items = items;
    for (size_t i = 0; i < args->count; i++)
        state->queue = state->queue->next;
    state->queued -= args->count;
    if (!state->queue)
        state->tail = &state->queue;
    return 0;
}

static int read(struct wikijs_iter *iter, struct wikijs_call *call, struct wj_iter_batch *batch)
{
    struct state *state = iter->state;
    if (!state->begin.path)
        return read_visit(iter, call, batch);
    const wikijs_asset_folder *folder = call->result;
    if (!join_queue(iter, folder->id, "", state->begin.path))
        return WIKIJS_E_NOMEM;
    state->begin.path = NULL;
    return 0;
}

static const struct wj_iter_source source = {
    .model = &wj_asset_model,
    .state_size = sizeof(struct state),
    .next = next,
    .read = read,
};

/* Where the walk begins: at a path, which is looked up first, or at an id. */
static bool begin_at(struct wikijs_iter *iter, const char *path, int64_t id)
{
    struct state *state = iter->state;
    state->tail = &state->queue;
    if (path[0]) {
        state->begin.path = wj_arena_strdup(&iter->memory, path);
        return state->begin.path != NULL;
    }
    return join_queue(iter, id, id == 0 ? "" : NULL, "");
}

int wikijs_assets_iter_all(wikijs_client *client, const wikijs_assets_iter_options *given, wikijs_iter **out,
                           wikijs_error *err)
{
    struct wj_request request = { 0 };
    wikijs_assets_iter_options options = { 0 };
    char path[WJ_ASSET_PATH_SIZE] = "";
    wj_read_struct(&request, given, &options, sizeof options);
    if (options.kind < WIKIJS_ASSET_KIND_ALL || options.kind > WIKIJS_ASSET_KIND_BINARY)
        wj_request_refuse(&request, "there is no such kind of asset");
    if (options.folder_id < 0 || (options.folder && options.folder_id))
        wj_request_refuse(&request, "a folder is named by its path, or by its id, which is positive");
    if (options.folder && !request.refused.code)
        wj_asset_folder_path(options.folder, path, &request.refused);
    size_t batch_size = wj_iter_batch_size(&request, options.batch_size);
    wikijs_iter *iter = NULL;
    int status = wj_iter_new(client, &source, &request, out ? &iter : NULL, err);
    if (status < 0 || !iter)
        return status;
    struct state *state = iter->state;
    state->fields = options.fields;
    state->timeout_ms = options.timeout_ms;
    state->batch_size = batch_size;
    state->args.kind = (int)options.kind + 1;
    if (!begin_at(iter, path, options.folder_id)) {
        wikijs_iter_free(iter);
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    }
    *out = iter;
    return 0;
}
