/* SPDX-License-Identifier: MIT */
/* The operations of the server's theming namespace, and the argument struct of its write. */
#ifndef WJ_API_THEMING_OPS_H
#define WJ_API_THEMING_OPS_H

#include <wikijs/theming.h>

#include "graphql/operation.h"

struct wj_theming_args {
    const char *theme, *iconset;
    int dark_mode; /* wikijs_tristate */
    const char *toc_position;
    wikijs_str inject_css, inject_head, inject_body;
};

extern const struct wj_op wj_op_theming_themes, wj_op_theming_config, wj_op_theming_set_config;

#endif
