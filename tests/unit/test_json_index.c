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

/* operator new and delete of this program, by their mangled names, so that they can be made to fail. */
static size_t asked, fail_at;

static void *allocate(size_t size)
{
    return ++asked == fail_at ? NULL : malloc(size);
}

void *_Znwm(size_t size);
void *_Znam(size_t size);
void *_ZnwmRKSt9nothrow_t(size_t size, const void *tag);
void *_ZnamRKSt9nothrow_t(size_t size, const void *tag);
void _ZdlPv(void *block);
void _ZdaPv(void *block);
void _ZdlPvm(void *block, size_t size);
void _ZdaPvm(void *block, size_t size);

/* The throwing kinds are simdjson's own, at its start; they never fail here. */
void *_Znwm(size_t size)
{
    return malloc(size);
}

void *_Znam(size_t size)
{
    return malloc(size);
}

void *_ZnwmRKSt9nothrow_t(size_t size, const void *tag)
{
    (void)tag;
    return allocate(size);
}

void *_ZnamRKSt9nothrow_t(size_t size, const void *tag)
{
    (void)tag;
    return allocate(size);
}

void _ZdlPv(void *block)
{
    free(block);
}

void _ZdaPv(void *block)
{
    free(block);
}

void _ZdlPvm(void *block, size_t size)
{
    (void)size;
    free(block);
}

void _ZdaPvm(void *block, size_t size)
{
    (void)size;
    free(block);
}

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
    size_t kept = fail_at;
    fail_at = 0;
    memcpy(text, json, length);
    assert_int_equal(wj_json_decode(parser, text, length, &model, &row, &arena, &error), 0);
    assert_int_equal(row.id, 5);
    fail_at = kept;
    free(text);
    wj_arena_clear(&arena);
    wj_json_parser_free(parser);
    return status;
}

static void test_no_memory_is_reported(void **state)
{
    (void)state;
    asked = fail_at = 0;
    assert_int_equal(decode("{\"id\":5}"), 0);
    size_t needed = asked;
    assert_true(needed >= 3);
    for (size_t i = 1; i <= needed; i++) {
        asked = 0;
        fail_at = i;
        assert_int_equal(decode("{\"id\":5}"), WIKIJS_E_NOMEM);
    }
    fail_at = 0;
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
    asked = fail_at = 0;
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
