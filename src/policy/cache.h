/* SPDX-License-Identifier: MIT */
/*
 * The cache: reads are answered from a store (include/wikijs/sys/cache_store.h) while what it has is fresh, and a write drops
 * from it what its operation row says it touches. What is kept is the body that the server sent; a hit is read by the
 * call's own reader, so typed results, JSON and members of batches share it. One for all clients of a wikijs_shared.
 *
 *   fresh             the answer; nothing is sent
 *   stale             within stale_revalidate_ms: the answer, and a call that nobody waits for fetches a new one
 *   stale or nothing  one of those that ask fetches it, the others wait for that (flight.h); when it fails, what is stale
 *                     is good enough within stale_error_ms
 *
 * A write flow's own reads pass by: they must see what is there now.
 *
 * A store that fails fails no call: the server is asked. What could not be dropped is not forgotten: before anything is
 * found again everything of the wiki is dropped.
 */
#ifndef WJ_POLICY_CACHE_H
#define WJ_POLICY_CACHE_H

#include "base/hash.h"
#include "engine/log.h"
#include "engine/shared.h"
#include "policy/envelope.h"
#include "policy/flight.h"
#include <wikijs/sys/cache_store.h>

struct wj_cache_settings {
    wikijs_cache_store store;
    bool owns_store; /* destroyed with the cache, also when it cannot be made */
    const char *wiki;
    const char *name_space; /* or NULL: answers are shared with those of the same one only */
    wikijs_str identity;    /* whose answers they are: everything that a login or a key consists of */
    bool guessable;         /* it holds a password */
    int64_t ttl_ms;
    const char *ttls; /* "pages.list=30s, site=1h, search=0", or NULL */
    int64_t stale_revalidate_ms, stale_error_ms;
};

/* Give a shared state its cache. 0; WIKIJS_E_CONFIG: ttls is malformed; WIKIJS_E_NOMEM. */
int wj_cache_make(struct wikijs_shared *shared, const struct wj_cache_settings *settings, wikijs_error *err);

/* How one client uses it; the policy's state. */
struct wj_cache_use {
    struct wikijs_shared *shared;
    const struct wj_clock *clock;
    struct wj_envelope *envelope;
    const struct wj_log *log; /* is told when the store fails; may be NULL */
    /* Make (not start) a call that asks for the same once more; NULL when out of memory. */
    struct wikijs_call *(*new_renewal)(struct wikijs_call *of);
};

extern const struct wj_policy_ops wj_cache_policy;

/* For the program: WIKIJS_E_STATE without a cache, or what the store says. */
int wj_cache_drop(struct wikijs_shared *shared, const char *const *tags, size_t count);
int wj_cache_clear(struct wikijs_shared *shared, bool all_wikis);
int wj_cache_stats(struct wikijs_shared *shared, wikijs_cache_stats *stats);

/* --- between cache.c and cache_state.c --- */

struct wj_ttl {
    const char *name; /* of an operation or a namespace */
    int64_t ms;
};

struct wj_cache {
    wikijs_allocator allocator;
    struct wj_arena memory;
    wikijs_cache_store store;
    bool owns_store;
    uint8_t tenant[WJ_HASH_SIZE], identity[WJ_HASH_SIZE];
    int64_t ttl_ms, stale_revalidate_ms, stale_error_ms;
    struct wj_ttl *ttls;
    size_t ttl_count;
    atomic_llong quiet_until_ms; /* nothing is put in: a write may still be at work */
    atomic_uint owed;            /* drops that failed: something may be found that must not */
    atomic_llong failed_at_ms;   /* the store, the last time; 0: never */
    struct wj_flights flights;
};

struct wj_cache *wj_cache_of(const struct wikijs_shared *shared);
/* How long an operation's answers are fresh; 0: they are not kept. */
int64_t wj_cache_ttl(const struct wj_cache *cache, const struct wj_op *op);
void wj_cache_key_of(const struct wj_cache *cache, const struct wikijs_call *call, wikijs_cache_key *key);
/* Put what is stored into the body of the call's response. 0, found->ticket and times are set; or a status. */
int wj_cache_fetch(struct wj_cache *cache, const wikijs_cache_key *key, int64_t now, struct wj_buf *body,
                   wikijs_cache_found *found);
/* Put an answer in, when its tags can be told. What the store says, or 0. */
int wj_cache_keep(struct wj_cache *cache, const wikijs_cache_key *key, const struct wikijs_call *call,
                  const struct wj_buf *answer, struct wj_json_parser *parser, wikijs_cache_entry *entry, int64_t now);
/* A write is over, perhaps. What the store says. */
int wj_cache_touch(struct wj_cache *cache, const struct wikijs_call *call, struct wj_json_parser *parser);
/* Whether the log is to be told of a failure now: it is told of the first of several. */
bool wj_cache_begins_to_fail(struct wj_cache *cache, int64_t now);
/* In one line, as the store puts it. */
void wj_cache_explain(const struct wj_cache *cache, int status, char *line, size_t size);

#endif
