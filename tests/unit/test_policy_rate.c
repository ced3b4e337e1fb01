/* SPDX-License-Identifier: MIT */
/* The arithmetic of rates, and the rules as people write them. */
#include "policy/rate.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define MS INT64_C(1000000)
#define SECOND INT64_C(1000000000)

static struct wj_rates rates;
static wikijs_error err;

static int read_rules(const char *text)
{
    return wj_rates_read(&rates, text, &wj_libc_allocator, &err);
}

static void forget(void)
{
    wj_rates_free(&rates, &wj_libc_allocator);
}

static void rules_are_read(void **state)
{
    (void)state;
    assert_int_equal(read_rules("10/s, upload=1/2s,pages.create = 30/min:window , comments.*=100/h:burst=7,server"), 0);
    assert_int_equal(rates.count, 4);
    assert_int_equal(rates.rates[0].scope, WJ_RATE_ALL);
    assert_int_equal(rates.rates[0].count, 10);
    assert_int_equal(rates.rates[0].period_ns, SECOND);
    assert_int_equal(rates.rates[0].burst, 1);
    assert_int_equal(rates.rates[1].scope, WJ_RATE_UPLOAD);
    assert_int_equal(rates.rates[1].period_ns, 2 * SECOND);
    assert_int_equal(rates.rates[2].scope, WJ_RATE_OPERATION);
    assert_string_equal(rates.rates[2].name, "pages.create");
    assert_true(rates.rates[2].is_window);
    assert_int_equal(rates.rates[3].scope, WJ_RATE_NAMESPACE);
    assert_string_equal(rates.rates[3].name, "comments");
    assert_int_equal(rates.rates[3].burst, 7);
    wj_rates_free(&rates, &wj_libc_allocator);
    assert_int_equal(read_rules("1000/s, 60000/min, 50/s"), 0);
    assert_int_equal(rates.rates[0].burst, 20);
    assert_int_equal(rates.rates[1].burst, 20);
    assert_int_equal(rates.rates[2].burst, 1);
    forget();
}

