/* SPDX-License-Identifier: MIT */
/*
 * Reading one page. pages.single wants the right to manage or delete the page, which readers do not have; for them the
 * server has the source route, which gives the content and seven values of the page. So:
 *
 *   (the plain call) pages.single or singleByPath; refused -> LOCATE (by id) or SOURCE (by path, or by id with a place)
 *   LOCATE  GET /i/ID, whose redirect names the page's path, and on a site with name spaces its locale -> CHECK
 *   CHECK   pages.tree: is it this page that lies there? yes -> SOURCE, no -> FIND
 *   FIND    pages.list, which is long, but knows where every page is                                   -> SOURCE
 *   SOURCE  GET /d/LOCALE/PATH                 -> done, or ID; nothing there, and the place was the caller's -> LOCATE
 *   ID      pages.tree, for the id of a page that was asked for by path
 *
 * When the way round does not help, the call ends with the first refusal.
 */
#include <stdio.h>
#include <string.h>
#include <wikijs/graphql.h>

#include "api/input.h"
#include "api/pages_get.h"
#include "api/pages_ops.h"
#include "api/source.h"
#include "api/typed.h"
#include "base/text.h"
#include "model/models.h"

enum stage { STAGE_LOCATE, STAGE_CHECK, STAGE_FIND, STAGE_SOURCE, STAGE_ID };

struct get_state {
    enum stage stage;
    wikijs_error refusal;
    int64_t id; /* 0: not known */
    struct wj_place place;
    bool place_is_given; /* by the caller: the page may have been moved since */
    wikijs_page *page;   /* read from the source, waiting for its id */
};

#define FROM_HEADER                                                                                               \
    (WIKIJS_BIT(WIKIJS_PAGE_TITLE) | WIKIJS_BIT(WIKIJS_PAGE_DESCRIPTION) | WIKIJS_BIT(WIKIJS_PAGE_IS_PUBLISHED) | \
     WIKIJS_BIT(WIKIJS_PAGE_TAGS) | WIKIJS_BIT(WIKIJS_PAGE_EDITOR) | WIKIJS_BIT(WIKIJS_PAGE_CREATED_AT) |         \
     WIKIJS_BIT(WIKIJS_PAGE_UPDATED_AT) | WIKIJS_BIT(WIKIJS_PAGE_CONTENT_TYPE))
#define FROM_SOURCE_ROUTE                                                                                       \
    (FROM_HEADER | WIKIJS_BIT(WIKIJS_PAGE_ID) | WIKIJS_BIT(WIKIJS_PAGE_PATH) | WIKIJS_BIT(WIKIJS_PAGE_LOCALE) | \
     WIKIJS_BIT(WIKIJS_PAGE_CONTENT) | WIKIJS_BIT(WIKIJS_PAGE_FROM_SOURCE))

static enum wj_step end_refused(struct wikijs_call *call, const struct get_state *state)
{
    call->error = state->refusal;
    call->status = state->refusal.code;
    return WJ_DONE;
}

/* A step of the way round failed: with a refusal the first refusal stands, anything else is news. */
static enum wj_step end_failed(struct wikijs_call *call, const struct get_state *state, struct wikijs_call *child)
{
    bool refused = child->status == 0 || child->status == WIKIJS_E_FORBIDDEN || child->status == WIKIJS_E_NOT_FOUND ||
                   child->status == WIKIJS_E_HTTP || child->status == WIKIJS_E_SERVER;
    if (refused)
        return end_refused(call, state);
    call->status = child->status; /* not its result: that is of another type */
    call->error = child->error;
    return WJ_DONE;
}

static enum wj_step no_memory(struct wikijs_call *call)
{
    return wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
}

/* --- the source route --- */

/* The server takes what follows the last dot of "v1.2" for an extension, and would send the page "v1". */
static bool needs_extension(const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    return name[0] && strchr(name + 1, '.');
}

