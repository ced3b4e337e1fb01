/* SPDX-License-Identifier: MIT */
#include "cmd/assets/assets.h"

#include "terminal/progress.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct upload_args {
    struct output_args output;
    const char *folder;
    const char *name;
    const char *mime;
    bool replace;
    bool optimize;
};

static const struct opt options[] = {
    OPT_STRING(struct upload_args, folder, 'F', "folder", "<folder>",
               "put them there, making what is missing; without it: the top"),
    OPT_STRING(struct upload_args, name, 'n', "name", "<name>", "what one file is called on the server"),
    OPT_STRING(struct upload_args, mime, 0, "mime", "<type>", "media type; without it: by the name's extension"),
    OPT_FLAG(struct upload_args, replace, 0, "replace", "overwrite assets that have the name"),
    OPT_FLAG(struct upload_args, optimize, 0, "optimize", "make JPEG and PNG images smaller before, without loss"),
    OPT_END,
};

struct upload {
    const struct upload_args *args;
    wikijs_asset **made;
    size_t count;
};

static int64_t read_stdin(char *buffer, size_t size, void *payload)
{
    (void)payload;
    ssize_t got;
    do {
        got = read(STDIN_FILENO, buffer, size);
    } while (got < 0 && errno == EINTR && !interrupt_happened());
    return got;
}

static void tell(struct cli *cli, const wikijs_asset *asset)
{
    if (prints_lines(cli)) {
        if (cli->terminal.out)
            stream_adds(&cli->out, "uploaded asset ");
        stream_addf(&cli->out, "%" PRId64 "%s", asset->id, cli->terminal.out ? "  /" : "\t");
        stream_foreign_line(&cli->out, or_empty(asset->path), strlen(or_empty(asset->path)));
        stream_adds(&cli->out, "\n");
        stream_flush(&cli->out);
    }
    if (!asset->is_downloadable)
        report_warning(cli, "'%s' cannot be downloaded: the wiki takes such a name for the path of a page",
                       or_empty(asset->path));
}

static int upload_one(struct cli *cli, const char *file, void *context)
{
    struct upload *upload = context;
    const struct upload_args *args = upload->args;
    bool is_stdin = strcmp(file, "-") == 0;
    struct progress progress;
    wikijs_assets_upload_input input = WIKIJS_ASSETS_UPLOAD_INPUT_INIT;
    input.file = is_stdin ? NULL : file;
    input.read = is_stdin ? read_stdin : NULL;
    input.filename = args->name;
    input.mime = args->mime;
    input.folder = args->folder;
    input.existing = args->replace ? WIKIJS_ASSET_REPLACE : WIKIJS_ASSET_REFUSE;
    input.optimize = args->optimize;
    input.progress = progress_update;
    input.progress_payload = &progress;
    progress_begin(&progress, cli, is_stdin ? args->name : file);
    wikijs_asset *asset = NULL;
    int status;
    CALL(status, cli, wikijs_assets_upload_async(cli->client, &input, CALL_TASK),
         wikijs_assets_upload_finish(task.call, &asset, &cli->error));
    progress_end(&progress);
    if (status == WIKIJS_E_EXISTS) {
        report_failure("%s: %s", file, cli->error.message);
        report_advice("--replace, which overwrites it, or --name, which gives another name");
        return wikijs_status_exit_code(status);
    }
    if (status < 0)
        return report_status_of(cli, status, file);
    tell(cli, asset);
    upload->made[upload->count++] = asset;
    return EXIT_DONE;
}

static int print_made(struct cli *cli, const struct upload *upload)
{
    if (prints_lines(cli))
        return EXIT_DONE;
    const void **rows = xreallocarray(NULL, upload->count, sizeof *rows);
    for (size_t i = 0; i < upload->count; i++)
        rows[i] = upload->made[i];
    int code = emit_list(cli, rows, upload->count);
    free(rows);
    return code;
}

static int check(struct cli *cli, const struct upload_args *args, const struct operands *operands)
{
    if (args->name && operands->count > 1)
        return report_usage(cli, "'--name' is for one file, not for %zu", operands->count);
    for (size_t i = 0; i < operands->count; i++)
        if (strcmp(operands->items[i], "-") == 0 && !args->name)
            return report_usage(cli, "'-' is the content of standard input here, and needs '--name'");
    return 0;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    struct upload upload = { .args = arguments };
    int code = check(cli, arguments, operands);
    if (code == 0)
        code = context_connect(cli);
    if (code)
        return code;
    upload.made = xcalloc(operands->count, sizeof *upload.made);
    struct ids files = { .items = xcalloc(operands->count, sizeof *files.items), .count = operands->count };
    for (size_t i = 0; i < operands->count; i++)
        files.items[i] = xstrdup(operands->items[i]);
    code = ids_each(cli, &files, upload_one, &upload);
    int printed = print_made(cli, &upload);
    for (size_t i = 0; i < upload.count; i++)
        wikijs_asset_free(upload.made[i]);
    free(upload.made);
    ids_free(&files);
    return code ? code : printed;
}

static const struct example examples[] = {
    { "Upload images to a folder", "wikijs assets upload --folder images/2026 *.png" },
    { "Smaller, and over what is there", "wikijs assets upload --optimize --replace --folder images logo.png" },
    { "From a pipe", "date | wikijs assets upload --name built.log -" },
    { 0 },
};

const struct cmd cmd_assets_upload = {
    .name = "upload",
    .alias = "put",
    .summary = "Upload files",
    .usage = "<file>...",
    .text = "Upload files and print the ids and paths of the new assets. Files are streamed, however large they are; "
            "the wiki's own limit is 5 MiB unless its administrator has raised it.\n\n"
            "The server lowers names and makes '_' of white space. It would overwrite an asset of the same name: "
            "that is refused here unless --replace is given. Every upload is looked up afterwards, for the server says "
            "'ok' also when it has stored nothing.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct upload_args),
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .complete = COMPLETE_FILE,
    .model = "AssetItem",
    .run = run,
    .since = "0.1",
};
