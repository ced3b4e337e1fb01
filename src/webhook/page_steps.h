/* SPDX-License-Identifier: MIT */
/*
 * What happened to one page between two looks: from the state that was seen, the entries of the page's history since then
 * and the state that the list shows now, to one change after the other.
 *
 * An entry of the history is the state that a save, a move or a restore replaced, with the time of that state. A render
 * moves the page's time and leaves no entry.
 */
#ifndef WJ_WEBHOOK_PAGE_STEPS_H
#define WJ_WEBHOOK_PAGE_STEPS_H

#include "webhook/changes.h"

/* An entry of the history. */
struct wj_page_entry {
    int64_t version;                   /* grows */
    int64_t date;                      /* of the state */
    bool wanted;                       /* the state has to be fetched */
    const wikijs_event_subject *state; /* with the hash of its content; NULL: not fetched, or it cannot be had */
};

/* Which entries of the history are news. */
enum wj_page_news {
    WJ_NEWS_BEHIND, /* those behind the last one that was dealt with */
    WJ_NEWS_FROM,   /* none was dealt with: those of states from the time on that was seen */
    WJ_NEWS_SINCE,  /* what happened since a time is asked for: those behind it, and the one that stood then */
    WJ_NEWS_ALL,    /* the page is new */
    WJ_NEWS_NONE    /* it has come into view */
};

/* A page that the list shows otherwise than it was seen. */
struct wj_page_look {
    enum wj_page_news news;
    bool known; /* it was seen */
    struct wj_seen seen;
    const wikijs_event_subject *before; /* as it was seen, with hash; NULL: not known */
    wikijs_event_subject listed;        /* as the list shows it */
    int64_t from;                       /* of WJ_NEWS_FROM and WJ_NEWS_SINCE */

    /* what was read */
    bool only_check; /* nothing but whether there are newer entries */
    bool has_history, has_content, is_gone;
    int64_t content_at;            /* the page's time when its content was read */
    const char *content_hash;      /* of its content then */
    struct wj_page_entry *entries; /* those that are news, oldest first */
    size_t count;
    int64_t base; /* version of the newest entry that is no news; 0: none */

    /* of the reading */
    unsigned waiting;     /* answers that are on their way */
    int64_t history_page; /* of the answer that is on its way, or the last one */
    bool refused_history, refused_content, planned;

    /* what was made of it */
    size_t used;    /* entries that lie before the state of the list */
    bool put_off;   /* it was saved while it was read: the next look sees all of it */
    int64_t newest; /* version of the last entry that was dealt with; -1: not known */
    const char *hash;
};

/* Which entries lie before the listed state, and which of these have to be fetched. */
void wj_page_plan(struct wj_page_look *page);
/* The states are there: what of the entries can be told now, and the hash of the listed state, if the page is not put off. */
void wj_page_settle(struct wj_page_look *page);
/* Tell one change after the other. The arena holds what lies between. */
int wj_page_tell(struct wj_page_look *page, struct wj_arena *arena, struct wj_event_sink *sink, size_t *count,
                 wikijs_error *err);

#endif
