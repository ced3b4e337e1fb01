/* SPDX-License-Identifier: MIT */
#include "cmd/logging/logging.h"

#include <wikijs/logging.h>

SHOW_LIST_WITH(wikijs_logger, wikijs_logging_list,
               &(wikijs_read_options){ .struct_size = sizeof(wikijs_read_options), .fields = cli->plan.fields })

static const struct example examples[] = {
    { "All", "wikijs logging list" },
    { 0 },
};

const struct cmd cmd_logging_list = {
    .name = "list",
    .summary = "List the loggers",
    .text = "List the loggers of the server, in use or not. Their settings are shown by 'wikijs logging get'.",
    .examples = examples,
    .args_size = sizeof(struct show_args),
    .model = "Logger",
    .run = run,
    .since = "0.1",
};
