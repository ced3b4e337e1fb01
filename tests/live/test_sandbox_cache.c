/* SPDX-License-Identifier: MIT */
/* The cache when much happens at once: many callers, threads, batches, and a server that fails. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "support/faults.h"
#include "support/live.h"
#include <wikijs/batch.h>
#include <wikijs/cache.h>
#include <wikijs/operation.h>
#include <wikijs/pages_many.h>

enum { CALLERS = 100, THREADS = 4, ROUNDS = 60, PAGES = 3 };

static wikijs_error err;

static wikijs_client_options cached_options(void)
{
    wikijs_client_options options = sandbox_options();
    options.api_key = live_env("WIKIJS_TEST_KEY");
    options.cache = "memory";
    return options;
}

static wikijs_client *cached_client(void)
{
    wikijs_client_options options = cached_options();
    return sandbox_client(&options);
}

static int read_page(wikijs_client *client, int64_t id)
{
    wikijs_page *page = NULL;
    int status = wikijs_pages_get(client, id, NULL, &page, &err);
    wikijs_page_free(page);
    return status;
}

static int set_title(wikijs_client *client, int64_t id, const char *title)
{
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    wikijs_page *page = NULL;
    input.title = title;
    int status = wikijs_pages_update(client, id, &input, &page, &err);
    wikijs_page_free(page);
    return status;
}

static void expect_title(wikijs_client *client, int64_t id, const char *title)
{
    wikijs_page *page = NULL;
    if (wikijs_pages_get(client, id, NULL, &page, &err) < 0)
        fail_msg("%s", err.message);
    assert_string_equal(page->title, title);
    wikijs_page_free(page);
}

static void count_page(wikijs_call *call, void *payload)
{
    wikijs_page *page = NULL;
    *(int *)payload += wikijs_pages_get_finish(call, &page, NULL) == 0;
    wikijs_page_free(page);
}

static void finish_all(wikijs_client *client)
{
    while (wikijs_client_pending(client) > 0)
        assert_true(wikijs_client_wait(client, 20000, NULL) >= 0);
}

/* --- one flight --- */

static void hundred_callers_make_one_request(void **state)
{
    (void)state;
    wikijs_client *client = cached_client();
    int good = 0;
    for (int i = 0; i < CALLERS; i++)
        assert_int_equal(wikijs_pages_get_async(client, 1, NULL, count_page, &good, NULL), 0);
    finish_all(client);
    assert_int_equal(good, CALLERS);
    assert_int_equal(sandbox_count("\"pages.single\""), 1);
    wikijs_client_free(client);
}

static void another_asks_when_the_one_that_asked_is_canceled(void **state)
{
    (void)state;
    wikijs_client *client = cached_client();
    wikijs_call *first;
    int good = 0;
    sandbox_fault("pages.single", 1, "hang");
    assert_int_equal(wikijs_pages_get_async(client, 1, NULL, count_page, &good, &first), 0);
    for (int i = 0; i < 10; i++)
        assert_int_equal(wikijs_pages_get_async(client, 1, NULL, count_page, &good, NULL), 0);
    while (sandbox_count("\"pages.single\"") == 0)
        assert_true(wikijs_client_wait(client, 20, NULL) >= 0);
    wikijs_call_cancel(first);
    finish_all(client);
    assert_int_equal(good, 10);
    assert_int_equal(sandbox_count("\"pages.single\""), 2);
    wikijs_client_free(client);
}

/* A client that nobody drives holds up no other of the same thread. */
static void waiting_call_does_not_wait_for_a_loop_that_stands_still(void **state)
{
    (void)state;
    wikijs_client *first = cached_client(), *second;
    int good = 0;
    assert_int_equal(wikijs_client_clone(first, &second, &err), 0);
    assert_int_equal(wikijs_pages_get_async(first, 1, NULL, count_page, &good, NULL), 0);
    assert_int_equal(read_page(second, 1), 0);
    finish_all(first);
    assert_int_equal(good, 1);
    wikijs_client_free(second);
    wikijs_client_free(first);
}

struct work {
    pthread_t thread;
    wikijs_client *client;
    pthread_barrier_t *barrier;
    int good, bad;
};

static void *read_one_page(void *context)
{
    struct work *work = context;
    wikijs_page *page = NULL;
    pthread_barrier_wait(work->barrier);
    work->good += wikijs_pages_get(work->client, 1, NULL, &page, NULL) == 0;
    wikijs_page_free(page);
    return NULL;
}

