/* SPDX-License-Identifier: MIT */
#include "cmd/pages/common.h"
#include "command/tree.h"

struct convert_args {
    const char *editor;
};

static const struct opt options[] = {
    OPT_STRING(struct convert_args, editor, 'e', "editor", "<key>",
               "editor to convert to: markdown, ckeditor, …; required"),
    OPT_END,
};

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct convert_args *args = arguments;
    if (!args->editor || !*args->editor)
        return report_usage(cli, "say what to convert to: give --editor");
    int64_t id;
    int code = ids_name(cli, &page_names, operands->items[0], &id);
    if (code)
        return code;
    int status;
    CALL(status, cli, wikijs_pages_convert_async(cli->client, id, args->editor, NULL, CALL_TASK),
         wikijs_pages_convert_finish(task.call, &cli->error));
    if (status < 0)
        return report_status_of(cli, status, operands->items[0]);
    report_note(cli, "converted %s to %s", operands->items[0], args->editor);
    return EXIT_DONE;
}

static const struct example examples[] = {
    { "From HTML to Markdown", "wikijs pages convert docs/old --editor markdown" },
    { 0 },
};

const struct cmd cmd_pages_convert = {
    .name = "convert",
    .summary = "Convert a page to another editor",
    .usage = "<page>",
    .text = "Convert a page to another editor. The server rewrites its source, and can do so between Markdown and HTML "
            "only.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct convert_args),
    .min_operands = 1,
    .max_operands = 1,
    .complete = COMPLETE_PAGE,
    .run = run,
    .since = "0.1",
};
