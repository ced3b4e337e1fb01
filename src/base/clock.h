/* SPDX-License-Identifier: MIT */
/* Time and randomness, injectable so that no test sleeps. */
#ifndef WJ_BASE_CLOCK_H
#define WJ_BASE_CLOCK_H

#include <stddef.h>
#include <stdint.h>

struct wj_clock {
    int64_t (*monotonic_us)(void *context); /* microseconds, never goes back */
    int64_t (*wall_ms)(void *context);      /* Unix milliseconds */
    uint64_t (*random)(void *context);      /* 64 uniform bits */
    void *context;
};

extern const struct wj_clock wj_system_clock;

#endif
