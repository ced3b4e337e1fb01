/* SPDX-License-Identifier: MIT */
/*
 * Changing and deleting users. The server keeps what an update leaves out, but it writes groups one by one before it finds
 * out that one does not exist, ignores empty text without a word, does not look whether an heir exists, and
 * claims success when it changes the state of nobody. So there is a look before each of these.
 */
#include "api/group_names.h"
#include "api/input.h"
#include "api/typed.h"
#include "api/users_one.h"
#include "api/users_ops.h"

/* --- users.update --- */

static enum wj_step update_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    const struct wj_user_update_args *args = call->args;
    bool looked = call->state != NULL;
    if (!child && (args->groups.count > 0 || args->group_names.count > 0))
        return wj_group_names_start(call);
    if (looked || (child && child->status < 0))
        return wj_flow_end_as(call, child);
    struct wj_user_update_args *sent = call->state = wj_call_alloc(call, sizeof *sent);
    if (!sent)
        return wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
    *sent = *args;
    if (child && wj_group_names_resolve(call, child->result, args->groups, args->group_names, &sent->groups) < 0)
        return WJ_DONE;
    return wj_flow_start(call,
                         &(struct wj_request){ .op = &wj_op_users_update, .args = sent, .args_size = sizeof *sent });
}

/* What the server would ignore must not look as if it had been done. */
static void refuse_empty(struct wj_request *request, const char *text, const char *what)
{
    if (text && !*text)
        wj_request_refuse(request, "the server ignores an empty %s: it can be changed but not cleared", what);
}

static void check_account(struct wj_request *request, const char *name, const char *location, const char *job_title,
                          const char *timezone, const char *date_format, const char *appearance)
{
    refuse_empty(request, location, "location");
    refuse_empty(request, job_title, "job title");
    refuse_empty(request, timezone, "time zone");
    wj_check_length(request, location, "location");
    wj_check_length(request, job_title, "job title");
    if (name)
        wj_user_name_check(request, name);
    if (timezone && *timezone)
        wj_time_zone_check(request, timezone);
    if (date_format)
        wj_date_format_check(request, date_format);
    if (appearance)
        wj_appearance_check(request, appearance);
}

void wj_users_prepare_update(struct wj_request *request, struct wj_user_update_args *args, int64_t id,
                             const wikijs_users_update_input *given)
{
    static const int64_t none[1];
    wikijs_users_update_input input = { 0 };
    request->flow = update_flow;
    if (!given) {
        wj_request_refuse(request, "no change was given");
        return;
    }
    wj_read_struct(request, given, &input, sizeof input);
    check_account(request, input.name, input.location, input.job_title, input.timezone, input.date_format,
                  input.appearance);
    refuse_empty(request, input.new_password, "password");
    wj_check_strings(request, input.group_names, "group_names");
    if (input.email) {
        wj_email_read(request, input.email, args->address);
        args->email = args->address;
    }
    args->id = id;
    args->name = input.name;
    args->new_password = input.new_password;
    args->groups = input.groups;
    if (!args->groups.items && input.group_names.items)
        args->groups = (wikijs_ints){ .items = none, .count = 0 };
    args->group_names = input.group_names;
    args->location = input.location;
    args->job_title = input.job_title;
    args->timezone = input.timezone;
    args->date_format = input.date_format;
    args->appearance = input.appearance;
    request->timeout_ms = input.timeout_ms;
}

WJ_TYPED_PLAIN(wikijs_users_update, wj_op_users_change, struct wj_user_update_args, wj_users_prepare_update,
               (int64_t id, const wikijs_users_update_input *input), (id, input))

/* --- a look whether somebody exists, then one write --- */

static enum wj_step start_look(struct wikijs_call *call, int64_t id)
{
    struct wj_user_id_args args = { .id = id };
    return wj_flow_start(call, &(struct wj_request){ .op = &wj_op_users_single,
                                                     .args = &args,
                                                     .args_size = sizeof args,
                                                     .fields = WIKIJS_BIT(WIKIJS_USER_ID) });
}

/* The server fails to show users of a provider that is switched off; they exist. */
static bool is_there(const struct wikijs_call *child)
{
    return child->status == 0 || child->status == WIKIJS_E_REFUSED;
}

/* The write goes out as the operation that the call names, with its own arguments. */
static enum wj_step look_then_write(struct wikijs_call *call, struct wikijs_call *child, int64_t looked_for,
                                    size_t args_size, const char *problem)
{
    bool *written = call->state;
    if (!child) {
        call->state = wj_call_alloc(call, sizeof *written);
        return call->state ? start_look(call, looked_for) : wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
    }
    if (*written || (!is_there(child) && child->status != WIKIJS_E_NOT_FOUND))
        return wj_flow_end_as(call, child);
    if (child->status == WIKIJS_E_NOT_FOUND)
        return wj_flow_fail(call, WIKIJS_E_NOT_FOUND, "%s%lld does not exist", problem, (long long)looked_for);
    *written = true;
    return wj_flow_start(call, &(struct wj_request){ .op = call->op, .args = call->args, .args_size = args_size });
}

