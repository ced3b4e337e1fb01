/* SPDX-License-Identifier: MIT */
/* See rate.h for how much passes, here is who waits for what, and how long. */
#include "policy/limiter.h"

#include "base/status.h"
#include "base/text.h"
#include "engine/watch.h"
#include "policy/carrier.h"
#include "policy/rate.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ENDPOINTS = WJ_RATE_DOWNLOAD + 1 };

/* What a server asks for beyond this is taken for so much; in nanoseconds it is still a number. */
#define LONGEST_PAUSE_MS (INT64_C(366) * 24 * 60 * 60 * 1000)

/* What the server said of an endpoint: that so many requests may come until a time. */
struct advice {
    int64_t remaining, until_ns; /* remaining -1: it said nothing */
};

struct limiter {
    pthread_mutex_t lock;
    wikijs_allocator allocator;
    struct wj_rates rates;
    struct wj_fleet *fleet; /* NULL: the rates are this process' own */
    struct advice advice[ENDPOINTS];
};

/* A call that waits. */
struct place {
    struct wj_rate *rate; /* the one that it waits for; NULL: for the server, or not */
    uint64_t ticket;      /* how many had joined before it */
    struct wj_turn *turn; /* of the fleet's; NULL: not asked for */
    bool told;            /* the program knows */
    int64_t since_us;     /* when it began to wait; 0: it does not */
};

/* What keeps a call; until_ns in the past: nothing. */
struct obstacle {
    struct wj_rate *rate; /* NULL: the server's advice */
    int64_t until_ns;
};

/* --- making --- */

static void free_limiter(void *state)
{
    struct limiter *limiter = state;
    wikijs_allocator allocator = limiter->allocator;
    wj_fleet_free(limiter->fleet);
    pthread_mutex_destroy(&limiter->lock);
    wj_rates_free(&limiter->rates, &allocator);
    wj_free(&allocator, limiter);
}

int wj_limiter_make(struct wikijs_shared *shared, const char *rules, const struct wj_fleet_settings *fleet,
                    wikijs_error *err)
{
    struct limiter *limiter = wj_calloc(&shared->allocator, 1, sizeof *limiter);
    if (!limiter)
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    limiter->allocator = shared->allocator;
    pthread_mutex_init(&limiter->lock, NULL);
    for (size_t i = 0; i < ENDPOINTS; i++)
        limiter->advice[i].remaining = -1;
    int status = wj_rates_read(&limiter->rates, rules, &limiter->allocator, err);
    if (status == WIKIJS_E_CONFIG)
        wj_error_context(err, "option 'rate_limit'");
    if (status == 0 && fleet)
        status = wj_fleet_new(&limiter->fleet, shared, &limiter->rates, fleet, err);
    if (status < 0) {
        free_limiter(limiter);
        return status;
    }
    shared->parts[WJ_SHARED_LIMITER] = (struct wj_shared_part){ limiter, free_limiter };
    return 0;
}

static struct limiter *limiter_of(const struct wj_policy *policy)
{
    const struct wj_limiter_use *use = policy->state;
    return use->shared->parts[WJ_SHARED_LIMITER].state;
}

static int64_t now_ns(const struct wikijs_call *call)
{
    return wj_loop_now(call->calls->loop) * 1000;
}

/* --- what counts a call --- */

static enum wj_rate_scope endpoint_of(const struct wikijs_call *call)
{
    if (!(call->op->flags & WJ_OP_HTTP))
        return WJ_RATE_GRAPHQL;
    return call->request.stream && call->request.stream->is_upload ? WJ_RATE_UPLOAD : WJ_RATE_DOWNLOAD;
}

static bool names(const struct wj_rate *rate, const struct wj_op *op)
{
    return strcmp(rate->name, rate->scope == WJ_RATE_OPERATION ? op->name : op->namespace_) == 0;
}

