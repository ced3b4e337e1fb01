/* SPDX-License-Identifier: MIT */
/* The verbs of cache. */
#ifndef CLI_CMD_CACHE_CACHE_H
#define CLI_CMD_CACHE_CACHE_H

#include "command/command.h"
#include "context.h"

/* Report what failed; a client without a cache is told how to get one. Returns the exit code. */
int cache_report(struct cli *cli, int status);

extern const struct cmd cmd_cache_stats;
extern const struct cmd cmd_cache_clear;
extern const struct cmd cmd_cache_delete;

#endif
