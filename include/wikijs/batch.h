/* SPDX-License-Identifier: MIT */
/**
 * @file batch.h
 * Batches: many calls in few requests.
 *
 *     wikijs_batch *batch;
 *     wikijs_batch_begin(client, NULL, &batch, &err);
 *     wikijs_pages_get_async(client, 1, NULL, NULL, NULL, &first);
 *     wikijs_pages_create_async(client, &input, NULL, NULL, &second);
 *     wikijs_batch_wait(batch, &err);
 *     wikijs_pages_get_finish(first, &page, &err);
 *     wikijs_batch_free(batch);
 *
 * Between wikijs_batch_begin() and wikijs_batch_send() every `_async` function of the client collects its call instead of
 * starting it. The calls then travel as GraphQL documents of many root fields. Each call has its own outcome, as if it had
 * been sent alone: `done` runs, `_finish` gives result or error. docs/batch_operations.md tells what happens when a whole
 * document fails. Functions for one operation on many objects, such as wikijs_pages_get_many(), do all this by themselves.
 *
 * Reads run in parallel, in no order. Writes run in the order in which they were started; a read is not ordered before or
 * behind a write. In a batch the time limit of a call begins when its request is sent.
 */
#ifndef WIKIJS_BATCH_H
#define WIKIJS_BATCH_H

#include <wikijs/error.h>
#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct wikijs_batch wikijs_batch;

/** Most reads, and most writes, in one request. */
#define WIKIJS_BATCH_MAX_ITEMS 500

/** How a batch is cut into requests. Zero always means the default. */
typedef struct wikijs_batch_options {
    size_t struct_size;
    int64_t max_items;     /* reads in a request, at most WIKIJS_BATCH_MAX_ITEMS; 0: 50 */
    int64_t max_writes;    /* writes in a request, as many; 0: 10. The server needs seconds for each, without a byte */
    int64_t max_bytes;     /* size of a request; 0: 4,194,304 (the server takes 5,242,880) */
    int64_t max_in_flight; /* requests of reads at a time; 0: 4 */
} wikijs_batch_options;

#define WIKIJS_BATCH_OPTIONS_INIT                   \
    {                                               \
        .struct_size = sizeof(wikijs_batch_options) \
    }

/**
 * Begin to collect calls. Until wikijs_batch_send() every call that an `_async` function of this client starts joins the
 * batch; waiting functions work as always. A client collects one batch at a time; others may be under way.
 *
 * @param client   client; the batch belongs to its thread
 * @param options  NULL for defaults
 * @param out      receives the batch; free with wikijs_batch_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_ARG bad options; WIKIJS_E_STATE a batch is being collected already; WIKIJS_E_BUSY; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_NODISCARD WIKIJS_API int wikijs_batch_begin(wikijs_client *client, const wikijs_batch_options *options,
                                                   wikijs_batch **out, wikijs_error *err);

/**
 * Let the collected calls go. They are sent as soon as the client's loop turns.
 *
 * @param batch  batch; one that was sent is left alone
 * @param err    receives details on failure; may be NULL
 * @return 0; WIKIJS_E_BUSY; WIKIJS_E_STATE the client was freed
 * @since 0.1
 */
WIKIJS_API int wikijs_batch_send(wikijs_batch *batch, wikijs_error *err);

/**
 * Send the batch, unless that was done, and wait until all of its calls have ended and their callbacks have run. The
 * batch may be freed in one of those.
 *
 * @param batch  batch
 * @param err    receives details on failure; may be NULL
 * @return 0, whatever became of the calls; WIKIJS_E_BUSY called from a callback or while another thread uses the client;
 *         WIKIJS_E_STATE the client was freed
 * @since 0.1
 */
WIKIJS_API int wikijs_batch_wait(wikijs_batch *batch, wikijs_error *err);

/**
 * The number of calls that the batch has collected.
 *
 * @param batch  batch, or NULL
 * @return number of calls
 * @since 0.1
 */
WIKIJS_API size_t wikijs_batch_count(const wikijs_batch *batch);

/**
 * A call of the batch, in the order in which they were started. It lives as long as the batch.
 *
 * @param batch  batch, or NULL
 * @param index  from 0
 * @return the call, or NULL
 * @since 0.1
 */
