/* SPDX-License-Identifier: MIT */
#include "cmd/theme/theme.h"

#include "show.h"

#include <wikijs/theming.h>

SHOW_OBJECT(wikijs_theming_config, wikijs_theming_get_config)

static const struct example examples[] = {
    { "In short", "wikijs theme get" },
    { "Keep the style sheet in a file", "wikijs theme get --json injectCSS --jq .injectCSS > house.css" },
    { 0 },
};

const struct cmd cmd_theme_get = {
    .name = "get",
    .summary = "Show how the site looks",
    .text = "Show how the site looks. The style sheet and the HTML that are put into every page are shown with --json.",
    .examples = examples,
    .args_size = sizeof(struct show_args),
    .model = "ThemingConfig",
    .run = run,
    .since = "0.1",
};
