/* SPDX-License-Identifier: MIT */
/* `wikijs config`, `wikijs profile` and `wikijs alias`: what they share. */
#ifndef CLI_CMD_CONFIG_CONFIG_H
#define CLI_CMD_CONFIG_CONFIG_H

#include "command/tree.h"
#include "config/change.h"
#include "context.h"

extern const struct cmd cmd_config_init;
extern const struct cmd cmd_config_validate;
extern const struct cmd cmd_config_get;
extern const struct cmd cmd_config_set;
extern const struct cmd cmd_config_unset;
extern const struct cmd cmd_config_list;
extern const struct cmd cmd_config_path;
extern const struct cmd cmd_config_edit;

/* The file that is read and written; NULL when that was reported to be nowhere. Free it. */
char *config_file_path(struct cli *cli);
/* Change that file. Returns the exit code. */
int config_file_change(struct cli *cli, const struct config_change *changes, size_t count);
/* Tell what became of it; in a dry run nothing did. */
void config_note(const struct cli *cli, const char *format, ...) CLI_PRINTF(2, 3);
/* Read it, whatever is wrong in it. Returns 0 or the exit code; free the configuration in both cases. */
int config_file_load(struct cli *cli, struct config *config);
/* Whether it has this profile. Returns 0 or the exit code of what was reported. */
int config_require_profile(const struct config *config, const char *name);
/* Say that there is no such key; returns the exit code. */
int config_refuse_key(struct cli *cli, const char *name);
/* A value as it may be shown: keys and passwords are stars. Free it. */
char *config_masked(const char *key, const char *value);

#endif
