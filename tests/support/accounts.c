/* SPDX-License-Identifier: MIT */
#include "support/accounts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include <wikijs/groups.h>
#include <wikijs/users.h>

enum { LONGEST = 160 };

static char *next_text(void)
{
    static char texts[10][LONGEST];
    static unsigned next;
    return texts[next++ % 10];
}

const char *account_email(struct live *live, const char *name)
{
    char *text = next_text();
    snprintf(text, LONGEST, "%s-%s@example.com", live->prefix, name);
    return text;
}

const char *group_name(struct live *live, const char *name)
{
    char *text = next_text();
    snprintf(text, LONGEST, "%s %s", live->prefix, name);
    return text;
}

static int delete_user(struct live *live, int64_t id)
{
    return wikijs_users_delete(live->client, id, 1, NULL, &live->err);
}

static int delete_group(struct live *live, int64_t id)
{
    return wikijs_groups_delete(live->client, id, NULL, &live->err);
}

void remember_user(struct live *live, int64_t id)
{
    live_remember_as(live, id, delete_user);
}

void remember_group(struct live *live, int64_t id)
{
    live_remember_as(live, id, delete_group);
}

int64_t make_user(struct live *live, const char *name)
{
    wikijs_users_create_input input = WIKIJS_USERS_CREATE_INPUT_INIT;
    input.email = account_email(live, name);
    input.name = name[1] ? name : "a test's user";
    input.password = "a test's password";
    wikijs_user_item *user = NULL;
    LIVE_EXPECT(live, 0, wikijs_users_create(live->client, &input, &user, &live->err));
    int64_t id = user->id;
    wikijs_user_item_free(user);
    remember_user(live, id);
    return id;
}

int64_t make_group(struct live *live, const char *name)
{
    wikijs_groups_create_input input = WIKIJS_GROUPS_CREATE_INPUT_INIT;
    input.name = group_name(live, name);
    wikijs_group *group = NULL;
    LIVE_EXPECT(live, 0, wikijs_groups_create(live->client, &input, &group, &live->err));
    int64_t id = group->id;
    wikijs_group_free(group);
    remember_group(live, id);
    return id;
}
