/* SPDX-License-Identifier: MIT */
/* Renderers. */
#include "api/input.h"
#include "api/rendering_ops.h"
#include "api/typed.h"

static void prepare_list(struct wj_request *request, struct wj_filter_args *args, const wikijs_call_options *options)
{
    (void)args;
    wj_read_call_options(request, options);
}

WJ_TYPED(wikijs_rendering_list_renderers, wj_op_rendering_renderers, struct wj_filter_args, prepare_list,
         wikijs_renderer_list, (const wikijs_call_options *options), (options))

static enum wj_step update_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    static const struct wj_module_kind kind = {
        .noun = "renderer",
        .read = &wj_op_rendering_renderers,
        .write = &wj_op_rendering_update_renderers,
        .only_one = false,
    };
    return wj_modules_step(call, child, &kind);
}

static void prepare_update(struct wj_request *request, struct wj_modules_args *args, wikijs_module_inputs changes,
                           const wikijs_call_options *options)
{
    wj_modules_prepare(request, args, changes, options);
    request->flow = update_flow;
}

WJ_TYPED_PLAIN(wikijs_rendering_update_renderers, wj_op_rendering_update_renderers, struct wj_modules_args,
               prepare_update, (wikijs_module_inputs changes, const wikijs_call_options *options), (changes, options))
