/* SPDX-License-Identifier: MIT */
/*
 * History and content of pages, many at a time in a few documents. Of each page:
 *
 *   pages.history and pages.single -> a plan (page_steps.c) -> pages.version of the states in between
 *
 * A key that may not read the history is content with the content, and the other way round; one that may read neither
 * through GraphQL can perhaps through the source route.
 */
#include <stdlib.h>

#include "api/pages_get.h"
#include "base/sha256.h"
#include "base/status.h"
#include "client/client.h"
#include "webhook/feed.h"

enum { TRAIL_PAGE = 100 };

#define CONTENT_FIELDS \
    (WIKIJS_BIT(WIKIJS_PAGE_ID) | WIKIJS_BIT(WIKIJS_PAGE_CONTENT) | WIKIJS_BIT(WIKIJS_PAGE_UPDATED_AT))
#define VERSION_BIT(field) WIKIJS_BIT(WIKIJS_PAGE_VERSION_##field)
#define VERSION_FIELDS                                                                                         \
    (VERSION_BIT(CONTENT) | VERSION_BIT(CONTENT_TYPE) | VERSION_BIT(VERSION_DATE) | VERSION_BIT(DESCRIPTION) | \
     VERSION_BIT(IS_PRIVATE) | VERSION_BIT(IS_PUBLISHED) | VERSION_BIT(LOCALE) | VERSION_BIT(PATH) |           \
     VERSION_BIT(TITLE) | VERSION_BIT(VERSION_ID))
#define SUBJECT(field) WIKIJS_BIT(WIKIJS_EVENT_SUBJECT_##field)

struct details {
    struct wj_batch *batch;
    size_t waiting;
};

static const struct wj_op op_details = {
    .namespace_ = "watch", .field = "details", .name = "watch.details", .since = "0.1"
};

static enum wj_step no_memory(struct wikijs_call *call)
{
    return wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
}

/* --- asking --- */

static bool start(struct wikijs_call *call, struct wj_page_look *page, struct wj_request *request)
{
    struct details *details = call->state;
    request->tag = page;
    request->group = wj_batch_group(details->batch);
    if (wj_flow_start(call, request) != WJ_PENDING)
        return false;
    details->waiting++;
    page->waiting++;
    return true;
}

static bool start_history(struct wikijs_call *call, struct wj_page_look *page)
{
    const struct wj_history_args args = { .id = page->listed.id,
                                          .offset_page = page->history_page,
                                          .offset_size = page->only_check ? 1 : TRAIL_PAGE };
    struct wj_request request = { .op = &wj_op_pages_history, .args = &args, .args_size = sizeof args };
    return start(call, page, &request);
}

static bool start_content(struct wikijs_call *call, struct wj_page_look *page, bool no_source_route)
{
    const struct wj_get_args args = { .of = { page->listed.id } };
    struct wj_request request;
    wj_pages_get_request(&request, &args, CONTENT_FIELDS, no_source_route);
    return start(call, page, &request);
}

static bool start_version(struct wikijs_call *call, struct wj_page_look *page, const struct wj_page_entry *entry)
{
    const struct wj_version_args args = { page->listed.id, entry->version };
    struct wj_request request = {
        .op = &wj_op_pages_version, .args = &args, .args_size = sizeof args, .fields = VERSION_FIELDS
    };
    return start(call, page, &request);
}

static bool start_page(struct wikijs_call *call, struct wj_page_look *page)
{
    const struct wj_page_details_args *args = call->args;
    const struct wj_feed_wiki *wiki = args->wiki;
    page->history_page = 0;
    bool history = !wiki->no_history, content = !page->only_check || wiki->no_history;
    if (history && !start_history(call, page))
        return false;
    if (!content || (wiki->no_content && !wiki->no_history))
        return true;
    return start_content(call, page, !(wiki->no_history && wiki->no_content));
}

/* --- what came back --- */

/* Nothing but this page is concerned: the server answered. */
static bool concerns_one_page(const struct wikijs_call *child)
{
    switch (child->status) {
    case WIKIJS_E_FORBIDDEN:
    case WIKIJS_E_NOT_FOUND:
    case WIKIJS_E_TOO_LARGE:
        return true;
    default:
        return child->error.http_status == 200 && child->status <= WIKIJS_E_FORBIDDEN;
    }
}

