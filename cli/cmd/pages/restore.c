/* SPDX-License-Identifier: MIT */
#include "cmd/pages/common.h"
#include "command/tree.h"

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    int64_t id, version;
    int code = version_read(cli, operands->items[1], &version);
    if (code == 0)
        code = ids_name(cli, &page_names, operands->items[0], &id);
    if (code)
        return code;
    int status;
    CALL(status, cli, wikijs_pages_restore_async(cli->client, id, version, NULL, CALL_TASK),
         wikijs_pages_restore_finish(task.call, &cli->error));
    if (status < 0)
        return version_report(cli, status, operands->items[0], version);
    report_note(cli, "restored version %s of %s", operands->items[1], operands->items[0]);
    return EXIT_DONE;
}

static const struct example examples[] = {
    { "Bring version 45 back", "wikijs pages restore docs/intro 45" },
    { 0 },
};

const struct cmd cmd_pages_restore = {
    .name = "restore",
    .summary = "Bring an earlier version back",
    .usage = "<page> <version>",
    .text = "Bring the source, title and path of an earlier version back. The state before it becomes a version, too, "
            "so that this can be undone. Tags stay as they are: versions hold none.",
    .examples = examples,
    .min_operands = 2,
    .max_operands = 2,
    .complete = COMPLETE_PAGE,
    .run = run,
    .since = "0.1",
};
