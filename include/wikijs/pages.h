/* SPDX-License-Identifier: MIT */
/**
 * @file pages.h
 * Operations on pages.
 *
 *     wikijs_page *page;
 *     wikijs_pages_get_options options = WIKIJS_PAGES_GET_OPTIONS_INIT;
 *     options.fields = WIKIJS_BIT(WIKIJS_PAGE_TITLE) | WIKIJS_BIT(WIKIJS_PAGE_CONTENT);
 *     if (wikijs_pages_get_by_path(client, "en", "docs/intro", &options, &page, &err) == 0)
 *         printf("%s\n", page->title);
 *     wikijs_page_free(page);
 *
 * Each operation has three functions: one that waits, `_async` that starts it, `_finish` that takes its outcome.
 *
 * For all `_async` functions: inputs are copied; they return 0 when the call was started, and then `done` runs exactly
 * once (see wikijs_call_done_fn); otherwise WIKIJS_E_ARG, WIKIJS_E_BUSY, WIKIJS_E_STATE or WIKIJS_E_NOMEM, and `done`
 * never runs. An input that the library refuses (a bad path, say) is reported through `done`, with its message.
 * `out_call` may be NULL; the call lives until `done` returns. For all `_finish` functions: they return what the
 * waiting function would have returned, WIKIJS_E_STATE while the call runs, WIKIJS_E_ARG for a call of another
 * operation, and give the result away once.
 *
 * All functions belong to the client's thread. `options` NULL means defaults. `out` is unchanged on failure where
 * nothing else is said. `err` may be NULL. Codes that every operation can return are in docs/errors.md.
 */
#ifndef WIKIJS_PAGES_H
#define WIKIJS_PAGES_H

#include <wikijs/error.h>
#include <wikijs/page.h>
#include <wikijs/pages_admin.h>
#include <wikijs/pages_history.h>
#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum wikijs_page_order {
    WIKIJS_PAGE_ORDER_DEFAULT = 0, /* by id */
    WIKIJS_PAGE_ORDER_CREATED,
    WIKIJS_PAGE_ORDER_ID,
    WIKIJS_PAGE_ORDER_PATH,
    WIKIJS_PAGE_ORDER_TITLE,
    WIKIJS_PAGE_ORDER_UPDATED
} wikijs_page_order;

typedef enum wikijs_page_tree_mode {
    WIKIJS_PAGE_TREE_ALL = 0,
    WIKIJS_PAGE_TREE_FOLDERS,
    WIKIJS_PAGE_TREE_PAGES /* made from ALL: the server's own mode fails */
} wikijs_page_tree_mode;

/** What to read of a page. */
typedef struct wikijs_pages_get_options {
    size_t struct_size;
    uint64_t fields; /* WIKIJS_BIT(WIKIJS_PAGE_...); 0: those that need no further permission, without the content */
    bool no_source_fallback; /* do not use the source route where pages.single is refused */
    int64_t timeout_ms;      /* whole call; 0: the client's default */
} wikijs_pages_get_options;

#define WIKIJS_PAGES_GET_OPTIONS_INIT                   \
    {                                                   \
        .struct_size = sizeof(wikijs_pages_get_options) \
    }

/** Which pages to list. */
typedef struct wikijs_pages_list_options {
    size_t struct_size;
    uint64_t fields;                  /* WIKIJS_BIT(WIKIJS_PAGE_ITEM_...); 0: all that the server offers */
    int64_t limit;                    /* at most so many pages; 0: all */
    int64_t offset;                   /* skip so many */
    wikijs_page_order order_by;       /* 0: by id */
    wikijs_order_direction direction; /* 0: ascending */
    wikijs_strings tags;              /* only pages that have all of these */
    const char *locale;               /* only this locale; NULL: all */
    int64_t creator_id;               /* 0: any */
    int64_t author_id;                /* 0: any; with creator_id: pages of either */
    int64_t timeout_ms;               /* whole call; 0: the client's default */
} wikijs_pages_list_options;

