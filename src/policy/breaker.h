/* SPDX-License-Identifier: MIT */
/*
 * The circuit breaker: when a server fails, it is left alone, and whoever asks is told at once. See circuit.h for when that
 * is. One for all clients of a wikijs_shared, that is, for one host. Each attempt is let through or not by itself; how it
 * left, by whatever road, is seen when it is released.
 *
 * With a fleet (breaker_fleet.h) it opens, tries and closes together with those of other processes. While Redis does not answer,
 * it goes by itself.
 */
#ifndef WJ_POLICY_BREAKER_H
#define WJ_POLICY_BREAKER_H

#include "engine/log.h"
#include "engine/shared.h"
#include <wikijs/breaker.h>

/* Make the breaker of a shared state that has none, from the client's options, whose defaults are filled in. Without a
 * threshold in them none is made. 0; WIKIJS_E_CONFIG; WIKIJS_E_NOMEM. */
int wj_breaker_make(struct wikijs_shared *shared, const wikijs_client_options *options, const struct wj_clock *clock,
                    wikijs_error *err);

bool wj_breaker_is_there(const struct wikijs_shared *shared);
/* false: there is none. */
bool wj_breaker_read(const struct wikijs_shared *shared, wikijs_breaker_stats *stats);

/* How one client uses it; the policy's state. */
struct wj_breaker_use {
    struct wikijs_shared *shared;
    const struct wj_log *log;       /* NULL: none */
    wikijs_breaker_fn on_change[3]; /* by the new state; each may be NULL */
    void *payload;
};

extern const struct wj_policy_ops wj_breaker_policy;

#endif
