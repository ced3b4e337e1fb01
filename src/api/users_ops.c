/* SPDX-License-Identifier: MIT */
/* Rows only. Arguments and their types are those of the server's schema; permissions are what its resolvers check. */
#include "api/users_ops.h"

#include "api/ops.h"
#include "model/models.h"

#define WRITE_USERS "write:users or manage:users"
#define MANAGE_USERS "manage:users"

/* clang-format off */

static const struct wj_arg id_args[] = {
    ARG(struct wj_user_id_args, id, "id", "Int!", WJ_ARG_INT, WJ_ARG_REQUIRED),
};

/* --- queries --- */

/* The server's arguments filter and orderBy do nothing: never sent. */
const struct wj_op wj_op_users_list = {
    OP("users", "list", .answer = WJ_ANSWER_LIST, .model = &wj_user_item_model, .permission = WRITE_USERS,
       .reads = "users")
};

static const struct wj_arg choose_args[] = {
    ARG(struct wj_user_list_args, query,        "query",       "String", WJ_ARG_STRING, 0),
    ARG(struct wj_user_list_args, provider_key, "providerKey", "String", WJ_ARG_STRING, 0),
};
const struct wj_op wj_op_users_choose = {
    OP("users", "list", OP_ARGS(choose_args), .answer = WJ_ANSWER_LIST, .model = &wj_user_item_model,
       .permission = WRITE_USERS,
       .reads = "users")
};

/* A search does not read these columns, and the first two may not be null. */
#define NOT_IN_SEARCH                                                                                                  \
    (WIKIJS_BIT(WIKIJS_USER_ITEM_IS_SYSTEM) | WIKIJS_BIT(WIKIJS_USER_ITEM_IS_ACTIVE) |                                 \
     WIKIJS_BIT(WIKIJS_USER_ITEM_LAST_LOGIN_AT))

