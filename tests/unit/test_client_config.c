/* SPDX-License-Identifier: MIT */
/* Options of a client: names, ranges, addresses, credentials, structs of other versions, and where a key comes from. */
#include "client/config.h"
#include "support/allocator.h"
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static wikijs_error err;

static wikijs_client_options usual(void)
{
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = "https://wiki.example.com";
    return options;
}

/* The status of making a client; every refusal says why. */
static int make(const wikijs_client_options *options)
{
    wikijs_client *client = NULL;
    int status = wikijs_client_new(options, &client, &err);
    assert_int_equal(status == 0, client != NULL);
    assert_int_equal(err.code, status);
    assert_int_equal(status < 0, err.message[0] != 0);
    wikijs_client_free(client);
    return status;
}

static void proxies_and_agents(void **state)
{
    (void)state;
    wikijs_client_options options = usual();
    static const char *const good[] = { "", "proxy.example.com", "socks.example.com:1080",
                                        "http://me:secret@[::1]:3128", "SOCKS5H://localhost:9" };
    static const char *const bad[] = { "gopher://me:secret@proxy", "http://me:secret@a b", "http://me:secret@a:99999" };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        options.proxy = good[i];
        assert_int_equal(make(&options), 0);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        options.proxy = bad[i];
        assert_int_equal(make(&options), WIKIJS_E_CONFIG);
        assert_non_null(strstr(err.message, "option 'proxy' is no address of a proxy"));
        assert_null(strstr(err.message, "secret"));
    }
    options = usual();
    options.user_agent = "r\xc3\xa9sum\xc3\xa9/1.0 (nightly)";
    assert_int_equal(make(&options), 0);
    options.user_agent = "agent\r\nX-Other: 1";
    assert_int_equal(make(&options), WIKIJS_E_CONFIG);
    assert_string_equal(err.message, "option 'user_agent' holds a character that no header may");
}

/* --- names and ranges --- */

static int set(const char *name, const char *value, wikijs_client_options *options)
{
    return wikijs_client_options_set(options, name, value, &err);
}

static void options_are_set_by_name(void **state)
{
    (void)state;
    wikijs_client_options options = usual();
    assert_int_equal(set("read_timeout_ms", "5000", &options), 0);
    assert_int_equal(options.read_timeout_ms, 5000);
    assert_int_equal(set("tls_insecure", "Yes", &options), 0);
    assert_int_equal(options.tls_insecure, 1);
    assert_int_equal(set("tls_insecure", "false", &options), 0);
    assert_int_equal(options.tls_insecure, 0);
    assert_int_equal(set("locale", "de", &options), 0);
    assert_string_equal(options.locale, "de");
}

static void wrong_names_and_values_are_refused(void **state)
{
    (void)state;
    static const char *const wrong[][2] = {
        { "no_such", "1" },          { "read_timeout_ms", "0" },        { "read_timeout_ms", "-1" },
        { "read_timeout_ms", "5s" }, { "read_timeout_ms", "86400001" }, { "read_timeout_ms", "" },
        { "tls_insecure", "maybe" }, { "max_connections", "10001" },    { "max_response_bytes", "9223372036854775808" },
    };
    wikijs_client_options options = usual(), before = options;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(set(wrong[i][0], wrong[i][1], &options), WIKIJS_E_CONFIG);
        assert_non_null(strstr(err.message, wrong[i][0]));
    }
    assert_memory_equal(&options, &before, sizeof options);
    assert_int_equal(set("locale", NULL, &options), WIKIJS_E_ARG);
}

static void values_out_of_range_make_no_client(void **state)
{
    (void)state;
    wikijs_client_options options = usual();
    options.write_timeout_ms = -5;
    assert_int_equal(make(&options), WIKIJS_E_CONFIG);
    assert_non_null(strstr(err.message, "write_timeout_ms"));
    options = usual();
    options.max_response_bytes = 1;
    assert_int_equal(make(&options), WIKIJS_E_CONFIG);
}

static void defaults_are_filled_in(void **state)
{
    (void)state;
    wikijs_client_options options = usual();
    options.api_key = "secret";
    struct wj_config *config = NULL;
    assert_int_equal(wj_config_new(&config, &options, &err), 0);
    assert_int_equal(config->options.read_timeout_ms, 30000);
    assert_int_equal(config->options.max_connections, 8);
    assert_string_equal(config->options.locale, "en");
    assert_null(config->options.api_key);
    assert_ptr_not_equal(config->options.base_url, options.base_url);
    wj_config_unref(config);
}

/* --- structs of other sizes --- */

