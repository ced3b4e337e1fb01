/* SPDX-License-Identifier: MIT */
/* Status codes, error structs, and the server's own error numbers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/status.h"
#include "graphql/answer.h"

static void test_every_row_of_status_def(void **state)
{
    (void)state;
    static const struct {
        int number;
        const char *name;
        enum wj_retry retry;
        int exit_code;
    } rows[] = {
#define STATUS(name_, number_, class_, retry_, exit_, text_) { number_, #name_, WJ_RETRY_##retry_, exit_ },
#include <wikijs/status.def>
#undef STATUS
    };
    size_t count = sizeof rows / sizeof *rows;
    assert_true(count > 25);
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(wikijs_status_name(rows[i].number), rows[i].name);
        assert_int_equal(wj_status_retry(rows[i].number), rows[i].retry);
        assert_int_equal(wikijs_status_exit_code(rows[i].number), rows[i].exit_code);
        const char *text = wikijs_status_text(rows[i].number);
        assert_true(strlen(text) > 5 && text[strlen(text) - 1] != '.');
        for (size_t k = 0; k < i; k++)
            assert_int_not_equal(rows[k].number, rows[i].number);
    }
    assert_string_equal(wikijs_status_name(-9999), "E_UNKNOWN");
    assert_non_null(wikijs_status_text(-9999));
    assert_int_equal(wikijs_status_exit_code(-9999), 1);
}

static void test_error_set(void **state)
{
    (void)state;
    wikijs_error err;
    memset(&err, 0xEE, sizeof err);
    assert_int_equal(wj_error_set(&err, WIKIJS_E_ARG, "'%s' is\nnot %d", "x", 5), WIKIJS_E_ARG);
    assert_int_equal(err.code, WIKIJS_E_ARG);
    assert_string_equal(err.message, "'x' is not 5");
    assert_int_equal(err.retry_after_ms, -1);
    assert_int_equal(err.http_status, 0);
    assert_string_equal(err.slug, "");

    wj_error_context(&err, "page '%s'", "home");
    assert_string_equal(err.message, "page 'home': 'x' is not 5");
    assert_int_equal(err.code, WIKIJS_E_ARG);

    char big[3000];
    memset(big, 'm', sizeof big);
    big[sizeof big - 1] = '\0';
    wj_error_set(&err, WIKIJS_E_ARG, "%s", big);
    assert_int_equal(strlen(err.message), sizeof err.message - 1);
    wj_error_context(&err, "%s", big);
    assert_int_equal(strlen(err.message), sizeof err.message - 1);

    assert_int_equal(wj_error_set(NULL, WIKIJS_E_ARG, "no place"), WIKIJS_E_ARG);
    wj_error_context(NULL, "no place");
    wj_error_clear(NULL);
    wj_error_clear(&err);
    assert_int_equal(err.code, 0);
    assert_string_equal(err.message, "");
}

static void test_server_errors(void **state)
{
    (void)state;
    size_t count;
    const wikijs_server_error *errors = wikijs_server_errors(&count);
    assert_int_equal(count, 60);
    for (size_t i = 0; i < count; i++) {
        if (i)
            assert_true(errors[i - 1].code < errors[i].code);
        assert_string_equal(wikijs_server_error_name(errors[i].code), errors[i].name);
        assert_int_equal(wj_server_error_status(errors[i].code), errors[i].status);
        assert_string_not_equal(wikijs_status_name(errors[i].status), "E_UNKNOWN");
        assert_true(errors[i].status < 0);
    }
    assert_ptr_equal(wikijs_server_errors(NULL), errors);
    assert_string_equal(wikijs_server_error_name(6003), "PageNotFound");
    assert_int_equal(wj_server_error_status(6003), WIKIJS_E_NOT_FOUND);
    assert_int_equal(wj_server_error_status(6002), WIKIJS_E_EXISTS);
    assert_int_equal(wj_server_error_status(6013), WIKIJS_E_FORBIDDEN);
    assert_int_equal(wj_server_error_status(1019), WIKIJS_E_UNAUTHENTICATED);
    assert_int_equal(wj_server_error_status(1018), WIKIJS_E_LOCKED);
    assert_null(wikijs_server_error_name(1));
    assert_int_equal(wj_server_error_status(1), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_row_of_status_def),
        cmocka_unit_test(test_error_set),
        cmocka_unit_test(test_server_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
