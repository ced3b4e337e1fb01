/* SPDX-License-Identifier: MIT */
/* Rows only. Arguments and their types are those of the server's schema; permissions are what its resolvers check. */
#include "api/ops.h"

const struct wj_op *const wj_localization_ops[] = {
    NULL,
};
