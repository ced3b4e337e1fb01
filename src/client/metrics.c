/* SPDX-License-Identifier: MIT */
/* The numbers as a list, and the list as text. */
#include "client/metrics.h"

#include "base/arena.h"
#include "base/sized.h"
#include "base/status.h"
#include "client/client.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wikijs/version.h>

enum { LIST_MAX = 64 << 20, OPERATIONS = WJ_METRIC_OPERATIONS + 1 };

const struct wj_metric_row wj_metric_rows[WJ_METRIC_COUNT] = {
#define METRIC(name, kind, family, label, help) { WJ_METRIC_KIND_##kind, "wikijs_" family, label, help },
#include "engine/metrics.def"
#undef METRIC
};

/* A number as it is kept and as it is shown. */
struct sample {
    wikijs_metric shown;
    int64_t number;
    bool is_time; /* `number` is microseconds */
};

struct wikijs_metric_list {
    uint64_t present;
    const struct sample *samples;
    size_t count;
    const char *text;
    size_t length;
};

/* --- numbers as text --- */

void wj_seconds_format(int64_t microseconds, char out[WJ_SECONDS_SIZE])
{
    int length = snprintf(out, WJ_SECONDS_SIZE, "%lld.%06lld", (long long)(microseconds / 1000000),
                          (long long)(microseconds % 1000000));
    while (length > 0 && out[length - 1] == '0')
        length--;
    if (length > 0 && out[length - 1] == '.')
        length--;
    out[length] = '\0';
}

void wj_bucket_label(int bucket, char out[WJ_SECONDS_SIZE])
{
    if (wj_bucket_bounds_us[bucket])
        wj_seconds_format(wj_bucket_bounds_us[bucket], out);
    else
        snprintf(out, WJ_SECONDS_SIZE, "+Inf");
}

/* --- collecting --- */

struct collector {
    struct wj_arena *arena;
    struct wj_buf samples;
    const char *labels; /* of all, or "" */
    const struct wj_op_metrics *operations[OPERATIONS];
    size_t operation_count;
};

static void add(struct collector *collector, wikijs_metric shown, int64_t number, bool is_time)
{
    const char *common = collector->labels;
    if (*common && *shown.labels) {
        size_t size = strlen(common) + strlen(shown.labels) + 2;
        char *labels = wj_arena_alloc(collector->arena, size);
        if (labels)
            snprintf(labels, size, "%s,%s", common, shown.labels);
        else
            collector->samples.failed = WIKIJS_E_NOMEM;
        shown.labels = labels;
    } else if (*common) {
        shown.labels = common;
    }
    shown.value = is_time ? (double)number / 1e6 : (double)number;
    struct sample sample = { .shown = shown, .number = number, .is_time = is_time };
    wj_buf_append(&collector->samples, &sample, sizeof sample);
}

static void add_rows(struct collector *collector, const struct wj_metrics *metrics)
{
    for (size_t i = 0; i < WJ_METRIC_COUNT; i++) {
        const struct wj_metric_row *row = &wj_metric_rows[i];
        bool is_gauge = row->kind == WJ_METRIC_KIND_GAUGE;
        wikijs_metric shown = { .name = row->family,
                                .labels = row->label,
                                .family = row->family,
                                .help = row->help,
                                .kind = is_gauge ? WIKIJS_METRIC_GAUGE : WIKIJS_METRIC_COUNTER };
        int64_t number = atomic_load_explicit(&metrics->counters[i], memory_order_relaxed);
        add(collector, shown, number, row->kind == WJ_METRIC_KIND_SECONDS);
    }
}

/* operation="...", and one more label when there is a second name. */
static const char *label(struct collector *collector, const char *operation, const char *name, const char *value)
{
    char text[256];
    if (name)
        snprintf(text, sizeof text, "operation=\"%s\",%s=\"%s\"", operation, name, value);
    else
        snprintf(text, sizeof text, "operation=\"%s\"", operation);
    const char *kept = wj_arena_strdup(collector->arena, text);
    if (!kept)
        collector->samples.failed = WIKIJS_E_NOMEM;
    return kept ? kept : "";
}

