/* SPDX-License-Identifier: MIT */
/* The store in a Redis, for processes of several machines. */
#ifndef WJ_CACHE_REDIS_H
#define WJ_CACHE_REDIS_H

#include "transport/redis_pool.h"
#include <wikijs/error.h>
#include <wikijs/sys/alloc.h>
#include <wikijs/sys/cache_store.h>

/* The allocator must be good for several threads. 0; WIKIJS_E_CONFIG; WIKIJS_E_NOMEM: that Redis cannot be reached shows when it
 * is used. */
int wj_cache_redis_new(wikijs_cache_store *out, const wikijs_allocator *allocator,
                       const struct wj_redis_settings *settings, wikijs_error *err);

#endif
