/* SPDX-License-Identifier: MIT */
/* The field tables of wikijs/page.h. What each field needs is checked by the server field by field. */
#include "model/models.h"

#include <wikijs/page.h>

/* Flags, short, so that a row stays a line. */
enum {
    DEF = WIKIJS_FIELD_DEFAULT,
    COL = WIKIJS_FIELD_COLUMN,
    BIG = WIKIJS_FIELD_BIG,
    BROKEN = WIKIJS_FIELD_BROKEN,
    LOCAL = WIKIJS_FIELD_LOCAL
};

#define WRITER "write:pages"
#define SOURCE "read:source or write:pages"

/* clang-format off */

static const struct wj_field tag_fields[] = {
    [WIKIJS_PAGE_TAG_ID]         = FIELD(wikijs_page_tag, id, "id", "ID", DEF | COL, NULL, "numeric id"),
    [WIKIJS_PAGE_TAG_TAG]        = FIELD(wikijs_page_tag, tag, "tag", "TAG", DEF | COL, NULL, "the tag, in lower case"),
    [WIKIJS_PAGE_TAG_TITLE]      = FIELD(wikijs_page_tag, title, "title", "TITLE", DEF | COL, NULL, "title, as it was first written"),
    [WIKIJS_PAGE_TAG_CREATED_AT] = FIELD_TIME(wikijs_page_tag, created_at, "createdAt", "CREATED", DEF, NULL, "when it was first used"),
    [WIKIJS_PAGE_TAG_UPDATED_AT] = FIELD_TIME(wikijs_page_tag, updated_at, "updatedAt", "UPDATED", DEF | COL, NULL, "when it was last changed"),
};
const struct wikijs_model wj_page_tag_model = MODEL(wikijs_page_tag, "PageTag", tag_fields);

