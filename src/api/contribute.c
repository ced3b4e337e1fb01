/* SPDX-License-Identifier: MIT */
/* Who supports Wiki.js: the server answers null when it cannot ask. */
#include "api/contribute_ops.h"
#include "api/input.h"
#include "api/typed.h"

static enum wj_step list_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    if (!child)
        return wj_flow_start(call, &(struct wj_request){ .op = &wj_op_contribute_contributors });
    const struct wj_list *list = child->result;
    if (child->status == 0 && !list->present)
        return wj_flow_fail(call, WIKIJS_E_UNAVAILABLE, "the server cannot reach the service that knows them");
    return wj_flow_end_as(call, child);
}

static void prepare_list(struct wj_request *request, struct wj_no_args *args, const wikijs_call_options *options)
{
    (void)args;
    wj_read_call_options(request, options);
    request->flow = list_flow;
}

WJ_TYPED(wikijs_contribute_list_contributors, wj_op_contribute_contributors, struct wj_no_args, prepare_list,
         wikijs_contributor_list, (const wikijs_call_options *options), (options))
