/* SPDX-License-Identifier: MIT */
/* For tests of iterators: one walk, by waiting or on a loop, that remembers what it met. */
#ifndef TEST_WALK_H
#define TEST_WALK_H

#include <wikijs/iter.h>

#include "support/live.h"

enum { WALK_MAX = 4096 };

struct walk {
    struct live *live;
    int64_t ids[WALK_MAX]; /* of the items, by their first INT field */
    size_t count;
    size_t stop_after; /* 0: go to the end */
    size_t pause_each; /* on a loop: pause after so many items; 0: never */
    size_t pauses;
    /* What happens in the world after each item; may be NULL. */
    void (*meanwhile)(struct walk *walk, const void *item);
    /* Outcome: of the end, or of the error that ended it. */
    bool ended;
    int status;
    wikijs_error err;
};

/* Walk from where the iterator is until its end, an error, or stop_after further items; returns the status. */
int walk_on(struct walk *walk, wikijs_iter *iter);
/* How often an id was met. */
size_t walk_met(const struct walk *walk, int64_t id);

#endif