static const struct wj_field page_fields[] = {
    [WIKIJS_PAGE_ID]                 = FIELD(wikijs_page, id, "id", "ID", DEF | COL, NULL, "numeric id"),
    [WIKIJS_PAGE_PATH]               = FIELD(wikijs_page, path, "path", "PATH", DEF | COL, NULL, "path without locale and leading slash"),
    [WIKIJS_PAGE_HASH]               = FIELD(wikijs_page, hash, "hash", "HASH", DEF, NULL, "hash of locale and path, not of the content"),
    [WIKIJS_PAGE_TITLE]              = FIELD(wikijs_page, title, "title", "TITLE", DEF | COL, NULL, "title"),
    [WIKIJS_PAGE_DESCRIPTION]        = FIELD(wikijs_page, description, "description", "DESCRIPTION", DEF, NULL, "description"),
    [WIKIJS_PAGE_IS_PRIVATE]         = FIELD(wikijs_page, is_private, "isPrivate", "PRIVATE", 0, WRITER, "whether it is private to its creator"),
    [WIKIJS_PAGE_IS_PUBLISHED]       = FIELD(wikijs_page, is_published, "isPublished", "PUBLISHED", 0, WRITER, "whether it is published"),
    [WIKIJS_PAGE_PRIVATE_NS]         = FIELD(wikijs_page, private_ns, "privateNS", "PRIVATE NS", 0, WRITER, "private name space"),
    [WIKIJS_PAGE_PUBLISH_START_DATE] = FIELD(wikijs_page, publish_start_date, "publishStartDate", "PUBLISH START", 0, WRITER, "published from; empty when not set"),
    [WIKIJS_PAGE_PUBLISH_END_DATE]   = FIELD(wikijs_page, publish_end_date, "publishEndDate", "PUBLISH END", 0, WRITER, "published until; empty when not set"),
    [WIKIJS_PAGE_TAGS]               = FIELD_OBJECTS(wikijs_page, tags, "tags", &wj_page_tag_model, "TAGS", DEF, NULL, "tags"),
    [WIKIJS_PAGE_CONTENT]            = FIELD(wikijs_page, content, "content", NULL, BIG, SOURCE, "source text"),
    [WIKIJS_PAGE_RENDER]             = FIELD(wikijs_page, render, "render", NULL, BIG, NULL, "HTML made from the source"),
    [WIKIJS_PAGE_TOC]                = FIELD(wikijs_page, toc, "toc", NULL, BIG | BROKEN, NULL, "table of contents; fails when the server's database is PostgreSQL"),
    [WIKIJS_PAGE_CONTENT_TYPE]       = FIELD(wikijs_page, content_type, "contentType", "TYPE", DEF, NULL, "markdown, html and others"),
    [WIKIJS_PAGE_CREATED_AT]         = FIELD_TIME(wikijs_page, created_at, "createdAt", "CREATED", DEF, NULL, "when it was created"),
    [WIKIJS_PAGE_UPDATED_AT]         = FIELD_TIME(wikijs_page, updated_at, "updatedAt", "UPDATED", DEF | COL, NULL, "when it was last saved or rendered"),
    [WIKIJS_PAGE_EDITOR]             = FIELD(wikijs_page, editor, "editor", "EDITOR", 0, WRITER, "editor that it belongs to"),
    [WIKIJS_PAGE_LOCALE]             = FIELD(wikijs_page, locale, "locale", "LOCALE", DEF | COL, NULL, "locale code"),
    [WIKIJS_PAGE_SCRIPT_CSS]         = FIELD(wikijs_page, script_css, "scriptCss", NULL, BIG, NULL, "style sheet of the page"),
    [WIKIJS_PAGE_SCRIPT_JS]          = FIELD(wikijs_page, script_js, "scriptJs", NULL, BIG, NULL, "script of the page"),
    [WIKIJS_PAGE_AUTHOR_ID]          = FIELD(wikijs_page, author_id, "authorId", "AUTHOR ID", 0, WRITER, "user who saved it last"),
    [WIKIJS_PAGE_AUTHOR_NAME]        = FIELD(wikijs_page, author_name, "authorName", "AUTHOR", 0, WRITER, "name of the user who saved it last"),
    [WIKIJS_PAGE_AUTHOR_EMAIL]       = FIELD(wikijs_page, author_email, "authorEmail", "AUTHOR EMAIL", 0, WRITER, "email of the user who saved it last"),
    [WIKIJS_PAGE_CREATOR_ID]         = FIELD(wikijs_page, creator_id, "creatorId", "CREATOR ID", 0, WRITER, "user who created it"),
    [WIKIJS_PAGE_CREATOR_NAME]       = FIELD(wikijs_page, creator_name, "creatorName", "CREATOR", 0, WRITER, "name of the user who created it"),
    [WIKIJS_PAGE_CREATOR_EMAIL]      = FIELD(wikijs_page, creator_email, "creatorEmail", "CREATOR EMAIL", 0, WRITER, "email of the user who created it"),
    [WIKIJS_PAGE_FROM_SOURCE]        = FIELD(wikijs_page, from_source, "fromSource", NULL, LOCAL, NULL, "whether it was read through the source route"),
};
const struct wikijs_model wj_page_model = MODEL(wikijs_page, "Page", page_fields);

