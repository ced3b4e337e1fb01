/* SPDX-License-Identifier: MIT */
/* The inside of a feed, for what is built on it. */
#ifndef WJ_WEBHOOK_WATCH_H
#define WJ_WEBHOOK_WATCH_H

#include <wikijs/watch.h>

#include "webhook/turn.h"

struct wikijs_watch {
    uint32_t magic;
    wikijs_allocator allocator;
    struct wj_arena memory; /* of the filter */
    struct wj_event_filter filter;
    struct wj_pace pace;
    int64_t since; /* -1: nothing before the first look */
    struct wj_store *store;
    int epoll_fd, wake_fd;
    struct wj_follower *followers;

    int64_t given, forgotten; /* numbers of events: handed out, and taken */
    wikijs_event *event;      /* the one that was handed out */
    uint64_t told;

    bool woken; /* the wait is to end, with or without an event */
    bool started, processing;
    wikijs_watch_event_fn on_event;
    wikijs_watch_error_fn on_error;
    void *payload;
};

/* Wait and do what is to be done on the clients of all wikis: > 0 something, 0 nothing in time, negative. */
int wj_watch_turn(wikijs_watch *watch, int timeout_ms, wikijs_error *err);

/* Forget the wiki that was added last. */
void wj_watch_take_back(wikijs_watch *watch);

#endif
