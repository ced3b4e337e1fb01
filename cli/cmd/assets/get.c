/* SPDX-License-Identifier: MIT */
#include "cmd/assets/assets.h"

#include <stdlib.h>

struct get_args {
    struct output_args output;
};

struct found {
    wikijs_asset **items;
    size_t count;
};

static int get_one(struct cli *cli, const char *name, void *context)
{
    struct found *found = context;
    wikijs_asset *asset = NULL;
    int status = asset_fetch(cli, name, &asset);
    if (status < 0)
        return report_status_of(cli, status, name);
    found->items[found->count++] = asset;
    return EXIT_DONE;
}

static int print(struct cli *cli, const struct found *found, bool is_one)
{
    if (is_one)
        return found->count ? emit_object(cli, found->items[0]) : EXIT_DONE;
    const void **rows = xreallocarray(NULL, found->count, sizeof *rows);
    for (size_t i = 0; i < found->count; i++)
        rows[i] = found->items[i];
    int code = emit_list(cli, rows, found->count);
    free(rows);
    return code;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)arguments;
    struct ids ids;
    int code = ids_read(cli, operands, &ids);
    if (code == 0)
        code = context_connect(cli);
    if (code == 0) {
        struct found found = { .items = xcalloc(ids.count, sizeof *found.items) };
        code = ids_each(cli, &ids, get_one, &found);
        int printed = print(cli, &found, ids.count == 1 && !ids.from_stdin);
        code = code ? code : printed;
        for (size_t i = 0; i < found.count; i++)
            wikijs_asset_free(found.items[i]);
        free(found.items);
    }
    ids_free(&ids);
    return code;
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
    .model = "AssetItem",
    .run = run,
    .since = "0.1",
};
