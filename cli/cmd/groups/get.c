/* SPDX-License-Identifier: MIT */
#include "cmd/groups/groups.h"

#include "ids_batch.h"

struct get_args {
    struct output_args output;
};

static int start(struct cli *cli, int64_t id, const struct ids_work *work, wikijs_call **call)
{
    (void)work;
    wikijs_groups_get_options wanted = WIKIJS_GROUPS_GET_OPTIONS_INIT;
    wanted.fields = cli->plan.fields;
    return wikijs_groups_get_async(cli->client, id, &wanted, NULL, NULL, call);
}

static int end(struct cli *cli, const char *name, wikijs_call *call, void **result)
{
    wikijs_group *group = NULL;
    int status = wikijs_groups_get_finish(call, &group, &cli->error);
    *result = group;
    return status < 0 ? report_status_of(cli, status, name) : EXIT_DONE;
}

static void release(void *result)
{
    wikijs_group_free(result);
}

static const struct ids_job job = { start, end, release };

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)arguments;
    return ids_show(cli, operands, &group_names, &job);
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
    .complete = COMPLETE_GROUP,
    .model = "Group",
    .run = run,
    .since = "0.1",
};
