/* SPDX-License-Identifier: MIT */
/*
 * Reading users. The server ignores the filter and the order of a list: both are done here. It cannot look an address up:
 *
 *   SEARCH  users.search, which compares parts of names and addresses, and gives ten users at most; not among them -> LIST
 *   LIST    users.list, which has everybody
 *   SINGLE  users.single, when the whole user was asked for
 */
#include "api/users_read.h"
#include "api/users_one.h"

#include <string.h>

#include "api/input.h"
#include "api/iter.h"
#include "api/lists.h"
#include "api/typed.h"

/* --- lists --- */

static bool is_chosen(const void *item, const void *context)
{
    const wikijs_user_item *user = item;
    const struct wj_user_list_args *args = context;
    if (args->query && !wj_text_holds(user->name, args->query) && !wj_text_holds(user->email, args->query))
        return false;
    if (args->provider_key && (!user->provider_key || strcmp(user->provider_key, args->provider_key) != 0))
        return false;
    return !args->is_active || user->is_active == (args->is_active == WIKIJS_YES);
}

static const wikijs_user_item *user_at(const void *pointer)
{
    return *(const wikijs_user_item *const *)pointer;
}

static int by_id(const void *a, const void *b)
{
    return wj_compare_number(user_at(a)->id, user_at(b)->id);
}

static int by_created(const void *a, const void *b)
{
    int order = wj_compare_number(user_at(a)->created_at, user_at(b)->created_at);
    return order ? order : by_id(a, b);
}

static int by_email(const void *a, const void *b)
{
    int order = wj_compare_text(user_at(a)->email, user_at(b)->email);
    return order ? order : by_id(a, b);
}

static int by_last_login(const void *a, const void *b)
{
    int order = wj_compare_number(user_at(a)->last_login_at, user_at(b)->last_login_at);
    return order ? order : by_id(a, b);
}

static int by_name(const void *a, const void *b)
{
    int order = wj_compare_text(user_at(a)->name, user_at(b)->name);
    return order ? order : by_id(a, b);
}

/* What an order and a choice look at has to be read. */
static const struct {
    wj_compare_fn *compare;
    uint64_t field;
} orders[] = {
    [WIKIJS_USER_ORDER_DEFAULT] = { by_id, WIKIJS_BIT(WIKIJS_USER_ITEM_ID) },
    [WIKIJS_USER_ORDER_CREATED] = { by_created, WIKIJS_BIT(WIKIJS_USER_ITEM_CREATED_AT) },
    [WIKIJS_USER_ORDER_EMAIL] = { by_email, WIKIJS_BIT(WIKIJS_USER_ITEM_EMAIL) },
    [WIKIJS_USER_ORDER_ID] = { by_id, WIKIJS_BIT(WIKIJS_USER_ITEM_ID) },
    [WIKIJS_USER_ORDER_LAST_LOGIN] = { by_last_login, WIKIJS_BIT(WIKIJS_USER_ITEM_LAST_LOGIN_AT) },
    [WIKIJS_USER_ORDER_NAME] = { by_name, WIKIJS_BIT(WIKIJS_USER_ITEM_NAME) },
};

static uint64_t fields_to_read(const struct wikijs_call *call, const struct wj_user_list_args *args)
{
    if (!call->fields)
        return 0;
    uint64_t fields = call->fields | WIKIJS_BIT(WIKIJS_USER_ITEM_ID) | orders[args->order_by].field;
    if (args->query)
        fields |= WIKIJS_BIT(WIKIJS_USER_ITEM_NAME) | WIKIJS_BIT(WIKIJS_USER_ITEM_EMAIL);
    if (args->provider_key)
        fields |= WIKIJS_BIT(WIKIJS_USER_ITEM_PROVIDER_KEY);
    return args->is_active ? fields | WIKIJS_BIT(WIKIJS_USER_ITEM_IS_ACTIVE) : fields;
}

static enum wj_step list_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    const struct wj_user_list_args *args = call->args;
    if (!child)
        return wj_flow_start(call,
                             &(struct wj_request){ .op = &wj_op_users_list, .fields = fields_to_read(call, args) });
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

