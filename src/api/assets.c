/* SPDX-License-Identifier: MIT */
/* Assets and folders: listing and looking for them, renaming and deleting. */
#include <string.h>

#include "api/asset_name.h"
#include "api/assets_ops.h"
#include "api/assets_walk.h"
#include "api/input.h"
#include "api/typed.h"

/* A walk, with room for the paths that it is given. */
struct walk_args {
    struct wj_assets_walk_args walk; /* first: what the row describes */
    char folder[WJ_ASSET_PATH_SIZE];
    char name[WJ_ASSET_NAME_SIZE];
};

/* Many requests have no time limit in common, only each of them its own. */
static int64_t limit_of(int64_t timeout_ms)
{
    return timeout_ms > 0 ? timeout_ms : WJ_ENDLESS_MS;
}

static void begin_at(struct wj_request *request, struct walk_args *args, const char *folder, int64_t id)
{
    if (folder && id)
        wj_request_refuse(request, "a folder is named by its path or by its id, not by both");
    if (id < 0)
        wj_request_refuse(request, "a folder's id cannot be negative");
    args->walk.folder_id = id;
    if (folder && !request->refused.code) {
        wj_asset_folder_path(folder, args->folder, &request->refused);
        args->walk.folder = args->folder;
    }
}

static void prepare_list(struct wj_request *request, struct walk_args *args, const wikijs_assets_list_options *given)
{
    wikijs_assets_list_options options = { 0 };
    wj_read_struct(request, given, &options, sizeof options);
    if (options.kind < WIKIJS_ASSET_KIND_ALL || options.kind > WIKIJS_ASSET_KIND_BINARY)
        wj_request_refuse(request, "there is no such kind of asset");
    begin_at(request, args, options.folder, options.folder_id);
    args->walk.kind = (int)options.kind + 1;
    args->walk.wants_assets = true;
    args->walk.recursive = options.recursive;
    request->fields = options.fields;
    request->timeout_ms = limit_of(options.timeout_ms);
    request->flow = wj_assets_walk;
}

WJ_TYPED(wikijs_assets_list, wj_op_assets_walk, struct walk_args, prepare_list, wikijs_asset_list,
         (const wikijs_assets_list_options *options), (options))

static void prepare_folders(struct wj_request *request, struct walk_args *args,
                            const wikijs_assets_folders_options *given)
{
    wikijs_assets_folders_options options = { 0 };
    wj_read_struct(request, given, &options, sizeof options);
    begin_at(request, args, options.folder, options.parent_id);
    args->walk.recursive = options.recursive;
    request->timeout_ms = limit_of(options.timeout_ms);
    request->flow = wj_assets_walk;
}

WJ_TYPED(wikijs_assets_folders, wj_op_assets_walk_folders, struct walk_args, prepare_folders, wikijs_asset_folder_list,
         (const wikijs_assets_folders_options *options), (options))

static void prepare_get(struct wj_request *request, struct wj_assets_walk_args *args, int64_t id,
                        const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    if (id <= 0)
        wj_request_refuse(request, "%lld is no id of an asset", (long long)id);
    *args = (struct wj_assets_walk_args){
        .kind = WIKIJS_ASSET_KIND_ALL + 1, .wants_assets = true, .recursive = true, .find = id
    };
    request->timeout_ms = limit_of(request->timeout_ms);
    request->flow = wj_assets_walk;
}

WJ_TYPED(wikijs_assets_get, wj_op_assets_get, struct wj_assets_walk_args, prepare_get, wikijs_asset,
         (int64_t id, const wikijs_call_options *options), (id, options))

static void prepare_find(struct wj_request *request, struct walk_args *args, const char *path,
                         const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    wj_need(request, path, "path");
    args->walk = (struct wj_assets_walk_args){
        .kind = WIKIJS_ASSET_KIND_ALL + 1, .wants_assets = true, .folder = args->folder, .name = args->name
    };
    if (!request->refused.code)
        wj_asset_split(path, args->folder, args->name, &request->refused);
    request->timeout_ms = limit_of(request->timeout_ms);
    request->flow = wj_assets_walk;
}

WJ_TYPED(wikijs_assets_find, wj_op_assets_find, struct walk_args, prepare_find, wikijs_asset,
         (const char *path, const wikijs_call_options *options), (path, options))

/* --- changes --- */

static void prepare_rename(struct wj_request *request, struct wj_assets_rename_args *args, int64_t id,
                           const char *filename, const wikijs_call_options *options)
{
    char name[WJ_ASSET_NAME_SIZE];
    wj_read_call_options(request, options);
    wj_need(request, filename, "file name");
    *args = (struct wj_assets_rename_args){ .id = id, .filename = filename };
    if (!request->refused.code && strchr(filename, '/')) /* the server would leave it out */
        wj_request_refuse(request, "'%.200s' is no name but a path: an asset stays in its folder", filename);
    if (!request->refused.code) { /* the server's own check of an empty name depends on the extension */
        wj_asset_slug(filename, strlen(filename), name, &request->refused);
    }
}

WJ_TYPED_PLAIN(wikijs_assets_rename, wj_op_assets_rename, struct wj_assets_rename_args, prepare_rename,
               (int64_t id, const char *filename, const wikijs_call_options *options), (id, filename, options))

static void prepare_delete(struct wj_request *request, struct wj_asset_id_args *args, int64_t id,
                           const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    args->id = id;
}

WJ_TYPED_PLAIN(wikijs_assets_delete, wj_op_assets_delete, struct wj_asset_id_args, prepare_delete,
               (int64_t id, const wikijs_call_options *options), (id, options))

static void prepare_flush(struct wj_request *request, struct wj_no_args *args, const wikijs_call_options *options)
{
    (void)args;
    wj_read_call_options(request, options);
}

WJ_TYPED_PLAIN(wikijs_assets_flush_temp_uploads, wj_op_assets_flush, struct wj_no_args, prepare_flush,
               (const wikijs_call_options *options), (options))
