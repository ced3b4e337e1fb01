/* SPDX-License-Identifier: MIT */
/* What a call does at the cache: see cache.h. */
#include "policy/cache.h"

#include "base/status.h"
#include "engine/metrics.h"
#include "graphql/tags.h"
#include "policy/batch.h"
#include <stdio.h>
#include <string.h>

enum {
    FOLLOW_US = 5 * 1000 * 1000, /* longest wait for another's answer: its loop may not be turning */
    QUIET_MS = 30 * 1000         /* after a write of which nobody knows whether it is done */
};

/* A call that the cache has to do with. */
struct visit {
    wikijs_cache_key key;
    int64_t ttl_ms;
    uint64_t ticket;
    bool stores;          /* the answer may be put in */
    bool has_stale;       /* the store has an old answer */
    struct wj_buf answer; /* as it came */
    struct wj_flight *flight;
    enum wj_flight_role role;
    int64_t follow_until_us;
};

static int64_t wall_ms(const struct wj_cache_use *use)
{
    return use->clock->wall_ms(use->clock->context);
}

static void count(const struct wikijs_call *call, enum wj_metric metric)
{
    wj_count(call->calls->metrics, metric, 1);
}

/* The call goes on without the store; the log is told once. */
static void note_failure(const struct wj_cache_use *use, const struct wikijs_call *call, int status)
{
    struct wj_cache *cache = wj_cache_of(use->shared);
    char why[256], line[400];
    count(call, WJ_METRIC_CACHE_ERROR);
    if (status == WIKIJS_E_NOMEM || !wj_cache_begins_to_fail(cache, wall_ms(use)) || !use->log)
        return;
    wj_cache_explain(cache, status, why, sizeof why);
    snprintf(line, sizeof line, "the cache fails, the server is asked instead: %s", why);
    wj_log_line(use->log, WIKIJS_LOG_WARN, NULL, line);
}

/* --- which calls --- */

static bool is_of_write(const struct wikijs_call *call)
{
    for (const struct wikijs_call *parent = call->parent; parent; parent = parent->parent)
        if (parent->op->flags & WJ_OP_WRITE)
            return true;
    return false;
}

static bool is_kept(const struct wikijs_call *call)
{
    const struct wj_op *op = call->op;
    return !(op->flags & (WJ_OP_WRITE | WJ_OP_HTTP | WJ_OP_NO_AUTH)) && wj_tags_given(op->reads) && !call->secret;
}

static int64_t ttl_of(const struct wj_cache *cache, const struct wikijs_call *call)
{
    return call->settings.cache_ttl_ms > 0 ? call->settings.cache_ttl_ms : wj_cache_ttl(cache, call->op);
}

/* --- answering from the store --- */

/* The body is in the response: read it. False: it is not what this library reads; the call begins anew. */
static bool read_body(const struct wj_cache_use *use, struct wikijs_call *call)
{
    struct wj_buf *kept = call->kept_body;
    call->kept_body = NULL;
    call->status = 0;
    wj_error_clear(&call->error);
    call->response.status = 200;
    call->response.content_type = "application/json";
    wj_envelope_read(use->envelope, call);
    call->kept_body = kept;
    call->probe = 0; /* of the one who asked the server */
    if (call->status == 0)
        return true;
    call->status = 0;
    wj_error_clear(&call->error);
    call->result = NULL;
    wj_buf_clear(&call->response.body);
    return false;
}

static void start_renewal(const struct wj_cache_use *use, struct wikijs_call *call, const struct visit *visit)
{
    if (wj_flight_exists(&wj_cache_of(use->shared)->flights, &visit->key))
        return;
    struct wikijs_call *renewal = use->new_renewal(call);
    if (!renewal)
        return;
    renewal->renews = true;
    wj_call_start(renewal);
    wikijs_call_unref(renewal);
}

