/* SPDX-License-Identifier: MIT */
/* The queries of the pages namespace that are one request: search, tags, links, history, versions, conflicts. */
#include "api/input.h"
#include "api/iter.h"
#include "api/pages_ops.h"
#include "api/typed.h"

static void prepare_search(struct wj_request *request, struct wj_search_args *args, const char *query,
                           const wikijs_pages_search_options *given)
{
    wikijs_pages_search_options options = { 0 };
    wj_read_struct(request, given, &options, sizeof options);
    wj_need(request, query, "text to look for");
    request->timeout_ms = options.timeout_ms;
    args->query = query;
    args->locale = options.locale;
    if (options.path && !request->refused.code) {
        wj_place_find(&args->place, NULL, options.path, &request->refused);
        args->path = args->place.path;
        if (!args->locale && args->place.locale[0])
            args->locale = args->place.locale;
    }
}

WJ_TYPED(wikijs_pages_search, wj_op_pages_search, struct wj_search_args, prepare_search, wikijs_page_search,
         (const char *query, const wikijs_pages_search_options *options), (query, options))

static void prepare_tags(struct wj_request *request, struct wj_no_args *args, const wikijs_call_options *options)
{
    (void)args;
    wj_read_call_options(request, options);
}

WJ_TYPED(wikijs_pages_tags, wj_op_pages_tags, struct wj_no_args, prepare_tags, wikijs_page_tag_list,
         (const wikijs_call_options *options), (options))

WJ_ITER_OVER_LIST(wikijs_pages_iter_tags, wj_op_pages_tags, struct wj_no_args, prepare_tags,
                  (const wikijs_call_options *options), (options))

static void prepare_search_tags(struct wj_request *request, struct wj_query_args *args, const char *query,
                                const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    wj_need(request, query, "text to look for");
    args->query = query;
}

WJ_TYPED(wikijs_pages_search_tags, wj_op_pages_search_tags, struct wj_query_args, prepare_search_tags,
         wikijs_string_list, (const char *query, const wikijs_call_options *options), (query, options))

static void prepare_history(struct wj_request *request, struct wj_history_args *args, int64_t id,
                            const wikijs_pages_history_options *given)
{
    wikijs_pages_history_options options = { 0 };
    wj_read_struct(request, given, &options, sizeof options);
    if (options.offset_page < 0 || options.offset_size < 0)
        wj_request_refuse(request, "a page of a history cannot have a negative number or size");
    request->timeout_ms = options.timeout_ms;
    args->id = id;
    args->offset_page = options.offset_page;
    args->offset_size = options.offset_size;
}

WJ_TYPED(wikijs_pages_history, wj_op_pages_history, struct wj_history_args, prepare_history, wikijs_page_history,
         (int64_t id, const wikijs_pages_history_options *options), (id, options))

static void prepare_version(struct wj_request *request, struct wj_version_args *args, int64_t id, int64_t version_id,
                            const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    args->page_id = id;
    args->version_id = version_id;
}

WJ_TYPED(wikijs_pages_version, wj_op_pages_version, struct wj_version_args, prepare_version, wikijs_page_version,
         (int64_t id, int64_t version_id, const wikijs_call_options *options), (id, version_id, options))

static void prepare_id(struct wj_request *request, struct wj_id_args *args, int64_t id,
                       const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    args->id = id;
}

WJ_TYPED(wikijs_pages_conflict_latest, wj_op_pages_conflict_latest, struct wj_id_args, prepare_id, wikijs_page_conflict,
         (int64_t id, const wikijs_call_options *options), (id, options))

static void prepare_check(struct wj_request *request, struct wj_check_args *args, int64_t id, int64_t checkout_date,
                          const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    args->id = id;
    args->checkout_date = checkout_date;
}

WJ_TYPED_BOOL(wikijs_pages_check_conflicts, wj_op_pages_check_conflicts, struct wj_check_args, prepare_check,
              (int64_t id, int64_t checkout_date, const wikijs_call_options *options), (id, checkout_date, options))
