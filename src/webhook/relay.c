/* SPDX-License-Identifier: MIT */
/*
 * A relay: a feed whose events go into the outbox as they are put into the store, and targets that empty it. Both live on
 * the feed's descriptor.
 */
#include <limits.h>
#include <stdatomic.h>
#include <string.h>
#include <wikijs/webhook_relay.h>

#include "base/sized.h"
#include "base/status.h"
#include "webhook/target.h"
#include "webhook/watch.h"

enum {
    RELAY_MAGIC = 0x5769526c,
    KEEP_DONE_MS = 7 * 24 * 3600 * 1000,
    TIDY_MS = 3600 * 1000,
    LOOK_AGAIN_MS = 1000 /* deliveries that another process wants to be sent again are seen by then */
};

struct wikijs_webhook_relay {
    uint32_t magic;
    wikijs_watch *watch;
    struct wj_outbox outbox;
    struct wj_target *targets, **last;
    struct wikijs_client *client; /* carries the requests; NULL: no wiki is followed yet */
    struct wj_timer wake;         /* on its loop: when there is something to send again */
    wikijs_webhook_relay_error_fn on_error;
    void *payload;
    int64_t tidy_at, look_again_at;
    atomic_bool stopping;
};

static bool is_relay(const wikijs_webhook_relay *relay)
{
    return relay && relay->magic == RELAY_MAGIC;
}

static int64_t now_ms(void)
{
    return wj_system_clock.wall_ms(wj_system_clock.context);
}

/* The turn of the loop that it ends is what the timer is for. */
static void on_wake(struct wj_timer *timer)
{
    (void)timer;
}

/* --- making --- */

/* In the transaction that puts the event in. */
static int on_event(void *context, const wikijs_event *event, wikijs_str json, wikijs_error *err)
{
    wikijs_webhook_relay *relay = context;
    (void)json;
    int status = 0;
    for (struct wj_target *target = relay->targets; status == 0 && target; target = target->next) {
        if (!wj_event_filter_passes(&target->filter, event))
            continue;
        status = wj_outbox_add(&relay->outbox, target->name, event, now_ms(), err);
        target->wake_at = 0;
    }
    return status;
}

int wikijs_webhook_relay_new(const char *state, const wikijs_watch_options *feed, wikijs_webhook_relay **out,
                             wikijs_error *err)
{
    wj_error_clear(err);
    wikijs_watch_options options = WIKIJS_WATCH_OPTIONS_INIT;
    if (!state || !out)
        return wj_error_set(err, WIKIJS_E_ARG, "no state file, or no place for the relay, is given");
    int status = wj_sized_take(&options, sizeof options, feed, err);
    if (status < 0)
        return status;
    options.struct_size = sizeof options;
    options.state = state;
    options.events = (wikijs_strings){ 0 };
    options.path = options.locale = options.tag = NULL;
    wikijs_watch *watch = NULL;
    status = wikijs_watch_new(&options, &watch, err);
    if (status < 0)
        return status;
    wikijs_webhook_relay *relay = wj_calloc(&watch->allocator, 1, sizeof *relay);
    if (!relay) {
        wikijs_watch_free(watch);
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    }
    relay->magic = RELAY_MAGIC;
    relay->watch = watch;
    relay->last = &relay->targets;
    relay->wake = (struct wj_timer){ .due_us = -1, .fire = on_wake };
    status = wj_outbox_open(&relay->outbox, watch->store, err);
    watch->store->on_event = on_event;
    watch->store->context = relay;
    if (status < 0)
        wikijs_webhook_relay_free(relay);
    else
        *out = relay;
    return status;
}

/* Whatever runs on the client that carries requests ends, before the targets' transports do. */
static void end_requests(wikijs_webhook_relay *relay)
{
    for (struct wj_follower *follower = relay->watch->followers; follower; follower = follower->next)
        follower->ended = true;
    for (struct wj_target *target = relay->targets; target; target = target->next)
        for (int64_t i = 0; i < target->max_in_flight; i++) {
            wj_call_abandon(target->sendings[i].call);
            target->sendings[i].call = NULL;
        }
    if (relay->client) {
        wj_timer_stop(relay->client->loop, &relay->wake);
        wj_calls_cancel_all(&relay->client->calls);
    }
    for (struct wj_target *target = relay->targets; target; target = target->next)
        wj_target_detach(target);
}

