/* SPDX-License-Identifier: MIT */
/* What is tried again, and after how long: the rules alone. */
#include "base/status.h"
#include "policy/retry_rules.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

static wikijs_client_options options;
static wikijs_error err;

static int set_up(void **state)
{
    (void)state;
    options = (wikijs_client_options){
        .retry_max_attempts = 3, .retry_initial_delay_ms = 100, .retry_max_delay_ms = 1000, .retry_no_jitter = 1
    };
    return 0;
}

static void backoffs_are_as_they_are_called(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        int64_t waits[5];
    } kinds[] = { { "exponential", { 100, 200, 400, 800, 1000 } },
                  { "linear", { 100, 200, 300, 400, 500 } },
                  { "constant", { 100, 100, 100, 100, 100 } } };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct wj_retry_rules rules;
        options.retry_backoff = kinds[i].name;
        assert_int_equal(wj_retry_rules_read(&rules, &options, &err), 0);
        for (int n = 0; n < 5; n++)
            assert_int_equal(wj_retry_delay_ms(&rules, n + 1, -1, 0), kinds[i].waits[n]);
        assert_in_range(wj_retry_delay_ms(&rules, INT64_MAX, -1, 0), 100, 1000);
    }
}

static void jitter_is_between_nothing_and_all_of_it(void **state)
{
    (void)state;
    struct wj_retry_rules rules;
    options.retry_no_jitter = 0;
    assert_int_equal(wj_retry_rules_read(&rules, &options, &err), 0);
    int64_t least = INT64_MAX, most = -1;
    for (uint64_t bits = 0; bits < 5000; bits++) {
        int64_t wait = wj_retry_delay_ms(&rules, 2, -1, bits);
        least = wait < least ? wait : least;
        most = wait > most ? wait : most;
    }
    assert_int_equal(least, 0);
    assert_int_equal(most, 200);
}

static void what_is_tried_again_can_be_chosen(void **state)
{
    (void)state;
    static const struct {
        const char *on;
        wikijs_error error;
        bool goes;
    } cases[] = {
        { NULL, { .code = WIKIJS_E_SERVER, .http_status = 500 }, true },
        { NULL, { .code = WIKIJS_E_UNAVAILABLE, .http_status = 502 }, true },
        { NULL, { .code = WIKIJS_E_HTTP, .http_status = 418 }, false },
        { NULL, { .code = WIKIJS_E_NOT_FOUND, .http_status = 200 }, false },
        { NULL, { .code = WIKIJS_E_CONNECT }, true },
        { NULL, { .code = WIKIJS_E_CONNECTION }, true },                     /* reset */
        { NULL, { .code = WIKIJS_E_CONNECTION, .http_status = 200 }, true }, /* cut */
        { NULL, { .code = WIKIJS_E_TIMEOUT }, false },
        { NULL, { .code = WIKIJS_E_RESOLVE }, false },
        { NULL, { .code = WIKIJS_E_RATE_LIMITED }, false }, /* this client's own limit */
        { NULL, { .code = WIKIJS_E_CIRCUIT_OPEN }, false },
        { "cut timeout", { .code = WIKIJS_E_CONNECTION, .http_status = 200 }, true },
        { "cut timeout", { .code = WIKIJS_E_CONNECTION }, false },
        { "cut timeout", { .code = WIKIJS_E_TIMEOUT }, true },
        { "cut timeout", { .code = WIKIJS_E_SERVER, .http_status = 500 }, false },
        { "resolve,tls,protocol,418", { .code = WIKIJS_E_RESOLVE }, true },
        { "resolve,tls,protocol,418", { .code = WIKIJS_E_TLS }, true },
        { "resolve,tls,protocol,418", { .code = WIKIJS_E_PROTOCOL, .http_status = 200 }, true },
        { "resolve,tls,protocol,418", { .code = WIKIJS_E_HTTP, .http_status = 418 }, true },
        { "", { .code = WIKIJS_E_CONNECT }, false },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct wj_retry_rules rules;
        options.retry_on = cases[i].on;
        assert_int_equal(wj_retry_rules_read(&rules, &options, &err), 0);
        if (wj_retry_is_on(&rules.on, &cases[i].error) != cases[i].goes)
            fail_msg("case %zu", i);
    }
}

static void bad_rules_are_refused(void **state)
{
    (void)state;
    struct wj_retry_rules rules;
    options.retry_backoff = "liner";
    assert_int_equal(wj_retry_rules_read(&rules, &options, &err), WIKIJS_E_CONFIG);
    assert_string_equal(err.message, "option 'retry_backoff' does not know 'liner'; the nearest is 'linear'");
    options.retry_backoff = NULL;
    options.retry_on = "503, conect";
    assert_int_equal(wj_retry_rules_read(&rules, &options, &err), WIKIJS_E_CONFIG);
    assert_string_equal(err.message, "option 'retry_on' does not know 'conect'; the nearest is 'connect'");
    options.retry_on = "302";
    assert_int_equal(wj_retry_rules_read(&rules, &options, &err), WIKIJS_E_CONFIG);
    assert_string_equal(err.message, "option 'retry_on' takes HTTP statuses from 400 to 599, not '302'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup(name, set_up)
        CASE(backoffs_are_as_they_are_called),
        CASE(jitter_is_between_nothing_and_all_of_it),
        CASE(what_is_tried_again_can_be_chosen),
        CASE(bad_rules_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