static const struct wj_field item_fields[] = {
    [WIKIJS_PAGE_ITEM_ID]           = FIELD(wikijs_page_item, id, "id", "ID", DEF | COL, NULL, "numeric id"),
    [WIKIJS_PAGE_ITEM_PATH]         = FIELD(wikijs_page_item, path, "path", "PATH", DEF | COL, NULL, "path without locale and leading slash"),
    [WIKIJS_PAGE_ITEM_LOCALE]       = FIELD(wikijs_page_item, locale, "locale", "LOCALE", DEF | COL, NULL, "locale code"),
    [WIKIJS_PAGE_ITEM_TITLE]        = FIELD(wikijs_page_item, title, "title", "TITLE", DEF | COL, NULL, "title"),
    [WIKIJS_PAGE_ITEM_DESCRIPTION]  = FIELD(wikijs_page_item, description, "description", "DESCRIPTION", DEF, NULL, "description"),
    [WIKIJS_PAGE_ITEM_CONTENT_TYPE] = FIELD(wikijs_page_item, content_type, "contentType", "TYPE", DEF, NULL, "markdown, html and others"),
    [WIKIJS_PAGE_ITEM_IS_PUBLISHED] = FIELD(wikijs_page_item, is_published, "isPublished", "PUBLISHED", DEF, NULL, "whether it is published"),
    [WIKIJS_PAGE_ITEM_IS_PRIVATE]   = FIELD(wikijs_page_item, is_private, "isPrivate", "PRIVATE", DEF, NULL, "whether it is private to its creator"),
    [WIKIJS_PAGE_ITEM_PRIVATE_NS]   = FIELD(wikijs_page_item, private_ns, "privateNS", "PRIVATE NS", DEF, NULL, "private name space"),
    [WIKIJS_PAGE_ITEM_CREATED_AT]   = FIELD_TIME(wikijs_page_item, created_at, "createdAt", "CREATED", DEF, NULL, "when it was created"),
    [WIKIJS_PAGE_ITEM_UPDATED_AT]   = FIELD_TIME(wikijs_page_item, updated_at, "updatedAt", "UPDATED", DEF | COL, NULL, "when it was last saved or rendered"),
    [WIKIJS_PAGE_ITEM_TAGS]         = FIELD(wikijs_page_item, tags, "tags", "TAGS", DEF, NULL, "tags"),
};
const struct wikijs_model wj_page_item_model = MODEL(wikijs_page_item, "PageListItem", item_fields);

static const struct wj_field tree_fields[] = {
    [WIKIJS_PAGE_TREE_ITEM_ID]         = FIELD(wikijs_page_tree_item, id, "id", "TREE ID", DEF, NULL, "tree id, new after each rebuild of the tree"),
    [WIKIJS_PAGE_TREE_ITEM_PATH]       = FIELD(wikijs_page_tree_item, path, "path", "PATH", DEF | COL, NULL, "path without locale and leading slash"),
    [WIKIJS_PAGE_TREE_ITEM_DEPTH]      = FIELD(wikijs_page_tree_item, depth, "depth", "DEPTH", DEF, NULL, "level, from 1"),
    [WIKIJS_PAGE_TREE_ITEM_TITLE]      = FIELD(wikijs_page_tree_item, title, "title", "TITLE", DEF | COL, NULL, "title"),
    [WIKIJS_PAGE_TREE_ITEM_IS_PRIVATE] = FIELD(wikijs_page_tree_item, is_private, "isPrivate", "PRIVATE", DEF, NULL, "whether it is private to its creator"),
    [WIKIJS_PAGE_TREE_ITEM_IS_FOLDER]  = FIELD(wikijs_page_tree_item, is_folder, "isFolder", "FOLDER", DEF | COL, NULL, "whether something lies below it"),
    [WIKIJS_PAGE_TREE_ITEM_PRIVATE_NS] = FIELD(wikijs_page_tree_item, private_ns, "privateNS", "PRIVATE NS", DEF, NULL, "private name space"),
    [WIKIJS_PAGE_TREE_ITEM_PARENT]     = FIELD(wikijs_page_tree_item, parent, "parent", "PARENT", DEF, NULL, "tree id of the entry above, 0 at the top"),
    [WIKIJS_PAGE_TREE_ITEM_PAGE_ID]    = FIELD(wikijs_page_tree_item, page_id, "pageId", "ID", DEF | COL, NULL, "page id, none for a pure folder"),
    [WIKIJS_PAGE_TREE_ITEM_LOCALE]     = FIELD(wikijs_page_tree_item, locale, "locale", "LOCALE", DEF | COL, NULL, "locale code"),
};
const struct wikijs_model wj_page_tree_item_model = MODEL(wikijs_page_tree_item, "PageTreeItem", tree_fields);

static const struct wj_field link_fields[] = {
    [WIKIJS_PAGE_LINK_ID]    = FIELD(wikijs_page_link, id, "id", "ID", DEF | COL, NULL, "numeric id"),
    [WIKIJS_PAGE_LINK_PATH]  = FIELD(wikijs_page_link, path, "path", "PATH", DEF | COL, NULL, "locale/path"),
    [WIKIJS_PAGE_LINK_TITLE] = FIELD(wikijs_page_link, title, "title", "TITLE", DEF | COL, NULL, "title"),
    [WIKIJS_PAGE_LINK_LINKS] = FIELD(wikijs_page_link, links, "links", "LINKS", DEF | COL, NULL, "locale/path of each page that it links to"),
};
const struct wikijs_model wj_page_link_model = MODEL(wikijs_page_link, "PageLinkItem", link_fields);