/* How many requests a call is for a rate: a document of a batch is one, and several of an operation. */
static int64_t cost_of(const struct wj_rate *rate, const struct wikijs_call *call)
{
    if (rate->scope == WJ_RATE_ALL)
        return 1;
    if (rate->scope < WJ_RATE_NAMESPACE)
        return rate->scope == endpoint_of(call);
    if (!call->carrier)
        return names(rate, call->op);
    int64_t cost = 0;
    for (size_t i = 0; i < call->carrier->count; i++) {
        const struct wj_parcel *parcel = call->carrier->parcels[i];
        cost += parcel && names(rate, parcel->call->op);
    }
    return cost;
}

/* --- passing, under the lock --- */

static int64_t ahead_of(const struct place *place, const struct wj_rate *rate)
{
    uint64_t before = place->rate == rate ? place->ticket : rate->joined;
    return before > rate->left ? (int64_t)(before - rate->left) : 0;
}

/* `share`: as how many requests each one counts for the rates; 0: they are none of its obstacles. */
static struct obstacle find_obstacle(const struct limiter *limiter, const struct wikijs_call *call,
                                     const struct place *place, int64_t share, int64_t now)
{
    const struct advice *advice = &limiter->advice[endpoint_of(call)];
    struct obstacle most = { NULL, advice->remaining == 0 ? advice->until_ns : now };
    for (size_t i = 0; share && i < limiter->rates.count; i++) {
        const struct wj_rate *rate = &limiter->rates.rates[i];
        int64_t cost = cost_of(rate, call) * share;
        int64_t ready = cost ? wj_rate_ready(rate, ahead_of(place, rate) * share, cost) : now;
        if (ready > most.until_ns)
            most = (struct obstacle){ (struct wj_rate *)(uintptr_t)rate, ready };
    }
    return most;
}

static void take(struct limiter *limiter, const struct wikijs_call *call, int64_t share, int64_t now)
{
    struct advice *advice = &limiter->advice[endpoint_of(call)];
    if (advice->remaining > 0)
        advice->remaining--;
    for (size_t i = 0; share && i < limiter->rates.count; i++) {
        struct wj_rate *rate = &limiter->rates.rates[i];
        int64_t cost = cost_of(rate, call) * share;
        if (cost)
            wj_rate_take(rate, now, cost);
    }
}

static void stop_waiting(struct place *place)
{
    if (place->rate)
        place->rate->left++;
    place->rate = NULL;
}

static void wait_for(struct place *place, struct wj_rate *rate)
{
    if (place->rate == rate)
        return;
    stop_waiting(place);
    place->rate = rate;
    if (rate)
        place->ticket = rate->joined++;
}

static void forget_old_advice(struct limiter *limiter, int64_t now)
{
    for (size_t i = 0; i < ENDPOINTS; i++)
        if (limiter->advice[i].remaining >= 0 && limiter->advice[i].until_ns <= now)
            limiter->advice[i].remaining = -1;
}

/* --- the policy --- */

static void begin_wait(struct wikijs_call *call, struct place *place)
{
    if (place->since_us)
        return;
    place->since_us = wj_loop_now(call->calls->loop);
    wj_count(call->calls->metrics, WJ_METRIC_LIMIT_WAITS, 1);
    wj_count(call->calls->metrics, WJ_METRIC_LIMIT_WAITING, 1);
}

static void end_wait(struct wikijs_call *call, struct place *place)
{
    if (!place || !place->since_us)
        return;
    wj_count(call->calls->metrics, WJ_METRIC_LIMIT_WAIT, wj_loop_now(call->calls->loop) - place->since_us);
    wj_count(call->calls->metrics, WJ_METRIC_LIMIT_WAITING, -1);
    place->since_us = 0;
}

