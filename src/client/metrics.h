/* SPDX-License-Identifier: MIT */
/* The numbers of engine/metrics.h as values and as text, and back again. */
#ifndef WJ_CLIENT_METRICS_H
#define WJ_CLIENT_METRICS_H

#include "base/buf.h"
#include "engine/metrics.h"
#include <wikijs/metrics.h>

/* The names of the families that an operation has, and what Prometheus calls their numbers. */
#define WJ_CALLS "wikijs_calls_total"
#define WJ_CALL_SECONDS "wikijs_call_duration_seconds"
#define WJ_REQUESTS "wikijs_requests_total"
#define WJ_REQUEST_SECONDS "wikijs_request_duration_seconds"

/* One of the rows of metrics.def. */
enum wj_metric_kind { WJ_METRIC_KIND_COUNTER, WJ_METRIC_KIND_SECONDS, WJ_METRIC_KIND_GAUGE };
struct wj_metric_row {
    enum wj_metric_kind kind;
    const char *family; /* with "wikijs_" */
    const char *label;  /* "" or one */
    const char *help;
};
extern const struct wj_metric_row wj_metric_rows[WJ_METRIC_COUNT];

/* Microseconds as seconds, "0.0025", whatever the program's locale. */
enum { WJ_SECONDS_SIZE = 32 };
void wj_seconds_format(int64_t microseconds, char out[WJ_SECONDS_SIZE]);
bool wj_seconds_parse(const char *text, size_t length, int64_t *microseconds);
/* The upper bound of a bucket as it stands in its label: "0.0025", "+Inf". */
void wj_bucket_label(int bucket, char out[WJ_SECONDS_SIZE]);

/* name="value", once or more, with commas between; no name that the numbers have themselves. NULL is fine. */
int wj_metric_labels_check(const char *labels, wikijs_error *err);

/* A list; its memory comes from the metrics' allocator. */
int wj_metric_list_new(const struct wj_metrics *metrics, const char *labels, wikijs_metric_list **out,
                       wikijs_error *err);
/* Add what a text of wj_metric_list_new's making says to `metrics`; gauges are left out. 0, or WIKIJS_E_IO: it is not. */
int wj_metrics_read(struct wj_metrics *metrics, const char *text, const char *labels, wikijs_error *err);

#endif
