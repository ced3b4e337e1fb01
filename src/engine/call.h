/* SPDX-License-Identifier: MIT */
/*
 * A call: one operation on its way through the policies to the transport and back, or a flow made of several.
 *
 * The driver (drive.c) keeps index and direction in the call and asks one policy after the other for a step; no policy
 * calls another, so the C stack is empty whenever a call waits. Deadline and cancellation are rules of the driver.
 *
 *   RUNNING  being driven, or waiting for a timer, the transport, shared state or a child   -> ENDED
 *   ENDED    status, error and result are final; queued for its callback                   -> DELIVERED
 *   DELIVERED the callback has run, or nobody wanted one
 */
#ifndef WJ_ENGINE_CALL_H
#define WJ_ENGINE_CALL_H

#include "base/arena.h"
#include "base/buf.h"
#include "engine/loop.h"
#include "engine/metrics.h"
#include "engine/stream.h"
#include "graphql/operation.h"
#include <wikijs/client.h>
#include <wikijs/error.h>

enum wj_step {
    WJ_NEXT,    /* go on: down to the next policy, or up to the one before */
    WJ_DONE,    /* on the way down: turn round here, with call->status set */
    WJ_WAIT,    /* come back to me at call->wake_us (wj_call_wait), or when shared state changed (wj_call_park) */
    WJ_PENDING, /* somebody else continues the call (wj_call_resume) */
    WJ_AGAIN    /* on the way up: go down again from below me */
};

struct wj_policy;
struct wj_watch;

/*
 * One policy. down and up may be NULL (NEXT). release runs once for each entrance, when the call leaves the policy by
 * any road: after up, or when the call is canceled or runs out of time. Policies never block.
 */
struct wj_policy_ops {
    const char *name;
    enum wj_step (*down)(struct wj_policy *policy, struct wikijs_call *call);
    enum wj_step (*up)(struct wj_policy *policy, struct wikijs_call *call);
    void (*release)(struct wj_policy *policy, struct wikijs_call *call);
};

struct wj_policy {
    const struct wj_policy_ops *ops;
    void *state; /* of this client */
    int index;   /* in its chain, and so of wake_us and slot */
};

enum { WJ_MAX_POLICIES = 16, WJ_CALL_INLINE = 256 };

struct wj_chain {
    struct wj_policy policies[WJ_MAX_POLICIES];
    int count;
};

/* A header line; in call->memory. */
struct wj_header {
    struct wj_header *next;
    const char *name;
    char *value; /* of a request: wiped with the call */
};

/* What goes over the wire. `path` is behind the base URL, "/graphql". */
struct wj_http_request {
    const char *method;
    const char *path;
    struct wj_buf body;
    struct wj_stream *stream;  /* a file instead of a body, or one that the answer is handed to; NULL: none */
    size_t probe_at;           /* where a credentials probe may be inserted into the body; 0: nowhere, or it is there */
    const char *token;         /* sent as Authorization: Bearer; in call->memory, wiped with it */
    uint64_t token_version;    /* of the shared credentials */
    bool wants_rate;           /* what the answer says of limits is of interest */
    bool wants_headers;        /* so is each of its headers */
    struct wj_header *headers; /* further ones, that plugins have set */
};

enum { WJ_KEEP_NEVER = -1 };

/* What came back; strings live in call->memory. */
struct wj_http_response {
    int status; /* 0: none */
    struct wj_buf body;
    const char *content_type;
    const char *location;
    const char *retry_after;
    const char *rate_limit, *rate_remaining, *rate_reset; /* RateLimit and (X-)RateLimit-*, when they are wanted */
    int64_t keep_ms;           /* what Cache-Control allows a cache; 0: it says nothing; or WJ_KEEP_NEVER */
    const char *new_token;     /* renewed JWT: header new-jwt, or cookie jwt */
    struct wj_header *headers; /* all of them, when they are wanted */
};

/* Calls that travel together, as policy/batch.h does it: counted by its calls and its owner. */
struct wj_group {
    unsigned refs;
    void (*ended)(struct wj_group *group, struct wikijs_call *call); /* one of its calls has ended; may be NULL */
    void (*free)(struct wj_group *group);
};

