/* SPDX-License-Identifier: MIT */
/*
 * Rates: how many requests may pass in how much time. The arithmetic only: nothing here waits, locks or knows a call.
 *
 *   bucket  (GCRA) holds `burst` tokens and gets a new one every period / count. `full_at` is when it would be full again,
 *           so that one number is all of its state.
 *   window  at most `count` in any `period`: the times of the last `count` are kept.
 *
 * Times are nanoseconds of a monotonic clock.
 */
#ifndef WJ_POLICY_RATE_H
#define WJ_POLICY_RATE_H

#include "base/alloc.h"
#include <stdbool.h>
#include <stdint.h>
#include <wikijs/error.h>

/* What a rate counts. */
enum wj_rate_scope {
    WJ_RATE_ALL,
    WJ_RATE_GRAPHQL,
    WJ_RATE_UPLOAD,
    WJ_RATE_DOWNLOAD,
    WJ_RATE_NAMESPACE, /* operations of `name` */
    WJ_RATE_OPERATION  /* the operation `name` */
};

struct wj_rate {
    enum wj_rate_scope scope;
    char name[48];
    bool is_window;
    int64_t count, period_ns, burst;
    int64_t full_at;        /* bucket */
    int64_t *taken, newest; /* window: a ring of `count` times, and where the newest is */
    uint64_t joined, left;  /* how many have ever waited, and have stopped to */
    char text[64];          /* as it was given, for messages */
};

enum { WJ_RATES_MAX = 16 };

struct wj_rates {
    struct wj_rate rates[WJ_RATES_MAX];
    size_t count;
};

/*
 * Read rules such as "10/s, upload=1/s, pages.create=30/min:window, /graphql=20/s:burst=40"; without a burst it is what
 * comes in 20 ms, and at least 1. 0; WIKIJS_E_CONFIG with what is wrong; WIKIJS_E_NOMEM.
 */
int wj_rates_read(struct wj_rates *rates, const char *text, const wikijs_allocator *allocator, wikijs_error *err);
void wj_rates_free(struct wj_rates *rates, const wikijs_allocator *allocator);

/* When `cost` requests can pass at once, after `ahead` others that wait; past times mean now. More than there is room for
 * at the best of times pass when there is all the room. */
int64_t wj_rate_ready(const struct wj_rate *rate, int64_t ahead, int64_t cost);
/* They pass now. */
void wj_rate_take(struct wj_rate *rate, int64_t now, int64_t cost);

#endif
