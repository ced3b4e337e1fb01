/* SPDX-License-Identifier: MIT */
/* What the server's refusals mean: numbers, texts, class names and HTTP statuses to one status. */
#ifndef WJ_GRAPHQL_REFUSAL_H
#define WJ_GRAPHQL_REFUSAL_H

#include <stdbool.h>
#include <stdint.h>

#include "graphql/operation.h"
#include <wikijs/error.h>

/* One refusal as the server worded it; what it did not say is 0 or NULL. */
struct wj_refusal {
    int server_code;  /* 6003; 1 stands for "some error" */
    const char *slug; /* "PageNotFound", or the class of a JavaScript or database error */
    const char *message;
    const char *kind;      /* extensions.code: "GRAPHQL_VALIDATION_FAILED" */
    const char *sql_state; /* "23505" */
    int http_status;
    const char *path;       /* "pages.single.content"; NULL: the operation's name */
    const char *permission; /* of the field at `path`, when it is restricted */
    bool has_credentials;
};

/*
 * Fill *err from a refusal of `op`; returns its status. *maybe_guest: it is what a guest would be told. `otherwise` is
 * the status of a refusal that is not known more exactly.
 */
int wj_refuse(const struct wj_op *op, const struct wj_refusal *refusal, int otherwise, bool *maybe_guest,
              wikijs_error *err);

/* The status for an answer that has nothing to tell but its HTTP status; 0 below 300. */
int wj_http_refusal_status(int http_status);

#endif
