/* SPDX-License-Identifier: MIT */
#include "cmd/auth/auth.h"

#include "confirm.h"

#include <wikijs/authentication.h>

struct sure_args {
    bool yes;
};

static const struct opt options[] = {
    OPT_FLAG(struct sure_args, yes, 'y', "yes", "do not ask"),
    OPT_END,
};

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)operands;
    const struct sure_args *args = arguments;
    int code = confirm(cli, args->yes, "Make the guest user anew? [y/N] ");
    if (code == 0)
        code = context_connect(cli);
    if (code)
        return code;
    int status;
    CALL(status, cli, wikijs_authentication_reset_guest_user_async(cli->client, NULL, CALL_TASK),
         wikijs_authentication_reset_guest_user_finish(task.call, &cli->error));
    if (status < 0)
        return report_status(cli, status);
    report_note(cli, "the guest user was made anew");
    return EXIT_DONE;
}

static const struct example examples[] = {
    { "Without being asked", "wikijs auth reset-guest --yes" },
    { 0 },
};

const struct cmd cmd_auth_reset_guest = {
    .name = "reset-guest",
    .summary = "Make the guest user anew",
    .text =
        "Make the guest user anew, for a server whose guests cannot be served because that user was damaged.\n\nOn a terminal it asks first, unless --yes is given; elsewhere it needs --yes.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct sure_args),
    .run = run,
    .since = "0.1",
};
