/* SPDX-License-Identifier: MIT */
/* The counters of metrics.h. An operation's counters are made when it is first met, by whichever thread comes first. */
#include "engine/metrics.h"

#include <string.h>

const int64_t wj_bucket_bounds_us[WJ_BUCKETS] = { 100,     500,     1000,     2500,     5000,   10000,
                                                  25000,   50000,   100000,   250000,   500000, 1000000,
                                                  2500000, 5000000, 10000000, 30000000, 0 };

/* --- statuses --- */

static const struct {
    int status;
    const char *label;
} call_statuses[] = {
#define STATUS(name, number, class_, retry, exit_code, text) { number, #name },
#include <wikijs/status.def>
#undef STATUS
};

#define CALL_STATUSES (sizeof call_statuses / sizeof *call_statuses)
_Static_assert(CALL_STATUSES < WJ_CALL_STATUSES, "status.def has outgrown the counters");

static const struct {
    int status;
    const char *label;
} request_statuses[] = {
    { 0, "none" },  { 200, "200" }, { 201, "201" }, { 204, "204" }, { 206, "206" }, { 301, "301" }, { 302, "302" },
    { 304, "304" }, { 400, "400" }, { 401, "401" }, { 403, "403" }, { 404, "404" }, { 405, "405" }, { 408, "408" },
    { 413, "413" }, { 415, "415" }, { 429, "429" }, { 500, "500" }, { 502, "502" }, { 503, "503" }, { 504, "504" },
};

#define REQUEST_STATUSES (sizeof request_statuses / sizeof *request_statuses)
_Static_assert(REQUEST_STATUSES < WJ_REQUEST_STATUSES, "one place is for the others");

const char *wj_call_status_label(size_t place)
{
    if (place < CALL_STATUSES)
        return call_statuses[place].label;
    return place == CALL_STATUSES ? "other" : NULL;
}

const char *wj_request_status_label(size_t place)
{
    if (place < REQUEST_STATUSES)
        return request_statuses[place].label;
    return place == REQUEST_STATUSES ? "other" : NULL;
}

static size_t place_of_call(int status)
{
    size_t place = 0;
    while (place < CALL_STATUSES && call_statuses[place].status != status)
        place++;
    return place;
}

static size_t place_of_request(int status)
{
    size_t place = 0;
    while (place < REQUEST_STATUSES && request_statuses[place].status != status)
        place++;
    return place;
}

/* --- making --- */

struct wj_metrics *wj_metrics_new(const wikijs_allocator *allocator)
{
    struct wj_metrics *metrics = wj_calloc(allocator, 1, sizeof *metrics);
    if (!metrics)
        return NULL;
    metrics->allocator = *allocator;
    metrics->other.name = "other";
    return metrics;
}

void wj_metrics_free(struct wj_metrics *metrics)
{
    if (!metrics)
        return;
    wikijs_allocator allocator = metrics->allocator;
    for (size_t i = 0; i < WJ_METRIC_OPERATIONS; i++)
        wj_free(&allocator, atomic_load(&metrics->operations[i]));
    wj_free(&allocator, metrics);
}

/* --- operations --- */

static uint32_t hash_of(const char *name)
{
    uint32_t hash = 2166136261U;
    for (; *name; name++)
        hash = (hash ^ (unsigned char)*name) * 16777619U;
    return hash;
}

static struct wj_op_metrics *make_operation(struct wj_metrics *metrics, const char *name)
{
    size_t size = strlen(name) + 1;
    struct wj_op_metrics *made = wj_calloc(&metrics->allocator, 1, sizeof *made + size);
    if (made)
        made->name = memcpy(made + 1, name, size);
    return made;
}

struct wj_op_metrics *wj_metrics_operation(struct wj_metrics *metrics, const char *name)
{
    if (strcmp(name, metrics->other.name) == 0)
        return &metrics->other;
    struct wj_op_metrics *made = NULL;
    uint32_t hash = hash_of(name);
    for (uint32_t i = 0; i < WJ_METRIC_OPERATIONS; i++) {
        _Atomic(struct wj_op_metrics *) *place = &metrics->operations[(hash + i) % WJ_METRIC_OPERATIONS];
        struct wj_op_metrics *found = atomic_load_explicit(place, memory_order_acquire);
        if (!found) {
            if (!made)
                made = make_operation(metrics, name);
            if (!made)
                break;
            if (atomic_compare_exchange_strong(place, &found, made))
                return made;
        }
        if (strcmp(found->name, name) == 0) {
            wj_free(&metrics->allocator, made);
            return found;
        }
    }
    wj_free(&metrics->allocator, made);
    return &metrics->other;
}

static void add(atomic_uint_least64_t *counter, uint64_t amount)
{
    atomic_fetch_add_explicit(counter, amount, memory_order_relaxed);
}

static void observe(struct wj_histogram *histogram, int64_t duration_us)
{
    int64_t duration = duration_us > 0 ? duration_us : 0;
    int bucket = 0;
    while (bucket < WJ_BUCKETS - 1 && duration > wj_bucket_bounds_us[bucket])
        bucket++;
    add(&histogram->buckets[bucket], 1);
    add(&histogram->sum_us, (uint64_t)duration);
}

void wj_count_call(struct wj_metrics *metrics, const char *operation, int status, int64_t duration_us)
{
    if (!metrics)
        return;
    struct wj_op_metrics *found = wj_metrics_operation(metrics, operation);
    add(&found->call_statuses[place_of_call(status)], 1);
    observe(&found->calls, duration_us);
}

void wj_count_request(struct wj_metrics *metrics, const char *operation, int http_status, int64_t duration_us)
{
    if (!metrics)
        return;
    struct wj_op_metrics *found = wj_metrics_operation(metrics, operation);
    add(&found->request_statuses[place_of_request(http_status)], 1);
    observe(&found->requests, duration_us);
}

/* --- adding up --- */

static void add_all(atomic_uint_least64_t *into, const atomic_uint_least64_t *from, size_t count)
{
    for (size_t i = 0; i < count; i++)
        add(&into[i], atomic_load_explicit(&from[i], memory_order_relaxed));
}

static void add_operation(struct wj_op_metrics *into, const struct wj_op_metrics *from)
{
    add_all(into->calls.buckets, from->calls.buckets, WJ_BUCKETS);
    add_all(&into->calls.sum_us, &from->calls.sum_us, 1);
    add_all(into->requests.buckets, from->requests.buckets, WJ_BUCKETS);
    add_all(&into->requests.sum_us, &from->requests.sum_us, 1);
    add_all(into->call_statuses, from->call_statuses, WJ_CALL_STATUSES);
    add_all(into->request_statuses, from->request_statuses, WJ_REQUEST_STATUSES);
}

void wj_metrics_add(struct wj_metrics *into, const struct wj_metrics *from)
{
    for (int i = 0; i < WJ_METRIC_COUNT; i++)
        wj_count(into, (enum wj_metric)i, atomic_load_explicit(&from->counters[i], memory_order_relaxed));
    for (size_t i = 0; i < WJ_METRIC_OPERATIONS; i++) {
        const struct wj_op_metrics *operation = atomic_load_explicit(&from->operations[i], memory_order_acquire);
        if (operation)
            add_operation(wj_metrics_operation(into, operation->name), operation);
    }
    add_operation(&into->other, &from->other);
}
