/* SPDX-License-Identifier: MIT */
#include "cmd/config/config.h"

#include "output/emit.h"
#include "output/json.h"
#include "output/table.h"

#include <stdlib.h>
#include <string.h>

struct list_args {
    bool json;
};

static const struct opt options[] = {
    OPT_FLAG(struct list_args, json, 0, "json", "print JSON"),
    OPT_END,
};

struct list {
    struct cli *cli;
    struct table table;
    struct buffer json;
    bool as_json;
};

static void add_json(struct buffer *json, const char *const *cells)
{
    static const char *const names[] = { "profile", "key", "value" };
    buffer_adds(json, json->length > 1 ? ",{" : "{");
    for (size_t i = 0; i < 3; i++) {
        buffer_addf(json, "%s\"%s\":", i ? "," : "", names[i]);
        if (i || *cells[i])
            json_add_string(json, cells[i], strlen(cells[i]));
        else
            buffer_adds(json, "null");
    }
    buffer_addc(json, '}');
}

static void add_row(struct list *list, const char *const *cells)
{
    struct stream *out = &list->cli->out;
    if (list->as_json) {
        add_json(&list->json, cells);
        return;
    }
    for (size_t i = 0; i < 3; i++) {
        if (list->cli->terminal.out) {
            table_add(&list->table, cells[i], strlen(cells[i]));
        } else {
            stream_foreign_line(out, cells[i], strlen(cells[i]));
            stream_adds(out, i < 2 ? "\t" : "\n");
        }
    }
}

static void add_section(struct list *list, const struct config_section *section)
{
    for (size_t i = 0; i < section->count; i++) {
        char *shown = config_masked(section->entries[i].key, section->entries[i].value);
        add_row(list, (const char *const[]){ section->name ? section->name : "", section->entries[i].key, shown });
        free(shown);
    }
}

static int print_list(struct cli *cli, const struct config *config, bool as_json)
{
    struct list list = { .cli = cli, .as_json = as_json, .table = { .columns = 3 } };
    int code = EXIT_DONE;
    buffer_addc(&list.json, '[');
    if (cli->terminal.out && !as_json)
        add_row(&list, (const char *const[]){ "PROFILE", "KEY", "VALUE" });
    add_section(&list, &config->common);
    for (size_t i = 0; i < config->profile_count; i++)
        add_section(&list, &config->profiles[i]);
    buffer_addc(&list.json, ']');
    if (as_json)
        code = emit_json(cli, list.json.data, list.json.length, NULL);
    else if (cli->terminal.out)
        table_print(&list.table, &cli->out, &cli->terminal);
    table_free(&list.table);
    buffer_free(&list.json);
    return code;
}

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)operands;
    struct config config;
    int code = config_file_load(cli, &config);
    if (code == 0)
        code = print_list(cli, &config, ((const struct list_args *)args)->json);
    config_free(&config);
    return code;
}

static const struct example examples[] = {
    { "All that is set", "wikijs config list" },
    { "For scripts", "wikijs config list --json" },
    { 0 },
};

const struct cmd cmd_config_list = {
    .name = "list",
    .alias = "ls",
    .summary = "List the settings of the file",
    .text = "List the settings of the configuration file: profile, key and value. Those of all profiles come first, "
            "without a profile. API keys are shown as stars. Aliases have a list of their own: 'wikijs alias list'.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct list_args),
    .run = run,
    .since = "0.1",
};