#define WIKIJS_PAGES_LIST_OPTIONS_INIT                   \
    {                                                    \
        .struct_size = sizeof(wikijs_pages_list_options) \
    }

/** Where to search. */
typedef struct wikijs_pages_search_options {
    size_t struct_size;
    const char *path;   /* only below this path */
    const char *locale; /* only in this locale; NULL: all */
    int64_t timeout_ms; /* whole call; 0: the client's default */
} wikijs_pages_search_options;

#define WIKIJS_PAGES_SEARCH_OPTIONS_INIT                   \
    {                                                      \
        .struct_size = sizeof(wikijs_pages_search_options) \
    }

/** Which part of the tree. */
typedef struct wikijs_pages_tree_options {
    size_t struct_size;
    const char *path;           /* the level of this entry; or */
    int64_t parent;             /* the children of this tree id; 0: the top */
    wikijs_page_tree_mode mode; /* 0: folders and pages */
    const char *locale;         /* NULL: the client's */
    bool include_ancestors;     /* with `path`: also the entries above it */
    int64_t timeout_ms;         /* whole call; 0: the client's default */
} wikijs_pages_tree_options;

#define WIKIJS_PAGES_TREE_OPTIONS_INIT                   \
    {                                                    \
        .struct_size = sizeof(wikijs_pages_tree_options) \
    }

/** A new page. Title, path and content are required. */
typedef struct wikijs_pages_create_input {
    size_t struct_size;
    wikijs_str content;             /* source text, not blank */
    const char *title;              /* required */
    const char *path;               /* without locale; slashes around it are removed */
    const char *description;        /* NULL: empty */
    const char *locale;             /* NULL: the client's */
    const char *editor;             /* NULL: "markdown" */
    wikijs_strings tags;            /* not set: none */
    wikijs_tristate is_published;   /* unset: published */
    wikijs_tristate is_private;     /* unset: not private */
    const char *publish_start_date; /* ISO 8601, or NULL */
    const char *publish_end_date;   /* the same */
    wikijs_str script_css;          /* needs write:styles, else the server drops it */
    wikijs_str script_js;           /* needs write:scripts, else the server drops it */
    int64_t timeout_ms;             /* whole call; 0: the client's default */
} wikijs_pages_create_input;

#define WIKIJS_PAGES_CREATE_INPUT_INIT                   \
    {                                                    \
        .struct_size = sizeof(wikijs_pages_create_input) \
    }

/** What to change of a page. NULL and unset members stay as they are on the server. */
typedef struct wikijs_pages_update_input {
    size_t struct_size;
    wikijs_str content;             /* not blank */
    const char *title;              /* new title */
    const char *description;        /* "" clears it */
    wikijs_strings tags;            /* replaces all tags; count 0 with items set removes them */
    wikijs_strings add_tags;        /* beside those that it has */
    wikijs_strings remove_tags;     /* those that it has not are passed over */
    wikijs_tristate is_published;   /* whether it is published */
    const char *publish_start_date; /* "" clears it */
    const char *publish_end_date;   /* "" clears it */
    wikijs_str script_css;          /* len 0 with ptr set clears it */
    wikijs_str script_js;           /* the same */
    int64_t expected_updated_at;    /* the change starts from this state, Unix ms; another: WIKIJS_E_CONFLICT; 0: any */
    int64_t timeout_ms;             /* whole call; 0: the client's default */
} wikijs_pages_update_input;

#define WIKIJS_PAGES_UPDATE_INPUT_INIT                   \
    {                                                    \
        .struct_size = sizeof(wikijs_pages_update_input) \
    }

