/* SPDX-License-Identifier: MIT */
/*
 * One circuit for many processes and machines: a record in Redis says that the server is left alone, until when, and who
 * tries it then. There is none while the circuit is closed, and it goes away by itself when nobody tries.
 *
 * A thread of its own asks and tells (fleet_worker.h): a call whose knowledge is old parks until there is
 * an answer, or none in time. What is known is good for a tenth of a second, but never beyond the end of a pause.
 */
#ifndef WJ_POLICY_BREAKER_FLEET_H
#define WJ_POLICY_BREAKER_FLEET_H

#include "policy/fleet_worker.h"
#include <wikijs/breaker.h>

struct wj_breaker_fleet;

/* What Redis said. */
struct wj_breaker_news {
    enum { WJ_NEWS_NONE, WJ_NEWS_STATE, WJ_NEWS_FAILED } kind;
    uint64_t epoch; /* of the circuit, when it was asked */
    wikijs_breaker_state state;
    int64_t until_us;  /* OPEN: of the monotonic clock */
    int failure;       /* OPEN: the status that opened it, and its message */
    char message[256]; /* FAILED: why */
};

/* `shared` outlives it. 0; WIKIJS_E_CONFIG; WIKIJS_E_NOMEM. */
int wj_breaker_fleet_new(struct wj_breaker_fleet **out, struct wikijs_shared *shared,
                         const struct wj_fleet_settings *settings, int64_t recovery_us, wikijs_error *err);
void wj_breaker_fleet_free(struct wj_breaker_fleet *fleet); /* tells what is to be told first; NULL is fine */

/*
 * Whether what is known is new enough; *news is what the circuit is to follow, once. false: it is asked for, and the shared
 * state is woken when it is there.
 */
bool wj_breaker_fleet_know(struct wj_breaker_fleet *fleet, int64_t now_us, uint64_t epoch,
                           struct wj_breaker_news *news);
/* The circuit has opened, or closed, by itself: the others are to know. */
void wj_breaker_fleet_tell(struct wj_breaker_fleet *fleet, wikijs_breaker_state state, int64_t until_us, int failure,
                           const char *message);

#endif
