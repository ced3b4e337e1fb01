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

/* The options of what asks first and has nothing to be told. */
struct auth_sure_args {
    bool yes;
};
extern const struct opt auth_sure_opts[];

typedef int auth_start_fn(wikijs_client *client, const wikijs_call_options *options, wikijs_call_done_fn done,
                          void *payload, wikijs_call **out_call);
typedef int auth_finish_fn(wikijs_call *call, wikijs_error *err);

/* Ask, do it, say that it was done. */
int auth_do_when_sure(struct cli *cli, const struct auth_sure_args *args, const char *question, auth_start_fn *start,
                      auth_finish_fn *finish, const char *done_note);

#endif
