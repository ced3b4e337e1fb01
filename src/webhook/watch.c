/* SPDX-License-Identifier: MIT */
/* The public face of a feed: followers on one epoll descriptor, events out of the store. */
#include "webhook/watch.h"

#include <errno.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include <wikijs/tenants.h>

#include "base/sized.h"
#include "base/status.h"
#include "client/client.h"

enum {
    WATCH_MAGIC = 0x57695761,
    LONGEST_NAME = 255,
    EVENTS = 16,
    INTERVAL_MS = 5000,
    SLOWEST = 6, /* times the interval */
    FULL_INTERVAL_MS = 60000,
    LONGEST_INTERVAL_MS = 24 * 3600 * 1000
};

static bool is_watch(const wikijs_watch *watch)
{
    return watch && watch->magic == WATCH_MAGIC;
}

/* --- making --- */

static int64_t or_default(int64_t given, int64_t usual)
{
    return given ? given : usual;
}

static int read_pace(struct wj_pace *pace, const wikijs_watch_options *options, wikijs_error *err)
{
    const int64_t given[] = { options->interval_ms, options->max_interval_ms, options->full_interval_ms };
    for (size_t i = 0; i < sizeof given / sizeof *given; i++)
        if (given[i] < 0 || given[i] > LONGEST_INTERVAL_MS)
            return wj_error_set(err, WIKIJS_E_ARG, "an interval is negative, or longer than a day");
    if (options->since < 0)
        return wj_error_set(err, WIKIJS_E_ARG, "events cannot be told since a time before 1970");
    pace->interval_ms = or_default(options->interval_ms, INTERVAL_MS);
    pace->max_interval_ms = or_default(options->max_interval_ms, SLOWEST * pace->interval_ms);
    pace->full_interval_ms = or_default(options->full_interval_ms, FULL_INTERVAL_MS);
    pace->once = options->once != 0;
    if (pace->max_interval_ms < pace->interval_ms)
        return wj_error_set(err, WIKIJS_E_ARG, "the longest interval is shorter than the interval");
    return 0;
}

static int open_descriptors(wikijs_watch *watch, wikijs_error *err)
{
    struct epoll_event event = { .events = EPOLLIN };
    watch->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    watch->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (watch->epoll_fd < 0 || watch->wake_fd < 0 ||
        epoll_ctl(watch->epoll_fd, EPOLL_CTL_ADD, watch->wake_fd, &event) < 0)
        return wj_error_set(err, WIKIJS_E_IO, "no descriptor for the feed: %s", strerror(errno));
    return 0;
}

static int fill(wikijs_watch *watch, const wikijs_watch_options *options, wikijs_error *err)
{
    const struct wj_event_filter filter = {
        .types = options->events, .path = options->path, .locale = options->locale, .tag = options->tag
    };
    watch->since = options->since > 0 ? options->since : -1;
    int status = read_pace(&watch->pace, options, err);
    if (status == 0)
        status = wj_event_filter_copy(&watch->filter, &filter, &watch->memory, err);
    if (status == 0)
        status = open_descriptors(watch, err);
    if (status == 0)
        status = wj_store_open(&watch->store, options->state, true, &watch->allocator, err);
    return status;
}

int wikijs_watch_new(const wikijs_watch_options *options, wikijs_watch **out, wikijs_error *err)
{
    wj_error_clear(err);
    wikijs_watch_options taken = WIKIJS_WATCH_OPTIONS_INIT;
    if (!out)
        return wj_error_set(err, WIKIJS_E_ARG, "no place for the feed is given");
    int status = wj_sized_take(&taken, sizeof taken, options, err);
    if (status < 0)
        return status;
    const wikijs_allocator *allocator = taken.allocator ? taken.allocator : &wj_libc_allocator;
    wikijs_watch *watch = wj_calloc(allocator, 1, sizeof *watch);
    if (!watch)
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    watch->magic = WATCH_MAGIC;
    watch->allocator = *allocator;
    watch->epoll_fd = watch->wake_fd = -1;
    wj_arena_init(&watch->memory, &watch->allocator, 0);
    status = fill(watch, &taken, err);
    if (status < 0)
        wikijs_watch_free(watch);
    else
        *out = watch;
    return status;
}

