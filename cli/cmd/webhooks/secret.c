/* SPDX-License-Identifier: MIT */
#include "cmd/webhooks/webhooks.h"

#include "report.h"

#include <string.h>
#include <wikijs/webhook.h>

static int run(struct cli *cli, const void *arguments, const struct operands *operands)
{
    (void)arguments;
    (void)operands;
    char secret[WIKIJS_WEBHOOK_SECRET_SIZE];
    int status = wikijs_webhook_secret_new(secret, &cli->error);
    if (status < 0)
        return report_status(cli, status);
    stream_adds(&cli->out, secret);
    stream_adds(&cli->out, "\n");
    return 0;
}

static const struct example examples[] = {
    { "Make one that relay and receiver share", "(umask 077; wikijs webhooks secret >secret)" },
    { 0 },
};

const struct cmd cmd_webhooks_secret = {
    .name = "secret",
    .summary = "Make a secret that signs deliveries",
    .text =
        "Prints 32 random bytes as Standard Webhooks writes them: whsec_ and Base64. Sender and receiver need the same "
        "one. Keep it in a file that only its user can read.",
    .examples = examples,
    .run = run,
    .since = "0.1",
};
