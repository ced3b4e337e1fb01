/* SPDX-License-Identifier: MIT */
/* The verbs of site. */
#ifndef CLI_CMD_SITE_SITE_H
#define CLI_CMD_SITE_SITE_H

#include "command/command.h"

extern const struct cmd cmd_site_get;
extern const struct cmd cmd_site_set;

#endif
