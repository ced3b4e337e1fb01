/* SPDX-License-Identifier: MIT */
/*
 * What is tried again, and after how long. The arithmetic only: nothing here waits, locks or knows a call.
 */
#ifndef WJ_POLICY_RETRY_RULES_H
#define WJ_POLICY_RETRY_RULES_H

#include <stdbool.h>
#include <stdint.h>
#include <wikijs/client.h>

/* How the wait grows from try to try. */
enum wj_backoff { WJ_BACKOFF_EXPONENTIAL, WJ_BACKOFF_LINEAR, WJ_BACKOFF_CONSTANT };

/* The failures that may be tried again: bits of the HTTP statuses from 400 to 599, and of retry_rules.c's words. */
struct wj_retry_on {
    uint64_t http[4];
    uint32_t words;
};

struct wj_retry_rules {
    int64_t max_attempts;
    enum wj_backoff backoff;
    int64_t initial_delay_ms, max_delay_ms, max_time_ms; /* max_time_ms 0: no limit of its own */
    bool no_jitter, writes;
    struct wj_retry_on on;
};

/* From the client's options, whose defaults are filled in. 0 or WIKIJS_E_CONFIG with what is wrong. */
int wj_retry_rules_read(struct wj_retry_rules *rules, const wikijs_client_options *options, wikijs_error *err);

/* Whether a failure is of a kind that may be tried again. */
bool wj_retry_is_on(const struct wj_retry_on *on, const wikijs_error *error);

/* The wait after the try of this number (from 1) has failed. `random`: 64 uniform bits; retry_after_ms -1: the server
 * named no delay. */
int64_t wj_retry_delay_ms(const struct wj_retry_rules *rules, int64_t number, int64_t retry_after_ms, uint64_t random);

#endif
