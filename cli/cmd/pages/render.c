/* SPDX-License-Identifier: MIT */
#include "cmd/pages/common.h"
#include "command/tree.h"

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    int64_t id;
    int code = ids_name(cli, &page_names, operands->items[0], &id);
    if (code)
        return code;
    int status;
    CALL(status, cli, wikijs_pages_render_async(cli->client, id, NULL, CALL_TASK),
         wikijs_pages_render_finish(task.call, &cli->error));
    if (status < 0)
        return report_status_of(cli, status, operands->items[0]);
    report_note(cli, "rendered %s", operands->items[0]);
    return EXIT_DONE;
}

static const struct example examples[] = {
    { "Make a page's HTML anew", "wikijs pages render docs/intro" },
    { 0 },
};

const struct cmd cmd_pages_render = {
    .name = "render",
    .summary = "Have the server render a page again",
    .usage = "<page>",
    .text = "Have the server make the HTML of a page anew, after a change of its renderers, say. Needs manage:system. "
            "The HTML itself is shown by 'wikijs pages get --render'.",
    .examples = examples,
    .min_operands = 1,
    .max_operands = 1,
    .complete = COMPLETE_PAGE,
    .run = run,
    .since = "0.1",
};
