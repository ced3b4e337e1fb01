/* SPDX-License-Identifier: MIT */
/* Plugins around an envelope and a wire of our own: who is asked when, and what each may do. */
#include "base/status.h"
#include "graphql/document.h"
#include "model/models.h"
#include "policy/plugin.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wikijs/page.h>

#include <cmocka.h>

static int64_t now_us;
static int64_t fake_now(void *context)
{
    (void)context;
    return now_us;
}
static const struct wj_clock fake_clock = { .monotonic_us = fake_now, .wall_ms = fake_now };

static struct wj_loop *loop;
static struct wj_calls calls;
static struct wj_chain chain;
static struct wikijs_shared *shared;
static struct wj_envelope envelope;
static struct wj_plugin_use use;
static wikijs_error err;

static char trace[1024];
static void note(const char *format, ...)
{
    size_t at = strlen(trace);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(trace + at, sizeof trace - at, format, arguments);
    va_end(arguments);
    at = strlen(trace);
    snprintf(trace + at, sizeof trace - at, " ");
}

/* --- the wire --- */

static struct {
    const char *body; /* NULL: the connection breaks */
    bool hangs;
    size_t sent;
    char last_body[1024], last_header[64];
} wire;

static enum wj_step wire_down(struct wj_policy *policy, struct wikijs_call *call)
{
    (void)policy;
    note("wire");
    wire.sent++;
    wj_call_sent(call);
    snprintf(wire.last_body, sizeof wire.last_body, "%.*s", (int)call->request.body.len, call->request.body.data);
    const struct wj_header *header = call->request.headers;
    snprintf(wire.last_header, sizeof wire.last_header, "%s:%s", header ? header->name : "",
             header ? header->value : "");
    if (wire.hangs)
        return WJ_PENDING;
    if (!wire.body)
        return wj_call_fail(call, WIKIJS_E_CONNECTION, "it broke");
    static char name[] = "X-Served-By", value[] = "n1";
    static struct wj_header served = { .name = name, .value = value };
    call->response.status = 200;
    call->response.content_type = "application/json";
    call->response.headers = call->request.wants_headers ? &served : NULL;
    call->response.new_token = wj_arena_strdup(&call->memory, "renewed");
    wj_buf_clear(&call->response.body);
    wj_buf_str(&call->response.body, wire.body);
    return WJ_DONE;
}

static const struct wj_policy_ops wire_policy = { .name = "wire", .down = wire_down };

/* --- an operation --- */

struct get_args {
    int64_t id;
    const char *locale;
};
static const struct wj_arg get_rows[] = {
    ARG(struct get_args, id, "id", "Int!", WJ_ARG_INT, WJ_ARG_REQUIRED),
    ARG(struct get_args, locale, "locale", "String", WJ_ARG_STRING, 0),
};
static const struct wj_op get_op = { OP("pages", "single", OP_ARGS(get_rows)), .answer = WJ_ANSWER_OBJECT,
                                     .model = &wj_page_model };
static const struct wj_op delete_op = { OP("pages", "delete", OP_ARGS(get_rows)), .flags = WJ_OP_WRITE,
                                        .answer = WJ_ANSWER_RESPONSE };
static const struct wj_op upload_op = { .namespace_ = "assets",
                                        .field = "upload",
                                        .name = "assets.upload",
                                        .flags = WJ_OP_HTTP | WJ_OP_WRITE,
                                        .answer = WJ_ANSWER_RAW };

static const char page_answer[] = "{\"data\":{\"pages\":{\"single\":{\"id\":7,\"path\":\"home\"}}}}";

/* --- a stage with plugins on it --- */

static struct {
    int status;
    int64_t page_id;
    bool done, renewed;
    wikijs_error error;
} outcome;

static void on_done(wikijs_call *call, void *payload)
{
    (void)payload;
    const wikijs_page *page = call->op == &get_op ? call->result : NULL;
    outcome.done = true;
    outcome.status = wikijs_call_status(call);
    outcome.page_id = page ? page->id : 0;
    outcome.error = call->error;
    outcome.renewed = call->response.new_token != NULL;
}

