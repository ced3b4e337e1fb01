/* SPDX-License-Identifier: MIT */
#include "cmd/pages/tag/tag.h"

#include "call.h"
#include "confirm.h"
#include "memory.h"
#include "report.h"

#include <stdlib.h>
#include <wikijs/pages.h>

struct delete_args {
    bool yes;
};

static const struct opt options[] = {
    OPT_FLAG(struct delete_args, yes, 'y', "yes", "do not ask"),
    OPT_END,
};

static int delete_tag(struct cli *cli, int64_t id, const char *tag)
{
    int status;
    CALL(status, cli, wikijs_pages_delete_tag_async(cli->client, id, NULL, CALL_TASK),
         wikijs_pages_delete_tag_finish(task.call, &cli->error));
    if (status < 0)
        return report_status_of(cli, status, tag);
    report_note(cli, "deleted tag '%s'", tag);
    return EXIT_DONE;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct delete_args *args = arguments;
    const char *tag = operands->items[0];
    int64_t id;
    int code = tag_find(cli, tag, &id);
    if (code)
        return code;
    char *question = xasprintf("Take tag '%s' from all pages? There is no way back. [y/N] ", tag);
    code = confirm(cli, args->yes, question);
    free(question);
    return code ? code : delete_tag(cli, id, tag);
}

static const struct example examples[] = {
    { "After a question", "wikijs pages tag delete draft" },
    { 0 },
};

const struct cmd cmd_pages_tag_delete = {
    .name = "delete",
    .alias = "rm",
    .summary = "Delete a tag from all pages",
    .usage = "<tag>",
    .text =
        "Delete a tag from all pages, with one request. There is no way back; 'pages tag remove draft --with-tag draft' takes "
        "it away page by page, and can be undone. On a terminal it asks first, unless --yes is given; elsewhere it "
        "needs --yes. Needs manage:system.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct delete_args),
    .min_operands = 1,
    .max_operands = 1,
    .complete = COMPLETE_TAG,
    .run = run,
    .since = "0.1",
};
