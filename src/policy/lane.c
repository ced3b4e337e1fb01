/* SPDX-License-Identifier: MIT */
/* A queue in wikijs_shared whose first place may go on; the others are parked until it leaves. */
#include "policy/lane.h"

#include "engine/shared.h"

static enum wj_step lane_down(struct wj_policy *policy, struct wikijs_call *call)
{
    if (!(call->op->flags & WJ_OP_SERIAL))
        return WJ_NEXT;
    struct wj_lane_place *place = call->slot[policy->index];
    bool queued = place != NULL;
    if (!queued)
        place = call->slot[policy->index] = wj_call_alloc(call, sizeof *place);
    if (!place)
        return wj_call_fail(call, WIKIJS_E_NOMEM, "out of memory");
    return wj_lane_enter(policy->state, place, queued) ? WJ_NEXT : wj_call_park(call);
}

static void lane_release(struct wj_policy *policy, struct wikijs_call *call)
{
    struct wj_lane_place *place = call->slot[policy->index];
    if (place)
        wj_lane_leave(policy->state, place);
    call->slot[policy->index] = NULL;
}

const struct wj_policy_ops wj_lane_policy = { .name = "lane", .down = lane_down, .release = lane_release };
