/* SPDX-License-Identifier: MIT */
/*
 * Memory runs out while a wiki is administered: accounts, groups, keys, switches and settings. Flows of several calls (a
 * group that gets its permissions in a second step, settings that are read before they are written) end cleanly, too.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <wikijs/api_keys.h>
#include <wikijs/client.h>
#include <wikijs/comments.h>
#include <wikijs/groups.h>
#include <wikijs/health.h>
#include <wikijs/navigation.h>
#include <wikijs/search.h>
#include <wikijs/storage.h>
#include <wikijs/system.h>
#include <wikijs/users.h>

#include "support/live.h"
#include "support/torture.h"

/* With a group by name: the groups are listed, the user is made, then looked for, since the server does not say its id. */
static int create_user(wikijs_client *client, size_t turn, wikijs_error *err)
{
    char email[64];
    const char *groups[] = { "Readers" };
    wikijs_user_item *user = NULL;
    wikijs_users_create_input input = WIKIJS_USERS_CREATE_INPUT_INIT;
    snprintf(email, sizeof email, "torture-%d-%zu@example.com", (int)getpid(), turn);
    input.email = email;
    input.name = "Torture";
    input.password = "torture-1";
    input.group_names = (wikijs_strings){ groups, 1 };
    int status = wikijs_users_create(client, &input, &user, err);
    assert_true((status == 0) == (user != NULL));
    wikijs_user_item_free(user);
    return status;
}

static int create_group(wikijs_client *client, size_t turn, wikijs_error *err)
{
    char name[64];
    const char *permissions[] = { "read:pages", "read:source" };
    const wikijs_page_rule_input rules[] = {
        { .path = "docs", .roles = { permissions, 2 }, .match = WIKIJS_PAGE_RULE_MATCH_START },
    };
    wikijs_group *group = NULL;
    wikijs_groups_create_input input = WIKIJS_GROUPS_CREATE_INPUT_INIT;
    snprintf(name, sizeof name, "Torture %d %zu", (int)getpid(), turn);
    input.name = name;
    input.permissions = (wikijs_strings){ permissions, 2 };
    input.page_rules = (wikijs_page_rule_inputs){ rules, 1 };
    int status = wikijs_groups_create(client, &input, &group, err);
    bool is_left = status < 0 &&
                   strstr(err->message, "could not be deleted again"); /* its id is the caller's to know */
    assert_true((status == 0 || is_left) == (group != NULL));
    wikijs_group_free(group);
    return status;
}

static int audit_groups(wikijs_client *client, size_t turn, wikijs_error *err)
{
    (void)turn;
    wikijs_access_list *list = NULL;
    wikijs_groups_audit_options options = WIKIJS_GROUPS_AUDIT_OPTIONS_INIT;
    options.with_users = true;
    int status = wikijs_groups_audit(client, "docs/intro", &options, &list, err);
    assert_true((status == 0) == (list != NULL));
    wikijs_access_list_free(list);
    return status;
}

static int set_flag(wikijs_client *client, size_t turn, wikijs_error *err)
{
    return wikijs_system_set_flag(client, "sqllog", turn % 2 == 0, NULL, err);
}

static int set_navigation(wikijs_client *client, size_t turn, wikijs_error *err)
{
    (void)turn;
    const int64_t groups[] = { 1 };
    const wikijs_navigation_item_input items[] = {
        { .kind = "header", .label = "Torture" },
        { .kind = "link", .label = "Home", .target_type = "home", .target = "/", .visibility_groups = { groups, 1 } },
    };
    return wikijs_navigation_set_items(client, "fr", (wikijs_navigation_item_inputs){ items, 2 }, NULL, err);
}

static int set_engine(wikijs_client *client, size_t turn, wikijs_error *err)
{
    (void)turn;
    const wikijs_key_value_input settings[] = { { "indexName", "{\"v\":\"wiki\"}" } };
    const wikijs_module_input change[] = { { "elasticsearch", WIKIJS_UNSET, { settings, 1 } } };
    return wikijs_search_update_engines(client, (wikijs_module_inputs){ change, 1 }, NULL, err);
}

/* The key reaches the server before the memory ends, or it does not: either way nothing of it may stay here. */
static int create_key(wikijs_client *client, size_t turn, wikijs_error *err)
{
    char name[32];
    wikijs_new_api_key *made = NULL;
    wikijs_api_keys_create_input input = WIKIJS_API_KEYS_CREATE_INPUT_INIT;
    snprintf(name, sizeof name, "torture %zu", turn);
    input.name = name;
    input.expiration = "1h";
    input.group_id = 2;
    int status = wikijs_api_keys_create(client, &input, &made, err);
    assert_true((status == 0) == (made != NULL));
    wikijs_new_api_key_free(made);
    return status;
}

static int set_target(wikijs_client *client, size_t turn, wikijs_error *err)
{
    (void)turn;
    const wikijs_key_value_input settings[] = { { "branch", "{\"v\":\"main\"}" } };
    wikijs_storage_update_input input = WIKIJS_STORAGE_UPDATE_INPUT_INIT;
    input.config = (wikijs_key_value_inputs){ settings, 1 };
    return wikijs_storage_update(client, "git", &input, err);
}

static int list_comments(wikijs_client *client, size_t turn, wikijs_error *err)
{
    (void)turn;
    wikijs_comment_list *list = NULL;
    wikijs_comments_list_options options = WIKIJS_COMMENTS_LIST_OPTIONS_INIT;
    options.check_page = true;
    int status = wikijs_comments_list(client, "home", &options, &list, err);
    assert_true((status == 0) == (list != NULL));
    wikijs_comment_list_free(list);
    return status;
}

static int check_health(wikijs_client *client, size_t turn, wikijs_error *err)
{
    (void)turn;
    wikijs_health *health = NULL;
    int status = wikijs_health_check(client, NULL, &health, err);
    wikijs_health_free(health);
    return status;
}

static void user(void **state)
{
    (void)state;
    torture(create_user, live_env("WIKIJS_TEST_KEY"));
}

static void group(void **state)
{
    (void)state;
    torture(create_group, live_env("WIKIJS_TEST_KEY"));
}

static void audit(void **state)
{
    (void)state;
    torture(audit_groups, live_env("WIKIJS_TEST_KEY"));
}

static void flag(void **state)
{
    (void)state;
    torture(set_flag, live_env("WIKIJS_TEST_KEY"));
}

static void health(void **state)
{
    (void)state;
    torture(check_health, live_env("WIKIJS_TEST_KEY"));
}

static void navigation(void **state)
{
    (void)state;
    torture(set_navigation, live_env("WIKIJS_TEST_KEY"));
}

static void search_engine(void **state)
{
    (void)state;
    torture(set_engine, live_env("WIKIJS_TEST_KEY"));
}

static void api_key(void **state)
{
    (void)state;
    torture(create_key, live_env("WIKIJS_TEST_KEY"));
}

static void storage_target(void **state)
{
    (void)state;
    torture(set_target, live_env("WIKIJS_TEST_KEY"));
}

static void comments(void **state)
{
    (void)state;
    torture(list_comments, live_env("WIKIJS_TEST_KEY"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(user),          cmocka_unit_test(group),   cmocka_unit_test(audit),
        cmocka_unit_test(flag),          cmocka_unit_test(health),  cmocka_unit_test(navigation),
        cmocka_unit_test(search_engine), cmocka_unit_test(api_key), cmocka_unit_test(storage_target),
        cmocka_unit_test(comments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
