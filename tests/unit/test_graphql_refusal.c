/* SPDX-License-Identifier: MIT */
/* Answers to errors: every shape in which the server refuses, and bodies that are no answers at all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "graphql/answer.h"
#include "model/models.h"
#include "support/reading.h"

static const struct wj_op single = { OP("pages", "single", .answer = WJ_ANSWER_OBJECT, .model = &wj_page_model,
                                        .permission = "manage:pages or delete:pages") };
static const struct wj_op history = { OP("pages", "history", .answer = WJ_ANSWER_OBJECT,
                                         .model = &wj_page_history_model, .permission = "read:history") };
static const struct wj_op list = { OP("pages", "list", .answer = WJ_ANSWER_LIST, .model = &wj_page_item_model) };
static const struct wj_op check = { OP("pages", "checkConflicts", .answer = WJ_ANSWER_BOOL) };
static const struct wj_op create = { OP("pages", "create", .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_RESPONSE,
                                        .model = &wj_page_model, .payload = "page", .permission = "write:pages") };
static const struct wj_op delete_ = { OP("pages", "delete", .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_RESPONSE,
                                         .permission = "delete:pages") };
static const struct wj_op assign = { OP("groups", "assignUser", .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_RESPONSE) };

static void read_answer(struct reading *r, const struct wj_op *op, int http, const char *body)
{
    reading_start(r, &wj_libc_allocator, op, http, body, true);
    if (!r->status && r->err.message[0])
        fail_msg("status 0 with the message '%s'", r->err.message);
}

struct refusal {
    const char *what;
    const struct wj_op *op;
    int http;
    const char *body;
    int status, server_code;
    const char *slug, *path, *permission, *message;
    bool maybe_guest;
    int64_t retry_after_ms;
};

#define THROWN(path, message, extensions)                                                                \
    "{\"errors\":[{\"message\":\"" message "\",\"locations\":[{\"line\":1,\"column\":8}],\"path\":" path \
    ",\"extensions\":{\"code\":\"INTERNAL_SERVER_ERROR\"" extensions "}}],\"data\":{\"pages\":null}}"
#define OWN(code, name, message) \
    ",\"exception\":{\"stack\":\"" name " " code ": " message "\\n    at x\",\"code\":" code ",\"stacktrace\":[\"x\"]}"
#define MIDDLEWARE(message) "{\"data\":{},\"errors\":[{\"message\":\"" message "\",\"path\":[]}]}"
#define FAILED(op, code, slug, message)                                                             \
    "{\"data\":{\"pages\":{\"" op "\":{\"responseResult\":{\"succeeded\":false,\"errorCode\":" code \
    ",\"slug\":\"" slug "\",\"message\":\"" message "\"},\"page\":null}}}}"
#define SINGLE "[\"pages\",\"single\"]"
#define VIEW "manage:pages or delete:pages"

/* clang-format off */
static const struct refusal refusals[] = {
    /* 1: the document is refused */
    { "validation", &single, 400,
      "{\"errors\":[{\"message\":\"Cannot query field \\\"nope\\\" on type \\\"Page\\\".\",\"locations\":[],"
      "\"extensions\":{\"code\":\"GRAPHQL_VALIDATION_FAILED\",\"exception\":{\"stacktrace\":[\"x\"]}}}]}",
      WIKIJS_E_SCHEMA, 0, "", "pages.single", "", "Cannot query field \"nope\" on type \"Page\"", false, -1 },
    { "validation in a batch", &single, 200,
      "{\"errors\":[{\"message\":\"Unknown argument\",\"extensions\":{\"code\":\"GRAPHQL_VALIDATION_FAILED\"}}]}",
      WIKIJS_E_SCHEMA, 0, "", "pages.single", "", "Unknown argument", false, -1 },
    { "variables", &single, 400,
      "{\"errors\":[{\"message\":\"Variable \\\"$id\\\" got invalid value\",\"extensions\":{\"code\":\"BAD_USER_INPUT\"}}]}",
      WIKIJS_E_SCHEMA, 0, "", "pages.single", "", "Variable \"$id\" got invalid value", false, -1 },
    { "unknown operation name", &single, 400,
      "{\"errors\":[{\"message\":\"Unknown operation named \\\"x\\\".\",\"extensions\":{\"code\":\"INTERNAL_SERVER_ERROR\"}}]}",
      WIKIJS_E_SCHEMA, 0, "", "pages.single", "", "Unknown operation named \"x\"", false, -1 },

    /* 2: thrown while resolving */
    { "own number", &single, 200, THROWN(SINGLE, "This page does not exist.", OWN("6003", "PageNotFound", "This page does not exist.")),
      WIKIJS_E_NOT_FOUND, 6003, "PageNotFound", "pages.single", "", "This page does not exist", false, -1 },
    { "own number that nobody knows", &single, 200, THROWN(SINGLE, "New.", OWN("6999", "PageNew", "New.")),
      WIKIJS_E_GRAPHQL, 6999, "PageNew", "pages.single", "", "New", false, -1 },
    { "refused view", &single, 200, THROWN(SINGLE, "You are not authorized to view this page.", OWN("6013", "PageViewForbidden", "x")),
      WIKIJS_E_FORBIDDEN, 6013, "PageViewForbidden", "pages.single", VIEW, "You are not authorized to view this page", true, -1 },
    { "operation forbidden", &single, 200, THROWN(SINGLE, "Forbidden", ",\"exception\":{\"stacktrace\":[]}"),
      WIKIJS_E_FORBIDDEN, 0, "", "pages.single", VIEW, "Forbidden: 'pages.single' needs " VIEW, true, -1 },
    { "field forbidden", &single, 200, THROWN("[\"pages\",\"single\",\"content\"]", "Forbidden", ""),
      WIKIJS_E_FORBIDDEN, 0, "", "pages.single.content", "read:source or write:pages",
      "Forbidden: 'pages.single.content' needs read:source or write:pages", true, -1 },
    { "field of a payload forbidden", &create, 200, THROWN("[\"pages\",\"create\",\"page\",\"authorName\"]", "Forbidden", ""),
      WIKIJS_E_FORBIDDEN, 0, "", "pages.create.page.authorName", "write:pages",
      "Forbidden: 'pages.create.page.authorName' needs write:pages", true, -1 },
    { "field without a permission forbidden", &single, 200, THROWN("[\"pages\",\"single\",\"tags\",3,\"tag\"]", "Forbidden", ""),
      WIKIJS_E_FORBIDDEN, 0, "", "pages.single.tags[3].tag", VIEW, "Forbidden: 'pages.single.tags[3].tag' needs " VIEW, true, -1 },
    { "unauthorized", &single, 200, THROWN(SINGLE, "Unauthorized", ""),
      WIKIJS_E_UNAUTHENTICATED, 0, "", "pages.single", "", "Unauthorized", true, -1 },
    { "must be authenticated", &single, 200, THROWN(SINGLE, "You must be authenticated", OWN("1019", "AuthRequired", "x")),
      WIKIJS_E_UNAUTHENTICATED, 1019, "AuthRequired", "pages.single", "", "You must be authenticated", true, -1 },
    { "history of no page", &history, 200, THROWN("[\"pages\",\"history\"]", "Cannot read properties of undefined (reading 'path')", ""),
      WIKIJS_E_NOT_FOUND, 0, "", "pages.history", "", "This page does not exist", false, -1 },
    { "another TypeError", &history, 200, THROWN("[\"pages\",\"history\"]", "Cannot read properties of undefined (reading 'map')", ""),
      WIKIJS_E_GRAPHQL, 0, "", "pages.history", "", "Cannot read properties of undefined (reading 'map')", false, -1 },
    { "the same words elsewhere", &assign, 200, THROWN("[\"groups\",\"assignUser\"]", "Cannot read properties of undefined (reading 'path')", ""),
      WIKIJS_E_GRAPHQL, 0, "", "groups.assignUser", "", "Cannot read properties of undefined (reading 'path')", false, -1 },
    { "rate limit", &single, 200, THROWN(SINGLE, "Too many requests, please try again in 59 seconds.", ""),
      WIKIJS_E_RATE_LIMITED, 0, "", "pages.single", "", "Too many requests, please try again in 59 seconds", false, 59000 },
    { "rate limit without a number", &single, 200, THROWN(SINGLE, "Too many requests, please try again in a while.", ""),
      WIKIJS_E_RATE_LIMITED, 0, "", "pages.single", "", "Too many requests, please try again in a while", false, -1 },
    { "group errors are thrown", &assign, 200, THROWN("[\"groups\",\"assignUser\"]", "User is already assigned to group.", ""),
      WIKIJS_E_EXISTS, 0, "", "groups.assignUser", "", "User is already assigned to group", false, -1 },
    { "database error with its state", &single, 200, THROWN(SINGLE, "select * from pages - value too long", ",\"exception\":{\"code\":\"22001\"}"),
      WIKIJS_E_INVALID, 0, "", "pages.single", "", "value too long", false, -1 },
    { "unique violation", &single, 200, THROWN(SINGLE, "insert into x - duplicate key", ",\"exception\":{\"code\":\"23505\"}"),
      WIKIJS_E_EXISTS, 0, "", "pages.single", "", "duplicate key", false, -1 },
    { "anything else", &single, 200, THROWN(SINGLE, "Cannot return null for non-nullable field Page.editor.", ""),
      WIKIJS_E_GRAPHQL, 0, "", "pages.single", "", "Cannot return null for non-nullable field Page.editor", false, -1 },
    { "extensions of other types", &single, 200, THROWN(SINGLE, "x", ",\"exception\":{\"code\":{\"a\":[1]},\"stack\":\"no number\"}"),
      WIKIJS_E_GRAPHQL, 0, "", "pages.single", "", "x", false, -1 },
    { "no message", &single, 200, "{\"errors\":[{}],\"data\":null}",
      WIKIJS_E_GRAPHQL, 0, "", "pages.single", "", "an error without a message", false, -1 },
    { "an empty message", &single, 200, "{\"errors\":[{\"message\":\".\"}],\"data\":null}",
      WIKIJS_E_GRAPHQL, 0, "", "pages.single", "", "the server answered with GraphQL errors", false, -1 },
    { "errors behind the data", &single, 200, "{\"data\":{\"pages\":{\"single\":null}},\"errors\":[{\"message\":\"Unauthorized\"}]}",
      WIKIJS_E_UNAUTHENTICATED, 0, "", "pages.single", "", "Unauthorized", true, -1 },
    { "data that are there do not hide an error", &single, 200,
      "{\"errors\":[{\"message\":\"String cannot represent value: [...]\",\"path\":[\"pages\",\"single\",\"toc\"]}],"
      "\"data\":{\"pages\":{\"single\":{\"id\":1,\"toc\":null}}}}",
      WIKIJS_E_GRAPHQL, 0, "", "pages.single.toc", "", "String cannot represent value: [...]", false, -1 },

    /* 3: responseResult */
    { "duplicate", &create, 200, FAILED("create", "6002", "PageDuplicateCreate", "Cannot create this page."),
      WIKIJS_E_EXISTS, 6002, "PageDuplicateCreate", "pages.create", "", "Cannot create this page", false, -1 },
    { "page rule", &delete_, 200, FAILED("delete", "6010", "PageDeleteForbidden", "You are not authorized to delete this page."),
      WIKIJS_E_FORBIDDEN, 6010, "PageDeleteForbidden", "pages.delete", "delete:pages", "You are not authorized to delete this page", false, -1 },
    { "foreign key", &create, 200,
      FAILED("create", "1", "ForeignKeyViolationError", "insert into \\\"pages\\\" (\\\"a\\\") values ($1) - violates \\\"pages_localecode_foreign\\\""),
      WIKIJS_E_INVALID, 1, "ForeignKeyViolationError", "pages.create", "", "violates \"pages_localecode_foreign\"", false, -1 },
    { "unique slug", &create, 200, FAILED("create", "1", "UniqueViolationError", "x"),
      WIKIJS_E_EXISTS, 1, "UniqueViolationError", "pages.create", "", "x", false, -1 },
    { "no such page", &create, 200, FAILED("create", "1", "Error", "Invalid Page Id"),
      WIKIJS_E_NOT_FOUND, 1, "Error", "pages.create", "", "This page does not exist", false, -1 },
    { "no such tag", &create, 200, FAILED("create", "1", "Error", "This tag does not exist."),
      WIKIJS_E_NOT_FOUND, 1, "Error", "pages.create", "", "This tag does not exist", false, -1 },
    { "tree collision", &delete_, 200, FAILED("delete", "1", "Error", "Error when running job rebuild-tree: x - duplicate key value"),
      WIKIJS_E_REFUSED, 1, "Error", "pages.delete", "", "Error when running job rebuild-tree: x - duplicate key value", false, -1 },
    { "failure without words", &delete_, 200, "{\"data\":{\"pages\":{\"delete\":{\"responseResult\":{\"succeeded\":false}}}}}",
      WIKIJS_E_REFUSED, 0, "", "pages.delete", "", "a failure without a message", false, -1 },

    /* 4: middleware */
    { "revoked key", &single, 500, MIDDLEWARE("API Key is invalid or was revoked."),
      WIKIJS_E_UNAUTHENTICATED, 0, "", "pages.single", "", "API Key is invalid or was revoked", false, -1 },
    { "API off", &single, 500, MIDDLEWARE("API is disabled. You must enable it from the Administration Area first."),
      WIKIJS_E_FORBIDDEN, 0, "", "pages.single", VIEW,
      "API is disabled. You must enable it from the Administration Area first", false, -1 },
    { "boot window", &single, 500, MIDDLEWARE("Unknown authentication strategy \\\"jwt\\\""),
      WIKIJS_E_UNAVAILABLE, 0, "", "pages.single", "", "Unknown authentication strategy \"jwt\"", false, -1 },
    { "body limit", &create, 413, MIDDLEWARE("request entity too large"),
      WIKIJS_E_TOO_LARGE, 0, "", "pages.create", "", "the request is larger than the server takes", false, -1 },
    { "bad request body", &create, 400, MIDDLEWARE("Unexpected end of JSON input"),
      WIKIJS_E_SCHEMA, 0, "", "pages.create", "", "Unexpected end of JSON input", false, -1 },
    { "another failure inside", &single, 500, MIDDLEWARE("boom"),
      WIKIJS_E_SERVER, 0, "", "pages.single", "", "boom", false, -1 },

    /* 5 is 2 and 3 for the same operation */
    { "write forbidden", &create, 200, THROWN("[\"pages\",\"create\"]", "Forbidden", ""),
      WIKIJS_E_FORBIDDEN, 0, "", "pages.create", "write:pages", "Forbidden: 'pages.create' needs write:pages", true, -1 },

    /* bodies that are no answers */
    { "HTML", &single, 200, "\n <!DOCTYPE html><html>", WIKIJS_E_PROTOCOL, 0, "", "pages.single", "",
      "the answer is HTML (HTTP 200): is 'base_url' right?", false, -1 },
    { "HTML 404", &single, 404, "<html>", WIKIJS_E_HTTP, 0, "", "pages.single", "",
      "the answer is HTML (HTTP 404): is 'base_url' right?", false, -1 },
    { "empty", &single, 200, "", WIKIJS_E_PROTOCOL, 0, "", "pages.single", "",
      "the answer is empty (HTTP 200): is 'base_url' right?", false, -1 },
    { "text", &single, 500, "POST body missing. Did you forget\x1B use body-parser middleware?", WIKIJS_E_SERVER, 0, "", "pages.single", "",
      "the answer is not JSON but 'POST body missing. Did you forget  use body-parser middleware?' (HTTP 500)", false, -1 },
    { "redirect", &single, 302, "Found. Redirecting to /login", WIKIJS_E_HTTP, 0, "", "pages.single", "",
      "the answer is not JSON but 'Found. Redirecting to /login' (HTTP 302): is 'base_url' the wiki's final address?", false, -1 },
    { "a list", &single, 200, "[1]", WIKIJS_E_PROTOCOL, 0, "", "pages.single", "",
      "the answer is not JSON but '[1]' (HTTP 200): is 'base_url' right?", false, -1 },
    { "401", &single, 401, "", WIKIJS_E_UNAUTHENTICATED, 0, "", "pages.single", "", "the answer is empty (HTTP 401)", false, -1 },
    { "403", &single, 403, "<html>", WIKIJS_E_FORBIDDEN, 0, "", "pages.single", "", "the answer is HTML (HTTP 403)", true, -1 },
    { "413", &single, 413, "<html>", WIKIJS_E_TOO_LARGE, 0, "", "pages.single", "", "the answer is HTML (HTTP 413)", false, -1 },
    { "429", &single, 429, "slow down", WIKIJS_E_RATE_LIMITED, 0, "", "pages.single", "",
      "the answer is not JSON but 'slow down' (HTTP 429)", false, -1 },
    { "502", &single, 502, "<html>", WIKIJS_E_UNAVAILABLE, 0, "", "pages.single", "", "the answer is HTML (HTTP 502)", false, -1 },
    { "503", &single, 503, "", WIKIJS_E_UNAVAILABLE, 0, "", "pages.single", "", "the answer is empty (HTTP 503)", false, -1 },
    { "504", &single, 504, "", WIKIJS_E_UNAVAILABLE, 0, "", "pages.single", "", "the answer is empty (HTTP 504)", false, -1 },
    { "599", &single, 599, "", WIKIJS_E_SERVER, 0, "", "pages.single", "", "the answer is empty (HTTP 599)", false, -1 },
    { "cut off", &single, 200, "{\"data\":{\"pages\":{\"single\":{\"id\":", WIKIJS_E_PROTOCOL, 0, "", "pages.single.id", "",
      "the answer cannot be read (HTTP 200): the JSON text is cut off at data.pages.single.id", false, -1 },
    { "cut off in a string", &single, 200, "{\"data\":{\"pages\":{\"single\":{\"title\":\"x", WIKIJS_E_PROTOCOL, 0, "", "pages.single", "",
      "the answer cannot be read (HTTP 200): the JSON text ends inside a string", false, -1 },
    { "another type", &list, 200, "{\"data\":{\"pages\":{\"list\":[{\"id\":1},{\"id\":\"2\"}]}}}", WIKIJS_E_SCHEMA, 0, "",
      "pages.list[1].id", "", "the answer cannot be read (HTTP 200): expected an integer, found a string at data.pages.list[1].id", false, -1 },
    { "the server's error comes before another type", &single, 200,
      "{\"errors\":[{\"message\":\"Unauthorized\"}],\"data\":{\"pages\":{\"single\":{\"id\":\"x\"}}}}",
      WIKIJS_E_UNAUTHENTICATED, 0, "", "pages.single", "", "Unauthorized", true, -1 },
    { "no data", &single, 200, "{}", WIKIJS_E_PROTOCOL, 0, "", "pages.single", "",
      "the answer (HTTP 200) holds no data of 'pages.single'", false, -1 },
    { "data of others", &single, 200, "{\"data\":{\"users\":{}},\"errors\":[]}", WIKIJS_E_PROTOCOL, 0, "", "pages.single", "",
      "the answer (HTTP 200) holds no data of 'pages.single'", false, -1 },
    { "a proxy's JSON", &single, 404, "{\"message\":\"no route\"}", WIKIJS_E_HTTP, 0, "", "pages.single", "",
      "the answer (HTTP 404) holds no data of 'pages.single'", false, -1 },
    { "data with a bad HTTP status", &check, 503, "{\"data\":{\"pages\":{\"checkConflicts\":true}}}", WIKIJS_E_UNAVAILABLE, 0, "",
      "pages.checkConflicts", "", "the answer (HTTP 503) holds no data of 'pages.checkConflicts'", false, -1 },
};
/* clang-format on */

