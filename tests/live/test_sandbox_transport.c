/* SPDX-License-Identifier: MIT */
/* Everything that can go wrong on the way, time limits, connections, and the rules of callbacks. */
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/faults.h"
#include "support/live.h"

static wikijs_error err;
static wikijs_client *client;
static int ended;
static int last_status;

static int make_client(void **state)
{
    sandbox_reset(state);
    wikijs_client_options options = sandbox_options();
    options.api_key = live_env("WIKIJS_TEST_KEY");
    client = sandbox_client(&options);
    ended = 0;
    return 0;
}

static int free_client(void **state)
{
    wikijs_client_free(client);
    client = NULL;
    return sandbox_faults_used(state);
}

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int read_with(const wikijs_pages_get_options *options)
{
    wikijs_page *page = NULL;
    int status = wikijs_pages_get(client, 1, options, &page, &err);
    wikijs_page_free(page);
    return status;
}

static void on_page(wikijs_call *call, void *payload)
{
    wikijs_page *page = NULL;
    last_status = wikijs_pages_get_finish(call, &page, &err);
    wikijs_page_free(page);
    ended++;
    if (payload)
        ++*(int *)payload;
}

static wikijs_call *start(const wikijs_pages_get_options *options)
{
    wikijs_call *call = NULL;
    assert_int_equal(wikijs_pages_get_async(client, 1, options, on_page, NULL, &call), 0);
    return call;
}

static void wait_for(int count)
{
    while (ended < count)
        assert_true(wikijs_client_wait(client, 20000, NULL) >= 0);
}

/* Until the server has been asked for so many pages, none of which it answers. */
static void until_asked(int count)
{
    while (sandbox_count("pages.single") < count)
        assert_true(wikijs_client_wait(client, 20, NULL) >= 0);
}

/* --- what the network does --- */

static void faults_of_the_way(void **state)
{
    (void)state;
    static const struct {
        const char *fault;
        int status;
    } cases[] = {
        { "reset", WIKIJS_E_CONNECTION },
        { "cut=40", WIKIJS_E_CONNECTION },
        { "invalid-json", WIKIJS_E_PROTOCOL },
        { "status=500", WIKIJS_E_SERVER },
        { "status=502", WIKIJS_E_UNAVAILABLE },
        { "status=503,retry-after=7", WIKIJS_E_UNAVAILABLE },
        { "status=429,retry-after=7", WIKIJS_E_RATE_LIMITED },
        { "status=403", WIKIJS_E_FORBIDDEN },
        { "status=413", WIKIJS_E_TOO_LARGE },
    };
    assert_int_equal(read_with(NULL), 0); /* the credentials are known from here on */
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        /* A kept connection that turns out to be dead is no failure of a read: curl asks again on a new one. */
        bool dead = !strcmp(cases[i].fault, "reset");
        sandbox_fault("pages.single", dead ? 2 : 1, cases[i].fault);
        wikijs_pages_get_options options = WIKIJS_PAGES_GET_OPTIONS_INIT;
        options.no_source_fallback = true;
        int status = read_with(&options);
        if (status != cases[i].status)
            fail_msg("%s gave %s: %s", cases[i].fault, wikijs_status_name(status), err.message);
        assert_true(err.message[0] != 0);
        assert_int_equal(err.attempts, 1);
        if (strstr(cases[i].fault, "retry-after"))
            assert_int_equal(err.retry_after_ms, 7000);
        assert_int_equal(read_with(NULL), 0); /* and the next call is not the worse for it */
    }
}

static void wrong_types_name_the_field(void **state)
{
    (void)state;
    sandbox_fault("pages.single", 1, "wrong-types");
    assert_int_equal(read_with(NULL), WIKIJS_E_SCHEMA);
    assert_non_null(strstr(err.path, "pages.single"));
}

static void slow_and_dripping_answers_arrive(void **state)
{
    (void)state;
    sandbox_fault("pages.single", 1, "latency=120,jitter=30");
    sandbox_fault("pages.single", 1, "drip=97/2");
    assert_int_equal(read_with(NULL), 0);
    assert_int_equal(read_with(NULL), 0);
}