static enum wj_step start_source(struct wikijs_call *call, struct get_state *state)
{
    size_t size = 3 * strlen(state->place.path) + sizeof "/d//.md" + sizeof state->place.locale;
    char *path = wj_call_alloc(call, size);
    if (!path)
        return no_memory(call);
    int used = snprintf(path, size, "/d/%s/", state->place.locale);
    wj_path_encode(state->place.path, path + used);
    if (needs_extension(state->place.path))
        memcpy(path + strlen(path), ".md", sizeof ".md");
    state->stage = STAGE_SOURCE;
    return wj_flow_start(call, &(struct wj_request){ .op = &wj_op_pages_source, .http_path = path });
}

/* --- from an id to a place --- */

static enum wj_step start_tree(struct wikijs_call *call, struct get_state *state, enum stage stage)
{
    struct wj_tree_args args = { .path = state->place.path, .locale = state->place.locale, .mode = WJ_TREE_MODE_ALL };
    state->stage = stage;
    return wj_flow_start(call,
                         &(struct wj_request){ .op = &wj_op_pages_tree, .args = &args, .args_size = sizeof args });
}

/* The id of the page at a path, from the level of the tree that it is on; 0: there is none. */
static int64_t id_at(const wikijs_page_tree_item_list *list, const char *path)
{
    for (size_t i = 0; i < wikijs_page_tree_item_list_count(list); i++) {
        const wikijs_page_tree_item *item = wikijs_page_tree_item_list_at(list, i);
        if (item->page_id && item->path && strcmp(item->path, path) == 0)
            return item->page_id;
    }
    return 0;
}

/* "/en/docs/intro", or "/docs/intro" on a site without name spaces, percent-encoded, perhaps with scheme and host. */
static bool read_location(struct wikijs_call *call, struct get_state *state, const char *location)
{
    const char *host = strstr(location, "://");
    const char *path = host ? strchr(host + 3, '/') : location;
    if (!path || path[0] != '/')
        return false;
    path++;
    size_t first = strcspn(path, "/"), locale = wj_locale_length(path, first);
    if (locale > 0 && locale == first && path[first] == '/') {
        memcpy(state->place.locale, path, locale);
        state->place.locale[locale] = '\0';
        path += first + 1;
    } else {
        snprintf(state->place.locale, sizeof state->place.locale, "%s", wj_client_locale(call->client));
    }
    return path[0] && wj_path_decode(path, strcspn(path, "?#"), state->place.path, sizeof state->place.path);
}

static enum wj_step start_locate(struct wikijs_call *call, struct get_state *state)
{
    char *path = wj_call_alloc(call, 32);
    if (!path)
        return no_memory(call);
    snprintf(path, 32, "/i/%lld", (long long)state->id);
    state->stage = STAGE_LOCATE;
    return wj_flow_start(call, &(struct wj_request){ .op = &wj_op_pages_locate, .http_path = path });
}

static enum wj_step after_locate(struct wikijs_call *call, struct get_state *state, struct wikijs_call *child)
{
    if (child->status == WIKIJS_E_NOT_FOUND)
        return wj_flow_fail(call, WIKIJS_E_NOT_FOUND, "page %lld does not exist", (long long)state->id);
    if (child->status == 0 && child->response.location && read_location(call, state, child->response.location))
        return start_tree(call, state, STAGE_CHECK);
    return end_failed(call, state, child);
}

/* The redirect does not tell the locale on a site without name spaces, and "fr/x" may be a path there. */
static enum wj_step after_check(struct wikijs_call *call, struct get_state *state, struct wikijs_call *child)
{
    if (child->status < 0)
        return end_failed(call, state, child);
    if (id_at(child->result, state->place.path) == state->id)
        return start_source(call, state);
    struct wj_list_args args = { 0 };
    state->stage = STAGE_FIND;
    return wj_flow_start(call, &(struct wj_request){ .op = &wj_op_pages_list,
                                                     .args = &args,
                                                     .args_size = sizeof args,
                                                     .fields = WIKIJS_BIT(WIKIJS_PAGE_ITEM_ID) |
                                                               WIKIJS_BIT(WIKIJS_PAGE_ITEM_PATH) |
                                                               WIKIJS_BIT(WIKIJS_PAGE_ITEM_LOCALE) });
}

