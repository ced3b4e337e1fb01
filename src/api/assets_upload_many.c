/* SPDX-License-Identifier: MIT */
/*
 * Many uploads. Files are taken in the caller's order, a few at a time. The first file of a folder opens it:
 *
 *   OPENING  the folder by its path, made when it is missing, then assets.list: which names are taken?
 *   OPEN     its files are sent, each by the flow of a single upload, which here does nothing else
 *   CLOSING  assets.list once more, after the last of its files: what has the server stored?
 *
 * A file fails alone; what a folder fails with all of its files fail with.
 */
#include "api/assets_many.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "api/assets_upload.h"
#include "api/assets_walk.h"
#include "api/input.h"
#include "api/many_results.h"
#include "api/typed.h"
#include "base/arena.h"
#include "graphql/document.h"
#include "model/models.h"

enum { WINDOW = 4, WINDOW_MAX = 64 };

struct state;

struct item {
    struct state *state;
    size_t index;
    const struct wj_assets_upload_args *args;
    int64_t timeout_ms;
    const wikijs_error *refused; /* before anything is asked */
    struct folder *folder;
    struct wj_assets_sent sent;
    int64_t size_bytes, done_bytes; /* for the progress of all; size -1: not known */
    bool ended;
};

enum stage { STAGE_NEW, STAGE_OPENING, STAGE_OPEN, STAGE_CLOSING };

struct folder {
    enum stage stage;
    const char *path;    /* NULL: by its id */
    int64_t id;          /* of a path: from OPENING on */
    bool listed;         /* its id is known, and in use */
    struct item **items; /* sorted by name */
    size_t count;
    size_t waiting, sent; /* files that are not sent yet and have not failed; that were sent */
};

struct state {
    struct wj_arena memory; /* as large as what the caller gave */
    wikijs_assets_upload_many_options options;
    struct item *items, **order;
    struct folder *folders;
    size_t count, folder_count;
    size_t next; /* the first file that has not been begun */
    unsigned running, window;
    int64_t done_bytes, total_bytes;
    size_t unknown; /* files whose size is not in the total */
    bool stopped;   /* the progress callback wants no more */
    bool closed;    /* the flow has ended */
    struct wikijs_results *results;
};

/* --- progress --- */

static void set_size(struct item *item, int64_t size)
{
    struct state *state = item->state;
    if (item->size_bytes < 0)
        state->unknown--;
    else
        state->total_bytes -= item->size_bytes;
    item->size_bytes = size;
    if (size < 0)
        state->unknown++;
    else
        state->total_bytes += size;
}

static bool on_progress(int64_t done, int64_t total, void *payload)
{
    struct item *item = payload;
    struct state *state = item->state;
    const wikijs_assets_upload_input *input = &item->args->input;
    const wikijs_assets_upload_many_options *options = &state->options;
    state->done_bytes += done - item->done_bytes;
    item->done_bytes = done;
    if (total != item->size_bytes)
        set_size(item, total);
    if (input->progress && !input->progress(done, total, input->progress_payload))
        return false;
    int64_t all = state->unknown ? -1 : state->total_bytes;
    if (options->progress && !options->progress(state->done_bytes, all, options->progress_payload))
        state->stopped = true;
    return !state->stopped;
}

/* --- preparing --- */

static void check_local_file(struct item *item, wikijs_error *err)
{
    struct stat info;
    const char *file = item->args->file;
    if (stat(file, &info) < 0)
        wj_error_set(err, WIKIJS_E_IO, "cannot open '%s': %s", file, strerror(errno));
    else if (wj_assets_check_file(file, &info, err) == 0)
        set_size(item, info.st_size);
}

static bool refuse(struct item *item, const wikijs_error *error)
{
    wikijs_error *copy = wj_arena_alloc(&item->state->memory, sizeof *copy);
    if (copy)
        *copy = *error;
    item->refused = copy;
    return copy != NULL;
}

