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
    int code = confirm(cli, args->yes, "End all sessions and API keys, the one in use too? [y/N] ");
    if (code == 0)
        code = context_connect(cli);
    if (code)
        return code;
    int status;
    CALL(status, cli, wikijs_authentication_regenerate_certificates_async(cli->client, NULL, CALL_TASK),
         wikijs_authentication_regenerate_certificates_finish(task.call, &cli->error));
    if (status < 0)
        return report_status(cli, status);
    report_note(cli, "tokens are signed with a new key; the old ones are void");
    return EXIT_DONE;
}

static const struct example examples[] = {
    { "Without being asked", "wikijs auth regenerate-certificates --yes" },
    { 0 },
};

const struct cmd cmd_auth_regenerate_certificates = {
    .name = "regenerate-certificates",
    .summary = "Sign tokens with a new key",
    .text =
        "Make the server sign tokens with a new key. Every API key and every session ends, the one in use, too: keep a user name and a password at hand.\n\nOn a terminal it asks first, unless --yes is given; elsewhere it needs --yes.",
    .examples = examples,
    .opts = options,
    .args_size = sizeof(struct sure_args),
    .run = run,
    .since = "0.1",
};
