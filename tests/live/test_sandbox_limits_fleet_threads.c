/* SPDX-License-Identifier: MIT */
/* A rate limit that several programs share through a Redis, which may be killed. Clients made apart stand for programs. */
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
#include "support/redis_server.h"

enum { PROGRAMS = 3, CALLS = 8 };

static struct redis_server server;
static wikijs_error err;
static _Atomic int warnings;

static void count_warning(wikijs_log_level level, const char *line, void *payload)
{
    (void)level;
    (void)payload;
    warnings += strstr(line, "the shared rate limit fails") != NULL;
}

static wikijs_client_options options_for(const char *rates)
{
    wikijs_client_options options = sandbox_options();
    options.api_key = live_env("WIKIJS_TEST_KEY");
    options.rate_limit = rates;
    options.rate_limit_redis = server.url;
    options.rate_limit_redis_timeout_ms = 5000;
    options.log = count_warning;
    return options;
}

static wikijs_client *program(const char *rates)
{
    wikijs_client_options options = options_for(rates);
    return sandbox_client(&options);
}

static int set_up(void **state)
{
    (void)state;
    warnings = 0;
    redis_server_make(&server, "geheim");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    redis_server_free(&server);
    return 0;
}

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int read_page(wikijs_client *client)
{
    wikijs_page *page = NULL;
    int status = wikijs_pages_get(client, 1, NULL, &page, &err);
    wikijs_page_free(page);
    return status;
}

static void *read_some(void *client)
{
    for (int i = 0; i < CALLS; i++) {
        wikijs_page *page = NULL;
        if (wikijs_pages_get(client, 1, NULL, &page, NULL) < 0)
            return "failed";
        wikijs_page_free(page);
    }
    return NULL;
}

/* How long all of them take together. */
static int64_t run_all(const char *rates)
{
    pthread_t threads[PROGRAMS];
    wikijs_client *clients[PROGRAMS];
    for (int i = 0; i < PROGRAMS; i++)
        clients[i] = program(rates);
    int64_t start = now_ms();
    for (int i = 0; i < PROGRAMS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, read_some, clients[i]), 0);
    for (int i = 0; i < PROGRAMS; i++) {
        void *failed;
        pthread_join(threads[i], &failed);
        assert_null(failed);
        wikijs_client_free(clients[i]);
    }
    return now_ms() - start;
}

/* Never faster than the budget: 24 requests at 40 a second, the first at once, are 575 ms. */
static void programs_share_a_bucket(void **state)
{
    (void)state;
    assert_true(run_all("40/s:burst=1") >= 570);
    assert_int_equal(warnings, 0);
}

/* Six in any 100 ms: 24 need three times that. */
static void programs_share_a_window(void **state)
{
    (void)state;
    assert_true(run_all("6/100ms:window") >= 295);
    assert_int_equal(warnings, 0);
}

static void rates_that_do_not_count_a_call_do_not_ask(void **state)
{
    (void)state;
    wikijs_client *client = program("upload=1/h, pages.create=1/h");
    redis_server_kill(&server);
    assert_int_equal(read_page(client), 0);
    assert_int_equal(warnings, 0);
    wikijs_client_free(client);
}

static void what_one_has_taken_another_waits_for(void **state)
{
    (void)state;
    wikijs_client_options options = options_for("pages.*=1/h, 1000/s");
    options.rate_limit_no_wait = 1;
    wikijs_client *one = sandbox_client(&options), *two = sandbox_client(&options);
    assert_int_equal(read_page(one), 0);
    assert_int_equal(read_page(two), WIKIJS_E_RATE_LIMITED);
    assert_in_range(err.retry_after_ms, 3590000, 3600000);
    assert_non_null(strstr(err.message, "'pages.*=1/h'"));
    assert_true(err.flags & WIKIJS_ERROR_RETRYABLE);
    wikijs_client_free(one);
    wikijs_client_free(two);
}

