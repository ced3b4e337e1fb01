/* SPDX-License-Identifier: MIT */
/* The verbs of storage. */
#ifndef CLI_CMD_STORAGE_STORAGE_H
#define CLI_CMD_STORAGE_STORAGE_H

#include "show.h"

extern const struct cmd cmd_storage_list;
extern const struct cmd cmd_storage_get;
extern const struct cmd cmd_storage_status;
extern const struct cmd cmd_storage_set;
extern const struct cmd cmd_storage_run;

#endif
