/* SPDX-License-Identifier: MIT */
/* Somewhere to send webhooks to, in a thread: answers as it is told, one connection after the other, and counts. */
#ifndef TEST_HOOK_H
#define TEST_HOOK_H

#include <pthread.h>
#include <stddef.h>

enum { HOOK_REQUESTS = 256 };

struct hook_answer {
    int status;
    const char *retry_after; /* NULL: the header is not sent */
};

struct hook {
    char url[64];
    int fd;
    pthread_t thread;
    pthread_mutex_t lock;
    /* under lock */
    const struct hook_answer *answers; /* of the next requests; then 200 */
    size_t answer_count;
    char ids[HOOK_REQUESTS][96]; /* webhook-id of each request */
    size_t count;
};

void hook_start(struct hook *hook);
void hook_stop(struct hook *hook);
/* What the next requests are answered with; they live until they are used. */
void hook_answer(struct hook *hook, const struct hook_answer *answers, size_t count);
/* How many requests came. */
size_t hook_count(struct hook *hook);

#endif
