/* SPDX-License-Identifier: MIT */
#include "webhook/known_ids.h"

#include <string.h>
#include <wikijs/error.h>

#include "base/alloc.h"

enum { FIRST_CAPACITY = 64 };

static const uint8_t empty[WJ_HASH_SIZE];

void wj_known_ids_init(struct wj_known_ids *known, const wikijs_allocator *allocator, const struct wj_clock *clock,
                       int64_t period_ms)
{
    *known = (struct wj_known_ids){ .allocator = allocator, .max = WJ_KNOWN_MAX, .period_ms = period_ms };
    uint64_t halves[2] = { clock->random(clock->context), clock->random(clock->context) };
    memcpy(known->key, halves, sizeof known->key);
    known->began_ms = clock->wall_ms(clock->context);
}

void wj_known_ids_free(struct wj_known_ids *known)
{
    wj_free(known->allocator, known->newer.slots);
    wj_free(known->allocator, known->older.slots);
    known->newer = known->older = (struct wj_known_set){ 0 };
}

/* The slot of a hash: where it is, or where it would go. There is always an empty one. */
static uint8_t *find_slot(const struct wj_known_set *set, const uint8_t hash[WJ_HASH_SIZE])
{
    size_t at;
    memcpy(&at, hash, sizeof at);
    for (;; at++) {
        uint8_t *slot = set->slots[at & (set->capacity - 1)];
        if (memcmp(slot, hash, WJ_HASH_SIZE) == 0 || memcmp(slot, empty, WJ_HASH_SIZE) == 0)
            return slot;
    }
}

static bool has(const struct wj_known_set *set, const uint8_t hash[WJ_HASH_SIZE])
{
    return set->capacity && memcmp(find_slot(set, hash), hash, WJ_HASH_SIZE) == 0;
}

static bool grow(const wikijs_allocator *allocator, struct wj_known_set *set)
{
    struct wj_known_set larger = { .capacity = set->capacity ? 2 * set->capacity : FIRST_CAPACITY,
                                   .count = set->count };
    larger.slots = wj_calloc(allocator, larger.capacity, sizeof *larger.slots);
    if (!larger.slots)
        return false;
    for (size_t i = 0; i < set->capacity; i++)
        if (memcmp(set->slots[i], empty, WJ_HASH_SIZE) != 0)
            memcpy(find_slot(&larger, set->slots[i]), set->slots[i], WJ_HASH_SIZE);
    wj_free(allocator, set->slots);
    *set = larger;
    return true;
}

static void turn_over(struct wj_known_ids *known, int64_t now_ms)
{
    wj_free(known->allocator, known->older.slots);
    known->older = known->newer;
    known->newer = (struct wj_known_set){ 0 };
    known->began_ms = now_ms;
}

static void keep_up(struct wj_known_ids *known, int64_t now_ms)
{
    int64_t age_ms = now_ms - known->began_ms;
    if (age_ms >= 0 && age_ms - known->period_ms >= known->period_ms)
        turn_over(known, now_ms); /* what is in the newer set is old, too */
    if (age_ms >= known->period_ms || age_ms < 0)
        turn_over(known, now_ms);
}

bool wj_known_ids_has(struct wj_known_ids *known, const char *id, int64_t now_ms)
{
    uint8_t hash[WJ_HASH_SIZE];
    keep_up(known, now_ms);
    wj_siphash(known->key, id, strlen(id), hash);
    return has(&known->newer, hash) || has(&known->older, hash);
}

int wj_known_ids_add(struct wj_known_ids *known, const char *id, int64_t now_ms)
{
    uint8_t hash[WJ_HASH_SIZE];
    keep_up(known, now_ms);
    if (known->newer.count >= known->max)
        turn_over(known, now_ms);
    if (2 * known->newer.count >= known->newer.capacity && !grow(known->allocator, &known->newer))
        return WIKIJS_E_NOMEM;
    wj_siphash(known->key, id, strlen(id), hash);
    uint8_t *slot = find_slot(&known->newer, hash);
    known->newer.count += memcmp(slot, hash, WJ_HASH_SIZE) != 0;
    memcpy(slot, hash, WJ_HASH_SIZE);
    return 0;
}
