/* SPDX-License-Identifier: MIT */
#include "cmd/auth/strategies/strategies.h"

#include <wikijs/strategies.h>

/* Who may not manage the server is refused fields beyond the usual ones, so they are read when they are named. */
SHOW_LIST_WITH(wikijs_active_strategy, wikijs_strategies_list_active,
               &(wikijs_strategies_list_active_options){ .struct_size = sizeof(wikijs_strategies_list_active_options),
                                                         .fields = cli->plan.fields })

static const struct example examples[] = {
    { "In short", "wikijs auth strategies list" },
    { "Those that are on", "wikijs auth strategies list --json key,isEnabled --jq '.[]|select(.isEnabled).key'" },
    { 0 },
};

const struct cmd cmd_auth_strategies_list = {
    .name = "list",
    .summary = "List the ways to log in",
    .text =
        "List the ways to log in that are set up, switched on or not. The key is what 'wikijs login --strategy' takes. Settings are shown by 'wikijs auth strategies get'.",
    .examples = examples,
    .args_size = sizeof(struct show_args),
    .model = "AuthenticationActiveStrategy",
    .run = run,
    .since = "0.1",
};
