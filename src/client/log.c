/* SPDX-License-Identifier: MIT */
#include "client/log.h"

#include <stdio.h>
#include <string.h>

/* Bodies and headers are never logged: that is where the secrets are. */
static void log_request(const wikijs_hook_event *event, void *payload)
{
    char line[512];
    snprintf(line, sizeof line, "%s %s: %s %s -> HTTP %d in %lld ms, %zu bytes", event->id, event->operation,
             event->method, event->url, event->http_status, (long long)event->duration_ms, event->response_bytes);
    wj_log_line(payload, WIKIJS_LOG_DEBUG, event, line);
}

static void log_call(const wikijs_hook_event *event, void *payload)
{
    if (event->status >= 0)
        return;
    char line[768];
    snprintf(line, sizeof line, "%s %s: %s (%s) after %d request%s", event->id, event->operation,
             event->error && event->error->message[0] ? event->error->message : wikijs_status_text(event->status),
             wikijs_status_name(event->status), event->attempt, event->attempt == 1 ? "" : "s");
    wj_log_line(payload, WIKIJS_LOG_INFO, event, line);
}

int wj_log_hooks(struct wj_arena *memory, const wikijs_client_options *options, const struct wj_log *log,
                 struct wj_hooks *out)
{
    bool logs = log->write && log->level >= WIKIJS_LOG_INFO;
    out->count = options->hook_count + logs;
    if (!out->count)
        return 0;
    wikijs_hooks *list = wj_arena_zalloc(memory, out->count * sizeof *list);
    if (!list)
        return WIKIJS_E_NOMEM;
    if (logs)
        list[0] = (wikijs_hooks){ .name = "log",
                                  .after_request = log->level >= WIKIJS_LOG_DEBUG ? log_request : NULL,
                                  .after_call = log_call,
                                  .payload = (void *)(uintptr_t)log };
    if (options->hook_count)
        memcpy(list + logs, options->hooks, options->hook_count * sizeof *list);
    out->list = list;
    return 0;
}
