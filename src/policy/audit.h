/* SPDX-License-Identifier: MIT */
/* The audit log as a policy: every call that writes leaves a line, by whatever road it ends. */
#ifndef WJ_POLICY_AUDIT_H
#define WJ_POLICY_AUDIT_H

#include "base/buf.h"
#include "engine/log.h"
#include "engine/shared.h"
#include "policy/audit_log.h"
#include "json/decode.h"

/* How one client uses it; the policy's state. */
struct wj_audit_use {
    struct wikijs_shared *shared;
    const struct wj_clock *clock;
    struct wj_json_parser *parser;
    const char *url, *profile;
    const char *actor, *host; /* who runs the program, and where */
    bool best_effort;         /* a log that cannot be written keeps nobody from writing to the wiki */
    const struct wj_log *log;
};

/* Make the log of a shared state that has none. 0 or WIKIJS_E_NOMEM. */
int wj_audit_make(struct wikijs_shared *shared, const char *path, bool fsync, const struct wj_clock *clock);

/* What a call is about to do, as members of a JSON object: "operation":…,"target":…,"arguments":{…}; secrets masked. */
int wj_audit_describe(const struct wikijs_call *call, struct wj_json_parser *parser, struct wj_buf *out);

extern const struct wj_policy_ops wj_audit_policy; /* state: struct wj_audit_use */

#endif
