/* SPDX-License-Identifier: MIT */
/**
 * @file asset.h
 * What operations on assets return: structs, their fields, and how they are freed; and the rules for names.
 *
 * An asset is a file beside the pages: an image, a document. You own what an operation gave you; everything reachable
 * from it lives exactly as long as it does.
 */
#ifndef WIKIJS_ASSET_H
#define WIKIJS_ASSET_H

#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Fields of wikijs_asset (GraphQL type AssetItem), in the order of its table. */
enum {
    WIKIJS_ASSET_ID,
    WIKIJS_ASSET_FILENAME,
    WIKIJS_ASSET_EXT,
    WIKIJS_ASSET_KIND,
    WIKIJS_ASSET_MIME,
    WIKIJS_ASSET_FILE_SIZE,
    WIKIJS_ASSET_METADATA,
    WIKIJS_ASSET_CREATED_AT,
    WIKIJS_ASSET_UPDATED_AT,
    WIKIJS_ASSET_FOLDER_ID,
    WIKIJS_ASSET_PATH,
    WIKIJS_ASSET_IS_DOWNLOADABLE,
    WIKIJS_ASSET_FIELDS
};

/** An asset. The server's own fields "folder" and "author" are always null and not offered. */
typedef struct wikijs_asset {
    uint64_t present;     /* WIKIJS_BIT(WIKIJS_ASSET_...) of the fields that are known */
    int64_t id;           /* numeric id */
    const char *filename; /* lower case */
    const char *ext;      /* with its dot; "" when there is none */
    const char *kind;     /* "IMAGE" or "BINARY" */
    const char *mime;     /* what the uploading program declared */
    int64_t file_size;    /* bytes that were uploaded */
    const char *metadata; /* always null on the server */
    int64_t created_at;   /* when it was first uploaded; Unix ms */
    int64_t updated_at;   /* when it was last uploaded or renamed; Unix ms */
    int64_t folder_id;    /* 0: the root */
    const char *path;     /* folders and file name, without a leading slash */
    bool is_downloadable; /* by the server's default settings; see wikijs_asset_path_is_downloadable() */
} wikijs_asset;

/** Assets of one listing. */
typedef struct wikijs_asset_list wikijs_asset_list;

/** Fields of wikijs_asset_folder (GraphQL type AssetFolder), in the order of its table. */
enum {
    WIKIJS_ASSET_FOLDER_ITEM_ID,
    WIKIJS_ASSET_FOLDER_ITEM_SLUG,
    WIKIJS_ASSET_FOLDER_ITEM_NAME,
    WIKIJS_ASSET_FOLDER_ITEM_PARENT_ID,
    WIKIJS_ASSET_FOLDER_ITEM_PATH,
    WIKIJS_ASSET_FOLDER_ITEM_FIELDS
};

/** A folder of assets. */
typedef struct wikijs_asset_folder {
    uint64_t present;  /* WIKIJS_BIT(WIKIJS_ASSET_FOLDER_ITEM_...) of the fields that are known */
    int64_t id;        /* 0: the root */
    const char *slug;  /* its name in paths */
    const char *name;  /* the same as the slug */
    int64_t parent_id; /* id of the folder above, 0 for the root */
    const char *path;  /* slugs of all folders down to it, without a leading slash; "" for the root */
} wikijs_asset_folder;

/** Folders of one listing. */
typedef struct wikijs_asset_folder_list wikijs_asset_folder_list;

/** Fields of wikijs_download, in the order of its table. */
enum {
    WIKIJS_DOWNLOAD_PATH,
    WIKIJS_DOWNLOAD_FILE,
    WIKIJS_DOWNLOAD_SIZE_BYTES,
    WIKIJS_DOWNLOAD_RESUMED_FROM,
    WIKIJS_DOWNLOAD_NOT_MODIFIED,
    WIKIJS_DOWNLOAD_CONTENT_TYPE,
    WIKIJS_DOWNLOAD_ETAG,
    WIKIJS_DOWNLOAD_LAST_MODIFIED,
    WIKIJS_DOWNLOAD_CONTENT,
    WIKIJS_DOWNLOAD_FIELDS
};