static const struct wj_arg search_args[] = {
    ARG(struct wj_user_query_args, query, "query", "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
};
const struct wj_op wj_op_users_search = {
    OP("users", "search", OP_ARGS(search_args), .answer = WJ_ANSWER_LIST, .model = &wj_user_item_model,
       .exclude = NOT_IN_SEARCH, .permission = "write:users or write:groups",
       .reads = "users")
};

const struct wj_op wj_op_users_single = {
    OP("users", "single", OP_ARGS(id_args), .answer = WJ_ANSWER_OBJECT, .model = &wj_user_model,
       .permission = MANAGE_USERS,
       .reads = "user user:{id}")
};

static const struct wj_arg email_args[] = {
    ARG(struct wj_user_email_args, email,        "email",       "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
    ARG(struct wj_user_email_args, provider_key, "providerKey", "String",  WJ_ARG_STRING, 0),
};
const struct wj_op wj_op_users_find = {
    OP("users", "search", OP_ARGS(email_args), .answer = WJ_ANSWER_OBJECT, .model = &wj_user_item_model,
       .permission = "write:users or write:groups",
       .reads = "users")
};
const struct wj_op wj_op_users_get_by_email = {
    OP("users", "single", OP_ARGS(email_args), .answer = WJ_ANSWER_OBJECT, .model = &wj_user_model,
       .permission = MANAGE_USERS,
       .reads = "user user:{id}")
};

const struct wj_op wj_op_users_profile = {
    OP("users", "profile", .answer = WJ_ANSWER_OBJECT, .model = &wj_user_profile_model,
       .reads = "user user:{.id}")
};

const struct wj_op wj_op_users_last_logins = {
    OP("users", "lastLogins", .answer = WJ_ANSWER_LIST, .model = &wj_user_last_login_model,
       .permission = "write:users or write:groups",
       .reads = "-changes by itself")
};

/* --- mutations --- */

/* The `user` of its answer is always null: never asked for. */
#define CREATE_ARGS                                                                                                    \
    ARG(struct wj_user_create_args, email,        "email",       "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),           \
    ARG(struct wj_user_create_args, name,         "name",        "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),           \
    ARG(struct wj_user_create_args, password,     "passwordRaw", "String",  WJ_ARG_STRING, WJ_ARG_SECRET),             \
    ARG(struct wj_user_create_args, provider_key, "providerKey", "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),           \
    ARG(struct wj_user_create_args, groups,       "groups",      "[Int]!",  WJ_ARG_INTS,   WJ_ARG_REQUIRED),           \
    ARG(struct wj_user_create_args, must_change_password, "mustChangePassword", "Boolean", WJ_ARG_BOOL, 0),            \
    ARG(struct wj_user_create_args, send_welcome_email,   "sendWelcomeEmail",   "Boolean", WJ_ARG_BOOL, 0)

static const struct wj_arg create_args[] = { CREATE_ARGS };
const struct wj_op wj_op_users_create = {
    OP("users", "create", OP_ARGS(create_args), .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_RESPONSE,
       .permission = WRITE_USERS,
       .touches = "users groups")
};

static const struct wj_arg enrol_args[] = {
    CREATE_ARGS,
    ARG(struct wj_user_create_args, group_names, "groupNames", "[String]", WJ_ARG_STRINGS, 0),
};
const struct wj_op wj_op_users_enrol = {
    OP("users", "create", OP_ARGS(enrol_args), .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_RESPONSE,
       .permission = WRITE_USERS,
       .touches = "users groups")
};

#define UPDATE_ARGS                                                                                                    \
    ARG(struct wj_user_update_args, id,           "id",          "Int!",   WJ_ARG_INT,    WJ_ARG_REQUIRED),            \
    ARG(struct wj_user_update_args, email,        "email",       "String", WJ_ARG_STRING, 0),                          \
    ARG(struct wj_user_update_args, name,         "name",        "String", WJ_ARG_STRING, 0),                          \
    ARG(struct wj_user_update_args, new_password, "newPassword", "String", WJ_ARG_STRING, WJ_ARG_SECRET),              \
    ARG(struct wj_user_update_args, groups,       "groups",      "[Int]",  WJ_ARG_INTS,   0),                          \
    ARG(struct wj_user_update_args, location,     "location",    "String", WJ_ARG_STRING, 0),                          \
    ARG(struct wj_user_update_args, job_title,    "jobTitle",    "String", WJ_ARG_STRING, 0),                          \
    ARG(struct wj_user_update_args, timezone,     "timezone",    "String", WJ_ARG_STRING, 0),                          \
    ARG(struct wj_user_update_args, date_format,  "dateFormat",  "String", WJ_ARG_STRING, 0),                          \
    ARG(struct wj_user_update_args, appearance,   "appearance",  "String", WJ_ARG_STRING, 0)

static const struct wj_arg update_args[] = { UPDATE_ARGS };
const struct wj_op wj_op_users_update = {
    OP("users", "update", OP_ARGS(update_args), .flags = WJ_OP_WRITE | WJ_OP_IDEMPOTENT, .answer = WJ_ANSWER_RESPONSE,
       .permission = MANAGE_USERS,
       .touches = "*")
};

static const struct wj_arg change_args[] = {
    UPDATE_ARGS,
    ARG(struct wj_user_update_args, group_names, "groupNames", "[String]", WJ_ARG_STRINGS, 0),
};
const struct wj_op wj_op_users_change = {
    OP("users", "update", OP_ARGS(change_args), .flags = WJ_OP_WRITE | WJ_OP_IDEMPOTENT, .answer = WJ_ANSWER_RESPONSE,
       .permission = MANAGE_USERS,
       .touches = "*")
};

static const struct wj_arg delete_args[] = {
    ARG(struct wj_user_delete_args, id,         "id",        "Int!", WJ_ARG_INT, WJ_ARG_REQUIRED),
    ARG(struct wj_user_delete_args, replace_id, "replaceId", "Int!", WJ_ARG_INT, WJ_ARG_REQUIRED),
};
const struct wj_op wj_op_users_delete = {
    OP("users", "delete", OP_ARGS(delete_args), .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_RESPONSE,
       .permission = MANAGE_USERS,
       .touches = "*")
};

#define STATE_OP(name, field, touched)                                                                                 \
    const struct wj_op wj_op_users_##name = {                                                                          \
        OP("users", field, OP_ARGS(id_args), .flags = WJ_OP_WRITE | WJ_OP_IDEMPOTENT, .answer = WJ_ANSWER_RESPONSE,    \
           .permission = MANAGE_USERS, .touches = (touched))                                                           \
    }
STATE_OP(verify, "verify", "user:{id} users groups");
STATE_OP(activate, "activate", "*");
STATE_OP(deactivate, "deactivate", "*");
STATE_OP(enable_tfa, "enableTFA", "user:{id} users");
STATE_OP(disable_tfa, "disableTFA", "user:{id} users");

const struct wj_op wj_op_users_reset_password = {
    OP("users", "resetPassword", OP_ARGS(id_args), .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_RESPONSE,
       .touches = "-a password is in no answer")
};

static const struct wj_arg profile_args[] = {
    ARG(struct wj_profile_args, name,        "name",       "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
    ARG(struct wj_profile_args, location,    "location",   "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
    ARG(struct wj_profile_args, job_title,   "jobTitle",   "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
    ARG(struct wj_profile_args, timezone,    "timezone",   "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
    ARG(struct wj_profile_args, date_format, "dateFormat", "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
    ARG(struct wj_profile_args, appearance,  "appearance", "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
};
const struct wj_op wj_op_users_update_profile = {
    OP("users", "updateProfile", OP_ARGS(profile_args), .flags = WJ_OP_WRITE | WJ_OP_IDEMPOTENT,
       .answer = WJ_ANSWER_RESPONSE, .model = &wj_user_token_model,
       .touches = "user users page comments groups")
};

static const struct wj_arg change_password_args[] = {
    ARG(struct wj_change_password_args, current_password, "current", "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED | WJ_ARG_SECRET),
    ARG(struct wj_change_password_args, new_password,     "new",     "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED | WJ_ARG_SECRET),
};
const struct wj_op wj_op_users_change_password = {
    OP("users", "changePassword", OP_ARGS(change_password_args), .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_RESPONSE,
       .model = &wj_user_token_model,
       .touches = "-a password is in no answer")
};

/* clang-format on */

const struct wj_op *const wj_users_ops[] = {
    &wj_op_users_list,
    &wj_op_users_search,
    &wj_op_users_single,
    &wj_op_users_profile,
    &wj_op_users_last_logins,
    &wj_op_users_create,
    &wj_op_users_update,
    &wj_op_users_delete,
    &wj_op_users_verify,
    &wj_op_users_activate,
    &wj_op_users_deactivate,
    &wj_op_users_enable_tfa,
    &wj_op_users_disable_tfa,
    &wj_op_users_reset_password,
    &wj_op_users_update_profile,
    &wj_op_users_change_password,
    NULL,
};