static void check_refusal(const struct refusal *expected)
{
    struct reading r;
    read_answer(&r, expected->op, expected->http, expected->body);
    if (r.status != expected->status)
        fail_msg("%s: %s, not %s: %s", expected->what, wikijs_status_name(r.status),
                 wikijs_status_name(expected->status), r.err.message);
    if (strcmp(r.err.message, expected->message) || strcmp(r.err.path, expected->path) ||
        strcmp(r.err.slug, expected->slug) || strcmp(r.err.permission, expected->permission))
        fail_msg("%s: message '%s', path '%s', slug '%s', permission '%s'", expected->what, r.err.message, r.err.path,
                 r.err.slug, r.err.permission);
    assert_int_equal(r.err.code, expected->status);
    assert_int_equal(r.err.server_code, expected->server_code);
    assert_int_equal(r.err.http_status, expected->http);
    assert_int_equal(r.err.retry_after_ms, expected->retry_after_ms);
    assert_int_equal(r.out.maybe_guest, expected->maybe_guest);
    assert_null(r.out.result);
    reading_end(&r);
}

static void test_refusals(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)
        check_refusal(&refusals[i]);
}

/* Each of the server's own numbers, thrown and in a responseResult, becomes the status of the table. */
static void test_all_numbers_in_both_shapes(void **state)
{
    (void)state;
    size_t count;
    const wikijs_server_error *errors = wikijs_server_errors(&count);
    for (size_t i = 0; i < count; i++) {
        struct wj_buf body;
        wj_buf_init(&body, &wj_libc_allocator, SIZE_MAX);
        wj_buf_printf(&body,
                      "{\"errors\":[{\"message\":\"m\",\"extensions\":{\"exception\":{\"code\":%d}}}],\"data\":null}",
                      errors[i].code);
        struct reading r;
        read_answer(&r, &create, 200, body.data);
        assert_int_equal(r.status, errors[i].status);
        assert_int_equal(r.err.server_code, errors[i].code);
        assert_string_equal(r.err.slug, errors[i].name);
        reading_end(&r);
        wj_buf_clear(&body);
        wj_buf_printf(&body,
                      "{\"data\":{\"pages\":{\"create\":{\"responseResult\":{\"succeeded\":false,\"errorCode\":%d,"
                      "\"slug\":\"%s\",\"message\":\"m\"}}}}}",
                      errors[i].code, errors[i].name);
        read_answer(&r, &create, 200, body.data);
        assert_int_equal(r.status, errors[i].status);
        assert_string_equal(r.err.slug, errors[i].name);
        reading_end(&r);
        wj_buf_free(&body);
    }
}