static bool prepare_item(struct state *state, const struct wj_assets_many_args *given, size_t i)
{
    const struct wj_many *many = &given->many;
    char path[WJ_ASSET_PATH_SIZE], name[WJ_ASSET_NAME_SIZE];
    struct wj_assets_upload_args args = { 0 };
    struct wj_request request = { .op = &wj_op_assets_upload };
    struct item *item = &state->items[i];
    *item = (struct item){ .state = state, .index = i, .size_bytes = -1 };
    state->unknown++;
    const wikijs_assets_upload_input *input = wj_many_input(&request, many, i);
    if (!request.refused.code)
        wj_assets_prepare_upload(&request, &args, path, input);
    if (request.refused.code)
        return refuse(item, &request.refused);
    args.folder = args.folder && args.folder[0] ? args.folder : NULL; /* the root is the folder of id 0 */
    args.opener = given->opener;
    item->args = wj_args_copy(&state->memory, &wj_op_assets_upload, &args, sizeof args);
    item->timeout_ms = request.timeout_ms;
    wj_asset_name(args.filename ? args.filename : args.file, name, &request.refused);
    item->sent.name = wj_arena_strdup(&state->memory, name);
    if (!item->args || !item->sent.name)
        return false;
    if (args.file)
        check_local_file(item, &request.refused);
    else
        set_size(item, args.input.read ? args.input.size_bytes : (int64_t)args.input.content.len);
    return !request.refused.code || refuse(item, &request.refused);
}

static int compare_folders(const struct item *a, const struct item *b)
{
    const struct wj_assets_upload_args *left = a->args, *right = b->args;
    if (left->folder && right->folder)
        return strcmp(left->folder, right->folder);
    if (left->folder || right->folder)
        return left->folder ? 1 : -1;
    int64_t left_id = left->input.folder_id, right_id = right->input.folder_id;
    return (left_id > right_id) - (left_id < right_id);
}

/* Folder by folder, by name, the first of a name first. */
static int compare_items(const void *a, const void *b)
{
    const struct item *left = *(const struct item *const *)a, *right = *(const struct item *const *)b;
    int order = compare_folders(left, right);
    order = order ? order : strcmp(left->sent.name, right->sent.name);
    return order ? order : (left->index > right->index) - (left->index < right->index);
}

static bool refuse_double(struct item *item, const struct item *first)
{
    wikijs_error error;
    wj_error_set(&error, WIKIJS_E_ARG, "'%s' is given twice for that folder, by inputs %zu and %zu", item->sent.name,
                 first->index, item->index);
    return refuse(item, &error);
}

/* Sorts the files into folders. */
static bool make_folders(struct state *state)
{
    size_t count = 0;
    for (size_t i = 0; i < state->count; i++)
        if (!state->items[i].refused)
            state->order[count++] = &state->items[i];
    if (count > 1)
        qsort(state->order, count, sizeof(struct item *), compare_items);
    struct item **end = state->order;
    for (size_t i = 0; i < count; i++) {
        struct item *item = state->order[i];
        bool opens = end == state->order || compare_folders(end[-1], item) != 0;
        if (opens) {
            state->folders[state->folder_count++] = (struct folder){ .path = item->args->folder,
                                                                     .id = item->args->input.folder_id,
                                                                     .items = end };
        } else if (strcmp(end[-1]->sent.name, item->sent.name) == 0) {
            if (!refuse_double(item, end[-1]))
                return false;
            continue;
        }
        struct folder *folder = item->folder = &state->folders[state->folder_count - 1];
        folder->count = ++folder->waiting;
        *end++ = item;
    }
    return true;
}

static void close_all(struct wikijs_call *call)
{
    struct state *state = call->state;
    state->closed = true; /* transfers that are still there must not touch what the caller gave */
}

static void free_state(struct wikijs_call *call)
{
    struct state *state = call->state;
    wj_arena_clear(&state->memory);
}

