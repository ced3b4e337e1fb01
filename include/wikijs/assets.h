/* SPDX-License-Identifier: MIT */
/**
 * @file assets.h
 * Operations on assets: files beside the pages, and their folders.
 *
 *     wikijs_assets_upload_input input = WIKIJS_ASSETS_UPLOAD_INPUT_INIT;
 *     input.file = "logo.png";
 *     input.folder = "images/2026";
 *     wikijs_asset *asset;
 *     if (wikijs_assets_upload(client, &input, &asset, &err) == 0)
 *         printf("/%s\n", asset->path);
 *     wikijs_asset_free(asset);
 *
 * Each operation has three functions, with the rules that wikijs/pages.h gives: one that waits, `_async` that starts it,
 * `_finish` that takes its outcome. Contents and callbacks of an upload or a download are not copied: they must live
 * until it has ended. Callbacks run on the client's thread, inside whatever waits for it; they must not call the client.
 *
 * Uploads and downloads have no time limit as a whole unless they are given one: they end when no byte has moved for
 * `stall_timeout_ms`, or when the server has not answered `write_timeout_ms` after an upload's last byte.
 */
#ifndef WIKIJS_ASSETS_H
#define WIKIJS_ASSETS_H

#include <wikijs/asset.h>
#include <wikijs/error.h>
#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum wikijs_asset_kind {
    WIKIJS_ASSET_KIND_ALL = 0,
    WIKIJS_ASSET_KIND_IMAGE, /* declared as image/... */
    WIKIJS_ASSET_KIND_BINARY
} wikijs_asset_kind;

/** What an upload does about an asset that has its name: the server overwrites silently. */
typedef enum wikijs_asset_existing {
    WIKIJS_ASSET_REFUSE = 0, /* WIKIJS_E_EXISTS, before anything is sent */
    WIKIJS_ASSET_REPLACE     /* new content, same id */
} wikijs_asset_existing;

/**
 * Tells how far a transfer is.
 *
 * @param done_bytes   bytes so far, with those of an earlier download that is continued
 * @param total_bytes  size of the file; -1: not known
 * @param payload      the pointer given with the callback
 * @return true to go on; false ends the call with WIKIJS_E_CANCELED
 */
typedef bool (*wikijs_progress_fn)(int64_t done_bytes, int64_t total_bytes, void *payload);

/**
 * Gives the next bytes of an upload.
 *
 * @param buffer   receives them
 * @param size     at most so many
 * @param payload  the pointer given with the callback
 * @return number of bytes; 0 at the end; negative to end the call with WIKIJS_E_USER
 */
typedef int64_t (*wikijs_read_fn)(char *buffer, size_t size, void *payload);

/**
 * Receives the next bytes of a download.
 *
 * @param bytes    the bytes, valid during this call
 * @param count    how many
 * @param payload  the pointer given with the callback
 * @return 0; any other value ends the call with WIKIJS_E_USER
 */
typedef int (*wikijs_write_fn)(const char *bytes, size_t count, void *payload);

/** Which assets to list. */
typedef struct wikijs_assets_list_options {
    size_t struct_size;
    uint64_t fields;        /* WIKIJS_BIT(WIKIJS_ASSET_...); 0: all that say something */
    const char *folder;     /* path of a folder; NULL: folder_id */
    int64_t folder_id;      /* 0: the root; assets below a folder that is named by its id have no path */
    wikijs_asset_kind kind; /* only these; 0: all */
    bool recursive;         /* with all folders below; sorted by path */
    int64_t timeout_ms;     /* whole call; 0: each of its requests has the client's default */
} wikijs_assets_list_options;

#define WIKIJS_ASSETS_LIST_OPTIONS_INIT                   \
    {                                                     \
        .struct_size = sizeof(wikijs_assets_list_options) \
    }

/** Which folders to list. */
typedef struct wikijs_assets_folders_options {
    size_t struct_size;
    const char *folder; /* those in the folder of this path; NULL: parent_id */
    int64_t parent_id;  /* 0: the root */
    bool recursive;     /* with all below; sorted by path */
    int64_t timeout_ms; /* whole call; 0: each of its requests has the client's default */
} wikijs_assets_folders_options;

#define WIKIJS_ASSETS_FOLDERS_OPTIONS_INIT                   \
    {                                                        \
        .struct_size = sizeof(wikijs_assets_folders_options) \
    }

