/* SPDX-License-Identifier: MIT */
#include "cmd/analytics/analytics.h"

#include "module_show.h"
#include "show.h"

MODULE_GET(kind_analytics_provider)

static const struct example examples[] = {
    { "One", "wikijs analytics get plausible" },
    { 0 },
};

const struct cmd cmd_analytics_get = {
    .name = "get",
    .alias = "view",
    .summary = "Show analytics providers with settings",
    .usage = "<provider>...",
    .text =
        "Show analytics providers and their settings, under the names that 'set' takes; '-' stands for the lines of standard input. Secrets are masked, but not in --json config. In a pipe each setting is a line: provider, setting, value.",
    .examples = examples,
    .args_size = sizeof(struct show_args),
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .model = "AnalyticsProvider",
    .run = run,
    .since = "0.1",
};
