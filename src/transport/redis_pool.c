/* SPDX-License-Identifier: MIT */
#include "transport/redis_pool.h"

#ifdef WIKIJS_WITH_REDIS

#include "base/alloc.h"
#include "base/clock.h"
#include "base/status.h"
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { FIRST_PAUSE_US = 100 * 1000, LAST_PAUSE_US = 10 * 1000 * 1000, WELL_US = 60 * 1000 * 1000 };

int wj_redis_pool_init(struct wj_redis_pool *pool, const struct wj_redis_settings *settings, wikijs_error *err)
{
    const char *prefix = settings->prefix ? settings->prefix : "wikijs:";
    if (strlen(prefix) > WJ_REDIS_PREFIX_MAX)
        return wj_error_set(err, WIKIJS_E_CONFIG, "option 'redis_prefix' is longer than %d characters",
                            WJ_REDIS_PREFIX_MAX);
    *pool = (struct wj_redis_pool){ .timeout_us = (int64_t)settings->timeout_ms * 1000 };
    snprintf(pool->prefix, sizeof pool->prefix, "%s", prefix);
    int status = wj_redis_address_read(&pool->address, settings->option, settings->url, err);
    if (status < 0)
        wj_wipe(&pool->address, sizeof pool->address);
    else
        pthread_mutex_init(&pool->lock, NULL);
    return status;
}

static void close_idle_locked(struct wj_redis_pool *pool)
{
    while (pool->idle_count)
        wj_redis_close(&pool->idle[--pool->idle_count]);
}

void wj_redis_pool_destroy(struct wj_redis_pool *pool)
{
    close_idle_locked(pool);
    pthread_mutex_destroy(&pool->lock);
    wj_wipe(&pool->address, sizeof pool->address);
}

static int64_t now_us(void)
{
    return wj_system_clock.monotonic_us(NULL);
}

/* An idle connection, or else the right to make one. */
static bool take(struct wj_redis_pool *pool, struct wj_redis *out, bool *is_idle)
{
    pthread_mutex_lock(&pool->lock);
    *is_idle = pool->idle_count > 0;
    bool allowed = *is_idle || now_us() >= pool->closed_until_us;
    if (*is_idle)
        *out = pool->idle[--pool->idle_count];
    pthread_mutex_unlock(&pool->lock);
    return allowed;
}

static void give_back(struct wj_redis_pool *pool, struct wj_redis *redis)
{
    pthread_mutex_lock(&pool->lock);
    pool->pause_us = 0;
    bool room = pool->idle_count < WJ_REDIS_IDLE;
    if (room)
        pool->idle[pool->idle_count++] = *redis;
    pthread_mutex_unlock(&pool->lock);
    if (!room)
        wj_redis_close(redis);
}

/* The others are of no use either, as far as one can know. */
static void note_failure(struct wj_redis_pool *pool, const char *why)
{
    pthread_mutex_lock(&pool->lock);
    close_idle_locked(pool);
    pool->pause_us = pool->pause_us ? pool->pause_us * 2 : FIRST_PAUSE_US;
    if (pool->pause_us > LAST_PAUSE_US)
        pool->pause_us = LAST_PAUSE_US;
    pool->closed_until_us = now_us() + pool->pause_us;
    snprintf(pool->why, sizeof pool->why, "Redis at %.100s: %.140s", pool->address.text, why);
    pthread_mutex_unlock(&pool->lock);
}

int wj_redis_pool_call(struct wj_redis_pool *pool, const struct wj_redis_job *job, struct wj_redis_result *result)
{
    int64_t until_us = now_us() + pool->timeout_us;
    struct wj_redis redis;
    bool is_idle = true;
    char why[WJ_REDIS_WHY] = "";
    int status = WIKIJS_E_IO;
    *result = (struct wj_redis_result){ 0 };
    /* An idle connection may be dead since Redis was started anew: the next one, or a new one, tells. */
    while (status < 0 && is_idle) {
        if (!take(pool, &redis, &is_idle))
            return WIKIJS_E_IO;
        status = is_idle ? 0 : wj_redis_connect(&redis, &pool->address, until_us, why, sizeof why);
        if (status < 0)
            break;
        status = wj_redis_call(&redis, job, until_us, result, why, sizeof why);
        if (status < 0)
            wj_redis_close(&redis);
        if (now_us() >= until_us)
            break;
    }
    if (status == 0)
        give_back(pool, &redis);
    else
        note_failure(pool, why);
    return status;
}

void wj_redis_pool_explain(struct wj_redis_pool *pool, char *line, size_t size)
{
    pthread_mutex_lock(&pool->lock);
    snprintf(line, size, "%s", pool->why);
    pthread_mutex_unlock(&pool->lock);
}

bool wj_redis_pool_begins_to_fail(struct wj_redis_pool *pool, int64_t now, char *line, size_t size)
{
    pthread_mutex_lock(&pool->lock);
    bool news = !pool->told_us || now - pool->told_us >= WELL_US;
    pool->told_us = now;
    if (news)
        snprintf(line, size, "%s", pool->why);
    pthread_mutex_unlock(&pool->lock);
    return news;
}

#endif