/** A file to upload: from `file`, `content` or `read`, exactly one of them. */
typedef struct wikijs_assets_upload_input {
    size_t struct_size;
    const char *file;              /* path of a local file; or */
    wikijs_str content;            /* bytes in memory, not copied; or */
    wikijs_read_fn read;           /* asked for the bytes */
    bool (*rewind)(void *payload); /* of `read`: from the start again, false when that fails; NULL: it cannot be done */
    void *read_payload;            /* handed to `read` and `rewind` */
    int64_t size_bytes;            /* of `read`: -1 when it is not known */
    const char *filename;          /* what the asset is called; NULL: as `file`. See wikijs_asset_name_normalize() */
    const char *mime;              /* NULL: by the extension of the name */
    const char *folder;            /* path of the target folder, made when it is not there; NULL: folder_id */
    int64_t folder_id;             /* 0: the root */
    wikijs_asset_existing existing; /* where the folder has one of that name; 0: refuse */
    bool optimize; /* JPEG and PNG are made smaller without loss before they are sent, where that is possible */
    wikijs_progress_fn progress; /* may be NULL */
    void *progress_payload;      /* handed to it */
    int64_t timeout_ms;          /* whole call; 0: none */
} wikijs_assets_upload_input;

#define WIKIJS_ASSETS_UPLOAD_INPUT_INIT                                     \
    {                                                                       \
        .struct_size = sizeof(wikijs_assets_upload_input), .size_bytes = -1 \
    }

/** Where a download goes: `file`, `write`, or memory. */
typedef struct wikijs_assets_download_options {
    size_t struct_size;
    const char *file;            /* written beside it as FILE.part and renamed when complete; or */
    wikijs_write_fn write;       /* handed over as it comes; or neither: memory, at most max_response_bytes */
    void *write_payload;         /* handed to `write` */
    bool resume;                 /* continue what FILE.part holds, if the asset is still the same */
    bool keep_part;              /* leave FILE.part behind after a failure, if it can be continued */
    const char *if_none_match;   /* the ETag of an earlier download: transfer nothing when it is still that */
    wikijs_progress_fn progress; /* may be NULL */
    void *progress_payload;      /* handed to it */
    int64_t timeout_ms;          /* whole call; 0: none */
} wikijs_assets_download_options;

#define WIKIJS_ASSETS_DOWNLOAD_OPTIONS_INIT                   \
    {                                                         \
        .struct_size = sizeof(wikijs_assets_download_options) \
    }

