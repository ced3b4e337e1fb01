/* SPDX-License-Identifier: MIT */
#include "cmd/locales/locales.h"

#include "show.h"

#include <wikijs/localization.h>

SHOW_LIST(wikijs_locale, wikijs_localization_list_locales)

static const struct example examples[] = {
    { "All", "wikijs locales list" },
    { "Codes of the installed ones",
      "wikijs locales list --json code,isInstalled --jq '.[]|select(.isInstalled).code'" },
    { 0 },
};

const struct cmd cmd_locales_list = {
    .name = "list",
    .alias = "ls",
    .summary = "List the locales that the server knows",
    .text =
        "List the locales that the server knows. One that never reached the service that has the strings knows only those that are installed.",
    .examples = examples,
    .args_size = sizeof(struct show_args),
    .model = "LocalizationLocale",
    .run = run,
    .since = "0.1",
};
