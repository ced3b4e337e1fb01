/* SPDX-License-Identifier: MIT */
/*
 * The three public functions of an operation, from one line:
 *
 *     static void prepare_history(struct wj_request *request, struct history_args *args, int64_t id,
 *                                 const wikijs_pages_history_options *options)
 *     ...
 *     WJ_TYPED(wikijs_pages_history, wj_op_pages_history, struct history_args, prepare_history, wikijs_page_history,
 *              (int64_t id, const wikijs_pages_history_options *options), (id, options))
 *
 * defines wikijs_pages_history(), wikijs_pages_history_async() and wikijs_pages_history_finish(). The prepare function
 * gets a zeroed argument struct and a request that names the operation and the struct; it copies the caller's values
 * or refuses them.
 */
#ifndef WJ_API_TYPED_H
#define WJ_API_TYPED_H

#include "base/status.h"
#include "client/request.h"

/* For operations without arguments. */
struct wj_no_args {
    char unused;
};

#define WJ_UNPACK(...) __VA_ARGS__

#define WJ_PREPARED(operation, Args, prepare, values)                                            \
    Args args = { 0 };                                                                           \
    struct wj_request request = { .op = &(operation), .args = &args, .args_size = sizeof args }; \
    prepare(&request, &args, WJ_UNPACK values)

/* An operation whose result is one object, which the caller owns. */
#define WJ_TYPED(name, operation, Args, prepare, Result, params, values)                               \
    int name(wikijs_client *client, WJ_UNPACK params, Result **out, wikijs_error *err)                 \
    {                                                                                                  \
        if (!out)                                                                                      \
            return wj_error_set(err, WIKIJS_E_ARG, "no place for the result was given");               \
        WJ_PREPARED(operation, Args, prepare, values);                                                 \
        void *result = NULL;                                                                           \
        int status = wj_run(client, &request, &result, err);                                           \
        if (result)                                                                                    \
            *out = result;                                                                             \
        return status;                                                                                 \
    }                                                                                                  \
    int name##_async(wikijs_client *client, WJ_UNPACK params, wikijs_call_done_fn done, void *payload, \
                     wikijs_call **out_call)                                                           \
    {                                                                                                  \
        WJ_PREPARED(operation, Args, prepare, values);                                                 \
        return wj_submit(client, &request, done, payload, out_call);                                   \
    }                                                                                                  \
    int name##_finish(wikijs_call *call, Result **out, wikijs_error *err)                              \
    {                                                                                                  \
        void *result = NULL;                                                                           \
        int status = wj_finish(call, &(operation), out ? &result : NULL, err);                         \
        if (result)                                                                                    \
            *out = result;                                                                             \
        return status;                                                                                 \
    }

/* A boolean answer is copied out of its result. */
static inline int wj_take_bool(int status, struct wj_bool_result *result, bool *out)
{
    if (result) {
        *out = result->value;
        wj_result_free(result);
    }
    return status;
}

/* An operation whose result is true or false. */
#define WJ_TYPED_BOOL(name, operation, Args, prepare, params, values)                                  \
    int name(wikijs_client *client, WJ_UNPACK params, bool *out, wikijs_error *err)                    \
    {                                                                                                  \
        if (!out)                                                                                      \
            return wj_error_set(err, WIKIJS_E_ARG, "no place for the result was given");               \
        WJ_PREPARED(operation, Args, prepare, values);                                                 \
        void *result = NULL;                                                                           \
        int status = wj_run(client, &request, &result, err);                                           \
        return wj_take_bool(status, result, out);                                                      \
    }                                                                                                  \
    int name##_async(wikijs_client *client, WJ_UNPACK params, wikijs_call_done_fn done, void *payload, \
                     wikijs_call **out_call)                                                           \
    {                                                                                                  \
        WJ_PREPARED(operation, Args, prepare, values);                                                 \
        return wj_submit(client, &request, done, payload, out_call);                                   \
    }                                                                                                  \
    int name##_finish(wikijs_call *call, bool *out, wikijs_error *err)                                 \
    {                                                                                                  \
        if (!out)                                                                                      \
            return wj_error_set(err, WIKIJS_E_ARG, "no place for the result was given");               \
        void *result = NULL;                                                                           \
        int status = wj_finish(call, &(operation), &result, err);                                      \
        return wj_take_bool(status, result, out);                                                      \
    }

/* An operation that only succeeds or fails. */
#define WJ_TYPED_PLAIN(name, operation, Args, prepare, params, values)                                 \
    int name(wikijs_client *client, WJ_UNPACK params, wikijs_error *err)                               \
    {                                                                                                  \
        WJ_PREPARED(operation, Args, prepare, values);                                                 \
        return wj_run(client, &request, NULL, err);                                                    \
    }                                                                                                  \
    int name##_async(wikijs_client *client, WJ_UNPACK params, wikijs_call_done_fn done, void *payload, \
                     wikijs_call **out_call)                                                           \
    {                                                                                                  \
        WJ_PREPARED(operation, Args, prepare, values);                                                 \
        return wj_submit(client, &request, done, payload, out_call);                                   \
    }                                                                                                  \
    int name##_finish(wikijs_call *call, wikijs_error *err)                                            \
    {                                                                                                  \
        return wj_finish(call, &(operation), NULL, err);                                               \
    }

#endif