static void add_statuses(struct collector *collector, const char *family, const char *help, bool of_calls)
{
    for (size_t i = 0; i < collector->operation_count; i++) {
        const struct wj_op_metrics *operation = collector->operations[i];
        const atomic_uint_least64_t *counts = of_calls ? operation->call_statuses : operation->request_statuses;
        for (size_t place = 0;; place++) {
            const char *status = of_calls ? wj_call_status_label(place) : wj_request_status_label(place);
            if (!status)
                break;
            uint64_t count = atomic_load_explicit(&counts[place], memory_order_relaxed);
            if (!count)
                continue;
            wikijs_metric shown = { family, label(collector, operation->name, "status", status),
                                    family, help,
                                    0,      WIKIJS_METRIC_COUNTER };
            add(collector, shown, (int64_t)count, false);
        }
    }
}

static void add_histogram(struct collector *collector, const struct wj_histogram *histogram, const char *operation,
                          const char *const names[4], const char *help)
{
    uint64_t buckets[WJ_BUCKETS], total = 0;
    for (int i = 0; i < WJ_BUCKETS; i++)
        buckets[i] = total += atomic_load_explicit(&histogram->buckets[i], memory_order_relaxed);
    if (!total)
        return;
    for (int i = 0; i < WJ_BUCKETS; i++) {
        char bound[WJ_SECONDS_SIZE];
        wj_bucket_label(i, bound);
        wikijs_metric shown = { names[1], label(collector, operation, "le", bound),
                                names[0], help,
                                0,        WIKIJS_METRIC_HISTOGRAM };
        add(collector, shown, (int64_t)buckets[i], false);
    }
    const char *labels = label(collector, operation, NULL, NULL);
    int64_t sum_us = (int64_t)atomic_load_explicit(&histogram->sum_us, memory_order_relaxed);
    add(collector, (wikijs_metric){ names[2], labels, names[0], help, 0, WIKIJS_METRIC_HISTOGRAM }, sum_us, true);
    add(collector, (wikijs_metric){ names[3], labels, names[0], help, 0, WIKIJS_METRIC_HISTOGRAM }, (int64_t)total,
        false);
}

static int compare_names(const void *left, const void *right)
{
    const struct wj_op_metrics *const *a = left, *const *b = right;
    return strcmp((*a)->name, (*b)->name);
}

static void find_operations(struct collector *collector, const struct wj_metrics *metrics)
{
    for (size_t i = 0; i < WJ_METRIC_OPERATIONS; i++) {
        const struct wj_op_metrics *operation = atomic_load_explicit(&metrics->operations[i], memory_order_acquire);
        if (operation)
            collector->operations[collector->operation_count++] = operation;
    }
    qsort(collector->operations, collector->operation_count, sizeof(const struct wj_op_metrics *), compare_names);
    collector->operations[collector->operation_count++] = &metrics->other;
}

static void collect(struct collector *collector, const struct wj_metrics *metrics)
{
    static const char *const calls[4] = { WJ_CALL_SECONDS, WJ_CALL_SECONDS "_bucket", WJ_CALL_SECONDS "_sum",
                                          WJ_CALL_SECONDS "_count" };
    static const char *const requests[4] = { WJ_REQUEST_SECONDS, WJ_REQUEST_SECONDS "_bucket",
                                             WJ_REQUEST_SECONDS "_sum", WJ_REQUEST_SECONDS "_count" };
    find_operations(collector, metrics);
    wikijs_metric version = {
        "wikijs_build_info", "version=\"" WIKIJS_VERSION "\"", "wikijs_build_info", "The library that counts", 0,
        WIKIJS_METRIC_GAUGE
    };
    add(collector, version, 1, false);
    add_statuses(collector, WJ_CALLS, "Calls of the program that have ended, by their outcome", true);
    for (size_t i = 0; i < collector->operation_count; i++)
        add_histogram(collector, &collector->operations[i]->calls, collector->operations[i]->name, calls,
                      "Time of whole calls, waits and repetitions included");
    add_statuses(collector, WJ_REQUESTS, "HTTP requests that have ended, by their status", false);
    for (size_t i = 0; i < collector->operation_count; i++)
        add_histogram(collector, &collector->operations[i]->requests, collector->operations[i]->name, requests,
                      "Time of single HTTP requests");
    add_rows(collector, metrics);
}

/* --- the text --- */

static const char *type_of(wikijs_metric_kind kind)
{
    return kind == WIKIJS_METRIC_COUNTER ? "counter" : kind == WIKIJS_METRIC_GAUGE ? "gauge" : "histogram";
}

