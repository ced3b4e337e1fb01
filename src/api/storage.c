/* SPDX-License-Identifier: MIT */
/*
 * Storage targets. The server wipes settings that it is not sent, and runs any function of a target by name; so a change
 * and an action look at the targets first. Passwords come masked, and stay when the mask is sent back.
 */
#include <wikijs/storage.h>

#include <string.h>

#include "api/input.h"
#include "api/results.h"
#include "api/settings.h"
#include "api/storage_ops.h"
#include "api/tags.h"
#include "api/typed.h"
#include "base/duration.h"

WJ_LIST_FUNCTIONS(wikijs_storage_target)
WJ_LIST_FUNCTIONS(wikijs_storage_status)

static void prepare_list(struct wj_request *request, struct wj_no_args *args, const wikijs_read_options *options)
{
    (void)args;
    wj_read_read_options(request, options);
}

WJ_TYPED(wikijs_storage_list, wj_op_storage_targets, struct wj_no_args, prepare_list, wikijs_storage_target_list,
         (const wikijs_read_options *options), (options))

static void prepare_status(struct wj_request *request, struct wj_no_args *args, const wikijs_call_options *options)
{
    (void)args;
    wj_read_call_options(request, options);
}

WJ_TYPED(wikijs_storage_list_status, wj_op_storage_status, struct wj_no_args, prepare_status,
         wikijs_storage_status_list, (const wikijs_call_options *options), (options))

static const wikijs_storage_target *find_target(const struct wj_list *list, const char *key)
{
    for (size_t i = 0; i < list->objects.count; i++) {
        const wikijs_storage_target *target = list->objects.items[i];
        if (target->key && strcmp(target->key, key) == 0)
            return target;
    }
    return NULL;
}

static enum wj_step no_target(struct wikijs_call *call, const char *key)
{
    return wj_flow_fail(call, WIKIJS_E_NOT_FOUND, "there is no storage target '%.80s'", key);
}

/* --- changing one --- */

static enum wj_step write_target(struct wikijs_call *call, const struct wj_list *list)
{
    const struct wj_change_target_args *args = call->args;
    const wikijs_storage_target *target = find_target(list, args->key);
    if (!target)
        return no_target(call, args->key);
    if (args->mode && !wj_strings_hold(target->supported_modes, args->mode))
        return wj_flow_fail(call, WIKIJS_E_ARG, "storage target '%s' has no mode '%.40s'", args->key, args->mode);
    struct wj_target sent = {
        .key = target->key,
        .is_enabled = args->is_enabled ? args->is_enabled == WIKIJS_YES : target->is_enabled,
        .mode = args->mode     ? args->mode
                : target->mode ? target->mode
                               : "push",
        .sync_interval = args->sync_interval ? args->sync_interval : target->sync_interval,
    };
    const struct wj_settings settings = {
        .noun = "storage target",
        .key = args->key,
        .known = &target->config,
        .values = &target->config,
    };
    if (wj_settings_merge(call, &settings, &args->config, &sent.config) < 0)
        return WJ_DONE;
    struct wj_targets_args all = { .targets = { .items = &sent, .count = 1 } };
    return wj_flow_start(
        call, &(struct wj_request){ .op = &wj_op_storage_update_targets, .args = &all, .args_size = sizeof all });
}

static enum wj_step change_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    if (!child)
        return wj_flow_start(call, &(struct wj_request){ .op = &wj_op_storage_targets });
    bool is_read = child->status == 0 && child->op == &wj_op_storage_targets;
    return is_read ? write_target(call, child->result) : wj_flow_end_as(call, child);
}

static void prepare_update(struct wj_request *request, struct wj_change_target_args *args, const char *key,
                           const wikijs_storage_update_input *given)
{
    wikijs_storage_update_input input = { 0 };
    wj_read_struct(request, given, &input, sizeof input);
    wj_need(request, key, "key of a storage target");
    wj_settings_check(request, &input.config);
    wj_check_tristate(request, input.is_enabled, "is_enabled");
    if (input.sync_interval && !wj_is_duration(input.sync_interval))
        wj_request_refuse(request, "'%.40s' is not a duration such as PT5M or P1D; P0D is never", input.sync_interval);
    *args = (struct wj_change_target_args){
        .key = key,
        .mode = input.mode,
        .sync_interval = input.sync_interval,
        .is_enabled = (int)input.is_enabled,
        .config = input.config,
    };
    request->timeout_ms = input.timeout_ms;
    request->flow = change_flow;
}

WJ_TYPED_PLAIN(wikijs_storage_update, wj_op_storage_change, struct wj_change_target_args, prepare_update,
               (const char *key, const wikijs_storage_update_input *input), (key, input))

/* --- actions --- */

static bool has_action(const wikijs_storage_target *target, const char *handler)
{
    for (size_t i = 0; i < target->actions.count; i++) {
        const char *name = target->actions.items[i]->handler;
        if (name && strcmp(name, handler) == 0)
            return true;
    }
    return false;
}

static enum wj_step run_action(struct wikijs_call *call, const struct wj_list *list)
{
    const struct wj_action_args *args = call->args;
    const wikijs_storage_target *target = find_target(list, args->key);
    if (!target)
        return no_target(call, args->key);
    if (!has_action(target, args->handler))
        return wj_flow_fail(call, WIKIJS_E_NOT_FOUND, "storage target '%s' has no action '%.80s'", args->key,
                            args->handler);
    if (!target->is_enabled)
        return wj_flow_fail(call, WIKIJS_E_STATE, "storage target '%s' is not in use", args->key);
    return wj_flow_start(
        call, &(struct wj_request){ .op = &wj_op_storage_execute_action, .args = args, .args_size = sizeof *args });
}

static enum wj_step execute_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    if (!child)
        return wj_flow_start(call, &(struct wj_request){ .op = &wj_op_storage_targets });
    bool is_read = child->status == 0 && child->op == &wj_op_storage_targets;
    return is_read ? run_action(call, child->result) : wj_flow_end_as(call, child);
}

static void prepare_execute(struct wj_request *request, struct wj_action_args *args, const char *key,
                            const char *handler, const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    wj_need(request, key, "key of a storage target");
    wj_need(request, handler, "name of an action");
    args->key = key;
    args->handler = handler;
    request->flow = execute_flow;
}

WJ_TYPED_PLAIN(wikijs_storage_execute, wj_op_storage_execute, struct wj_action_args, prepare_execute,
               (const char *key, const char *handler, const wikijs_call_options *options), (key, handler, options))
