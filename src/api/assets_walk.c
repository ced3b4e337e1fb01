/* SPDX-License-Identifier: MIT */
/*
 * Going through folders. The server lists one folder at a time and has no query for one asset, nor for a path: so a
 * folder is found part by part, and whatever else is looked for by listing folders until it is there.
 *
 *   RESOLVE  the folder where it begins, when it was named by its path
 *   VISIT    assets.list and assets.folders of each folder, a few at a time; sub-folders join the queue
 */
#include "api/assets_walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/asset_name.h"
#include "api/assets_ops.h"
#include "api/typed.h"
#include "base/arena.h"
#include "model/models.h"

enum {
    WINDOW = 4,          /* requests in flight */
    MAX_FOLDERS = 100000 /* a server that makes up more is not followed */
};

struct folder {
    int64_t id;
    const char *path; /* NULL: not known */
};

/* Pointers that grow in an arena. */
struct pointers {
    const void **items;
    size_t count, room;
};

struct walk_state {
    struct wj_arena *arena; /* of the result */
    struct pointers found;
    struct pointers folders; /* struct folder, in the call's memory */
    size_t listed, opened;   /* folders whose assets, whose sub-folders have been asked for */
    unsigned running;
};

static enum wj_step no_memory(struct wikijs_call *call)
{
    return wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
}

static bool add_pointer(struct wj_arena *arena, struct pointers *list, const void *item)
{
    if (list->count == list->room) {
        size_t room = list->room ? 2 * list->room : 64;
        const void **items = wj_arena_alloc(arena, room * sizeof *items);
        if (!items)
            return false;
        if (list->count > 0)
            memcpy(items, list->items, list->count * sizeof *items);
        list->items = items;
        list->room = room;
    }
    list->items[list->count++] = item;
    return true;
}

const char *wj_asset_path(struct wj_arena *arena, const char *folder, const char *name)
{
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = wj_arena_alloc(arena, size);
    if (path)
        snprintf(path, size, "%s%s%s", folder, folder[0] ? "/" : "", name);
    return path;
}

const struct wikijs_asset *wj_asset_copy(struct wj_arena *arena, const struct wikijs_asset *asset, int64_t folder_id,
                                         const char *folder)
{
    wikijs_asset *copy = wj_result_new(arena, sizeof *copy);
    if (!copy || !wj_object_copy(arena, &wj_asset_model, asset, copy))
        return NULL;
    copy->folder_id = folder_id;
    copy->present |= WIKIJS_BIT(WIKIJS_ASSET_FOLDER_ID);
    if (folder && copy->filename) {
        copy->path = wj_asset_path(arena, folder, copy->filename);
        if (!copy->path)
            return NULL;
        copy->is_downloadable = wikijs_asset_path_is_downloadable(copy->path);
        copy->present |= WIKIJS_BIT(WIKIJS_ASSET_PATH) | WIKIJS_BIT(WIKIJS_ASSET_IS_DOWNLOADABLE);
    }
    return copy;
}

static const wikijs_asset_folder *copy_folder(struct wj_arena *arena, const wikijs_asset_folder *folder,
                                              const struct folder *parent)
{
    wikijs_asset_folder *copy = wj_result_new(arena, sizeof *copy);
    if (!copy || !wj_object_copy(arena, &wj_asset_folder_model, folder, copy))
        return NULL;
    copy->parent_id = parent->id;
    copy->present |= WIKIJS_BIT(WIKIJS_ASSET_FOLDER_ITEM_PARENT_ID);
    if (parent->path && copy->slug) {
        copy->path = wj_asset_path(arena, parent->path, copy->slug);
        if (!copy->path)
            return NULL;
        copy->present |= WIKIJS_BIT(WIKIJS_ASSET_FOLDER_ITEM_PATH);
    }
    return copy;
}

static struct folder *add_folder(struct wikijs_call *call, struct walk_state *state, int64_t id, const char *path)
{
    struct folder *folder = wj_arena_alloc(&call->memory, sizeof *folder);
    if (!folder || !add_pointer(&call->memory, &state->folders, folder))
        return NULL;
    *folder = (struct folder){ .id = id, .path = path };
    return folder;
}

/* --- asking --- */

