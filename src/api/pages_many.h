/* SPDX-License-Identifier: MIT */
/* Reading many pages, for flows that need them. */
#ifndef WJ_API_PAGES_MANY_H
#define WJ_API_PAGES_MANY_H

#include <wikijs/pages_many.h>

#include "api/many.h"

/*
 * The request of wikijs_pages_get_many(); `many` lives until the call is made, `places` and `fields` (of each
 * page) until it ends.
 */
void wj_pages_get_many_request(struct wj_request *request, struct wj_many *many, wikijs_ints ids,
                               const char *const *places, const uint64_t *fields,
                               const wikijs_pages_get_options *options);

#endif
