/* SPDX-License-Identifier: MIT */
/* Callbacks of the program around each call, and around each request of it: two policies over one list of hooks. */
#ifndef WJ_POLICY_HOOKS_H
#define WJ_POLICY_HOOKS_H

#include "engine/call.h"
#include <wikijs/sys/hooks.h>

struct wj_hooks {
    const wikijs_hooks *list;
    size_t count;
    const char *base_url;
    uint32_t tag; /* of the client, in the ids of its calls */
};

extern const struct wj_policy_ops wj_call_hooks_policy;    /* state: struct wj_hooks */
extern const struct wj_policy_ops wj_attempt_hooks_policy; /* state: struct wj_hooks */

#endif
