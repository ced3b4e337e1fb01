/* SPDX-License-Identifier: MIT */
#include "cmd/assets/assets.h"

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)arguments;
    int64_t id;
    int code = context_connect(cli);
    if (code == 0)
        code = ids_name(cli, &asset_names, operands->items[0], &id);
    if (code)
        return code;
    int status;
    CALL(status, cli, wikijs_assets_rename_async(cli->client, id, operands->items[1], NULL, CALL_TASK),
         wikijs_assets_rename_finish(task.call, &cli->error));
    if (status < 0)
        return report_status_of(cli, status, operands->items[0]);
    report_note(cli, "renamed %s to %s", operands->items[0], operands->items[1]);
    return EXIT_DONE;
}

static const struct example examples[] = {
    { "Give an asset another name", "wikijs assets rename images/logo.png logo-2025.png" },
    { 0 },
};

const struct cmd cmd_assets_rename = {
    .name = "rename",
    .alias = "mv",
    .summary = "Give an asset another name",
    .usage = "<asset> <name>",
    .text = "Give an asset another name in its folder. The extension must stay, the server lowers the name, and pages "
            "that show the asset are not changed.",
    .examples = examples,
    .min_operands = 2,
    .max_operands = 2,
    .complete = COMPLETE_ASSET,
    .run = run,
    .since = "0.1",
};
