/* SPDX-License-Identifier: MIT */
/**
 * @file users_many.h
 * Many users at once: what wikijs_users_get() and its brothers do for one, in a few requests, each with its own outcome.
 *
 *     int64_t ids[] = { 12, 13, 14 };
 *     wikijs_results *results;
 *     if (wikijs_users_get_many(client, (wikijs_ints){ ids, 3 }, NULL, NULL, &results, &err) == 0)
 *         for (size_t i = 0; i < wikijs_results_count(results); i++)
 *             puts(wikijs_results_user(results, i) ? wikijs_results_user(results, i)->name
 *                                               : wikijs_results_error(results, i)->message);
 *     wikijs_results_free(results);
 *
 * Outcomes come in the order of the input. See batch.h for how requests are made of it, and pages.h for `_async` and
 * `_finish`.
 */
#ifndef WIKIJS_USERS_MANY_H
#define WIKIJS_USERS_MANY_H

#include <wikijs/batch.h>
#include <wikijs/users.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Read users by their ids; objects are wikijs_user.
 *
 * Server operation: users.single.
 *
 * @param client  client
 * @param ids     ids; one that is given twice is read once for each
 * @param options as for wikijs_users_get()
 * @param batch   how to cut the work into requests; NULL for defaults
 * @param out     receives what became of each; free with wikijs_results_free()
 * @param err     receives details on failure; may be NULL
 * @return 0, whatever became of the single users; WIKIJS_E_ARG a list or options are malformed; WIKIJS_E_CANCELED;
 *         WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_API int wikijs_users_get_many(wikijs_client *client, wikijs_ints ids, const wikijs_users_get_options *options,
                                     const wikijs_batch_options *batch, wikijs_results **out, wikijs_error *err);

/** Start wikijs_users_get_many(); the arguments are copied. @since 0.1 */
WIKIJS_API int wikijs_users_get_many_async(wikijs_client *client, wikijs_ints ids,
                                           const wikijs_users_get_options *options, const wikijs_batch_options *batch,
                                           wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_users_get_many_async(). @since 0.1 */
WIKIJS_API int wikijs_users_get_many_finish(wikijs_call *call, wikijs_results **out, wikijs_error *err);

/**
 * Create users, one after the other; objects are wikijs_user_item.
 *
 * Server operations: those of wikijs_users_create().
 *
 * @param client  client
 * @param inputs  array of inputs, each initialised by WIKIJS_USERS_CREATE_INPUT_INIT
 * @param count   number of inputs
 * @param batch   how to cut the work into requests; NULL for defaults
 * @param out     receives what became of each; free with wikijs_results_free()
 * @param err     receives details on failure; may be NULL
 * @return 0, whatever became of the single users; WIKIJS_E_ARG a list or options are malformed; WIKIJS_E_CANCELED;
 *         WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_API int wikijs_users_create_many(wikijs_client *client, const wikijs_users_create_input *inputs, size_t count,
                                        const wikijs_batch_options *batch, wikijs_results **out, wikijs_error *err);

/** Start wikijs_users_create_many(); the arguments are copied. @since 0.1 */
WIKIJS_API int wikijs_users_create_many_async(wikijs_client *client, const wikijs_users_create_input *inputs,
                                              size_t count, const wikijs_batch_options *batch, wikijs_call_done_fn done,
                                              void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_users_create_many_async(). @since 0.1 */
WIKIJS_API int wikijs_users_create_many_finish(wikijs_call *call, wikijs_results **out, wikijs_error *err);

/**
 * Change users, one after the other; there are no objects.
 *
 * Server operations: those of wikijs_users_update().
 *
 * @param client  client
 * @param ids     ids
 * @param inputs  one input for each id, or one for all
 * @param input_count  number of inputs: 1, or the number of ids
 * @param batch   how to cut the work into requests; NULL for defaults
 * @param out     receives what became of each; free with wikijs_results_free()
 * @param err     receives details on failure; may be NULL
 * @return 0, whatever became of the single users; WIKIJS_E_ARG a list or options are malformed; WIKIJS_E_CANCELED;
 *         WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_API int wikijs_users_update_many(wikijs_client *client, wikijs_ints ids, const wikijs_users_update_input *inputs,
                                        size_t input_count, const wikijs_batch_options *batch, wikijs_results **out,
                                        wikijs_error *err);

/** Start wikijs_users_update_many(); the arguments are copied. @since 0.1 */
WIKIJS_API int wikijs_users_update_many_async(wikijs_client *client, wikijs_ints ids,
                                              const wikijs_users_update_input *inputs, size_t input_count,
                                              const wikijs_batch_options *batch, wikijs_call_done_fn done,
                                              void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_users_update_many_async(). @since 0.1 */
WIKIJS_API int wikijs_users_update_many_finish(wikijs_call *call, wikijs_results **out, wikijs_error *err);

/**
 * Delete users, one after the other; there are no objects.
 *
 * Server operations: those of wikijs_users_delete().
 *
 * @param client  client
 * @param ids     ids
 * @param replace_id  user who gets their pages, files and comments
 * @param options NULL for defaults
 * @param batch   how to cut the work into requests; NULL for defaults
 * @param out     receives what became of each; free with wikijs_results_free()
 * @param err     receives details on failure; may be NULL
 * @return 0, whatever became of the single users; WIKIJS_E_ARG a list or options are malformed; WIKIJS_E_CANCELED;
 *         WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_API int wikijs_users_delete_many(wikijs_client *client, wikijs_ints ids, int64_t replace_id,
                                        const wikijs_call_options *options, const wikijs_batch_options *batch,
                                        wikijs_results **out, wikijs_error *err);

/** Start wikijs_users_delete_many(); the arguments are copied. @since 0.1 */
WIKIJS_API int wikijs_users_delete_many_async(wikijs_client *client, wikijs_ints ids, int64_t replace_id,
                                              const wikijs_call_options *options, const wikijs_batch_options *batch,
                                              wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_users_delete_many_async(). @since 0.1 */
WIKIJS_API int wikijs_users_delete_many_finish(wikijs_call *call, wikijs_results **out, wikijs_error *err);

#ifdef __cplusplus
}
#endif
#endif
