/* SPDX-License-Identifier: MIT */
#include "policy/fleet_worker.h"

#ifdef WIKIJS_WITH_REDIS

#include "base/hash.h"
#include "base/thread.h"
#include <stdio.h>
#include <string.h>

static void wake_locked(struct wj_fleet_worker *worker)
{
    pthread_mutex_unlock(&worker->lock); /* a loop that is woken may want it */
    wj_shared_lock(worker->shared);
    wj_shared_wake_locked(worker->shared);
    wj_shared_unlock(worker->shared);
    pthread_mutex_lock(&worker->lock);
}

static bool await_work_locked(struct wj_fleet_worker *worker)
{
    while (!worker->work->is_due_locked(worker->context)) {
        if (worker->stops)
            return false;
        pthread_cond_wait(&worker->asked, &worker->lock);
    }
    return true;
}

static void *run(void *context)
{
    struct wj_fleet_worker *worker = context;
    pthread_mutex_lock(&worker->lock);
    while (await_work_locked(worker))
        if (worker->work->do_locked(worker->context))
            wake_locked(worker);
    pthread_mutex_unlock(&worker->lock);
    return NULL;
}

bool wj_fleet_worker_start_locked(struct wj_fleet_worker *worker)
{
    if (!worker->running)
        worker->running = wj_thread_start(&worker->thread, run, worker);
    pthread_cond_signal(&worker->asked);
    return worker->running;
}

void wj_fleet_worker_key(const struct wj_fleet_worker *worker, char key[WJ_FLEET_KEY], const char *what,
                         const char *wiki, const char *of_it)
{
    static const uint8_t hash_key[WJ_HASH_SIZE] = "wikijs rates 1";
    uint8_t hash[WJ_HASH_SIZE];
    char hex[WJ_HASH_SIZE * 2 + 1];
    wj_siphash(hash_key, wiki, strlen(wiki), hash);
    for (size_t i = 0; i < WJ_HASH_SIZE; i++)
        snprintf(hex + i * 2, 3, "%02x", hash[i]);
    snprintf(key, WJ_FLEET_KEY, "%s%s:%s:%s", worker->pool.prefix, what, hex, of_it);
}

int wj_fleet_worker_init(struct wj_fleet_worker *worker, const struct wj_fleet_work *work, void *context,
                         struct wikijs_shared *shared, const struct wj_fleet_settings *settings, wikijs_error *err)
{
    int status = wj_redis_pool_init(&worker->pool, &settings->redis, err);
    if (status < 0)
        return status;
    worker->work = work;
    worker->context = context;
    worker->shared = shared;
    wj_redis_script_init(&worker->script, work->script);
    snprintf(worker->name, sizeof worker->name, "%016llx", (unsigned long long)wj_system_clock.random(NULL));
    pthread_mutex_init(&worker->lock, NULL);
    pthread_cond_init(&worker->asked, NULL);
    return 0;
}

void wj_fleet_worker_destroy(struct wj_fleet_worker *worker)
{
    pthread_mutex_lock(&worker->lock);
    worker->stops = true;
    pthread_cond_signal(&worker->asked);
    pthread_mutex_unlock(&worker->lock);
    if (worker->running)
        pthread_join(worker->thread, NULL);
    pthread_cond_destroy(&worker->asked);
    pthread_mutex_destroy(&worker->lock);
    wj_redis_pool_destroy(&worker->pool);
}

#endif
