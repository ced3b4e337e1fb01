/* SPDX-License-Identifier: MIT */
/* The operations of the server's search namespace. */
#ifndef WJ_API_SEARCH_OPS_H
#define WJ_API_SEARCH_OPS_H

#include <wikijs/search.h>

#include "api/modules.h"

extern const struct wj_op wj_op_search_engines, wj_op_search_update_engines, wj_op_search_rebuild_index;

#endif
