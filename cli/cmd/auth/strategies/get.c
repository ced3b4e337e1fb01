/* SPDX-License-Identifier: MIT */
#include "cmd/auth/strategies/strategies.h"

#include "module_show.h"
#include "show.h"

MODULE_GET(kind_strategy)

static const struct example examples[] = {
    { "One", "wikijs auth strategies get github" },
    { "Who may register", "wikijs auth strategies get local --json selfRegistration,domainWhitelist" },
    { 0 },
};

const struct cmd cmd_auth_strategies_get = {
    .name = "get",
    .alias = "view",
    .summary = "Show ways to log in with settings",
    .usage = "<strategy>...",
    .text =
        "Show ways to log in and their settings, under the names that 'set' takes; '-' stands for the lines of standard input. Secrets are masked. In a pipe each setting is a line: strategy, setting, value. In JSON they are masked as a whole, for the server does not tell which of them are secret.",
    .examples = examples,
    .args_size = sizeof(struct show_args),
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .model = "AuthenticationActiveStrategy",
    .run = run,
    .since = "0.1",
};
