/* SPDX-License-Identifier: MIT */
/* The verbs of auth keys. */
#ifndef CLI_CMD_AUTH_KEYS_KEYS_H
#define CLI_CMD_AUTH_KEYS_KEYS_H

#include "show.h"

/* What to do when the key in use would lock itself out. */
#define OWN_KEY_ADVICE "another key or a login; or --force, if that is meant"

extern const struct cmd cmd_auth_keys_list;
extern const struct cmd cmd_auth_keys_create;
extern const struct cmd cmd_auth_keys_revoke;
extern const struct cmd cmd_auth_keys_state;

#endif