static void stage(const wikijs_plugin_use *uses, size_t count)
{
    assert_int_equal(wj_shared_new(&shared, &wj_libc_allocator), 0);
    assert_int_equal(wj_plugins_make(shared, uses, count, &err), 0);
    assert_int_equal(wj_loop_new(&loop, &wj_libc_allocator, &fake_clock), 0);
    wj_calls_init(&calls, loop);
    envelope = (struct wj_envelope){ .parser = wj_json_parser_new(&wj_libc_allocator),
                                     .allocator = &wj_libc_allocator,
                                     .clock = &fake_clock,
                                     .max_result = 1 << 20 };
    wj_plugin_use_init(&use, wj_plugins_of(shared), &envelope, "http://wiki.test");
    calls.watch = &use.watch;
    chain = (struct wj_chain){ .policies = { { &wj_call_plugins_policy, &use, 0 },
                                             { &wj_envelope_policy, &envelope, 1 },
                                             { &wj_request_plugins_policy, &use, 2 },
                                             { &wire_policy, NULL, 3 } },
                               .count = 4 };
}

static int set_up(void **state)
{
    (void)state;
    now_us = 1000000;
    trace[0] = 0;
    wire.body = page_answer;
    wire.hangs = false;
    wire.sent = 0;
    memset(&outcome, 0, sizeof outcome);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    wj_calls_cancel_all(&calls);
    wj_json_parser_free(envelope.parser);
    wj_loop_free(loop);
    wj_shared_unref(shared);
    return 0;
}

static struct wikijs_call *start(const struct wj_op *op)
{
    struct wikijs_call *call = wj_call_new(&calls, NULL, &wj_libc_allocator, op, 1 << 16);
    assert_non_null(call);
    struct get_args args = { 7, "en" };
    call->request.method = "POST";
    call->request.path = "/graphql";
    if (!(op->flags & WJ_OP_HTTP))
        assert_int_equal(wj_body(&call->request.body, NULL, op, &args, 0, &call->request.probe_at, &err), 0);
    call->chain = &chain;
    call->done = on_done;
    wj_call_start(call);
    wikijs_call_unref(call);
    return call;
}

static void run(const struct wj_op *op)
{
    start(op);
    wj_loop_turn(loop, 0);
    assert_true(outcome.done);
}

/* --- a plugin that only notes --- */

static int note_before_call(wikijs_plugin_call *call, void *state)
{
    assert_string_equal(wikijs_plugin_call_operation(call), "pages.single");
    assert_int_equal(wikijs_plugin_call_attempt(call), 0);
    note("%s:call", (const char *)state);
    return 0;
}
static int note_before_request(wikijs_plugin_call *call, void *state)
{
    note("%s:request%d", (const char *)state, wikijs_plugin_call_attempt(call));
    return 0;
}
static int note_after_response(wikijs_plugin_call *call, void *state)
{
    const wikijs_error *error = wikijs_plugin_call_error(call);
    note("%s:response%d%s", (const char *)state, wikijs_plugin_call_http_status(call), error ? "!" : "");
    return 0;
}
static int note_on_error(wikijs_plugin_call *call, void *state)
{
    note("%s:error%d", (const char *)state, wikijs_plugin_call_error(call)->code);
    return 0;
}
static void note_after_call(wikijs_plugin_call *call, void *state)
{
    const wikijs_error *error = wikijs_plugin_call_error(call);
    note("%s:over%d", (const char *)state, error ? error->code : 0);
}

static const wikijs_plugin notes = { WIKIJS_PLUGIN_HEAD("notes", "1", "notes what happens"),
                                     .before_call = note_before_call,
                                     .before_request = note_before_request,
                                     .after_response = note_after_response,
                                     .on_error = note_on_error,
                                     .after_call = note_after_call };

static void stage_of(const wikijs_plugin *inner)
{
    wikijs_plugin_use uses[] = { { .plugin = &notes, .payload = "a" },
                                 { .plugin = inner ? inner : &notes, .payload = "b" } };
    stage(uses, 2);
}

static void order_is_down_and_back(void **state)
{
    (void)state;
    stage_of(NULL);
    run(&get_op);
    assert_string_equal(trace, "a:call b:call a:request1 b:request1 wire b:response200 a:response200 b:over0 a:over0 ");
    assert_int_equal(outcome.page_id, 7);
}

static void failures_are_told_in_reverse(void **state)
{
    (void)state;
    wire.body = NULL;
    stage_of(NULL);
    run(&get_op);
    assert_string_equal(trace, "a:call b:call a:request1 b:request1 wire b:response0! a:response0! "
                               "b:error-104 a:error-104 b:over-104 a:over-104 ");
    assert_int_equal(outcome.status, WIKIJS_E_CONNECTION);
}

static void canceled_call_is_told_as_well(void **state)
{
    (void)state;
    wire.hangs = true;
    stage_of(NULL);
    wikijs_call_cancel(start(&get_op));
    wj_loop_turn(loop, 0);
    assert_string_equal(trace, "a:call b:call a:request1 b:request1 wire b:response0! a:response0! "
                               "b:error-5 a:error-5 b:over-5 a:over-5 ");
}

