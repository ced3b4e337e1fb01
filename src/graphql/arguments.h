/* SPDX-License-Identifier: MIT */
/* Arguments that come as JSON text, checked against an operation's rows before anything is sent. */
#ifndef WJ_GRAPHQL_ARGUMENTS_H
#define WJ_GRAPHQL_ARGUMENTS_H

#include "graphql/operation.h"
#include <wikijs/error.h>

/* Whether the server or the library demands the argument. */
bool wj_arg_required(const struct wj_arg *arg);

/*
 * Check a JSON object of arguments: names, types, and that what is required is there. NULL is an empty object. Values are
 * never part of a message: they may be secrets. Returns 0, WIKIJS_E_ARG, WIKIJS_E_TOO_LARGE or WIKIJS_E_NOMEM.
 */
int wj_arguments_check(const struct wj_op *op, const char *json, wikijs_error *err);

#endif
