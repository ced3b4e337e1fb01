/* SPDX-License-Identifier: MIT */
#include "cmd/logging/logging.h"

#include "module_show.h"
#include "show.h"

MODULE_GET(kind_logger)

static const struct example examples[] = {
    { "One", "wikijs logging get papertrail" },
    { 0 },
};

const struct cmd cmd_logging_get = {
    .name = "get",
    .alias = "view",
    .summary = "Show loggers with settings",
    .usage = "<logger>...",
    .text =
        "Show loggers and their settings, under the names that 'set' takes; '-' stands for the lines of standard input. Secrets are masked. In a pipe each setting is a line: logger, setting, value. In JSON they are masked as a whole, for the server does not tell which of them are secret.",
    .examples = examples,
    .args_size = sizeof(struct show_args),
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .model = "Logger",
    .run = run,
    .since = "0.1",
};
