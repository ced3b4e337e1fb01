/* SPDX-License-Identifier: MIT */
#include "cmd/auth/auth.h"

#include "command/tree.h"

static const struct cmd *const verbs[] = {
    &cmd_auth_keys,
    &cmd_auth_strategies,
    &cmd_auth_register,
    &cmd_auth_forgot_password,
    &cmd_auth_reset_guest,
    &cmd_auth_regenerate_certificates,
    NULL,
};

static const struct example examples[] = {
    { "A key for a month", "wikijs auth keys create --name ci --expires 30d --group 7" },
    { "How people can log in", "wikijs auth strategies list" },
    { 0 },
};

const struct cmd cmd_auth = {
    .name = "auth",
    .group = "COMMANDS",
    .summary = "Manage API keys and ways to log in",
    .text = "Manage API keys, ways to log in, and what goes with them. To log in yourself, see 'wikijs login'.",
    .examples = examples,
    .subs = verbs,
    .since = "0.1",
};
