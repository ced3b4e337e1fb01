/* SPDX-License-Identifier: MIT */
/* Operation rows of the namespace `storage` and the argument structs that they describe. */
#ifndef WJ_API_STORAGE_OPS_H
#define WJ_API_STORAGE_OPS_H

#include <wikijs/storage.h>

#include "graphql/operation.h"

/* One target, whole: StorageTargetInput. */
struct wj_target {
    bool is_enabled;
    const char *key, *mode, *sync_interval;
    wikijs_key_value_inputs config;
};

struct wj_targets_args {
    struct {
        const struct wj_target *items;
        size_t count;
    } targets;
};

/* Changing one target: a flow that ends in updateTargets. */
struct wj_change_target_args {
    const char *key, *mode, *sync_interval;
    int is_enabled; /* wikijs_tristate */
    wikijs_key_value_inputs config;
};

struct wj_action_args {
    const char *key, *handler;
};

extern const struct wj_op wj_op_storage_targets, wj_op_storage_status, wj_op_storage_update_targets,
    wj_op_storage_execute_action;

/* Not of the list: the arguments of flows. */
extern const struct wj_op wj_op_storage_change, wj_op_storage_execute;

#endif
