/* SPDX-License-Identifier: MIT */
/*
 * Credentials. The token lives in wikijs_shared, so that threads log in once and a renewal reaches them all.
 *
 * The server takes a bad, expired or revoked token silently for a guest. So the first query sent with a token carries a
 * second root field that only a real user may read (WJ_PROBE_FIELD), and a write that is refused as a guest's would be is
 * followed by such a query; the answer decides between UNAUTHENTICATED and FORBIDDEN.
 */
#ifndef WJ_POLICY_AUTH_H
#define WJ_POLICY_AUTH_H

#include "engine/shared.h"
#include <wikijs/client.h>

enum wj_credentials_kind {
    WJ_CREDENTIALS_NONE,
    WJ_CREDENTIALS_API_KEY,
    WJ_CREDENTIALS_TOKEN, /* the token of an earlier login: renewed by the server while it is used */
    WJ_CREDENTIALS_LOGIN  /* user name and password: logs in when there is no good token */
};

/* Under shared->lock, but for `kind`, which never changes. */
struct wj_credentials {
    wikijs_allocator allocator;
    enum wj_credentials_kind kind;
    char *token;            /* NULL: none yet */
    uint64_t version;       /* counts tokens */
    int64_t expires_at_ms;  /* as the token says; 0: it does not */
    bool verified;          /* the server has shown that it knows this token, */
    int64_t verified_at_us; /* then (monotonic clock) */
    bool login_runs;
    uint64_t login_round;     /* counts logins that ended */
    wikijs_error login_error; /* of the newest login; code 0: it went well */
};

/* What the policy needs of the client. */
struct wj_auth {
    struct wikijs_shared *shared;
    const struct wj_clock *clock;
    /* Make (not start) the calls that the policy sends by itself; NULL when out of memory. */
    struct wikijs_call *(*new_login)(struct wikijs_call *parent);
    struct wikijs_call *(*new_probe)(struct wikijs_call *parent);
    wikijs_token_fn token_changed;
    void *token_payload;
};

/* Put credentials into a fresh shared state; the token is copied. 0 or WIKIJS_E_NOMEM. */
int wj_credentials_set(struct wikijs_shared *shared, enum wj_credentials_kind kind, const char *token);

extern const struct wj_policy_ops wj_auth_policy; /* state: struct wj_auth */

#endif
