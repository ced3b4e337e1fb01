/* SPDX-License-Identifier: MIT */
/* Answers to results: every kind of answer, the credentials probe, partial and raw answers, and no memory for them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "graphql/answer.h"
#include "model/models.h"
#include "support/allocator.h"
#include "support/reading.h"
#include <wikijs/graphql.h>
#include <wikijs/page.h>

static const struct wj_op single = { OP("pages", "single", .answer = WJ_ANSWER_OBJECT, .model = &wj_page_model,
                                        .permission = "manage:pages or delete:pages") };
static const struct wj_op list = { OP("pages", "list", .answer = WJ_ANSWER_LIST, .model = &wj_page_item_model) };
static const struct wj_op search_tags = { OP("pages", "searchTags", .answer = WJ_ANSWER_STRINGS) };
static const struct wj_op check = { OP("pages", "checkConflicts", .answer = WJ_ANSWER_BOOL) };
static const struct wj_op create = { OP("pages", "create", .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_RESPONSE,
                                        .model = &wj_page_model, .payload = "page", .permission = "write:pages") };
static const struct wj_op migrate = { OP("pages", "migrateToLocale", .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_RESPONSE,
                                         .model = &wj_page_migration_model) };
static const struct wj_op delete_ = { OP("pages", "delete", .flags = WJ_OP_WRITE, .answer = WJ_ANSWER_RESPONSE,
                                         .permission = "delete:pages") };
static const struct wj_op partial = { OP("pages", "single", .flags = WJ_OP_PARTIAL, .answer = WJ_ANSWER_OBJECT,
                                         .model = &wj_page_model) };
static const struct wj_op raw = { .namespace_ = "", .field = "", .name = "graphql", .answer = WJ_ANSWER_RAW };

static void read_answer(struct reading *r, const struct wj_op *op, int http, const char *body)
{
    reading_start(r, &wj_libc_allocator, op, http, body, true);
    if (!r->status && r->err.message[0])
        fail_msg("status 0 with the message '%s'", r->err.message);
}

/* ---- results ---- */

static void test_object(void **state)
{
    (void)state;
    struct reading r;
    read_answer(&r, &single, 200,
                "{\"data\":{\"pages\":{\"single\":{\"id\":5,\"title\":\"T\\u00fc\",\"tags\":[{\"tag\":\"a\"}]}}}}");
    assert_int_equal(r.status, 0);
    const wikijs_page *page = r.out.result;
    assert_int_equal(page->id, 5);
    assert_string_equal(page->title, "T\xC3\xBC");
    assert_string_equal(page->tags.items[0]->tag, "a");
    assert_int_equal(page->present,
                     WIKIJS_BIT(WIKIJS_PAGE_ID) | WIKIJS_BIT(WIKIJS_PAGE_TITLE) | WIKIJS_BIT(WIKIJS_PAGE_TAGS));
    assert_ptr_equal(wj_result_arena(page), r.arena);
    assert_int_equal(r.out.probe, WJ_PROBE_NONE);
    reading_end(&r);

    read_answer(&r, &single, 200, "{\"data\":{\"pages\":{\"single\":null}}}");
    assert_int_equal(r.status, WIKIJS_E_NOT_FOUND);
    assert_null(r.out.result);
    assert_string_equal(r.err.path, "pages.single");
    reading_end(&r);
}