/* Answer from the store, if what it has will do. */
static bool answer_from_store(const struct wj_cache_use *use, struct wikijs_call *call, struct visit *visit)
{
    struct wj_cache *cache = wj_cache_of(use->shared);
    wikijs_cache_found found;
    int64_t now = wall_ms(use);
    int status = wj_cache_fetch(cache, &visit->key, now, &call->response.body, &found);
    visit->ticket = found.ticket;
    visit->stores = status == 0 || status == WIKIJS_E_NOT_FOUND;
    if (!visit->stores)
        note_failure(use, call, status);
    if (status < 0)
        return false;
    bool fresh = now < found.fresh_until && !call->settings.cache_refresh && !call->renews;
    bool usable = fresh || (!call->renews && !call->settings.cache_refresh &&
                            now < found.fresh_until + cache->stale_revalidate_ms);
    if (!usable) {
        visit->has_stale = true;
        wj_buf_clear(&call->response.body);
        return false;
    }
    if (!read_body(use, call))
        return false;
    count(call, fresh ? WJ_METRIC_CACHE_HIT : WJ_METRIC_CACHE_STALE);
    if (!fresh)
        start_renewal(use, call, visit);
    return true;
}

/* The server failed: an old answer is better than none. */
static bool answer_with_stale(const struct wj_cache_use *use, struct wikijs_call *call, const struct visit *visit)
{
    struct wj_cache *cache = wj_cache_of(use->shared);
    wikijs_cache_found found;
    int64_t now = wall_ms(use);
    if (!cache->stale_error_ms || !visit->has_stale || call->renews)
        return false;
    switch (call->status) {
    case WIKIJS_E_RESOLVE:
    case WIKIJS_E_CONNECT:
    case WIKIJS_E_CONNECTION:
    case WIKIJS_E_TIMEOUT:
    case WIKIJS_E_TLS:
    case WIKIJS_E_SERVER:
    case WIKIJS_E_UNAVAILABLE:
    case WIKIJS_E_RATE_LIMITED:
    case WIKIJS_E_CIRCUIT_OPEN:
        break;
    default:
        return false;
    }
    wikijs_error failure = call->error;
    int status = call->status;
    if (wj_cache_fetch(cache, &visit->key, now, &call->response.body, &found) == 0 &&
        now < found.fresh_until + cache->stale_error_ms && read_body(use, call)) {
        count(call, WJ_METRIC_CACHE_STALE);
        return true;
    }
    call->status = status;
    call->error = failure;
    return false;
}

/* --- asking the server --- */

static enum wj_step ask(struct wikijs_call *call, struct visit *visit)
{
    if (visit->stores || visit->role == WJ_FLIGHT_LEADS)
        call->kept_body = &visit->answer;
    return WJ_NEXT;
}

static enum wj_step follow(struct wikijs_call *call, const struct visit *visit)
{
    wj_call_park(call);
    return wj_call_wait(call, visit->follow_until_us);
}

static enum wj_step take_outcome(const struct wj_cache_use *use, struct wikijs_call *call, struct visit *visit)
{
    const struct wj_flight *flight = visit->flight;
    if (flight->error.code == 0) {
        struct wj_buf *body = &call->response.body;
        wj_buf_clear(body);
        if (wj_buf_append(body, flight->bytes, flight->length) == 0 && read_body(use, call)) {
            count(call, WJ_METRIC_CACHE_SHARED);
            return WJ_DONE;
        }
        wj_buf_clear(body);
        return ask(call, visit);
    }
    call->status = flight->error.code;
    call->error = flight->error;
    answer_with_stale(use, call, visit);
    return WJ_DONE;
}

/* What the call does by its role. */
static enum wj_step go(const struct wj_cache_use *use, struct wikijs_call *call, struct visit *visit)
{
    switch (visit->role) {
    case WJ_FLIGHT_LANDED:
        return take_outcome(use, call, visit);
    case WJ_FLIGHT_FOLLOWS:
        return follow(call, visit);
    default:
        count(call, WJ_METRIC_CACHE_MISS);
        return ask(call, visit);
    }
}

