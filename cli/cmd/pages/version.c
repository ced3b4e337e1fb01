/* SPDX-License-Identifier: MIT */
#include "cmd/pages/common.h"
#include "command/tree.h"

struct version_args {
    struct output_args output;
    bool raw;
};

static const struct opt options[] = {
    OPT_FLAG(struct version_args, raw, 'r', "raw", "the source to the byte, with nothing added"),
    OPT_END,
};

static int print_version(struct cli *cli, const struct version_args *args, const wikijs_page_version *version)
{
    if (cli->plan.fields || cli->plan.format != FORMAT_TABLE)
        return emit_object(cli, version);
    if (args->raw) {
        stream_foreign(&cli->out, version->content.ptr, version->content.len);
    } else {
        context_page(cli);
        source_print(cli, version->content.ptr, version->content.len);
    }
    return EXIT_DONE;
}

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    int64_t id, number;
    int code = version_read(cli, operands->items[1], &number);
    if (code == 0)
        code = ids_name(cli, &page_names, operands->items[0], &id);
    if (code)
        return code;
    wikijs_page_version *version = NULL;
    int status;
    CALL(status, cli, wikijs_pages_version_async(cli->client, id, number, NULL, CALL_TASK),
         wikijs_pages_version_finish(task.call, &version, &cli->error));
    code = status < 0 ? version_report(cli, status, operands->items[0], number) : print_version(cli, args, version);
    wikijs_page_version_free(version);
    return code;
}

static const struct example examples[] = {
    { "The source of version 45", "wikijs pages version docs/intro 45" },
    { "Who made it, and when", "wikijs pages version 123 45 --json authorName,versionDate" },
    { 0 },
};

const struct cmd cmd_pages_version = {
    .name = "version",
    .summary = "Show the source of an earlier version",
    .usage = "<page> <version>",
    .text = "Show the source that a page had. 'wikijs pages history' lists the versions. Needs read:history.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct version_args),
    .min_operands = 2,
    .max_operands = 2,
    .complete = COMPLETE_PAGE,
    .model = "PageVersion",
    .run = run,
    .since = "0.1",
};
