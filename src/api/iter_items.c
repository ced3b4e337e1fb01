/* SPDX-License-Identifier: MIT */
/* List items of pages. */
#include "api/iter_pages.h"
#include "api/pages_list.h"

int wikijs_pages_iter_items(wikijs_client *client, const wikijs_pages_iter_options *options, wikijs_iter **out,
                            wikijs_error *err)
{
    struct wj_request request = { 0 }, refused = { 0 };
    struct wj_walk walk;
    wj_walk_read(&refused, options, &walk);
    if (walk.ids.count > 0)
        wj_request_refuse(&refused, "a list cannot be asked for ids: walk over whole pages");
    wj_pages_list_request(&request, &walk.list, walk.fields);
    request.timeout_ms = walk.timeout_ms;
    request.refused = refused.refused;
    return wj_iter_over_list(client, &request, out, err);
}
