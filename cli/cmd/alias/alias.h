/* SPDX-License-Identifier: MIT */
#ifndef CLI_CMD_ALIAS_ALIAS_H
#define CLI_CMD_ALIAS_ALIAS_H

#include "command/command.h"

extern const struct cmd cmd_alias_set;
extern const struct cmd cmd_alias_list;
extern const struct cmd cmd_alias_delete;

#endif
