/* SPDX-License-Identifier: MIT */
/* What can be seen of a client's work: traces, logs, numbers, and lines of the audit log when a server fails. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/faults.h"
#include "support/live.h"
#include "support/prometheus.h"
#include <wikijs/audit.h>
#include <wikijs/metrics.h>
#include <wikijs/pages_many.h>
#include <wikijs/sys/trace.h>

#define TEXT(literal) ((wikijs_str){ (literal), sizeof(literal) - 1 })
#define TRACE "4bf92f3577b34da6a3ce929d0e0e4736"
#define REMOTE "00-" TRACE "-00f067aa0ba902b7-01"

enum { SPANS_MAX = 64, LINES_MAX = 64 };

static wikijs_error err;

/* --- spans --- */

static wikijs_span spans[SPANS_MAX];
static size_t started, ended;

static void on_start(const wikijs_span *span, void *payload)
{
    (void)payload;
    assert_int_equal(span->duration_us, 0);
    started++;
}

static void on_end(const wikijs_span *span, void *payload)
{
    (void)payload;
    assert_true(ended < SPANS_MAX);
    spans[ended++] = *span;
}

static const wikijs_span *find_span(wikijs_span_kind kind, const char *operation)
{
    for (size_t i = 0; i < ended; i++)
        if (spans[i].kind == kind && strcmp(spans[i].operation, operation) == 0)
            return &spans[i];
    fail_msg("no span of %s", operation);
    return NULL;
}

static wikijs_client *traced_client(wikijs_client_options options)
{
    options.api_key = live_env("WIKIJS_TEST_KEY");
    options.span_started = on_start;
    options.span_ended = on_end;
    started = ended = 0;
    return sandbox_client(&options);
}

static void expect_child(const wikijs_span *child, const wikijs_span *parent)
{
    assert_string_equal(child->trace_id, parent->trace_id);
    assert_string_equal(child->parent_id, parent->span_id);
    assert_string_not_equal(child->span_id, parent->span_id);
}

static int read_page(wikijs_client *client, int64_t id)
{
    wikijs_page *page = NULL;
    int status = wikijs_pages_get(client, id, NULL, &page, &err);
    wikijs_page_free(page);
    return status;
}

static void a_call_and_its_request(void **state)
{
    (void)state;
    wikijs_client *client = traced_client(sandbox_options());
    assert_int_equal(read_page(client, 1), 0);
    assert_int_equal(started, 2);
    assert_int_equal(ended, 2);
    const wikijs_span *call = find_span(WIKIJS_SPAN_CALL, "pages.single");
    const wikijs_span *request = find_span(WIKIJS_SPAN_REQUEST, "pages.single");
    expect_child(request, call);
    assert_string_equal(call->parent_id, "");
    assert_int_equal(strlen(call->trace_id), 32);
    assert_true(call->sampled && !call->writes);
    assert_int_equal(request->http_status, 200);
    assert_int_equal(request->attempt, 1);
    assert_string_equal(request->path, "/graphql");
    assert_true(request->request_bytes > 0 && request->response_bytes > 0);
    assert_true(call->duration_us >= request->duration_us && request->duration_us > 0);
    char header[64];
    snprintf(header, sizeof header, "00-%s-%s-01", call->trace_id, request->span_id);
    assert_int_equal(sandbox_count(header), 1);
    wikijs_client_free(client);
}

static void a_trace_from_elsewhere(void **state)
{
    (void)state;
    wikijs_client *client = traced_client(sandbox_options());
    wikijs_call_settings settings = WIKIJS_CALL_SETTINGS_INIT;
    char traceparent[] = REMOTE, tracestate[] = "vendor=1";
    settings.traceparent = traceparent;
    settings.tracestate = tracestate;
    assert_int_equal(wikijs_client_set_call_settings(client, &settings, &err), 0);
    memset(traceparent, 'x', sizeof traceparent - 1); /* it was copied */
    memset(tracestate, 'x', sizeof tracestate - 1);
    assert_int_equal(read_page(client, 99999999), WIKIJS_E_NOT_FOUND);
    const wikijs_span *call = find_span(WIKIJS_SPAN_CALL, "pages.single");
    assert_string_equal(call->trace_id, TRACE);
    assert_string_equal(call->parent_id, "00f067aa0ba902b7");
    assert_int_equal(call->status, WIKIJS_E_NOT_FOUND);
    assert_int_equal(sandbox_count("00-" TRACE "-"), 1);
    assert_int_equal(sandbox_count("vendor=1"), 1);
    settings.traceparent = "00-bad";
    assert_int_equal(wikijs_client_set_call_settings(client, &settings, &err), WIKIJS_E_ARG);
    assert_int_equal(wikijs_client_set_call_settings(client, NULL, &err), 0);
    ended = 0;
    assert_int_equal(read_page(client, 1), 0);
    assert_string_not_equal(find_span(WIKIJS_SPAN_CALL, "pages.single")->trace_id, TRACE);
    wikijs_client_free(client);
}

