/* SPDX-License-Identifier: MIT */
#include "cmd/auth/auth.h"

#include <wikijs/authentication.h>

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)operands;
    return auth_do_when_sure(cli, args, "Make the guest user anew? [y/N] ",
                             wikijs_authentication_reset_guest_user_async,
                             wikijs_authentication_reset_guest_user_finish, "the guest user was made anew");
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
    .opts = auth_sure_opts,
    .args_size = sizeof(struct auth_sure_args),
    .run = run,
    .since = "0.1",
};
