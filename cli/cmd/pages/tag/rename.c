/* SPDX-License-Identifier: MIT */
#include "cmd/pages/tag/tag.h"

#include "call.h"
#include "report.h"

#include <wikijs/pages.h>

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    const char *tag = operands->items[0], *wanted = operands->items[1];
    int64_t id;
    int code = tag_find(cli, tag, &id);
    if (code)
        return code;
    int status;
    CALL(status, cli, wikijs_pages_update_tag_async(cli->client, id, wanted, wanted, NULL, CALL_TASK),
         wikijs_pages_update_tag_finish(task.call, &cli->error));
    if (status < 0)
        return report_status_of(cli, status, wanted);
    report_note(cli, "'%s' is now '%s'", tag, wanted);
    return EXIT_DONE;
}

static const struct example examples[] = {
    { "A better name", "wikijs pages tag rename guide handbook" },
    { 0 },
};

const struct cmd cmd_pages_tag_rename = {
    .name = "rename",
    .summary = "Rename a tag on all pages",
    .usage = "<tag> <new-name>",
    .text =
        "Rename a tag, with one request whatever the number of pages that have it. The new name must not be in use. Needs "
        "manage:system.",
    .examples = examples,
    .min_operands = 2,
    .max_operands = 2,
    .complete = COMPLETE_TAG,
    .run = run,
    .since = "0.1",
};
