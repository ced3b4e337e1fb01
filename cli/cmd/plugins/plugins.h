/* SPDX-License-Identifier: MIT */
#ifndef CLI_CMD_PLUGINS_PLUGINS_H
#define CLI_CMD_PLUGINS_PLUGINS_H

#include "command/command.h"

extern const struct cmd cmd_plugins_list;

#endif