static void free_follower(wikijs_watch *watch, struct wj_follower *follower)
{
    follower->ended = true;
    wikijs_client_free(follower->feed.client);
    wj_free(&watch->allocator, follower->name);
    wj_free(&watch->allocator, follower);
}

void wj_watch_take_back(wikijs_watch *watch)
{
    struct wj_follower *follower = watch->followers;
    watch->followers = follower->next;
    free_follower(watch, follower);
}

void wikijs_watch_free(wikijs_watch *watch)
{
    if (!is_watch(watch))
        return;
    watch->magic = 0;
    while (watch->followers)
        wj_watch_take_back(watch);
    wikijs_event_free(watch->event);
    wj_store_close(watch->store);
    if (watch->epoll_fd >= 0)
        close(watch->epoll_fd);
    if (watch->wake_fd >= 0)
        close(watch->wake_fd);
    wj_arena_clear(&watch->memory);
    wikijs_allocator allocator = watch->allocator;
    wj_free(&allocator, watch);
}

/* --- following --- */

static void tell_error(struct wj_follower *follower, void *context)
{
    wikijs_watch *watch = context;
    if (!watch->started)
        return; /* it waits for wikijs_watch_next() */
    if (watch->on_error)
        watch->on_error(watch, follower->name, &follower->error, watch->payload);
    follower->error.code = 0;
}

/* What the server says now, and not what it said before; nothing else of the program's settings. */
static int prepare_client(struct wj_follower *follower, wikijs_error *err)
{
    wikijs_call_settings settings = WIKIJS_CALL_SETTINGS_INIT;
    settings.no_cache = 1;
    return wikijs_client_set_call_settings(follower->feed.client, &settings, err);
}

static int begin(wikijs_watch *watch, struct wj_follower *follower, const wikijs_client *client, wikijs_error *err)
{
    follower->feed.store = watch->store;
    follower->feed.filter = &watch->filter;
    follower->feed.since = watch->since;
    follower->pace = &watch->pace;
    follower->on_error = tell_error;
    follower->context = watch;
    int status = wikijs_client_clone(client, &follower->feed.client, err);
    if (status == 0)
        status = prepare_client(follower, err);
    if (status == 0)
        status = wj_feed_open(&follower->feed, err);
    struct epoll_event event = { .events = EPOLLIN, .data.ptr = follower };
    if (status == 0 && epoll_ctl(watch->epoll_fd, EPOLL_CTL_ADD, wikijs_client_fd(follower->feed.client), &event) < 0)
        status = wj_error_set(err, WIKIJS_E_IO, "the client cannot be watched: %s", strerror(errno));
    if (status == 0 && wj_follower_start(follower) < 0)
        status = wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    return status;
}

static bool is_followed(const wikijs_watch *watch, const char *name)
{
    for (const struct wj_follower *follower = watch->followers; follower; follower = follower->next)
        if (strcmp(follower->name, name) == 0)
            return true;
    return false;
}

int wikijs_watch_add(wikijs_watch *watch, const char *name, const wikijs_client *client, wikijs_error *err)
{
    wj_error_clear(err);
    if (!is_watch(watch) || !client)
        return wj_error_set(err, WIKIJS_E_ARG, "no feed or no client is given");
    if (!name || !*name || strlen(name) > LONGEST_NAME)
        return wj_error_set(err, WIKIJS_E_ARG, "a wiki needs a name of 1 to %d bytes", LONGEST_NAME);
    if (is_followed(watch, name))
        return wj_error_set(err, WIKIJS_E_EXISTS, "the feed follows a wiki '%s' already", name);
    struct wj_follower *follower = wj_calloc(&watch->allocator, 1, sizeof *follower);
    if (!follower)
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    follower->name = wj_strdup(&watch->allocator, name);
    follower->feed.name = follower->name;
    int status = follower->name ? begin(watch, follower, client, err)
                                : wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    if (status < 0) {
        free_follower(watch, follower);
        return status;
    }
    follower->next = watch->followers;
    watch->followers = follower;
    return 0;
}