static void lost_write_is_uncertain_and_lost_read_retryable(void **state)
{
    (void)state;
    sandbox_fault("pages.delete", 1, "reset");
    assert_int_equal(wikijs_pages_delete(client, 1, NULL, &err), WIKIJS_E_CONNECTION);
    assert_int_equal(err.flags, WIKIJS_ERROR_UNCERTAIN);
    sandbox_fault("pages.single", 1, "reset");
    assert_int_equal(read_with(NULL), WIKIJS_E_CONNECTION);
    assert_int_equal(err.flags, WIKIJS_ERROR_RETRYABLE);
    assert_int_equal(sandbox_count("pages.delete"), 1); /* never sent twice */
}

static int status_at(const char *url)
{
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = url;
    options.connect_timeout_ms = 3000;
    wikijs_client *other = sandbox_client(&options);
    wikijs_page *page = NULL;
    int status = wikijs_pages_get(other, 1, NULL, &page, &err);
    wikijs_page_free(page);
    wikijs_client_free(other);
    return status;
}

static void wrong_addresses(void **state)
{
    (void)state;
    assert_int_equal(status_at("http://127.0.0.1:1"), WIKIJS_E_CONNECT);
    assert_true(err.flags & WIKIJS_ERROR_RETRYABLE);
    assert_int_equal(status_at("http://wiki.invalid"), WIKIJS_E_RESOLVE);
    char url[512];
    snprintf(url, sizeof url, "https%s", live_env("WIKIJS_TEST_URL") + 4);
    assert_int_equal(status_at(url), WIKIJS_E_TLS);
    snprintf(url, sizeof url, "%s/not-the-wiki", live_env("WIKIJS_TEST_URL"));
    assert_int_equal(status_at(url), WIKIJS_E_HTTP);
    assert_non_null(strstr(err.message, "base_url"));
}

/* The program's own want is no failure of the server. */
static void process_without_descriptors_is_told_so(void **state)
{
    (void)state;
    struct rlimit before, none;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    int free_place = dup(STDOUT_FILENO);
    close(free_place);
    none = before;
    none.rlim_cur = (rlim_t)free_place;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
    int status = read_with(NULL);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
    assert_int_equal(status, WIKIJS_E_IO);
    assert_string_equal(err.message, "no socket for a connection: Too many open files");
    assert_int_equal(err.attempts, 1);
    assert_int_equal(read_with(NULL), 0);
}

static void endless_answer_ends_in_an_error(void **state)
{
    (void)state;
    wikijs_client_options options = sandbox_options();
    options.api_key = live_env("WIKIJS_TEST_KEY");
    options.max_response_bytes = 1024;
    wikijs_client *small = sandbox_client(&options);
    wikijs_page_item_list *list = NULL;
    assert_int_equal(wikijs_pages_list(small, NULL, &list, &err), WIKIJS_E_TOO_LARGE);
    assert_non_null(strstr(err.message, "1024"));
    wikijs_client_free(small);
}

/* --- time --- */

/* The server takes 5 MiB; the library sends up to 64 MiB, for a server may be set up to take more. */
static void large_requests_are_told_apart(void **state)
{
    (void)state;
    static const struct {
        size_t size;
        int attempts;
        const char *message;
    } cases[] = { { 20 << 20, 1, "the request is larger than the server takes" },
                  { 70 << 20, 0, "the request is larger than 67108864 bytes" } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *content = malloc(cases[i].size);
        memset(content, 'x', cases[i].size);
        wikijs_pages_create_input input = WIKIJS_PAGES_CREATE_INPUT_INIT;
        input.path = "docs/large";
        input.title = "Large";
        input.content = (wikijs_str){ content, cases[i].size };
        wikijs_page *page = NULL;
        assert_int_equal(wikijs_pages_create(client, &input, &page, &err), WIKIJS_E_TOO_LARGE);
        assert_string_equal(err.message, cases[i].message);
        assert_int_equal(err.attempts, cases[i].attempts);
        free(content);
    }
}

