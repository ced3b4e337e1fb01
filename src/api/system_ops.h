/* SPDX-License-Identifier: MIT */
/* Operation rows of the namespace `system` and the argument structs that they describe. */
#ifndef WJ_API_SYSTEM_OPS_H
#define WJ_API_SYSTEM_OPS_H

#include <wikijs/system.h>

#include "graphql/operation.h"

struct wj_enabled_args {
    bool enabled;
};

struct wj_flags_args {
    wikijs_system_flag_inputs flags;
};

/* Turning one flag: a flow that ends in updateFlags. */
struct wj_flag_args {
    const char *key;
    bool value;
};

struct wj_import_users_args {
    const char *connection;
    int mode; /* wikijs_system_group_mode */
};

struct wj_export_args {
    wikijs_strings entities;
    const char *path;
    /* not sent */
    int64_t interval_ms;
    wikijs_system_export_progress_fn progress;
    void *progress_payload;
};

extern const struct wj_op wj_op_system_info, wj_op_system_flags, wj_op_system_extensions, wj_op_system_export_status;
extern const struct wj_op wj_op_system_update_flags, wj_op_system_export, wj_op_system_set_telemetry,
    wj_op_system_reset_telemetry_client_id, wj_op_system_set_https_redirection, wj_op_system_renew_https_certificate,
    wj_op_system_perform_upgrade, wj_op_system_import_users;

/* Not of the list: the arguments of flows. */
extern const struct wj_op wj_op_system_set_flag, wj_op_system_export_whole;

#endif
