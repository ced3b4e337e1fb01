/* SPDX-License-Identifier: MIT */
/*
 * One flight: of all callers that miss the same answer, one asks the server, and the others get what it got. The callers may
 * be of several threads. When the one that asks ends before it has an answer (it was canceled, or ran out of time), the
 * first of the others to look takes its place.
 */
#ifndef WJ_POLICY_FLIGHT_H
#define WJ_POLICY_FLIGHT_H

#include "engine/call.h"
#include <pthread.h>
#include <stdatomic.h>
#include <wikijs/sys/cache_store.h>

enum wj_flight_role {
    WJ_FLIGHT_NONE,    /* no memory, or nobody to wait for: ask for yourself */
    WJ_FLIGHT_LEADS,   /* ask, then land or abandon */
    WJ_FLIGHT_FOLLOWS, /* wait and look */
    WJ_FLIGHT_LANDED   /* the outcome is there */
};

struct wj_flight {
    struct wj_flight *next;
    wikijs_cache_key key;
    uint64_t ticket; /* callers with another one saw a change that this flight may not know of */
    unsigned refs;
    bool led, landed, listed;
    const struct wj_calls *calls; /* of the leader, */
    pthread_t thread;             /* and where it was started */
    /* the outcome: never changes once it is there */
    wikijs_error error; /* code 0: good */
    char *bytes;
    size_t length;
};

enum { WJ_FLIGHT_BUCKETS = 64 };

struct wj_flights {
    pthread_mutex_t lock;
    const wikijs_allocator *allocator;
    struct wj_flight *buckets[WJ_FLIGHT_BUCKETS];
    atomic_uint landings; /* counts */
};

void wj_flights_init(struct wj_flights *flights, const wikijs_allocator *allocator);
void wj_flights_destroy(struct wj_flights *flights); /* nobody flies any more */

/* Lead a new flight, or join one: LEADS, FOLLOWS, or NONE. Give it back with wj_flight_leave(). */
enum wj_flight_role wj_flight_join(struct wj_flights *flights, const wikijs_cache_key *key, uint64_t ticket,
                                   const struct wikijs_call *call, struct wj_flight **out);
bool wj_flight_exists(struct wj_flights *flights, const wikijs_cache_key *key);
/* For one that follows: FOLLOWS, LANDED, or LEADS: it leads from now on. */
enum wj_flight_role wj_flight_look(struct wj_flights *flights, struct wj_flight *flight, const struct wj_calls *calls);
/* For the one that leads. `bytes` was made by the flights' allocator and is the flight's from now on; NULL with an error.
 * True: somebody waits, wake them. */
bool wj_flight_land(struct wj_flights *flights, struct wj_flight *flight, const wikijs_error *error, char *bytes,
                    size_t length);
bool wj_flight_abandon(struct wj_flights *flights, struct wj_flight *flight);
void wj_flight_leave(struct wj_flights *flights, struct wj_flight *flight);

#endif
