/* SPDX-License-Identifier: MIT */
/*
 * What becomes of a document, and of the calls in it:
 *
 *   answered               each reads its own share, error or result
 *   413                    the server did nothing: again, in halves
 *   400                    the server did nothing, for one of the calls is not to its liking: each alone
 *   a share is missing     a read goes alone; of a write nobody knows whether it was done
 *   cut off, stalled, 500  reads once more in halves, for one of them may be to blame; of writes nobody knows
 *   anything else          the error of each
 *
 * A write whose outcome is unknown is never sent again. It ends with WIKIJS_ERROR_UNCERTAIN, or its flow finds out.
 */
#include "policy/carrier.h"

#include "base/status.h"
#include "engine/trace.h"
#include "graphql/answer.h"
#include <string.h>
#include <wikijs/graphql.h>

static bool carries_writes(const struct wj_carrier *carrier)
{
    return carrier->op.flags & WJ_OP_WRITE;
}

/* --- the end --- */

static void let_go(struct wj_carrier *carrier, struct wj_parcel *parcel)
{
    carrier->parcels[parcel->index] = NULL;
    carrier->left--;
    parcel->carrier = NULL;
}

static void resume(struct wj_parcel *parcel)
{
    wj_call_start_clock(parcel->call);
    wj_call_resume(parcel->call, true);
}

static void fail(struct wj_parcel *parcel, const wikijs_error *error)
{
    struct wikijs_call *call = parcel->call;
    call->result = NULL; /* its memory goes with the call */
    call->error = *error;
    call->status = error->code;
    if (error->flags & WIKIJS_ERROR_UNCERTAIN)
        wj_error_context(&call->error, "'%s' may have been done, or be done yet", call->op->name);
    resume(parcel);
}

static void fail_unknown(struct wj_parcel *parcel)
{
    wikijs_error error;
    wj_error_set(&error, WIKIJS_E_PROTOCOL, "the answer tells nothing of it");
    error.flags |= WIKIJS_ERROR_UNCERTAIN;
    error.http_status = 200;
    fail(parcel, &error);
}

static bool is_worth_another_try(const struct wj_carrier *carrier)
{
    switch (carrier->call->status) {
    case WIKIJS_E_CONNECTION:
    case WIKIJS_E_TIMEOUT:
    case WIKIJS_E_PROTOCOL:
    case WIKIJS_E_SERVER:
    case WIKIJS_E_TOO_LARGE: /* the answer */
        return !carries_writes(carrier);
    default:
        return false;
    }
}

static void settle(struct wj_carrier *carrier, struct wj_parcel *parcel)
{
    const struct wikijs_call *call = carrier->call;
    bool told = carrier->told && (call->status == 0 || call->status == WIKIJS_E_FORBIDDEN);
    bool answered = told && carrier->shares.items[parcel->index].answered;
    int http = call->response.status;
    if (answered) {
        resume(parcel);
    } else if (told && carries_writes(carrier)) {
        fail_unknown(parcel);
    } else if (told || http == 400) {
        let_go(carrier, parcel);
        wj_batch_again(parcel, 1);
    } else if (http == 413) {
        let_go(carrier, parcel);
        wj_batch_again(parcel, carrier->count / 2);
    } else if (is_worth_another_try(carrier) && (!parcel->tried || call->status == WIKIJS_E_TOO_LARGE)) {
        let_go(carrier, parcel);
        parcel->tried = true;
        wj_batch_again(parcel, carrier->count / 2);
    } else {
        fail(parcel, &call->error);
    }
}

static void deliver(struct wj_carrier *carrier)
{
    for (size_t i = carrier->count; i-- > 0;) /* backwards: what waits again is put in front */
        if (carrier->parcels[i])
            settle(carrier, carrier->parcels[i]);
    wj_group_unref(wj_batch_group(carrier->batch));
}

static void on_delivery(struct wj_task *task)
{
    struct wj_carrier *carrier = (struct wj_carrier *)((char *)task - offsetof(struct wj_carrier, delivery));
    struct wikijs_call *call = carrier->call;
    deliver(carrier);
    wikijs_call_unref(call);
}

/* What waits goes out before reads are delivered. Writes keep their order, so they are settled first. */
static void on_ended(struct wj_group *group, struct wikijs_call *call)
{
    struct wj_carrier *carrier = (struct wj_carrier *)group;
    call->group = NULL; /* it ends with the call's memory */
    if (call->response.status == 413)
        wj_batch_learn_limit(carrier->batch, call->request.body.len / 2);
    wj_batch_landed(carrier->batch, carries_writes(carrier));
    if (carries_writes(carrier) || !carrier->left) {
        deliver(carrier);
        return;
    }
    wikijs_call_ref(call);
    wj_task_post(call->calls->loop, &carrier->delivery);
}

