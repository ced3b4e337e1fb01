/* SPDX-License-Identifier: MIT */
/* Operation rows of the namespace `analytics`. */
#ifndef WJ_API_ANALYTICS_OPS_H
#define WJ_API_ANALYTICS_OPS_H

#include "api/modules.h"

struct wj_analytics_list_args {
    int is_enabled; /* wikijs_tristate */
};

extern const struct wj_op wj_op_analytics_providers, wj_op_analytics_update_providers;

#endif
