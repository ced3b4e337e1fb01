/* SPDX-License-Identifier: MIT */
/*
 * Who may do what, asked of a server:
 *
 *   can:    FIND    users.search, users.list for the id of an email address
 *           READ    groups.single or users.single, with permissions and page rules; the answer
 *   audit:  LIST    groups.list
 *           READ    groups.single for each; the answers
 *
 * Answers are copied out of the groups.
 */
#include <stdlib.h>
#include <string.h>

#include "api/group_copy.h"
#include "api/groups_ops.h"
#include "api/input.h"
#include "api/lists.h"
#include "api/permissions.h"
#include "api/tags.h"
#include "api/typed.h"
#include "api/users_read.h"
#include "model/models.h"

enum stage { STAGE_LIST, STAGE_FIND, STAGE_FIND_IN_LIST, STAGE_READ };

/* Who is asked about: a group, or a user in groups. */
struct subject {
    const wikijs_user_item *user; /* NULL: the group alone */
    wikijs_groups groups;
};

struct access_state {
    enum stage stage;
    struct wj_arena *arena; /* of the answers: call->result_arena */
    int64_t *ids;           /* audit: of the groups */
    size_t id_count, read;
    const wikijs_group **groups; /* those that were read, sorted by id */
    size_t count;
    const void **answers;
    size_t answer_count;
};

static enum wj_step no_memory(struct wikijs_call *call)
{
    return wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
}

/* --- one answer --- */

static bool put_text(struct wj_arena *arena, wikijs_access *access, int field, const char *text, const char **member)
{
    if (!text)
        return true;
    *member = wj_arena_strdup(arena, text);
    access->present |= *member ? WIKIJS_BIT(field) : 0;
    return *member != NULL;
}

static bool put_decision(struct wj_arena *arena, wikijs_access *access, const wikijs_access_decision *decision)
{
    const wikijs_group *group = decision->group;
    const wikijs_page_rule *rule = decision->rule;
    access->allowed = decision->allowed;
    access->present |= WIKIJS_BIT(WIKIJS_ACCESS_ALLOWED);
    bool good = put_text(arena, access, WIKIJS_ACCESS_REASON, decision->reason, &access->reason);
    if (group) {
        access->group_id = group->id;
        access->present |= WIKIJS_BIT(WIKIJS_ACCESS_GROUP_ID);
        good = good && put_text(arena, access, WIKIJS_ACCESS_GROUP, group->name, &access->group);
    }
    if (rule) {
        access->deny = rule->deny;
        access->present |= WIKIJS_BIT(WIKIJS_ACCESS_DENY);
        good = good && put_text(arena, access, WIKIJS_ACCESS_RULE_ID, rule->id, &access->rule_id) &&
               put_text(arena, access, WIKIJS_ACCESS_MATCH, rule->match, &access->match) &&
               put_text(arena, access, WIKIJS_ACCESS_RULE_PATH, rule->path, &access->rule_path);
    }
    return good;
}

static bool put_user(struct wj_arena *arena, wikijs_access *access, const wikijs_user_item *user)
{
    access->user_id = user->id;
    access->present |= WIKIJS_BIT(WIKIJS_ACCESS_USER_ID);
    return put_text(arena, access, WIKIJS_ACCESS_USER, user->name, &access->user);
}

/* What was asked for, as one text. */
static const char *join(struct wj_arena *arena, wikijs_strings names)
{
    size_t length = 1;
    for (size_t i = 0; i < names.count; i++)
        length += strlen(names.items[i]) + 1;
    char *text = wj_arena_zalloc(arena, length);
    char *at = text;
    for (size_t i = 0; text && i < names.count; i++) {
        if (i)
            *at++ = ',';
        at = stpcpy(at, names.items[i]);
    }
    return text;
}

/* Fill `access`; returns 0 or a status with the call's error set. */
static int answer(struct wikijs_call *call, const struct subject *subject, wikijs_strings permissions,
                  wikijs_access *access)
{
    const struct wj_access_args *args = call->args;
    struct wj_arena *arena = ((const struct access_state *)call->state)->arena;
    wikijs_access_query query = WIKIJS_ACCESS_QUERY_INIT;
    wikijs_access_decision decision = WIKIJS_ACCESS_DECISION_INIT;
    query.permissions = permissions;
    query.path = args->path;
    query.locale = args->locale;
    query.tags = args->tags;
    bool inactive = subject->user && subject->user->present & WIKIJS_BIT(WIKIJS_USER_ITEM_IS_ACTIVE) &&
                    !subject->user->is_active;
    if (inactive) {
        decision.reason = WIKIJS_ACCESS_INACTIVE;
    } else {
        call->status = wikijs_access_decide(&subject->groups, &query, &decision, &call->error);
        if (call->status < 0)
            return call->status;
    }
    /* A group that lacks something is named, too: the answer is about it. */
    if (!subject->user && !decision.group && subject->groups.count == 1)
        decision.group = subject->groups.items[0];
    access->permission = join(arena, permissions);
    access->present |= WIKIJS_BIT(WIKIJS_ACCESS_PERMISSION);
    bool good = access->permission && put_decision(arena, access, &decision) &&
                (!subject->user || put_user(arena, access, subject->user));
    if (!good) {
        no_memory(call);
        return WIKIJS_E_NOMEM;
    }
    return 0;
}

