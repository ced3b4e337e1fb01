/* SPDX-License-Identifier: MIT */
/*
 * pages.update replaces: tags left out make it fail half-way, a left out isPublished unpublishes, scripts and publish
 * dates that are left out are wiped. (Title and description are kept.) So what the caller leaves out is read and sent
 * back:
 *
 *   READ    pages.single, unless the caller set all of it; refused -> LATEST
 *   LATEST  pages.conflictLatest, which a writer may ask, but which does not tell scripts and publish dates
 *   WRITE   pages.update; unknown, or failed inside the server -> CHECK
 *   CHECK   pages.single: it is as it should be, or nobody knows
 *
 * Both reads are compared with expected_updated_at.
 */
#include "api/pages_update.h"

#include <stdio.h>
#include <string.h>

#include "api/input.h"
#include "api/look.h"
#include "api/tags.h"
#include "api/typed.h"
#include "base/text.h"
#include "model/models.h"

enum stage { STAGE_READ, STAGE_LATEST, STAGE_WRITE, STAGE_CHECK };

struct update_state {
    enum stage stage;
    struct wj_update_args sent;
    struct wj_tags tags;
    wikijs_error failure; /* of a write that may have happened */
    bool failed_inside;
};

/* What is read: all that is sent back, and what describes the page to somebody whose update meets a conflict. */
#define READ_FIELDS                                                                                             \
    (WIKIJS_BIT(WIKIJS_PAGE_ID) | WIKIJS_BIT(WIKIJS_PAGE_PATH) | WIKIJS_BIT(WIKIJS_PAGE_TITLE) |                \
     WIKIJS_BIT(WIKIJS_PAGE_DESCRIPTION) | WIKIJS_BIT(WIKIJS_PAGE_IS_PUBLISHED) |                               \
     WIKIJS_BIT(WIKIJS_PAGE_PUBLISH_START_DATE) | WIKIJS_BIT(WIKIJS_PAGE_PUBLISH_END_DATE) |                    \
     WIKIJS_BIT(WIKIJS_PAGE_TAGS) | WIKIJS_BIT(WIKIJS_PAGE_CONTENT) | WIKIJS_BIT(WIKIJS_PAGE_CONTENT_TYPE) |    \
     WIKIJS_BIT(WIKIJS_PAGE_CREATED_AT) | WIKIJS_BIT(WIKIJS_PAGE_UPDATED_AT) | WIKIJS_BIT(WIKIJS_PAGE_LOCALE) | \
     WIKIJS_BIT(WIKIJS_PAGE_SCRIPT_CSS) | WIKIJS_BIT(WIKIJS_PAGE_SCRIPT_JS) | WIKIJS_BIT(WIKIJS_PAGE_AUTHOR_NAME))

static enum wj_step no_memory(struct wikijs_call *call)
{
    return wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
}

static bool changes_tags(const struct wj_update_args *args)
{
    return args->add_tags.count > 0 || args->remove_tags.count > 0;
}

/* What conflictLatest does not tell. */
static bool has_scripts_and_dates(const struct wj_update_args *args)
{
    return args->script_css.ptr && args->script_js.ptr && args->publish_start_date && args->publish_end_date;
}

static bool needs_read(const struct wj_update_args *args)
{
    return args->expected_updated_at || changes_tags(args) || !args->content.ptr || !args->tags.items ||
           !args->is_published || !has_scripts_and_dates(args);
}

/* --- the write --- */

/* `current`: the tags that the page has; they count unless the caller set all. */
static bool merge_tags(struct wikijs_call *call, struct update_state *state, wikijs_strings current)
{
    const struct wj_update_args *args = call->args;
    wikijs_strings base = args->tags.items ? args->tags : current;
    if (!wj_tags_init(&state->tags, call, base.count + args->add_tags.count) ||
        !wj_tags_add(&state->tags, call, base) || !wj_tags_add(&state->tags, call, args->add_tags) ||
        !wj_tags_remove(&state->tags, call, args->remove_tags))
        return false;
    state->sent.tags = wj_tags_strings(&state->tags);
    return true;
}

