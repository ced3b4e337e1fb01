/* SPDX-License-Identifier: MIT */
#include "cmd/rendering/rendering.h"

#include "show.h"

#include <wikijs/rendering.h>

SHOW_LIST(wikijs_renderer, wikijs_rendering_list_renderers)

static const struct example examples[] = {
    { "In short", "wikijs rendering list" },
    { "The settings of one",
      "wikijs rendering list --json key,config --jq '.[]|select(.key==\"markdownCore\").config'" },
    { 0 },
};

const struct cmd cmd_rendering_list = {
    .name = "list",
    .alias = "ls",
    .summary = "List the renderers",
    .text =
        "List the renderers. Their settings are shown with --json config; they may hold secrets. For their meaning see 'wikijs rendering set'.",
    .examples = examples,
    .args_size = sizeof(struct show_args),
    .model = "Renderer",
    .run = run,
    .since = "0.1",
};
