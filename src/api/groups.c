/* SPDX-License-Identifier: MIT */
/* Reading groups, and the writes that are one call. The server ignores the filter and the order of a list. */
#include <string.h>

#include "api/groups_one.h"
#include "api/groups_ops.h"
#include "api/input.h"
#include "api/iter.h"
#include "api/lists.h"
#include "api/typed.h"
#include "model/models.h"

/* --- groups.list --- */

static bool is_chosen(const void *item, const void *context)
{
    const wikijs_group_item *group = item;
    const struct wj_group_list_args *args = context;
    return !args->query || wj_text_holds(group->name, args->query);
}

static const wikijs_group_item *group_at(const void *pointer)
{
    return *(const wikijs_group_item *const *)pointer;
}

static int by_id(const void *a, const void *b)
{
    return wj_compare_number(group_at(a)->id, group_at(b)->id);
}

static int by_created(const void *a, const void *b)
{
    int order = wj_compare_number(group_at(a)->created_at, group_at(b)->created_at);
    return order ? order : by_id(a, b);
}

static int by_name(const void *a, const void *b)
{
    int order = wj_compare_text(group_at(a)->name, group_at(b)->name);
    return order ? order : by_id(a, b);
}

static int by_updated(const void *a, const void *b)
{
    int order = wj_compare_number(group_at(a)->updated_at, group_at(b)->updated_at);
    return order ? order : by_id(a, b);
}

static int by_users(const void *a, const void *b)
{
    int order = wj_compare_number(group_at(a)->user_count, group_at(b)->user_count);
    return order ? order : by_id(a, b);
}

/* What an order looks at has to be read. */
static const struct {
    wj_compare_fn *compare;
    uint64_t field;
} orders[] = {
    [WIKIJS_GROUP_ORDER_DEFAULT] = { by_id, WIKIJS_BIT(WIKIJS_GROUP_ITEM_ID) },
    [WIKIJS_GROUP_ORDER_CREATED] = { by_created, WIKIJS_BIT(WIKIJS_GROUP_ITEM_CREATED_AT) },
    [WIKIJS_GROUP_ORDER_ID] = { by_id, WIKIJS_BIT(WIKIJS_GROUP_ITEM_ID) },
    [WIKIJS_GROUP_ORDER_NAME] = { by_name, WIKIJS_BIT(WIKIJS_GROUP_ITEM_NAME) },
    [WIKIJS_GROUP_ORDER_UPDATED] = { by_updated, WIKIJS_BIT(WIKIJS_GROUP_ITEM_UPDATED_AT) },
    [WIKIJS_GROUP_ORDER_USERS] = { by_users, WIKIJS_BIT(WIKIJS_GROUP_ITEM_USER_COUNT) },
};

static enum wj_step list_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    const struct wj_group_list_args *args = call->args;
    if (!child) {
        uint64_t fields = call->fields;
        if (fields) {
            fields |= WIKIJS_BIT(WIKIJS_GROUP_ITEM_ID) | orders[args->order_by].field;
            fields |= args->query ? WIKIJS_BIT(WIKIJS_GROUP_ITEM_NAME) : 0;
        }
        return wj_flow_start(call, &(struct wj_request){ .op = &wj_op_groups_list, .fields = fields });
    }
    if (child->status < 0)
        return wj_flow_end_as(call, child);
    struct wj_list *list = wj_call_take_result(child);
    int status = wj_list_keep(list, is_chosen, args);
    if (status == 0)
        status = wj_list_sort(list, orders[args->order_by].compare, args->direction == WIKIJS_ORDER_DESC);
    if (status < 0) {
        wj_result_free(list);
        return wj_flow_fail(call, status, "out of memory");
    }
    wj_list_cut(list, args->offset, args->limit);
    return wj_flow_done(call, list);
}

static void prepare_list(struct wj_request *request, struct wj_group_list_args *args,
                         const wikijs_groups_list_options *given)
{
    wikijs_groups_list_options options = { 0 };
    wj_read_struct(request, given, &options, sizeof options);
    if (options.limit < 0 || options.offset < 0)
        wj_request_refuse(request, "limit and offset of a list cannot be negative");
    if (options.order_by < WIKIJS_GROUP_ORDER_DEFAULT || options.order_by > WIKIJS_GROUP_ORDER_USERS ||
        options.direction < WIKIJS_ORDER_DEFAULT || options.direction > WIKIJS_ORDER_DESC)
        wj_request_refuse(request, "a list cannot be ordered like that");
    *args = (struct wj_group_list_args){
        .limit = options.limit,
        .offset = options.offset,
        .order_by = (int)options.order_by,
        .direction = (int)options.direction,
        .query = options.query,
    };
    request->fields = options.fields;
    request->timeout_ms = options.timeout_ms;
    request->flow = list_flow;
}

