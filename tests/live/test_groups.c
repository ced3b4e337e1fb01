/* SPDX-License-Identifier: MIT */
/* Groups: reading, creating, changing, deleting, their users; and who may do what, against the server's own answers. */
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
#define STRINGS(...) \
    ((wikijs_strings){ (const char *const[]){ __VA_ARGS__ }, sizeof((const char *[]){ __VA_ARGS__ }) / sizeof(char *) })

static const int64_t NO_SUCH = 987654;

static bool holds(wikijs_strings list, const char *text)
{
    for (size_t i = 0; i < list.count; i++) {
        if (strcmp(list.items[i], text) == 0) {
            return true;
        }
    }
    return false;
}

static void create_in_one_call(void **state)
{
    struct live *live = *state;
    wikijs_page_rule_input rules[] = {
        { .path = "/docs", .roles = STRINGS("read:pages", "write:pages") },
        { .path = "secret", .roles = STRINGS("read:pages"), .deny = true, .match = WIKIJS_PAGE_RULE_MATCH_END },
        { .id = "mine",
          .path = "^a+$",
          .roles = STRINGS("read:pages"),
          .locales = STRINGS("en", "fr"),
          .match = WIKIJS_PAGE_RULE_MATCH_REGEX },
    };
    wikijs_groups_create_input input = WIKIJS_GROUPS_CREATE_INPUT_INIT;
    input.name = group_name(live, "whole");
    input.redirect_on_login = "/docs";
    input.permissions = STRINGS("read:pages", "write:pages");
    input.page_rules = (wikijs_page_rule_inputs){ rules, 3 };
    wikijs_group *group = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_groups_create, (&input), (&group, &live->err)));
    remember_group(live, group->id);
    assert_string_equal(group->name, input.name);
    assert_string_equal(group->redirect_on_login, "/docs");
    assert_int_equal(group->permissions.count, 2);
    assert_int_equal(group->page_rules.count, 3);
    const wikijs_page_rule *const *made = group->page_rules.items;
    assert_string_equal(made[0]->path, "docs");
    assert_string_equal(made[0]->match, "START");
    assert_string_equal(made[1]->match, "END");
    assert_true(made[1]->deny);
    assert_string_not_equal(made[0]->id, made[1]->id);
    assert_string_equal(made[2]->id, "mine");
    assert_int_equal(made[2]->locales.count, 2);
    assert_false(group->is_system);
    wikijs_group_free(group);

    input.name = group_name(live, "everywhere");
    input.page_rules = (wikijs_page_rule_inputs){ 0 };
    input.permissions = STRINGS("write:pages", "manage:theme");
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_groups_create, (&input), (&group, &live->err)));
    remember_group(live, group->id);
    assert_int_equal(group->page_rules.count, 1);
    assert_string_equal(group->page_rules.items[0]->path, "");
    assert_int_equal(group->page_rules.items[0]->roles.count, 1); /* a theme is no matter of pages */
    wikijs_group_free(group);
}

static size_t count_named(struct live *live, const char *name)
{
    wikijs_groups_list_options options = WIKIJS_GROUPS_LIST_OPTIONS_INIT;
    wikijs_group_item_list *list = NULL;
    options.query = name;
    LIVE_EXPECT(live, 0, wikijs_groups_list(live->client, &options, &list, &live->err));
    size_t count = wikijs_group_item_list_count(list);
    wikijs_group_item_list_free(list);
    return count;
}

static void create_is_undone(void **state)
{
    struct live *live = *state;
    wikijs_page_rule_input rule = { .path = "(a+)+$",
                                    .roles = STRINGS("read:pages"),
                                    .match = WIKIJS_PAGE_RULE_MATCH_REGEX };
    wikijs_groups_create_input input = WIKIJS_GROUPS_CREATE_INPUT_INIT;
    input.name = group_name(live, "undone");
    input.page_rules = (wikijs_page_rule_inputs){ &rule, 1 };
    wikijs_group *group = NULL;
    LIVE_EXPECT(live, WIKIJS_E_INVALID, LIVE(live, wikijs_groups_create, (&input), (&group, &live->err)));
    assert_null(group);
    assert_int_equal(count_named(live, input.name), 0);
}

