/* SPDX-License-Identifier: MIT */
/* Rows only. Arguments and their types are those of the server's schema; permissions are what its resolvers check. */
#include "api/authentication_ops.h"

#include "api/key_values.h"
#include "api/ops.h"
#include "client/login.h"
#include "model/models.h"

#define API "manage:api or manage:system"
#define SYSTEM "manage:system"

enum { REQUIRED = WJ_ARG_REQUIRED, SECRET = WJ_ARG_REQUIRED | WJ_ARG_SECRET };

/* clang-format off */

/* --- accounts --- */

static const struct wj_arg change_password_args[] = {
    ARG(struct wj_change_password_args, continuation_token, "continuationToken", "String!", WJ_ARG_STRING, SECRET),
    ARG(struct wj_change_password_args, new_password,       "newPassword",       "String!", WJ_ARG_STRING, SECRET),
};
const struct wj_op wj_op_login_change_password = {
    OP("authentication", "loginChangePassword", OP_ARGS(change_password_args), .flags = WJ_OP_WRITE | WJ_OP_NO_AUTH,
       .answer = WJ_ANSWER_RESPONSE, .model = &wj_login_model,
       .touches = "-a password is in no answer")
};

static const struct wj_arg register_args[] = {
    ARG(struct wj_register_args, email,    "email",    "String!", WJ_ARG_STRING, REQUIRED),
    ARG(struct wj_register_args, password, "password", "String!", WJ_ARG_STRING, SECRET),
    ARG(struct wj_register_args, name,     "name",     "String!", WJ_ARG_STRING, REQUIRED),
};
const struct wj_op wj_op_register = {
    OP("authentication", "register", OP_ARGS(register_args), .flags = WJ_OP_WRITE | WJ_OP_NO_AUTH,
       .answer = WJ_ANSWER_RESPONSE, .model = &wj_registration_model,
       .touches = "users groups")
};

static const struct wj_arg forgot_password_args[] = {
    ARG(struct wj_forgot_password_args, email, "email", "String!", WJ_ARG_STRING, REQUIRED),
};
const struct wj_op wj_op_forgot_password = {
    OP("authentication", "forgotPassword", OP_ARGS(forgot_password_args), .flags = WJ_OP_WRITE | WJ_OP_NO_AUTH,
       .answer = WJ_ANSWER_RESPONSE,
       .touches = "-sends a mail")
};

const struct wj_op wj_op_regenerate_certificates = {
    OP("authentication", "regenerateCertificates", .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_RESPONSE,
       .permission = SYSTEM,
       .touches = "*")
};

const struct wj_op wj_op_reset_guest_user = {
    OP("authentication", "resetGuestUser", .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_RESPONSE, .permission = SYSTEM,
       .touches = "*")
};

/* --- API keys --- */

const struct wj_op wj_op_api_keys = {
    OP("authentication", "apiKeys", .answer = WJ_ANSWER_LIST, .model = &wj_api_key_model, .permission = API,
       .reads = "keys")
};

const struct wj_op wj_op_api_state = {
    OP("authentication", "apiState", .answer = WJ_ANSWER_BOOL, .permission = API,
       .reads = "keys")
};

static const struct wj_arg create_api_key_args[] = {
    ARG(struct wj_create_api_key_args, name,        "name",       "String!",  WJ_ARG_STRING, REQUIRED),
    ARG(struct wj_create_api_key_args, expiration,  "expiration", "String!",  WJ_ARG_STRING, REQUIRED),
    ARG(struct wj_create_api_key_args, full_access, "fullAccess", "Boolean!", WJ_ARG_FLAG,   REQUIRED),
    ARG(struct wj_create_api_key_args, group,       "group",      "Int",      WJ_ARG_INT,    0),
};
const struct wj_op wj_op_create_api_key = {
    OP("authentication", "createApiKey", OP_ARGS(create_api_key_args), .flags = WJ_OP_WRITE,
       .answer = WJ_ANSWER_RESPONSE, .model = &wj_new_api_key_model, .permission = API,
       .touches = "keys")
};

static const struct wj_arg revoke_api_key_args[] = {
    ARG(struct wj_revoke_api_key_args, id, "id", "Int!", WJ_ARG_INT, REQUIRED),
};
const struct wj_op wj_op_revoke_api_key = {
    OP("authentication", "revokeApiKey", OP_ARGS(revoke_api_key_args), .flags = WJ_OP_WRITE | WJ_OP_IDEMPOTENT,
       .answer = WJ_ANSWER_RESPONSE, .permission = API,
       .touches = "*")
};

static const struct wj_arg set_api_state_args[] = {
    ARG(struct wj_api_state_args, enabled, "enabled", "Boolean!", WJ_ARG_FLAG, REQUIRED),
};
const struct wj_op wj_op_set_api_state = {
    OP("authentication", "setApiState", OP_ARGS(set_api_state_args), .flags = WJ_OP_WRITE | WJ_OP_IDEMPOTENT,
       .answer = WJ_ANSWER_RESPONSE, .permission = API,
       .touches = "*")
};