int wikijs_watch_add_tenants(wikijs_watch *watch, struct wikijs_tenants *tenants, wikijs_error *err)
{
    wj_error_clear(err);
    if (!is_watch(watch) || !tenants)
        return wj_error_set(err, WIKIJS_E_ARG, "no feed or no tenants are given");
    int status = 0;
    for (size_t i = 0; status == 0 && i < wikijs_tenants_count(tenants); i++) {
        const char *name = wikijs_tenants_name_at(tenants, i);
        wikijs_client *client = NULL;
        status = wikijs_tenants_clone(tenants, name, &client, err);
        if (status == 0)
            status = wikijs_watch_add(watch, name, client, err);
        wikijs_client_free(client);
    }
    return status;
}

/* --- waiting --- */

int wj_watch_turn(wikijs_watch *watch, int timeout_ms, wikijs_error *err)
{
    struct epoll_event events[EVENTS];
    uint64_t count;
    watch->woken = false;
    int ready = epoll_wait(watch->epoll_fd, events, EVENTS, timeout_ms), done = 0, failed = 0;
    if (ready < 0) {
        watch->woken = true; /* a signal */
        return 0;
    }
    watch->processing = true;
    for (int i = 0; i < ready; i++) {
        struct wj_follower *follower = events[i].data.ptr;
        if (!follower) {
            watch->woken = read(watch->wake_fd, &count, sizeof count) > 0;
            done += watch->woken;
            continue;
        }
        int status = wikijs_client_process(follower->feed.client, failed ? NULL : err);
        done += status > 0;
        failed = status < 0 && !failed ? status : failed;
    }
    watch->processing = false;
    return failed ? failed : done;
}

void wikijs_watch_wakeup(wikijs_watch *watch)
{
    uint64_t one = 1;
    if (is_watch(watch)) {
        ssize_t written = write(watch->wake_fd, &one, sizeof one);
        (void)written; /* full: it is awake */
    }
}

int wikijs_watch_fd(wikijs_watch *watch)
{
    return is_watch(watch) ? watch->epoll_fd : -1;
}

/* --- handing out --- */

int wikijs_watch_ack(wikijs_watch *watch, wikijs_error *err)
{
    wj_error_clear(err);
    if (!is_watch(watch))
        return wj_error_set(err, WIKIJS_E_ARG, "no feed is given");
    int status = 0;
    if (watch->given > watch->forgotten)
        status = wj_store_forget_events(watch->store, watch->given, err);
    if (status == 0)
        watch->forgotten = watch->given;
    return status;
}

/* The next event of the store: 1, 0, negative. */
static int take_event(wikijs_watch *watch, wikijs_error *err)
{
    wikijs_event_free(watch->event);
    watch->event = NULL;
    int status = wj_store_next_event(watch->store, watch->given, &watch->event, err);
    if (status > 0) {
        watch->given = watch->event->number;
        watch->told++;
    }
    return status;
}

/* A look that failed and was not reported yet. */
static int take_error(wikijs_watch *watch, wikijs_error *err)
{
    for (struct wj_follower *follower = watch->followers; follower; follower = follower->next) {
        int status = follower->error.code;
        if (status == 0)
            continue;
        if (err)
            *err = follower->error;
        if (watch->followers->next)
            wj_error_context(err, "%s", follower->name);
        follower->error.code = 0;
        return status;
    }
    return 0;
}

static bool is_over(const wikijs_watch *watch)
{
    for (const struct wj_follower *follower = watch->followers; follower; follower = follower->next)
        if (!follower->ended)
            return false;
    return true;
}

static int64_t left_ms(int64_t until_us)
{
    return (until_us - wj_system_clock.monotonic_us(wj_system_clock.context) + 999) / 1000;
}

