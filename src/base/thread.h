/* SPDX-License-Identifier: MIT */
/* Threads of the library's own. Signals are the program's: its threads are to get them, not these. */
#ifndef WJ_BASE_THREAD_H
#define WJ_BASE_THREAD_H

#include <pthread.h>
#include <signal.h>
#include <stdbool.h>

/* Around what starts a thread, which inherits what is held off: every signal. */
void wj_signals_hold(sigset_t *before);
void wj_signals_let_go(const sigset_t *before);

/* false: there is no thread to be had. */
bool wj_thread_start(pthread_t *out, void *(*run)(void *), void *context);

#endif