enum wj_step wj_assets_start_list(struct wikijs_call *call, int64_t folder_id, uint64_t fields, const void *tag)
{
    struct wj_assets_list_args args = { .folder_id = folder_id, .kind = WIKIJS_ASSET_KIND_ALL + 1 };
    return wj_flow_start(
        call, &(struct wj_request){
                  .op = &wj_op_assets_list, .args = &args, .args_size = sizeof args, .fields = fields, .tag = tag });
}

static enum wj_step list_assets(struct wikijs_call *call, const struct folder *folder)
{
    const struct wj_assets_walk_args *args = call->args;
    struct wj_assets_list_args sent = { .folder_id = folder->id, .kind = args->kind };
    uint64_t needed = WIKIJS_BIT(WIKIJS_ASSET_ID) | WIKIJS_BIT(WIKIJS_ASSET_FILENAME);
    return wj_flow_start(call, &(struct wj_request){ .op = &wj_op_assets_list,
                                                     .args = &sent,
                                                     .args_size = sizeof sent,
                                                     .fields = call->fields ? call->fields | needed : 0,
                                                     .tag = folder });
}

static enum wj_step list_folders(struct wikijs_call *call, const struct folder *folder)
{
    struct wj_assets_folders_args sent = { .parent_id = folder->id };
    return wj_flow_start(
        call,
        &(struct wj_request){ .op = &wj_op_assets_folders, .args = &sent, .args_size = sizeof sent, .tag = folder });
}

/* The next thing to ask; NULL: nothing at the moment. */
static const struct folder *take_next(const struct wj_assets_walk_args *args, struct walk_state *state, bool *assets)
{
    bool opens = !args->wants_assets || args->recursive;
    if (args->wants_assets && state->listed < state->folders.count) {
        *assets = true;
        return state->folders.items[state->listed++];
    }
    if (opens && state->opened < state->folders.count) {
        *assets = false;
        return state->folders.items[state->opened++];
    }
    return NULL;
}

/* --- ending --- */

static int by_asset_path(const void *a, const void *b)
{
    const wikijs_asset *const *left = a, *const *right = b;
    const char *left_path = (*left)->path ? (*left)->path : (*left)->filename;
    const char *right_path = (*right)->path ? (*right)->path : (*right)->filename;
    return strcmp(left_path ? left_path : "", right_path ? right_path : "");
}

static int by_folder_path(const void *a, const void *b)
{
    const wikijs_asset_folder *const *left = a, *const *right = b;
    const char *left_path = (*left)->path ? (*left)->path : (*left)->slug;
    const char *right_path = (*right)->path ? (*right)->path : (*right)->slug;
    return strcmp(left_path ? left_path : "", right_path ? right_path : "");
}

static enum wj_step end_with_list(struct wikijs_call *call, struct walk_state *state)
{
    const struct wj_assets_walk_args *args = call->args;
    struct wj_list *list = wj_result_new(state->arena, sizeof *list);
    if (!list)
        return no_memory(call);
    if (args->recursive && state->found.count > 1)
        qsort(state->found.items, state->found.count, sizeof *state->found.items,
              args->wants_assets ? by_asset_path : by_folder_path);
    list->objects = (struct wj_objects){ .items = state->found.items, .count = state->found.count };
    list->model = call->op->model;
    call->result_arena = NULL; /* wj_flow_done takes it */
    return wj_flow_done(call, list);
}

static enum wj_step end_with_object(struct wikijs_call *call, const void *object)
{
    call->result_arena = NULL;
    return wj_flow_done(call, (void *)(uintptr_t)object);
}

static enum wj_step end_empty(struct wikijs_call *call)
{
    const struct wj_assets_walk_args *args = call->args;
    const char *what = args->wants_assets ? "asset" : "asset folder";
    if (args->name)
        return wj_flow_fail(call, WIKIJS_E_NOT_FOUND, "there is no asset '%s%s%s'", args->folder,
                            args->folder[0] ? "/" : "", args->name);
    return wj_flow_fail(call, WIKIJS_E_NOT_FOUND, "%s %lld does not exist, or may not be read", what,
                        (long long)args->find);
}

static enum wj_step go_on(struct wikijs_call *call, struct walk_state *state)
{
    const struct wj_assets_walk_args *args = call->args;
    if (state->folders.count > MAX_FOLDERS)
        return wj_flow_fail(call, WIKIJS_E_TOO_LARGE, "there are more than %d asset folders", MAX_FOLDERS);
    while (state->running < WINDOW) {
        bool assets = false;
        const struct folder *next = take_next(args, state, &assets);
        if (!next)
            break;
        if ((assets ? list_assets(call, next) : list_folders(call, next)) == WJ_DONE)
            return WJ_DONE;
        state->running++;
    }
    if (state->running > 0)
        return WJ_PENDING;
    return args->find || args->name ? end_empty(call) : end_with_list(call, state);
}

