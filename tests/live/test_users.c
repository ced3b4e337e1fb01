/* SPDX-License-Identifier: MIT */
/* Users: reading, creating, changing, deleting. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/accounts.h"
#include "support/live.h"
#include <wikijs/groups.h>
#include <wikijs/users.h>

#define BIT WIKIJS_BIT

static int64_t requests(const struct live *live)
{
    wikijs_client_stats stats = { .struct_size = sizeof stats };
    wikijs_client_get_stats(live->client, &stats);
    return (int64_t)stats.requests;
}

static void create_and_read(void **state)
{
    struct live *live = *state;
    int64_t group = make_group(live, "readers of tests");
    wikijs_users_create_input input = WIKIJS_USERS_CREATE_INPUT_INIT;
    input.email = account_email(live, "Mixed.Case");
    input.name = "John \"J\" D\xc3\xb6"
                 "e";
    input.password = "correct horse";
    input.groups = (wikijs_ints){ &group, 1 };
    const char *names[] = { group_name(live, "readers of tests") };
    input.group_names = (wikijs_strings){ names, 1 };
    wikijs_user_item *made = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_users_create, (&input), (&made, &live->err)));
    remember_user(live, made->id);
    assert_string_equal(made->email, account_email(live, "mixed.case"));
    assert_string_equal(made->name, input.name);
    assert_string_equal(made->provider_key, "local");
    assert_true(made->created_at > 0);

    wikijs_user *user = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_users_get, (made->id, NULL), (&user, &live->err)));
    assert_int_equal(user->id, made->id);
    assert_true(user->is_active);
    assert_true(user->is_verified);
    assert_false(user->tfa_is_active);
    assert_int_equal(user->groups.count, 1);
    assert_int_equal(user->groups.items[0]->id, group);
    assert_true(user->groups.items[0]->permissions.count > 0);
    wikijs_user_free(user);
    user = NULL;

    LIVE_EXPECT(live, 0,
                LIVE(live, wikijs_users_get_by_email, (account_email(live, "MIXED.CASE"), NULL), (&user, &live->err)));
    assert_int_equal(user->id, made->id);
    wikijs_user_free(user);
    wikijs_user_item *found = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_users_find, (made->email, NULL), (&found, &live->err)));
    assert_int_equal(found->id, made->id);
    wikijs_user_item_free(found);

    wikijs_user_item_list *list = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_users_search, (made->email, NULL), (&list, &live->err)));
    assert_int_equal(wikijs_user_item_list_count(list), 1);
    assert_false(wikijs_user_item_list_at(list, 0)->present & BIT(WIKIJS_USER_ITEM_IS_ACTIVE));
    wikijs_user_item_list_free(list);
    wikijs_user_item_free(made);
}

static void lists_are_chosen_ordered_and_cut(void **state)
{
    struct live *live = *state;
    make_user(live, "b");
    int64_t second = make_user(live, "c");
    make_user(live, "a");
    LIVE_EXPECT(live, 0, wikijs_users_deactivate(live->client, second, NULL, &live->err));
    char query[80];
    snprintf(query, sizeof query, "%s-", live->prefix);
    for (char *c = query; *c; c++) {
        *c = (char)(*c >= 'a' && *c <= 'z' ? *c - 32 : *c);
    }
    wikijs_users_list_options options = WIKIJS_USERS_LIST_OPTIONS_INIT;
    options.query = query;
    options.order_by = WIKIJS_USER_ORDER_EMAIL;
    options.fields = BIT(WIKIJS_USER_ITEM_EMAIL);
    wikijs_user_item_list *list = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_users_list, (&options), (&list, &live->err)));
    assert_int_equal(wikijs_user_item_list_count(list), 3);
    assert_string_equal(wikijs_user_item_list_at(list, 0)->email, account_email(live, "a"));
    assert_string_equal(wikijs_user_item_list_at(list, 2)->email, account_email(live, "c"));
    wikijs_user_item_list_free(list);

    options.direction = WIKIJS_ORDER_DESC;
    options.offset = 1;
    options.limit = 1;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_users_list, (&options), (&list, &live->err)));
    assert_int_equal(wikijs_user_item_list_count(list), 1);
    assert_string_equal(wikijs_user_item_list_at(list, 0)->email, account_email(live, "b"));
    wikijs_user_item_list_free(list);

    options.offset = 0;
    options.limit = 0;
    options.fields = 0;
    options.is_active = WIKIJS_NO;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_users_list, (&options), (&list, &live->err)));
    assert_int_equal(wikijs_user_item_list_count(list), 1);
    assert_int_equal(wikijs_user_item_list_at(list, 0)->id, second);
    wikijs_user_item_list_free(list);

    options.is_active = (wikijs_tristate)3;
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_users_list, (&options), (&list, &live->err)));
    assert_non_null(strstr(live->err.message, "is_active is neither yes nor no"));
    options.is_active = WIKIJS_NO;

    options.provider_key = "none-such";
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_users_list, (&options), (&list, &live->err)));
    assert_int_equal(wikijs_user_item_list_count(list), 0);
    wikijs_user_item_list_free(list);

    LIVE_EXPECT(live, 0, LIVE(live, wikijs_users_list, (NULL), (&list, &live->err)));
    assert_int_equal(wikijs_user_item_list_at(list, 0)->id, 1);
    assert_int_equal(wikijs_user_item_list_at(list, 1)->id, 2);
    assert_true(wikijs_user_item_list_at(list, 1)->is_system);
    wikijs_user_item_list_free(list);
}

static void refused_before_anything_is_sent(void **state)
{
    struct live *live = *state;
    int64_t before = requests(live);
    wikijs_user_item *made = NULL;
    wikijs_users_create_input input = WIKIJS_USERS_CREATE_INPUT_INIT;
    input.name = "Somebody";
    input.password = "password";
    const char *bad[] = { NULL,        "",        "a",       "@example.com", "a@",    "a@b",     "a b@example.com",
                          "a@b..c",    "a@-b.c",  ".a@b.cc", "a..b@b.cc",    "a@b.1", "a@b c.d", "a\n@b.cc",
                          "a@b@c d.e", "a,b@c.de" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        input.email = bad[i];
        LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_users_create, (&input), (&made, &live->err)));
    }
    input.email = "a@example.com";
    input.name = "J";
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_users_create, (&input), (&made, &live->err)));
    input.name = "Jo";
    input.password = NULL;
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_users_create, (&input), (&made, &live->err)));
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_users_create, (NULL), (&made, &live->err)));

    wikijs_users_update_input change = WIKIJS_USERS_UPDATE_INPUT_INIT;
    change.timezone = "Europe/Berln";
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_users_update, (1, &change), (&live->err)));
    assert_non_null(strstr(live->err.message, "'Europe/Berlin'"));
    change.timezone = NULL;
    change.location = "";
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_users_update, (1, &change), (&live->err)));
    assert_non_null(strstr(live->err.message, "ignores an empty location"));
    change.location = live_letters(256);
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_users_update, (1, &change), (&live->err)));
    change.location = NULL;
    change.date_format = "DD-MM-YYYY";
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_users_update, (1, &change), (&live->err)));
    change.date_format = NULL;
    change.appearance = "pink";
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_users_update, (1, &change), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_users_delete, (7, 7, NULL), (&live->err)));
    assert_int_equal(requests(live), before);
    assert_null(made);
}

static void refused_by_the_server(void **state)
{
    struct live *live = *state;
    make_user(live, "taken");
    wikijs_user_item *made = NULL;
    wikijs_users_create_input input = WIKIJS_USERS_CREATE_INPUT_INIT;
    input.email = account_email(live, "TAKEN");
    input.name = "Somebody";
    input.password = "password";
    LIVE_EXPECT(live, WIKIJS_E_EXISTS, LIVE(live, wikijs_users_create, (&input), (&made, &live->err)));
    assert_int_equal(live->err.server_code, 1004);
    input.email = account_email(live, "short");
    input.password = "five5";
    LIVE_EXPECT(live, WIKIJS_E_INVALID, LIVE(live, wikijs_users_create, (&input), (&made, &live->err)));
    assert_int_equal(live->err.server_code, 1012);
    input.password = "password";
    input.provider_key = "none-such";
    LIVE_EXPECT(live, WIKIJS_E_INVALID, LIVE(live, wikijs_users_create, (&input), (&made, &live->err)));
    input.provider_key = NULL;

    /* The server would create them first and look at the groups then. */
    int64_t no_group = 987654;
    input.groups = (wikijs_ints){ &no_group, 1 };
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_users_create, (&input), (&made, &live->err)));
    input.groups = (wikijs_ints){ 0 };
    const char *name = "Guest";
    input.group_names = (wikijs_strings){ &name, 1 };
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_users_create, (&input), (&made, &live->err)));
    assert_non_null(strstr(live->err.message, "'Guests'"));
    assert_null(made);
    wikijs_user_item *found = NULL;
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_users_find, (input.email, NULL), (&found, &live->err)));
    assert_null(found);
}

