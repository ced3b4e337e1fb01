/* SPDX-License-Identifier: MIT */
#include "cmd/analytics/analytics.h"

#include "module_settings.h"

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    return module_set(cli, &kind_analytics_provider, args, operands);
}

static const struct example examples[] = {
    { "Switch one on", "wikijs analytics set plausible --enable domain=example.com" },
    { "Switch it off", "wikijs analytics set plausible --disable" },
    { 0 },
};

const struct cmd cmd_analytics_set = {
    .name = "set",
    .summary = "Change an analytics provider",
    .usage = "<provider> [<key>=<value>...]",
    .text =
        "Change an analytics provider: whether it is used, and its settings. What is not named stays as it is. Each setting has a type, which the value has to have; KEY=@FILE takes the value from a file, KEY=@- from standard input, so that a secret need not be in the command line.",
    .examples = examples,
    .opts = module_set_options,
    .args_size = sizeof(struct module_set_args),
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
    .since = "0.1",
};
