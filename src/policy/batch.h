/* SPDX-License-Identifier: MIT */
/*
 * Batches: calls that travel together. A batch is a group (engine/call.h); its calls walk down a chain that has the batch
 * policy between the cache and everything that deals with the network. There they wait. At the end of the loop's turn
 * those that wait are put into documents of many root fields; each document is a call of its own (policy/carrier.h) that
 * walks the rest of the chain. Its answer is cut up, each call reads its share as if it had come alone, and goes on upwards.
 * So nothing else has to know of batches: typed results, refusals, permissions and flows work in them unchanged.
 *
 *   reads    up to max_items a document, max_in_flight documents at a time. While that many are under way, those that
 *            come wait and fill the next one.
 *   writes   in the order in which the batch's own calls joined it, up to max_writes a document, one document at a time.
 *            A call that is going to write but still reads (an update) holds up those behind it, and the reads of a
 *            write wait for an earlier write to the same object.
 *   the rest (file routes, documents of the program) travels alone, in its turn.
 *
 * For whoever starts many requests: make a batch with wj_batch_new(), give it as `group` of the requests that a flow starts
 * (wj_flow_start), or let calls join it before they are started; keep only a few documents' worth of them under way, and
 * start another when one has ended. The clock of a call stands still while it waits in a batch.
 */
#ifndef WJ_POLICY_BATCH_H
#define WJ_POLICY_BATCH_H

#include "engine/call.h"
#include "policy/envelope.h"

struct wj_batch_options {
    size_t max_items;     /* reads a document; 0: 50 */
    size_t max_writes;    /* writes a document; 0: 10 */
    size_t max_bytes;     /* of a request; 0: 4 MiB, for the server takes 5 */
    size_t max_in_flight; /* documents of reads at a time; 0: 4 */
    bool held;            /* nothing is sent before wj_batch_send() */
    bool reads_only;      /* writes go their own way */
};

/* What the policy needs of the client; its state. */
struct wj_batching {
    struct wj_calls *calls;
    struct wikijs_client *client;
    const wikijs_allocator *allocator;
    struct wj_envelope *envelope;
    const struct wj_chain *carriers; /* the part of the chain below the policy */
    size_t max_response;
};

struct wj_batch; /* begins with its struct wj_group */

/* NULL when out of memory; give it back with wj_group_unref(). */
struct wj_batch *wj_batch_new(const struct wj_batching *batching, const struct wj_batch_options *options);
struct wj_group *wj_batch_group(struct wj_batch *batch);
/* A call that is not started joins the group of a batch as one of its own. 0 or WIKIJS_E_NOMEM. */
int wj_batch_join(struct wj_group *group, struct wikijs_call *call);
/* A call that is not started, a child of `parent`, travels with its parent's batch, if that has one. */
void wj_batch_inherit(const struct wikijs_call *parent, struct wikijs_call *child);
void wj_batch_send(struct wj_batch *batch);
/* How many of its own calls have not ended. */
size_t wj_batch_open(const struct wj_batch *batch);
/* Whether the calls of a batch's group wait until the program sends it. */
bool wj_batch_is_held(const struct wj_group *group);
/* How many calls it is worth while to have under way: enough to fill the documents, as many more waiting. */
size_t wj_batch_window(const struct wj_batch *batch, bool writes);

extern const struct wj_policy_ops wj_batch_policy; /* state: struct wj_batching */

/* --- between batch.c and carrier.c --- */

enum wj_parcel_state { WJ_PARCEL_WAITS, WJ_PARCEL_SENT, WJ_PARCEL_ALONE };

/* A call in the policy. */
struct wj_parcel {
    struct wikijs_call *call;
    struct wj_batch *batch;
    struct wj_root *root;
    enum wj_parcel_state state;
    bool writes, combines, counted, tried;
    size_t limit;                  /* most calls in its next document; 0: as usual */
    struct wj_parcel *next, *prev; /* of those that wait */
    struct wj_carrier *carrier;
    size_t index; /* in its carrier */
};

const struct wj_batching *wj_batch_owner(const struct wj_batch *batch);
/* The document is through. */
void wj_batch_landed(struct wj_batch *batch, bool writes);
/* The server takes less than this. */
void wj_batch_learn_limit(struct wj_batch *batch, size_t bytes);
/* Once more, in documents of at most `limit` calls; 1: alone. */
void wj_batch_again(struct wj_parcel *parcel, size_t limit);

#endif
