/* SPDX-License-Identifier: MIT */
#include "cmd/groups/groups.h"

#include "ids_batch.h"

struct delete_args {
    bool yes;
};

static const struct opt options[] = {
    OPT_FLAG(struct delete_args, yes, 'y', "yes", "do not ask"),
    OPT_END,
};

static int start(struct cli *cli, int64_t id, const struct ids_work *work, wikijs_call **call)
{
    (void)work;
    return wikijs_groups_delete_async(cli->client, id, NULL, NULL, NULL, call);
}

static int end(struct cli *cli, const char *name, wikijs_call *call, void **result)
{
    (void)result;
    int status = wikijs_groups_delete_finish(call, &cli->error);
    if (status < 0)
        return report_status_of(cli, status, name);
    report_note(cli, "deleted %s", name);
    return EXIT_DONE;
}

static const struct ids_job job = { start, end, .writes = true };

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct delete_args *args = arguments;
    return ids_delete(cli, operands, &group_names, &job, NULL, args->yes, "group");
}

static const struct example examples[] = {
    { "After a question", "wikijs groups delete Editors" },
    { 0 },
};

const struct cmd cmd_groups_delete = {
    .name = "delete",
    .alias = "rm",
    .summary = "Delete groups",
    .usage = "<group>...",
    .text =
        "Delete groups; their users stay. The server offers no way back. On a terminal it asks first, unless --yes is "
        "given; elsewhere it needs --yes. '-' stands for the lines of standard input.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct delete_args),
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .complete = COMPLETE_GROUP,
    .run = run,
    .since = "0.1",
};
