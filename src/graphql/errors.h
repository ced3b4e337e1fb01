/* SPDX-License-Identifier: MIT */
/* The elements of errors[]: their table, and what one of them means. */
#ifndef WJ_GRAPHQL_ERRORS_H
#define WJ_GRAPHQL_ERRORS_H

#include <stdbool.h>

#include "graphql/answer.h"

struct wj_extensions;

struct wj_server_error {
    uint64_t present;
    const char *message;
    wikijs_str path; /* JSON: names and indices */
    const struct wj_extensions *extensions;
};

extern const struct wikijs_model wj_server_error_model;

/* Whether it is about the inserted credentials probe, not about the operation. */
bool wj_is_probe_error(const struct wj_server_error *error);

/* Fill *err from an error of the operation; returns its status. */
int wj_refuse_error(const struct wj_answer_in *in, const struct wj_server_error *error, bool *maybe_guest,
                    wikijs_error *err);

#endif
