/* SPDX-License-Identifier: MIT */
#ifndef CLI_CMD_AUDIT_AUDIT_H
#define CLI_CMD_AUDIT_AUDIT_H

#include "command/command.h"
#include "context.h"

extern const struct cmd cmd_audit_list;
extern const struct cmd cmd_audit_verify;

/* The files that were named, else the one of the configuration. Returns 0, or the exit code of what was reported. */
int audit_files(struct cli *cli, const struct operands *operands, struct operands *files);

#endif
