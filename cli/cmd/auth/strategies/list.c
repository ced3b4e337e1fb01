/* SPDX-License-Identifier: MIT */
#include "cmd/auth/strategies/strategies.h"

#include <wikijs/strategies.h>

SHOW_LIST(wikijs_active_strategy, wikijs_strategies_list_active)

static const struct example examples[] = {
    { "In short", "wikijs auth strategies list" },
    { "The settings of one", "wikijs auth strategies list --json key,config" },
    { 0 },
};

const struct cmd cmd_auth_strategies_list = {
    .name = "list",
    .summary = "List the ways to log in",
    .text =
        "List the ways to log in that are set up, switched on or not. The key is what 'wikijs login --strategy' takes.",
    .examples = examples,
    .args_size = sizeof(struct show_args),
    .model = "AuthenticationActiveStrategy",
    .run = run,
    .since = "0.1",
};
