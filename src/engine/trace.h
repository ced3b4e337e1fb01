/* SPDX-License-Identifier: MIT */
/*
 * Traces: which one a call belongs to, spans for whoever wants them, and the header that goes to the server. Nobody wants
 * any: a call costs one look at a flag.
 */
#ifndef WJ_ENGINE_TRACE_H
#define WJ_ENGINE_TRACE_H

#include "base/clock.h"
#include "engine/call.h"
#include <wikijs/sys/trace.h>

enum { WJ_TRACE_ID = 16, WJ_SPAN_ID = 8, WJ_TRACESTATE_MAX = 512 };

/* What "traceparent" says. */
struct wj_trace_context {
    uint8_t trace_id[WJ_TRACE_ID], span_id[WJ_SPAN_ID];
    uint8_t flags;
};

/* Of a client; its wj_calls point to it. */
struct wj_tracer {
    bool on;
    wikijs_span_fn started, ended; /* may be NULL */
    wikijs_traceparent_fn current; /* may be NULL */
    void *payload;
    const struct wj_clock *clock;
    bool has_remote; /* the calls to come belong to this one */
    struct wj_trace_context remote;
    char tracestate[WJ_TRACESTATE_MAX + 1]; /* "": none */
};

/* Of a call; in its memory. */
struct wj_trace {
    struct wj_trace_context own;
    uint8_t parent_id[WJ_SPAN_ID]; /* zeros: it is the root */
    int64_t started_ms;
    /* the newest request */
    uint8_t request_id[WJ_SPAN_ID];
    int64_t request_ms, request_us;
    bool begun, requesting;
    struct wj_header header, state;
    char value[WIKIJS_TRACEPARENT_SIZE];
};

bool wj_traceparent_read(const char *text, struct wj_trace_context *context);
void wj_traceparent_write(const struct wj_trace_context *context, char out[WIKIJS_TRACEPARENT_SIZE]);
/* The calls to come belong to this trace; NULL: to none that is known. 0 or WIKIJS_E_ARG. */
int wj_tracer_set_remote(struct wj_tracer *tracer, const char *traceparent, const char *tracestate, wikijs_error *err);

/* A call that is not started is a part of another, without being its child. */
void wj_trace_follow(struct wikijs_call *call, const struct wikijs_call *leader);
void wj_trace_begin(struct wikijs_call *call);
void wj_trace_end(struct wikijs_call *call);
/* Before the headers of a request are made; when it is over. */
void wj_trace_request(struct wikijs_call *call);
void wj_trace_request_end(struct wikijs_call *call, int http_status, uint64_t response_bytes);

#endif
