/* SPDX-License-Identifier: MIT */
#include "cmd/auth/strategies/strategies.h"

#include "cmd/auth/auth.h"

static const struct cmd *const verbs[] = {
    &cmd_auth_strategies_list, &cmd_auth_strategies_get, &cmd_auth_strategies_available, &cmd_auth_strategies_set, NULL,
};

static const struct example examples[] = {
    { "What is set up", "wikijs auth strategies list" },
    { "Let people register", "wikijs auth strategies set local --self-registration" },
    { 0 },
};

const struct cmd cmd_auth_strategies = {
    .name = "strategies",
    .summary = "Manage the ways to log in",
    .text = "Manage the ways to log in.",
    .if_missing = "wikijs auth strategies list",
    .examples = examples,
    .subs = verbs,
    .since = "0.1",
};