static void run_threads(wikijs_client *client, void *(*run)(void *), struct work *work)
{
    pthread_barrier_t barrier;
    pthread_barrier_init(&barrier, NULL, THREADS);
    for (int i = 0; i < THREADS; i++) {
        work[i].barrier = &barrier;
        assert_int_equal(wikijs_client_clone(client, &work[i].client, &err), 0);
        assert_int_equal(pthread_create(&work[i].thread, NULL, run, &work[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(work[i].thread, NULL);
        wikijs_client_free(work[i].client);
    }
    pthread_barrier_destroy(&barrier);
}

static void threads_make_one_request(void **state)
{
    (void)state;
    wikijs_client *client = cached_client();
    struct work work[THREADS] = { 0 };
    sandbox_fault("pages.single", 1, "latency=100");
    run_threads(client, read_one_page, work);
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(work[i].good, 1);
    assert_int_equal(sandbox_count("\"pages.single\""), 1);
    wikijs_client_free(client);
}

/* Each writer reads its own page, which nobody else changes, right after each write; the others' pages as they come. */
static void *read_and_write(void *context)
{
    struct work *work = context;
    static atomic_int next = 1;
    int64_t own = next++ % THREADS + 1;
    pthread_barrier_wait(work->barrier);
    for (int i = 0; i < ROUNDS; i++) {
        wikijs_page *page = NULL;
        char title[32];
        snprintf(title, sizeof title, "%lld-%d", (long long)own, i);
        wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
        input.title = title;
        if (i % 6 == 0 && wikijs_pages_update(work->client, own, &input, &page, NULL) < 0)
            work->bad++;
        wikijs_page_free(page);
        page = NULL;
        if (wikijs_pages_get(work->client, own, NULL, &page, NULL) < 0)
            work->bad++;
        else if (i % 6 == 0 && strcmp(page->title, title) != 0)
            work->bad++;
        wikijs_page_free(page);
        page = NULL;
        work->good += wikijs_pages_get(work->client, i % THREADS + 1, NULL, &page, NULL) == 0;
        wikijs_page_free(page);
    }
    return NULL;
}

static void threads_see_their_own_writes(void **state)
{
    (void)state;
    wikijs_client *client = cached_client();
    struct work work[THREADS] = { 0 };
    run_threads(client, read_and_write, work);
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(work[i].bad, 0);
        assert_int_equal(work[i].good, ROUNDS);
    }
    assert_true(sandbox_count("\"pages.single\"") < THREADS * ROUNDS);
    wikijs_client_free(client);
}

/* --- batches and JSON --- */

static void batch_sends_only_what_is_not_there(void **state)
{
    (void)state;
    wikijs_client *client = cached_client();
    const int64_t ids[PAGES] = { 1, 2, 3 };
    wikijs_results *results = NULL;
    assert_int_equal(read_page(client, 2), 0);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(wikijs_pages_get_many(client, (wikijs_ints){ ids, PAGES }, NULL, NULL, &results, &err), 0);
        assert_int_equal(wikijs_results_failed(results), 0);
        wikijs_results_free(results);
    }
    assert_int_equal(sandbox_count("/graphql"), 2);
    wikijs_client_free(client);
}

static void nobody_waits_for_a_batch_that_is_not_sent(void **state)
{
    (void)state;
    wikijs_client *client = cached_client();
    wikijs_batch *batch = NULL;
    int good = 0;
    assert_int_equal(wikijs_batch_begin(client, NULL, &batch, &err), 0);
    assert_int_equal(wikijs_pages_get_async(client, 1, NULL, count_page, &good, NULL), 0);
    assert_int_equal(read_page(client, 1), 0);
    assert_int_equal(wikijs_batch_wait(batch, &err), 0);
    assert_int_equal(good, 1);
    wikijs_batch_free(batch);
    wikijs_client_free(client);
}

static void typed_and_json_calls_share_an_answer(void **state)
{
    (void)state;
    wikijs_client *client = cached_client();
    wikijs_answer *answer = NULL;
    assert_int_equal(read_page(client, 1), 0);
    assert_int_equal(wikijs_operation_call(client, "pages.single", "{\"id\":1}", NULL, &answer, &err), 0);
    assert_non_null(strstr(answer->body.ptr, "\"id\":1"));
    wikijs_answer_free(answer);
    assert_int_equal(sandbox_count("\"pages.single\""), 1);
    assert_int_equal(set_title(client, 1, "By JSON"), 0);
    assert_int_equal(wikijs_operation_call(client, "pages.single", "{\"id\":1}", NULL, &answer, &err), 0);
    assert_non_null(strstr(answer->body.ptr, "By JSON"));
    wikijs_answer_free(answer);
    wikijs_client_free(client);
}

/* Nobody knows what a document of the program's changes. */
static void own_mutation_drops_everything(void **state)
{
    (void)state;
    wikijs_client *client = cached_client();
    wikijs_answer *answer = NULL;
    assert_int_equal(read_page(client, 1), 0);
    assert_int_equal(
        wikijs_graphql(client, "mutation{pages{render(id:2){responseResult{succeeded}}}}", NULL, &answer, &err), 0);
    wikijs_answer_free(answer);
    assert_int_equal(read_page(client, 1), 0);
    assert_int_equal(sandbox_count("\"pages.single\""), 2);
    wikijs_client_free(client);
}

/* --- a server that fails --- */

/* How many requests it takes to read a page: 1, or 0 when the answer was kept. */
static uint64_t requests_of(wikijs_client *client, int64_t id)
{
    wikijs_client_stats before = { .struct_size = sizeof before }, after = { .struct_size = sizeof after };
    wikijs_client_get_stats(client, &before);
    assert_int_equal(read_page(client, id), 0);
    wikijs_client_get_stats(client, &after);
    return after.requests - before.requests;
}

static void expect_requests(wikijs_client *client, int64_t id, int calls, uint64_t expected)
{
    uint64_t made = 0;
    for (int i = 0; i < calls; i++) {
        made += requests_of(client, id);
    }
    assert_int_equal(made, expected);
}

static void cache_control_is_heeded(void **state)
{
    (void)state;
    static const char *const never[] = { "header=Cache-Control:no-store", "header=cache-control:private no-cache",
                                         "header=Cache-Control:max-age=0" };
    wikijs_client *client = cached_client();
    for (size_t i = 0; i < sizeof never / sizeof *never; i++) {
        sandbox_fault("pages.single", 2, never[i]);
        expect_requests(client, 1, 3, 3);
        expect_requests(client, 1, 2, 0); /* the last one said nothing */
        assert_int_equal(wikijs_cache_clear(client, WIKIJS_CACHE_ALL, &err), 0);
    }
    sandbox_fault("pages.single", 1, "header=Cache-Control:max-age=1");
    expect_requests(client, 2, 2, 1);
    while (requests_of(client, 2) == 0) { /* for a second, and not for five minutes */
    }
    sandbox_fault("pages.single", 1, "header=Cache-Control:max-age=3000");
    expect_requests(client, 3, 2, 1);
    wikijs_client_free(client);
}

static void old_answer_is_given_when_the_server_fails(void **state)
{
    (void)state;
    wikijs_client_options options = cached_options();
    options.cache_ttl_ms = 1;
    options.cache_stale_error_ms = 60000;
    wikijs_client *client = sandbox_client(&options);
    assert_int_equal(read_page(client, 1), 0);
    nanosleep(&(struct timespec){ .tv_nsec = 5000000 }, NULL);
    sandbox_fault("pages.single", 2, "status=503");
    assert_int_equal(read_page(client, 1), 0);
    wikijs_client *plain = cached_client();
    assert_int_equal(read_page(plain, 1), WIKIJS_E_UNAVAILABLE);
    wikijs_client_free(plain);
    wikijs_client_free(client);
}

static void old_answer_is_given_while_a_new_one_comes(void **state)
{
    (void)state;
    wikijs_client_options options = cached_options();
    options.cache_ttl_ms = 1;
    options.cache_stale_revalidate_ms = 60000;
    wikijs_client *client = sandbox_client(&options);
    wikijs_client *other = cached_client();
    assert_int_equal(set_title(other, 1, "Old"), 0);
    expect_title(client, 1, "Old");
    assert_int_equal(set_title(other, 1, "New"), 0);
    nanosleep(&(struct timespec){ .tv_nsec = 5000000 }, NULL);
    expect_title(client, 1, "Old");
    finish_all(client);
    expect_title(client, 1, "New");
    finish_all(client);
    wikijs_client_free(other);
    wikijs_client_free(client);
}

/* The write was done, but its answer got lost: whoever reads then sees it. */
static void write_whose_answer_got_lost_is_seen(void **state)
{
    (void)state;
    wikijs_client *client = cached_client();
    assert_int_equal(read_page(client, 1), 0);
    sandbox_fault("pages.update", 1, "after,reset");
    set_title(client, 1, "Was done");
    expect_title(client, 1, "Was done");
    wikijs_client_free(client);
}

#define CASE(function) cmocka_unit_test_setup_teardown(function, sandbox_reset, sandbox_faults_used)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(hundred_callers_make_one_request),
        CASE(another_asks_when_the_one_that_asked_is_canceled),
        CASE(waiting_call_does_not_wait_for_a_loop_that_stands_still),
        CASE(threads_make_one_request),
        CASE(threads_see_their_own_writes),
        CASE(batch_sends_only_what_is_not_there),
        CASE(nobody_waits_for_a_batch_that_is_not_sent),
        CASE(typed_and_json_calls_share_an_answer),
        CASE(own_mutation_drops_everything),
        CASE(cache_control_is_heeded),
        CASE(old_answer_is_given_when_the_server_fails),
        CASE(old_answer_is_given_while_a_new_one_comes),
        CASE(write_whose_answer_got_lost_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
