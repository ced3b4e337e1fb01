/* SPDX-License-Identifier: MIT */
#include "transport/resolve.h"

#include "base/alloc.h"
#include "base/clock.h"
#include "base/thread.h"
#include <netdb.h>
#include <stdbool.h>
#include <string.h>
#include <time.h>
#include <wikijs/error.h>

/* What the caller and the thread have in common; whoever leaves last frees it. */
struct lookup {
    pthread_mutex_t lock;
    pthread_cond_t ended;
    char *host, *port;
    struct wj_addresses found;
    int users;
    bool done;
};

static int ask(const char *host, const char *port, int flags, struct wj_addresses *out)
{
    const struct addrinfo wish = { .ai_socktype = SOCK_STREAM, .ai_flags = flags };
    struct addrinfo *list = NULL;
    out->count = 0;
    if (getaddrinfo(host, port, &wish, &list) != 0)
        return WIKIJS_E_RESOLVE;
    for (const struct addrinfo *one = list; one && out->count < WJ_ADDRESSES_MAX; one = one->ai_next) {
        if (one->ai_addrlen > sizeof out->items[0])
            continue;
        memcpy(&out->items[out->count], one->ai_addr, one->ai_addrlen);
        out->sizes[out->count++] = one->ai_addrlen;
    }
    freeaddrinfo(list);
    return out->count ? 0 : WIKIJS_E_RESOLVE;
}

/* Under its lock, which is given back. */
static void leave(struct lookup *lookup)
{
    bool last = --lookup->users == 0;
    pthread_mutex_unlock(&lookup->lock);
    if (!last)
        return;
    pthread_cond_destroy(&lookup->ended);
    pthread_mutex_destroy(&lookup->lock);
    wj_free(&wj_libc_allocator, lookup->host);
    wj_free(&wj_libc_allocator, lookup->port);
    wj_free(&wj_libc_allocator, lookup);
}

static void *run(void *context)
{
    struct lookup *lookup = context;
    struct wj_addresses found;
    ask(lookup->host, lookup->port, 0, &found);
    pthread_mutex_lock(&lookup->lock);
    lookup->found = found;
    lookup->done = true;
    pthread_cond_signal(&lookup->ended);
    leave(lookup);
    return NULL;
}

static struct lookup *make_lookup(const char *host, const char *port)
{
    struct lookup *lookup = wj_calloc(&wj_libc_allocator, 1, sizeof *lookup);
    if (!lookup)
        return NULL;
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&lookup->ended, &monotonic);
    pthread_condattr_destroy(&monotonic);
    pthread_mutex_init(&lookup->lock, NULL);
    lookup->users = 1;
    lookup->host = wj_strdup(&wj_libc_allocator, host);
    lookup->port = wj_strdup(&wj_libc_allocator, port);
    return lookup;
}

static bool start(struct lookup *lookup)
{
    pthread_t thread;
    lookup->users = 2;
    if (!wj_thread_start(&thread, run, lookup)) {
        lookup->users = 1;
        return false;
    }
    pthread_detach(thread);
    return true;
}

/* The clock of base/clock.h, for the system. */
static struct timespec moment_of(int64_t us)
{
    return (struct timespec){ .tv_sec = us / 1000000, .tv_nsec = us % 1000000 * 1000 };
}

static int look_up(struct lookup *lookup, int64_t until_us, struct wj_addresses *out)
{
    bool running = lookup->host && lookup->port && start(lookup);
    int failed = running ? 0 : WIKIJS_E_NOMEM;
    struct timespec until = moment_of(until_us);
    pthread_mutex_lock(&lookup->lock);
    while (running && !lookup->done && !failed)
        failed = pthread_cond_timedwait(&lookup->ended, &lookup->lock, &until);
    if (lookup->done)
        failed = (*out = lookup->found).count ? 0 : WIKIJS_E_RESOLVE;
    leave(lookup);
    return failed > 0 ? WIKIJS_E_TIMEOUT : failed;
}

int wj_resolve(const char *host, const char *port, int64_t until_us, struct wj_addresses *out)
{
    if (ask(host, port, AI_NUMERICHOST | AI_NUMERICSERV, out) == 0)
        return 0;
    struct lookup *lookup = make_lookup(host, port);
    return lookup ? look_up(lookup, until_us, out) : WIKIJS_E_NOMEM;
}