static enum wj_step after_find(struct wikijs_call *call, struct get_state *state, struct wikijs_call *child)
{
    const wikijs_page_item_list *list = child->status == 0 ? child->result : NULL;
    for (size_t i = 0; i < wikijs_page_item_list_count(list); i++) {
        const wikijs_page_item *item = wikijs_page_item_list_at(list, i);
        bool fits = item->path && item->locale && strlen(item->path) < sizeof state->place.path;
        if (item->id == state->id && fits) {
            snprintf(state->place.path, sizeof state->place.path, "%s", item->path);
            snprintf(state->place.locale, sizeof state->place.locale, "%s", item->locale);
            return start_source(call, state);
        }
    }
    return end_failed(call, state, child);
}

/* --- the source as a page --- */

static const char *content_type_of(const char *media_type)
{
    if (media_type && strncmp(media_type, "text/markdown", 13) == 0)
        return "markdown";
    return media_type && strncmp(media_type, "text/html", 9) == 0 ? "html" : NULL;
}

static const char *copy(struct wj_arena *arena, wikijs_str text)
{
    return wj_arena_strndup(arena, text.ptr, text.len);
}

/* "api, guide, on-call" */
static bool read_tags(struct wj_arena *arena, wikijs_str list, wikijs_page_tags *tags)
{
    size_t max = 1;
    for (size_t i = 0; i < list.len; i++)
        max += list.ptr[i] == ',';
    wikijs_page_tag **items = wj_arena_alloc(arena, max * sizeof *items);
    tags->items = (const wikijs_page_tag *const *)items;
    const char *at = list.ptr, *end = list.ptr + list.len;
    while (items && at < end) {
        const char *comma = memmem(at, (size_t)(end - at), ", ", 2);
        size_t length = (size_t)((comma ? comma : end) - at);
        wikijs_page_tag *tag = wj_arena_zalloc(arena, sizeof *tag);
        char *name = tag ? wj_arena_strndup(arena, at, length) : NULL;
        if (!name)
            return false;
        tag->present = WIKIJS_BIT(WIKIJS_PAGE_TAG_TAG);
        tag->tag = name;
        items[tags->count++] = tag;
        at = comma ? comma + 2 : end;
    }
    return items != NULL;
}

static void read_time(wikijs_page *page, wikijs_str text, int64_t *member, int field)
{
    if (wj_time_parse(text.ptr, text.len, member))
        page->present |= WIKIJS_BIT(field);
}

static bool read_header(struct wj_arena *arena, const struct wj_source *source, wikijs_page *page)
{
    const wikijs_str *values = source->values;
    page->title = copy(arena, values[WJ_SOURCE_TITLE]);
    page->description = copy(arena, values[WJ_SOURCE_DESCRIPTION]);
    page->editor = copy(arena, values[WJ_SOURCE_EDITOR]);
    page->is_published = values[WJ_SOURCE_PUBLISHED].len == 4;
    page->present |= FROM_HEADER & ~(WIKIJS_BIT(WIKIJS_PAGE_CREATED_AT) | WIKIJS_BIT(WIKIJS_PAGE_UPDATED_AT));
    read_time(page, values[WJ_SOURCE_DATE], &page->updated_at, WIKIJS_PAGE_UPDATED_AT);
    read_time(page, values[WJ_SOURCE_CREATED], &page->created_at, WIKIJS_PAGE_CREATED_AT);
    return page->title && page->description && page->editor && read_tags(arena, values[WJ_SOURCE_TAGS], &page->tags);
}

