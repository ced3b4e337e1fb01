/* SPDX-License-Identifier: MIT */
/* The verbs of logging. */
#ifndef CLI_CMD_LOGGING_LOGGING_H
#define CLI_CMD_LOGGING_LOGGING_H

#include "show.h"

extern const struct cmd cmd_logging_list;
extern const struct cmd cmd_logging_get;
extern const struct cmd cmd_logging_set;

#endif
