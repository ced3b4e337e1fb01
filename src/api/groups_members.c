/* SPDX-License-Identifier: MIT */
/*
 * Putting many users into a group, and taking them out:
 *
 *   GROUP  groups.single, for the users that are in it: who needs nothing is not written
 *   FIND   users.search for each email address, as far as the group's own users do not have it; then users.list, once
 *   WRITE  groups.assignUser or unassignUser, one user after the other
 */
#include <stdio.h>
#include <string.h>

#include "api/groups_ops.h"
#include "api/input.h"
#include "api/typed.h"
#include "api/users_read.h"
#include "model/models.h"

enum stage { STAGE_GROUP, STAGE_SEARCH, STAGE_LIST, STAGE_WRITE };

struct members_state {
    enum stage stage;
    wikijs_group_change *changes; /* in the result's memory, as the list of pointers to them */
    size_t count, at;
    const wikijs_group *group; /* with its users, in that memory, too */
};

static enum wj_step no_memory(struct wikijs_call *call)
{
    return wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
}

/* Trouble that the users after this one would meet, too. */
static bool ends_all(int status)
{
    return status == WIKIJS_E_CANCELED || status == WIKIJS_E_DEADLINE || status == WIKIJS_E_NOMEM;
}

static bool is_removal(const struct wikijs_call *call)
{
    return call->op == &wj_op_groups_remove_users;
}

static const wikijs_user_item *member_by_id(const wikijs_group *group, int64_t id)
{
    for (size_t i = 0; i < group->users.count; i++)
        if (group->users.items[i]->id == id)
            return group->users.items[i];
    return NULL;
}

static void set_user(wikijs_group_change *change, int64_t id)
{
    change->user_id = id;
    change->present |= WIKIJS_BIT(WIKIJS_GROUP_CHANGE_USER_ID);
}

static bool set_failure(struct wikijs_call *call, wikijs_group_change *change, int status, const char *message)
{
    change->status = status;
    change->message = wj_arena_strdup(call->result_arena, message);
    change->present |= change->message ? WIKIJS_BIT(WIKIJS_GROUP_CHANGE_MESSAGE) : 0;
    return change->message != NULL;
}

/* --- the end --- */

static enum wj_step end_with_list(struct wikijs_call *call, const struct members_state *state)
{
    struct wj_list *list = wj_result_new(call->result_arena, sizeof *list);
    const void **items = wj_arena_alloc(call->result_arena, (state->count + 1) * sizeof *items);
    if (!list || !items)
        return no_memory(call);
    const wikijs_group_change *failed = NULL;
    size_t failures = 0;
    for (size_t i = 0; i < state->count; i++) {
        items[i] = &state->changes[i];
        if (state->changes[i].status < 0) {
            failed = failed ? failed : &state->changes[i];
            failures++;
        }
    }
    *list = (struct wj_list){ .present = 1,
                              .model = &wj_group_change_model,
                              .objects = { .items = items, .count = state->count } };
    call->result_arena = NULL; /* it is the list's, which flow_done takes */
    wj_flow_done(call, list);
    if (failed)
        wj_flow_fail(call, (int)failed->status, "%zu of %zu users: %s", failures, state->count, failed->message);
    return WJ_DONE;
}

/* --- one user after the other --- */

static enum wj_step go_on(struct wikijs_call *call, struct members_state *state);

static enum wj_step next(struct wikijs_call *call, struct members_state *state)
{
    state->at++;
    return go_on(call, state);
}

static enum wj_step start_write(struct wikijs_call *call, struct members_state *state, wikijs_group_change *change)
{
    struct wj_group_user_args args = { .group_id = state->group->id, .user_id = change->user_id };
    state->stage = STAGE_WRITE;
    return wj_flow_start(
        call, &(struct wj_request){ .op = is_removal(call) ? &wj_op_groups_unassign_user : &wj_op_groups_assign_user,
                                    .args = &args,
                                    .args_size = sizeof args });
}

/* Whether nothing is to be written for the user at hand, who may have been named before. */
static bool is_as_wanted(const struct wikijs_call *call, const struct members_state *state, int64_t id)
{
    for (size_t i = 0; i < state->at; i++)
        if (state->changes[i].user_id == id && state->changes[i].status == 0)
            return true;
    return !member_by_id(state->group, id) == is_removal(call);
}

/* The next user for whom something is to be asked or written. */
static enum wj_step go_on(struct wikijs_call *call, struct members_state *state)
{
    for (; state->at < state->count; state->at++) {
        wikijs_group_change *change = &state->changes[state->at];
        if (!change->user_id) {
            state->stage = STAGE_SEARCH;
            return wj_user_search_start(call, change->email);
        }
        if (!is_as_wanted(call, state, change->user_id))
            return start_write(call, state, change);
    }
    return end_with_list(call, state);
}

static enum wj_step after_find(struct wikijs_call *call, struct members_state *state, struct wikijs_call *child)
{
    wikijs_group_change *change = &state->changes[state->at];
    const wikijs_user_item *user = NULL;
    bool is_told = child->status == 0 || (state->stage == STAGE_LIST && child->status == WIKIJS_E_FORBIDDEN);
    if (ends_all(child->status))
        return wj_flow_end_as(call, child);
    if (!is_told) {
        bool kept = set_failure(call, change, child->status, child->error.message);
        return kept ? next(call, state) : no_memory(call);
    }
    size_t found = child->status == 0 ? wj_user_pick(child->result, change->email, NULL, &user) : 0;
    if (!found && state->stage == STAGE_SEARCH) {
        state->stage = STAGE_LIST;
        return wj_user_list_start(call);
    }
    if (found != 1) {
        char message[WJ_EMAIL_MAX + 80];
        snprintf(message, sizeof message,
                 found ? "several users have the address '%s': name them by id" : "nobody has the address '%s'",
                 change->email);
        bool kept = set_failure(call, change, found ? WIKIJS_E_CONFLICT : WIKIJS_E_NOT_FOUND, message);
        return kept ? next(call, state) : no_memory(call);
    }
    set_user(change, user->id);
    return go_on(call, state); /* the same one again, with an id now */
}

