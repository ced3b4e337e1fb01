/* SPDX-License-Identifier: MIT */
/* The update of a page, for other flows. */
#ifndef WJ_API_PAGES_UPDATE_H
#define WJ_API_PAGES_UPDATE_H

#include "api/pages_ops.h"
#include "client/request.h"

/* The flow of wj_op_pages_merge; its arguments are a struct wj_update_args. */
enum wj_step wj_update_flow(struct wikijs_call *call, struct wikijs_call *child);

/* The request of wikijs_pages_update(). */
void wj_pages_prepare_update(struct wj_request *request, struct wj_update_args *args, int64_t id,
                             const wikijs_pages_update_input *given);

#endif