static void too_long_a_wait_takes_nothing(void **state)
{
    (void)state;
    wikijs_client_options options = options_for("2/min:burst=1");
    options.rate_limit_wait_ms = 100;
    wikijs_client *client = sandbox_client(&options);
    assert_int_equal(read_page(client), 0);
    for (int i = 0; i < 5; i++) {
        assert_int_equal(read_page(client), WIKIJS_E_RATE_LIMITED);
        assert_in_range(err.retry_after_ms, 1, 30000); /* not later and later */
    }
    wikijs_client_free(client);
}

static int told;

static int answer(const char *operation, int64_t wait_ms, void *payload)
{
    assert_string_equal(operation, "pages.single");
    assert_true(wait_ms > 0);
    told++;
    return *(int *)payload;
}

static void program_decides(void **state)
{
    (void)state;
    int refuses = 0;
    wikijs_client_options options = options_for("20/s:burst=1");
    options.rate_limited = answer;
    options.rate_limited_payload = &refuses;
    wikijs_client *client = sandbox_client(&options);
    told = 0;
    int64_t start = now_ms(), reads = 0;
    for (; reads < 4 || !told; reads++)
        assert_int_equal(read_page(client), 0);
    assert_true(now_ms() - start >= (reads - 1) * 50 - 5);
    wikijs_client_free(client);
    refuses = 1;
    options.rate_limit = "1/h:burst=1";
    client = sandbox_client(&options);
    assert_int_equal(read_page(client), 0);
    assert_int_equal(read_page(client), WIKIJS_E_RATE_LIMITED);
    wikijs_client_free(client);
}

static void canceled_calls_leave_nothing(void **state)
{
    (void)state;
    wikijs_client *client = program("1/h");
    wikijs_call *call;
    assert_int_equal(read_page(client), 0);
    for (int i = 0; i < 5; i++) {
        assert_int_equal(wikijs_pages_get_async(client, 1, NULL, NULL, NULL, &call), 0);
        wikijs_call_ref(call); /* it may have been refused by then */
        wikijs_client_process(client, NULL);
        wikijs_call_cancel(call);
        wikijs_call_unref(call);
        wikijs_client_wait(client, 1000, NULL);
    }
    assert_int_equal(wikijs_client_pending(client), 0);
    wikijs_client_free(client);
}

/* Two programs were there: without Redis each has half of 40 in a second. */
static void without_redis_each_keeps_to_its_share(void **state)
{
    (void)state;
    wikijs_client *one = program("40/s:burst=1"), *two = program("40/s:burst=1");
    assert_int_equal(read_page(one), 0);
    assert_int_equal(read_page(two), 0);
    assert_int_equal(read_page(one), 0); /* now it knows of the other */
    redis_server_kill(&server);
    int64_t start = now_ms();
    for (int i = 0; i < 7; i++)
        assert_int_equal(read_page(one), 0);
    assert_true(now_ms() - start >= 6 * 50 - 5);
    assert_int_equal(warnings, 1);
    redis_server_start(&server);
    for (int i = 0; i < 5; i++)
        assert_int_equal(read_page(two), 0);
    wikijs_client_free(one);
    wikijs_client_free(two);
}

static void wrong_address_is_told_at_once(void **state)
{
    (void)state;
    wikijs_client *client;
    wikijs_client_options options = options_for("40/s");
    options.rate_limit_redis = "http://:geheim@host";
    assert_int_equal(wikijs_client_new(&options, &client, &err), WIKIJS_E_CONFIG);
    assert_non_null(strstr(err.message, "option 'rate_limit_redis'"));
    assert_null(strstr(err.message, "geheim"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        CASE(programs_share_a_bucket),
        CASE(programs_share_a_window),
        CASE(rates_that_do_not_count_a_call_do_not_ask),
        CASE(what_one_has_taken_another_waits_for),
        CASE(too_long_a_wait_takes_nothing),
        CASE(program_decides),
        CASE(canceled_calls_leave_nothing),
        CASE(without_redis_each_keeps_to_its_share),
        CASE(wrong_address_is_told_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
