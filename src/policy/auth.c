/* SPDX-License-Identifier: MIT */
#include "policy/auth.h"

#include "base/status.h"
#include "base/text.h"
#include "graphql/answer.h"
#include <string.h>
#include <wikijs/authentication.h>

/* A refusal so soon after the server has shown that it knows an API key needs no second look at it. The token of a login
 * lives for minutes only, and may have ended in the meantime. */
enum { TRUST_US = 60 * 1000 * 1000 };

/* What a call is doing in this policy. */
enum errand { ERRAND_NONE, ERRAND_LOGIN, ERRAND_PROBE };

struct visit {
    enum errand errand;   /* the child that runs */
    bool waits;           /* for somebody else's login */
    bool logged_in_again; /* once is enough */
    uint64_t round;       /* the login that it waits for */
    wikijs_error refusal; /* kept while a probe finds out what it means */
};

static struct wj_credentials *credentials_of(const struct wj_auth *auth)
{
    return auth->shared->parts[WJ_SHARED_CREDENTIALS].state;
}

/* --- the token --- */

static int64_t expiry_of(const char *token)
{
    wikijs_token_info info = { .struct_size = sizeof info };
    return wikijs_token_inspect(token, &info) == 0 ? info.expires_at : 0;
}

static int set_token_locked(struct wj_credentials *credentials, const char *token)
{
    char *copy = NULL;
    if (token) {
        copy = wj_strdup(&credentials->allocator, token);
        if (!copy)
            return WIKIJS_E_NOMEM;
    }
    wj_free_secret(&credentials->allocator, credentials->token);
    credentials->token = copy;
    credentials->version++;
    credentials->verified = false;
    credentials->expires_at_ms = copy ? expiry_of(copy) : 0;
    return 0;
}

static void free_credentials(void *state)
{
    struct wj_credentials *credentials = state;
    wikijs_allocator allocator = credentials->allocator;
    wj_free_secret(&allocator, credentials->token);
    wj_free(&allocator, credentials);
}

int wj_credentials_set(struct wikijs_shared *shared, enum wj_credentials_kind kind, const char *token)
{
    struct wj_credentials *credentials = wj_calloc(&shared->allocator, 1, sizeof *credentials);
    if (!credentials)
        return WIKIJS_E_NOMEM;
    credentials->allocator = shared->allocator;
    credentials->kind = kind;
    shared->parts[WJ_SHARED_CREDENTIALS] = (struct wj_shared_part){ credentials, free_credentials };
    return set_token_locked(credentials, token);
}

static void verify_locked(const struct wj_auth *auth, struct wj_credentials *credentials)
{
    credentials->verified = true;
    credentials->verified_at_us = auth->clock->monotonic_us(auth->clock->context);
}

/* A fresh token from the server: from a login, or because it renewed the one that a call was sent with. */
static void accept_token(struct wj_auth *auth, const char *token, uint64_t old_version)
{
    struct wj_credentials *credentials = credentials_of(auth);
    wj_shared_lock(auth->shared);
    bool taken = credentials->version == old_version && set_token_locked(credentials, token) == 0;
    if (taken)
        verify_locked(auth, credentials);
    wj_shared_unlock(auth->shared);
    if (taken && auth->token_changed)
        auth->token_changed(token, auth->token_payload);
}

/* --- logging in --- */

static enum wj_step start_child(struct wikijs_call *call, struct visit *visit, enum errand errand,
                                struct wikijs_call *child)
{
    if (!child)
        return wj_call_fail(call, WIKIJS_E_NOMEM, "out of memory");
    visit->errand = errand;
    wj_call_adopt(call, child);
    wj_call_start(child);
    wikijs_call_unref(child);
    return WJ_PENDING;
}

