/* SPDX-License-Identifier: MIT */
#include "cmd/mail/mail.h"

#include "command/tree.h"

static const struct cmd *const verbs[] = {
    &cmd_mail_get,
    &cmd_mail_set,
    &cmd_mail_test,
    NULL,
};

static const struct example examples[] = {
    { "The settings", "wikijs mail get" },
    { "Does it work?", "wikijs mail test me@example.com" },
    { 0 },
};

const struct cmd cmd_mail = {
    .name = "mail",
    .group = "COMMANDS",
    .summary = "Manage how the server sends mail",
    .text = "Manage how the server sends mail.",
    .examples = examples,
    .subs = verbs,
    .since = "0.1",
};
