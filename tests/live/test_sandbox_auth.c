/* SPDX-License-Identifier: MIT */
/* Credentials of every kind, and every way in which they can be bad. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/faults.h"
#include "support/live.h"
#include <wikijs/authentication.h>
#include <wikijs/sys/alloc.h>

static wikijs_error err;

static wikijs_client_options login_options(const char *username, const char *password)
{
    wikijs_client_options options = sandbox_options();
    options.username = username;
    options.password = password;
    return options;
}

static wikijs_client_options admin_options(void)
{
    return login_options(live_env("WIKIJS_TEST_EMAIL"), live_env("WIKIJS_TEST_PASSWORD"));
}

static wikijs_client_options key_options(const char *key)
{
    wikijs_client_options options = sandbox_options();
    options.api_key = key;
    return options;
}

/* Read the page "home"; its status. */
static int read_home(wikijs_client *client)
{
    wikijs_page *page = NULL;
    int status = wikijs_pages_get_by_path(client, NULL, "home", NULL, &page, &err);
    assert_int_equal(page != NULL, status == 0);
    wikijs_page_free(page);
    return status;
}

static int list_pages(wikijs_client *client)
{
    wikijs_page_item_list *list = NULL;
    int status = wikijs_pages_list(client, NULL, &list, &err);
    assert_int_equal(list != NULL, status == 0); /* never what a guest may see, together with an error */
    wikijs_page_item_list_free(list);
    return status;
}

static int read_home_with(const wikijs_client_options *options)
{
    wikijs_client *client = sandbox_client(options);
    int status = read_home(client);
    wikijs_client_free(client);
    return status;
}

static int list_with_key(const char *key)
{
    wikijs_client_options options = key_options(key);
    wikijs_client *client = sandbox_client(&options);
    int status = list_pages(client);
    wikijs_client_free(client);
    return status;
}

static int create_with(const wikijs_client_options *options)
{
    wikijs_client *client = sandbox_client(options);
    wikijs_pages_create_input input = WIKIJS_PAGES_CREATE_INPUT_INIT;
    input.title = "New";
    input.path = "new-page";
    input.content = (wikijs_str){ "text", 4 };
    wikijs_page *page = NULL;
    int status = wikijs_pages_create(client, &input, &page, &err);
    wikijs_page_free(page);
    wikijs_client_free(client);
    return status;
}

/* --- API keys --- */

static void good_key(void **state)
{
    (void)state;
    assert_int_equal(list_with_key(live_env("WIKIJS_TEST_KEY")), 0);
}

static void probe_goes_with_the_first_query_only(void **state)
{
    (void)state;
    wikijs_client_options options = key_options(live_env("WIKIJS_TEST_KEY"));
    wikijs_client *client = sandbox_client(&options);
    for (int i = 0; i < 3; i++)
        assert_int_equal(read_home(client), 0);
    wikijs_client_free(client);
    assert_int_equal(sandbox_count("users.profile"), 1);
    assert_int_equal(sandbox_count("/graphql"), 3);
}

static void expired_key_is_told_before_sending(void **state)
{
    (void)state;
    assert_int_equal(list_with_key(live_env("WIKIJS_TEST_EXPIRED_KEY")), WIKIJS_E_UNAUTHENTICATED);
    assert_non_null(strstr(err.message, "expired at 20"));
    assert_int_equal(sandbox_count("/graphql"), 0);
}

static void revoked_key(void **state)
{
    (void)state;
    assert_int_equal(list_with_key(live_env("WIKIJS_TEST_REVOKED_KEY")), WIKIJS_E_UNAUTHENTICATED);
    assert_non_null(strstr(err.message, "revoked"));
}

/* The server would answer this with the pages that a guest may see. */
static void garbage_key_is_no_guest(void **state)
{
    (void)state;
    assert_int_equal(list_with_key("garbage"), WIKIJS_E_UNAUTHENTICATED);
    assert_non_null(strstr(err.message, "guest"));
}

