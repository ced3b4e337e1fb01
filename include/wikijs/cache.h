/* SPDX-License-Identifier: MIT */
/**
 * @file cache.h
 * The cache of a client: wikijs_client_options.cache turns it on, and reads are then answered from it while what it has is
 * fresh. What this client and its clones change is dropped from it by itself. These functions are for what others change.
 * docs/caching.md tells more.
 *
 *     options.cache = "memory";
 *     wikijs_client_new(&options, &client, &err);
 *     wikijs_pages_get(client, 12, NULL, &page, &err);       // asks the server
 *     wikijs_pages_get(client, 12, NULL, &again, &err);      // does not
 *     wikijs_cache_drop_page(client, 12, &err);              // somebody has edited it in a browser
 */
#ifndef WIKIJS_CACHE_H
#define WIKIJS_CACHE_H

#include <wikijs/error.h>
#include <wikijs/sys/cache_store.h>
#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Drop what is known of one page: itself by id and by path, its history, its versions.
 *
 * @param client  client, or one of its clones
 * @param id      page id
 * @param err     receives details on failure; may be NULL
 * @return 0, also when nothing was known; WIKIJS_E_STATE the client has no cache; WIKIJS_E_ARG; WIKIJS_E_BUSY another thread
 *         uses the client; WIKIJS_E_IO the store failed
 * @since 0.1
 */
WIKIJS_API int wikijs_cache_drop_page(wikijs_client *client, int64_t id, wikijs_error *err);

/**
 * Drop what was read by a page's path.
 *
 * @param client  client, or one of its clones
 * @param locale  its locale; NULL: the client's
 * @param path    path of the page, such as "docs/intro"
 * @param err     receives details on failure; may be NULL
 * @return as wikijs_cache_drop_page()
 * @since 0.1
 */
WIKIJS_API int wikijs_cache_drop_path(wikijs_client *client, const char *locale, const char *path, wikijs_error *err);

/**
 * Drop whatever carries a tag. Tags are named in docs/caching.md: "pages", "tree", "search", "user:3", "assets" …
 *
 * @param client  client, or one of its clones
 * @param tag     tag
 * @param err     receives details on failure; may be NULL
 * @return as wikijs_cache_drop_page()
 * @since 0.1
 */
WIKIJS_API int wikijs_cache_drop_tag(wikijs_client *client, const char *tag, wikijs_error *err);

/** What wikijs_cache_clear() empties. */
typedef enum wikijs_cache_scope {
    WIKIJS_CACHE_WIKI, /* what is known of this client's wiki */
    WIKIJS_CACHE_ALL   /* the whole store, whoever else shares it */
} wikijs_cache_scope;

/**
 * Drop everything.
 *
 * @param client  client, or one of its clones
 * @param scope   of this wiki, or of all
 * @param err     receives details on failure; may be NULL
 * @return as wikijs_cache_drop_page()
 * @since 0.1
 */
WIKIJS_API int wikijs_cache_clear(wikijs_client *client, wikijs_cache_scope scope, wikijs_error *err);

/**
 * Read what the store has and did since it was opened.
 *
 * @param client  client, or one of its clones
 * @param stats   receives it; set stats->struct_size first
 * @param err     receives details on failure; may be NULL
 * @return as wikijs_cache_drop_page()
 * @since 0.1
 */
WIKIJS_API int wikijs_cache_get_stats(wikijs_client *client, wikijs_cache_stats *stats, wikijs_error *err);

#ifdef __cplusplus
}
#endif
#endif
