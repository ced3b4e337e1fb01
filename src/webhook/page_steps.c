/* SPDX-License-Identifier: MIT */
#include "webhook/page_steps.h"

#include "base/status.h"

#define HASH WIKIJS_BIT(WIKIJS_EVENT_SUBJECT_CONTENT_HASH)
#define TAGS WIKIJS_BIT(WIKIJS_EVENT_SUBJECT_TAGS)

/* --- before the states are fetched --- */

/* Between the list and the reading of its content. */
static bool was_saved_meanwhile(const struct wj_page_look *page)
{
    return page->has_content && page->content_at != page->listed.updated_at;
}

/*
 * The list was read first, the history and the content later; the page may have been saved in between. When the content
 * is of the listed time, all entries lie before it. Otherwise those of an earlier time do, and the listed state itself is
 * the next one, or another one of its millisecond: find_listed().
 */
static size_t entries_before(const struct wj_page_look *page)
{
    bool same = page->has_content && page->content_at == page->listed.updated_at;
    size_t before = 0;
    while (before < page->count && (same || page->entries[before].date < page->listed.updated_at ||
                                    (!page->has_content && page->entries[before].date == page->listed.updated_at)))
        before++;
    return before;
}

void wj_page_plan(struct wj_page_look *page)
{
    page->used = entries_before(page);
    bool later = was_saved_meanwhile(page);
    page->put_off = later && page->has_history && page->used == page->count;
    page->newest = page->used > 0      ? page->entries[page->used - 1].version
                   : page->has_history ? page->base
                   : page->known       ? page->seen.version
                                       : -1;
    bool needs_first = !page->known || !page->seen.hash;
    for (size_t i = 0; i < page->used; i++)
        page->entries[i].wanted = i > 0 || needs_first;
    for (size_t i = page->used; later && i < page->count; i++)
        page->entries[i].wanted = i == page->used || page->entries[i].date == page->listed.updated_at;
}

/* --- afterwards --- */

/* The state that a change led to: the next entry's, or the listed one. NULL: it cannot be had. */
static const wikijs_event_subject *state_after(const struct wj_page_look *page, size_t i)
{
    return i + 1 < page->used ? page->entries[i + 1].state : &page->listed;
}

/* A version has no tags: those of the state before are taken to stand until the last change. */
static wikijs_event_subject *complete(struct wj_arena *arena, const wikijs_event_subject *state,
                                      const wikijs_event_subject *before)
{
    wikijs_event_subject *whole = wj_arena_alloc(arena, sizeof *whole);
    if (!whole)
        return NULL;
    *whole = *state;
    if (before && !(state->present & TAGS)) {
        whole->tags = before->tags;
        whole->present |= before->present & TAGS;
    }
    return whole;
}

/* As far as both are known. */
static bool is_listed(const struct wj_page_look *page, const wikijs_event_subject *state)
{
    uint64_t both = state->present & page->listed.present;
    return !(wj_subject_differences(state, &page->listed) & both);
}

/* The entries behind the first `count` are left to the next look. */
static void use_only(struct wj_page_look *page, size_t count)
{
    page->used = count;
    page->newest = count > 0 ? page->entries[count - 1].version : page->base;
}

/*
 * Of several states of the listed millisecond the last one that shows as the list does is the listed one. Where none does,
 * it has no entry yet, for the history was read before that save.
 */
static void find_listed(struct wj_page_look *page)
{
    size_t end = page->used, listed = page->count;
    for (; end < page->count && page->entries[end].date == page->listed.updated_at; end++) {
        const wikijs_event_subject *state = page->entries[end].state;
        if (!state)
            return; /* it cannot be had: the first one, then */
        if (is_listed(page, state))
            listed = end;
    }
    if (listed < page->count)
        use_only(page, listed);
    else
        page->put_off = end > page->used;
}

/* The content of the listed state. */
static void find_hash(struct wj_page_look *page)
{
    if (!page->has_content || page->content_at == page->listed.updated_at) {
        page->hash = page->content_hash;
    } else if (page->used < page->count) {
        const wikijs_event_subject *state = page->entries[page->used].state;
        page->hash = state && state->present & HASH ? state->content_hash : NULL;
    }
    if (page->hash) {
        page->listed.content_hash = page->hash;
        page->listed.present |= HASH;
    }
}

