/* SPDX-License-Identifier: MIT */
/*
 * Creating and changing groups. The server creates a group by its name alone, and an update replaces everything that a
 * group has:
 *
 *   create:  NAMES   groups.list, whether the name is free, unless that does not matter
 *            CREATE  groups.create; that was all, unless permissions, rules or a redirect were given
 *            WRITE   groups.update; failed -> UNDO
 *            READ    groups.single, for what is there now
 *            UNDO    groups.delete, and the end with the failure of the update
 *   update:  READ    groups.single
 *            NAMES   groups.list, when the group gets another name
 *            WRITE   groups.update, with what was read and what is to change
 */
#include <string.h>

#include "api/groups_one.h"
#include "api/groups_ops.h"
#include "api/input.h"
#include "api/page_rules.h"
#include "api/tags.h"
#include "api/typed.h"

enum stage { STAGE_NAMES, STAGE_CREATE, STAGE_WRITE, STAGE_READ, STAGE_UNDO };

struct group_state {
    enum stage stage;
    struct wj_group_update_args sent;
    wikijs_group *group; /* create: as the server made it; its memory is that of call->result_arena */
    wikijs_error failure;
};

static enum wj_step no_memory(struct wikijs_call *call)
{
    return wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
}

static enum wj_step start_names(struct wikijs_call *call, struct group_state *state)
{
    state->stage = STAGE_NAMES;
    return wj_flow_start(
        call, &(struct wj_request){ .op = &wj_op_groups_list,
                                    .fields = WIKIJS_BIT(WIKIJS_GROUP_ITEM_ID) | WIKIJS_BIT(WIKIJS_GROUP_ITEM_NAME) });
}

static enum wj_step start_write(struct wikijs_call *call, struct group_state *state)
{
    state->stage = STAGE_WRITE;
    return wj_flow_start(call, &(struct wj_request){
                                   .op = &wj_op_groups_update, .args = &state->sent, .args_size = sizeof state->sent });
}

static enum wj_step start_read(struct wikijs_call *call, struct group_state *state, int64_t id)
{
    struct wj_group_id_args args = { .id = id };
    state->stage = STAGE_READ;
    return wj_flow_start(call,
                         &(struct wj_request){ .op = &wj_op_groups_single, .args = &args, .args_size = sizeof args });
}

/* The id of another group of that name; 0: there is none. */
static int64_t owner_of(const wikijs_group_item_list *list, const char *name, int64_t except)
{
    for (size_t i = 0; i < wikijs_group_item_list_count(list); i++) {
        const wikijs_group_item *group = wikijs_group_item_list_at(list, i);
        if (group->id != except && group->name && strcmp(group->name, name) == 0)
            return group->id;
    }
    return 0;
}

static enum wj_step end_taken(struct wikijs_call *call, const char *name, int64_t owner)
{
    return wj_flow_fail(call, WIKIJS_E_EXISTS, "group %lld is named '%s' already", (long long)owner, name);
}

/* --- create --- */

static enum wj_step start_create(struct wikijs_call *call, struct group_state *state)
{
    state->stage = STAGE_CREATE;
    return wj_flow_start(call, &(struct wj_request){ .op = &wj_op_groups_create,
                                                     .args = call->args,
                                                     .args_size = sizeof(struct wj_group_create_args) });
}

static bool make_rules(struct wikijs_call *call, struct group_state *state)
{
    const struct wj_group_create_args *args = call->args;
    struct wj_rules rules;
    if (!wj_rules_init(&rules, call, args->page_rules.count + state->group->page_rules.count + 1))
        return false;
    if (args->page_rules.items) {
        bool added = wj_rules_add(&rules, call, args->page_rules);
        state->sent.page_rules = wj_rules_inputs(&rules);
        return added;
    }
    /* One rule for the whole site, as the server makes it, with the permissions that the group is to have. */
    wj_rules_add_kept(&rules, &state->group->page_rules);
    if (args->permissions.items) {
        wikijs_strings roles = wj_names_for_rules(call, args->permissions);
        if (!roles.items)
            return false;
        wikijs_page_rule_input everywhere = { .id = "default", .path = "", .roles = roles };
        rules.count = 0;
        if (roles.count > 0 && !wj_rules_add(&rules, call, (wikijs_page_rule_inputs){ &everywhere, 1 }))
            return false;
    }
    state->sent.page_rules = wj_rules_inputs(&rules);
    return true;
}

