/* SPDX-License-Identifier: MIT */
#include "engine/trace.h"

#include "base/status.h"
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* --- the header: https://www.w3.org/TR/trace-context/ --- */

static bool read_hex(const char *text, uint8_t *bytes, size_t count)
{
    for (size_t i = 0; i < 2 * count; i++) {
        char c = text[i];
        int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
        if (digit < 0)
            return false;
        bytes[i / 2] = (uint8_t)(i % 2 ? bytes[i / 2] << 4 | digit : digit);
    }
    return true;
}

static void write_hex(char *out, const uint8_t *bytes, size_t count)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < count; i++) {
        *out++ = digits[bytes[i] >> 4];
        *out++ = digits[bytes[i] & 15];
    }
    *out = '\0';
}

static bool is_zero(const uint8_t *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (bytes[i])
            return false;
    return true;
}

/* Versions to come may be longer; what this one knows stands at the beginning. */
bool wj_traceparent_read(const char *text, struct wj_trace_context *context)
{
    enum { LENGTH = WIKIJS_TRACEPARENT_SIZE - 1 };
    uint8_t version;
    size_t length = strnlen(text, LENGTH + 1);
    if (length < LENGTH || text[2] != '-' || text[35] != '-' || text[52] != '-' || !read_hex(text, &version, 1) ||
        version == 0xff || (length > LENGTH && (version == 0 || text[LENGTH] != '-')))
        return false;
    struct wj_trace_context read;
    if (!read_hex(text + 3, read.trace_id, WJ_TRACE_ID) || !read_hex(text + 36, read.span_id, WJ_SPAN_ID) ||
        !read_hex(text + 53, &read.flags, 1) || is_zero(read.trace_id, WJ_TRACE_ID) ||
        is_zero(read.span_id, WJ_SPAN_ID))
        return false;
    *context = read;
    return true;
}

void wj_traceparent_write(const struct wj_trace_context *context, char out[WIKIJS_TRACEPARENT_SIZE])
{
    memcpy(out, "00-", 3);
    write_hex(out + 3, context->trace_id, WJ_TRACE_ID);
    out[35] = '-';
    write_hex(out + 36, context->span_id, WJ_SPAN_ID);
    out[52] = '-';
    write_hex(out + 53, &context->flags, 1);
}

int wj_tracer_set_remote(struct wj_tracer *tracer, const char *traceparent, const char *tracestate, wikijs_error *err)
{
    struct wj_trace_context remote;
    if (traceparent && !wj_traceparent_read(traceparent, &remote))
        return wj_error_set(err, WIKIJS_E_ARG, "'%.80s' is no traceparent", traceparent);
    size_t length = tracestate ? strnlen(tracestate, WJ_TRACESTATE_MAX + 1) : 0;
    for (size_t i = 0; i < length; i++)
        if (length > WJ_TRACESTATE_MAX || tracestate[i] < ' ' || tracestate[i] > '~')
            return wj_error_set(err, WIKIJS_E_ARG, "the tracestate is too long, or holds what a header cannot hold");
    if (length && !traceparent)
        return wj_error_set(err, WIKIJS_E_ARG, "a tracestate is given without a traceparent");
    tracer->has_remote = traceparent != NULL;
    if (traceparent)
        tracer->remote = remote;
    memcpy(tracer->tracestate, length ? tracestate : "", length + 1);
    tracer->on = tracer->started || tracer->ended || tracer->current || tracer->has_remote;
    return 0;
}

/* --- spans --- */

static void make_id(const struct wj_tracer *tracer, uint8_t *id, size_t count)
{
    do {
        for (size_t i = 0; i < count; i += 8) {
            uint64_t bits = tracer->clock->random(tracer->clock->context);
            memcpy(id + i, &bits, 8);
        }
    } while (is_zero(id, count));
}

static int64_t wall_ms(const struct wj_tracer *tracer)
{
    return tracer->clock->wall_ms(tracer->clock->context);
}

static wikijs_span describe(const struct wikijs_call *call, wikijs_span_kind kind)
{
    const struct wj_trace *trace = call->trace;
    bool is_call = kind == WIKIJS_SPAN_CALL;
    const uint8_t *parent = is_call ? trace->parent_id : trace->own.span_id;
    wikijs_span span = { .struct_size = sizeof span,
                         .kind = kind,
                         .operation = call->op->name,
                         .sampled = trace->own.flags & 1,
                         .writes = call->op->flags & WJ_OP_WRITE,
                         .started_at = is_call ? trace->started_ms : trace->request_ms };
    write_hex(span.trace_id, trace->own.trace_id, WJ_TRACE_ID);
    write_hex(span.span_id, is_call ? trace->own.span_id : trace->request_id, WJ_SPAN_ID);
    if (!is_zero(parent, WJ_SPAN_ID))
        write_hex(span.parent_id, parent, WJ_SPAN_ID);
    if (!is_call) {
        span.attempt = call->attempts;
        span.method = call->request.method;
        span.path = call->request.path;
        span.request_bytes = call->request.body.len;
    }
    return span;
}

