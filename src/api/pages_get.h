/* SPDX-License-Identifier: MIT */
/* Reading one page, for operations that read many. */
#ifndef WJ_API_PAGES_GET_H
#define WJ_API_PAGES_GET_H

#include "api/pages_ops.h"
#include "client/request.h"

/* Which page. */
struct wj_get_args {
    struct wj_id_args of;
    const char *place; /* "en:docs/x", where a list had it: spares the way round some requests; lent; NULL: not known */
};

/* The request of wikijs_pages_get(), with its way round where pages.single is refused. */
void wj_pages_get_request(struct wj_request *request, const struct wj_get_args *args, uint64_t fields,
                          bool no_source_fallback);
/* The same, from the options of the public function. */
void wj_pages_prepare_get(struct wj_request *request, struct wj_get_args *args, int64_t id,
                          const wikijs_pages_get_options *options);

#endif
