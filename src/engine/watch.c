/* SPDX-License-Identifier: MIT */
#include "engine/watch.h"

bool wj_tell_retry(struct wikijs_call *call, int64_t delay_ms)
{
    const struct wj_watch *watch = call->calls->watch;
    return !watch || watch->retry(watch->state, call, delay_ms);
}

void wj_tell(const struct wikijs_call *call, enum wikijs_plugin_event_kind kind, int64_t wait_ms)
{
    const struct wj_watch *watch = call->calls->watch;
    if (watch)
        watch->event(watch->state, kind, call, wait_ms);
}
