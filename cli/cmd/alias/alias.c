/* SPDX-License-Identifier: MIT */
#include "cmd/alias/alias.h"

#include "command/tree.h"

static const struct cmd *const verbs[] = { &cmd_alias_set, &cmd_alias_list, &cmd_alias_delete, NULL };

static const struct example examples[] = {
    { "A short name for a long command", "wikijs alias set todo 'pages list --tag todo --order-by updated'" },
    { "Which are there?", "wikijs alias list" },
    { 0 },
};

const struct cmd cmd_alias = {
    .name = "alias",
    .group = "CONFIGURATION",
    .changes_settings = true,
    .summary = "Give commands names of your own",
    .text =
        "Give commands names of your own. They are kept in the configuration file, under 'aliases'. What follows an "
        "alias, as the flag in 'wikijs todo --limit 3', is put behind what it stands for, or in the place of $1, $2 "
        "and so on. The program's own commands cannot be replaced.\n\n"
        "An alias that begins with '!' is run by /bin/sh, with the words that follow as \"$@\"; no other one ever "
        "reaches a shell.",
    .examples = examples,
    .subs = verbs,
    .since = "0.1",
};
