/* SPDX-License-Identifier: MIT */
/*
 * A thread that runs a script in Redis for calls which must not wait for it. It is part of what processes share (its owner), and
 * starts when there is something to do for the first time:
 *
 *     pthread_mutex_lock(&worker->lock);
 *     leave something to do;
 *     wj_fleet_worker_start_locked(worker);
 *     pthread_mutex_unlock(&worker->lock);
 *
 * The call parks; the shared state is woken when the work says so.
 */
#ifndef WJ_POLICY_FLEET_WORKER_H
#define WJ_POLICY_FLEET_WORKER_H

#include "engine/shared.h"
#include "transport/redis_pool.h"

struct wj_fleet_settings {
    struct wj_redis_settings redis;
    const char *wiki; /* whose it is that is shared */
};

/* What the thread does. `context` is the owner. */
struct wj_fleet_work {
    const char *script;
    /* Whether there is something to do: when worker->stops, something that has to be done before the end. */
    bool (*is_due_locked)(void *context);
    /* Do it; the lock is let go while Redis is asked. true: somebody may be waiting for it. */
    bool (*do_locked)(void *context);
};

enum { WJ_FLEET_KEY = 256, WJ_FLEET_NAME = 24 };

struct wj_fleet_worker {
    const struct wj_fleet_work *work;
    void *context;
    struct wikijs_shared *shared;
    struct wj_redis_script script;
    struct wj_redis_pool pool;
    char name[WJ_FLEET_NAME]; /* of this process: at random */
    pthread_mutex_t lock;     /* also of what its owner has in common with the thread */
    pthread_cond_t asked;
    pthread_t thread;
    bool running, stops; /* under lock */
};

/* `shared` outlives it. 0; WIKIJS_E_CONFIG; WIKIJS_E_NOMEM. */
int wj_fleet_worker_init(struct wj_fleet_worker *worker, const struct wj_fleet_work *work, void *context,
                         struct wikijs_shared *shared, const struct wj_fleet_settings *settings, wikijs_error *err);
/* Waits for the thread, which does what must be done first. */
void wj_fleet_worker_destroy(struct wj_fleet_worker *worker);

/* There is something to do. false: no thread is to be had for it. */
bool wj_fleet_worker_start_locked(struct wj_fleet_worker *worker);

/* The key of something that a wiki's programs share. */
void wj_fleet_worker_key(const struct wj_fleet_worker *worker, char key[WJ_FLEET_KEY], const char *what,
                         const char *wiki, const char *of_it);

#endif