static enum wj_step start_write(struct wikijs_call *call, struct update_state *state)
{
    state->stage = STAGE_WRITE;
    return wj_flow_start(call, &(struct wj_request){ .op = &wj_op_pages_update,
                                                     .args = &state->sent,
                                                     .args_size = sizeof state->sent,
                                                     .fields = call->fields });
}

/* The place of the page, as it was read: see the row of pages.update. */
static void name_place(struct wikijs_call *call, struct update_state *state, const char *locale, const char *path)
{
    const struct wj_update_args *args = call->args;
    if (args->script_css.ptr || args->script_js.ptr) {
        state->sent.locale = locale;
        state->sent.path = path;
    }
}

/* --- conflicts --- */

static enum wj_step end_in_conflict(struct wikijs_call *call, wikijs_page *page)
{
    const struct wj_update_args *args = call->args;
    char expected[25], found[25];
    wj_time_format(args->expected_updated_at, expected);
    wj_time_format(page->updated_at, found);
    const char *by = page->present & WIKIJS_BIT(WIKIJS_PAGE_AUTHOR_NAME) ? page->author_name : NULL;
    wj_flow_done(call, page);
    return wj_flow_fail(call, WIKIJS_E_CONFLICT, "page %lld was changed%s%s at %s, after the state of %s",
                        (long long)args->id, by ? " by " : "", by ? by : "", found, expected);
}

static bool is_conflict(const struct wikijs_call *call, int64_t updated_at)
{
    int64_t expected = ((const struct wj_update_args *)call->args)->expected_updated_at;
    return expected && expected != updated_at;
}

static wikijs_strings tag_names(struct wikijs_call *call, const wikijs_page_tags *tags)
{
    const char **names = wj_call_alloc(call, (tags->count + 1) * sizeof *names);
    for (size_t i = 0; names && i < tags->count; i++)
        names[i] = tags->items[i]->tag;
    return (wikijs_strings){ .items = names, .count = tags->count };
}

/* The page that conflictLatest describes, in the same memory. */
static wikijs_page *page_of_conflict(const wikijs_page_conflict *latest)
{
    struct wj_arena *arena = wj_result_arena(latest);
    wikijs_page *page = wj_result_new(arena, sizeof *page);
    wikijs_page_tag *tags = wj_arena_zalloc(arena, (latest->tags.count + 1) * sizeof *tags);
    const wikijs_page_tag **items = wj_arena_alloc(arena, (latest->tags.count + 1) * sizeof *items);
    if (!page || !tags || !items)
        return NULL;
    for (size_t i = 0; i < latest->tags.count; i++) {
        tags[i] = (wikijs_page_tag){ .present = WIKIJS_BIT(WIKIJS_PAGE_TAG_TAG), .tag = latest->tags.items[i] };
        items[i] = &tags[i];
    }
    *page = (wikijs_page){
        .present = wj_present_as(&wj_page_conflict_model, latest->present, &wj_page_model),
        .id = latest->id,
        .path = latest->path,
        .title = latest->title,
        .description = latest->description,
        .is_published = latest->is_published,
        .tags = { .items = items, .count = latest->tags.count },
        .content = latest->content,
        .created_at = latest->created_at,
        .updated_at = latest->updated_at,
        .locale = latest->locale,
        .author_name = latest->author_name,
    };
    return page;
}

/* --- the reads --- */

