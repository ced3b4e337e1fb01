/* SPDX-License-Identifier: MIT */
/* Deliveries in the state file: put in with their events, taken out by who sends them. */
#ifndef WJ_WEBHOOK_OUTBOX_H
#define WJ_WEBHOOK_OUTBOX_H

#include <wikijs/webhook_relay.h>

#include "webhook/store.h"

/* A delivery whose turn it is; texts are copies in the arena that was given. */
struct wj_parcel_out {
    int64_t id, attempts, created_at;
    const char *message_id, *type; /* webhook-id, webhook-event */
    wikijs_str body;
};

/* What an attempt came to. */
struct wj_attempt {
    int64_t id;
    wikijs_delivery_state state;
    int64_t now, next_at, http_status;
    const char *message; /* NULL: none */
};

struct wj_outbox {
    struct wj_store *store;
    sqlite3_stmt *add, *ready, *next, *note, *waiting, *forget_done, *forget_events;
};

int wj_outbox_open(struct wj_outbox *outbox, struct wj_store *store, wikijs_error *err);
void wj_outbox_close(struct wj_outbox *outbox);

/* Inside the transaction of the event. */
int wj_outbox_add(struct wj_outbox *outbox, const char *target, const wikijs_event *event, int64_t now,
                  wikijs_error *err);
/* Begin to go through what can be sent to a target now, the first of each lane; then 1 each, 0 at the end, negative. */
void wj_outbox_ready(struct wj_outbox *outbox, const char *target, int64_t now, int64_t limit);
int wj_outbox_ready_next(struct wj_outbox *outbox, struct wj_arena *arena, struct wj_parcel_out *parcel,
                         wikijs_error *err);
void wj_outbox_ready_end(struct wj_outbox *outbox);
/* When the next delivery to a target that has to wait may be sent; -1: none has to. */
int wj_outbox_next_at(struct wj_outbox *outbox, const char *target, int64_t now, int64_t *next_at, wikijs_error *err);
int wj_outbox_note(struct wj_outbox *outbox, const struct wj_attempt *attempt, wikijs_error *err);
int wj_outbox_waiting(struct wj_outbox *outbox, int64_t *count, wikijs_error *err);
/* Forget what was delivered before a time, and events that nobody waits for. */
int wj_outbox_forget(struct wj_outbox *outbox, int64_t before, wikijs_error *err);

#endif
