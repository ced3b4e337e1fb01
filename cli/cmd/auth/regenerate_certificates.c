/* SPDX-License-Identifier: MIT */
#include "cmd/auth/auth.h"

#include <wikijs/authentication.h>

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)operands;
    return auth_do_when_sure(cli, args, "End all sessions and API keys, the one in use too? [y/N] ",
                             wikijs_authentication_regenerate_certificates_async,
                             wikijs_authentication_regenerate_certificates_finish,
                             "tokens are signed with a new key; the old ones are void");
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
    .opts = auth_sure_opts,
    .args_size = sizeof(struct auth_sure_args),
    .run = run,
    .since = "0.1",
};