/* --- one that refuses --- */

static int refuse_call(wikijs_plugin_call *call, void *state)
{
    (void)state;
    return wikijs_plugin_call_refuse(call, WIKIJS_E_FORBIDDEN, "not on a Sunday");
}
static const wikijs_plugin refuser = { WIKIJS_PLUGIN_HEAD("refuser", "1", "refuses"), .before_call = refuse_call };

static void refused_call_sends_nothing(void **state)
{
    (void)state;
    stage_of(&refuser);
    run(&get_op);
    assert_int_equal(wire.sent, 0);
    assert_int_equal(outcome.status, WIKIJS_E_FORBIDDEN);
    assert_string_equal(outcome.error.message, "plugin 'refuser': not on a Sunday");
    assert_string_equal(trace, "a:call a:error-301 a:over-301 ");
}

static int number_of_nothing(wikijs_plugin_call *call, void *state)
{
    (void)call;
    return *(int *)state;
}
static const wikijs_plugin number = { WIKIJS_PLUGIN_HEAD("number", "1", "returns a number"),
                                      .before_request = number_of_nothing };

static void bare_number_ends_the_request(void **state)
{
    static const struct {
        int verdict, status;
        const char *message;
    } cases[] = { { WIKIJS_E_BUSY, WIKIJS_E_BUSY, "plugin 'number': the client is in use" },
                  { WIKIJS_PLUGIN_ANSWERED, WIKIJS_E_USER, "plugin 'number': ended the call" },
                  { 9, WIKIJS_E_USER, "plugin 'number': ended the call" } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int verdict = cases[i].verdict;
        wikijs_plugin_use uses[] = { { .plugin = &number, .payload = &verdict } };
        set_up(state);
        stage(uses, 1);
        run(&get_op);
        assert_int_equal(wire.sent, 0);
        assert_int_equal(outcome.status, cases[i].status);
        assert_non_null(strstr(outcome.error.message, cases[i].message));
        if (i + 1 < sizeof cases / sizeof *cases)
            tear_down(state);
    }
}

static int refuse_response(wikijs_plugin_call *call, void *state)
{
    (void)state;
    assert_string_equal(wikijs_plugin_call_response_header(call, "x-served-by"), "n1");
    assert_null(wikijs_plugin_call_response_header(call, "x-other"));
    const char *value;
    assert_string_equal(wikijs_plugin_call_response_header_at(call, 0, NULL), "X-Served-By");
    assert_non_null(wikijs_plugin_call_response_header_at(call, 0, &value));
    assert_string_equal(value, "n1");
    assert_null(wikijs_plugin_call_response_header_at(call, 1, &value));
    assert_null(value);
    return wikijs_plugin_call_refuse(call, WIKIJS_E_PROTOCOL, "of the wrong node");
}
static const wikijs_plugin response_refuser = { WIKIJS_PLUGIN_HEAD("node", "1", "refuses"),
                                                .after_response = refuse_response };

static void refused_answer_of_a_write_is_uncertain(void **state)
{
    (void)state;
    wire.body = "{\"data\":{\"pages\":{\"delete\":{\"responseResult\":{\"succeeded\":true,\"errorCode\":0}}}}}";
    wikijs_plugin_use uses[] = { { .plugin = &response_refuser } };
    stage(uses, 1);
    run(&delete_op);
    assert_int_equal(outcome.status, WIKIJS_E_PROTOCOL);
    assert_true(outcome.error.flags & WIKIJS_ERROR_UNCERTAIN);
    assert_string_equal(outcome.error.message, "plugin 'node': of the wrong node");
}

/* --- one that answers --- */

static const wikijs_str canned = { "{\"id\":9,\"path\":\"kept\"}", 22 };

static int answer(wikijs_plugin_call *call, void *state)
{
    (void)state;
    return wikijs_plugin_call_answer(call, canned);
}
static const wikijs_plugin before = { WIKIJS_PLUGIN_HEAD("before", "1", "answers"), .before_call = answer };
static const wikijs_plugin at_request = { WIKIJS_PLUGIN_HEAD("wire", "1", "answers"), .before_request = answer };
static const wikijs_plugin afterwards = { WIKIJS_PLUGIN_HEAD("after", "1", "answers"), .after_response = answer };
static const wikijs_plugin rescue = { WIKIJS_PLUGIN_HEAD("rescue", "1", "answers"), .on_error = answer };

