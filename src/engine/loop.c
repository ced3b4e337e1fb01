/* SPDX-License-Identifier: MIT */
/*
 * The loop: epoll for sockets, a heap of timers, a queue of tasks. Lazy about system calls: a lasting descriptor that is
 * no longer of interest stays registered until it reports something unwanted, because curl takes its interest away at the
 * end of each transfer and wants it back at the start of the next one on the same connection.
 */
#include "engine/loop.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>
#include <wikijs/error.h>

enum { EVENTS_A_TURN = 128 };

struct watch {
    wj_watch_fn fn;
    void *context;
    uint8_t wanted, registered; /* WJ_READABLE | WJ_WRITABLE */
    bool known;                 /* in the epoll set */
    bool lasting;               /* wj_loop_forget will be called before it is closed */
};

/* A timer in the heap; the time is here, too, so that a comparison does not reach into the memory of some call. */
struct due {
    int64_t us;
    struct wj_timer *timer;
};

struct wj_loop {
    const wikijs_allocator *allocator;
    const struct wj_clock *clock;
    int epoll_fd, timer_fd, event_fd;
    int64_t now_us;
    struct watch *watches; /* by descriptor */
    size_t watch_count;
    struct due *heap; /* from 1 */
    size_t heap_count, heap_cap;
    struct wj_task *tasks, **tasks_tail;
    bool exported;    /* somebody outside polls epoll_fd */
    int64_t armed_us; /* what timer_fd is set to; -1: not */
    void (*on_wakeup)(void *context);
    void *wakeup_context;
};

int64_t wj_loop_now(const struct wj_loop *loop)
{
    return loop->now_us;
}

void wj_loop_refresh(struct wj_loop *loop)
{
    loop->now_us = loop->clock->monotonic_us(loop->clock->context);
}

static int epoll_add(int epoll_fd, int fd)
{
    struct epoll_event event = { .events = EPOLLIN, .data.fd = fd };
    return epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &event);
}

int wj_loop_new(struct wj_loop **out, const wikijs_allocator *allocator, const struct wj_clock *clock)
{
    struct wj_loop *loop = wj_calloc(allocator, 1, sizeof *loop);
    if (!loop)
        return WIKIJS_E_NOMEM;
    loop->allocator = allocator;
    loop->clock = clock;
    loop->tasks_tail = &loop->tasks;
    loop->armed_us = -1;
    loop->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    loop->timer_fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    loop->event_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (loop->epoll_fd < 0 || loop->timer_fd < 0 || loop->event_fd < 0 ||
        epoll_add(loop->epoll_fd, loop->timer_fd) < 0 || epoll_add(loop->epoll_fd, loop->event_fd) < 0) {
        wj_loop_free(loop);
        return WIKIJS_E_IO;
    }
    wj_loop_refresh(loop);
    *out = loop;
    return 0;
}

void wj_loop_free(struct wj_loop *loop)
{
    if (!loop)
        return;
    if (loop->event_fd >= 0)
        close(loop->event_fd);
    if (loop->timer_fd >= 0)
        close(loop->timer_fd);
    if (loop->epoll_fd >= 0)
        close(loop->epoll_fd);
    wj_free(loop->allocator, loop->watches);
    wj_free(loop->allocator, loop->heap);
    wj_free(loop->allocator, loop);
}

/* --- descriptors --- */

static int grow_watches(struct wj_loop *loop, int fd)
{
    if ((size_t)fd < loop->watch_count)
        return 0;
    size_t count = loop->watch_count ? loop->watch_count * 2 : 64;
    while (count <= (size_t)fd)
        count *= 2;
    struct watch *grown = wj_realloc(loop->allocator, loop->watches, loop->watch_count * sizeof *grown,
                                     count * sizeof *grown);
    if (!grown)
        return WIKIJS_E_NOMEM;
    memset(grown + loop->watch_count, 0, (count - loop->watch_count) * sizeof *grown);
    loop->watches = grown;
    loop->watch_count = count;
    return 0;
}

static int set_interest(struct wj_loop *loop, int fd, struct watch *watch, uint8_t events)
{
    struct epoll_event event = { .data.fd = fd };
    if (events & WJ_READABLE)
        event.events |= EPOLLIN;
    if (events & WJ_WRITABLE)
        event.events |= EPOLLOUT;
    int operation = watch->known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
    if (epoll_ctl(loop->epoll_fd, operation, fd, &event) < 0) {
        /* The descriptor was closed behind our back and its number given out again. */
        if (errno != ENOENT || epoll_ctl(loop->epoll_fd, EPOLL_CTL_ADD, fd, &event) < 0)
            return WIKIJS_E_NOMEM;
    }
    watch->known = true;
    watch->registered = events;
    return 0;
}

