/* SPDX-License-Identifier: MIT */
#ifndef WJ_API_OPERATION_H
#define WJ_API_OPERATION_H

#include "graphql/operation.h"
#include <wikijs/error.h>

/* The row of this name that GraphQL can be asked for; else NULL, and *err says what is near. */
const struct wj_op *wj_op_named(const char *name, wikijs_error *err);

#endif
