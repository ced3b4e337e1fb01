/* SPDX-License-Identifier: MIT */
/*
 * When to look at what. A follower looks in turns: a wait, then a look at the newest pages, now and then at everything.
 * A turn is one call on the follower's client; when it has ended the next one begins.
 */
#ifndef WJ_WEBHOOK_TURN_H
#define WJ_WEBHOOK_TURN_H

#include "webhook/feed.h"

struct wj_pace {
    int64_t interval_ms, max_interval_ms, full_interval_ms;
    bool once;
};

struct wj_follower {
    struct wj_feed_wiki feed;
    const struct wj_pace *pace;
    struct wj_follower *next;
    char *name;
    wikijs_call *call; /* the turn that runs; NULL: none */
    bool ended;        /* no further turn: it looks once, or is about to be freed */

    int64_t wait_ms;      /* before the next look */
    int64_t full_at_us;   /* when everything is looked at */
    int64_t began_us;     /* the look that runs */
    bool full;            /* it is one at everything */
    unsigned failed_once; /* failures without a success in between */

    wikijs_error error; /* of the newest turn, until it is reported; code 0: none */
    uint64_t looks, full_looks, failures;
    void (*on_error)(struct wj_follower *follower, void *context);
    void *context;
};

/* Begin to look, or go on. 0, WIKIJS_E_NOMEM, or WIKIJS_E_STATE in a forked child. */
int wj_follower_start(struct wj_follower *follower);

#endif
