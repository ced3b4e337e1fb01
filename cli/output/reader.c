/* SPDX-License-Identifier: MIT */
#include "output/reader.h"

#include "memory.h"
#include "thread.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

struct reader {
    int fd;
    int end[2]; /* a pipe whose second end is closed to end the thread */
    void (*left)(void *payload);
    void *payload;
    pthread_t thread;
    atomic_bool has_left;
};

static void *wait_for_its_end(void *context)
{
    struct reader *reader = context;
    /* No events are asked for: what remains are errors and hang-ups, which a pipe or socket without a reader has. */
    struct pollfd watched[] = { { .fd = reader->fd }, { .fd = reader->end[0], .events = POLLIN } };
    while (poll(watched, 2, -1) < 0 && errno == EINTR)
        continue;
    if (watched[0].revents & (POLLERR | POLLHUP)) {
        atomic_store(&reader->has_left, true);
        reader->left(reader->payload);
    }
    return NULL;
}

struct reader *reader_watch(int fd, void (*left)(void *payload), void *payload)
{
    struct reader *reader = xcalloc(1, sizeof *reader);
    *reader = (struct reader){ .fd = fd, .left = left, .payload = payload };
    if (pipe2(reader->end, O_CLOEXEC) < 0) {
        free(reader);
        return NULL;
    }
    if (!thread_start(&reader->thread, wait_for_its_end, reader)) {
        close(reader->end[0]);
        close(reader->end[1]);
        free(reader);
        return NULL;
    }
    return reader;
}

bool reader_has_left(struct reader *reader)
{
    return reader && atomic_load(&reader->has_left);
}

void reader_free(struct reader *reader)
{
    if (!reader)
        return;
    close(reader->end[1]);
    pthread_join(reader->thread, NULL);
    close(reader->end[0]);
    free(reader);
}
