/* SPDX-License-Identifier: MIT */
/* One document of a batch: a call of its own that carries others. */
#ifndef WJ_POLICY_CARRIER_H
#define WJ_POLICY_CARRIER_H

#include "graphql/combined.h"
#include "policy/batch.h"

struct wj_carrier {
    struct wj_group group; /* of the carrying call alone: tells that it has ended */
    struct wikijs_call *call;
    struct wj_batch *batch;
    struct wj_op op;
    struct wj_parcel **parcels; /* NULL: has left */
    size_t count, left;
    struct wj_shares shares;
    bool told; /* each has read its share of the answer */
    struct wj_task delivery;
};

/* Send these parcels, two or more, in one document; on failure each of them ends with the error. */
void wj_carrier_start(struct wj_batch *batch, struct wj_parcel *const *parcels, size_t count);
/* The answer is there: cut it up and let each read its share. */
void wj_carrier_read(struct wj_carrier *carrier);
/* The document goes out: each of them is sent. */
void wj_carrier_sent(struct wj_carrier *carrier);
/* It has surely not been carried out. */
void wj_carrier_unsent(struct wj_carrier *carrier);
/* A parcel leaves before the document is through. */
void wj_carrier_drop(struct wj_parcel *parcel);

#endif