/**
 * List assets.
 *
 * Sends assets.list, and assets.folders to find a folder by its path or to walk down. Up to four requests are in flight.
 * The server lists by folder only, and only what the credentials may read.
 *
 * @param client   client
 * @param options  NULL for defaults
 * @param out      receives the result; free with wikijs_asset_list_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such folder (a path; an unknown id has an empty list); other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_assets_list(wikijs_client *client, const wikijs_assets_list_options *options,
                                  wikijs_asset_list **out, wikijs_error *err);

/** Start wikijs_assets_list() without waiting. @since 0.1 */
WIKIJS_API int wikijs_assets_list_async(wikijs_client *client, const wikijs_assets_list_options *options,
                                        wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_assets_list_async(). @since 0.1 */
WIKIJS_API int wikijs_assets_list_finish(wikijs_call *call, wikijs_asset_list **out, wikijs_error *err);

/**
 * Find an asset by its id.
 *
 * The server has no such query: all folders are walked through with assets.list and assets.folders until it is found. Use
 * wikijs_assets_find() where the path is known.
 *
 * @param client   client
 * @param id       asset id
 * @param options  NULL for defaults
 * @param out      receives the result; free with wikijs_asset_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such asset, or not to be read; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_assets_get(wikijs_client *client, int64_t id, const wikijs_call_options *options,
                                 wikijs_asset **out, wikijs_error *err);

/** Start wikijs_assets_get() without waiting. @since 0.1 */
WIKIJS_API int wikijs_assets_get_async(wikijs_client *client, int64_t id, const wikijs_call_options *options,
                                       wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_assets_get_async(). @since 0.1 */
WIKIJS_API int wikijs_assets_get_finish(wikijs_call *call, wikijs_asset **out, wikijs_error *err);

/**
 * Find an asset by its path.
 *
 * Sends assets.folders for each folder of the path and assets.list for the last one.
 *
 * @param client   client
 * @param path     folders and file name, such as "images/logo.png"; a leading slash is fine
 * @param options  NULL for defaults
 * @param out      receives the result; free with wikijs_asset_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such asset or folder; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_assets_find(wikijs_client *client, const char *path, const wikijs_call_options *options,
                                  wikijs_asset **out, wikijs_error *err);

/** Start wikijs_assets_find() without waiting. @since 0.1 */
WIKIJS_API int wikijs_assets_find_async(wikijs_client *client, const char *path, const wikijs_call_options *options,
                                        wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_assets_find_async(). @since 0.1 */
WIKIJS_API int wikijs_assets_find_finish(wikijs_call *call, wikijs_asset **out, wikijs_error *err);

/**
 * Upload one file.
 *
 * POST /u streams it, in constant memory. The server answers only "ok", also when it stored nothing: the folder is listed
 * before, to find out about an asset of the same name, and after, to return the new one and to make sure that it has the
 * size of what was sent. An upload needs write:assets, and read:assets for the lists; folders are made with createFolder.
 *
 * @param client  client
 * @param input   what to upload, and where to
 * @param out     receives the result; free with wikijs_asset_free()
 * @param err     receives details on failure; may be NULL
 * @return 0; WIKIJS_E_EXISTS the name is taken; WIKIJS_E_TOO_LARGE more than the server takes;
 *         WIKIJS_E_REFUSED the server said ok and stored nothing; WIKIJS_E_IO the local file; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_assets_upload(wikijs_client *client, const wikijs_assets_upload_input *input, wikijs_asset **out,
                                    wikijs_error *err);

/** Start wikijs_assets_upload() without waiting. @since 0.1 */
WIKIJS_API int wikijs_assets_upload_async(wikijs_client *client, const wikijs_assets_upload_input *input,
                                          wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_assets_upload_async(). @since 0.1 */
WIKIJS_API int wikijs_assets_upload_finish(wikijs_call *call, wikijs_asset **out, wikijs_error *err);

/**
 * Download one asset.
 *
 * GET streams it, in constant memory unless it goes to memory. A file appears under its name only when it is complete.
 * The asset is found by its path alone; see wikijs_asset_path_is_downloadable().
 *
 * @param client   client
 * @param path     path of the asset, such as "images/logo.png"; a leading slash is fine
 * @param options  NULL: to memory
 * @param out      receives the result; free with wikijs_download_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such asset, or the server takes the path for a page's; WIKIJS_E_IO the local file; other:
 *         see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_assets_download(wikijs_client *client, const char *path,
                                      const wikijs_assets_download_options *options, wikijs_download **out,
                                      wikijs_error *err);

/** Start wikijs_assets_download() without waiting. @since 0.1 */
WIKIJS_API int wikijs_assets_download_async(wikijs_client *client, const char *path,
                                            const wikijs_assets_download_options *options, wikijs_call_done_fn done,
                                            void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_assets_download_async(). @since 0.1 */
WIKIJS_API int wikijs_assets_download_finish(wikijs_call *call, wikijs_download **out, wikijs_error *err);

/**
 * Give an asset another name in its folder.
 *
 * Sends assets.renameAsset. The extension must stay; assets cannot be moved to another folder.
 *
 * @param client    client
 * @param id        asset id
 * @param filename  new name, which the server lowers
 * @param options   NULL for defaults
 * @param err       receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such asset; WIKIJS_E_EXISTS the name is taken; WIKIJS_E_INVALID the name or its extension;
 *         other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_assets_rename(wikijs_client *client, int64_t id, const char *filename,
                                    const wikijs_call_options *options, wikijs_error *err);

/** Start wikijs_assets_rename() without waiting. @since 0.1 */
WIKIJS_API int wikijs_assets_rename_async(wikijs_client *client, int64_t id, const char *filename,
                                          const wikijs_call_options *options, wikijs_call_done_fn done, void *payload,
                                          wikijs_call **out_call);

/** Take the outcome of wikijs_assets_rename_async(). @since 0.1 */
WIKIJS_API int wikijs_assets_rename_finish(wikijs_call *call, wikijs_error *err);

/**
 * Delete an asset.
 *
 * Sends assets.deleteAsset.
 *
 * @param client   client
 * @param id       asset id
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such asset; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_assets_delete(wikijs_client *client, int64_t id, const wikijs_call_options *options,
                                    wikijs_error *err);

/** Start wikijs_assets_delete() without waiting. @since 0.1 */
WIKIJS_API int wikijs_assets_delete_async(wikijs_client *client, int64_t id, const wikijs_call_options *options,
                                          wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_assets_delete_async(). @since 0.1 */
WIKIJS_API int wikijs_assets_delete_finish(wikijs_call *call, wikijs_error *err);

/**
 * List folders.
 *
 * Sends assets.folders, for every folder below when it is recursive.
 *
 * @param client   client
 * @param options  NULL for defaults
 * @param out      receives the result; free with wikijs_asset_folder_list_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such folder (a path; an unknown id has no folders); other: see
 *         wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_assets_folders(wikijs_client *client, const wikijs_assets_folders_options *options,
                                     wikijs_asset_folder_list **out, wikijs_error *err);

/** Start wikijs_assets_folders() without waiting. @since 0.1 */
WIKIJS_API int wikijs_assets_folders_async(wikijs_client *client, const wikijs_assets_folders_options *options,
                                           wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_assets_folders_async(). @since 0.1 */
WIKIJS_API int wikijs_assets_folders_finish(wikijs_call *call, wikijs_asset_folder_list **out, wikijs_error *err);

/**
 * Find a folder, and so its path, by its id.
 *
 * All folders are walked through with assets.folders until it is found.
 *
 * @param client   client
 * @param id       folder id; 0 is the root
 * @param options  NULL for defaults
 * @param out      receives the result; free with wikijs_asset_folder_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such folder; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_assets_get_folder(wikijs_client *client, int64_t id, const wikijs_call_options *options,
                                        wikijs_asset_folder **out, wikijs_error *err);

/** Start wikijs_assets_get_folder() without waiting. @since 0.1 */
WIKIJS_API int wikijs_assets_get_folder_async(wikijs_client *client, int64_t id, const wikijs_call_options *options,
                                              wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_assets_get_folder_async(). @since 0.1 */
WIKIJS_API int wikijs_assets_get_folder_finish(wikijs_call *call, wikijs_asset_folder **out, wikijs_error *err);

/**
 * Find a folder, and so its id, by its path.
 *
 * Sends assets.folders for each folder of the path.
 *
 * @param client   client
 * @param path     path, such as "images/2026"; "" or "/" is the root
 * @param options  NULL for defaults
 * @param out      receives the result; free with wikijs_asset_folder_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such folder; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_assets_find_folder(wikijs_client *client, const char *path, const wikijs_call_options *options,
                                         wikijs_asset_folder **out, wikijs_error *err);

/** Start wikijs_assets_find_folder() without waiting. @since 0.1 */
WIKIJS_API int wikijs_assets_find_folder_async(wikijs_client *client, const char *path,
                                               const wikijs_call_options *options, wikijs_call_done_fn done,
                                               void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_assets_find_folder_async(). @since 0.1 */
WIKIJS_API int wikijs_assets_find_folder_finish(wikijs_call *call, wikijs_asset_folder **out, wikijs_error *err);

/**
 * Make a folder, with those above it that are missing.
 *
 * Sends assets.folders and assets.createFolder for each folder of the path. The server offers no way to rename or delete
 * one. A folder that exists already is returned as it is.
 *
 * @param client   client
 * @param path     path, such as "images/2026"; the server lowers it
 * @param options  NULL for defaults
 * @param out      receives the result; free with wikijs_asset_folder_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_ARG a part of the path is no name; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_assets_create_folder(wikijs_client *client, const char *path, const wikijs_call_options *options,
                                           wikijs_asset_folder **out, wikijs_error *err);

/** Start wikijs_assets_create_folder() without waiting. @since 0.1 */
WIKIJS_API int wikijs_assets_create_folder_async(wikijs_client *client, const char *path,
                                                 const wikijs_call_options *options, wikijs_call_done_fn done,
                                                 void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_assets_create_folder_async(). @since 0.1 */
WIKIJS_API int wikijs_assets_create_folder_finish(wikijs_call *call, wikijs_asset_folder **out, wikijs_error *err);

/**
 * Remove what broken uploads left on the server.
 *
 * Sends assets.flushTempUploads; uploads that run just now may fail.
 *
 * @param client   client
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_assets_flush_temp_uploads(wikijs_client *client, const wikijs_call_options *options,
                                                wikijs_error *err);

/** Start wikijs_assets_flush_temp_uploads() without waiting. @since 0.1 */
WIKIJS_API int wikijs_assets_flush_temp_uploads_async(wikijs_client *client, const wikijs_call_options *options,
                                                      wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_assets_flush_temp_uploads_async(). @since 0.1 */
WIKIJS_API int wikijs_assets_flush_temp_uploads_finish(wikijs_call *call, wikijs_error *err);

#ifdef __cplusplus
}
#endif
#endif