static void created_although_the_mail_failed(void **state)
{
    struct live *live = *state;
    wikijs_user_item *made = NULL;
    wikijs_users_create_input input = WIKIJS_USERS_CREATE_INPUT_INIT;
    input.email = account_email(live, "mail");
    input.name = "Somebody";
    input.password = "password";
    input.send_welcome_email = WIKIJS_YES;
    LIVE_EXPECT(live, WIKIJS_E_REFUSED, LIVE(live, wikijs_users_create, (&input), (&made, &live->err)));
    assert_int_equal(live->err.server_code, 3002);
    assert_non_null(strstr(live->err.message, "has been created, but"));
    assert_non_null(made);
    remember_user(live, made->id);
    assert_string_equal(made->email, input.email);
    wikijs_user_item_free(made);
}

static void update_changes_what_is_set(void **state)
{
    struct live *live = *state;
    int64_t group = make_group(live, "one"), id = make_user(live, "changing");
    make_user(live, "other");
    wikijs_users_update_input change = WIKIJS_USERS_UPDATE_INPUT_INIT;
    change.name = "New Name";
    change.location = "Wien";
    change.job_title = "Tester";
    change.timezone = "Europe/Vienna";
    change.date_format = "YYYY-MM-DD";
    change.appearance = "dark";
    const char *names[] = { group_name(live, "one") };
    change.group_names = (wikijs_strings){ names, 1 };
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_users_update, (id, &change), (&live->err)));
    wikijs_users_update_input second = WIKIJS_USERS_UPDATE_INPUT_INIT;
    second.date_format = "";
    second.email = account_email(live, "CHANGED");
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_users_update, (id, &second), (&live->err)));
    wikijs_user *user = NULL;
    LIVE_EXPECT(live, 0, wikijs_users_get(live->client, id, NULL, &user, &live->err));
    assert_string_equal(user->name, "New Name");
    assert_string_equal(user->location, "Wien");
    assert_string_equal(user->job_title, "Tester");
    assert_string_equal(user->timezone, "Europe/Vienna");
    assert_string_equal(user->date_format, "");
    assert_string_equal(user->appearance, "dark");
    assert_string_equal(user->email, account_email(live, "changed"));
    assert_int_equal(user->groups.count, 1);
    assert_int_equal(user->groups.items[0]->id, group);
    wikijs_user_free(user);
    user = NULL;

    wikijs_users_update_input none = WIKIJS_USERS_UPDATE_INPUT_INIT;
    none.groups = (wikijs_ints){ &group, 0 };
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_users_update, (id, &none), (&live->err)));
    LIVE_EXPECT(live, 0, wikijs_users_get(live->client, id, NULL, &user, &live->err));
    assert_int_equal(user->groups.count, 0);
    wikijs_user_free(user);

    wikijs_users_update_input bad = WIKIJS_USERS_UPDATE_INPUT_INIT;
    bad.email = account_email(live, "Other");
    LIVE_EXPECT(live, WIKIJS_E_EXISTS, LIVE(live, wikijs_users_update, (id, &bad), (&live->err)));
    bad.email = NULL;
    bad.new_password = "five5";
    LIVE_EXPECT(live, WIKIJS_E_INVALID, LIVE(live, wikijs_users_update, (id, &bad), (&live->err)));
    bad.new_password = "a new password";
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_users_update, (id, &bad), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_users_update, (987654, &bad), (&live->err)));
}

