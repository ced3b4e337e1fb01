/* SPDX-License-Identifier: MIT */
/* Rows only. Arguments and their types are those of the server's schema; permissions are what its resolvers check. */
#include "api/contribute_ops.h"

#include "api/ops.h"
#include "model/models.h"

const struct wj_op wj_op_contribute_contributors = { OP("contribute", "contributors", .answer = WJ_ANSWER_LIST,
                                                        .model = &wj_contributor_model, .reads = "contributors") };

const struct wj_op *const wj_contribute_ops[] = {
    &wj_op_contribute_contributors,
    NULL,
};
