/* SPDX-License-Identifier: MIT */
#include "cmd/theme/theme.h"

#include "show.h"

#include <wikijs/theming.h>

SHOW_LIST(wikijs_theme, wikijs_theming_list_themes)

static const struct example examples[] = {
    { "All", "wikijs theme list" },
    { 0 },
};

const struct cmd cmd_theme_list = {
    .name = "list",
    .alias = "ls",
    .summary = "List the themes",
    .text = "List the themes that can be set.",
    .examples = examples,
    .args_size = sizeof(struct show_args),
    .model = "ThemingTheme",
    .run = run,
    .since = "0.1",
};