static void test_without_credentials(void **state)
{
    (void)state;
    struct reading r;
    reading_start(&r, &wj_libc_allocator, &single, 200, THROWN(SINGLE, "Forbidden", ""), false);
    assert_string_equal(r.err.message, "Forbidden: 'pages.single' needs " VIEW ", and no credentials were given");
    reading_end(&r);
}

static void test_long_messages_are_cut(void **state)
{
    (void)state;
    struct wj_buf body;
    wj_buf_init(&body, &wj_libc_allocator, SIZE_MAX);
    wj_buf_str(&body,
               "{\"data\":{\"pages\":{\"create\":{\"responseResult\":{\"succeeded\":false,\"errorCode\":1,\"slug\":\"");
    for (int i = 0; i < 300; i++)
        wj_buf_str(&body, "SlugSlug");
    wj_buf_str(&body, "\",\"message\":\"");
    for (int i = 0; i < 2000; i++)
        wj_buf_str(&body, "sql\xC3\xBC\\n");
    wj_buf_str(&body, "\"}}}}}");
    struct reading r;
    read_answer(&r, &create, 200, body.data);
    assert_int_equal(r.status, WIKIJS_E_REFUSED);
    assert_int_equal(strlen(r.err.slug), sizeof r.err.slug - 1);
    assert_in_range(strlen(r.err.message), sizeof r.err.message - 3, sizeof r.err.message - 1);
    assert_null(strchr(r.err.message, '\n'));
    reading_end(&r);
    wj_buf_free(&body);
}