static int current(char traceparent[WIKIJS_TRACEPARENT_SIZE], void *payload)
{
    snprintf(traceparent, WIKIJS_TRACEPARENT_SIZE, "%s", (const char *)payload);
    return 0;
}

/* Nobody wants spans: the header is passed on all the same. */
static void a_trace_by_callback(void **state)
{
    (void)state;
    wikijs_client_options options = sandbox_options();
    options.api_key = live_env("WIKIJS_TEST_KEY");
    options.traceparent = current;
    options.trace_payload = (void *)(uintptr_t)REMOTE;
    wikijs_client *client = sandbox_client(&options);
    assert_int_equal(read_page(client, 1), 0);
    assert_int_equal(sandbox_count("00-" TRACE "-"), 1);
    wikijs_client_free(client);
}

static void a_flow_is_a_tree(void **state)
{
    (void)state;
    wikijs_client *client = traced_client(sandbox_options());
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    input.description = "traced";
    wikijs_page *page = NULL;
    assert_int_equal(wikijs_pages_update(client, 1, &input, &page, &err), 0);
    wikijs_page_free(page);
    const wikijs_span *root = NULL;
    for (size_t i = 0; i < ended; i++)
        if (!*spans[i].parent_id) {
            assert_null(root); /* one */
            root = &spans[i];
        }
    assert_non_null(root);
    assert_string_equal(root->operation, "pages.update");
    assert_int_equal(started, ended);
    assert_true(ended >= 5); /* the flow; a read and a write with a request each */
    for (size_t i = 0; i < ended; i++)
        assert_string_equal(spans[i].trace_id, root->trace_id);
    wikijs_client_free(client);
}

static void documents_of_batches_belong_to_their_calls(void **state)
{
    (void)state;
    wikijs_client *client = traced_client(sandbox_options());
    int64_t ids[] = { 1, 2, 3 };
    wikijs_results *results = NULL;
    assert_int_equal(wikijs_pages_get_many(client, (wikijs_ints){ ids, 3 }, NULL, NULL, &results, &err) <= 0, true);
    wikijs_results_free(results);
    const wikijs_span *request = find_span(WIKIJS_SPAN_REQUEST, "batch");
    for (size_t i = 0; i < ended; i++)
        assert_string_equal(spans[i].trace_id, request->trace_id);
    assert_int_equal(started, ended);
    wikijs_client_free(client);
}

static void a_login_is_a_part_of_the_call(void **state)
{
    (void)state;
    wikijs_client_options options = sandbox_options();
    options.username = live_env("WIKIJS_TEST_EMAIL");
    options.password = live_env("WIKIJS_TEST_PASSWORD");
    options.span_ended = on_end;
    ended = 0;
    wikijs_client *client = sandbox_client(&options);
    assert_int_equal(read_page(client, 1), 0);
    const wikijs_span *call = find_span(WIKIJS_SPAN_CALL, "pages.single");
    const wikijs_span *request = find_span(WIKIJS_SPAN_REQUEST, "authentication.login");
    assert_string_equal(request->trace_id, call->trace_id);
    wikijs_client_free(client);
}

/* --- logs --- */

enum { LINE_SIZE = 2048 };

static char lines[LINES_MAX][LINE_SIZE];
static size_t line_count;

static void keep_line(wikijs_log_level level, const char *line, void *payload)
{
    (void)level;
    (void)payload;
    assert_true(line_count < LINES_MAX);
    assert_null(strchr(line, '\n'));
    snprintf(lines[line_count++], sizeof lines[0], "%s", line);
}

static void read_with_log(bool json)
{
    wikijs_client_options options = sandbox_options();
    options.api_key = live_env("WIKIJS_TEST_KEY");
    options.log = keep_line;
    options.log_level = WIKIJS_LOG_DEBUG;
    options.log_json = json;
    line_count = 0;
    wikijs_client *client = sandbox_client(&options);
    assert_int_equal(read_page(client, 1), 0);
    assert_int_equal(read_page(client, 99999999), WIKIJS_E_NOT_FOUND);
    wikijs_client_free(client);
    assert_int_equal(line_count, 3); /* two requests, one failure */
    for (size_t i = 0; i < line_count; i++)
        assert_null(strstr(lines[i], live_env("WIKIJS_TEST_KEY")));
}

