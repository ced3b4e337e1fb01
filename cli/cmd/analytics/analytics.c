/* SPDX-License-Identifier: MIT */
#include "cmd/analytics/analytics.h"

#include "command/tree.h"

static const struct cmd *const verbs[] = {
    &cmd_analytics_list,
    &cmd_analytics_get,
    &cmd_analytics_set,
    NULL,
};

static const struct example examples[] = {
    { "What there is", "wikijs analytics list" },
    { "Switch one on", "wikijs analytics set plausible --enable domain=example.com" },
    { 0 },
};

const struct cmd cmd_analytics = {
    .name = "analytics",
    .group = "COMMANDS",
    .summary = "Manage analytics providers",
    .text = "Manage analytics providers.",
    .if_missing = "wikijs analytics list",
    .examples = examples,
    .subs = verbs,
    .since = "0.1",
};
