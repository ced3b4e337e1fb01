/* SPDX-License-Identifier: MIT */
/* Who is asked when, and what becomes of what they say. What they can do with a call is in plugin_call.c. */
#include "policy/plugin.h"

#include "base/status.h"
#include <string.h>

/* --- making --- */

static void free_plugins(void *state)
{
    struct wj_plugins *plugins = state;
    wikijs_allocator allocator = plugins->allocator;
    for (size_t i = plugins->count; i-- > 0;) {
        struct wj_plugin *plugin = &plugins->list[i];
        if (!plugin->made)
            continue;
        if (plugin->own.destroy)
            plugin->own.destroy(plugin->state);
        pthread_mutex_destroy(&plugin->lock);
    }
    wj_free(&allocator, plugins);
}

static bool is_name(const char *name)
{
    size_t length = name ? strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-_") : 0;
    return length && !name[length];
}

/* The members that every version has come first, so that the rest can be told from them. */
static int check(const wikijs_plugin *given, wikijs_error *err)
{
    if (!given)
        return wj_error_set(err, WIKIJS_E_ARG, "an entry of the plugins is empty");
    if (given->abi != WIKIJS_PLUGIN_ABI)
        return wj_error_set(err, WIKIJS_E_CONFIG,
                            "a plugin has version %u of the interface, this library has version %d: build it anew",
                            (unsigned)given->abi, WIKIJS_PLUGIN_ABI);
    if (given->struct_size < offsetof(wikijs_plugin, create))
        return wj_error_set(err, WIKIJS_E_ARG, "a plugin is not initialised: use WIKIJS_PLUGIN_HEAD");
    if (!is_name(given->name))
        return wj_error_set(err, WIKIJS_E_CONFIG, "a plugin has no name of a-z, 0-9, '-' and '_'");
    return 0;
}

static int make_plugin(struct wj_plugin *plugin, const wikijs_plugin_use *use, wikijs_error *err)
{
    int status = check(use->plugin, err);
    if (status < 0)
        return status;
    size_t size = use->plugin->struct_size, own_size = sizeof plugin->own;
    const unsigned char *tail = (const unsigned char *)use->plugin;
    for (size_t i = own_size; i < size; i++)
        if (tail[i])
            return wj_error_set(err, WIKIJS_E_CONFIG, "plugin '%s' was made for a newer version of the library",
                                use->plugin->name);
    memcpy(&plugin->own, use->plugin, size < own_size ? size : own_size);
    plugin->state = use->payload;
    if (plugin->own.create) {
        plugin->state = NULL;
        wikijs_error own_error;
        wj_error_clear(&own_error);
        status = plugin->own.create(use->settings, use->payload, &plugin->state, &own_error);
        if (status)
            return wj_error_set(err, status < 0 ? status : WIKIJS_E_CONFIG, "plugin '%s': %.250s", plugin->own.name,
                                own_error.message[0] ? own_error.message : wikijs_status_text(status));
    }
    pthread_mutex_init(&plugin->lock, NULL);
    plugin->made = true;
    return 0;
}

int wj_plugins_make(struct wikijs_shared *shared, const wikijs_plugin_use *uses, size_t count, wikijs_error *err)
{
    if (!uses)
        return wj_error_set(err, WIKIJS_E_ARG, "plugin_count is given without plugins");
    struct wj_plugins *plugins = wj_calloc(&shared->allocator, 1, sizeof *plugins + count * sizeof *plugins->list);
    if (!plugins)
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    plugins->allocator = shared->allocator;
    int status = 0;
    for (size_t i = 0; i < count && status == 0; i++) {
        plugins->count = i + 1;
        status = make_plugin(&plugins->list[i], &uses[i], err);
        plugins->wants_headers |= plugins->list[i].own.after_response != NULL;
    }
    if (status < 0) {
        free_plugins(plugins);
        return status;
    }
    shared->parts[WJ_SHARED_PLUGINS] = (struct wj_shared_part){ plugins, free_plugins };
    return 0;
}

struct wj_plugins *wj_plugins_of(const struct wikijs_shared *shared)
{
    return shared->parts[WJ_SHARED_PLUGINS].state;
}

/* --- asking one --- */

typedef int (*decide_fn)(wikijs_plugin_call *call, void *state);

static void enter(struct wj_plugin *plugin)
{
    if (plugin->own.flags & WIKIJS_PLUGIN_SERIAL)
        pthread_mutex_lock(&plugin->lock);
}

static void leave(struct wj_plugin *plugin)
{
    if (plugin->own.flags & WIKIJS_PLUGIN_SERIAL)
        pthread_mutex_unlock(&plugin->lock);
}

