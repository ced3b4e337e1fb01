/* SPDX-License-Identifier: MIT */
/* Rows only. Arguments and their types are those of the server's schema; permissions are what its resolvers check. */
#include "api/theming_ops.h"

#include "api/ops.h"
#include "model/models.h"

/* clang-format off */

const struct wj_op wj_op_theming_themes = {
    OP("theming", "themes", .answer = WJ_ANSWER_LIST, .model = &wj_theme_model, .permission = "manage:theme",
       .reads = "theme")
};

const struct wj_op wj_op_theming_config = {
    OP("theming", "config", .answer = WJ_ANSWER_OBJECT, .model = &wj_theming_config_model,
       .permission = "manage:theme",
       .reads = "theme")
};

static const struct wj_arg set_config_args[] = {
    ARG(struct wj_theming_args, theme,        "theme",       "String!",  WJ_ARG_STRING, WJ_ARG_REQUIRED),
    ARG(struct wj_theming_args, iconset,      "iconset",     "String!",  WJ_ARG_STRING, WJ_ARG_REQUIRED),
    ARG(struct wj_theming_args, dark_mode,    "darkMode",    "Boolean!", WJ_ARG_BOOL,   WJ_ARG_REQUIRED),
    ARG(struct wj_theming_args, toc_position, "tocPosition", "String",   WJ_ARG_STRING, 0),
    ARG(struct wj_theming_args, inject_css,   "injectCSS",   "String",   WJ_ARG_TEXT,   0),
    ARG(struct wj_theming_args, inject_head,  "injectHead",  "String",   WJ_ARG_TEXT,   0),
    ARG(struct wj_theming_args, inject_body,  "injectBody",  "String",   WJ_ARG_TEXT,   0),
};
const struct wj_op wj_op_theming_set_config = {
    OP("theming", "setConfig", OP_ARGS(set_config_args), .flags = WJ_OP_WRITE | WJ_OP_IDEMPOTENT,
       .answer = WJ_ANSWER_RESPONSE, .permission = "manage:theme",
       .touches = "theme")
};

/* clang-format on */

const struct wj_op *const wj_theming_ops[] = {
    &wj_op_theming_themes,
    &wj_op_theming_config,
    &wj_op_theming_set_config,
    NULL,
};
