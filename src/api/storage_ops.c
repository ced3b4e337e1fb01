/* SPDX-License-Identifier: MIT */
/* Rows only. Arguments and their types are those of the server's schema; permissions are what its resolvers check. */
#include "api/storage_ops.h"

#include "api/key_values.h"
#include "api/ops.h"
#include "model/models.h"

#define SYSTEM "manage:system"

/* clang-format off */

const struct wj_op wj_op_storage_targets = {
    OP("storage", "targets", .answer = WJ_ANSWER_LIST, .model = &wj_storage_target_model, .permission = SYSTEM,
       .reads = "storage")
};
const struct wj_op wj_op_storage_status = {
    OP("storage", "status", .answer = WJ_ANSWER_LIST, .model = &wj_storage_status_model, .permission = SYSTEM,
       .reads = "-changes by itself")
};

static const struct wj_arg target_rows[] = {
    ARG(struct wj_target, is_enabled,    "isEnabled",    "Boolean!", WJ_ARG_FLAG,   WJ_ARG_REQUIRED),
    ARG(struct wj_target, key,           "key",          "String!",  WJ_ARG_STRING, WJ_ARG_REQUIRED),
    ARG(struct wj_target, mode,          "mode",         "String!",  WJ_ARG_STRING, WJ_ARG_REQUIRED),
    ARG(struct wj_target, sync_interval, "syncInterval", "String",   WJ_ARG_STRING, 0),
    ARG_OBJECTS(struct wj_target, config, "config", "[KeyValuePairInput]", wikijs_key_value_input, wj_key_value_rows,
                WJ_ARG_SECRET),
};
static const struct wj_arg update_targets_args[] = {
    ARG_OBJECTS(struct wj_targets_args, targets, "targets", "[StorageTargetInput]!", struct wj_target, target_rows,
                WJ_ARG_REQUIRED | WJ_ARG_SECRET),
};
const struct wj_op wj_op_storage_update_targets = {
    OP("storage", "updateTargets", OP_ARGS(update_targets_args), .flags = WJ_OP_WRITE | WJ_OP_IDEMPOTENT,
       .answer = WJ_ANSWER_RESPONSE, .permission = SYSTEM,
       .touches = "storage")
};

static const struct wj_arg change_args[] = {
    ARG(struct wj_change_target_args, key,           "key",          "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
    ARG(struct wj_change_target_args, mode,          "mode",         "String",  WJ_ARG_STRING, 0),
    ARG(struct wj_change_target_args, sync_interval, "syncInterval", "String",  WJ_ARG_STRING, 0),
    ARG_OBJECTS(struct wj_change_target_args, config, "config", "[KeyValuePairInput]", wikijs_key_value_input,
                wj_key_value_rows, WJ_ARG_SECRET),
};
const struct wj_op wj_op_storage_change = {
    OP("storage", "updateTargets", OP_ARGS(change_args), .flags = WJ_OP_WRITE | WJ_OP_IDEMPOTENT,
       .answer = WJ_ANSWER_RESPONSE, .permission = SYSTEM,
       .touches = "storage")
};

static const struct wj_arg action_args[] = {
    ARG(struct wj_action_args, key,     "targetKey", "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
    ARG(struct wj_action_args, handler, "handler",   "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
};
const struct wj_op wj_op_storage_execute_action = {
    OP("storage", "executeAction", OP_ARGS(action_args), .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_RESPONSE,
       .permission = SYSTEM,
       .touches = "*")
};
const struct wj_op wj_op_storage_execute = {
    OP("storage", "executeAction", OP_ARGS(action_args), .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_RESPONSE,
       .permission = SYSTEM,
       .touches = "*")
};

/* clang-format on */

const struct wj_op *const wj_storage_ops[] = {
    &wj_op_storage_targets, &wj_op_storage_status, &wj_op_storage_update_targets, &wj_op_storage_execute_action, NULL,
};
