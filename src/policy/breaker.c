/* SPDX-License-Identifier: MIT */
#include "policy/breaker.h"

#include "base/status.h"
#include "base/text.h"
#include "engine/watch.h"
#include "policy/breaker_fleet.h"
#include "policy/circuit.h"
#include <stdio.h>
#include <string.h>

struct breaker {
    pthread_mutex_t lock;
    const struct wj_clock *clock;
    wikijs_allocator allocator;
    struct wj_breaker_fleet *fleet; /* NULL: the circuit is this process' own */
    /* under lock */
    struct wj_circuit circuit;
    uint64_t opened, refused;
    int last_failure;
    int64_t last_failure_at;
    char last_message[sizeof((wikijs_breaker_stats *)0)->last_message];
};

/* A request that wants to go, and one that was let through. */
struct visit {
    bool is_in, is_probe;
    uint64_t epoch;
    int attempts; /* the call had made before */
};

/* --- making --- */

static void free_breaker(void *state)
{
    struct breaker *breaker = state;
    wikijs_allocator allocator = breaker->allocator;
    wj_breaker_fleet_free(breaker->fleet);
    pthread_mutex_destroy(&breaker->lock);
    wj_free(&allocator, breaker);
}

static int make_fleet(struct breaker *breaker, struct wikijs_shared *shared, const wikijs_client_options *options,
                      wikijs_error *err)
{
    const struct wj_fleet_settings settings = { .redis = { .option = "breaker_redis",
                                                           .url = options->breaker_redis,
                                                           .prefix = options->redis_prefix,
                                                           .timeout_ms = (int)options->breaker_redis_timeout_ms },
                                                .wiki = options->base_url };
    if (!options->breaker_redis)
        return 0;
    return wj_breaker_fleet_new(&breaker->fleet, shared, &settings, breaker->circuit.rules.recovery_us, err);
}

int wj_breaker_make(struct wikijs_shared *shared, const wikijs_client_options *options, const struct wj_clock *clock,
                    wikijs_error *err)
{
    if (!options->breaker_failures && !options->breaker_failure_percent)
        return 0;
    struct breaker *breaker = wj_calloc(&shared->allocator, 1, sizeof *breaker);
    if (!breaker)
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    breaker->allocator = shared->allocator;
    breaker->clock = clock;
    breaker->circuit.rules = (struct wj_circuit_rules){ .failures = options->breaker_failures,
                                                        .percent = options->breaker_failure_percent,
                                                        .min_requests = options->breaker_min_requests,
                                                        .window_us = options->breaker_window_ms * 1000,
                                                        .recovery_us = options->breaker_recovery_ms * 1000,
                                                        .successes = options->breaker_successes,
                                                        .probes = options->breaker_probes };
    pthread_mutex_init(&breaker->lock, NULL);
    shared->parts[WJ_SHARED_BREAKER] = (struct wj_shared_part){ breaker, free_breaker };
    return make_fleet(breaker, shared, options, err);
}

static struct breaker *breaker_of(const struct wikijs_shared *shared)
{
    return shared->parts[WJ_SHARED_BREAKER].state;
}

bool wj_breaker_is_there(const struct wikijs_shared *shared)
{
    return breaker_of(shared) != NULL;
}

/* --- how it stands --- */

static void read_locked(const struct breaker *breaker, int64_t now, wikijs_breaker_stats *stats)
{
    const struct wj_circuit *circuit = &breaker->circuit;
    struct wj_circuit_slice window = wj_circuit_window(circuit, now);
    bool is_paused = circuit->state == WIKIJS_BREAKER_OPEN && circuit->open_until_us > now;
    *stats = (wikijs_breaker_stats){ .struct_size = sizeof *stats,
                                     .state = (int32_t)circuit->state,
                                     .last_failure = breaker->last_failure,
                                     .last_failure_at = breaker->last_failure_at,
                                     .next_probe_ms = is_paused ? (circuit->open_until_us - now + 999) / 1000 : 0,
                                     .failures_in_row = circuit->in_row,
                                     .window_requests = window.good + window.bad,
                                     .window_failures = window.bad,
                                     .probes = circuit->probing,
                                     .opened = breaker->opened,
                                     .refused = breaker->refused };
    memcpy(stats->last_message, breaker->last_message, sizeof stats->last_message);
}

bool wj_breaker_read(const struct wikijs_shared *shared, wikijs_breaker_stats *stats)
{
    struct breaker *breaker = breaker_of(shared);
    if (!breaker)
        return false;
    pthread_mutex_lock(&breaker->lock);
    read_locked(breaker, breaker->clock->monotonic_us(breaker->clock->context), stats);
    pthread_mutex_unlock(&breaker->lock);
    return true;
}

/* --- telling --- */

