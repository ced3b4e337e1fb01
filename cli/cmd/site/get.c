/* SPDX-License-Identifier: MIT */
#include "cmd/site/site.h"

#include "show.h"

#include <wikijs/site.h>

SHOW_OBJECT(wikijs_site_config, wikijs_site_get_config)

static const struct example examples[] = {
    { "All of them", "wikijs site get" },
    { "One", "wikijs site get --json title --jq .title" },
    { 0 },
};

const struct cmd cmd_site_get = {
    .name = "get",
    .summary = "Show the settings of the site",
    .text = "Show the settings of the site, under the names that 'site set' takes.",
    .examples = examples,
    .args_size = sizeof(struct show_args),
    .model = "SiteConfig",
    .run = run,
    .since = "0.1",
};
