/* SPDX-License-Identifier: MIT */
/* The field table of deliveries (wikijs/webhook_relay.h), which are read from a state file. */
#include "model/models.h"

#include <wikijs/webhook_relay.h>

enum { DEF = WIKIJS_FIELD_DEFAULT, COL = DEF | WIKIJS_FIELD_COLUMN };

/* clang-format off */

static const struct wj_field delivery_fields[] = {
    [WIKIJS_DELIVERY_ID]          = FIELD(wikijs_delivery, id, "id", "ID", COL, NULL, "counts deliveries"),
    [WIKIJS_DELIVERY_TARGET]      = FIELD(wikijs_delivery, target, "target", "TARGET", COL, NULL, "name of the target"),
    [WIKIJS_DELIVERY_STATE]       = FIELD(wikijs_delivery, state, "state", "STATE", COL, NULL, "waiting, done or dead"),
    [WIKIJS_DELIVERY_TYPE]        = FIELD(wikijs_delivery, type, "type", "EVENT", COL, NULL, "type of the event"),
    [WIKIJS_DELIVERY_EVENT_ID]    = FIELD(wikijs_delivery, event_id, "eventId", "EVENT ID", DEF, NULL, "sent as webhook-id"),
    [WIKIJS_DELIVERY_SUBJECT]     = FIELD(wikijs_delivery, subject, "subject", "SUBJECT", COL, NULL, "what it is about"),
    [WIKIJS_DELIVERY_ATTEMPTS]    = FIELD(wikijs_delivery, attempts, "attempts", "ATTEMPTS", COL, NULL, "requests that were sent"),
    [WIKIJS_DELIVERY_CREATED_AT]  = FIELD_TIME(wikijs_delivery, created_at, "createdAt", "CREATED", DEF, NULL, "when the event was noticed"),
    [WIKIJS_DELIVERY_NEXT_AT]     = FIELD_TIME(wikijs_delivery, next_at, "nextAt", "NEXT", DEF, NULL, "not sent before, while it waits"),
    [WIKIJS_DELIVERY_FINISHED_AT] = FIELD_TIME(wikijs_delivery, finished_at, "finishedAt", "FINISHED", DEF, NULL, "when it was delivered or given up"),
    [WIKIJS_DELIVERY_HTTP_STATUS] = FIELD(wikijs_delivery, http_status, "httpStatus", "HTTP", COL, NULL, "status of the newest answer"),
    [WIKIJS_DELIVERY_MESSAGE]     = FIELD(wikijs_delivery, message, "message", "MESSAGE", DEF, NULL, "why the newest attempt failed"),
    [WIKIJS_DELIVERY_BODY]        = FIELD_JSON(wikijs_delivery, body, "body", NULL, DEF | WIKIJS_FIELD_BIG, NULL, "the event, as it is sent"),
};
const struct wikijs_model wj_delivery_model = MODEL(wikijs_delivery, "Delivery", delivery_fields);

/* clang-format on */

const struct wikijs_model *const wj_delivery_models[] = { &wj_delivery_model, NULL };
