/* SPDX-License-Identifier: MIT */
/* Rows only. Arguments and their types are those of the server's schema; permissions are what its resolvers check. */
#include "api/search_ops.h"

#include "api/ops.h"
#include "model/models.h"

/* clang-format off */

static const struct wj_arg list_args[] = {
    ARG(struct wj_filter_args, filter,   "filter",  "String", WJ_ARG_STRING, 0),
    ARG(struct wj_filter_args, order_by, "orderBy", "String", WJ_ARG_STRING, 0),
};
const struct wj_op wj_op_search_engines = {
    OP("search", "searchEngines", OP_ARGS(list_args), .answer = WJ_ANSWER_LIST, .model = &wj_search_engine_model,
       .permission = "manage:system",
       .reads = "engines")
};

static const struct wj_arg update_args[] = {
    ARG_OBJECTS(struct wj_modules_args, modules, "engines", "[SearchEngineInput]", wikijs_module_input, wj_module_rows,
                WJ_ARG_REQUIRED),
};
const struct wj_op wj_op_search_update_engines = {
    OP("search", "updateSearchEngines", OP_ARGS(update_args), .flags = WJ_OP_WRITE | WJ_OP_IDEMPOTENT,
       .answer = WJ_ANSWER_RESPONSE, .permission = "manage:system",
       .touches = "engines search")
};

const struct wj_op wj_op_search_rebuild_index = {
    OP("search", "rebuildIndex", .flags = WJ_OP_WRITE | WJ_OP_IDEMPOTENT, .answer = WJ_ANSWER_RESPONSE,
       .permission = "manage:system",
       .touches = "search")
};

/* clang-format on */

const struct wj_op *const wj_search_ops[] = {
    &wj_op_search_engines,
    &wj_op_search_update_engines,
    &wj_op_search_rebuild_index,
    NULL,
};
