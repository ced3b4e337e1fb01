/* SPDX-License-Identifier: MIT */
#include "cmd/pages/common.h"
#include "command/tree.h"

#include "ids.h"

struct delete_args {
    bool yes;
};

static const struct opt options[] = {
    OPT_FLAG(struct delete_args, yes, 'y', "yes", "do not ask"),
    OPT_END,
};

static int delete_one(struct cli *cli, const char *text, void *context)
{
    (void)context;
    int64_t id;
    int code = page_id_read(cli, text, &id);
    if (code)
        return code;
    int status;
    CALL(status, cli, wikijs_pages_delete_async(cli->client, id, NULL, CALL_TASK),
         wikijs_pages_delete_finish(task.call, &cli->error));
    if (status < 0)
        return report_status_of(cli, status, text);
    report_note(cli, "deleted %s", text);
    return EXIT_DONE;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct delete_args *args = arguments;
    struct ids ids;
    int code = ids_read(cli, operands, &ids);
    if (code == 0)
        code = context_connect(cli);
    if (code == 0)
        code = ids_confirm_delete(cli, &ids, args->yes, "page");
    if (code == 0)
        code = ids_each(cli, &ids, delete_one, NULL);
    ids_free(&ids);
    return code;
}

static const struct example examples[] = {
    { "Delete one page, after a question", "wikijs pages delete 123" },
    { "Delete several without being asked", "wikijs pages delete --yes docs/old docs/older 17" },
    { "All pages with a tag", "wikijs pages list --tag trash --json id --jq '.[].id' | wikijs pages delete --yes -" },
    { 0 },
};

const struct cmd cmd_pages_delete = {
    .name = "delete",
    .alias = "rm",
    .summary = "Delete pages",
    .usage = "<page>...",
    .text = "Delete pages. The server offers no way to bring them back.\n\n"
            "On a terminal it asks first, unless --yes is given; elsewhere it needs --yes. '-' stands for the lines of "
            "standard input; of each what is before the first tab counts. A page that cannot be deleted does not keep "
            "the others from it: the exit code is 1 then, or that of the failure when all failed alike.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct delete_args),
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .complete = COMPLETE_PAGE,
    .run = run,
    .since = "0.1",
};