struct wikijs_call {
    uint32_t magic;
    uint32_t refs;
    struct wikijs_client *client;
    struct wj_calls *calls; /* the engine that drives it */
    const struct wj_op *op;
    const wikijs_allocator *allocator; /* &own_allocator: a call that is kept outlives its client */
    wikijs_allocator own_allocator;
    struct wj_arena memory; /* private to the call: freed with it */

    struct wj_http_request request;
    struct wj_http_response response;

    struct wj_arena *result_arena; /* given away with the result */
    void *result;
    int status;
    int attempts;                  /* requests sent, those of children included */
    unsigned writes_sent;          /* of them: writes that the server may have done */
    bool secret;                   /* carries or brings secrets: its memory is wiped, its bodies are not shown */
    size_t response_bytes;         /* of the newest answer */
    struct wj_buf *kept_body;      /* receives the body before it is read; NULL: nobody needs it */
    bool renews;                   /* fetches a new answer for the cache; nobody waits for it */
    int probe;                     /* enum wj_probe: what the answer showed of the credentials */
    bool maybe_guest;              /* the refusal is one that a guest would get */
    wikijs_call_settings settings; /* of a child: its parent's */

    /* driver */
    const struct wj_chain *chain;
    int index;
    bool up, canceled, ended, parked, in_drive, waited_for;
    uint32_t held;                    /* bit i: policy i was entered and not left */
    int64_t wake_us[WJ_MAX_POLICIES]; /* per policy: 0 not waiting */
    void *slot[WJ_MAX_POLICIES];      /* per policy: its own memory for this call, usually from call->memory */
    int64_t started_us, deadline_us, timeout_ms;
    struct wj_timer timer;
    struct wj_task task;
    struct wikijs_call *next, *prev; /* all running calls of the client */
    struct wikijs_call *next_ended;

    /* flow */
    enum wj_step (*flow)(struct wikijs_call *call, struct wikijs_call *child);
    struct wikijs_call *parent; /* of a child, which holds it: a flow, or a call whose policy returned WJ_PENDING */
    struct wikijs_call *child;  /* while a policy is asked again after its child has ended: that child */
    unsigned children;          /* that have not come back */
    /* The flow that takes over when the chain ends with a failure; NULL: none. */
    enum wj_step (*rescue)(struct wikijs_call *call, struct wikijs_call *child);
    void *state;                              /* of the flow, in call->memory */
    void (*at_end)(struct wikijs_call *call); /* set by a flow: gives back what is not memory, whatever ends the call */
    const void *tag;                          /* of a child: what its flow knows it by */
    void (*free_state)(struct wikijs_call *call); /* frees what of it is not in call->memory; may be NULL */
    const void *args;                             /* of the flow: a copy in call->memory */
    uint64_t fields;
    bool as_json;         /* the result is a wikijs_answer, whatever the operation's own result is */
    int64_t flow_wake_us; /* it waits until then (wj_flow_wait); 0: not */

    struct wj_group *group;     /* or NULL */
    void *place;                /* of the group's own members: what the group knows of them, in call->memory */
    struct wj_trace *trace;     /* engine/trace.h; NULL: it belongs to none */
    uint64_t number;            /* counts the calls of the client, for logs */
    struct wj_carrier *carrier; /* this call carries others (policy/carrier.h) */

    void **plugin_memory; /* of policy/plugin.c: what each plugin keeps with this call */

    wikijs_call_done_fn done;
    void *payload;

    /* What a call that goes well never touches, and that is not zeroed for each. */
    wikijs_error error;                                             /* clear unless its code is set */
    max_align_t first_memory[WJ_CALL_INLINE / sizeof(max_align_t)]; /* of `memory`: most calls need no more */
};

