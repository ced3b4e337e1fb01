/* SPDX-License-Identifier: MIT */
#include "cmd/system/system.h"

#include <inttypes.h>
#include <stdio.h>
#include <wikijs/system.h>

struct export_args {
    struct output_args output;
    struct opt_list entities;
};

static const struct opt options[] = {
    OPT_LIST(struct export_args, entities, 'e', "entity", "<name>",
             "what to export: assets, comments, groups, history, navigation, pages, settings or users; may be "
             "repeated; all when not given"),
    OPT_END,
};

static int on_progress(const wikijs_system_export_status *status, void *payload)
{
    const struct cli *cli = payload;
    if (cli->terminal.err && !cli->parsed.globals.quiet)
        fprintf(stderr, "\r%3" PRId64 " %% ", status->progress);
    return interrupt_happened();
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct export_args *args = arguments;
    int code = context_connect(cli);
    if (code)
        return code;
    wikijs_system_export_input input = WIKIJS_SYSTEM_EXPORT_INPUT_INIT;
    input.path = operands->items[0];
    if (args->entities.count)
        input.entities = (wikijs_strings){ args->entities.items, args->entities.count };
    input.progress = on_progress;
    input.progress_payload = cli;
    wikijs_system_export_status *last = NULL;
    int status;
    CALL(status, cli, wikijs_system_export_async(cli->client, &input, CALL_TASK),
         wikijs_system_export_finish(task.call, &last, &cli->error));
    if (cli->terminal.err && !cli->parsed.globals.quiet)
        fputs("\r      \r", stderr);
    if (status < 0) {
        code = report_status(cli, status);
        if (code == EXIT_INTERRUPTED)
            report_note(cli, "the server goes on with its export");
    } else if (cli->plan.fields || cli->plan.format != FORMAT_TABLE) {
        code = emit_object(cli, last);
    } else {
        report_note(cli, "exported to %s on the server", input.path);
    }
    wikijs_system_export_status_free(last);
    return code;
}

static const struct example examples[] = {
    { "Everything", "wikijs system export /var/wiki/backup-1" },
    { "Pages and assets", "wikijs system export /var/wiki/backup-2 -e pages -e assets" },
    { 0 },
};

const struct cmd cmd_system_export = {
    .name = "export",
    .summary = "Let the server export itself to a folder of its own",
    .usage = "<folder>",
    .text =
        "Let the server write what it holds to an empty folder on its own disk, and wait until it has. Ctrl-C ends the waiting and not the export. To copy pages to this machine, use 'wikijs pages export'.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct export_args),
    .min_operands = 1,
    .max_operands = 1,
    .model = "SystemExportStatus",
    .run = run,
    .since = "0.1",
};
