/* SPDX-License-Identifier: MIT */
#include "cmd/groups/groups.h"

#include <stdlib.h>

struct get_args {
    struct output_args output;
};

struct results {
    const void **items;
    size_t count;
};

static int get_one(struct cli *cli, const char *name, void *context)
{
    struct results *results = context;
    int64_t id;
    int code = group_id_read(cli, name, &id);
    if (code)
        return code;
    wikijs_groups_get_options wanted = WIKIJS_GROUPS_GET_OPTIONS_INIT;
    wanted.fields = cli->plan.fields;
    wikijs_group *group = NULL;
    int status;
    CALL(status, cli, wikijs_groups_get_async(cli->client, id, &wanted, CALL_TASK),
         wikijs_groups_get_finish(task.call, &group, &cli->error));
    if (status < 0)
        return report_status_of(cli, status, name);
    results->items[results->count++] = group;
    return EXIT_DONE;
}

/* One is shown whole, several as a list. */
static int print_results(struct cli *cli, const struct results *results, size_t asked)
{
    if (asked != 1)
        return emit_list(cli, results->items, results->count);
    return results->count ? emit_object(cli, results->items[0]) : EXIT_DONE;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)arguments;
    struct ids ids;
    int code = ids_read(cli, operands, &ids);
    struct results results = { .items = xcalloc(ids.count + 1, sizeof *results.items) };
    if (code == 0)
        code = context_connect(cli);
    if (code == 0) {
        code = ids_each(cli, &ids, get_one, &results);
        int printed = results.count || ids.count != 1 ? print_results(cli, &results, ids.count) : EXIT_DONE;
        code = code ? code : printed;
    }
    for (size_t i = 0; i < results.count; i++)
        wikijs_group_free((wikijs_group *)(uintptr_t)results.items[i]);
    free(results.items);
    ids_free(&ids);
    return code;
}

static const struct example examples[] = {
    { "One group", "wikijs groups get Editors" },
    { "Its page rules", "wikijs groups get Editors --json pageRules --jq '.pageRules[]'" },
    { 0 },
};

const struct cmd cmd_groups_get = {
    .name = "get",
    .alias = "view",
    .summary = "Show groups",
    .usage = "<group>...",
    .text =
        "Show groups, named by id or name: permissions and page rules. --json users adds their users.\n\n"
        "'-' stands for the lines of standard input. Several are printed as a list; one that cannot be read does not "
        "keep the others from it.",
    .examples = examples,
    .args_size = sizeof(struct get_args),
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .model = "Group",
    .run = run,
    .since = "0.1",
};
