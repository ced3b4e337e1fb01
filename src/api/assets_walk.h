/* SPDX-License-Identifier: MIT */
/* For flows that look for folders and assets. */
#ifndef WJ_API_ASSETS_WALK_H
#define WJ_API_ASSETS_WALK_H

#include "client/request.h"

struct wj_assets_walk_args;

/* The flow of the operations that list or look for something; its args are struct wj_assets_walk_args. */
enum wj_step wj_assets_walk(struct wikijs_call *call, struct wikijs_call *child);
/* The flow of finding or making a folder; its args are struct wj_assets_resolve_args. */
enum wj_step wj_assets_resolve(struct wikijs_call *call, struct wikijs_call *child);

/* In a flow: start looking for a folder by its path, which wj_asset_folder_path() has made, perhaps making it. */
enum wj_step wj_assets_start_resolve(struct wikijs_call *call, const char *path, bool create);
/* In a flow: start listing one folder. */
enum wj_step wj_assets_start_list(struct wikijs_call *call, int64_t folder_id, uint64_t fields, const void *tag);

/* "folder/name"; the name alone when the folder is the root. NULL: out of memory. */
const char *wj_asset_path(struct wj_arena *arena, const char *folder, const char *name);
/* A copy of an asset from the list of a folder; `folder` is its path or NULL when that is not known. */
struct wikijs_asset;
const struct wikijs_asset *wj_asset_copy(struct wj_arena *arena, const struct wikijs_asset *asset, int64_t folder_id,
                                         const char *folder);

#endif
