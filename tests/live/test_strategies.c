/* SPDX-License-Identifier: MIT */
/* Strategies: what is known, what is set up, and changes of one that leave the others alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <wikijs/authentication.h>
#include <wikijs/strategies.h>

#include "support/live.h"

#define BIT WIKIJS_BIT

static wikijs_active_strategy_list *read_all(struct live *live)
{
    wikijs_active_strategy_list *list = NULL;
    wikijs_strategies_list_active_options options = WIKIJS_STRATEGIES_LIST_ACTIVE_OPTIONS_INIT;
    options.fields = BIT(WIKIJS_ACTIVE_STRATEGY_FIELDS) - 1;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_strategies_list_active, (&options), (&list, &live->err)));
    return list;
}

static const wikijs_active_strategy *find(const wikijs_active_strategy_list *list, const char *key)
{
    for (size_t i = 0; i < wikijs_active_strategy_list_count(list); i++) {
        const wikijs_active_strategy *active = wikijs_active_strategy_list_at(list, i);
        if (strcmp(active->key, key) == 0) {
            return active;
        }
    }
    return NULL;
}

static const char *setting(const wikijs_active_strategy *active, const char *key)
{
    for (size_t i = 0; i < active->config.count; i++) {
        if (strcmp(active->config.items[i]->key, key) == 0) {
            return active->config.items[i]->value;
        }
    }
    fail_msg("there is no setting %s", key);
    return NULL;
}

static void what_is_known(void **state)
{
    struct live *live = *state;
    wikijs_strategy_list *list = NULL;
    wikijs_read_options options = WIKIJS_READ_OPTIONS_INIT;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_strategies_list, (NULL), (&list, &live->err)));
    assert_true(wikijs_strategy_list_count(list) > 10);
    wikijs_strategy_list_free(list);
    options.fields = BIT(WIKIJS_STRATEGY_KEY) | BIT(WIKIJS_STRATEGY_PROPS);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_strategies_list, (&options), (&list, &live->err)));
    bool found = false;
    for (size_t i = 0; i < wikijs_strategy_list_count(list); i++) {
        const wikijs_strategy *strategy = wikijs_strategy_list_at(list, i);
        if (strcmp(strategy->key, "github") == 0) {
            found = true;
            assert_true(strategy->props.count >= 2);
            assert_non_null(strstr(strategy->props.items[0]->value, "\"default\""));
        }
    }
    assert_true(found);
    wikijs_strategy_list_free(list);
}

static void a_guest_sees_how_to_log_in(void **state)
{
    struct live *live = *state;
    wikijs_client *guest = live_client(NULL);
    wikijs_active_strategy_list *list = NULL;
    LIVE_EXPECT(live, 0, LIVE_ON(live, guest, wikijs_strategies_list_active, (NULL), (&list, &live->err)));
    const wikijs_active_strategy *local = find(list, "local");
    assert_true(local->is_enabled);
    assert_string_equal(local->strategy->key, "local");
    assert_int_equal(local->config.count, 0);
    wikijs_active_strategy_list_free(list);
    list = NULL;
    wikijs_strategies_list_active_options options = WIKIJS_STRATEGIES_LIST_ACTIVE_OPTIONS_INIT;
    options.fields = BIT(WIKIJS_ACTIVE_STRATEGY_KEY) | BIT(WIKIJS_ACTIVE_STRATEGY_DOMAIN_WHITELIST);
    LIVE_EXPECT(live, WIKIJS_E_FORBIDDEN,
                LIVE_ON(live, guest, wikijs_strategies_list_active, (&options), (&list, &live->err)));
    assert_null(list);
    wikijs_client_free(guest);
}

static void one_is_set_up_changed_and_deleted(void **state)
{
    struct live *live = *state;
    const char *key = live->prefix;
    wikijs_key_value_input settings[] = { { "clientId", "{\"v\":\"our \\\"id\\\"\"}" } };
    wikijs_strategy_update_input input = WIKIJS_STRATEGY_UPDATE_INPUT_INIT;
    input.is_enabled = WIKIJS_NO;
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_strategies_update, (key, &input), (&live->err)));
    input.strategy_key = "no-such";
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_strategies_update, (key, &input), (&live->err)));
    input.strategy_key = "github";
    input.display_name = "Our GitHub";
    input.config = (wikijs_key_value_inputs){ settings, 1 };
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_strategies_update, (key, &input), (&live->err)));

    wikijs_active_strategy_list *list = read_all(live);
    const wikijs_active_strategy *made = find(list, key);
    assert_non_null(made);
    assert_false(made->is_enabled);
    assert_string_equal(made->display_name, "Our GitHub");
    assert_non_null(strstr(setting(made, "clientId"), "\"value\":\"our \\\"id\\\"\""));
    assert_non_null(strstr(setting(made, "useEnterprise"), "\"value\":false"));
    assert_true(find(list, "local")->is_enabled);
    size_t settings_count = made->config.count;
    wikijs_active_strategy_list_free(list);

    const char *domains[] = { "example.com" };
    input = (wikijs_strategy_update_input)WIKIJS_STRATEGY_UPDATE_INPUT_INIT;
    input.domain_whitelist = (wikijs_strings){ domains, 1 };
    settings[0] = (wikijs_key_value_input){ "clientSecret", "{\"v\":\"s3cret\"}" };
    input.config = (wikijs_key_value_inputs){ settings, 1 };
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_strategies_update, (key, &input), (&live->err)));
    list = read_all(live);
    made = find(list, key);
    assert_string_equal(made->display_name, "Our GitHub");
    assert_int_equal(made->config.count, settings_count);
    assert_int_equal(made->domain_whitelist.count, 1);
    assert_string_equal(made->domain_whitelist.items[0], "example.com");
    assert_non_null(strstr(setting(made, "clientId"), "\"value\":\"our \\\"id\\\"\""));
    assert_non_null(strstr(setting(made, "clientSecret"), "\"value\":\"s3cret\""));
    wikijs_active_strategy_list_free(list);

    LIVE_EXPECT(live, 0, LIVE(live, wikijs_strategies_delete, (key, NULL), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_strategies_delete, (key, NULL), (&live->err)));
    list = read_all(live);
    assert_null(find(list, key));
    assert_non_null(find(list, "local"));
    wikijs_active_strategy_list_free(list);
}

static void what_is_refused(void **state)
{
    struct live *live = *state;
    wikijs_key_value_input settings[] = { { "clientid", "{\"v\":1}" } };
    wikijs_strategy_update_input input = WIKIJS_STRATEGY_UPDATE_INPUT_INIT;
    wikijs_registration *registration = NULL;
    input.strategy_key = "github";
    input.config = (wikijs_key_value_inputs){ settings, 1 };
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_strategies_update, (live->prefix, &input), (&live->err)));
    assert_non_null(strstr(live->err.message, "has no setting 'clientid'"));
    settings[0] = (wikijs_key_value_input){ "clientId", "plain" };
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_strategies_update, (live->prefix, &input), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_strategies_update, (NULL, &input), (&live->err)));
    wikijs_strategy_inputs none = { 0 };
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_strategies_replace, (&none, NULL), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_LOCKED, LIVE(live, wikijs_strategies_delete, ("local", NULL), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_FORBIDDEN,
                LIVE(live, wikijs_authentication_register, ("t@example.com", "password", "Test", NULL),
                     (&registration, &live->err)));
    assert_int_equal(live->err.server_code, 1010);
    assert_null(registration);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TWICE(what_is_known),
        TWICE(a_guest_sees_how_to_log_in),
        TWICE(one_is_set_up_changed_and_deleted),
        TWICE(what_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