static const struct wj_field search_result_fields[] = {
    [WIKIJS_PAGE_SEARCH_RESULT_ID]          = FIELD(wikijs_page_search_result, id, "id", "ID", DEF, NULL, "id in the search engine, not always the page id"),
    [WIKIJS_PAGE_SEARCH_RESULT_TITLE]       = FIELD(wikijs_page_search_result, title, "title", "TITLE", DEF | COL, NULL, "title"),
    [WIKIJS_PAGE_SEARCH_RESULT_DESCRIPTION] = FIELD(wikijs_page_search_result, description, "description", "DESCRIPTION", DEF | COL, NULL, "description"),
    [WIKIJS_PAGE_SEARCH_RESULT_PATH]        = FIELD(wikijs_page_search_result, path, "path", "PATH", DEF | COL, NULL, "path without locale and leading slash"),
    [WIKIJS_PAGE_SEARCH_RESULT_LOCALE]      = FIELD(wikijs_page_search_result, locale, "locale", "LOCALE", DEF | COL, NULL, "locale code"),
};
const struct wikijs_model wj_page_search_result_model = MODEL(wikijs_page_search_result, "PageSearchResult", search_result_fields);

static const struct wj_field search_fields[] = {
    [WIKIJS_PAGE_SEARCH_RESULTS]     = FIELD_OBJECTS(wikijs_page_search, results, "results", &wj_page_search_result_model, NULL, DEF, NULL, "hits"),
    [WIKIJS_PAGE_SEARCH_SUGGESTIONS] = FIELD(wikijs_page_search, suggestions, "suggestions", "SUGGESTIONS", DEF, NULL, "words that are spelt alike"),
    [WIKIJS_PAGE_SEARCH_TOTAL_HITS]  = FIELD(wikijs_page_search, total_hits, "totalHits", "HITS", DEF, NULL, "number of hits before permissions"),
};
const struct wikijs_model wj_page_search_model = MODEL(wikijs_page_search, "PageSearchResponse", search_fields);

static const struct wj_field change_fields[] = {
    [WIKIJS_PAGE_CHANGE_VERSION_ID]   = FIELD(wikijs_page_change, version_id, "versionId", "VERSION", DEF | COL, NULL, "version id"),
    [WIKIJS_PAGE_CHANGE_VERSION_DATE] = FIELD_TIME(wikijs_page_change, version_date, "versionDate", "DATE", DEF | COL, NULL, "when that state was saved"),
    [WIKIJS_PAGE_CHANGE_AUTHOR_ID]    = FIELD(wikijs_page_change, author_id, "authorId", "AUTHOR ID", DEF, NULL, "user who saved that state"),
    [WIKIJS_PAGE_CHANGE_AUTHOR_NAME]  = FIELD(wikijs_page_change, author_name, "authorName", "AUTHOR", DEF | COL, NULL, "name of the user who saved that state"),
    [WIKIJS_PAGE_CHANGE_ACTION_TYPE]  = FIELD(wikijs_page_change, action_type, "actionType", "ACTION", DEF | COL, NULL, "initial, edit or move"),
    [WIKIJS_PAGE_CHANGE_VALUE_BEFORE] = FIELD(wikijs_page_change, value_before, "valueBefore", "BEFORE", DEF, NULL, "of a move: the old path"),
    [WIKIJS_PAGE_CHANGE_VALUE_AFTER]  = FIELD(wikijs_page_change, value_after, "valueAfter", "AFTER", DEF, NULL, "of a move: the new path"),
};
const struct wikijs_model wj_page_change_model = MODEL(wikijs_page_change, "PageHistory", change_fields);

