/* SPDX-License-Identifier: MIT */
/* Several operations in one document, and its answer cut up again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/pages_ops.h"
#include "base/alloc.h"
#include "graphql/combined.h"
#include "graphql/document.h"
#include <wikijs/page.h>

enum { COUNT = 3 };

struct fixture {
    struct wj_json_parser *parser;
    struct wj_buf bodies[COUNT], out;
    struct wj_share items[COUNT];
    struct wj_shares shares;
    struct wj_arena arena;
    char *text;
};

static void add(struct fixture *f, size_t i, const struct wj_op *op, const void *args, uint64_t fields)
{
    wj_buf_init(&f->bodies[i], &wj_libc_allocator, 1 << 20);
    assert_int_equal(wj_body(&f->bodies[i], NULL, op, args, fields, NULL, NULL), 0);
    f->items[i] = (struct wj_share){ .op = op, .fields = fields, .body = { f->bodies[i].data, f->bodies[i].len } };
}

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    struct wj_id_args id = { .id = 7 };
    struct wj_query_args query = { .query = "a\"},\\{$id:" };
    f->parser = wj_json_parser_new(&wj_libc_allocator);
    wj_buf_init(&f->out, &wj_libc_allocator, 1 << 20);
    wj_arena_init(&f->arena, &wj_libc_allocator, 0);
    add(f, 0, &wj_op_pages_single, &id, WIKIJS_BIT(WIKIJS_PAGE_ID));
    add(f, 1, &wj_op_pages_tags, NULL, 1);
    add(f, 2, &wj_op_pages_search_tags, &query, 0);
    f->shares = (struct wj_shares){ .items = f->items, .count = COUNT };
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < COUNT; i++)
        wj_buf_free(&f->bodies[i]);
    wj_buf_free(&f->out);
    wj_arena_clear(&f->arena);
    wj_json_parser_free(f->parser);
    free(f->text);
    free(f);
    return 0;
}

static void each_operation_is_a_root_field(void **state)
{
    struct fixture *f = *state;
    size_t probe_at;
    assert_int_equal(wj_combined_body(&f->out, f->parser, &f->shares, &probe_at), 0);
    assert_string_equal(f->out.data,
                        "{\"query\":\"query($r0_id:Int!,$r2_query:String!){r0:pages{single(id:$r0_id){id}} "
                        "r1:pages{tags{id}} r2:pages{searchTags(query:$r2_query)}}\","
                        "\"variables\":{\"r0_id\":7,\"r2_query\":\"a\\\"},\\\\{$id:\"}}");
    assert_int_equal(f->out.data[probe_at], '}');
    assert_int_equal(f->out.data[probe_at + 1], '"');
}

static int cut(struct fixture *f, const char *text)
{
    size_t length = strlen(text);
    free(f->text);
    f->text = calloc(1, length + WJ_BUF_PAD);
    memcpy(f->text, text, length);
    return wj_combined_cut(f->parser, (wikijs_str){ f->text, length }, &f->arena, &f->shares);
}

static void expect_answer(struct fixture *f, size_t index, const char *expected)
{
    wj_buf_clear(&f->out);
    wj_combined_answer(&f->out, &f->shares, index);
    assert_string_equal(f->out.data, expected);
}

static void each_gets_its_data_and_its_errors(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(cut(f, "{\"errors\":[{\"message\":\"no \\\"tags\\\"\",\"path\":[\"r1\",\"tags\",0],\"extensions\":"
                            "{\"code\":\"X\"}},{\"message\":\"second\",\"path\":[\"r1\"]},{\"message\":\"of nobody\"}],"
                            "\"data\": { \"r0\":{\"single\":{\"id\":7}} , \"r1\":null,\"r2\":{\"searchTags\":[ ]},"
                            "\"wj_probe\":{\"profile\":{\"id\":1}}} }\n"),
                     0);
    expect_answer(f, 0, "{\"data\":{\"pages\":{\"single\":{\"id\":7}}}}");
    expect_answer(
        f, 1,
        "{\"data\":{\"pages\":null},\"errors\":[{\"message\":\"no \\\"tags\\\"\",\"path\":[\"pages\",\"tags\",0],"
        "\"extensions\":{\"code\":\"X\"}},{\"message\":\"second\",\"path\":[\"pages\"]}]}");
    expect_answer(f, 2, "{\"data\":{\"pages\":{\"searchTags\":[ ]}}}");
    for (size_t i = 0; i < COUNT; i++)
        assert_true(f->items[i].answered);
    assert_true(f->shares.probe_seen && f->shares.probe_is_user);
}

static void what_is_missing_is_not_answered(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(cut(f, "{\"data\":{\"r2\":{\"searchTags\":[]},\"r0\":null,\"r9\":1,\"rx\":2}}"), 0);
    assert_false(f->items[0].answered);
    assert_false(f->items[1].answered);
    assert_true(f->items[2].answered);
    assert_false(f->shares.probe_seen);
}

static void a_guest_is_seen(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(cut(f, "{\"data\":{\"wj_probe\":{\"profile\":null}},\"errors\":[{\"message\":\"x\",\"path\":"
                            "[\"wj_probe\",\"profile\"]}]}"),
                     0);
    assert_true(f->shares.probe_seen);
    assert_false(f->shares.probe_is_user);
}

static void what_is_no_answer_is_refused(void **state)
{
    struct fixture *f = *state;
    static const char *const texts[] = { "{\"errors\":[]}", "{\"data\":null}",     "[]",
                                         "{\"data\":[]}",   "{\"data\":{\"r0\":{", "{\"data\":{\"r0\" {}}}",
                                         "{\"data\":{}}x" };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_int_equal(cut(f, texts[i]), WIKIJS_E_PROTOCOL);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(each_operation_is_a_root_field),  CASE(each_gets_its_data_and_its_errors),
        CASE(what_is_missing_is_not_answered), CASE(a_guest_is_seen),
        CASE(what_is_no_answer_is_refused),
    };
    return cmocka_run_group_tests_name("graphql/combined", tests, NULL, NULL);
}