static void create_refuses(void **state)
{
    struct live *live = *state;
    make_group(live, "taken");
    wikijs_groups_create_input input = WIKIJS_GROUPS_CREATE_INPUT_INIT;
    wikijs_group *group = NULL;
    input.name = group_name(live, "taken");
    LIVE_EXPECT(live, WIKIJS_E_EXISTS, LIVE(live, wikijs_groups_create, (&input), (&group, &live->err)));
    input.allow_duplicate_name = true;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_groups_create, (&input), (&group, &live->err)));
    remember_group(live, group->id);
    wikijs_group_free(group);
    group = NULL;
    assert_int_equal(count_named(live, input.name), 2);

    wikijs_client_stats before = { .struct_size = sizeof before }, after = { .struct_size = sizeof after };
    wikijs_client_get_stats(live->client, &before);
    input.permissions = STRINGS("write:page");
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_groups_create, (&input), (&group, &live->err)));
    assert_non_null(strstr(live->err.message, "'write:pages'"));
    input.permissions = (wikijs_strings){ 0 };
    wikijs_page_rule_input rules[] = {
        { .roles = STRINGS("manage:users") },
        { .roles = STRINGS("read:pages"), .path = "(", .match = WIKIJS_PAGE_RULE_MATCH_REGEX },
        { .roles = { 0 } },
        { .roles = STRINGS("read:pages"), .match = (wikijs_page_rule_match)9 },
    };
    for (size_t i = 0; i < 4; i++) {
        input.page_rules = (wikijs_page_rule_inputs){ &rules[i], 1 };
        LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_groups_create, (&input), (&group, &live->err)));
    }
    input.page_rules = (wikijs_page_rule_inputs){ 0 };
    input.name = " ";
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_groups_create, (&input), (&group, &live->err)));
    input.name = live_letters(256);
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_groups_create, (&input), (&group, &live->err)));
    wikijs_groups_update_input change = WIKIJS_GROUPS_UPDATE_INPUT_INIT;
    change.redirect_on_login = input.name;
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_groups_update, (3, &change), (&live->err)));
    wikijs_client_get_stats(live->client, &after);
    assert_int_equal(after.requests, before.requests);
    assert_null(group);
}

static wikijs_group *read_group(struct live *live, int64_t id)
{
    wikijs_group *group = NULL;
    LIVE_EXPECT(live, 0, wikijs_groups_get(live->client, id, NULL, &group, &live->err));
    return group;
}

static void update_changes_what_is_set(void **state)
{
    struct live *live = *state;
    int64_t id = make_group(live, "changing");
    wikijs_page_rule_input rule = { .id = "extra", .path = "x", .roles = STRINGS("write:pages") };
    wikijs_groups_update_input input = WIKIJS_GROUPS_UPDATE_INPUT_INIT;
    input.add_permissions = STRINGS("write:pages", "read:pages");
    input.remove_permissions = STRINGS("write:comments");
    input.add_page_rules = (wikijs_page_rule_inputs){ &rule, 1 };
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_groups_update, (id, &input), (&live->err)));
    wikijs_group *group = read_group(live, id);
    assert_string_equal(group->name, group_name(live, "changing"));
    assert_int_equal(group->permissions.count, 4);
    assert_true(holds(group->permissions, "write:pages"));
    assert_false(holds(group->permissions, "write:comments"));
    assert_int_equal(group->page_rules.count, 2);
    assert_string_equal(group->page_rules.items[0]->id, "default");
    assert_string_equal(group->page_rules.items[1]->path, "x");
    wikijs_group_free(group);

    wikijs_groups_update_input second = WIKIJS_GROUPS_UPDATE_INPUT_INIT;
    rule.path = "y";
    second.name = group_name(live, "changed");
    second.add_page_rules = (wikijs_page_rule_inputs){ &rule, 1 };
    second.remove_page_rules = STRINGS("default");
    second.redirect_on_login = "/start";
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_groups_update, (id, &second), (&live->err)));
    group = read_group(live, id);
    assert_string_equal(group->name, second.name);
    assert_string_equal(group->redirect_on_login, "/start");
    assert_int_equal(group->permissions.count, 4);
    assert_int_equal(group->page_rules.count, 1);
    assert_string_equal(group->page_rules.items[0]->path, "y");
    wikijs_group_free(group);

    wikijs_groups_update_input bad = WIKIJS_GROUPS_UPDATE_INPUT_INIT;
    bad.remove_page_rules = STRINGS("none");
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_groups_update, (id, &bad), (&live->err)));
    wikijs_groups_update_input rename = WIKIJS_GROUPS_UPDATE_INPUT_INIT;
    rename.name = "Administrators";
    LIVE_EXPECT(live, WIKIJS_E_EXISTS, LIVE(live, wikijs_groups_update, (id, &rename), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_groups_update, (NO_SUCH, &rename), (&live->err)));
    wikijs_groups_update_input weaken = WIKIJS_GROUPS_UPDATE_INPUT_INIT;
    weaken.remove_permissions = STRINGS("manage:system");
    LIVE_EXPECT(live, WIKIJS_E_LOCKED, LIVE(live, wikijs_groups_update, (1, &weaken), (&live->err)));
}

