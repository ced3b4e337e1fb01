/* SPDX-License-Identifier: MIT */
/*
 * A look at the pages of a wiki.
 *
 *   LIST     pages.list, the newest first, down to what is known, or all of them; with it the server's count of pages
 *   CONFIRM  pages that the list of all no longer shows: are they gone, or only out of sight?
 *   DETAILS  history and content of those that changed, oldest change first, some at a time; each lot is told and kept
 *
 * The list's limit counts rows of page and tag, before permissions, so a list that does not reach down to what is known is
 * asked for again, longer, in the end without a limit.
 */
#include <stdlib.h>

#include "api/pages_list.h"
#include "api/system_ops.h"
#include "base/status.h"
#include "client/client.h"
#include "webhook/page_choose.h"

enum { FEWEST_ROWS = 8, MOST_ROWS = 8192, LOT = 100 };

#define ITEM(field) WIKIJS_BIT(WIKIJS_PAGE_ITEM_##field)
#define ITEM_FIELDS                                                                                \
    (ITEM(ID) | ITEM(PATH) | ITEM(LOCALE) | ITEM(TITLE) | ITEM(DESCRIPTION) | ITEM(CONTENT_TYPE) | \
     ITEM(IS_PUBLISHED) | ITEM(IS_PRIVATE) | ITEM(CREATED_AT) | ITEM(UPDATED_AT) | ITEM(TAGS))
#define HASH WIKIJS_BIT(WIKIJS_EVENT_SUBJECT_CONTENT_HASH)

enum stage { STAGE_LIST, STAGE_CONFIRM, STAGE_DETAILS };

struct look {
    enum stage stage;
    bool all; /* everything is listed */
    unsigned waiting;
    wikijs_page_item_list *list;
    int64_t total; /* pages that the server counts; -1: not known */
    struct wj_choice choice;
    size_t at; /* chosen pages before it are done */
    bool put_off;
    struct wj_batch *batch;
};

static const struct wj_op op_look = { .namespace_ = "watch", .field = "pages", .name = "watch.pages", .since = "0.1" };

static enum wj_step no_memory(struct wikijs_call *call)
{
    return wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
}

static enum wj_step fail(struct wikijs_call *call, const wikijs_error *err)
{
    return wj_flow_fail(call, err->code, "%s", err->message);
}

/* --- listing --- */

static bool start(struct wikijs_call *call, struct look *look, struct wj_request *request)
{
    request->group = wj_batch_group(look->batch);
    look->waiting++;
    return wj_flow_start(call, request) == WJ_PENDING;
}

static bool start_batch(struct wikijs_call *call, struct look *look)
{
    if (look->batch)
        wj_group_unref(wj_batch_group(look->batch));
    look->batch = wj_batch_new(&call->client->batching, &(struct wj_batch_options){ .reads_only = true });
    return look->batch != NULL;
}

static enum wj_step start_list(struct wikijs_call *call, struct look *look)
{
    const struct wj_feed_wiki *wiki = look->choice.wiki;
    const struct wj_list_args args = { .limit = look->all ? 0 : wiki->rows,
                                       .order_by = WIKIJS_PAGE_ORDER_UPDATED,
                                       .direction = WIKIJS_ORDER_DESC };
    struct wj_request list = {
        .op = &wj_op_pages_list, .args = &args, .args_size = sizeof args, .fields = ITEM_FIELDS
    };
    struct wj_request count = { .op = &wj_op_system_info, .fields = WIKIJS_BIT(WIKIJS_SYSTEM_INFO_PAGES_TOTAL) };
    look->stage = STAGE_LIST;
    look->total = -1;
    bool good = start_batch(call, look) && start(call, look, &list) && (wiki->no_totals || start(call, look, &count));
    return good ? WJ_PENDING : no_memory(call);
}

/* The count is a help, no more: a key that may not see it does without. */
static bool take_list(struct look *look, struct wikijs_call *child)
{
    if (child->op == &wj_op_pages_list) {
        look->list = child->status == 0 ? wj_call_take_result(child) : NULL;
        return child->status == 0;
    }
    const wikijs_system_info *info = child->result;
    if (child->status == 0 && info->present & WIKIJS_BIT(WIKIJS_SYSTEM_INFO_PAGES_TOTAL))
        look->total = info->pages_total;
    else if (child->status == 0 || child->status == WIKIJS_E_FORBIDDEN)
        look->choice.wiki->no_totals = true;
    return child->status != WIKIJS_E_UNAUTHENTICATED;
}

