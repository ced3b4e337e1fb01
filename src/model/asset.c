/* SPDX-License-Identifier: MIT */
/* The field tables of the asset family. */
#include "model/models.h"

#include <wikijs/asset.h>

enum {
    DEF = WIKIJS_FIELD_DEFAULT,
    COL = WIKIJS_FIELD_COLUMN,
    OWN = WIKIJS_FIELD_LOCAL | WIKIJS_FIELD_DEFAULT,
    BIG = WIKIJS_FIELD_BIG
};

/* clang-format off */

static const struct wj_field asset_fields[] = {
    [WIKIJS_ASSET_ID]              = FIELD(wikijs_asset, id, "id", "ID", DEF | COL, NULL, "numeric id"),
    [WIKIJS_ASSET_FILENAME]        = FIELD(wikijs_asset, filename, "filename", "NAME", DEF, NULL, "file name, in lower case"),
    [WIKIJS_ASSET_EXT]             = FIELD(wikijs_asset, ext, "ext", "EXT", DEF, NULL, "extension with its dot"),
    [WIKIJS_ASSET_KIND]            = FIELD(wikijs_asset, kind, "kind", "KIND", DEF | COL, NULL, "IMAGE or BINARY"),
    [WIKIJS_ASSET_MIME]            = FIELD(wikijs_asset, mime, "mime", "TYPE", DEF | COL, NULL, "media type, as it was declared at upload"),
    [WIKIJS_ASSET_FILE_SIZE]       = FIELD(wikijs_asset, file_size, "fileSize", "SIZE", DEF | COL, NULL, "bytes that were uploaded"),
    [WIKIJS_ASSET_METADATA]        = FIELD(wikijs_asset, metadata, "metadata", "METADATA", 0, NULL, "always null"),
    [WIKIJS_ASSET_CREATED_AT]      = FIELD_TIME(wikijs_asset, created_at, "createdAt", "CREATED", DEF, NULL, "when it was first uploaded"),
    [WIKIJS_ASSET_UPDATED_AT]      = FIELD_TIME(wikijs_asset, updated_at, "updatedAt", "UPDATED", DEF | COL, NULL, "when it was last uploaded or renamed"),
    [WIKIJS_ASSET_FOLDER_ID]       = FIELD(wikijs_asset, folder_id, "folderId", "FOLDER", OWN, NULL, "id of its folder, 0 for the root"),
    [WIKIJS_ASSET_PATH]            = FIELD(wikijs_asset, path, "path", "PATH", OWN | COL, NULL, "folders and file name, as in a link to it"),
    [WIKIJS_ASSET_IS_DOWNLOADABLE] = FIELD(wikijs_asset, is_downloadable, "isDownloadable", "DOWNLOADABLE", OWN, NULL, "whether the server hands it out at its path"),
};
const struct wikijs_model wj_asset_model = MODEL(wikijs_asset, "AssetItem", asset_fields);

static const struct wj_field folder_fields[] = {
    [WIKIJS_ASSET_FOLDER_ITEM_ID]        = FIELD(wikijs_asset_folder, id, "id", "ID", DEF | COL, NULL, "numeric id, 0 for the root"),
    [WIKIJS_ASSET_FOLDER_ITEM_SLUG]      = FIELD(wikijs_asset_folder, slug, "slug", "SLUG", DEF, NULL, "its name in paths"),
    [WIKIJS_ASSET_FOLDER_ITEM_NAME]      = FIELD(wikijs_asset_folder, name, "name", "NAME", DEF, NULL, "the same as the slug"),
    [WIKIJS_ASSET_FOLDER_ITEM_PARENT_ID] = FIELD(wikijs_asset_folder, parent_id, "parentId", "PARENT", OWN, NULL, "id of the folder above, 0 for the root"),
    [WIKIJS_ASSET_FOLDER_ITEM_PATH]      = FIELD(wikijs_asset_folder, path, "path", "PATH", OWN | COL, NULL, "all folders down to it"),
};
const struct wikijs_model wj_asset_folder_model = MODEL(wikijs_asset_folder, "AssetFolder", folder_fields);

static const struct wj_field download_fields[] = {
    [WIKIJS_DOWNLOAD_PATH]          = FIELD(wikijs_download, path, "path", "PATH", OWN | COL, NULL, "path of the asset"),
    [WIKIJS_DOWNLOAD_FILE]          = FIELD(wikijs_download, file, "file", "FILE", OWN | COL, NULL, "file that it was written to"),
    [WIKIJS_DOWNLOAD_SIZE_BYTES]    = FIELD(wikijs_download, size_bytes, "sizeBytes", "SIZE", OWN | COL, NULL, "bytes of the whole asset"),
    [WIKIJS_DOWNLOAD_RESUMED_FROM]  = FIELD(wikijs_download, resumed_from, "resumedFrom", "RESUMED", OWN, NULL, "bytes that were there from an earlier download"),
    [WIKIJS_DOWNLOAD_NOT_MODIFIED]  = FIELD(wikijs_download, not_modified, "notModified", "NOT MODIFIED", OWN, NULL, "whether the server said that it has not changed"),
    [WIKIJS_DOWNLOAD_CONTENT_TYPE]  = FIELD(wikijs_download, content_type, "contentType", "TYPE", OWN, NULL, "media type"),
    [WIKIJS_DOWNLOAD_ETAG]          = FIELD(wikijs_download, etag, "etag", "ETAG", OWN, NULL, "the server's mark of this state"),
    [WIKIJS_DOWNLOAD_LAST_MODIFIED] = FIELD_TIME(wikijs_download, last_modified, "lastModified", "MODIFIED", OWN, NULL, "when the server's copy was written"),
    [WIKIJS_DOWNLOAD_CONTENT]       = FIELD(wikijs_download, content, "content", NULL, WIKIJS_FIELD_LOCAL | BIG, NULL, "the bytes, of a download to memory"),
};
const struct wikijs_model wj_download_model = MODEL(wikijs_download, "Download", download_fields);

const struct wikijs_model *const wj_asset_models[] = {
    &wj_asset_model,
    &wj_asset_folder_model,
    &wj_download_model,
    NULL,
};