static void test_lists_and_plain_values(void **state)
{
    (void)state;
    struct reading r;
    read_answer(&r, &list, 200, "{\"data\":{\"pages\":{\"list\":[{\"id\":1,\"tags\":[\"x\"]},{\"id\":2}]}}}");
    assert_int_equal(r.status, 0);
    const struct wj_list *pages = r.out.result;
    assert_int_equal(pages->objects.count, 2);
    assert_ptr_equal(pages->model, &wj_page_item_model);
    assert_string_equal(((const wikijs_page_item *)pages->objects.items[0])->tags.items[0], "x");
    reading_end(&r);

    read_answer(&r, &list, 200, "{\"data\":{\"pages\":{\"list\":null}}}");
    assert_int_equal(r.status, 0);
    assert_int_equal(((const struct wj_list *)r.out.result)->objects.count, 0);
    reading_end(&r);

    read_answer(&r, &search_tags, 200, "{\"data\":{\"pages\":{\"searchTags\":[\"a\",\"b\"]}}}");
    assert_int_equal(r.status, 0);
    const wikijs_string_list *tags = r.out.result;
    assert_int_equal(tags->items.count, 2);
    assert_string_equal(tags->items.items[1], "b");
    assert_int_equal(tags->present, 1);
    reading_end(&r);

    read_answer(&r, &check, 200, "{\"data\":{\"pages\":{\"checkConflicts\":true}}}");
    assert_int_equal(r.status, 0);
    assert_true(((const struct wj_bool_result *)r.out.result)->value);
    reading_end(&r);
    read_answer(&r, &check, 200, "{\"data\":{\"pages\":{\"checkConflicts\":null}}}");
    assert_int_equal(r.status, WIKIJS_E_PROTOCOL);
    reading_end(&r);
}

#define RESPONSE_OK "\"responseResult\":{\"succeeded\":true,\"errorCode\":0,\"slug\":\"ok\",\"message\":\"Done.\"}"

static void test_responses(void **state)
{
    (void)state;
    struct reading r;
    read_answer(&r, &create, 200,
                "{\"data\":{\"pages\":{\"create\":{" RESPONSE_OK ",\"page\":{\"id\":7,\"path\":\"p\"}}}}}");
    assert_int_equal(r.status, 0);
    assert_int_equal(((const wikijs_page *)r.out.result)->id, 7);
    assert_string_equal(((const wikijs_page *)r.out.result)->path, "p");
    reading_end(&r);

    /* Done, but the server shows nothing of it: a result in which nothing is present. */
    read_answer(&r, &create, 200, "{\"data\":{\"pages\":{\"create\":{" RESPONSE_OK ",\"page\":null}}}}");
    assert_int_equal(r.status, 0);
    assert_int_equal(((const wikijs_page *)r.out.result)->present, 0);
    reading_end(&r);

    read_answer(&r, &migrate, 200, "{\"data\":{\"pages\":{\"migrateToLocale\":{" RESPONSE_OK ",\"count\":3}}}}");
    assert_int_equal(r.status, 0);
    assert_int_equal(((const wikijs_page_migration *)r.out.result)->count, 3);
    assert_int_equal(((const wikijs_page_migration *)r.out.result)->present, 1);
    reading_end(&r);

    read_answer(&r, &delete_, 200, "{\"data\":{\"pages\":{\"delete\":{" RESPONSE_OK "}}}}");
    assert_int_equal(r.status, 0);
    assert_null(r.out.result);
    reading_end(&r);

    static const char *const silent[] = {
        "{\"data\":{\"pages\":{\"delete\":{\"responseResult\":null}}}}",
        "{\"data\":{\"pages\":{\"delete\":{}}}}",
        "{\"data\":{\"pages\":{\"delete\":null}}}",
        "{\"data\":{\"pages\":{\"delete\":{\"responseResult\":{\"succeeded\":null}}}}}",
    };
    for (size_t i = 0; i < sizeof silent / sizeof *silent; i++) {
        read_answer(&r, &delete_, 200, silent[i]);
        assert_int_equal(r.status, WIKIJS_E_REFUSED);
        reading_end(&r);
    }
}

