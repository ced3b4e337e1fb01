/* SPDX-License-Identifier: MIT */
/* The operations of the server's groups namespace, and the argument structs that their rows describe. */
#ifndef WJ_API_GROUPS_OPS_H
#define WJ_API_GROUPS_OPS_H

#include <wikijs/groups.h>

#include "graphql/operation.h"

struct wj_group_id_args {
    int64_t id;
};

struct wj_group_list_args { /* nothing of it is sent */
    int64_t limit, offset;
    int order_by, direction;
    const char *query;
};

struct wj_group_create_args {
    const char *name;
    const char *redirect_on_login; /* this and what follows is sent by an update */
    wikijs_strings permissions;
    wikijs_page_rule_inputs page_rules;
    bool allow_duplicate_name;
};

struct wj_group_update_args {
    int64_t id;
    const char *name;
    const char *redirect_on_login;
    wikijs_strings permissions;
    wikijs_page_rule_inputs page_rules;
    wikijs_strings add_permissions, remove_permissions; /* this and what follows is never sent */
    wikijs_page_rule_inputs add_page_rules;
    wikijs_strings remove_page_rules;
    bool allow_duplicate_name;
};

struct wj_group_user_args {
    int64_t group_id, user_id;
};

struct wj_group_members_args { /* nothing of it is sent as it is */
    int64_t id;
    wikijs_ints ids;
    wikijs_strings emails;
};

struct wj_access_args { /* nothing of it is sent as it is */
    int64_t group_id, user_id;
    const char *email;
    wikijs_strings permissions;
    const char *path;
    const char *locale;
    wikijs_strings tags;
    bool with_users;
};

extern const struct wj_op wj_op_groups_list;
extern const struct wj_op wj_op_groups_single;
extern const struct wj_op wj_op_groups_create;
extern const struct wj_op wj_op_groups_update;
extern const struct wj_op wj_op_groups_delete;
extern const struct wj_op wj_op_groups_assign_user;
extern const struct wj_op wj_op_groups_unassign_user;

/* Flows under names of their own: their rows have arguments that the server does not know. */
extern const struct wj_op wj_op_groups_choose;       /* list, with what the library does itself */
extern const struct wj_op wj_op_groups_found;        /* create, with permissions and rules */
extern const struct wj_op wj_op_groups_merge;        /* update, of what is given */
extern const struct wj_op wj_op_groups_members;      /* single, for its users */
extern const struct wj_op wj_op_groups_add_users;    /* many */
extern const struct wj_op wj_op_groups_remove_users; /* many */
extern const struct wj_op wj_op_groups_can;
extern const struct wj_op wj_op_groups_audit;

#endif
