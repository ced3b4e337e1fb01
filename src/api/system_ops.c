/* SPDX-License-Identifier: MIT */
/* Rows only. Arguments and their types are those of the server's schema; permissions are what its resolvers check. */
#include "api/system_ops.h"

#include "api/ops.h"
#include "model/models.h"

#define SYSTEM "manage:system"

/* clang-format off */

/* --- queries --- */

const struct wj_op wj_op_system_info = {
    OP("system", "info", .flags = WJ_OP_PARTIAL, .answer = WJ_ANSWER_OBJECT, .model = &wj_system_info_model,
       .permission = SYSTEM,
       .reads = "-changes by itself")
};
const struct wj_op wj_op_system_flags = {
    OP("system", "flags", .answer = WJ_ANSWER_LIST, .model = &wj_system_flag_model, .permission = SYSTEM,
       .reads = "flags")
};
const struct wj_op wj_op_system_extensions = {
    OP("system", "extensions", .answer = WJ_ANSWER_LIST, .model = &wj_system_extension_model, .permission = SYSTEM,
       .reads = "-changes with what is installed on the server")
};
const struct wj_op wj_op_system_export_status = {
    OP("system", "exportStatus", .answer = WJ_ANSWER_OBJECT, .model = &wj_system_export_status_model,
       .permission = SYSTEM,
       .reads = "-changes by itself")
};

/* --- mutations --- */

static const struct wj_arg flag_rows[] = {
    ARG(wikijs_system_flag_input, key,   "key",   "String!",  WJ_ARG_STRING, WJ_ARG_REQUIRED),
    ARG(wikijs_system_flag_input, value, "value", "Boolean!", WJ_ARG_FLAG,   WJ_ARG_REQUIRED),
};
static const struct wj_arg update_flags_args[] = {
    ARG_OBJECTS(struct wj_flags_args, flags, "flags", "[SystemFlagInput]!", wikijs_system_flag_input, flag_rows,
                WJ_ARG_REQUIRED),
};
const struct wj_op wj_op_system_update_flags = {
    OP("system", "updateFlags", OP_ARGS(update_flags_args), .flags = WJ_OP_WRITE | WJ_OP_IDEMPOTENT,
       .answer = WJ_ANSWER_RESPONSE, .permission = SYSTEM,
       .touches = "flags")
};

static const struct wj_arg set_flag_args[] = {
    ARG(struct wj_flag_args, key,   "key",   "String!",  WJ_ARG_STRING, WJ_ARG_REQUIRED),
    ARG(struct wj_flag_args, value, "value", "Boolean!", WJ_ARG_FLAG,   WJ_ARG_REQUIRED),
};
const struct wj_op wj_op_system_set_flag = {
    OP("system", "updateFlags", OP_ARGS(set_flag_args), .flags = WJ_OP_WRITE | WJ_OP_IDEMPOTENT,
       .answer = WJ_ANSWER_RESPONSE, .permission = SYSTEM,
       .touches = "flags")
};

static const struct wj_arg export_args[] = {
    ARG(struct wj_export_args, entities, "entities", "[String]!", WJ_ARG_STRINGS, WJ_ARG_REQUIRED),
    ARG(struct wj_export_args, path,     "path",     "String!",   WJ_ARG_STRING,  WJ_ARG_REQUIRED),
};
const struct wj_op wj_op_system_export = {
    OP("system", "export", OP_ARGS(export_args), .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_RESPONSE,
       .permission = SYSTEM,
       .touches = "-writes files on the server")
};
const struct wj_op wj_op_system_export_whole = {
    OP("system", "export", OP_ARGS(export_args), .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_RESPONSE,
       .permission = SYSTEM,
       .touches = "-writes files on the server")
};

static const struct wj_arg enabled_args[] = {
    ARG(struct wj_enabled_args, enabled, "enabled", "Boolean!", WJ_ARG_FLAG, WJ_ARG_REQUIRED),
};
const struct wj_op wj_op_system_set_telemetry = {
    OP("system", "setTelemetry", OP_ARGS(enabled_args), .flags = WJ_OP_WRITE | WJ_OP_IDEMPOTENT,
       .answer = WJ_ANSWER_RESPONSE, .permission = SYSTEM,
       .touches = "-shows in system.info only, which is not kept")
};
const struct wj_op wj_op_system_set_https_redirection = {
    OP("system", "setHTTPSRedirection", OP_ARGS(enabled_args), .flags = WJ_OP_WRITE | WJ_OP_IDEMPOTENT,
       .answer = WJ_ANSWER_RESPONSE, .permission = SYSTEM,
       .touches = "-shows in system.info only, which is not kept")
};
const struct wj_op wj_op_system_reset_telemetry_client_id = {
    OP("system", "resetTelemetryClientId", .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_RESPONSE, .permission = SYSTEM,
       .touches = "-shows in system.info only, which is not kept")
};
const struct wj_op wj_op_system_renew_https_certificate = {
    OP("system", "renewHTTPSCertificate", .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_RESPONSE, .permission = SYSTEM,
       .touches = "-shows in system.info only, which is not kept")
};
const struct wj_op wj_op_system_perform_upgrade = {
    OP("system", "performUpgrade", .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_RESPONSE, .permission = SYSTEM,
       .touches = "*")
};

static const char *const mode_names[] = { NULL, "MULTI", "SINGLE", "NONE" };
static const struct wj_arg import_args[] = {
    ARG(struct wj_import_users_args, connection, "mongoDbConnString", "String!", WJ_ARG_STRING,
        WJ_ARG_REQUIRED | WJ_ARG_SECRET),
    ARG_ENUM(struct wj_import_users_args, mode, "groupMode", "SystemImportUsersGroupMode!", mode_names, WJ_ARG_REQUIRED),
};
const struct wj_op wj_op_system_import_users = {
    OP("system", "importUsersFromV1", OP_ARGS(import_args), .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_RESPONSE,
       .model = &wj_system_import_model, .permission = SYSTEM,
       .touches = "*")
};

/* clang-format on */

const struct wj_op *const wj_system_ops[] = {
    &wj_op_system_info,
    &wj_op_system_flags,
    &wj_op_system_extensions,
    &wj_op_system_export_status,
    &wj_op_system_update_flags,
    &wj_op_system_export,
    &wj_op_system_set_telemetry,
    &wj_op_system_reset_telemetry_client_id,
    &wj_op_system_set_https_redirection,
    &wj_op_system_renew_https_certificate,
    &wj_op_system_perform_upgrade,
    &wj_op_system_import_users,
    NULL,
};