static void test_probe(void **state)
{
    (void)state;
    struct reading r;
    read_answer(&r, &check, 200,
                "{\"data\":{\"pages\":{\"checkConflicts\":false},\"wj_probe\":{\"profile\":{\"id\":1}}}}");
    assert_int_equal(r.status, 0);
    assert_int_equal(r.out.probe, WJ_PROBE_USER);
    reading_end(&r);

    /* The guest gets an answer, the probe an error that is not the operation's. */
    read_answer(
        &r, &check, 200,
        "{\"errors\":[{\"message\":\"You must be authenticated to access this resource.\",\"path\":[\"wj_probe\","
        "\"profile\"],\"extensions\":{\"exception\":{\"code\":1019}}}],\"data\":{\"pages\":{\"checkConflicts\":false},"
        "\"wj_probe\":{\"profile\":null}}}");
    assert_int_equal(r.status, 0);
    assert_int_equal(r.out.probe, WJ_PROBE_GUEST);
    assert_non_null(r.out.result);
    reading_end(&r);

    read_answer(&r, &single, 200,
                "{\"errors\":[{\"message\":\"Unauthorized\",\"path\":[\"wj_probe\",\"profile\"]},"
                "{\"message\":\"Forbidden\",\"path\":[\"pages\",\"single\"]}],\"data\":{\"pages\":{\"single\":null},"
                "\"wj_probe\":null}}");
    assert_int_equal(r.status, WIKIJS_E_FORBIDDEN);
    assert_int_equal(r.out.probe, WJ_PROBE_GUEST);
    assert_true(r.out.maybe_guest);
    assert_string_equal(r.err.path, "pages.single");
    reading_end(&r);
}

/* ---- what else an answer can be ---- */

static void test_partial_answers(void **state)
{
    (void)state;
    struct reading r;
    const char *body = "{\"errors\":[{\"message\":\"Forbidden\",\"path\":[\"pages\",\"single\",\"description\"]}],"
                       "\"data\":{\"pages\":{\"single\":{\"id\":4,\"description\":null}}}}";
    read_answer(&r, &partial, 200, body);
    assert_int_equal(r.status, 0);
    assert_int_equal(((const wikijs_page *)r.out.result)->id, 4);
    reading_end(&r);
    read_answer(&r, &single, 200, body);
    assert_int_equal(r.status, WIKIJS_E_FORBIDDEN);
    reading_end(&r);
    read_answer(&r, &partial, 200, "{\"errors\":[{\"message\":\"Forbidden\"}],\"data\":{\"pages\":{\"single\":null}}}");
    assert_int_equal(r.status, WIKIJS_E_FORBIDDEN);
    reading_end(&r);
}

static void test_raw_answers(void **state)
{
    (void)state;
    struct reading r;
    const char *body = "{\"data\": {\"a\":\"x\\ny\"} ,\"extensions\":{}}";
    read_answer(&r, &raw, 200, body);
    assert_int_equal(r.status, 0);
    const wikijs_answer *answer = r.out.result;
    assert_string_equal(answer->body.ptr, body);
    assert_int_equal(answer->body.len, strlen(body));
    assert_string_equal(answer->data.ptr, "{\"a\":\"x\\ny\"}");
    assert_int_equal(answer->http_status, 200);
    reading_end(&r);

    /* The body stays as it came, although its errors were read. */
    body = "{\"errors\":[{\"message\":\"This page\\ndoes not exist.\",\"path\":[\"a\",\"b\"],\"extensions\":"
           "{\"exception\":{\"code\":6003}}}],\"data\":{\"pages\":null}}";
    read_answer(&r, &raw, 200, body);
    assert_int_equal(r.status, WIKIJS_E_NOT_FOUND);
    assert_string_equal(r.err.path, "a.b");
    assert_string_equal(r.err.message, "This page does not exist");
    answer = r.out.result;
    assert_string_equal(answer->body.ptr, body);
    assert_string_equal(answer->data.ptr, "{\"pages\":null}");
    reading_end(&r);

    static const struct {
        const char *body;
        int http, status;
        bool result;
    } rows[] = {
        { "{\"errors\":[{\"message\":\"boom\"}]}", 200, WIKIJS_E_GRAPHQL, true },
        { "{\"errors\":[],\"data\":{}}", 200, 0, true },
        { "{\"errors\":[]}", 200, WIKIJS_E_PROTOCOL, true },
        { "{\"errors\":5,\"data\":{}}", 200, WIKIJS_E_SCHEMA, true },
        { "{\"data\":null}", 200, WIKIJS_E_PROTOCOL, true },
        { "{\"data\":{}}", 503, WIKIJS_E_UNAVAILABLE, true },
        { "<html>", 200, WIKIJS_E_PROTOCOL, false },
        { "{\"data\":{\"a\"", 200, WIKIJS_E_PROTOCOL, false },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        read_answer(&r, &raw, rows[i].http, rows[i].body);
        assert_int_equal(r.status, rows[i].status);
        assert_int_equal(r.out.result != NULL, rows[i].result);
        reading_end(&r);
    }
}

