/* SPDX-License-Identifier: MIT */
/* Logins that need a second step, step by step. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <wikijs/authentication.h>

#include "support/faults.h"
#include "support/live.h"

static wikijs_login *begin(struct live *live, const char *email, const char *password)
{
    wikijs_login *login = NULL;
    sandbox_reset(NULL); /* accounts and rate limits as at the start */
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_authentication_login, (email, password, NULL, NULL), (&login, &live->err)));
    assert_null(login->jwt);
    assert_non_null(login->continuation_token);
    return login;
}

static void expect_token(wikijs_login *login, const char *email)
{
    wikijs_token_info info = { .struct_size = sizeof info };
    assert_non_null(login->jwt);
    assert_int_equal(wikijs_token_inspect(login->jwt, &info), 0);
    assert_string_equal(info.email, email);
    wikijs_login_free(login);
}

static void a_second_factor(void **state)
{
    struct live *live = *state;
    wikijs_login *login = begin(live, "tfa@example.com", "sandbox-tfa-1"), *second = NULL;
    assert_true(login->must_provide_tfa);
    assert_false(login->must_change_pwd);
    const char *token = login->continuation_token;
    LIVE_EXPECT(live, WIKIJS_E_TFA_REQUIRED,
                LIVE(live, wikijs_authentication_login_tfa, (token, "000000", false, NULL), (&second, &live->err)));
    assert_null(second);
    LIVE_EXPECT(live, 0,
                LIVE(live, wikijs_authentication_login_tfa, (token, "123456", false, NULL), (&second, &live->err)));
    expect_token(second, "tfa@example.com");
    LIVE_EXPECT(live, WIKIJS_E_ARG,
                LIVE(live, wikijs_authentication_login_tfa, (token, NULL, false, NULL), (&second, &live->err)));
    wikijs_login_free(login);
}

static void a_new_password(void **state)
{
    struct live *live = *state;
    wikijs_login *login = begin(live, "mustchange@example.com", "sandbox-change-1"), *second = NULL;
    assert_true(login->must_change_pwd);
    const char *token = login->continuation_token;
    LIVE_EXPECT(live, 0,
                LIVE(live, wikijs_authentication_login_change_password, (token, "a-new-password-1", NULL),
                     (&second, &live->err)));
    expect_token(second, "mustchange@example.com");
    LIVE_EXPECT(live, WIKIJS_E_ARG,
                LIVE(live, wikijs_authentication_login_change_password, (NULL, "x", NULL), (&second, &live->err)));
    wikijs_login_free(login);
    wikijs_login_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = { TWICE(a_second_factor), TWICE(a_new_password) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
