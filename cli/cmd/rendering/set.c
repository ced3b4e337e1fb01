/* SPDX-License-Identifier: MIT */
#include "cmd/rendering/rendering.h"

#include "module_settings.h"

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    return module_set(cli, &kind_renderer, args, operands);
}

static const struct example examples[] = {
    { "Change one setting; the others stay", "wikijs rendering set markdownCore linkify=false" },
    { "Switch a step off", "wikijs rendering set markdownEmoji --disable" },
    { 0 },
};

const struct cmd cmd_rendering_set = {
    .name = "set",
    .summary = "Change a renderer",
    .usage = "<renderer> [<key>=<value>...]",
    .text =
        "Change settings of a renderer, or whether it is used. What is not named stays as it is. Each setting has a type, which the value has to have; KEY=@FILE takes the value from a file, KEY=@- from standard input, so that a secret need not be in the command line.",
    .examples = examples,
    .opts = module_set_options,
    .args_size = sizeof(struct module_set_args),
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
    .since = "0.1",
};
