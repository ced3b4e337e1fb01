/* SPDX-License-Identifier: MIT */
/* The server itself. The export, which takes several calls, is in system_export.c. */
#include <wikijs/system.h>

#include <stdio.h>
#include <string.h>

#include "api/input.h"
#include "api/results.h"
#include "api/system_ops.h"
#include "api/typed.h"

WJ_LIST_FUNCTIONS(wikijs_system_flag)
WJ_LIST_FUNCTIONS(wikijs_system_extension)
WJ_FREE_FUNCTION(wikijs_system_info)
WJ_FREE_FUNCTION(wikijs_system_import)

/* --- reading --- */

/* A guest or a reader gets an object in which nothing is present: that is a refusal. */
static enum wj_step info_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    if (!child)
        return wj_flow_start(call, &(struct wj_request){ .op = &wj_op_system_info, .fields = call->fields });
    const wikijs_system_info *info = child->result;
    if (child->status == 0 && info && !info->present) {
        wj_flow_fail(call, WIKIJS_E_FORBIDDEN, "Forbidden: 'system.info' needs manage:system");
        snprintf(call->error.permission, sizeof call->error.permission, "manage:system");
        return WJ_DONE;
    }
    return wj_flow_end_as(call, child);
}

static void prepare_info(struct wj_request *request, struct wj_no_args *args, const wikijs_read_options *options)
{
    (void)args;
    wj_read_read_options(request, options);
    request->flow = info_flow;
}

WJ_TYPED(wikijs_system_get_info, wj_op_system_info, struct wj_no_args, prepare_info, wikijs_system_info,
         (const wikijs_read_options *options), (options))

static void prepare_nothing(struct wj_request *request, struct wj_no_args *args, const wikijs_call_options *options)
{
    (void)args;
    wj_read_call_options(request, options);
}

WJ_TYPED(wikijs_system_list_flags, wj_op_system_flags, struct wj_no_args, prepare_nothing, wikijs_system_flag_list,
         (const wikijs_call_options *options), (options))

WJ_TYPED(wikijs_system_list_extensions, wj_op_system_extensions, struct wj_no_args, prepare_nothing,
         wikijs_system_extension_list, (const wikijs_call_options *options), (options))

/* --- flags: the server replaces all of them --- */

static void prepare_replace_flags(struct wj_request *request, struct wj_flags_args *args,
                                  const wikijs_system_flag_inputs *flags, const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    if (!flags || (!flags->items && flags->count > 0)) {
        wj_request_refuse(request, "no flags were given");
        return;
    }
    for (size_t i = 0; i < flags->count; i++)
        wj_need(request, flags->items[i].key, "name of a flag");
    args->flags = *flags;
}

WJ_TYPED_PLAIN(wikijs_system_replace_flags, wj_op_system_update_flags, struct wj_flags_args, prepare_replace_flags,
               (const wikijs_system_flag_inputs *flags, const wikijs_call_options *options), (flags, options))

static enum wj_step write_flags(struct wikijs_call *call, const struct wj_list *list)
{
    const struct wj_flag_args *args = call->args;
    wikijs_system_flag_input *items = wj_call_alloc(call, (list->objects.count + 1) * sizeof *items);
    if (!items)
        return wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
    bool found = false;
    for (size_t i = 0; i < list->objects.count; i++) {
        const wikijs_system_flag *flag = list->objects.items[i];
        bool is_it = flag->key && strcmp(flag->key, args->key) == 0;
        found = found || is_it;
        items[i] = (wikijs_system_flag_input){ .key = flag->key, .value = is_it ? args->value : flag->value };
    }
    if (!found)
        return wj_flow_fail(call, WIKIJS_E_NOT_FOUND, "there is no flag '%s'", args->key);
    struct wj_flags_args all = { .flags = { .items = items, .count = list->objects.count } };
    return wj_flow_start(
        call, &(struct wj_request){ .op = &wj_op_system_update_flags, .args = &all, .args_size = sizeof all });
}

static enum wj_step set_flag_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    if (!child)
        return wj_flow_start(call, &(struct wj_request){ .op = &wj_op_system_flags });
    bool is_read = child->status == 0 && child->op == &wj_op_system_flags;
    return is_read ? write_flags(call, child->result) : wj_flow_end_as(call, child);
}

static void prepare_set_flag(struct wj_request *request, struct wj_flag_args *args, const char *key, bool value,
                             const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    wj_need(request, key, "name of a flag");
    args->key = key;
    args->value = value;
    request->flow = set_flag_flow;
}

WJ_TYPED_PLAIN(wikijs_system_set_flag, wj_op_system_set_flag, struct wj_flag_args, prepare_set_flag,
               (const char *key, bool value, const wikijs_call_options *options), (key, value, options))

/* --- switches and work --- */

static void prepare_enabled(struct wj_request *request, struct wj_enabled_args *args, bool enabled,
                            const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    args->enabled = enabled;
}

WJ_TYPED_PLAIN(wikijs_system_set_telemetry, wj_op_system_set_telemetry, struct wj_enabled_args, prepare_enabled,
               (bool enabled, const wikijs_call_options *options), (enabled, options))

WJ_TYPED_PLAIN(wikijs_system_set_https_redirection, wj_op_system_set_https_redirection, struct wj_enabled_args,
               prepare_enabled, (bool enabled, const wikijs_call_options *options), (enabled, options))

WJ_TYPED_PLAIN(wikijs_system_reset_telemetry_client_id, wj_op_system_reset_telemetry_client_id, struct wj_no_args,
               prepare_nothing, (const wikijs_call_options *options), (options))

WJ_TYPED_PLAIN(wikijs_system_renew_https_certificate, wj_op_system_renew_https_certificate, struct wj_no_args,
               prepare_nothing, (const wikijs_call_options *options), (options))

WJ_TYPED_PLAIN(wikijs_system_perform_upgrade, wj_op_system_perform_upgrade, struct wj_no_args, prepare_nothing,
               (const wikijs_call_options *options), (options))

static void prepare_import(struct wj_request *request, struct wj_import_users_args *args, const char *connection,
                           wikijs_system_group_mode mode, const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    wj_need(request, connection, "connection text");
    args->connection = connection;
    args->mode = (int)mode;
}

WJ_TYPED(wikijs_system_import_users_from_v1, wj_op_system_import_users, struct wj_import_users_args, prepare_import,
         wikijs_system_import,
         (const char *connection, wikijs_system_group_mode mode, const wikijs_call_options *options),
         (connection, mode, options))