/* --- reading --- */

/* Of what was named, and nothing more. */
static void mask(wikijs_asset *asset, uint64_t fields)
{
    asset->present &= fields ? fields : ~UINT64_C(0);
}

/* An asset that is looked for ends the walk: then *sought is set. */
static bool read_assets(struct wikijs_call *call, struct walk_state *state, const struct folder *folder,
                        const wikijs_asset_list *list, const void **sought)
{
    const struct wj_assets_walk_args *args = call->args;
    for (size_t i = 0; i < wikijs_asset_list_count(list); i++) {
        const wikijs_asset *asset = wikijs_asset_list_at(list, i);
        bool named = args->name && asset->filename && strcmp(asset->filename, args->name) == 0;
        bool is_it = args->name ? named : args->find && asset->id == args->find;
        if ((args->name || args->find) && !is_it)
            continue;
        const wikijs_asset *copy = wj_asset_copy(state->arena, asset, folder->id, folder->path);
        if (!copy)
            return false;
        mask((wikijs_asset *)(uintptr_t)copy, call->fields);
        if (is_it) {
            *sought = copy;
            return true;
        }
        if (!add_pointer(state->arena, &state->found, copy))
            return false;
    }
    return true;
}

static bool read_folders(struct wikijs_call *call, struct walk_state *state, const struct folder *parent,
                         const wikijs_asset_folder_list *list, const void **sought)
{
    const struct wj_assets_walk_args *args = call->args;
    for (size_t i = 0; i < wikijs_asset_folder_list_count(list); i++) {
        const wikijs_asset_folder *folder = wikijs_asset_folder_list_at(list, i);
        const char *path = parent->path && folder->slug ? wj_asset_path(&call->memory, parent->path, folder->slug)
                                                        : NULL;
        bool bad = parent->path && folder->slug && !path;
        if (bad || (args->recursive && !add_folder(call, state, folder->id, path)))
            return false;
        bool is_it = args->find && folder->id == args->find;
        if (args->wants_assets || (args->find && !is_it))
            continue;
        const wikijs_asset_folder *copy = copy_folder(state->arena, folder, parent);
        if (!copy)
            return false;
        if (is_it) {
            *sought = copy;
            return true;
        }
        if (!add_pointer(state->arena, &state->found, copy))
            return false;
    }
    return true;
}

/* --- the flow --- */

static enum wj_step start(struct wikijs_call *call)
{
    const struct wj_assets_walk_args *args = call->args;
    struct walk_state *state = call->state = wj_call_alloc(call, sizeof *state);
    call->result_arena = wj_arena_new(call->allocator, 0);
    if (!state || !call->result_arena)
        return no_memory(call);
    state->arena = call->result_arena;
    if (args->folder && args->folder[0])
        return wj_assets_start_resolve(call, args->folder, false);
    bool is_root = args->folder_id == 0;
    return add_folder(call, state, args->folder_id, is_root ? "" : NULL) ? go_on(call, state) : no_memory(call);
}

static enum wj_step end_as(struct wikijs_call *call, const struct wikijs_call *child)
{
    call->status = child->status; /* not its result: that is of another type */
    call->error = child->error;
    return WJ_DONE;
}

enum wj_step wj_assets_walk(struct wikijs_call *call, struct wikijs_call *child)
{
    struct walk_state *state = call->state;
    if (!child)
        return start(call);
    if (child->status < 0)
        return end_as(call, child);
    const struct folder *folder = child->tag;
    if (!folder) {
        const struct wj_assets_walk_args *args = call->args;
        const wikijs_asset_folder *begin = child->result;
        return add_folder(call, state, begin->id, args->folder) ? go_on(call, state) : no_memory(call);
    }
    state->running--;
    const void *sought = NULL;
    bool good = child->op == &wj_op_assets_list ? read_assets(call, state, folder, child->result, &sought)
                                                : read_folders(call, state, folder, child->result, &sought);
    if (!good)
        return no_memory(call);
    return sought ? end_with_object(call, sought) : go_on(call, state);
}
