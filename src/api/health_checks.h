/* SPDX-License-Identifier: MIT */
/* From findings to checks: what is said about each, and what to do. */
#ifndef WJ_API_HEALTH_CHECKS_H
#define WJ_API_HEALTH_CHECKS_H

#include <wikijs/authentication.h>
#include <wikijs/health.h>

#include "api/health_probe.h"
#include "policy/auth.h"

enum { WJ_MAX_CHECKS = 32 };

/* A result in the making. */
struct wj_checks {
    struct wj_arena *arena;
    wikijs_health *health;
    const wikijs_health_item *items[WJ_MAX_CHECKS];
    size_t count;
    int worst;            /* 0 ok, 1 unknown, 2 warning, 3 error */
    bool failed;          /* out of memory */
    wikijs_error problem; /* of the first check with status "error" */
};

struct wj_health_identity {
    enum wj_credentials_kind kind;
    bool has_token;
    wikijs_token_info token;
    int64_t now_ms;
};

bool wj_checks_init(struct wj_checks *checks, struct wj_arena *arena, const char *url);
/* The finished result; NULL when memory ran out. */
wikijs_health *wj_checks_finish(struct wj_checks *checks);

void wj_check_unreachable(struct wj_checks *checks, const wikijs_error *error);
/* The answer of /healthz: its status, or the error that it ended with. */
void wj_check_ping(struct wj_checks *checks, int status, const wikijs_error *error, wikijs_str body);
void wj_check_latency(struct wj_checks *checks, int64_t latency_us);
/* GraphQL does not answer. */
void wj_check_api(struct wj_checks *checks, const wikijs_error *error);
/* The credentials were refused altogether. */
void wj_check_refused(struct wj_checks *checks, const struct wj_health_identity *identity, const wikijs_error *error);
void wj_check_unreadable(struct wj_checks *checks, int status);
/* All the rest; group may be NULL. */
void wj_check_findings(struct wj_checks *checks, const struct wj_health_identity *identity,
                       struct wj_probe_findings *findings, const struct wj_probe_group *group);

#endif
