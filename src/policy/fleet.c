/* SPDX-License-Identifier: MIT */
#include "policy/fleet.h"

#include "base/status.h"

#ifdef WIKIJS_WITH_REDIS

#include <hiredis/hiredis.h>
#include <stdio.h>
#include <string.h>

/*
 * KEYS: who is there, then each rate that counts the call. ARGV: who asks, how long it may wait, a name of its own; then for each rate
 * its kind, the time for one, burst or count, its period, what the call costs. Times are microseconds of Redis' clock.
 * A bucket keeps when it would be full (rate.h), a window the times that were given out.
 */
static const char turn_text[] =
    "local t = redis.call('TIME') "
    "local now, wait, which = t[1] * 1000000 + t[2], 0, 0 "
    "redis.call('ZADD', KEYS[1], now, ARGV[1]) "
    "redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - 60000000) "
    "redis.call('PEXPIRE', KEYS[1], 120000) "
    "local members, rates = redis.call('ZCARD', KEYS[1]), {} "
    "for i = 2, #KEYS do "
    "  local a = 4 + (i - 2) * 5 "
    "  local r = { window = ARGV[a] == 'w', each = tonumber(ARGV[a + 1]), size = tonumber(ARGV[a + 2]), "
    "              period = tonumber(ARGV[a + 3]), cost = tonumber(ARGV[a + 4]), full = 0 } "
    "  local at, ready = math.min(r.cost, r.size), 0 "
    "  if r.window then "
    "    local taken = redis.call('ZRANGE', KEYS[i], at - 1 - r.size, at - 1 - r.size, 'WITHSCORES') "
    "    ready = taken[2] and tonumber(taken[2]) + r.period or 0 "
    "  else "
    "    r.full = tonumber(redis.call('GET', KEYS[i])) or 0 "
    "    ready = r.full + (at - r.size) * r.each "
    "  end "
    "  if ready - now > wait then wait = ready - now which = i - 1 end "
    "  rates[i] = r "
    "end "
    "if wait > tonumber(ARGV[2]) then return { members, which, math.ceil(wait), 0 } end "
    "local start = now + wait "
    "for i = 2, #KEYS do "
    "  local r = rates[i] "
    "  if r.window then "
    "    for k = 1, math.min(r.cost, r.size) do redis.call('ZADD', KEYS[i], start, ARGV[3] .. ':' .. k) end "
    "    redis.call('ZREMRANGEBYRANK', KEYS[i], 0, -r.size - 1) "
    "    redis.call('PEXPIRE', KEYS[i], math.ceil((wait + r.period) / 1000) + 1000) "
    "  else "
    "    r.full = math.max(r.full, start) + r.cost * r.each "
    "    redis.call('SET', KEYS[i], r.full, 'PX', math.ceil((r.full - now + r.period) / 1000) + 1000) "
    "  end "
    "end "
    "return { members, which, math.ceil(wait), 1 }";

enum { RATE_WORDS = 5, NUMBER_SIZE = 32 };

struct wj_fleet {
    struct wj_fleet_worker worker;
    wikijs_allocator allocator;
    const struct wj_rates *rates;
    char keys[WJ_RATES_MAX + 1][WJ_FLEET_KEY]; /* of the members, and of each rate */
    uint64_t number;                           /* of the newest turn; of the thread */
    /* under the worker's lock */
    struct wj_turn *first, **last; /* that are asked for */
    int64_t members;
};

/* --- one question --- */

/* The words of a question, and room for those that are numbers. */
struct question {
    wikijs_str keys[WJ_RATES_MAX + 1], values[3 + WJ_RATES_MAX * RATE_WORDS];
    size_t key_count, value_count;
    char numbers[3 + WJ_RATES_MAX * RATE_WORDS][NUMBER_SIZE];
};

static void add(struct question *question, const char *text)
{
    question->values[question->value_count++] = (wikijs_str){ text, strlen(text) };
}

static void add_number(struct question *question, int64_t thousandths)
{
    char *text = question->numbers[question->value_count];
    snprintf(text, NUMBER_SIZE, "%lld.%03d", (long long)(thousandths / 1000), (int)(thousandths % 1000));
    add(question, text);
}