static bool is_news(const struct wj_page_look *page, const wikijs_page_change *entry)
{
    switch (page->news) {
    case WJ_NEWS_BEHIND:
        return entry->version_id > page->seen.version;
    case WJ_NEWS_FROM:
        return entry->version_date >= page->from;
    case WJ_NEWS_SINCE:
        return entry->version_date > page->from;
    case WJ_NEWS_ALL:
        return true;
    default:
        return false;
    }
}

static bool add_entry(struct wj_arena *arena, struct wj_page_look *page, const wikijs_page_change *change)
{
    if (page->count % TRAIL_PAGE == 0) {
        struct wj_page_entry *longer = wj_arena_alloc(arena, (page->count + TRAIL_PAGE) * sizeof *longer);
        if (!longer)
            return false;
        for (size_t i = 0; i < page->count; i++)
            longer[i] = page->entries[i];
        page->entries = longer;
    }
    page->entries[page->count++] = (struct wj_page_entry){ .version = change->version_id,
                                                           .date = change->version_date };
    return true;
}

static int by_version(const void *a, const void *b)
{
    const struct wj_page_entry *left = a, *right = b;
    return (left->version > right->version) - (left->version < right->version);
}

/* The trail begins with the newest entry. */
static bool take_history(struct wikijs_call *call, struct wj_page_look *page, const wikijs_page_history *history)
{
    const struct wj_page_details_args *args = call->args;
    size_t news = 0;
    for (size_t i = 0; i < history->trail.count; i++) {
        const wikijs_page_change *entry = history->trail.items[i];
        bool stood_then = page->news == WJ_NEWS_SINCE && page->base == 0 && entry->version_date <= page->from;
        if (is_news(page, entry) || stood_then) {
            news += !stood_then;
            if (!add_entry(args->arena, page, entry))
                return false;
        }
        if (!is_news(page, entry) && entry->version_id > page->base)
            page->base = entry->version_id;
    }
    page->has_history = true;
    if (page->only_check && page->count > 0) { /* it was changed in that millisecond: once more, with everything */
        page->only_check = false;
        page->count = 0;
        page->base = 0;
        return start_page(call, page);
    }
    if (news == TRAIL_PAGE) {
        page->history_page++;
        return start_history(call, page);
    }
    if (page->count > 1)
        qsort(page->entries, page->count, sizeof *page->entries, by_version);
    return true;
}

static const char *hash_of(struct wj_arena *arena, wikijs_str content)
{
    char hash[WJ_SHA256_HEX];
    return wj_sha256_hex(content.ptr, content.len, hash) == 0 ? wj_arena_strdup(arena, hash) : NULL;
}

static bool take_content(struct wikijs_call *call, struct wj_page_look *page, const wikijs_page *found)
{
    const struct wj_page_details_args *args = call->args;
    if (!found->content.ptr)
        return true;
    page->content_hash = hash_of(args->arena, found->content);
    page->content_at = found->updated_at;
    page->has_content = page->content_hash != NULL;
    return page->has_content;
}

static bool copy_text(struct wj_arena *arena, const char **text)
{
    if (*text)
        *text = wj_arena_strdup(arena, *text);
    return *text != NULL;
}

static bool take_version(struct wikijs_call *call, struct wj_page_look *page, const wikijs_page_version *version)
{
    const struct wj_page_details_args *args = call->args;
    struct wj_arena *arena = args->arena;
    wikijs_event_subject *state = wj_arena_zalloc(arena, sizeof *state);
    if (!state)
        return false;
    *state = (wikijs_event_subject){
        .present = SUBJECT(ID) | SUBJECT(CREATED_AT) | SUBJECT(UPDATED_AT) | SUBJECT(IS_PUBLISHED) |
                   SUBJECT(IS_PRIVATE) | SUBJECT(CONTENT_HASH),
        .id = page->listed.id,
        .path = version->path,
        .locale = version->locale,
        .title = version->title,
        .description = version->description,
        .content_type = version->content_type,
        .is_published = version->is_published,
        .is_private = version->is_private,
        .content_hash = hash_of(arena, version->content),
        .created_at = page->listed.created_at,
        .updated_at = version->version_date,
    };
    state->present |= (copy_text(arena, &state->path) ? SUBJECT(PATH) : 0) |
                      (copy_text(arena, &state->locale) ? SUBJECT(LOCALE) : 0) |
                      (copy_text(arena, &state->title) ? SUBJECT(TITLE) : 0) |
                      (copy_text(arena, &state->description) ? SUBJECT(DESCRIPTION) : 0) |
                      (copy_text(arena, &state->content_type) ? SUBJECT(CONTENT_TYPE) : 0);
    for (size_t i = 0; i < page->count; i++)
        if (page->entries[i].version == version->version_id)
            page->entries[i].state = state;
    return state->content_hash && !arena->failed;
}