static const struct wj_field history_fields[] = {
    [WIKIJS_PAGE_HISTORY_TRAIL] = FIELD_OBJECTS(wikijs_page_history, trail, "trail", &wj_page_change_model, NULL, DEF, NULL, "states before each change, newest first"),
    [WIKIJS_PAGE_HISTORY_TOTAL] = FIELD(wikijs_page_history, total, "total", "TOTAL", DEF, NULL, "number of changes"),
};
const struct wikijs_model wj_page_history_model = MODEL(wikijs_page_history, "PageHistoryResult", history_fields);

static const struct wj_field version_fields[] = {
    [WIKIJS_PAGE_VERSION_ACTION]             = FIELD(wikijs_page_version, action, "action", "ACTION", DEF | COL, NULL, "what ended this state: updated, moved, restored, deleted"),
    [WIKIJS_PAGE_VERSION_AUTHOR_ID]          = FIELD(wikijs_page_version, author_id, "authorId", "AUTHOR ID", DEF, NULL, "user who saved it"),
    [WIKIJS_PAGE_VERSION_AUTHOR_NAME]        = FIELD(wikijs_page_version, author_name, "authorName", "AUTHOR", DEF | COL, NULL, "name of the user who saved it"),
    [WIKIJS_PAGE_VERSION_CONTENT]            = FIELD(wikijs_page_version, content, "content", NULL, DEF | BIG, NULL, "source text"),
    [WIKIJS_PAGE_VERSION_CONTENT_TYPE]       = FIELD(wikijs_page_version, content_type, "contentType", "TYPE", DEF, NULL, "markdown, html and others"),
    [WIKIJS_PAGE_VERSION_CREATED_AT]         = FIELD_TIME(wikijs_page_version, created_at, "createdAt", "CREATED", DEF, NULL, "when the version was stored"),
    [WIKIJS_PAGE_VERSION_VERSION_DATE]       = FIELD_TIME(wikijs_page_version, version_date, "versionDate", "DATE", DEF | COL, NULL, "when that state was saved"),
    [WIKIJS_PAGE_VERSION_DESCRIPTION]        = FIELD(wikijs_page_version, description, "description", "DESCRIPTION", DEF, NULL, "description"),
    [WIKIJS_PAGE_VERSION_EDITOR]             = FIELD(wikijs_page_version, editor, "editor", "EDITOR", DEF, NULL, "editor that it belonged to"),
    [WIKIJS_PAGE_VERSION_IS_PRIVATE]         = FIELD(wikijs_page_version, is_private, "isPrivate", "PRIVATE", DEF, NULL, "whether it was private"),
    [WIKIJS_PAGE_VERSION_IS_PUBLISHED]       = FIELD(wikijs_page_version, is_published, "isPublished", "PUBLISHED", DEF, NULL, "whether it was published"),
    [WIKIJS_PAGE_VERSION_LOCALE]             = FIELD(wikijs_page_version, locale, "locale", "LOCALE", DEF | COL, NULL, "locale code"),
    [WIKIJS_PAGE_VERSION_PAGE_ID]            = FIELD(wikijs_page_version, page_id, "pageId", "ID", DEF, NULL, "page id"),
    [WIKIJS_PAGE_VERSION_PATH]               = FIELD(wikijs_page_version, path, "path", "PATH", DEF | COL, NULL, "path without locale and leading slash"),
    [WIKIJS_PAGE_VERSION_PUBLISH_END_DATE]   = FIELD(wikijs_page_version, publish_end_date, "publishEndDate", "PUBLISH END", DEF, NULL, "published until; empty when not set"),
    [WIKIJS_PAGE_VERSION_PUBLISH_START_DATE] = FIELD(wikijs_page_version, publish_start_date, "publishStartDate", "PUBLISH START", DEF, NULL, "published from; empty when not set"),
    [WIKIJS_PAGE_VERSION_TAGS]               = FIELD(wikijs_page_version, tags, "tags", "TAGS", DEF, NULL, "always empty: the server keeps no tags in versions"),
    [WIKIJS_PAGE_VERSION_TITLE]              = FIELD(wikijs_page_version, title, "title", "TITLE", DEF | COL, NULL, "title"),
    [WIKIJS_PAGE_VERSION_VERSION_ID]         = FIELD(wikijs_page_version, version_id, "versionId", "VERSION", DEF | COL, NULL, "version id"),
};
const struct wikijs_model wj_page_version_model = MODEL(wikijs_page_version, "PageVersion", version_fields);

