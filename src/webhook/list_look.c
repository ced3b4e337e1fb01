/* SPDX-License-Identifier: MIT */
/* Looks at assets, users and groups. The server gives each as a whole list, so the look is one comparison. */
#include "api/assets_ops.h"
#include "api/assets_walk.h"
#include "api/groups_ops.h"
#include "api/users_ops.h"
#include "base/status.h"
#include "webhook/feed.h"

#define SUBJECT(field) WIKIJS_BIT(WIKIJS_EVENT_SUBJECT_##field)

static const struct wj_op op_look = { .namespace_ = "watch", .field = "lists", .name = "watch.lists", .since = "0.1" };

/* --- from the list's form to the feed's --- */

static void read_asset(const void *item, wikijs_event_subject *subject)
{
    const wikijs_asset *asset = item;
    *subject = (wikijs_event_subject){
        .present = SUBJECT(ID) | SUBJECT(PATH) | SUBJECT(FILENAME) | SUBJECT(MIME) | SUBJECT(FILE_SIZE) |
                   SUBJECT(CREATED_AT) | SUBJECT(UPDATED_AT),
        .id = asset->id,
        .path = asset->path ? asset->path : "",
        .filename = asset->filename ? asset->filename : "",
        .mime = asset->mime ? asset->mime : "",
        .file_size = asset->file_size,
        .created_at = asset->created_at,
        .updated_at = asset->updated_at,
    };
}

static void read_user(const void *item, wikijs_event_subject *subject)
{
    const wikijs_user_item *user = item;
    *subject = (wikijs_event_subject){
        .present = SUBJECT(ID) | SUBJECT(NAME) | SUBJECT(EMAIL) | SUBJECT(PROVIDER_KEY) | SUBJECT(IS_ACTIVE) |
                   SUBJECT(CREATED_AT),
        .id = user->id,
        .name = user->name ? user->name : "",
        .email = user->email ? user->email : "",
        .provider_key = user->provider_key ? user->provider_key : "",
        .is_active = user->is_active,
        .created_at = user->created_at,
    };
}

static void read_group(const void *item, wikijs_event_subject *subject)
{
    const wikijs_group_item *group = item;
    *subject = (wikijs_event_subject){
        .present = SUBJECT(ID) | SUBJECT(NAME) | SUBJECT(USER_COUNT) | SUBJECT(CREATED_AT) | SUBJECT(UPDATED_AT),
        .id = group->id,
        .name = group->name ? group->name : "",
        .user_count = group->user_count,
        .created_at = group->created_at,
        .updated_at = group->updated_at,
    };
}

static void (*const readers[WJ_KINDS])(const void *item, wikijs_event_subject *subject) = {
    [WJ_KIND_ASSET] = read_asset,
    [WJ_KIND_USER] = read_user,
    [WJ_KIND_GROUP] = read_group,
};

/* --- the flow --- */

static enum wj_step start(struct wikijs_call *call, enum wj_kind kind)
{
    const struct wj_assets_walk_args all = { .kind = WIKIJS_ASSET_KIND_ALL + 1,
                                             .wants_assets = true,
                                             .recursive = true };
    struct wj_request request = { .op = kind == WJ_KIND_USER ? &wj_op_users_list : &wj_op_groups_list };
    if (kind == WJ_KIND_ASSET)
        request = (struct wj_request){
            .op = &wj_op_assets_walk, .args = &all, .args_size = sizeof all, .flow = wj_assets_walk
        };
    return wj_flow_start(call, &request);
}

static int compare(const struct wj_list_look_args *args, const struct wj_list *list, wikijs_error *err)
{
    struct wj_arena memory;
    wj_arena_init(&memory, args->wiki->store->allocator, 0);
    struct wj_subjects subjects = { .count = list->objects.count };
    subjects.items = wj_arena_alloc(&memory, (subjects.count + 1) * sizeof *subjects.items);
    for (size_t i = 0; subjects.items && i < subjects.count; i++)
        readers[args->kind](list->objects.items[i], &subjects.items[i]);
    int status = subjects.items ? wj_feed_compare(args->wiki, args->kind, &subjects, err)
                                : wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    wj_arena_clear(&memory);
    return status;
}

static enum wj_step look_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    const struct wj_list_look_args *args = call->args;
    wikijs_error err;
    if (!child)
        return start(call, args->kind);
    if (child->status < 0)
        return wj_flow_end_as(call, child);
    int status = compare(args, child->result, &err);
    return status < 0 ? wj_flow_fail(call, status, "%s", err.message) : wj_flow_done(call, NULL);
}

void wj_list_look_request(struct wj_request *request, const struct wj_list_look_args *args)
{
    *request = (struct wj_request){
        .op = &op_look, .args = args, .args_size = sizeof *args, .flow = look_flow, .timeout_ms = WJ_LOOK_TIMEOUT_MS
    };
}