static void states(void **state)
{
    struct live *live = *state;
    int64_t id = make_user(live, "states");
    wikijs_user *user = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_users_deactivate, (id, NULL), (&live->err)));
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_users_enable_tfa, (id, NULL), (&live->err)));
    LIVE_EXPECT(live, 0, wikijs_users_get(live->client, id, NULL, &user, &live->err));
    assert_false(user->is_active);
    assert_true(user->tfa_is_active);
    wikijs_user_free(user);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_users_activate, (id, NULL), (&live->err)));
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_users_disable_tfa, (id, NULL), (&live->err)));
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_users_verify, (id, NULL), (&live->err)));
    LIVE_EXPECT(live, 0, wikijs_users_get(live->client, id, NULL, &user, &live->err));
    assert_true(user->is_active);
    assert_false(user->tfa_is_active);
    assert_true(user->is_verified);
    wikijs_user_free(user);
    LIVE_EXPECT(live, WIKIJS_E_REFUSED, LIVE(live, wikijs_users_reset_password, (id, NULL), (&live->err)));
    assert_non_null(strstr(live->err.message, "does not do it"));
}

static void nobody(void **state)
{
    struct live *live = *state;
    const int64_t none = 987654;
    wikijs_user *user = NULL;
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_users_get, (none, NULL), (&user, &live->err)));
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_users_activate, (none, NULL), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_users_deactivate, (none, NULL), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_users_verify, (none, NULL), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_users_enable_tfa, (none, NULL), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_users_disable_tfa, (none, NULL), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_users_delete, (none, 1, NULL), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_LOCKED, LIVE(live, wikijs_users_deactivate, (2, NULL), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND,
                LIVE(live, wikijs_users_get_by_email, ("nobody-here@example.com", NULL), (&user, &live->err)));
    assert_null(user);
}

