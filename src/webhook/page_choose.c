/* SPDX-License-Identifier: MIT */
#include "webhook/page_choose.h"

#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "model/models.h"
#include "json/write.h"

#define SUBJECT(field) WIKIJS_BIT(WIKIJS_EVENT_SUBJECT_##field)

enum { USUAL_TAGS = 32 };

/* --- from the list's form to the feed's --- */

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Sorted in `room` when that suffices. */
static bool sort_tags(struct wj_arena *arena, const char **room, size_t count, wikijs_strings *tags)
{
    const char **sorted = tags->count < count ? room : wj_arena_alloc(arena, (tags->count + 1) * sizeof *sorted);
    if (!sorted)
        return false;
    for (size_t i = 0; i < tags->count; i++)
        sorted[i] = tags->items[i];
    qsort(sorted, tags->count, sizeof *sorted, by_text);
    *tags = (wikijs_strings){ sorted, tags->count };
    return true;
}

static void make_subject(const wikijs_page_item *item, wikijs_event_subject *subject)
{
    *subject = (wikijs_event_subject){
        .present = wj_present_as(&wj_page_item_model, item->present, &wj_event_subject_model),
        .id = item->id,
        .path = item->path,
        .locale = item->locale,
        .title = item->title,
        .description = item->description,
        .tags = item->tags,
        .is_published = item->is_published,
        .is_private = item->is_private,
        .content_type = item->content_type,
        .created_at = item->created_at,
        .updated_at = item->updated_at,
    };
}

static bool add_changed(struct wj_choice *choice, const struct wj_page_look *page)
{
    if (choice->count == choice->room) {
        size_t room = choice->room ? 2 * choice->room : 64;
        struct wj_page_look **longer = wj_arena_alloc(&choice->memory, room * sizeof *longer);
        if (!longer)
            return false;
        for (size_t i = 0; i < choice->count; i++)
            longer[i] = choice->pages[i];
        choice->pages = longer;
        choice->room = room;
    }
    struct wj_page_look *kept = wj_arena_alloc(&choice->memory, sizeof *kept);
    if (!kept)
        return false;
    *kept = *page;
    choice->pages[choice->count++] = kept;
    return true;
}

/* What was seen, with the hash. */
static bool read_before(struct wj_choice *choice, struct wj_page_look *page)
{
    wikijs_event_subject *before = wj_subject_read(choice->wiki->store->parser, &choice->memory, page->seen.listed);
    if (!before)
        return false;
    if (page->seen.hash) {
        before->content_hash = page->seen.hash;
        before->present |= SUBJECT(CONTENT_HASH);
    }
    page->before = before;
    page->news = page->seen.version >= 0 ? WJ_NEWS_BEHIND : WJ_NEWS_FROM;
    page->from = before->updated_at;
    return true;
}

static void choose_news(const struct wj_feed_wiki *wiki, struct wj_page_look *page)
{
    if (wiki->mark < 0) {
        page->news = page->listed.created_at > wiki->since ? WJ_NEWS_ALL : WJ_NEWS_SINCE;
        page->from = wiki->since;
    } else {
        page->news = page->listed.created_at > wiki->first_mark ? WJ_NEWS_ALL : WJ_NEWS_NONE;
    }
}

/* Copy what was seen into the memory of the look. */
static bool keep_seen(struct wj_choice *choice, struct wj_page_look *page, const struct wj_seen *seen)
{
    page->known = true;
    page->seen = *seen;
    page->seen.listed = wj_arena_strdup(&choice->memory, seen->listed);
    page->seen.hash = seen->hash ? wj_arena_strdup(&choice->memory, seen->hash) : NULL;
    return page->seen.listed && (page->seen.hash || !seen->hash) && read_before(choice, page);
}