static enum wj_step refuse(struct wikijs_call *call, const struct obstacle *obstacle, int64_t wait_ms, const char *why)
{
    wj_count(call->calls->metrics, WJ_METRIC_LIMIT_REFUSALS, 1);
    if (obstacle->rate)
        wj_call_fail(call, WIKIJS_E_RATE_LIMITED,
                     "the limit '%s' of this client is reached: '%s' could go in %lld ms%s", obstacle->rate->text,
                     call->op->name, (long long)wait_ms, why);
    else
        wj_call_fail(call, WIKIJS_E_RATE_LIMITED, "the server asked to slow down: '%s' could go in %lld ms%s",
                     call->op->name, (long long)wait_ms, why);
    call->error.retry_after_ms = wait_ms;
    call->error.flags |= WIKIJS_ERROR_RETRYABLE;
    return WJ_DONE;
}

/* Wait, or fail at once when that would be too long. */
static enum wj_step hold(struct wikijs_call *call, const struct wj_limiter_use *use, struct place *place,
                         const struct obstacle *obstacle, int64_t now)
{
    int64_t until_us = (obstacle->until_ns + 999) / 1000;
    int64_t wait_ms = (obstacle->until_ns - now + 999999) / 1000000;
    if (use->no_wait)
        return refuse(call, obstacle, wait_ms, "");
    if (use->max_wait_ms && wait_ms > use->max_wait_ms)
        return refuse(call, obstacle, wait_ms, ", longer than it is to wait");
    if (call->deadline_us >= 0 && until_us >= call->deadline_us)
        return refuse(call, obstacle, wait_ms, ", after its time limit");
    if (!place->told) {
        place->told = true;
        wj_tell(call, WIKIJS_EVENT_RATE_LIMIT_WAIT, wait_ms);
        if (use->limited && use->limited(call->op->name, wait_ms, use->payload))
            return refuse(call, obstacle, wait_ms, ", and the program does not wait");
    }
    begin_wait(call, place);
    return wj_call_wait(call, until_us);
}

/* --- a turn of the fleet's --- */

static bool is_kept_by_server(struct limiter *limiter, const struct wikijs_call *call, int64_t now)
{
    static const struct place nowhere;
    pthread_mutex_lock(&limiter->lock);
    bool kept = find_obstacle(limiter, call, &nowhere, 0, now).until_ns > now;
    pthread_mutex_unlock(&limiter->lock);
    return kept;
}

/* When the program decides, it is to be asked before anything is kept for the call. */
static int64_t longest_wait_us(const struct wikijs_call *call, const struct wj_limiter_use *use,
                               const struct place *place)
{
    if (use->no_wait || (use->limited && !place->told))
        return 0;
    int64_t longest = use->max_wait_ms ? use->max_wait_ms * 1000 : WJ_ENDLESS_MS;
    int64_t left = call->deadline_us >= 0 ? call->deadline_us - wj_loop_now(call->calls->loop) : longest;
    return left < longest ? left : longest;
}

static void give_turn_back(struct limiter *limiter, struct place *place)
{
    wj_fleet_leave(limiter->fleet, place->turn);
    place->turn = NULL;
}

static enum wj_step await_turn(struct wikijs_call *call)
{
    wj_call_park(call);
    return wj_call_wait(call, INT64_MAX); /* what the fleet's thread does has its end */
}

/* WJ_NEXT: the rates are no obstacle (*share 0), or only those of this process (*share: its part of them). */
static enum wj_step ask_turn(struct limiter *limiter, struct wikijs_call *call, const struct wj_limiter_use *use,
                             struct place *place, int64_t *share)
{
    int64_t costs[WJ_RATES_MAX] = { 0 }, sum = 0;
    for (size_t i = 0; i < limiter->rates.count; i++)
        sum += costs[i] = cost_of(&limiter->rates.rates[i], call);
    *share = 0;
    if (!sum)
        return WJ_NEXT;
    place->turn = wj_fleet_ask(limiter->fleet, costs, longest_wait_us(call, use, place));
    if (place->turn)
        return await_turn(call);
    *share = wj_fleet_members(limiter->fleet);
    return WJ_NEXT;
}

