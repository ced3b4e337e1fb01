/* SPDX-License-Identifier: MIT */
#ifndef CLI_OUTPUT_JQ_H
#define CLI_OUTPUT_JQ_H

#include "text/buffer.h"

/*
 * Run a jq expression on JSON text. Each result is added to `out` on a line of its own: a string as it is, anything
 * else as JSON. Returns NULL, or what went wrong; free it.
 */
char *jq_filter(struct buffer *out, const char *expression, const char *json, size_t length);

/* Whether an expression can be run at all, to be asked before anything is sent. Returns NULL, or why not; free it. */
char *jq_check(const char *expression);

#endif
