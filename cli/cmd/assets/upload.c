/* SPDX-License-Identifier: MIT */
#include "cmd/assets/assets.h"

#include "cmd/assets/upload_plan.h"
#include "terminal/progress.h"
#include "watch/dry_run.h"

#include <wikijs/assets_many.h>

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LAST_MS = 3000, STEP_MS = 100 }; /* after Ctrl-C */

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

static int64_t read_stdin(char *buffer, size_t size, void *payload)
{
    (void)payload;
    ssize_t got;
    do {
        got = read(STDIN_FILENO, buffer, size);
    } while (got < 0 && errno == EINTR && !interrupt_happened());
    return got;
}

static void fill(wikijs_assets_upload_input *input, const struct upload_args *args, const char *file)
{
    bool is_stdin = strcmp(file, "-") == 0;
    *input = (wikijs_assets_upload_input)WIKIJS_ASSETS_UPLOAD_INPUT_INIT;
    input->file = is_stdin ? NULL : file;
    input->read = is_stdin ? read_stdin : NULL;
    input->filename = args->name;
    input->mime = args->mime;
    input->folder = args->folder;
    input->existing = args->replace ? WIKIJS_ASSET_REPLACE : WIKIJS_ASSET_REFUSE;
    input->optimize = args->optimize;
}

/* After Ctrl-C nothing more is sent, but there is a moment to make sure of what was: else nobody knew what is there. */
static int wait_for_all(struct cli *cli, const struct task *task, int started)
{
    int waited_ms = 0, status = started;
    bool canceled = false;
    cli->error = (wikijs_error){ .code = started, .retry_after_ms = -1 };
    while (status >= 0 && !task->done) {
        bool is_over = interrupt_happened() && waited_ms >= LAST_MS;
        if (is_over && !canceled) {
            wikijs_call_cancel(task->call);
            canceled = true;
        }
        status = wikijs_client_wait(cli->client, interrupt_happened() ? STEP_MS : -1, &cli->error);
        waited_ms += interrupt_happened() ? STEP_MS : 0;
    }
    return status < 0 ? status : 0;
}

static int upload_all(struct cli *cli, const struct upload_args *args, const struct operands *files,
                      wikijs_results **results)
{
    char what[32];
    struct progress progress;
    wikijs_assets_upload_input *inputs = xcalloc(files->count, sizeof *inputs);
    for (size_t i = 0; i < files->count; i++)
        fill(&inputs[i], args, files->items[i]);
    const char *first = strcmp(files->items[0], "-") == 0 ? args->name : files->items[0];
    snprintf(what, sizeof what, "%zu files", files->count);
    wikijs_assets_upload_many_options many = WIKIJS_ASSETS_UPLOAD_MANY_OPTIONS_INIT;
    many.progress = progress_update;
    many.progress_payload = &progress;
    progress_begin(&progress, cli, files->count == 1 ? first : what);
    struct task task = { 0 };
    int status = wait_for_all(cli, &task,
                              wikijs_assets_upload_many_async(cli->client, inputs, files->count, &many, CALL_TASK));
    if (status == 0)
        status = wikijs_assets_upload_many_finish(task.call, results, &cli->error);
    task_end(&task);
    progress_end(&progress);
    free(inputs);
    return status;
}

static void tell(struct cli *cli, const wikijs_asset *asset)
{
    if (prints_lines(cli)) {
        if (cli->terminal.out)
            stream_adds(&cli->out, "uploaded asset ");
        stream_addf(&cli->out, "%" PRId64 "%s", asset->id, cli->terminal.out ? "  /" : "\t");
        stream_foreign_line(&cli->out, or_empty(asset->path), strlen(or_empty(asset->path)));
        stream_adds(&cli->out, "\n");
    }
    if (!asset->is_downloadable)
        report_warning(cli, "'%s' cannot be downloaded: the wiki takes such a name for the path of a page",
                       or_empty(asset->path));
}

static int report_one(struct cli *cli, const char *file, const wikijs_error *error)
{
    cli->error = *error;
    if (error->code != WIKIJS_E_EXISTS)
        return report_status_of(cli, error->code, file);
    report_failure("%s: %s", file, error->message);
    report_advice("--replace, which overwrites it, or --name, which gives another name");
    return wikijs_status_exit_code(error->code);
}

static void plan_one(struct cli *cli, const struct upload_args *args, const char *file, struct upload_plan *plan)
{
    if (upload_plan_add(plan, file, args->name, args->folder) && prints_lines(cli))
        upload_plan_tell_last(cli, plan, file);
}

/* As ids_each() does it: what all failed with is the exit code. */
static int tell_all(struct cli *cli, const struct upload_args *args, const struct operands *files,
                    const wikijs_results *results, struct upload_plan *plan)
{
    int common = EXIT_DONE;
    size_t made = files->count - wikijs_results_failed(results);
    bool differ = false, interrupted = interrupt_happened();
    for (size_t i = 0; i < files->count; i++) {
        const wikijs_error *error = wikijs_results_error(results, i);
        int code = EXIT_DONE;
        if (!error)
            tell(cli, wikijs_results_asset(results, i));
        else if (dry_run_ended(cli, error->code))
            plan_one(cli, args, files->items[i], plan);
        else if (!interrupted || error->code != WIKIJS_E_CANCELED)
            code = report_one(cli, files->items[i], error);
        differ = differ || (code && common && code != common);
        common = code ? code : common;
    }
    stream_flush(&cli->out);
    if (interrupted) {
        report_note(cli, "interrupted: %zu of %zu uploaded", made, files->count);
        return EXIT_INTERRUPTED;
    }
    return made + plan->count > 0 && common ? EXIT_FAILED : differ ? EXIT_FAILED : common;
}

static int print_made(struct cli *cli, const wikijs_results *results, const struct upload_plan *plan)
{
    if (prints_lines(cli))
        return EXIT_DONE;
    size_t count = 0;
    const void **rows = xcalloc(wikijs_results_count(results) + plan->count + 1, sizeof *rows);
    for (; count < plan->count; count++)
        rows[count] = &plan->items[count];
    for (size_t i = 0; i < wikijs_results_count(results); i++)
        if (wikijs_results_asset(results, i))
            rows[count++] = wikijs_results_asset(results, i);
    int code = emit_list(cli, rows, count);
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
    int code = check(cli, arguments, operands);
    if (code == 0)
        code = context_connect(cli);
    if (code)
        return code;
    wikijs_results *results = NULL;
    struct upload_plan plan = { 0 };
    cli->tells_dry_run = true;
    int status = upload_all(cli, arguments, operands, &results);
    cli->tells_dry_run = false;
    if (status < 0)
        return report_status(cli, status);
    code = tell_all(cli, arguments, operands, results, &plan);
    int printed = print_made(cli, results, &plan);
    upload_plan_free(&plan);
    wikijs_results_free(results);
    return code ? code : printed;
}

static const struct example examples[] = {
    { "Upload images to a folder", "wikijs assets upload --folder images/2026 *.png" },
    { "Smaller, and over what is there", "wikijs assets upload --optimize --replace --folder images logo.png" },
    { "What would be sent", "wikijs assets upload --folder images *.png --dry-run" },
    { "From a pipe", "date | wikijs assets upload --name built.log -" },
    { 0 },
};

const struct cmd cmd_assets_upload = {
    .name = "upload",
    .alias = "put",
    .summary = "Upload files",
    .usage = "<file>...",
    .text =
        "Upload files and print the ids and paths of the new assets. Files are streamed, however large they are, "
        "a few at a time, and one that fails does not stop the others; the wiki's own limit is 5 MiB unless its administrator has raised it.\n\n"
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
