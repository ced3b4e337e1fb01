/* SPDX-License-Identifier: MIT */
/* Reads one answer body as the transport would deliver it. */
#ifndef TEST_READING_H
#define TEST_READING_H

#include "graphql/answer.h"

struct reading {
    struct wj_arena *arena;
    struct wj_json_parser *parser;
    struct wj_answer_out out;
    wikijs_error err;
    int status;
};

/* WIKIJS_E_NOMEM when there was not even memory for the body. */
void reading_start(struct reading *r, const wikijs_allocator *allocator, const struct wj_op *op, int http,
                   const char *body, bool has_credentials);
/* The same, with the result as JSON text. */
void reading_start_as_json(struct reading *r, const wikijs_allocator *allocator, const struct wj_op *op, int http,
                           const char *body);
void reading_end(struct reading *r);

#endif