/* --- can --- */

static enum wj_step start_user(struct wikijs_call *call, struct access_state *state, int64_t id)
{
    struct wj_user_id_args args = { .id = id };
    state->stage = STAGE_READ;
    return wj_flow_start(
        call, &(struct wj_request){ .op = &wj_op_users_single,
                                    .args = &args,
                                    .args_size = sizeof args,
                                    .fields = WIKIJS_BIT(WIKIJS_USER_ID) | WIKIJS_BIT(WIKIJS_USER_NAME) |
                                              WIKIJS_BIT(WIKIJS_USER_IS_ACTIVE) | WIKIJS_BIT(WIKIJS_USER_GROUPS) });
}

static enum wj_step start_group(struct wikijs_call *call, struct access_state *state, int64_t id, bool with_users)
{
    struct wj_group_id_args args = { .id = id };
    state->stage = STAGE_READ;
    return wj_flow_start(call,
                         &(struct wj_request){ .op = &wj_op_groups_single,
                                               .args = &args,
                                               .args_size = sizeof args,
                                               .fields = WIKIJS_BIT(WIKIJS_GROUP_ID) | WIKIJS_BIT(WIKIJS_GROUP_NAME) |
                                                         WIKIJS_BIT(WIKIJS_GROUP_PERMISSIONS) |
                                                         WIKIJS_BIT(WIKIJS_GROUP_PAGE_RULES) |
                                                         (with_users ? WIKIJS_BIT(WIKIJS_GROUP_USERS) : 0) });
}

static enum wj_step start_can(struct wikijs_call *call, struct access_state *state)
{
    const struct wj_access_args *args = call->args;
    if (args->email) {
        state->stage = STAGE_FIND;
        return wj_user_search_start(call, args->email);
    }
    return args->user_id ? start_user(call, state, args->user_id) : start_group(call, state, args->group_id, false);
}

static enum wj_step after_find(struct wikijs_call *call, struct access_state *state, struct wikijs_call *child)
{
    const char *email = ((const struct wj_access_args *)call->args)->email;
    const wikijs_user_item *user = NULL;
    bool is_told = child->status == 0 || (state->stage == STAGE_FIND_IN_LIST && child->status == WIKIJS_E_FORBIDDEN);
    if (!is_told)
        return wj_flow_end_as(call, child);
    size_t found = child->status == 0 ? wj_user_pick(child->result, email, NULL, &user) : 0;
    if (found == 1)
        return start_user(call, state, user->id);
    if (found > 1)
        return wj_flow_fail(call, WIKIJS_E_CONFLICT, "%zu users have the address '%s': name them by id", found, email);
    if (state->stage == STAGE_FIND) {
        state->stage = STAGE_FIND_IN_LIST;
        return wj_user_list_start(call);
    }
    return wj_flow_fail(call, WIKIJS_E_NOT_FOUND, "nobody has the address '%s'", email);
}

static enum wj_step after_subject(struct wikijs_call *call, struct access_state *state, struct wikijs_call *child)
{
    const struct wj_access_args *args = call->args;
    bool is_group = !args->email && !args->user_id;
    const wikijs_group *group = child->result;
    const wikijs_user *user = child->result;
    wikijs_user_item item = { 0 };
    struct subject subject = { 0 };
    if (child->status == WIKIJS_E_NOT_FOUND)
        return wj_flow_fail(call, WIKIJS_E_NOT_FOUND, "%s %lld does not exist", is_group ? "group" : "user",
                            (long long)(is_group ? args->group_id : args->user_id));
    if (child->status < 0)
        return wj_flow_end_as(call, child);
    if (is_group) {
        subject.groups = (wikijs_groups){ .items = &group, .count = 1 };
    } else {
        item.present = WIKIJS_BIT(WIKIJS_USER_ITEM_IS_ACTIVE);
        item.id = user->id;
        item.name = user->name;
        item.is_active = user->is_active;
        subject = (struct subject){ .user = &item, .groups = user->groups };
    }
    state->arena = call->result_arena = wj_arena_new(call->allocator, 0);
    wikijs_access *access = state->arena ? wj_result_new(state->arena, sizeof *access) : NULL;
    if (!access)
        return no_memory(call);
    if (answer(call, &subject, args->permissions, access) < 0)
        return WJ_DONE;
    call->result_arena = NULL; /* it is the answer's, which flow_done takes */
    return wj_flow_done(call, access);
}

