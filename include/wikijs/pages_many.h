/* SPDX-License-Identifier: MIT */
/**
 * @file pages_many.h
 * Operations on many pages at once, in few requests.
 *
 *     int64_t ids[] = { 12, 13, 99 };
 *     wikijs_results *results;
 *     if (wikijs_pages_get_many(client, (wikijs_ints){ ids, 3 }, NULL, NULL, &results, &err) == 0)
 *         for (size_t i = 0; i < wikijs_results_count(results); i++)
 *             if (wikijs_results_status(results, i) == 0)
 *                 printf("%s\n", wikijs_results_page(results, i)->path);
 *     wikijs_results_free(results);
 *
 * Each page has its own outcome, as if the operation for one page had been called; one failure hides no other. Writes are
 * done in the order of the list. The time limit of options and inputs is that of each page, from when its request is
 * sent; the whole has none. These functions make a batch of their own and join none that is being collected.
 */
#ifndef WIKIJS_PAGES_MANY_H
#define WIKIJS_PAGES_MANY_H

#include <wikijs/batch.h>
#include <wikijs/pages.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Read pages by their ids.
 *
 * @param client  client
 * @param ids     ids; one that is given twice is read once for each
 * @param options as for wikijs_pages_get()
 * @param batch   how to cut the work into requests; NULL for defaults
 * @param out     receives what became of each; free with wikijs_results_free()
 * @param err     receives details on failure; may be NULL
 * @return 0, whatever became of the single pages; WIKIJS_E_ARG a list or options are malformed; WIKIJS_E_CANCELED; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_API int wikijs_pages_get_many(wikijs_client *client, wikijs_ints ids, const wikijs_pages_get_options *options,
                                     const wikijs_batch_options *batch, wikijs_results **out, wikijs_error *err);

/** Start wikijs_pages_get_many(); the arguments are copied. @since 0.1 */
WIKIJS_API int wikijs_pages_get_many_async(wikijs_client *client, wikijs_ints ids,
                                           const wikijs_pages_get_options *options, const wikijs_batch_options *batch,
                                           wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_pages_get_many_async(). @since 0.1 */
WIKIJS_API int wikijs_pages_get_many_finish(wikijs_call *call, wikijs_results **out, wikijs_error *err);

/**
 * Create pages, one after the other.
 *
 * @param client  client
 * @param inputs  array of inputs, each initialised by WIKIJS_PAGES_CREATE_INPUT_INIT
 * @param count   number of inputs
 * @param batch   how to cut the work into requests; NULL for defaults
 * @param out     receives what became of each; free with wikijs_results_free()
 * @param err     receives details on failure; may be NULL
 * @return 0, whatever became of the single pages; WIKIJS_E_ARG a list or options are malformed; WIKIJS_E_CANCELED; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_API int wikijs_pages_create_many(wikijs_client *client, const wikijs_pages_create_input *inputs, size_t count,
                                        const wikijs_batch_options *batch, wikijs_results **out, wikijs_error *err);

/** Start wikijs_pages_create_many(); the arguments are copied. @since 0.1 */
WIKIJS_API int wikijs_pages_create_many_async(wikijs_client *client, const wikijs_pages_create_input *inputs,
                                              size_t count, const wikijs_batch_options *batch, wikijs_call_done_fn done,
                                              void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_pages_create_many_async(). @since 0.1 */
WIKIJS_API int wikijs_pages_create_many_finish(wikijs_call *call, wikijs_results **out, wikijs_error *err);

/**
 * Change pages, one after the other. Each keeps what its input does not set.
 *
 * @param client  client
 * @param ids     ids of the pages
 * @param inputs  array of inputs, each initialised by WIKIJS_PAGES_UPDATE_INPUT_INIT
 * @param input_count  as many as ids, or 1: the same change for all
 * @param batch   how to cut the work into requests; NULL for defaults
 * @param out     receives what became of each; free with wikijs_results_free()
 * @param err     receives details on failure; may be NULL
 * @return 0, whatever became of the single pages; WIKIJS_E_ARG a list or options are malformed; WIKIJS_E_CANCELED; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_API int wikijs_pages_update_many(wikijs_client *client, wikijs_ints ids, const wikijs_pages_update_input *inputs,
                                        size_t input_count, const wikijs_batch_options *batch, wikijs_results **out,
                                        wikijs_error *err);

/** Start wikijs_pages_update_many(); the arguments are copied. @since 0.1 */
WIKIJS_API int wikijs_pages_update_many_async(wikijs_client *client, wikijs_ints ids,
                                              const wikijs_pages_update_input *inputs, size_t input_count,
                                              const wikijs_batch_options *batch, wikijs_call_done_fn done,
                                              void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_pages_update_many_async(). @since 0.1 */
WIKIJS_API int wikijs_pages_update_many_finish(wikijs_call *call, wikijs_results **out, wikijs_error *err);

/**
 * Delete pages, one after the other.
 *
 * @param client  client
 * @param ids     ids of the pages
 * @param options time limit of each; NULL for defaults
 * @param batch   how to cut the work into requests; NULL for defaults
 * @param out     receives what became of each; free with wikijs_results_free()
 * @param err     receives details on failure; may be NULL
 * @return 0, whatever became of the single pages; WIKIJS_E_ARG a list or options are malformed; WIKIJS_E_CANCELED; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_API int wikijs_pages_delete_many(wikijs_client *client, wikijs_ints ids, const wikijs_call_options *options,
                                        const wikijs_batch_options *batch, wikijs_results **out, wikijs_error *err);

/** Start wikijs_pages_delete_many(); the arguments are copied. @since 0.1 */
WIKIJS_API int wikijs_pages_delete_many_async(wikijs_client *client, wikijs_ints ids,
                                              const wikijs_call_options *options, const wikijs_batch_options *batch,
                                              wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_pages_delete_many_async(). @since 0.1 */
WIKIJS_API int wikijs_pages_delete_many_finish(wikijs_call *call, wikijs_results **out, wikijs_error *err);

#ifdef __cplusplus
}
#endif
#endif