static enum wj_step after_create(struct wikijs_call *call, struct group_state *state, struct wikijs_call *child)
{
    const struct wj_group_create_args *args = call->args;
    bool complete = !args->permissions.items && !args->page_rules.items && !args->redirect_on_login;
    if (child->status < 0 || complete)
        return wj_flow_end_as(call, child);
    call->result_arena = child->result_arena; /* `sent` points into it */
    state->group = wj_call_take_result(child);
    state->sent.id = state->group->id;
    state->sent.name = args->name;
    state->sent.redirect_on_login = args->redirect_on_login ? args->redirect_on_login : "/";
    state->sent.permissions = args->permissions.items ? args->permissions : state->group->permissions;
    return make_rules(call, state) ? start_write(call, state) : no_memory(call);
}

static enum wj_step after_create_write(struct wikijs_call *call, struct group_state *state, struct wikijs_call *child)
{
    if (child->status == 0)
        return start_read(call, state, state->sent.id);
    state->failure = child->error;
    state->failure.code = child->status;
    struct wj_group_id_args args = { .id = state->sent.id };
    state->stage = STAGE_UNDO;
    return wj_flow_start(call,
                         &(struct wj_request){ .op = &wj_op_groups_delete, .args = &args, .args_size = sizeof args });
}

/* The group that is left over goes to the caller, who has to know its id. */
static enum wj_step after_undo(struct wikijs_call *call, struct group_state *state, const struct wikijs_call *child)
{
    int code = state->failure.code;
    if (child->status < 0) {
        wikijs_group *group = state->group;
        call->result_arena = NULL;
        wj_flow_done(call, group);
    }
    call->error = state->failure;
    call->status = code;
    if (child->status < 0)
        wj_error_context(&call->error, "group %lld has been created and could not be deleted again",
                         (long long)state->sent.id);
    return WJ_DONE;
}

/* The look after the write may fail; the group is there nevertheless. */
static enum wj_step end_created(struct wikijs_call *call, struct group_state *state, struct wikijs_call *child)
{
    if (child->status == 0)
        return wj_flow_end_as(call, child);
    wikijs_group *group = state->group;
    group->present = WIKIJS_BIT(WIKIJS_GROUP_ID) | WIKIJS_BIT(WIKIJS_GROUP_NAME);
    call->result_arena = NULL;
    return wj_flow_done(call, group);
}

static enum wj_step create_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    const struct wj_group_create_args *args = call->args;
    struct group_state *state = call->state;
    if (!child) {
        state = call->state = wj_call_alloc(call, sizeof *state);
        if (!state)
            return no_memory(call);
        return args->allow_duplicate_name ? start_create(call, state) : start_names(call, state);
    }
    int64_t owner;
    switch (state->stage) {
    case STAGE_NAMES:
        if (child->status < 0)
            return wj_flow_end_as(call, child);
        owner = owner_of(child->result, args->name, 0);
        return owner ? end_taken(call, args->name, owner) : start_create(call, state);
    case STAGE_CREATE:
        return after_create(call, state, child);
    case STAGE_WRITE:
        return after_create_write(call, state, child);
    case STAGE_UNDO:
        return after_undo(call, state, child);
    default:
        return end_created(call, state, child);
    }
}

static void check_name(struct wj_request *request, const char *name)
{
    if (wj_is_blank(name, strlen(name)))
        wj_request_refuse(request, "the name of a group cannot be blank");
    wj_check_length(request, name, "name");
}

void wj_groups_prepare_create(struct wj_request *request, struct wj_group_create_args *args,
                              const wikijs_groups_create_input *given)
{
    wikijs_groups_create_input input = { 0 };
    request->flow = create_flow;
    if (!given) {
        wj_request_refuse(request, "no group was given");
        return;
    }
    wj_read_struct(request, given, &input, sizeof input);
    wj_need(request, input.name, "name");
    if (input.name)
        check_name(request, input.name);
    wj_check_length(request, input.redirect_on_login, "address after the login");
    wj_permissions_check(request, input.permissions);
    wj_rules_check(request, input.page_rules, "page_rules");
    *args = (struct wj_group_create_args){
        .name = input.name,
        .redirect_on_login = input.redirect_on_login,
        .permissions = input.permissions,
        .page_rules = input.page_rules,
        .allow_duplicate_name = input.allow_duplicate_name,
    };
    request->timeout_ms = input.timeout_ms;
}

WJ_TYPED(wikijs_groups_create, wj_op_groups_found, struct wj_group_create_args, wj_groups_prepare_create, wikijs_group,
         (const wikijs_groups_create_input *input), (input))

/* --- update --- */

