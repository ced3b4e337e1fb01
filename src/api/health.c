/* SPDX-License-Identifier: MIT */
/*
 * The health check: a flow of a few small reads, whose findings become checks.
 *
 *   PING     GET /healthz, without credentials: is a Wiki.js there?       not reached -> done
 *   LATENCY  {__typename}, without credentials, on the connection that is open now
 *   PROBE    the document of health_probe.c: who, what, which permissions  refused -> done
 *   SOURCE   GET /d/... of no page: the answer to read:source is 404, else 403
 *   GROUP    groups.single of an API key's group: all of its permissions
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <wikijs/graphql.h>

#include "api/graphql.h"
#include "api/health_checks.h"
#include "api/input.h"
#include "api/typed.h"
#include "client/client.h"
#include "model/models.h"

enum stage { STAGE_PING, STAGE_LATENCY, STAGE_PROBE, STAGE_SOURCE, STAGE_GROUP };

struct health_state {
    enum stage stage;
    int64_t sent_us;
    struct wj_checks checks;
    struct wj_probe_findings findings;
    struct wj_health_identity identity;
};

static const struct wj_op ping_op = { .namespace_ = "health",
                                      .field = "ping",
                                      .name = "health.ping",
                                      .flags = WJ_OP_HTTP | WJ_OP_NO_AUTH,
                                      .answer = WJ_ANSWER_RAW,
                                      .since = "0.1" };
static const struct wj_op latency_op = { .namespace_ = "health",
                                         .field = "latency",
                                         .name = "health.latency",
                                         .flags = WJ_OP_NO_AUTH,
                                         .answer = WJ_ANSWER_RAW,
                                         .since = "0.1" };
static const struct wj_op probe_op = {
    .namespace_ = "health", .field = "probe", .name = "health.probe", .answer = WJ_ANSWER_RAW, .since = "0.1"
};
static const struct wj_op source_op = { .namespace_ = "health",
                                        .field = "source",
                                        .name = "health.source",
                                        .flags = WJ_OP_HTTP,
                                        .answer = WJ_ANSWER_RAW,
                                        .permission = "read:source",
                                        .since = "0.1" };
/* The flow itself: never sent. */
static const struct wj_op check_op = { .namespace_ = "health",
                                       .field = "check",
                                       .name = "health.check",
                                       .answer = WJ_ANSWER_RAW,
                                       .model = &wj_health_model,
                                       .since = "0.1" };

/* --- the end --- */

static enum wj_step finish(struct wikijs_call *call, struct health_state *state)
{
    struct wj_checks *checks = &state->checks;
    wikijs_health *health = wj_checks_finish(checks);
    if (!health)
        return wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
    call->result_arena = NULL; /* the result brings it along */
    enum wj_step step = wj_flow_done(call, health);
    if (checks->problem.code < 0) {
        call->error = checks->problem;
        call->status = checks->problem.code;
    }
    return step;
}

static const wikijs_answer *answer_of(const struct wikijs_call *child)
{
    return child->result;
}

static bool is_unreachable(int status)
{
    return status == WIKIJS_E_RESOLVE || status == WIKIJS_E_CONNECT || status == WIKIJS_E_TLS ||
           status == WIKIJS_E_TIMEOUT || status == WIKIJS_E_CONNECTION || status == WIKIJS_E_DEADLINE;
}

/* --- the requests --- */

static enum wj_step start(struct wikijs_call *call, struct health_state *state, enum stage stage,
                          struct wj_request request)
{
    state->stage = stage;
    state->sent_us = wj_loop_now(call->calls->loop);
    return wj_flow_start(call, &request);
}

static enum wj_step start_probe(struct wikijs_call *call, struct health_state *state)
{
    return start(call, state, STAGE_PROBE, (struct wj_request){ .op = &probe_op, .document = wj_probe_document });
}

static enum wj_step after_ping(struct wikijs_call *call, struct health_state *state, struct wikijs_call *child)
{
    if (is_unreachable(child->status)) {
        wj_check_unreachable(&state->checks, &child->error);
        return finish(call, state);
    }
    const wikijs_answer *answer = answer_of(child);
    wj_check_ping(&state->checks, child->status, &child->error, answer ? answer->body : (wikijs_str){ 0 });
    return start(call, state, STAGE_LATENCY,
                 (struct wj_request){ .op = &latency_op, .document = wj_typename_document });
}

static enum wj_step after_latency(struct wikijs_call *call, struct health_state *state, struct wikijs_call *child)
{
    if (child->status < 0) {
        wj_check_api(&state->checks, &child->error);
        return finish(call, state);
    }
    wj_check_latency(&state->checks, wj_loop_now(call->calls->loop) - state->sent_us);
    return start_probe(call, state);
}