static void shorter_struct_is_not_written_behind_its_end(void **state)
{
    (void)state;
    size_t size = offsetof(wikijs_client_options, locale);
    wikijs_client_options *shorter = malloc(size); /* the sanitizer watches its end */
    wikijs_client_options_init(shorter, size);
    assert_int_equal(set("base_url", "https://wiki.example.com", shorter), 0);
    assert_int_equal(set("locale", "de", shorter), WIKIJS_E_CONFIG);
    assert_int_equal(set("tls_insecure", "true", shorter), 0);
    assert_int_equal(make(shorter), 0);
    free(shorter);
}

static void longer_struct_is_taken_while_its_tail_is_zero(void **state)
{
    (void)state;
    struct {
        wikijs_client_options known;
        int64_t unknown;
    } longer;
    wikijs_client_options_init(&longer.known, sizeof longer);
    longer.known.base_url = "https://wiki.example.com";
    assert_int_equal(make(&longer.known), 0);
    longer.unknown = 1;
    assert_int_equal(make(&longer.known), WIKIJS_E_ARG);
}

static void options_that_nobody_initialised_are_refused(void **state)
{
    (void)state;
    wikijs_client_options options = { 0 };
    assert_int_equal(make(&options), WIKIJS_E_ARG);
    assert_int_equal(make(NULL), WIKIJS_E_ARG);
    options = usual();
    options.hook_count = 1;
    assert_int_equal(make(&options), WIKIJS_E_ARG);
    options = usual();
    wikijs_allocator incomplete = { 0 };
    options.allocator = &incomplete;
    assert_int_equal(make(&options), WIKIJS_E_ARG);
}

/* --- addresses --- */

static void addresses(void **state)
{
    (void)state;
    static const struct {
        const char *given, *kept; /* NULL: refused */
    } cases[] = {
        { "https://wiki.example.com", "https://wiki.example.com" },
        { "HTTP://h:3000//", "HTTP://h:3000" },
        { "https://h/wiki/", "https://h/wiki" },
        { "https://h/wiki/graphql", "https://h/wiki" },
        { "https://h//graphql/", "https://h" },
        { "http://graphql", "http://graphql" },
        { "http://graphql/graphql", "http://graphql" },
        { "", NULL },
        { "wiki.example.com", NULL },
        { "ftp://h", NULL },
        { "https://", NULL },
        { "https:///x", NULL },
        { "https://h/a b", NULL },
        { "https://h/?x", NULL },
        { "https://h/#x", NULL },
        { "https://me:secret@h", NULL },
        { "https://me:secret@h/ ", NULL },
        { "me:secret@h", NULL },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        wikijs_client_options options = usual();
        options.base_url = cases[i].given;
        struct wj_config *config = NULL;
        int status = wj_config_new(&config, &options, &err);
        assert_int_equal(status, cases[i].kept ? 0 : WIKIJS_E_CONFIG);
        if (cases[i].kept)
            assert_string_equal(config->options.base_url, cases[i].kept);
        assert_null(strstr(err.message, "secret"));
        wj_config_unref(config);
    }
}

static void addresses_that_curl_cannot_read(void **state)
{
    (void)state;
    static const char *const wrong[] = { "http://[::1", "http://h:99999", "http://h:x" };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        wikijs_client_options options = usual();
        options.base_url = wrong[i];
        assert_int_equal(make(&options), WIKIJS_E_CONFIG);
    }
}

/* --- credentials --- */

static void one_kind_of_credentials(void **state)
{
    (void)state;
    wikijs_client_options options = usual();
    options.api_key = "key";
    options.api_key_env = "HOME";
    assert_int_equal(make(&options), WIKIJS_E_CONFIG);
    options = usual();
    options.username = "me";
    assert_int_equal(make(&options), WIKIJS_E_CONFIG);
    options.password = "secret";
    assert_int_equal(make(&options), 0);
    options.login_token = "of.an.earlier-login";
    assert_int_equal(make(&options), 0);
    options.api_key = "key";
    assert_int_equal(make(&options), WIKIJS_E_CONFIG);
    assert_null(strstr(err.message, "secret"));
}

static void token_that_would_break_a_header_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = { "", "a b", "secret\n", "secret\r\nX-Other: 1" };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        wikijs_client_options options = usual();
        options.login_token = wrong[i];
        assert_int_equal(make(&options), WIKIJS_E_CONFIG);
        assert_null(strstr(err.message, "secret"));
    }
}

