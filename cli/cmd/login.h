/* SPDX-License-Identifier: MIT */
#ifndef CLI_CMD_LOGIN_H
#define CLI_CMD_LOGIN_H

#include "context.h"

/* Log in to the wiki in use, asking for all that is needed. Returns the exit code. */
int login_ask(struct cli *cli);

#endif
