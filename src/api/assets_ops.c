/* SPDX-License-Identifier: MIT */
/* Rows only. Arguments and their types are those of the server's schema; permissions are what its resolvers check. */
#include "api/assets_ops.h"

#include "api/ops.h"
#include "model/models.h"

/* clang-format off */

/* --- queries --- */

static const char *const kind_names[] = { NULL, "ALL", "IMAGE", "BINARY" };
static const struct wj_arg list_args[] = {
    ARG(struct wj_assets_list_args, folder_id, "folderId", "Int!", WJ_ARG_INT, WJ_ARG_REQUIRED),
    ARG_ENUM(struct wj_assets_list_args, kind, "kind", "AssetKind!", kind_names, WJ_ARG_REQUIRED),
};
const struct wj_op wj_op_assets_list = {
    OP("assets", "list", OP_ARGS(list_args), .answer = WJ_ANSWER_LIST, .model = &wj_asset_model,
       .permission = "read:assets",
       .reads = "assets")
};

static const struct wj_arg folders_args[] = {
    ARG(struct wj_assets_folders_args, parent_id, "parentFolderId", "Int!", WJ_ARG_INT, WJ_ARG_REQUIRED),
};
const struct wj_op wj_op_assets_folders = {
    OP("assets", "folders", OP_ARGS(folders_args), .answer = WJ_ANSWER_LIST, .model = &wj_asset_folder_model,
       .permission = "read:assets",
       .reads = "folders")
};

/* --- mutations --- */

