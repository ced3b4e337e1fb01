/* SPDX-License-Identifier: MIT */
/*
 * Create, move and delete. Each makes the server rebuild its page tree, and two rebuilds at a time collide: the write has
 * happened, yet it is reported as a failure. This library sends such writes one at a time, but other clients write, too.
 * So when a rebuild failed, the list of pages says what is true. It is asked, too, when the answer to a write did not come, or
 * tells of a failure inside the server (look.h).
 *
 *   WRITE   the mutation; "Error when running job rebuild-tree", failed inside, or unknown -> LOOK
 *   LOOK    pages.list; not written -> the failure stands; written, but not in the tree -> REPAIR
 *   REPAIR  pages.rebuildTree, for the tree may lack the page; needs manage:system, so a refusal changes nothing
 */
#include "api/pages_write.h"

#include <string.h>

#include "api/input.h"
#include "api/look.h"
#include "api/tags.h"
#include "api/typed.h"
#include "model/models.h"

enum stage { STAGE_WRITE, STAGE_LOOK, STAGE_REPAIR };

/* What differs between the three. */
struct write_kind {
    const struct wj_op *op;
    size_t args_size;
    const char *(*locale)(const void *args); /* NULL, or where to look */
    /* Whether the list shows that the write was done; *result receives what it returns. E_NOMEM or 0 / 1. */
    int (*is_done)(struct wikijs_call *call, const wikijs_page_item_list *list, wikijs_page **result);
};

struct write_state {
    const struct write_kind *kind;
    const void *args;
    enum stage stage;
    bool collided, failed_inside;
    wikijs_error failure;
    wikijs_page *page;
};

static enum wj_step no_memory(struct wikijs_call *call)
{
    return wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
}

static enum wj_step end_failed(struct wikijs_call *call, const struct write_state *state)
{
    call->error = state->failure;
    call->status = state->failure.code;
    return WJ_DONE;
}

static bool is_collision(const struct wikijs_call *child)
{
    return child->status < 0 && strstr(child->error.message, "job rebuild-tree");
}

static enum wj_step look(struct wikijs_call *call, struct write_state *state)
{
    struct wj_list_args args = { .locale = state->kind->locale ? state->kind->locale(state->args) : NULL };
    state->stage = STAGE_LOOK;
    return wj_flow_start(call,
                         &(struct wj_request){ .op = &wj_op_pages_list, .args = &args, .args_size = sizeof args });
}

static enum wj_step end_written(struct wikijs_call *call, const struct write_state *state)
{
    call->result_arena = NULL; /* it is the page's, which flow_done takes */
    return wj_flow_done(call, state->page);
}

static enum wj_step after_look(struct wikijs_call *call, struct write_state *state, struct wikijs_call *child)
{
    int done = child->status == 0 ? state->kind->is_done(call, child->result, &state->page) : 0;
    if (done < 0)
        return no_memory(call);
    if (!done && !state->failed_inside) { /* perhaps these credentials just cannot see it */
        state->failure.flags |= WIKIJS_ERROR_UNCERTAIN;
    }
    if (!done)
        return end_failed(call, state);
    if (state->failed_inside)
        return wj_look_end_done(call, &state->failure);
    if (!state->collided)
        return end_written(call, state);
    state->stage = STAGE_REPAIR;
    return wj_flow_start(call, &(struct wj_request){ .op = &wj_op_pages_rebuild_tree });
}

static enum wj_step write_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    struct write_state *state = call->state;
    switch (state->stage) {
    case STAGE_WRITE:
        state->collided = is_collision(child);
        state->failed_inside = !state->collided && wj_look_failed_inside(child);
        if (!state->collided && !state->failed_inside && !wj_look_is_due(call, child))
            return wj_flow_end_as(call, child);
        state->failure = child->error;
        return look(call, state);
    case STAGE_LOOK:
        return after_look(call, state, child);
    default:
        return end_written(call, state);
    }
}

static enum wj_step start_write(struct wikijs_call *call, const struct write_kind *kind, const void *args)
{
    struct write_state *state = call->state = wj_call_alloc(call, sizeof *state);
    if (!state)
        return no_memory(call);
    state->kind = kind;
    state->args = args;
    return wj_flow_start(
        call,
        &(struct wj_request){ .op = kind->op, .args = args, .args_size = kind->args_size, .fields = call->fields });
}