/* Whether the list reaches down to what is known, and how many rows that took. */
static bool reaches_down(const struct look *look, int64_t *needed)
{
    size_t count = wikijs_page_item_list_count(look->list);
    *needed = 0;
    for (size_t i = 0; i < count; i++) {
        const wikijs_page_item *item = wikijs_page_item_list_at(look->list, i);
        if (!look->all && item->updated_at < look->choice.wiki->mark - WJ_OVERLAP_MS)
            return true;
        *needed += item->tags.count > 1 ? (int64_t)item->tags.count : 1;
    }
    return false;
}

/* A list of the newest that is shorter than it may be, while there are more pages: the rest was not for this key. */
static void learn_from_all(struct wj_feed_wiki *wiki, int64_t rows)
{
    if (wiki->short_rows >= 0)
        wiki->limited = rows > wiki->short_rows;
    wiki->short_rows = -1;
    wiki->rows = FEWEST_ROWS;
}

/* The next list is as long as this one should have been, and somewhat longer. */
static bool is_long_enough(struct look *look)
{
    struct wj_feed_wiki *wiki = look->choice.wiki;
    int64_t rows;
    bool down = reaches_down(look, &rows);
    if (look->all) {
        learn_from_all(wiki, rows);
        return true;
    }
    if (down) {
        wiki->rows = rows + rows / 2 + FEWEST_ROWS;
        return true;
    }
    if (rows < wiki->rows)
        wiki->short_rows = rows;
    wiki->rows *= 4;
    look->all = wiki->short_rows >= 0 || wiki->rows > MOST_ROWS;
    return false;
}

/* More or fewer pages than are known: some are gone, which no list of the newest shows. */
static bool is_something_gone(struct look *look)
{
    struct wj_feed_wiki *wiki = look->choice.wiki;
    int64_t known = 0, added = 0;
    if (look->all || look->total < 0 || !wiki->counted ||
        wj_store_count(wiki->store, wiki->row, WJ_KIND_PAGE, &known, NULL) < 0)
        return false;
    for (size_t i = 0; i < look->choice.count; i++)
        added += !look->choice.pages[i]->known;
    return look->total != known + added + wiki->hidden;
}

/* --- telling and keeping, in a transaction --- */

static int64_t now_ms(const struct wj_feed_wiki *wiki)
{
    return wj_client_wall_ms(wiki->client);
}

static int tell_gone(struct wj_feed_wiki *wiki, int64_t id, const wikijs_event_subject *before, wikijs_error *err)
{
    const struct wj_change gone = { .kind = WJ_KIND_PAGE, .before = before, .time = now_ms(wiki) };
    int status = wj_change_tell(&gone, &wiki->sink, &wiki->told, err);
    return status < 0 ? status : wj_store_drop(wiki->store, wiki->row, WJ_KIND_PAGE, id, err);
}

/* A page that is there no more, perhaps before anybody has told that it came. */
static int apply_gone(struct wj_feed_wiki *wiki, const struct wj_page_look *page, wikijs_error *err)
{
    const struct wj_change made = { .kind = WJ_KIND_PAGE, .after = &page->listed, .time = page->listed.created_at };
    int status = page->news == WJ_NEWS_ALL ? wj_change_tell(&made, &wiki->sink, &wiki->told, err) : 0;
    return status < 0 ? status : tell_gone(wiki, page->listed.id, page->known ? page->before : &page->listed, err);
}

static int apply(struct look *look, struct wj_page_look *page)
{
    struct wj_feed_wiki *wiki = look->choice.wiki;
    struct wj_seen seen = page->seen;
    wikijs_error *err = &look->choice.err;
    size_t before = wiki->told;
    if (page->is_gone)
        return apply_gone(wiki, page, err);
    bool checked = page->only_check && page->has_history;
    if (!checked && !page->put_off)
        wj_page_settle(page);
    if (page->put_off) {
        look->put_off = wiki->again = true;
        return 0;
    }
    if (!checked) {
        int status = wj_page_tell(page, &look->choice.memory, &wiki->sink, &wiki->told, err);
        if (status < 0)
            return status;
    }
    wikijs_event_subject listed = page->listed;
    listed.present &= ~HASH;
    seen.id = listed.id;
    seen.listed = wj_subject_text(&look->choice.memory, &listed);
    seen.version = page->newest;
    seen.revision += wiki->told > before;
    seen.fresh = !page->only_check;
    wiki->again |= seen.fresh;
    if (page->hash)
        seen.hash = page->hash;
    else if (page->used > 0 || !page->has_history)
        seen.hash = NULL;
    return seen.listed ? wj_store_put(wiki->store, wiki->row, WJ_KIND_PAGE, &seen, err)
                       : wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
}

