/* SPDX-License-Identifier: MIT */
/*
 * Retry: a failed call that may succeed the next time is sent again after a while. One rule for all: what the server may
 * have carried out already is not sent again, unless that is harmless or the caller wants it.
 *
 * The clients of a wikijs_shared have one budget, so that a server which is going down is not finished off by those who
 * want to be sure: a retry takes one from it, a call that went well gives a fifth back, and each second gives one.
 */
#ifndef WJ_POLICY_RETRY_H
#define WJ_POLICY_RETRY_H

#include "engine/log.h"
#include "engine/shared.h"

/* Make the rules and the budget of a shared state that has none. 0; WIKIJS_E_CONFIG; WIKIJS_E_NOMEM. */
int wj_retry_make(struct wikijs_shared *shared, const wikijs_client_options *options, const struct wj_clock *clock,
                  wikijs_error *err);

/* How one client uses it; the policy's state. */
struct wj_retry_use {
    struct wikijs_shared *shared;
    const struct wj_clock *clock;
    const struct wj_log *log; /* NULL: none */
    uint64_t sent;            /* requests of this client that were sent again */
};

/* Whether a call may be sent again at all. */
bool wj_retry_is_wanted(const struct wikijs_shared *shared, const struct wikijs_call *call);

extern const struct wj_policy_ops wj_retry_policy;

#endif
