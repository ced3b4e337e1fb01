/* SPDX-License-Identifier: MIT */
/*
 * Connections to one Redis, for threads. A Redis that fails is left alone for a while, which grows from a tenth of a second to
 * ten seconds: whoever asks meanwhile is told at once.
 */
#ifndef WJ_TRANSPORT_REDIS_POOL_H
#define WJ_TRANSPORT_REDIS_POOL_H

#include "transport/redis.h"
#include <pthread.h>

enum { WJ_REDIS_IDLE = 8, WJ_REDIS_WHY = 256, WJ_REDIS_PREFIX_MAX = 64 };

struct wj_redis_settings {
    const char *option, *url; /* as wj_redis_address_read() takes them */
    const char *prefix;       /* of all keys; NULL: wikijs: */
    int timeout_ms;           /* longest time for anything, to connect included */
};

struct wj_redis_pool {
    pthread_mutex_t lock;
    struct wj_redis_address address;
    char prefix[WJ_REDIS_PREFIX_MAX + 1];
    int64_t timeout_us;
    struct wj_redis idle[WJ_REDIS_IDLE];
    size_t idle_count;
    int64_t pause_us, closed_until_us;
    char why[WJ_REDIS_WHY]; /* it failed the last time */
    int64_t told_us;        /* that it fails, the last time; 0: never */
};

/* 0; WIKIJS_E_CONFIG; WIKIJS_E_NOMEM: that Redis cannot be reached shows when it is used. */
int wj_redis_pool_init(struct wj_redis_pool *pool, const struct wj_redis_settings *settings, wikijs_error *err);
void wj_redis_pool_destroy(struct wj_redis_pool *pool);

/* Run a job on one of them. 0; WIKIJS_E_IO. */
int wj_redis_pool_call(struct wj_redis_pool *pool, const struct wj_redis_job *job, struct wj_redis_result *result);
/* Why it failed, in one line. */
void wj_redis_pool_explain(struct wj_redis_pool *pool, char *line, size_t size);

/* Whether the log is to be told of a failure now: once for several. `line` says why. */
bool wj_redis_pool_begins_to_fail(struct wj_redis_pool *pool, int64_t now_us, char *line, size_t size);

#endif