static void wrong_rules_are_told(void **state)
{
    (void)state;
    static const struct {
        const char *rule, *told;
    } cases[] = {
        { "ten/s", "'ten/s' is no rate" },
        { "10", "'10' is no rate" },
        { "10/", "is no rate" },
        { "0/s", "is no rate" },
        { "-1/s", "is no rate" },
        { "10/fortnight", "is no rate" },
        { "10/0s", "is no rate" },
        { "5/s,,6/s", "'' is no rate" },
        { "10/s:burst=0", "ends in something else" },
        { "10/s:bust=2", "ends in something else" },
        { "10/s:window:burst=2", "a window, which has no burst" },
        { "2000000/s", "is no rate" },
        { "1000000/ms", "faster than one in a microsecond" },
        { "uplod=1/s", "'uplod' is neither" },
        { "uplod=1/s", "the nearest is 'upload'" },
        { "pages.=1/s", "'pages.' is neither" },
        { ".create=1/s", "'.create' is neither" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(read_rules(cases[i].rule), WIKIJS_E_CONFIG);
        if (!strstr(err.message, cases[i].told))
            fail_msg("'%s': %s", cases[i].rule, err.message);
    }
}

static void seventeen_rules_are_too_many(void **state)
{
    (void)state;
    char text[256] = "1/s";
    for (int i = 0; i < 16; i++)
        strcat(text, ",1/s:window");
    assert_int_equal(read_rules(text), WIKIJS_E_CONFIG);
    assert_non_null(strstr(err.message, "more than 16"));
}

/* Pass as many as may, at once. */
static int64_t pass_now(struct wj_rate *rate, int64_t now)
{
    int64_t passed = 0;
    while (wj_rate_ready(rate, 0, 1) <= now) {
        wj_rate_take(rate, now, 1);
        passed++;
    }
    return passed;
}

static void bucket_gives_its_burst_and_then_its_rate(void **state)
{
    (void)state;
    assert_int_equal(read_rules("10/s:burst=5"), 0);
    struct wj_rate *rate = &rates.rates[0];
    assert_int_equal(pass_now(rate, SECOND), 5);
    assert_int_equal(pass_now(rate, SECOND + 99 * MS), 0);
    assert_int_equal(pass_now(rate, SECOND + 100 * MS), 1);
    assert_int_equal(pass_now(rate, SECOND + 350 * MS), 2);
    assert_int_equal(pass_now(rate, SECOND + 400 * MS), 1); /* halves are not lost */
    assert_int_equal(pass_now(rate, 60 * SECOND), 5);
    forget();
}

static void dear_requests_take_more(void **state)
{
    (void)state;
    assert_int_equal(read_rules("10/s:burst=5"), 0);
    struct wj_rate *rate = &rates.rates[0];
    assert_true(wj_rate_ready(rate, 0, 50) <= 0); /* all the room there is */
    wj_rate_take(rate, 0, 50);
    assert_int_equal(wj_rate_ready(rate, 0, 1), 46 * 100 * MS);
    forget();
}

/* No window of `period` holds more than `most` of the times. */
static void check_windows(const int64_t *times, size_t count, int64_t period, int64_t most)
{
    size_t begin = 0;
    for (size_t end = 0; end < count; end++) {
        while (times[end] - times[begin] >= period)
            begin++;
        assert_true((int64_t)(end - begin + 1) <= most);
    }
}

static size_t arrive_at_random(struct wj_rate *rate, int64_t until, int64_t *times, size_t size)
{
    size_t count = 0;
    for (int64_t now = 0; now < until && count < size; now += rand() % 7 ? rand() % (3 * MS) : rand() % (500 * MS))
        if (wj_rate_ready(rate, 0, 1) <= now) {
            wj_rate_take(rate, now, 1);
            times[count++] = now;
        }
    return count;
}

static void no_window_is_ever_too_full(void **state)
{
    (void)state;
    static int64_t times[20000];
    static const char *const rules[] = { "7/s:window", "100/200ms:window", "1/s:window" };
    static const int64_t most[] = { 7, 100, 1 }, period[] = { SECOND, 200 * MS, SECOND };
    for (size_t i = 0; i < 3; i++) {
        srand(42 + (unsigned)i);
        assert_int_equal(read_rules(rules[i]), 0);
        size_t count = arrive_at_random(&rates.rates[0], 100 * SECOND, times, 20000);
        assert_true(count > 50);
        check_windows(times, count, period[i], most[i]);
        forget();
    }
}

static void no_second_of_a_bucket_holds_more_than_rate_and_burst(void **state)
{
    (void)state;
    static int64_t times[20000];
    srand(7);
    assert_int_equal(read_rules("20/s:burst=5"), 0);
    size_t count = arrive_at_random(&rates.rates[0], 100 * SECOND, times, 20000);
    check_windows(times, count, SECOND, 25);
    check_windows(times, count, 10 * SECOND, 205);
    forget();
}

static void those_ahead_are_reckoned_with(void **state)
{
    (void)state;
    assert_int_equal(read_rules("10/s:burst=2, 3/s:window"), 0);
    struct wj_rate *bucket = &rates.rates[0], *window = &rates.rates[1];
    wj_rate_take(bucket, 0, 1);
    wj_rate_take(bucket, 0, 1);
    int64_t first = wj_rate_ready(bucket, 0, 1);
    assert_int_equal(wj_rate_ready(bucket, 5, 1) - first, 500 * MS);
    for (int64_t i = 1; i <= 3; i++)
        wj_rate_take(window, i * 100 * MS, 1);
    assert_int_equal(wj_rate_ready(window, 0, 1), SECOND + 100 * MS);
    assert_int_equal(wj_rate_ready(window, 2, 1), SECOND + 300 * MS);
    assert_int_equal(wj_rate_ready(window, 4, 1), 2 * SECOND + 200 * MS);
    forget();
}

/* Such rates are mistakes, but they must not let everything through. */
static void longest_periods_do_not_run_over(void **state)
{
    (void)state;
    assert_int_equal(read_rules("1/1000000h, 1/1000000h:window, 1/24h:burst=1000000"), 0);
    for (size_t i = 0; i < 2; i++) {
        struct wj_rate *rate = &rates.rates[i];
        assert_true(wj_rate_ready(rate, 0, 1) <= 0);
        for (int k = 0; k < 9; k++)
            wj_rate_take(rate, SECOND, 1);
        for (int64_t ahead = 0; ahead < 2000; ahead += 100)
            assert_true(wj_rate_ready(rate, ahead, 1) > 1000 * 3600 * SECOND);
    }
    struct wj_rate *bucket = &rates.rates[2];
    assert_true(wj_rate_ready(bucket, 0, 1) <= 0);
    wj_rate_take(bucket, 0, 1);
    assert_true(wj_rate_ready(bucket, 0, 1) <= 0);
    forget();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(longest_periods_do_not_run_over),
        cmocka_unit_test(rules_are_read),
        cmocka_unit_test(wrong_rules_are_told),
        cmocka_unit_test(seventeen_rules_are_too_many),
        cmocka_unit_test(bucket_gives_its_burst_and_then_its_rate),
        cmocka_unit_test(dear_requests_take_more),
        cmocka_unit_test(no_window_is_ever_too_full),
        cmocka_unit_test(no_second_of_a_bucket_holds_more_than_rate_and_burst),
        cmocka_unit_test(those_ahead_are_reckoned_with),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