static void test_long_and_odd_paths(void **state)
{
    (void)state;
    struct reading r;
    read_answer(
        &r, &single, 200,
        "{\"errors\":[{\"message\":\"Forbidden\",\"path\":[\"pages\",\"single\",\"aVeryLongNameThatNobodyWouldGive\","
        "123456789012345,\"anotherLongNameThatDoesNotFit\",\"x\"]}],\"data\":null}");
    assert_int_equal(r.status, WIKIJS_E_FORBIDDEN);
    assert_string_equal(r.err.path, "pages.single.aVeryLongNameThatNobodyWouldGive[123456789012345]");
    reading_end(&r);
    static const char *const odd[] = { "{}", "[[]]", "[\"a\\\"b\",-1]", "\"text\"", "[true]", "[\"\",\"\"]" };
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        char body[200];
        snprintf(body, sizeof body, "{\"errors\":[{\"message\":\"Forbidden\",\"path\":%s}],\"data\":null}", odd[i]);
        read_answer(&r, &single, 200, body);
        assert_int_equal(r.status, WIKIJS_E_FORBIDDEN);
        reading_end(&r);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_all_numbers_in_both_shapes),
        cmocka_unit_test(test_without_credentials),
        cmocka_unit_test(test_long_messages_are_cut),
        cmocka_unit_test(test_long_and_odd_paths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
