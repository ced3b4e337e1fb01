/* SPDX-License-Identifier: MIT */
#include "cmd/alias/alias.h"
#include "cmd/config/config.h"
#include "output/table.h"

#include <string.h>

static void print_list(struct cli *cli, const struct config_section *aliases)
{
    struct table table = { .columns = 2 };
    for (size_t i = 0; i < aliases->count; i++) {
        const char *const cells[] = { aliases->entries[i].key, aliases->entries[i].value };
        for (size_t j = 0; j < 2; j++) {
            if (cli->terminal.out) {
                table_add(&table, cells[j], strlen(cells[j]));
            } else {
                stream_foreign_line(&cli->out, cells[j], strlen(cells[j]));
                stream_adds(&cli->out, j ? "\n" : "\t");
            }
        }
    }
    if (cli->terminal.out && aliases->count)
        table_print(&table, &cli->out, &cli->terminal);
    table_free(&table);
}

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    (void)operands;
    struct config config;
    int code = config_file_load(cli, &config);
    if (code == 0)
        print_list(cli, &config.aliases);
    config_free(&config);
    return code;
}

static const struct example examples[] = {
    { "All of them", "wikijs alias list" },
    { 0 },
};

const struct cmd cmd_alias_list = {
    .name = "list",
    .alias = "ls",
    .summary = "List aliases and what they stand for",
    .text = "List the aliases of the configuration file and what they stand for.",
    .examples = examples,
    .run = run,
    .since = "0.1",
};
