/* SPDX-License-Identifier: MIT */
/* UTF-8, integers, base64url, one-line copies, times. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/text.h"
#include <wikijs/error.h>
#include <wikijs/model.h>

static bool valid(const char *text)
{
    return wj_utf8_valid(text, strlen(text));
}

static void test_utf8(void **state)
{
    (void)state;
    assert_true(valid("plain text that is longer than a word"));
    assert_true(valid("\xC3\xBC \xE6\x97\xA5 \xF0\x9F\x9A\x86 \xF4\x8F\xBF\xBF"));
    assert_true(wj_utf8_valid("a\0b", 3));
    assert_false(valid("eight by\x80"));
    assert_false(valid("\xC0\x80"));         /* overlong NUL */
    assert_false(valid("\xE0\x9F\xBF"));     /* overlong */
    assert_false(valid("\xF0\x8F\xBF\xBF")); /* overlong */
    assert_false(valid("\xED\xA0\x80"));     /* half of a surrogate pair */
    assert_false(valid("\xF4\x90\x80\x80")); /* past the end of Unicode */
    assert_false(valid("\xFF"));
    assert_false(wj_utf8_valid("\xE6\x97\xA5", 2)); /* cut */

    size_t size;
    assert_int_equal(wj_utf8_next("\xF0\x9F\x9A\x86", 4, &size), 0x1F686);
    assert_int_equal(size, 4);
    assert_int_equal(wj_utf8_next("\xF0\x9F\x9A\x86", 3, &size), -1);
    assert_int_equal(size, 1);
}

static void test_integers(void **state)
{
    (void)state;
    int64_t n = 7;
    assert_true(wj_int_parse("-9223372036854775808", 20, &n));
    assert_true(n == INT64_MIN);
    assert_true(wj_int_parse("9223372036854775807", 19, &n));
    assert_true(n == INT64_MAX);
    assert_true(wj_int_parse("007x", 3, &n));
    assert_int_equal(n, 7);
    assert_false(wj_int_parse("9223372036854775808", 19, &n));
    assert_false(wj_int_parse("-9223372036854775809", 20, &n));
    assert_false(wj_int_parse("", 0, &n));
    assert_false(wj_int_parse("-", 1, &n));
    assert_false(wj_int_parse("1 ", 2, &n));
    assert_false(wj_int_parse("+1", 2, &n));
    assert_int_equal(n, 7);
}

static void test_base64url(void **state)
{
    (void)state;
    unsigned char out[16];
    assert_int_equal(wj_base64url_decode("eyJpZCI6MX0", 11, out), 8);
    assert_memory_equal(out, "{\"id\":1}", 8);
    assert_int_equal(wj_base64url_decode("_-8", 3, out), 2);
    assert_memory_equal(out, "\xFF\xEF", 2);
    assert_int_equal(wj_base64url_decode("", 0, out), 0);
    assert_int_equal(wj_base64url_decode("a", 1, out), -1);
    assert_int_equal(wj_base64url_decode("ab+/", 4, out), -1);
    assert_int_equal(wj_base64url_decode("ab==", 4, out), -1);
}

static void test_copy_line(void **state)
{
    (void)state;
    char out[8];
    wj_copy_line(out, sizeof out, "a\nb\tc\x7F", 6);
    assert_string_equal(out, "a b c ");
    wj_copy_line(out, sizeof out, "123456\xC3\xBC", 8); /* the u umlaut does not fit */
    assert_string_equal(out, "123456");
    wj_copy_line(out, sizeof out, "\x1B[31m", 5);
    assert_string_equal(out, " [31m");
    wj_copy_line(out, sizeof out, "\xC2\x9B", 2); /* CSI as one character */
    assert_string_equal(out, " ");
    wj_copy_line(out, sizeof out, "a\xFFz", 3);
    assert_string_equal(out, "a?z");
    wj_copy_line(out, 1, "abc", 3);
    assert_string_equal(out, "");
}

/* Every day from year 0 to 9999, at another time of day each. */
static void test_times_round_trip(void **state)
{
    (void)state;
    for (int64_t day = -719528; day < 2932897; day++) {
        int64_t time = day * 86400000 + (day + 719528) * 7919 % 86400000, parsed;
        char text[25];
        wj_time_format(time, text);
        if (!wj_time_parse(text, 24, &parsed) || parsed != time)
            fail_msg("%s was read as %lld, not %lld", text, (long long)parsed, (long long)time);
    }
}

static void test_times_agree_with_libc(void **state)
{
    (void)state;
    for (time_t second = -5000000000; second < 200000000000; second += 123456789) {
        char expected[64], text[25];
        struct tm parts;
        gmtime_r(&second, &parts);
        strftime(expected, sizeof expected, "%Y-%m-%dT%H:%M:%S.000Z", &parts);
        wj_time_format((int64_t)second * 1000, text);
        assert_string_equal(text, expected);
    }
}