static void refused_write_with_a_garbage_key_is_unauthenticated(void **state)
{
    (void)state;
    wikijs_client_options options = key_options("garbage");
    assert_int_equal(create_with(&options), WIKIJS_E_UNAUTHENTICATED);
    assert_int_equal(sandbox_count("users.profile"), 1);
}

static void refused_write_with_a_good_key_names_the_permission(void **state)
{
    (void)state;
    wikijs_client_options options = key_options(live_env("WIKIJS_TEST_LISTER_KEY"));
    assert_int_equal(create_with(&options), WIKIJS_E_FORBIDDEN);
    assert_non_null(strstr(err.permission, "write:pages"));
}

static void key_from_a_variable_a_file_and_a_command(void **state)
{
    (void)state;
    wikijs_client_options options = sandbox_options();
    options.api_key_env = "WIKIJS_TEST_KEY";
    assert_int_equal(read_home_with(&options), 0);

    char name[] = "/tmp/wikijs-test-key-XXXXXX";
    int fd = mkstemp(name);
    const char *key = live_env("WIKIJS_TEST_KEY");
    assert_int_equal(write(fd, key, strlen(key)), strlen(key));
    assert_int_equal(write(fd, "\n", 1), 1);
    close(fd);
    options.api_key_env = NULL;
    options.api_key_file = name;
    assert_int_equal(read_home_with(&options), 0);
    unlink(name);

    options.api_key_file = NULL;
    options.api_key_command = "printf '%s\\n' \"$WIKIJS_TEST_KEY\"";
    assert_int_equal(read_home_with(&options), 0);
}

/* --- logins --- */

static void login_with_a_password(void **state)
{
    (void)state;
    wikijs_client_options options = admin_options();
    wikijs_client *client = sandbox_client(&options);
    assert_int_equal(read_home(client), 0);
    assert_int_equal(read_home(client), 0);
    wikijs_client_free(client);
    assert_int_equal(sandbox_count("authentication.login"), 1);
}

enum { MANY = 1000 };
static int ended, ended_well;
static int last_status;

static void count_end(wikijs_call *call, void *payload)
{
    (void)payload;
    wikijs_page *page = NULL;
    last_status = wikijs_pages_get_by_path_finish(call, &page, &err);
    ended++;
    ended_well += last_status == 0;
    wikijs_page_free(page);
}

static void start_many(const wikijs_client_options *options)
{
    ended = ended_well = 0;
    wikijs_client *client = sandbox_client(options);
    for (int i = 0; i < MANY; i++)
        assert_int_equal(wikijs_pages_get_by_path_async(client, NULL, "home", NULL, count_end, NULL, NULL), 0);
    while (wikijs_client_pending(client))
        assert_true(wikijs_client_wait(client, 30000, &err) >= 0);
    wikijs_client_free(client);
    assert_int_equal(ended, MANY);
}

static void one_login_for_a_thousand_calls(void **state)
{
    (void)state;
    wikijs_client_options options = admin_options();
    start_many(&options);
    assert_int_equal(ended_well, MANY);
    assert_int_equal(sandbox_count("authentication.login"), 1);
}

static void one_failed_login_for_a_thousand_calls(void **state)
{
    (void)state;
    wikijs_client_options options = login_options(live_env("WIKIJS_TEST_EMAIL"), "wrong");
    start_many(&options);
    assert_int_equal(ended_well, 0);
    assert_int_equal(last_status, WIKIJS_E_UNAUTHENTICATED);
    assert_int_equal(err.server_code, 1002);
    assert_int_equal(sandbox_count("authentication.login"), 1);
}

static void uncertainty_of_a_login_is_not_the_calls(void **state)
{
    (void)state;
    wikijs_client_options options = admin_options();
    sandbox_fault("authentication.login", 1, "reset,after");
    assert_int_equal(create_with(&options), WIKIJS_E_CONNECTION);
    assert_false(err.flags & WIKIJS_ERROR_UNCERTAIN);
}

/* An allocator that looks for secrets in what is given back to it. */
union sized {
    size_t size;
    max_align_t alignment;
};

