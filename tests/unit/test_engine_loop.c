/* SPDX-License-Identifier: MIT */
/* The loop and descriptors: numbers that come back, interest that is dropped lazily, alarms for an outer loop. */
#include "engine/loop.h"
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>

#include <cmocka.h>

static int reports;
static unsigned last_events;

static void on_event(int fd, unsigned events, void *context)
{
    char byte;
    (void)context;
    last_events = events;
    reports++;
    if (events & WJ_READABLE)
        assert_int_equal(read(fd, &byte, 1), 1);
}

static int set_up(void **state)
{
    reports = 0;
    return wj_loop_new((struct wj_loop **)state, &wj_libc_allocator, &wj_system_clock);
}

static int tear_down(void **state)
{
    wj_loop_free(*state);
    return 0;
}

static void make_pipe(int ends[2])
{
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "x", 1), 1);
}

/* As curl does with the pipe of a resolver thread: interest taken away, closed without a word, number used again. */
static void number_that_comes_back_is_watched_again(void **state)
{
    struct wj_loop *loop = *state;
    int first[2], second[2];
    make_pipe(first);
    assert_int_equal(wj_loop_watch(loop, first[0], WJ_READABLE, on_event, NULL), 0);
    wj_loop_turn(loop, 0);
    assert_int_equal(reports, 1);
    assert_int_equal(wj_loop_watch(loop, first[0], 0, on_event, NULL), 0);
    close(first[0]);
    close(first[1]);
    make_pipe(second);
    assert_int_equal(second[0], first[0]);
    assert_int_equal(wj_loop_watch(loop, second[0], WJ_READABLE, on_event, NULL), 0);
    wj_loop_turn(loop, 0);
    assert_int_equal(reports, 2);
    wj_loop_forget(loop, second[0]);
    close(second[0]);
    close(second[1]);
}

static void lasting_descriptor_is_silent_while_unwanted(void **state)
{
    struct wj_loop *loop = *state;
    int ends[2];
    make_pipe(ends);
    assert_int_equal(wj_loop_expect(loop, ends[0]), 0);
    for (int i = 1; i <= 3; i++) {
        assert_int_equal(wj_loop_watch(loop, ends[0], WJ_READABLE, on_event, NULL), 0);
        wj_loop_turn(loop, 0);
        assert_int_equal(reports, i);
        assert_int_equal(last_events, WJ_READABLE);
        assert_int_equal(wj_loop_watch(loop, ends[0], 0, on_event, NULL), 0);
        assert_int_equal(write(ends[1], "x", 1), 1);
        wj_loop_turn(loop, 0);
        assert_int_equal(reports, i);
    }
    wj_loop_forget(loop, ends[0]);
    close(ends[0]);
    close(ends[1]);
}

static int readable(int fd, int timeout_ms)
{
    return poll(&(struct pollfd){ .fd = fd, .events = POLLIN }, 1, timeout_ms);
}

static void on_timer(struct wj_timer *timer)
{
    (void)timer;
    reports++;
}

static void exported_descriptor_carries_timers_and_wakeups(void **state)
{
    struct wj_loop *loop = *state;
    struct wj_timer timer = { .fire = on_timer };
    int fd = wj_loop_fd(loop);
    wj_loop_turn(loop, 0);
    assert_int_equal(readable(fd, 0), 0);
    wj_loop_refresh(loop);
    assert_int_equal(wj_timer_set(loop, &timer, wj_loop_now(loop) + 20000), 0);
    wj_loop_arm(loop, false);
    while (!reports) {
        assert_int_equal(readable(fd, 5000), 1);
        wj_loop_turn(loop, 0);
        wj_loop_arm(loop, false);
    }
    assert_int_equal(readable(fd, 0), 0);
    wj_loop_wakeup(loop);
    assert_int_equal(readable(fd, 0), 1);
    assert_true(wj_loop_turn(loop, 0) > 0);
    assert_int_equal(readable(fd, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(number_that_comes_back_is_watched_again, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lasting_descriptor_is_silent_while_unwanted, set_up, tear_down),
        cmocka_unit_test_setup_teardown(exported_descriptor_carries_timers_and_wakeups, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
