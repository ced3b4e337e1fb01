/* SPDX-License-Identifier: MIT */
/* The verbs of nav. */
#ifndef CLI_CMD_NAV_NAV_H
#define CLI_CMD_NAV_NAV_H

#include "command/command.h"

extern const struct cmd cmd_nav_get;
extern const struct cmd cmd_nav_set;
extern const struct cmd cmd_nav_mode;

#endif