void wikijs_webhook_relay_free(wikijs_webhook_relay *relay)
{
    if (!is_relay(relay))
        return;
    relay->magic = 0;
    end_requests(relay);
    wikijs_allocator allocator = relay->watch->allocator;
    wj_outbox_close(&relay->outbox);
    while (relay->targets) {
        struct wj_target *target = relay->targets;
        relay->targets = target->next;
        target->allocator = &allocator;
        wj_target_free(target);
    }
    wikijs_watch_free(relay->watch);
    wj_free(&allocator, relay);
}

int wikijs_webhook_relay_add_target(wikijs_webhook_relay *relay, const wikijs_webhook_target *target, wikijs_error *err)
{
    wj_error_clear(err);
    if (!is_relay(relay) || !target)
        return wj_error_set(err, WIKIJS_E_ARG, "no relay or no target is given");
    if (relay->client)
        return wj_error_set(err, WIKIJS_E_STATE, "targets are added before the wikis");
    struct wj_target *made = NULL;
    int status = wj_target_new(&made, target, &relay->watch->allocator, err);
    if (status < 0)
        return status;
    for (const struct wj_target *other = relay->targets; other; other = other->next)
        if (strcmp(other->name, made->name) == 0) {
            status = wj_error_set(err, WIKIJS_E_EXISTS, "there is a webhook '%s' already", made->name);
            wj_target_free(made);
            return status;
        }
    bool comments;
    (void)wj_event_filter_wants(&made->filter, WJ_KIND_COMMENT, &comments);
    relay->watch->filter.comments |= comments;
    *relay->last = made;
    relay->last = &made->next;
    return 0;
}

/* All or none. */
static int attach_all(wikijs_webhook_relay *relay, struct wikijs_client *carrier, wikijs_error *err)
{
    int status = 0;
    for (struct wj_target *target = relay->targets; status == 0 && target; target = target->next)
        status = wj_target_attach(target, carrier, &relay->outbox, err);
    for (struct wj_target *target = relay->targets; status < 0 && target; target = target->next)
        wj_target_detach(target);
    return status;
}

int wikijs_webhook_relay_add(wikijs_webhook_relay *relay, const char *name, const wikijs_client *client,
                             wikijs_error *err)
{
    wj_error_clear(err);
    if (!is_relay(relay))
        return wj_error_set(err, WIKIJS_E_ARG, "no relay is given");
    int status = wikijs_watch_add(relay->watch, name, client, err);
    if (status < 0 || relay->client)
        return status;
    struct wikijs_client *carrier = relay->watch->followers->feed.client;
    status = attach_all(relay, carrier, err);
    if (status < 0)
        wj_watch_take_back(relay->watch);
    else
        relay->client = carrier;
    return status;
}

void wikijs_webhook_relay_on_error(wikijs_webhook_relay *relay, wikijs_webhook_relay_error_fn on_error, void *payload)
{
    if (is_relay(relay)) {
        relay->on_error = on_error;
        relay->payload = payload;
    }
}

/* --- running --- */

static void report(wikijs_webhook_relay *relay, const char *name, wikijs_error *error)
{
    if (error->code && relay->on_error)
        relay->on_error(name, error, relay->payload);
    error->code = 0;
}

static void report_all(wikijs_webhook_relay *relay)
{
    for (struct wj_follower *follower = relay->watch->followers; follower; follower = follower->next)
        report(relay, follower->name, &follower->error);
    for (struct wj_target *target = relay->targets; target; target = target->next)
        report(relay, target->name, &target->error);
}

/* Another process may have changed the outbox. */
static void look_again(wikijs_webhook_relay *relay, int64_t now)
{
    if (now < relay->look_again_at)
        return;
    relay->look_again_at = now + LOOK_AGAIN_MS;
    for (struct wj_target *target = relay->targets; target; target = target->next)
        target->wake_at = 0;
}

/* Wake the loop when there may be something to send again, at the latest to look again. */
static void arm(wikijs_webhook_relay *relay)
{
    struct wj_loop *loop = relay->client->loop;
    int64_t now = now_ms(), wait = LOOK_AGAIN_MS;
    for (const struct wj_target *target = relay->targets; target; target = target->next)
        if (target->wake_at > 0 && target->wake_at - now < wait)
            wait = target->wake_at > now ? target->wake_at - now : 0;
    wj_loop_refresh(loop);
    (void)wj_timer_set(loop, &relay->wake, wj_loop_now(loop) + wait * 1000); /* no memory: the next look wakes it */
}

