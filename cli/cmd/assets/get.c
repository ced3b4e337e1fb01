/* SPDX-License-Identifier: MIT */
#include "cmd/assets/assets.h"

#include "ids_batch.h"

struct get_args {
    struct output_args output;
};

static int start(struct cli *cli, int64_t id, const struct ids_work *work, wikijs_call **call)
{
    if (id_parse(work->name, &id))
        return wikijs_assets_get_async(cli->client, id, NULL, NULL, NULL, call);
    return wikijs_assets_find_async(cli->client, work->name, NULL, NULL, NULL, call);
}

static int end(struct cli *cli, const char *name, wikijs_call *call, void **result)
{
    int64_t id;
    wikijs_asset *asset = NULL;
    int status = id_parse(name, &id) ? wikijs_assets_get_finish(call, &asset, &cli->error)
                                     : wikijs_assets_find_finish(call, &asset, &cli->error);
    *result = asset;
    return status < 0 ? report_status_of(cli, status, name) : EXIT_DONE;
}

static void release(void *result)
{
    wikijs_asset_free(result);
}

static const struct ids_job job = { start, end, release };

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)arguments;
    return ids_show(cli, operands, NULL, &job);
}

static const struct opt options[] = { OPT_END };

static const struct example examples[] = {
    { "What is known of an asset", "wikijs assets get images/logo.png" },
    { "Where the asset with this id lies", "wikijs assets get 17 --json path --jq .path" },
    { 0 },
};

const struct cmd cmd_assets_get = {
    .name = "get",
    .alias = "show",
    .summary = "Show what is known of assets",
    .usage = "<asset>...",
    .text =
        "Show type, size and times of assets, named by path or by id; '-' stands for the lines of standard input. An "
        "id takes longer: the server cannot look for one, so folders are listed until it is found. 'wikijs assets "
        "download' fetches the file itself.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct get_args),
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .complete = COMPLETE_ASSET,
    .model = "AssetItem",
    .run = run,
    .since = "0.1",
};
