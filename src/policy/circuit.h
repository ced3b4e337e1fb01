/* SPDX-License-Identifier: MIT */
/*
 * A circuit breaker's judgement: how requests end decides whether others may go. The arithmetic only: nothing here waits,
 * locks or knows a call. Times are microseconds of a monotonic clock.
 *
 *   CLOSED     everything goes; too many failures in a row, or too many of a hundred       -> OPEN
 *   OPEN       nothing goes; at `open_until_us` the first that wants to                     -> HALF_OPEN
 *   HALF_OPEN  a few probes go; enough of them well -> CLOSED; one of them badly            -> OPEN
 *
 * Each change begins an epoch. What was let through in an earlier one says nothing of the server as it is now.
 */
#ifndef WJ_POLICY_CIRCUIT_H
#define WJ_POLICY_CIRCUIT_H

#include <stdbool.h>
#include <stdint.h>
#include <wikijs/breaker.h>

enum wj_circuit_result {
    WJ_CIRCUIT_NOTHING, /* it tells nothing of the server: never sent, canceled */
    WJ_CIRCUIT_SUCCESS,
    WJ_CIRCUIT_FAILURE
};

struct wj_circuit_rules {
    int64_t failures;              /* in a row; 0: they are not counted */
    int64_t percent, min_requests; /* of those within the window; percent 0: they are not counted */
    int64_t window_us;
    int64_t recovery_us; /* how long it stays open */
    int64_t successes;   /* of probes, to close it */
    int64_t probes;      /* at once */
};

enum { WJ_CIRCUIT_SLICES = 10 };

/* A tenth of the window. */
struct wj_circuit_slice {
    int64_t number; /* since the clock began; older ones are empty */
    int64_t good, bad;
};

struct wj_circuit {
    struct wj_circuit_rules rules;
    wikijs_breaker_state state;
    uint64_t epoch;
    int64_t in_row, last_failure_us; /* failures in a row, and when the newest was */
    struct wj_circuit_slice slices[WJ_CIRCUIT_SLICES];
    int64_t open_until_us;
    int64_t probing, proved; /* probes under way, and that went well */
};

/* Whether a request may go now; *epoch is given back with its result. */
bool wj_circuit_enter(struct wj_circuit *circuit, int64_t now_us, uint64_t *epoch);
/* One that was let through is over, by whatever road. */
void wj_circuit_leave(struct wj_circuit *circuit, int64_t now_us, uint64_t epoch, enum wj_circuit_result result);
/* Be as another process has found it: in this state, OPEN until then. */
void wj_circuit_follow(struct wj_circuit *circuit, wikijs_breaker_state state, int64_t until_us);
/* What the window holds now. */
struct wj_circuit_slice wj_circuit_window(const struct wj_circuit *circuit, int64_t now_us);

#endif
