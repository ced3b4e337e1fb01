/* SPDX-License-Identifier: MIT */
#include "policy/retry.h"

#include "base/status.h"
#include "engine/watch.h"
#include "policy/carrier.h"
#include "policy/retry_rules.h"
#include <stdio.h>

/* The budget counts in thousandths of a retry. */
enum { RETRY_COSTS = 1000, SUCCESS_GIVES = 200, SECOND_GIVES = 1000 };

struct retry {
    struct wj_retry_rules rules;
    int64_t room;                 /* most of the budget */
    _Atomic int_least64_t budget; /* more or less exact: it is counted without the lock, too */
    pthread_mutex_t lock;
    int64_t filled_us; /* under lock: until when the seconds have been counted */
    wikijs_allocator allocator;
};

/* What a call that has failed knows of its tries. */
struct visit {
    int64_t failed;     /* how many have */
    int64_t until_us;   /* it waits until then; 0: it does not */
    int64_t since_us;   /* since then */
    bool was_uncertain; /* one of them may have been carried out */
};

/* --- making --- */

static void free_retry(void *state)
{
    struct retry *retry = state;
    wikijs_allocator allocator = retry->allocator;
    pthread_mutex_destroy(&retry->lock);
    wj_free(&allocator, retry);
}

int wj_retry_make(struct wikijs_shared *shared, const wikijs_client_options *options, const struct wj_clock *clock,
                  wikijs_error *err)
{
    struct wj_retry_rules rules;
    int status = wj_retry_rules_read(&rules, options, err);
    if (status < 0)
        return status;
    struct retry *retry = wj_calloc(&shared->allocator, 1, sizeof *retry);
    if (!retry)
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    retry->rules = rules;
    retry->allocator = shared->allocator;
    retry->room = options->retry_budget * RETRY_COSTS;
    atomic_init(&retry->budget, retry->room);
    retry->filled_us = clock->monotonic_us(clock->context);
    pthread_mutex_init(&retry->lock, NULL);
    shared->parts[WJ_SHARED_RETRY] = (struct wj_shared_part){ retry, free_retry };
    return 0;
}

static struct retry *retry_of(const struct wikijs_shared *shared)
{
    return shared->parts[WJ_SHARED_RETRY].state;
}

/* --- the budget --- */

static void give(struct retry *retry, int64_t amount)
{
    if (atomic_load_explicit(&retry->budget, memory_order_relaxed) < retry->room)
        atomic_fetch_add_explicit(&retry->budget, amount, memory_order_relaxed);
}

static bool take(struct retry *retry, int64_t now_us)
{
    pthread_mutex_lock(&retry->lock);
    int64_t have = atomic_load_explicit(&retry->budget, memory_order_relaxed);
    int64_t more = (now_us - retry->filled_us) * SECOND_GIVES / 1000000;
    retry->filled_us += more * 1000000 / SECOND_GIVES;
    int64_t filled = have + more < retry->room ? have + more : retry->room;
    bool enough = filled >= RETRY_COSTS;
    atomic_fetch_add_explicit(&retry->budget, filled - have - (enough ? RETRY_COSTS : 0), memory_order_relaxed);
    pthread_mutex_unlock(&retry->lock);
    return enough;
}

/* --- may it be sent again? --- */

static int64_t most_attempts(const struct retry *retry, const struct wikijs_call *call)
{
    return call->settings.retry_max_attempts ? call->settings.retry_max_attempts : retry->rules.max_attempts;
}

bool wj_retry_is_wanted(const struct wikijs_shared *shared, const struct wikijs_call *call)
{
    return most_attempts(retry_of(shared), call) > 1;
}

/* What was sent of a stream cannot always be had once more, and what came of it not always be taken back. */
static bool can_begin_again(const struct wikijs_call *call)
{
    struct wj_stream *stream = call->request.stream;
    if (!stream)
        return true;
    if (stream->status < 0) /* it was this side that broke it off */
        return false;
    if (!stream->moved)
        return true;
    return stream->is_upload ? stream->ops->rewind != NULL : stream->ops->go_on && stream->ops->go_on(stream) == 0;
}

static bool is_safe(const struct retry *retry, const struct wikijs_call *call)
{
    if (!(call->error.flags & WIKIJS_ERROR_UNCERTAIN) || call->op->flags & WJ_OP_IDEMPOTENT)
        return true;
    return call->settings.retry_writes ? call->settings.retry_writes == WIKIJS_YES : retry->rules.writes;
}

/* Its time limit is that of all tries: a wait that would not leave anything of it is not begun. */
static bool is_in_time(const struct retry *retry, const struct wikijs_call *call, int64_t until_us)
{
    int64_t last_us = call->started_us + retry->rules.max_time_ms * 1000;
    return (call->deadline_us < 0 || until_us < call->deadline_us) &&
           (!retry->rules.max_time_ms || until_us <= last_us);
}

