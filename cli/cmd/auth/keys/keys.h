/* SPDX-License-Identifier: MIT */
/* The verbs of auth keys. */
#ifndef CLI_CMD_AUTH_KEYS_KEYS_H
#define CLI_CMD_AUTH_KEYS_KEYS_H

#include "show.h"

extern const struct cmd cmd_auth_keys_list;
extern const struct cmd cmd_auth_keys_create;
extern const struct cmd cmd_auth_keys_revoke;
extern const struct cmd cmd_auth_keys_state;

#endif
