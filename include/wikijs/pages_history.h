/* SPDX-License-Identifier: MIT */
/**
 * @file pages_history.h
 * What pages were before, and what became of them while somebody edited.
 *
 *     wikijs_page_history *history;
 *     if (wikijs_pages_history(client, 12, NULL, &history, &err) == 0 && history->trail.count > 0)
 *         status = wikijs_pages_restore(client, 12, history->trail.items[0]->version_id, NULL, &err);
 *     wikijs_page_history_free(history);
 *
 * Comes with pages.h. What that says of `_async` and `_finish` functions holds here, too.
 */
#ifndef WIKIJS_PAGES_HISTORY_H
#define WIKIJS_PAGES_HISTORY_H

#include <wikijs/error.h>
#include <wikijs/page.h>
#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Which part of a history. */
typedef struct wikijs_pages_history_options {
    size_t struct_size;
    int64_t offset_page; /* page number, from 0 */
    int64_t offset_size; /* entries a page; 0: 100 */
    int64_t timeout_ms;  /* whole call; 0: the client's default */
} wikijs_pages_history_options;

#define WIKIJS_PAGES_HISTORY_OPTIONS_INIT                   \
    {                                                       \
        .struct_size = sizeof(wikijs_pages_history_options) \
    }

/**
 * List earlier versions of a page, newest first.
 *
 * Sends pages.history; needs read:history.
 *
 * @param client   client
 * @param id       page id
 * @param options  NULL for defaults
 * @param out      receives the result; free with wikijs_page_history_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such page; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_pages_history(wikijs_client *client, int64_t id, const wikijs_pages_history_options *options,
                                    wikijs_page_history **out, wikijs_error *err);

/** Start wikijs_pages_history() without waiting. @since 0.1 */
WIKIJS_API int wikijs_pages_history_async(wikijs_client *client, int64_t id,
                                          const wikijs_pages_history_options *options, wikijs_call_done_fn done,
                                          void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_pages_history_async(). @since 0.1 */
WIKIJS_API int wikijs_pages_history_finish(wikijs_call *call, wikijs_page_history **out, wikijs_error *err);

/**
 * Fetch an earlier version of a page.
 *
 * Sends pages.version; needs read:history.
 *
 * @param client      client
 * @param id          page id
 * @param version_id  versionId of the history
 * @param options     NULL for defaults
 * @param out         receives the result; free with wikijs_page_version_free()
 * @param err         receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such page or version; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_pages_version(wikijs_client *client, int64_t id, int64_t version_id,
                                    const wikijs_call_options *options, wikijs_page_version **out, wikijs_error *err);

/** Start wikijs_pages_version() without waiting. @since 0.1 */
WIKIJS_API int wikijs_pages_version_async(wikijs_client *client, int64_t id, int64_t version_id,
                                          const wikijs_call_options *options, wikijs_call_done_fn done, void *payload,
                                          wikijs_call **out_call);

/** Take the outcome of wikijs_pages_version_async(). @since 0.1 */
WIKIJS_API int wikijs_pages_version_finish(wikijs_call *call, wikijs_page_version **out, wikijs_error *err);

/**
 * Ask whether a page was changed after a time.
 *
 * Sends pages.checkConflicts. `checkout_date` is the updatedAt that was read, in Unix milliseconds.
 *
 * @param client         client
 * @param id             page id
 * @param checkout_date  Unix milliseconds; not 0
 * @param options        NULL for defaults
 * @param out            receives the answer
 * @param err            receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such page; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_pages_check_conflicts(wikijs_client *client, int64_t id, int64_t checkout_date,
                                            const wikijs_call_options *options, bool *out, wikijs_error *err);

/** Start wikijs_pages_check_conflicts() without waiting. @since 0.1 */
WIKIJS_API int wikijs_pages_check_conflicts_async(wikijs_client *client, int64_t id, int64_t checkout_date,
                                                  const wikijs_call_options *options, wikijs_call_done_fn done,
                                                  void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_pages_check_conflicts_async(). @since 0.1 */
WIKIJS_API int wikijs_pages_check_conflicts_finish(wikijs_call *call, bool *out, wikijs_error *err);

/**
 * Fetch the newest state of a page, with the rights of a writer.
 *
 * Sends pages.conflictLatest; needs write:pages or manage:pages, not the right to read the page.
 *
 * @param client   client
 * @param id       page id
 * @param options  NULL for defaults
 * @param out      receives the result; free with wikijs_page_conflict_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such page; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_pages_conflict_latest(wikijs_client *client, int64_t id, const wikijs_call_options *options,
                                            wikijs_page_conflict **out, wikijs_error *err);

/** Start wikijs_pages_conflict_latest() without waiting. @since 0.1 */
WIKIJS_API int wikijs_pages_conflict_latest_async(wikijs_client *client, int64_t id, const wikijs_call_options *options,
                                                  wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_pages_conflict_latest_async(). @since 0.1 */
WIKIJS_API int wikijs_pages_conflict_latest_finish(wikijs_call *call, wikijs_page_conflict **out, wikijs_error *err);

/**
 * Bring an earlier version of a page back, and keep its tags.
 *
 * Reads tags and scripts, sends pages.restore, which drops them, and writes them again; without the right to read them
 * nothing is done. If the last step fails, the error says that the version was restored without its tags and scripts.
 *
 * @param client      client
 * @param id          page id
 * @param version_id  versionId of the history
 * @param options     NULL for defaults
 * @param err         receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such page or version; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_pages_restore(wikijs_client *client, int64_t id, int64_t version_id,
                                    const wikijs_call_options *options, wikijs_error *err);

/** Start wikijs_pages_restore() without waiting. @since 0.1 */
WIKIJS_API int wikijs_pages_restore_async(wikijs_client *client, int64_t id, int64_t version_id,
                                          const wikijs_call_options *options, wikijs_call_done_fn done, void *payload,
                                          wikijs_call **out_call);

/** Take the outcome of wikijs_pages_restore_async(). @since 0.1 */
WIKIJS_API int wikijs_pages_restore_finish(wikijs_call *call, wikijs_error *err);

/**
 * Delete old versions of all pages.
 *
 * Sends pages.purgeHistory; needs manage:system. `older_than` is an ISO 8601 duration, such as "P1Y", "P30D", "PT12H".
 *
 * @param client      client
 * @param older_than  ISO 8601 duration
 * @param options     NULL for defaults
 * @param err         receives details on failure; may be NULL
 * @return 0; WIKIJS_E_ARG not a duration; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_pages_purge_history(wikijs_client *client, const char *older_than,
                                          const wikijs_call_options *options, wikijs_error *err);

/** Start wikijs_pages_purge_history() without waiting. @since 0.1 */
WIKIJS_API int wikijs_pages_purge_history_async(wikijs_client *client, const char *older_than,
                                                const wikijs_call_options *options, wikijs_call_done_fn done,
                                                void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_pages_purge_history_async(). @since 0.1 */
WIKIJS_API int wikijs_pages_purge_history_finish(wikijs_call *call, wikijs_error *err);

#ifdef __cplusplus
}
#endif
#endif
