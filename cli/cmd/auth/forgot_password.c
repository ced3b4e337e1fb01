/* SPDX-License-Identifier: MIT */
#include "cmd/auth/auth.h"

#include <wikijs/authentication.h>

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    int code = context_connect(cli);
    if (code)
        return code;
    int status;
    CALL(status, cli, wikijs_authentication_forgot_password_async(cli->client, operands->items[0], NULL, CALL_TASK),
         wikijs_authentication_forgot_password_finish(task.call, &cli->error));
    if (status < 0)
        return report_status(cli, status);
    report_note(cli, "if there is such an account, a mail is on its way");
    return EXIT_DONE;
}

static const struct example examples[] = {
    { "For yourself", "wikijs auth forgot-password me@example.com" },
    { 0 },
};

const struct cmd cmd_auth_forgot_password = {
    .name = "forgot-password",
    .summary = "Have a mail sent for a new password",
    .usage = "<address>",
    .text =
        "Have the server send a mail with which an account gets a new password. It does not tell whether there is such an account, and allows three of these a minute.",
    .examples = examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = run,
    .since = "0.1",
};