/* The calls of one client. */
struct wj_calls {
    struct wj_loop *loop;
    struct wj_metrics *metrics; /* of the shared state; NULL: nothing is counted */
    struct wj_tracer *tracer;   /* engine/trace.h; NULL: nothing is traced */
    struct wikijs_call *running;
    struct wikijs_call *ended, **ended_tail; /* waiting for their callbacks */
    struct wj_task deliver;
    size_t count;               /* running, or ended and not delivered */
    uint64_t started, failed;   /* without children */
    uint64_t numbered;          /* calls of any kind */
    struct wikijs_call *spares; /* memory of calls that are over, newest first: still in the processor's cache */
    int spare_count;
    bool deliver_blocked;         /* a synchronous call waits: callbacks of others come later */
    const struct wj_watch *watch; /* who is told what happens to them (engine/watch.h), or NULL */
};

void wj_calls_init(struct wj_calls *calls, struct wj_loop *loop);

/* A call with one reference, not started; NULL when out of memory. */
struct wikijs_call *wj_call_new(struct wj_calls *calls, struct wikijs_client *client, const wikijs_allocator *allocator,
                                const struct wj_op *op, size_t max_response);
/* As wikijs_call_unref, for those who know that its client is still there: its memory may serve the next call. */
void wj_call_release(struct wikijs_call *call);
/* Wipe the memory of this call when it is freed; done for operations whose rows say that they hold secrets. */
void wj_call_make_secret(struct wikijs_call *call);
/* Start driving; the running call holds a reference of its own until it has been delivered. */
void wj_call_start(struct wikijs_call *call);
/* Make `child`, not started yet, a child of `parent`, with its deadline and settings; the parent is driven when the child has ended. */
void wj_call_adopt(struct wikijs_call *parent, struct wikijs_call *child);
/* End a flow that waits for no child, from outside of it: well, and without a result. */
void wj_call_complete(struct wikijs_call *call);
/* Give up one's reference to a call: it is canceled, and its callback never runs. */
void wj_call_abandon(struct wikijs_call *call);
/* Make a call that is not started one of a group. */
void wj_call_group(struct wikijs_call *call, struct wj_group *group);
void wj_group_unref(struct wj_group *group); /* NULL is fine */
/* The time that a call waits for others is none of its own, nor of the flows that it is a part of: stop their clocks, and
 * let them begin anew. */
void wj_call_stop_clock(struct wikijs_call *call);
void wj_call_start_clock(struct wikijs_call *call);
/* For the transport: a request of this call goes out. */
void wj_call_sent(struct wikijs_call *call);
/* That request, if it was a write, has surely not been carried out. */
void wj_call_unsent(struct wikijs_call *call);
/* Whether a call is a part of what one above it does below a policy: a login that an attempt needs. */
bool wj_call_is_within(const struct wikijs_call *call, const struct wj_policy_ops *ops);
/* Continue after WJ_PENDING, in the direction that the policy left. `up`: the answer is there. */
void wj_call_resume(struct wikijs_call *call, bool up);
/* For policies: return one of these. */
enum wj_step wj_call_wait(struct wikijs_call *call, int64_t until_us);
enum wj_step wj_call_park(struct wikijs_call *call);
/* For policies: fail the call on the way down. Use as: return wj_call_fail(call, code, "..."); */
enum wj_step wj_call_fail(struct wikijs_call *call, int code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Drive every parked call again: shared state has changed. */
void wj_calls_unpark(struct wj_calls *calls);
/* End every call with WIKIJS_E_CANCELED and deliver everything. */
void wj_calls_cancel_all(struct wj_calls *calls);
/* A synchronous call has ended: take it out of those to deliver; the callbacks that it held back come in the next turn. */
void wj_calls_settle(struct wj_calls *calls, struct wikijs_call *call);
/* Take the result away from an ended call; the caller frees it with wj_result_free. */
void *wj_call_take_result(struct wikijs_call *call);
/* Send with `to` the header lines that plugins have set for `from`, too. false: out of memory. */
bool wj_call_copy_headers(struct wikijs_call *to, const struct wikijs_call *from);
/* Zeroed memory that lives as long as the call; NULL when out of memory. */
void *wj_call_alloc(struct wikijs_call *call, size_t size);

#endif