static enum wj_step after_latest(struct wikijs_call *call, struct update_state *state, struct wikijs_call *child)
{
    const struct wj_update_args *args = call->args;
    if (child->status < 0)
        return wj_flow_end_as(call, child);
    call->result_arena = child->result_arena; /* `sent` will point into it */
    const wikijs_page_conflict *latest = wj_call_take_result(child);
    if (is_conflict(call, latest->updated_at)) {
        wikijs_page *page = page_of_conflict(latest);
        if (!page)
            return no_memory(call);
        call->result_arena = NULL;
        return end_in_conflict(call, page);
    }
    if (!has_scripts_and_dates(args)) {
        wj_flow_fail(call, WIKIJS_E_FORBIDDEN,
                     "page %lld: its scripts and publish dates would be lost, for these credentials cannot read them",
                     (long long)args->id);
        snprintf(call->error.permission, sizeof call->error.permission, "%s", WJ_PERMISSION_SINGLE);
        return WJ_DONE;
    }
    if (!args->content.ptr)
        state->sent.content = latest->content;
    if (!args->is_published)
        state->sent.is_published = latest->is_published ? WIKIJS_YES : WIKIJS_NO;
    name_place(call, state, latest->locale, latest->path);
    return merge_tags(call, state, latest->tags) ? start_write(call, state) : no_memory(call);
}

static enum wj_step start_latest(struct wikijs_call *call, struct update_state *state)
{
    struct wj_id_args args = { .id = state->sent.id };
    state->stage = STAGE_LATEST;
    return wj_flow_start(
        call, &(struct wj_request){ .op = &wj_op_pages_conflict_latest, .args = &args, .args_size = sizeof args });
}

static const char *date_or_nothing(const char *date)
{
    return date ? date : "";
}

static wikijs_str text_or_nothing(wikijs_str text)
{
    return text.ptr ? text : (wikijs_str){ .ptr = "", .len = 0 };
}

static enum wj_step after_read(struct wikijs_call *call, struct update_state *state, struct wikijs_call *child)
{
    const struct wj_update_args *args = call->args;
    struct wj_update_args *sent = &state->sent;
    if (child->status == WIKIJS_E_FORBIDDEN)
        return start_latest(call, state);
    if (child->status < 0)
        return wj_flow_end_as(call, child);
    call->result_arena = child->result_arena; /* `sent` will point into it */
    wikijs_page *page = wj_call_take_result(child);
    if (is_conflict(call, page->updated_at)) {
        call->result_arena = NULL;
        return end_in_conflict(call, page);
    }
    wikijs_strings tags = tag_names(call, &page->tags);
    if (!tags.items || !merge_tags(call, state, tags))
        return no_memory(call);
    sent->content = args->content.ptr ? args->content : page->content;
    sent->script_css = args->script_css.ptr ? args->script_css : text_or_nothing(page->script_css);
    sent->script_js = args->script_js.ptr ? args->script_js : text_or_nothing(page->script_js);
    if (!args->is_published)
        sent->is_published = page->is_published ? WIKIJS_YES : WIKIJS_NO;
    if (!args->publish_start_date)
        sent->publish_start_date = date_or_nothing(page->publish_start_date);
    if (!args->publish_end_date)
        sent->publish_end_date = date_or_nothing(page->publish_end_date);
    name_place(call, state, page->locale, page->path);
    return start_write(call, state);
}

static enum wj_step start_update(struct wikijs_call *call)
{
    const struct wj_update_args *args = call->args;
    struct update_state *state = call->state = wj_call_alloc(call, sizeof *state);
    if (!state)
        return no_memory(call);
    state->sent = *args;
    if (!needs_read(args))
        return merge_tags(call, state, args->tags) ? start_write(call, state) : no_memory(call);
    struct wj_id_args id = { .id = args->id };
    state->stage = STAGE_READ;
    return wj_flow_start(
        call,
        &(struct wj_request){ .op = &wj_op_pages_single, .args = &id, .args_size = sizeof id, .fields = READ_FIELDS });
}

/* --- was it done? --- */

static bool same_word(const char *sent, const char *found)
{
    return !sent || (found && strcmp(sent, found) == 0);
}

/* What the server wipes when it is left out. */
static bool same_date(const char *sent, const char *found)
{
    return strcmp(date_or_nothing(sent), date_or_nothing(found)) == 0;
}

