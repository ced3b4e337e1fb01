/* SPDX-License-Identifier: MIT */
#include "cmd/storage/storage.h"

#include "module_settings.h"

static const struct opt options[] = {
    OPT_SET(struct module_set_args, enabled, 0, "enable", WIKIJS_YES, "use it"),
    OPT_SET(struct module_set_args, enabled, 0, "disable", WIKIJS_NO, "do not use it"),
    OPT_STRING(struct module_set_args, mode, 'm', "mode", "<mode>", "sync, push or pull, as far as the target can"),
    OPT_STRING(struct module_set_args, interval, 'i', "interval", "<duration>",
               "time between two runs, such as PT5M; P0D: never"),
    OPT_END,
};

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    return module_set(cli, &kind_storage_target, args, operands);
}

static const struct example examples[] = {
    { "Use the local disk", "wikijs storage set disk --enable path=/var/wiki/copy" },
    { "Git every five minutes", "wikijs storage set git --interval PT5M" },
    { 0 },
};

const struct cmd cmd_storage_set = {
    .name = "set",
    .summary = "Change a storage target",
    .usage = "<target> [<key>=<value>...]",
    .text =
        "Change a storage target: whether it is used, how, and its settings. What is not named stays as it is. Each setting has a type, which the value has to have; KEY=@FILE takes the value from a file, KEY=@- from standard input, so that a secret need not be in the command line.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct module_set_args),
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
    .since = "0.1",
};
