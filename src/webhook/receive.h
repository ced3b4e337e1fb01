/* SPDX-License-Identifier: MIT */
/* What a receiver does with a request, whoever has read it from the wire: checks it, knows it again, hands it over. */
#ifndef WJ_WEBHOOK_RECEIVE_H
#define WJ_WEBHOOK_RECEIVE_H

#include <wikijs/webhook_server.h>

#include "base/arena.h"
#include "webhook/known_ids.h"

/* What came over the wire; NULL where there is no such header. */
struct wj_webhook_request {
    const char *id, *timestamp, *signature, *hub_signature;
    const char *event_type, *content_type;
    wikijs_str body;
};

struct wj_webhook_handler {
    struct wj_webhook_handler *next;
    const char *pattern;
    wikijs_webhook_fn fn;
    void *payload;
};

struct wj_receiver {
    struct wj_arena *memory; /* of what is kept as long as the receiver */
    const struct wj_clock *clock;
    wikijs_webhook_verify_options verify; /* now: set by each check */
    struct wj_webhook_handler *handlers, **handlers_end;
    struct wj_known_ids known;
};

/* Takes the secrets, which are checked and copied. 0; WIKIJS_E_ARG, WIKIJS_E_CONFIG, WIKIJS_E_NOMEM. */
int wj_receiver_init(struct wj_receiver *receiver, const wikijs_webhook_server_options *options,
                     struct wj_arena *memory, const struct wj_clock *clock, wikijs_error *err);
void wj_receiver_free(struct wj_receiver *receiver);
int wj_receiver_on(struct wj_receiver *receiver, const char *pattern, wikijs_webhook_fn fn, void *payload,
                   wikijs_error *err);

/* 0: it is good and new; 1: it is good and was accepted before; a status of wikijs_webhook_verify(). */
int wj_receiver_check(struct wj_receiver *receiver, const struct wj_webhook_request *request, wikijs_error *err);
/* What handlers are shown of a good one. Texts of the request are lent; an event is to be freed. 0 or WIKIJS_E_NOMEM. */
int wj_receiver_show(const struct wj_webhook_request *request, wikijs_webhook_received *shown);
/* Run what was given for its type: 0 or the first failure. */
int wj_receiver_hand_over(const struct wj_receiver *receiver, const wikijs_webhook_received *received);
/* It was accepted: from now on it is known. */
void wj_receiver_accept(struct wj_receiver *receiver, const wikijs_webhook_received *received);

#endif
