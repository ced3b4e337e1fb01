/* SPDX-License-Identifier: MIT */
/* Which events somebody wants: by type, by where a page lies, by its locale and tags. */
#ifndef WJ_WEBHOOK_FILTER_H
#define WJ_WEBHOOK_FILTER_H

#include <wikijs/event.h>

#include "base/arena.h"
#include "webhook/store.h"

struct wj_event_filter {
    wikijs_strings types; /* "page.moved", "page.*", "*"; empty: all that need no request for each page */
    const char *path;     /* pages and assets at or below it; NULL: all */
    const char *locale;   /* NULL: all */
    const char *tag;      /* pages that have or had it; NULL: all */
    bool comments;        /* without types: comments, too */
};

/* Whether a pattern names an event of those that there are. */
bool wj_event_pattern_is_good(const char *pattern);
/* Whether a type fits a pattern. */
bool wj_event_pattern_fits(const char *pattern, const char *type);
/* Copy a filter with its texts. 0; WIKIJS_E_ARG: a pattern names no event, or the place is none; WIKIJS_E_NOMEM. */
int wj_event_filter_copy(struct wj_event_filter *to, const struct wj_event_filter *from, struct wj_arena *arena,
                         wikijs_error *err);
/* Whether an event passes a copy. What a filter asks of pages keeps out events of users and groups. */
bool wj_event_filter_passes(const struct wj_event_filter *filter, const wikijs_event *event);
/* Whether any event of a kind can pass, and whether the kind was asked for by its name. */
bool wj_event_filter_wants(const struct wj_event_filter *filter, enum wj_kind kind, bool *by_name);

#endif
