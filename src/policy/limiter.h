/* SPDX-License-Identifier: MIT */
/*
 * The limiter: a request goes when every rate that counts it lets it pass, and what the server itself asked for is kept. One
 * for all clients of a wikijs_shared. A waiting call has a time at which it asks again, reckoned from how many were before
 * it, so that nobody has to wake it; it holds nothing that others need.
 *
 * With a fleet (fleet.h) the rates are those of all its processes together: a call is given its time by Redis. While Redis does
 * not answer, a request counts here as many times as there were processes.
 */
#ifndef WJ_POLICY_LIMITER_H
#define WJ_POLICY_LIMITER_H

#include "engine/log.h"
#include "engine/shared.h"
#include "policy/fleet.h"

/* Make the limiter of a shared state that has none: rules as wj_rates_read() takes them; `fleet`: whose budget they are,
 * NULL: this process' own. 0; WIKIJS_E_CONFIG; WIKIJS_E_NOMEM. */
int wj_limiter_make(struct wikijs_shared *shared, const char *rules, const struct wj_fleet_settings *fleet,
                    wikijs_error *err);

/* How one client uses it; the policy's state. */
struct wj_limiter_use {
    struct wikijs_shared *shared;
    const struct wj_clock *clock;
    const struct wj_log *log; /* is told when the fleet's budget cannot be asked for; may be NULL */
    int64_t max_wait_ms;      /* 0: as long as the call may take */
    bool no_wait;
    int (*limited)(const char *operation, int64_t wait_ms, void *payload); /* may be NULL */
    void *payload;
};

extern const struct wj_policy_ops wj_limiter_policy;

#endif
