/* SPDX-License-Identifier: MIT */
#include "policy/retry_rules.h"

#include "base/nearest.h"
#include "base/status.h"
#include "base/text.h"
#include <stdio.h>
#include <string.h>

enum { FIRST_HTTP = 400, LAST_HTTP = 599 };

#define USUAL "429, 500, 502, 503, 504, connect, reset, cut"

/* How a request can fail without an answer that has a status of its own. */
static const struct word {
    const char *name;
    int status;
} words[] = {
    { "connect", WIKIJS_E_CONNECT },   /* refused, or no way to the host */
    { "reset", WIKIJS_E_CONNECTION },  /* broken off before the answer began */
    { "cut", WIKIJS_E_CONNECTION },    /* in the middle of the answer */
    { "timeout", WIKIJS_E_TIMEOUT },   /* no byte for too long */
    { "resolve", WIKIJS_E_RESOLVE },   /* the host name */
    { "tls", WIKIJS_E_TLS },           /* the certificate, or the handshake */
    { "protocol", WIKIJS_E_PROTOCOL }, /* the answer is not one of Wiki.js */
};

enum { WORDS = sizeof words / sizeof *words, RESET = 1, CUT = 2 };

static const char *const backoffs[] = { "exponential", "linear", "constant" };

/* --- reading --- */

static int refuse(const char *option, const char *text, size_t length, const struct wj_nearest *nearest,
                  wikijs_error *err)
{
    char hint[160];
    wj_nearest_phrase(nearest, hint, sizeof hint);
    return wj_error_set(err, WIKIJS_E_CONFIG, "option '%s' does not know '%.*s'%s", option, (int)length, text, hint);
}

static bool is(const char *text, size_t length, const char *name)
{
    return strlen(name) == length && memcmp(text, name, length) == 0;
}

static int read_backoff(enum wj_backoff *backoff, const char *text, wikijs_error *err)
{
    struct wj_nearest nearest;
    size_t length = strlen(text);
    wj_nearest_start(&nearest, text, length);
    for (size_t i = 0; i < sizeof backoffs / sizeof *backoffs; i++) {
        wj_nearest_try(&nearest, backoffs[i]);
        if (is(text, length, backoffs[i])) {
            *backoff = (enum wj_backoff)i;
            return 0;
        }
    }
    return refuse("retry_backoff", text, length, &nearest, err);
}

static void add_http(struct wj_retry_on *on, int64_t status)
{
    unsigned bit = (unsigned)(status - FIRST_HTTP);
    on->http[bit / 64] |= UINT64_C(1) << bit % 64;
}

static int add_kind(struct wj_retry_on *on, const char *text, size_t length, wikijs_error *err)
{
    int64_t status;
    if (wj_int_parse(text, length, &status)) {
        if (status < FIRST_HTTP || status > LAST_HTTP)
            return wj_error_set(err, WIKIJS_E_CONFIG, "option 'retry_on' takes HTTP statuses from %d to %d, not '%.*s'",
                                FIRST_HTTP, LAST_HTTP, (int)length, text);
        add_http(on, status);
        return 0;
    }
    struct wj_nearest nearest;
    wj_nearest_start(&nearest, text, length);
    for (size_t i = 0; i < WORDS; i++) {
        wj_nearest_try(&nearest, words[i].name);
        if (is(text, length, words[i].name)) {
            on->words |= 1U << i;
            return 0;
        }
    }
    return refuse("retry_on", text, length, &nearest, err);
}

static int read_kinds(struct wj_retry_on *on, const char *text, wikijs_error *err)
{
    while (*(text += strspn(text, ", "))) {
        size_t length = strcspn(text, ", ");
        int status = add_kind(on, text, length, err);
        if (status < 0)
            return status;
        text += length;
    }
    return 0;
}

int wj_retry_rules_read(struct wj_retry_rules *rules, const wikijs_client_options *options, wikijs_error *err)
{
    *rules = (struct wj_retry_rules){ .max_attempts = options->retry_max_attempts,
                                      .initial_delay_ms = options->retry_initial_delay_ms,
                                      .max_delay_ms = options->retry_max_delay_ms,
                                      .max_time_ms = options->retry_max_time_ms,
                                      .no_jitter = options->retry_no_jitter != 0,
                                      .writes = options->retry_writes != 0 };
    int status = options->retry_backoff ? read_backoff(&rules->backoff, options->retry_backoff, err) : 0;
    return status < 0 ? status : read_kinds(&rules->on, options->retry_on ? options->retry_on : USUAL, err);
}

/* --- asking --- */

bool wj_retry_is_on(const struct wj_retry_on *on, const wikijs_error *error)
{
    for (size_t i = 0; i < WORDS; i++) {
        bool fits = words[i].status == error->code && !(i == RESET && error->http_status) &&
                    !(i == CUT && !error->http_status);
        if (fits)
            return on->words & 1U << i;
    }
    if (error->http_status < FIRST_HTTP || error->http_status > LAST_HTTP)
        return false;
    unsigned bit = (unsigned)(error->http_status - FIRST_HTTP);
    return on->http[bit / 64] & UINT64_C(1) << bit % 64;
}

/* Without overflow, whatever the options are. */
static int64_t longest_wait(const struct wj_retry_rules *rules, int64_t number)
{
    int64_t wait = rules->initial_delay_ms;
    for (int64_t i = 1; i < number && wait < rules->max_delay_ms && rules->backoff != WJ_BACKOFF_CONSTANT; i++)
        wait += rules->backoff == WJ_BACKOFF_LINEAR ? rules->initial_delay_ms : wait;
    return wait < rules->max_delay_ms ? wait : rules->max_delay_ms;
}

int64_t wj_retry_delay_ms(const struct wj_retry_rules *rules, int64_t number, int64_t retry_after_ms, uint64_t random)
{
    int64_t wait = longest_wait(rules, number);
    if (!rules->no_jitter)
        wait = (int64_t)(random % ((uint64_t)wait + 1));
    /* Behind the server's own time, for all whom it turned away were told the same. */
    return retry_after_ms > 0 ? retry_after_ms + wait : wait;
}
