/* SPDX-License-Identifier: MIT */
/**
 * @file graphql.h
 * Any GraphQL document, for what has no function of its own.
 *
 *     wikijs_answer *answer;
 *     wikijs_graphql(client, "{ site { config { title } } }", NULL, &answer, &err);
 *     fwrite(answer->body.ptr, 1, answer->body.len, stdout);
 *     wikijs_answer_free(answer);
 */
#ifndef WIKIJS_GRAPHQL_H
#define WIKIJS_GRAPHQL_H

#include <wikijs/error.h>
#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct wikijs_graphql_options {
    size_t struct_size;
    const char *variables_json; /* a JSON object; NULL: none */
    const char *operation_name; /* NULL: the only one of the document */
    int64_t timeout_ms;         /* 0: the client's default */
} wikijs_graphql_options;

#define WIKIJS_GRAPHQL_OPTIONS_INIT                   \
    {                                                 \
        .struct_size = sizeof(wikijs_graphql_options) \
    }

/** The server's answer as it came. */
typedef struct wikijs_answer {
    uint64_t present;
    int64_t http_status; /* such as 200 */
    wikijs_str body;     /* JSON text */
    wikijs_str data;     /* JSON text of "data", "null" when there was none */
} wikijs_answer;

/**
 * Send one GraphQL document and wait for the answer.
 *
 * @param client    client
 * @param document  GraphQL text
 * @param options   NULL for defaults
 * @param out       receives the answer, also together with WIKIJS_E_GRAPHQL; free with wikijs_answer_free()
 * @param err       receives details on failure; may be NULL
 * @return 0; WIKIJS_E_GRAPHQL (or a more exact code) the answer holds errors; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_graphql(wikijs_client *client, const char *document, const wikijs_graphql_options *options,
                              wikijs_answer **out, wikijs_error *err);

/**
 * Start wikijs_graphql() without waiting.
 *
 * @param client    client
 * @param document  GraphQL text; copied
 * @param options   NULL for defaults; copied
 * @param done      runs when the call has ended
 * @param payload   given to `done`
 * @param out_call  receives the call, valid until `done` returns; may be NULL
 * @return 0 started; WIKIJS_E_ARG, WIKIJS_E_BUSY, WIKIJS_E_NOMEM: `done` will not run
 * @since 0.1
 */
WIKIJS_API int wikijs_graphql_async(wikijs_client *client, const char *document, const wikijs_graphql_options *options,
                                    wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/**
 * Take the outcome of wikijs_graphql_async().
 *
 * @param call  ended call
 * @param out   receives the answer; free with wikijs_answer_free()
 * @param err   receives details on failure; may be NULL
 * @return as wikijs_graphql()
 * @since 0.1
 */
WIKIJS_API int wikijs_graphql_finish(wikijs_call *call, wikijs_answer **out, wikijs_error *err);

/**
 * Free an answer.
 *
 * @param answer  answer, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_answer_free(wikijs_answer *answer);

#ifdef __cplusplus
}
#endif
#endif