static void deadline_ends_a_call_that_gets_no_answer(void **state)
{
    (void)state;
    sandbox_fault("pages.single", 9, "hang");
    wikijs_pages_get_options options = WIKIJS_PAGES_GET_OPTIONS_INIT;
    options.timeout_ms = 100;
    assert_int_equal(read_with(&options), WIKIJS_E_DEADLINE);
    int64_t begun = now_ms();
    start(&options);
    wait_for(1);
    assert_int_equal(last_status, WIKIJS_E_DEADLINE);
    assert_true(now_ms() - begun >= 95);
    sandbox_reset(NULL);
    assert_int_equal(read_with(NULL), 0);
}

static void settings_bound_calls_that_have_no_limit_of_their_own(void **state)
{
    (void)state;
    wikijs_call_settings settings = WIKIJS_CALL_SETTINGS_INIT;
    settings.timeout_ms = -1;
    assert_int_equal(wikijs_client_set_call_settings(client, &settings, &err), WIKIJS_E_ARG);
    settings.timeout_ms = 100;
    assert_int_equal(wikijs_client_set_call_settings(client, &settings, &err), 0);
    sandbox_fault("pages.single", 9, "hang");
    assert_int_equal(read_with(NULL), WIKIJS_E_DEADLINE);
    wikijs_pages_get_options options = WIKIJS_PAGES_GET_OPTIONS_INIT;
    options.timeout_ms = 1; /* the function's own comes first */
    assert_int_equal(read_with(&options), WIKIJS_E_DEADLINE);
    assert_int_equal(wikijs_client_set_call_settings(client, NULL, &err), 0);
    sandbox_reset(NULL);
    assert_int_equal(read_with(NULL), 0);
}

static void read_that_stalls_is_given_up(void **state)
{
    (void)state;
    wikijs_client_options options = sandbox_options();
    options.stall_timeout_ms = 1000;
    wikijs_client *impatient = sandbox_client(&options);
    sandbox_fault("pages.list", 1, "hang");
    wikijs_page_item_list *list = NULL;
    assert_int_equal(wikijs_pages_list(impatient, NULL, &list, &err), WIKIJS_E_TIMEOUT);
    wikijs_client_free(impatient);
}

static void cancel_ends_a_call_at_once(void **state)
{
    (void)state;
    sandbox_fault("pages.single", 1, "hang");
    wikijs_call *call = start(NULL);
    until_asked(1);
    assert_int_equal(ended, 0);
    wikijs_call_cancel(call);
    assert_int_equal(ended, 0); /* not from inside the cancel */
    wait_for(1);
    assert_int_equal(last_status, WIKIJS_E_CANCELED);
    assert_int_equal(wikijs_client_pending(client), 0);
}

static void free_cancels_what_runs(void **state)
{
    (void)state;
    sandbox_fault("pages.single", 5, "hang");
    for (int i = 0; i < 5; i++)
        start(NULL);
    until_asked(5);
    wikijs_client_free(client);
    client = NULL;
    assert_int_equal(ended, 5);
    assert_int_equal(last_status, WIKIJS_E_CANCELED);
}

/* --- connections --- */

static void connection_is_kept_and_retired_when_idle(void **state)
{
    (void)state;
    wikijs_client_options options = sandbox_options();
    options.api_key = live_env("WIKIJS_TEST_KEY");
    for (int i = 0; i < 5; i++)
        assert_int_equal(read_with(NULL), 0);
    assert_int_equal(sandbox_connections(), 1);
    options.idle_timeout_ms = 2000;
    wikijs_client_free(client);
    client = sandbox_client(&options);
    assert_int_equal(read_with(NULL), 0);
    assert_int_equal(sandbox_connections(), 2);
    struct timespec pause = { .tv_sec = 2, .tv_nsec = 200000000 }; /* curl's clock cannot be injected */
    nanosleep(&pause, NULL);
    assert_int_equal(read_with(NULL), 0);
    assert_int_equal(sandbox_connections(), 3);
}

static void connections_are_limited(void **state)
{
    (void)state;
    wikijs_client_options options = sandbox_options();
    options.api_key = live_env("WIKIJS_TEST_KEY");
    options.max_connections = 2;
    wikijs_client_free(client);
    client = sandbox_client(&options);
    for (int i = 0; i < 40; i++)
        start(NULL);
    wait_for(40);
    assert_int_equal(last_status, 0);
    assert_int_equal(sandbox_connections(), 2);
}