static enum wj_step can_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    struct access_state *state = call->state;
    if (!child) {
        state = call->state = wj_call_alloc(call, sizeof *state);
        return state ? start_can(call, state) : no_memory(call);
    }
    return state->stage == STAGE_READ ? after_subject(call, state, child) : after_find(call, state, child);
}

static void check_question(struct wj_request *request, wikijs_strings permissions, wikijs_strings tags)
{
    wj_check_strings(request, permissions, "permissions");
    wj_check_strings(request, tags, "tags");
    for (size_t i = 0; !request->refused.code && i < permissions.count; i++) {
        wikijs_error err;
        if (wj_permission_check(permissions.items[i], false, &err) < 0)
            wj_request_refuse(request, "%s", err.message);
    }
}

/* "/docs/intro" is docs/intro. */
static const char *without_slash(const char *path)
{
    return path ? path + strspn(path, "/") : NULL;
}

static void prepare_can(struct wj_request *request, struct wj_access_args *args, const wikijs_client *client,
                        const wikijs_groups_can_input *given)
{
    wikijs_groups_can_input input = { 0 };
    request->flow = can_flow;
    if (!given) {
        wj_request_refuse(request, "no question was given");
        return;
    }
    wj_read_struct(request, given, &input, sizeof input);
    if ((input.group_id != 0) + (input.user_id != 0) + (input.email != NULL) != 1)
        wj_request_refuse(request, "the question is about one group, one user or one email address");
    if (input.email) {
        char address[WJ_EMAIL_MAX + 1];
        wj_email_read(request, input.email, address);
    }
    if (input.permissions.count == 0)
        wj_request_refuse(request, "no permission was named");
    check_question(request, input.permissions, input.tags);
    *args = (struct wj_access_args){
        .group_id = input.group_id,
        .user_id = input.user_id,
        .email = input.email,
        .permissions = input.permissions,
        .path = without_slash(input.path),
        .locale = input.locale || !client ? input.locale : wj_client_locale(client),
        .tags = input.tags,
    };
    request->timeout_ms = input.timeout_ms;
}

WJ_TYPED(wikijs_groups_can, wj_op_groups_can, struct wj_access_args, prepare_can, wikijs_access,
         (const wikijs_groups_can_input *input), (client, input))

/* --- audit --- */

static bool is_member(const wikijs_group *group, int64_t user_id)
{
    for (size_t i = 0; i < group->users.count; i++)
        if (group->users.items[i]->id == user_id)
            return true;
    return false;
}

/* One answer for each permission. Returns 0 or a status. */
static int answer_all(struct wikijs_call *call, struct access_state *state, const struct subject *subject)
{
    const struct wj_access_args *args = call->args;
    for (size_t i = 0; i < args->permissions.count; i++) {
        wikijs_access *access = wj_arena_zalloc(state->arena, sizeof *access);
        if (!access) {
            no_memory(call);
            return WIKIJS_E_NOMEM;
        }
        int status = answer(call, subject, (wikijs_strings){ &args->permissions.items[i], 1 }, access);
        if (status < 0)
            return status;
        state->answers[state->answer_count++] = access;
    }
    return 0;
}

/* Each user once, with the groups that they are in, in the order of the groups' ids. */
static int answer_users(struct wikijs_call *call, struct access_state *state)
{
    const wikijs_group **in = wj_call_alloc(call, (state->count + 1) * sizeof *in);
    if (!in) {
        no_memory(call);
        return WIKIJS_E_NOMEM;
    }
    for (size_t g = 0; g < state->count; g++) {
        for (size_t u = 0; u < state->groups[g]->users.count; u++) {
            const wikijs_user_item *user = state->groups[g]->users.items[u];
            size_t count = 0;
            bool seen = false;
            for (size_t i = 0; i < state->count && !seen; i++) {
                if (is_member(state->groups[i], user->id)) {
                    seen = i < g;
                    in[count++] = state->groups[i];
                }
            }
            struct subject subject = { .user = user, .groups = { .items = in, .count = count } };
            int status = seen ? 0 : answer_all(call, state, &subject);
            if (status < 0)
                return status;
        }
    }
    return 0;
}

