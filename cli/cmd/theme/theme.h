/* SPDX-License-Identifier: MIT */
/* The verbs of theme. */
#ifndef CLI_CMD_THEME_THEME_H
#define CLI_CMD_THEME_THEME_H

#include "command/command.h"

extern const struct cmd cmd_theme_get;
extern const struct cmd cmd_theme_set;
extern const struct cmd cmd_theme_list;

#endif