static void plugins_answer_where_they_may(void **state)
{
    static const struct {
        const wikijs_plugin *plugin;
        const char *trace;
    } cases[] = {
        { &before, "a:call a:over0 " },
        { &at_request, "a:call a:request1 a:response200 a:over0 " },
        { &afterwards, "a:call a:request1 wire a:response200 a:over0 " },
        { &rescue, "a:call a:request1 wire a:response0! a:over0 " },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        set_up(state);
        wire.body = NULL;
        stage_of(cases[i].plugin);
        run(&get_op);
        assert_string_equal(trace, cases[i].trace);
        assert_int_equal(outcome.status, 0);
        assert_int_equal(outcome.page_id, 9);
        if (i + 1 < sizeof cases / sizeof *cases)
            tear_down(state);
    }
}

static int answer_nonsense(wikijs_plugin_call *call, void *state)
{
    (void)state;
    wikijs_plugin_call_answer(call, (wikijs_str){ "{\"id\":", 6 });
    return 0; /* what it has said counts */
}
static const wikijs_plugin nonsense = { WIKIJS_PLUGIN_HEAD("nonsense", "1", "answers"),
                                        .before_call = answer_nonsense };

static void answer_that_is_no_json_is_an_error(void **state)
{
    (void)state;
    wikijs_plugin_use uses[] = { { .plugin = &nonsense } };
    stage(uses, 1);
    run(&get_op);
    assert_int_equal(outcome.status, WIKIJS_E_PROTOCOL);
    assert_int_equal(wire.sent, 0);
}

static int answer_upload(wikijs_plugin_call *call, void *state)
{
    (void)state;
    assert_true(wikijs_plugin_call_is_write(call));
    assert_int_equal(wikijs_plugin_call_answer(call, canned), WIKIJS_E_STATE);
    assert_int_equal(wikijs_plugin_call_set_argument(call, "id", (wikijs_str){ "1", 1 }), WIKIJS_E_STATE);
    assert_null(wikijs_plugin_call_arguments(call).ptr);
    return 0;
}
static const wikijs_plugin upload_answerer = { WIKIJS_PLUGIN_HEAD("upload", "1", "tries"),
                                               .before_call = answer_upload };

static void file_routes_are_not_answered(void **state)
{
    (void)state;
    wire.body = "ok";
    wikijs_plugin_use uses[] = { { .plugin = &upload_answerer } };
    stage(uses, 1);
    run(&upload_op);
    assert_int_equal(outcome.status, 0);
    assert_int_equal(wire.sent, 1);
}

/* What came, without what is around the operation's field: it lies in the memory that the answer goes to. */
static int answer_with_what_came(wikijs_plugin_call *call, void *state)
{
    (void)state;
    static const char around[] = "{\"data\":{\"pages\":{\"single\":";
    wikijs_str came = wikijs_plugin_call_response_body(call);
    came = (wikijs_str){ came.ptr + strlen(around), came.len - strlen(around) - 3 };
    return wikijs_plugin_call_answer(call, came);
}
static const wikijs_plugin repeater = { WIKIJS_PLUGIN_HEAD("repeater", "1", "answers"),
                                        .after_response = answer_with_what_came };

static void the_answer_may_be_part_of_what_came(void **state)
{
    (void)state;
    wire.body = page_answer;
    wikijs_plugin_use uses[] = { { .plugin = &repeater } };
    stage(uses, 1);
    run(&get_op);
    assert_int_equal(outcome.status, 0);
    assert_int_equal(outcome.page_id, 7);
    assert_true(outcome.renewed); /* the login that the server has renewed besides */
}

/* --- one that changes things --- */

static int change(wikijs_plugin_call *call, void *state)
{
    (void)state;
    wikijs_str arguments = wikijs_plugin_call_arguments(call);
    assert_int_equal(arguments.len, strlen("{\"id\":7,\"locale\":\"en\"}"));
    assert_memory_equal(arguments.ptr, "{\"id\":7,\"locale\":\"en\"}", arguments.len);
    assert_int_equal(wikijs_plugin_call_set_argument(call, "locale", (wikijs_str){ "\"d\\\"e\"", 6 }), 0);
    assert_int_equal(wikijs_plugin_call_set_argument(call, "id", (wikijs_str){ "8", 1 }), 0);
    assert_int_equal(wikijs_plugin_call_set_argument(call, "title", (wikijs_str){ "8", 1 }), WIKIJS_E_ARG);
    assert_int_equal(wikijs_plugin_call_set_argument(call, "id", (wikijs_str){ "8,9", 3 }), WIKIJS_E_ARG);
    assert_int_equal(wikijs_plugin_call_set_argument(call, "id", (wikijs_str){ "{", 1 }), WIKIJS_E_ARG);
    assert_int_equal(wikijs_plugin_call_set_argument(call, "id", (wikijs_str){ "", 0 }), WIKIJS_E_ARG);
    return 0;
}