static void list_get_delete(void **state)
{
    struct live *live = *state;
    int64_t b = make_group(live, "B"), a = make_group(live, "a");
    wikijs_groups_list_options options = WIKIJS_GROUPS_LIST_OPTIONS_INIT;
    wikijs_group_item_list *list = NULL;
    options.query = live->prefix;
    options.order_by = WIKIJS_GROUP_ORDER_NAME;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_groups_list, (&options), (&list, &live->err)));
    assert_int_equal(wikijs_group_item_list_count(list), 2);
    assert_int_equal(wikijs_group_item_list_at(list, 0)->id, a);
    assert_int_equal(wikijs_group_item_list_at(list, 0)->user_count, 0);
    wikijs_group_item_list_free(list);
    options.direction = WIKIJS_ORDER_DESC;
    options.limit = 1;
    options.fields = BIT(WIKIJS_GROUP_ITEM_ID);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_groups_list, (&options), (&list, &live->err)));
    assert_int_equal(wikijs_group_item_list_count(list), 1);
    assert_int_equal(wikijs_group_item_list_at(list, 0)->id, b);
    wikijs_group_item_list_free(list);

    wikijs_group *group = NULL;
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_groups_get, (NO_SUCH, NULL), (&group, &live->err)));
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_groups_delete, (NO_SUCH, NULL), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_LOCKED, LIVE(live, wikijs_groups_delete, (2, NULL), (&live->err)));
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_groups_delete, (a, NULL), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_groups_get, (a, NULL), (&group, &live->err)));
    assert_null(group);
}

static void users_of_a_group(void **state)
{
    struct live *live = *state;
    int64_t group = make_group(live, "team"), one = make_user(live, "one"), two = make_user(live, "two");
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_groups_add_user, (group, one, NULL), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_EXISTS, LIVE(live, wikijs_groups_add_user, (group, one, NULL), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_groups_add_user, (NO_SUCH, one, NULL), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_groups_add_user, (group, NO_SUCH, NULL), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_LOCKED, LIVE(live, wikijs_groups_add_user, (group, 2, NULL), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_LOCKED, LIVE(live, wikijs_groups_remove_user, (1, 1, NULL), (&live->err)));

    int64_t ids[] = { one, NO_SUCH };
    wikijs_group_members_input members = { .struct_size = sizeof members, .ids = { ids, 2 } };
    members.emails = STRINGS(account_email(live, "TWO"), account_email(live, "three"));
    wikijs_group_change_list *changes = NULL;
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND,
                LIVE(live, wikijs_groups_add_users, (group, &members), (&changes, &live->err)));
    assert_non_null(strstr(live->err.message, "2 of 4 users"));
    assert_int_equal(wikijs_group_change_list_count(changes), 4);
    assert_false(wikijs_group_change_list_at(changes, 0)->changed); /* was in it already */
    assert_int_equal(wikijs_group_change_list_at(changes, 0)->status, 0);
    assert_int_equal(wikijs_group_change_list_at(changes, 1)->status, WIKIJS_E_NOT_FOUND);
    assert_true(wikijs_group_change_list_at(changes, 2)->changed);
    assert_int_equal(wikijs_group_change_list_at(changes, 2)->user_id, two);
    assert_int_equal(wikijs_group_change_list_at(changes, 3)->status, WIKIJS_E_NOT_FOUND);
    wikijs_group_change_list_free(changes);
    changes = NULL;

    wikijs_user_item_list *users = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_groups_members, (group, NULL), (&users, &live->err)));
    assert_int_equal(wikijs_user_item_list_count(users), 2);
    assert_int_equal(wikijs_user_item_list_at(users, 0)->id, one);
    assert_true(wikijs_user_item_list_at(users, 1)->is_active);
    wikijs_user_item_list_free(users);

    ids[1] = two;
    members.emails = STRINGS(account_email(live, "two")); /* named twice: taken out once */
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_groups_remove_users, (group, &members), (&changes, &live->err)));
    assert_int_equal(wikijs_group_change_list_count(changes), 3);
    assert_true(wikijs_group_change_list_at(changes, 1)->changed);
    assert_false(wikijs_group_change_list_at(changes, 2)->changed);
    assert_int_equal(wikijs_group_change_list_at(changes, 2)->user_id, two);
    assert_true(wikijs_group_change_list_at(changes, 0)->changed);
    wikijs_group_change_list_free(changes);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_groups_members, (group, NULL), (&users, &live->err)));
    assert_int_equal(wikijs_user_item_list_count(users), 0);
    wikijs_user_item_list_free(users);
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_groups_members, (NO_SUCH, NULL), (&users, &live->err)));
}