static bool deny(struct wikijs_call *call, enum wj_metric reason)
{
    wj_count(call->calls->metrics, reason, 1);
    return false;
}

static bool may_go_again(struct wj_retry_use *use, struct wikijs_call *call, const struct visit *visit,
                         int64_t delay_ms)
{
    struct retry *retry = retry_of(use->shared);
    int64_t now_us = wj_loop_now(call->calls->loop);
    if (visit->failed >= most_attempts(retry, call))
        return deny(call, WJ_METRIC_RETRY_NO_TRIES);
    if (!is_safe(retry, call))
        return deny(call, WJ_METRIC_RETRY_UNSAFE);
    if (!is_in_time(retry, call, now_us + delay_ms * 1000))
        return deny(call, WJ_METRIC_RETRY_NO_TIME);
    if (!take(retry, now_us))
        return deny(call, WJ_METRIC_RETRY_NO_BUDGET);
    if (can_begin_again(call) && wj_tell_retry(call, delay_ms))
        return true;
    give(retry, RETRY_COSTS);
    return deny(call, WJ_METRIC_RETRY_UNSAFE);
}

/* --- the policy --- */

static void log_retry(const struct wj_retry_use *use, const struct wikijs_call *call, const struct visit *visit,
                      int64_t delay_ms)
{
    char line[512];
    if (!use->log)
        return;
    snprintf(line, sizeof line, "%s: try %lld failed: %s (%s); again in %lld ms", call->op->name,
             (long long)visit->failed, call->error.message, wikijs_status_name(call->status), (long long)delay_ms);
    wj_log_line(use->log, WIKIJS_LOG_INFO, NULL, line);
}

static void end_wait(struct wikijs_call *call, struct visit *visit)
{
    if (visit && visit->until_us)
        wj_count(call->calls->metrics, WJ_METRIC_RETRY_WAIT, wj_loop_now(call->calls->loop) - visit->since_us);
}

static enum wj_step go_again(struct wj_retry_use *use, struct wikijs_call *call, struct visit *visit)
{
    use->sent++;
    end_wait(call, visit);
    visit->until_us = 0;
    wj_count(call->calls->metrics, WJ_METRIC_RETRIES, 1);
    if (call->carrier)
        wj_carrier_sent(call->carrier);
    return WJ_AGAIN;
}

/* It has failed for good. What an earlier try may have done is not undone by how the last one ended. */
static enum wj_step give_up(struct wikijs_call *call, const struct visit *visit)
{
    if (visit->was_uncertain)
        call->error.flags |= WIKIJS_ERROR_UNCERTAIN;
    return WJ_NEXT;
}

/* The server has surely not carried it out: whoever ends now, while it waits, need not wonder. */
static void take_back(struct wikijs_call *call)
{
    wj_call_unsent(call);
    if (call->carrier)
        wj_carrier_unsent(call->carrier);
}

static enum wj_step begin_wait(struct wj_retry_use *use, struct wikijs_call *call, struct visit *visit,
                               int64_t delay_ms)
{
    log_retry(use, call, visit, delay_ms);
    if (call->error.flags & WIKIJS_ERROR_UNCERTAIN)
        visit->was_uncertain = true;
    else
        take_back(call);
    visit->since_us = wj_loop_now(call->calls->loop);
    visit->until_us = visit->since_us + delay_ms * 1000;
    return wj_call_wait(call, visit->until_us);
}

static enum wj_step retry_up(struct wj_policy *policy, struct wikijs_call *call)
{
    struct wj_retry_use *use = policy->state;
    struct retry *retry = retry_of(use->shared);
    struct visit *visit = call->slot[policy->index];
    if (visit && visit->until_us)
        return wj_loop_now(call->calls->loop) < visit->until_us ? wj_call_wait(call, visit->until_us)
                                                                : go_again(use, call, visit);
    if (call->status >= 0) {
        give(retry, SUCCESS_GIVES);
        return WJ_NEXT;
    }
    if (!visit)
        visit = call->slot[policy->index] = wj_call_alloc(call, sizeof *visit);
    if (!visit)
        return WJ_NEXT; /* the failure is told, as it would be without this policy */
    visit->failed++;
    if (!wj_retry_is_on(&retry->rules.on, &call->error) || wj_call_is_within(call, &wj_retry_policy))
        return give_up(call, visit);
    int64_t delay_ms = wj_retry_delay_ms(&retry->rules, visit->failed, call->error.retry_after_ms,
                                         use->clock->random(use->clock->context));
    return may_go_again(use, call, visit, delay_ms) ? begin_wait(use, call, visit, delay_ms) : give_up(call, visit);
}

static void retry_release(struct wj_policy *policy, struct wikijs_call *call)
{
    end_wait(call, call->slot[policy->index]);
    call->slot[policy->index] = NULL;
}

const struct wj_policy_ops wj_retry_policy = { .name = "retry", .up = retry_up, .release = retry_release };