struct search {
    const char *password;
    int found;
};

static void *sized_malloc(size_t size, void *context)
{
    (void)context;
    union sized *block = calloc(1, sizeof *block + size);
    block->size = size;
    return block + 1;
}

static void searching_free(void *memory, void *context)
{
    struct search *search = context;
    union sized *block = (union sized *)memory - 1;
    if (memmem(memory, block->size, search->password, strlen(search->password)) ||
        memmem(memory, block->size, "eyJhbGci", 8))
        search->found++;
    free(block);
}

static void *searching_realloc(void *memory, size_t old_size, size_t new_size, void *context)
{
    void *moved = sized_malloc(new_size, context);
    memcpy(moved, memory, old_size < new_size ? old_size : new_size);
    searching_free(memory, context);
    return moved;
}

static void freed_memory_holds_no_secret(void **state)
{
    (void)state;
    struct search search = { .password = live_env("WIKIJS_TEST_PASSWORD") };
    wikijs_allocator allocator = { sized_malloc, searching_realloc, searching_free, &search };
    wikijs_client_options options = admin_options();
    options.allocator = &allocator;
    wikijs_client *client = sandbox_client(&options);
    assert_int_equal(read_home(client), 0);
    sandbox_advance(3600); /* the server renews the token */
    assert_int_equal(read_home(client), 0);
    wikijs_client_free(client);
    assert_int_equal(search.found, 0);
    options = key_options(live_env("WIKIJS_TEST_KEY"));
    options.allocator = &allocator;
    client = sandbox_client(&options);
    assert_int_equal(read_home(client), 0);
    wikijs_client_free(client);
    assert_int_equal(search.found, 0);
}

static void disabled_account(void **state)
{
    (void)state;
    wikijs_client_options options = login_options("disabled@example.com", "sandbox-disabled-1");
    assert_int_equal(read_home_with(&options), WIKIJS_E_UNAUTHENTICATED);
    assert_int_equal(err.server_code, 1013);
}

static void account_that_must_change_its_password(void **state)
{
    (void)state;
    wikijs_client_options options = login_options("mustchange@example.com", "sandbox-change-1");
    assert_int_equal(read_home_with(&options), WIKIJS_E_MUST_CHANGE_PASSWORD);
}

static int asked;

static int give_code(const char *email, char *code, size_t size, void *payload)
{
    assert_string_equal(email, "tfa@example.com");
    snprintf(code, size, "%s", (const char *)payload);
    asked++;
    return 0;
}

static int read_with_code(char *code)
{
    asked = 0;
    wikijs_client_options options = login_options("tfa@example.com", "sandbox-tfa-1");
    options.tfa_code = code ? give_code : NULL;
    options.tfa_payload = code;
    return read_home_with(&options);
}

static void second_factor(void **state)
{
    (void)state;
    char right[] = "123456", wrong[] = "000000";
    int status = read_with_code(right);
    assert_true(status == 0 || status == WIKIJS_E_FORBIDDEN); /* who that is may not read every page */
    assert_int_equal(asked, 1);
    assert_int_equal(read_with_code(NULL), WIKIJS_E_TFA_REQUIRED);
    assert_int_equal(read_with_code(wrong), WIKIJS_E_TFA_REQUIRED);
    assert_int_equal(asked, 1);
}

static void login_limit_of_the_server(void **state)
{
    (void)state;
    wikijs_client_options options = login_options(live_env("WIKIJS_TEST_EMAIL"), "wrong");
    for (int i = 0; i < 5; i++)
        assert_int_equal(read_home_with(&options), WIKIJS_E_UNAUTHENTICATED);
    assert_int_equal(read_home_with(&options), WIKIJS_E_RATE_LIMITED);
    assert_in_range(err.retry_after_ms, 1000, 60000);
    assert_true(err.flags & WIKIJS_ERROR_RETRYABLE);
}

/* --- tokens that grow old --- */

static char newest_token[4096];
static int tokens;

