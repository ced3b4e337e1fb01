/* SPDX-License-Identifier: MIT */
/**
 * @file assets_many.h
 * Many uploads at once: what wikijs_assets_upload() does for one file, a few at a time, each with its own outcome.
 *
 *     wikijs_assets_upload_input inputs[2] = { WIKIJS_ASSETS_UPLOAD_INPUT_INIT, WIKIJS_ASSETS_UPLOAD_INPUT_INIT };
 *     inputs[0].file = "logo.png";
 *     inputs[1].file = "photo.jpg";
 *     wikijs_results *results;
 *     if (wikijs_assets_upload_many(client, inputs, 2, NULL, &results, &err) == 0)
 *         for (size_t i = 0; i < wikijs_results_count(results); i++)
 *             puts(wikijs_results_asset(results, i) ? wikijs_results_asset(results, i)->path
 *                                                   : wikijs_results_error(results, i)->message);
 *     wikijs_results_free(results);
 *
 * Outcomes come in the order of the inputs. See pages.h for `_async` and `_finish`.
 */
#ifndef WIKIJS_ASSETS_MANY_H
#define WIKIJS_ASSETS_MANY_H

#include <wikijs/assets.h>
#include <wikijs/batch.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How many files are uploaded together, and who is told about it. */
typedef struct wikijs_assets_upload_many_options {
    size_t struct_size;
    int64_t max_in_flight; /* requests at a time, at most 64; 0: 4 */
    /* Told about all files together: bytes sent, and bytes to send, -1 while the size of one is not known. The second falls
     * when an image becomes smaller or a file fails. False cancels what is not yet sent; the rest is still made sure of. */
    wikijs_progress_fn progress; /* may be NULL */
    void *progress_payload;
} wikijs_assets_upload_many_options;

#define WIKIJS_ASSETS_UPLOAD_MANY_OPTIONS_INIT                   \
    {                                                            \
        .struct_size = sizeof(wikijs_assets_upload_many_options) \
    }

/**
 * Upload files; objects are wikijs_asset. A file that fails does not stop the others.
 *
 * POST /u streams each file. A folder is looked up, or made, once, and listed twice for all of its files: before the first
 * is sent, to find out which names are taken, and after the last one, to return the new assets and to make sure of them. Two
 * inputs of the same name in the same folder are not both sent: the later one fails with WIKIJS_E_ARG, and so do all inputs
 * of a folder that others have named in another way. Progress callbacks and time limits of the inputs count for their file alone.
 *
 * @param client   client
 * @param inputs   array of inputs, each initialised by WIKIJS_ASSETS_UPLOAD_INPUT_INIT; contents and callbacks must live
 *                 until the call has ended
 * @param count    number of inputs
 * @param options  NULL for defaults
 * @param out      receives what became of each; free with wikijs_results_free()
 * @param err      receives details on failure; may be NULL
 * @return 0, whatever became of the single files; WIKIJS_E_ARG the list or the options are malformed; WIKIJS_E_CANCELED;
 *         WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_API int wikijs_assets_upload_many(wikijs_client *client, const wikijs_assets_upload_input *inputs, size_t count,
                                         const wikijs_assets_upload_many_options *options, wikijs_results **out,
                                         wikijs_error *err);

/** Start wikijs_assets_upload_many(); the inputs are copied, contents are not. @since 0.1 */
WIKIJS_API int wikijs_assets_upload_many_async(wikijs_client *client, const wikijs_assets_upload_input *inputs,
                                               size_t count, const wikijs_assets_upload_many_options *options,
                                               wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_assets_upload_many_async(). @since 0.1 */
WIKIJS_API int wikijs_assets_upload_many_finish(wikijs_call *call, wikijs_results **out, wikijs_error *err);

#ifdef __cplusplus
}
#endif
#endif
