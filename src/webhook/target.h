/* SPDX-License-Identifier: MIT */
/*
 * One address that a relay sends to: which events, how they are signed, how fast, and what is done when it fails. Requests
 * go out through the library's transport, on the loop of the client that carries them; what happened is written into the
 * outbox.
 */
#ifndef WJ_WEBHOOK_TARGET_H
#define WJ_WEBHOOK_TARGET_H

#include "client/client.h"
#include "policy/rate.h"
#include "webhook/filter.h"
#include "webhook/outbox.h"

enum { WJ_TARGET_IN_FLIGHT_MAX = 64, WJ_TARGET_SECRETS_MAX = 8 };

struct wj_target;

/* A request under way. */
struct wj_sending {
    struct wj_target *target;
    struct wikijs_call *call; /* NULL: this place is free */
    int64_t delivery, attempts, created_at;
};

struct wj_target {
    struct wj_target *next;
    const wikijs_allocator *allocator;
    struct wj_arena memory; /* of what follows */
    const char *name, *url;
    struct wj_event_filter filter;
    struct wj_header *headers;
    const char *secrets[WJ_TARGET_SECRETS_MAX];
    size_t secret_count;
    bool github;
    struct wj_rates rates;
    int64_t timeout_ms, first_retry_ms, retry_for_ms, breaker_pause_ms;
    int64_t max_in_flight, breaker_failures;

    /* while it runs */
    struct wikijs_client *client; /* carries the requests */
    struct wj_outbox *outbox;
    struct wj_transport *transport;
    struct wj_chain chain;
    struct wj_sending sendings[WJ_TARGET_IN_FLIGHT_MAX];
    int64_t in_flight;
    int64_t failures;     /* in a row */
    int64_t pauses;       /* in a row */
    int64_t paused_until; /* Unix ms; the breaker is open until then */
    int64_t wake_at;      /* Unix ms: nothing can be sent before; 0: look now; -1: nothing waits */
    bool held_by_rate;    /* it is the rate that says so */
    uint64_t delivered, failed, dead;
    wikijs_error error; /* of the newest failure, until it is reported */
    int status;         /* why the outbox could not be written */
};

/* Read and copy what the program gave. */
int wj_target_new(struct wj_target **out, const wikijs_webhook_target *given, const wikijs_allocator *allocator,
                  wikijs_error *err);
/* Its requests have ended. */
void wj_target_free(struct wj_target *target);
/* Send what can be sent; the status of the outbox. */
int wj_target_pump(struct wj_target *target, wikijs_error *err);
/* From here on requests are carried by a client. */
int wj_target_attach(struct wj_target *target, struct wikijs_client *client, struct wj_outbox *outbox,
                     wikijs_error *err);
/* The request of a delivery, not started; its outcome is nobody's yet. NULL: no memory. */
struct wikijs_call *wj_target_call(const struct wj_target *target, const struct wj_parcel_out *parcel);
/* Its requests have been canceled, the client is about to end. */
void wj_target_detach(struct wj_target *target);

#endif
