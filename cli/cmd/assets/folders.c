/* SPDX-License-Identifier: MIT */
#include "cmd/assets/assets.h"

struct folders_args {
    struct output_args output;
    bool recursive;
};

static const struct opt options[] = {
    OPT_FLAG(struct folders_args, recursive, 'r', "recursive", "with all folders below, sorted by path"),
    OPT_END,
};

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct folders_args *args = arguments;
    int code = context_connect(cli);
    if (code)
        return code;
    wikijs_assets_folders_options wanted = WIKIJS_ASSETS_FOLDERS_OPTIONS_INIT;
    wanted.folder = operands->count ? operands->items[0] : NULL;
    wanted.recursive = args->recursive;
    wikijs_asset_folder_list *list = NULL;
    int status;
    CALL(status, cli, wikijs_assets_folders_async(cli->client, &wanted, CALL_TASK),
         wikijs_assets_folders_finish(task.call, &list, &cli->error));
    if (status < 0)
        return report_status(cli, status);
    struct rows rows;
    ROWS_OF(&rows, wikijs_asset_folder, list);
    code = rows_print(cli, &rows, "no folders");
    wikijs_asset_folder_list_free(list);
    return code;
}

static const struct example examples[] = {
    { "Every folder", "wikijs assets folders --recursive" },
    { "The id of one", "wikijs assets folders images --json id,path" },
    { 0 },
};

const struct cmd cmd_assets_folders = {
    .name = "folders",
    .summary = "List asset folders",
    .usage = "[<folder>]",
    .text = "List the folders in a folder, or at the top.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct folders_args),
    .max_operands = 1,
    .complete = COMPLETE_ASSET,
    .model = "AssetFolder",
    .run = run,
    .since = "0.1",
};
