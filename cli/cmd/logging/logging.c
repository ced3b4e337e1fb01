/* SPDX-License-Identifier: MIT */
#include "cmd/logging/logging.h"

#include "command/tree.h"

static const struct cmd *const verbs[] = {
    &cmd_logging_list,
    &cmd_logging_get,
    &cmd_logging_set,
    NULL,
};

static const struct example examples[] = {
    { "What there is", "wikijs logging list" },
    { "Errors only", "wikijs logging set loggly --level error" },
    { 0 },
};

const struct cmd cmd_logging = {
    .name = "logging",
    .group = "COMMANDS",
    .summary = "Manage the loggers of the server",
    .text = "Manage the loggers of the server.",
    .if_missing = "wikijs logging list",
    .examples = examples,
    .subs = verbs,
    .since = "0.1",
};