static int set_headers(wikijs_plugin_call *call, void *state)
{
    (void)state;
    static const char *const refused[] = { "Authorization", "cookie", "Host", "", "X Y", "X:Y", "Content-Length" };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        assert_int_equal(wikijs_plugin_call_set_header(call, refused[i], "x"), WIKIJS_E_ARG);
    assert_int_equal(wikijs_plugin_call_set_header(call, "X-Tenant", "a\r\nHost: b"), WIKIJS_E_ARG);
    assert_int_equal(wikijs_plugin_call_set_header(call, "X-Old", "1"), 0);
    assert_int_equal(wikijs_plugin_call_set_header(call, "x-old", NULL), 0);
    assert_int_equal(wikijs_plugin_call_set_header(call, "X-Tenant", "before"), 0);
    assert_int_equal(wikijs_plugin_call_set_header(call, "x-tenant", "acme"), 0);
    assert_string_equal(wikijs_plugin_call_header(call, "X-TENANT"), "acme");
    assert_null(wikijs_plugin_call_header(call, "X-Old"));
    assert_int_equal(wikijs_plugin_call_set_argument(call, "id", (wikijs_str){ "1", 1 }), WIKIJS_E_STATE);
    return 0;
}

static void arguments_and_headers_are_changed(void **state)
{
    (void)state;
    static const wikijs_plugin changer = { WIKIJS_PLUGIN_HEAD("changer", "1", "changes"), .before_call = change,
                                           .before_request = set_headers };
    wikijs_plugin_use uses[] = { { .plugin = &changer } };
    stage(uses, 1);
    run(&get_op);
    assert_non_null(strstr(wire.last_body, "\"variables\":{\"locale\":\"d\\\"e\",\"id\":8}}"));
    assert_int_equal(strncmp(wire.last_body, "{\"query\":\"query($id:Int!", 24), 0);
    assert_string_equal(wire.last_header, "x-tenant:acme");
}

/* --- memory, retries, events --- */

static int count_up(wikijs_plugin_call *call, void *state)
{
    int *count = wikijs_plugin_call_memory(call, sizeof *count);
    assert_non_null(count);
    *(int *)state = ++*count;
    return 0;
}
static int count_retry(wikijs_plugin_call *call, int64_t delay_ms, void *state)
{
    assert_int_equal(delay_ms, 250);
    assert_int_equal(wikijs_plugin_call_error(call)->code, WIKIJS_E_CONNECTION);
    return *(int *)state > 2;
}
static void count_events(const wikijs_plugin_event *event, void *state)
{
    assert_string_equal(event->base_url, "http://wiki.test");
    assert_string_equal(event->operation, "pages.single");
    assert_int_equal(event->wait_ms, 40);
    *(int *)state += event->kind * 100;
}
static const wikijs_plugin counter = { WIKIJS_PLUGIN_HEAD("counter", "1", "counts"),
                                       .flags = WIKIJS_PLUGIN_SERIAL,
                                       .before_call = count_up,
                                       .before_request = count_up,
                                       .on_retry = count_retry,
                                       .on_event = count_events };

static void calls_have_memory_and_are_watched(void **state)
{
    (void)state;
    int counts[2] = { 0, 0 };
    wikijs_plugin_use uses[] = { { .plugin = &counter, .payload = &counts[0] },
                                 { .plugin = &counter, .payload = &counts[1] } };
    wire.hangs = true;
    stage(uses, 2);
    struct wikijs_call *call = start(&get_op);
    assert_int_equal(counts[0], 2);
    assert_int_equal(counts[1], 2);
    call->status = wj_error_set(&call->error, WIKIJS_E_CONNECTION, "it broke");
    assert_true(wj_tell_retry(call, 250));
    counts[1] = 3;
    assert_false(wj_tell_retry(call, 250));
    wj_tell(call, WIKIJS_EVENT_BREAKER_OPEN, 40);
    assert_int_equal(counts[0], 402);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        CASE(order_is_down_and_back),
        CASE(failures_are_told_in_reverse),
        CASE(canceled_call_is_told_as_well),
        CASE(refused_call_sends_nothing),
        CASE(bare_number_ends_the_request),
        CASE(refused_answer_of_a_write_is_uncertain),
        CASE(plugins_answer_where_they_may),
        CASE(answer_that_is_no_json_is_an_error),
        CASE(the_answer_may_be_part_of_what_came),
        CASE(file_routes_are_not_answered),
        CASE(arguments_and_headers_are_changed),
        CASE(calls_have_memory_and_are_watched),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
