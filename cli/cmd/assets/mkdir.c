/* SPDX-License-Identifier: MIT */
#include "cmd/assets/assets.h"

#include <inttypes.h>

struct mkdir_args {
    struct output_args output;
};

static int make_one(struct cli *cli, const char *path, void *context)
{
    (void)context;
    wikijs_asset_folder *folder = NULL;
    int status;
    CALL(status, cli, wikijs_assets_create_folder_async(cli->client, path, NULL, CALL_TASK),
         wikijs_assets_create_folder_finish(task.call, &folder, &cli->error));
    if (status < 0)
        return report_status_of(cli, status, path);
    int code = EXIT_DONE;
    if (prints_lines(cli))
        stream_addf(&cli->out, "%" PRId64 "\t%s\n", folder->id, folder->path);
    else
        code = emit_object(cli, folder);
    wikijs_asset_folder_free(folder);
    return code;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)arguments;
    int code = context_connect(cli);
    return code ? code : ids_run(cli, operands, make_one, NULL);
}

static const struct opt options[] = { OPT_END };

static const struct example examples[] = {
    { "A folder and those above it", "wikijs assets mkdir images/2026/summer" },
    { 0 },
};

const struct cmd cmd_assets_mkdir = {
    .name = "mkdir",
    .summary = "Make asset folders",
    .usage = "<folder>...",
    .text = "Make folders, with those above them that are missing, and print their ids and paths. A folder that is "
            "there already is no failure. The server lowers the names, and offers no way to rename or delete a folder.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct mkdir_args),
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .model = "AssetFolder",
    .run = run,
    .since = "0.1",
};