/* --- strategies --- */

const struct wj_op wj_op_strategies = {
    OP("authentication", "strategies", .answer = WJ_ANSWER_LIST, .model = &wj_strategy_model, .permission = SYSTEM,
       .reads = "strategies")
};

static const struct wj_arg active_strategies_args[] = {
    ARG(struct wj_active_strategies_args, enabled_only, "enabledOnly", "Boolean", WJ_ARG_FLAG, 0),
};
const struct wj_op wj_op_active_strategies = {
    OP("authentication", "activeStrategies", OP_ARGS(active_strategies_args), .answer = WJ_ANSWER_LIST,
       .model = &wj_active_strategy_model,
       .reads = "strategies")
};

static const struct wj_arg strategy_rows[] = {
    ARG(wikijs_strategy_input, key,          "key",         "String!", WJ_ARG_STRING, REQUIRED),
    ARG(wikijs_strategy_input, strategy_key, "strategyKey", "String!", WJ_ARG_STRING, REQUIRED),
    ARG_OBJECTS(wikijs_strategy_input, config, "config", "[KeyValuePairInput]", wikijs_key_value_input,
                wj_key_value_rows, WJ_ARG_SECRET),
    ARG(wikijs_strategy_input, display_name,       "displayName",      "String!",    WJ_ARG_STRING,  REQUIRED),
    ARG(wikijs_strategy_input, order,              "order",            "Int!",       WJ_ARG_INT,     REQUIRED),
    ARG(wikijs_strategy_input, is_enabled,         "isEnabled",        "Boolean!",   WJ_ARG_FLAG,    REQUIRED),
    ARG(wikijs_strategy_input, self_registration,  "selfRegistration", "Boolean!",   WJ_ARG_FLAG,    REQUIRED),
    ARG(wikijs_strategy_input, domain_whitelist,   "domainWhitelist",  "[String]!",  WJ_ARG_STRINGS, REQUIRED),
    ARG(wikijs_strategy_input, auto_enroll_groups, "autoEnrollGroups", "[Int]!",     WJ_ARG_INTS,    REQUIRED),
};
static const struct wj_arg update_strategies_args[] = {
    ARG_OBJECTS(struct wj_update_strategies_args, strategies, "strategies", "[AuthenticationStrategyInput]!",
                wikijs_strategy_input, strategy_rows, SECRET),
};
const struct wj_op wj_op_update_strategies = {
    OP("authentication", "updateStrategies", OP_ARGS(update_strategies_args), .flags = WJ_OP_WRITE | WJ_OP_IDEMPOTENT,
       .answer = WJ_ANSWER_RESPONSE, .permission = SYSTEM,
       .touches = "strategies")
};

static const struct wj_arg change_strategy_args[] = {
    ARG(struct wj_change_strategy_args, key,          "key",         "String!", WJ_ARG_STRING, REQUIRED),
    ARG(struct wj_change_strategy_args, strategy_key, "strategyKey", "String",  WJ_ARG_STRING, 0),
    ARG(struct wj_change_strategy_args, display_name, "displayName", "String",  WJ_ARG_STRING, 0),
    ARG_OBJECTS(struct wj_change_strategy_args, config, "config", "[KeyValuePairInput]", wikijs_key_value_input,
                wj_key_value_rows, WJ_ARG_SECRET),
    ARG(struct wj_change_strategy_args, domain_whitelist,   "domainWhitelist",  "[String]", WJ_ARG_STRINGS, 0),
    ARG(struct wj_change_strategy_args, auto_enroll_groups, "autoEnrollGroups", "[Int]",    WJ_ARG_INTS,    0),
};
const struct wj_op wj_op_change_strategy = {
    OP("authentication", "updateStrategies", OP_ARGS(change_strategy_args), .flags = WJ_OP_WRITE,
       .answer = WJ_ANSWER_RESPONSE, .permission = SYSTEM,
       .touches = "strategies")
};
const struct wj_op wj_op_delete_strategy = {
    OP("authentication", "updateStrategies", OP_ARGS(change_strategy_args), .flags = WJ_OP_WRITE,
       .answer = WJ_ANSWER_RESPONSE, .permission = SYSTEM,
       .touches = "strategies")
};

/* clang-format on */

const struct wj_op *const wj_authentication_ops[] = {
    &wj_op_login,
    &wj_op_login_tfa,
    &wj_op_login_change_password,
    &wj_op_register,
    &wj_op_forgot_password,
    &wj_op_regenerate_certificates,
    &wj_op_reset_guest_user,
    &wj_op_api_keys,
    &wj_op_api_state,
    &wj_op_create_api_key,
    &wj_op_revoke_api_key,
    &wj_op_set_api_state,
    &wj_op_strategies,
    &wj_op_active_strategies,
    &wj_op_update_strategies,
    NULL,
};