static void take_token(const char *token, void *payload)
{
    (void)payload;
    snprintf(newest_token, sizeof newest_token, "%s", token);
    tokens++;
}

static void expired_token_is_renewed_by_the_server(void **state)
{
    (void)state;
    tokens = 0;
    wikijs_client_options options = admin_options();
    options.token_changed = take_token;
    wikijs_client *client = sandbox_client(&options);
    assert_int_equal(read_home(client), 0);
    assert_int_equal(tokens, 1);
    char first[sizeof newest_token];
    strcpy(first, newest_token);
    sandbox_advance(31 * 60);
    assert_int_equal(read_home(client), 0);
    assert_int_equal(tokens, 2);
    assert_string_not_equal(newest_token, first);
    assert_int_equal(read_home(client), 0);
    assert_int_equal(tokens, 2);
    wikijs_client_free(client);
    assert_int_equal(sandbox_count("authentication.login"), 1);
}

static void token_beyond_renewal_makes_a_new_login(void **state)
{
    (void)state;
    wikijs_client_options options = admin_options();
    wikijs_client *client = sandbox_client(&options);
    assert_int_equal(read_home(client), 0);
    sandbox_advance(20 * 24 * 3600);
    assert_int_equal(read_home(client), 0);
    wikijs_client_free(client);
    assert_int_equal(sandbox_count("\"authentication.login\""), 2);
}

static void given_token_is_used_and_renewed(void **state)
{
    (void)state;
    wikijs_client_options options = sandbox_options();
    wikijs_client *client = sandbox_client(&options);
    wikijs_login *login = NULL;
    assert_int_equal(wikijs_authentication_login(client, live_env("WIKIJS_TEST_EMAIL"),
                                                 live_env("WIKIJS_TEST_PASSWORD"), NULL, NULL, &login, &err),
                     0);
    wikijs_client_free(client);
    tokens = 0;
    options.login_token = login->jwt;
    options.token_changed = take_token;
    client = sandbox_client(&options);
    assert_int_equal(read_home(client), 0);
    assert_int_equal(tokens, 0);
    sandbox_advance(31 * 60);
    assert_int_equal(read_home(client), 0);
    assert_int_equal(tokens, 1);
    sandbox_advance(20 * 24 * 3600);
    assert_int_equal(read_home(client), WIKIJS_E_UNAUTHENTICATED);
    wikijs_client_free(client);
    wikijs_login_free(login);
}

static void cloned_client_shares_the_login(void **state)
{
    (void)state;
    wikijs_client_options options = admin_options();
    wikijs_client *client = sandbox_client(&options), *other = NULL;
    assert_int_equal(wikijs_client_clone(client, &other, &err), 0);
    assert_int_equal(read_home(client), 0);
    wikijs_client_free(client);
    assert_int_equal(read_home(other), 0);
    wikijs_client_free(other);
    assert_int_equal(sandbox_count("authentication.login"), 1);
}

#define CASE(function) cmocka_unit_test_setup_teardown(function, sandbox_reset, sandbox_faults_used)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(good_key),
        CASE(probe_goes_with_the_first_query_only),
        CASE(expired_key_is_told_before_sending),
        CASE(revoked_key),
        CASE(garbage_key_is_no_guest),
        CASE(refused_write_with_a_garbage_key_is_unauthenticated),
        CASE(refused_write_with_a_good_key_names_the_permission),
        CASE(key_from_a_variable_a_file_and_a_command),
        CASE(login_with_a_password),
        CASE(one_login_for_a_thousand_calls),
        CASE(one_failed_login_for_a_thousand_calls),
        CASE(uncertainty_of_a_login_is_not_the_calls),
        CASE(freed_memory_holds_no_secret),
        CASE(disabled_account),
        CASE(account_that_must_change_its_password),
        CASE(second_factor),
        CASE(login_limit_of_the_server),
        CASE(expired_token_is_renewed_by_the_server),
        CASE(token_beyond_renewal_makes_a_new_login),
        CASE(given_token_is_used_and_renewed),
        CASE(cloned_client_shares_the_login),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
