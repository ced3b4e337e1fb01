/* SPDX-License-Identifier: MIT */
#include "cmd/profile/profile.h"

#include "config/keys.h"
#include "output/table.h"
#include "text/or_empty.h"

#include <string.h>

/* Where its credentials come from. */
static const char *credential_of(const struct config_section *profile)
{
    for (size_t i = 0; i < profile->count; i++)
        if (config_key_is_credential(profile->entries[i].key))
            return profile->entries[i].key;
    return "";
}

static void print_list(struct cli *cli, const struct config *config)
{
    struct table table = { .columns = 4 };
    const char *used = profile_in_use(config);
    for (size_t i = 0; i < config->profile_count; i++) {
        const struct config_section *profile = &config->profiles[i];
        bool is_used = used && strcmp(used, profile->name) == 0;
        const char *url = config_value(profile, "url");
        const char *const cells[] = { is_used ? "*" : "", profile->name, or_empty(url), credential_of(profile) };
        for (size_t j = 0; j < 4; j++) {
            if (cli->terminal.out) {
                table_add(&table, cells[j], strlen(cells[j]));
            } else {
                stream_foreign_line(&cli->out, cells[j], strlen(cells[j]));
                stream_adds(&cli->out, j < 3 ? "\t" : "\n");
            }
        }
    }
    if (cli->terminal.out)
        table_print(&table, &cli->out, &cli->terminal);
    table_free(&table);
}

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    (void)operands;
    struct config config;
    int code = config_file_load(cli, &config);
    if (code == 0 && !config.profile_count && cli->terminal.out)
        stream_adds(&cli->out, "no profiles\n");
    else if (code == 0)
        print_list(cli, &config);
    config_free(&config);
    return code;
}

static const struct example examples[] = {
    { "All of them", "wikijs profile list" },
    { "Their names, in a script", "wikijs profile list | cut -f 2" },
    { 0 },
};

const struct cmd cmd_profile_list = {
    .name = "list",
    .alias = "ls",
    .summary = "List the profiles",
    .text = "List the profiles of the configuration file: a star for the one in use, name, address, and the setting "
            "that its key comes from.",
    .examples = examples,
    .run = run,
    .since = "0.1",
};
