/* SPDX-License-Identifier: MIT */
/* Rows only. Arguments and their types are those of the server's schema; permissions are what its resolvers check. */
#include "api/pages_ops.h"

#include "api/ops.h"
#include "model/models.h"

/* clang-format off */

static const struct wj_arg id_args[] = {
    ARG(struct wj_id_args, id, "id", "Int!", WJ_ARG_INT, WJ_ARG_REQUIRED),
};

/* --- queries --- */

const struct wj_op wj_op_pages_single = {
    OP("pages", "single", OP_ARGS(id_args), .answer = WJ_ANSWER_OBJECT, .model = &wj_page_model,
       .permission = WJ_PERMISSION_SINGLE,
       .reads = "page page:{id}")
};

static const struct wj_arg by_path_args[] = {
    ARG(struct wj_by_path_args, path,   "path",   "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
    ARG(struct wj_by_path_args, locale, "locale", "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
};
const struct wj_op wj_op_pages_single_by_path = {
    OP("pages", "singleByPath", OP_ARGS(by_path_args), .answer = WJ_ANSWER_OBJECT, .model = &wj_page_model,
       .permission = WJ_PERMISSION_SINGLE,
       .reads = "page page:{.id} path:{locale}/{path}")
};

static const char *const order_names[] = { NULL, "CREATED", "ID", "PATH", "TITLE", "UPDATED" };
static const char *const direction_names[] = { NULL, "ASC", "DESC" };
static const struct wj_arg list_args[] = {
    ARG(struct wj_list_args, limit,     "limit",            "Int",                  WJ_ARG_INT, 0),
    ARG_ENUM(struct wj_list_args, order_by,  "orderBy",          "PageOrderBy",          order_names, 0),
    ARG_ENUM(struct wj_list_args, direction, "orderByDirection", "PageOrderByDirection", direction_names, 0),
    ARG(struct wj_list_args, tags,      "tags",             "[String!]",            WJ_ARG_STRINGS, 0),
    ARG(struct wj_list_args, locale,    "locale",           "String",               WJ_ARG_STRING, 0),
    ARG(struct wj_list_args, creator_id, "creatorId",       "Int",                  WJ_ARG_INT, 0),
    ARG(struct wj_list_args, author_id, "authorId",         "Int",                  WJ_ARG_INT, 0),
};
const struct wj_op wj_op_pages_list = {
    OP("pages", "list", OP_ARGS(list_args), .answer = WJ_ANSWER_LIST, .model = &wj_page_item_model,
       .permission = "read:pages",
       .reads = "pages")
};

static const struct wj_field id_fields[] = {
    FIELD(struct wj_page_id, id, "id", NULL, WIKIJS_FIELD_DEFAULT, NULL, "numeric id"),
};
static const struct wikijs_model id_model = MODEL(struct wj_page_id, "PageListItem", id_fields);
const struct wj_op wj_op_pages_ids = {
    OP("pages", "list", OP_ARGS(list_args), .answer = WJ_ANSWER_LIST, .model = &id_model, .permission = "read:pages",
       .reads = "pages")
};

static const struct wj_arg search_args[] = {
    ARG(struct wj_search_args, query,  "query",  "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
    ARG(struct wj_search_args, path,   "path",   "String",  WJ_ARG_STRING, 0),
    ARG(struct wj_search_args, locale, "locale", "String",  WJ_ARG_STRING, 0),
};
const struct wj_op wj_op_pages_search = {
    OP("pages", "search", OP_ARGS(search_args), .answer = WJ_ANSWER_OBJECT, .model = &wj_page_search_model,
       .permission = "read:pages",
       .reads = "search")
};

const struct wj_op wj_op_pages_tags = {
    OP("pages", "tags", .answer = WJ_ANSWER_LIST, .model = &wj_page_tag_model, .permission = "read:pages",
       .reads = "tags")
};

static const struct wj_arg query_args[] = {
    ARG(struct wj_query_args, query, "query", "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
};
const struct wj_op wj_op_pages_search_tags = {
    OP("pages", "searchTags", OP_ARGS(query_args), .answer = WJ_ANSWER_STRINGS, .permission = "read:pages",
       .reads = "tags")
};

/* The server's own mode PAGES fails; the library makes it from ALL. */
static const char *const tree_mode_names[] = { NULL, "ALL", "FOLDERS" };
static const struct wj_arg tree_args[] = {
    ARG(struct wj_tree_args, path,   "path",   "String",        WJ_ARG_STRING, 0),
    ARG(struct wj_tree_args, parent, "parent", "Int",           WJ_ARG_INT, 0),
    ARG_ENUM(struct wj_tree_args, mode, "mode", "PageTreeMode!", tree_mode_names, WJ_ARG_REQUIRED),
    ARG(struct wj_tree_args, locale, "locale", "String!",       WJ_ARG_STRING, WJ_ARG_REQUIRED),
    ARG(struct wj_tree_args, include_ancestors, "includeAncestors", "Boolean", WJ_ARG_FLAG, 0),
};
const struct wj_op wj_op_pages_tree = {
    OP("pages", "tree", OP_ARGS(tree_args), .answer = WJ_ANSWER_LIST, .model = &wj_page_tree_item_model,
       .permission = "read:pages",
       .reads = "tree")
};

static const struct wj_arg links_args[] = {
    ARG(struct wj_locale_args, locale, "locale", "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
};
const struct wj_op wj_op_pages_links = {
    OP("pages", "links", OP_ARGS(links_args), .answer = WJ_ANSWER_LIST, .model = &wj_page_link_model,
       .permission = "read:pages",
       .reads = "links")
};

static const struct wj_arg history_args[] = {
    ARG(struct wj_history_args, id,          "id",         "Int!", WJ_ARG_INT, WJ_ARG_REQUIRED),
    ARG(struct wj_history_args, offset_page, "offsetPage", "Int",  WJ_ARG_INT, 0),
    ARG(struct wj_history_args, offset_size, "offsetSize", "Int",  WJ_ARG_INT, 0),
};
const struct wj_op wj_op_pages_history = {
    OP("pages", "history", OP_ARGS(history_args), .answer = WJ_ANSWER_OBJECT, .model = &wj_page_history_model,
       .permission = "read:history",
       .reads = "page page:{id}")
};

static const struct wj_arg version_args[] = {
    ARG(struct wj_version_args, page_id,    "pageId",    "Int!", WJ_ARG_INT, WJ_ARG_REQUIRED),
    ARG(struct wj_version_args, version_id, "versionId", "Int!", WJ_ARG_INT, WJ_ARG_REQUIRED),
};
const struct wj_op wj_op_pages_version = {
    OP("pages", "version", OP_ARGS(version_args), .answer = WJ_ANSWER_OBJECT, .model = &wj_page_version_model,
       .permission = "read:history",
       .reads = "page page:{pageId}")
};

static const struct wj_arg check_args[] = {
    ARG(struct wj_check_args, id,            "id",           "Int!",  WJ_ARG_INT,  WJ_ARG_REQUIRED),
    ARG(struct wj_check_args, checkout_date, "checkoutDate", "Date!", WJ_ARG_TIME, WJ_ARG_REQUIRED),
};
const struct wj_op wj_op_pages_check_conflicts = {
    OP("pages", "checkConflicts", OP_ARGS(check_args), .answer = WJ_ANSWER_BOOL,
       .permission = "write:pages or manage:pages",
       .reads = "-asks whether what the caller knows is old")
};

const struct wj_op wj_op_pages_conflict_latest = {
    OP("pages", "conflictLatest", OP_ARGS(id_args), .answer = WJ_ANSWER_OBJECT, .model = &wj_page_conflict_model,
       .permission = "write:pages or manage:pages",
       .reads = "-asks for what is newest")
};

/* --- mutations --- */

/* In the answer to a write these are null or fail, and take the whole page with them. */
#define BROKEN_IN_WRITES                                                                                               \
    (WIKIJS_BIT(WIKIJS_PAGE_EDITOR) | WIKIJS_BIT(WIKIJS_PAGE_LOCALE) | WIKIJS_BIT(WIKIJS_PAGE_TOC) |                   \
     WIKIJS_BIT(WIKIJS_PAGE_RENDER) | WIKIJS_BIT(WIKIJS_PAGE_SCRIPT_CSS) | WIKIJS_BIT(WIKIJS_PAGE_SCRIPT_JS))

static const struct wj_arg create_args[] = {
    ARG(struct wj_create_args, content,            "content",          "String!",    WJ_ARG_TEXT,    WJ_ARG_REQUIRED),
    ARG(struct wj_create_args, description,        "description",      "String!",    WJ_ARG_STRING,  WJ_ARG_REQUIRED),
    ARG(struct wj_create_args, editor,             "editor",           "String!",    WJ_ARG_STRING,  WJ_ARG_REQUIRED),
    ARG(struct wj_create_args, is_published,       "isPublished",      "Boolean!",   WJ_ARG_BOOL,    WJ_ARG_REQUIRED),
    ARG(struct wj_create_args, is_private,         "isPrivate",        "Boolean!",   WJ_ARG_BOOL,    WJ_ARG_REQUIRED),
    ARG(struct wj_create_args, locale,             "locale",           "String!",    WJ_ARG_STRING,  WJ_ARG_REQUIRED),
    ARG(struct wj_create_args, path,               "path",             "String!",    WJ_ARG_STRING,  WJ_ARG_REQUIRED),
    ARG(struct wj_create_args, publish_end_date,   "publishEndDate",   "Date",       WJ_ARG_STRING,  0),
    ARG(struct wj_create_args, publish_start_date, "publishStartDate", "Date",       WJ_ARG_STRING,  0),
    ARG(struct wj_create_args, script_css,         "scriptCss",        "String",     WJ_ARG_TEXT,    0),
    ARG(struct wj_create_args, script_js,          "scriptJs",         "String",     WJ_ARG_TEXT,    0),
    ARG(struct wj_create_args, tags,               "tags",             "[String]!",  WJ_ARG_STRINGS, WJ_ARG_REQUIRED),
    ARG(struct wj_create_args, title,              "title",            "String!",    WJ_ARG_STRING,  WJ_ARG_REQUIRED),
};
const struct wj_op wj_op_pages_create = {
    OP("pages", "create", OP_ARGS(create_args), .flags = WJ_OP_WRITE | WJ_OP_SERIAL | WJ_OP_TREE,
       .answer = WJ_ANSWER_RESPONSE, .model = &wj_page_model, .payload = "page", .exclude = BROKEN_IN_WRITES,
       .permission = "write:pages",
       .touches = "path:{locale}/{path} pages tags tree links search")
};

/*
 * The server ignores editor and isPrivate here: never sent. It moves the page when path and locale differ from the page's
 * own; they are sent as they are, and only when scripts are to change, because the right to change scripts is checked
 * for the place that the request names: without one, a writer of a part of the site has no such right.
 */
#define UPDATE_ARGS                                                                                                    \
    ARG(struct wj_update_args, id,                 "id",               "Int!",     WJ_ARG_INT,     WJ_ARG_REQUIRED),   \
    ARG(struct wj_update_args, content,            "content",          "String",   WJ_ARG_TEXT,    0),                 \
    ARG(struct wj_update_args, description,        "description",      "String",   WJ_ARG_STRING,  0),                 \
    ARG(struct wj_update_args, is_published,       "isPublished",      "Boolean",  WJ_ARG_BOOL,    0),                 \
    ARG(struct wj_update_args, locale,             "locale",           "String",   WJ_ARG_STRING,  0),                 \
    ARG(struct wj_update_args, path,               "path",             "String",   WJ_ARG_STRING,  0),                 \
    ARG(struct wj_update_args, publish_end_date,   "publishEndDate",   "Date",     WJ_ARG_STRING,  0),                 \
    ARG(struct wj_update_args, publish_start_date, "publishStartDate", "Date",     WJ_ARG_STRING,  0),                 \
    ARG(struct wj_update_args, script_css,         "scriptCss",        "String",   WJ_ARG_TEXT,    0),                 \
    ARG(struct wj_update_args, script_js,          "scriptJs",         "String",   WJ_ARG_TEXT,    0),                 \
    ARG(struct wj_update_args, tags,               "tags",             "[String]", WJ_ARG_STRINGS, 0),                 \
    ARG(struct wj_update_args, title,              "title",            "String",   WJ_ARG_STRING,  0)

static const struct wj_arg update_args[] = { UPDATE_ARGS };
const struct wj_op wj_op_pages_update = {
    OP("pages", "update", OP_ARGS(update_args), .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_RESPONSE,
       .model = &wj_page_model, .payload = "page", .exclude = BROKEN_IN_WRITES, .permission = "write:pages",
       .touches = "page:{id} pages tags tree links search")
};

static const struct wj_arg merge_args[] = {
    UPDATE_ARGS,
    ARG(struct wj_update_args, add_tags,    "addTags",    "[String]", WJ_ARG_STRINGS, 0),
    ARG(struct wj_update_args, remove_tags, "removeTags", "[String]", WJ_ARG_STRINGS, 0),
};
const struct wj_op wj_op_pages_merge = {
    OP("pages", "update", OP_ARGS(merge_args), .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_RESPONSE,
       .model = &wj_page_model, .payload = "page", .exclude = BROKEN_IN_WRITES, .permission = "write:pages",
       .touches = "page:{id} pages tags tree links search")
};

static const struct wj_arg move_args[] = {
    ARG(struct wj_move_args, id,                 "id",                "Int!",    WJ_ARG_INT,    WJ_ARG_REQUIRED),
    ARG(struct wj_move_args, destination_path,   "destinationPath",   "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
    ARG(struct wj_move_args, destination_locale, "destinationLocale", "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
};
const struct wj_op wj_op_pages_move = {
    OP("pages", "move", OP_ARGS(move_args), .flags = WJ_OP_WRITE | WJ_OP_SERIAL | WJ_OP_TREE,
       .answer = WJ_ANSWER_RESPONSE, .permission = "manage:pages",
       .touches = "page:{id} path:{destinationLocale}/{destinationPath} pages tree links search")
};

const struct wj_op wj_op_pages_delete = {
    OP("pages", "delete", OP_ARGS(id_args), .flags = WJ_OP_WRITE | WJ_OP_SERIAL | WJ_OP_TREE,
       .answer = WJ_ANSWER_RESPONSE, .permission = "delete:pages",
       .touches = "page:{id} pages tags tree links search comments")
};

static const struct wj_arg convert_args[] = {
    ARG(struct wj_convert_args, id,     "id",     "Int!",    WJ_ARG_INT,    WJ_ARG_REQUIRED),
    ARG(struct wj_convert_args, editor, "editor", "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
};
const struct wj_op wj_op_pages_convert = {
    OP("pages", "convert", OP_ARGS(convert_args), .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_RESPONSE,
       .permission = "write:pages",
       .touches = "page:{id} pages links search")
};

const struct wj_op wj_op_pages_render = {
    OP("pages", "render", OP_ARGS(id_args), .flags = WJ_OP_WRITE | WJ_OP_IDEMPOTENT, .answer = WJ_ANSWER_RESPONSE,
       .permission = "manage:system",
       .touches = "page:{id} links")
};

const struct wj_op wj_op_pages_restore = {
    OP("pages", "restore", OP_ARGS(version_args), .flags = WJ_OP_WRITE | WJ_OP_SERIAL | WJ_OP_TREE,
       .answer = WJ_ANSWER_RESPONSE, .permission = "write:pages",
       .touches = "page:{pageId} pages tags tree links search")
};

static const struct wj_arg update_tag_args[] = {
    ARG(struct wj_update_tag_args, id,    "id",    "Int!",    WJ_ARG_INT,    WJ_ARG_REQUIRED),
    ARG(struct wj_update_tag_args, tag,   "tag",   "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
    ARG(struct wj_update_tag_args, title, "title", "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
};
const struct wj_op wj_op_pages_update_tag = {
    OP("pages", "updateTag", OP_ARGS(update_tag_args), .flags = WJ_OP_WRITE | WJ_OP_IDEMPOTENT,
       .answer = WJ_ANSWER_RESPONSE, .permission = "manage:system",
       .touches = "page pages tags search")
};

const struct wj_op wj_op_pages_delete_tag = {
    OP("pages", "deleteTag", OP_ARGS(id_args), .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_RESPONSE,
       .permission = "manage:system",
       .touches = "page pages tags search")
};

const struct wj_op wj_op_pages_flush_cache = {
    OP("pages", "flushCache", .flags = WJ_OP_WRITE | WJ_OP_IDEMPOTENT, .answer = WJ_ANSWER_RESPONSE,
       .permission = "manage:system",
       .touches = "-empties a cache of the server that GraphQL does not read")
};

const struct wj_op wj_op_pages_rebuild_tree = {
    OP("pages", "rebuildTree", .flags = WJ_OP_WRITE | WJ_OP_IDEMPOTENT | WJ_OP_SERIAL, .answer = WJ_ANSWER_RESPONSE,
       .permission = "manage:system",
       .touches = "tree")
};

static const struct wj_arg migrate_args[] = {
    ARG(struct wj_migrate_args, source_locale, "sourceLocale", "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
    ARG(struct wj_migrate_args, target_locale, "targetLocale", "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
};
const struct wj_op wj_op_pages_migrate_to_locale = {
    OP("pages", "migrateToLocale", OP_ARGS(migrate_args), .flags = WJ_OP_WRITE | WJ_OP_SERIAL,
       .answer = WJ_ANSWER_RESPONSE, .model = &wj_page_migration_model, .permission = "manage:system",
       .touches = "page pages tags tree links search")
};

static const struct wj_arg purge_args[] = {
    ARG(struct wj_purge_args, older_than, "olderThan", "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
};
const struct wj_op wj_op_pages_purge_history = {
    OP("pages", "purgeHistory", OP_ARGS(purge_args), .flags = WJ_OP_WRITE | WJ_OP_IDEMPOTENT,
       .answer = WJ_ANSWER_RESPONSE, .permission = "manage:system",
       .touches = "page")
};

/* --- file routes --- */

const struct wj_op wj_op_pages_locate = {
    OP("pages", "locate", .flags = WJ_OP_HTTP, .answer = WJ_ANSWER_RAW, .permission = "read:pages",
       .reads = "-asked where a page is, right before something is done there")
};
const struct wj_op wj_op_pages_source = {
    OP("pages", "source", .flags = WJ_OP_HTTP, .answer = WJ_ANSWER_RAW, .permission = "read:source",
       .reads = "-the route does not say which page it shows")
};

const struct wj_op *const wj_pages_ops[] = {
    &wj_op_pages_single,
    &wj_op_pages_single_by_path,
    &wj_op_pages_list,
    &wj_op_pages_search,
    &wj_op_pages_tags,
    &wj_op_pages_search_tags,
    &wj_op_pages_tree,
    &wj_op_pages_links,
    &wj_op_pages_history,
    &wj_op_pages_version,
    &wj_op_pages_check_conflicts,
    &wj_op_pages_conflict_latest,
    &wj_op_pages_create,
    &wj_op_pages_update,
    &wj_op_pages_move,
    &wj_op_pages_delete,
    &wj_op_pages_convert,
    &wj_op_pages_render,
    &wj_op_pages_restore,
    &wj_op_pages_update_tag,
    &wj_op_pages_delete_tag,
    &wj_op_pages_flush_cache,
    &wj_op_pages_rebuild_tree,
    &wj_op_pages_migrate_to_locale,
    &wj_op_pages_purge_history,
    NULL,
};