static void note_place(wikijs_call *call, void *payload)
{
    *(int *)payload = ended + 1;
    on_page(call, NULL);
}

static void calls_wait_in_line_for_a_connection(void **state)
{
    (void)state;
    wikijs_client_options options = sandbox_options();
    options.api_key = live_env("WIKIJS_TEST_KEY");
    options.max_connections = 1;
    wikijs_client_free(client);
    client = sandbox_client(&options);
    sandbox_fault("pages.single", 1, "hang");
    wikijs_call *calls[4];
    int places[4] = { 0 };
    for (int i = 0; i < 4; i++)
        assert_int_equal(wikijs_pages_get_async(client, 1, NULL, note_place, &places[i], &calls[i]), 0);
    while (sandbox_count("pages.single") < 1)
        assert_true(wikijs_client_wait(client, 20, NULL) >= 0);
    wikijs_call_cancel(calls[2]); /* from the middle of the line, */
    wait_for(1);
    wikijs_call_cancel(calls[0]); /* and the one that all the others wait for */
    wait_for(4);
    assert_int_equal(last_status, 0);
    assert_int_equal(places[2], 1);
    assert_int_equal(places[0], 2);
    assert_int_equal(places[1], 3);
    assert_int_equal(places[3], 4);
    assert_int_equal(sandbox_count("pages.single"), 3); /* nothing was sent for the one that left the line */
}

static void thousand_calls_at_once(void **state)
{
    (void)state;
    for (int i = 0; i < 1000; i++)
        start(NULL);
    assert_int_equal(wikijs_client_pending(client), 1000);
    assert_int_equal(ended, 0);
    wait_for(1000);
    assert_int_equal(last_status, 0);
    wikijs_client_stats stats = { .struct_size = sizeof stats };
    wikijs_client_get_stats(client, &stats);
    assert_int_equal(stats.calls, 1000);
    assert_int_equal(stats.failures, 0);
    assert_int_equal(stats.requests, 1000);
    assert_in_range(stats.connections, 1, 8);
}

/* --- the loop --- */

static void one_descriptor_is_enough(void **state)
{
    (void)state;
    sandbox_fault("pages.list", 1, "hang");
    wikijs_pages_list_options options = WIKIJS_PAGES_LIST_OPTIONS_INIT;
    options.timeout_ms = 1000; /* its timer must wake the poll below */
    int canceled = 0;
    assert_int_equal(wikijs_pages_list_async(client, &options, on_page, &canceled, NULL), 0);
    start(NULL);
    while (wikijs_client_pending(client) > 0) {
        struct pollfd watched = { .fd = wikijs_client_fd(client), .events = POLLIN };
        assert_int_equal(poll(&watched, 1, 60000), 1);
        assert_true(wikijs_client_process(client, &err) >= 0);
    }
    assert_int_equal(ended, 2);
    assert_int_equal(canceled, 1);
}

static void wakeup_ends_a_wait(void **state)
{
    (void)state;
    sandbox_fault("pages.single", 1, "hang");
    wikijs_call *call = start(NULL);
    until_asked(1); /* from now on nothing else wakes it */
    assert_int_equal(wikijs_client_wakeup(client), 0);
    int64_t begun = now_ms();
    assert_true(wikijs_client_wait(client, 20000, NULL) >= 0);
    assert_true(now_ms() - begun < 20000);
    wikijs_call_cancel(call);
    wait_for(1);
}

static void on_nested(wikijs_call *call, void *payload)
{
    int *busy = payload;
    wikijs_page *page = NULL;
    wikijs_pages_get_finish(call, &page, NULL);
    wikijs_page_free(page);
    page = NULL;
    *busy += wikijs_pages_get(client, 1, NULL, &page, &err) == WIKIJS_E_BUSY;
    *busy += wikijs_client_process(client, &err) == WIKIJS_E_BUSY;
    *busy += wikijs_client_wait(client, 0, &err) == WIKIJS_E_BUSY;
    start(NULL); /* this is allowed */
}

