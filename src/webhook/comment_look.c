/* SPDX-License-Identifier: MIT */
/*
 * A look at comments. The server has no list of all of them, only one for each page: so the pages that were seen are asked,
 * a lot at a time, many in a document. New comments of a lot are told and kept in one transaction.
 */
#include <stdlib.h>
#include <string.h>

#include "api/comments_ops.h"
#include "base/status.h"
#include "client/client.h"
#include "model/models.h"
#include "webhook/feed.h"

enum { LOT = 200 };

#define SUBJECT(field) WIKIJS_BIT(WIKIJS_EVENT_SUBJECT_##field)
#define COMMENT(field) WIKIJS_BIT(WIKIJS_COMMENT_##field)
#define COMMENT_FIELDS \
    (COMMENT(ID) | COMMENT(CONTENT) | COMMENT(AUTHOR_NAME) | COMMENT(CREATED_AT) | COMMENT(UPDATED_AT))

/* A page whose comments are asked for. */
struct asked {
    const wikijs_event_subject *page;
    bool unread; /* the first look could not read them: those that are there now are no new ones */
    bool failed; /* they cannot be read now */
};

struct look {
    struct wj_arena pages; /* what is known of them */
    struct asked *items;   /* in the order of the pages' ids */
    size_t count, at;      /* those before `at` are done */
    struct wj_batch *batch;
    unsigned waiting;
    bool without_content;     /* these credentials read comments, but not their source */
    bool first;               /* comments were never looked at */
    struct wj_arena comments; /* of the lot */
    wikijs_event_subject *found;
    size_t found_count, found_room;
    wikijs_error err;
    wikijs_error missed; /* of the first page that the first look could not read; code 0: there is none */
};

static const struct wj_op op_look = {
    .namespace_ = "watch", .field = "comments", .name = "watch.comments", .since = "0.1"
};

static enum wj_step no_memory(struct wikijs_call *call)
{
    return wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
}

/* --- which pages --- */

static int read_pages(struct look *look, struct wj_feed_wiki *wiki)
{
    int64_t count = 0, mark = -1;
    struct wj_seen seen;
    int status = wj_store_count(wiki->store, wiki->row, WJ_KIND_PAGE, &count, &look->err);
    if (status == 0)
        status = wj_store_mark(wiki->store, wiki->row, WJ_KIND_COMMENT, &mark, &look->err);
    if (status < 0)
        return status;
    look->first = mark < 0;
    look->items = wj_arena_alloc(&look->pages, (size_t)(count + 1) * sizeof *look->items);
    if (!look->items)
        return wj_error_set(&look->err, WIKIJS_E_NOMEM, "out of memory");
    wj_store_walk(wiki->store, wiki->row, WJ_KIND_PAGE);
    int more;
    while ((more = wj_store_walk_next(wiki->store, &seen, &look->err)) > 0) {
        wikijs_event_subject *page = wj_subject_read(wiki->store->parser, &look->pages, seen.listed);
        if (!page) {
            more = wj_error_set(&look->err, WIKIJS_E_NOMEM, "out of memory");
            break;
        }
        if (page->path && page->locale)
            look->items[look->count++] = (struct asked){ .page = page };
    }
    wj_store_walk_end(wiki->store);
    return more;
}

static int compare_id(const void *id, const void *asked)
{
    int64_t wanted = *(const int64_t *)id, here = ((const struct asked *)asked)->page->id;
    return (wanted > here) - (wanted < here);
}

static struct asked *find_page(const struct look *look, int64_t id)
{
    return look->count > 0 ? bsearch(&id, look->items, look->count, sizeof *look->items, compare_id) : NULL;
}

static int read_unread(struct look *look, struct wj_feed_wiki *wiki)
{
    struct wj_seen seen;
    int more;
    wj_store_walk(wiki->store, wiki->row, WJ_KIND_UNREAD);
    while ((more = wj_store_walk_next(wiki->store, &seen, &look->err)) > 0) {
        struct asked *asked = find_page(look, seen.id);
        if (asked)
            asked->unread = true;
    }
    wj_store_walk_end(wiki->store);
    return more;
}

/* --- a lot of them --- */