static void can(void **state)
{
    struct live *live = *state;
    int64_t group = make_group(live, "may"), user = make_user(live, "somebody");
    wikijs_page_rule_input rule = { .id = "no", .path = "secret", .roles = STRINGS("read:pages"), .deny = true };
    wikijs_groups_update_input update = WIKIJS_GROUPS_UPDATE_INPUT_INIT;
    update.add_page_rules = (wikijs_page_rule_inputs){ &rule, 1 };
    LIVE_EXPECT(live, 0, wikijs_groups_update(live->client, group, &update, &live->err));
    LIVE_EXPECT(live, 0, wikijs_groups_add_user(live->client, group, user, NULL, &live->err));

    wikijs_groups_can_input input = WIKIJS_GROUPS_CAN_INPUT_INIT;
    wikijs_access *access = NULL;
    input.group_id = group;
    input.permissions = STRINGS("read:pages");
    input.path = "/docs/x";
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_groups_can, (&input), (&access, &live->err)));
    assert_true(access->allowed);
    assert_string_equal(access->reason, WIKIJS_ACCESS_RULE);
    assert_string_equal(access->rule_id, "default");
    wikijs_access_free(access);
    input.group_id = 0;
    input.email = account_email(live, "SOMEBODY");
    input.path = "secret/x";
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_groups_can, (&input), (&access, &live->err)));
    assert_false(access->allowed);
    assert_string_equal(access->reason, WIKIJS_ACCESS_DENIED);
    assert_string_equal(access->rule_id, "no");
    assert_int_equal(access->user_id, user);
    assert_int_equal(access->group_id, group);
    wikijs_access_free(access);
    LIVE_EXPECT(live, 0, wikijs_users_deactivate(live->client, user, NULL, &live->err));
    input.path = "docs";
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_groups_can, (&input), (&access, &live->err)));
    assert_string_equal(access->reason, WIKIJS_ACCESS_INACTIVE);
    wikijs_access_free(access);
    input.email = NULL;
    input.user_id = 1;
    input.permissions = STRINGS("write:scripts");
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_groups_can, (&input), (&access, &live->err)));
    assert_string_equal(access->reason, WIKIJS_ACCESS_SYSTEM);
    wikijs_access_free(access);
    access = NULL;
    input.permissions = STRINGS("wriet:pages");
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_groups_can, (&input), (&access, &live->err)));
    input.permissions = STRINGS("write:pages");
    input.group_id = 1;
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_groups_can, (&input), (&access, &live->err)));
    input.user_id = 0;
    input.group_id = NO_SUCH;
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_groups_can, (&input), (&access, &live->err)));
    assert_null(access);
}

static const wikijs_access *answer_for(const wikijs_access_list *list, int64_t user, int64_t group,
                                       const char *permission)
{
    for (size_t i = 0; i < wikijs_access_list_count(list); i++) {
        const wikijs_access *access = wikijs_access_list_at(list, i);
        bool has_user = access->present & BIT(WIKIJS_ACCESS_USER_ID);
        if (strcmp(access->permission, permission) == 0 &&
            (user ? has_user && access->user_id == user : !has_user && access->group_id == group)) {
            return access;
        }
    }
    fail_msg("no answer for user %d, group %d, %s", (int)user, (int)group, permission);
    return NULL;
}

