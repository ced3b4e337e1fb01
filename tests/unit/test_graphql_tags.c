/* SPDX-License-Identifier: MIT */
/* What operations read and touch: every row says it, in words that mean something, and the words become tags. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/graphql.h"
#include "api/ops.h"
#include "api/pages_ops.h"
#include "base/alloc.h"
#include "graphql/tags.h"

/* --- the rows --- */

static const char *words_of(const struct wj_op *op)
{
    return op->flags & WJ_OP_WRITE ? op->touches : op->reads;
}

static void every_operation_says_what_it_reads_or_touches_or_why_not(void **state)
{
    (void)state;
    const struct wj_op *op;
    size_t rows = 0, writes = 0;
    for (size_t i = 0; (op = wj_op_at(i)); i++, rows++) {
        const char *words = words_of(op), *others = op->flags & WJ_OP_WRITE ? op->reads : op->touches;
        writes += (op->flags & WJ_OP_WRITE) != 0;
        if (!words || !*words || others)
            fail_msg("%s does not say it", op->name);
        if (*words == '-' && (strlen(words) < 8 || !strchr(words, ' ')))
            fail_msg("%s gives no reason: '%s'", op->name, words);
    }
    assert_in_range(rows, 119, 200);
    assert_in_range(writes, 60, 100);
    assert_string_equal(wj_op_graphql_mutation.touches, "*");
    assert_false(wj_tags_given(wj_op_graphql_query.reads));
}

static bool is_argument(const struct wj_op *op, const char *name, size_t length)
{
    for (size_t i = 0; i < op->arg_count; i++)
        if (strlen(op->args[i].name) == length && memcmp(op->args[i].name, name, length) == 0)
            return op->args[i].flags & WJ_ARG_REQUIRED;
    return false;
}

static bool is_member(const struct wj_op *op, const char *name, size_t length)
{
    for (size_t i = 0; op->model && i < op->model->field_count; i++)
        if (op->model->fields[i].name_len == length && memcmp(op->model->fields[i].name, name, length) == 0)
            return true;
    return false;
}

static void names_in_braces_are_required_arguments_or_members(void **state)
{
    (void)state;
    const struct wj_op *op;
    for (size_t i = 0; (op = wj_op_at(i)); i++) {
        for (const char *at = words_of(op); *words_of(op) != '-' && (at = strchr(at, '{')); at++) {
            bool of_answer = at[1] == '.';
            const char *name = at + 1 + of_answer;
            size_t length = strcspn(name, "}");
            if (of_answer ? !is_member(op, name, length) || op->flags & WJ_OP_WRITE : !is_argument(op, name, length))
                fail_msg("%s: '%.*s' is nothing that there always is", op->name, (int)length, name);
        }
    }
}

/* The part before a brace: "page:" of "page:{id}". */
static size_t fixed_part(const char *word)
{
    return strcspn(word, " {");
}

static bool is_word_of(const char *words, const char *word, size_t length)
{
    for (; *words; words += strcspn(words, " "), words += strspn(words, " "))
        if (fixed_part(words) == length && memcmp(words, word, length) == 0)
            return true;
    return false;
}

static bool occurs(const char *word, size_t length, bool in_writes)
{
    const struct wj_op *op;
    for (size_t i = 0; (op = wj_op_at(i)); i++)
        if (!(op->flags & WJ_OP_WRITE) != in_writes && wj_tags_given(words_of(op)) &&
            is_word_of(words_of(op), word, length))
            return true;
    return false;
}

/* A setting that everything may depend on. */
static bool drops_all(const char *namespace_)
{
    const struct wj_op *op;
    for (size_t i = 0; (op = wj_op_at(i)); i++)
        if (op->flags & WJ_OP_WRITE && strcmp(op->namespace_, namespace_) == 0 && strcmp(op->touches, "*") == 0)
            return true;
    return false;
}