static bool choose(struct wj_choice *choice, const wikijs_event_subject *listed, const struct wj_seen *seen, bool same)
{
    struct wj_page_look page = { .listed = *listed, .only_check = same };
    if (!sort_tags(&choice->memory, NULL, 0, &page.listed.tags) || (seen && !keep_seen(choice, &page, seen)))
        return false;
    if (!seen)
        choose_news(choice->wiki, &page);
    return add_changed(choice, &page);
}

/*
 * The page is chosen unless it was seen like this. The usual page was, so nothing of it is kept. Returns 0 or
 * WIKIJS_E_NOMEM.
 */
static int compare(struct wj_choice *choice, const wikijs_page_item *item, const struct wj_seen *seen)
{
    const char *room[USUAL_TAGS];
    wikijs_event_subject listed;
    struct wj_buf *text = &choice->wiki->store->text;
    make_subject(item, &listed);
    if (!sort_tags(&choice->memory, room, USUAL_TAGS, &listed.tags))
        return WIKIJS_E_NOMEM;
    bool same = false;
    if (seen) {
        wj_buf_clear(text);
        wj_json_object(text, &wj_event_subject_model, &listed, 0);
        if (text->failed)
            return text->failed;
        same = strcmp(text->data, seen->listed) == 0;
    }
    return (same && !seen->fresh) || choose(choice, &listed, seen, same) ? 0 : WIKIJS_E_NOMEM;
}

static int by_id(const void *a, const void *b)
{
    const wikijs_page_item *left = *(const wikijs_page_item *const *)a, *right = *(const wikijs_page_item *const *)b;
    return (left->id > right->id) - (left->id < right->id);
}

static bool add_missing(struct wj_choice *choice, int64_t id)
{
    if (choice->missing_count == choice->missing_room) {
        size_t room = choice->missing_room ? 2 * choice->missing_room : 64;
        int64_t *longer = wj_arena_alloc(&choice->memory, room * sizeof *longer);
        if (!longer)
            return false;
        for (size_t i = 0; i < choice->missing_count; i++)
            longer[i] = choice->missing[i];
        choice->missing = longer;
        choice->missing_room = room;
    }
    choice->missing[choice->missing_count++] = id;
    return true;
}

/* A status with its message. */
static int told(struct wj_choice *choice, int status)
{
    return status < 0 && !choice->err.code ? wj_error_set(&choice->err, status, "out of memory") : status;
}

/* All pages beside all that were seen, both in the order of their ids. */
int wj_choose_of_all(struct wj_choice *choice, const wikijs_page_item_list *list)
{
    size_t count = wikijs_page_item_list_count(list), at = 0;
    const wikijs_page_item **items = wj_arena_alloc(&choice->memory, (count + 1) * sizeof *items);
    if (!items)
        return wj_error_set(&choice->err, WIKIJS_E_NOMEM, "out of memory");
    for (size_t i = 0; i < count; i++)
        items[i] = wikijs_page_item_list_at(list, i);
    qsort(items, count, sizeof *items, by_id);
    struct wj_seen seen;
    wj_store_walk(choice->wiki->store, choice->wiki->row, WJ_KIND_PAGE);
    int more = wj_store_walk_next(choice->wiki->store, &seen, &choice->err), status = 0;
    while (status == 0 && more >= 0 && (more > 0 || at < count)) {
        bool is_missing = more > 0 && (at == count || items[at]->id > seen.id);
        bool is_new = !is_missing && (more == 0 || items[at]->id < seen.id);
        if (is_missing)
            status = add_missing(choice, seen.id) ? 0 : WIKIJS_E_NOMEM;
        else
            status = compare(choice, items[at++], is_new ? NULL : &seen);
        if (status == 0 && !is_new)
            more = wj_store_walk_next(choice->wiki->store, &seen, &choice->err);
    }
    wj_store_walk_end(choice->wiki->store);
    return told(choice, status < 0 ? status : more);
}

static int find_seen(struct wj_choice *choice, int64_t id, struct wj_seen *seen)
{
    return wj_store_find(choice->wiki->store, choice->wiki->row, WJ_KIND_PAGE, id, &choice->memory, seen, &choice->err);
}