static void prepare_list(struct wj_request *request, struct wj_user_list_args *args,
                         const wikijs_users_list_options *given)
{
    wikijs_users_list_options options = { 0 };
    wj_read_struct(request, given, &options, sizeof options);
    if (options.limit < 0 || options.offset < 0)
        wj_request_refuse(request, "limit and offset of a list cannot be negative");
    if (options.order_by < WIKIJS_USER_ORDER_DEFAULT || options.order_by > WIKIJS_USER_ORDER_NAME ||
        options.direction < WIKIJS_ORDER_DEFAULT || options.direction > WIKIJS_ORDER_DESC)
        wj_request_refuse(request, "a list cannot be ordered like that");
    wj_check_tristate(request, options.is_active, "is_active");
    *args = (struct wj_user_list_args){
        .limit = options.limit,
        .offset = options.offset,
        .order_by = (int)options.order_by,
        .direction = (int)options.direction,
        .query = options.query,
        .provider_key = options.provider_key,
        .is_active = (int)options.is_active,
    };
    request->fields = options.fields;
    request->timeout_ms = options.timeout_ms;
    request->flow = list_flow;
}

WJ_TYPED(wikijs_users_list, wj_op_users_choose, struct wj_user_list_args, prepare_list, wikijs_user_item_list,
         (const wikijs_users_list_options *options), (options))

WJ_ITER_OVER_LIST(wikijs_users_iter_all, wj_op_users_choose, struct wj_user_list_args, prepare_list,
                  (const wikijs_users_list_options *options), (options))

static void prepare_search(struct wj_request *request, struct wj_user_query_args *args, const char *query,
                           const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    wj_need(request, query, "text to look for");
    args->query = query;
}

WJ_TYPED(wikijs_users_search, wj_op_users_search, struct wj_user_query_args, prepare_search, wikijs_user_item_list,
         (const char *query, const wikijs_call_options *options), (query, options))

static void prepare_nothing(struct wj_request *request, struct wj_no_args *args, const wikijs_call_options *options)
{
    (void)args;
    wj_read_call_options(request, options);
}

WJ_TYPED(wikijs_users_last_logins, wj_op_users_last_logins, struct wj_no_args, prepare_nothing,
         wikijs_user_last_login_list, (const wikijs_call_options *options), (options))
WJ_TYPED(wikijs_users_profile, wj_op_users_profile, struct wj_no_args, prepare_nothing, wikijs_user_profile,
         (const wikijs_call_options *options), (options))

/* --- one user by id --- */

void wj_users_prepare_get(struct wj_request *request, struct wj_user_id_args *args, int64_t id,
                          const wikijs_users_get_options *given)
{
    wikijs_users_get_options options = { 0 };
    wj_read_struct(request, given, &options, sizeof options);
    args->id = id;
    request->fields = options.fields;
    request->timeout_ms = options.timeout_ms;
}

WJ_TYPED(wikijs_users_get, wj_op_users_single, struct wj_user_id_args, wj_users_prepare_get, wikijs_user,
         (int64_t id, const wikijs_users_get_options *options), (id, options))

/* --- one user by email --- */

enum wj_step wj_user_search_start(struct wikijs_call *call, const char *email)
{
    struct wj_user_query_args args = { .query = email };
    return wj_flow_start(call,
                         &(struct wj_request){ .op = &wj_op_users_search, .args = &args, .args_size = sizeof args });
}

enum wj_step wj_user_list_start(struct wikijs_call *call)
{
    return wj_flow_start(
        call,
        &(struct wj_request){ .op = &wj_op_users_list,
                              .fields = WIKIJS_BIT(WIKIJS_USER_ITEM_ID) | WIKIJS_BIT(WIKIJS_USER_ITEM_NAME) |
                                        WIKIJS_BIT(WIKIJS_USER_ITEM_EMAIL) | WIKIJS_BIT(WIKIJS_USER_ITEM_PROVIDER_KEY) |
                                        WIKIJS_BIT(WIKIJS_USER_ITEM_CREATED_AT) });
}

