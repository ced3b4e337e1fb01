/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/feed.h"

wikijs_watch_options feed_options(const char *state)
{
    wikijs_watch_options options = WIKIJS_WATCH_OPTIONS_INIT;
    options.state = state;
    options.interval_ms = options.max_interval_ms = 20;
    options.full_interval_ms = 100;
    return options;
}

static uint64_t full_looks(const wikijs_watch *watch)
{
    wikijs_watch_stats stats = { .struct_size = sizeof stats };
    wikijs_watch_get_stats(watch, &stats);
    return stats.full_looks;
}

wikijs_watch *feed_start(struct live *live, const wikijs_watch_options *options)
{
    wikijs_watch *watch = NULL;
    LIVE_EXPECT(live, 0, wikijs_watch_new(options, &watch, &live->err));
    LIVE_EXPECT(live, 0, wikijs_watch_add(watch, "here", live->client, &live->err));
    return watch;
}

void feed_settle(struct live *live, wikijs_watch *watch)
{
    const wikijs_event *event;
    uint64_t looks = full_looks(watch);
    while (full_looks(watch) == looks)
        if (wikijs_watch_next(watch, 10, &event, &live->err) < 0)
            fail_msg("%s", live->err.message);
}

const wikijs_event *feed_next_about(struct live *live, wikijs_watch *watch, int64_t id)
{
    const wikijs_event *event = NULL;
    int status;
    while ((status = wikijs_watch_next(watch, FEED_WAIT_MS, &event, &live->err)) > 0)
        if (wikijs_event_about(event)->id == id)
            return event;
    fail_msg("no event: %s", status < 0 ? live->err.message : "none came");
    return NULL;
}

const wikijs_event *feed_next_of(struct live *live, wikijs_watch *watch, int64_t page)
{
    const wikijs_event *event;
    do
        event = feed_next_about(live, watch, page);
    while (!event->page);
    return event;
}

const wikijs_event *feed_expect(struct live *live, wikijs_watch *watch, int64_t page, const char *type)
{
    const wikijs_event *event = feed_next_of(live, watch, page);
    assert_string_equal(event->type, type);
    return event;
}

void feed_expect_nothing(struct live *live, wikijs_watch *watch, int64_t page)
{
    const wikijs_event *event;
    uint64_t looks = full_looks(watch);
    while (full_looks(watch) < looks + 2) {
        int status = wikijs_watch_next(watch, 10, &event, &live->err);
        if (status > 0 && event->page && event->page->id == page)
            fail_msg("unexpected %s (%s)", event->type, feed_changes(event));
        if (status < 0)
            fail_msg("%s", live->err.message);
    }
}

const char *feed_changes(const wikijs_event *event)
{
    static char text[256];
    size_t length = 0;
    text[0] = '\0';
    for (size_t i = 0; i < event->changes.count && length < sizeof text; i++)
        length += (size_t)snprintf(text + length, sizeof text - length, "%s%s", i ? "," : "", event->changes.items[i]);
    return text;
}

const char *feed_state_path(void)
{
    static char path[64];
    static int count;
    snprintf(path, sizeof path, "/tmp/wikijs-feed-%d-%d", (int)getpid(), count++);
    return path;
}

void feed_forget(const char *path)
{
    static const char *const suffixes[] = { "", "-wal", "-shm", ".lock" };
    char file[96];
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        snprintf(file, sizeof file, "%s%s", path, suffixes[i]);
        unlink(file);
    }
}
