/* SPDX-License-Identifier: MIT */
#include "api/group_copy.h"

#include "api/input.h"

static bool copy_rules(struct wj_arena *arena, wikijs_page_rules *rules)
{
    wikijs_page_rule *copies = wj_arena_alloc(arena, (rules->count + 1) * sizeof *copies);
    const wikijs_page_rule **items = wj_arena_alloc(arena, (rules->count + 1) * sizeof *items);
    bool good = copies && items;
    for (size_t i = 0; good && i < rules->count; i++) {
        copies[i] = *rules->items[i];
        items[i] = &copies[i];
        good = wj_arena_keep(arena, &copies[i].id) && wj_arena_keep(arena, &copies[i].match) &&
               wj_arena_keep(arena, &copies[i].path) && wj_keep_strings(arena, &copies[i].roles) &&
               wj_keep_strings(arena, &copies[i].locales);
    }
    rules->items = items;
    return good;
}

static bool copy_users(struct wj_arena *arena, wikijs_user_items *users)
{
    wikijs_user_item *copies = wj_arena_zalloc(arena, (users->count + 1) * sizeof *copies);
    const wikijs_user_item **items = wj_arena_alloc(arena, (users->count + 1) * sizeof *items);
    bool good = copies && items;
    for (size_t i = 0; good && i < users->count; i++) {
        const wikijs_user_item *user = users->items[i];
        copies[i].id = user->id;
        copies[i].name = user->name;
        copies[i].is_active = user->is_active;
        copies[i].present = user->present & (WIKIJS_BIT(WIKIJS_USER_ITEM_ID) | WIKIJS_BIT(WIKIJS_USER_ITEM_NAME) |
                                             WIKIJS_BIT(WIKIJS_USER_ITEM_IS_ACTIVE));
        items[i] = &copies[i];
        good = wj_arena_keep(arena, &copies[i].name);
    }
    users->items = items;
    return good;
}

wikijs_group *wj_group_copy(struct wj_arena *arena, const wikijs_group *group)
{
    wikijs_group *copy = wj_arena_zalloc(arena, sizeof *copy);
    if (!copy)
        return NULL;
    copy->id = group->id;
    copy->name = group->name;
    copy->permissions = group->permissions;
    copy->page_rules = group->page_rules;
    copy->users = group->users;
    copy->present = group->present;
    bool good = wj_arena_keep(arena, &copy->name) && wj_keep_strings(arena, &copy->permissions) &&
                copy_rules(arena, &copy->page_rules) && copy_users(arena, &copy->users);
    return good ? copy : NULL;
}
