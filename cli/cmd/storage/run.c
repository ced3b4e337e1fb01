/* SPDX-License-Identifier: MIT */
#include "cmd/storage/storage.h"

#include <wikijs/storage.h>

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    int code = context_connect(cli);
    if (code)
        return code;
    const char *target = operands->items[0], *action = operands->items[1];
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
        "Let a storage target in use do something that it offers, now: 'wikijs storage list --json key,actions' tells what.",
    .examples = examples,
    .min_operands = 2,
    .max_operands = 2,
    .run = run,
    .since = "0.1",
};
