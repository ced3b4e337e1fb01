/* SPDX-License-Identifier: MIT */
/* Operation rows of the namespace `authentication` and the argument structs that they describe. */
#ifndef WJ_API_AUTHENTICATION_OPS_H
#define WJ_API_AUTHENTICATION_OPS_H

#include <wikijs/strategies.h>

#include "graphql/operation.h"

struct wj_change_password_args {
    const char *continuation_token, *new_password;
};

struct wj_register_args {
    const char *email, *password, *name;
};

struct wj_forgot_password_args {
    const char *email;
};

struct wj_create_api_key_args {
    const char *name, *expiration;
    bool full_access;
    int64_t group;
};

struct wj_revoke_api_key_args {
    int64_t id;
    bool force; /* not sent */
};

struct wj_api_state_args {
    bool enabled, force; /* force: not sent */
};

struct wj_active_strategies_args {
    bool enabled_only;
};

struct wj_update_strategies_args {
    wikijs_strategy_inputs strategies;
};

/* Changing one strategy: a flow that ends in updateStrategies. */
struct wj_change_strategy_args {
    const char *key, *strategy_key, *display_name;
    wikijs_key_value_inputs config;
    int64_t order;
    int is_enabled, self_registration; /* wikijs_tristate */
    wikijs_strings domain_whitelist;
    wikijs_ints auto_enroll_groups;
};

extern const struct wj_op wj_op_login_change_password, wj_op_register, wj_op_forgot_password,
    wj_op_regenerate_certificates, wj_op_reset_guest_user;
extern const struct wj_op wj_op_api_keys, wj_op_create_api_key, wj_op_revoke_api_key, wj_op_api_state,
    wj_op_set_api_state;
extern const struct wj_op wj_op_strategies, wj_op_active_strategies, wj_op_update_strategies;

/* Not of the list: the arguments of a flow. */
extern const struct wj_op wj_op_change_strategy, wj_op_delete_strategy;

#endif