/* The newest time counts as dealt with when everything up to it is. */
static int set_mark(struct look *look)
{
    struct wj_feed_wiki *wiki = look->choice.wiki;
    size_t count = wikijs_page_item_list_count(look->list);
    int64_t newest = count > 0 ? wikijs_page_item_list_at(look->list, 0)->updated_at : 0;
    wikijs_error *err = &look->choice.err;
    if (wiki->mark >= newest)
        return 0;
    int status = wj_store_set_mark(wiki->store, wiki->row, WJ_KIND_PAGE, newest, err);
    if (status == 0 && wiki->mark < 0) {
        status = wj_store_set_mark(wiki->store, wiki->row, WJ_MARK_FIRST, newest, err);
        wiki->first_mark = newest;
    }
    if (status == 0)
        wiki->mark = newest;
    return status;
}

static int count_hidden(struct look *look)
{
    struct wj_feed_wiki *wiki = look->choice.wiki;
    int64_t known = 0;
    if (!look->all || look->total < 0)
        return 0;
    int status = wj_store_count(wiki->store, wiki->row, WJ_KIND_PAGE, &known, &look->choice.err);
    wiki->hidden = look->total - known;
    wiki->counted = status == 0 && !look->put_off;
    return status;
}

/* --- confirming --- */

static enum wj_step start_confirm(struct wikijs_call *call, struct look *look)
{
    look->stage = STAGE_CONFIRM;
    bool good = start_batch(call, look);
    for (size_t i = 0; good && i < look->choice.missing_count; i++) {
        const struct wj_id_args args = { look->choice.missing[i] };
        struct wj_request request = { .op = &wj_op_pages_single,
                                      .args = &args,
                                      .args_size = sizeof args,
                                      .fields = WIKIJS_BIT(WIKIJS_PAGE_ID),
                                      .tag = &look->choice.missing[i] };
        good = start(call, look, &request);
    }
    return good ? WJ_PENDING : no_memory(call);
}

/* 0: it is there after all, or what is missing is the right to see it. */
static bool take_confirm(const struct wikijs_call *child)
{
    int64_t *id = (int64_t *)(uintptr_t)child->tag;
    if (child->status == 0)
        *id = 0;
    else if (child->status == WIKIJS_E_FORBIDDEN)
        *id = -*id;
    return child->status == 0 || child->status == WIKIJS_E_FORBIDDEN || child->status == WIKIJS_E_NOT_FOUND;
}

static int apply_missing(struct look *look)
{
    struct wj_feed_wiki *wiki = look->choice.wiki;
    wikijs_error *err = &look->choice.err;
    int status = look->choice.missing_count > 0 ? wj_store_begin(wiki->store, err) : 0;
    for (size_t i = 0; status == 0 && i < look->choice.missing_count; i++) {
        int64_t id = look->choice.missing[i];
        struct wj_seen seen;
        if (id < 0)
            status = wj_store_drop(wiki->store, wiki->row, WJ_KIND_PAGE, -id, err);
        if (id <= 0)
            continue;
        status = wj_store_find(wiki->store, wiki->row, WJ_KIND_PAGE, id, &look->choice.memory, &seen, err);
        const wikijs_event_subject *before = status > 0 ? wj_subject_read(wiki->store->parser, &look->choice.memory,
                                                                          seen.listed)
                                                        : NULL;
        if (status >= 0)
            status = before ? tell_gone(wiki, id, before, err) : wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    }
    return look->choice.missing_count > 0 ? wj_store_end(wiki->store, status, err) : 0;
}

/* --- details --- */

static int by_time(const void *a, const void *b)
{
    const wikijs_event_subject *left = &(*(struct wj_page_look *const *)a)->listed;
    const wikijs_event_subject *right = &(*(struct wj_page_look *const *)b)->listed;
    if (left->updated_at != right->updated_at)
        return left->updated_at < right->updated_at ? -1 : 1;
    return (left->id > right->id) - (left->id < right->id);
}

