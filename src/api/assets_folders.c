/* SPDX-License-Identifier: MIT */
/*
 * A folder by its path. assets.createFolder does not tell the id of what it made, so the level is listed once more:
 *
 *   LOOK    assets.folders of a level: the next part is there -> LOOK one level down; it is not -> CREATE, or not found
 *   CREATE  assets.createFolder; somebody else may have been faster                           -> LOOK at the same level
 */
#include <stdio.h>
#include <string.h>

#include "api/asset_name.h"
#include "api/assets_ops.h"
#include "api/assets_walk.h"
#include "api/input.h"
#include "api/typed.h"

enum { FOLDER_EXISTS = 2002 };

struct resolve_state {
    const char *rest; /* of the path: the part that is looked for */
    int64_t id, parent_id;
    bool created; /* the part that is looked for */
};

static enum wj_step look(struct wikijs_call *call, const struct resolve_state *state)
{
    struct wj_assets_folders_args args = { .parent_id = state->id };
    return wj_flow_start(call,
                         &(struct wj_request){ .op = &wj_op_assets_folders, .args = &args, .args_size = sizeof args });
}

static enum wj_step create(struct wikijs_call *call, const struct resolve_state *state)
{
    char slug[WJ_ASSET_NAME_SIZE];
    snprintf(slug, sizeof slug, "%.*s", (int)strcspn(state->rest, "/"), state->rest);
    struct wj_assets_create_folder_args args = { .parent_id = state->id, .slug = slug };
    return wj_flow_start(
        call, &(struct wj_request){ .op = &wj_op_assets_create_folder, .args = &args, .args_size = sizeof args });
}

static enum wj_step end_here(struct wikijs_call *call, const struct resolve_state *state)
{
    const struct wj_assets_resolve_args *args = call->args;
    const char *slash = strrchr(args->path, '/');
    struct wj_arena *arena = wj_arena_new(call->allocator, 0);
    wikijs_asset_folder *folder = arena ? wj_result_new(arena, sizeof *folder) : NULL;
    if (folder) {
        folder->present = WIKIJS_BIT(WIKIJS_ASSET_FOLDER_ITEM_FIELDS) - 1;
        folder->id = state->id;
        folder->parent_id = state->parent_id;
        folder->path = wj_arena_strdup(arena, args->path);
        folder->slug = folder->name = wj_arena_strdup(arena, slash ? slash + 1 : args->path);
    }
    if (!folder || !folder->path || !folder->slug) {
        wj_arena_free(arena);
        return wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
    }
    return wj_flow_done(call, folder);
}

static const wikijs_asset_folder *find(const wikijs_asset_folder_list *list, const char *slug, size_t length)
{
    for (size_t i = 0; i < wikijs_asset_folder_list_count(list); i++) {
        const wikijs_asset_folder *folder = wikijs_asset_folder_list_at(list, i);
        if (folder->slug && strlen(folder->slug) == length && memcmp(folder->slug, slug, length) == 0)
            return folder;
    }
    return NULL;
}

static enum wj_step after_look(struct wikijs_call *call, struct resolve_state *state, const struct wikijs_call *child)
{
    const struct wj_assets_resolve_args *args = call->args;
    size_t length = strcspn(state->rest, "/");
    const wikijs_asset_folder *folder = find(child->result, state->rest, length);
    if (folder) {
        state->parent_id = state->id;
        state->id = folder->id;
        state->created = false;
        state->rest += length + strspn(state->rest + length, "/");
        return state->rest[0] ? look(call, state) : end_here(call, state);
    }
    int known = (int)(state->rest - args->path + (ptrdiff_t)length);
    if (state->created)
        return wj_flow_fail(call, WIKIJS_E_REFUSED, "the server made folder '%.*s', but does not list it", known,
                            args->path);
    if (!args->create)
        return wj_flow_fail(call, WIKIJS_E_NOT_FOUND, "there is no asset folder '%.*s'", known, args->path);
    return create(call, state);
}

