/* SPDX-License-Identifier: MIT */
/* What hooks and the log see of a call on its way. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "support/faults.h"
#include "support/live.h"
#include <wikijs/sys/hooks.h>

static wikijs_error err;

static void read_page(wikijs_client *client)
{
    wikijs_page *page = NULL;
    assert_int_equal(wikijs_pages_get(client, 1, NULL, &page, &err), 0);
    wikijs_page_free(page);
}

static char trace[256];

static int before_call(const wikijs_hook_event *event, void *payload)
{
    (void)event;
    strcat(trace, (const char *)payload);
    strcat(trace, "call ");
    return 0;
}

static int before_request(const wikijs_hook_event *event, void *payload)
{
    assert_int_equal(event->attempt, 1);
    assert_string_equal(event->method, "POST");
    strcat(trace, (const char *)payload);
    strcat(trace, "request ");
    return 0;
}

static void after_request(const wikijs_hook_event *event, void *payload)
{
    assert_int_equal(event->http_status, 200);
    assert_true(event->response_bytes > 0);
    strcat(trace, (const char *)payload);
    strcat(trace, "answer ");
}

static void after_call(const wikijs_hook_event *event, void *payload)
{
    assert_int_equal(event->status, 0);
    strcat(trace, (const char *)payload);
    strcat(trace, "end ");
}

static int veto(const wikijs_hook_event *event, void *payload)
{
    (void)payload;
    return strcmp(event->operation, "pages.delete") == 0 ? 1 : 0;
}

static char logged[4096];

static void log_line(wikijs_log_level level, const char *line, void *payload)
{
    (void)level;
    (void)payload;
    strncat(logged, line, sizeof logged - strlen(logged) - 1);
}

static void hooks_run_in_order_and_can_veto(void **state)
{
    (void)state;
    char a[] = "a-", b[] = "b-";
    wikijs_hooks hooks[] = {
        { .name = "a",
          .before_call = before_call,
          .before_request = before_request,
          .after_request = after_request,
          .after_call = after_call,
          .payload = a },
        { .name = "b",
          .before_call = before_call,
          .before_request = before_request,
          .after_request = after_request,
          .after_call = after_call,
          .payload = b },
    };
    wikijs_client_options options = sandbox_options();
    options.api_key = live_env("WIKIJS_TEST_KEY");
    options.hooks = hooks;
    options.hook_count = 2;
    wikijs_client *client = sandbox_client(&options);
    trace[0] = 0;
    read_page(client);
    assert_string_equal(trace, "a-call b-call a-request b-request b-answer a-answer b-end a-end ");

    wikijs_hooks no_delete = { .name = "no-delete", .before_call = veto };
    options.hooks = &no_delete;
    options.hook_count = 1;
    wikijs_client_free(client);
    client = sandbox_client(&options);
    assert_int_equal(wikijs_pages_delete(client, 1, NULL, &err), WIKIJS_E_USER);
    assert_non_null(strstr(err.message, "no-delete"));
    read_page(client);
    wikijs_client_free(client);
}

static void log_tells_requests_and_keeps_secrets(void **state)
{
    (void)state;
    wikijs_client_options options = sandbox_options();
    options.username = live_env("WIKIJS_TEST_EMAIL");
    options.password = live_env("WIKIJS_TEST_PASSWORD");
    options.log = log_line;
    options.log_level = WIKIJS_LOG_DEBUG;
    wikijs_client *client = sandbox_client(&options);
    logged[0] = 0;
    read_page(client);
    wikijs_client_free(client);
    assert_non_null(strstr(logged, "pages.single: POST http://127.0.0.1"));
    assert_non_null(strstr(logged, "authentication.login"));
    assert_null(strstr(logged, options.password));
    assert_null(strstr(logged, "eyJ")); /* how every token begins */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(hooks_run_in_order_and_can_veto, sandbox_reset),
        cmocka_unit_test_setup(log_tells_requests_and_keeps_secrets, sandbox_reset),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