static void write_sample(struct wj_buf *out, const struct sample *sample)
{
    const wikijs_metric *shown = &sample->shown;
    char number[WJ_SECONDS_SIZE];
    if (sample->is_time)
        wj_seconds_format(sample->number, number);
    else
        snprintf(number, sizeof number, "%lld", (long long)sample->number);
    if (*shown->labels)
        wj_buf_printf(out, "%s{%s} %s\n", shown->name, shown->labels, number);
    else
        wj_buf_printf(out, "%s %s\n", shown->name, number);
}

static int write_text(const wikijs_metric_list *list, struct wj_buf *out)
{
    const char *family = "";
    for (size_t i = 0; i < list->count; i++) {
        const wikijs_metric *shown = &list->samples[i].shown;
        if (strcmp(family, shown->family) != 0)
            wj_buf_printf(out, "# HELP %s %s\n# TYPE %s %s\n", shown->family, shown->help, shown->family,
                          type_of(shown->kind));
        family = shown->family;
        write_sample(out, &list->samples[i]);
    }
    return out->failed;
}

/* --- the list --- */

static int fill(wikijs_metric_list *list, struct wj_arena *arena, struct collector *collector)
{
    if (collector->samples.failed)
        return collector->samples.failed;
    list->count = collector->samples.len / sizeof(struct sample);
    struct sample *samples = wj_arena_alloc(arena, list->count * sizeof *samples);
    if (!samples)
        return WIKIJS_E_NOMEM;
    list->samples = memcpy(samples, collector->samples.data, list->count * sizeof *samples);
    struct wj_buf text;
    wj_buf_init(&text, arena->allocator, LIST_MAX);
    int status = write_text(list, &text);
    if (status == 0) {
        list->length = text.len;
        list->text = wj_arena_strndup(arena, text.data, text.len);
        status = list->text ? 0 : WIKIJS_E_NOMEM;
    }
    wj_buf_free(&text);
    return status;
}

int wj_metric_list_new(const struct wj_metrics *metrics, const char *labels, wikijs_metric_list **out,
                       wikijs_error *err)
{
    int status = wj_metric_labels_check(labels, err);
    if (status < 0)
        return status;
    struct wj_arena *arena = wj_arena_new(&metrics->allocator, LIST_MAX);
    wikijs_metric_list *list = arena ? wj_result_new(arena, sizeof *list) : NULL;
    struct collector collector = { .arena = arena };
    collector.labels = list ? wj_arena_strdup(arena, labels ? labels : "") : NULL;
    status = WIKIJS_E_NOMEM;
    if (collector.labels) {
        wj_buf_init(&collector.samples, &metrics->allocator, LIST_MAX);
        collect(&collector, metrics);
        status = fill(list, arena, &collector);
        wj_buf_free(&collector.samples);
    }
    if (status < 0) {
        wj_arena_free(arena);
        return wj_error_set(err, status, "out of memory");
    }
    *out = list;
    return 0;
}

int wikijs_metrics_get(const wikijs_client *client, const wikijs_metrics_options *options, wikijs_metric_list **out,
                       wikijs_error *err)
{
    wj_error_clear(err);
    struct wikijs_shared *shared = wj_client_shared(client);
    if (!shared || !out)
        return wj_error_set(err, WIKIJS_E_ARG, shared ? "no place for the numbers is given" : "no client is given");
    wikijs_metrics_options taken = WIKIJS_METRICS_OPTIONS_INIT;
    int status = wj_sized_take(&taken, sizeof taken, options, err);
    return status < 0 ? status : wj_metric_list_new(shared->metrics, taken.labels, out, err);
}

size_t wikijs_metric_list_count(const wikijs_metric_list *list)
{
    return list ? list->count : 0;
}

const wikijs_metric *wikijs_metric_list_at(const wikijs_metric_list *list, size_t index)
{
    return list && index < list->count ? &list->samples[index].shown : NULL;
}

double wikijs_metric_list_sum(const wikijs_metric_list *list, const char *name, const char *labels)
{
    double sum = 0;
    for (size_t i = 0; list && name && i < list->count; i++) {
        const wikijs_metric *shown = &list->samples[i].shown;
        if (strcmp(shown->name, name) == 0 && (!labels || strstr(shown->labels, labels)))
            sum += shown->value;
    }
    return sum;
}

const char *wikijs_metric_list_text(const wikijs_metric_list *list, size_t *length)
{
    if (length)
        *length = list ? list->length : 0;
    return list ? list->text : NULL;
}

void wikijs_metric_list_free(wikijs_metric_list *list)
{
    wj_result_free(list);
}
