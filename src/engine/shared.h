/* SPDX-License-Identifier: MIT */
/*
 * What the clients of several threads have in common. Counted and locked; everything in it is under `lock`, and a change
 * that somebody may wait for ends with wj_shared_wake_locked(), which makes every client drive its parked calls again.
 */
#ifndef WJ_ENGINE_SHARED_H
#define WJ_ENGINE_SHARED_H

#include "engine/call.h"
#include "engine/metrics.h"
#include <pthread.h>
#include <stdatomic.h>

/* A place in the lane's queue; lives in the waiting call's memory. */
struct wj_lane_place {
    struct wj_lane_place *next;
};

/* State that a layer above keeps here; freed with the shared. */
struct wj_shared_part {
    void *state;
    void (*free)(void *state);
};

enum {
    WJ_SHARED_CREDENTIALS,
    WJ_SHARED_TRANSPORT,
    WJ_SHARED_CACHE,
    WJ_SHARED_RETRY,
    WJ_SHARED_BREAKER,
    WJ_SHARED_LIMITER,
    WJ_SHARED_AUDIT,
    WJ_SHARED_PLUGINS,
    WJ_SHARED_PARTS
};

/* A client's loop, to be woken. */
struct wj_shared_member {
    struct wj_shared_member *next;
    struct wj_loop *loop;
};

struct wikijs_shared {
    atomic_uint refs;
    wikijs_allocator allocator;
    struct wj_metrics *metrics;   /* always there */
    struct wikijs_shared *beside; /* of a tenant: what all tenants have in common (client/tenants.c); or NULL */
    pthread_mutex_t lock;
    /* under lock */
    struct wj_shared_member *members;
    struct wj_lane_place *lane; /* the first one holds the lane */
    struct wj_shared_part parts[WJ_SHARED_PARTS];
};

int wj_shared_new(struct wikijs_shared **out, const wikijs_allocator *allocator);
struct wikijs_shared *wj_shared_ref(struct wikijs_shared *shared);
void wj_shared_unref(struct wikijs_shared *shared); /* NULL is fine */

void wj_shared_lock(struct wikijs_shared *shared);
void wj_shared_unlock(struct wikijs_shared *shared);
void wj_shared_wake_locked(struct wikijs_shared *shared);

void wj_shared_join(struct wikijs_shared *shared, struct wj_shared_member *member);
void wj_shared_leave(struct wikijs_shared *shared, struct wj_shared_member *member);

/* Stand in the queue (once) and say whether it is this place's turn. */
bool wj_lane_enter(struct wikijs_shared *shared, struct wj_lane_place *place, bool queued);
void wj_lane_leave(struct wikijs_shared *shared, struct wj_lane_place *place);

#endif
