/* SPDX-License-Identifier: MIT */
/* Circuit breaker and budget of retries against a server, alone and shared by threads. Under ThreadSanitizer, too. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/faults.h"
#include "support/live.h"
#include <wikijs/pages_many.h>

enum { THREADS = 4, READS = 40 };

static wikijs_error err;
static wikijs_client *client;
static atomic_int opened, closed, half_opened;

static void count_open(const wikijs_breaker_stats *stats, void *payload)
{
    (void)payload;
    assert_int_equal(stats->state, WIKIJS_BREAKER_OPEN);
    atomic_fetch_add(&opened, 1);
}

static void count_half_open(const wikijs_breaker_stats *stats, void *payload)
{
    (void)stats;
    (void)payload;
    atomic_fetch_add(&half_opened, 1);
}

static void count_close(const wikijs_breaker_stats *stats, void *payload)
{
    (void)stats;
    (void)payload;
    atomic_fetch_add(&closed, 1);
}

static void make_client(int64_t recovery_ms)
{
    wikijs_client_options options = sandbox_options();
    options.api_key = live_env("WIKIJS_TEST_KEY");
    options.breaker_failures = 3;
    options.breaker_recovery_ms = recovery_ms;
    options.breaker_on_open = count_open;
    options.breaker_on_half_open = count_half_open;
    options.breaker_on_close = count_close;
    client = sandbox_client(&options);
}

static int set_up(void **state)
{
    atomic_store(&opened, 0);
    atomic_store(&half_opened, 0);
    atomic_store(&closed, 0);
    return sandbox_reset(state);
}

static int tear_down(void **state)
{
    wikijs_client_free(client);
    return sandbox_faults_used(state);
}

static int read_page(wikijs_client *from)
{
    wikijs_page *page = NULL;
    int status = wikijs_pages_get(from, 1, NULL, &page, &err);
    wikijs_page_free(page);
    return status;
}

static wikijs_breaker_stats stats_now(void)
{
    wikijs_breaker_stats stats = { .struct_size = sizeof stats };
    assert_int_equal(wikijs_client_get_breaker_stats(client, &stats), 0);
    return stats;
}

static void failing_server_is_left_alone(void **state)
{
    (void)state;
    make_client(60000);
    sandbox_fault("pages.single", 3, "status=502");
    for (int i = 0; i < 3; i++)
        assert_int_equal(read_page(client), WIKIJS_E_UNAVAILABLE);
    for (int i = 0; i < 50; i++)
        assert_int_equal(read_page(client), WIKIJS_E_CIRCUIT_OPEN);
    assert_int_equal(wikijs_status_exit_code(err.code), 6);
    assert_true(err.retry_after_ms > 50000);
    assert_int_equal(sandbox_count("\"pages.single\""), 3);
    wikijs_breaker_stats stats = stats_now();
    assert_int_equal(stats.state, WIKIJS_BREAKER_OPEN);
    assert_int_equal(stats.refused, 50);
    assert_int_equal(stats.last_failure, WIKIJS_E_UNAVAILABLE);
    assert_int_equal(atomic_load(&opened), 1);

    const int64_t ids[] = { 1, 2 };
    wikijs_results *results = NULL;
    assert_int_equal(wikijs_pages_get_many(client, (wikijs_ints){ ids, 2 }, NULL, NULL, &results, &err), 0);
    assert_int_equal(wikijs_results_error(results, 0)->code, WIKIJS_E_CIRCUIT_OPEN);
    wikijs_results_free(results);
}

static void server_that_is_back_is_used_again(void **state)
{
    (void)state;
    make_client(1);
    sandbox_fault("pages.single", 3, "reset");
    int status = 0;
    for (int i = 0; i < 3; i++)
        assert_int_equal(read_page(client), WIKIJS_E_CONNECTION);
    do /* a millisecond, in which nothing is sent */
        status = read_page(client);
    while (status == WIKIJS_E_CIRCUIT_OPEN);
    assert_int_equal(status, 0);
    assert_int_equal(stats_now().state, WIKIJS_BREAKER_HALF_OPEN);
    assert_int_equal(read_page(client), 0);
    assert_int_equal(stats_now().state, WIKIJS_BREAKER_CLOSED);
    assert_int_equal(atomic_load(&half_opened), 1);
    assert_int_equal(atomic_load(&closed), 1);
    assert_int_equal(stats_now().probes, 0);
}

/* A probe whose client is freed gives its place back. */
static void probe_that_is_given_up_bars_nobody(void **state)
{
    (void)state;
    make_client(1);
    sandbox_fault("pages.single", 3, "reset");
    for (int i = 0; i < 3; i++)
        assert_int_equal(read_page(client), WIKIJS_E_CONNECTION);
    while (stats_now().next_probe_ms > 0)
        ;
    wikijs_client *other = NULL;
    wikijs_call *call = NULL;
    assert_int_equal(wikijs_client_clone(client, &other, &err), 0);
    assert_int_equal(wikijs_pages_get_async(other, 1, NULL, NULL, NULL, &call), 0);
    assert_int_equal(stats_now().probes, 1);
    assert_int_equal(read_page(client), WIKIJS_E_CIRCUIT_OPEN);
    wikijs_client_free(other);
    assert_int_equal(stats_now().probes, 0);
    assert_int_equal(read_page(client), 0);
    assert_int_equal(read_page(client), 0);
    assert_int_equal(stats_now().state, WIKIJS_BREAKER_CLOSED);
}

