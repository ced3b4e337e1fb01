/* SPDX-License-Identifier: MIT */
/*
 * The navigation. The server takes the whole of it or nothing, checks no entry, and shows none whose visibility it does
 * not know. So entries are completed before they are sent, and one locale is changed by sending the others back:
 *
 *   READ   navigation.tree
 *   WRITE  navigation.updateTree
 */
#include <stdio.h>
#include <string.h>

#include "api/input.h"
#include "api/navigation_ops.h"
#include "api/typed.h"
#include "base/alloc.h"
#include "base/buf.h"
#include "model/models.h"
#include "json/decode.h"

static void prepare_nothing(struct wj_request *request, struct wj_no_args *args, const wikijs_call_options *options)
{
    (void)args;
    wj_read_call_options(request, options);
}

WJ_TYPED(wikijs_navigation_get_tree, wj_op_navigation_tree, struct wj_no_args, prepare_nothing,
         wikijs_navigation_tree_list, (const wikijs_call_options *options), (options))

WJ_TYPED(wikijs_navigation_get_config, wj_op_navigation_config, struct wj_no_args, prepare_nothing,
         wikijs_navigation_config, (const wikijs_call_options *options), (options))

static void prepare_mode(struct wj_request *request, struct wj_navigation_mode_args *args, wikijs_navigation_mode mode,
                         const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    args->mode = (int)mode;
}

WJ_TYPED_PLAIN(wikijs_navigation_update_config, wj_op_navigation_update_config, struct wj_navigation_mode_args,
               prepare_mode, (wikijs_navigation_mode mode, const wikijs_call_options *options), (mode, options))

/* --- what is given --- */

static bool is_one_of(const char *text, const char *const *words)
{
    for (; *words; words++)
        if (strcmp(text, *words) == 0)
            return true;
    return false;
}

static void check_item(struct wj_request *request, const char *locale, size_t index,
                       const wikijs_navigation_item_input *item)
{
    static const char *const kinds[] = { "link", "header", "divider", NULL };
    static const char *const modes[] = { "all", "restricted", NULL };
    const char *problem = NULL;
    if (!item->kind || !is_one_of(item->kind, kinds))
        problem = "its kind is none of link, header, divider";
    else if (strcmp(item->kind, "divider") != 0 && (!item->label || wj_is_blank(item->label, strlen(item->label))))
        problem = "it has no label";
    else if (strcmp(item->kind, "link") == 0 && (!item->target_type || !item->target))
        problem = "a link needs a target type and a target";
    else if (item->visibility_mode && !is_one_of(item->visibility_mode, modes))
        problem = "its visibility is neither all nor restricted";
    else if (!item->visibility_groups.items && item->visibility_groups.count)
        problem = "its groups have a count but no items";
    if (problem)
        wj_request_refuse(request, "entry %zu of the navigation '%.20s': %s", index + 1, locale, problem);
}

static void check_items(struct wj_request *request, const char *locale, wikijs_navigation_item_inputs items)
{
    if (!items.items && items.count)
        wj_request_refuse(request, "the entries have a count but no items");
    for (size_t i = 0; items.items && i < items.count && !request->refused.code; i++) {
        check_item(request, locale, i, &items.items[i]);
        for (size_t k = 0; k < i && items.items[i].id; k++)
            if (items.items[k].id && strcmp(items.items[i].id, items.items[k].id) == 0)
                wj_request_refuse(request, "entry %zu of the navigation '%.20s': its id is that of entry %zu", i + 1,
                                  locale, k + 1);
    }
}

static void check_tree(struct wj_request *request, wikijs_navigation_tree_inputs tree)
{
    if (!tree.items)
        wj_request_refuse(request, "no navigation was given; an empty one has items and a count of 0");
    for (size_t i = 0; tree.items && i < tree.count && !request->refused.code; i++) {
        const char *locale = tree.items[i].locale;
        if (!locale || !*locale) {
            wj_request_refuse(request, "a navigation has no locale");
            return;
        }
        for (size_t k = 0; k < i; k++)
            if (strcmp(locale, tree.items[k].locale) == 0)
                wj_request_refuse(request, "locale '%.20s' has two navigations", locale);
        check_items(request, locale, tree.items[i].items);
    }
}

/* --- what is sent --- */

enum { ID_SIZE = 64 };

