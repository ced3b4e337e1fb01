/* SPDX-License-Identifier: MIT */
#include "cmd/auth/strategies/strategies.h"

#include <wikijs/strategies.h>

SHOW_LIST(wikijs_strategy, wikijs_strategies_list)

static const struct example examples[] = {
    { "What there is", "wikijs auth strategies available" },
    { 0 },
};

const struct cmd cmd_auth_strategies_available = {
    .name = "available",
    .summary = "List the kinds of login that the server knows",
    .text = "List the kinds of login that the server knows, set up or not.",
    .examples = examples,
    .args_size = sizeof(struct show_args),
    .model = "AuthenticationStrategy",
    .run = run,
    .since = "0.1",
};
