/* SPDX-License-Identifier: MIT */
#include "cmd/rendering/rendering.h"

#include "command/tree.h"

static const struct cmd *const verbs[] = {
    &cmd_rendering_list,
    &cmd_rendering_get,
    &cmd_rendering_set,
    NULL,
};

static const struct example examples[] = {
    { "The steps", "wikijs rendering list" },
    { "Keep line breaks as they are typed", "wikijs rendering set markdownCore linebreaks=true" },
    { 0 },
};

const struct cmd cmd_rendering = {
    .name = "rendering",
    .alias = "renderers",
    .group = "COMMANDS",
    .summary = "See and change how pages are rendered",
    .text = "See and change how the source of a page becomes HTML.",
    .if_missing = "wikijs rendering list",
    .examples = examples,
    .subs = verbs,
    .since = "0.1",
};
