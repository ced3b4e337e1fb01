/* SPDX-License-Identifier: MIT */
#include "cmd/site/site.h"

#include "command/tree.h"

static const struct cmd *const verbs[] = {
    &cmd_site_get,
    &cmd_site_set,
    NULL,
};

static const struct example examples[] = {
    { "All settings", "wikijs site get" },
    { "Change two", "wikijs site set title=Handbook featurePageComments=false" },
    { 0 },
};

const struct cmd cmd_site = {
    .name = "site",
    .group = "COMMANDS",
    .summary = "Read and write the settings of the site",
    .text = "Read and write the settings of the site: title, footer, uploads, security and others.",
    .examples = examples,
    .subs = verbs,
    .since = "0.1",
};
