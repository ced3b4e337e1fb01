/* SPDX-License-Identifier: MIT */
#include "cache/marks.h"

#include "base/hash.h"
#include <string.h>

uint64_t wj_marks_tag(const uint8_t *tenant, const char *tag)
{
    uint8_t hash[WJ_HASH_SIZE];
    uint64_t bits;
    wj_siphash(tenant, tag, strlen(tag), hash);
    memcpy(&bits, hash, sizeof bits);
    return bits;
}

uint64_t wj_marks_ticket(struct wj_marks *marks)
{
    return atomic_load(&marks->drops) + 1;
}

static atomic_ullong *place_of(struct wj_marks *marks, uint64_t tag)
{
    return &marks->places[tag % WJ_MARKS];
}

/* Of a tenant as a whole: no tag is empty. */
static atomic_ullong *place_of_tenant(struct wj_marks *marks, const uint8_t *tenant)
{
    return place_of(marks, wj_marks_tag(tenant, ""));
}

bool wj_marks_dropped(struct wj_marks *marks, const uint8_t *tenant, const void *tags, size_t count, uint64_t ticket)
{
    if (atomic_load(&marks->cleared) >= ticket || atomic_load(place_of_tenant(marks, tenant)) >= ticket)
        return true;
    for (size_t i = 0; i < count; i++) {
        uint64_t tag;
        memcpy(&tag, (const char *)tags + i * sizeof tag, sizeof tag);
        if (atomic_load(place_of(marks, tag)) >= ticket)
            return true;
    }
    return false;
}

/* Two drops may come here in the wrong order. */
static void raise_to(atomic_ullong *mark, unsigned long long number)
{
    unsigned long long now = atomic_load(mark);
    while (now < number && !atomic_compare_exchange_weak(mark, &now, number))
        ;
}

void wj_marks_drop(struct wj_marks *marks, const uint64_t *tags, size_t count)
{
    unsigned long long number = atomic_fetch_add(&marks->drops, 1) + 1;
    for (size_t i = 0; i < count; i++)
        raise_to(place_of(marks, tags[i]), number);
}

void wj_marks_clear(struct wj_marks *marks, const uint8_t *tenant)
{
    unsigned long long number = atomic_fetch_add(&marks->drops, 1) + 1;
    raise_to(tenant ? place_of_tenant(marks, tenant) : &marks->cleared, number);
}
