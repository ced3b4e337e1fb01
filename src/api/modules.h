/* SPDX-License-Identifier: MIT */
/*
 * Comment providers, search engines, renderers: lists of things with a key, a switch and settings, which the server reads
 * and writes in one and the same way.
 */
#ifndef WJ_API_MODULES_H
#define WJ_API_MODULES_H

#include <wikijs/module.h>

#include "api/key_values.h"
#include "client/request.h"

struct wj_modules_args {
    wikijs_module_inputs modules;
};

static const struct wj_arg wj_module_rows[] = {
    ARG(wikijs_module_input, is_enabled, "isEnabled", "Boolean!", WJ_ARG_BOOL, WJ_ARG_REQUIRED),
    ARG(wikijs_module_input, key, "key", "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
    ARG_OBJECTS(wikijs_module_input, config, "config", "[KeyValuePairInput]", wikijs_key_value_input, wj_key_value_rows,
                0),
};

/* How one of these lists is changed. */
struct wj_module_kind {
    const char *noun; /* "search engine" */
    const struct wj_op *read, *write;
    bool only_one; /* one is in use: to enable one disables the others */
};

/* The list of a query that the server offers to filter and to order. It ignores the filter. */
struct wj_filter_args {
    const char *filter, *order_by;
};

/* Check what a caller gives, before anything is sent. */
void wj_modules_prepare(struct wj_request *request, struct wj_modules_args *args, wikijs_module_inputs changes,
                        const wikijs_call_options *options);
/* The flow: read, merge, write. */
enum wj_step wj_modules_step(struct wikijs_call *call, struct wikijs_call *child, const struct wj_module_kind *kind);

#endif
