/* SPDX-License-Identifier: MIT */
/* Rows only. Arguments and their types are those of the server's schema; permissions are what its resolvers check. */
#include "api/analytics_ops.h"

#include "api/ops.h"
#include "model/models.h"

/* clang-format off */

static const struct wj_arg list_args[] = {
    ARG(struct wj_analytics_list_args, is_enabled, "isEnabled", "Boolean", WJ_ARG_BOOL, 0),
};
const struct wj_op wj_op_analytics_providers = {
    OP("analytics", "providers", OP_ARGS(list_args), .answer = WJ_ANSWER_LIST, .model = &wj_analytics_provider_model,
       .permission = "manage:system",
       .reads = "analytics")
};

static const struct wj_arg update_args[] = {
    ARG_OBJECTS(struct wj_modules_args, modules, "providers", "[AnalyticsProviderInput]!", wikijs_module_input,
                wj_module_rows, WJ_ARG_REQUIRED),
};
const struct wj_op wj_op_analytics_update_providers = {
    OP("analytics", "updateProviders", OP_ARGS(update_args), .flags = WJ_OP_WRITE | WJ_OP_IDEMPOTENT,
       .answer = WJ_ANSWER_RESPONSE, .permission = "manage:system",
       .touches = "analytics")
};

/* clang-format on */

const struct wj_op *const wj_analytics_ops[] = {
    &wj_op_analytics_providers,
    &wj_op_analytics_update_providers,
    NULL,
};