static const char *make_id(struct wikijs_call *call, const char *locale, size_t index)
{
    char *id = wj_call_alloc(call, ID_SIZE);
    if (id)
        snprintf(id, ID_SIZE, "%.20s-%zu", locale, index + 1);
    return id;
}

/* The entries with what was left to us; false: out of memory. */
static bool complete(struct wikijs_call *call, const char *locale, wikijs_navigation_item_inputs *items)
{
    wikijs_navigation_item_input *own = wj_call_alloc(call, (items->count + 1) * sizeof *own);
    for (size_t i = 0; own && i < items->count; i++) {
        own[i] = items->items[i];
        if (!own[i].id && !(own[i].id = make_id(call, locale, i)))
            return false;
        if (!own[i].visibility_mode)
            own[i].visibility_mode = own[i].visibility_groups.count ? "restricted" : "all";
    }
    items->items = own;
    return own != NULL;
}

static enum wj_step start_write(struct wikijs_call *call, wikijs_navigation_tree_input *trees, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!complete(call, trees[i].locale, &trees[i].items))
            return wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
    struct wj_navigation_tree_args sent = { { trees, count } };
    return wj_flow_start(
        call, &(struct wj_request){ .op = &wj_op_navigation_update_tree, .args = &sent, .args_size = sizeof sent });
}

static enum wj_step update_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    const struct wj_navigation_tree_args *args = call->args;
    if (child)
        return wj_flow_end_as(call, child);
    wikijs_navigation_tree_input *trees = wj_call_alloc(call, (args->tree.count + 1) * sizeof *trees);
    if (!trees)
        return wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
    if (args->tree.count)
        memcpy(trees, args->tree.items, args->tree.count * sizeof *trees);
    return start_write(call, trees, args->tree.count);
}

static void prepare_update(struct wj_request *request, struct wj_navigation_tree_args *args,
                           wikijs_navigation_tree_inputs tree, const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    check_tree(request, tree);
    args->tree = tree;
    request->flow = update_flow;
}

WJ_TYPED_PLAIN(wikijs_navigation_update_tree, wj_op_navigation_update_tree, struct wj_navigation_tree_args,
               prepare_update, (wikijs_navigation_tree_inputs tree, const wikijs_call_options *options),
               (tree, options))

/* --- one locale --- */

struct merge_state {
    bool writing;
};

static enum wj_step write_merged(struct wikijs_call *call, struct wikijs_call *child)
{
    const struct wj_navigation_tree_args *args = call->args;
    const wikijs_navigation_tree_input *given = &args->tree.items[0];
    wikijs_navigation_tree_list *list = wj_call_take_result(child);
    wikijs_navigation_tree_inputs now = { 0 };
    enum wj_step step = WJ_DONE;
    wikijs_navigation_tree_input *trees = NULL;
    if (wikijs_navigation_tree_list_to_input(list, &now, NULL) == 0)
        trees = wj_call_alloc(call, (now.count + 1) * sizeof *trees);
    if (trees) {
        size_t count = now.count, at = 0;
        if (count)
            memcpy(trees, now.items, count * sizeof *trees);
        while (at < count && (!trees[at].locale || strcmp(trees[at].locale, given->locale) != 0))
            at++;
        trees[at] = *given;
        step = start_write(call, trees, at == count ? count + 1 : count);
    } else {
        step = wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
    }
    wikijs_navigation_tree_list_free(list);
    return step;
}

static enum wj_step set_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    struct merge_state *state = call->state;
    if (!child) {
        call->state = wj_call_alloc(call, sizeof *state);
        return call->state ? wj_flow_start(call, &(struct wj_request){ .op = &wj_op_navigation_tree })
                           : wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
    }
    if (child->status < 0 || state->writing)
        return wj_flow_end_as(call, child);
    state->writing = true;
    return write_merged(call, child);
}

/* An entry of the argument struct needs memory of its own until the arguments have been copied. */
struct set_args {
    struct wj_navigation_tree_args args;
    wikijs_navigation_tree_input tree;
};

static void prepare_set(struct wj_request *request, struct set_args *args, const char *locale,
                        wikijs_navigation_item_inputs items, const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    args->tree = (wikijs_navigation_tree_input){ locale, items };
    args->args.tree = (wikijs_navigation_tree_inputs){ &args->tree, 1 };
    wj_need(request, locale, "locale");
    if (!items.items)
        wj_request_refuse(request, "no entries were given; none at all have items and a count of 0");
    if (!request->refused.code)
        check_tree(request, args->args.tree);
    request->flow = set_flow;
}