static bool read_place(struct wj_arena *arena, const struct get_state *state, wikijs_page *page)
{
    page->path = wj_arena_strdup(arena, state->place.path);
    page->locale = wj_arena_strdup(arena, state->place.locale);
    page->present |= WIKIJS_BIT(WIKIJS_PAGE_PATH) | WIKIJS_BIT(WIKIJS_PAGE_LOCALE) |
                     WIKIJS_BIT(WIKIJS_PAGE_FROM_SOURCE);
    page->from_source = true;
    if (state->id) {
        page->id = state->id;
        page->present |= WIKIJS_BIT(WIKIJS_PAGE_ID);
    }
    return page->path && page->locale;
}

static uint64_t wanted_fields(const struct wikijs_call *call)
{
    uint64_t named = call->fields ? call->fields : wikijs_model_default_fields(&wj_page_model);
    return named | WIKIJS_BIT(WIKIJS_PAGE_FROM_SOURCE);
}

/* The page; until it is given away the call owns its memory. NULL: out of memory. */
static wikijs_page *make_page(struct wikijs_call *call, const struct get_state *state, const struct wj_source *source,
                              const char *content_type)
{
    wj_arena_free(call->result_arena); /* of the refusal */
    struct wj_arena *arena = call->result_arena = wj_arena_new(call->allocator, 0);
    wikijs_page *page = arena ? wj_result_new(arena, sizeof *page) : NULL;
    bool good = page && read_place(arena, state, page);
    if (good && source->form != WJ_SOURCE_PLAIN) {
        page->content_type = content_type;
        good = read_header(arena, source, page);
    }
    if (good && wanted_fields(call) & WIKIJS_BIT(WIKIJS_PAGE_CONTENT)) {
        page->content = (wikijs_str){ .ptr = copy(arena, source->content), .len = source->content.len };
        page->present |= WIKIJS_BIT(WIKIJS_PAGE_CONTENT);
        good = page->content.ptr != NULL;
    }
    return good ? page : NULL;
}

static enum wj_step end_with_page(struct wikijs_call *call, struct get_state *state, wikijs_page *page)
{
    if (call->fields & ~page->present) { /* something was named that the source does not tell */
        return end_refused(call, state);
    }
    page->present &= wanted_fields(call);
    call->result_arena = NULL;
    return wj_flow_done(call, page);
}

static enum wj_step after_id(struct wikijs_call *call, struct get_state *state, struct wikijs_call *child)
{
    wikijs_page *page = state->page;
    if (child->status < 0)
        return end_failed(call, state, child);
    page->id = id_at(child->result, state->place.path);
    page->present |= page->id ? WIKIJS_BIT(WIKIJS_PAGE_ID) : 0;
    return end_with_page(call, state, page);
}

static enum wj_step after_source(struct wikijs_call *call, struct get_state *state, struct wikijs_call *child)
{
    if (child->status == WIKIJS_E_FORBIDDEN)
        snprintf(state->refusal.permission, sizeof state->refusal.permission,
                 "manage:pages, delete:pages, read:source");
    const wikijs_answer *answer = child->status == 0 ? child->result : NULL;
    if (state->place_is_given && (answer ? answer->http_status == 404 : child->status == WIKIJS_E_NOT_FOUND)) {
        state->place_is_given = false;
        return start_locate(call, state);
    }
    if (!answer || answer->http_status != 200)
        return end_failed(call, state, child);
    const char *content_type = content_type_of(child->response.content_type);
    enum wj_source_form form = wj_source_form_of(content_type);
    struct wj_source source;
    wj_source_parse(answer->body.ptr, answer->body.len, form, &source);
    if (source.form != form) { /* not the server's source: a proxy's login page, say */
        return end_refused(call, state);
    }
    wikijs_page *page = make_page(call, state, &source, content_type);
    if (!page)
        return no_memory(call);
    if (call->fields & ~page->present & WIKIJS_BIT(WIKIJS_PAGE_ID)) {
        state->page = page;
        return start_tree(call, state, STAGE_ID);
    }
    return end_with_page(call, state, page);
}

