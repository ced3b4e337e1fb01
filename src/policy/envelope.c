/* SPDX-License-Identifier: MIT */
/* Reads the answer once, inside everything that judges calls by their meaning: Wiki.js hides failure in HTTP 200. */
#include "policy/envelope.h"

#include "base/status.h"
#include "base/text.h"
#include "graphql/answer.h"
#include "policy/carrier.h"
#include <string.h>
#include <wikijs/graphql.h>

static int no_memory(struct wikijs_call *call)
{
    return wj_error_set(&call->error, WIKIJS_E_NOMEM, "out of memory");
}

/* Reading changes the text. */
static void keep_body(struct wikijs_call *call)
{
    wj_buf_clear(call->kept_body);
    if (call->response.body.len)
        wj_buf_append(call->kept_body, call->response.body.data, call->response.body.len);
}

/* The arena of the result takes the response's memory: strings are not copied. */
static char *adopt_body(struct wj_envelope *envelope, struct wikijs_call *call, size_t *length)
{
    wj_arena_free(call->result_arena);
    call->result = NULL;
    call->result_arena = wj_arena_new(envelope->allocator, envelope->max_result);
    if (!call->result_arena)
        return NULL;
    if (!call->response.body.data && wj_buf_reserve(&call->response.body, 0) < 0)
        return NULL;
    size_t cap;
    char *text = wj_buf_take(&call->response.body, length, &cap);
    if (wj_arena_adopt(call->result_arena, text, cap))
        return text;
    wj_free(envelope->allocator, text);
    return NULL;
}

static int status_of_route(struct wikijs_call *call)
{
    int http = call->response.status;
    const char *path = call->request.path;
    if (http < 400)
        return 0;
    if (http == 401)
        return wj_error_set(&call->error, WIKIJS_E_UNAUTHENTICATED, "the server wants a login for '%s'", path);
    if (http == 403)
        return wj_error_set(&call->error, WIKIJS_E_FORBIDDEN, "the server refuses '%s'", path);
    if (http == 404)
        return wj_error_set(&call->error, WIKIJS_E_NOT_FOUND, "there is nothing at '%s'", path);
    if (http == 413)
        return wj_error_set(&call->error, WIKIJS_E_TOO_LARGE, "the server takes no request of this size");
    if (http == 429)
        return wj_error_set(&call->error, WIKIJS_E_RATE_LIMITED, "the server asks to slow down");
    if (http >= 502 && http <= 504)
        return wj_error_set(&call->error, WIKIJS_E_UNAVAILABLE, "the server is unavailable (HTTP %d)", http);
    if (http >= 500)
        return wj_error_set(&call->error, WIKIJS_E_SERVER, "the server failed (HTTP %d) at '%s'", http, path);
    return wj_error_set(&call->error, WIKIJS_E_HTTP, "unexpected HTTP %d at '%s'", http, path);
}

/* A file route: the body is the result. */
static int read_route(struct wikijs_call *call, char *text, size_t length)
{
    int status = status_of_route(call);
    if (call->response.status == 403)
        call->maybe_guest = true;
    wikijs_answer *answer = wj_result_new(call->result_arena, sizeof *answer);
    if (!answer)
        return no_memory(call);
    answer->http_status = call->response.status;
    answer->body = (wikijs_str){ text, length };
    call->result = answer;
    return status;
}

/* Not followed: it would carry the credentials elsewhere, or turn a POST into a GET. */
static int refuse_redirect(struct wikijs_call *call)
{
    const char *location = call->response.location ? call->response.location : "nowhere";
    return wj_error_set(&call->error, WIKIJS_E_HTTP,
                        "the server redirects to '%.200s': if that is the wiki, give its address as base_url",
                        location);
}

static bool is_redirect(const struct wikijs_call *call)
{
    return call->response.status >= 300 && call->response.status < 400;
}

static int read_graphql(struct wj_envelope *envelope, struct wikijs_call *call, char *text, size_t length)
{
    struct wj_answer_in in = { .op = call->op,
                               .http_status = call->response.status,
                               .content_type = call->response.content_type,
                               .text = text,
                               .length = length,
                               .has_credentials = call->request.token != NULL,
                               .as_json = call->as_json };
    struct wj_answer_out out = { 0 };
    int status = wj_answer_read(&in, envelope->parser, call->result_arena, &out, &call->error);
    call->result = out.result;
    call->probe = (int)out.probe;
    call->maybe_guest = out.maybe_guest;
    return status;
}

/* A write was sent and nobody can tell from here whether it was done. */
static bool outcome_unknown(const struct wikijs_call *call)
{
    switch (call->status) {
    case WIKIJS_E_TIMEOUT:
    case WIKIJS_E_CONNECTION:
    case WIKIJS_E_PROTOCOL:
    case WIKIJS_E_SERVER:
        return true;
    case WIKIJS_E_SCHEMA:  /* 400: the document was refused; else: the answer cannot be read */
    case WIKIJS_E_GRAPHQL: /* the same; else: something failed while it was run */
        return call->response.status < 400;
    case WIKIJS_E_TOO_LARGE: /* 413: the request was; else: the answer is */
        return call->response.status != 413;
    case WIKIJS_E_UNAVAILABLE: /* 500: still starting; with Retry-After: turned away */
        return call->response.status != 500 && !call->response.retry_after;
    default:
        return false;
    }
}

void wj_envelope_classify(const struct wj_envelope *envelope, struct wikijs_call *call)
{
    bool is_write = call->op->flags & WJ_OP_WRITE;
    bool harmless = !is_write || call->op->flags & WJ_OP_IDEMPOTENT;
    enum wj_retry retry = wj_status_retry(call->status);
    if (retry == WJ_RETRY_UNSENT || (retry == WJ_RETRY_READ && harmless))
        call->error.flags |= WIKIJS_ERROR_RETRYABLE;
    if (is_write && outcome_unknown(call))
        call->error.flags |= WIKIJS_ERROR_UNCERTAIN;
    call->error.http_status = call->response.status;
    if (call->response.retry_after && call->error.retry_after_ms < 0)
        call->error.retry_after_ms = wj_retry_after_ms(call->response.retry_after,
                                                       envelope->clock->wall_ms(envelope->clock->context));
}

void wj_envelope_read(struct wj_envelope *envelope, struct wikijs_call *call)
{
    call->probe = WJ_PROBE_NONE;
    call->maybe_guest = false;
    call->response_bytes = call->response.body.len;
    if (call->status == 0) {
        if (call->kept_body)
            keep_body(call);
        size_t length = 0;
        char *text = adopt_body(envelope, call, &length);
        if (!text)
            call->status = no_memory(call);
        else if (call->op->flags & WJ_OP_HTTP)
            call->status = read_route(call, text, length);
        else if (is_redirect(call))
            call->status = refuse_redirect(call);
        else
            call->status = read_graphql(envelope, call, text, length);
    }
    if (call->status < 0)
        wj_envelope_classify(envelope, call);
}

static enum wj_step envelope_up(struct wj_policy *policy, struct wikijs_call *call)
{
    wj_envelope_read(policy->state, call);
    if (call->carrier)
        wj_carrier_read(call->carrier);
    return WJ_NEXT;
}

const struct wj_policy_ops wj_envelope_policy = { .name = "envelope", .up = envelope_up };