static const struct wj_field conflict_fields[] = {
    [WIKIJS_PAGE_CONFLICT_ID]           = FIELD(wikijs_page_conflict, id, "id", "ID", DEF | COL, NULL, "numeric id"),
    [WIKIJS_PAGE_CONFLICT_AUTHOR_ID]    = FIELD(wikijs_page_conflict, author_id, "authorId", "AUTHOR ID", DEF, NULL, "user who saved it last"),
    [WIKIJS_PAGE_CONFLICT_AUTHOR_NAME]  = FIELD(wikijs_page_conflict, author_name, "authorName", "AUTHOR", DEF | COL, NULL, "name of the user who saved it last"),
    [WIKIJS_PAGE_CONFLICT_CONTENT]      = FIELD(wikijs_page_conflict, content, "content", NULL, DEF | BIG, NULL, "source text"),
    [WIKIJS_PAGE_CONFLICT_CREATED_AT]   = FIELD_TIME(wikijs_page_conflict, created_at, "createdAt", "CREATED", DEF, NULL, "when it was created"),
    [WIKIJS_PAGE_CONFLICT_DESCRIPTION]  = FIELD(wikijs_page_conflict, description, "description", "DESCRIPTION", DEF, NULL, "description"),
    [WIKIJS_PAGE_CONFLICT_IS_PUBLISHED] = FIELD(wikijs_page_conflict, is_published, "isPublished", "PUBLISHED", DEF, NULL, "whether it is published"),
    [WIKIJS_PAGE_CONFLICT_LOCALE]       = FIELD(wikijs_page_conflict, locale, "locale", "LOCALE", DEF | COL, NULL, "locale code"),
    [WIKIJS_PAGE_CONFLICT_PATH]         = FIELD(wikijs_page_conflict, path, "path", "PATH", DEF | COL, NULL, "path without locale and leading slash"),
    [WIKIJS_PAGE_CONFLICT_TAGS]         = FIELD(wikijs_page_conflict, tags, "tags", "TAGS", DEF, NULL, "tags"),
    [WIKIJS_PAGE_CONFLICT_TITLE]        = FIELD(wikijs_page_conflict, title, "title", "TITLE", DEF | COL, NULL, "title"),
    [WIKIJS_PAGE_CONFLICT_UPDATED_AT]   = FIELD_TIME(wikijs_page_conflict, updated_at, "updatedAt", "UPDATED", DEF | COL, NULL, "when it was last saved or rendered"),
};
const struct wikijs_model wj_page_conflict_model = MODEL(wikijs_page_conflict, "PageConflictLatest", conflict_fields);

static const struct wj_field migration_fields[] = {
    [WIKIJS_PAGE_MIGRATION_COUNT] = FIELD(wikijs_page_migration, count, "count", "PAGES", DEF | COL, NULL, "pages that were moved"),
};
const struct wikijs_model wj_page_migration_model = MODEL(wikijs_page_migration, "PageMigrationResponse", migration_fields);

/* Not a type of the server: the struct around a plain list of strings. */
static const struct wj_field string_list_fields[] = {
    [WIKIJS_STRING_LIST_ITEMS] = FIELD(wikijs_string_list, items, "items", "VALUE", LOCAL | COL, NULL, "the strings"),
};
const struct wikijs_model wj_string_list_model = MODEL(wikijs_string_list, "StringList", string_list_fields);

/* clang-format on */

const struct wikijs_model *const wj_page_models[] = {
    &wj_page_model,
    &wj_page_item_model,
    &wj_page_tag_model,
    &wj_page_tree_item_model,
    &wj_page_link_model,
    &wj_page_search_model,
    &wj_page_search_result_model,
    &wj_page_history_model,
    &wj_page_change_model,
    &wj_page_version_model,
    &wj_page_conflict_model,
    &wj_page_migration_model,
    &wj_string_list_model,
    NULL,
};