static void end_login(struct wj_auth *auth, const wikijs_error *error, const char *token)
{
    struct wj_credentials *credentials = credentials_of(auth);
    wj_shared_lock(auth->shared);
    credentials->login_runs = false;
    credentials->login_round++;
    credentials->login_error = *error;
    if (token && set_token_locked(credentials, token) == 0)
        verify_locked(auth, credentials);
    wj_shared_wake_locked(auth->shared);
    wj_shared_unlock(auth->shared);
    if (token && auth->token_changed)
        auth->token_changed(token, auth->token_payload);
}

/* Log in, or wait for the login that runs. Called with the lock held; gives it back. */
static enum wj_step need_login_locked(struct wj_auth *auth, struct wikijs_call *call, struct visit *visit)
{
    struct wj_credentials *credentials = credentials_of(auth);
    bool mine = !credentials->login_runs;
    credentials->login_runs = true;
    visit->waits = !mine;
    visit->round = credentials->login_round;
    wj_shared_unlock(auth->shared);
    if (!mine)
        return wj_call_park(call);
    struct wikijs_call *login = auth->new_login(call);
    enum wj_step step = start_child(call, visit, ERRAND_LOGIN, login);
    if (step == WJ_DONE)
        end_login(auth, &call->error, NULL);
    return step;
}

/* 0: go on; else the error of the login this call waited for is now its own. */
static int take_login_outcome(struct wikijs_call *call, const wikijs_error *error)
{
    call->status = error->code;
    call->error = *error;
    call->error.flags &= ~(uint32_t)WIKIJS_ERROR_UNCERTAIN; /* that is of the login: this call was not sent */
    call->result = NULL;                                    /* what a guest may see is not what was asked for */
    return error->code;
}

/* --- down --- */

static enum wj_step refuse_expired(struct wikijs_call *call, int64_t expires_at_ms)
{
    char when[25];
    wj_time_format(expires_at_ms, when);
    return wj_call_fail(call, WIKIJS_E_UNAUTHENTICATED, "the API key expired at %s", when);
}

/* An expired key makes the server hang on file routes and silently answer as to a guest elsewhere. */
static bool key_expired(const struct wj_auth *auth, const struct wj_credentials *credentials)
{
    return credentials->kind == WJ_CREDENTIALS_API_KEY && credentials->expires_at_ms > 0 &&
           credentials->expires_at_ms <= auth->clock->wall_ms(auth->clock->context);
}

/* The server renews an expired login token on GraphQL requests only; on file routes it never answers. */
static bool must_log_in(const struct wj_auth *auth, const struct wj_credentials *credentials,
                        const struct wikijs_call *call)
{
    if (credentials->kind != WJ_CREDENTIALS_LOGIN)
        return false;
    if (!credentials->token)
        return true;
    bool expired = credentials->expires_at_ms > 0 &&
                   credentials->expires_at_ms <= auth->clock->wall_ms(auth->clock->context);
    return expired && call->op->flags & WJ_OP_HTTP;
}

/* Once: a call that is sent again still carries it. */
static void insert_probe(struct wikijs_call *call)
{
    struct wj_http_request *request = &call->request;
    if (!request->probe_at || call->op->flags & (WJ_OP_WRITE | WJ_OP_HTTP))
        return;
    if (wj_buf_insert(&request->body, request->probe_at, WJ_PROBE_FIELD, sizeof WJ_PROBE_FIELD - 1) == 0)
        request->probe_at = 0;
}

/* Send with the token that is there. Called with the lock held; gives it back. */
static enum wj_step use_token_locked(struct wj_auth *auth, struct wikijs_call *call)
{
    struct wj_credentials *credentials = credentials_of(auth);
    if (key_expired(auth, credentials)) {
        int64_t expires_at_ms = credentials->expires_at_ms;
        wj_shared_unlock(auth->shared);
        return refuse_expired(call, expires_at_ms);
    }
    bool same = call->request.token && !strcmp(call->request.token, credentials->token);
    if (!same) {
        wj_wipe_text(call->request.token);
        call->request.token = wj_arena_strdup(&call->memory, credentials->token);
    }
    call->request.token_version = credentials->version;
    bool verified = credentials->verified;
    wj_shared_unlock(auth->shared);
    if (!call->request.token)
        return wj_call_fail(call, WIKIJS_E_NOMEM, "out of memory");
    if (!verified)
        insert_probe(call);
    return WJ_NEXT;
}

