/* SPDX-License-Identifier: MIT */
/* Comments, and the providers that keep them. */
#include "api/comments_ops.h"

#include <string.h>

#include "api/input.h"
#include "api/iter.h"
#include "api/pages_ops.h"
#include "api/typed.h"
#include "model/models.h"

/*
 * The Markdown of a comment is for those who may write comments; others are refused the whole answer for it. So when the
 * caller leaves the fields open, it is asked for once more without. And the list of a page that does not exist is empty,
 * too. Who asks is told: an empty list is followed by pages.singleByPath,
 *
 *   READ   comments.list or single; content refused -> READ without it; not empty, or nobody asks -> done
 *   CHECK  pages.singleByPath; missing -> NOT_FOUND; refused -> nobody knows, the list stands
 */
struct read_state {
    bool without_content, checks;
    struct wj_list *list;
};

/* The fields of the second reading; 0: there is none. */
static uint64_t fields_left(const struct wikijs_call *call, struct read_state *state, const struct wikijs_call *child)
{
    bool refused = child->status < 0 && strcmp(child->error.permission, WJ_PERMISSION_COMMENT_TEXT) == 0;
    if (!refused || call->fields || state->without_content)
        return 0;
    state->without_content = true;
    return wikijs_model_default_fields(&wj_comment_model) & ~WIKIJS_BIT(WIKIJS_COMMENT_CONTENT);
}

static enum wj_step start_check(struct wikijs_call *call, struct read_state *state, struct wikijs_call *child)
{
    const struct wj_comments_list_args *args = call->args;
    state->checks = true;
    call->result_arena = child->result_arena; /* keeps the list when the call ends before it is given away */
    state->list = wj_call_take_result(child);
    struct wj_by_path_args page = { .locale = args->locale, .path = args->path };
    return wj_flow_start(call, &(struct wj_request){ .op = &wj_op_pages_single_by_path,
                                                     .args = &page,
                                                     .args_size = sizeof page,
                                                     .fields = WIKIJS_BIT(WIKIJS_PAGE_ID) });
}

static enum wj_step start_list(struct wikijs_call *call, uint64_t fields)
{
    return wj_flow_start(call, &(struct wj_request){ .op = &wj_op_comments_list,
                                                     .args = call->args,
                                                     .args_size = sizeof(struct wj_comments_list_args),
                                                     .fields = fields });
}

static enum wj_step after_list(struct wikijs_call *call, struct read_state *state, struct wikijs_call *child)
{
    const struct wj_comments_list_args *args = call->args;
    const struct wj_list *list = child->result;
    uint64_t left = fields_left(call, state, child);
    if (left)
        return start_list(call, left);
    bool due = args->check_page && child->status == 0 && list->objects.count == 0;
    return due ? start_check(call, state, child) : wj_flow_end_as(call, child);
}

static enum wj_step list_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    struct read_state *state = call->state;
    if (!state) {
        state = call->state = wj_call_alloc(call, sizeof *state);
        return state ? start_list(call, call->fields) : wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
    }
    if (!state->checks)
        return after_list(call, state, child);
    if (child->status < 0 && child->status != WIKIJS_E_FORBIDDEN)
        return wj_flow_end_as(call, child);
    call->result_arena = NULL;
    return wj_flow_done(call, state->list);
}

static void prepare_list(struct wj_request *request, struct wj_comments_list_args *args, const wikijs_client *client,
                         const char *path, const wikijs_comments_list_options *given)
{
    wikijs_comments_list_options options = { 0 };
    wj_read_struct(request, given, &options, sizeof options);
    request->fields = options.fields;
    request->timeout_ms = options.timeout_ms;
    if (!request->refused.code)
        wj_place_find(&args->place, options.locale, path, &request->refused);
    args->path = args->place.path;
    args->locale = args->place.locale[0] || !client ? args->place.locale : wj_client_locale(client);
    args->check_page = options.check_page;
    request->flow = list_flow;
}

WJ_TYPED(wikijs_comments_list, wj_op_comments_list, struct wj_comments_list_args, prepare_list, wikijs_comment_list,
         (const char *path, const wikijs_comments_list_options *options), (client, path, options))

WJ_ITER_OVER_LIST(wikijs_comments_iter_all, wj_op_comments_list, struct wj_comments_list_args, prepare_list,
                  (const char *path, const wikijs_comments_list_options *options), (client, path, options))

