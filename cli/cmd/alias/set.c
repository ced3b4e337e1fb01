/* SPDX-License-Identifier: MIT */
#include "aliases.h"

#include "cmd/alias/alias.h"
#include "cmd/config/config.h"
#include "report.h"

#include <stdlib.h>

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    const char *name = operands->items[0], *value = operands->items[1];
    char *problem = alias_name_problem(name);
    if (!problem)
        problem = alias_value_problem(value);
    if (problem) {
        int code = report_usage(cli, "%s", problem);
        free(problem);
        return code;
    }
    struct config_change change = { .keys = { "aliases", name }, .value = value };
    int code = config_file_change(cli, &change, 1);
    if (code == EXIT_DONE)
        config_note(cli, "'wikijs %s' stands for: %s", name, value);
    return code;
}

static const struct example examples[] = {
    { "Flags may follow", "wikijs alias set todo 'pages list --tag todo'" },
    { "With a place for what follows", "wikijs alias set by-title 'pages list --filter title:$1'" },
    { "By the shell", "wikijs alias set count '!wikijs pages list \"$@\" | wc -l'" },
    { 0 },
};

const struct cmd cmd_alias_set = {
    .name = "set",
    .summary = "Name a command, or change what a name stands for",
    .usage = "<name> <command>",
    .text = "Name a command. It is given as one word, in quotes, without 'wikijs' at its start. $1, $2 and so on are "
            "replaced by the words that follow the alias; the others are put at the end. With a '!' at its start it is "
            "run by /bin/sh.",
    .examples = examples,
    .min_operands = 2,
    .max_operands = 2,
    .run = run,
    .since = "0.1",
};