/* Is there somebody to share an answer with? Not for those that wait for the program, nor for those that want it anew. */
static bool may_share(const struct wikijs_call *call, const struct visit *visit)
{
    return visit->stores && !call->settings.cache_refresh && !(call->group && wj_batch_is_held(call->group));
}

static enum wj_step enter(const struct wj_cache_use *use, struct wikijs_call *call, struct visit *visit)
{
    struct wj_cache *cache = wj_cache_of(use->shared);
    unsigned landings = atomic_load(&cache->flights.landings);
    wj_cache_key_of(cache, call, &visit->key);
    if (answer_from_store(use, call, visit))
        return WJ_DONE;
    if (!may_share(call, visit))
        return go(use, call, visit);
    visit->role = wj_flight_join(&cache->flights, &visit->key, visit->ticket, call, &visit->flight);
    visit->follow_until_us = wj_loop_now(call->calls->loop) + FOLLOW_US;
    if (call->renews && visit->role != WJ_FLIGHT_LEADS)
        return WJ_DONE; /* somebody fetches it, which is all that was wanted */
    bool landed_meanwhile = visit->role == WJ_FLIGHT_LEADS && atomic_load(&cache->flights.landings) != landings;
    if (landed_meanwhile && !call->renews && answer_from_store(use, call, visit))
        return WJ_DONE;
    return go(use, call, visit);
}

static enum wj_step cache_down(struct wj_policy *policy, struct wikijs_call *call)
{
    const struct wj_cache_use *use = policy->state;
    struct wj_cache *cache = wj_cache_of(use->shared);
    struct visit *visit = call->slot[policy->index];
    if (visit) {
        if (visit->role == WJ_FLIGHT_FOLLOWS)
            visit->role = wj_flight_look(&cache->flights, visit->flight, call->calls);
        if (visit->role == WJ_FLIGHT_FOLLOWS && wj_loop_now(call->calls->loop) >= visit->follow_until_us) {
            wj_flight_leave(&cache->flights, visit->flight);
            visit->flight = NULL;
            visit->role = WJ_FLIGHT_NONE;
        }
        return go(use, call, visit);
    }
    if (!is_kept(call))
        return WJ_NEXT;
    int64_t ttl_ms = ttl_of(cache, call);
    if (!ttl_ms || call->settings.no_cache || is_of_write(call)) {
        count(call, WJ_METRIC_CACHE_BYPASS);
        return WJ_NEXT;
    }
    visit = call->slot[policy->index] = wj_call_alloc(call, sizeof *visit);
    if (!visit)
        return wj_call_fail(call, WIKIJS_E_NOMEM, "out of memory");
    visit->ttl_ms = ttl_ms;
    wj_buf_init(&visit->answer, &cache->allocator, call->response.body.max);
    return enter(use, call, visit);
}

/* --- the answer --- */

/* Of putting in; the others are a store's right. */
static bool is_failure(int status)
{
    switch (status) {
    case 0:
    case WIKIJS_E_CONFLICT:
    case WIKIJS_E_TOO_LARGE:
    case WIKIJS_E_NOMEM:
    case WIKIJS_E_BUSY:
        return false;
    default:
        return true;
    }
}

static void store_answer(const struct wj_cache_use *use, struct wikijs_call *call, struct visit *visit)
{
    struct wj_cache *cache = wj_cache_of(use->shared);
    int64_t now = wall_ms(use), keep_ms = call->response.keep_ms;
    if (keep_ms == WJ_KEEP_NEVER)
        return;
    int64_t fresh_ms = keep_ms && keep_ms < visit->ttl_ms ? keep_ms : visit->ttl_ms;
    int64_t stale_ms = cache->stale_error_ms > cache->stale_revalidate_ms ? cache->stale_error_ms
                                                                          : cache->stale_revalidate_ms;
    wikijs_cache_entry entry = { .struct_size = sizeof entry,
                                 .stored_at = now,
                                 .fresh_until = now + fresh_ms,
                                 .keep_until = now + fresh_ms + stale_ms,
                                 .ticket = visit->ticket };
    int status = wj_cache_keep(cache, &visit->key, call, &visit->answer, use->envelope->parser, &entry, now);
    if (is_failure(status))
        note_failure(use, call, status);
}

