/* SPDX-License-Identifier: MIT */
/* Storage, mail, analytics and loggers: changes of one thing leave the others alone. Whatever is changed is put back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <wikijs/analytics.h>
#include <wikijs/logging.h>
#include <wikijs/mail.h>
#include <wikijs/storage.h>

#include "support/live.h"

#define BIT WIKIJS_BIT
#define CONFIG(list) ((wikijs_key_value_inputs){ (list), sizeof(list) / sizeof *(list) })

static const char *setting(const wikijs_key_values *config, const char *key)
{
    for (size_t i = 0; i < config->count; i++) {
        if (strcmp(config->items[i]->key, key) == 0) {
            return config->items[i]->value;
        }
    }
    fail_msg("there is no setting %s", key);
    return NULL;
}

static void expect_setting(const wikijs_key_values *config, const char *key, const char *value)
{
    char expected[128];
    snprintf(expected, sizeof expected, "\"value\":%s", value);
    if (!strstr(setting(config, key), expected)) {
        fail_msg("setting %s is %s", key, setting(config, key));
    }
}

static wikijs_storage_target_list *read_targets(struct live *live, const char *key,
                                                const wikijs_storage_target **target)
{
    wikijs_storage_target_list *list = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_storage_list, (NULL), (&list, &live->err)));
    *target = NULL;
    for (size_t i = 0; i < wikijs_storage_target_list_count(list); i++) {
        const wikijs_storage_target *one = wikijs_storage_target_list_at(list, i);
        if (strcmp(one->key, key) == 0) {
            *target = one;
        }
    }
    assert_non_null(*target);
    return list;
}

static void a_storage_target(void **state)
{
    struct live *live = *state;
    const wikijs_storage_target *git;
    wikijs_key_value_input secret[] = { { "basicPassword", "{\"v\":\"s3cret\"}" }, { "branch", "{\"v\":\"dev\"}" } };
    wikijs_key_value_input other[] = { { "verifySSL", "{\"v\":false}" } };
    wikijs_key_value_input back[] = { { "basicPassword", "{\"v\":\"\"}" },
                                      { "branch", "{\"v\":\"master\"}" },
                                      { "verifySSL", "{\"v\":true}" } };
    wikijs_storage_update_input input = WIKIJS_STORAGE_UPDATE_INPUT_INIT;
    input.config = CONFIG(secret);
    input.mode = "push";
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_storage_update, ("git", &input), (&live->err)));
    input = (wikijs_storage_update_input)WIKIJS_STORAGE_UPDATE_INPUT_INIT;
    input.config = CONFIG(other);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_storage_update, ("git", &input), (&live->err)));
    wikijs_storage_target_list *list = read_targets(live, "git", &git);
    assert_false(git->is_enabled);
    assert_string_equal(git->mode, "push");
    assert_string_equal(git->sync_interval, "PT5M");
    expect_setting(&git->config, "branch", "\"dev\"");
    expect_setting(&git->config, "basicPassword", "\"********\"");
    expect_setting(&git->config, "verifySSL", "false");
    wikijs_storage_target_list_free(list);
    input.config = CONFIG(back);
    input.mode = "sync";
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_storage_update, ("git", &input), (&live->err)));
    list = read_targets(live, "git", &git);
    expect_setting(&git->config, "basicPassword", "\"\"");
    wikijs_storage_target_list_free(list);
}

static void what_storage_refuses(void **state)
{
    struct live *live = *state;
    wikijs_key_value_input unknown[] = { { "brunch", "{\"v\":1}" } };
    wikijs_key_value_input no_choice[] = { { "authType", "{\"v\":\"kerberos\"}" } };
    wikijs_key_value_input no_boolean[] = { { "verifySSL", "{\"v\":\"no\"}" } };
    wikijs_storage_update_input input = WIKIJS_STORAGE_UPDATE_INPUT_INIT;
    wikijs_storage_status_list *states = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_storage_list_status, (NULL), (&states, &live->err)));
    for (size_t i = 0; i < wikijs_storage_status_list_count(states); i++) {
        assert_string_not_equal(wikijs_storage_status_list_at(states, i)->key, "git");
    }
    wikijs_storage_status_list_free(states);
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_storage_update, ("nosuch", &input), (&live->err)));
    input.config = CONFIG(unknown);
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_storage_update, ("git", &input), (&live->err)));
    assert_non_null(strstr(live->err.message, "'git' has no setting 'brunch'; there are: "));
    input.config = CONFIG(no_choice);
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_storage_update, ("git", &input), (&live->err)));
    assert_non_null(strstr(live->err.message, "has to be one of [\"basic\",\"ssh\"]"));
    input.config = CONFIG(no_boolean);
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_storage_update, ("git", &input), (&live->err)));
    assert_non_null(strstr(live->err.message, "has to be a boolean"));
    input.config = (wikijs_key_value_inputs){ NULL, 1 };
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_storage_update, ("git", &input), (&live->err)));
    input = (wikijs_storage_update_input)WIKIJS_STORAGE_UPDATE_INPUT_INIT;
    input.mode = "pull back";
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_storage_update, ("git", &input), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_STATE, LIVE(live, wikijs_storage_execute, ("git", "sync", NULL), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_storage_execute, ("git", "init", NULL), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_storage_execute, ("nosuch", "x", NULL), (&live->err)));
}

static void mail(void **state)
{
    struct live *live = *state;
    wikijs_mail_config *config = NULL;
    wikijs_mail_update_input input = WIKIJS_MAIL_UPDATE_INPUT_INIT;
    LIVE_EXPECT(live, WIKIJS_E_REFUSED, LIVE(live, wikijs_mail_send_test, ("t@example.com", NULL), (&live->err)));
    assert_int_equal(live->err.server_code, 3002);
    LIVE_EXPECT(live, WIKIJS_E_INVALID, LIVE(live, wikijs_mail_send_test, ("bad", NULL), (&live->err)));
    input.host = "127.0.0.1";
    input.port = 1;
    input.pass = "s3cret";
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_mail_update, (&input), (&live->err)));
    input = (wikijs_mail_update_input)WIKIJS_MAIL_UPDATE_INPUT_INIT;
    input.verify_ssl = WIKIJS_NO;
    input.sender_name = "Wiki \"x\"";
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_mail_update, (&input), (&live->err)));
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_mail_get_config, (NULL), (&config, &live->err)));
    assert_string_equal(config->host, "127.0.0.1");
    assert_int_equal(config->port, 1);
    assert_string_equal(config->pass, "********"); /* kept */
    assert_string_equal(config->sender_name, "Wiki \"x\"");
    assert_false(config->verify_ssl);
    assert_true(config->secure);
    wikijs_mail_config_free(config);
    LIVE_EXPECT(live, WIKIJS_E_REFUSED, LIVE(live, wikijs_mail_send_test, ("t@example.com", NULL), (&live->err)));
    input = (wikijs_mail_update_input)WIKIJS_MAIL_UPDATE_INPUT_INIT;
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_mail_update, (&input), (&live->err)));
    input.pass = "********";
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_mail_update, (&input), (&live->err)));
    wikijs_mail_update_input all = { .struct_size = sizeof all,
                                     .sender_name = "",
                                     .sender_email = "",
                                     .host = "",
                                     .port = 465,
                                     .name = "",
                                     .secure = WIKIJS_YES,
                                     .verify_ssl = WIKIJS_YES,
                                     .user = "",
                                     .pass = "",
                                     .use_dkim = WIKIJS_NO,
                                     .dkim_domain_name = "",
                                     .dkim_key_selector = "",
                                     .dkim_private_key = "" };
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_mail_update, (&all), (&live->err)));
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_mail_get_config, (NULL), (&config, &live->err)));
    assert_string_equal(config->pass, "");
    wikijs_mail_config_free(config);
}

