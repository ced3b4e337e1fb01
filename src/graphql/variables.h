/* SPDX-License-Identifier: MIT */
/* The inside of "variables": one member for each argument that is not left out. */
#ifndef WJ_GRAPHQL_VARIABLES_H
#define WJ_GRAPHQL_VARIABLES_H

#include "base/buf.h"
#include "graphql/operation.h"
#include <wikijs/error.h>

/* 0, or WIKIJS_E_ARG with *err filled; failures of the buffer stay in the buffer. */
int wj_variables(struct wj_buf *out, const struct wj_op *op, const void *args, wikijs_error *err);

#endif