static enum wj_step wait_for_turn(struct wikijs_call *call, struct place *place, int64_t now)
{
    if (!place->told) {
        place->told = true;
        wj_tell(call, WIKIJS_EVENT_RATE_LIMIT_WAIT, (place->turn->go_us - now / 1000) / 1000);
    }
    begin_wait(call, place);
    return wj_call_wait(call, place->turn->go_us);
}

/* It would have to wait for too long, or the program wants to be asked first: then it asks once more. */
static enum wj_step answer_refusal(struct limiter *limiter, struct wikijs_call *call, const struct wj_limiter_use *use,
                                   struct place *place, int64_t now, int64_t *share)
{
    struct obstacle obstacle = { &limiter->rates.rates[place->turn->rate], place->turn->go_us * 1000 };
    give_turn_back(limiter, place);
    enum wj_step step = hold(call, use, place, &obstacle, now);
    return step == WJ_WAIT ? ask_turn(limiter, call, use, place, share) : step;
}

static void note_failure(struct limiter *limiter, const struct wikijs_call *call, const struct wj_limiter_use *use)
{
    char why[256] = "", line[400];
    if (!wj_fleet_begins_to_fail(limiter->fleet, wj_loop_now(call->calls->loop), why, sizeof why) || !use->log)
        return;
    snprintf(line, sizeof line, "the shared rate limit fails, this program keeps to its share: %s", why);
    wj_log_line(use->log, WIKIJS_LOG_WARN, NULL, line);
}

static enum wj_step take_turn(struct limiter *limiter, struct wikijs_call *call, const struct wj_limiter_use *use,
                              struct place *place, int64_t now, int64_t *share)
{
    *share = 0;
    if (!place->turn)
        return is_kept_by_server(limiter, call, now) ? WJ_NEXT : ask_turn(limiter, call, use, place, share);
    switch (wj_fleet_look(limiter->fleet, place->turn)) {
    case WJ_TURN_ASKED:
        return await_turn(call);
    case WJ_TURN_GRANTED:
        return place->turn->go_us * 1000 <= now ? WJ_NEXT : wait_for_turn(call, place, now);
    case WJ_TURN_REFUSED:
        return answer_refusal(limiter, call, use, place, now, share);
    default:
        note_failure(limiter, call, use);
        *share = wj_fleet_members(limiter->fleet);
        return WJ_NEXT;
    }
}

/* --- the policy's ways --- */

static struct place *place_of(const struct wj_policy *policy, struct wikijs_call *call)
{
    if (!call->slot[policy->index])
        call->slot[policy->index] = wj_call_alloc(call, sizeof(struct place));
    return call->slot[policy->index];
}

static enum wj_step limiter_down(struct wj_policy *policy, struct wikijs_call *call)
{
    static const struct place nowhere;
    struct limiter *limiter = limiter_of(policy);
    struct place *place = call->slot[policy->index];
    int64_t now = now_ns(call), share = 1;
    call->request.wants_rate = true;
    if (limiter->fleet) {
        place = place_of(policy, call);
        enum wj_step step = place ? take_turn(limiter, call, policy->state, place, now, &share)
                                  : wj_call_fail(call, WIKIJS_E_NOMEM, "out of memory");
        if (step != WJ_NEXT)
            return step;
    }
    pthread_mutex_lock(&limiter->lock);
    forget_old_advice(limiter, now);
    struct obstacle obstacle = find_obstacle(limiter, call, place ? place : &nowhere, share, now);
    bool goes = obstacle.until_ns <= now;
    if (goes) {
        take(limiter, call, share, now);
        if (place)
            stop_waiting(place);
    } else {
        place = place_of(policy, call);
        if (place)
            wait_for(place, obstacle.rate);
    }
    pthread_mutex_unlock(&limiter->lock);
    if (goes) {
        end_wait(call, place);
        return WJ_NEXT;
    }
    return place ? hold(call, policy->state, place, &obstacle, now)
                 : wj_call_fail(call, WIKIJS_E_NOMEM, "out of memory");
}