WJ_TYPED(wikijs_groups_list, wj_op_groups_choose, struct wj_group_list_args, prepare_list, wikijs_group_item_list,
         (const wikijs_groups_list_options *options), (options))

WJ_ITER_OVER_LIST(wikijs_groups_iter_all, wj_op_groups_choose, struct wj_group_list_args, prepare_list,
                  (const wikijs_groups_list_options *options), (options))

/* --- groups.single --- */

void wj_groups_prepare_get(struct wj_request *request, struct wj_group_id_args *args, int64_t id,
                           const wikijs_groups_get_options *given)
{
    wikijs_groups_get_options options = { 0 };
    wj_read_struct(request, given, &options, sizeof options);
    args->id = id;
    request->fields = options.fields;
    request->timeout_ms = options.timeout_ms;
}

WJ_TYPED(wikijs_groups_get, wj_op_groups_single, struct wj_group_id_args, wj_groups_prepare_get, wikijs_group,
         (int64_t id, const wikijs_groups_get_options *options), (id, options))

static int member_by_id(const void *a, const void *b)
{
    const wikijs_user_item *const *left = a, *const *right = b;
    return wj_compare_number((*left)->id, (*right)->id);
}

/* The users of a group as a list of their own, in the same memory. */
static enum wj_step members_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    if (!child)
        return wj_flow_start(call, &(struct wj_request){ .op = &wj_op_groups_single,
                                                         .args = call->args,
                                                         .args_size = sizeof(struct wj_group_id_args),
                                                         .fields = WIKIJS_BIT(WIKIJS_GROUP_USERS) });
    if (child->status < 0)
        return wj_flow_end_as(call, child);
    const wikijs_group *group = child->result;
    struct wj_list *list = wj_result_new(child->result_arena, sizeof *list);
    if (!list)
        return wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
    list->present = 1;
    list->model = &wj_user_item_model;
    memcpy(&list->objects, &group->users, sizeof list->objects);
    wj_call_take_result(child); /* its memory is the list's now */
    if (wj_list_sort(list, member_by_id, false) < 0) {
        wj_result_free(list);
        return wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
    }
    return wj_flow_done(call, list);
}

static void prepare_members(struct wj_request *request, struct wj_group_id_args *args, int64_t id,
                            const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    args->id = id;
    request->flow = members_flow;
}

WJ_TYPED(wikijs_groups_members, wj_op_groups_members, struct wj_group_id_args, prepare_members, wikijs_user_item_list,
         (int64_t id, const wikijs_call_options *options), (id, options))

/* --- groups.delete: it succeeds for groups that do not exist, so there is a look before it --- */

static enum wj_step delete_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    const struct wj_group_id_args *args = call->args;
    if (!child)
        return wj_flow_start(call, &(struct wj_request){ .op = &wj_op_groups_single,
                                                         .args = args,
                                                         .args_size = sizeof *args,
                                                         .fields = WIKIJS_BIT(WIKIJS_GROUP_ID) });
    if (child->status == WIKIJS_E_NOT_FOUND)
        return wj_flow_fail(call, WIKIJS_E_NOT_FOUND, "group %lld does not exist", (long long)args->id);
    if (call->state || child->status < 0)
        return wj_flow_end_as(call, child);
    call->state = call; /* the next child is the write */
    return wj_flow_start(call,
                         &(struct wj_request){ .op = &wj_op_groups_delete, .args = args, .args_size = sizeof *args });
}

void wj_groups_prepare_delete(struct wj_request *request, struct wj_group_id_args *args, int64_t id,
                              const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    args->id = id;
    request->flow = delete_flow;
}

WJ_TYPED_PLAIN(wikijs_groups_delete, wj_op_groups_delete, struct wj_group_id_args, wj_groups_prepare_delete,
               (int64_t id, const wikijs_call_options *options), (id, options))

/* --- groups.assignUser and unassignUser --- */

static void prepare_user(struct wj_request *request, struct wj_group_user_args *args, int64_t id, int64_t user_id,
                         const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    *args = (struct wj_group_user_args){ .group_id = id, .user_id = user_id };
}

WJ_TYPED_PLAIN(wikijs_groups_add_user, wj_op_groups_assign_user, struct wj_group_user_args, prepare_user,
               (int64_t id, int64_t user_id, const wikijs_call_options *options), (id, user_id, options))
WJ_TYPED_PLAIN(wikijs_groups_remove_user, wj_op_groups_unassign_user, struct wj_group_user_args, prepare_user,
               (int64_t id, int64_t user_id, const wikijs_call_options *options), (id, user_id, options))
