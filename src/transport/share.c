/* SPDX-License-Identifier: MIT */
/* The part of wikijs_shared that belongs to curl: DNS answers and TLS sessions, each under its own lock. */
#include "engine/shared.h"
#include "transport/internal.h"

struct share {
    wikijs_allocator allocator;
    CURLSH *handle;
    pthread_mutex_t locks[CURL_LOCK_DATA_LAST];
};

static void lock(CURL *easy, curl_lock_data data, curl_lock_access access, void *context)
{
    (void)easy;
    (void)access;
    pthread_mutex_lock(&((struct share *)context)->locks[data]);
}

static void unlock(CURL *easy, curl_lock_data data, void *context)
{
    (void)easy;
    pthread_mutex_unlock(&((struct share *)context)->locks[data]);
}

static void free_share(void *state)
{
    struct share *share = state;
    curl_share_cleanup(share->handle);
    for (int i = 0; i < CURL_LOCK_DATA_LAST; i++)
        pthread_mutex_destroy(&share->locks[i]);
    wikijs_allocator allocator = share->allocator;
    wj_free(&allocator, share);
}

static struct share *new_share(const wikijs_allocator *allocator)
{
    struct share *share = wj_calloc(allocator, 1, sizeof *share);
    if (!share)
        return NULL;
    share->allocator = *allocator;
    for (int i = 0; i < CURL_LOCK_DATA_LAST; i++)
        pthread_mutex_init(&share->locks[i], NULL);
    share->handle = curl_share_init();
    if (!share->handle || curl_share_setopt(share->handle, CURLSHOPT_LOCKFUNC, lock) ||
        curl_share_setopt(share->handle, CURLSHOPT_UNLOCKFUNC, unlock) ||
        curl_share_setopt(share->handle, CURLSHOPT_USERDATA, share) ||
        curl_share_setopt(share->handle, CURLSHOPT_SHARE, CURL_LOCK_DATA_DNS) ||
        curl_share_setopt(share->handle, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION)) {
        free_share(share);
        return NULL;
    }
    return share;
}

CURLSH *wj_share_get(struct wikijs_shared *shared)
{
    if (shared->beside)
        shared = shared->beside;
    wj_shared_lock(shared);
    struct wj_shared_part *part = &shared->parts[WJ_SHARED_TRANSPORT];
    if (!part->state) {
        part->state = new_share(&shared->allocator);
        if (part->state)
            part->free = free_share;
    }
    CURLSH *handle = part->state ? ((struct share *)part->state)->handle : NULL;
    wj_shared_unlock(shared);
    return handle;
}