static int ask(struct wikijs_plugin_call *view, struct wj_plugin *plugin, decide_fn decide)
{
    if (!decide)
        return 0;
    view->plugin = plugin;
    view->answered = false;
    view->refused = 0;
    enter(plugin);
    int verdict = decide(view, plugin->state);
    leave(plugin);
    if (view->answered)
        return WIKIJS_PLUGIN_ANSWERED;
    if (view->refused)
        return view->refused;
    if (verdict > 0)
        wikijs_plugin_call_refuse(view, WIKIJS_E_USER, "ended the call");
    else if (verdict < 0)
        wikijs_plugin_call_refuse(view, verdict, wikijs_status_text(verdict));
    return view->refused;
}

static void refuse(struct wikijs_call *call, const struct wikijs_plugin_call *view)
{
    wj_call_fail(call, view->refused, "plugin '%s': %s", view->plugin->own.name, view->reason);
}

/* --- a call --- */

struct passage {
    int64_t started_us;
    size_t entered; /* so many plugins know of it */
    bool told;      /* that it failed */
};

static struct passage *remember(struct wj_policy *policy, struct wikijs_call *call)
{
    struct passage *passage = wj_call_alloc(call, sizeof *passage);
    if (passage)
        passage->started_us = wj_loop_now(call->calls->loop);
    call->slot[policy->index] = passage;
    return passage;
}

static struct wikijs_plugin_call view_of(struct wj_policy *policy, struct wikijs_call *call,
                                         const struct passage *passage, enum wj_plugin_phase phase)
{
    return (struct wikijs_plugin_call){
        .use = policy->state, .call = call, .phase = phase, .started_us = passage->started_us
    };
}

/* Hand the answer that a plugin has put into the response to whoever reads answers. */
static void take_answer(const struct wj_plugin_use *use, struct wikijs_call *call)
{
    call->status = 0;
    wj_error_clear(&call->error);
    wj_envelope_read(use->envelope, call);
}

/* From the plugin before `from` outwards: each is told of the failure until one has an answer for it. */
static void tell_failure(struct wj_policy *policy, struct wikijs_call *call, const struct passage *passage, size_t from)
{
    struct wj_plugin_use *use = policy->state;
    struct wikijs_plugin_call view = view_of(policy, call, passage, WJ_PLUGIN_ON_ERROR);
    for (size_t i = from; i-- > 0 && call->status < 0;) {
        struct wj_plugin *plugin = &use->plugins->list[i];
        int verdict = ask(&view, plugin, plugin->own.on_error);
        if (verdict == WIKIJS_PLUGIN_ANSWERED)
            take_answer(use, call);
        else if (verdict)
            refuse(call, &view);
    }
}

static enum wj_step call_down(struct wj_policy *policy, struct wikijs_call *call)
{
    struct wj_plugin_use *use = policy->state;
    if (call->renews) /* has been seen, and changed, as the call whose answer it renews */
        return WJ_NEXT;
    struct passage *passage = remember(policy, call);
    if (!passage)
        return wj_call_fail(call, WIKIJS_E_NOMEM, "out of memory");
    struct wikijs_plugin_call view = view_of(policy, call, passage, WJ_PLUGIN_BEFORE_CALL);
    for (size_t i = 0; i < use->plugins->count; i++) {
        struct wj_plugin *plugin = &use->plugins->list[i];
        passage->entered = i + 1;
        int verdict = ask(&view, plugin, plugin->own.before_call);
        if (!verdict)
            continue;
        if (verdict == WIKIJS_PLUGIN_ANSWERED)
            take_answer(use, call);
        else
            refuse(call, &view);
        passage->told = true;
        tell_failure(policy, call, passage, i);
        return WJ_DONE;
    }
    return WJ_NEXT;
}

static enum wj_step call_up(struct wj_policy *policy, struct wikijs_call *call)
{
    struct passage *passage = call->slot[policy->index];
    if (!passage)
        return WJ_NEXT;
    passage->told = true;
    tell_failure(policy, call, passage, passage->entered);
    return WJ_NEXT;
}

static void call_release(struct wj_policy *policy, struct wikijs_call *call)
{
    struct wj_plugin_use *use = policy->state;
    struct passage *passage = call->slot[policy->index];
    call->slot[policy->index] = NULL;
    if (!passage)
        return;
    struct wikijs_plugin_call view = view_of(policy, call, passage, WJ_PLUGIN_TOO_LATE);
    for (size_t i = passage->entered; i-- > 0 && !passage->told && call->status < 0;)
        ask(&view, &use->plugins->list[i], use->plugins->list[i].own.on_error);
    view.phase = WJ_PLUGIN_AFTER_CALL;
    for (size_t i = passage->entered; i-- > 0;) {
        struct wj_plugin *plugin = &use->plugins->list[i];
        if (!plugin->own.after_call)
            continue;
        view.plugin = plugin;
        enter(plugin);
        plugin->own.after_call(&view, plugin->state);
        leave(plugin);
    }
}

const struct wj_policy_ops wj_call_plugins_policy = {
    .name = "call plugins", .down = call_down, .up = call_up, .release = call_release
};

/* --- a request --- */

static void forget_answer(struct wikijs_call *call)
{
    wj_buf_clear(&call->response.body);
    wj_wipe_text(call->response.new_token);
    call->response = (struct wj_http_response){ .body = call->response.body };
}

