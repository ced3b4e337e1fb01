/* SPDX-License-Identifier: MIT */
/*
 * Creating a user. The server answers without the user, creates them before it looks at their groups, and reports a
 * failed welcome mail as if nothing had been done:
 *
 *   GROUPS  groups.list, when groups were given: all must be there
 *   CREATE  users.create; refused for good -> the end
 *   SEARCH  users.search, for the id, or, after a failure, whether they were created nevertheless
 *   LIST    users.list, when ten others were found
 */
#include <string.h>

#include "api/group_names.h"
#include "api/input.h"
#include "api/look.h"
#include "api/typed.h"
#include "api/users_one.h"
#include "api/users_read.h"

enum stage { STAGE_GROUPS, STAGE_CREATE, STAGE_SEARCH, STAGE_LIST };

struct create_state {
    enum stage stage;
    struct wj_user_create_args sent;
    wikijs_error failure; /* code 0: the server reported success */
};

static enum wj_step no_memory(struct wikijs_call *call)
{
    return wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
}

static enum wj_step start_create(struct wikijs_call *call, struct create_state *state)
{
    state->stage = STAGE_CREATE;
    return wj_flow_start(
        call, &(struct wj_request){ .op = &wj_op_users_create, .args = &state->sent, .args_size = sizeof state->sent });
}

static enum wj_step after_groups(struct wikijs_call *call, struct create_state *state, struct wikijs_call *child)
{
    const struct wj_user_create_args *args = call->args;
    if (child->status < 0)
        return wj_flow_end_as(call, child);
    int status = wj_group_names_resolve(call, child->result, args->groups, args->group_names, &state->sent.groups);
    return status < 0 ? WJ_DONE : start_create(call, state);
}

/* Failures before anything was written: of the checks, and of everything that is not the server's own account of it. */
static bool is_final(const struct wikijs_call *child)
{
    bool checked = child->error.server_code > 0 && child->error.server_code != 3002;
    return checked ||
           (child->status != WIKIJS_E_REFUSED && child->status != WIKIJS_E_INVALID && child->status != WIKIJS_E_SERVER);
}

static enum wj_step after_create(struct wikijs_call *call, struct create_state *state, struct wikijs_call *child)
{
    if (child->status < 0 && !wj_look_is_due(call, child) && is_final(child))
        return wj_flow_end_as(call, child);
    state->failure = child->error;
    state->failure.code = child->status;
    state->stage = STAGE_SEARCH;
    return wj_user_search_start(call, state->sent.email);
}

/* The user cannot be looked up: what is known without that. */
static enum wj_step end_blind(struct wikijs_call *call, const struct create_state *state)
{
    if (state->failure.code) {
        call->error = state->failure;
        call->error.flags |= WIKIJS_ERROR_UNCERTAIN;
        call->status = state->failure.code;
        return WJ_DONE;
    }
    struct wj_arena *arena = call->result_arena = wj_arena_new(call->allocator, 0);
    wikijs_user_item *user = arena ? wj_result_new(arena, sizeof *user) : NULL;
    char *email = user ? wj_arena_strdup(arena, state->sent.email) : NULL;
    if (!email)
        return no_memory(call);
    user->email = email;
    user->present = WIKIJS_BIT(WIKIJS_USER_ITEM_EMAIL);
    call->result_arena = NULL; /* it is the user's, which flow_done takes */
    return wj_flow_done(call, user);
}

static enum wj_step end_found(struct wikijs_call *call, const struct create_state *state, struct wikijs_call *child,
                              const wikijs_user_item *found)
{
    wikijs_user_item *user = wj_user_item_alone(child, found);
    if (!user)
        return no_memory(call);
    bool is_ours = state->failure.flags & WIKIJS_ERROR_UNCERTAIN && wj_look_is_new(call, user->created_at);
    wj_flow_done(call, user);
    if (state->failure.code && !is_ours) {
        call->error = state->failure;
        call->status = state->failure.code;
        wj_error_context(&call->error, "user %lld has been created, but", (long long)user->id);
    }
    return WJ_DONE;
}

static enum wj_step after_look(struct wikijs_call *call, struct create_state *state, struct wikijs_call *child)
{
    const wikijs_user_item *found = NULL;
    if (child->status < 0)
        return end_blind(call, state);
    if (wj_user_pick(child->result, state->sent.email, state->sent.provider_key, &found))
        return end_found(call, state, child, found);
    if (state->stage == STAGE_SEARCH) {
        state->stage = STAGE_LIST;
        return wj_user_list_start(call);
    }
    if (!state->failure.code)
        return end_blind(call, state);
    call->error = state->failure; /* nothing was written */
    call->status = state->failure.code;
    return WJ_DONE;
}

static enum wj_step create_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    const struct wj_user_create_args *args = call->args;
    struct create_state *state = call->state;
    if (!child) {
        state = call->state = wj_call_alloc(call, sizeof *state);
        if (!state)
            return no_memory(call);
        state->sent = *args;
        bool any = args->groups.count > 0 || args->group_names.count > 0;
        return any ? wj_group_names_start(call) : start_create(call, state);
    }
    switch (state->stage) {
    case STAGE_GROUPS:
        return after_groups(call, state, child);
    case STAGE_CREATE:
        return after_create(call, state, child);
    default:
        return after_look(call, state, child);
    }
}

void wj_users_prepare_create(struct wj_request *request, struct wj_user_create_args *args,
                             const wikijs_users_create_input *given)
{
    wikijs_users_create_input input = { 0 };
    request->flow = create_flow;
    if (!given) {
        wj_request_refuse(request, "no user was given");
        return;
    }
    wj_read_struct(request, given, &input, sizeof input);
    wj_email_read(request, input.email, args->address);
    wj_need(request, input.name, "name");
    if (input.name)
        wj_user_name_check(request, input.name);
    wj_check_strings(request, input.group_names, "group_names");
    if (!input.groups.items && input.groups.count > 0)
        wj_request_refuse(request, "groups has a count but no items");
    args->email = args->address;
    args->name = input.name;
    args->password = input.password;
    args->provider_key = input.provider_key ? input.provider_key : "local";
    if (!input.password && strcmp(args->provider_key, "local") == 0)
        wj_request_refuse(request, "a user of the provider 'local' needs a password");
    args->groups = input.groups;
    args->group_names = input.group_names;
    args->must_change_password = (int)input.must_change_password;
    args->send_welcome_email = (int)input.send_welcome_email;
    request->timeout_ms = input.timeout_ms;
}

WJ_TYPED(wikijs_users_create, wj_op_users_enrol, struct wj_user_create_args, wj_users_prepare_create, wikijs_user_item,
         (const wikijs_users_create_input *input), (input))
