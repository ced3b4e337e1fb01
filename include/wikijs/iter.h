/* SPDX-License-Identifier: MIT */
/**
 * @file iter.h
 * Walks over everything: batch by batch, in constant memory, the next batch on its way while the program works.
 *
 *     wikijs_iter *iter;
 *     const wikijs_page *page;
 *     wikijs_pages_iter_options options = WIKIJS_PAGES_ITER_OPTIONS_INIT;
 *     options.fields = WIKIJS_BIT(WIKIJS_PAGE_PATH) | WIKIJS_BIT(WIKIJS_PAGE_CONTENT);
 *     status = wikijs_pages_iter_all(client, &options, &iter, &err);
 *     while (status >= 0 && (status = wikijs_iter_next_page(iter, &page, &err)) > 0)
 *         printf("%s: %zu bytes\n", page->path, page->content.len);
 *     wikijs_iter_free(iter);
 *
 * Making an iterator sends nothing. It is asked for one item after the other (wikijs_iter_next), or runs on the
 * program's loop (wikijs_iter_start), with a callback for each item that can pause it.
 *
 * An item is valid until the next one is asked for, or until its callback returns. wikijs_object_copy() keeps one longer.
 *
 * After an error the walk can go on: ask again. An error that concerns one item (a page that may not be read; flag
 * WIKIJS_ERROR_ITEM) passes over it; after any other (a connection that broke) nothing is lost, and the same items are
 * fetched once more.
 *
 * An iterator belongs to its client's thread. Free it before its client, or at least do not use it afterwards.
 */
#ifndef WIKIJS_ITER_H
#define WIKIJS_ITER_H

#include <wikijs/api_keys.h>
#include <wikijs/assets.h>
#include <wikijs/comments.h>
#include <wikijs/error.h>
#include <wikijs/groups.h>
#include <wikijs/pages.h>
#include <wikijs/types.h>
#include <wikijs/users.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct wikijs_iter wikijs_iter;

/** What a callback for an item answers. */
typedef enum wikijs_iter_action {
    WIKIJS_ITER_CONTINUE = 0,
    WIKIJS_ITER_PAUSE, /* no further item until wikijs_iter_resume() */
    WIKIJS_ITER_STOP   /* enough: the end callback follows, with status 0 */
} wikijs_iter_action;

/**
 * Runs for each item of an iterator on a loop, where callbacks of calls run: inside wikijs_client_process() and
 * wikijs_client_wait(). `item` is a struct of wikijs_iter_model() and valid until the callback returns. The iterator may
 * be freed here.
 */
typedef wikijs_iter_action (*wikijs_iter_item_fn)(wikijs_iter *iter, const void *item, void *payload);

/**
 * Runs once for each wikijs_iter_start() that returned 0, unless the iterator is freed before: `status` 0 at the end,
 * or what went wrong, with details in `err`. The iterator may be freed here, or started again to go on after an error.
 */
typedef void (*wikijs_iter_end_fn)(wikijs_iter *iter, int status, const wikijs_error *err, void *payload);

/** Which pages to walk over, and what to read of each. */
typedef struct wikijs_pages_iter_options {
    size_t struct_size;
    uint64_t fields; /* WIKIJS_BIT(WIKIJS_PAGE_...) for whole pages, WIKIJS_PAGE_ITEM_... for list items; 0: defaults */
    int64_t batch_size;               /* items fetched together, up to 1000; 0: 50 */
    wikijs_page_order order_by;       /* as in wikijs_pages_list_options */
    wikijs_order_direction direction; /* 0: ascending */
    wikijs_strings tags;              /* only pages that have all of these */
    const char *locale;               /* only this locale; NULL: all */
    int64_t creator_id;               /* 0: any */
    int64_t author_id;                /* 0: any; with creator_id: pages of either */
    bool no_source_fallback;          /* whole pages: do not use the source route where pages.single is refused */
    int64_t timeout_ms;               /* for each batch; 0: the client's default */
    wikijs_ints ids; /* whole pages: these, in this order, and nothing else is looked at; count 0: as the rest says */
    wikijs_strings places; /* of the ids, as "en:docs/x": errors name them, readers save requests; count 0: not known */
} wikijs_pages_iter_options;

#define WIKIJS_PAGES_ITER_OPTIONS_INIT                   \
    {                                                    \
        .struct_size = sizeof(wikijs_pages_iter_options) \
    }

