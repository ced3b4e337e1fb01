/* SPDX-License-Identifier: MIT */
/*
 * Ids that were seen within a period, so that nothing is taken twice. Two sets of hashes take turns: the newer one is
 * added to, the older one is dropped when the newer one is a period old, so an id is known for one to two periods. Each set
 * is bounded; when it is full it takes its turn early.
 */
#ifndef WJ_WEBHOOK_KNOWN_IDS_H
#define WJ_WEBHOOK_KNOWN_IDS_H

#include <stdbool.h>
#include <wikijs/sys/alloc.h>

#include "base/clock.h"
#include "base/hash.h"

enum { WJ_KNOWN_MAX = 1 << 20 }; /* ids in a set, 16 bytes each and as much room again */

struct wj_known_set {
    uint8_t (*slots)[WJ_HASH_SIZE]; /* all zero: empty */
    size_t capacity, count;         /* capacity is a power of two, or 0 */
};

struct wj_known_ids {
    const wikijs_allocator *allocator;
    uint8_t key[WJ_HASH_SIZE];
    struct wj_known_set newer, older;
    size_t max; /* ids in a set: WJ_KNOWN_MAX */
    int64_t period_ms, began_ms;
};

void wj_known_ids_init(struct wj_known_ids *known, const wikijs_allocator *allocator, const struct wj_clock *clock,
                       int64_t period_ms);
void wj_known_ids_free(struct wj_known_ids *known);
bool wj_known_ids_has(struct wj_known_ids *known, const char *id, int64_t now_ms);
/* 0 or WIKIJS_E_NOMEM. */
int wj_known_ids_add(struct wj_known_ids *known, const char *id, int64_t now_ms);

#endif
