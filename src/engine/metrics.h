/* SPDX-License-Identifier: MIT */
/*
 * What is counted, for all clients of a wikijs_shared: plain counters for the policies, and for each operation how its
 * calls and its requests ended and how long they took. Atomics, no lock; the memory is bounded by the number of operations.
 *
 *     wj_count(call->calls->metrics, WJ_METRIC_RETRIES, 1);          a policy
 *     wj_count(shared->metrics, WJ_METRIC_BREAKER_OPENED, 1);        what has no call
 *     wj_gauge(shared->metrics, WJ_METRIC_BREAKER_STATE, 2);
 */
#ifndef WJ_ENGINE_METRICS_H
#define WJ_ENGINE_METRICS_H

#include "base/alloc.h"
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

enum wj_metric {
#define METRIC(name, kind, family, label, help) WJ_METRIC_##name,
#include "engine/metrics.def"
#undef METRIC
    WJ_METRIC_COUNT
};

enum {
    WJ_BUCKETS = 17,           /* of a histogram: the bounds, and one for what is above them */
    WJ_CALL_STATUSES = 48,     /* rows of status.def, and one for what it does not know */
    WJ_REQUEST_STATUSES = 24,  /* HTTP statuses that are told apart, and one for the rest */
    WJ_METRIC_OPERATIONS = 256 /* at most; what comes then is counted as "other" */
};

/* Upper bounds in microseconds, the last one endless (0). */
extern const int64_t wj_bucket_bounds_us[WJ_BUCKETS];

struct wj_histogram {
    atomic_uint_least64_t buckets[WJ_BUCKETS]; /* not cumulative */
    atomic_uint_least64_t sum_us;
};

/* One operation. */
struct wj_op_metrics {
    struct wj_histogram calls, requests;
    atomic_uint_least64_t call_statuses[WJ_CALL_STATUSES]; /* by row of status.def */
    atomic_uint_least64_t request_statuses[WJ_REQUEST_STATUSES];
    const char *name; /* behind it in memory */
};

struct wj_metrics {
    wikijs_allocator allocator;
    _Atomic int_least64_t counters[WJ_METRIC_COUNT];
    _Atomic(struct wj_op_metrics *) operations[WJ_METRIC_OPERATIONS]; /* a hash table that only grows */
    struct wj_op_metrics other;
};

struct wj_metrics *wj_metrics_new(const wikijs_allocator *allocator); /* NULL when out of memory */
void wj_metrics_free(struct wj_metrics *metrics);                     /* NULL is fine */

/* NULL metrics are fine in all of these. */
static inline void wj_count(struct wj_metrics *metrics, enum wj_metric metric, int64_t amount)
{
    if (metrics)
        atomic_fetch_add_explicit(&metrics->counters[metric], amount, memory_order_relaxed);
}

static inline void wj_gauge(struct wj_metrics *metrics, enum wj_metric metric, int64_t value)
{
    if (metrics)
        atomic_store_explicit(&metrics->counters[metric], value, memory_order_relaxed);
}

/* The counters of an operation, made when they are not there; without memory or room for them, those that all others share. */
struct wj_op_metrics *wj_metrics_operation(struct wj_metrics *metrics, const char *name);

/* Add all numbers of `from`. */
void wj_metrics_add(struct wj_metrics *into, const struct wj_metrics *from);

/* A call of the program has ended. */
void wj_count_call(struct wj_metrics *metrics, const char *operation, int status, int64_t duration_us);
/* A request has ended; http_status 0: no answer. */
void wj_count_request(struct wj_metrics *metrics, const char *operation, int http_status, int64_t duration_us);

/* How a place in call_statuses or request_statuses is called: "ok", "not_found"; "200", "none", "other". NULL: no such place. */
const char *wj_call_status_label(size_t place);
const char *wj_request_status_label(size_t place);

#endif