/* The login of a probe is a part of it, and not another one. */
static void probe_may_log_in(void **state)
{
    (void)state;
    wikijs_client_options options = sandbox_options();
    options.username = live_env("WIKIJS_TEST_EMAIL");
    options.password = live_env("WIKIJS_TEST_PASSWORD");
    options.breaker_failures = 1;
    options.breaker_successes = 1;
    options.breaker_recovery_ms = 1;
    client = sandbox_client(&options);
    sandbox_fault("authentication.login", 1, "status=503");
    assert_int_equal(read_page(client), WIKIJS_E_UNAVAILABLE);
    assert_int_equal(stats_now().state, WIKIJS_BREAKER_OPEN);
    while (stats_now().next_probe_ms > 0)
        ;
    assert_int_equal(read_page(client), 0);
    assert_int_equal(stats_now().state, WIKIJS_BREAKER_CLOSED);
}

static void client_without_one_says_so(void **state)
{
    (void)state;
    wikijs_client_options options = sandbox_options();
    client = sandbox_client(&options);
    wikijs_breaker_stats stats = { .struct_size = sizeof stats };
    assert_int_equal(wikijs_client_get_breaker_stats(client, &stats), WIKIJS_E_STATE);
    assert_int_equal(wikijs_client_get_breaker_stats(NULL, &stats), WIKIJS_E_ARG);
}

/* --- threads --- */

struct work {
    pthread_t thread;
    wikijs_client *client;
    int good, refused, other;
};

static void note_end(wikijs_call *call, void *payload)
{
    struct work *work = payload;
    wikijs_page *page = NULL;
    int status = wikijs_pages_get_finish(call, &page, NULL);
    work->good += status == 0;
    work->refused += status == WIKIJS_E_CIRCUIT_OPEN;
    work->other += status < 0 && status != WIKIJS_E_CIRCUIT_OPEN;
    wikijs_page_free(page);
}

static void *read_pages(void *context)
{
    struct work *work = context;
    for (int i = 0; i < READS; i++)
        if (wikijs_pages_get_async(work->client, 1, NULL, note_end, work, NULL) < 0)
            return NULL;
    while (wikijs_client_pending(work->client) > 0)
        if (wikijs_client_wait(work->client, 30000, NULL) < 0)
            return NULL;
    return NULL;
}

static struct work run_threads(void)
{
    struct work work[THREADS] = { 0 }, sum = { 0 };
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(wikijs_client_clone(client, &work[i].client, &err), 0);
        assert_int_equal(pthread_create(&work[i].thread, NULL, read_pages, &work[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(work[i].thread, NULL);
        wikijs_client_free(work[i].client);
        sum.good += work[i].good;
        sum.refused += work[i].refused;
        sum.other += work[i].other;
    }
    return sum;
}

static void threads_share_one_breaker(void **state)
{
    (void)state;
    make_client(60000);
    sandbox_fault("pages.single", 3, "status=502");
    for (int i = 0; i < 3; i++)
        assert_int_equal(read_page(client), WIKIJS_E_UNAVAILABLE);
    struct work sum = run_threads();
    assert_int_equal(sum.refused, THREADS * READS);
    assert_int_equal(stats_now().refused, THREADS * READS);
}

/* Probes of all threads together are bounded, and in the end all is well. */
static void threads_find_their_way_back(void **state)
{
    (void)state;
    make_client(1);
    sandbox_fault("pages.single", 3, "status=502");
    for (int i = 0; i < 3; i++)
        assert_int_equal(read_page(client), WIKIJS_E_UNAVAILABLE);
    int good = 0;
    while (stats_now().state != WIKIJS_BREAKER_CLOSED) {
        struct work sum = run_threads();
        assert_int_equal(sum.other, 0);
        good += sum.good;
    }
    assert_true(good >= 2);
    struct work sum = run_threads();
    assert_int_equal(sum.good, THREADS * READS);
    assert_int_equal(stats_now().probes, 0);
}

static void threads_share_one_budget(void **state)
{
    (void)state;
    wikijs_client_options options = sandbox_options();
    options.base_url = "http://127.0.0.1:1";
    options.proxy = "";
    options.retry_max_attempts = 5;
    options.retry_initial_delay_ms = 1;
    options.retry_budget = 10;
    client = sandbox_client(&options);
    struct work sum = run_threads();
    assert_int_equal(sum.other, THREADS * READS);
    wikijs_client *clone = NULL;
    assert_int_equal(wikijs_client_clone(client, &clone, &err), 0);
    assert_int_equal(read_page(clone), WIKIJS_E_CONNECT);
    assert_true(err.attempts <= 3); /* the seconds of this test may have given some of it back */
    wikijs_client_free(clone);
}

#define CASE(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(failing_server_is_left_alone),       CASE(server_that_is_back_is_used_again),
        CASE(probe_that_is_given_up_bars_nobody), CASE(probe_may_log_in),
        CASE(client_without_one_says_so),         CASE(threads_share_one_breaker),
        CASE(threads_find_their_way_back),        CASE(threads_share_one_budget),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