WIKIJS_API wikijs_call *wikijs_batch_at(const wikijs_batch *batch, size_t index);

/**
 * Ask all calls of the batch to end, as wikijs_call_cancel() does. Writes that were already sent may still be carried
 * out by the server.
 *
 * @param batch  batch, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_batch_cancel(wikijs_batch *batch);

/**
 * Free a batch and give back its calls. Calls that run go on; those of a batch that was never sent are canceled.
 * May be called before or after wikijs_client_free().
 *
 * @param batch  batch, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_batch_free(wikijs_batch *batch);

/* --- results of functions that work on many objects --- */

struct wikijs_page;

/** What became of each of many objects, in the order in which they were given. */
typedef struct wikijs_results wikijs_results;

/**
 * The number of objects.
 *
 * @param results  results, or NULL
 * @return number of objects
 * @since 0.1
 */
WIKIJS_API size_t wikijs_results_count(const wikijs_results *results);

/**
 * How many of them failed.
 *
 * @param results  results, or NULL
 * @return number of objects whose status is not 0
 * @since 0.1
 */
WIKIJS_API size_t wikijs_results_failed(const wikijs_results *results);

/**
 * The status of one.
 *
 * @param results  results, or NULL
 * @param index    from 0
 * @return 0 or a negative wikijs_status; WIKIJS_E_ARG when there is no such index
 * @since 0.1
 */
WIKIJS_API int wikijs_results_status(const wikijs_results *results, size_t index);

/**
 * The error of one.
 *
 * @param results  results, or NULL
 * @param index    from 0
 * @return the error, which lives as long as the results; NULL when this one succeeded
 * @since 0.1
 */
WIKIJS_API const wikijs_error *wikijs_results_error(const wikijs_results *results, size_t index);

/**
 * The object of one. Some failures have an object, too: that of WIKIJS_E_CONFLICT is the server's.
 *
 * @param results  results, or NULL
 * @param index    from 0
 * @return a struct of wikijs_results_model(), which lives as long as the results; NULL when there is none
 * @since 0.1
 */
WIKIJS_API const void *wikijs_results_object(const wikijs_results *results, size_t index);

/**
 * The type of the objects.
 *
 * @param results  results, or NULL
 * @return model, or NULL when the operation gives no objects
 * @since 0.1
 */
WIKIJS_API const wikijs_model *wikijs_results_model(const wikijs_results *results);

/**
 * wikijs_results_object() of results that are pages.
 *
 * @param results  results, or NULL
 * @param index    from 0
 * @return the page, or NULL: there is none, or the results are no pages
 * @since 0.1
 */
WIKIJS_API const struct wikijs_page *wikijs_results_page(const wikijs_results *results, size_t index);

/**
 * wikijs_results_object() of results that are users.
 *
 * @param results  results, or NULL
 * @param index    from 0
 * @return the object, or NULL: there is none, or the results are something else
 * @since 0.1
 */
WIKIJS_API const struct wikijs_user *wikijs_results_user(const wikijs_results *results, size_t index);

/**
 * wikijs_results_object() of results that are users as lists have them.
 *
 * @param results  results, or NULL
 * @param index    from 0
 * @return the object, or NULL: there is none, or the results are something else
 * @since 0.1
 */
WIKIJS_API const struct wikijs_user_item *wikijs_results_user_item(const wikijs_results *results, size_t index);

/**
 * wikijs_results_object() of results that are groups.
 *
 * @param results  results, or NULL
 * @param index    from 0
 * @return the object, or NULL: there is none, or the results are something else
 * @since 0.1
 */
WIKIJS_API const struct wikijs_group *wikijs_results_group(const wikijs_results *results, size_t index);

/**
 * wikijs_results_object() of results that are assets.
 *
 * @param results  results, or NULL
 * @param index    from 0
 * @return the object, or NULL: there is none, or the results are something else
 * @since 0.1
 */
WIKIJS_API const struct wikijs_asset *wikijs_results_asset(const wikijs_results *results, size_t index);

/**
 * Free results with all of their objects.
 *
 * @param results  results, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_results_free(wikijs_results *results);

#ifdef __cplusplus
}
#endif
#endif
