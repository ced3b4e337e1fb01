/* SPDX-License-Identifier: MIT */
/**
 * @file breaker.h
 * The circuit breaker of a client: when the server fails again and again, requests are paused for a while instead of being
 * sent; then a few of them try whether it is back. docs/resilience.md tells more.
 *
 *     options.breaker_failures = 5;
 *     wikijs_client_new(&options, &client, &err);
 *     if (wikijs_pages_get(client, 12, NULL, &page, &err) == WIKIJS_E_CIRCUIT_OPEN)
 *         printf("again in %lld ms\n", (long long)err.retry_after_ms);
 *
 * A client and its clones have one breaker, in whatever threads they are; with option breaker_redis, processes have one, too.
 */
#ifndef WIKIJS_BREAKER_H
#define WIKIJS_BREAKER_H

#include <wikijs/error.h>
#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum wikijs_breaker_state {
    WIKIJS_BREAKER_CLOSED = 0,    /* requests go */
    WIKIJS_BREAKER_HALF_OPEN = 1, /* a few try whether the server is back */
    WIKIJS_BREAKER_OPEN = 2       /* none goes */
} wikijs_breaker_state;

/** How a circuit breaker stands. */
typedef struct wikijs_breaker_stats {
    size_t struct_size;      /* set it first; in callbacks it is set */
    int32_t state;           /* wikijs_breaker_state */
    int32_t last_failure;    /* status of the newest failure, such as WIKIJS_E_CONNECT; 0: none yet */
    int64_t last_failure_at; /* Unix milliseconds; 0: none yet */
    int64_t next_probe_ms;   /* time until a request may try again; 0: one may go now, or one is trying */
    int64_t failures_in_row; /* since the last request that went well */
    int64_t window_requests; /* requests that ended within the window */
    int64_t window_failures; /* of them: those that failed */
    int64_t probes;          /* requests that try at this moment */
    uint64_t opened;         /* how often it has opened */
    uint64_t refused;        /* requests that it did not let through */
    char last_message[160];  /* what the newest failure said, or "" */
} wikijs_breaker_stats;

/**
 * Is told that the breaker has changed its state; `stats->state` is the new one. Runs on the thread of the client whose
 * request brought it about; must not call the client.
 */
typedef void (*wikijs_breaker_fn)(const wikijs_breaker_stats *stats, void *payload);

/**
 * Read how the breaker of a client and its clones stands. May be called from any thread.
 *
 * @param client  client
 * @param stats   receives it; set stats->struct_size first
 * @return 0; WIKIJS_E_STATE the client has no breaker; WIKIJS_E_ARG a handle is missing
 * @since 0.1
 */
WIKIJS_API int wikijs_client_get_breaker_stats(const wikijs_client *client, wikijs_breaker_stats *stats);

#ifdef __cplusplus
}
#endif
#endif
