/* SPDX-License-Identifier: MIT */
/* Threads beside the main one, which gets all signals. */
#ifndef CLI_THREAD_H
#define CLI_THREAD_H

#include <pthread.h>
#include <stdbool.h>

/* false: there is no thread to be had. */
bool thread_start(pthread_t *out, void *(*run)(void *context), void *context);

#endif
