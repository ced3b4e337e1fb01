/* SPDX-License-Identifier: MIT */
/* The counters: what goes in comes out, from several threads, and the memory ends somewhere. */
#include "engine/metrics.h"
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <wikijs/error.h>

#include <cmocka.h>

static struct wj_metrics *metrics;

static int set_up(void **state)
{
    (void)state;
    metrics = wj_metrics_new(&wj_libc_allocator);
    return metrics ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    wj_metrics_free(metrics);
    return 0;
}

static const struct wj_op_metrics *find(const char *name)
{
    for (size_t i = 0; i < WJ_METRIC_OPERATIONS; i++) {
        const struct wj_op_metrics *operation = atomic_load(&metrics->operations[i]);
        if (operation && strcmp(operation->name, name) == 0)
            return operation;
    }
    return NULL;
}

static uint64_t count_of(const atomic_uint_least64_t *counters, size_t count)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += counters[i];
    return sum;
}

static void counters_and_gauges(void **state)
{
    (void)state;
    wj_count(metrics, WJ_METRIC_RETRIES, 1);
    wj_count(metrics, WJ_METRIC_RETRIES, 2);
    wj_gauge(metrics, WJ_METRIC_BREAKER_STATE, 2);
    wj_gauge(metrics, WJ_METRIC_BREAKER_STATE, 1);
    assert_int_equal(metrics->counters[WJ_METRIC_RETRIES], 3);
    assert_int_equal(metrics->counters[WJ_METRIC_BREAKER_STATE], 1);
    wj_count(NULL, WJ_METRIC_RETRIES, 1);
    wj_gauge(NULL, WJ_METRIC_RETRIES, 1);
    wj_count_call(NULL, "pages.list", 0, 1);
    wj_count_request(NULL, "pages.list", 200, 1);
}

static void calls_by_status(void **state)
{
    (void)state;
    wj_count_call(metrics, "pages.single", 0, 1500);
    wj_count_call(metrics, "pages.single", WIKIJS_E_NOT_FOUND, 1500);
    wj_count_call(metrics, "pages.single", -9999, 1500);
    const struct wj_op_metrics *found = find("pages.single");
    assert_non_null(found);
    size_t place = 0;
    for (const char *label; (label = wj_call_status_label(place)); place++) {
        bool expected = !strcmp(label, "OK") || !strcmp(label, "E_NOT_FOUND") || !strcmp(label, "other");
        assert_int_equal(found->call_statuses[place], expected);
    }
    assert_true(place <= WJ_CALL_STATUSES);
    assert_int_equal(count_of(found->call_statuses, WJ_CALL_STATUSES), 3);
    assert_int_equal(found->calls.sum_us, 4500);
    assert_int_equal(count_of(found->requests.buckets, WJ_BUCKETS), 0);
}

static void requests_by_status(void **state)
{
    (void)state;
    wj_count_request(metrics, "pages.single", 200, 10);
    wj_count_request(metrics, "pages.single", 0, 10);
    wj_count_request(metrics, "pages.single", 418, 10);
    const struct wj_op_metrics *found = find("pages.single");
    for (size_t place = 0; wj_request_status_label(place); place++) {
        const char *label = wj_request_status_label(place);
        bool expected = !strcmp(label, "200") || !strcmp(label, "none") || !strcmp(label, "other");
        assert_int_equal(found->request_statuses[place], expected);
    }
}

/* A bound belongs to its bucket, as Prometheus has it: le is "less or equal". */
static void buckets(void **state)
{
    (void)state;
    for (int i = 0; i < WJ_BUCKETS - 1; i++)
        wj_count_call(metrics, "a", 0, wj_bucket_bounds_us[i]);
    wj_count_call(metrics, "a", 0, INT64_C(1) << 40);
    wj_count_call(metrics, "a", 0, -5);
    const struct wj_op_metrics *found = find("a");
    assert_int_equal(found->calls.buckets[0], 2);
    for (int i = 1; i < WJ_BUCKETS; i++)
        assert_int_equal(found->calls.buckets[i], 1);
    for (int i = 1; i < WJ_BUCKETS - 1; i++)
        assert_true(wj_bucket_bounds_us[i] > wj_bucket_bounds_us[i - 1]);
}

static void more_operations_than_room(void **state)
{
    (void)state;
    char name[32];
    for (int i = 0; i < WJ_METRIC_OPERATIONS + 10; i++) {
        snprintf(name, sizeof name, "made.up%d", i);
        wj_count_call(metrics, name, 0, 1);
    }
    assert_int_equal(metrics->other.calls.buckets[0], 10);
    assert_int_equal(find("made.up0")->calls.buckets[0], 1);
}

enum { THREADS = 8, TURNS = 20000 };

static void *count_much(void *argument)
{
    (void)argument;
    char name[32];
    for (int i = 0; i < TURNS; i++) {
        snprintf(name, sizeof name, "many.op%d", i % 50);
        wj_count(metrics, WJ_METRIC_CACHE_HIT, 1);
        wj_count_call(metrics, name, i % 2 ? 0 : WIKIJS_E_TIMEOUT, i);
        wj_count_request(metrics, name, 200, i);
    }
    return NULL;
}

static void from_many_threads(void **state)
{
    (void)state;
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, count_much, NULL), 0);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(metrics->counters[WJ_METRIC_CACHE_HIT], THREADS * TURNS);
    uint64_t calls = 0, requests = 0, operations = 0;
    for (size_t i = 0; i < WJ_METRIC_OPERATIONS; i++) {
        const struct wj_op_metrics *operation = metrics->operations[i];
        if (!operation)
            continue;
        operations++;
        calls += count_of(operation->call_statuses, WJ_CALL_STATUSES);
        requests += count_of(operation->requests.buckets, WJ_BUCKETS);
    }
    assert_int_equal(operations, 50);
    assert_int_equal(calls, THREADS * TURNS);
    assert_int_equal(requests, THREADS * TURNS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(counters_and_gauges, set_up, tear_down),
        cmocka_unit_test_setup_teardown(calls_by_status, set_up, tear_down),
        cmocka_unit_test_setup_teardown(requests_by_status, set_up, tear_down),
        cmocka_unit_test_setup_teardown(buckets, set_up, tear_down),
        cmocka_unit_test_setup_teardown(more_operations_than_room, set_up, tear_down),
        cmocka_unit_test_setup_teardown(from_many_threads, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("metrics", tests, NULL, NULL);
}
