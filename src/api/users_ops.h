/* SPDX-License-Identifier: MIT */
/* The operations of the server's users namespace, and the argument structs that their rows describe. */
#ifndef WJ_API_USERS_OPS_H
#define WJ_API_USERS_OPS_H

#include <wikijs/users.h>

#include "api/account.h"
#include "graphql/operation.h"

struct wj_user_id_args {
    int64_t id;
};

struct wj_user_query_args {
    const char *query;
};

struct wj_user_email_args {
    const char *email; /* may point into address */
    const char *provider_key;
    char address[WJ_EMAIL_MAX + 1];
};

struct wj_user_list_args { /* nothing of it is sent */
    int64_t limit, offset;
    int order_by, direction;
    const char *query;
    const char *provider_key;
    int is_active;
};

struct wj_user_create_args {
    const char *email; /* may point into address */
    const char *name;
    const char *password;
    const char *provider_key;
    wikijs_ints groups;
    wikijs_strings group_names; /* never sent */
    int must_change_password, send_welcome_email;
    char address[WJ_EMAIL_MAX + 1];
};

struct wj_user_update_args {
    int64_t id;
    const char *email; /* may point into address */
    const char *name;
    const char *new_password;
    wikijs_ints groups;
    wikijs_strings group_names; /* never sent */
    const char *location;
    const char *job_title;
    const char *timezone;
    const char *date_format;
    const char *appearance;
    char address[WJ_EMAIL_MAX + 1];
};

struct wj_user_delete_args {
    int64_t id, replace_id;
};

struct wj_profile_args {
    const char *name, *location, *job_title, *timezone, *date_format, *appearance;
};

struct wj_change_password_args {
    const char *current_password, *new_password;
};

extern const struct wj_op wj_op_users_list;
extern const struct wj_op wj_op_users_search;
extern const struct wj_op wj_op_users_single;
extern const struct wj_op wj_op_users_profile;
extern const struct wj_op wj_op_users_last_logins;
extern const struct wj_op wj_op_users_create;
extern const struct wj_op wj_op_users_update;
extern const struct wj_op wj_op_users_delete;
extern const struct wj_op wj_op_users_verify;
extern const struct wj_op wj_op_users_activate;
extern const struct wj_op wj_op_users_deactivate;
extern const struct wj_op wj_op_users_enable_tfa;
extern const struct wj_op wj_op_users_disable_tfa;
extern const struct wj_op wj_op_users_reset_password;
extern const struct wj_op wj_op_users_update_profile;
extern const struct wj_op wj_op_users_change_password;

/* Flows under names of their own: their rows have arguments that the server does not know. */
extern const struct wj_op wj_op_users_choose;       /* list, with what the library does itself */
extern const struct wj_op wj_op_users_find;         /* by email, as lists give it */
extern const struct wj_op wj_op_users_get_by_email; /* by email, whole */
extern const struct wj_op wj_op_users_enrol;        /* create, with groups by name */
extern const struct wj_op wj_op_users_change;       /* update, with groups by name */

#endif