static enum wj_step delete_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    const struct wj_user_delete_args *args = call->args;
    return look_then_write(call, child, args->replace_id, sizeof *args, "the heir, user ");
}

void wj_users_prepare_delete(struct wj_request *request, struct wj_user_delete_args *args, int64_t id,
                             int64_t replace_id, const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    if (id == replace_id)
        wj_request_refuse(request, "user %lld cannot inherit from themselves", (long long)id);
    *args = (struct wj_user_delete_args){ .id = id, .replace_id = replace_id };
    request->flow = delete_flow;
}

WJ_TYPED_PLAIN(wikijs_users_delete, wj_op_users_delete, struct wj_user_delete_args, wj_users_prepare_delete,
               (int64_t id, int64_t replace_id, const wikijs_call_options *options), (id, replace_id, options))

static enum wj_step state_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    const struct wj_user_id_args *args = call->args;
    return look_then_write(call, child, args->id, sizeof *args, "user ");
}

static void prepare_state(struct wj_request *request, struct wj_user_id_args *args, int64_t id,
                          const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    args->id = id;
    request->flow = state_flow;
}

#define STATE(name)                                                                                \
    WJ_TYPED_PLAIN(wikijs_users_##name, wj_op_users_##name, struct wj_user_id_args, prepare_state, \
                   (int64_t id, const wikijs_call_options *options), (id, options))

STATE(activate)
STATE(deactivate)
STATE(verify)
STATE(enable_tfa)
STATE(disable_tfa)

/* --- users.resetPassword --- */

/* The server says neither yes nor no, because it does nothing. */
static enum wj_step reset_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    if (!child)
        return wj_flow_start(call, &(struct wj_request){ .op = &wj_op_users_reset_password,
                                                         .args = call->args,
                                                         .args_size = sizeof(struct wj_user_id_args) });
    if (child->status != WIKIJS_E_REFUSED || child->error.server_code)
        return wj_flow_end_as(call, child);
    return wj_flow_fail(call, WIKIJS_E_REFUSED,
                        "the server offers to reset passwords, but does not do it: set a new one with an update");
}

static void prepare_reset(struct wj_request *request, struct wj_user_id_args *args, int64_t id,
                          const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    args->id = id;
    request->flow = reset_flow;
}

WJ_TYPED_PLAIN(wikijs_users_reset_password, wj_op_users_reset_password, struct wj_user_id_args, prepare_reset,
               (int64_t id, const wikijs_call_options *options), (id, options))

/* --- the caller's own account --- */

static const char *or_kept(const char *given, const char *kept)
{
    return given ? given : kept ? kept : "";
}

static enum wj_step profile_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    const struct wj_profile_args *args = call->args;
    if (!child)
        return wj_flow_start(call, &(struct wj_request){ .op = &wj_op_users_profile });
    if (call->state || child->status < 0)
        return wj_flow_end_as(call, child);
    const wikijs_user_profile *now = child->result;
    struct wj_profile_args sent = {
        .name = or_kept(args->name, now->name),
        .location = or_kept(args->location, now->location),
        .job_title = or_kept(args->job_title, now->job_title),
        .timezone = or_kept(args->timezone, now->timezone),
        .date_format = or_kept(args->date_format, now->date_format),
        .appearance = or_kept(args->appearance, now->appearance),
    };
    call->state = call; /* the next child is the write */
    return wj_flow_start(
        call, &(struct wj_request){ .op = &wj_op_users_update_profile, .args = &sent, .args_size = sizeof sent });
}

static void prepare_profile(struct wj_request *request, struct wj_profile_args *args,
                            const wikijs_users_update_profile_input *given)
{
    wikijs_users_update_profile_input input = { 0 };
    request->flow = profile_flow;
    if (!given) {
        wj_request_refuse(request, "no change was given");
        return;
    }
    wj_read_struct(request, given, &input, sizeof input);
    check_account(request, input.name, input.location, input.job_title, input.timezone, input.date_format,
                  input.appearance);
    *args = (struct wj_profile_args){
        .name = input.name,
        .location = input.location,
        .job_title = input.job_title,
        .timezone = input.timezone,
        .date_format = input.date_format,
        .appearance = input.appearance,
    };
    request->timeout_ms = input.timeout_ms;
}

WJ_TYPED(wikijs_users_update_profile, wj_op_users_update_profile, struct wj_profile_args, prepare_profile,
         wikijs_user_token, (const wikijs_users_update_profile_input *input), (input))

static void prepare_change_password(struct wj_request *request, struct wj_change_password_args *args,
                                    const char *current_password, const char *new_password,
                                    const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    wj_need(request, current_password, "current password");
    wj_need(request, new_password, "new password");
    refuse_empty(request, new_password, "password");
    args->current_password = current_password;
    args->new_password = new_password;
}

WJ_TYPED(wikijs_users_change_password, wj_op_users_change_password, struct wj_change_password_args,
         prepare_change_password, wikijs_user_token,
         (const char *current_password, const char *new_password, const wikijs_call_options *options),
         (current_password, new_password, options))