static int begin(struct wikijs_call *call, const void *given)
{
    const struct wj_assets_many_args *args = given;
    struct state *state = call->state = wj_call_alloc(call, sizeof *state);
    if (!state)
        return WIKIJS_E_NOMEM;
    wj_arena_init(&state->memory, call->allocator, 0);
    call->free_state = free_state;
    call->at_end = close_all;
    state->options = args->options;
    state->window = args->options.max_in_flight ? (unsigned)args->options.max_in_flight : WINDOW;
    size_t count = state->count = args->many.count;
    state->items = wj_arena_zalloc(&state->memory, (count + 1) * sizeof *state->items);
    state->order = wj_arena_zalloc(&state->memory, (count + 1) * sizeof(struct item *));
    state->folders = wj_arena_zalloc(&state->memory, (count + 1) * sizeof *state->folders);
    if (!state->items || !state->order || !state->folders)
        return WIKIJS_E_NOMEM;
    for (size_t i = 0; i < count; i++)
        if (!prepare_item(state, args, i))
            return WIKIJS_E_NOMEM;
    return make_folders(state) ? 0 : WIKIJS_E_NOMEM;
}

/* --- outcomes; false: out of memory --- */

static bool fail(struct wikijs_call *call, struct item *item, const wikijs_error *error)
{
    struct state *state = call->state;
    if (item->folder && !item->ended && item->folder->stage != STAGE_CLOSING)
        item->folder->waiting--;
    item->ended = true;
    set_size(item, item->done_bytes); /* no more of it will come */
    return wj_results_fail(call, state->results, &state->results->items[item->index], error);
}

static bool fail_folder(struct wikijs_call *call, struct folder *folder, const wikijs_error *error)
{
    for (size_t i = 0; i < folder->count; i++)
        if (!folder->items[i]->ended && !fail(call, folder->items[i], error))
            return false;
    return true;
}

static bool fail_refused(struct wikijs_call *call, struct state *state)
{
    for (size_t i = 0; i < state->count; i++)
        if (state->items[i].refused && !fail(call, &state->items[i], state->items[i].refused))
            return false;
    return true;
}

