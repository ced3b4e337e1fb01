/* SPDX-License-Identifier: MIT */
/* The operations of the server's navigation namespace, and the argument structs that their rows describe. */
#ifndef WJ_API_NAVIGATION_OPS_H
#define WJ_API_NAVIGATION_OPS_H

#include <wikijs/navigation.h>

#include "graphql/operation.h"

struct wj_navigation_tree_args {
    wikijs_navigation_tree_inputs tree;
};

struct wj_navigation_mode_args {
    int mode; /* wikijs_navigation_mode */
};

extern const struct wj_op wj_op_navigation_tree, wj_op_navigation_config, wj_op_navigation_update_tree,
    wj_op_navigation_update_config;
/*
 * What wikijs_navigation_set_items() is asked for: updateTree, with the other locales added by the library. Never sent;
 * it says what of an input has to be copied, and names the call.
 */
extern const struct wj_op wj_op_navigation_merge;

#endif
