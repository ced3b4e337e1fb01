/* SPDX-License-Identifier: MIT */
/* The verbs of system. */
#ifndef CLI_CMD_SYSTEM_SYSTEM_H
#define CLI_CMD_SYSTEM_SYSTEM_H

#include "show.h"

extern const struct cmd cmd_system_info;
extern const struct cmd cmd_system_flags;
extern const struct cmd cmd_system_extensions;
extern const struct cmd cmd_system_export;
extern const struct cmd cmd_system_telemetry;
extern const struct cmd cmd_system_rebuild_tree;
extern const struct cmd cmd_system_flush_cache;
extern const struct cmd cmd_system_purge_history;

#endif