WJ_TYPED_PLAIN(wikijs_navigation_set_items, wj_op_navigation_merge, struct set_args, prepare_set,
               (const char *locale, wikijs_navigation_item_inputs items, const wikijs_call_options *options),
               (locale, items, options))

/* --- from what was read to what is written, and from JSON --- */

static void copy_item(wikijs_navigation_item_input *out, const wikijs_navigation_item *item)
{
    *out = (wikijs_navigation_item_input){
        .id = item->id,
        .kind = item->kind,
        .label = item->label,
        .icon = item->icon,
        .target_type = item->target_type,
        .target = item->target,
        .visibility_mode = item->visibility_mode,
        .visibility_groups = item->visibility_groups,
    };
}

int wikijs_navigation_tree_list_to_input(wikijs_navigation_tree_list *list, wikijs_navigation_tree_inputs *out,
                                         wikijs_error *err)
{
    if (!list || !out)
        return wj_error_set(err, WIKIJS_E_ARG, "no navigation, or no place for the result was given");
    struct wj_arena *arena = wj_result_arena(list);
    size_t count = wikijs_navigation_tree_list_count(list);
    wikijs_navigation_tree_input *trees = wj_arena_zalloc(arena, (count + 1) * sizeof *trees);
    if (!trees)
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    for (size_t i = 0; i < count; i++) {
        const wikijs_navigation_tree *tree = wikijs_navigation_tree_list_at(list, i);
        wikijs_navigation_item_input *items = wj_arena_zalloc(arena, (tree->items.count + 1) * sizeof *items);
        if (!items)
            return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
        for (size_t k = 0; k < tree->items.count; k++)
            copy_item(&items[k], tree->items.items[k]);
        trees[i] = (wikijs_navigation_tree_input){ tree->locale, { items, tree->items.count } };
    }
    *out = (wikijs_navigation_tree_inputs){ trees, count };
    return 0;
}

/* The list stands in an object, since the reader of JSON begins with one. */
struct document {
    uint64_t present;
    struct wj_objects trees;
};

static const struct wj_field document_fields[] = {
    FIELD_OBJECTS(struct document, trees, "tree", &wj_navigation_tree_model, NULL, 0, NULL, NULL),
};
static const struct wikijs_model document_model = MODEL(struct document, "navigation", document_fields);

static int read_document(struct wj_arena *arena, const char *json, size_t length, struct document *out,
                         wikijs_error *err)
{
    static const char begin[] = "{\"tree\":";
    struct wj_json_error why = { 0 };
    struct wj_json_parser *parser = wj_json_parser_new(arena->allocator);
    char *text = wj_arena_zalloc(arena, sizeof begin + length + 1 + WJ_BUF_PAD);
    int status = parser && text ? 0 : WIKIJS_E_NOMEM;
    if (status == 0) {
        memcpy(text, begin, sizeof begin - 1);
        memcpy(text + sizeof begin - 1, json, length);
        text[sizeof begin - 1 + length] = '}';
        status = wj_json_decode(parser, text, sizeof begin + length, &document_model, out, arena, &why);
    }
    wj_json_parser_free(parser);
    if (status == WIKIJS_E_NOMEM)
        return wj_error_set(err, status, "out of memory");
    if (status < 0)
        return wj_error_set(err, WIKIJS_E_ARG, "this is no navigation: %s%s%s", why.message, why.path[0] ? " at " : "",
                            why.path);
    return out->present ? 0 : wj_error_set(err, WIKIJS_E_ARG, "this is no navigation: a list of locales was expected");
}

int wikijs_navigation_tree_list_from_json(const char *json, size_t length, wikijs_navigation_tree_list **out,
                                          wikijs_error *err)
{
    if (!json || !out)
        return wj_error_set(err, WIKIJS_E_ARG, "no JSON, or no place for the result was given");
    struct wj_arena *arena = wj_arena_new(&wj_libc_allocator, 0);
    struct document document = { 0 };
    struct wj_list *list = arena ? wj_result_new(arena, sizeof *list) : NULL;
    int status = list ? read_document(arena, json, length, &document, err)
                      : wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    if (status < 0 || !list) {
        wj_arena_free(arena);
        return status;
    }
    *list = (struct wj_list){ .present = 1, .objects = document.trees, .model = &wj_navigation_tree_model };
    *out = (void *)list;
    return 0;
}
