/* SPDX-License-Identifier: MIT */
/* Allocation, arenas and buffers: what they hold, what they refuse, and that nothing is left behind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/buf.h"
#include "support/allocator.h"
#include <wikijs/error.h>

static void test_calloc_zeroes_and_checks_overflow(void **state)
{
    (void)state;
    struct test_allocator t;
    test_allocator_init(&t);
    unsigned char *block = wj_calloc(&t.allocator, 3, 5);
    for (int i = 0; i < 15; i++)
        assert_int_equal(block[i], 0);
    wj_free(&t.allocator, block);
    assert_null(wj_calloc(&t.allocator, SIZE_MAX / 2, 3));
    wj_free(&t.allocator, NULL);
    assert_int_equal(t.live, 0);
}

static void test_strings_are_copied(void **state)
{
    (void)state;
    struct test_allocator t;
    test_allocator_init(&t);
    char *copy = wj_strndup(&t.allocator, "secret word", 6);
    assert_string_equal(copy, "secret");
    wj_free_secret(&t.allocator, copy);
    wj_free_secret(&t.allocator, NULL);
    copy = wj_strdup(&t.allocator, "");
    assert_string_equal(copy, "");
    wj_free(&t.allocator, copy);
    assert_int_equal(t.live, 0);

    char secret[4] = "abc";
    wj_wipe(secret, sizeof secret);
    assert_memory_equal(secret, "\0\0\0", 4);
}

static void test_arena_keeps_everything(void **state)
{
    (void)state;
    struct test_allocator t;
    test_allocator_init(&t);
    struct wj_arena arena;
    wj_arena_init(&arena, &t.allocator, 0);
    enum { COUNT = 5000 };
    static char *blocks[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        size_t size = i % 700 == 699 ? 100000 : i % 90;
        blocks[i] = wj_arena_alloc(&arena, size);
        assert_non_null(blocks[i]);
        assert_int_equal((uintptr_t)blocks[i] % 16, 0);
        memset(blocks[i], (int)(i % 251), size);
    }
    for (size_t i = 0; i < COUNT; i++)
        for (size_t k = 0; k < i % 90; k++)
            assert_int_equal((unsigned char)blocks[i][k], i % 251);
    /* Growing blocks: far fewer than allocations. */
    assert_true(t.asked < 60);
    wj_arena_clear(&arena);
    assert_int_equal(t.live, 0);
    assert_string_equal(wj_arena_strdup(&arena, "again"), "again");
    assert_string_equal(wj_arena_strndup(&arena, "again", 2), "ag");
    wj_arena_clear(&arena);
    assert_int_equal(t.live, 0);
}

static void test_arena_limit(void **state)
{
    (void)state;
    struct test_allocator t;
    test_allocator_init(&t);
    struct wj_arena arena;
    wj_arena_init(&arena, &t.allocator, 10000);
    size_t got = 0;
    while (wj_arena_alloc(&arena, 100))
        got += 100;
    assert_int_equal(arena.failed, WIKIJS_E_TOO_LARGE);
    assert_in_range(got, 5000, 10000);
    assert_true(arena.used <= 10000);
    assert_null(wj_arena_alloc(&arena, SIZE_MAX));
    assert_null(wj_arena_alloc(&arena, SIZE_MAX - 20));
    wj_arena_clear(&arena);
    assert_int_equal(t.live, 0);
}

static void test_arena_out_of_memory(void **state)
{
    (void)state;
    struct test_allocator t;
    test_allocator_init(&t);
    t.fail_at = 1;
    assert_null(wj_arena_new(&t.allocator, 0));
    struct wj_arena *arena = wj_arena_new(&t.allocator, 0);
    t.fail_at = t.asked + 1;
    assert_null(wj_arena_alloc(arena, 100000));
    assert_int_equal(arena->failed, WIKIJS_E_NOMEM);
    assert_non_null(wj_arena_alloc(arena, 100000));
    wj_arena_free(arena);
    wj_arena_free(NULL);
    assert_int_equal(t.live, 0);
}

static void test_arena_reserve_and_adopt(void **state)
{
    (void)state;
    struct test_allocator t;
    test_allocator_init(&t);
    struct wj_arena arena;
    wj_arena_init(&arena, &t.allocator, 0);
    assert_true(wj_arena_reserve(&arena, 50000));
    size_t asked = t.asked;
    for (int i = 0; i < 500; i++)
        assert_non_null(wj_arena_alloc(&arena, 96));
    assert_int_equal(t.asked, asked);

    char *block = wj_malloc(&t.allocator, 1000);
    t.fail_at = t.asked + 1;
    assert_false(wj_arena_adopt(&arena, block, 1000));
    size_t used = arena.used;
    assert_true(wj_arena_adopt(&arena, block, 1000));
    assert_int_equal(arena.used, used + 1000);
    wj_arena_clear(&arena);
    assert_int_equal(t.live, 0);
}

static void test_result_outlives_its_allocator_struct(void **state)
{
    (void)state;
    struct test_allocator t;
    test_allocator_init(&t);
    wikijs_allocator gone = t.allocator;
    struct wj_arena *arena = wj_arena_new(&gone, 0);
    uint64_t *object = wj_result_new(arena, 200);
    memset(&gone, 0, sizeof gone);
    for (int i = 0; i < 25; i++)
        assert_int_equal(object[i], 0);
    assert_int_equal((uintptr_t)object % 16, 0);
    assert_ptr_equal(wj_result_arena(object), arena);
    assert_non_null(wj_arena_alloc(arena, 1 << 20));
    assert_null(wj_result_new(arena, SIZE_MAX));
    wj_result_free(object);
    wj_result_free(NULL);
    assert_int_equal(t.live, 0);
}