static bool merge_rules(struct wikijs_call *call, struct group_state *state, const wikijs_group *group,
                        const char **missing)
{
    const struct wj_group_update_args *args = call->args;
    struct wj_rules rules;
    if (!wj_rules_init(&rules, call, args->page_rules.count + group->page_rules.count + args->add_page_rules.count))
        return false;
    if (!args->page_rules.items)
        wj_rules_add_kept(&rules, &group->page_rules);
    else if (!wj_rules_add(&rules, call, args->page_rules))
        return false;
    for (size_t i = 0; i < args->remove_page_rules.count; i++)
        if (!wj_rules_remove(&rules, args->remove_page_rules.items[i]))
            *missing = args->remove_page_rules.items[i];
    bool added = wj_rules_add(&rules, call, args->add_page_rules);
    state->sent.page_rules = wj_rules_inputs(&rules);
    return added;
}

static enum wj_step after_read(struct wikijs_call *call, struct group_state *state, struct wikijs_call *child)
{
    const struct wj_group_update_args *args = call->args;
    if (child->status == WIKIJS_E_NOT_FOUND)
        return wj_flow_fail(call, WIKIJS_E_NOT_FOUND, "group %lld does not exist", (long long)args->id);
    if (child->status < 0)
        return wj_flow_end_as(call, child);
    call->result_arena = child->result_arena; /* `sent` points into it */
    const wikijs_group *group = wj_call_take_result(child);
    struct wj_group_update_args *sent = &state->sent;
    sent->id = args->id;
    sent->name = args->name ? args->name : group->name;
    sent->redirect_on_login = args->redirect_on_login    ? args->redirect_on_login
                              : group->redirect_on_login ? group->redirect_on_login
                                                         : "/";
    sent->permissions = wj_names_merge(call, args->permissions.items ? args->permissions : group->permissions,
                                       args->add_permissions, args->remove_permissions);
    const char *missing = NULL;
    if (!sent->permissions.items || !merge_rules(call, state, group, &missing))
        return no_memory(call);
    if (missing)
        return wj_flow_fail(call, WIKIJS_E_NOT_FOUND, "group %lld has no page rule '%s'", (long long)args->id, missing);
    if (args->id == 1 && wj_strings_hold(group->permissions, "manage:system") &&
        !wj_strings_hold(sent->permissions, "manage:system"))
        return wj_flow_fail(call, WIKIJS_E_LOCKED,
                            "manage:system cannot be taken from group 1: nobody could give it back");
    bool renamed = args->name && (!group->name || strcmp(args->name, group->name) != 0);
    return renamed && !args->allow_duplicate_name ? start_names(call, state) : start_write(call, state);
}

static enum wj_step update_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    const struct wj_group_update_args *args = call->args;
    struct group_state *state = call->state;
    if (!child) {
        state = call->state = wj_call_alloc(call, sizeof *state);
        return state ? start_read(call, state, args->id) : no_memory(call);
    }
    if (state->stage == STAGE_READ)
        return after_read(call, state, child);
    if (state->stage == STAGE_NAMES && child->status == 0) {
        int64_t owner = owner_of(child->result, args->name, args->id);
        return owner ? end_taken(call, args->name, owner) : start_write(call, state);
    }
    return wj_flow_end_as(call, child);
}

void wj_groups_prepare_update(struct wj_request *request, struct wj_group_update_args *args, int64_t id,
                              const wikijs_groups_update_input *given)
{
    wikijs_groups_update_input input = { 0 };
    request->flow = update_flow;
    if (!given) {
        wj_request_refuse(request, "no change was given");
        return;
    }
    wj_read_struct(request, given, &input, sizeof input);
    if (input.name)
        check_name(request, input.name);
    wj_check_length(request, input.redirect_on_login, "address after the login");
    wj_permissions_check(request, input.permissions);
    wj_permissions_check(request, input.add_permissions);
    wj_check_strings(request, input.remove_permissions, "remove_permissions");
    wj_check_strings(request, input.remove_page_rules, "remove_page_rules");
    wj_rules_check(request, input.page_rules, "page_rules");
    wj_rules_check(request, input.add_page_rules, "add_page_rules");
    *args = (struct wj_group_update_args){
        .id = id,
        .name = input.name,
        .redirect_on_login = input.redirect_on_login,
        .permissions = input.permissions,
        .page_rules = input.page_rules,
        .add_permissions = input.add_permissions,
        .remove_permissions = input.remove_permissions,
        .add_page_rules = input.add_page_rules,
        .remove_page_rules = input.remove_page_rules,
        .allow_duplicate_name = input.allow_duplicate_name,
    };
    request->timeout_ms = input.timeout_ms;
}

WJ_TYPED_PLAIN(wikijs_groups_update, wj_op_groups_merge, struct wj_group_update_args, wj_groups_prepare_update,
               (int64_t id, const wikijs_groups_update_input *input), (id, input))