static void audit(void **state)
{
    struct live *live = *state;
    int64_t open = make_group(live, "open"), closed = make_group(live, "closed"), user = make_user(live, "both");
    wikijs_page_rule_input rule = { .id = "no", .path = "team", .roles = STRINGS("read:pages"), .deny = true };
    wikijs_groups_update_input update = WIKIJS_GROUPS_UPDATE_INPUT_INIT;
    update.add_page_rules = (wikijs_page_rule_inputs){ &rule, 1 };
    LIVE_EXPECT(live, 0, wikijs_groups_update(live->client, closed, &update, &live->err));
    LIVE_EXPECT(live, 0, wikijs_groups_add_user(live->client, open, user, NULL, &live->err));
    LIVE_EXPECT(live, 0, wikijs_groups_add_user(live->client, closed, user, NULL, &live->err));
    wikijs_groups_audit_options options = WIKIJS_GROUPS_AUDIT_OPTIONS_INIT;
    options.with_users = true;
    wikijs_access_list *list = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_groups_audit, ("team/page", &options), (&list, &live->err)));
    assert_true(answer_for(list, 0, open, "read:pages")->allowed);
    assert_string_equal(answer_for(list, 0, closed, "read:pages")->reason, WIKIJS_ACCESS_DENIED);
    assert_string_equal(answer_for(list, 0, open, "write:pages")->reason, WIKIJS_ACCESS_NO_PERMISSION);
    const wikijs_access *both = answer_for(list, user, 0, "read:pages");
    assert_false(both->allowed); /* the longer rule of the other group */
    assert_int_equal(both->group_id, closed);
    assert_true(answer_for(list, 1, 0, "delete:pages")->allowed);
    assert_string_equal(answer_for(list, 0, 1, "delete:pages")->reason, WIKIJS_ACCESS_SYSTEM);
    wikijs_access_list_free(list);
}

/* --- the rules of the library against those of the server --- */

/* Pages below the prefix. */
static const char *const page_names[] = { "docs/a", "docs/secret/b",
                                          "docs/\xc3\xbc"
                                          "c",
                                          "other/d" };

#define READ STRINGS("read:pages")
#define READ_AND_WRITE STRINGS("write:pages", "read:pages")
#define WRITE STRINGS("write:pages")

static bool is_listed(struct live *live, wikijs_client *client, const char *path)
{
    wikijs_page_item_list *list = NULL;
    bool found = false;
    LIVE_EXPECT(live, 0, wikijs_pages_list(client, NULL, &list, &live->err));
    for (size_t i = 0; i < wikijs_page_item_list_count(list) && !found; i++) {
        found = strcmp(wikijs_page_item_list_at(list, i)->path, path) == 0;
    }
    wikijs_page_item_list_free(list);
    return found;
}

static char *key_of_group(struct live *live, int64_t group)
{
    static char key[2000];
    wikijs_answer *answer = live_graphql(live,
                                         "mutation { authentication { createApiKey(name: \"%s\", expiration: \"1h\", "
                                         "fullAccess: false, group: %d) { key } } }",
                                         live->prefix, (int)group);
    const char *start = strstr(answer->data.ptr, "\"key\":\"");
    assert_non_null(start);
    start += strlen("\"key\":\"");
    snprintf(key, sizeof key, "%.*s", (int)strcspn(start, "\""), start);
    wikijs_answer_free(answer);
    return key;
}

static void revoke_key(struct live *live)
{
    wikijs_answer *answer = live_graphql(live, "{ authentication { apiKeys { id name } } }");
    const char *name = strstr(answer->data.ptr, live->prefix);
    assert_non_null(name);
    const char *id = name;
    while (id > answer->data.ptr && strncmp(id, "\"id\":", 5) != 0) {
        id--;
    }
    wikijs_answer *revoked = live_graphql(
        live, "mutation { authentication { revokeApiKey(id: %.*s) { responseResult { succeeded } } } }",
        (int)strspn(id + 5, "0123456789"), id + 5);
    wikijs_answer_free(revoked);
    wikijs_answer_free(answer);
}