static void log_change(const struct wj_breaker_use *use, const wikijs_breaker_stats *stats)
{
    char line[512];
    if (!use->log)
        return;
    if (stats->state == WIKIJS_BREAKER_OPEN)
        snprintf(line, sizeof line, "circuit open: requests are paused for %lld ms: %s (%s)",
                 (long long)stats->next_probe_ms, stats->last_message, wikijs_status_name(stats->last_failure));
    else
        snprintf(line, sizeof line, "%s",
                 stats->state == WIKIJS_BREAKER_CLOSED ? "circuit closed: the server answers again"
                                                       : "circuit half open: requests try whether the server is back");
    wj_log_line(use->log, stats->state == WIKIJS_BREAKER_OPEN ? WIKIJS_LOG_WARN : WIKIJS_LOG_INFO, NULL, line);
}

static void tell(const struct wj_breaker_use *use, const struct wikijs_call *call, const wikijs_breaker_stats *stats)
{
    static const struct {
        enum wj_metric metric;
        wikijs_plugin_event_kind event;
    } kinds[] = {
        [WIKIJS_BREAKER_CLOSED] = { WJ_METRIC_BREAKER_CLOSED, WIKIJS_EVENT_BREAKER_CLOSED },
        [WIKIJS_BREAKER_HALF_OPEN] = { WJ_METRIC_BREAKER_HALF_OPENED, WIKIJS_EVENT_BREAKER_HALF_OPEN },
        [WIKIJS_BREAKER_OPEN] = { WJ_METRIC_BREAKER_OPENED, WIKIJS_EVENT_BREAKER_OPEN },
    };
    wj_count(call->calls->metrics, kinds[stats->state].metric, 1);
    wj_gauge(call->calls->metrics, WJ_METRIC_BREAKER_STATE, stats->state);
    log_change(use, stats);
    wj_tell(call, kinds[stats->state].event, stats->next_probe_ms);
    if (use->on_change[stats->state])
        use->on_change[stats->state](stats, use->payload);
}

/* --- the others, in other processes --- */

static void follow_locked(struct breaker *breaker, const struct wj_breaker_news *news)
{
    struct wj_circuit *circuit = &breaker->circuit;
    if (news->kind != WJ_NEWS_STATE || news->epoch != circuit->epoch)
        return; /* it has changed by itself meanwhile, and they will know */
    bool opens = news->state == WIKIJS_BREAKER_OPEN && circuit->state != WIKIJS_BREAKER_OPEN;
    wj_circuit_follow(circuit, news->state, news->until_us);
    if (news->state == WIKIJS_BREAKER_CLOSED)
        return;
    breaker->opened += opens;
    breaker->last_failure = news->failure;
    breaker->last_failure_at = opens ? breaker->clock->wall_ms(breaker->clock->context) : breaker->last_failure_at;
    wj_copy_line(breaker->last_message, sizeof breaker->last_message, news->message, strlen(news->message));
}

static void tell_of_failure(const struct wj_breaker_use *use, const struct wikijs_call *call,
                            const struct wj_breaker_news *news)
{
    char line[400];
    if (news->kind != WJ_NEWS_FAILED)
        return;
    wj_count(call->calls->metrics, WJ_METRIC_BREAKER_ALONE, 1);
    if (!news->message[0] || !use->log)
        return;
    snprintf(line, sizeof line, "the shared circuit breaker fails, this program goes by its own: %s", news->message);
    wj_log_line(use->log, WIKIJS_LOG_WARN, NULL, line);
}

/* Of changes that come from the requests of this process. */
static void tell_others_locked(const struct breaker *breaker)
{
    const struct wj_circuit *circuit = &breaker->circuit;
    if (breaker->fleet && circuit->state != WIKIJS_BREAKER_HALF_OPEN)
        wj_breaker_fleet_tell(breaker->fleet, circuit->state, circuit->open_until_us, breaker->last_failure,
                              breaker->last_message);
}

/* --- the policy --- */

static enum wj_step refuse(struct wikijs_call *call, const wikijs_breaker_stats *stats)
{
    wj_count(call->calls->metrics, WJ_METRIC_BREAKER_REFUSALS, 1);
    if (stats->state == WIKIJS_BREAKER_OPEN)
        wj_call_fail(call, WIKIJS_E_CIRCUIT_OPEN, "requests to this wiki are paused for another %lld ms: %s",
                     (long long)stats->next_probe_ms, stats->last_message);
    else
        wj_call_fail(call, WIKIJS_E_CIRCUIT_OPEN,
                     "requests to this wiki are paused until it is known whether it is back: %s", stats->last_message);
    if (stats->state == WIKIJS_BREAKER_OPEN)
        call->error.retry_after_ms = stats->next_probe_ms;
    call->error.flags |= WIKIJS_ERROR_RETRYABLE;
    return WJ_DONE;
}

enum entrance { LET_IN, TURNED_AWAY, NOT_KNOWN_YET };

