/* SPDX-License-Identifier: MIT */
/*
 * Plugins are two policies over one list. The outer one sees each call once, between the call hooks and everything that
 * may answer it; the inner one sees each request, between the envelope and the transport, so that it has what goes out
 * and what comes in as they are. A plugin's state belongs to a wikijs_shared, so to a client and its clones.
 */
#ifndef WJ_POLICY_PLUGIN_H
#define WJ_POLICY_PLUGIN_H

#include "base/clock.h"
#include "engine/shared.h"
#include "engine/watch.h"
#include "policy/envelope.h"

struct wj_plugin {
    wikijs_plugin own; /* as the program gave it, of this version's size */
    void *state;
    pthread_mutex_t lock; /* held around each callback of one that is serial */
    bool made;
};

struct wj_plugins {
    wikijs_allocator allocator;
    bool wants_headers; /* one of them looks at answers */
    size_t count;
    struct wj_plugin list[];
};

/* How one client uses them; the state of both policies. */
struct wj_plugin_use {
    struct wj_plugins *plugins; /* of the shared state */
    struct wj_envelope *envelope;
    const char *base_url;
    struct wj_watch watch; /* for the client's wj_calls */
};

/* Make the plugins of a shared state that has none. 0; WIKIJS_E_ARG; WIKIJS_E_CONFIG; WIKIJS_E_NOMEM; what a plugin says. */
int wj_plugins_make(struct wikijs_shared *shared, const wikijs_plugin_use *uses, size_t count, wikijs_error *err);
/* NULL: there are none. */
struct wj_plugins *wj_plugins_of(const struct wikijs_shared *shared);

void wj_plugin_use_init(struct wj_plugin_use *use, struct wj_plugins *plugins, struct wj_envelope *envelope,
                        const char *base_url);
void wj_plugins_tell(const struct wj_plugin_use *use, enum wikijs_plugin_event_kind kind, const char *operation,
                     int64_t wait_ms);

extern const struct wj_policy_ops wj_call_plugins_policy;    /* state: struct wj_plugin_use */
extern const struct wj_policy_ops wj_request_plugins_policy; /* state: struct wj_plugin_use */

/* --- between plugin.c and plugin_call.c --- */

enum wj_plugin_phase {
    WJ_PLUGIN_BEFORE_CALL,
    WJ_PLUGIN_BEFORE_REQUEST,
    WJ_PLUGIN_AFTER_RESPONSE,
    WJ_PLUGIN_ON_ERROR,
    WJ_PLUGIN_ON_RETRY,
    WJ_PLUGIN_AFTER_CALL,
    WJ_PLUGIN_TOO_LATE /* the call was canceled: it can only be looked at */
};

struct wikijs_plugin_call {
    const struct wj_plugin_use *use;
    const struct wj_plugin *plugin;
    struct wikijs_call *call;
    enum wj_plugin_phase phase;
    int64_t started_us;
    /* what the plugin has said, whatever its callback returns */
    bool answered;
    int refused; /* the status; 0: not */
    char reason[200];
};

#endif
