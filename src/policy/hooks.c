/* SPDX-License-Identifier: MIT */
/* Down in the order of the list, back in reverse. "After" hangs on release, so it runs by whatever road a call ends. */
#include "policy/hooks.h"

#include "engine/trace.h"

#include <stdio.h>
#include <string.h>

/* What a policy remembers of a call: when it passed, and the URL it shows. */
struct passage {
    int64_t started_us;
    char *url;
    char id[32];
    char trace[WIKIJS_TRACEPARENT_SIZE]; /* "": none */
};

static struct passage *remember(struct wj_policy *policy, struct wikijs_call *call)
{
    const struct wj_hooks *hooks = policy->state;
    struct passage *passage = wj_call_alloc(call, sizeof *passage);
    size_t size = strlen(hooks->base_url) + strlen(call->request.path) + 1;
    char *url = wj_call_alloc(call, size);
    if (!passage || !url)
        return NULL;
    snprintf(url, size, "%s%s", hooks->base_url, call->request.path);
    passage->url = url;
    snprintf(passage->id, sizeof passage->id, "%08x-%llu", (unsigned)hooks->tag, (unsigned long long)call->number);
    if (call->trace) {
        wj_traceparent_write(&call->trace->own, passage->trace);
        passage->trace[3 + 32] = '\0';
    }
    passage->started_us = wj_loop_now(call->calls->loop);
    call->slot[policy->index] = passage;
    return passage;
}

static wikijs_hook_event describe(const struct wikijs_call *call, const struct passage *passage)
{
    wikijs_hook_event event = { .struct_size = sizeof event,
                                .operation = call->op->name,
                                .method = call->request.method,
                                .url = passage->url,
                                .attempt = call->attempts,
                                .id = passage->id,
                                .trace_id = *passage->trace ? passage->trace + 3 : NULL };
    if (!call->secret)
        event.request_body = (wikijs_str){ call->request.body.data, call->request.body.len };
    return event;
}

static wikijs_hook_event describe_end(const struct wikijs_call *call, const struct passage *passage)
{
    wikijs_hook_event event = describe(call, passage);
    event.http_status = call->response.status;
    event.status = call->status;
    event.duration_ms = (wj_loop_now(call->calls->loop) - passage->started_us) / 1000;
    event.response_bytes = call->response_bytes;
    event.error = call->status < 0 ? &call->error : NULL;
    return event;
}

typedef int (*before_fn)(const wikijs_hook_event *event, void *payload);

static enum wj_step run_before(struct wj_policy *policy, struct wikijs_call *call, bool attempt)
{
    const struct wj_hooks *hooks = policy->state;
    struct passage *passage = remember(policy, call);
    if (!passage)
        return wj_call_fail(call, WIKIJS_E_NOMEM, "out of memory");
    wikijs_hook_event event = describe(call, passage);
    event.attempt = attempt ? call->attempts + 1 : 0;
    for (size_t i = 0; i < hooks->count; i++) {
        const wikijs_hooks *hook = &hooks->list[i];
        before_fn before = attempt ? hook->before_request : hook->before_call;
        int status = before ? before(&event, hook->payload) : 0;
        if (!status)
            continue;
        wj_count(call->calls->metrics, WJ_METRIC_HOOK_REFUSALS, 1);
        return wj_call_fail(call, status < 0 ? status : WIKIJS_E_USER, "hook '%s' ended the call",
                            hook->name ? hook->name : "?");
    }
    return WJ_NEXT;
}

static void run_after(struct wj_policy *policy, struct wikijs_call *call, bool attempt)
{
    const struct wj_hooks *hooks = policy->state;
    const struct passage *passage = call->slot[policy->index];
    if (!passage)
        return;
    wikijs_hook_event event = describe_end(call, passage);
    for (size_t i = hooks->count; i-- > 0;) {
        const wikijs_hooks *hook = &hooks->list[i];
        if (attempt && hook->after_request)
            hook->after_request(&event, hook->payload);
        if (!attempt && hook->after_call)
            hook->after_call(&event, hook->payload);
    }
    call->slot[policy->index] = NULL;
}

static enum wj_step call_down(struct wj_policy *policy, struct wikijs_call *call)
{
    return run_before(policy, call, false);
}

static void call_release(struct wj_policy *policy, struct wikijs_call *call)
{
    run_after(policy, call, false);
}

static enum wj_step attempt_down(struct wj_policy *policy, struct wikijs_call *call)
{
    return run_before(policy, call, true);
}

static void attempt_release(struct wj_policy *policy, struct wikijs_call *call)
{
    run_after(policy, call, true);
}

const struct wj_policy_ops wj_call_hooks_policy = { .name = "call hooks", .down = call_down, .release = call_release };
const struct wj_policy_ops wj_attempt_hooks_policy = { .name = "attempt hooks",
                                                       .down = attempt_down,
                                                       .release = attempt_release };