/** How to walk over a listing that has no filters. */
typedef struct wikijs_iter_options {
    size_t struct_size;
    uint64_t fields;    /* of the item's model; 0: defaults */
    int64_t batch_size; /* items fetched together, up to 1000; 0: 50 */
    int64_t timeout_ms; /* for each batch; 0: the client's default */
} wikijs_iter_options;

#define WIKIJS_ITER_OPTIONS_INIT                   \
    {                                              \
        .struct_size = sizeof(wikijs_iter_options) \
    }

/** Which assets to walk over. */
typedef struct wikijs_assets_iter_options {
    size_t struct_size;
    uint64_t fields;        /* WIKIJS_BIT(WIKIJS_ASSET_...); 0: all that say something */
    int64_t batch_size;     /* folders visited together, up to 1000; 0: 50 */
    const char *folder;     /* where to begin: path of a folder; NULL: folder_id */
    int64_t folder_id;      /* 0: the root; assets below a folder that is named by its id have no path */
    wikijs_asset_kind kind; /* only these; 0: all */
    int64_t timeout_ms;     /* for each batch; 0: the client's default */
} wikijs_assets_iter_options;

#define WIKIJS_ASSETS_ITER_OPTIONS_INIT                   \
    {                                                     \
        .struct_size = sizeof(wikijs_assets_iter_options) \
    }

/* --- what to walk over --- */

/**
 * Walk over whole pages, with content if it is among the fields: items are wikijs_page.
 *
 * The ids of all pages are fetched at the start (8 bytes each are kept), then the pages in batches. So a page that exists
 * throughout is seen once, whatever else is made or deleted meanwhile; one that is deleted before its turn is passed over;
 * one that is made meanwhile may be missing. With `ids` in the options the list is not fetched.
 *
 * Server operations: pages.list, pages.single; where that is refused, the source route as in wikijs_pages_get().
 *
 * @param client   client
 * @param options  NULL for defaults; copied
 * @param out      receives the iterator; free with wikijs_iter_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_ARG an option is wrong; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_API int wikijs_pages_iter_all(wikijs_client *client, const wikijs_pages_iter_options *options, wikijs_iter **out,
                                     wikijs_error *err);

/**
 * Walk over the list of pages: items are wikijs_page_item.
 *
 * The server gives its list in one answer, so this is one request whatever the batch size.
 *
 * Server operation: pages.list.
 *
 * @param client   client
 * @param options  NULL for defaults; copied; `fields` are WIKIJS_BIT(WIKIJS_PAGE_ITEM_...)
 * @param out      receives the iterator; free with wikijs_iter_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_ARG an option is wrong; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_API int wikijs_pages_iter_items(wikijs_client *client, const wikijs_pages_iter_options *options,
                                       wikijs_iter **out, wikijs_error *err);

/**
 * Walk over the history of a page, newest change first: items are wikijs_page_change.
 *
 * Changes that are made meanwhile are not shown, and move nothing: no change is shown twice.
 *
 * Server operation: pages.history; permission read:history.
 *
 * @param client   client
 * @param id       page id
 * @param options  NULL for defaults; copied; `fields` is ignored
 * @param out      receives the iterator; free with wikijs_iter_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_ARG an option is wrong; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_API int wikijs_pages_iter_history(wikijs_client *client, int64_t id, const wikijs_iter_options *options,
                                         wikijs_iter **out, wikijs_error *err);

/**
 * Walk over the assets of a folder and of all folders below: items are wikijs_asset, folder by folder.
 *
 * What is kept is the folders that are still to be visited. Each is visited once; an asset that exists throughout is seen
 * once, for assets cannot be moved.
 *
 * Server operations: assets.list, assets.folders; permission read:assets.
 *
 * @param client   client
 * @param options  NULL for defaults; copied
 * @param out      receives the iterator; free with wikijs_iter_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_ARG an option is wrong; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_API int wikijs_assets_iter_all(wikijs_client *client, const wikijs_assets_iter_options *options,
                                      wikijs_iter **out, wikijs_error *err);

/**
 * Walk over the comments on a page, oldest first: items are wikijs_comment. One request.
 *
 * Server operation: comments.list; permission read:comments.
 *
 * @param client   client
 * @param path     path of the page, without locale and leading slash, or "de:docs/x"
 * @param options  those of wikijs_comments_list(); NULL for defaults; copied
 * @param out      receives the iterator; free with wikijs_iter_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_ARG an option or the path is wrong; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_API int wikijs_comments_iter_all(wikijs_client *client, const char *path,
                                        const wikijs_comments_list_options *options, wikijs_iter **out,
                                        wikijs_error *err);

/**
 * Walk over the users: items are wikijs_user_item. One request: the server gives its list in one answer.
 *
 * Server operation: users.list.
 *
 * @param client   client
 * @param options  those of wikijs_users_list(); NULL for defaults; copied
 * @param out      receives the iterator; free with wikijs_iter_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_ARG an option is wrong; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_API int wikijs_users_iter_all(wikijs_client *client, const wikijs_users_list_options *options, wikijs_iter **out,
                                     wikijs_error *err);

/**
 * Walk over the groups: items are wikijs_group_item. One request: the server gives its list in one answer.
 *
 * Server operation: groups.list.
 *
 * @param client   client
 * @param options  those of wikijs_groups_list(); NULL for defaults; copied
 * @param out      receives the iterator; free with wikijs_iter_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_ARG an option is wrong; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_API int wikijs_groups_iter_all(wikijs_client *client, const wikijs_groups_list_options *options,
                                      wikijs_iter **out, wikijs_error *err);

/**
 * Walk over the tags of the wiki: items are wikijs_page_tag. One request: the server gives its list in one answer.
 *
 * Server operation: pages.tags.
 *
 * @param client   client
 * @param options  those of wikijs_pages_tags(); NULL for defaults; copied
 * @param out      receives the iterator; free with wikijs_iter_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_ARG an option is wrong; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_API int wikijs_pages_iter_tags(wikijs_client *client, const wikijs_call_options *options, wikijs_iter **out,
                                      wikijs_error *err);

/**
 * Walk over the API keys: items are wikijs_api_key. One request: the server gives its list in one answer.
 *
 * Server operation: authentication.apiKeys.
 *
 * @param client   client
 * @param options  those of wikijs_api_keys_list(); NULL for defaults; copied
 * @param out      receives the iterator; free with wikijs_iter_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_ARG an option is wrong; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_API int wikijs_api_keys_iter_all(wikijs_client *client, const wikijs_call_options *options, wikijs_iter **out,
                                        wikijs_error *err);

/* --- one item after the other --- */

