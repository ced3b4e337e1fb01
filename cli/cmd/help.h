/* SPDX-License-Identifier: MIT */
#ifndef CLI_CMD_HELP_H
#define CLI_CMD_HELP_H

#include "context.h"

int help_show(struct cli *cli, const struct cmd *const *path, size_t depth);
int version_show(struct cli *cli);

#endif
