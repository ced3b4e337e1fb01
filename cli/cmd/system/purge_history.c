/* SPDX-License-Identifier: MIT */
#include "cmd/system/system.h"

#include "confirm.h"

#include <ctype.h>
#include <string.h>
#include <wikijs/pages.h>

struct purge_args {
    bool yes;
};

static const struct opt options[] = {
    OPT_FLAG(struct purge_args, yes, 'y', "yes", "do not ask"),
    OPT_END,
};

/* "30d" as the server reads it, "P30D"; what looks different is left to the library, which knows what is a duration. */
static char *read_span(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    const char *unit = text + digits;
    if (!digits || !*unit || !strchr("hdwmy", *unit) || unit[1])
        return xstrdup(text);
    return xasprintf("P%s%.*s%c", *unit == 'h' ? "T" : "", (int)digits, text, toupper((unsigned char)*unit));
}

static int purge(struct cli *cli, const char *span)
{
    int status;
    CALL(status, cli, wikijs_pages_purge_history_async(cli->client, span, NULL, CALL_TASK),
         wikijs_pages_purge_history_finish(task.call, &cli->error));
    if (status < 0)
        return report_status(cli, status);
    report_note(cli, "versions older than %s were deleted", span);
    return EXIT_DONE;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct purge_args *args = arguments;
    char *span = read_span(operands->items[0]);
    char *question = xasprintf("Delete all versions of pages that are older than %s? There is no way back. [y/N] ",
                               span);
    int code = confirm(cli, args->yes, question);
    if (code == 0)
        code = context_connect(cli);
    if (code == 0)
        code = purge(cli, span);
    free(question);
    free(span);
    return code;
}

static const struct example examples[] = {
    { "Keep the last year", "wikijs system purge-history 1y" },
    { 0 },
};

const struct cmd cmd_system_purge_history = {
    .name = "purge-history",
    .summary = "Delete old versions of all pages",
    .usage = "<age>",
    .text =
        "Delete the versions of all pages that are older than an age: hours, days, weeks, months or years (12h, 30d, 8w, 6m, "
        "1y), or an ISO 8601 duration (P1Y6M). Pages stay as they are. There is no way back. On a terminal it asks first, "
        "unless --yes is given; elsewhere it needs --yes. Needs manage:system.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct purge_args),
    .min_operands = 1,
    .max_operands = 1,
    .run = run,
    .since = "0.1",
};
