/* SPDX-License-Identifier: MIT */
#include "cmd/locales/locales.h"

#include "command/tree.h"

static const struct cmd *const verbs[] = {
    &cmd_locales_list, &cmd_locales_config, &cmd_locales_download, &cmd_locales_set, &cmd_locales_migrate, NULL,
};

static const struct example examples[] = {
    { "What is there", "wikijs locales list" },
    { "Write pages in German, too", "wikijs locales set --namespacing --namespace en --namespace de" },
    { 0 },
};

const struct cmd cmd_locales = {
    .name = "locales",
    .alias = "locale",
    .group = "COMMANDS",
    .summary = "See and choose the locales of the site",
    .text = "See and choose the locales of the site.",
    .if_missing = "wikijs locales list",
    .examples = examples,
    .subs = verbs,
    .since = "0.1",
};
