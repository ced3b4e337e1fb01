/* SPDX-License-Identifier: MIT */
#include <wikijs/analytics.h>

#include "api/analytics_ops.h"
#include "api/input.h"
#include "api/results.h"
#include "api/typed.h"

WJ_LIST_FUNCTIONS(wikijs_analytics_provider)

static void prepare_list(struct wj_request *request, struct wj_analytics_list_args *args,
                         const wikijs_analytics_list_options *given)
{
    wikijs_analytics_list_options options = { 0 };
    wj_read_struct(request, given, &options, sizeof options);
    request->fields = options.fields;
    request->timeout_ms = options.timeout_ms;
    wj_check_tristate(request, options.is_enabled, "is_enabled");
    args->is_enabled = (int)options.is_enabled;
}

WJ_TYPED(wikijs_analytics_list, wj_op_analytics_providers, struct wj_analytics_list_args, prepare_list,
         wikijs_analytics_provider_list, (const wikijs_analytics_list_options *options), (options))

static enum wj_step update_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    static const struct wj_module_kind kind = {
        .noun = "analytics provider",
        .read = &wj_op_analytics_providers,
        .write = &wj_op_analytics_update_providers,
    };
    return wj_modules_step(call, child, &kind);
}

static void prepare_update(struct wj_request *request, struct wj_modules_args *args, wikijs_module_inputs changes,
                           const wikijs_call_options *options)
{
    wj_modules_prepare(request, args, changes, options);
    request->flow = update_flow;
}

WJ_TYPED_PLAIN(wikijs_analytics_update_providers, wj_op_analytics_update_providers, struct wj_modules_args,
               prepare_update, (wikijs_module_inputs changes, const wikijs_call_options *options), (changes, options))