/** A finished download. */
typedef struct wikijs_download {
    uint64_t present;         /* WIKIJS_BIT(WIKIJS_DOWNLOAD_...) */
    const char *path;         /* of the asset */
    const char *file;         /* where it was written; not present for memory and callbacks */
    int64_t size_bytes;       /* of the whole asset; not present when it was not modified */
    int64_t resumed_from;     /* bytes that were there from an earlier, broken download */
    bool not_modified;        /* it is still the state that `if_none_match` named; nothing was transferred */
    const char *content_type; /* media type */
    const char *etag;         /* for `if_none_match`; the server changes it now and then although the bytes stay */
    int64_t last_modified;    /* when the server's copy was written; Unix ms */
    wikijs_str content;       /* of downloads to memory */
} wikijs_download;

/**
 * The number of assets in a list.
 *
 * @param list  list, or NULL
 * @return number of assets
 * @since 0.1
 */
WIKIJS_API size_t wikijs_asset_list_count(const wikijs_asset_list *list);

/**
 * One asset of a list.
 *
 * @param list   list
 * @param index  from 0
 * @return the asset, which lives as long as the list; NULL past the end
 * @since 0.1
 */
WIKIJS_API const wikijs_asset *wikijs_asset_list_at(const wikijs_asset_list *list, size_t index);

/**
 * Free a list with everything in it.
 *
 * @param list  list, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_asset_list_free(wikijs_asset_list *list);

/**
 * Free what an operation returned, with everything in it.
 *
 * @param object  result, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_asset_free(wikijs_asset *object);

/**
 * The number of folders in a list.
 *
 * @param list  list, or NULL
 * @return number of folders
 * @since 0.1
 */
WIKIJS_API size_t wikijs_asset_folder_list_count(const wikijs_asset_folder_list *list);

/**
 * One folder of a list.
 *
 * @param list   list
 * @param index  from 0
 * @return the folder, which lives as long as the list; NULL past the end
 * @since 0.1
 */
WIKIJS_API const wikijs_asset_folder *wikijs_asset_folder_list_at(const wikijs_asset_folder_list *list, size_t index);

/**
 * Free a list with everything in it.
 *
 * @param list  list, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_asset_folder_list_free(wikijs_asset_folder_list *list);

/**
 * Free what an operation returned, with everything in it.
 *
 * @param object  result, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_asset_folder_free(wikijs_asset_folder *object);

/**
 * Free what an operation returned, with everything in it.
 *
 * @param object  result, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_download_free(wikijs_download *object);

/**
 * The name under which the server stores an uploaded file: the last part of the path, in lower case, white space and
 * `,` `;` `#` as `_`, without `? < > \ : * | "` and control characters, cut to 255 bytes.
 *
 * @param filename  name or path of a file, UTF-8
 * @param buffer    receives the name, NUL-terminated
 * @param size      size of `buffer` in bytes; 256 is always enough
 * @return 0; WIKIJS_E_ARG when nothing is left of the name, or it is not UTF-8; WIKIJS_E_TOO_LARGE the buffer is too
 *         small
 * @since 0.1
 */
WIKIJS_API int wikijs_asset_name_normalize(const char *filename, char *buffer, size_t size);

/**
 * Whether the server hands an asset out at its path: it takes a path without a dot, or one that ends in `.md`, `.html`
 * or `.txt` (the site's setting "page extensions", here its default), for a page's. It stores such files all the same.
 *
 * @param path  folders and file name, without a leading slash
 * @return whether it can be downloaded
 * @since 0.1
 */
WIKIJS_API bool wikijs_asset_path_is_downloadable(const char *path);

#ifdef __cplusplus
}
#endif
#endif
