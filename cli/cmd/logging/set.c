/* SPDX-License-Identifier: MIT */
#include "cmd/logging/logging.h"

#include "module_settings.h"

static const struct opt options[] = {
    OPT_SET(struct module_set_args, enabled, 0, "enable", WIKIJS_YES, "use it"),
    OPT_SET(struct module_set_args, enabled, 0, "disable", WIKIJS_NO, "do not use it"),
    OPT_STRING(struct module_set_args, level, 'l', "level", "<level>", "error, warn, info, verbose, debug or silly"),
    OPT_END,
};

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    return module_set(cli, &kind_logger, args, operands);
}

static const struct example examples[] = {
    { "Errors only", "wikijs logging set loggly --level error" },
    { 0 },
};

const struct cmd cmd_logging_set = {
    .name = "set",
    .summary = "Change a logger",
    .usage = "<logger> [<key>=<value>...]",
    .text =
        "Change a logger: whether it is used, from which level on, and its settings. What is not named stays as it is. Each setting has a type, which the value has to have; KEY=@FILE takes the value from a file, KEY=@- from standard input, so that a secret need not be in the command line.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct module_set_args),
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
    .since = "0.1",
};
