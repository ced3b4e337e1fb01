/* SPDX-License-Identifier: MIT */
/* Rows only. Arguments and their types are those of the server's schema; permissions are what its resolvers check. */
#include "api/navigation_ops.h"

#include "api/ops.h"
#include "model/models.h"

/* clang-format off */

#define PERMISSION "manage:navigation"

const struct wj_op wj_op_navigation_tree = {
    OP("navigation", "tree", .answer = WJ_ANSWER_LIST, .model = &wj_navigation_tree_model, .permission = PERMISSION,
       .reads = "navigation")
};

const struct wj_op wj_op_navigation_config = {
    OP("navigation", "config", .answer = WJ_ANSWER_OBJECT, .model = &wj_navigation_config_model,
       .permission = PERMISSION,
       .reads = "navigation")
};

static const struct wj_arg item_rows[] = {
    ARG(wikijs_navigation_item_input, id,                "id",               "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
    ARG(wikijs_navigation_item_input, kind,              "kind",             "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
    ARG(wikijs_navigation_item_input, label,             "label",            "String",  WJ_ARG_STRING, 0),
    ARG(wikijs_navigation_item_input, icon,              "icon",             "String",  WJ_ARG_STRING, 0),
    ARG(wikijs_navigation_item_input, target_type,       "targetType",       "String",  WJ_ARG_STRING, 0),
    ARG(wikijs_navigation_item_input, target,            "target",           "String",  WJ_ARG_STRING, 0),
    ARG(wikijs_navigation_item_input, visibility_mode,   "visibilityMode",   "String",  WJ_ARG_STRING, 0),
    ARG(wikijs_navigation_item_input, visibility_groups, "visibilityGroups", "[Int]",   WJ_ARG_INTS,   0),
};
static const struct wj_arg tree_rows[] = {
    ARG(wikijs_navigation_tree_input, locale, "locale", "String!", WJ_ARG_STRING, WJ_ARG_REQUIRED),
    ARG_OBJECTS(wikijs_navigation_tree_input, items, "items", "[NavigationItemInput]!", wikijs_navigation_item_input,
                item_rows, WJ_ARG_REQUIRED),
};
static const struct wj_arg update_tree_args[] = {
    ARG_OBJECTS(struct wj_navigation_tree_args, tree, "tree", "[NavigationTreeInput]!", wikijs_navigation_tree_input,
                tree_rows, WJ_ARG_REQUIRED),
};
const struct wj_op wj_op_navigation_update_tree = {
    OP("navigation", "updateTree", OP_ARGS(update_tree_args), .flags = WJ_OP_WRITE | WJ_OP_IDEMPOTENT,
       .answer = WJ_ANSWER_RESPONSE, .permission = PERMISSION,
       .touches = "navigation")
};

const struct wj_op wj_op_navigation_merge = {
    OP("navigation", "updateTree", OP_ARGS(update_tree_args), .flags = WJ_OP_WRITE | WJ_OP_IDEMPOTENT,
       .answer = WJ_ANSWER_RESPONSE, .permission = PERMISSION,
       .touches = "navigation")
};

static const char *const mode_names[] = { NULL, "NONE", "TREE", "MIXED", "STATIC" };
static const struct wj_arg update_config_args[] = {
    ARG_ENUM(struct wj_navigation_mode_args, mode, "mode", "NavigationMode!", mode_names, WJ_ARG_REQUIRED),
};
const struct wj_op wj_op_navigation_update_config = {
    OP("navigation", "updateConfig", OP_ARGS(update_config_args), .flags = WJ_OP_WRITE | WJ_OP_IDEMPOTENT,
       .answer = WJ_ANSWER_RESPONSE, .permission = PERMISSION,
       .touches = "navigation")
};

/* clang-format on */

const struct wj_op *const wj_navigation_ops[] = {
    &wj_op_navigation_tree,
    &wj_op_navigation_config,
    &wj_op_navigation_update_tree,
    &wj_op_navigation_update_config,
    NULL,
};
