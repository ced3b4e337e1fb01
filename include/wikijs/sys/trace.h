/* SPDX-License-Identifier: MIT */
/**
 * @file sys/trace.h
 * Distributed tracing: where a call belongs to, as the W3C's Trace Context has it, and spans for the program's tracer.
 *
 * A client sends the header `traceparent` with each request when a trace is known: named in wikijs_call_settings, asked of
 * wikijs_client_options.traceparent, or begun anew because somebody wants spans. Each call is a span, and so is each
 * request of it; what a flow does by further calls lies below it.
 *
 *     static void on_span(const wikijs_span *span, void *payload)
 *     {
 *         printf("%s %s %lld us\n", span->trace_id, span->operation, (long long)span->duration_us);
 *     }
 *     options.span_ended = on_span;
 *
 * Callbacks run on the client's thread and must not call the client. docs/monitoring.md has more.
 */
#ifndef WIKIJS_SYS_TRACE_H
#define WIKIJS_SYS_TRACE_H

#include <wikijs/error.h>
#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Sizes of texts, NUL included. */
enum { WIKIJS_TRACEPARENT_SIZE = 56, WIKIJS_TRACE_ID_SIZE = 33, WIKIJS_SPAN_ID_SIZE = 17 };

typedef enum wikijs_span_kind {
    WIKIJS_SPAN_CALL = 1, /* what the program, or a flow, asked for */
    WIKIJS_SPAN_REQUEST   /* one HTTP request of it */
} wikijs_span_kind;

/** One span. Valid during the callback only. */
typedef struct wikijs_span {
    size_t struct_size;
    wikijs_span_kind kind;               /* a call, or a request of one */
    const char *operation;               /* "pages.single"; "batch" for a document that carries many */
    char trace_id[WIKIJS_TRACE_ID_SIZE]; /* hexadecimal digits */
    char span_id[WIKIJS_SPAN_ID_SIZE];   /* hexadecimal digits */
    char parent_id[WIKIJS_SPAN_ID_SIZE]; /* "": it is the root */
    bool sampled;                        /* as the trace's flags say */
    bool writes;                         /* it changes something at the server */
    int64_t started_at;                  /* Unix milliseconds */
    int64_t duration_us;                 /* ended: how long; started: 0 */
    int32_t attempt;                     /* of a request: from 1; of a call that has ended: how many requests it took */
    int32_t http_status;                 /* ended: of the newest answer; 0: there was none */
    int32_t status;                      /* a call that has ended: 0 or wikijs_status */
    const char *method;                  /* of a request: "POST" */
    const char *path;                    /* of a request: behind the base URL, "/graphql" */
    uint64_t request_bytes;              /* of a request: its body */
    uint64_t response_bytes;             /* of a request that has ended */
    const wikijs_error *error;           /* of a call that has failed */
} wikijs_span;

/** Is told of a span, when it begins or when it ends. */
typedef void (*wikijs_span_fn)(const wikijs_span *span, void *payload);

/**
 * Says which trace a call that begins belongs to.
 *
 * @param traceparent  receives "00-<trace id>-<span id>-<flags>", NUL-terminated
 * @param payload      the pointer given with the callback
 * @return 0, or any other value when there is none: the call then begins one of its own
 */
typedef int (*wikijs_traceparent_fn)(char traceparent[WIKIJS_TRACEPARENT_SIZE], void *payload);

#ifdef __cplusplus
}
#endif
#endif