static int wait_for_event(wikijs_watch *watch, int64_t timeout_ms, wikijs_error *err)
{
    enum { AN_HOUR_MS = 3600000 };
    bool endless = timeout_ms < 0 || timeout_ms >= WJ_ENDLESS_MS;
    int64_t until_us = endless ? 0 : wj_system_clock.monotonic_us(wj_system_clock.context) + timeout_ms * 1000;
    for (;;) {
        int status = take_event(watch, err);
        if (status == 0)
            status = take_error(watch, err);
        int64_t left = endless ? AN_HOUR_MS : left_ms(until_us);
        if (status != 0 || is_over(watch))
            return status;
        bool last = left <= 0;
        status = wj_watch_turn(watch, last ? 0 : left > AN_HOUR_MS ? AN_HOUR_MS : (int)left, err);
        if (status < 0)
            return status;
        if (last || watch->woken)
            return take_event(watch, err);
    }
}

int wikijs_watch_next(wikijs_watch *watch, int64_t timeout_ms, const wikijs_event **event, wikijs_error *err)
{
    wj_error_clear(err);
    if (!is_watch(watch) || !event)
        return wj_error_set(err, WIKIJS_E_ARG, "no feed, or no place for the event, is given");
    *event = NULL;
    if (watch->started || watch->processing)
        return wj_error_set(err, WIKIJS_E_STATE, "the feed runs on a loop");
    int status = wikijs_watch_ack(watch, err);
    if (status == 0)
        status = wait_for_event(watch, timeout_ms, err);
    if (status > 0)
        *event = watch->event;
    return status;
}

int wikijs_watch_start(wikijs_watch *watch, wikijs_watch_event_fn on_event, wikijs_watch_error_fn on_error,
                       void *payload)
{
    if (!is_watch(watch) || !on_event)
        return WIKIJS_E_ARG;
    if (watch->started)
        return WIKIJS_E_STATE;
    watch->started = true;
    watch->on_event = on_event;
    watch->on_error = on_error;
    watch->payload = payload;
    wikijs_watch_wakeup(watch); /* there may be events already */
    return 0;
}

void wikijs_watch_stop(wikijs_watch *watch)
{
    if (is_watch(watch))
        watch->started = false;
}

/* Give events to the callback until it has enough. */
static int hand_out(wikijs_watch *watch, wikijs_error *err)
{
    int status = 0, count = 0;
    watch->processing = true;
    while (watch->started && status >= 0 && (status = take_event(watch, err)) > 0) {
        int64_t number = watch->given;
        if (watch->on_event(watch, watch->event, watch->payload) != 0) {
            watch->started = false;
            watch->given = number - 1;
        } else {
            status = wikijs_watch_ack(watch, err);
            count++;
        }
    }
    watch->processing = false;
    return status < 0 ? status : count;
}

int wikijs_watch_process(wikijs_watch *watch, wikijs_error *err)
{
    wj_error_clear(err);
    if (!is_watch(watch))
        return wj_error_set(err, WIKIJS_E_ARG, "no feed is given");
    if (watch->processing)
        return wj_error_set(err, WIKIJS_E_BUSY, "a callback of the feed cannot process it");
    int done = wj_watch_turn(watch, 0, err);
    int given = done < 0 ? done : hand_out(watch, err);
    return given < 0 ? given : done + given;
}

void wikijs_watch_get_stats(const wikijs_watch *watch, wikijs_watch_stats *stats)
{
    if (!is_watch(watch) || !stats)
        return;
    size_t size = stats->struct_size;
    wikijs_watch_stats all = { .struct_size = size, .events = watch->told };
    for (const struct wj_follower *follower = watch->followers; follower; follower = follower->next) {
        wikijs_client_stats client = { .struct_size = sizeof client };
        wikijs_client_get_stats(follower->feed.client, &client);
        all.looks += follower->looks;
        all.full_looks += follower->full_looks;
        all.failures += follower->failures;
        all.requests += client.requests;
        all.bytes_received += client.bytes_received;
    }
    memcpy(stats, &all, size < sizeof all ? size : sizeof all);
}
