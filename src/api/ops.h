/* SPDX-License-Identifier: MIT */
/* Every operation row whose document the library can send, for tools and for the test that validates them all. */
#ifndef WJ_API_OPS_H
#define WJ_API_OPS_H

#include "graphql/operation.h"

extern const struct wj_op *const wj_all_ops[];
extern const size_t wj_all_ops_count;

#endif
