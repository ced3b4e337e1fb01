/* SPDX-License-Identifier: MIT */
/*
 * A wiki that is followed. Looking at it is a flow (client/request.h) on a client of the feed's own; what is found goes into
 * the store as the flow goes on, some pages at a time, so that a look which is broken off has not been in vain.
 *
 *   page_look.c     lists pages, chooses those that changed, notices those that are gone
 *   page_details.c  reads history and content of the chosen ones
 *   page_steps.c    makes changes of what was read
 *   list_look.c     assets, users, groups, comments: whole lists
 */
#ifndef WJ_WEBHOOK_FEED_H
#define WJ_WEBHOOK_FEED_H

#include "client/request.h"
#include "webhook/changes.h"
#include "webhook/filter.h"
#include "webhook/page_steps.h"

/* A look at many pages takes what it takes; its requests have the client's limits. */
#define WJ_LOOK_TIMEOUT_MS INT64_MAX

struct wj_feed_wiki {
    wikijs_client *client;
    struct wj_store *store;
    const struct wj_event_filter *filter;
    const char *name, *url;
    int64_t row;   /* in the store */
    int64_t since; /* what happened before the first look: from this time on; -1: is not told */
    struct wj_event_sink sink;

    /* what the key may not do; found out again at each start */
    bool no_totals, no_history, no_content, no_kind[WJ_KINDS];
    bool read_history, read_content; /* it was seen to be of use */

    /* pages */
    int64_t mark;       /* newest time that was dealt with; -1: never looked */
    int64_t first_mark; /* pages of that time and older were there before the feed */
    int64_t rows;       /* of page and tag in the next list */
    int64_t short_rows; /* of a list that was shorter than it should be; -1: there was none */
    bool limited;       /* the key sees so few pages that only the list of all is of use */
    int64_t hidden;     /* pages that the server counts and the list does not show */
    bool counted;       /* `hidden` is known */
    bool again;         /* there is something to look at once more, soon */

    /* of the newest look */
    size_t told; /* events, those included that the filter keeps out */
};

/* What is known of a wiki in the store; `name` and the client live as long as `wiki`. */
int wj_feed_open(struct wj_feed_wiki *wiki, wikijs_error *err);

/* Look at the pages: at the newest ones, or at all. `args` live until the call is made. */
struct wj_page_look_args {
    struct wj_feed_wiki *wiki;
    bool all;
};
void wj_page_look_request(struct wj_request *request, const struct wj_page_look_args *args);

/* Read history and content of pages; `pages` and what they point to live until the flow has ended, in `arena`. */
struct wj_page_details_args {
    struct wj_feed_wiki *wiki;
    struct wj_arena *arena;
    struct wj_page_look **pages;
    size_t count;
};
void wj_page_details_request(struct wj_request *request, const struct wj_page_details_args *args);

/* Look at all assets, users or groups. `args` live until the call is made. */
struct wj_list_look_args {
    struct wj_feed_wiki *wiki;
    enum wj_kind kind;
};
void wj_list_look_request(struct wj_request *request, const struct wj_list_look_args *args);
/* Look at the comments on all pages that were seen. */
void wj_comment_look_request(struct wj_request *request, const struct wj_list_look_args *args);

/* Subjects that were read, with what they point to in the memory of a look. */
struct wj_subjects {
    wikijs_event_subject *items;
    size_t count;
};
/* In the order of ids. */
void wj_subjects_sort(struct wj_subjects *subjects);
/* What changed among all of a kind since they were seen is told and kept, in one transaction. */
int wj_feed_compare(struct wj_feed_wiki *wiki, enum wj_kind kind, struct wj_subjects *subjects, wikijs_error *err);

#endif