/**
 * The next item of any iterator. Waits when it is not there yet.
 *
 * @param iter  iterator, not running on a loop
 * @param item  receives the item, a struct of wikijs_iter_model(), valid until the next call; NULL at the end and on failure
 * @param err   receives details on failure; may be NULL
 * @return 1 an item; 0 the end; negative: see wikijs_status, and the walk may be continued by asking again
 * @since 0.1
 */
WIKIJS_API int wikijs_iter_next(wikijs_iter *iter, const void **item, wikijs_error *err);

/**
 * wikijs_iter_next() for an iterator over whole pages.
 *
 * @param iter  iterator made by wikijs_pages_iter_all()
 * @param page  receives the page, valid until the next call
 * @param err   receives details on failure; may be NULL
 * @return as wikijs_iter_next(); WIKIJS_E_ARG when the iterator has items of another type
 * @since 0.1
 */
WIKIJS_API int wikijs_iter_next_page(wikijs_iter *iter, const wikijs_page **page, wikijs_error *err);

/**
 * wikijs_iter_next() for an iterator over list items of pages.
 *
 * @param iter  iterator made by wikijs_pages_iter_items()
 * @param item  receives the item, valid until the next call
 * @param err   receives details on failure; may be NULL
 * @return as wikijs_iter_next(); WIKIJS_E_ARG when the iterator has items of another type
 * @since 0.1
 */
WIKIJS_API int wikijs_iter_next_page_item(wikijs_iter *iter, const wikijs_page_item **item, wikijs_error *err);

/**
 * wikijs_iter_next() for an iterator over the history of a page.
 *
 * @param iter    iterator made by wikijs_pages_iter_history()
 * @param change  receives the change, valid until the next call
 * @param err     receives details on failure; may be NULL
 * @return as wikijs_iter_next(); WIKIJS_E_ARG when the iterator has items of another type
 * @since 0.1
 */
WIKIJS_API int wikijs_iter_next_page_change(wikijs_iter *iter, const wikijs_page_change **change, wikijs_error *err);

/**
 * wikijs_iter_next() for an iterator over assets.
 *
 * @param iter   iterator made by wikijs_assets_iter_all()
 * @param asset  receives the asset, valid until the next call
 * @param err    receives details on failure; may be NULL
 * @return as wikijs_iter_next(); WIKIJS_E_ARG when the iterator has items of another type
 * @since 0.1
 */