static int choose_listed(struct wj_choice *choice, const wikijs_page_item_list *list)
{
    size_t count = wikijs_page_item_list_count(list);
    struct wj_seen seen;
    int status = 0;
    for (size_t i = 0; status >= 0 && i < count; i++) {
        const wikijs_page_item *item = wikijs_page_item_list_at(list, i);
        if (item->updated_at < choice->wiki->mark - WJ_OVERLAP_MS)
            break;
        status = find_seen(choice, item->id, &seen);
        if (status >= 0)
            status = compare(choice, item, status > 0 ? &seen : NULL);
    }
    return status;
}

static int by_number(const void *a, const void *b)
{
    const int64_t *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

/* Pages that are to be looked at once more, and that newer ones have pushed out of the list. */
static int choose_fresh(struct wj_choice *choice)
{
    size_t count = choice->count;
    int64_t *ids = wj_arena_alloc(&choice->memory, (count + 1) * sizeof *ids);
    if (!ids)
        return WIKIJS_E_NOMEM;
    for (size_t i = 0; i < count; i++)
        ids[i] = choice->pages[i]->listed.id;
    qsort(ids, count, sizeof *ids, by_number);
    struct wj_store *store = choice->wiki->store;
    struct wj_seen seen;
    wj_store_walk_fresh(store, choice->wiki->row, WJ_KIND_PAGE);
    int more;
    while ((more = wj_store_walk_next(store, &seen, &choice->err)) > 0) {
        struct wj_page_look page = { .only_check = true };
        if (bsearch(&seen.id, ids, count, sizeof *ids, by_number))
            continue;
        bool good = keep_seen(choice, &page, &seen);
        if (good) {
            page.listed = *page.before;
            page.listed.present &= ~SUBJECT(CONTENT_HASH);
            good = add_changed(choice, &page);
        }
        if (!good) {
            more = WIKIJS_E_NOMEM;
            break;
        }
    }
    wj_store_walk_end(store);
    return more;
}

int wj_choose_of_newest(struct wj_choice *choice, const wikijs_page_item_list *list)
{
    int status = choose_listed(choice, list);
    return told(choice, status < 0 ? status : choose_fresh(choice));
}

/* --- the first look --- */

/* Pages of the newest time may be changed again within it. */
static int remember(struct wj_choice *choice, const wikijs_page_item *item, int64_t newest)
{
    const char *room[USUAL_TAGS];
    wikijs_event_subject listed;
    struct wj_buf *text = &choice->wiki->store->text;
    make_subject(item, &listed);
    if (!sort_tags(&choice->memory, room, USUAL_TAGS, &listed.tags))
        return WIKIJS_E_NOMEM;
    wj_buf_clear(text);
    wj_json_object(text, &wj_event_subject_model, &listed, 0);
    if (text->failed)
        return text->failed;
    const struct wj_seen seen = {
        .id = item->id, .listed = text->data, .version = -1, .fresh = item->updated_at == newest
    };
    return wj_store_put(choice->wiki->store, choice->wiki->row, WJ_KIND_PAGE, &seen, &choice->err);
}

int wj_choose_first(struct wj_choice *choice, const wikijs_page_item_list *list)
{
    size_t count = wikijs_page_item_list_count(list);
    int64_t newest = count > 0 ? wikijs_page_item_list_at(list, 0)->updated_at : 0;
    int64_t since = choice->wiki->since;
    int status = wj_store_begin(choice->wiki->store, &choice->err);
    for (size_t i = 0; status == 0 && i < count; i++) {
        const wikijs_page_item *item = wikijs_page_item_list_at(list, i);
        if (since >= 0 && item->updated_at > since)
            status = compare(choice, item, NULL);
        else
            status = remember(choice, item, newest);
    }
    return wj_store_end(choice->wiki->store, told(choice, status), &choice->err);
}
