/* SPDX-License-Identifier: MIT */
/*
 * One budget for many processes and machines: turns are given out by a script in Redis, which a thread
 * of its own asks (fleet_worker.h): a call asks for a turn, parks, and looks when it is woken.
 *
 *   a turn      a place in the queue of every rate that counts the call: it may go at a time that is kept for it
 *   refused     it would have to wait longer than it may; nothing is kept for it
 *   failed      Redis does not answer: each process keeps to its share of the rates, by how many there were
 */
#ifndef WJ_POLICY_FLEET_H
#define WJ_POLICY_FLEET_H

#include "policy/fleet_worker.h"
#include "policy/rate.h"

enum wj_turn_state { WJ_TURN_ASKED, WJ_TURN_GRANTED, WJ_TURN_REFUSED, WJ_TURN_FAILED };

struct wj_turn {
    struct wj_turn *next;
    unsigned users; /* the call, and the thread while it is asked for */
    enum wj_turn_state state;
    int64_t costs[WJ_RATES_MAX];
    int64_t max_wait_us;
    int64_t go_us; /* GRANTED: when, of the monotonic clock; REFUSED: when it could */
    size_t rate;   /* the one that makes it wait */
};

struct wj_fleet;

/* `rates` and `shared` outlive it. 0; WIKIJS_E_CONFIG; WIKIJS_E_NOMEM. */
int wj_fleet_new(struct wj_fleet **out, struct wikijs_shared *shared, const struct wj_rates *rates,
                 const struct wj_fleet_settings *settings, wikijs_error *err);
void wj_fleet_free(struct wj_fleet *fleet); /* NULL is fine; nobody has a turn any more */

/* A turn that counts so much for each rate. The shared state is woken when it is there. NULL: out of memory, or of threads. */
struct wj_turn *wj_fleet_ask(struct wj_fleet *fleet, const int64_t costs[WJ_RATES_MAX], int64_t max_wait_us);
enum wj_turn_state wj_fleet_look(struct wj_fleet *fleet, struct wj_turn *turn);
void wj_fleet_leave(struct wj_fleet *fleet, struct wj_turn *turn); /* NULL is fine */
/* How many processes there were when Redis answered last; at least 1. */
int64_t wj_fleet_members(struct wj_fleet *fleet);
/* Whether the log is to be told of a failure now: once for several. `line` says why. */
bool wj_fleet_begins_to_fail(struct wj_fleet *fleet, int64_t now_us, char *line, size_t size);

#endif
