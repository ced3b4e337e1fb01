/* SPDX-License-Identifier: MIT */
/* Which pages of a list have changed since they were seen, which are no longer there. */
#ifndef WJ_WEBHOOK_PAGE_CHOOSE_H
#define WJ_WEBHOOK_PAGE_CHOOSE_H

#include <wikijs/pages.h>

#include "webhook/feed.h"

/*
 * Servers that work together have clocks of their own: what is older than the newest known time by no more than this is
 * compared, too.
 */
enum { WJ_OVERLAP_MS = 5000 };

struct wj_choice {
    struct wj_feed_wiki *wiki;
    struct wj_arena memory;      /* of the look: what the chosen ones point to */
    struct wj_page_look **pages; /* those that changed */
    size_t count, room;
    int64_t *missing; /* ids of those that were seen and are not in the list */
    size_t missing_count, missing_room;
    wikijs_error err;
};

/* All return 0, or a status with its message in choice->err. */

/* From the list of all pages. */
int wj_choose_of_all(struct wj_choice *choice, const wikijs_page_item_list *list);
/* From a list of the newest. */
int wj_choose_of_newest(struct wj_choice *choice, const wikijs_page_item_list *list);
/* From a first list: what changed behind wiki->since; all others are remembered as they are. */
int wj_choose_first(struct wj_choice *choice, const wikijs_page_item_list *list);

#endif
