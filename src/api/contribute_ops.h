/* SPDX-License-Identifier: MIT */
/* The operation of the server's contribute namespace. */
#ifndef WJ_API_CONTRIBUTE_OPS_H
#define WJ_API_CONTRIBUTE_OPS_H

#include <wikijs/contribute.h>

#include "graphql/operation.h"

extern const struct wj_op wj_op_contribute_contributors;

#endif
