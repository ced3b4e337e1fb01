/* SPDX-License-Identifier: MIT */
/* A program that gets signals all the time, without SA_RESTART: no call fails for that. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

#include <cmocka.h>

#include "support/faults.h"
#include "support/live.h"

enum { EVERY_US = 200, CALLS = 100 };

static volatile sig_atomic_t signals;
static wikijs_client *client;
static char folder[] = "/tmp/wikijs-test-signals-XXXXXX";

static void on_signal(int number)
{
    (void)number;
    signals++;
}

static void ring(int every_us)
{
    const struct itimerval timer = { .it_interval.tv_usec = every_us, .it_value.tv_usec = every_us };
    assert_int_equal(setitimer(ITIMER_REAL, &timer, NULL), 0);
}

static int begin(void **state)
{
    sandbox_reset(state);
    assert_non_null(mkdtemp(folder));
    wikijs_client_options options = sandbox_options();
    options.api_key = live_env("WIKIJS_TEST_KEY");
    options.cache = "sqlite";
    options.cache_dir = folder;
    client = sandbox_client(&options);
    const struct sigaction action = { .sa_handler = on_signal };
    assert_int_equal(sigaction(SIGALRM, &action, NULL), 0);
    ring(EVERY_US);
    return 0;
}

static int end(void **state)
{
    ring(0);
    wikijs_client_free(client);
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    assert_int_equal(system(command), 0);
    return sandbox_faults_used(state);
}

static int64_t publish(int number)
{
    char path[64];
    wikijs_error err;
    wikijs_page *page;
    wikijs_pages_create_input input = WIKIJS_PAGES_CREATE_INPUT_INIT;
    snprintf(path, sizeof path, "signals/page-%d", number);
    input.path = path;
    input.title = "Signals";
    input.content = (wikijs_str){ path, strlen(path) };
    assert_int_equal(wikijs_pages_create(client, &input, &page, &err), 0);
    int64_t id = page->id;
    wikijs_page_free(page);
    return id;
}

static void calls_do_not_mind_signals(void **state)
{
    (void)state;
    wikijs_error err;
    int before = signals;
    for (int i = 0; i < CALLS; i++) {
        int64_t id = publish(i);
        wikijs_page *page;
        assert_int_equal(wikijs_pages_get(client, id, NULL, &page, &err), 0);
        assert_string_equal(page->title, "Signals");
        wikijs_page_free(page);
        assert_int_equal(wikijs_pages_delete(client, id, NULL, &err), 0);
    }
    assert_true(signals > before);
}

/* Nothing is there but signals, and the wait lasts until the answer is. */
static void waiting_does_not_mind_signals(void **state)
{
    (void)state;
    wikijs_call *call = NULL;
    wikijs_page_item_list *list = NULL;
    wikijs_error err;
    sandbox_fault("pages.list", 1, "latency=100");
    assert_int_equal(wikijs_pages_list_async(client, NULL, NULL, NULL, &call), 0);
    wikijs_call_ref(call);
    while (!wikijs_call_is_done(call))
        assert_true(wikijs_client_wait(client, -1, &err) > 0);
    assert_int_equal(wikijs_pages_list_finish(call, &list, &err), 0);
    wikijs_page_item_list_free(list);
    wikijs_call_unref(call);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calls_do_not_mind_signals),
        cmocka_unit_test(waiting_does_not_mind_signals),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
