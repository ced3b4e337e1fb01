/* SPDX-License-Identifier: MIT */
/*
 * Lists of pages. The server's own limit counts rows of page and tag before it looks at permissions, its tag filter cuts
 * the tags of what it finds, and its tree mode PAGES fails: so these are done here, on the whole answer.
 */
#include <string.h>

#include "api/input.h"
#include "api/lists.h"
#include "api/pages_list.h"
#include "api/tags.h"
#include "api/typed.h"

static enum wj_step end_with_list(struct wikijs_call *call, int status, struct wj_list *list)
{
    if (status < 0) {
        wj_result_free(list);
        return wj_flow_fail(call, status, "out of memory");
    }
    return wj_flow_done(call, list);
}

/* --- pages.list --- */

static bool has_tags(const void *item, const void *context)
{
    const wikijs_page_item *page = item;
    const struct wj_tags *tags = context;
    for (size_t i = 0; i < tags->count; i++)
        if (!wj_strings_hold(page->tags, tags->items[i]))
            return false;
    return true;
}

static enum wj_step list_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    const struct wj_list_args *args = call->args;
    if (!child) {
        struct wj_list_args sent = *args;
        sent.limit = 0;
        sent.tags = (wikijs_strings){ 0 };
        uint64_t fields = call->fields;
        if (fields && args->tags.count > 0)
            fields |= WIKIJS_BIT(WIKIJS_PAGE_ITEM_TAGS);
        return wj_flow_start(
            call,
            &(struct wj_request){ .op = &wj_op_pages_list, .args = &sent, .args_size = sizeof sent, .fields = fields });
    }
    if (child->status < 0)
        return wj_flow_end_as(call, child);
    struct wj_list *list = wj_call_take_result(child);
    struct wj_tags tags;
    int status = 0;
    if (args->tags.count > 0) {
        bool good = wj_tags_init(&tags, call, args->tags.count) && wj_tags_add(&tags, call, args->tags);
        status = good ? wj_list_keep(list, has_tags, &tags) : WIKIJS_E_NOMEM;
    }
    if (status == 0)
        wj_list_cut(list, args->offset, args->limit);
    return end_with_list(call, status, list);
}

static void prepare_list(struct wj_request *request, struct wj_list_args *args, const wikijs_pages_list_options *given)
{
    wikijs_pages_list_options options = { 0 };
    wj_read_struct(request, given, &options, sizeof options);
    if (options.limit < 0 || options.offset < 0)
        wj_request_refuse(request, "limit and offset of a list cannot be negative");
    if (options.order_by < WIKIJS_PAGE_ORDER_DEFAULT || options.order_by > WIKIJS_PAGE_ORDER_UPDATED ||
        options.direction < WIKIJS_ORDER_DEFAULT || options.direction > WIKIJS_ORDER_DESC)
        wj_request_refuse(request, "a list cannot be ordered like that");
    wj_check_strings(request, options.tags, "tags");
    *args = (struct wj_list_args){
        .limit = options.limit,
        .offset = options.offset,
        .order_by = (int)options.order_by,
        .direction = (int)options.direction,
        .tags = options.tags,
        .locale = options.locale,
        .creator_id = options.creator_id,
        .author_id = options.author_id,
    };
    request->fields = options.fields;
    request->timeout_ms = options.timeout_ms;
    if (options.limit || options.offset || options.tags.count > 0)
        request->flow = list_flow;
}

void wj_pages_list_request(struct wj_request *request, const struct wj_list_args *args, uint64_t fields)
{
    *request = (struct wj_request){
        .op = &wj_op_pages_list, .args = args, .args_size = sizeof *args, .fields = fields
    };
    if (args->limit || args->offset || args->tags.count > 0)
        request->flow = list_flow;
}

WJ_TYPED(wikijs_pages_list, wj_op_pages_list, struct wj_list_args, prepare_list, wikijs_page_item_list,
         (const wikijs_pages_list_options *options), (options))

/* --- pages.tree --- */

static bool has_page(const void *item, const void *context)
{
    (void)context;
    return ((const wikijs_page_tree_item *)item)->page_id != 0;
}

static enum wj_step tree_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    if (!child)
        return wj_flow_start(call, &(struct wj_request){ .op = &wj_op_pages_tree,
                                                         .args = call->args,
                                                         .args_size = sizeof(struct wj_tree_args),
                                                         .fields = call->fields });
    if (child->status < 0)
        return wj_flow_end_as(call, child);
    struct wj_list *list = wj_call_take_result(child);
    int status = wj_list_keep(list, has_page, NULL);
    return end_with_list(call, status, list);
}

static void prepare_tree(struct wj_request *request, struct wj_tree_args *args, const wikijs_client *client,
                         const wikijs_pages_tree_options *given)
{
    wikijs_pages_tree_options options = { 0 };
    wj_read_struct(request, given, &options, sizeof options);
    if (options.mode < WIKIJS_PAGE_TREE_ALL || options.mode > WIKIJS_PAGE_TREE_PAGES)
        wj_request_refuse(request, "the tree has no mode %d", (int)options.mode);
    if (options.path && options.parent)
        wj_request_refuse(request, "a level of the tree is named by its path or by its parent, not by both");
    request->timeout_ms = options.timeout_ms;
    args->parent = options.parent;
    args->mode = options.mode == WIKIJS_PAGE_TREE_FOLDERS ? WJ_TREE_MODE_FOLDERS : WJ_TREE_MODE_ALL;
    args->include_ancestors = options.include_ancestors;
    args->locale = options.locale;
    if (options.path && !request->refused.code) {
        wj_place_find(&args->place, options.locale, options.path, &request->refused);
        args->path = args->place.path;
        args->locale = args->place.locale[0] ? args->place.locale : NULL;
    }
    if (!args->locale && client)
        args->locale = wj_client_locale(client);
    if (options.mode == WIKIJS_PAGE_TREE_PAGES)
        request->flow = tree_flow;
}

WJ_TYPED(wikijs_pages_tree, wj_op_pages_tree, struct wj_tree_args, prepare_tree, wikijs_page_tree_item_list,
         (const wikijs_pages_tree_options *options), (client, options))

/* --- pages.links --- */

static void prepare_links(struct wj_request *request, struct wj_locale_args *args, const wikijs_client *client,
                          const char *locale, const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    args->locale = locale || !client ? locale : wj_client_locale(client);
}

WJ_TYPED(wikijs_pages_links, wj_op_pages_links, struct wj_locale_args, prepare_links, wikijs_page_link_list,
         (const char *locale, const wikijs_call_options *options), (client, locale, options))
