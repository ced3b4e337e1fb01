/* SPDX-License-Identifier: MIT */
/*
 * Restore. Versions hold neither tags nor scripts, and the server's own restore takes the missing ones for a wish to have
 * none:
 *
 *   READ     pages.single; refused -> ends so, before anything was changed
 *   RESTORE  pages.restore; had neither tags nor scripts -> done
 *   REWRITE  an update of the restored page with what it had
 */
#include <string.h>

#include "api/input.h"
#include "api/pages_update.h"
#include "api/typed.h"
#include "base/status.h"

enum stage { STAGE_READ, STAGE_RESTORE, STAGE_REWRITE };

struct restore_state {
    enum stage stage;
    struct wj_update_args rewrite; /* points into the page that was read, which the call keeps */
};

static enum wj_step no_memory(struct wikijs_call *call)
{
    return wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
}

static enum wj_step start_read(struct wikijs_call *call, struct restore_state *state)
{
    struct wj_id_args args = { .id = ((const struct wj_version_args *)call->args)->page_id };
    state->stage = STAGE_READ;
    return wj_flow_start(call, &(struct wj_request){ .op = &wj_op_pages_single,
                                                     .args = &args,
                                                     .args_size = sizeof args,
                                                     .fields = WIKIJS_BIT(WIKIJS_PAGE_TAGS) |
                                                               WIKIJS_BIT(WIKIJS_PAGE_SCRIPT_CSS) |
                                                               WIKIJS_BIT(WIKIJS_PAGE_SCRIPT_JS) });
}

static enum wj_step after_read(struct wikijs_call *call, struct restore_state *state, struct wikijs_call *child)
{
    if (child->status < 0)
        return wj_flow_end_as(call, child);
    call->result_arena = child->result_arena; /* kept for the rewrite */
    const wikijs_page *page = wj_call_take_result(child);
    const char **tags = wj_call_alloc(call, (page->tags.count + 1) * sizeof *tags);
    if (!tags)
        return no_memory(call);
    for (size_t i = 0; i < page->tags.count; i++)
        tags[i] = page->tags.items[i]->tag;
    state->rewrite.tags = (wikijs_strings){ .items = tags, .count = page->tags.count };
    state->rewrite.script_css = page->script_css;
    state->rewrite.script_js = page->script_js;
    state->stage = STAGE_RESTORE;
    return wj_flow_start(call, &(struct wj_request){ .op = &wj_op_pages_restore,
                                                     .args = call->args,
                                                     .args_size = sizeof(struct wj_version_args) });
}

static enum wj_step after_restore(struct wikijs_call *call, struct restore_state *state, struct wikijs_call *child)
{
    struct wj_update_args *rewrite = &state->rewrite;
    bool had_nothing = rewrite->tags.count == 0 && rewrite->script_css.len == 0 && rewrite->script_js.len == 0;
    if (child->status < 0 || had_nothing) {
        wj_flow_end_as(call, child);
        return WJ_DONE;
    }
    rewrite->id = ((const struct wj_version_args *)call->args)->page_id;
    state->stage = STAGE_REWRITE;
    return wj_flow_start(
        call, &(struct wj_request){
                  .op = &wj_op_pages_merge, .args = rewrite, .args_size = sizeof *rewrite, .flow = wj_update_flow });
}

static enum wj_step after_rewrite(struct wikijs_call *call, struct wikijs_call *child)
{
    wj_flow_end_as(call, child);
    if (child->status < 0)
        wj_error_context(&call->error, "the version was restored, but without its tags and scripts");
    else
        wj_flow_done(call, NULL); /* the restore itself has no result */
    return WJ_DONE;
}

static enum wj_step restore_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    struct restore_state *state = call->state;
    if (!child) {
        state = call->state = wj_call_alloc(call, sizeof *state);
        return state ? start_read(call, state) : no_memory(call);
    }
    switch (state->stage) {
    case STAGE_READ:
        return after_read(call, state, child);
    case STAGE_RESTORE:
        return after_restore(call, state, child);
    default:
        return after_rewrite(call, child);
    }
}

static void prepare_restore(struct wj_request *request, struct wj_version_args *args, int64_t id, int64_t version_id,
                            const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    args->page_id = id;
    args->version_id = version_id;
    request->flow = restore_flow;
}

WJ_TYPED_PLAIN(wikijs_pages_restore, wj_op_pages_restore, struct wj_version_args, prepare_restore,
               (int64_t id, int64_t version_id, const wikijs_call_options *options), (id, version_id, options))
