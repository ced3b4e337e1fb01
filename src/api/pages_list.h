/* SPDX-License-Identifier: MIT */
/* Listing pages, for operations that look through the list. */
#ifndef WJ_API_PAGES_LIST_H
#define WJ_API_PAGES_LIST_H

#include "api/pages_ops.h"
#include "client/request.h"

/* The request of wikijs_pages_list(). */
void wj_pages_list_request(struct wj_request *request, const struct wj_list_args *args, uint64_t fields);

#endif