static const wikijs_page_item *find_id(const wikijs_page_item_list *list, int64_t id)
{
    for (size_t i = 0; i < wikijs_page_item_list_count(list); i++) {
        const wikijs_page_item *item = wikijs_page_item_list_at(list, i);
        if (item->id == id)
            return item;
    }
    return NULL;
}

/* --- create --- */

static const char *create_locale(const void *args)
{
    return ((const struct wj_create_args *)args)->locale;
}

static bool copy_text(struct wj_arena *arena, const char *text, const char **out)
{
    *out = text ? wj_arena_strdup(arena, text) : NULL;
    return *out || !text;
}

static bool copy_tags(struct wj_arena *arena, wikijs_strings tags, wikijs_page_tags *out)
{
    const wikijs_page_tag **items = wj_arena_alloc(arena, (tags.count + 1) * sizeof *items);
    if (!items)
        return false;
    for (size_t i = 0; i < tags.count; i++) {
        wikijs_page_tag *tag = wj_arena_zalloc(arena, sizeof *tag);
        if (!tag || !copy_text(arena, tags.items[i], &tag->tag))
            return false;
        tag->present = WIKIJS_BIT(WIKIJS_PAGE_TAG_TAG);
        items[i] = tag;
    }
    *out = (wikijs_page_tags){ .items = items, .count = tags.count };
    return true;
}

/* What pages.list tells of a page, which is more than the answer of a write does, but for `hash`. */
static wikijs_page *page_from_item(struct wikijs_call *call, const wikijs_page_item *item)
{
    struct wj_arena *arena = call->result_arena = wj_arena_new(call->allocator, 0);
    wikijs_page *page = arena ? wj_result_new(arena, sizeof *page) : NULL;
    if (!page || !copy_text(arena, item->path, &page->path) || !copy_text(arena, item->locale, &page->locale) ||
        !copy_text(arena, item->title, &page->title) || !copy_text(arena, item->description, &page->description) ||
        !copy_text(arena, item->content_type, &page->content_type) ||
        !copy_text(arena, item->private_ns, &page->private_ns) || !copy_tags(arena, item->tags, &page->tags))
        return NULL;
    page->id = item->id;
    page->is_published = item->is_published;
    page->is_private = item->is_private;
    page->created_at = item->created_at;
    page->updated_at = item->updated_at;
    page->present = wj_present_as(&wj_page_item_model, item->present, &wj_page_model);
    return page;
}

/* Is the page that lies there the one that a broken request was to make? One that was there before is not. */
static bool is_new(const struct wikijs_call *call, const wikijs_page_item *item, const struct wj_create_args *args)
{
    return wj_look_is_new(call, item->created_at) && item->title && strcmp(item->title, args->title) == 0;
}

static int is_created(struct wikijs_call *call, const wikijs_page_item_list *list, wikijs_page **result)
{
    const struct write_state *state = call->state;
    const struct wj_create_args *args = state->args;
    for (size_t i = 0; i < wikijs_page_item_list_count(list); i++) {
        const wikijs_page_item *item = wikijs_page_item_list_at(list, i);
        if (item->path && strcmp(item->path, args->path) == 0 && (state->collided || is_new(call, item, args))) {
            *result = page_from_item(call, item);
            return *result ? 1 : WIKIJS_E_NOMEM;
        }
    }
    return 0;
}

static const struct write_kind create_kind = { &wj_op_pages_create, sizeof(struct wj_create_args), create_locale,
                                               is_created };

static enum wj_step create_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    if (child)
        return write_flow(call, child);
    const struct wj_create_args *given = call->args;
    struct wj_create_args *args = wj_call_alloc(call, sizeof *args);
    struct wj_tags tags;
    if (!args || !wj_tags_init(&tags, call, given->tags.count) || !wj_tags_add(&tags, call, given->tags))
        return no_memory(call);
    *args = *given;
    args->tags = wj_tags_strings(&tags);
    return start_write(call, &create_kind, args);
}