int wj_loop_expect(struct wj_loop *loop, int fd)
{
    if (grow_watches(loop, fd) < 0)
        return WIKIJS_E_NOMEM;
    loop->watches[fd] = (struct watch){ .lasting = true };
    return 0;
}

int wj_loop_watch(struct wj_loop *loop, int fd, unsigned events, wj_watch_fn fn, void *context)
{
    if (grow_watches(loop, fd) < 0)
        return WIKIJS_E_NOMEM;
    struct watch *watch = &loop->watches[fd];
    if (!events && !watch->lasting) {
        wj_loop_forget(loop, fd);
        return 0;
    }
    watch->fn = fn;
    watch->context = context;
    watch->wanted = (uint8_t)events;
    if (watch->known && (events & ~(unsigned)watch->registered) == 0)
        return 0;
    if (!watch->known && !events)
        return 0;
    return set_interest(loop, fd, watch, (uint8_t)events);
}

void wj_loop_forget(struct wj_loop *loop, int fd)
{
    if ((size_t)fd >= loop->watch_count)
        return;
    struct watch *watch = &loop->watches[fd];
    if (watch->known)
        epoll_ctl(loop->epoll_fd, EPOLL_CTL_DEL, fd, NULL);
    *watch = (struct watch){ 0 };
}

static void report(struct wj_loop *loop, int fd, uint32_t epoll_events)
{
    struct watch *watch = &loop->watches[fd];
    if (!watch->known)
        return;
    unsigned events = 0;
    if (epoll_events & EPOLLIN)
        events |= WJ_READABLE;
    if (epoll_events & EPOLLOUT)
        events |= WJ_WRITABLE;
    if (epoll_events & (EPOLLERR | EPOLLHUP))
        events |= WJ_BROKEN;
    if (!watch->wanted) {
        /* An idle connection has something to say, most likely goodbye: nobody listens until it is used again. */
        epoll_ctl(loop->epoll_fd, EPOLL_CTL_DEL, fd, NULL);
        watch->known = false;
        watch->registered = 0;
        return;
    }
    if (watch->registered != watch->wanted)
        set_interest(loop, fd, watch, watch->wanted);
    events &= watch->wanted | WJ_BROKEN;
    if (events)
        watch->fn(fd, events, watch->context);
}

/* --- timers: a binary heap whose elements know their place --- */

static void place(struct wj_loop *loop, size_t at, struct due due)
{
    loop->heap[at] = due;
    due.timer->place = at;
}

static void sift_up(struct wj_loop *loop, size_t at, struct due due)
{
    while (at > 1 && loop->heap[at / 2].us > due.us) {
        place(loop, at, loop->heap[at / 2]);
        at /= 2;
    }
    place(loop, at, due);
}

static void sift_down(struct wj_loop *loop, size_t at, struct due due)
{
    for (size_t child = at * 2; child <= loop->heap_count; child = at * 2) {
        if (child < loop->heap_count && loop->heap[child + 1].us < loop->heap[child].us)
            child++;
        if (loop->heap[child].us >= due.us)
            break;
        place(loop, at, loop->heap[child]);
        at = child;
    }
    place(loop, at, due);
}

int wj_loop_reserve_timers(struct wj_loop *loop, size_t count)
{
    if (count < loop->heap_cap)
        return 0;
    size_t cap = loop->heap_cap ? loop->heap_cap : 32;
    while (cap <= count)
        cap *= 2;
    struct due *grown = wj_realloc(loop->allocator, loop->heap, loop->heap_cap * sizeof *grown, cap * sizeof *grown);
    if (!grown)
        return WIKIJS_E_NOMEM;
    loop->heap = grown;
    loop->heap_cap = cap;
    return 0;
}

int wj_timer_set(struct wj_loop *loop, struct wj_timer *timer, int64_t due_us)
{
    if (timer->place && timer->due_us == due_us)
        return 0;
    if (!timer->place && wj_loop_reserve_timers(loop, loop->heap_count + 1) < 0)
        return WIKIJS_E_NOMEM;
    bool earlier = !timer->place || due_us < timer->due_us;
    if (!timer->place)
        timer->place = ++loop->heap_count;
    timer->due_us = due_us;
    struct due due = { .us = due_us, .timer = timer };
    if (earlier)
        sift_up(loop, timer->place, due);
    else
        sift_down(loop, timer->place, due);
    return 0;
}

void wj_timer_stop(struct wj_loop *loop, struct wj_timer *timer)
{
    size_t at = timer->place;
    if (!at)
        return;
    timer->place = 0;
    struct due last = loop->heap[loop->heap_count--];
    if (last.timer == timer)
        return;
    if (at > 1 && loop->heap[at / 2].us > last.us)
        sift_up(loop, at, last);
    else
        sift_down(loop, at, last);
}