static void the_server_decides_alike(void **state)
{
    struct live *live = *state;
    char docs[160], secret[160], exact[160], umlaut[160];
    snprintf(docs, sizeof docs, "%s", live_path(live, "docs"));
    snprintf(secret, sizeof secret, "%s", live_path(live, "docs/secret"));
    snprintf(exact, sizeof exact, "%s", live_path(live, "docs/a"));
    snprintf(umlaut, sizeof umlaut, "%s", live_path(live, page_names[2]));
    const wikijs_page_rule_match END = WIKIJS_PAGE_RULE_MATCH_END, EXACT = WIKIJS_PAGE_RULE_MATCH_EXACT,
                                 REGEX = WIKIJS_PAGE_RULE_MATCH_REGEX, TAG = WIKIJS_PAGE_RULE_MATCH_TAG;
    wikijs_page_rule_input cases[][3] = {
        { { .roles = READ } },
        { { .roles = WRITE } },
        { { .roles = READ, .path = docs }, { .roles = READ, .path = secret, .deny = true } },
        { { .roles = READ, .path = docs, .deny = true }, { .roles = READ, .path = secret } },
        /* equal length: what is stronger, and a refusal that came first */
        { { .roles = READ, .path = exact, .deny = true }, { .roles = READ, .path = exact, .match = EXACT } },
        { { .roles = READ, .path = exact, .match = EXACT, .deny = true }, { .roles = READ, .path = exact } },
        { { .roles = READ, .path = exact, .match = EXACT, .deny = true },
          { .roles = READ, .path = exact, .match = EXACT } },
        { { .roles = READ, .path = exact, .match = EXACT },
          { .roles = READ_AND_WRITE, .path = exact, .match = EXACT, .deny = true } },
        { { .roles = READ, .path = "a", .match = END }, { .roles = READ, .path = "a", .match = REGEX, .deny = true } },
        { { .roles = READ, .path = "\\w$", .match = REGEX } },
        { { .roles = READ, .path = "/(?!a$)[a-z]$", .match = REGEX } },
        { { .roles = READ, .path = umlaut, .match = END } },
        { { .roles = READ }, { .roles = READ, .path = "x", .match = TAG, .deny = true } },
        { { .roles = READ, .locales = STRINGS("fr") } },
        { { .roles = READ, .locales = STRINGS("fr", "en") }, { .roles = READ, .path = docs, .deny = true } },
    };
    for (size_t i = 0; i < sizeof page_names / sizeof *page_names; i++) {
        live_page(live, page_names[i], "text", "x");
    }
    int64_t group = make_group(live, "limited");
    wikijs_client *limited = live_client(key_of_group(live, group));
    size_t allowed = 0, refused = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        wikijs_groups_update_input update = WIKIJS_GROUPS_UPDATE_INPUT_INIT;
        update.permissions = READ;
        update.page_rules = (wikijs_page_rule_inputs){ cases[i], cases[i][1].roles.count ? 2 : 1 };
        LIVE_EXPECT(live, 0, wikijs_groups_update(live->client, group, &update, &live->err));
        for (size_t page = 0; page < sizeof page_names / sizeof *page_names; page++) {
            wikijs_groups_can_input input = WIKIJS_GROUPS_CAN_INPUT_INIT;
            wikijs_access *access = NULL;
            input.group_id = group;
            input.permissions = READ;
            input.path = live_path(live, page_names[page]);
            input.locale = "en";
            LIVE_EXPECT(live, 0, LIVE(live, wikijs_groups_can, (&input), (&access, &live->err)));
            bool listed = is_listed(live, limited, input.path);
            if (listed != access->allowed) {
                fail_msg("case %zu, %s: the server says %s, the library %s (%s)", i, page_names[page],
                         listed ? "yes" : "no", access->allowed ? "yes" : "no", access->reason);
            }
            allowed += listed;
            refused += !listed;
            wikijs_access_free(access);
        }
    }
    print_message("%zu times allowed, %zu times refused by both\n", allowed, refused);
    assert_true(allowed > 10 && refused > 10);
    wikijs_client_free(limited);
    revoke_key(live);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TWICE(create_in_one_call),
        TWICE(create_is_undone),
        TWICE(create_refuses),
        TWICE(update_changes_what_is_set),
        TWICE(list_get_delete),
        TWICE(users_of_a_group),
        TWICE(can),
        TWICE(audit),
        cmocka_unit_test_setup_teardown(the_server_decides_alike, live_set_up_sync, live_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