static void limiter_release(struct wj_policy *policy, struct wikijs_call *call)
{
    struct limiter *limiter = limiter_of(policy);
    struct place *place = call->slot[policy->index];
    call->slot[policy->index] = NULL;
    if (!place)
        return;
    end_wait(call, place);
    give_turn_back(limiter, place);
    pthread_mutex_lock(&limiter->lock);
    stop_waiting(place);
    pthread_mutex_unlock(&limiter->lock);
}

/* --- what the server says --- */

/* Seconds from now, or the Unix time in seconds, as some servers have it. */
static int64_t reset_ms(const char *text, int64_t wall_ms)
{
    int64_t seconds;
    if (!text || !wj_int_parse(text, strlen(text), &seconds) || seconds < 0 || seconds > INT64_C(100000000000))
        return -1;
    bool is_time = seconds > 1000000000;
    int64_t ms = is_time ? seconds * 1000 - wall_ms : seconds * 1000;
    return ms > 0 ? ms : 0;
}

/* "limit=100, remaining=0, reset=30" and ""default";r=0;t=30": the two forms of the RateLimit field. */
static bool find_member(const char *text, const char *name, int64_t *number)
{
    size_t length = strlen(name);
    for (const char *at = strstr(text, name); at; at = strstr(at + 1, name)) {
        bool begins = at == text || strchr(" ,;", at[-1]);
        if (begins && at[length] == '=') {
            const char *digits = at + length + 1;
            return wj_int_parse(digits, strspn(digits, "0123456789"), number);
        }
    }
    return false;
}

static bool read_headers(const struct wj_http_response *response, int64_t wall_ms, int64_t *remaining, int64_t *ms)
{
    const char *field = response->rate_limit;
    int64_t seconds = -1;
    if (field && (find_member(field, "remaining", remaining) || find_member(field, "r", remaining)) &&
        (find_member(field, "reset", &seconds) || find_member(field, "t", &seconds))) {
        *ms = seconds < INT64_C(100000000000) ? seconds * 1000 : -1;
        return *ms >= 0;
    }
    const char *left = response->rate_remaining;
    *ms = reset_ms(response->rate_reset, wall_ms);
    return left && *ms >= 0 && wj_int_parse(left, strlen(left), remaining) && *remaining >= 0;
}

/* Within one period of the server's only a smaller number is news: answers come in any order. */
static void heed(struct advice *advice, int64_t remaining, int64_t until_ns)
{
    bool same_period = advice->remaining >= 0 && until_ns < advice->until_ns + INT64_C(1500000000);
    if (same_period && advice->remaining < remaining)
        return;
    *advice = (struct advice){ remaining, until_ns };
}

static enum wj_step limiter_up(struct wj_policy *policy, struct wikijs_call *call)
{
    const struct wj_limiter_use *use = policy->state;
    const struct wj_http_response *response = &call->response;
    struct limiter *limiter = limiter_of(policy);
    if (!response->retry_after && !response->rate_limit && !response->rate_remaining)
        return WJ_NEXT;
    int64_t wall_ms = use->clock->wall_ms(use->clock->context), remaining = 0, ms = -1;
    if (response->retry_after && (response->status == 429 || response->status == 503))
        ms = wj_retry_after_ms(response->retry_after, wall_ms);
    else if (!read_headers(response, wall_ms, &remaining, &ms))
        ms = -1;
    if (ms < 0)
        return WJ_NEXT;
    if (ms > LONGEST_PAUSE_MS)
        ms = LONGEST_PAUSE_MS;
    if (remaining == 0)
        wj_count(call->calls->metrics, WJ_METRIC_LIMIT_SERVER, 1);
    pthread_mutex_lock(&limiter->lock);
    heed(&limiter->advice[endpoint_of(call)], remaining, now_ns(call) + ms * 1000000);
    pthread_mutex_unlock(&limiter->lock);
    return WJ_NEXT;
}

const struct wj_policy_ops wj_limiter_policy = {
    .name = "limiter", .down = limiter_down, .up = limiter_up, .release = limiter_release
};
