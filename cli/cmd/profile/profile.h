/* SPDX-License-Identifier: MIT */
#ifndef CLI_CMD_PROFILE_PROFILE_H
#define CLI_CMD_PROFILE_PROFILE_H

#include "cmd/config/config.h"

extern const struct cmd cmd_profile_add;
extern const struct cmd cmd_profile_use;
extern const struct cmd cmd_profile_list;
extern const struct cmd cmd_profile_remove;

/* Load the file and see that the profile is there. Returns 0 or the exit code; free the configuration in both cases. */
int profile_find(struct cli *cli, const char *name, struct config *config);
/* The one in use when none is named; NULL: none. */
const char *profile_in_use(const struct config *config);

#endif
