/* SPDX-License-Identifier: MIT */
/**
 * @file sys/hooks.h
 * Callbacks around every call and every request, for logging, tracing and metrics.
 *
 * Give an array of them in wikijs_client_options.hooks. On the way down they run in the order of the array, on the
 * way back in reverse. They run on the client's thread and must not call the client.
 */
#ifndef WIKIJS_SYS_HOOKS_H
#define WIKIJS_SYS_HOOKS_H

#include <wikijs/error.h>
#include <wikijs/types.h>

/** What a hook can see. Valid during the callback only. */
typedef struct wikijs_hook_event {
    size_t struct_size;
    const char *operation;     /* "pages.single" */
    const char *method;        /* "POST" */
    const char *url;           /* without credentials */
    wikijs_str request_body;   /* as sent; secrets of a login are left out */
    int32_t attempt;           /* from 1; 0 in before_call */
    int32_t http_status;       /* after: 0 when no response arrived */
    int32_t status;            /* after: 0 or wikijs_status */
    int64_t duration_ms;       /* after: of the attempt or of the whole call */
    size_t response_bytes;     /* after */
    const wikijs_error *error; /* after: details, or NULL */
    const char *id;            /* of the call, the same in all of its events, such as "5f2b9c1e-17" */
    const char *trace_id;      /* of the trace that it belongs to, 32 hexadecimal digits; NULL: none */
} wikijs_hook_event;

/** One set of callbacks; any may be NULL. A non-zero return of a before function ends the call with that status. */
typedef struct wikijs_hooks {
    const char *name; /* for the error of a call that it ends; may be NULL */
    int (*before_call)(const wikijs_hook_event *event, void *payload);    /* a call begins */
    int (*before_request)(const wikijs_hook_event *event, void *payload); /* a request of it goes out */
    void (*after_request)(const wikijs_hook_event *event, void *payload); /* its answer is there, or it failed */
    void (*after_call)(const wikijs_hook_event *event, void *payload);    /* the call has ended */
    void *payload;                                                        /* handed to all of them */
} wikijs_hooks;

#endif