WIKIJS_API int wikijs_iter_next_asset(wikijs_iter *iter, const wikijs_asset **asset, wikijs_error *err);

/**
 * wikijs_iter_next() for an iterator over comments.
 *
 * @param iter     iterator made by wikijs_comments_iter_all()
 * @param comment  receives the comment, valid until the next call
 * @param err      receives details on failure; may be NULL
 * @return as wikijs_iter_next(); WIKIJS_E_ARG when the iterator has items of another type
 * @since 0.1
 */
WIKIJS_API int wikijs_iter_next_comment(wikijs_iter *iter, const wikijs_comment **comment, wikijs_error *err);

/**
 * wikijs_iter_next() for an iterator over users.
 *
 * @param iter  iterator made by wikijs_users_iter_all()
 * @param user  receives the user, valid until the next call
 * @param err   receives details on failure; may be NULL
 * @return as wikijs_iter_next(); WIKIJS_E_ARG when the iterator has items of another type
 * @since 0.1
 */
WIKIJS_API int wikijs_iter_next_user(wikijs_iter *iter, const wikijs_user_item **user, wikijs_error *err);

/**
 * wikijs_iter_next() for an iterator over groups.
 *
 * @param iter  iterator made by wikijs_groups_iter_all()
 * @param group  receives the group, valid until the next call
 * @param err   receives details on failure; may be NULL
 * @return as wikijs_iter_next(); WIKIJS_E_ARG when the iterator has items of another type
 * @since 0.1
 */
WIKIJS_API int wikijs_iter_next_group(wikijs_iter *iter, const wikijs_group_item **group, wikijs_error *err);

/**
 * wikijs_iter_next() for an iterator over tags.
 *
 * @param iter  iterator made by wikijs_pages_iter_tags()
 * @param tag   receives the tag, valid until the next call
 * @param err   receives details on failure; may be NULL
 * @return as wikijs_iter_next(); WIKIJS_E_ARG when the iterator has items of another type
 * @since 0.1
 */
WIKIJS_API int wikijs_iter_next_tag(wikijs_iter *iter, const wikijs_page_tag **tag, wikijs_error *err);

/**
 * wikijs_iter_next() for an iterator over API keys.
 *
 * @param iter  iterator made by wikijs_api_keys_iter_all()
 * @param key   receives the key, valid until the next call
 * @param err   receives details on failure; may be NULL
 * @return as wikijs_iter_next(); WIKIJS_E_ARG when the iterator has items of another type
 * @since 0.1
 */
WIKIJS_API int wikijs_iter_next_api_key(wikijs_iter *iter, const wikijs_api_key **key, wikijs_error *err);

/* --- on a loop --- */

/**
 * Let an iterator run on the program's loop: `on_item` for each item, then `on_end`.
 *
 * @param iter     iterator that does not run yet
 * @param on_item  runs for each item, never inside this function
 * @param on_end   runs at the end or after an error; may be NULL
 * @param payload  handed to both
 * @return 0; WIKIJS_E_ARG no iterator or no callback; WIKIJS_E_STATE it runs already; WIKIJS_E_BUSY; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_API int wikijs_iter_start(wikijs_iter *iter, wikijs_iter_item_fn on_item, wikijs_iter_end_fn on_end,
                                 void *payload);

/**
 * Let an iterator go on that an item's callback has paused. Does nothing when it is not paused.
 *
 * The next item comes from the loop, never inside this function.
 *
 * @param iter  iterator
 * @return 0; WIKIJS_E_ARG no iterator; WIKIJS_E_BUSY another thread uses the client
 * @since 0.1
 */
WIKIJS_API int wikijs_iter_resume(wikijs_iter *iter);

/* --- at any time --- */

/**
 * The model of an iterator's items, for programs that show or convert them by their field tables.
 *
 * @param iter  iterator
 * @return the model; NULL for no iterator
 * @since 0.1
 */
WIKIJS_API const wikijs_model *wikijs_iter_model(const wikijs_iter *iter);

/**
 * Free an iterator, in the middle of its walk, too: what is on its way is canceled, no callback runs any more.
 *
 * @param iter  iterator; NULL is fine
 * @since 0.1
 */
WIKIJS_API void wikijs_iter_free(wikijs_iter *iter);

#ifdef __cplusplus
}
#endif
#endif