/* A misspelt word would never meet its like. */
static void what_is_touched_is_read_and_what_is_read_is_touched(void **state)
{
    (void)state;
    static const char *const never_written[] = { "contributors" };
    const struct wj_op *op;
    for (size_t i = 0; (op = wj_op_at(i)); i++) {
        bool write = op->flags & WJ_OP_WRITE;
        const char *word = wj_tags_given(words_of(op)) ? words_of(op) : "";
        for (; *word; word += strcspn(word, " "), word += strspn(word, " ")) {
            size_t length = fixed_part(word);
            bool alone = *word == '*' || (!write && drops_all(op->namespace_));
            for (size_t j = 0; j < sizeof never_written / sizeof *never_written; j++)
                alone |= !write && strncmp(word, never_written[j], strlen(never_written[j])) == 0;
            if (!alone && !occurs(word, length, !write))
                fail_msg("%s: no %s knows of '%.*s'", op->name, write ? "read" : "write", (int)length, word);
        }
    }
}

/* --- the tags --- */

static struct wj_arena arena;
static struct wj_json_parser *parser;

static int set_up(void **state)
{
    (void)state;
    wj_arena_init(&arena, &wj_libc_allocator, 0);
    parser = wj_json_parser_new(&wj_libc_allocator);
    return parser ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    wj_json_parser_free(parser);
    wj_arena_clear(&arena);
    return 0;
}

static wikijs_str padded(const char *text)
{
    size_t length = strlen(text);
    char *copy = wj_arena_zalloc(&arena, length + WJ_BUF_PAD);
    memcpy(copy, text, length);
    return (wikijs_str){ copy, length };
}

static void check(const struct wj_op *op, const char *request, const char *answer, const char *expected)
{
    struct wj_tags tags;
    char text[512] = "";
    assert_int_equal(wj_tags_read(op, padded(request), padded(answer), parser, &arena, &tags), 0);
    for (size_t i = 0; i < tags.count; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", i ? " " : "", tags.items[i]);
    if (tags.all)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s*", *text ? " " : "");
    assert_string_equal(text, expected);
}

static void tags_take_values_from_arguments_and_answers(void **state)
{
    (void)state;
    static const char by_path[] = "{\"query\":\"...\",\"variables\":{\"path\":\"docs/a\",\"locale\":\"de\"}}";
    check(&wj_op_pages_single, "{\"query\":\"...\",\"variables\":{\"id\":12}}", "", "page page:12");
    check(&wj_op_pages_list, "{\"query\":\"...\"}", "", "pages");
    check(&wj_op_pages_single_by_path, by_path, "{\"data\":{\"pages\":{\"singleByPath\":{\"title\":\"x\",\"id\":7}}}}",
          "page page:7 path:de/docs/a");
    check(&wj_op_pages_single_by_path, by_path, "{\"data\":{\"pages\":{\"singleByPath\":{\"title\":\"x\"}}}}",
          "page page:? path:de/docs/a");
    check(&wj_op_pages_single_by_path, by_path, "{\"data\":{\"pages\":null}}", "page page:? path:de/docs/a");
}

static void writes_drop_what_has_no_value_too(void **state)
{
    (void)state;
    check(&wj_op_pages_update, "{\"variables\":{\"title\":\"t\",\"id\":12}}", "",
          "page:12 page:? pages tags tree links search");
    check(&wj_op_pages_move, "{\"variables\":{\"id\":3,\"destinationPath\":\"b\",\"destinationLocale\":\"en\"}}", "",
          "page:3 page:? path:en/b path:? pages tree links search");
    check(&wj_op_pages_render, "{\"variables\":{}}", "", "page:? page:? links *");
    check(&wj_op_graphql_mutation, "", "", "*");
}

static void what_is_no_json_is_refused(void **state)
{
    (void)state;
    struct wj_tags tags;
    assert_true(
        wj_tags_read(&wj_op_pages_single, padded("{\"variables\":{\"id\":"), padded(""), parser, &arena, &tags) < 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_operation_says_what_it_reads_or_touches_or_why_not),
        cmocka_unit_test(names_in_braces_are_required_arguments_or_members),
        cmocka_unit_test(what_is_touched_is_read_and_what_is_read_is_touched),
        cmocka_unit_test_setup_teardown(tags_take_values_from_arguments_and_answers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(writes_drop_what_has_no_value_too, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_no_json_is_refused, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