/* --- the flow --- */

/* "en:docs/x" */
static bool take_place(struct get_state *state, const char *place)
{
    const char *colon = place ? strchr(place, ':') : NULL;
    size_t locale = colon ? (size_t)(colon - place) : 0;
    state->place_is_given = locale > 0 && locale < sizeof state->place.locale && colon[1] &&
                            strlen(colon + 1) < sizeof state->place.path;
    if (state->place_is_given) {
        memcpy(state->place.locale, place, locale);
        memcpy(state->place.path, colon + 1, strlen(colon + 1) + 1);
    }
    return state->place_is_given;
}

/* Called when pages.single has failed, then with each child. */
static enum wj_step go_round(struct wikijs_call *call)
{
    if (call->status != WIKIJS_E_FORBIDDEN)
        return WJ_DONE;
    struct get_state *state = call->state = wj_call_alloc(call, sizeof *state);
    if (!state)
        return no_memory(call);
    state->refusal = call->error;
    if (call->op == &wj_op_pages_single) {
        const struct wj_get_args *args = call->args;
        state->id = args->of.id;
        return take_place(state, args->place) ? start_source(call, state) : start_locate(call, state);
    }
    const struct wj_by_path_args *args = call->args;
    snprintf(state->place.locale, sizeof state->place.locale, "%s", args->locale);
    memcpy(state->place.path, args->path, strlen(args->path) + 1);
    return start_source(call, state);
}

static enum wj_step get_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    if (!child)
        return go_round(call);
    struct get_state *state = call->state;
    switch (state->stage) {
    case STAGE_LOCATE:
        return after_locate(call, state, child);
    case STAGE_CHECK:
        return after_check(call, state, child);
    case STAGE_FIND:
        return after_find(call, state, child);
    case STAGE_ID:
        return after_id(call, state, child);
    default:
        return after_source(call, state, child);
    }
}

static void prepare_options(struct wj_request *request, const wikijs_pages_get_options *given)
{
    wikijs_pages_get_options options = { 0 };
    wj_read_struct(request, given, &options, sizeof options);
    request->fields = options.fields;
    request->timeout_ms = options.timeout_ms;
    if (!options.no_source_fallback && !(options.fields & ~FROM_SOURCE_ROUTE))
        request->rescue = get_flow;
}

void wj_pages_get_request(struct wj_request *request, const struct wj_get_args *args, uint64_t fields,
                          bool no_source_fallback)
{
    *request = (struct wj_request){
        .op = &wj_op_pages_single, .args = args, .args_size = sizeof *args, .fields = fields
    };
    if (!no_source_fallback && !(fields & ~FROM_SOURCE_ROUTE))
        request->rescue = get_flow;
}

void wj_pages_prepare_get(struct wj_request *request, struct wj_get_args *args, int64_t id,
                          const wikijs_pages_get_options *options)
{
    prepare_options(request, options);
    args->of.id = id;
}

WJ_TYPED(wikijs_pages_get, wj_op_pages_single, struct wj_get_args, wj_pages_prepare_get, wikijs_page,
         (int64_t id, const wikijs_pages_get_options *options), (id, options))

static void prepare_by_path(struct wj_request *request, struct wj_by_path_args *args, const wikijs_client *client,
                            const char *locale, const char *path, const wikijs_pages_get_options *options)
{
    prepare_options(request, options);
    if (!request->refused.code)
        wj_place_find(&args->place, locale, path, &request->refused);
    args->path = args->place.path;
    args->locale = args->place.locale[0] || !client ? args->place.locale : wj_client_locale(client);
}

WJ_TYPED(wikijs_pages_get_by_path, wj_op_pages_single_by_path, struct wj_by_path_args, prepare_by_path, wikijs_page,
         (const char *locale, const char *path, const wikijs_pages_get_options *options),
         (client, locale, path, options))