static void add_rate(struct question *question, const struct wj_rate *rate, const char *key, int64_t cost)
{
    question->keys[question->key_count++] = (wikijs_str){ key, strlen(key) };
    add(question, rate->is_window ? "w" : "b");
    add_number(question, rate->period_ns / rate->count);
    add_number(question, (rate->is_window ? rate->count : rate->burst) * 1000);
    add_number(question, rate->period_ns);
    add_number(question, cost * 1000);
}

static void make_question(struct wj_fleet *fleet, const struct wj_turn *turn, struct question *question,
                          size_t indexes[WJ_RATES_MAX])
{
    question->key_count = question->value_count = 0;
    question->keys[question->key_count++] = (wikijs_str){ fleet->keys[0], strlen(fleet->keys[0]) };
    add(question, fleet->worker.name);
    add_number(question, turn->max_wait_us * 1000);
    char *name = question->numbers[question->value_count];
    snprintf(name, NUMBER_SIZE, "%.20s%llx", fleet->worker.name, (unsigned long long)++fleet->number & 0xffffffff);
    add(question, name);
    for (size_t i = 0; i < fleet->rates->count; i++) {
        if (!turn->costs[i])
            continue;
        indexes[question->key_count - 1] = i;
        add_rate(question, &fleet->rates->rates[i], fleet->keys[i + 1], turn->costs[i]);
    }
}

static bool is_sound(const redisReply *reply, size_t rates)
{
    if (reply->type != REDIS_REPLY_ARRAY || reply->elements != 4)
        return false;
    for (size_t i = 0; i < 4; i++)
        if (reply->element[i]->type != REDIS_REPLY_INTEGER || reply->element[i]->integer < 0)
            return false;
    return (size_t)reply->element[1]->integer <= rates;
}

/* The turn is the thread's until its state says what came. */
static void ask_redis_locked(struct wj_fleet *fleet, struct wj_turn *turn)
{
    struct question question;
    size_t indexes[WJ_RATES_MAX] = { 0 };
    struct wj_redis_result result;
    pthread_mutex_unlock(&fleet->worker.lock);
    make_question(fleet, turn, &question, indexes);
    enum wj_turn_state state = WJ_TURN_FAILED;
    int64_t members = 0;
    const struct wj_redis_job job = { .script = &fleet->worker.script,
                                      .keys = question.keys,
                                      .key_count = question.key_count,
                                      .values = question.values,
                                      .value_count = question.value_count };
    int status = wj_redis_pool_call(&fleet->worker.pool, &job, &result);
    const redisReply *reply = result.reply;
    if (status == 0 && is_sound(reply, question.key_count - 1)) {
        int64_t which = reply->element[1]->integer;
        members = reply->element[0]->integer;
        turn->go_us = wj_system_clock.monotonic_us(NULL) + reply->element[2]->integer;
        turn->rate = which ? indexes[which - 1] : 0;
        state = reply->element[3]->integer ? WJ_TURN_GRANTED : WJ_TURN_REFUSED;
    }
    wj_redis_result_free(&result);
    pthread_mutex_lock(&fleet->worker.lock);
    turn->state = state;
    if (members)
        fleet->members = members;
}

/* --- the thread --- */

static void leave_locked(struct wj_fleet *fleet, struct wj_turn *turn)
{
    if (--turn->users == 0)
        wj_free(&fleet->allocator, turn);
}

static bool is_due_locked(void *context)
{
    const struct wj_fleet *fleet = context;
    return fleet->first != NULL;
}

/* Whoever asked first is first; nobody is asked for who has left meanwhile. */
static bool ask_all_locked(void *context)
{
    struct wj_fleet *fleet = context;
    struct wj_turn *turns = fleet->first;
    fleet->first = NULL;
    fleet->last = &fleet->first;
    for (struct wj_turn *turn = turns, *next; turn; turn = next) {
        next = turn->next;
        if (turn->users > 1 && !fleet->worker.stops)
            ask_redis_locked(fleet, turn);
        leave_locked(fleet, turn);
    }
    return true;
}

static const struct wj_fleet_work work = { turn_text, is_due_locked, ask_all_locked };

/* --- for the limiter --- */

