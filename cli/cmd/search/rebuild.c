/* SPDX-License-Identifier: MIT */
#include "cmd/search/search.h"

#include "call.h"
#include "output/emit.h"
#include "report.h"

#include <wikijs/search.h>

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    (void)operands;
    int code = context_connect(cli);
    if (code)
        return code;
    int status;
    CALL(status, cli, wikijs_search_rebuild_index_async(cli->client, NULL, CALL_TASK),
         wikijs_search_rebuild_index_finish(task.call, &cli->error));
    if (status < 0)
        return report_status(cli, status);
    report_note(cli, "the search index was rebuilt");
    return EXIT_DONE;
}

static const struct example examples[] = {
    { "After another engine was chosen", "wikijs search rebuild" },
    { 0 },
};

const struct cmd cmd_search_rebuild = {
    .name = "rebuild",
    .summary = "Make the search index anew",
    .text = "Make the search index anew from all pages. This may take minutes; it has a time limit of 10.",
    .examples = examples,
    .run = run,
    .since = "0.1",
};