static struct item *find(const struct folder *folder, const char *name)
{
    size_t low = 0, high = folder->count;
    while (name && low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(folder->items[middle]->sent.name, name);
        if (order == 0)
            return folder->items[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* --- folders --- */

static enum wj_step start(struct wikijs_call *call, enum wj_step step)
{
    struct state *state = call->state;
    state->running += step == WJ_PENDING;
    return step;
}

static enum wj_step list(struct wikijs_call *call, struct folder *folder, uint64_t fields)
{
    return start(call, wj_assets_start_list(call, folder->id, fields, folder));
}

/* The other name that a folder goes by here; NULL: none. */
static const struct folder *find_twin(const struct state *state, const struct folder *folder)
{
    for (size_t i = 0; i < state->folder_count; i++) {
        const struct folder *other = &state->folders[i];
        if (other != folder && other->listed && other->id == folder->id)
            return other;
    }
    return NULL;
}

static enum wj_step no_memory(struct wikijs_call *call)
{
    return wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
}

/* Its id is known. */
static enum wj_step look_into(struct wikijs_call *call, struct folder *folder)
{
    if (find_twin(call->state, folder)) {
        wikijs_error error;
        wj_error_set(&error, WIKIJS_E_ARG, "the folder of id %lld is given by its path and by its id: use one of them",
                     (long long)folder->id);
        folder->stage = STAGE_OPEN;
        return fail_folder(call, folder, &error) ? WJ_PENDING : no_memory(call);
    }
    folder->listed = true;
    return list(call, folder, WJ_ASSETS_LOOK_FIELDS);
}

static enum wj_step open_folder(struct wikijs_call *call, struct folder *folder)
{
    folder->stage = STAGE_OPENING;
    return folder->path ? start(call, wj_assets_start_resolve(call, folder->path, true)) : look_into(call, folder);
}

/* After its last file. */
static enum wj_step close_folder(struct wikijs_call *call, struct folder *folder)
{
    if (folder->stage != STAGE_OPEN || folder->waiting > 0 || folder->sent == 0)
        return WJ_PENDING;
    folder->stage = STAGE_CLOSING;
    return list(call, folder, 0);
}

/* Which names are taken. */
static bool take_opening(struct wikijs_call *call, struct folder *folder, const struct wikijs_call *child)
{
    folder->stage = STAGE_OPEN;
    if (child->status < 0)
        return fail_folder(call, folder, &child->error);
    const wikijs_asset_list *taken = child->result;
    for (size_t i = 0; i < wikijs_asset_list_count(taken); i++) {
        const wikijs_asset *old = wikijs_asset_list_at(taken, i);
        struct item *item = find(folder, old->filename);
        if (!item || item->ended)
            continue;
        if (item->args->input.existing == WIKIJS_ASSET_REFUSE) {
            wikijs_error error;
            wj_assets_refuse_existing(old, &error);
            if (!fail(call, item, &error))
                return false;
        }
        item->sent.old_id = old->id;
        item->sent.old_updated_at = old->updated_at;
    }
    return true;
}

static bool take_stored(struct wikijs_call *call, struct item *item, const wikijs_asset *asset)
{
    struct state *state = call->state;
    const struct folder *folder = item->folder;
    wikijs_error error;
    item->sent.folder_id = folder->id;
    if (wj_assets_check_stored(asset, &item->sent, &error) < 0)
        return fail(call, item, &error);
    const char *path = folder->path ? folder->path : folder->id == 0 ? "" : NULL;
    item->ended = true;
    const void *copy = wj_asset_copy(call->result_arena, asset, folder->id, path);
    state->results->items[item->index].object = copy;
    return copy != NULL;
}

/* What has become of the files that were sent. */
static bool take_closing(struct wikijs_call *call, struct folder *folder, const struct wikijs_call *child)
{
    if (child->status < 0) {
        wikijs_error error = child->error;
        wj_error_context(&error, "it was sent, but whether it is stored is not known");
        return fail_folder(call, folder, &error);
    }
    const wikijs_asset_list *stored = child->result;
    for (size_t i = 0; i < wikijs_asset_list_count(stored); i++) {
        const wikijs_asset *asset = wikijs_asset_list_at(stored, i);
        struct item *item = find(folder, asset->filename);
        if (item && !item->ended && !take_stored(call, item, asset))
            return false;
    }
    for (size_t i = 0; i < folder->count; i++)
        if (!folder->items[i]->ended && !take_stored(call, folder->items[i], NULL))
            return false;
    return true;
}

/* --- files --- */

static enum wj_step send(struct wikijs_call *call, struct item *item)
{
    struct state *state = call->state;
    struct wj_assets_upload_args args = *item->args;
    struct wj_request request = { .op = &wj_op_assets_upload, .args = &args, .args_size = sizeof args, .tag = item };
    args.folder = NULL;
    args.input.folder_id = item->folder->id;
    args.input.progress = on_progress;
    args.input.progress_payload = item;
    args.owner_ended = &state->closed;
    request.timeout_ms = item->timeout_ms;
    request.flow = wj_assets_upload_flow;
    return start(call, wj_flow_start(call, &request));
}

static enum wj_step take_sent(struct wikijs_call *call, struct item *item, const struct wikijs_call *child)
{
    struct folder *folder = item->folder;
    if (child->status < 0)
        return fail(call, item, &child->error) ? close_folder(call, folder) : no_memory(call);
    item->sent.size = item->done_bytes;
    folder->waiting--;
    folder->sent++;
    return close_folder(call, folder);
}

static enum wj_step cancel(struct wikijs_call *call, struct item *item)
{
    wikijs_error error;
    wj_error_set(&error, WIKIJS_E_CANCELED, "the upload was canceled by the program");
    if (!fail(call, item, &error))
        return no_memory(call);
    return close_folder(call, item->folder);
}

/* --- the flow --- */

/* A step for the next file; false: nothing can be done for it at the moment. */
static bool take_step(struct wikijs_call *call, struct state *state, enum wj_step *step)
{
    struct item *item = &state->items[state->next];
    *step = WJ_PENDING;
    if (item->ended) {
        state->next++;
    } else if (state->stopped) {
        state->next++;
        *step = cancel(call, item);
    } else if (item->folder->stage == STAGE_NEW) {
        *step = open_folder(call, item->folder);
    } else if (item->folder->stage == STAGE_OPEN) {
        state->next++;
        *step = send(call, item);
    } else {
        return false;
    }
    return true;
}

static enum wj_step go_on(struct wikijs_call *call, struct state *state)
{
    enum wj_step step;
    while (state->next < state->count && state->running < state->window && take_step(call, state, &step))
        if (step == WJ_DONE)
            return WJ_DONE;
    if (state->running > 0)
        return WJ_PENDING;
    call->status = 0;
    call->result = state->results;
    return WJ_DONE;
}

static enum wj_step take_folder(struct wikijs_call *call, const struct wikijs_call *child, struct folder *folder)
{
    bool good = folder->stage == STAGE_CLOSING ? take_closing(call, folder, child) : take_opening(call, folder, child);
    return good ? WJ_PENDING : no_memory(call);
}

/* Folders are made one after the other, so there is only one whose path is being looked for. */
static enum wj_step take_resolved(struct wikijs_call *call, const struct wikijs_call *child, struct folder *folder)
{
    if (child->status < 0) {
        folder->stage = STAGE_OPEN;
        return fail_folder(call, folder, &child->error) ? WJ_PENDING : no_memory(call);
    }
    folder->id = ((const wikijs_asset_folder *)child->result)->id;
    return look_into(call, folder);
}

static enum wj_step take(struct wikijs_call *call, struct state *state, const struct wikijs_call *child)
{
    void *tag = (void *)(uintptr_t)child->tag; /* they are our own, and writable */
    state->running--;
    if (child->op == &wj_op_assets_upload)
        return take_sent(call, tag, child);
    return child->op == &wj_op_assets_list ? take_folder(call, child, tag)
                                           : take_resolved(call, child, state->items[state->next].folder);
}

static enum wj_step many_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    struct state *state = call->state;
    if (child)
        return take(call, state, child) == WJ_DONE ? WJ_DONE : go_on(call, state);
    state->results = wj_results_new(call, state->count);
    return state->results && fail_refused(call, state) ? go_on(call, state) : no_memory(call);
}

/* --- public --- */

static const struct wj_op op_upload_many = { .namespace_ = "assets",
                                             .field = "upload",
                                             .name = "assets.upload of many",
                                             .since = "0.1",
                                             .flags = WJ_OP_WRITE,
                                             .answer = WJ_ANSWER_OBJECT,
                                             .model = &wj_asset_model,
                                             .permission = "write:assets" };

static void prepare_upload_many(struct wj_request *request, struct wj_assets_many_args *args,
                                const wikijs_assets_upload_input *inputs, size_t count,
                                const wikijs_assets_upload_many_options *options)
{
    args->many = (struct wj_many){ .count = count, .inputs = inputs, .input_count = count };
    wj_read_struct(request, options, &args->options, sizeof args->options);
    if (count && !inputs)
        wj_request_refuse(request, "no list was given");
    if (args->options.max_in_flight < 0 || args->options.max_in_flight > WINDOW_MAX)
        wj_request_refuse(request, "from 1 to %d requests can be in flight, not %lld", WINDOW_MAX,
                          (long long)args->options.max_in_flight);
    request->timeout_ms = WJ_ENDLESS_MS; /* each file has its own */
    request->flow = many_flow;
    request->begin = request->refused.code ? NULL : begin;
    request->batches = true; /* streams join none */
}

void wj_assets_upload_many_request(struct wj_request *request, struct wj_assets_many_args *args,
                                   const wikijs_assets_upload_input *inputs, size_t count,
                                   const wikijs_assets_upload_many_options *options)
{
    *request = (struct wj_request){ .op = &op_upload_many, .args = args, .args_size = sizeof *args };
    prepare_upload_many(request, args, inputs, count, options);
}

WJ_TYPED(wikijs_assets_upload_many, op_upload_many, struct wj_assets_many_args, prepare_upload_many, wikijs_results,
         (const wikijs_assets_upload_input *inputs, size_t count, const wikijs_assets_upload_many_options *options),
         (inputs, count, options))