/* TURNED_AWAY: *stats say why. */
static enum entrance enter(const struct wj_breaker_use *use, struct wikijs_call *call, struct visit *visit,
                           wikijs_breaker_stats *stats)
{
    struct breaker *breaker = breaker_of(use->shared);
    struct wj_breaker_news news = { .kind = WJ_NEWS_NONE };
    int64_t now = wj_loop_now(call->calls->loop);
    pthread_mutex_lock(&breaker->lock);
    uint64_t epoch = breaker->circuit.epoch;
    if (breaker->fleet && !wj_breaker_fleet_know(breaker->fleet, now, epoch, &news)) {
        pthread_mutex_unlock(&breaker->lock);
        return NOT_KNOWN_YET;
    }
    follow_locked(breaker, &news);
    bool goes = wj_circuit_enter(&breaker->circuit, now, &visit->epoch);
    bool has_changed = epoch != breaker->circuit.epoch;
    visit->is_in = goes;
    visit->is_probe = goes && breaker->circuit.state == WIKIJS_BREAKER_HALF_OPEN;
    breaker->refused += !goes;
    if (!goes || has_changed)
        read_locked(breaker, now, stats);
    pthread_mutex_unlock(&breaker->lock);
    tell_of_failure(use, call, &news);
    if (has_changed)
        tell(use, call, stats);
    return goes ? LET_IN : TURNED_AWAY;
}

static enum wj_step breaker_down(struct wj_policy *policy, struct wikijs_call *call)
{
    const struct wj_breaker_use *use = policy->state;
    if (wj_call_is_within(call, &wj_breaker_policy))
        return WJ_NEXT; /* a part of an attempt that was let through */
    wikijs_breaker_stats stats;
    struct visit *visit = call->slot[policy->index];
    if (!visit)
        visit = call->slot[policy->index] = wj_call_alloc(call, sizeof *visit);
    if (!visit)
        return wj_call_fail(call, WIKIJS_E_NOMEM, "out of memory");
    switch (enter(use, call, visit, &stats)) {
    case NOT_KNOWN_YET:
        wj_call_park(call);
        return wj_call_wait(call, INT64_MAX); /* for no longer than the question to Redis may take */
    case TURNED_AWAY:
        return refuse(call, &stats);
    default:
        break;
    }
    if (visit->is_probe)
        wj_count(call->calls->metrics, WJ_METRIC_BREAKER_PROBES, 1);
    visit->attempts = call->attempts;
    return WJ_NEXT;
}

/* What an attempt tells of the server. */
static enum wj_circuit_result judge(const struct wikijs_call *call, const struct visit *visit)
{
    if (call->attempts == visit->attempts)
        return WJ_CIRCUIT_NOTHING; /* nothing was sent */
    switch (call->status) {
    case WIKIJS_E_RESOLVE:
    case WIKIJS_E_CONNECT:
    case WIKIJS_E_TLS:
    case WIKIJS_E_TIMEOUT:
    case WIKIJS_E_CONNECTION:
    case WIKIJS_E_UNAVAILABLE:
    case WIKIJS_E_PROTOCOL:
    case WIKIJS_E_DEADLINE:
        return WJ_CIRCUIT_FAILURE;
    case WIKIJS_E_SERVER: /* one operation may fail for itself, in an answer that is a good one otherwise */
        return call->error.http_status >= 500 ? WJ_CIRCUIT_FAILURE : WJ_CIRCUIT_SUCCESS;
    case WIKIJS_E_RATE_LIMITED: /* it is well enough to say so, and yet does nothing */
        return WJ_CIRCUIT_NOTHING;
    default: /* of this machine and this program, or an answer */
        return call->status < 0 && call->status > WIKIJS_E_RESOLVE ? WJ_CIRCUIT_NOTHING : WJ_CIRCUIT_SUCCESS;
    }
}

static void note_failure_locked(struct breaker *breaker, const struct wikijs_call *call)
{
    breaker->last_failure = call->status;
    breaker->last_failure_at = breaker->clock->wall_ms(breaker->clock->context);
    wj_copy_line(breaker->last_message, sizeof breaker->last_message, call->error.message, strlen(call->error.message));
}

static void breaker_release(struct wj_policy *policy, struct wikijs_call *call)
{
    const struct wj_breaker_use *use = policy->state;
    struct breaker *breaker = breaker_of(use->shared);
    const struct visit *visit = call->slot[policy->index];
    call->slot[policy->index] = NULL;
    if (!visit || !visit->is_in)
        return;
    enum wj_circuit_result result = judge(call, visit);
    wikijs_breaker_stats stats;
    int64_t now = wj_loop_now(call->calls->loop);
    pthread_mutex_lock(&breaker->lock);
    uint64_t epoch = breaker->circuit.epoch;
    if (result == WJ_CIRCUIT_FAILURE)
        note_failure_locked(breaker, call);
    wj_circuit_leave(&breaker->circuit, now, visit->epoch, result);
    bool has_changed = epoch != breaker->circuit.epoch;
    breaker->opened += has_changed && breaker->circuit.state == WIKIJS_BREAKER_OPEN;
    if (has_changed) {
        read_locked(breaker, now, &stats);
        tell_others_locked(breaker);
    }
    pthread_mutex_unlock(&breaker->lock);
    if (has_changed)
        tell(use, call, &stats);
}

const struct wj_policy_ops wj_breaker_policy = { .name = "breaker", .down = breaker_down, .release = breaker_release };
