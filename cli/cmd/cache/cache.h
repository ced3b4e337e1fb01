/* SPDX-License-Identifier: MIT */
/* The verbs of cache. */
#ifndef CLI_CMD_CACHE_CACHE_H
#define CLI_CMD_CACHE_CACHE_H

#include "command/command.h"
#include "context.h"

extern const struct cmd cmd_cache_stats;
extern const struct cmd cmd_cache_clear;
extern const struct cmd cmd_cache_delete;

#endif