void wj_carrier_drop(struct wj_parcel *parcel)
{
    struct wj_carrier *carrier = parcel->carrier;
    if (!carrier)
        return;
    let_go(carrier, parcel);
    if (carrier->left)
        return;
    if (carrier->delivery.queued) {
        wj_task_drop(carrier->call->calls->loop, &carrier->delivery);
        on_delivery(&carrier->delivery);
    } else if (!carries_writes(carrier) || !carrier->call->writes_sent) {
        wikijs_call_cancel(carrier->call);
    }
}

/* --- the answer --- */

static int tell(struct wj_carrier *carrier, struct wj_parcel *parcel)
{
    struct wikijs_call *call = parcel->call;
    struct wj_envelope *envelope = wj_batch_owner(carrier->batch)->envelope;
    call->status = 0;
    wj_error_clear(&call->error);
    call->response.status = carrier->call->response.status;
    call->response.keep_ms = carrier->call->response.keep_ms;
    call->response.body.len = 0;
    wj_combined_answer(&call->response.body, &carrier->shares, parcel->index);
    if (call->response.body.failed)
        return call->response.body.failed;
    call->request.token = carrier->call->request.token; /* the reader asks whether there was one */
    wj_envelope_read(envelope, call);
    call->request.token = NULL;
    return 0;
}

/*
 * Were these refusals because the server takes the client for a guest? Then the document may be sent again after a login.
 * So one refusal is enough among reads; writes must all have been refused, for the others have been done.
 */
static void judge(struct wj_carrier *carrier)
{
    struct wikijs_call *call = carrier->call;
    const struct wj_shares *shares = &carrier->shares;
    size_t refused = 0;
    call->status = 0;
    wj_error_clear(&call->error);
    call->maybe_guest = false;
    call->probe = !shares->probe_seen ? WJ_PROBE_NONE : shares->probe_is_user ? WJ_PROBE_USER : WJ_PROBE_GUEST;
    for (size_t i = 0; i < carrier->count; i++) {
        bool told = carrier->parcels[i] && shares->items[i].answered;
        const struct wikijs_call *member = told ? carrier->parcels[i]->call : NULL;
        if (!member || !member->maybe_guest || member->status == 0)
            continue;
        if (!refused++ || member->status == WIKIJS_E_UNAUTHENTICATED) {
            call->status = member->status;
            call->error = member->error;
        }
    }
    call->maybe_guest = carries_writes(carrier) ? refused == carrier->left : refused > 0;
    if (!call->maybe_guest) {
        call->status = 0;
        wj_error_clear(&call->error);
    }
}

void wj_carrier_read(struct wj_carrier *carrier)
{
    struct wikijs_call *call = carrier->call;
    const wikijs_answer *answer = call->result;
    carrier->told = false;
    if (!answer || call->response.status >= 300)
        return;
    int failed = wj_combined_cut(wj_batch_owner(carrier->batch)->envelope->parser, answer->body, call->result_arena,
                                 &carrier->shares);
    if (failed == WIKIJS_E_PROTOCOL && call->status < 0) { /* errors and no data: they belong to nobody */
        call->status = failed = 0;
        wj_error_clear(&call->error);
    }
    for (size_t i = 0; i < carrier->count && !failed; i++)
        if (carrier->parcels[i] && carrier->shares.items[i].answered)
            failed = tell(carrier, carrier->parcels[i]);
    carrier->told = !failed;
    if (!failed) {
        judge(carrier);
        return;
    }
    call->status = wj_error_set(&call->error, failed, "the answer to several operations: %s",
                                wikijs_status_text(failed));
    wj_envelope_classify(wj_batch_owner(carrier->batch)->envelope, call);
    if (carries_writes(carrier))
        call->error.flags |= WIKIJS_ERROR_UNCERTAIN;
}

/* --- the beginning --- */

/* The document must be repeatable only when all of it is, and queue up when a part of it has to. */
static struct wj_op combine(struct wj_parcel *const *parcels, size_t count)
{
    struct wj_op op = { .namespace_ = "", .field = "batch", .name = "batch", .answer = WJ_ANSWER_RAW, .since = "0.1" };
    uint16_t all = UINT16_MAX, any = 0;
    for (size_t i = 0; i < count; i++) {
        all &= parcels[i]->call->op->flags;
        any |= parcels[i]->call->op->flags;
    }
    op.flags = (uint16_t)((any & (WJ_OP_WRITE | WJ_OP_SERIAL | WJ_OP_TREE)) | (all & WJ_OP_IDEMPOTENT));
    return op;
}

/* As long as the longest read; writes run one after the other. */
static int64_t timeout_of(struct wj_parcel *const *parcels, size_t count)
{
    int64_t longest = 0, sum = 0;
    for (size_t i = 0; i < count; i++) {
        int64_t timeout_ms = parcels[i]->call->timeout_ms;
        longest = timeout_ms > longest ? timeout_ms : longest;
        sum = sum < WJ_ENDLESS_MS - timeout_ms ? sum + timeout_ms : WJ_ENDLESS_MS;
    }
    return parcels[0]->writes ? sum : longest;
}

