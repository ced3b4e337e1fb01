/* SPDX-License-Identifier: MIT */
/* The operations of the server's assets namespace, and the argument structs that their rows describe. */
#ifndef WJ_API_ASSETS_OPS_H
#define WJ_API_ASSETS_OPS_H

#include <wikijs/assets.h>

#include "graphql/operation.h"

struct wj_asset_id_args {
    int64_t id;
};

struct wj_assets_list_args {
    int64_t folder_id;
    int kind; /* wikijs_asset_kind + 1 */
};

struct wj_assets_folders_args {
    int64_t parent_id;
};

struct wj_assets_create_folder_args {
    int64_t parent_id;
    const char *slug;
};

struct wj_assets_rename_args {
    int64_t id;
    const char *filename;
};

/* A walk from a folder down; see assets_walk.c. */
struct wj_assets_walk_args {
    int64_t folder_id;  /* where it begins; or */
    const char *folder; /* the path of that folder; NULL: by id */
    int kind;           /* as above */
    bool wants_assets;  /* else folders */
    bool recursive;
    int64_t find;     /* end with the object of this id; 0: list all */
    const char *name; /* end with the asset of this name in the folder; NULL: list all */
};

/* A folder by its path; see assets_folders.c. */
struct wj_assets_resolve_args {
    const char *path;
    bool create;
};

/* For whoever may not open a file by its path. */
struct wj_file_opener {
    int (*open)(void *context, const char *file, wikijs_error *err); /* a descriptor to read from; -1 with err */
    void *context;
};

struct wj_assets_upload_args {
    wikijs_assets_upload_input input; /* its strings are the args' own, its content is the caller's */
    const char *file, *filename, *mime, *folder;
    const struct wj_file_opener *opener; /* NULL: the path does */
    const bool *owner_ended; /* set: one of many, which only sends; true once the flow of the many has ended */
};

struct wj_assets_download_args {
    wikijs_assets_download_options options;
    const char *path, *file, *if_none_match;
};

/* queries */
extern const struct wj_op wj_op_assets_list, wj_op_assets_folders;
/* mutations */
extern const struct wj_op wj_op_assets_create_folder, wj_op_assets_rename, wj_op_assets_delete, wj_op_assets_flush;
/* file routes */
extern const struct wj_op wj_op_assets_send, wj_op_assets_fetch;
/* What the library makes of several of these. Never sent; they name the call and say what has to be copied. */
extern const struct wj_op wj_op_assets_walk, wj_op_assets_walk_folders, wj_op_assets_get, wj_op_assets_find,
    wj_op_assets_get_folder, wj_op_assets_find_folder, wj_op_assets_make_folder, wj_op_assets_upload,
    wj_op_assets_download;

#endif