size_t wj_user_pick(const wikijs_user_item_list *list, const char *email, const char *provider_key,
                    const wikijs_user_item **picked)
{
    size_t found = 0;
    for (size_t i = 0; i < wikijs_user_item_list_count(list); i++) {
        const wikijs_user_item *user = wikijs_user_item_list_at(list, i);
        bool same_provider = !provider_key || (user->provider_key && strcmp(user->provider_key, provider_key) == 0);
        if (same_provider && user->email && wj_compare_text(user->email, email) == 0) {
            *picked = user;
            found++;
        }
    }
    return found;
}

wikijs_user_item *wj_user_item_alone(struct wikijs_call *child, const wikijs_user_item *item)
{
    wikijs_user_item *alone = wj_result_new(child->result_arena, sizeof *alone);
    if (alone) {
        *alone = *item;
        wj_call_take_result(child); /* its memory is that of `alone` now */
    }
    return alone;
}

enum stage { STAGE_SEARCH, STAGE_LIST, STAGE_SINGLE };

struct find_state {
    enum stage stage;
};

static enum wj_step end_found(struct wikijs_call *call, struct find_state *state, struct wikijs_call *child,
                              const wikijs_user_item *user)
{
    if (call->op == &wj_op_users_get_by_email) {
        struct wj_user_id_args args = { .id = user->id };
        state->stage = STAGE_SINGLE;
        return wj_flow_start(
            call, &(struct wj_request){
                      .op = &wj_op_users_single, .args = &args, .args_size = sizeof args, .fields = call->fields });
    }
    wikijs_user_item *alone = wj_user_item_alone(child, user);
    return alone ? wj_flow_done(call, alone) : wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
}

/* After a search that found nobody, a list that these credentials may not read tells no more. */
static bool is_refused_list(const struct find_state *state, const struct wikijs_call *child)
{
    return state->stage == STAGE_LIST && child->status == WIKIJS_E_FORBIDDEN;
}

static enum wj_step find_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    const struct wj_user_email_args *args = call->args;
    struct find_state *state = call->state;
    if (!child) {
        call->state = wj_call_alloc(call, sizeof *state);
        return call->state ? wj_user_search_start(call, args->email)
                           : wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
    }
    if (state->stage == STAGE_SINGLE || (child->status < 0 && !is_refused_list(state, child)))
        return wj_flow_end_as(call, child);
    const wikijs_user_item *user = NULL;
    size_t found = child->status == 0 ? wj_user_pick(child->result, args->email, args->provider_key, &user) : 0;
    if (found > 1)
        return wj_flow_fail(call, WIKIJS_E_CONFLICT, "%zu users have the address '%s': name the login provider", found,
                            args->email);
    if (found == 1)
        return end_found(call, state, child, user);
    if (state->stage == STAGE_SEARCH) {
        state->stage = STAGE_LIST;
        return wj_user_list_start(call);
    }
    return wj_flow_fail(call, WIKIJS_E_NOT_FOUND, "nobody has the address '%s'", args->email);
}

static void prepare_find(struct wj_request *request, struct wj_user_email_args *args, const char *email,
                         const wikijs_users_get_options *given)
{
    wikijs_users_get_options options = { 0 };
    wj_read_struct(request, given, &options, sizeof options);
    wj_email_read(request, email, args->address);
    args->email = args->address;
    args->provider_key = options.provider_key;
    request->fields = options.fields;
    request->timeout_ms = options.timeout_ms;
    request->flow = find_flow;
}

WJ_TYPED(wikijs_users_find, wj_op_users_find, struct wj_user_email_args, prepare_find, wikijs_user_item,
         (const char *email, const wikijs_users_get_options *options), (email, options))
WJ_TYPED(wikijs_users_get_by_email, wj_op_users_get_by_email, struct wj_user_email_args, prepare_find, wikijs_user,
         (const char *email, const wikijs_users_get_options *options), (email, options))