static void analytics(void **state)
{
    struct live *live = *state;
    wikijs_key_value_input url[] = { { "serverUrl", "{\"v\":\"https://t.example\"}" } };
    wikijs_key_value_input empty[] = { { "serverUrl", "{\"v\":\"\"}" } };
    wikijs_module_input change = { .key = "countly", .is_enabled = WIKIJS_YES, .config = CONFIG(url) };
    wikijs_module_inputs changes = { &change, 1 };
    wikijs_analytics_list_options options = WIKIJS_ANALYTICS_LIST_OPTIONS_INIT;
    wikijs_analytics_provider_list *list = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_analytics_update_providers, (changes, NULL), (&live->err)));
    options.is_enabled = WIKIJS_YES;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_analytics_list, (&options), (&list, &live->err)));
    assert_int_equal(wikijs_analytics_provider_list_count(list), 1);
    const wikijs_analytics_provider *countly = wikijs_analytics_provider_list_at(list, 0);
    expect_setting(&countly->config, "serverUrl", "\"https://t.example\"");
    expect_setting(&countly->config, "appKey", "\"\"");
    wikijs_analytics_provider_list_free(list);
    change.is_enabled = WIKIJS_NO;
    change.config = CONFIG(empty);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_analytics_update_providers, (changes, NULL), (&live->err)));
    change.key = "nosuch";
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_analytics_update_providers, (changes, NULL), (&live->err)));
    options.is_enabled = WIKIJS_NO;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_analytics_list, (&options), (&list, &live->err)));
    assert_true(wikijs_analytics_provider_list_count(list) > 5);
    wikijs_analytics_provider_list_free(list);
}

static void expect_logger(struct live *live, const char *key, const char *level, const char *setting_key,
                          const char *value)
{
    wikijs_logger_list *list = NULL;
    wikijs_read_options options = WIKIJS_READ_OPTIONS_INIT;
    options.fields = BIT(WIKIJS_LOGGER_FIELDS) - 1;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_logging_list, (&options), (&list, &live->err)));
    bool found = false;
    for (size_t i = 0; i < wikijs_logger_list_count(list); i++) {
        const wikijs_logger *logger = wikijs_logger_list_at(list, i);
        if (strcmp(logger->key, key) == 0) {
            found = true;
            assert_string_equal(logger->level, level);
            expect_setting(&logger->config, setting_key, value);
        }
    }
    assert_true(found);
    wikijs_logger_list_free(list);
}

static void loggers(void **state)
{
    struct live *live = *state;
    wikijs_key_value_input token[] = { { "token", "{\"v\":\"a \\\"b\\\"\"}" } };
    wikijs_key_value_input none[] = { { "token", "{\"v\":\"\"}" } };
    wikijs_logger_update_input input = WIKIJS_LOGGER_UPDATE_INPUT_INIT;
    input.level = "error";
    input.config = CONFIG(token);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_logging_update, ("loggly", &input), (&live->err)));
    input = (wikijs_logger_update_input)WIKIJS_LOGGER_UPDATE_INPUT_INIT;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_logging_update, ("loggly", &input), (&live->err)));
    expect_logger(live, "loggly", "error", "token", "\"a \\\"b\\\"\"");
    input.level = "warn";
    input.config = CONFIG(none);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_logging_update, ("loggly", &input), (&live->err)));
    expect_logger(live, "loggly", "warn", "subdomain", "\"\"");
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_logging_update, ("nosuch", &input), (&live->err)));
    input.level = "loud";
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_logging_update, ("loggly", &input), (&live->err)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TWICE(a_storage_target), TWICE(what_storage_refuses), TWICE(mail), TWICE(analytics), TWICE(loggers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
