/* SPDX-License-Identifier: MIT */
#include "cmd/groups/groups.h"

struct delete_args {
    bool yes;
};

static const struct opt options[] = {
    OPT_FLAG(struct delete_args, yes, 'y', "yes", "do not ask"),
    OPT_END,
};

static int delete_one(struct cli *cli, const char *name, void *context)
{
    (void)context;
    int64_t id;
    int code = group_id_read(cli, name, &id);
    if (code)
        return code;
    int status;
    CALL(status, cli, wikijs_groups_delete_async(cli->client, id, NULL, CALL_TASK),
         wikijs_groups_delete_finish(task.call, &cli->error));
    if (status < 0)
        return report_status_of(cli, status, name);
    report_note(cli, "deleted %s", name);
    return EXIT_DONE;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct delete_args *args = arguments;
    struct ids ids;
    int code = ids_read(cli, operands, &ids);
    if (code == 0)
        code = context_connect(cli);
    if (code == 0)
        code = ids_confirm_delete(cli, &ids, args->yes, "group");
    if (code == 0)
        code = ids_each(cli, &ids, delete_one, NULL);
    ids_free(&ids);
    return code;
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
    .run = run,
    .since = "0.1",
};
