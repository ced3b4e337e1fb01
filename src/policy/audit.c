/* SPDX-License-Identifier: MIT */
/*
 * On the way down a call that writes is described, and the log asked whether it can be written; if not, the call is refused
 * before anything is sent. When the call leaves, its line is added.
 */
#include "policy/audit.h"

#include "base/status.h"
#include "base/text.h"
#include "engine/trace.h"
#include "policy/auth.h"
#include "json/write.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <wikijs/authentication.h>

enum { REST_OF_LINE = 4096 }; /* bytes that usually do for what is known only at the end */

/* A call that is on its way. */
struct passage {
    struct wj_buf line; /* as far as it is known before the call is sent, with room for the rest */
    int64_t started_ms, started_us;
    bool reserved;
};

/* --- the log of all clients --- */

struct audit {
    wikijs_allocator allocator;
    struct wj_audit_log *log;
    atomic_bool told; /* that it cannot be written */
};

static void free_audit(void *state)
{
    struct audit *audit = state;
    wikijs_allocator allocator = audit->allocator;
    wj_audit_log_free(audit->log);
    wj_free(&allocator, audit);
}

int wj_audit_make(struct wikijs_shared *shared, const char *path, bool fsync, const struct wj_clock *clock)
{
    struct audit *audit = wj_calloc(&shared->allocator, 1, sizeof *audit);
    if (!audit)
        return WIKIJS_E_NOMEM;
    audit->allocator = shared->allocator;
    audit->log = wj_audit_log_new(path, fsync, clock, &shared->allocator);
    if (!audit->log) {
        free_audit(audit);
        return WIKIJS_E_NOMEM;
    }
    shared->parts[WJ_SHARED_AUDIT] = (struct wj_shared_part){ audit, free_audit };
    return 0;
}

static struct audit *audit_of(const struct wj_audit_use *use)
{
    return use->shared->parts[WJ_SHARED_AUDIT].state;
}

/* Once, until it can be written again. */
static void tell(const struct wj_audit_use *use, const char *what, const wikijs_error *error)
{
    if (atomic_exchange(&audit_of(use)->told, true))
        return;
    char line[512];
    snprintf(line, sizeof line, "%s: %s", error->message, what);
    wj_log_line(use->log, WIKIJS_LOG_ERROR, NULL, line);
}

/* --- who --- */

static void add_text(struct wj_buf *out, const char *name, const char *text)
{
    wj_buf_printf(out, ",\"%s\":", name);
    wj_json_string(out, text, strlen(text));
}

/* What the newest token says of its owner. */
static void add_identity(struct wj_buf *out, const struct wj_audit_use *use)
{
    const struct wj_credentials *credentials = use->shared->parts[WJ_SHARED_CREDENTIALS].state;
    wikijs_token_info info = { .struct_size = sizeof info };
    char text[sizeof info.email + 64];
    wj_shared_lock(use->shared);
    const char *token = credentials ? credentials->token : NULL;
    bool known = token && wikijs_token_inspect(token, &info) == 0;
    wj_shared_unlock(use->shared);
    if (known && info.is_api_key)
        snprintf(text, sizeof text, "api key %lld", (long long)info.api_key_id);
    else if (known && info.email[0])
        snprintf(text, sizeof text, "%s", info.email);
    else
        snprintf(text, sizeof text, "%s", known ? "user" : token ? "unknown" : "guest");
    add_text(out, "identity", text);
    if (known && info.is_api_key && info.group_id)
        wj_buf_printf(out, ",\"groupId\":%lld", (long long)info.group_id);
    if (known && info.user_id)
        wj_buf_printf(out, ",\"userId\":%lld", (long long)info.user_id);
}

/* --- the line --- */

static const char *outcome_of(const struct wikijs_call *call)
{
    if (call->status == 0 || call->error.flags & WIKIJS_ERROR_DONE)
        return "done";
    if (call->error.flags & WIKIJS_ERROR_UNCERTAIN)
        return "unknown";
    return call->attempts ? "failed" : "not sent";
}

/* There is room for the line before anything is sent: when memory has run out by the end, it is written all the same. */
static int begin_line(const struct wj_audit_use *use, struct wikijs_call *call, struct passage *passage)
{
    char time[25];
    struct wj_buf *line = &passage->line;
    wj_buf_init(line, call->allocator, WJ_AUDIT_LINE_MAX);
    wj_time_format(passage->started_ms, time);
    wj_buf_printf(line, "\"time\":\"%s\",", time);
    int status = wj_audit_describe(call, use->parser, line);
    if (status == 0 && line->len + REST_OF_LINE <= line->max)
        status = wj_buf_reserve(line, line->len + REST_OF_LINE);
    return status;
}

