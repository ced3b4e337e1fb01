/* SPDX-License-Identifier: MIT */
#include "cmd/locales/locales.h"

#include "show.h"

#include <wikijs/localization.h>

SHOW_OBJECT(wikijs_localization_config, wikijs_localization_get_config)

static const struct example examples[] = {
    { "The locale of the site", "wikijs locales config --json locale --jq .locale" },
    { 0 },
};

const struct cmd cmd_locales_config = {
    .name = "config",
    .summary = "Show which locales the site uses",
    .text = "Show which locales the site uses.",
    .examples = examples,
    .args_size = sizeof(struct show_args),
    .model = "LocalizationConfig",
    .run = run,
    .since = "0.1",
};
