/* SPDX-License-Identifier: MIT */
/* Answers that are handed out as JSON text: the operation's part, with the meaning that its row gives to the rest. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/alloc.h"
#include "graphql/answer.h"
#include "model/models.h"
#include "support/allocator.h"
#include "support/reading.h"
#include <wikijs/graphql.h>

static const struct wj_op single = { OP("pages", "single", .answer = WJ_ANSWER_OBJECT, .model = &wj_page_model,
                                        .permission = "manage:pages or delete:pages") };
static const struct wj_op list = { OP("pages", "list", .answer = WJ_ANSWER_LIST, .model = &wj_page_item_model) };
static const struct wj_op check = { OP("pages", "checkConflicts", .answer = WJ_ANSWER_BOOL) };
static const struct wj_op delete_ = { OP("pages", "delete", .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_RESPONSE,
                                         .permission = "delete:pages") };
static const struct wj_op partial = { OP("pages", "single", .flags = WJ_OP_PARTIAL, .answer = WJ_ANSWER_OBJECT,
                                         .model = &wj_page_model) };

/* Each answer with the status and the data that it must become. */
static const struct {
    const struct wj_op *op;
    int http;
    const char *body;
    int status;
    const char *data; /* NULL: no answer is handed out */
    const char *message;
} rows[] = {
    { &single, 200, "{\"data\":{\"pages\":{\"single\":{\"id\":5, \"extra\":{\"a\":[1]}}}}}", 0,
      "{\"id\":5, \"extra\":{\"a\":[1]}}", "" },
    { &single, 200, "{\"data\":{\"pages\":{\"single\":null}}}", WIKIJS_E_NOT_FOUND, "null", "it does not exist" },
    { &single, 200, "{\"data\":{\"pages\":{\"single\":null}},\"errors\":[{\"message\":\"Forbidden\"}]}",
      WIKIJS_E_FORBIDDEN, "null", "Forbidden: 'pages.single' needs manage:pages or delete:pages" },
    { &single, 200, "{\"data\":{}}", WIKIJS_E_PROTOCOL, "null",
      "the answer (HTTP 200) holds no data of 'pages.single'" },
    { &single, 400, "{\"errors\":[{\"message\":\"Syntax\\u0020Error\"}]}", WIKIJS_E_SCHEMA, "null", "Syntax Error" },
    { &partial, 200, "{\"data\":{\"pages\":{\"single\":{\"id\":5}}},\"errors\":[{\"message\":\"no\"}]}", 0,
      "{\"id\":5}", "" },
    { &list, 200, "{\"data\":{\"pages\":{\"list\":[{\"id\":\"not a number\"}]}}}", 0, "[{\"id\":\"not a number\"}]",
      "" },
    { &check, 200, "{\"data\":{\"pages\":{\"checkConflicts\":true}}}", 0, "true", "" },
    { &check, 200, "{\"data\":{\"pages\":{\"checkConflicts\":null}}}", WIKIJS_E_PROTOCOL, "null",
      "the answer lacks its value" },
    { &delete_, 200,
      "{\"data\":{\"pages\":{\"delete\":{\"responseResult\":{\"succeeded\":true,\"message\":\"T\\u00fc\"}}}}}", 0,
      "{\"responseResult\":{\"succeeded\":true,\"message\":\"T\\u00fc\"}}", "" },
    { &delete_, 200,
      "{\"data\":{\"pages\":{\"delete\":{\"responseResult\":{\"succeeded\":false,\"errorCode\":6003,"
      "\"slug\":\"PageNotFound\",\"message\":\"This page does not exist.\"}}}}}",
      WIKIJS_E_NOT_FOUND,
      "{\"responseResult\":{\"succeeded\":false,\"errorCode\":6003,\"slug\":\"PageNotFound\","
      "\"message\":\"This page does not exist.\"}}",
      "This page does not exist" },
    { &delete_, 200, "{\"data\":{\"pages\":{\"delete\":null}}}", WIKIJS_E_REFUSED, "null",
      "the server said neither that it succeeded nor that it failed: it may not implement this" },
    { &single, 502, "<html>", WIKIJS_E_UNAVAILABLE, NULL, "the answer is HTML (HTTP 502)" },
    { &single, 200, "{\"data\":{\"pages\":", WIKIJS_E_PROTOCOL, NULL, NULL },
};

enum { ROWS = sizeof rows / sizeof *rows };

static void each_answer_has_its_status(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS; i++) {
        struct reading r;
        reading_start_as_json(&r, &wj_libc_allocator, rows[i].op, rows[i].http, rows[i].body);
        assert_int_equal(r.status, rows[i].status);
        assert_int_equal(r.err.code, rows[i].status);
        if (rows[i].message)
            assert_string_equal(r.err.message, rows[i].message);
        const wikijs_answer *answer = r.out.result;
        if (rows[i].data) {
            assert_non_null(answer);
            assert_string_equal(answer->data.ptr, rows[i].data);
            assert_int_equal(answer->data.len, strlen(rows[i].data));
            assert_string_equal(answer->body.ptr, rows[i].body); /* as it came, escapes and all */
            assert_int_equal(answer->http_status, rows[i].http);
        } else {
            assert_null(answer);
        }
        reading_end(&r);
    }
}

static void the_probe_is_seen_and_is_no_error(void **state)
{
    (void)state;
    struct reading r;
    reading_start_as_json(&r, &wj_libc_allocator, &single, 200,
                          "{\"data\":{\"pages\":{\"single\":{\"id\":5}},\"wj_probe\":{\"profile\":{\"id\":1}}}}");
    assert_int_equal(r.status, 0);
    assert_int_equal(r.out.probe, WJ_PROBE_USER);
    reading_end(&r);
    reading_start_as_json(&r, &wj_libc_allocator, &single, 200,
                          "{\"errors\":[{\"message\":\"Forbidden\",\"path\":[\"wj_probe\",\"profile\"]}],"
                          "\"data\":{\"pages\":{\"single\":{\"id\":5}},\"wj_probe\":{\"profile\":null}}}");
    assert_int_equal(r.status, 0);
    assert_int_equal(r.out.probe, WJ_PROBE_GUEST);
    assert_string_equal(((const wikijs_answer *)r.out.result)->data.ptr, "{\"id\":5}");
    reading_end(&r);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS; i++) {
        struct test_allocator t;
        struct reading r;
        test_allocator_init(&t);
        reading_start_as_json(&r, &t.allocator, rows[i].op, rows[i].http, rows[i].body);
        reading_end(&r);
        for (size_t n = 1, needed = t.asked; n <= needed; n++) {
            test_allocator_init(&t);
            t.fail_at = n;
            reading_start_as_json(&r, &t.allocator, rows[i].op, rows[i].http, rows[i].body);
            assert_int_equal(r.status, WIKIJS_E_NOMEM);
            assert_null(r.out.result);
            reading_end(&r);
            assert_int_equal(t.live, 0);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_answer_has_its_status),
        cmocka_unit_test(the_probe_is_seen_and_is_no_error),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