static void delete_with_an_heir(void **state)
{
    struct live *live = *state;
    int64_t id = make_user(live, "going");
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_users_delete, (id, 987654, NULL), (&live->err)));
    assert_non_null(strstr(live->err.message, "heir"));
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_users_delete, (id, 1, NULL), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_users_delete, (id, 1, NULL), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_LOCKED, LIVE(live, wikijs_users_delete, (2, 1, NULL), (&live->err)));
}

static void the_own_account(void **state)
{
    struct live *live = *state;
    wikijs_user_profile *profile = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_users_profile, (NULL), (&profile, &live->err)));
    assert_int_equal(profile->id, 1); /* whatever the key's group is */
    assert_true(profile->groups.count > 0);
    wikijs_user_token *token = NULL;
    LIVE_EXPECT(live, WIKIJS_E_INVALID,
                LIVE(live, wikijs_users_change_password, ("surely not this one", "another password", NULL),
                     (&token, &live->err)));
    assert_int_equal(live->err.server_code, 1020);
    assert_null(token);

    /* The same values again: only what is written is shown to come through. */
    wikijs_users_update_profile_input input = WIKIJS_USERS_UPDATE_PROFILE_INPUT_INIT;
    input.date_format = profile->date_format;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_users_update_profile, (&input), (&token, &live->err)));
    assert_true(strlen(token->jwt) > 20);
    wikijs_user_token_free(token);
    wikijs_user_profile *after = NULL;
    LIVE_EXPECT(live, 0, wikijs_users_profile(live->client, NULL, &after, &live->err));
    assert_string_equal(after->name, profile->name);
    assert_string_equal(after->location, profile->location);
    assert_string_equal(after->timezone, profile->timezone);
    wikijs_user_profile_free(after);
    wikijs_user_profile_free(profile);

    wikijs_user_last_login_list *logins = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_users_last_logins, (NULL), (&logins, &live->err)));
    for (size_t i = 1; i < wikijs_user_last_login_list_count(logins); i++) {
        assert_true(wikijs_user_last_login_list_at(logins, i - 1)->last_login_at >=
                    wikijs_user_last_login_list_at(logins, i)->last_login_at);
    }
    wikijs_user_last_login_list_free(logins);
}

static void without_rights(void **state)
{
    struct live *live = *state;
    wikijs_client *full = live->client;
    live->client = live_client(live_env("WIKIJS_TEST_READER_KEY"));
    wikijs_user_item_list *list = NULL;
    LIVE_EXPECT(live, WIKIJS_E_FORBIDDEN, LIVE(live, wikijs_users_list, (NULL), (&list, &live->err)));
    assert_string_equal(live->err.permission, "write:users or manage:users");
    LIVE_EXPECT(live, WIKIJS_E_FORBIDDEN, LIVE(live, wikijs_users_activate, (1, NULL), (&live->err)));
    assert_string_equal(live->err.permission, "manage:users");
    wikijs_client_free(live->client);
    live->client = full;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TWICE(create_and_read),
        TWICE(lists_are_chosen_ordered_and_cut),
        TWICE(refused_before_anything_is_sent),
        TWICE(refused_by_the_server),
        TWICE(created_although_the_mail_failed),
        TWICE(update_changes_what_is_set),
        TWICE(states),
        TWICE(nobody),
        TWICE(delete_with_an_heir),
        TWICE(the_own_account),
        TWICE(without_rights),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