static enum wj_step after_login_child(struct wj_auth *auth, struct wikijs_call *call, struct visit *visit)
{
    visit->errand = ERRAND_NONE;
    const wikijs_login *login = call->child->result;
    bool good = call->child->status == 0 && login && login->jwt;
    wj_count(call->calls->metrics, good ? WJ_METRIC_LOGIN_OK : WJ_METRIC_LOGIN_FAILED, 1);
    end_login(auth, &call->child->error, good ? login->jwt : NULL);
    return take_login_outcome(call, &call->child->error) < 0 ? WJ_DONE : WJ_NEXT;
}

static enum wj_step auth_down(struct wj_policy *policy, struct wikijs_call *call)
{
    struct wj_auth *auth = policy->state;
    struct wj_credentials *credentials = credentials_of(auth);
    if (credentials->kind == WJ_CREDENTIALS_NONE || call->op->flags & WJ_OP_NO_AUTH)
        return WJ_NEXT;
    struct visit *visit = call->slot[policy->index];
    if (!visit)
        visit = call->slot[policy->index] = wj_call_alloc(call, sizeof *visit);
    if (!visit)
        return wj_call_fail(call, WIKIJS_E_NOMEM, "out of memory");
    if (visit->errand == ERRAND_LOGIN) {
        if (!call->child)
            return WJ_PENDING;
        if (after_login_child(auth, call, visit) == WJ_DONE)
            return WJ_DONE;
    }
    wj_shared_lock(auth->shared);
    if (visit->waits && credentials->login_round == visit->round) {
        wj_shared_unlock(auth->shared);
        return wj_call_park(call);
    }
    if (visit->waits && credentials->login_error.code < 0) {
        take_login_outcome(call, &credentials->login_error);
        wj_shared_unlock(auth->shared);
        return WJ_DONE;
    }
    visit->waits = false;
    if (must_log_in(auth, credentials, call))
        return need_login_locked(auth, call, visit);
    return use_token_locked(auth, call);
}

/* --- up --- */

static void mark_verified(struct wj_auth *auth, uint64_t version)
{
    struct wj_credentials *credentials = credentials_of(auth);
    wj_shared_lock(auth->shared);
    if (credentials->version == version)
        verify_locked(auth, credentials);
    wj_shared_unlock(auth->shared);
}

/* The server takes the token for a guest's: log in again when that is possible, else say what is the matter. */
static enum wj_step handle_guest(struct wj_auth *auth, struct wikijs_call *call, struct visit *visit)
{
    struct wj_credentials *credentials = credentials_of(auth);
    if (credentials->kind == WJ_CREDENTIALS_LOGIN && !visit->logged_in_again) {
        visit->logged_in_again = true;
        wj_shared_lock(auth->shared);
        if (credentials->version == call->request.token_version)
            set_token_locked(credentials, NULL);
        if (credentials->token)
            return use_token_locked(auth, call) == WJ_NEXT ? WJ_AGAIN : WJ_NEXT;
        return need_login_locked(auth, call, visit);
    }
    const char *what = credentials->kind == WJ_CREDENTIALS_API_KEY ? "API key" : "login token";
    call->result = NULL; /* what a guest may see is not what was asked for */
    call->status = wj_error_set(
        &call->error, WIKIJS_E_UNAUTHENTICATED,
        "the server takes this %s for a guest's: it has expired, was revoked, or is of another wiki", what);
    call->error.http_status = call->response.status;
    return WJ_NEXT;
}