/* Which credentials the client has, and what its token says. */
static void look_at_credentials(struct wikijs_call *call, struct wj_health_identity *identity)
{
    struct wikijs_shared *shared = call->client->shared;
    struct wj_credentials *credentials = shared->parts[WJ_SHARED_CREDENTIALS].state;
    identity->token.struct_size = sizeof identity->token;
    wj_shared_lock(shared);
    identity->kind = credentials ? credentials->kind : WJ_CREDENTIALS_NONE;
    identity->has_token = credentials && credentials->token &&
                          wikijs_token_inspect(credentials->token, &identity->token) == 0;
    wj_shared_unlock(shared);
    int64_t now_ms = call->client->clock->wall_ms(call->client->clock->context);
    identity->now_ms = now_ms;
}

static enum wj_step start_source(struct wikijs_call *call, struct health_state *state)
{
    char *path = wj_call_alloc(call, 64);
    if (!path)
        return wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
    snprintf(path, 64, "/d/%s/wikijs-health-check-of-no-page", wj_client_locale(call->client));
    return start(call, state, STAGE_SOURCE, (struct wj_request){ .op = &source_op, .http_path = path });
}

static enum wj_step after_probe(struct wikijs_call *call, struct health_state *state, struct wikijs_call *child)
{
    look_at_credentials(call, &state->identity);
    const wikijs_answer *answer = answer_of(child);
    bool unknown = child->status == WIKIJS_E_UNAUTHENTICATED && state->identity.kind != WJ_CREDENTIALS_NONE;
    bool refused = child->status < 0 && (!answer || answer->http_status != 200 || unknown);
    if (refused) {
        wj_check_refused(&state->checks, &state->identity, &child->error);
        return finish(call, state);
    }
    int status = wj_probe_read(state->checks.arena, answer->body, &state->findings);
    if (status < 0) {
        wj_check_unreadable(&state->checks, status);
        return finish(call, state);
    }
    return start_source(call, state);
}

static enum wj_step end_of_probes(struct wikijs_call *call, struct health_state *state,
                                  const struct wj_probe_group *group)
{
    wj_check_findings(&state->checks, &state->identity, &state->findings, group);
    return finish(call, state);
}

static enum wj_step after_source(struct wikijs_call *call, struct health_state *state, struct wikijs_call *child)
{
    struct wj_probe_findings *findings = &state->findings;
    if (child->status == WIKIJS_E_NOT_FOUND)
        findings->allowed[WJ_PROBE_READ_SOURCE] = WJ_ALLOWED_YES;
    else if (child->status == WIKIJS_E_FORBIDDEN || child->status == WIKIJS_E_UNAUTHENTICATED)
        findings->allowed[WJ_PROBE_READ_SOURCE] = WJ_ALLOWED_NO;
    const struct wj_health_identity *identity = &state->identity;
    bool has_group = identity->has_token && identity->token.is_api_key && identity->token.group_id > 0;
    if (!has_group || findings->allowed[WJ_PROBE_MANAGE_GROUPS] != WJ_ALLOWED_YES)
        return end_of_probes(call, state, NULL);
    char *variables = wj_call_alloc(call, 40);
    if (!variables)
        return wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
    snprintf(variables, 40, "{\"id\":%" PRId64 "}", identity->token.group_id);
    return start(call, state, STAGE_GROUP,
                 (struct wj_request){ .op = &probe_op, .document = wj_group_document, .variables = variables });
}

static enum wj_step after_group(struct wikijs_call *call, struct health_state *state, struct wikijs_call *child)
{
    const struct wj_probe_group *group = NULL;
    const wikijs_answer *answer = answer_of(child);
    if (child->status == 0 && answer && wj_group_read(state->checks.arena, answer->body, &group) < 0)
        group = NULL;
    return end_of_probes(call, state, group);
}

/* --- the flow --- */

static enum wj_step start_check(struct wikijs_call *call)
{
    struct health_state *state = call->state = wj_call_alloc(call, sizeof *state);
    call->result_arena = wj_arena_new(call->allocator, 0);
    if (!state || !call->result_arena ||
        !wj_checks_init(&state->checks, call->result_arena, call->client->config->options.base_url))
        return wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
    return start(call, state, STAGE_PING, (struct wj_request){ .op = &ping_op, .http_path = "/healthz" });
}

static enum wj_step check_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    struct health_state *state = call->state;
    if (!child)
        return start_check(call);
    switch (state->stage) {
    case STAGE_PING:
        return after_ping(call, state, child);
    case STAGE_LATENCY:
        return after_latency(call, state, child);
    case STAGE_PROBE:
        return after_probe(call, state, child);
    case STAGE_SOURCE:
        return after_source(call, state, child);
    default:
        return after_group(call, state, child);
    }
}

static void prepare_check(struct wj_request *request, struct wj_no_args *args, const wikijs_call_options *options)
{
    (void)args;
    wj_read_call_options(request, options);
    request->args = NULL;
    request->flow = check_flow;
}

WJ_TYPED(wikijs_health_check, check_op, struct wj_no_args, prepare_check, wikijs_health,
         (const wikijs_call_options *options), (options))
