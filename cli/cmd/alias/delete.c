/* SPDX-License-Identifier: MIT */
#include "cmd/alias/alias.h"
#include "cmd/config/config.h"
#include "report.h"

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    const char *name = operands->items[0];
    struct config config;
    int code = config_file_load(cli, &config);
    if (code == 0 && !config_value(&config.aliases, name)) {
        report_failure("there is no alias '%s'", name);
        report_advice("wikijs alias list");
        code = EXIT_USAGE;
    }
    struct config_change change = { .keys = { "aliases", name } };
    if (code == 0)
        code = config_file_change(cli, &change, 1);
    if (code == EXIT_DONE)
        config_note(cli, "forgot the alias '%s'", name);
    config_free(&config);
    return code;
}

static const struct example examples[] = {
    { "Forget one", "wikijs alias delete todo" },
    { 0 },
};

const struct cmd cmd_alias_delete = {
    .name = "delete",
    .alias = "rm",
    .summary = "Forget an alias",
    .usage = "<name>",
    .text = "Forget an alias.",
    .examples = examples,
    .min_operands = 1,
    .max_operands = 1,
    .complete = COMPLETE_ALIAS,
    .run = run,
    .since = "0.1",
};