enum wj_step wj_assets_resolve(struct wikijs_call *call, struct wikijs_call *child)
{
    const struct wj_assets_resolve_args *args = call->args;
    struct resolve_state *state = call->state;
    if (!child) {
        state = call->state = wj_call_alloc(call, sizeof *state);
        if (!state)
            return wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
        state->rest = args->path;
        return state->rest[0] ? look(call, state) : end_here(call, state);
    }
    bool made = child->op == &wj_op_assets_create_folder;
    if (child->status < 0 && !(made && child->error.server_code == FOLDER_EXISTS)) {
        call->status = child->status;
        call->error = child->error;
        return WJ_DONE;
    }
    if (made) {
        state->created = true;
        return look(call, state);
    }
    return after_look(call, state, child);
}

enum wj_step wj_assets_start_resolve(struct wikijs_call *call, const char *path, bool create_it)
{
    struct wj_assets_resolve_args args = { .path = path, .create = create_it };
    return wj_flow_start(call,
                         &(struct wj_request){ .op = create_it ? &wj_op_assets_make_folder : &wj_op_assets_find_folder,
                                               .args = &args,
                                               .args_size = sizeof args,
                                               .timeout_ms = WJ_ENDLESS_MS,
                                               .flow = wj_assets_resolve });
}

/* --- public --- */

struct place_args {
    struct wj_assets_resolve_args resolve; /* first: what the row describes */
    char path[WJ_ASSET_PATH_SIZE];
};

static void prepare_resolve(struct wj_request *request, struct place_args *args, const char *path, bool create_it,
                            const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    wj_need(request, path, "folder path");
    args->resolve = (struct wj_assets_resolve_args){ .path = args->path, .create = create_it };
    if (!request->refused.code && wj_asset_folder_path(path, args->path, &request->refused) == 0 && create_it &&
        !args->path[0])
        wj_request_refuse(request, "the root cannot be made: name a folder");
    request->flow = wj_assets_resolve;
}

static void prepare_find(struct wj_request *request, struct place_args *args, const char *path,
                         const wikijs_call_options *options)
{
    prepare_resolve(request, args, path, false, options);
}

static void prepare_create(struct wj_request *request, struct place_args *args, const char *path,
                           const wikijs_call_options *options)
{
    prepare_resolve(request, args, path, true, options);
}

WJ_TYPED(wikijs_assets_find_folder, wj_op_assets_find_folder, struct place_args, prepare_find, wikijs_asset_folder,
         (const char *path, const wikijs_call_options *options), (path, options))

WJ_TYPED(wikijs_assets_create_folder, wj_op_assets_make_folder, struct place_args, prepare_create, wikijs_asset_folder,
         (const char *path, const wikijs_call_options *options), (path, options))

/* The root is in no list. */
static enum wj_step get_folder_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    const struct wj_assets_walk_args *args = call->args;
    if (child)
        return wj_flow_end_as(call, child);
    if (args->find == 0)
        return wj_assets_start_resolve(call, "", false);
    return wj_flow_start(call, &(struct wj_request){ .op = &wj_op_assets_get_folder,
                                                     .args = args,
                                                     .args_size = sizeof *args,
                                                     .timeout_ms = WJ_ENDLESS_MS,
                                                     .flow = wj_assets_walk });
}

static void prepare_get(struct wj_request *request, struct wj_assets_walk_args *args, int64_t id,
                        const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    if (id < 0)
        wj_request_refuse(request, "a folder's id cannot be negative");
    request->timeout_ms = request->timeout_ms > 0 ? request->timeout_ms : WJ_ENDLESS_MS;
    *args = (struct wj_assets_walk_args){ .find = id, .recursive = true };
    request->flow = get_folder_flow;
}

WJ_TYPED(wikijs_assets_get_folder, wj_op_assets_get_folder, struct wj_assets_walk_args, prepare_get,
         wikijs_asset_folder, (int64_t id, const wikijs_call_options *options), (id, options))
