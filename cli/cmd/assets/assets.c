/* SPDX-License-Identifier: MIT */
#include "cmd/assets/assets.h"

#include "command/tree.h"

int asset_fetch(struct cli *cli, const char *name, wikijs_asset **asset)
{
    int status;
    int64_t id;
    if (id_parse(name, &id))
        CALL(status, cli, wikijs_assets_get_async(cli->client, id, NULL, CALL_TASK),
             wikijs_assets_get_finish(task.call, asset, &cli->error));
    else
        CALL(status, cli, wikijs_assets_find_async(cli->client, name, NULL, CALL_TASK),
             wikijs_assets_find_finish(task.call, asset, &cli->error));
    return status;
}

static int read_name(struct cli *cli, const char *name, int64_t *id)
{
    (void)cli;
    id_parse(name, id);
    return 0;
}

static int ask_for(struct cli *cli, const char *name, wikijs_call_done_fn done, void *payload, wikijs_call **call)
{
    return wikijs_assets_find_async(cli->client, name, NULL, done, payload, call);
}

static int take_answer(struct cli *cli, const char *name, wikijs_call *call, int64_t *id)
{
    wikijs_asset *asset = NULL;
    int status = wikijs_assets_find_finish(call, &asset, &cli->error);
    if (status < 0)
        return report_status_of(cli, status, name);
    *id = asset->id;
    wikijs_asset_free(asset);
    return 0;
}

const struct ids_names asset_names = { read_name, ask_for, take_answer };

bool prints_lines(const struct cli *cli)
{
    return !cli->plan.fields && cli->plan.format == FORMAT_TABLE;
}

static const struct cmd *const commands[] = {
    &cmd_assets_list,   &cmd_assets_get,     &cmd_assets_upload, &cmd_assets_download, &cmd_assets_rename,
    &cmd_assets_delete, &cmd_assets_folders, &cmd_assets_mkdir,  &cmd_assets_flush,    NULL,
};

static const struct example examples[] = {
    { "What is there", "wikijs assets list --recursive" },
    { "Upload images", "wikijs assets upload --folder images/2026 *.png" },
    { "Fetch one", "wikijs assets download images/2026/logo.png" },
    { 0 },
};

const struct cmd cmd_assets = {
    .name = "assets",
    .alias = "asset",
    .summary = "Upload, download and manage files",
    .text = "Upload, download and manage the files beside the pages. An asset is named by its id or by its path, such "
            "as 'images/logo.png'. The server knows no way to move an asset to another folder, nor to rename or delete "
            "a folder.",
    .if_missing = "wikijs assets list --recursive --filter path:<text>",
    .if_taken = "another name",
    .examples = examples,
    .subs = commands,
    .since = "0.1",
};
