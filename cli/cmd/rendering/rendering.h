/* SPDX-License-Identifier: MIT */
/* The verbs of rendering. */
#ifndef CLI_CMD_RENDERING_RENDERING_H
#define CLI_CMD_RENDERING_RENDERING_H

#include "command/command.h"

extern const struct cmd cmd_rendering_list;
extern const struct cmd cmd_rendering_get;
extern const struct cmd cmd_rendering_set;

#endif
