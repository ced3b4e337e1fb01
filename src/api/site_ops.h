/* SPDX-License-Identifier: MIT */
/* The operations of the server's site namespace. */
#ifndef WJ_API_SITE_OPS_H
#define WJ_API_SITE_OPS_H

#include <wikijs/site.h>

#include "graphql/operation.h"

extern const struct wj_op wj_op_site_config, wj_op_site_update_config;

#endif