static void end_line(struct passage *passage, const struct wj_audit_use *use, const struct wikijs_call *call)
{
    struct wj_buf *out = &passage->line;
    add_text(out, "outcome", outcome_of(call));
    add_text(out, "status", wikijs_status_name(call->status));
    if (call->status < 0)
        add_text(out, "message", call->error.message);
    if (call->response.status)
        wj_buf_printf(out, ",\"httpStatus\":%d", call->response.status);
    int64_t duration_us = wj_loop_now(call->calls->loop) - passage->started_us;
    wj_buf_printf(out, ",\"attempts\":%d,\"durationMs\":%lld", call->attempts, (long long)(duration_us / 1000));
    add_text(out, "wiki", use->url);
    add_identity(out, use);
    if (use->profile)
        add_text(out, "profile", use->profile);
    add_text(out, "user", use->actor);
    add_text(out, "host", use->host);
    wj_buf_printf(out, ",\"pid\":%ld", (long)getpid());
    if (call->trace) {
        char traceparent[WIKIJS_TRACEPARENT_SIZE];
        wj_traceparent_write(&call->trace->own, traceparent);
        wj_buf_printf(out, ",\"trace\":\"%.32s\"", traceparent + 3);
    }
}

static void record(const struct wj_audit_use *use, struct wikijs_call *call, struct passage *passage)
{
    struct audit *audit = audit_of(use);
    struct wj_buf *line = &passage->line;
    wikijs_error error = { 0 };
    end_line(passage, use, call);
    int status = line->failed;
    if (status == 0)
        status = wj_audit_log_add(audit->log, line->data, line->len, passage->reserved, &error);
    else if (passage->reserved)
        wj_audit_log_unreserve(audit->log);
    if (line->failed) {
        wj_error_no_room(&error, status, "the line is too long");
        wj_error_context(&error, "audit log '%s'", wj_audit_log_path(audit->log));
    }
    wj_buf_free(line);
    wj_count(call->calls->metrics, status < 0 ? WJ_METRIC_AUDIT_ERRORS : WJ_METRIC_AUDIT_RECORDS, 1);
    if (status < 0)
        tell(use, "a line is missing, or waits to be written", &error);
    else
        atomic_store(&audit->told, false);
}

/* --- the policy --- */

/* 0: it may go. */
static int ask_log(const struct wj_audit_use *use, struct wikijs_call *call, struct passage *passage, wikijs_error *err)
{
    int status = wj_audit_log_reserve(audit_of(use)->log, err);
    passage->reserved = status == 0;
    bool may_go = status == 0 || use->best_effort || call->op->flags & WJ_OP_LOGIN;
    if (status < 0)
        tell(use, may_go ? "writes to the wiki go on without it" : "writes to the wiki are refused", err);
    if (!may_go)
        wj_count(call->calls->metrics, WJ_METRIC_AUDIT_REFUSALS, 1);
    return may_go ? 0 : status;
}

static enum wj_step audit_down(struct wj_policy *policy, struct wikijs_call *call)
{
    const struct wj_audit_use *use = policy->state;
    if (!(call->op->flags & WJ_OP_WRITE))
        return WJ_NEXT;
    struct passage *passage = wj_call_alloc(call, sizeof *passage);
    if (!passage)
        return wj_call_fail(call, WIKIJS_E_NOMEM, "out of memory");
    passage->started_ms = use->clock->wall_ms(use->clock->context);
    passage->started_us = wj_loop_now(call->calls->loop);
    wikijs_error error = { 0 };
    int status = begin_line(use, call, passage);
    if (status < 0)
        wj_error_no_room(&error, status, "it is too large for the audit log");
    else
        status = ask_log(use, call, passage, &error);
    if (status < 0) {
        wj_buf_free(&passage->line);
        return wj_call_fail(call, status, "%s; '%s' was not sent", error.message, call->op->name);
    }
    call->slot[policy->index] = passage;
    return WJ_NEXT;
}

static void audit_release(struct wj_policy *policy, struct wikijs_call *call)
{
    struct passage *passage = call->slot[policy->index];
    call->slot[policy->index] = NULL;
    if (passage)
        record(policy->state, call, passage);
}

const struct wj_policy_ops wj_audit_policy = { .name = "audit", .down = audit_down, .release = audit_release };
