/* SPDX-License-Identifier: MIT */
/* Search engines. */
#include "api/input.h"
#include "api/search_ops.h"
#include "api/typed.h"

static void prepare_list(struct wj_request *request, struct wj_filter_args *args, const wikijs_call_options *options)
{
    (void)args;
    wj_read_call_options(request, options);
}

WJ_TYPED(wikijs_search_list_engines, wj_op_search_engines, struct wj_filter_args, prepare_list,
         wikijs_search_engine_list, (const wikijs_call_options *options), (options))

static enum wj_step update_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    static const struct wj_module_kind kind = {
        .noun = "search engine",
        .read = &wj_op_search_engines,
        .write = &wj_op_search_update_engines,
        .only_one = true,
    };
    return wj_modules_step(call, child, &kind);
}

static void prepare_update(struct wj_request *request, struct wj_modules_args *args, wikijs_module_inputs changes,
                           const wikijs_call_options *options)
{
    wj_modules_prepare(request, args, changes, options);
    request->flow = update_flow;
}

WJ_TYPED_PLAIN(wikijs_search_update_engines, wj_op_search_update_engines, struct wj_modules_args, prepare_update,
               (wikijs_module_inputs changes, const wikijs_call_options *options), (changes, options))

/* The answer comes when all pages have been indexed. */
enum { REBUILD_TIMEOUT_MS = 10 * 60 * 1000 };

static void prepare_rebuild(struct wj_request *request, struct wj_no_args *args, const wikijs_call_options *options)
{
    (void)args;
    wj_read_call_options(request, options);
    if (request->timeout_ms == 0)
        request->timeout_ms = REBUILD_TIMEOUT_MS;
}

WJ_TYPED_PLAIN(wikijs_search_rebuild_index, wj_op_search_rebuild_index, struct wj_no_args, prepare_rebuild,
               (const wikijs_call_options *options), (options))