static enum wj_step after_write(struct wikijs_call *call, struct members_state *state, struct wikijs_call *child)
{
    wikijs_group_change *change = &state->changes[state->at];
    if (ends_all(child->status))
        return wj_flow_end_as(call, child);
    change->changed = child->status == 0;
    bool as_wanted = child->status == 0 || child->status == WIKIJS_E_EXISTS; /* somebody else was faster */
    if (!as_wanted && !set_failure(call, change, child->status, child->error.message))
        return no_memory(call);
    return next(call, state);
}

/* --- the start --- */

static bool make_changes(struct wikijs_call *call, struct members_state *state)
{
    const struct wj_group_members_args *args = call->args;
    state->count = args->ids.count + args->emails.count;
    state->changes = wj_arena_zalloc(call->result_arena, (state->count + 1) * sizeof *state->changes);
    for (size_t i = 0; state->changes && i < state->count; i++) {
        wikijs_group_change *change = &state->changes[i];
        change->present = WIKIJS_BIT(WIKIJS_GROUP_CHANGE_CHANGED) | WIKIJS_BIT(WIKIJS_GROUP_CHANGE_STATUS);
        if (i < args->ids.count) {
            set_user(change, args->ids.items[i]);
            continue;
        }
        change->email = wj_arena_strdup(call->result_arena, args->emails.items[i - args->ids.count]);
        if (!change->email)
            return false;
        change->present |= WIKIJS_BIT(WIKIJS_GROUP_CHANGE_EMAIL);
        const wikijs_user_item *member = NULL;
        struct wj_list members = { .present = 1 };
        memcpy(&members.objects, &state->group->users, sizeof members.objects);
        if (wj_user_pick((const wikijs_user_item_list *)(const void *)&members, change->email, NULL, &member) == 1)
            set_user(change, member->id);
    }
    return state->changes != NULL;
}

static enum wj_step after_group(struct wikijs_call *call, struct members_state *state, struct wikijs_call *child)
{
    const struct wj_group_members_args *args = call->args;
    if (child->status == WIKIJS_E_NOT_FOUND)
        return wj_flow_fail(call, WIKIJS_E_NOT_FOUND, "group %lld does not exist", (long long)args->id);
    if (child->status < 0)
        return wj_flow_end_as(call, child);
    call->result_arena = child->result_arena; /* the outcomes are put beside it */
    state->group = wj_call_take_result(child);
    return make_changes(call, state) ? go_on(call, state) : no_memory(call);
}

static enum wj_step members_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    const struct wj_group_members_args *args = call->args;
    struct members_state *state = call->state;
    if (!child) {
        struct wj_group_id_args id = { .id = args->id };
        state = call->state = wj_call_alloc(call, sizeof *state);
        return state ? wj_flow_start(call, &(struct wj_request){ .op = &wj_op_groups_single,
                                                                 .args = &id,
                                                                 .args_size = sizeof id,
                                                                 .fields = WIKIJS_BIT(WIKIJS_GROUP_ID) |
                                                                           WIKIJS_BIT(WIKIJS_GROUP_USERS) })
                     : no_memory(call);
    }
    switch (state->stage) {
    case STAGE_GROUP:
        return after_group(call, state, child);
    case STAGE_WRITE:
        return after_write(call, state, child);
    default:
        return after_find(call, state, child);
    }
}

static void prepare(struct wj_request *request, struct wj_group_members_args *args, int64_t id,
                    const wikijs_group_members_input *given)
{
    wikijs_group_members_input members = { 0 };
    request->flow = members_flow;
    if (!given) {
        wj_request_refuse(request, "no users were given");
        return;
    }
    wj_read_struct(request, given, &members, sizeof members);
    wj_check_strings(request, members.emails, "emails");
    if (!members.ids.items && members.ids.count > 0)
        wj_request_refuse(request, "ids has a count but no items");
    for (size_t i = 0; !request->refused.code && members.ids.items && i < members.ids.count; i++)
        if (members.ids.items[i] <= 0)
            wj_request_refuse(request, "%lld is no user's id", (long long)members.ids.items[i]);
    for (size_t i = 0; !request->refused.code && i < members.emails.count; i++) {
        char address[WJ_EMAIL_MAX + 1];
        wj_email_read(request, members.emails.items[i], address);
    }
    *args = (struct wj_group_members_args){ .id = id, .ids = members.ids, .emails = members.emails };
    request->timeout_ms = members.timeout_ms;
}

WJ_TYPED(wikijs_groups_add_users, wj_op_groups_add_users, struct wj_group_members_args, prepare,
         wikijs_group_change_list, (int64_t id, const wikijs_group_members_input *members), (id, members))
WJ_TYPED(wikijs_groups_remove_users, wj_op_groups_remove_users, struct wj_group_members_args, prepare,
         wikijs_group_change_list, (int64_t id, const wikijs_group_members_input *members), (id, members))
