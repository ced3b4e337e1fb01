/* SPDX-License-Identifier: MIT */
/* Operation rows to request bodies. */
#ifndef WJ_GRAPHQL_DOCUMENT_H
#define WJ_GRAPHQL_DOCUMENT_H

#include "base/arena.h"
#include "base/buf.h"
#include "graphql/documents.h"
#include "graphql/operation.h"
#include <wikijs/error.h>

/* The fields that are selected: the mask (0: the defaults) without what breaks this operation's answer. */
uint64_t wj_op_selection(const struct wj_op *op, uint64_t fields);

/* The GraphQL text of an operation: "query($id:Int!){pages{single(id:$id){id path}}}". */
void wj_document(struct wj_buf *out, const struct wj_op *op, uint64_t fields);

/* The same as one root field of many: "r0_id:Int!" with a dollar before it is added to the declarations, and
 * "r0:pages{single(id:$r0_id){id path}}" to the fields, under an alias such as "r0". */
void wj_document_part(struct wj_buf *declarations, struct wj_buf *fields_out, const struct wj_op *op, uint64_t fields,
                      const char *alias);

/*
 * The JSON body {"query":...,"variables":{...}} of one operation, with the document out of `documents` unless that
 * is NULL. `args` is the struct that the op's argument rows describe.
 * *probe_at (or NULL) receives the offset behind the operation's own root field, where a further root field can be inserted.
 * Returns 0, WIKIJS_E_ARG (a required argument is missing, a number does not fit, a text is not UTF-8; err says which) or
 * the buffer's failure. `args` may be NULL when the operation has no arguments.
 */
int wj_body(struct wj_buf *out, struct wj_documents *documents, const struct wj_op *op, const void *args,
            uint64_t fields, size_t *probe_at, wikijs_error *err);

/* The same with the arguments as a JSON object that wj_arguments_check() let through; NULL: none. */
int wj_body_of_json(struct wj_buf *out, struct wj_documents *documents, const struct wj_op *op, const char *variables,
                    uint64_t fields, size_t *probe_at, wikijs_error *err);

/* Copy an argument struct of `size` bytes with all strings and lists that the rows name; NULL when out of memory. */
void *wj_args_copy(struct wj_arena *arena, const struct wj_op *op, const void *args, size_t size);

#endif
