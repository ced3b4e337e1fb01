/* SPDX-License-Identifier: MIT */
/*
 * GraphQL answers: HTTP, errors[] and responseResult mapped to one status, the data decoded into the result.
 */
#ifndef WJ_GRAPHQL_ANSWER_H
#define WJ_GRAPHQL_ANSWER_H

#include "base/arena.h"
#include "graphql/operation.h"
#include "json/decode.h"
#include <wikijs/error.h>

/* What the inserted credentials probe (`wj_probe: users{profile{id}}`) said. */
enum wj_probe { WJ_PROBE_NONE, WJ_PROBE_USER, WJ_PROBE_GUEST };

struct wj_answer_in {
    const struct wj_op *op;
    int http_status;
    const char *content_type; /* or NULL */
    char *text;               /* body, padded; owned by `arena`; changed by decoding */
    size_t length;
    bool has_credentials; /* a token was sent */
    bool as_json;         /* the result is a wikijs_answer with the JSON text of the operation's own part */
};

struct wj_answer_out {
    void *result; /* made with wj_result_new in `arena`; NULL when there is none */
    enum wj_probe probe;
    bool maybe_guest; /* the refusal is what a guest would get: "Forbidden", "Unauthorized", 1019, 6013 */
};

#define WJ_PROBE_FIELD " wj_probe:users{profile{id}}"

/*
 * Read an answer. Fills *err (code, http_status, server_code, slug, path, permission, message, retry_after_ms from
 * "Too many requests, please try again in N seconds.", flags) unless it returns 0.
 */
int wj_answer_read(const struct wj_answer_in *in, struct wj_json_parser *parser, struct wj_arena *arena,
                   struct wj_answer_out *out, wikijs_error *err);

/* The status for one of the server's error numbers, or 0 when the number is unknown. */
int wj_server_error_status(int server_code);

#endif
