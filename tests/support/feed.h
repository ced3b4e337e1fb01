/* SPDX-License-Identifier: MIT */
/* A change feed under test, and what it is expected to tell. */
#ifndef TEST_FEED_H
#define TEST_FEED_H

#include <wikijs/watch.h>

#include "support/live.h"

enum { FEED_WAIT_MS = 60000 };

/* Options of a feed that looks often; `state` NULL: in memory. */
wikijs_watch_options feed_options(const char *state);
/* A feed that follows the case's wiki as "here". */
wikijs_watch *feed_start(struct live *live, const wikijs_watch_options *options);
/* Wait until the feed has looked at everything (once more), without an event. */
void feed_settle(struct live *live, wikijs_watch *watch);

/* The next event about what has this id, whatever it is: for feeds of one kind. */
const wikijs_event *feed_next_about(struct live *live, wikijs_watch *watch, int64_t id);
/* The next event about this page; those about others are passed over. Fails the case when there is none in time. */
const wikijs_event *feed_next_of(struct live *live, wikijs_watch *watch, int64_t page);
/* It has this type. */
const wikijs_event *feed_expect(struct live *live, wikijs_watch *watch, int64_t page, const char *type);
/* No event about this page comes until everything has been looked at again. */
void feed_expect_nothing(struct live *live, wikijs_watch *watch, int64_t page);

/* The names of what changed, with commas. */
const char *feed_changes(const wikijs_event *event);
/* A new state file's path; feed_forget() removes it. */
const char *feed_state_path(void);
void feed_forget(const char *path);

#endif
