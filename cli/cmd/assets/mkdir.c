/* SPDX-License-Identifier: MIT */
#include "cmd/assets/assets.h"

#include "memory.h"

#include <inttypes.h>
#include <stdlib.h>

struct mkdir_args {
    struct output_args output;
};

struct made {
    wikijs_asset_folder **items;
    size_t count;
};

static int make_one(struct cli *cli, const char *path, void *context)
{
    struct made *made = context;
    wikijs_asset_folder *folder = NULL;
    int status;
    CALL(status, cli, wikijs_assets_create_folder_async(cli->client, path, NULL, CALL_TASK),
         wikijs_assets_create_folder_finish(task.call, &folder, &cli->error));
    if (status < 0)
        return report_status_of(cli, status, path);
    if (prints_lines(cli))
        stream_addf(&cli->out, "%" PRId64 "\t%s\n", folder->id, folder->path);
    made->items = xreallocarray(made->items, made->count + 1, sizeof(wikijs_asset_folder *));
    made->items[made->count++] = folder;
    return EXIT_DONE;
}

/* One that was named is an object, as with 'get'. */
static int print_made(struct cli *cli, const struct made *made, const struct ids *ids)
{
    if (prints_lines(cli))
        return EXIT_DONE;
    if (ids->count != 1 || ids->from_stdin)
        return emit_list(cli, (const void *const *)made->items, made->count);
    return made->count ? emit_object(cli, made->items[0]) : EXIT_DONE;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)arguments;
    struct made made = { 0 };
    struct ids ids = { 0 };
    int code = context_connect(cli);
    if (code == 0)
        code = ids_read(cli, operands, &ids);
    if (code == 0) {
        code = ids_each(cli, &ids, make_one, &made);
        int printed = print_made(cli, &made, &ids);
        code = code ? code : printed;
    }
    for (size_t i = 0; i < made.count; i++)
        wikijs_asset_folder_free(made.items[i]);
    free(made.items);
    ids_free(&ids);
    return code;
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
