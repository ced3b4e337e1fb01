/* SPDX-License-Identifier: MIT */
/* A client's cache: made from its options, and asked once more when an answer has grown old. */
#ifndef WJ_CLIENT_CACHE_H
#define WJ_CLIENT_CACHE_H

#include "client/client.h"

/* Give a fresh shared state the cache that the options ask for, if any. `key`: the API key, or NULL. */
int wj_client_cache(struct wikijs_shared *shared, const wikijs_client_options *options, const char *key,
                    wikijs_error *err);

/* Give what tenants have in common a store in memory for the caches of all of them. 0 or WIKIJS_E_NOMEM. */
int wj_client_common_store(struct wikijs_shared *beside, size_t max_entries, size_t max_bytes);

/* A call, not started, that asks the server for the same; NULL when out of memory. */
struct wikijs_call *wj_renewal_new(struct wikijs_call *of);

#endif