static enum wj_step request_down(struct wj_policy *policy, struct wikijs_call *call)
{
    struct wj_plugin_use *use = policy->state;
    struct passage *passage = remember(policy, call);
    if (!passage)
        return wj_call_fail(call, WIKIJS_E_NOMEM, "out of memory");
    call->request.wants_headers = use->plugins->wants_headers;
    struct wikijs_plugin_call view = view_of(policy, call, passage, WJ_PLUGIN_BEFORE_REQUEST);
    forget_answer(call);
    for (size_t i = 0; i < use->plugins->count; i++) {
        struct wj_plugin *plugin = &use->plugins->list[i];
        int verdict = ask(&view, plugin, plugin->own.before_request);
        if (verdict == WIKIJS_PLUGIN_ANSWERED)
            call->status = 0;
        else if (verdict)
            refuse(call, &view);
        if (verdict)
            return WJ_DONE;
        passage->entered = i + 1;
    }
    return WJ_NEXT;
}

/* What was sent cannot be unsent: a write whose answer is refused may have been done. */
static void refuse_answer(struct wikijs_call *call, const struct wikijs_plugin_call *view)
{
    refuse(call, view);
    if (call->op->flags & WJ_OP_WRITE)
        call->error.flags |= WIKIJS_ERROR_UNCERTAIN;
}

static enum wj_step request_up(struct wj_policy *policy, struct wikijs_call *call)
{
    struct wj_plugin_use *use = policy->state;
    struct passage *passage = call->slot[policy->index];
    if (!passage)
        return WJ_NEXT;
    passage->told = true;
    struct wikijs_plugin_call view = view_of(policy, call, passage, WJ_PLUGIN_AFTER_RESPONSE);
    for (size_t i = passage->entered; i-- > 0;) {
        struct wj_plugin *plugin = &use->plugins->list[i];
        int verdict = ask(&view, plugin, plugin->own.after_response);
        if (verdict == WIKIJS_PLUGIN_ANSWERED) {
            call->status = 0;
            wj_error_clear(&call->error);
        } else if (verdict) {
            refuse_answer(call, &view);
        }
    }
    return WJ_NEXT;
}

/* Canceled, or out of time, while the request was under way. */
static void request_release(struct wj_policy *policy, struct wikijs_call *call)
{
    struct wj_plugin_use *use = policy->state;
    struct passage *passage = call->slot[policy->index];
    call->slot[policy->index] = NULL;
    if (!passage || passage->told)
        return;
    struct wikijs_plugin_call view = view_of(policy, call, passage, WJ_PLUGIN_TOO_LATE);
    for (size_t i = passage->entered; i-- > 0;)
        ask(&view, &use->plugins->list[i], use->plugins->list[i].own.after_response);
}

const struct wj_policy_ops wj_request_plugins_policy = {
    .name = "request plugins", .down = request_down, .up = request_up, .release = request_release
};

/* --- what happens besides --- */

static bool on_retry(void *state, struct wikijs_call *call, int64_t delay_ms)
{
    struct wj_plugin_use *use = state;
    struct wikijs_plugin_call view = {
        .use = use, .call = call, .phase = WJ_PLUGIN_ON_RETRY, .started_us = call->started_us
    };
    bool goes = true;
    for (size_t i = use->plugins->count; i-- > 0;) {
        struct wj_plugin *plugin = &use->plugins->list[i];
        if (!plugin->own.on_retry)
            continue;
        view.plugin = plugin;
        enter(plugin);
        goes = plugin->own.on_retry(&view, delay_ms, plugin->state) == 0 && goes;
        leave(plugin);
    }
    return goes;
}

void wj_plugins_tell(const struct wj_plugin_use *use, enum wikijs_plugin_event_kind kind, const char *operation,
                     int64_t wait_ms)
{
    wikijs_plugin_event event = { .struct_size = sizeof event,
                                  .kind = (int32_t)kind,
                                  .base_url = use->base_url,
                                  .operation = operation,
                                  .wait_ms = wait_ms };
    for (size_t i = 0; use->plugins && i < use->plugins->count; i++) {
        struct wj_plugin *plugin = &use->plugins->list[i];
        if (!plugin->own.on_event)
            continue;
        enter(plugin);
        plugin->own.on_event(&event, plugin->state);
        leave(plugin);
    }
}

static void on_event(void *state, enum wikijs_plugin_event_kind kind, const struct wikijs_call *call, int64_t wait_ms)
{
    wj_plugins_tell(state, kind, call->op->name, wait_ms);
}

void wj_plugin_use_init(struct wj_plugin_use *use, struct wj_plugins *plugins, struct wj_envelope *envelope,
                        const char *base_url)
{
    *use = (struct wj_plugin_use){ .plugins = plugins, .envelope = envelope, .base_url = base_url };
    use->watch = (struct wj_watch){ .state = use, .retry = on_retry, .event = on_event };
}
