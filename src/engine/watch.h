/* SPDX-License-Identifier: MIT */
/*
 * Who watches a client (policy/plugin.h) is told by these, from whatever policy it happens in. Nobody watches: nothing is
 * done.
 */
#ifndef WJ_ENGINE_WATCH_H
#define WJ_ENGINE_WATCH_H

#include "engine/call.h"
#include <wikijs/sys/plugin.h>

struct wj_watch {
    void *state;
    bool (*retry)(void *state, struct wikijs_call *call, int64_t delay_ms);
    void (*event)(void *state, enum wikijs_plugin_event_kind kind, const struct wikijs_call *call, int64_t wait_ms);
};

/* A failed call, its status and error as they are, is about to be tried again in `delay_ms`. false: leave it at that. */
bool wj_tell_retry(struct wikijs_call *call, int64_t delay_ms);
/* Something happened to, or was found out by, this call. */
void wj_tell(const struct wikijs_call *call, enum wikijs_plugin_event_kind kind, int64_t wait_ms);

#endif
