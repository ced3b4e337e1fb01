/* SPDX-License-Identifier: MIT */
#include "cmd/mail/mail.h"

#include <wikijs/mail.h>

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    int code = context_connect(cli);
    if (code)
        return code;
    int status;
    CALL(status, cli, wikijs_mail_send_test_async(cli->client, operands->items[0], NULL, CALL_TASK),
         wikijs_mail_send_test_finish(task.call, &cli->error));
    if (status < 0)
        return report_status(cli, status);
    report_note(cli, "a mail was sent to %s", operands->items[0]);
    return EXIT_DONE;
}

static const struct example examples[] = {
    { "To yourself", "wikijs mail test me@example.com" },
    { 0 },
};

const struct cmd cmd_mail_test = {
    .name = "test",
    .summary = "Send a mail to see whether it arrives",
    .usage = "<address>",
    .text = "Let the server send a mail, to see whether its settings are right.",
    .examples = examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = run,
    .since = "0.1",
};
