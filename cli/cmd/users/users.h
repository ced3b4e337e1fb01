/* SPDX-License-Identifier: MIT */
/* The verbs of users, and what they share. */
#ifndef CLI_CMD_USERS_USERS_H
#define CLI_CMD_USERS_USERS_H

#include "call.h"
#include "context.h"
#include "ids.h"
#include "ids_names.h"
#include "output/emit.h"
#include "output/rows.h"
#include "report.h"
#include "text/or_empty.h"

#include <wikijs/users.h>

extern const struct cmd cmd_users_activate;
extern const struct cmd cmd_users_create;
extern const struct cmd cmd_users_deactivate;
extern const struct cmd cmd_users_delete;
extern const struct cmd cmd_users_get;
extern const struct cmd cmd_users_last_logins;
extern const struct cmd cmd_users_list;
extern const struct cmd cmd_users_me;
extern const struct cmd cmd_users_passwd;
extern const struct cmd cmd_users_reset_password;
extern const struct cmd cmd_users_search;
extern const struct cmd cmd_users_tfa;
extern const struct cmd cmd_users_update;
extern const struct cmd cmd_users_verify;

/* Users are named by id or by email address. */
extern const struct ids_names user_names;
/* A list of users of the `limit`, filtered as cli->plan's model says, is printed by its rows. */
int users_print(struct cli *cli, const wikijs_user_item_list *list);

/*
 * A new password: of a file ("-": standard input), typed twice on a terminal, or made at random when nobody can be asked
 * or nothing was typed; *made says so. Returns 0 or the exit code. Free it with xfree_secret().
 */
int password_read(struct cli *cli, const char *file, char **password, bool *made);
/* One that is there already: of the file that `option` names, or typed once. */
int password_ask(struct cli *cli, const char *file, const char *option, const char *question, char **password);

/* --group: ids and names as the library takes them. */
struct group_choice {
    int64_t *ids;
    const char **names;
    size_t id_count, name_count;
};
void group_choice_read(struct group_choice *choice, const struct opt_list *groups);
void group_choice_free(struct group_choice *choice);

#endif
