/* SPDX-License-Identifier: MIT */
/* The verbs of auth strategies. */
#ifndef CLI_CMD_AUTH_STRATEGIES_STRATEGIES_H
#define CLI_CMD_AUTH_STRATEGIES_STRATEGIES_H

#include "show.h"

extern const struct cmd cmd_auth_strategies_list;
extern const struct cmd cmd_auth_strategies_get;
extern const struct cmd cmd_auth_strategies_available;
extern const struct cmd cmd_auth_strategies_set;

#endif
