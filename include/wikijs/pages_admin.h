/* SPDX-License-Identifier: MIT */
/**
 * @file pages_admin.h
 * Operations on the pages of the whole wiki: its tags, their cache, their tree, their locale.
 *
 *     wikijs_page_migration *migration;
 *     if (wikijs_pages_migrate_to_locale(client, "en", "de", NULL, &migration, &err) == 0)
 *         printf("%lld pages\n", (long long)migration->count);
 *     wikijs_page_migration_free(migration);
 *
 * Comes with pages.h. What that says of `_async` and `_finish` functions holds here, too.
 */
#ifndef WIKIJS_PAGES_ADMIN_H
#define WIKIJS_PAGES_ADMIN_H

#include <wikijs/error.h>
#include <wikijs/page.h>
#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Rename a tag on all pages.
 *
 * Sends pages.updateTag; needs manage:system.
 *
 * @param client   client
 * @param id       tag id
 * @param tag      new name
 * @param title    new title
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such tag; WIKIJS_E_EXISTS another tag has this name
 * @since 0.1
 */
WIKIJS_API int wikijs_pages_update_tag(wikijs_client *client, int64_t id, const char *tag, const char *title,
                                       const wikijs_call_options *options, wikijs_error *err);

/** Start wikijs_pages_update_tag() without waiting. @since 0.1 */
WIKIJS_API int wikijs_pages_update_tag_async(wikijs_client *client, int64_t id, const char *tag, const char *title,
                                             const wikijs_call_options *options, wikijs_call_done_fn done,
                                             void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_pages_update_tag_async(). @since 0.1 */
WIKIJS_API int wikijs_pages_update_tag_finish(wikijs_call *call, wikijs_error *err);

/**
 * Delete a tag from all pages.
 *
 * Sends pages.deleteTag; needs manage:system.
 *
 * @param client   client
 * @param id       tag id
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such tag; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_pages_delete_tag(wikijs_client *client, int64_t id, const wikijs_call_options *options,
                                       wikijs_error *err);

/** Start wikijs_pages_delete_tag() without waiting. @since 0.1 */
WIKIJS_API int wikijs_pages_delete_tag_async(wikijs_client *client, int64_t id, const wikijs_call_options *options,
                                             wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_pages_delete_tag_async(). @since 0.1 */
WIKIJS_API int wikijs_pages_delete_tag_finish(wikijs_call *call, wikijs_error *err);

/**
 * Empty the server's cache of rendered pages.
 *
 * Sends pages.flushCache; needs manage:system.
 *
 * @param client   client
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_pages_flush_cache(wikijs_client *client, const wikijs_call_options *options, wikijs_error *err);

/** Start wikijs_pages_flush_cache() without waiting. @since 0.1 */
WIKIJS_API int wikijs_pages_flush_cache_async(wikijs_client *client, const wikijs_call_options *options,
                                              wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_pages_flush_cache_async(). @since 0.1 */
WIKIJS_API int wikijs_pages_flush_cache_finish(wikijs_call *call, wikijs_error *err);

/**
 * Rebuild the server's page tree.
 *
 * Sends pages.rebuildTree, one at a time for each server; needs manage:system.
 *
 * @param client   client
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_pages_rebuild_tree(wikijs_client *client, const wikijs_call_options *options, wikijs_error *err);

/** Start wikijs_pages_rebuild_tree() without waiting. @since 0.1 */
WIKIJS_API int wikijs_pages_rebuild_tree_async(wikijs_client *client, const wikijs_call_options *options,
                                               wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_pages_rebuild_tree_async(). @since 0.1 */
WIKIJS_API int wikijs_pages_rebuild_tree_finish(wikijs_call *call, wikijs_error *err);

/**
 * Move all pages of one locale to another.
 *
 * Sends pages.migrateToLocale; needs manage:system. Pages that exist in the target stay. Call
 * wikijs_pages_rebuild_tree() afterwards.
 *
 * @param client         client
 * @param source_locale  locale code
 * @param target_locale  locale code
 * @param options        NULL for defaults
 * @param out            receives the result; free with wikijs_page_migration_free()
 * @param err            receives details on failure; may be NULL
 * @return 0; WIKIJS_E_INVALID the target locale is not installed; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_pages_migrate_to_locale(wikijs_client *client, const char *source_locale,
                                              const char *target_locale, const wikijs_call_options *options,
                                              wikijs_page_migration **out, wikijs_error *err);

/** Start wikijs_pages_migrate_to_locale() without waiting. @since 0.1 */
WIKIJS_API int wikijs_pages_migrate_to_locale_async(wikijs_client *client, const char *source_locale,
                                                    const char *target_locale, const wikijs_call_options *options,
                                                    wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_pages_migrate_to_locale_async(). @since 0.1 */
WIKIJS_API int wikijs_pages_migrate_to_locale_finish(wikijs_call *call, wikijs_page_migration **out, wikijs_error *err);

#ifdef __cplusplus
}
#endif
#endif
