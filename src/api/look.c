/* SPDX-License-Identifier: MIT */
#include "api/look.h"

#include "base/status.h"
#include "client/client.h"
#include "policy/batch.h"

enum { CLOCK_SKEW_MS = 120 * 1000 };
enum { UNNUMBERED = 1 }; /* what the server gives to errors that have no number */

bool wj_look_is_due(const struct wikijs_call *call, const struct wikijs_call *child)
{
    bool uncertain = child->status < 0 && child->error.flags & WIKIJS_ERROR_UNCERTAIN;
    bool due = uncertain && (child->group || wj_retry_is_wanted(call->client->shared, call));
    if (due)
        wj_count(call->calls->metrics, WJ_METRIC_RETRY_LOOKUPS, 1);
    return due;
}

bool wj_look_failed_inside(const struct wikijs_call *child)
{
    return child->status == WIKIJS_E_REFUSED && child->error.server_code == UNNUMBERED;
}

enum wj_step wj_look_end_done(struct wikijs_call *call, const wikijs_error *failure)
{
    call->error = *failure;
    call->error.flags |= WIKIJS_ERROR_DONE;
    wj_error_context(&call->error, "it was done, but then the server failed");
    call->status = failure->code;
    return WJ_DONE;
}

bool wj_look_is_new(const struct wikijs_call *call, int64_t created_at)
{
    int64_t age_ms = (wj_loop_now(call->calls->loop) - call->started_us) / 1000;
    return created_at >= wj_client_wall_ms(call->client) - age_ms - CLOCK_SKEW_MS;
}