static bool start_page(struct wikijs_call *call, struct look *look, const struct asked *asked)
{
    const struct wj_comments_list_args args = { .locale = asked->page->locale, .path = asked->page->path };
    const struct wj_request request = { .op = &wj_op_comments_list,
                                        .args = &args,
                                        .args_size = sizeof args,
                                        .fields = look->without_content ? COMMENT_FIELDS & ~COMMENT(CONTENT)
                                                                        : COMMENT_FIELDS,
                                        .tag = asked,
                                        .group = wj_batch_group(look->batch) };
    look->waiting++;
    return wj_flow_start(call, &request) == WJ_PENDING;
}

static size_t lot_end(const struct look *look)
{
    return look->count - look->at < LOT ? look->count : look->at + LOT;
}

static enum wj_step start_lot(struct wikijs_call *call, struct look *look)
{
    bool good = true;
    for (size_t i = look->at; good && i < lot_end(look); i++)
        good = start_page(call, look, &look->items[i]);
    return good ? WJ_PENDING : no_memory(call);
}

static bool make_room(struct look *look)
{
    if (look->found_count < look->found_room)
        return true;
    size_t room = look->found_room ? 2 * look->found_room : 64;
    wikijs_event_subject *longer = wj_arena_alloc(&look->comments, room * sizeof *longer);
    for (size_t i = 0; longer && i < look->found_count; i++)
        longer[i] = look->found[i];
    look->found = longer ? longer : look->found;
    look->found_room = longer ? room : look->found_room;
    return longer != NULL;
}

static bool add(struct look *look, const wikijs_event_subject *page, const wikijs_comment *comment)
{
    if (!make_room(look))
        return false;
    wikijs_event_subject *found = &look->found[look->found_count++];
    const char *author = comment->author_name ? comment->author_name : "";
    *found = (wikijs_event_subject){
        .present = SUBJECT(ID) | SUBJECT(PATH) | SUBJECT(LOCALE) | SUBJECT(TITLE) | SUBJECT(PAGE_ID) |
                   SUBJECT(AUTHOR_NAME) | SUBJECT(CREATED_AT) | SUBJECT(UPDATED_AT),
        .id = comment->id,
        .path = page->path,
        .locale = page->locale,
        .title = page->title ? page->title : "",
        .page_id = page->id,
        .author_name = wj_arena_strdup(&look->comments, author),
        .created_at = comment->created_at,
        .updated_at = comment->updated_at,
    };
    if (comment->content.ptr) {
        found->present |= SUBJECT(CONTENT);
        found->content.ptr = wj_arena_strndup(&look->comments, comment->content.ptr, comment->content.len);
        found->content.len = comment->content.len;
    }
    return found->author_name && (found->content.ptr || !comment->content.ptr);
}

/* Whether this is no word about the one page. */
static bool is_failure(const struct wikijs_call *child)
{
    bool answered = child->error.http_status == 200 || child->status == WIKIJS_E_SCHEMA;
    return child->status < 0 && (!answered || child->status == WIKIJS_E_NOMEM);
}

/* Only what these comments say may not be read: who wrote them, and when, may. */
static bool lacks_content(const struct wikijs_call *child)
{
    return child->status < 0 && child->fields & COMMENT(CONTENT) &&
           strcmp(child->error.permission, WJ_PERMISSION_COMMENT_TEXT) == 0;
}

/* A page whose comments may not be read has none; one that is gone neither. */
static bool take(struct look *look, const struct wikijs_call *child)
{
    struct asked *asked = &look->items[(const struct asked *)child->tag - look->items];
    const struct wj_list *list = child->status == 0 ? child->result : NULL;
    bool good = true;
    for (size_t i = 0; list && good && i < list->objects.count; i++)
        good = add(look, asked->page, list->objects.items[i]);
    asked->failed = child->status < 0 && child->status != WIKIJS_E_FORBIDDEN && child->status != WIKIJS_E_NOT_FOUND;
    if (asked->failed && look->first && !look->missed.code) {
        look->missed = child->error;
        wj_error_context(&look->missed, "the comments on page '%s'", asked->page->path);
    }
    return good;
}

/* --- telling --- */