static enum wj_step end_audit(struct wikijs_call *call, struct access_state *state)
{
    const struct wj_access_args *args = call->args;
    size_t subjects = state->count;
    for (size_t i = 0; i < state->count; i++)
        subjects += state->groups[i]->users.count;
    struct wj_list *list = wj_result_new(state->arena, sizeof *list);
    state->answers = wj_arena_alloc(state->arena, (subjects * args->permissions.count + 1) * sizeof *state->answers);
    if (!list || !state->answers)
        return no_memory(call);
    for (size_t i = 0; i < state->count; i++) {
        struct subject subject = { .groups = { .items = &state->groups[i], .count = 1 } };
        if (answer_all(call, state, &subject) < 0)
            return WJ_DONE;
    }
    if (args->with_users && answer_users(call, state) < 0)
        return WJ_DONE;
    *list = (struct wj_list){ .present = 1,
                              .model = &wj_access_model,
                              .objects = { .items = state->answers, .count = state->answer_count } };
    call->result_arena = NULL; /* it is the list's, which flow_done takes */
    return wj_flow_done(call, list);
}

static enum wj_step read_next(struct wikijs_call *call, struct access_state *state)
{
    const struct wj_access_args *args = call->args;
    return state->read < state->id_count ? start_group(call, state, state->ids[state->read], args->with_users)
                                         : end_audit(call, state);
}

static int compare_ids(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;
    return wj_compare_number(*x, *y);
}

static enum wj_step after_list(struct wikijs_call *call, struct access_state *state, struct wikijs_call *child)
{
    if (child->status < 0)
        return wj_flow_end_as(call, child);
    const wikijs_group_item_list *list = child->result;
    state->id_count = wikijs_group_item_list_count(list);
    state->arena = call->result_arena = wj_arena_new(call->allocator, 0);
    state->ids = wj_call_alloc(call, (state->id_count + 1) * sizeof *state->ids);
    state->groups = wj_call_alloc(call, (state->id_count + 1) * sizeof *state->groups);
    if (!state->arena || !state->ids || !state->groups)
        return no_memory(call);
    for (size_t i = 0; i < state->id_count; i++)
        state->ids[i] = wikijs_group_item_list_at(list, i)->id;
    qsort(state->ids, state->id_count, sizeof *state->ids, compare_ids);
    return read_next(call, state);
}

static enum wj_step after_group(struct wikijs_call *call, struct access_state *state, struct wikijs_call *child)
{
    state->read++;
    if (child->status < 0 && child->status != WIKIJS_E_NOT_FOUND) { /* deleted meanwhile */
        return wj_flow_end_as(call, child);
    }
    if (child->status == 0) {
        const wikijs_group *group = wj_group_copy(state->arena, child->result);
        if (!group)
            return no_memory(call);
        state->groups[state->count++] = group;
    }
    return read_next(call, state);
}

static enum wj_step audit_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    struct access_state *state = call->state;
    if (!child) {
        state = call->state = wj_call_alloc(call, sizeof *state);
        return state ? wj_flow_start(call, &(struct wj_request){ .op = &wj_op_groups_list,
                                                                 .fields = WIKIJS_BIT(WIKIJS_GROUP_ITEM_ID) })
                     : no_memory(call);
    }
    return state->stage == STAGE_LIST ? after_list(call, state, child) : after_group(call, state, child);
}

static void prepare_audit(struct wj_request *request, struct wj_access_args *args, const wikijs_client *client,
                          const char *path, const wikijs_groups_audit_options *given)
{
    static const char *const usual[] = { "read:pages", "write:pages", "manage:pages", "delete:pages" };
    wikijs_groups_audit_options options = { 0 };
    wj_read_struct(request, given, &options, sizeof options);
    wj_need(request, path, "path");
    check_question(request, options.permissions, options.tags);
    *args = (struct wj_access_args){
        .permissions = options.permissions.count ? options.permissions
                                                 : (wikijs_strings){ usual, sizeof usual / sizeof *usual },
        .path = without_slash(path),
        .locale = options.locale || !client ? options.locale : wj_client_locale(client),
        .tags = options.tags,
        .with_users = options.with_users,
    };
    request->timeout_ms = options.timeout_ms;
    request->flow = audit_flow;
}

WJ_TYPED(wikijs_groups_audit, wj_op_groups_audit, struct wj_access_args, prepare_audit, wikijs_access_list,
         (const char *path, const wikijs_groups_audit_options *options), (client, path, options))
