/* SPDX-License-Identifier: MIT */
#include "engine/log.h"

#include "base/alloc.h"
#include "base/buf.h"
#include "base/mask.h"
#include "base/text.h"
#include "json/write.h"
#include <stdio.h>
#include <string.h>

enum { LINE_SIZE = 1024, JSON_MAX = 16384 };

static const char *name_of(wikijs_log_level level)
{
    static const char *const names[] = { "error", "error", "warn", "info", "debug" };
    return (size_t)level < sizeof names / sizeof *names ? names[level] : "debug";
}

/* Masked, as a member. */
static void add_text(struct wj_buf *out, const char *name, const char *text)
{
    char masked[LINE_SIZE];
    wj_mask_line(masked, sizeof masked, text);
    wj_buf_printf(out, ",\"%s\":", name);
    wj_json_string(out, masked, strlen(masked));
}

static void add_event(struct wj_buf *out, const wikijs_hook_event *event)
{
    if (event->id)
        add_text(out, "id", event->id);
    if (event->trace_id)
        add_text(out, "traceId", event->trace_id);
    add_text(out, "operation", event->operation);
    if (event->method)
        add_text(out, "method", event->method);
    add_text(out, "url", event->url);
    wj_buf_printf(out, ",\"attempt\":%d", (int)event->attempt);
    if (event->http_status)
        wj_buf_printf(out, ",\"httpStatus\":%d", (int)event->http_status);
    add_text(out, "status", wikijs_status_name(event->status));
    wj_buf_printf(out, ",\"durationMs\":%lld,\"bytes\":%zu", (long long)event->duration_ms, event->response_bytes);
}

static void write_json(const struct wj_log *log, wikijs_log_level level, const wikijs_hook_event *event,
                       const char *line)
{
    struct wj_buf out;
    char time[25];
    wj_buf_init(&out, &wj_libc_allocator, JSON_MAX);
    wj_time_format(log->clock->wall_ms(log->clock->context), time);
    wj_buf_printf(&out, "{\"time\":\"%s\",\"level\":\"%s\"", time, name_of(level));
    if (event)
        add_event(&out, event);
    add_text(&out, "message", line);
    wj_buf_char(&out, '}');
    if (!out.failed)
        log->write(level, out.data, log->payload);
    wj_buf_free(&out);
}

void wj_log_line(const struct wj_log *log, wikijs_log_level level, const wikijs_hook_event *event, const char *line)
{
    if (!log->write || level > log->level)
        return;
    if (log->json) {
        write_json(log, level, event, line);
        return;
    }
    char masked[LINE_SIZE];
    wj_mask_line(masked, sizeof masked, line);
    log->write(level, masked, log->payload);
}
