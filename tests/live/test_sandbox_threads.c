/* SPDX-License-Identifier: MIT */
/* Clones in threads of their own on one shared state. Run under ThreadSanitizer, too. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/faults.h"
#include "support/live.h"

enum { THREADS = 4, READS = 50, WRITES = 3 };

struct work {
    pthread_t thread;
    wikijs_client *client;
    int number;
    int good_reads, good_writes;
    wikijs_error err;
};

static void count_read(wikijs_call *call, void *payload)
{
    struct work *work = payload;
    wikijs_page *page = NULL;
    work->good_reads += wikijs_pages_get_finish(call, &page, &work->err) == 0;
    wikijs_page_free(page);
}

static void write_pages(struct work *work)
{
    for (int i = 0; i < WRITES; i++) {
        char path[64];
        snprintf(path, sizeof path, "threads/page-%d-%d", work->number, i);
        wikijs_pages_create_input input = WIKIJS_PAGES_CREATE_INPUT_INIT;
        input.title = path;
        input.path = path;
        input.content = (wikijs_str){ "text", 4 };
        wikijs_page *page = NULL;
        work->good_writes += wikijs_pages_create(work->client, &input, &page, &work->err) == 0;
        wikijs_page_free(page);
    }
}

static void *run(void *context)
{
    struct work *work = context;
    for (int i = 0; i < READS; i++)
        if (wikijs_pages_get_async(work->client, 1, NULL, count_read, work, NULL) < 0)
            return NULL;
    while (wikijs_client_pending(work->client) > 0)
        if (wikijs_client_wait(work->client, 30000, &work->err) < 0)
            return NULL;
    write_pages(work);
    return NULL;
}

static void clones_work_side_by_side(void **state)
{
    (void)state;
    wikijs_client_options options = sandbox_options();
    options.username = live_env("WIKIJS_TEST_EMAIL");
    options.password = live_env("WIKIJS_TEST_PASSWORD");
    wikijs_client *first = sandbox_client(&options);
    struct work work[THREADS] = { 0 };
    for (int i = 0; i < THREADS; i++) {
        work[i].number = i;
        assert_int_equal(wikijs_client_clone(first, &work[i].client, &work[i].err), 0);
    }
    wikijs_client_free(first); /* the clones keep what they share */
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&work[i].thread, NULL, run, &work[i]), 0);
    for (int i = 0; i < THREADS; i++) {
        pthread_join(work[i].thread, NULL);
        if (work[i].good_reads != READS || work[i].good_writes != WRITES)
            print_error("thread %d: %s\n", i, work[i].err.message);
        assert_int_equal(work[i].good_reads, READS);
        assert_int_equal(work[i].good_writes, WRITES);
        wikijs_client_free(work[i].client);
    }
    assert_int_equal(sandbox_count("\"authentication.login\""), 1);
    assert_int_equal(sandbox_count("\"pages.create\""), THREADS * WRITES);
}

static void *use_client(void *context)
{
    struct work *work = context;
    wikijs_page *page = NULL;
    work->number = wikijs_pages_get(work->client, 1, NULL, &page, &work->err);
    wikijs_page_free(page);
    return NULL;
}

static int started;

static int tell_and_wait(const char *email, char *code, size_t size, void *payload)
{
    (void)email;
    (void)code;
    (void)size;
    struct work *work = payload; /* inside a call of the first thread: the second must be turned away */
    started++;
    pthread_create(&work->thread, NULL, use_client, work);
    pthread_join(work->thread, NULL);
    return 1;
}

static void second_thread_is_told_that_the_client_is_busy(void **state)
{
    (void)state;
    struct work work = { 0 };
    wikijs_client_options options = sandbox_options();
    options.username = "tfa@example.com";
    options.password = "sandbox-tfa-1";
    options.tfa_code = tell_and_wait;
    options.tfa_payload = &work;
    work.client = sandbox_client(&options);
    wikijs_error err;
    wikijs_page *page = NULL;
    assert_int_equal(wikijs_pages_get(work.client, 1, NULL, &page, &err), WIKIJS_E_TFA_REQUIRED);
    assert_int_equal(started, 1);
    assert_int_equal(work.number, WIKIJS_E_BUSY);
    assert_non_null(strstr(work.err.message, "wikijs_client_clone"));
    wikijs_client_free(work.client);
}

#define CASE(function) cmocka_unit_test_setup_teardown(function, sandbox_reset, sandbox_faults_used)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(clones_work_side_by_side),
        CASE(second_thread_is_told_that_the_client_is_busy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
