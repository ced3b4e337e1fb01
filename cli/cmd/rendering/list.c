/* SPDX-License-Identifier: MIT */
#include "cmd/rendering/rendering.h"

#include "show.h"

#include <wikijs/rendering.h>

SHOW_LIST(wikijs_renderer, wikijs_rendering_list_renderers)

static const struct example examples[] = {
    { "In short", "wikijs rendering list" },
    { "Those in use", "wikijs rendering list --json key,isEnabled --jq '.[]|select(.isEnabled).key'" },
    { 0 },
};

const struct cmd cmd_rendering_list = {
    .name = "list",
    .alias = "ls",
    .summary = "List the renderers",
    .text = "List the renderers. Their settings are shown by 'wikijs rendering get'.",
    .examples = examples,
    .args_size = sizeof(struct show_args),
    .model = "Renderer",
    .run = run,
    .since = "0.1",
};
