/* SPDX-License-Identifier: MIT */
/* The verbs of auth. */
#ifndef CLI_CMD_AUTH_AUTH_H
#define CLI_CMD_AUTH_AUTH_H

#include "show.h"

extern const struct cmd cmd_auth_keys;
extern const struct cmd cmd_auth_strategies;
extern const struct cmd cmd_auth_register;
extern const struct cmd cmd_auth_forgot_password;
extern const struct cmd cmd_auth_reset_guest;
extern const struct cmd cmd_auth_regenerate_certificates;

#endif
