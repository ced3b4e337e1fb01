/* SPDX-License-Identifier: MIT */
/* The verbs of locales. */
#ifndef CLI_CMD_LOCALES_LOCALES_H
#define CLI_CMD_LOCALES_LOCALES_H

#include "command/command.h"

extern const struct cmd cmd_locales_list;
extern const struct cmd cmd_locales_config;
extern const struct cmd cmd_locales_download;
extern const struct cmd cmd_locales_set;
extern const struct cmd cmd_locales_migrate;

#endif
