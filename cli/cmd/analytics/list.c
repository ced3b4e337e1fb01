/* SPDX-License-Identifier: MIT */
#include "cmd/analytics/analytics.h"

#include <wikijs/analytics.h>

SHOW_LIST(wikijs_analytics_provider, wikijs_analytics_list)

static const struct example examples[] = {
    { "All", "wikijs analytics list" },
    { 0 },
};

const struct cmd cmd_analytics_list = {
    .name = "list",
    .alias = "ls",
    .summary = "List the analytics providers",
    .text = "List the analytics providers, in use or not. Their settings are shown by 'wikijs analytics get'.",
    .examples = examples,
    .args_size = sizeof(struct show_args),
    .model = "AnalyticsProvider",
    .run = run,
    .since = "0.1",
};