static size_t lot_size(const struct look *look)
{
    size_t left = look->choice.count - look->at;
    return left < LOT ? left : LOT;
}

/* All is told: the end of the look. */
static enum wj_step end_look(struct wikijs_call *call, struct look *look)
{
    struct wj_store *store = look->choice.wiki->store;
    int status = wj_store_begin(store, &look->choice.err);
    if (status == 0)
        status = wj_store_end(store, set_mark(look), &look->choice.err);
    if (status == 0)
        status = count_hidden(look);
    return status < 0 ? fail(call, &look->choice.err) : wj_flow_done(call, NULL);
}

static enum wj_step start_lot(struct wikijs_call *call, struct look *look)
{
    look->stage = STAGE_DETAILS;
    if (look->at == look->choice.count)
        return end_look(call, look);
    const struct wj_page_details_args args = { .wiki = look->choice.wiki,
                                               .arena = &look->choice.memory,
                                               .pages = look->choice.pages + look->at,
                                               .count = lot_size(look) };
    struct wj_request request;
    wj_page_details_request(&request, &args);
    return wj_flow_start(call, &request);
}

static enum wj_step end_lot(struct wikijs_call *call, struct look *look)
{
    struct wj_store *store = look->choice.wiki->store;
    int status = wj_store_begin(store, &look->choice.err);
    size_t end = look->at + lot_size(look);
    for (size_t i = look->at; status == 0 && i < end; i++)
        status = apply(look, look->choice.pages[i]);
    status = wj_store_end(store, status, &look->choice.err);
    look->at = end;
    return status < 0 ? fail(call, &look->choice.err) : start_lot(call, look);
}

/* --- the flow --- */

static void end(struct wikijs_call *call)
{
    struct look *look = call->state;
    if (!look)
        return;
    if (look->batch)
        wj_group_unref(wj_batch_group(look->batch));
    wikijs_page_item_list_free(look->list);
    wj_arena_clear(&look->choice.memory);
}

static enum wj_step list_again(struct wikijs_call *call, struct look *look)
{
    wikijs_page_item_list_free(look->list);
    look->list = NULL;
    return start_list(call, look);
}

static enum wj_step after_list(struct wikijs_call *call, struct look *look)
{
    struct wj_choice *choice = &look->choice;
    if (!is_long_enough(look))
        return list_again(call, look);
    int status = choice->wiki->mark < 0 ? wj_choose_first(choice, look->list)
                 : look->all            ? wj_choose_of_all(choice, look->list)
                                        : wj_choose_of_newest(choice, look->list);
    if (status < 0)
        return fail(call, &choice->err);
    if (is_something_gone(look)) {
        look->all = true;
        choice->count = 0;
        return list_again(call, look);
    }
    if (choice->count > 1)
        qsort(choice->pages, choice->count, sizeof *choice->pages, by_time);
    return choice->missing_count > 0 ? start_confirm(call, look) : start_lot(call, look);
}

static enum wj_step begin(struct wikijs_call *call)
{
    const struct wj_page_look_args *args = call->args;
    struct look *look = wj_call_alloc(call, sizeof *look);
    if (!look)
        return no_memory(call);
    look->choice.wiki = args->wiki;
    look->all = args->all || args->wiki->mark < 0 || args->wiki->limited;
    wj_arena_init(&look->choice.memory, call->allocator, 0);
    call->state = look;
    call->at_end = end;
    return start_list(call, look);
}

static enum wj_step look_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    if (!child)
        return begin(call);
    struct look *look = call->state;
    if (look->stage == STAGE_DETAILS)
        return child->status < 0 ? wj_flow_end_as(call, child) : end_lot(call, look);
    look->waiting--;
    if (!(look->stage == STAGE_LIST ? take_list(look, child) : take_confirm(child)))
        return wj_flow_end_as(call, child);
    if (look->waiting > 0)
        return WJ_PENDING;
    if (look->stage == STAGE_LIST)
        return after_list(call, look);
    return apply_missing(look) < 0 ? fail(call, &look->choice.err) : start_lot(call, look);
}

void wj_page_look_request(struct wj_request *request, const struct wj_page_look_args *args)
{
    *request = (struct wj_request){
        .op = &op_look, .args = args, .args_size = sizeof *args, .flow = look_flow, .timeout_ms = WJ_LOOK_TIMEOUT_MS
    };
}
