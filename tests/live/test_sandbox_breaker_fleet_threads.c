/* SPDX-License-Identifier: MIT */
/* A circuit breaker that several programs share through a Redis, which may be killed. Under ThreadSanitizer, too. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/faults.h"
#include "support/live.h"
#include "support/redis_server.h"

enum { HOUR_MS = 3600 * 1000, THREADS = 4, READS = 30 };

static struct redis_server server;
static wikijs_error err;
static _Atomic int warnings;

static void count_warning(wikijs_log_level level, const char *line, void *payload)
{
    (void)level;
    (void)payload;
    warnings += strstr(line, "the shared circuit breaker fails, this program goes by its own: Redis at 127") != NULL;
}

static wikijs_client_options options_for(int64_t recovery_ms)
{
    wikijs_client_options options = sandbox_options();
    options.api_key = live_env("WIKIJS_TEST_KEY");
    options.retry_max_attempts = 1;
    options.breaker_failures = 3;
    options.breaker_successes = 1;
    options.breaker_recovery_ms = recovery_ms;
    options.breaker_redis = server.url;
    options.breaker_redis_timeout_ms = 10000;
    options.log = count_warning;
    return options;
}

static wikijs_client *program(int64_t recovery_ms)
{
    wikijs_client_options options = options_for(recovery_ms);
    return sandbox_client(&options);
}

static int set_up(void **state)
{
    warnings = 0;
    redis_server_make(&server, "geheim");
    return sandbox_reset(state);
}

static int tear_down(void **state)
{
    redis_server_free(&server);
    return sandbox_faults_used(state);
}

static int read_page(wikijs_client *client)
{
    wikijs_page *page = NULL;
    int status = wikijs_pages_get(client, 1, NULL, &page, &err);
    wikijs_page_free(page);
    return status;
}

/* What a program knows may be a tenth of a second old. */
static void read_until(wikijs_client *client, int wanted)
{
    while (read_page(client) != wanted)
        ;
}

static wikijs_breaker_stats stats_of(wikijs_client *client)
{
    wikijs_breaker_stats stats = { .struct_size = sizeof stats };
    assert_int_equal(wikijs_client_get_breaker_stats(client, &stats), 0);
    return stats;
}

static void open_it(wikijs_client *client)
{
    sandbox_fault("pages.single", 3, "status=502");
    for (int i = 0; i < 3; i++)
        assert_int_equal(read_page(client), WIKIJS_E_UNAVAILABLE);
    assert_int_equal(stats_of(client).state, WIKIJS_BREAKER_OPEN);
}

/* As if the time had come. */
static void end_pause(void)
{
    redis_server_tell(&server, "EVAL \"return redis.call('HSET', redis.call('KEYS', '*')[1], 'u', 0, 'c', 0)\" 0");
}

/* A process has told what it knows before it is gone. */
static void another_process_knows(void **state)
{
    (void)state;
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        wikijs_client *client = program(HOUR_MS);
        open_it(client);
        wikijs_client_free(client);
        _exit(0);
    }
    int ended;
    assert_int_equal(waitpid(pid, &ended, 0), pid);
    assert_int_equal(ended, 0);
    wikijs_client *client = program(HOUR_MS);
    int sent = sandbox_count("\"pages.single\"");
    assert_int_equal(read_page(client), WIKIJS_E_CIRCUIT_OPEN);
    assert_non_null(strstr(err.message, "502"));
    assert_true(err.retry_after_ms > 0 && err.retry_after_ms <= HOUR_MS);
    assert_int_equal(sandbox_count("\"pages.single\""), sent);
    wikijs_breaker_stats stats = stats_of(client);
    assert_int_equal(stats.state, WIKIJS_BREAKER_OPEN);
    assert_int_equal(stats.last_failure, WIKIJS_E_UNAVAILABLE);
    assert_int_equal(stats.opened, 1);
    wikijs_client_free(client);
    assert_int_equal(warnings, 0);
}

static void programs_of_another_prefix_do_not(void **state)
{
    (void)state;
    wikijs_client *one = program(HOUR_MS);
    open_it(one);
    wikijs_client_free(one);
    wikijs_client_options options = options_for(HOUR_MS);
    options.redis_prefix = "other:";
    wikijs_client *two = sandbox_client(&options);
    assert_int_equal(read_page(two), 0);
    wikijs_client_free(two);
}

static void one_of_them_tries_and_all_go_on(void **state)
{
    (void)state;
    wikijs_client *one = program(HOUR_MS), *two = program(HOUR_MS), *idle = program(HOUR_MS);
    open_it(one);
    read_until(two, WIKIJS_E_CIRCUIT_OPEN);
    end_pause();
    sandbox_fault("pages.single", 1, "hang");
    while (stats_of(one).probes == 0) { /* refused until it knows */
        wikijs_call *call = NULL;
        assert_int_equal(wikijs_pages_get_async(one, 1, NULL, NULL, NULL, &call), 0);
        while (wikijs_client_pending(one) > 0 && stats_of(one).probes == 0)
            assert_true(wikijs_client_wait(one, 10, &err) >= 0);
    }
    for (int i = 0; i < 3; i++)
        assert_int_equal(read_page(two), WIKIJS_E_CIRCUIT_OPEN);
    while (sandbox_count("\"pages.single\"") < 4)
        assert_true(wikijs_client_wait(one, 10, &err) >= 0);
    wikijs_client_free(one); /* and its try with it */
    end_pause();
    read_until(two, 0);
    assert_int_equal(stats_of(two).state, WIKIJS_BREAKER_CLOSED);
    wikijs_client_free(two);
    assert_int_equal(read_page(idle), 0);
    wikijs_client_free(idle);
}