static void read_create_input(struct wj_request *request, struct wj_create_args *args, const wikijs_client *client,
                              const wikijs_pages_create_input *input)
{
    wj_need(request, input->title, "title");
    wj_check_length(request, input->title, "title");
    wj_check_length(request, input->description, "description");
    wj_check_tags(request, input->tags, "tags");
    wj_check_tristate(request, input->is_published, "is_published");
    wj_check_tristate(request, input->is_private, "is_private");
    if (!input->content.ptr || wj_is_blank(input->content.ptr, input->content.len))
        wj_request_refuse(request, "the content is blank, which the server refuses");
    if (!request->refused.code)
        wj_place_new(&args->place, input->locale, input->path, &request->refused);
    args->content = input->content;
    args->title = input->title;
    args->description = input->description ? input->description : "";
    args->editor = input->editor ? input->editor : "markdown";
    args->path = args->place.path;
    args->locale = args->place.locale[0] || !client ? args->place.locale : wj_client_locale(client);
    args->tags = input->tags;
    args->is_published = input->is_published == WIKIJS_NO ? WIKIJS_NO : WIKIJS_YES;
    args->is_private = input->is_private == WIKIJS_YES ? WIKIJS_YES : WIKIJS_NO;
    args->publish_start_date = input->publish_start_date;
    args->publish_end_date = input->publish_end_date;
    args->script_css = input->script_css;
    args->script_js = input->script_js;
}

void wj_pages_prepare_create(struct wj_request *request, struct wj_create_args *args, const wikijs_client *client,
                             const wikijs_pages_create_input *given)
{
    wikijs_pages_create_input input = { 0 };
    if (!given) {
        wj_request_refuse(request, "no page was given");
        return;
    }
    wj_read_struct(request, given, &input, sizeof input);
    if (!request->refused.code)
        read_create_input(request, args, client, &input);
    request->timeout_ms = input.timeout_ms;
    request->flow = create_flow;
}

WJ_TYPED(wikijs_pages_create, wj_op_pages_create, struct wj_create_args, wj_pages_prepare_create, wikijs_page,
         (const wikijs_pages_create_input *input), (client, input))

/* --- move --- */

static int is_moved(struct wikijs_call *call, const wikijs_page_item_list *list, wikijs_page **result)
{
    (void)result;
    const struct wj_move_args *args = call->args;
    const wikijs_page_item *item = find_id(list, args->id);
    return item && item->path && item->locale && strcmp(item->path, args->destination_path) == 0 &&
           strcmp(item->locale, args->destination_locale) == 0;
}

static const struct write_kind move_kind = { &wj_op_pages_move, sizeof(struct wj_move_args), NULL, is_moved };

static enum wj_step move_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    return child ? write_flow(call, child) : start_write(call, &move_kind, call->args);
}

static void prepare_move(struct wj_request *request, struct wj_move_args *args, const wikijs_client *client, int64_t id,
                         const char *locale, const char *path, const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    if (!request->refused.code)
        wj_place_new(&args->place, locale, path, &request->refused);
    args->id = id;
    args->destination_path = args->place.path;
    args->destination_locale = args->place.locale[0] || !client ? args->place.locale : wj_client_locale(client);
    request->flow = move_flow;
}

WJ_TYPED_PLAIN(wikijs_pages_move, wj_op_pages_move, struct wj_move_args, prepare_move,
               (int64_t id, const char *destination_locale, const char *destination_path,
                const wikijs_call_options *options),
               (client, id, destination_locale, destination_path, options))

/* --- delete --- */

static int is_deleted(struct wikijs_call *call, const wikijs_page_item_list *list, wikijs_page **result)
{
    (void)result;
    return !find_id(list, ((const struct wj_id_args *)call->args)->id);
}

static const struct write_kind delete_kind = { &wj_op_pages_delete, sizeof(struct wj_id_args), NULL, is_deleted };

static enum wj_step delete_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    return child ? write_flow(call, child) : start_write(call, &delete_kind, call->args);
}

void wj_pages_prepare_delete(struct wj_request *request, struct wj_id_args *args, int64_t id,
                             const wikijs_call_options *options)
{
    wj_read_call_options(request, options);
    args->id = id;
    request->flow = delete_flow;
}

WJ_TYPED_PLAIN(wikijs_pages_delete, wj_op_pages_delete, struct wj_id_args, wj_pages_prepare_delete,
               (int64_t id, const wikijs_call_options *options), (id, options))
