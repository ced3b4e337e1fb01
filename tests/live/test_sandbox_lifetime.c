/* SPDX-License-Identifier: MIT */
/* Clients and calls that end in an unusual order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "support/faults.h"
#include "support/live.h"
#include <wikijs/sys/hooks.h>

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

static void free_client_once(const wikijs_hook_event *event, void *payload)
{
    (void)event;
    wikijs_client_free(*(wikijs_client **)payload);
    *(wikijs_client **)payload = NULL;
}

/* Hooks must not call the client; what is pending is delivered all the same. */
static void client_freed_in_a_hook_delivers_what_is_pending(void **state)
{
    (void)state;
    wikijs_client *doomed = NULL;
    wikijs_hooks hook = { .after_request = free_client_once, .payload = &doomed };
    wikijs_client_options options = sandbox_options();
    options.api_key = live_env("WIKIJS_TEST_KEY");
    options.hooks = &hook;
    options.hook_count = 1;
    doomed = sandbox_client(&options);
    wikijs_client *used = doomed;
    sandbox_fault("pages.list", 1, "hang");
    assert_int_equal(wikijs_pages_list_async(used, NULL, on_page, NULL, NULL), 0);
    wikijs_page *page = NULL;
    assert_int_equal(wikijs_client_process(used, &err) >= 0, 1);
    while (sandbox_count("pages.list") < 1)
        assert_true(wikijs_client_process(used, &err) >= 0);
    assert_int_equal(wikijs_pages_get(used, 1, NULL, &page, &err), 0);
    wikijs_page_free(page);
    assert_null(doomed);
    assert_int_equal(ended, 1);
}

static void call_that_is_kept_outlives_its_client(void **state)
{
    (void)state;
    sandbox_fault("pages.single", 1, "hang");
    wikijs_call *call = wikijs_call_ref(start(NULL));
    while (sandbox_count("pages.single") < 1)
        assert_true(wikijs_client_wait(client, 20, NULL) >= 0);
    wikijs_client_free(client);
    client = NULL;
    assert_int_equal(ended, 1);
    wikijs_call_cancel(call);
    assert_int_equal(wikijs_call_status(call), WIKIJS_E_CANCELED);
    assert_string_equal(wikijs_call_operation(call), "pages.single");
    wikijs_call_unref(call);
}

#define CASE(function) cmocka_unit_test_setup_teardown(function, make_client, free_client)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(client_freed_in_a_hook_delivers_what_is_pending),
        CASE(call_that_is_kept_outlives_its_client),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
