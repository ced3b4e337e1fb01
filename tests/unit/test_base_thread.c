/* SPDX-License-Identifier: MIT */
/* Signals are the program's: no thread of the library's own takes them. */
#include "base/thread.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const int signals[] = { SIGINT, SIGTERM, SIGCHLD, SIGALRM, SIGUSR1, SIGPIPE };

static void *read_mask(void *context)
{
    pthread_sigmask(SIG_SETMASK, NULL, context);
    return NULL;
}

static void a_thread_takes_no_signals(void **state)
{
    (void)state;
    sigset_t held, own;
    pthread_t thread;
    sigemptyset(&held);
    assert_true(wj_thread_start(&thread, read_mask, &held));
    pthread_join(thread, NULL);
    pthread_sigmask(SIG_SETMASK, NULL, &own);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        assert_true(sigismember(&held, signals[i]));
        assert_false(sigismember(&own, signals[i]));
    }
}

static void whoever_starts_it_keeps_what_was_held(void **state)
{
    (void)state;
    sigset_t term, before, after;
    pthread_t thread;
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &term, &before);
    assert_true(wj_thread_start(&thread, read_mask, &term));
    pthread_join(thread, NULL);
    pthread_sigmask(SIG_SETMASK, &before, &after);
    assert_true(sigismember(&after, SIGTERM));
    assert_false(sigismember(&after, SIGINT));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_thread_takes_no_signals),
        cmocka_unit_test(whoever_starts_it_keeps_what_was_held),
    };
    return cmocka_run_group_tests_name("base/thread", tests, NULL, NULL);
}
