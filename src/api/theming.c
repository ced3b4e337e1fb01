/* SPDX-License-Identifier: MIT */
/*
 * theming.setConfig replaces everything, and what is left out becomes empty. So what the caller leaves out is read and
 * sent back:
 *
 *   READ   theming.config, unless the caller set all of it
 *   WRITE  theming.setConfig
 */
#include "api/input.h"
#include "api/theming_ops.h"
#include "api/typed.h"

static void prepare_nothing(struct wj_request *request, struct wj_no_args *args, const wikijs_call_options *options)
{
    (void)args;
    wj_read_call_options(request, options);
}

WJ_TYPED(wikijs_theming_list_themes, wj_op_theming_themes, struct wj_no_args, prepare_nothing, wikijs_theme_list,
         (const wikijs_call_options *options), (options))

WJ_TYPED(wikijs_theming_get_config, wj_op_theming_config, struct wj_no_args, prepare_nothing, wikijs_theming_config,
         (const wikijs_call_options *options), (options))

struct set_state {
    bool writing;
};

static bool has_all(const struct wj_theming_args *args)
{
    return args->theme && args->iconset && args->dark_mode && args->toc_position && args->inject_css.ptr &&
           args->inject_head.ptr && args->inject_body.ptr;
}

static enum wj_step start_write(struct wikijs_call *call, const struct wj_theming_args *sent)
{
    struct set_state *state = call->state;
    state->writing = true;
    return wj_flow_start(
        call, &(struct wj_request){ .op = &wj_op_theming_set_config, .args = sent, .args_size = sizeof *sent });
}

static enum wj_step write_merged(struct wikijs_call *call, struct wikijs_call *child)
{
    struct wj_theming_args sent = *(const struct wj_theming_args *)call->args;
    wikijs_theming_config *now = wj_call_take_result(child);
    sent.theme = sent.theme ? sent.theme : now->theme;
    sent.iconset = sent.iconset ? sent.iconset : now->iconset;
    sent.toc_position = sent.toc_position ? sent.toc_position : now->toc_position;
    sent.inject_css = sent.inject_css.ptr ? sent.inject_css : now->inject_css;
    sent.inject_head = sent.inject_head.ptr ? sent.inject_head : now->inject_head;
    sent.inject_body = sent.inject_body.ptr ? sent.inject_body : now->inject_body;
    if (!sent.dark_mode)
        sent.dark_mode = now->dark_mode ? WIKIJS_YES : WIKIJS_NO;
    enum wj_step step = start_write(call, &sent);
    wj_result_free(now);
    return step;
}

static enum wj_step set_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    struct set_state *state = call->state;
    if (!child) {
        const struct wj_theming_args *args = call->args;
        call->state = wj_call_alloc(call, sizeof *state);
        if (!call->state)
            return wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
        return has_all(args) ? start_write(call, args)
                             : wj_flow_start(call, &(struct wj_request){ .op = &wj_op_theming_config });
    }
    return child->status < 0 || state->writing ? wj_flow_end_as(call, child) : write_merged(call, child);
}

static void prepare_set(struct wj_request *request, struct wj_theming_args *args,
                        const wikijs_theming_config_input *given)
{
    wikijs_theming_config_input input = { 0 };
    if (!given) {
        wj_request_refuse(request, "no change was given");
        return;
    }
    wj_read_struct(request, given, &input, sizeof input);
    *args = (struct wj_theming_args){
        .theme = input.theme,
        .iconset = input.iconset,
        .dark_mode = (int)input.dark_mode,
        .toc_position = input.toc_position,
        .inject_css = input.inject_css,
        .inject_head = input.inject_head,
        .inject_body = input.inject_body,
    };
    request->timeout_ms = input.timeout_ms;
    request->flow = set_flow;
}

WJ_TYPED_PLAIN(wikijs_theming_set_config, wj_op_theming_set_config, struct wj_theming_args, prepare_set,
               (const wikijs_theming_config_input *input), (input))
