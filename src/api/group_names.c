/* SPDX-License-Identifier: MIT */
#include "api/group_names.h"

#include <string.h>

#include "api/groups_ops.h"
#include "api/lists.h"
#include "base/nearest.h"

enum wj_step wj_group_names_start(struct wikijs_call *call)
{
    return wj_flow_start(
        call, &(struct wj_request){ .op = &wj_op_groups_list,
                                    .fields = WIKIJS_BIT(WIKIJS_GROUP_ITEM_ID) | WIKIJS_BIT(WIKIJS_GROUP_ITEM_NAME) });
}

static bool has_id(const wikijs_group_item_list *list, int64_t id)
{
    for (size_t i = 0; i < wikijs_group_item_list_count(list); i++)
        if (wikijs_group_item_list_at(list, i)->id == id)
            return true;
    return false;
}

/* How many groups have the name; *id receives the last one's. */
static size_t count_named(const wikijs_group_item_list *list, const char *name, bool any_case, int64_t *id)
{
    size_t found = 0;
    for (size_t i = 0; i < wikijs_group_item_list_count(list); i++) {
        const wikijs_group_item *group = wikijs_group_item_list_at(list, i);
        bool same = group->name &&
                    (any_case ? wj_compare_text(group->name, name) == 0 : strcmp(group->name, name) == 0);
        if (same) {
            *id = group->id;
            found++;
        }
    }
    return found;
}

static int find_named(struct wikijs_call *call, const wikijs_group_item_list *list, const char *name, int64_t *id)
{
    size_t found = count_named(list, name, false, id);
    if (!found)
        found = count_named(list, name, true, id);
    if (found > 1) {
        wj_flow_fail(call, WIKIJS_E_CONFLICT, "several groups are named '%s': name it by its id", name);
        return call->status;
    }
    if (found == 1)
        return 0;
    struct wj_nearest nearest;
    char phrase[160];
    wj_nearest_start(&nearest, name, strlen(name));
    for (size_t i = 0; i < wikijs_group_item_list_count(list); i++) {
        const wikijs_group_item *group = wikijs_group_item_list_at(list, i);
        if (group->name)
            wj_nearest_try(&nearest, group->name);
    }
    wj_nearest_phrase(&nearest, phrase, sizeof phrase);
    wj_flow_fail(call, WIKIJS_E_NOT_FOUND, "there is no group '%s'%s", name, phrase);
    return call->status;
}

static void add_once(int64_t *ids, size_t *count, int64_t id)
{
    for (size_t i = 0; i < *count; i++)
        if (ids[i] == id)
            return;
    ids[(*count)++] = id;
}

int wj_group_names_resolve(struct wikijs_call *call, const wikijs_group_item_list *list, wikijs_ints ids,
                           wikijs_strings names, wikijs_ints *out)
{
    int64_t *found = wj_call_alloc(call, (ids.count + names.count + 1) * sizeof *found);
    size_t count = 0;
    if (!found) {
        wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
        return call->status;
    }
    for (size_t i = 0; i < ids.count; i++) {
        if (!has_id(list, ids.items[i])) {
            wj_flow_fail(call, WIKIJS_E_NOT_FOUND, "there is no group %lld", (long long)ids.items[i]);
            return call->status;
        }
        add_once(found, &count, ids.items[i]);
    }
    for (size_t i = 0; i < names.count; i++) {
        int64_t id = 0;
        int status = find_named(call, list, names.items[i], &id);
        if (status < 0)
            return status;
        add_once(found, &count, id);
    }
    *out = (wikijs_ints){ .items = found, .count = count };
    return 0;
}
