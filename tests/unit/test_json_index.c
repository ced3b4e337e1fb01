/* SPDX-License-Identifier: MIT */
/* The index of tokens, and what happens when its memory, which C++ allocates, is not to be had. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "json/decode.h"
#include "json/index.h"
#include <wikijs/error.h>

#include "support/shortage.h"

static void test_places(void **state)
{
    (void)state;
    char text[200] = " {\"a,[\\\"\" : [1,true],\n\"b\":\"\"} ";
    const uint32_t expected[] = { 1, 2, 10, 12, 13, 14, 15, 19, 20, 22, 25, 26, 28, 30 };
    struct wj_json_index *index = wj_json_index_new();
    const uint32_t *places;
    size_t count;
    const char *why;
    assert_int_equal(wj_json_index_text(index, text, strlen(text), &places, &count, &why), 0);
    assert_int_equal(count, sizeof expected / sizeof *expected - 1);
    assert_memory_equal(places, expected, sizeof expected); /* the sentinel included */
    assert_int_equal(wj_json_index_text(index, "", 0, &places, &count, &why), WIKIJS_E_PROTOCOL);
    wj_json_index_free(index);
    wj_json_index_free(NULL);
}

static int decode(const char *json)
{
    struct row {
        uint64_t present;
        int64_t id;
    } row = { 0 };
    static const struct wj_field fields[] = { FIELD(struct row, id, "id", NULL, 0, NULL, NULL) };
    static const struct wikijs_model model = MODEL(struct row, "Row", fields);
    struct wj_json_parser *parser = wj_json_parser_new(&wj_libc_allocator);
    if (!parser)
        return WIKIJS_E_NOMEM;
    struct wj_arena arena;
    wj_arena_init(&arena, &wj_libc_allocator, 0);
    size_t length = strlen(json);
    char *text = calloc(1, length + WJ_BUF_PAD);
    memcpy(text, json, length);
    struct wj_json_error error = { 0 };
    int status = wj_json_decode(parser, text, length, &model, &row, &arena, &error);
    if (status == WIKIJS_E_NOMEM)
        assert_string_equal(error.message, "out of memory");
    /* A parser that had no memory once can be used again. */
    shortage_pause(true);
    memcpy(text, json, length);
    assert_int_equal(wj_json_decode(parser, text, length, &model, &row, &arena, &error), 0);
    assert_int_equal(row.id, 5);
    shortage_pause(false);
    free(text);
    wj_arena_clear(&arena);
    wj_json_parser_free(parser);
    return status;
}

static int decode_short(void *payload, size_t turn, wikijs_error *err)
{
    (void)payload;
    (void)turn;
    (void)err;
    return decode("{\"id\":5}");
}

static void test_no_memory_is_reported(void **state)
{
    (void)state;
    shortage_each(decode_short, NULL, (struct shortage_steps){ 1, 1 });
}

/* A text beyond the kept capacity gives its index back, and the next text, small or large, finds one. */
static void test_large_texts(void **state)
{
    (void)state;
    const size_t large = (size_t)20 << 20;
    char *json = malloc(large + 1);
    memset(json, ' ', large);
    json[large] = '\0';
    memcpy(json, "{\"id\":5}", 8);
    assert_int_equal(decode(json), 0);
    free(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_no_memory_is_reported),
        cmocka_unit_test(test_large_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
