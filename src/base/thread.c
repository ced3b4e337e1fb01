/* SPDX-License-Identifier: MIT */
#include "base/thread.h"

void wj_signals_hold(sigset_t *before)
{
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, before);
}

void wj_signals_let_go(const sigset_t *before)
{
    pthread_sigmask(SIG_SETMASK, before, NULL);
}

bool wj_thread_start(pthread_t *out, void *(*run)(void *), void *context)
{
    sigset_t before;
    wj_signals_hold(&before);
    bool started = pthread_create(out, NULL, run, context) == 0;
    wj_signals_let_go(&before);
    return started;
}
