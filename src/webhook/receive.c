/* SPDX-License-Identifier: MIT */
#include "webhook/receive.h"

#include <string.h>

#include "base/alloc.h"
#include "base/status.h"
#include "base/text.h"
#include "webhook/filter.h"

enum { TOLERANCE_MS = 300000 };

static int copy_secrets(struct wj_receiver *receiver, wikijs_strings given, wikijs_error *err)
{
    const char **copies = wj_arena_zalloc(receiver->memory, (given.count + 1) * sizeof *copies);
    char signature[WIKIJS_WEBHOOK_SIGNATURE_SIZE];
    int status = copies ? 0 : WIKIJS_E_NOMEM;
    for (size_t i = 0; status == 0 && i < given.count; i++) {
        status = wikijs_webhook_sign(given.items[i], "check", 0, (wikijs_str){ 0 }, signature, err);
        if (status == 0 && !(copies[i] = wj_arena_strdup(receiver->memory, given.items[i])))
            status = WIKIJS_E_NOMEM;
    }
    receiver->verify.secrets = (wikijs_strings){ copies, copies ? given.count : 0 };
    return status == WIKIJS_E_NOMEM ? wj_error_set(err, status, "out of memory") : status;
}

int wj_receiver_init(struct wj_receiver *receiver, const wikijs_webhook_server_options *options,
                     struct wj_arena *memory, const struct wj_clock *clock, wikijs_error *err)
{
    *receiver = (struct wj_receiver){ .memory = memory, .clock = clock, .verify = WIKIJS_WEBHOOK_VERIFY_OPTIONS_INIT };
    receiver->handlers_end = &receiver->handlers;
    receiver->verify.allow_hub = options->allow_hub;
    receiver->verify.tolerance_ms = options->tolerance_ms ? options->tolerance_ms : TOLERANCE_MS;
    if (receiver->verify.tolerance_ms < 0)
        return wj_error_set(err, WIKIJS_E_ARG, "tolerance_ms is negative");
    if (!options->secrets.count)
        return wj_error_set(err, WIKIJS_E_ARG, "no secret is given: anybody could send deliveries");
    /* Signed in the future, as far as that is tolerated, a delivery is good for twice the tolerance. */
    int64_t tolerance = receiver->verify.tolerance_ms;
    wj_known_ids_init(&receiver->known, memory->allocator, clock,
                      tolerance > INT64_MAX / 2 ? INT64_MAX : 2 * tolerance);
    return copy_secrets(receiver, options->secrets, err);
}

void wj_receiver_free(struct wj_receiver *receiver)
{
    for (size_t i = 0; i < receiver->verify.secrets.count; i++)
        wj_wipe_text(receiver->verify.secrets.items[i]);
    if (receiver->known.allocator)
        wj_known_ids_free(&receiver->known);
}

int wj_receiver_on(struct wj_receiver *receiver, const char *pattern, wikijs_webhook_fn fn, void *payload,
                   wikijs_error *err)
{
    struct wj_webhook_handler *handler = wj_arena_zalloc(receiver->memory, sizeof *handler);
    if (handler)
        handler->pattern = wj_arena_strdup(receiver->memory, pattern);
    if (!handler || !handler->pattern)
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    handler->fn = fn;
    handler->payload = payload;
    *receiver->handlers_end = handler;
    receiver->handlers_end = &handler->next;
    return 0;
}

int wj_receiver_check(struct wj_receiver *receiver, const struct wj_webhook_request *request, wikijs_error *err)
{
    wikijs_webhook_delivery delivery = WIKIJS_WEBHOOK_DELIVERY_INIT;
    delivery.id = request->id;
    delivery.timestamp = request->timestamp;
    delivery.signature = request->signature;
    delivery.hub_signature = request->hub_signature;
    delivery.body = request->body;
    receiver->verify.now = receiver->clock->wall_ms(receiver->clock->context);
    int status = wikijs_webhook_verify(&delivery, &receiver->verify, err);
    /* Without webhook-signature the id is not signed, and says nothing. */
    return status == 0 && request->signature ? wj_known_ids_has(&receiver->known, request->id, receiver->verify.now)
                                             : status;
}

int wj_receiver_show(const struct wj_webhook_request *request, wikijs_webhook_received *shown)
{
    wikijs_event *event = NULL;
    int64_t seconds;
    bool is_signed = request->signature != NULL;
    *shown = (wikijs_webhook_received){ .id = is_signed ? wj_or_empty(request->id) : "",
                                        .content_type = wj_or_empty(request->content_type),
                                        .body = request->body };
    if (is_signed && request->timestamp && wj_int_parse(request->timestamp, strlen(request->timestamp), &seconds))
        shown->time = seconds * 1000;
    int status = wikijs_event_parse(request->body.ptr, request->body.len, &event, NULL);
    shown->event = event;
    shown->type = event ? event->type : wj_or_empty(request->event_type);
    return status == WIKIJS_E_NOMEM ? status : 0;
}

int wj_receiver_hand_over(const struct wj_receiver *receiver, const wikijs_webhook_received *received)
{
    int status = 0;
    for (const struct wj_webhook_handler *handler = receiver->handlers; status == 0 && handler; handler = handler->next)
        if (wj_event_pattern_fits(handler->pattern, received->type))
            status = handler->fn(received, handler->payload);
    return status;
}

void wj_receiver_accept(struct wj_receiver *receiver, const wikijs_webhook_received *received)
{
    /* Without memory the worst that can happen is that it is taken once more, as after a restart. */
    if (received->id[0])
        (void)wj_known_ids_add(&receiver->known, received->id, receiver->clock->wall_ms(receiver->clock->context));
}