static int keep_one(struct look *look, struct wj_feed_wiki *wiki, const wikijs_event_subject *comment)
{
    struct wj_seen seen;
    int status = wj_store_find(wiki->store, wiki->row, WJ_KIND_COMMENT, comment->id, &look->comments, &seen,
                               &look->err);
    if (status != 0)
        return status < 0 ? status : 0;
    const struct wj_change posted = { .kind = WJ_KIND_COMMENT, .after = comment, .time = comment->created_at };
    const struct asked *asked = find_page(look, comment->page_id);
    bool old = look->first || (asked && asked->unread);
    if (!old || (wiki->since >= 0 && comment->created_at > wiki->since))
        status = wj_change_tell(&posted, &wiki->sink, &wiki->told, &look->err);
    seen = (struct wj_seen){ .id = comment->id, .listed = "{}", .version = -1 };
    return status < 0 ? status : wj_store_put(wiki->store, wiki->row, WJ_KIND_COMMENT, &seen, &look->err);
}

/* What the first look could not read is remembered until it could be read. */
static int keep_page(struct look *look, struct wj_feed_wiki *wiki, const struct asked *asked)
{
    const struct wj_seen unread = { .id = asked->page->id, .listed = "{}", .version = -1 };
    if (look->first && asked->failed)
        return wj_store_put(wiki->store, wiki->row, WJ_KIND_UNREAD, &unread, &look->err);
    if (asked->unread && !asked->failed)
        return wj_store_drop(wiki->store, wiki->row, WJ_KIND_UNREAD, asked->page->id, &look->err);
    return 0;
}

static int keep_lot(struct look *look, struct wj_feed_wiki *wiki)
{
    struct wj_subjects found = { look->found, look->found_count };
    wj_subjects_sort(&found);
    bool last = lot_end(look) == look->count;
    int status = wj_store_begin(wiki->store, &look->err);
    for (size_t i = 0; status == 0 && i < look->found_count; i++)
        status = keep_one(look, wiki, &look->found[i]);
    for (size_t i = look->at; status == 0 && i < lot_end(look); i++)
        status = keep_page(look, wiki, &look->items[i]);
    if (status == 0 && last && look->first)
        status = wj_store_set_mark(wiki->store, wiki->row, WJ_KIND_COMMENT, 0, &look->err);
    look->at = lot_end(look);
    look->found = NULL;
    look->found_count = look->found_room = 0;
    status = wj_store_end(wiki->store, status, &look->err);
    wj_arena_clear(&look->comments);
    return status;
}

/* --- the flow --- */

static void end(struct wikijs_call *call)
{
    struct look *look = call->state;
    if (!look)
        return;
    if (look->batch)
        wj_group_unref(wj_batch_group(look->batch));
    wj_arena_clear(&look->pages);
    wj_arena_clear(&look->comments);
}

static bool begin(struct wikijs_call *call)
{
    struct look *look = wj_call_alloc(call, sizeof *look);
    if (!look)
        return false;
    wj_arena_init(&look->pages, call->allocator, 0);
    wj_arena_init(&look->comments, call->allocator, 0);
    call->state = look;
    call->at_end = end;
    look->batch = wj_batch_new(&call->client->batching, &(struct wj_batch_options){ .reads_only = true });
    return look->batch != NULL;
}

static enum wj_step look_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    const struct wj_list_look_args *args = call->args;
    if (!child && !begin(call))
        return no_memory(call);
    struct look *look = call->state;
    int status = child ? 0 : read_pages(look, args->wiki);
    if (!child && status == 0)
        status = read_unread(look, args->wiki);
    if (child) {
        look->waiting--;
        if (is_failure(child))
            return wj_flow_end_as(call, child);
        if (lacks_content(child)) {
            look->without_content = true;
            return start_page(call, look, child->tag) ? WJ_PENDING : no_memory(call);
        }
        if (!take(look, child))
            return no_memory(call);
        if (look->waiting > 0)
            return WJ_PENDING;
    }
    if (status == 0 && (child || look->count == 0))
        status = keep_lot(look, args->wiki);
    if (status < 0)
        return wj_flow_fail(call, status, "%s", look->err.message);
    if (look->at < look->count)
        return start_lot(call, look);
    return look->missed.code ? wj_flow_fail(call, look->missed.code, "%s", look->missed.message)
                             : wj_flow_done(call, NULL);
}

void wj_comment_look_request(struct wj_request *request, const struct wj_list_look_args *args)
{
    *request = (struct wj_request){
        .op = &op_look, .args = args, .args_size = sizeof *args, .flow = look_flow, .timeout_ms = WJ_LOOK_TIMEOUT_MS
    };
}
