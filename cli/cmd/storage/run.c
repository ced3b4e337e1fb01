/* SPDX-License-Identifier: MIT */
#include "cmd/storage/storage.h"

#include "confirm.h"

#include <string.h>
#include <wikijs/storage.h>

struct run_args {
    bool yes;
};

static const struct opt options[] = {
    OPT_FLAG(struct run_args, yes, 'y', "yes", "do not ask"),
    OPT_END,
};

/* What to ask before an action; NULL: it takes nothing away. */
static const char *question_of(const char *action)
{
    if (strcmp(action, "importAll") == 0)
        return "Overwrite pages of the wiki by what the storage target holds? [y/N] ";
    if (strcmp(action, "purge") == 0)
        return "Delete the server's own copy, with what was not sent on yet? [y/N] ";
    return NULL;
}

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    const struct run_args *args = arguments;
    const char *target = operands->items[0], *action = operands->items[1];
    const char *question = question_of(action);
    int code = question ? confirm(cli, args->yes, question) : 0;
    if (code == 0)
        code = context_connect(cli);
    if (code)
        return code;
    int status;
    CALL(status, cli, wikijs_storage_execute_async(cli->client, target, action, NULL, CALL_TASK),
         wikijs_storage_execute_finish(task.call, &cli->error));
    if (status < 0)
        return report_status(cli, status);
    report_note(cli, "'%s' was told to %s", target, action);
    return EXIT_DONE;
}

static const struct example examples[] = {
    { "Push to git now", "wikijs storage run git sync" },
    { "Copy everything anew", "wikijs storage run disk dump" },
    { 0 },
};

const struct cmd cmd_storage_run = {
    .name = "run",
    .summary = "Let a storage target do something",
    .usage = "<target> <action>",
    .text =
        "Let a storage target in use do something that it offers, now: 'wikijs storage list --json key,actions' tells what.\n\nBefore 'importAll' and 'purge' it asks on a terminal, unless --yes is given; elsewhere those need --yes.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct run_args),
    .min_operands = 2,
    .max_operands = 2,
    .run = run,
    .since = "0.1",
};
