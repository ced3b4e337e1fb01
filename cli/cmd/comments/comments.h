/* SPDX-License-Identifier: MIT */
/* The verbs of comments. */
#ifndef CLI_CMD_COMMENTS_COMMENTS_H
#define CLI_CMD_COMMENTS_COMMENTS_H

#include "command/command.h"
#include "ids_names.h"

extern const struct cmd cmd_comments_list;
extern const struct cmd cmd_comments_get;
extern const struct cmd cmd_comments_create;
extern const struct cmd cmd_comments_update;
extern const struct cmd cmd_comments_delete;
extern const struct cmd cmd_comments_providers;
extern const struct cmd cmd_comments_get_provider;
extern const struct cmd cmd_comments_set_provider;

/* The id of a comment. Returns 0 or the exit code. */
extern const struct ids_names comment_names;

#endif
