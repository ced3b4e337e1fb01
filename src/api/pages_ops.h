/* SPDX-License-Identifier: MIT */
/* The operations of the server's pages namespace, and the argument structs that their rows describe. */
#ifndef WJ_API_PAGES_OPS_H
#define WJ_API_PAGES_OPS_H

#include <wikijs/pages.h>

#include "api/path.h"
#include "graphql/operation.h"

struct wj_id_args {
    int64_t id;
};

struct wj_query_args {
    const char *query;
};

struct wj_locale_args {
    const char *locale;
};

struct wj_by_path_args {
    const char *locale; /* may point into place */
    const char *path;
    struct wj_place place;
};

struct wj_list_args {
    int64_t limit; /* done by the library, never sent */
    int64_t offset;
    int order_by;
    int direction;
    wikijs_strings tags; /* as limit */
    const char *locale;
    int64_t creator_id, author_id;
};

struct wj_search_args {
    const char *query;
    const char *path;
    const char *locale;
    struct wj_place place;
};

enum { WJ_TREE_MODE_ALL = 1, WJ_TREE_MODE_FOLDERS };

struct wj_tree_args {
    const char *path;
    int64_t parent;
    int mode; /* WJ_TREE_MODE_... */
    const char *locale;
    bool include_ancestors;
    struct wj_place place;
};

struct wj_history_args {
    int64_t id;
    int64_t offset_page, offset_size;
};

struct wj_version_args {
    int64_t page_id, version_id;
};

struct wj_check_args {
    int64_t id;
    int64_t checkout_date;
};

struct wj_create_args {
    wikijs_str content;
    const char *description, *editor, *locale, *path, *title;
    const char *publish_start_date, *publish_end_date;
    wikijs_str script_css, script_js;
    wikijs_strings tags;
    int is_published, is_private; /* wikijs_tristate */
    struct wj_place place;
};

struct wj_update_args {
    int64_t id;
    wikijs_str content;
    const char *title, *description;
    const char *publish_start_date, *publish_end_date;
    wikijs_str script_css, script_js;
    wikijs_strings tags;
    int is_published;          /* wikijs_tristate */
    const char *path, *locale; /* where the page is; sent with scripts only */
    /* not sent */
    wikijs_strings add_tags, remove_tags;
    int64_t expected_updated_at;
};

struct wj_move_args {
    int64_t id;
    const char *destination_path, *destination_locale;
    struct wj_place place;
};

struct wj_convert_args {
    int64_t id;
    const char *editor;
};

struct wj_update_tag_args {
    int64_t id;
    const char *tag, *title;
};

struct wj_migrate_args {
    const char *source_locale, *target_locale;
};

struct wj_purge_args {
    const char *older_than;
};

/* queries */
extern const struct wj_op wj_op_pages_single, wj_op_pages_single_by_path, wj_op_pages_list, wj_op_pages_search,
    wj_op_pages_tags, wj_op_pages_search_tags, wj_op_pages_tree, wj_op_pages_links, wj_op_pages_history,
    wj_op_pages_version, wj_op_pages_check_conflicts, wj_op_pages_conflict_latest;
/* mutations */
extern const struct wj_op wj_op_pages_create, wj_op_pages_update, wj_op_pages_move, wj_op_pages_delete,
    wj_op_pages_convert, wj_op_pages_render, wj_op_pages_restore, wj_op_pages_update_tag, wj_op_pages_delete_tag,
    wj_op_pages_flush_cache, wj_op_pages_rebuild_tree, wj_op_pages_migrate_to_locale, wj_op_pages_purge_history;
/*
 * What wikijs_pages_update() is asked for: pages.update with what the library does itself. Never sent; it says what of
 * an input has to be copied, and names the call.
 */
extern const struct wj_op wj_op_pages_merge;

/* pages.list for nothing but ids; sends the tags of its struct wj_list_args, which the server takes as they are. */
extern const struct wj_op wj_op_pages_ids;

/* An answer of wj_op_pages_ids is a list of these. */
struct wj_page_id {
    uint64_t present;
    int64_t id;
};

/* Reading a file route of the server; the request names the path. */
extern const struct wj_op wj_op_pages_source, wj_op_pages_locate;

/* What a page needs to be read by single and singleByPath beside read:pages. */
#define WJ_PERMISSION_SINGLE "manage:pages or delete:pages"

#endif