static int64_t parse(const char *text)
{
    int64_t time;
    return wikijs_time_parse(text, &time) == 0 ? time : INT64_MIN;
}

static void test_time_forms(void **state)
{
    (void)state;
    const int64_t expected = 1795376019367;
    assert_true(parse("2026-11-22T19:33:39.367Z") == expected);
    assert_true(parse("2026-11-22 19:33:39.367") == expected);
    assert_true(parse("2026-11-22t19:33:39,36799z") == expected);
    assert_true(parse("2026-11-22T21:33:39.367+02:00") == expected);
    assert_true(parse("2026-11-22T21:33:39.367+0200") == expected);
    assert_true(parse("2026-11-22T14:33:39.367-05") == expected);
    assert_true(parse("2026-11-22T19:33Z") == expected - 39367);
    assert_true(parse("2026-11-22") == 1795305600000);
    assert_true(parse("2026-11-22T24:00:00Z") == 1795305600000 + 86400000);
    assert_true(parse("2024-02-29") == 1709164800000);
    assert_true(parse("1970-01-01T00:00:00.000Z") == 0);

    static const char *const wrong[] = {
        "",
        "garbage",
        "2026-02-29",
        "2026-13-01",
        "2026-00-01",
        "2026-11-00",
        "2026-11-31",
        "26-11-22",
        "2026-11-22T",
        "2026-11-22T19",
        "2026-11-22T25:00Z",
        "2026-11-22T24:00:01Z",
        "2026-11-22T19:60Z",
        "2026-11-22T19:33:39.Z",
        "2026-11-22T19:33:39.367Zx",
        "2026-11-22T19:33:39.367+2",
        "2026-11-22T19:33:39.367+24:00",
        "2026-11-2:T19:33:39.367Z",
        "2026-11-22T19:33:39.36/Z",
        "2026-11-22T19:33:61.000Z",
        "2026-11-22T1\xB9:33:39.367Z",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (parse(wrong[i]) != INT64_MIN)
            fail_msg("'%s' was taken for a time", wrong[i]);
    int64_t time;
    assert_int_equal(wikijs_time_parse(NULL, &time), WIKIJS_E_ARG);
}

static void test_time_format_is_clamped(void **state)
{
    (void)state;
    char text[25];
    wikijs_time_format(INT64_MAX, text);
    assert_string_equal(text, "9999-12-31T23:59:59.999Z");
    wikijs_time_format(INT64_MIN, text);
    assert_string_equal(text, "0000-01-01T00:00:00.000Z");
    wikijs_time_format(-1, text);
    assert_string_equal(text, "1969-12-31T23:59:59.999Z");
}

static void test_retry_after(void **state)
{
    (void)state;
    const int64_t now = 784111777000; /* Sun, 06 Nov 1994 08:49:37 GMT */
    assert_int_equal(wj_retry_after_ms("120", now), 120000);
    assert_int_equal(wj_retry_after_ms(" 0 ", now), 0);
    assert_int_equal(wj_retry_after_ms("Sun, 06 Nov 1994 08:49:47 GMT", now), 10000);
    assert_int_equal(wj_retry_after_ms("Sun, 06 Nov 1994 08:49:27 GMT", now), 0);
    assert_int_equal(wj_retry_after_ms("-5", now), -1);
    assert_int_equal(wj_retry_after_ms("soon", now), -1);
    assert_int_equal(wj_retry_after_ms("", now), -1);
    assert_int_equal(wj_retry_after_ms("Sun, 06 Nox 1994 08:49:47 GMT", now), -1);
    assert_int_equal(wj_retry_after_ms("Sun, 06 Nov 1994 08:49:4x GMT", now), -1);
    assert_int_equal(wj_retry_after_ms("9000000000000000000", now), INT64_C(31536000000));
}

static void test_system_clock(void **state)
{
    (void)state;
    const struct wj_clock *clock = &wj_system_clock;
    int64_t earlier = clock->monotonic_us(clock->context);
    assert_true(clock->monotonic_us(clock->context) >= earlier);
    assert_true(clock->wall_ms(clock->context) > 1700000000000);
    assert_true(clock->random(clock->context) != clock->random(clock->context));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_utf8),
        cmocka_unit_test(test_integers),
        cmocka_unit_test(test_base64url),
        cmocka_unit_test(test_copy_line),
        cmocka_unit_test(test_times_round_trip),
        cmocka_unit_test(test_times_agree_with_libc),
        cmocka_unit_test(test_time_forms),
        cmocka_unit_test(test_time_format_is_clamped),
        cmocka_unit_test(test_retry_after),
        cmocka_unit_test(test_system_clock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