/* All that an update can change. Where the server stores another form than it was sent (of a style), nobody knows. */
static bool is_as_sent(const wikijs_page *page, const struct wj_update_args *sent)
{
    bool same = wj_str_equal(page->content, sent->content) && same_word(sent->title, page->title) &&
                same_word(sent->description, page->description) && page->tags.count == sent->tags.count &&
                page->is_published == (sent->is_published == WIKIJS_YES) &&
                wj_str_equal(page->script_css, sent->script_css) && wj_str_equal(page->script_js, sent->script_js) &&
                same_date(sent->publish_start_date, page->publish_start_date) &&
                same_date(sent->publish_end_date, page->publish_end_date);
    for (size_t i = 0; same && i < page->tags.count; i++)
        same = wj_strings_hold(sent->tags, page->tags.items[i]->tag);
    return same;
}

static enum wj_step after_write(struct wikijs_call *call, struct update_state *state, struct wikijs_call *child)
{
    state->failed_inside = wj_look_failed_inside(child);
    if (!state->failed_inside && !wj_look_is_due(call, child))
        return wj_flow_end_as(call, child);
    struct wj_id_args id = { .id = state->sent.id };
    state->failure = child->error;
    state->stage = STAGE_CHECK;
    return wj_flow_start(
        call,
        &(struct wj_request){ .op = &wj_op_pages_single, .args = &id, .args_size = sizeof id, .fields = READ_FIELDS });
}

static enum wj_step after_check(struct wikijs_call *call, struct update_state *state, struct wikijs_call *child)
{
    if (child->status == 0 && is_as_sent(child->result, &state->sent))
        return state->failed_inside ? wj_look_end_done(call, &state->failure) : wj_flow_end_as(call, child);
    call->error = state->failure;
    call->status = state->failure.code;
    return WJ_DONE;
}

enum wj_step wj_update_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    struct update_state *state = call->state;
    if (!child)
        return start_update(call);
    switch (state->stage) {
    case STAGE_READ:
        return after_read(call, state, child);
    case STAGE_LATEST:
        return after_latest(call, state, child);
    case STAGE_CHECK:
        return after_check(call, state, child);
    default:
        return after_write(call, state, child);
    }
}

/* --- the public functions --- */

void wj_pages_prepare_update(struct wj_request *request, struct wj_update_args *args, int64_t id,
                             const wikijs_pages_update_input *given)
{
    wikijs_pages_update_input input = { 0 };
    if (!given) {
        wj_request_refuse(request, "no change was given");
        return;
    }
    wj_read_struct(request, given, &input, sizeof input);
    wj_check_length(request, input.title, "title");
    wj_check_length(request, input.description, "description");
    wj_check_tags(request, input.tags, "tags");
    wj_check_tags(request, input.add_tags, "add_tags");
    wj_check_strings(request, input.remove_tags, "remove_tags");
    wj_check_tristate(request, input.is_published, "is_published");
    if (input.content.ptr && wj_is_blank(input.content.ptr, input.content.len))
        wj_request_refuse(request, "the content is blank, which the server refuses");
    *args = (struct wj_update_args){
        .id = id,
        .content = input.content,
        .title = input.title,
        .description = input.description,
        .publish_start_date = input.publish_start_date,
        .publish_end_date = input.publish_end_date,
        .script_css = input.script_css,
        .script_js = input.script_js,
        .tags = input.tags,
        .is_published = (int)input.is_published,
        .add_tags = input.add_tags,
        .remove_tags = input.remove_tags,
        .expected_updated_at = input.expected_updated_at,
    };
    request->timeout_ms = input.timeout_ms;
    request->flow = wj_update_flow;
}

WJ_TYPED(wikijs_pages_update, wj_op_pages_merge, struct wj_update_args, wj_pages_prepare_update, wikijs_page,
         (int64_t id, const wikijs_pages_update_input *input), (id, input))