/*
 * A save within the listed millisecond may be in the history and not in the content, which was read just before. The
 * entry of the listed state and those behind it are left to the next look, which such a page gets.
 */
static void leave_later(struct wj_page_look *page)
{
    size_t i = 0;
    while (page->hash && i < page->used &&
           !(page->entries[i].date == page->listed.updated_at && page->entries[i].state &&
             page->entries[i].state->present & HASH && is_listed(page, page->entries[i].state)))
        i++;
    if (page->hash && i < page->used)
        use_only(page, i);
}

void wj_page_settle(struct wj_page_look *page)
{
    if (was_saved_meanwhile(page))
        find_listed(page);
    find_hash(page);
    leave_later(page);
}

/* The state before the first change. */
static int find_start(struct wj_page_look *page, struct wj_arena *arena, const wikijs_event_subject **start)
{
    const wikijs_event_subject *first = page->used > 0 ? page->entries[0].state : NULL;
    const wikijs_event_subject *model = page->before ? page->before : &page->listed;
    wikijs_event_subject *whole = NULL;
    *start = page->before;
    if (page->known && page->before && first && !page->seen.hash && first->present & HASH) {
        whole = complete(arena, page->before, NULL);
        if (whole) {
            whole->content_hash = first->content_hash;
            whole->present |= HASH;
        }
    } else if (page->news == WJ_NEWS_SINCE) {
        whole = complete(arena, first ? first : &page->listed, model);
    } else {
        return 0;
    }
    *start = whole;
    return whole ? 0 : WIKIJS_E_NOMEM;
}

static int tell_creation(struct wj_page_look *page, struct wj_arena *arena, struct wj_event_sink *sink, size_t *count,
                         const wikijs_event_subject **state, wikijs_error *err)
{
    const wikijs_event_subject *first = page->used > 0 ? page->entries[0].state : NULL;
    *state = first ? complete(arena, first, &page->listed) : &page->listed;
    if (!*state)
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    const struct wj_change made = { .kind = WJ_KIND_PAGE, .after = *state, .time = page->listed.created_at };
    return wj_change_tell(&made, sink, count, err);
}

/* A page whose time moved without an entry in its history. */
static int tell_without_entry(struct wj_page_look *page, const wikijs_event_subject *before, struct wj_event_sink *sink,
                              size_t *count, wikijs_error *err)
{
    bool hashed = before->present & page->listed.present & HASH;
    const struct wj_change change = {
        .kind = WJ_KIND_PAGE,
        .before = before,
        .after = &page->listed,
        .revision = page->seen.revision,
        .time = page->listed.updated_at,
        .uncertain = !page->has_history && !hashed &&
                     (page->news == WJ_NEWS_SINCE || before->updated_at != page->listed.updated_at),
    };
    return wj_change_tell(&change, sink, count, err);
}

int wj_page_tell(struct wj_page_look *page, struct wj_arena *arena, struct wj_event_sink *sink, size_t *count,
                 wikijs_error *err)
{
    const wikijs_event_subject *state = NULL;
    int status = find_start(page, arena, &state);
    if (status < 0)
        return wj_error_set(err, status, "out of memory");
    if (!state)
        status = tell_creation(page, arena, sink, count, &state, err);
    else if (page->used == 0)
        return tell_without_entry(page, state, sink, count, err);
    for (size_t i = 0; status == 0 && i < page->used; i++) {
        const wikijs_event_subject *after = state_after(page, i);
        if (after && i + 1 < page->used)
            after = complete(arena, after, state);
        if (!after)
            continue; /* purged meanwhile: what it told is in the next one */
        const struct wj_change change = {
            .kind = WJ_KIND_PAGE,
            .before = state,
            .after = after,
            .version = page->entries[i].version,
            .time = after->updated_at,
            .uncertain = !(state->present & after->present & HASH),
        };
        status = wj_change_tell(&change, sink, count, err);
        state = after;
    }
    return status;
}