/* A right that was never of use is not tried again. */
static void take_refusal(struct wikijs_call *call, struct wj_page_look *page, const struct wikijs_call *child)
{
    const struct wj_page_details_args *args = call->args;
    if (child->op == &wj_op_pages_history) {
        page->refused_history = true;
        args->wiki->no_history |= child->status == WIKIJS_E_FORBIDDEN && !args->wiki->read_history;
    } else if (child->op == &wj_op_pages_single) {
        page->refused_content = true;
        page->is_gone = child->status == WIKIJS_E_NOT_FOUND;
        args->wiki->no_content |= child->status == WIKIJS_E_FORBIDDEN && !args->wiki->read_content;
    }
}

static bool take(struct wikijs_call *call, struct wj_page_look *page, struct wikijs_call *child)
{
    const struct wj_page_details_args *args = call->args;
    if (child->status < 0) {
        take_refusal(call, page, child);
        return true;
    }
    if (child->op == &wj_op_pages_history) {
        args->wiki->read_history = true;
        return take_history(call, page, child->result);
    }
    if (child->op == &wj_op_pages_version)
        return take_version(call, page, child->result);
    args->wiki->read_content = true;
    return take_content(call, page, child->result);
}

/* All that was asked for is there: ask for what lies between, once. */
static bool go_on(struct wikijs_call *call, struct wj_page_look *page)
{
    if (page->waiting > 0 || page->planned || page->is_gone)
        return true;
    if (page->refused_history && !page->has_content && !page->refused_content)
        return start_content(call, page, false);
    page->planned = true;
    wj_page_plan(page);
    bool good = true;
    for (size_t i = 0; good && !page->put_off && i < page->count; i++)
        if (page->entries[i].wanted)
            good = start_version(call, page, &page->entries[i]);
    return good;
}

/* --- the flow --- */

static void end_details(struct wikijs_call *call)
{
    struct details *details = call->state;
    if (details && details->batch)
        wj_group_unref(wj_batch_group(details->batch));
}

static bool begin(struct wikijs_call *call)
{
    const struct wj_page_details_args *args = call->args;
    struct details *details = call->state = wj_call_alloc(call, sizeof *details);
    if (!details)
        return false;
    details->batch = wj_batch_new(&call->client->batching, &(struct wj_batch_options){ .reads_only = true });
    call->at_end = end_details;
    bool good = details->batch != NULL;
    for (size_t i = 0; good && i < args->count; i++)
        good = start_page(call, args->pages[i]);
    return good;
}

static enum wj_step details_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    struct details *details = call->state;
    if (!child) {
        if (!begin(call))
            return no_memory(call);
        details = call->state;
    } else {
        struct wj_page_look *page = (struct wj_page_look *)(uintptr_t)child->tag;
        details->waiting--;
        page->waiting--;
        if (child->status < 0 && !concerns_one_page(child))
            return wj_flow_end_as(call, child);
        if (!take(call, page, child) || !go_on(call, page))
            return no_memory(call);
    }
    return details->waiting > 0 ? WJ_PENDING : wj_flow_done(call, NULL);
}

void wj_page_details_request(struct wj_request *request, const struct wj_page_details_args *args)
{
    *request = (struct wj_request){ .op = &op_details,
                                    .args = args,
                                    .args_size = sizeof *args,
                                    .flow = details_flow,
                                    .timeout_ms = WJ_LOOK_TIMEOUT_MS };
}
