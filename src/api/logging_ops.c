/* SPDX-License-Identifier: MIT */
/* Rows only. Arguments and their types are those of the server's schema; permissions are what its resolvers check. */
#include "api/logging_ops.h"

#include "api/key_values.h"
#include "api/ops.h"
#include "model/models.h"

#define SYSTEM "manage:system"

/* clang-format off */

static const struct wj_arg list_args[] = {
    ARG(struct wj_filter_args, filter,   "filter",  "String", WJ_ARG_STRING, 0),
    ARG(struct wj_filter_args, order_by, "orderBy", "String", WJ_ARG_STRING, 0),
};
const struct wj_op wj_op_logging_loggers = {
    OP("logging", "loggers", OP_ARGS(list_args), .answer = WJ_ANSWER_LIST, .model = &wj_logger_model,
       .permission = SYSTEM,
       .reads = "loggers")
};

static const struct wj_arg logger_rows[] = {
    ARG(struct wj_logger, is_enabled, "isEnabled", "Boolean!", WJ_ARG_FLAG,   WJ_ARG_REQUIRED),
    ARG(struct wj_logger, key,        "key",       "String!",  WJ_ARG_STRING, WJ_ARG_REQUIRED),
    ARG(struct wj_logger, level,      "level",     "String!",  WJ_ARG_STRING, WJ_ARG_REQUIRED),
    ARG_OBJECTS(struct wj_logger, config, "config", "[KeyValuePairInput]", wikijs_key_value_input, wj_key_value_rows,
                WJ_ARG_SECRET),
};
static const struct wj_arg update_args[] = {
    ARG_OBJECTS(struct wj_loggers_args, loggers, "loggers", "[LoggerInput]", struct wj_logger, logger_rows,
                WJ_ARG_REQUIRED | WJ_ARG_SECRET),
};
const struct wj_op wj_op_logging_update_loggers = {
    OP("logging", "updateLoggers", OP_ARGS(update_args), .flags = WJ_OP_WRITE | WJ_OP_IDEMPOTENT,
       .answer = WJ_ANSWER_RESPONSE, .permission = SYSTEM,
       .touches = "loggers")
};

static const struct wj_arg change_args[] = {
    ARG(struct wj_change_logger_args, key,   "key",   "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
    ARG(struct wj_change_logger_args, level, "level", "String",  WJ_ARG_STRING, 0),
    ARG_OBJECTS(struct wj_change_logger_args, config, "config", "[KeyValuePairInput]", wikijs_key_value_input,
                wj_key_value_rows, WJ_ARG_SECRET),
};
const struct wj_op wj_op_logging_change = {
    OP("logging", "updateLoggers", OP_ARGS(change_args), .flags = WJ_OP_WRITE | WJ_OP_IDEMPOTENT,
       .answer = WJ_ANSWER_RESPONSE, .permission = SYSTEM,
       .touches = "loggers")
};

/* clang-format on */

const struct wj_op *const wj_logging_ops[] = {
    &wj_op_logging_loggers,
    &wj_op_logging_update_loggers,
    NULL,
};