/**
 * Fetch one page by its id.
 *
 * Sends pages.single. Where that is refused and the fields can be had from it, the page is read through the source
 * route, which needs read:pages and read:source; page->from_source then says so. It takes three further requests
 * (`/i/ID`, pages.tree to make sure that this is the page, `/d/LOCALE/PATH`), one for a page that is named by its path,
 * and tells id, path, locale, title, description, isPublished, names of tags, editor, content, contentType, createdAt
 * and updatedAt; with options->fields 0 the result holds those of them that are selected by default.
 *
 * @param client   client
 * @param id       page id
 * @param options  NULL for defaults
 * @param out      receives the result; free with wikijs_page_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such page; WIKIJS_E_FORBIDDEN the credentials may not read it; other: see
 *         wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_pages_get(wikijs_client *client, int64_t id, const wikijs_pages_get_options *options,
                                wikijs_page **out, wikijs_error *err);

/** Start wikijs_pages_get() without waiting. @since 0.1 */
WIKIJS_API int wikijs_pages_get_async(wikijs_client *client, int64_t id, const wikijs_pages_get_options *options,
                                      wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_pages_get_async(). @since 0.1 */
WIKIJS_API int wikijs_pages_get_finish(wikijs_call *call, wikijs_page **out, wikijs_error *err);

/**
 * Fetch one page by its path.
 *
 * As wikijs_pages_get(), through pages.singleByPath. Slashes around the path are not part of it. Without a locale the
 * one that the path names counts ("de:docs/intro"), else the client's.
 *
 * @param client   client
 * @param locale   locale code, such as "en"
 * @param path     path without locale
 * @param options  NULL for defaults
 * @param out      receives the result; free with wikijs_page_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such page; WIKIJS_E_FORBIDDEN the credentials may not read it; WIKIJS_E_ARG the
 *         path is empty, too long or not UTF-8, or names another locale; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_pages_get_by_path(wikijs_client *client, const char *locale, const char *path,
                                        const wikijs_pages_get_options *options, wikijs_page **out, wikijs_error *err);

/** Start wikijs_pages_get_by_path() without waiting. @since 0.1 */
WIKIJS_API int wikijs_pages_get_by_path_async(wikijs_client *client, const char *locale, const char *path,
                                              const wikijs_pages_get_options *options, wikijs_call_done_fn done,
                                              void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_pages_get_by_path_async(). @since 0.1 */
WIKIJS_API int wikijs_pages_get_by_path_finish(wikijs_call *call, wikijs_page **out, wikijs_error *err);

/**
 * List pages.
 *
 * Sends one pages.list. The server has no offset, and its own limit counts rows of page and tag before it looks at
 * permissions; so the whole list is fetched (about 350 bytes a page, 0.1 s for 5,000 pages) and cut here, which
 * makes limit, offset and tags exact. Tags to look for are trimmed and lower-cased, and then the tags of the pages are
 * in the result whatever options->fields says. Unpublished pages are listed too.
 *
 * @param client   client
 * @param options  NULL for defaults
 * @param out      receives the result; free with wikijs_page_item_list_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_pages_list(wikijs_client *client, const wikijs_pages_list_options *options,
                                 wikijs_page_item_list **out, wikijs_error *err);

/** Start wikijs_pages_list() without waiting. @since 0.1 */
WIKIJS_API int wikijs_pages_list_async(wikijs_client *client, const wikijs_pages_list_options *options,
                                       wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_pages_list_async(). @since 0.1 */
WIKIJS_API int wikijs_pages_list_finish(wikijs_call *call, wikijs_page_item_list **out, wikijs_error *err);

/**
 * Search pages with the search engine of the site.
 *
 * Sends pages.search. The default engine looks at titles, descriptions and paths only, not at content, and gives at most
 * 100 hits.
 *
 * @param client   client
 * @param query    text to look for; not NULL
 * @param options  NULL for defaults
 * @param out      receives the result; free with wikijs_page_search_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_pages_search(wikijs_client *client, const char *query, const wikijs_pages_search_options *options,
                                   wikijs_page_search **out, wikijs_error *err);

/** Start wikijs_pages_search() without waiting. @since 0.1 */
WIKIJS_API int wikijs_pages_search_async(wikijs_client *client, const char *query,
                                         const wikijs_pages_search_options *options, wikijs_call_done_fn done,
                                         void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_pages_search_async(). @since 0.1 */
WIKIJS_API int wikijs_pages_search_finish(wikijs_call *call, wikijs_page_search **out, wikijs_error *err);

/**
 * List all tags in use, sorted.
 *
 * Sends pages.tags.
 *
 * @param client   client
 * @param options  NULL for defaults
 * @param out      receives the result; free with wikijs_page_tag_list_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_pages_tags(wikijs_client *client, const wikijs_call_options *options, wikijs_page_tag_list **out,
                                 wikijs_error *err);

/** Start wikijs_pages_tags() without waiting. @since 0.1 */
WIKIJS_API int wikijs_pages_tags_async(wikijs_client *client, const wikijs_call_options *options,
                                       wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_pages_tags_async(). @since 0.1 */
WIKIJS_API int wikijs_pages_tags_finish(wikijs_call *call, wikijs_page_tag_list **out, wikijs_error *err);

/**
 * Find tags that contain a text, at most five.
 *
 * Sends pages.searchTags.
 *
 * @param client   client
 * @param query    text to look for; not NULL
 * @param options  NULL for defaults
 * @param out      receives the result; free with wikijs_string_list_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_pages_search_tags(wikijs_client *client, const char *query, const wikijs_call_options *options,
                                        wikijs_string_list **out, wikijs_error *err);

/** Start wikijs_pages_search_tags() without waiting. @since 0.1 */
WIKIJS_API int wikijs_pages_search_tags_async(wikijs_client *client, const char *query,
                                              const wikijs_call_options *options, wikijs_call_done_fn done,
                                              void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_pages_search_tags_async(). @since 0.1 */
WIKIJS_API int wikijs_pages_search_tags_finish(wikijs_call *call, wikijs_string_list **out, wikijs_error *err);

/**
 * List one level of the page tree: folders first, then by title.
 *
 * Sends pages.tree.
 *
 * @param client   client
 * @param options  NULL for defaults
 * @param out      receives the result; free with wikijs_page_tree_item_list_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_pages_tree(wikijs_client *client, const wikijs_pages_tree_options *options,
                                 wikijs_page_tree_item_list **out, wikijs_error *err);

/** Start wikijs_pages_tree() without waiting. @since 0.1 */
WIKIJS_API int wikijs_pages_tree_async(wikijs_client *client, const wikijs_pages_tree_options *options,
                                       wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_pages_tree_async(). @since 0.1 */
WIKIJS_API int wikijs_pages_tree_finish(wikijs_call *call, wikijs_page_tree_item_list **out, wikijs_error *err);

/**
 * List the pages of a locale with the pages they link to.
 *
 * Sends pages.links. Locale NULL means the client's.
 *
 * @param client   client
 * @param locale   locale code, such as "en"
 * @param options  NULL for defaults
 * @param out      receives the result; free with wikijs_page_link_list_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_pages_links(wikijs_client *client, const char *locale, const wikijs_call_options *options,
                                  wikijs_page_link_list **out, wikijs_error *err);

/** Start wikijs_pages_links() without waiting. @since 0.1 */
WIKIJS_API int wikijs_pages_links_async(wikijs_client *client, const char *locale, const wikijs_call_options *options,
                                        wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_pages_links_async(). @since 0.1 */
WIKIJS_API int wikijs_pages_links_finish(wikijs_call *call, wikijs_page_link_list **out, wikijs_error *err);

/**
 * Create a page.
 *
 * Sends pages.create, one at a time for each server (the server makes duplicates of parallel ones). When the
 * server reports a collision of its tree rebuild although the page exists, the page is looked up and 0 returned.
 * The result holds id, path, title, description, hash, contentType, tags, createdAt and updatedAt; after such a look what
 * pages.list tells, which is more, but no hash. Tags are trimmed, lower-cased and each written once; blank ones are left out.
 *
 * @param client  client
 * @param input   what to write
 * @param out     receives the result; free with wikijs_page_free()
 * @param err     receives details on failure; may be NULL
 * @return 0; WIKIJS_E_EXISTS the path is taken; WIKIJS_E_ARG illegal path, blank content or no title;
 *         WIKIJS_E_FORBIDDEN; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_pages_create(wikijs_client *client, const wikijs_pages_create_input *input, wikijs_page **out,
                                   wikijs_error *err);

/** Start wikijs_pages_create() without waiting. @since 0.1 */
WIKIJS_API int wikijs_pages_create_async(wikijs_client *client, const wikijs_pages_create_input *input,
                                         wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_pages_create_async(). @since 0.1 */
WIKIJS_API int wikijs_pages_create_finish(wikijs_call *call, wikijs_page **out, wikijs_error *err);

/**
 * Change a page: what the input sets, and nothing else.
 *
 * Sends pages.update, after pages.single, or pages.conflictLatest where that is refused.
 * The server wipes what an update leaves out, so the page is read first and its other values are sent back, unless the
 * input sets all that would be lost: content, tags, is_published, both scripts and both dates. Reading takes
 * manage:pages or delete:pages; who has write:pages only must set scripts and dates, for they cannot be read then.
 * `expected_updated_at` guards against edits made meanwhile; between the library's look and its write the server offers
 * no lock.
 * The result is as of wikijs_pages_create(); with WIKIJS_E_CONFLICT it is the server's current page, content included.
 *
 * @param client  client
 * @param id      page id
 * @param input   what to write
 * @param out     receives the result; free with wikijs_page_free()
 * @param err     receives details on failure; may be NULL
 * @return 0; WIKIJS_E_CONFLICT the page has another updatedAt; WIKIJS_E_NOT_FOUND; WIKIJS_E_FORBIDDEN;
 *         WIKIJS_E_ARG blank content
 * @since 0.1
 */
WIKIJS_API int wikijs_pages_update(wikijs_client *client, int64_t id, const wikijs_pages_update_input *input,
                                   wikijs_page **out, wikijs_error *err);

/** Start wikijs_pages_update() without waiting. @since 0.1 */
WIKIJS_API int wikijs_pages_update_async(wikijs_client *client, int64_t id, const wikijs_pages_update_input *input,
                                         wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_pages_update_async(). @since 0.1 */
WIKIJS_API int wikijs_pages_update_finish(wikijs_call *call, wikijs_page **out, wikijs_error *err);

/**
 * Move a page to another path or locale.
 *
 * Sends pages.move, one at a time for each server. Links to the page are not rewritten, no redirect is left.
 * Locale NULL means the client's.
 *
 * @param client              client
 * @param id                  page id
 * @param destination_locale  locale code; NULL: the client's
 * @param destination_path    path without locale
 * @param options             NULL for defaults
 * @param err                 receives details on failure; may be NULL
 * @return 0; WIKIJS_E_EXISTS the destination is taken; WIKIJS_E_NOT_FOUND; WIKIJS_E_ARG illegal path; other:
 *         see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_pages_move(wikijs_client *client, int64_t id, const char *destination_locale,
                                 const char *destination_path, const wikijs_call_options *options, wikijs_error *err);

/** Start wikijs_pages_move() without waiting. @since 0.1 */
WIKIJS_API int wikijs_pages_move_async(wikijs_client *client, int64_t id, const char *destination_locale,
                                       const char *destination_path, const wikijs_call_options *options,
                                       wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_pages_move_async(). @since 0.1 */
WIKIJS_API int wikijs_pages_move_finish(wikijs_call *call, wikijs_error *err);

/**
 * Delete a page. The server offers no way back.
 *
 * Sends pages.delete, one at a time for each server.
 *
 * @param client   client
 * @param id       page id
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such page; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_pages_delete(wikijs_client *client, int64_t id, const wikijs_call_options *options,
                                   wikijs_error *err);

/** Start wikijs_pages_delete() without waiting. @since 0.1 */
WIKIJS_API int wikijs_pages_delete_async(wikijs_client *client, int64_t id, const wikijs_call_options *options,
                                         wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_pages_delete_async(). @since 0.1 */
WIKIJS_API int wikijs_pages_delete_finish(wikijs_call *call, wikijs_error *err);

/**
 * Convert a page to another editor, such as "ckeditor".
 *
 * Sends pages.convert; the server rewrites the content.
 *
 * @param client   client
 * @param id       page id
 * @param editor   key of an editor
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_REFUSED the server cannot convert between these two; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_pages_convert(wikijs_client *client, int64_t id, const char *editor,
                                    const wikijs_call_options *options, wikijs_error *err);

/** Start wikijs_pages_convert() without waiting. @since 0.1 */
WIKIJS_API int wikijs_pages_convert_async(wikijs_client *client, int64_t id, const char *editor,
                                          const wikijs_call_options *options, wikijs_call_done_fn done, void *payload,
                                          wikijs_call **out_call);

/** Take the outcome of wikijs_pages_convert_async(). @since 0.1 */
WIKIJS_API int wikijs_pages_convert_finish(wikijs_call *call, wikijs_error *err);

/**
 * Render a page again.
 *
 * Sends pages.render; needs manage:system.
 *
 * @param client   client
 * @param id       page id
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such page; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_pages_render(wikijs_client *client, int64_t id, const wikijs_call_options *options,
                                   wikijs_error *err);

/** Start wikijs_pages_render() without waiting. @since 0.1 */
WIKIJS_API int wikijs_pages_render_async(wikijs_client *client, int64_t id, const wikijs_call_options *options,
                                         wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_pages_render_async(). @since 0.1 */
WIKIJS_API int wikijs_pages_render_finish(wikijs_call *call, wikijs_error *err);

/**
 * Bring a page path into the form that the server stores: surrounding slashes and a leading locale given as
 * "locale:" are not part of it.
 *
 * The server accepts far more than it can serve; this refuses what could not be opened in a browser afterwards.
 *
 * @param path    path, UTF-8, not percent-encoded
 * @param buffer  receives at most 256 bytes; unchanged on failure
 * @param err     receives why a path is refused; may be NULL
 * @return 0; WIKIJS_E_ARG the path is empty, longer than 255 bytes or not UTF-8; it holds a dot, white space, a control
 *         character, a backslash, two slashes in a row or one of " | < > : * ?; or its first segment has one character,
 *         looks like a locale ("en", "pt-br"), or is the server's own ("login", "graphql", ...)
 * @since 0.1
 */
WIKIJS_API int wikijs_page_path_normalize(const char *path, char buffer[256], wikijs_error *err);

/**
 * Make a path from a title: its letters and digits in lower case, words joined by hyphens, cut between words. Where
 * the server keeps such a path for itself ("Login", "IT"), "-page" is added.
 *
 * @param title   title, UTF-8
 * @param buffer  receives at most 256 bytes: a path that wikijs_page_path_normalize() accepts
 * @return 0; WIKIJS_E_ARG when nothing is left of the title
 * @since 0.1
 */
WIKIJS_API int wikijs_page_path_from_title(const char *title, char buffer[256]);

/**
 * Write a page as the server's git and disk storage does: front matter, then the source. Only Markdown and HTML pages
 * have front matter; of other pages this is the source alone.
 *
 * The page must hold title, description, isPublished, updatedAt, tags, editor, createdAt, contentType and content. A time
 * that is 0 leaves its line empty.
 *
 * @param page    page
 * @param buffer  receives at most `size` bytes, always NUL-terminated when size > 0; may be NULL when size is 0
 * @param size    size of `buffer` in bytes
 * @return the length of the whole text without NUL, whether it fitted or not
 * @since 0.1
 */
WIKIJS_API size_t wikijs_page_to_source(const wikijs_page *page, char *buffer, size_t size);

#ifdef __cplusplus
}
#endif
#endif
