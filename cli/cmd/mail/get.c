/* SPDX-License-Identifier: MIT */
#include "cmd/mail/mail.h"

#include <wikijs/mail.h>

SHOW_OBJECT(wikijs_mail_config, wikijs_mail_get_config)

static const struct example examples[] = {
    { "All", "wikijs mail get" },
    { "The host alone", "wikijs mail get --json host --jq .host" },
    { 0 },
};

const struct cmd cmd_mail_get = {
    .name = "get",
    .summary = "Show how the server sends mail",
    .text =
        "Show how the server sends mail, under the names that 'mail set' takes. The server shows its password as asterisks.",
    .examples = examples,
    .args_size = sizeof(struct show_args),
    .model = "MailConfig",
    .run = run,
    .since = "0.1",
};