static bool known_lately(const struct wj_auth *auth)
{
    struct wj_credentials *credentials = credentials_of(auth);
    wj_shared_lock(auth->shared);
    bool known = credentials->kind == WJ_CREDENTIALS_API_KEY && credentials->verified &&
                 auth->clock->monotonic_us(auth->clock->context) - credentials->verified_at_us < TRUST_US;
    wj_shared_unlock(auth->shared);
    return known;
}

static enum wj_step after_probe(struct wj_auth *auth, struct wikijs_call *call, struct visit *visit)
{
    visit->errand = ERRAND_NONE;
    if (call->child->status == WIKIJS_E_UNAUTHENTICATED)
        return handle_guest(auth, call, visit);
    call->error = visit->refusal; /* a real user: the refusal means what it says */
    call->status = visit->refusal.code;
    return WJ_NEXT;
}

/* A login that this call started, or waited for, after its token had been refused. */
static enum wj_step after_second_login(struct wj_auth *auth, struct wikijs_call *call, struct visit *visit)
{
    struct wj_credentials *credentials = credentials_of(auth);
    if (visit->errand == ERRAND_LOGIN && after_login_child(auth, call, visit) == WJ_DONE)
        return WJ_NEXT;
    wj_shared_lock(auth->shared);
    if (visit->waits && credentials->login_round == visit->round) {
        wj_shared_unlock(auth->shared);
        return wj_call_park(call);
    }
    if (credentials->login_error.code < 0) {
        take_login_outcome(call, &credentials->login_error);
        wj_shared_unlock(auth->shared);
        return WJ_NEXT;
    }
    visit->waits = false;
    if (!credentials->token) /* whoever logged in was canceled */
        return need_login_locked(auth, call, visit);
    return use_token_locked(auth, call) == WJ_NEXT ? WJ_AGAIN : WJ_NEXT;
}

static enum wj_step auth_up(struct wj_policy *policy, struct wikijs_call *call)
{
    struct wj_auth *auth = policy->state;
    struct visit *visit = call->slot[policy->index];
    if (!visit || !call->request.token)
        return WJ_NEXT;
    if (visit->errand != ERRAND_NONE && !call->child)
        return WJ_PENDING;
    if (visit->errand == ERRAND_PROBE)
        return after_probe(auth, call, visit);
    if (visit->errand == ERRAND_LOGIN || visit->waits)
        return after_second_login(auth, call, visit);

    if (call->response.new_token) {
        wj_count(call->calls->metrics, WJ_METRIC_TOKEN_RENEWALS, 1);
        accept_token(auth, call->response.new_token, call->request.token_version);
    }
    if (call->probe == WJ_PROBE_USER)
        mark_verified(auth, call->request.token_version);
    if (call->probe == WJ_PROBE_GUEST)
        return handle_guest(auth, call, visit);
    if (call->status == WIKIJS_E_UNAUTHENTICATED && call->response.status == 200)
        return handle_guest(auth, call, visit);
    if (call->status == WIKIJS_E_FORBIDDEN && call->maybe_guest && call->probe == WJ_PROBE_NONE &&
        !known_lately(auth)) {
        visit->refusal = call->error;
        wj_count(call->calls->metrics, WJ_METRIC_PROBES, 1);
        return start_child(call, visit, ERRAND_PROBE, auth->new_probe(call));
    }
    return WJ_NEXT;
}

static void auth_release(struct wj_policy *policy, struct wikijs_call *call)
{
    struct visit *visit = call->slot[policy->index];
    if (visit && visit->errand == ERRAND_LOGIN) { /* it ends before its login did: the others try for themselves */
        wikijs_error none = { .retry_after_ms = -1 };
        end_login(policy->state, &none, NULL);
    }
    call->slot[policy->index] = NULL;
}

const struct wj_policy_ops wj_auth_policy = {
    .name = "auth", .down = auth_down, .up = auth_up, .release = auth_release
};