/* The most careful of them all. */
static void combine_settings(wikijs_call_settings *settings, struct wj_parcel *const *parcels, size_t count)
{
    settings->retry_writes = WIKIJS_YES;
    for (size_t i = 0; i < count; i++) {
        const wikijs_call_settings *own = &parcels[i]->call->settings;
        bool fewer = own->retry_max_attempts &&
                     (!settings->retry_max_attempts || own->retry_max_attempts < settings->retry_max_attempts);
        if (fewer)
            settings->retry_max_attempts = own->retry_max_attempts;
        if (own->retry_writes != WIKIJS_YES && settings->retry_writes != WIKIJS_NO)
            settings->retry_writes = own->retry_writes;
    }
}

static int write_document(struct wj_carrier *carrier, const struct wj_batching *owner)
{
    struct wikijs_call *call = carrier->call;
    struct wj_share *shares = wj_call_alloc(call, carrier->count * sizeof *shares);
    if (!shares)
        return WIKIJS_E_NOMEM;
    for (size_t i = 0; i < carrier->count; i++) {
        const struct wikijs_call *member = carrier->parcels[i]->call;
        shares[i].op = member->op;
        shares[i].fields = member->fields;
        shares[i].body = (wikijs_str){ member->request.body.data, member->request.body.len };
    }
    carrier->shares = (struct wj_shares){ .items = shares, .count = carrier->count };
    call->request.method = "POST";
    call->request.path = "/graphql";
    return wj_combined_body(&call->request.body, owner->envelope->parser, &carrier->shares, &call->request.probe_at);
}

static int load(struct wj_carrier *carrier, const struct wj_batching *owner, struct wj_parcel *const *parcels)
{
    carrier->parcels = wj_call_alloc(carrier->call, carrier->count * sizeof(struct wj_parcel *));
    if (!carrier->parcels)
        return WIKIJS_E_NOMEM;
    memcpy(carrier->parcels, parcels, carrier->count * sizeof *parcels);
    return write_document(carrier, owner);
}

void wj_carrier_sent(struct wj_carrier *carrier)
{
    for (size_t i = 0; i < carrier->count; i++)
        if (carrier->parcels[i])
            wj_call_sent(carrier->parcels[i]->call);
}

void wj_carrier_unsent(struct wj_carrier *carrier)
{
    for (size_t i = 0; i < carrier->count; i++)
        if (carrier->parcels[i])
            wj_call_unsent(carrier->parcels[i]->call);
}

static void send(struct wj_carrier *carrier)
{
    for (size_t i = 0; i < carrier->count; i++) {
        struct wj_parcel *parcel = carrier->parcels[i];
        parcel->carrier = carrier;
        parcel->index = i;
        if (!parcel->writes) /* the time of writes is the document's */
            wj_call_start_clock(parcel->call);
    }
    carrier->left = carrier->count;
    wj_carrier_sent(carrier);
    wj_count(carrier->call->calls->metrics, WJ_METRIC_BATCH_DOCUMENTS, 1);
    wj_count(carrier->call->calls->metrics, WJ_METRIC_BATCH_CALLS, (int64_t)carrier->count);
    wj_trace_follow(carrier->call, carrier->parcels[0]->call);
    wj_call_start(carrier->call);
    wikijs_call_unref(carrier->call);
}

static struct wj_carrier *make(struct wj_batch *batch, struct wj_parcel *const *parcels, size_t count)
{
    const struct wj_batching *owner = wj_batch_owner(batch);
    struct wj_op op = combine(parcels, count);
    struct wikijs_call *call = wj_call_new(owner->calls, owner->client, owner->allocator, &op, owner->max_response);
    if (!call)
        return NULL;
    struct wj_carrier *carrier = call->carrier = wj_call_alloc(call, sizeof *carrier);
    if (carrier) {
        *carrier = (struct wj_carrier){
            .group = { .refs = 1, .ended = on_ended }, .call = call, .batch = batch, .op = op, .count = count
        };
        carrier->delivery.run = on_delivery;
        call->op = &carrier->op;
        call->timeout_ms = timeout_of(parcels, count);
        call->chain = owner->carriers;
        combine_settings(&call->settings, parcels, count);
        for (size_t i = 0; i < count; i++)
            if (parcels[i]->call->secret)
                wj_call_make_secret(call);
        if (load(carrier, owner, parcels) == 0)
            return carrier;
    }
    call->op = parcels[0]->call->op; /* `op` is about to end */
    wikijs_call_unref(call);
    return NULL;
}

void wj_carrier_start(struct wj_batch *batch, struct wj_parcel *const *parcels, size_t count)
{
    struct wj_carrier *carrier = make(batch, parcels, count);
    if (carrier) {
        carrier->call->group = &carrier->group;
        wj_batch_group(batch)->refs++; /* until on_ended(): its parcels may all be gone before */
        send(carrier);
        return;
    }
    wikijs_error error;
    wj_error_set(&error, WIKIJS_E_NOMEM, "out of memory");
    wj_batch_landed(batch, parcels[0]->writes);
    for (size_t i = 0; i < count; i++)
        fail(parcels[i], &error);
}
