/* SPDX-License-Identifier: MIT */
/* Documents of the program's own, and logging in by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <wikijs/authentication.h>

#include "support/live.h"

static void a_document_with_variables(void **state)
{
    struct live *live = *state;
    int64_t id = live_page(live, "by-graphql", "text", NULL);
    char variables[64];
    wikijs_answer *answer = NULL;
    wikijs_graphql_options options = WIKIJS_GRAPHQL_OPTIONS_INIT;
    snprintf(variables, sizeof variables, "{\"id\":%lld}", (long long)id);
    options.variables_json = variables;
    options.operation_name = "B";
    const char *document = "query A{__typename} query B($id:Int!){pages{single(id:$id){title}}}";
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_graphql, (document, &options), (&answer, &live->err)));
    assert_string_equal(answer->data.ptr, "{\"pages\":{\"single\":{\"title\":\"by-graphql\"}}}");
    assert_int_equal(answer->http_status, 200);
    assert_non_null(strstr(answer->body.ptr, "\"data\""));
    wikijs_answer_free(answer);
}

static void errors_come_with_the_answer(void **state)
{
    struct live *live = *state;
    wikijs_answer *answer = NULL;
    const char *document = "{a:pages{single(id:99999999){id}} b:pages{tags{tag}}}";
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_graphql, (document, NULL), (&answer, &live->err)));
    assert_int_equal(live->err.server_code, 6003);
    assert_non_null(strstr(answer->data.ptr, "\"b\":{\"tags\":"));
    wikijs_answer_free(answer);
    answer = NULL;
    LIVE_EXPECT(live, WIKIJS_E_SCHEMA,
                LIVE(live, wikijs_graphql, ("{nothing_like_that}", NULL), (&answer, &live->err)));
    assert_int_equal(live->err.http_status, 400);
    assert_non_null(answer);
    wikijs_answer_free(answer);
    answer = NULL;
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_graphql, (NULL, NULL), (&answer, &live->err)));
    assert_null(answer);
}

/* The server lets five logins a minute pass, and others may use it too: then it says how long to wait. */
static int login(struct live *live, const char *email, const char *password, wikijs_login **out)
{
    int status = LIVE(live, wikijs_authentication_login, (email, password, NULL, NULL), (out, &live->err));
    if (status == WIKIJS_E_RATE_LIMITED) {
        assert_true(live->err.retry_after_ms > 0);
        sleep((unsigned)(live->err.retry_after_ms / 1000) + 1);
        status = LIVE(live, wikijs_authentication_login, (email, password, NULL, NULL), (out, &live->err));
    }
    return status;
}

static void login_by_hand(void **state)
{
    struct live *live = *state;
    wikijs_login *outcome = NULL;
    const char *email = live_env("WIKIJS_TEST_EMAIL"), *password = live_env("WIKIJS_TEST_PASSWORD");
    LIVE_EXPECT(live, 0, login(live, email, password, &outcome));
    assert_non_null(outcome->jwt);
    assert_false(outcome->must_change_pwd);
    wikijs_token_info info = { .struct_size = sizeof info };
    assert_int_equal(wikijs_token_inspect(outcome->jwt, &info), 0);
    assert_false(info.is_api_key);
    assert_string_equal(info.email, email);
    assert_true(info.expires_at > info.issued_at && info.issued_at > 0);
    assert_non_null(strstr(info.permissions, "manage:system"));
    wikijs_login_free(outcome);
    outcome = NULL;
    LIVE_EXPECT(live, WIKIJS_E_UNAUTHENTICATED, login(live, email, "not the password", &outcome));
    assert_int_equal(live->err.server_code, 1002);
    assert_null(outcome);
    LIVE_EXPECT(live, WIKIJS_E_ARG,
                LIVE(live, wikijs_authentication_login, (NULL, password, NULL, NULL), (&outcome, &live->err)));
}

static void a_key_tells_about_itself(void **state)
{
    (void)state;
    wikijs_token_info info = { .struct_size = sizeof info };
    assert_int_equal(wikijs_token_inspect(live_env("WIKIJS_TEST_READER_KEY"), &info), 0);
    assert_true(info.is_api_key);
    assert_true(info.api_key_id > 0 && info.group_id > 0);
    assert_int_equal(info.user_id, 0);
    assert_string_equal(info.email, "");
    assert_int_equal(wikijs_token_inspect("not.a.token", &info), WIKIJS_E_ARG);
    assert_int_equal(wikijs_token_inspect("", &info), WIKIJS_E_ARG);
    assert_int_equal(wikijs_token_inspect(NULL, &info), WIKIJS_E_ARG);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TWICE(a_document_with_variables),
        TWICE(errors_come_with_the_answer),
        TWICE(login_by_hand),
        cmocka_unit_test(a_key_tells_about_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