static enum wj_step start_get(struct wikijs_call *call, uint64_t fields)
{
    return wj_flow_start(call, &(struct wj_request){ .op = &wj_op_comments_single,
                                                     .args = call->args,
                                                     .args_size = sizeof(struct wj_comment_id_args),
                                                     .fields = fields });
}

static enum wj_step get_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    struct read_state *state = call->state;
    if (!state) {
        state = call->state = wj_call_alloc(call, sizeof *state);
        return state ? start_get(call, call->fields) : wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
    }
    uint64_t left = fields_left(call, state, child);
    return left ? start_get(call, left) : wj_flow_end_as(call, child);
}

static void prepare_get(struct wj_request *request, struct wj_comment_id_args *args, int64_t id,
                        const wikijs_comments_get_options *given)
{
    wikijs_comments_get_options options = { 0 };
    wj_read_struct(request, given, &options, sizeof options);
    request->fields = options.fields;
    request->timeout_ms = options.timeout_ms;
    args->id = id;
    request->flow = get_flow;
}

WJ_TYPED(wikijs_comments_get, wj_op_comments_single, struct wj_comment_id_args, prepare_get, wikijs_comment,
         (int64_t id, const wikijs_comments_get_options *options), (id, options))

static void prepare_create(struct wj_request *request, struct wj_comment_create_args *args,
                           const wikijs_comments_create_input *given)
{
    wikijs_comments_create_input input = { 0 };
    if (!given) {
        wj_request_refuse(request, "no comment was given");
        return;
    }
    wj_read_struct(request, given, &input, sizeof input);
    /* The server counts refused ones, too: what it would refuse is not sent. */
    if (!input.content.ptr || wj_is_blank(input.content.ptr, input.content.len))
        wj_request_refuse(request, "the comment is blank");
    if (input.page_id <= 0)
        wj_request_refuse(request, "no page was given");
    request->timeout_ms = input.timeout_ms;
    *args = (struct wj_comment_create_args){
        .page_id = input.page_id,
        .reply_to = input.reply_to,
        .content = input.content,
        .guest_name = input.guest_name,
        .guest_email = input.guest_email,
    };
}

WJ_TYPED(wikijs_comments_create, wj_op_comments_create, struct wj_comment_create_args, prepare_create,
         wikijs_comment_created, (const wikijs_comments_create_input *input), (input))

static void prepare_update(struct wj_request *request, struct wj_comment_update_args *args, int64_t id,
                           wikijs_str content, const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    if (!content.ptr || wj_is_blank(content.ptr, content.len))
        wj_request_refuse(request, "the comment is blank");
    args->id = id;
    args->content = content;
}

WJ_TYPED(wikijs_comments_update, wj_op_comments_update, struct wj_comment_update_args, prepare_update,
         wikijs_comment_updated, (int64_t id, wikijs_str content, const wikijs_call_options *options),
         (id, content, options))

static void prepare_delete(struct wj_request *request, struct wj_comment_id_args *args, int64_t id,
                           const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    args->id = id;
}

WJ_TYPED_PLAIN(wikijs_comments_delete, wj_op_comments_delete, struct wj_comment_id_args, prepare_delete,
               (int64_t id, const wikijs_call_options *options), (id, options))

/* --- providers --- */

static void prepare_providers(struct wj_request *request, struct wj_no_args *args, const wikijs_call_options *options)
{
    (void)args;
    wj_read_call_options(request, options);
}

WJ_TYPED(wikijs_comments_list_providers, wj_op_comments_providers, struct wj_no_args, prepare_providers,
         wikijs_comment_provider_list, (const wikijs_call_options *options), (options))

static enum wj_step update_providers_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    static const struct wj_module_kind kind = {
        .noun = "comment provider",
        .read = &wj_op_comments_providers,
        .write = &wj_op_comments_update_providers,
        .only_one = true,
    };
    return wj_modules_step(call, child, &kind);
}

static void prepare_update_providers(struct wj_request *request, struct wj_modules_args *args,
                                     wikijs_module_inputs changes, const wikijs_call_options *options)
{
    wj_modules_prepare(request, args, changes, options);
    request->flow = update_providers_flow;
}

WJ_TYPED_PLAIN(wikijs_comments_update_providers, wj_op_comments_update_providers, struct wj_modules_args,
               prepare_update_providers, (wikijs_module_inputs changes, const wikijs_call_options *options),
               (changes, options))