/* Wherever memory ends, nothing stays behind, and what the caller gave is not touched: the texts are constants. */
static void memory_runs_out(void **state)
{
    (void)state;
    static char longer[3000];
    memset(longer, 'x', sizeof longer - 1);
    struct test_allocator memory;
    int status = WIKIJS_E_NOMEM;
    for (size_t fail_at = 1; status == WIKIJS_E_NOMEM; fail_at++) {
        assert_true(fail_at < 100);
        test_allocator_init(&memory);
        memory.fail_at = fail_at;
        wikijs_client_options options = usual();
        options.username = longer;
        options.password = "secret";
        options.allocator = &memory.allocator;
        status = make(&options);
        assert_int_equal(memory.live, 0);
        assert_string_equal(options.password, "secret");
    }
    assert_int_equal(status, 0);
}

/* --- keys --- */

static int fetch(const wikijs_client_options *options, const char *expected)
{
    char *key = NULL;
    int status = wj_config_api_key(options, &wj_libc_allocator, &key, &err);
    assert_int_equal(status == 0, key != NULL);
    if (key)
        assert_string_equal(key, expected);
    else
        assert_true(err.message[0]);
    assert_null(strstr(err.message, "secret"));
    wj_free_secret(&wj_libc_allocator, key);
    return status;
}

static int from_command(const char *command, const char *expected)
{
    wikijs_client_options options = usual();
    options.api_key_command = command;
    return fetch(&options, expected);
}

static void key_from_a_command(void **state)
{
    (void)state;
    assert_int_equal(from_command("printf ' secret\\n'", "secret"), 0);
    assert_int_equal(from_command("true", NULL), WIKIJS_E_CONFIG);
    assert_int_equal(from_command("echo secret; exit 3", NULL), WIKIJS_E_IO);
    assert_non_null(strstr(err.message, "exit code 3"));
    assert_int_equal(from_command("echo secret secret", NULL), WIKIJS_E_CONFIG);
    assert_int_equal(from_command("head -c 16385 /dev/zero | tr '\\0' x", NULL), WIKIJS_E_CONFIG);
}

static void key_from_a_command_while_children_are_ignored(void **state)
{
    (void)state;
    void (*before)(int) = signal(SIGCHLD, SIG_IGN);
    int status = from_command("echo secret", "secret");
    signal(SIGCHLD, before);
    assert_int_equal(status, 0);
}

static void key_from_a_file(void **state)
{
    (void)state;
    char path[] = "/tmp/wikijs-key-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    wikijs_client_options options = usual();
    options.api_key_file = path;
    assert_int_equal(fetch(&options, NULL), WIKIJS_E_CONFIG); /* empty */
    assert_int_equal(write(fd, "\tsecret\r\n", 9), 9);
    assert_int_equal(fetch(&options, "secret"), 0);
    close(fd);
    unlink(path);
    assert_int_equal(fetch(&options, NULL), WIKIJS_E_IO);
    options.api_key_file = "/tmp";
    assert_int_equal(fetch(&options, NULL), WIKIJS_E_IO);
}

static void key_from_a_variable(void **state)
{
    (void)state;
    wikijs_client_options options = usual();
    options.api_key_env = "WIKIJS_TEST_CONFIG_KEY";
    assert_int_equal(fetch(&options, NULL), WIKIJS_E_CONFIG);
    assert_non_null(strstr(err.message, "WIKIJS_TEST_CONFIG_KEY"));
    setenv("WIKIJS_TEST_CONFIG_KEY", "secret", 1);
    assert_int_equal(fetch(&options, "secret"), 0);
    setenv("WIKIJS_TEST_CONFIG_KEY", "", 1);
    assert_int_equal(fetch(&options, NULL), WIKIJS_E_CONFIG);
    unsetenv("WIKIJS_TEST_CONFIG_KEY");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_are_set_by_name),
        cmocka_unit_test(proxies_and_agents),
        cmocka_unit_test(wrong_names_and_values_are_refused),
        cmocka_unit_test(values_out_of_range_make_no_client),
        cmocka_unit_test(defaults_are_filled_in),
        cmocka_unit_test(shorter_struct_is_not_written_behind_its_end),
        cmocka_unit_test(longer_struct_is_taken_while_its_tail_is_zero),
        cmocka_unit_test(options_that_nobody_initialised_are_refused),
        cmocka_unit_test(addresses),
        cmocka_unit_test(addresses_that_curl_cannot_read),
        cmocka_unit_test(one_kind_of_credentials),
        cmocka_unit_test(token_that_would_break_a_header_is_refused),
        cmocka_unit_test(memory_runs_out),
        cmocka_unit_test(key_from_a_command),
        cmocka_unit_test(key_from_a_command_while_children_are_ignored),
        cmocka_unit_test(key_from_a_file),
        cmocka_unit_test(key_from_a_variable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
