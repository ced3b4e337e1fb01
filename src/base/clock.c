/* SPDX-License-Identifier: MIT */
#include "base/clock.h"

#include <errno.h>
#include <sys/random.h>
#include <time.h>

static int64_t system_monotonic_us(void *context)
{
    (void)context;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static int64_t system_wall_ms(void *context)
{
    (void)context;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static uint64_t system_random(void *context)
{
    uint64_t bits;
    ssize_t got;
    do
        got = getrandom(&bits, sizeof bits, 0);
    while (got < 0 && errno == EINTR);
    if (got == (ssize_t)sizeof bits)
        return bits;
    /* Only jitter and names of temporary files are drawn from here: without getrandom() the clock is random enough. */
    return (uint64_t)system_monotonic_us(context) * UINT64_C(0x9e3779b97f4a7c15);
}

const struct wj_clock wj_system_clock = {
    .monotonic_us = system_monotonic_us,
    .wall_ms = system_wall_ms,
    .random = system_random,
};