static void callback_may_start_calls_but_not_wait(void **state)
{
    (void)state;
    int busy = 0;
    assert_int_equal(wikijs_pages_get_async(client, 1, NULL, on_nested, &busy, NULL), 0);
    wait_for(1);
    assert_int_equal(busy, 3);
}

static void on_free(wikijs_call *call, void *payload)
{
    (void)call;
    wikijs_client_free(client);
    ++*(int *)payload;
}

static void client_can_be_freed_in_a_callback(void **state)
{
    (void)state;
    int freed = 0;
    start(NULL);
    assert_int_equal(wikijs_pages_get_async(client, 1, NULL, on_free, &freed, NULL), 0);
    start(NULL);
    wikijs_client *mine = client;
    while (!freed)
        assert_true(wikijs_client_wait(mine, 10000, NULL) >= 0);
    client = NULL;
    assert_int_equal(ended, 2); /* canceled or done, but delivered */
}

static void on_pause(wikijs_call *call, void *payload)
{
    (void)call;
    (void)payload;
    struct timespec pause = { .tv_sec = 1, .tv_nsec = 200000000 };
    nanosleep(&pause, NULL);
    wikijs_pages_get_options options = WIKIJS_PAGES_GET_OPTIONS_INIT;
    options.timeout_ms = 1000;
    start(&options);
}

static void time_of_a_call_begins_when_it_is_started(void **state)
{
    (void)state;
    assert_int_equal(wikijs_pages_get_async(client, 1, NULL, on_pause, NULL, NULL), 0);
    wait_for(1);
    assert_int_equal(last_status, 0);
}

static void longest_time_outs_have_no_end(void **state)
{
    (void)state;
    wikijs_pages_get_options options = WIKIJS_PAGES_GET_OPTIONS_INIT;
    options.timeout_ms = INT64_MAX;
    start(&options);
    while (!ended)
        assert_true(wikijs_client_wait(client, INT64_MAX, NULL) > 0);
    assert_int_equal(last_status, 0);
}

static void waiting_call_does_not_run_other_callbacks(void **state)
{
    (void)state;
    start(NULL);
    for (int i = 0; i < 5; i++)
        assert_int_equal(read_with(NULL), 0);
    assert_int_equal(ended, 0);
    assert_int_equal(wikijs_client_pending(client), 1);
    wait_for(1);
    assert_int_equal(wikijs_client_pending(client), 0);
    assert_int_equal(last_status, 0);
}

static void child_of_a_fork_may_not_use_the_client(void **state)
{
    (void)state;
    assert_int_equal(read_with(NULL), 0);
    pid_t child = fork();
    if (child == 0) {
        wikijs_client *clone = NULL;
        _exit(read_with(NULL) == WIKIJS_E_STATE && wikijs_client_clone(client, &clone, &err) == WIKIJS_E_STATE ? 0 : 1);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_int_equal(read_with(NULL), 0);
}

#define CASE(function) cmocka_unit_test_setup_teardown(function, make_client, free_client)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(faults_of_the_way),
        CASE(wrong_types_name_the_field),
        CASE(slow_and_dripping_answers_arrive),
        CASE(lost_write_is_uncertain_and_lost_read_retryable),
        CASE(wrong_addresses),
        CASE(process_without_descriptors_is_told_so),
        CASE(endless_answer_ends_in_an_error),
        CASE(large_requests_are_told_apart),
        CASE(deadline_ends_a_call_that_gets_no_answer),
        CASE(settings_bound_calls_that_have_no_limit_of_their_own),
        CASE(read_that_stalls_is_given_up),
        CASE(cancel_ends_a_call_at_once),
        CASE(free_cancels_what_runs),
        CASE(connection_is_kept_and_retired_when_idle),
        CASE(connections_are_limited),
        CASE(calls_wait_in_line_for_a_connection),
        CASE(thousand_calls_at_once),
        CASE(one_descriptor_is_enough),
        CASE(wakeup_ends_a_wait),
        CASE(callback_may_start_calls_but_not_wait),
        CASE(client_can_be_freed_in_a_callback),
        CASE(time_of_a_call_begins_when_it_is_started),
        CASE(longest_time_outs_have_no_end),
        CASE(waiting_call_does_not_run_other_callbacks),
        CASE(child_of_a_fork_may_not_use_the_client),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
