/* SPDX-License-Identifier: MIT */
/* Shared state: the count, the lock, the members to wake, and the lane that writes go through one at a time. */
#include "engine/shared.h"

#include <wikijs/error.h>

int wj_shared_new(struct wikijs_shared **out, const wikijs_allocator *allocator)
{
    struct wikijs_shared *shared = wj_calloc(allocator, 1, sizeof *shared);
    if (!shared)
        return WIKIJS_E_NOMEM;
    atomic_init(&shared->refs, 1);
    shared->allocator = *allocator;
    shared->metrics = wj_metrics_new(allocator);
    if (!shared->metrics) {
        wj_free(allocator, shared);
        return WIKIJS_E_NOMEM;
    }
    pthread_mutex_init(&shared->lock, NULL);
    *out = shared;
    return 0;
}

struct wikijs_shared *wj_shared_ref(struct wikijs_shared *shared)
{
    atomic_fetch_add(&shared->refs, 1);
    return shared;
}

void wj_shared_unref(struct wikijs_shared *shared)
{
    if (!shared || atomic_fetch_sub(&shared->refs, 1) != 1)
        return;
    for (int i = 0; i < WJ_SHARED_PARTS; i++)
        if (shared->parts[i].free)
            shared->parts[i].free(shared->parts[i].state);
    pthread_mutex_destroy(&shared->lock);
    wikijs_allocator allocator = shared->allocator;
    wj_metrics_free(shared->metrics);
    struct wikijs_shared *beside = shared->beside;
    wj_free(&allocator, shared);
    wj_shared_unref(beside);
}

void wj_shared_lock(struct wikijs_shared *shared)
{
    pthread_mutex_lock(&shared->lock);
}

void wj_shared_unlock(struct wikijs_shared *shared)
{
    pthread_mutex_unlock(&shared->lock);
}

void wj_shared_wake_locked(struct wikijs_shared *shared)
{
    for (struct wj_shared_member *member = shared->members; member; member = member->next)
        wj_loop_wakeup(member->loop);
}

void wj_shared_join(struct wikijs_shared *shared, struct wj_shared_member *member)
{
    wj_shared_lock(shared);
    member->next = shared->members;
    shared->members = member;
    wj_shared_unlock(shared);
}

void wj_shared_leave(struct wikijs_shared *shared, struct wj_shared_member *member)
{
    wj_shared_lock(shared);
    struct wj_shared_member **at = &shared->members;
    while (*at && *at != member)
        at = &(*at)->next;
    if (*at)
        *at = member->next;
    wj_shared_unlock(shared);
}

bool wj_lane_enter(struct wikijs_shared *shared, struct wj_lane_place *place, bool queued)
{
    wj_shared_lock(shared);
    if (!queued) {
        struct wj_lane_place **at = &shared->lane;
        while (*at)
            at = &(*at)->next;
        place->next = NULL;
        *at = place;
    }
    bool mine = shared->lane == place;
    wj_shared_unlock(shared);
    return mine;
}

void wj_lane_leave(struct wikijs_shared *shared, struct wj_lane_place *place)
{
    wj_shared_lock(shared);
    struct wj_lane_place **at = &shared->lane;
    bool first = *at == place;
    while (*at && *at != place)
        at = &(*at)->next;
    if (*at)
        *at = place->next;
    if (first && shared->lane)
        wj_shared_wake_locked(shared);
    wj_shared_unlock(shared);
}