/* Out of memory at each allocation in turn: the status says so, and nothing is left behind. */
static void test_every_allocation_may_fail(void **state)
{
    (void)state;
    static const struct {
        const struct wj_op *op;
        const char *body;
    } rows[] = {
        { &single, "{\"data\":{\"pages\":{\"single\":{\"id\":5,\"tags\":[{\"tag\":\"a\"},{\"tag\":\"b\"}]}}}}" },
        { &create, "{\"data\":{\"pages\":{\"create\":{" RESPONSE_OK ",\"page\":{\"id\":7}}}}}" },
        { &migrate, "{\"data\":{\"pages\":{\"migrateToLocale\":{" RESPONSE_OK ",\"count\":3}}}}" },
        { &search_tags, "{\"data\":{\"pages\":{\"searchTags\":[\"a\"]}}}" },
        { &raw, "{\"data\":{}}" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct test_allocator t;
        struct reading r;
        test_allocator_init(&t);
        reading_start(&r, &t.allocator, rows[i].op, 200, rows[i].body, true);
        assert_int_equal(r.status, 0);
        reading_end(&r);
        for (size_t n = 1, needed = t.asked; n <= needed; n++) {
            test_allocator_init(&t);
            t.fail_at = n;
            reading_start(&r, &t.allocator, rows[i].op, 200, rows[i].body, true);
            assert_int_equal(r.status, WIKIJS_E_NOMEM);
            assert_null(r.out.result);
            reading_end(&r);
            assert_int_equal(t.live, 0);
        }
    }
}

static void test_limited_arena(void **state)
{
    (void)state;
    struct wj_buf body;
    wj_buf_init(&body, &wj_libc_allocator, SIZE_MAX);
    wj_buf_str(&body, "{\"data\":{\"pages\":{\"list\":[{}");
    for (int i = 0; i < 5000; i++)
        wj_buf_str(&body, ",{}");
    wj_buf_str(&body, "]}}}");
    struct wj_arena *arena = wj_arena_new(&wj_libc_allocator, 100000);
    struct wj_json_parser *parser = wj_json_parser_new(&wj_libc_allocator);
    const struct wj_answer_in in = { .op = &list, .http_status = 200, .text = body.data, .length = body.len };
    struct wj_answer_out out;
    wikijs_error err;
    assert_int_equal(wj_answer_read(&in, parser, arena, &out, &err), WIKIJS_E_TOO_LARGE);
    assert_int_equal(err.code, WIKIJS_E_TOO_LARGE);
    assert_string_equal(err.message, "the answer is larger than the limit");
    wj_json_parser_free(parser);
    wj_arena_free(arena);
    wj_buf_free(&body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_object),
        cmocka_unit_test(test_lists_and_plain_values),
        cmocka_unit_test(test_responses),
        cmocka_unit_test(test_probe),
        cmocka_unit_test(test_partial_answers),
        cmocka_unit_test(test_raw_answers),
        cmocka_unit_test(test_every_allocation_may_fail),
        cmocka_unit_test(test_limited_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
