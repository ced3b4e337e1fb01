/* SPDX-License-Identifier: MIT */
#include "cmd/assets/assets.h"

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
    int code = asset_id_read(cli, name, &id);
    if (code)
        return code;
    int status;
    CALL(status, cli, wikijs_assets_delete_async(cli->client, id, NULL, CALL_TASK),
         wikijs_assets_delete_finish(task.call, &cli->error));
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
        code = ids_confirm_delete(cli, &ids, args->yes, "asset");
    if (code == 0)
        code = ids_each(cli, &ids, delete_one, NULL);
    ids_free(&ids);
    return code;
}

static const struct example examples[] = {
    { "Delete one asset, after a question", "wikijs assets delete images/old.png" },
    { "All of a folder", "wikijs assets list images/2019 --json id --jq '.[].id' | wikijs assets delete --yes -" },
    { 0 },
};

const struct cmd cmd_assets_delete = {
    .name = "delete",
    .alias = "rm",
    .summary = "Delete assets",
    .usage = "<asset>...",
    .text =
        "Delete assets, named by path or by id; '-' stands for the lines of standard input. The server offers no way "
        "to bring them back. On a terminal it asks first, unless --yes is given; elsewhere it needs --yes.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct delete_args),
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
    .since = "0.1",
};
