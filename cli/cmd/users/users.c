/* SPDX-License-Identifier: MIT */
#include "cmd/users/users.h"

#include "command/tree.h"

static const struct cmd *const verbs[] = {
    &cmd_users_list,           &cmd_users_search,      &cmd_users_get,        &cmd_users_create, &cmd_users_update,
    &cmd_users_delete,         &cmd_users_activate,    &cmd_users_deactivate, &cmd_users_verify, &cmd_users_tfa,
    &cmd_users_reset_password, &cmd_users_last_logins, &cmd_users_me,         &cmd_users_passwd, NULL,
};

static const struct example examples[] = {
    { "Find somebody", "wikijs users list --filter name:doe" },
    { "Make an account", "wikijs users create --email user@example.com --name \"John Doe\" --group Editors" },
    { "Lock it", "wikijs users deactivate user@example.com" },
    { 0 },
};

const struct cmd cmd_users = {
    .name = "users",
    .alias = "user",
    .group = "COMMANDS",
    .summary = "Manage users",
    .text = "Manage users. A user is named by id or by email address.",
    .if_missing = "wikijs users list, or wikijs groups list",
    .examples = examples,
    .subs = verbs,
    .since = "0.1",
};
