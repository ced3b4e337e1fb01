/* SPDX-License-Identifier: MIT */
/* The field table of wikijs/audit.h. No type of the server stands behind it: it is read from a file. */
#include "model/models.h"

#include <wikijs/audit.h>

enum { DEF = WIKIJS_FIELD_DEFAULT, COL = DEF | WIKIJS_FIELD_COLUMN };

/* clang-format off */

static const struct wj_field entry_fields[] = {
    [WIKIJS_AUDIT_ENTRY_SEQ]         = FIELD(wikijs_audit_entry, seq, "seq", "SEQ", COL, NULL, "number of the line"),
    [WIKIJS_AUDIT_ENTRY_TIME]        = FIELD_TIME(wikijs_audit_entry, time, "time", "TIME", COL, NULL, "when the call began"),
    [WIKIJS_AUDIT_ENTRY_OPERATION]   = FIELD(wikijs_audit_entry, operation, "operation", "OPERATION", COL, NULL, "what was called"),
    [WIKIJS_AUDIT_ENTRY_TARGET]      = FIELD(wikijs_audit_entry, target, "target", "TARGET", COL, NULL, "what it was about"),
    [WIKIJS_AUDIT_ENTRY_OUTCOME]     = FIELD(wikijs_audit_entry, outcome, "outcome", "OUTCOME", COL, NULL, "done, failed, unknown or not sent"),
    [WIKIJS_AUDIT_ENTRY_STATUS]      = FIELD(wikijs_audit_entry, status, "status", "STATUS", DEF, NULL, "status of the library"),
    [WIKIJS_AUDIT_ENTRY_MESSAGE]     = FIELD(wikijs_audit_entry, message, "message", "MESSAGE", DEF, NULL, "why it failed"),
    [WIKIJS_AUDIT_ENTRY_HTTP_STATUS] = FIELD(wikijs_audit_entry, http_status, "httpStatus", "HTTP", DEF, NULL, "status of the newest answer"),
    [WIKIJS_AUDIT_ENTRY_ATTEMPTS]    = FIELD(wikijs_audit_entry, attempts, "attempts", "ATTEMPTS", DEF, NULL, "requests that were sent"),
    [WIKIJS_AUDIT_ENTRY_DURATION_MS] = FIELD(wikijs_audit_entry, duration_ms, "durationMs", "MS", DEF, NULL, "how long it took"),
    [WIKIJS_AUDIT_ENTRY_ARGUMENTS]   = FIELD_JSON(wikijs_audit_entry, arguments, "arguments", "ARGUMENTS", DEF, NULL, "what was sent, secrets masked, long texts as size and hash"),
    [WIKIJS_AUDIT_ENTRY_WIKI]        = FIELD(wikijs_audit_entry, wiki, "wiki", "WIKI", DEF, NULL, "address of the wiki"),
    [WIKIJS_AUDIT_ENTRY_IDENTITY]    = FIELD(wikijs_audit_entry, identity, "identity", "IDENTITY", COL, NULL, "as whom: an API key, an email, guest"),
    [WIKIJS_AUDIT_ENTRY_USER_ID]     = FIELD(wikijs_audit_entry, user_id, "userId", "USER ID", DEF, NULL, "the account"),
    [WIKIJS_AUDIT_ENTRY_GROUP_ID]    = FIELD(wikijs_audit_entry, group_id, "groupId", "GROUP ID", DEF, NULL, "group of the API key"),
    [WIKIJS_AUDIT_ENTRY_PROFILE]     = FIELD(wikijs_audit_entry, profile, "profile", "PROFILE", DEF, NULL, "name of the configuration"),
    [WIKIJS_AUDIT_ENTRY_USER]        = FIELD(wikijs_audit_entry, user, "user", "USER", COL, NULL, "who ran the program"),
    [WIKIJS_AUDIT_ENTRY_HOST]        = FIELD(wikijs_audit_entry, host, "host", "HOST", DEF, NULL, "on which machine"),
    [WIKIJS_AUDIT_ENTRY_PID]         = FIELD(wikijs_audit_entry, pid, "pid", "PID", DEF, NULL, "number of the process"),
    [WIKIJS_AUDIT_ENTRY_TRACE]       = FIELD(wikijs_audit_entry, trace, "trace", "TRACE", DEF, NULL, "id of the trace"),
    [WIKIJS_AUDIT_ENTRY_EVENT]       = FIELD(wikijs_audit_entry, event, "event", "EVENT", DEF, NULL, "of the log itself: recovered, mismatch"),
    [WIKIJS_AUDIT_ENTRY_PREV]        = FIELD(wikijs_audit_entry, prev, "prev", "PREV", DEF, NULL, "hash of the line before"),
};
const struct wikijs_model wj_audit_entry_model = MODEL(wikijs_audit_entry, "AuditEntry", entry_fields);

/* clang-format on */

const struct wikijs_model *const wj_audit_models[] = { &wj_audit_entry_model, NULL };