static int64_t next_due(const struct wj_loop *loop)
{
    return loop->heap_count ? loop->heap[1].us : -1;
}

static int fire_timers(struct wj_loop *loop)
{
    int fired = 0;
    while (loop->heap_count && loop->heap[1].us <= loop->now_us) {
        struct wj_timer *timer = loop->heap[1].timer;
        wj_timer_stop(loop, timer);
        timer->fire(timer);
        fired++;
    }
    return fired;
}

/* --- tasks --- */

void wj_task_post(struct wj_loop *loop, struct wj_task *task)
{
    if (task->queued)
        return;
    task->queued = true;
    task->next = NULL;
    *loop->tasks_tail = task;
    loop->tasks_tail = &task->next;
}

void wj_task_post_first(struct wj_loop *loop, struct wj_task *task)
{
    if (task->queued)
        return;
    task->queued = true;
    task->next = loop->tasks;
    if (!loop->tasks)
        loop->tasks_tail = &task->next;
    loop->tasks = task;
}

void wj_task_drop(struct wj_loop *loop, struct wj_task *task)
{
    if (!task->queued)
        return;
    struct wj_task **at = &loop->tasks;
    while (*at != task)
        at = &(*at)->next;
    *at = task->next;
    if (loop->tasks_tail == &task->next)
        loop->tasks_tail = at;
    task->queued = false;
}

/* Tasks that tasks post run in the same turn, so that a call can finish in one. */
int wj_loop_run_tasks(struct wj_loop *loop)
{
    int ran = 0;
    while (loop->tasks) {
        struct wj_task *task = loop->tasks;
        wj_task_drop(loop, task);
        task->run(task);
        ran++;
    }
    return ran;
}

/* --- a turn --- */

static int wait_ms(const struct wj_loop *loop, int64_t timeout_us)
{
    if (loop->tasks)
        return 0;
    int64_t due = next_due(loop);
    if (due >= 0) {
        int64_t left = due > loop->now_us ? due - loop->now_us : 0;
        if (timeout_us < 0 || left < timeout_us)
            timeout_us = left;
    }
    if (timeout_us < 0)
        return -1;
    int64_t ms = (timeout_us + 999) / 1000;
    return ms > 60000 ? 60000 : (int)ms;
}

static int drain(int fd)
{
    uint64_t count;
    return read(fd, &count, sizeof count) == (ssize_t)sizeof count;
}

static int take_event(struct wj_loop *loop, const struct epoll_event *event)
{
    int fd = event->data.fd;
    if (fd == loop->timer_fd) {
        loop->armed_us = -1;
        drain(fd);
        return 0; /* the heap says what is due */
    }
    if (fd == loop->event_fd) {
        if (drain(fd) && loop->on_wakeup)
            loop->on_wakeup(loop->wakeup_context);
        return 1;
    }
    report(loop, fd, event->events);
    return 1;
}

int wj_loop_turn(struct wj_loop *loop, int64_t timeout_us)
{
    struct epoll_event events[EVENTS_A_TURN];
    if (timeout_us)
        wj_loop_refresh(loop);
    int count = epoll_wait(loop->epoll_fd, events, EVENTS_A_TURN, wait_ms(loop, timeout_us));
    wj_loop_refresh(loop);
    int done = 0;
    for (int i = 0; i < count; i++)
        done += take_event(loop, &events[i]);
    done += fire_timers(loop);
    done += wj_loop_run_tasks(loop);
    return done;
}

int wj_loop_fd(struct wj_loop *loop)
{
    if (!loop->exported) {
        loop->exported = true;
        wj_loop_arm(loop, true);
    }
    return loop->epoll_fd;
}

void wj_loop_arm(struct wj_loop *loop, bool attention)
{
    if (!loop->exported)
        return;
    int64_t due = attention || loop->tasks ? 0 : next_due(loop);
    /* An early alarm is harmless and is set right by the turn that it causes. */
    if (due < 0 || (loop->armed_us >= 0 && loop->armed_us <= due))
        return;
    int64_t left = due > loop->now_us ? due - loop->now_us : 0;
    struct itimerspec alarm = { .it_value = { .tv_sec = left / 1000000, .tv_nsec = left % 1000000 * 1000 + 1 } };
    if (timerfd_settime(loop->timer_fd, 0, &alarm, NULL) == 0)
        loop->armed_us = due;
}

void wj_loop_wakeup(struct wj_loop *loop)
{
    int saved = errno;
    uint64_t one = 1;
    ssize_t written = write(loop->event_fd, &one, sizeof one);
    (void)written; /* full means that a wake-up is pending already */
    errno = saved;
}

void wj_loop_on_wakeup(struct wj_loop *loop, void (*fn)(void *context), void *context)
{
    loop->on_wakeup = fn;
    loop->wakeup_context = context;
}
