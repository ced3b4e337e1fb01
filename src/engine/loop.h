/* SPDX-License-Identifier: MIT */
/*
 * The event loop of a client: one epoll descriptor with sockets, a timerfd and an eventfd. It knows nothing of calls:
 * it has watched descriptors, timers and a list of things to do soon.
 *
 * The timerfd is armed only when somebody outside polls the descriptor (wj_loop_fd was called); the library's own
 * waiting passes a time-out to epoll_wait instead, which saves two system calls a request.
 */
#ifndef WJ_ENGINE_LOOP_H
#define WJ_ENGINE_LOOP_H

#include "base/alloc.h"
#include "base/clock.h"
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

struct wj_loop;

enum { WJ_READABLE = 1, WJ_WRITABLE = 2, WJ_BROKEN = 4 };

/* From here on a time-out is none: in microseconds it would not fit. */
#define WJ_ENDLESS_MS (INT64_MAX / 2000)

/* A timer: due at due_us of the monotonic clock; -1 when it is not set. Fires once. */
struct wj_timer {
    int64_t due_us;
    size_t place; /* in the heap, from 1; 0: not there */
    void (*fire)(struct wj_timer *timer);
};

/* Something to run in the next turn. */
struct wj_task {
    struct wj_task *next;
    bool queued;
    void (*run)(struct wj_task *task);
};

typedef void (*wj_watch_fn)(int fd, unsigned events, void *context);

int wj_loop_new(struct wj_loop **out, const wikijs_allocator *allocator, const struct wj_clock *clock);
void wj_loop_free(struct wj_loop *loop);

/* Monotonic microseconds, read once a turn. */
int64_t wj_loop_now(const struct wj_loop *loop);
/* Read the clock again: at the start of work that comes from outside a turn. */
void wj_loop_refresh(struct wj_loop *loop);

/* A new descriptor that will be forgotten before it is closed: interest in it may be dropped lazily. 0 or
 * WIKIJS_E_NOMEM; then it is like any other. */
int wj_loop_expect(struct wj_loop *loop, int fd);
/* Watch a descriptor; events 0: nothing is reported any more, and it may be closed. 0 or WIKIJS_E_NOMEM. */
int wj_loop_watch(struct wj_loop *loop, int fd, unsigned events, wj_watch_fn fn, void *context);
/* The descriptor is about to be closed. */
void wj_loop_forget(struct wj_loop *loop, int fd);

int wj_timer_set(struct wj_loop *loop, struct wj_timer *timer, int64_t due_us); /* also moves it; 0 or WIKIJS_E_NOMEM */
void wj_timer_stop(struct wj_loop *loop, struct wj_timer *timer);
/* Room for so many timers, so that setting one cannot fail. */
int wj_loop_reserve_timers(struct wj_loop *loop, size_t count);

void wj_task_post(struct wj_loop *loop, struct wj_task *task);
/* The same, before all that wait now. */
void wj_task_post_first(struct wj_loop *loop, struct wj_task *task);
void wj_task_drop(struct wj_loop *loop, struct wj_task *task);

/* Do what was posted, without looking at descriptors or timers. Returns the number of things done. */
int wj_loop_run_tasks(struct wj_loop *loop);

/* Wait at most timeout_us (-1: until something happens) and do what is due. Returns the number of things done. */
int wj_loop_turn(struct wj_loop *loop, int64_t timeout_us);

int wj_loop_fd(struct wj_loop *loop);
/* After work outside a turn: make sure that the exported descriptor wakes its owner in time. `attention`: at once. */
void wj_loop_arm(struct wj_loop *loop, bool attention);

/* From any thread and from signal handlers: the next turn runs `on_wakeup`. */
void wj_loop_wakeup(struct wj_loop *loop);
void wj_loop_on_wakeup(struct wj_loop *loop, void (*fn)(void *context), void *context);

#endif
