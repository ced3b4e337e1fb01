/* SPDX-License-Identifier: MIT */
/* The verbs of search. */
#ifndef CLI_CMD_SEARCH_SEARCH_H
#define CLI_CMD_SEARCH_SEARCH_H

#include "command/command.h"

extern const struct cmd cmd_search_list;
extern const struct cmd cmd_search_get;
extern const struct cmd cmd_search_set;
extern const struct cmd cmd_search_rebuild;

#endif