/* `name` is ignored by the server: never sent. */
static const struct wj_arg create_folder_args[] = {
    ARG(struct wj_assets_create_folder_args, parent_id, "parentFolderId", "Int!",    WJ_ARG_INT,    WJ_ARG_REQUIRED),
    ARG(struct wj_assets_create_folder_args, slug,      "slug",           "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
};
const struct wj_op wj_op_assets_create_folder = {
    OP("assets", "createFolder", OP_ARGS(create_folder_args), .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_RESPONSE,
       .permission = "write:assets",
       .touches = "folders")
};

static const struct wj_arg rename_args[] = {
    ARG(struct wj_assets_rename_args, id,       "id",       "Int!",    WJ_ARG_INT,    WJ_ARG_REQUIRED),
    ARG(struct wj_assets_rename_args, filename, "filename", "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
};
const struct wj_op wj_op_assets_rename = {
    OP("assets", "renameAsset", OP_ARGS(rename_args), .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_RESPONSE,
       .permission = "manage:assets",
       .touches = "assets")
};

static const struct wj_arg id_args[] = {
    ARG(struct wj_asset_id_args, id, "id", "Int!", WJ_ARG_INT, WJ_ARG_REQUIRED),
};
const struct wj_op wj_op_assets_delete = {
    OP("assets", "deleteAsset", OP_ARGS(id_args), .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_RESPONSE,
       .permission = "manage:assets",
       .touches = "assets")
};

const struct wj_op wj_op_assets_flush = {
    OP("assets", "flushTempUploads", .flags = WJ_OP_WRITE | WJ_OP_IDEMPOTENT, .answer = WJ_ANSWER_RESPONSE,
       .permission = "manage:system",
       .touches = "-empties a folder of the server that no answer tells of")
};

/* --- file routes --- */

/* The same file under the same name once more changes nothing. */
const struct wj_op wj_op_assets_send = {
    OP("assets", "send", .flags = WJ_OP_HTTP | WJ_OP_WRITE | WJ_OP_IDEMPOTENT, .answer = WJ_ANSWER_RAW,
       .permission = "write:assets",
       .touches = "assets")
};
const struct wj_op wj_op_assets_fetch = {
    OP("assets", "fetch", .flags = WJ_OP_HTTP, .answer = WJ_ANSWER_RAW, .permission = "read:assets",
       .reads = "-a file goes where the program wants it, not through memory")
};

/* --- made of several --- */

static const struct wj_arg walk_args[] = {
    ARG(struct wj_assets_walk_args, folder, "folder", "String", WJ_ARG_STRING, 0),
    ARG(struct wj_assets_walk_args, name,   "name",   "String", WJ_ARG_STRING, 0),
};
const struct wj_op wj_op_assets_walk = {
    OP("assets", "list", OP_ARGS(walk_args), .answer = WJ_ANSWER_LIST, .model = &wj_asset_model,
       .permission = "read:assets",
       .reads = "assets")
};
const struct wj_op wj_op_assets_walk_folders = {
    OP("assets", "folders", OP_ARGS(walk_args), .answer = WJ_ANSWER_LIST, .model = &wj_asset_folder_model,
       .permission = "read:assets",
       .reads = "folders")
};
const struct wj_op wj_op_assets_get = {
    OP("assets", "get", OP_ARGS(walk_args), .answer = WJ_ANSWER_OBJECT, .model = &wj_asset_model,
       .permission = "read:assets",
       .reads = "assets")
};
const struct wj_op wj_op_assets_find = {
    OP("assets", "find", OP_ARGS(walk_args), .answer = WJ_ANSWER_OBJECT, .model = &wj_asset_model,
       .permission = "read:assets",
       .reads = "assets")
};
const struct wj_op wj_op_assets_get_folder = {
    OP("assets", "getFolder", OP_ARGS(walk_args), .answer = WJ_ANSWER_OBJECT, .model = &wj_asset_folder_model,
       .permission = "read:assets",
       .reads = "folders")
};

static const struct wj_arg resolve_args[] = {
    ARG(struct wj_assets_resolve_args, path, "path", "String", WJ_ARG_STRING, 0),
};
const struct wj_op wj_op_assets_find_folder = {
    OP("assets", "findFolder", OP_ARGS(resolve_args), .answer = WJ_ANSWER_OBJECT, .model = &wj_asset_folder_model,
       .permission = "read:assets",
       .reads = "folders")
};
const struct wj_op wj_op_assets_make_folder = {
    OP("assets", "createFolder", OP_ARGS(resolve_args), .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_OBJECT,
       .model = &wj_asset_folder_model, .permission = "write:assets",
       .touches = "folders")
};

static const struct wj_arg upload_args[] = {
    ARG(struct wj_assets_upload_args, file,     "file",     "String", WJ_ARG_STRING, 0),
    ARG(struct wj_assets_upload_args, filename, "filename", "String", WJ_ARG_STRING, 0),
    ARG(struct wj_assets_upload_args, mime,     "mime",     "String", WJ_ARG_STRING, 0),
    ARG(struct wj_assets_upload_args, folder,   "folder",   "String", WJ_ARG_STRING, 0),
};
const struct wj_op wj_op_assets_upload = {
    OP("assets", "upload", OP_ARGS(upload_args), .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_OBJECT,
       .model = &wj_asset_model, .permission = "write:assets",
       .touches = "assets")
};

static const struct wj_arg download_args[] = {
    ARG(struct wj_assets_download_args, path,          "path",        "String", WJ_ARG_STRING, 0),
    ARG(struct wj_assets_download_args, file,          "file",        "String", WJ_ARG_STRING, 0),
    ARG(struct wj_assets_download_args, if_none_match, "ifNoneMatch", "String", WJ_ARG_STRING, 0),
};
const struct wj_op wj_op_assets_download = {
    OP("assets", "download", OP_ARGS(download_args), .answer = WJ_ANSWER_OBJECT, .model = &wj_download_model,
       .permission = "read:assets",
       .reads = "-a file goes where the program wants it, not through memory")
};

const struct wj_op *const wj_assets_ops[] = {
    &wj_op_assets_list,
    &wj_op_assets_folders,
    &wj_op_assets_create_folder,
    &wj_op_assets_rename,
    &wj_op_assets_delete,
    &wj_op_assets_flush,
    NULL,
};