static void lines_of_text(void **state)
{
    (void)state;
    read_with_log(false);
    assert_non_null(strstr(lines[0], "pages.single: POST http://"));
    assert_non_null(strstr(lines[2], "(E_NOT_FOUND) after 1 request"));
    /* request and outcome of a call have one id, another call another */
    size_t length = strcspn(lines[1], " ");
    assert_int_equal(strncmp(lines[1], lines[2], length + 1), 0);
    assert_int_not_equal(strncmp(lines[0], lines[1], length + 1), 0);
}

static void lines_of_json(void **state)
{
    (void)state;
    read_with_log(true);
    for (size_t i = 0; i < line_count; i++) {
        char command[2 * LINE_SIZE];
        snprintf(command, sizeof command,
                 "python3 -c 'import json,sys; o=json.loads(sys.argv[1]); assert o[\"operation\"]==\"pages.single\" "
                 "and o[\"id\"] and o[\"time\"].endswith(\"Z\") and o[\"message\"]' '%.*s'",
                 LINE_SIZE, lines[i]);
        assert_int_equal(system(command), 0);
    }
    assert_non_null(strstr(lines[2], "\"level\":\"info\""));
    assert_non_null(strstr(lines[2], "\"status\":\"E_NOT_FOUND\""));
    assert_non_null(strstr(lines[2], "\"httpStatus\":200"));
}

/* --- audit and numbers when the server fails --- */

static void outcomes_that_nobody_knows(void **state)
{
    (void)state;
    char folder[] = "/tmp/wikijs-audit-XXXXXX", path[64], command[128];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/audit.log", folder);
    wikijs_client_options options = sandbox_options();
    options.username = live_env("WIKIJS_TEST_EMAIL");
    options.password = live_env("WIKIJS_TEST_PASSWORD");
    options.audit_log = path;
    options.span_ended = on_end;
    ended = 0;
    wikijs_client *client = sandbox_client(&options);
    sandbox_fault("pages.delete", 1, "reset,after");
    assert_true(wikijs_pages_delete(client, 3, NULL, &err) < 0);
    wikijs_metric_list *metrics;
    assert_int_equal(wikijs_metrics_get(client, NULL, &metrics, &err), 0);
    const char *text = wikijs_metric_list_text(metrics, NULL);
    prometheus_check(text);
    assert_true(prometheus_value(text, "wikijs_requests_total{operation=\"pages.delete\",status=\"none\"}") == 1);
    assert_true(prometheus_value(text, "wikijs_logins_total{result=\"ok\"}") == 1);
    assert_true(prometheus_value(text, "wikijs_requests_in_flight") == 0);
    assert_true(prometheus_value(text, "wikijs_calls_in_flight") == 0);
    wikijs_metric_list_free(metrics);
    wikijs_client_free(client);

    wikijs_audit_reader *reader;
    wikijs_audit_entry *entry;
    assert_int_equal(wikijs_audit_reader_new(path, &reader, &err), 0);
    assert_int_equal(wikijs_audit_reader_next(reader, &entry, &err), 1);
    assert_string_equal(entry->operation, "authentication.login");
    assert_non_null(strstr(entry->arguments.ptr, "\"password\":\"***\""));
    wikijs_audit_entry_free(entry);
    assert_int_equal(wikijs_audit_reader_next(reader, &entry, &err), 1);
    assert_string_equal(entry->operation, "pages.delete");
    assert_string_equal(entry->outcome, "unknown");
    assert_string_equal(entry->identity, options.username);
    assert_string_equal(entry->trace, find_span(WIKIJS_SPAN_CALL, "pages.delete")->trace_id);
    wikijs_audit_entry_free(entry);
    assert_int_equal(wikijs_audit_reader_next(reader, &entry, &err), 0);
    wikijs_audit_reader_free(reader);
    snprintf(command, sizeof command, "! grep -qF '%s' %s", options.password, path);
    assert_int_equal(system(command), 0);
    snprintf(command, sizeof command, "rm -r %s", folder);
    assert_int_equal(system(command), 0);
}

#define CASE(function) cmocka_unit_test_setup_teardown(function, sandbox_reset, sandbox_faults_used)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_call_and_its_request),
        CASE(a_trace_from_elsewhere),
        CASE(a_trace_by_callback),
        CASE(a_flow_is_a_tree),
        CASE(documents_of_batches_belong_to_their_calls),
        CASE(a_login_is_a_part_of_the_call),
        CASE(lines_of_text),
        CASE(lines_of_json),
        CASE(outcomes_that_nobody_knows),
    };
    return cmocka_run_group_tests_name("traces, logs, numbers", tests, NULL, NULL);
}
