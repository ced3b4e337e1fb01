/* SPDX-License-Identifier: MIT */
/* Writing one page, for operations that write many. */
#ifndef WJ_API_PAGES_WRITE_H
#define WJ_API_PAGES_WRITE_H

#include "api/pages_ops.h"
#include "client/request.h"

void wj_pages_prepare_create(struct wj_request *request, struct wj_create_args *args, const wikijs_client *client,
                             const wikijs_pages_create_input *given);
void wj_pages_prepare_delete(struct wj_request *request, struct wj_id_args *args, int64_t id,
                             const wikijs_call_options *options);

#endif
