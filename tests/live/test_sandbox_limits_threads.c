/* SPDX-License-Identifier: MIT */
/* Rate limits against a server: waiting calls, the server's own wishes, and one limit for all threads. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "support/faults.h"
#include "support/live.h"
#include <wikijs/pages_many.h>

enum { CALLERS = 64, THREADS = 4, READS = 15 };

static wikijs_error err;

static wikijs_client *limited_client(wikijs_client_options options, const char *rate)
{
    options.api_key = live_env("WIKIJS_TEST_KEY");
    options.rate_limit = rate;
    return sandbox_client(&options);
}

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int read_page(wikijs_client *client)
{
    wikijs_page *page = NULL;
    int status = wikijs_pages_get(client, 1, NULL, &page, &err);
    wikijs_page_free(page);
    return status;
}

static void count_page(wikijs_call *call, void *payload)
{
    wikijs_page *page = NULL;
    *(int *)payload += wikijs_pages_get_finish(call, &page, NULL) == 0;
    wikijs_page_free(page);
}

static void calls_wait_for_their_turn(void **state)
{
    (void)state;
    wikijs_client *client = limited_client(sandbox_options(), "200/s:burst=1");
    int good = 0;
    int64_t start = now_ms();
    for (int i = 0; i < CALLERS; i++)
        assert_int_equal(wikijs_pages_get_async(client, 1, NULL, count_page, &good, NULL), 0);
    while (wikijs_client_pending(client) > 0)
        assert_true(wikijs_client_wait(client, 20000, NULL) >= 0);
    assert_int_equal(good, CALLERS);
    assert_true(now_ms() - start >= (CALLERS - 1) * 1000 / 200); /* never above the rate */
    wikijs_client_free(client);
}

static void call_that_may_not_wait_is_refused_unsent(void **state)
{
    (void)state;
    wikijs_client_options options = sandbox_options();
    options.rate_limit_no_wait = 1;
    wikijs_client *client = limited_client(options, "1/min");
    assert_int_equal(read_page(client), 0);
    assert_int_equal(read_page(client), WIKIJS_E_RATE_LIMITED);
    assert_true(err.retry_after_ms > 55000 && err.retry_after_ms <= 60000);
    assert_non_null(strstr(err.message, "the limit '1/min' of this client is reached"));
    assert_int_equal(sandbox_count("\"pages.single\""), 1);
    wikijs_client_free(client);
}

static void wait_that_would_pass_the_time_limit_is_not_begun(void **state)
{
    (void)state;
    wikijs_client_options options = sandbox_options();
    options.read_timeout_ms = 30000;
    wikijs_client *client = limited_client(options, "1/min");
    int64_t start = now_ms();
    assert_int_equal(read_page(client), 0);
    assert_int_equal(read_page(client), WIKIJS_E_RATE_LIMITED);
    assert_true(now_ms() - start < 30000);
    wikijs_client_free(client);
}

static void batch_is_one_request(void **state)
{
    (void)state;
    wikijs_client_options options = sandbox_options();
    options.rate_limit_no_wait = 1;
    wikijs_client *client = limited_client(options, "1/min");
    const int64_t ids[] = { 1, 2, 3 };
    wikijs_results *results = NULL;
    assert_int_equal(wikijs_pages_get_many(client, (wikijs_ints){ ids, 3 }, NULL, NULL, &results, &err), 0);
    assert_int_equal(wikijs_results_failed(results), 0);
    wikijs_results_free(results);
    assert_int_equal(read_page(client), WIKIJS_E_RATE_LIMITED);
    wikijs_client_free(client);
}

static void server_that_asks_to_slow_down_is_left_alone(void **state)
{
    (void)state;
    sandbox_fault("pages.single", 1, "status=429,retry-after=1");
    wikijs_client *client = limited_client(sandbox_options(), "1000/s");
    int64_t start = now_ms();
    assert_int_equal(read_page(client), WIKIJS_E_RATE_LIMITED);
    assert_int_equal(read_page(client), 0);
    assert_true(now_ms() - start >= 1000);
    wikijs_client_free(client);
}

struct work {
    pthread_t thread;
    wikijs_client *client;
    int good;
};

static void *read_pages(void *context)
{
    struct work *work = context;
    for (int i = 0; i < READS; i++)
        if (wikijs_pages_get_async(work->client, 1, NULL, count_page, &work->good, NULL) < 0)
            return NULL;
    while (wikijs_client_pending(work->client) > 0)
        if (wikijs_client_wait(work->client, 30000, NULL) < 0)
            return NULL;
    return NULL;
}

static void threads_share_one_limit(void **state)
{
    (void)state;
    wikijs_client *first = limited_client(sandbox_options(), "100/s, pages.*=90/s");
    struct work work[THREADS] = { 0 };
    int64_t start = now_ms();
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(wikijs_client_clone(first, &work[i].client, &err), 0);
        assert_int_equal(pthread_create(&work[i].thread, NULL, read_pages, &work[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(work[i].thread, NULL);
        assert_int_equal(work[i].good, READS);
        wikijs_client_free(work[i].client);
    }
    assert_true(now_ms() - start >= (THREADS * READS - 1) * 1000 / 90);
    wikijs_client_free(first);
}

#define CASE(function) cmocka_unit_test_setup_teardown(function, sandbox_reset, sandbox_faults_used)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(calls_wait_for_their_turn),
        CASE(call_that_may_not_wait_is_refused_unsent),
        CASE(wait_that_would_pass_the_time_limit_is_not_begun),
        CASE(batch_is_one_request),
        CASE(server_that_asks_to_slow_down_is_left_alone),
        CASE(threads_share_one_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