static void wake(const struct wj_cache_use *use, bool awaited)
{
    if (!awaited)
        return;
    wj_shared_lock(use->shared);
    wj_shared_wake_locked(use->shared);
    wj_shared_unlock(use->shared);
}

/* A failure that would have been the others' too, and not that of this client's own limits. */
static bool concerns_all(const struct wikijs_call *call)
{
    switch (call->status) {
    case WIKIJS_E_NOMEM:
    case WIKIJS_E_USER:
    case WIKIJS_E_CANCELED:
    case WIKIJS_E_DEADLINE:
        return false;
    case WIKIJS_E_RATE_LIMITED:
        return call->response.status != 0;
    default:
        return true;
    }
}

/* Tell those that wait. */
static void land(const struct wj_cache_use *use, const struct wikijs_call *call, struct visit *visit)
{
    struct wj_flights *flights = &wj_cache_of(use->shared)->flights;
    bool good = call->status == 0 && !visit->answer.failed && visit->answer.data;
    size_t length = 0, cap;
    if (!good && (call->status == 0 || !concerns_all(call)))
        return; /* given up when the call leaves: the next one tries */
    char *bytes = good ? wj_buf_take(&visit->answer, &length, &cap) : NULL;
    wake(use, wj_flight_land(flights, visit->flight, &call->error, bytes, length));
    visit->role = WJ_FLIGHT_LANDED;
}

static enum wj_step cache_up(struct wj_policy *policy, struct wikijs_call *call)
{
    const struct wj_cache_use *use = policy->state;
    struct visit *visit = call->slot[policy->index];
    if (!visit)
        return WJ_NEXT;
    if (call->status == 0 && visit->stores && !visit->answer.failed && visit->answer.data)
        store_answer(use, call, visit);
    if (visit->role == WJ_FLIGHT_LEADS)
        land(use, call, visit);
    if (call->status < 0)
        answer_with_stale(use, call, visit);
    return WJ_NEXT;
}

/* --- the end --- */

/* A write was sent: what it touches is out of date, whatever came back. */
static void touch(const struct wj_cache_use *use, struct wikijs_call *call)
{
    struct wj_cache *cache = wj_cache_of(use->shared);
    const char *touches = call->op->touches;
    if (!call->writes_sent || (touches && !wj_tags_given(touches)))
        return;
    bool uncertain = call->status == WIKIJS_E_CANCELED || call->status == WIKIJS_E_DEADLINE ||
                     (call->status < 0 && call->error.flags & WIKIJS_ERROR_UNCERTAIN);
    if (uncertain)
        atomic_store(&cache->quiet_until_ms, wall_ms(use) + QUIET_MS);
    int status = wj_cache_touch(cache, call, use->envelope->parser);
    count(call, WJ_METRIC_CACHE_DROPPED);
    if (status < 0)
        note_failure(use, call, status);
}

static void cache_release(struct wj_policy *policy, struct wikijs_call *call)
{
    const struct wj_cache_use *use = policy->state;
    struct wj_flights *flights = &wj_cache_of(use->shared)->flights;
    struct visit *visit = call->slot[policy->index];
    if (call->op->flags & WJ_OP_WRITE)
        touch(use, call);
    call->slot[policy->index] = NULL;
    if (!visit)
        return;
    call->kept_body = NULL;
    if (visit->role == WJ_FLIGHT_LEADS)
        wake(use, wj_flight_abandon(flights, visit->flight));
    if (visit->flight)
        wj_flight_leave(flights, visit->flight);
    wj_buf_free(&visit->answer);
}

const struct wj_policy_ops wj_cache_policy = {
    .name = "cache", .down = cache_down, .up = cache_up, .release = cache_release
};