static struct wj_trace *make_trace(struct wikijs_call *call, const struct wj_trace_context *parent)
{
    const struct wj_tracer *tracer = call->calls->tracer;
    struct wj_trace *trace = wj_call_alloc(call, sizeof *trace);
    if (!trace)
        return NULL; /* the call goes on without */
    if (parent) {
        trace->own = *parent;
        memcpy(trace->parent_id, parent->span_id, WJ_SPAN_ID);
    } else {
        make_id(tracer, trace->own.trace_id, WJ_TRACE_ID);
        trace->own.flags = 1;
    }
    make_id(tracer, trace->own.span_id, WJ_SPAN_ID);
    return trace;
}

void wj_trace_follow(struct wikijs_call *call, const struct wikijs_call *leader)
{
    if (leader->trace)
        call->trace = make_trace(call, &leader->trace->own);
}

static struct wj_trace *find_trace(struct wikijs_call *call)
{
    const struct wj_tracer *tracer = call->calls->tracer;
    if (call->parent)
        return call->parent->trace ? make_trace(call, &call->parent->trace->own) : NULL;
    if (tracer->has_remote)
        return make_trace(call, &tracer->remote);
    struct wj_trace_context current;
    char text[WIKIJS_TRACEPARENT_SIZE] = "";
    if (tracer->current && tracer->current(text, tracer->payload) == 0) {
        text[sizeof text - 1] = '\0';
        if (wj_traceparent_read(text, &current))
            return make_trace(call, &current);
    }
    return make_trace(call, NULL);
}

void wj_trace_begin(struct wikijs_call *call)
{
    const struct wj_tracer *tracer = call->calls->tracer;
    if (!tracer || !tracer->on)
        return;
    if (!call->trace)
        call->trace = find_trace(call);
    if (!call->trace)
        return;
    call->trace->begun = true;
    call->trace->started_ms = wall_ms(tracer);
    if (tracer->started) {
        wikijs_span span = describe(call, WIKIJS_SPAN_CALL);
        tracer->started(&span, tracer->payload);
    }
}

void wj_trace_end(struct wikijs_call *call)
{
    const struct wj_tracer *tracer = call->calls->tracer;
    if (!call->trace || !call->trace->begun || !tracer->ended)
        return;
    wikijs_span span = describe(call, WIKIJS_SPAN_CALL);
    span.duration_us = wj_loop_now(call->calls->loop) - call->started_us;
    span.attempt = call->attempts;
    span.http_status = call->response.status;
    span.status = call->status;
    span.error = call->status < 0 ? &call->error : NULL;
    tracer->ended(&span, tracer->payload);
}

/* --- requests --- */

static bool has_header(const struct wj_header *list, const char *name)
{
    for (; list; list = list->next)
        if (strcasecmp(list->name, name) == 0)
            return true;
    return false;
}

/* What a plugin has set stays. */
static void add_headers(struct wikijs_call *call)
{
    const struct wj_tracer *tracer = call->calls->tracer;
    struct wj_trace *trace = call->trace;
    if (trace->header.name || has_header(call->request.headers, "traceparent"))
        return;
    trace->header = (struct wj_header){ call->request.headers, "traceparent", trace->value };
    call->request.headers = &trace->header;
    if (!*tracer->tracestate)
        return;
    char *state = wj_arena_strdup(&call->memory, tracer->tracestate);
    if (!state)
        return;
    trace->state = (struct wj_header){ call->request.headers, "tracestate", state };
    call->request.headers = &trace->state;
}

void wj_trace_request(struct wikijs_call *call)
{
    const struct wj_tracer *tracer = call->calls->tracer;
    struct wj_trace *trace = call->trace;
    if (!trace)
        return;
    make_id(tracer, trace->request_id, WJ_SPAN_ID);
    struct wj_trace_context sent = trace->own;
    memcpy(sent.span_id, trace->request_id, WJ_SPAN_ID);
    wj_traceparent_write(&sent, trace->value);
    add_headers(call);
    trace->request_us = wj_loop_now(call->calls->loop);
    trace->request_ms = wall_ms(tracer);
    trace->requesting = true;
    if (tracer->started) {
        wikijs_span span = describe(call, WIKIJS_SPAN_REQUEST);
        span.attempt = call->attempts + 1;
        tracer->started(&span, tracer->payload);
    }
}

void wj_trace_request_end(struct wikijs_call *call, int http_status, uint64_t response_bytes)
{
    const struct wj_tracer *tracer = call->calls->tracer;
    struct wj_trace *trace = call->trace;
    if (!trace || !trace->requesting)
        return;
    trace->requesting = false;
    if (!tracer->ended)
        return;
    wikijs_span span = describe(call, WIKIJS_SPAN_REQUEST);
    span.duration_us = wj_loop_now(call->calls->loop) - trace->request_us;
    span.http_status = http_status;
    span.response_bytes = response_bytes;
    tracer->ended(&span, tracer->payload);
}
