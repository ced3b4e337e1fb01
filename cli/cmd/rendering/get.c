/* SPDX-License-Identifier: MIT */
#include "cmd/rendering/rendering.h"

#include "module_show.h"
#include "show.h"

MODULE_GET(kind_renderer)

static const struct example examples[] = {
    { "One", "wikijs rendering get markdownCore" },
    { 0 },
};

const struct cmd cmd_rendering_get = {
    .name = "get",
    .alias = "view",
    .summary = "Show renderers with settings",
    .usage = "<renderer>...",
    .text =
        "Show renderers and their settings, under the names that 'set' takes; '-' stands for the lines of standard input. Secrets are masked, but not in --json config. In a pipe each setting is a line: renderer, setting, value.",
    .examples = examples,
    .args_size = sizeof(struct show_args),
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .model = "Renderer",
    .run = run,
    .since = "0.1",
};
