/* SPDX-License-Identifier: MIT */
/*
 * Finding out what credentials may do without doing anything: one document of harmless reads, one for each permission.
 * The server refuses those that the credentials do not allow with "Forbidden"; data, and the error that it has for what
 * does not exist, show that the permission is there. Any other error shows that the server is ill, and nothing else.
 */
#ifndef WJ_API_HEALTH_PROBE_H
#define WJ_API_HEALTH_PROBE_H

#include <wikijs/error.h>

#include "base/arena.h"
#include "json/shape.h"

/* The documents that the health check sends. */
extern const char wj_probe_document[];
extern const char wj_typename_document[];
extern const char wj_group_document[]; /* variable $id */

struct wj_probe_row {
    const char *alias;      /* in the document; NULL: found out elsewhere */
    const char *permission; /* "a", or "a or b": any of them will do */
    const char *breaks;     /* what does not work without it */
    const char *missing;    /* in the error of the server that allows it and finds nothing; NULL: there is none */
};

enum {
    WJ_PROBE_READ_PAGES,
    WJ_PROBE_READ_SOURCE,
    WJ_PROBE_READ_HISTORY,
    WJ_PROBE_WRITE_PAGES,
    WJ_PROBE_MANAGE_PAGES,
    WJ_PROBE_READ_ASSETS,
    WJ_PROBE_READ_COMMENTS,
    WJ_PROBE_MANAGE_USERS,
    WJ_PROBE_MANAGE_GROUPS,
    WJ_PROBE_MANAGE_API,
    WJ_PROBE_MANAGE_NAVIGATION,
    WJ_PROBE_MANAGE_THEME,
    WJ_PROBE_MANAGE_SYSTEM,
    WJ_PROBES
};

extern const struct wj_probe_row wj_probe_rows[WJ_PROBES];

enum wj_allowed { WJ_ALLOWED_UNKNOWN, WJ_ALLOWED_YES, WJ_ALLOWED_NO };

struct wj_probe_engine {
    uint64_t present;
    const char *key;
    bool is_enabled;
};

/* What the probe document told. Members that are not known are NULL or -1. */
struct wj_probe_findings {
    enum wj_allowed allowed[WJ_PROBES];
    const char *failure[WJ_PROBES]; /* what the server said when it failed on a probe */
    int64_t user_id;
    const char *user_name, *user_email;
    const char *version;
    int64_t pages_total, tags_total, users_total, groups_total;
    const char *search_engine; /* "" when none is switched on */
};

/* Read the answer to wj_probe_document; strings live in the arena. 0 or a wikijs_status. */
int wj_probe_read(struct wj_arena *arena, wikijs_str body, struct wj_probe_findings *findings);

/* The answer to wj_group_document: name and permissions of a group. */
struct wj_probe_group {
    uint64_t present;
    const char *name;
    wikijs_strings permissions;
};

/* NULL in *group when there is none, or when it may not be seen. */
int wj_group_read(struct wj_arena *arena, wikijs_str body, const struct wj_probe_group **group);

/* Judge the probes by a list of permissions that is known to be complete. */
void wj_probe_judge(struct wj_probe_findings *findings, wikijs_strings permissions);

#endif
