/* SPDX-License-Identifier: MIT */
/*
 * The limiter: a request goes when every rate that counts it lets it pass, and what the server itself asked for is kept. One
 * for all clients of a wikijs_shared. A waiting call has a time at which it asks again, reckoned from how many were before
 * it, so that nobody has to wake it; it holds nothing that others need.
 */
#ifndef WJ_POLICY_LIMITER_H
#define WJ_POLICY_LIMITER_H

#include "engine/shared.h"

/* Make the limiter of a shared state that has none: rules as wj_rates_read() takes them. 0; WIKIJS_E_CONFIG;
 * WIKIJS_E_NOMEM. */
int wj_limiter_make(struct wikijs_shared *shared, const char *rules, wikijs_error *err);

/* How one client uses it; the policy's state. */
struct wj_limiter_use {
    struct wikijs_shared *shared;
    const struct wj_clock *clock;
    int64_t max_wait_ms; /* 0: as long as the call may take */
    bool no_wait;
    int (*limited)(const char *operation, int64_t wait_ms, void *payload); /* may be NULL */
    void *payload;
};

extern const struct wj_policy_ops wj_limiter_policy;

#endif