static void test_buffer_grows(void **state)
{
    (void)state;
    struct test_allocator t;
    test_allocator_init(&t);
    struct wj_buf buf;
    wj_buf_init(&buf, &t.allocator, SIZE_MAX);
    for (int i = 0; i < 2000; i++)
        assert_int_equal(wj_buf_printf(&buf, "%d,", i), 0);
    assert_int_equal(buf.len, 10 * 2 + 90 * 3 + 900 * 4 + 1000 * 5);
    assert_int_equal(strlen(buf.data), buf.len);
    assert_true(buf.cap >= buf.len + 1 + WJ_BUF_PAD);
    assert_true(t.asked < 10);

    wj_buf_clear(&buf);
    assert_string_equal(buf.data, "");
    wj_buf_int(&buf, INT64_MIN);
    wj_buf_char(&buf, ' ');
    wj_buf_int(&buf, 0);
    wj_buf_str(&buf, " end");
    wj_buf_insert(&buf, 0, "<", 1);
    wj_buf_insert(&buf, buf.len, ">", 1);
    assert_string_equal(buf.data, "<-9223372036854775808 0 end>");

    size_t len, cap;
    char *data = wj_buf_take(&buf, &len, &cap);
    assert_int_equal(len, 28);
    assert_null(buf.data);
    wj_free(&t.allocator, data);
    wj_buf_free(&buf);
    assert_int_equal(t.live, 0);
}

/* ---- secrets ---- */

static const char secret[] = "hunter2-hunter2-hunter2";
static size_t leaked;

static void look(const void *block, size_t size)
{
    if (block && memmem(block, size, secret, sizeof secret - 1))
        leaked++;
}

static void *watching_malloc(size_t size, void *context)
{
    (void)context;
    return malloc(size);
}

static void *watching_realloc(void *block, size_t old_size, size_t new_size, void *context)
{
    (void)context;
    look(block, old_size);
    return realloc(block, new_size);
}

static void watching_free(void *block, void *context)
{
    (void)context;
    look(block, malloc_usable_size(block));
    free(block);
}

static void test_secrets_are_wiped(void **state)
{
    (void)state;
    const wikijs_allocator watching = { watching_malloc, watching_realloc, watching_free, NULL };
    for (int wiped = 0; wiped < 2; wiped++) {
        leaked = 0;
        struct wj_buf buf;
        wj_buf_init(&buf, &watching, SIZE_MAX);
        buf.secret = wiped;
        wj_buf_str(&buf, secret);
        for (int i = 0; i < 1000; i++)
            wj_buf_printf(&buf, "%d and more, so that it grows", i);
        assert_memory_equal(buf.data, secret, sizeof secret - 1);
        wj_buf_free(&buf);

        struct wj_arena arena;
        wj_arena_init(&arena, &watching, 0);
        arena.secret = wiped;
        assert_non_null(wj_arena_strdup(&arena, secret));
        wj_arena_clear(&arena);
        if (wiped)
            assert_int_equal(leaked, 0);
        else
            assert_true(leaked >= 2); /* the allocator would notice */
    }
}

static void test_buffer_limit_is_sticky(void **state)
{
    (void)state;
    struct test_allocator t;
    test_allocator_init(&t);
    struct wj_buf buf;
    wj_buf_init(&buf, &t.allocator, 10);
    assert_int_equal(wj_buf_str(&buf, "0123456789"), 0);
    assert_int_equal(wj_buf_char(&buf, 'x'), WIKIJS_E_TOO_LARGE);
    assert_int_equal(wj_buf_append(&buf, NULL, 0), WIKIJS_E_TOO_LARGE);
    assert_string_equal(buf.data, "0123456789");
    wj_buf_clear(&buf);
    assert_int_equal(wj_buf_str(&buf, "01234"), 0);
    assert_int_equal(wj_buf_printf(&buf, "%s", "56789!"), WIKIJS_E_TOO_LARGE);
    wj_buf_clear(&buf);
    wj_buf_str(&buf, "01234");
    assert_int_equal(wj_buf_insert(&buf, 2, "abcdef", 6), WIKIJS_E_TOO_LARGE);
    assert_string_equal(buf.data, "01234");
    assert_int_equal(wj_buf_reserve(&buf, 5), WIKIJS_E_TOO_LARGE);
    wj_buf_free(&buf);
    assert_int_equal(wj_buf_reserve(&buf, 11), WIKIJS_E_TOO_LARGE);
    wj_buf_free(&buf);
    assert_int_equal(t.live, 0);
}

static void test_buffer_out_of_memory(void **state)
{
    (void)state;
    struct test_allocator t;
    test_allocator_init(&t);
    struct wj_buf buf;
    wj_buf_init(&buf, &t.allocator, SIZE_MAX);
    wj_buf_str(&buf, "kept");
    t.fail_at = t.asked + 1;
    static const char big[5000];
    assert_int_equal(wj_buf_append(&buf, big, sizeof big), WIKIJS_E_NOMEM);
    assert_int_equal(wj_buf_str(&buf, "x"), WIKIJS_E_NOMEM);
    assert_string_equal(buf.data, "kept");
    wj_buf_free(&buf);
    assert_int_equal(t.live, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_calloc_zeroes_and_checks_overflow),
        cmocka_unit_test(test_strings_are_copied),
        cmocka_unit_test(test_arena_keeps_everything),
        cmocka_unit_test(test_arena_limit),
        cmocka_unit_test(test_arena_out_of_memory),
        cmocka_unit_test(test_arena_reserve_and_adopt),
        cmocka_unit_test(test_result_outlives_its_allocator_struct),
        cmocka_unit_test(test_buffer_grows),
        cmocka_unit_test(test_secrets_are_wiped),
        cmocka_unit_test(test_buffer_limit_is_sticky),
        cmocka_unit_test(test_buffer_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
