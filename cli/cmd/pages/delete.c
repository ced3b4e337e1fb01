/* SPDX-License-Identifier: MIT */
#include "cmd/pages/common.h"
#include "command/tree.h"

#include "terminal/prompt.h"

#include <stdlib.h>

struct delete_args {
    bool yes;
};

static const struct opt options[] = {
    OPT_FLAG(struct delete_args, yes, 'y', "yes", "do not ask"),
    OPT_END,
};

/* Returns 0 when the user agrees, else the exit code. */
static int confirm(struct cli *cli, const struct delete_args *args, const struct operands *operands)
{
    if (args->yes)
        return 0;
    if (!prompt_is_possible(&cli->terminal)) {
        report_failure("deleting needs --yes when nobody can be asked");
        return EXIT_USAGE;
    }
    struct buffer question = { 0 };
    if (operands->count == 1)
        buffer_addf(&question, "Delete page '%s'? The server offers no way back. [y/N] ", operands->items[0]);
    else
        buffer_addf(&question, "Delete %zu pages? The server offers no way back. [y/N] ", operands->count);
    bool agreed = prompt_confirm(question.data);
    buffer_free(&question);
    if (agreed)
        return 0;
    return interrupt_happened() ? EXIT_INTERRUPTED : report_failure("nothing was deleted");
}

static int delete_one(struct cli *cli, const char *text)
{
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
    int code = context_connect(cli);
    if (code == 0)
        code = confirm(cli, arguments, operands);
    if (code)
        return code;
    for (size_t i = 0; i < operands->count && !interrupt_happened(); i++)
        code = worse_exit_code(code, delete_one(cli, operands->items[i]));
    return code;
}

static const struct example examples[] = {
    { "Delete one page, after a question", "wikijs pages delete 123" },
    { "Delete several without being asked", "wikijs pages delete --yes docs/old docs/older 17" },
    { "All pages with a tag",
      "wikijs pages list --tag trash --json id --jq '.[].id' | xargs wikijs pages delete --yes" },
    { 0 },
};

const struct cmd cmd_pages_delete = {
    .name = "delete",
    .alias = "rm",
    .summary = "Delete pages",
    .usage = "<page>...",
    .text = "Delete pages. The server offers no way to bring them back.\n\n"
            "On a terminal it asks first, unless --yes is given; elsewhere it needs --yes. A page that cannot be "
            "deleted does not keep the others from it; the exit code is that of the worst failure.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct delete_args),
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .complete = COMPLETE_PAGE,
    .run = run,
    .since = "0.1",
};