/* Send what can be sent now. */
static int pump(wikijs_webhook_relay *relay, wikijs_error *err)
{
    bool stopping = atomic_load(&relay->stopping);
    int64_t now = now_ms();
    int status = wj_client_enter(relay->client, true, err);
    if (status < 0)
        return status;
    if (!relay->watch->pace.once)
        look_again(relay, now);
    for (struct wj_target *target = relay->targets; status == 0 && !stopping && target; target = target->next)
        status = wj_target_pump(target, err);
    arm(relay);
    wj_client_leave(relay->client);
    if (status == 0 && now >= relay->tidy_at) {
        relay->tidy_at = now + TIDY_MS;
        status = wj_outbox_forget(&relay->outbox, now - KEEP_DONE_MS, err);
    }
    report_all(relay);
    return status;
}

static int64_t in_flight(const wikijs_webhook_relay *relay)
{
    int64_t count = 0;
    for (const struct wj_target *target = relay->targets; target; target = target->next)
        count += target->in_flight;
    return count;
}

static bool is_looked_at(const wikijs_webhook_relay *relay)
{
    for (const struct wj_follower *follower = relay->watch->followers; follower; follower = follower->next)
        if (!follower->ended)
            return false;
    return true;
}

/* A look once is over when nothing can be sent at present. */
static bool is_over(const wikijs_webhook_relay *relay)
{
    if (in_flight(relay) > 0)
        return false;
    if (atomic_load(&relay->stopping))
        return true;
    if (!relay->watch->pace.once || !is_looked_at(relay))
        return false;
    for (const struct wj_target *target = relay->targets; target; target = target->next)
        if (target->wake_at == 0 || target->held_by_rate)
            return false;
    return true;
}

static int check(wikijs_webhook_relay *relay, wikijs_error *err)
{
    wj_error_clear(err);
    if (!is_relay(relay))
        return wj_error_set(err, WIKIJS_E_ARG, "no relay is given");
    if (!relay->client || !relay->targets)
        return wj_error_set(err, WIKIJS_E_STATE, "the relay has no %s", relay->client ? "target" : "wiki");
    return 0;
}

int wikijs_webhook_relay_run(wikijs_webhook_relay *relay, int64_t timeout_ms, wikijs_error *err)
{
    int status = check(relay, err);
    bool endless = timeout_ms < 0 || timeout_ms >= WJ_ENDLESS_MS;
    int64_t until = endless ? INT64_MAX : now_ms() + timeout_ms;
    while (status == 0) {
        status = pump(relay, err);
        int64_t left = endless ? INT_MAX : until - now_ms();
        if (status < 0 || left <= 0 || is_over(relay))
            break;
        int done = wj_watch_turn(relay->watch, left < INT_MAX ? (int)left : INT_MAX, err);
        status = done < 0 ? done : 0;
    }
    if (is_relay(relay))
        atomic_store(&relay->stopping, false);
    return status;
}

int wikijs_webhook_relay_process(wikijs_webhook_relay *relay, wikijs_error *err)
{
    int status = check(relay, err);
    int done = status == 0 ? wj_watch_turn(relay->watch, 0, err) : status;
    status = done < 0 ? done : pump(relay, err);
    return status < 0 ? status : done;
}

void wikijs_webhook_relay_stop(wikijs_webhook_relay *relay)
{
    if (is_relay(relay)) {
        atomic_store(&relay->stopping, true);
        wikijs_watch_wakeup(relay->watch);
    }
}

int wikijs_webhook_relay_fd(wikijs_webhook_relay *relay)
{
    return is_relay(relay) ? wikijs_watch_fd(relay->watch) : -1;
}

void wikijs_webhook_relay_get_stats(wikijs_webhook_relay *relay, wikijs_webhook_relay_stats *stats)
{
    if (!is_relay(relay) || !stats)
        return;
    size_t size = stats->struct_size;
    wikijs_webhook_relay_stats all = { .struct_size = size };
    int64_t waiting = 0;
    for (const struct wj_target *target = relay->targets; target; target = target->next) {
        all.delivered += target->delivered;
        all.failed += target->failed;
        all.dead += target->dead;
    }
    if (wj_outbox_waiting(&relay->outbox, &waiting, NULL) == 0)
        all.waiting = (uint64_t)waiting;
    memcpy(stats, &all, size < sizeof all ? size : sizeof all);
}
