/* SPDX-License-Identifier: MIT */
#include "cmd/assets/assets.h"

#include "output/filter.h"

struct list_args {
    struct output_args output;
    struct opt_list filters;
    int kind; /* wikijs_asset_kind */
    bool recursive;
    int64_t limit;
    int64_t offset;
};

/* In the order of wikijs_asset_kind, from 1. */
static const char *const kinds[] = { "image", "binary", NULL };

static const struct opt options[] = {
    OPT_FLAG(struct list_args, recursive, 'r', "recursive", "with all folders below, sorted by path"),
    OPT_ENUM(struct list_args, kind, 'k', "kind", kinds, "only images, or only other files"),
    OPT_LIST(struct list_args, filters, 'f', "filter", "<field:text>",
             "only assets whose field contains the text, in any case; may be repeated, all must hold"),
    OPT_INT(struct list_args, limit, 'L', "limit", "<n>", "at most so many assets; 0: all"),
    OPT_INT(struct list_args, offset, 0, "offset", "<n>", "skip so many assets"),
    OPT_END,
};

static int print_list(struct cli *cli, const struct list_args *args, const struct filters *filters,
                      const wikijs_asset_list *list)
{
    struct rows rows;
    ROWS_OF(&rows, wikijs_asset, list);
    filters_keep(cli, filters, &rows, args->offset, args->limit);
    return rows_print(cli, &rows, "no assets");
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct list_args *args = arguments;
    struct filters filters;
    int code = filters_read(cli, &args->filters, &filters);
    if (code == 0)
        code = context_connect(cli);
    if (code == 0) {
        wikijs_assets_list_options wanted = WIKIJS_ASSETS_LIST_OPTIONS_INIT;
        wanted.folder = operands->count ? operands->items[0] : NULL;
        wanted.kind = (wikijs_asset_kind)args->kind;
        wanted.recursive = args->recursive;
        wikijs_asset_list *list = NULL;
        int status;
        CALL(status, cli, wikijs_assets_list_async(cli->client, &wanted, CALL_TASK),
             wikijs_assets_list_finish(task.call, &list, &cli->error));
        code = status < 0 ? report_status(cli, status) : print_list(cli, args, &filters, list);
        wikijs_asset_list_free(list);
    }
    filters_free(&filters);
    return code;
}

static const struct example examples[] = {
    { "The top folder", "wikijs assets list" },
    { "All images, with their sizes", "wikijs assets list --recursive --kind image --json path,fileSize" },
    { "Files that a browser cannot fetch",
      "wikijs assets list --recursive --filter isDownloadable:false --json path --jq '.[].path'" },
    { 0 },
};

const struct cmd cmd_assets_list = {
    .name = "list",
    .alias = "ls",
    .summary = "List assets",
    .usage = "[<folder>]",
    .text = "List the assets of a folder, or of the top. The server lists one folder at a time: with --recursive it is "
            "asked twice for each folder.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct list_args),
    .max_operands = 1,
    .complete = COMPLETE_ASSET,
    .model = "AssetItem",
    .run = run,
    .since = "0.1",
};