static void a_bad_try_leaves_all_of_them_waiting(void **state)
{
    (void)state;
    wikijs_client *one = program(HOUR_MS), *two = program(HOUR_MS);
    open_it(one);
    read_until(two, WIKIJS_E_CIRCUIT_OPEN);
    end_pause();
    sandbox_fault("pages.single", 1, "status=504");
    read_until(two, WIKIJS_E_UNAVAILABLE);
    assert_int_equal(read_page(two), WIKIJS_E_CIRCUIT_OPEN);
    for (int i = 0; i < 3; i++)
        assert_int_equal(read_page(one), WIKIJS_E_CIRCUIT_OPEN);
    wikijs_client_free(one);
    wikijs_client_free(two);
}

static void without_redis_each_goes_by_its_own(void **state)
{
    (void)state;
    wikijs_client *one = program(1), *two = program(HOUR_MS);
    redis_server_kill(&server);
    open_it(two);
    for (int i = 0; i < 5; i++)
        assert_int_equal(read_page(two), WIKIJS_E_CIRCUIT_OPEN);
    assert_int_equal(warnings, 1);
    open_it(one);
    read_until(one, 0); /* it tries by itself */
    assert_int_equal(stats_of(one).state, WIKIJS_BREAKER_CLOSED);
    assert_int_equal(warnings, 2); /* once each */
    redis_server_start(&server);
    wikijs_client *three = program(HOUR_MS);
    while (read_page(three) == 0) /* what was not told is told when Redis is back */
        read_page(two);
    assert_int_equal(err.code, WIKIJS_E_CIRCUIT_OPEN);
    wikijs_client_free(one);
    wikijs_client_free(two);
    wikijs_client_free(three);
}

static void garbage_is_no_state(void **state)
{
    (void)state;
    wikijs_client *client = program(HOUR_MS);
    assert_int_equal(read_page(client), 0);
    open_it(client);
    wikijs_client_free(client);
    redis_server_tell(&server, "EVAL \"local k = redis.call('KEYS', '*')[1] redis.call('DEL', k) "
                               "return redis.call('SET', k, 'x')\" 0");
    client = program(HOUR_MS);
    assert_int_equal(read_page(client), 0);
    assert_int_equal(warnings, 1);
    wikijs_client_free(client);
}

static void wrong_address_is_told_at_once(void **state)
{
    (void)state;
    wikijs_client *client;
    wikijs_client_options options = options_for(1);
    options.breaker_redis = "http://:geheim@host";
    assert_int_equal(wikijs_client_new(&options, &client, &err), WIKIJS_E_CONFIG);
    assert_non_null(strstr(err.message, "option 'breaker_redis'"));
    assert_null(strstr(err.message, "geheim"));
}

/* --- threads --- */

struct work {
    pthread_t thread;
    wikijs_client *client;
    int good, refused, failed;
};

static void *read_pages(void *context)
{
    struct work *work = context;
    for (int i = 0; i < READS; i++) {
        wikijs_page *page = NULL;
        int status = wikijs_pages_get(work->client, 1, NULL, &page, NULL);
        wikijs_page_free(page);
        work->good += status == 0;
        work->refused += status == WIKIJS_E_CIRCUIT_OPEN;
        work->failed += status == WIKIJS_E_UNAVAILABLE;
    }
    return NULL;
}

/* Two programs with two threads each; the server fails for a while, and in the end all is well. */
static void threads_of_programs_find_their_way_back(void **state)
{
    (void)state;
    wikijs_client *programs[] = { program(1), program(1) };
    sandbox_fault("pages.single", 12, "status=502");
    for (bool all_good = false; !all_good;) {
        struct work work[THREADS] = { 0 };
        all_good = true;
        for (int i = 0; i < THREADS; i++) {
            assert_int_equal(wikijs_client_clone(programs[i % 2], &work[i].client, &err), 0);
            assert_int_equal(pthread_create(&work[i].thread, NULL, read_pages, &work[i]), 0);
        }
        for (int i = 0; i < THREADS; i++) {
            pthread_join(work[i].thread, NULL);
            wikijs_client_free(work[i].client);
            assert_int_equal(work[i].good + work[i].refused + work[i].failed, READS);
            all_good = all_good && work[i].good == READS;
        }
    }
    for (int i = 0; i < 2; i++) {
        assert_int_equal(stats_of(programs[i]).state, WIKIJS_BREAKER_CLOSED);
        assert_int_equal(stats_of(programs[i]).probes, 0);
        wikijs_client_free(programs[i]);
    }
    assert_int_equal(warnings, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        CASE(another_process_knows),
        CASE(programs_of_another_prefix_do_not),
        CASE(one_of_them_tries_and_all_go_on),
        CASE(a_bad_try_leaves_all_of_them_waiting),
        CASE(without_redis_each_goes_by_its_own),
        CASE(garbage_is_no_state),
        CASE(wrong_address_is_told_at_once),
        CASE(threads_of_programs_find_their_way_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
