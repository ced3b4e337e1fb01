/* SPDX-License-Identifier: MIT */
/* The verbs of analytics. */
#ifndef CLI_CMD_ANALYTICS_ANALYTICS_H
#define CLI_CMD_ANALYTICS_ANALYTICS_H

#include "show.h"

extern const struct cmd cmd_analytics_list;
extern const struct cmd cmd_analytics_get;
extern const struct cmd cmd_analytics_set;

#endif
