/* SPDX-License-Identifier: MIT */
#include "webhook/feed.h"

#include "base/status.h"
#include "client/client.h"
#include <stdlib.h>
#include <string.h>

enum { FIRST_ROWS = 16 };

/* --- a wiki --- */

static int put(struct wj_event_sink *sink, wikijs_event *event, wikijs_error *err)
{
    struct wj_feed_wiki *wiki = (struct wj_feed_wiki *)((char *)sink - offsetof(struct wj_feed_wiki, sink));
    return wj_event_filter_passes(wiki->filter, event) ? wj_store_add_event(wiki->store, event, err) : 0;
}

int wj_feed_open(struct wj_feed_wiki *wiki, wikijs_error *err)
{
    wiki->url = wiki->client->config->options.base_url;
    wiki->sink = (struct wj_event_sink){ .profile = wiki->name, .wiki = wiki->url, .put = put };
    wiki->rows = FIRST_ROWS;
    wiki->short_rows = -1;
    int status = wj_store_wiki(wiki->store, wiki->name, wiki->url, &wiki->row, err);
    if (status == 0)
        status = wj_store_mark(wiki->store, wiki->row, WJ_KIND_PAGE, &wiki->mark, err);
    if (status == 0)
        status = wj_store_mark(wiki->store, wiki->row, WJ_MARK_FIRST, &wiki->first_mark, err);
    return status;
}

/* --- whole lists --- */

static int by_id(const void *a, const void *b)
{
    const wikijs_event_subject *left = a, *right = b;
    return (left->id > right->id) - (left->id < right->id);
}

void wj_subjects_sort(struct wj_subjects *subjects)
{
    if (subjects->count > 1)
        qsort(subjects->items, subjects->count, sizeof *subjects->items, by_id);
}

/* One comparison, with memory for one thing at a time. */
struct comparison {
    struct wj_feed_wiki *wiki;
    enum wj_kind kind;
    bool first; /* the kind was never looked at */
    struct wj_arena memory;
    wikijs_error *err;
};

static int keep(struct comparison *c, const wikijs_event_subject *now, int64_t revision)
{
    const struct wj_seen seen = {
        .id = now->id, .listed = wj_subject_text(&c->memory, now), .version = -1, .revision = revision
    };
    if (!seen.listed)
        return wj_error_set(c->err, WIKIJS_E_NOMEM, "out of memory");
    return wj_store_put(c->wiki->store, c->wiki->row, c->kind, &seen, c->err);
}

static int tell(struct comparison *c, const struct wj_change *change)
{
    return wj_change_tell(change, &c->wiki->sink, &c->wiki->told, c->err);
}

static int add(struct comparison *c, const wikijs_event_subject *now)
{
    const struct wj_change made = { .kind = c->kind, .after = now, .time = now->created_at };
    bool is_news = !c->first || (c->wiki->since >= 0 && now->created_at > c->wiki->since);
    int status = is_news ? tell(c, &made) : 0;
    return status < 0 ? status : keep(c, now, 0);
}

static int compare(struct comparison *c, const wikijs_event_subject *now, const struct wj_seen *seen)
{
    const char *text = wj_subject_text(&c->memory, now);
    if (text && strcmp(text, seen->listed) == 0)
        return 0;
    const wikijs_event_subject *before = text ? wj_subject_read(c->wiki->store->parser, &c->memory, seen->listed)
                                              : NULL;
    if (!before)
        return wj_error_set(c->err, WIKIJS_E_NOMEM, "out of memory");
    bool timed = now->present & WIKIJS_BIT(WIKIJS_EVENT_SUBJECT_UPDATED_AT);
    const struct wj_change change = { .kind = c->kind,
                                      .before = before,
                                      .after = now,
                                      .revision = seen->revision,
                                      .time = timed && before->updated_at != now->updated_at
                                                  ? now->updated_at
                                                  : wj_client_wall_ms(c->wiki->client) };
    int status = tell(c, &change);
    return status < 0 ? status : keep(c, now, seen->revision + 1);
}

static int drop(struct comparison *c, const struct wj_seen *seen)
{
    const wikijs_event_subject *before = wj_subject_read(c->wiki->store->parser, &c->memory, seen->listed);
    if (!before)
        return wj_error_set(c->err, WIKIJS_E_NOMEM, "out of memory");
    const struct wj_change gone = { .kind = c->kind, .before = before, .time = wj_client_wall_ms(c->wiki->client) };
    int status = tell(c, &gone);
    return status < 0 ? status : wj_store_drop(c->wiki->store, c->wiki->row, c->kind, before->id, c->err);
}

/* Rows are read with the statement of the walk while others write them: that is allowed. */
static int compare_all(struct comparison *c, const struct wj_subjects *subjects)
{
    struct wj_store *store = c->wiki->store;
    struct wj_seen seen;
    size_t at = 0;
    wj_store_walk(store, c->wiki->row, c->kind);
    int more = wj_store_walk_next(store, &seen, c->err), status = 0;
    while (status == 0 && more >= 0 && (more > 0 || at < subjects->count)) {
        const wikijs_event_subject *now = at < subjects->count ? &subjects->items[at] : NULL;
        bool is_missing = !now || (more > 0 && now->id > seen.id);
        bool is_new = !is_missing && (more == 0 || now->id < seen.id);
        status = is_missing ? drop(c, &seen) : is_new ? add(c, now) : compare(c, now, &seen);
        at += !is_missing;
        wj_arena_clear(&c->memory);
        if (status == 0 && !is_new)
            more = wj_store_walk_next(store, &seen, c->err);
    }
    wj_store_walk_end(store);
    return status < 0 ? status : more;
}

int wj_feed_compare(struct wj_feed_wiki *wiki, enum wj_kind kind, struct wj_subjects *subjects, wikijs_error *err)
{
    int64_t mark = -1;
    struct comparison c = { .wiki = wiki, .kind = kind, .err = err };
    wj_subjects_sort(subjects);
    wj_arena_init(&c.memory, wiki->store->allocator, 0);
    int status = wj_store_mark(wiki->store, wiki->row, (int)kind, &mark, err);
    c.first = mark < 0;
    if (status == 0)
        status = wj_store_begin(wiki->store, err);
    if (status < 0)
        return status;
    status = compare_all(&c, subjects);
    if (status == 0 && c.first)
        status = wj_store_set_mark(wiki->store, wiki->row, (int)kind, 0, err);
    wj_arena_clear(&c.memory);
    return wj_store_end(wiki->store, status, err);
}
