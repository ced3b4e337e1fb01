/* SPDX-License-Identifier: MIT */
#include "cmd/nav/nav.h"

#include "command/tree.h"

static const struct cmd *const verbs[] = {
    &cmd_nav_get,
    &cmd_nav_set,
    &cmd_nav_mode,
    NULL,
};

static const struct example examples[] = {
    { "Change it in an editor", "wikijs nav get > nav.json && vi nav.json && wikijs nav set nav.json" },
    { "Show the tree of pages only", "wikijs nav mode tree" },
    { 0 },
};

const struct cmd cmd_nav = {
    .name = "nav",
    .alias = "navigation",
    .group = "COMMANDS",
    .summary = "Read and write the navigation",
    .text = "Read and write the navigation: what stands in the side bar, one tree for each locale.",
    .examples = examples,
    .subs = verbs,
    .since = "0.1",
};
