/* SPDX-License-Identifier: MIT */
#include "cmd/theme/theme.h"

#include "command/tree.h"

static const struct cmd *const verbs[] = {
    &cmd_theme_get,
    &cmd_theme_set,
    &cmd_theme_list,
    NULL,
};

static const struct example examples[] = {
    { "Dark for everybody", "wikijs theme set --dark" },
    { "A style sheet of your own", "wikijs theme set --css-file house.css" },
    { 0 },
};

const struct cmd cmd_theme = {
    .name = "theme",
    .alias = "theming",
    .group = "COMMANDS",
    .summary = "See and change how the site looks",
    .text = "See and change how the site looks.",
    .examples = examples,
    .subs = verbs,
    .since = "0.1",
};
