/* SPDX-License-Identifier: MIT */
/* HTTP, GraphQL errors and responseResult become one status, the data becomes the result. State: struct wj_envelope. */
#ifndef WJ_POLICY_ENVELOPE_H
#define WJ_POLICY_ENVELOPE_H

#include "engine/call.h"
#include "json/decode.h"

struct wj_envelope {
    struct wj_json_parser *parser;
    const wikijs_allocator *allocator;
    const struct wj_clock *clock;
    size_t max_result; /* bytes of a decoded result */
};

extern const struct wj_policy_ops wj_envelope_policy;

/* Read the answer that a call has in its response: sets status, error, result and what it showed of the credentials. */
void wj_envelope_read(struct wj_envelope *envelope, struct wikijs_call *call);
/* Set the bits of a failed call's error that follow from its status and from what the operation does. */
void wj_envelope_classify(const struct wj_envelope *envelope, struct wikijs_call *call);

#endif
