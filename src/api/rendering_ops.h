/* SPDX-License-Identifier: MIT */
/* The operations of the server's rendering namespace. */
#ifndef WJ_API_RENDERING_OPS_H
#define WJ_API_RENDERING_OPS_H

#include <wikijs/rendering.h>

#include "api/modules.h"

extern const struct wj_op wj_op_rendering_renderers, wj_op_rendering_update_renderers;

#endif
