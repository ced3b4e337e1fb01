/* SPDX-License-Identifier: MIT */
#ifndef WJ_API_GRAPHQL_H
#define WJ_API_GRAPHQL_H

#include <stdbool.h>

#include "graphql/operation.h"

/* Any document that only reads, and any that may write. */
extern const struct wj_op wj_op_graphql_query, wj_op_graphql_mutation;

/* Whether a document holds a mutation, outside strings, comments and selections. */
bool wj_document_writes(const char *document);

#endif
