/* SPDX-License-Identifier: MIT */
/* JSON out of structs and strings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/alloc.h"
#include "json/string.h"
#include "json/write.h"
#include <wikijs/error.h>

static void check(const char *text, size_t length, const char *expected)
{
    struct wj_buf out;
    wj_buf_init(&out, &wj_libc_allocator, SIZE_MAX);
    wj_json_string(&out, text, length);
    assert_string_equal(out.data, expected);
    wj_buf_free(&out);
}

static void test_strings(void **state)
{
    (void)state;
    check("", 0, "\"\"");
    check("plain text of some length", 25, "\"plain text of some length\"");
    check("a\0b", 3, "\"a\\u0000b\"");
    check("\b\f\n\r\t\"\\/", 8, "\"\\b\\f\\n\\r\\t\\\"\\\\/\"");
    check("\x01\x1F\x7F", 3, "\"\\u0001\\u001f\x7F\"");
    check("\xC3\xBC\xF0\x9F\x9A\x86", 6, "\"\xC3\xBC\xF0\x9F\x9A\x86\"");
    check("a\xFFz\xC3", 4, "\"a\xEF\xBF\xBDz\xEF\xBF\xBD\"");
}

/* A special byte at each place of a run that is looked at eight bytes at a time. */
static void test_special_bytes_everywhere(void **state)
{
    (void)state;
    for (int special = 1; special < 256; special++) {
        for (size_t at = 0; at < 24; at++) {
            char text[25], back[200];
            memset(text, 'x', 24);
            text[24] = '\0';
            text[at] = (char)special;
            struct wj_buf out;
            wj_buf_init(&out, &wj_libc_allocator, SIZE_MAX);
            wj_json_string(&out, text, 24);
            for (size_t i = 1; i + 1 < out.len; i++) {
                assert_true((unsigned char)out.data[i] >= 0x20);
                assert_true(out.data[i] != '"' || out.data[i - 1] == '\\');
            }
            memcpy(back, out.data + 1, out.len - 2);
            long length = wj_json_unescape(back, out.len - 2, 0, true);
            if (special < 0x80) {
                assert_int_equal(length, 24);
                assert_memory_equal(back, text, 24);
            } else {
                assert_int_equal(length, 26); /* U+FFFD instead of a lone byte */
            }
            wj_buf_free(&out);
        }
    }
}

struct thing {
    uint64_t present;
    int64_t id;
    const char *name;
    const char *key;
    int64_t time;
};

static const struct wj_field thing_fields[] = {
    FIELD(struct thing, id, "id", NULL, 0, NULL, NULL),
    FIELD(struct thing, name, "name", NULL, 0, NULL, NULL),
    FIELD(struct thing, key, "key", NULL, WIKIJS_FIELD_SECRET, NULL, NULL),
    FIELD_TIME(struct thing, time, "time", NULL, 0, NULL, NULL),
};
static const struct wikijs_model thing_model = MODEL(struct thing, "Thing", thing_fields);

static void test_objects(void **state)
{
    (void)state;
    const struct thing thing = { .present = 1 | 4 | 8, .id = -5, .key = "hush", .time = 1795376019367 };
    struct wj_buf out;
    wj_buf_init(&out, &wj_libc_allocator, SIZE_MAX);
    wj_json_object(&out, &thing_model, &thing, 0);
    assert_string_equal(out.data, "{\"id\":-5,\"key\":\"***\",\"time\":\"2026-11-22T19:33:39.367Z\"}");
    wj_buf_clear(&out);
    wj_json_object(&out, &thing_model, &thing, 2 | 1);
    assert_string_equal(out.data, "{\"id\":-5,\"name\":null}");
    wj_buf_clear(&out);
    wj_json_object(&out, &thing_model, &(struct thing){ 0 }, 0);
    assert_string_equal(out.data, "{}");
    wj_buf_free(&out);
}

static void test_full_buffers_keep_what_they_have(void **state)
{
    (void)state;
    struct wj_buf out;
    wj_buf_init(&out, &wj_libc_allocator, 10);
    wj_json_string(&out, "too long for ten", 16);
    assert_int_equal(out.failed, WIKIJS_E_TOO_LARGE);
    assert_true(out.len <= 10);
    wj_buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_strings),
        cmocka_unit_test(test_special_bytes_everywhere),
        cmocka_unit_test(test_objects),
        cmocka_unit_test(test_full_buffers_keep_what_they_have),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