struct wj_turn *wj_fleet_ask(struct wj_fleet *fleet, const int64_t costs[WJ_RATES_MAX], int64_t max_wait_us)
{
    struct wj_turn *turn = wj_calloc(&fleet->allocator, 1, sizeof *turn);
    if (!turn)
        return NULL;
    turn->users = 2;
    turn->max_wait_us = max_wait_us;
    memcpy(turn->costs, costs, sizeof turn->costs);
    pthread_mutex_lock(&fleet->worker.lock);
    bool running = wj_fleet_worker_start_locked(&fleet->worker);
    if (running) {
        *fleet->last = turn;
        fleet->last = &turn->next;
    }
    pthread_mutex_unlock(&fleet->worker.lock);
    if (running)
        return turn;
    wj_free(&fleet->allocator, turn);
    return NULL;
}

enum wj_turn_state wj_fleet_look(struct wj_fleet *fleet, struct wj_turn *turn)
{
    pthread_mutex_lock(&fleet->worker.lock);
    enum wj_turn_state state = turn->state;
    pthread_mutex_unlock(&fleet->worker.lock);
    return state;
}

void wj_fleet_leave(struct wj_fleet *fleet, struct wj_turn *turn)
{
    if (!turn)
        return;
    pthread_mutex_lock(&fleet->worker.lock);
    leave_locked(fleet, turn);
    pthread_mutex_unlock(&fleet->worker.lock);
}

int64_t wj_fleet_members(struct wj_fleet *fleet)
{
    pthread_mutex_lock(&fleet->worker.lock);
    int64_t members = fleet->members;
    pthread_mutex_unlock(&fleet->worker.lock);
    return members;
}

bool wj_fleet_begins_to_fail(struct wj_fleet *fleet, int64_t now_us, char *line, size_t size)
{
    return wj_redis_pool_begins_to_fail(&fleet->worker.pool, now_us, line, size);
}

/* --- making --- */

int wj_fleet_new(struct wj_fleet **out, struct wikijs_shared *shared, const struct wj_rates *rates,
                 const struct wj_fleet_settings *settings, wikijs_error *err)
{
    struct wj_fleet *fleet = wj_calloc(&shared->allocator, 1, sizeof *fleet);
    if (!fleet)
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    int status = wj_fleet_worker_init(&fleet->worker, &work, fleet, shared, settings, err);
    if (status < 0) {
        wj_free(&shared->allocator, fleet);
        return status;
    }
    fleet->allocator = shared->allocator;
    fleet->rates = rates;
    fleet->last = &fleet->first;
    fleet->members = 1;
    wj_fleet_worker_key(&fleet->worker, fleet->keys[0], "rate", settings->wiki, "members");
    for (size_t i = 0; i < rates->count; i++)
        wj_fleet_worker_key(&fleet->worker, fleet->keys[i + 1], "rate", settings->wiki, rates->rates[i].text);
    *out = fleet;
    return 0;
}

void wj_fleet_free(struct wj_fleet *fleet)
{
    if (!fleet)
        return;
    wj_fleet_worker_destroy(&fleet->worker);
    wikijs_allocator allocator = fleet->allocator;
    wj_free(&allocator, fleet);
}

#else

int wj_fleet_new(struct wj_fleet **out, struct wikijs_shared *shared, const struct wj_rates *rates,
                 const struct wj_fleet_settings *settings, wikijs_error *err)
{
    (void)out;
    (void)shared;
    (void)rates;
    (void)settings;
    return wj_error_set(err, WIKIJS_E_CONFIG, "this build has no rate limit in Redis");
}

void wj_fleet_free(struct wj_fleet *fleet)
{
    (void)fleet;
}

struct wj_turn *wj_fleet_ask(struct wj_fleet *fleet, const int64_t costs[WJ_RATES_MAX], int64_t max_wait_us)
{
    (void)fleet;
    (void)costs;
    (void)max_wait_us;
    return NULL;
}

enum wj_turn_state wj_fleet_look(struct wj_fleet *fleet, struct wj_turn *turn)
{
    (void)fleet;
    (void)turn;
    return WJ_TURN_FAILED;
}

void wj_fleet_leave(struct wj_fleet *fleet, struct wj_turn *turn)
{
    (void)fleet;
    (void)turn;
}

int64_t wj_fleet_members(struct wj_fleet *fleet)
{
    (void)fleet;
    return 1;
}

bool wj_fleet_begins_to_fail(struct wj_fleet *fleet, int64_t now_us, char *line, size_t size)
{
    (void)fleet;
    (void)now_us;
    (void)line;
    (void)size;
    return false;
}

#endif
