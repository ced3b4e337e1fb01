/* SPDX-License-Identifier: MIT */
#include "policy/breaker_fleet.h"

#include "base/status.h"

#ifdef WIKIJS_WITH_REDIS

#include "base/text.h"
#include <hiredis/hiredis.h>
#include <stdio.h>
#include <string.h>

/*
 * KEYS: the record: until when it is open (u), who tries it then (w) and until when (c), the failure's status (s) and
 * message (m). ARGV: who asks, what is told (open, close, or nothing), how long it is open, how long a try may last, status, message.
 * Times are microseconds of Redis' clock. The answer is a wikijs_breaker_state, how long it lasts, status, message.
 */
static const char state_text[] =
    "local t = redis.call('TIME') "
    "local now, key, last = t[1] * 1000000 + t[2], KEYS[1], tonumber(ARGV[4]) "
    "if ARGV[2] == 'close' then redis.call('DEL', key) end "
    "if ARGV[2] == 'open' then "
    "  redis.call('HSET', key, 'u', now + ARGV[3], 'c', 0, 'w', '', 's', ARGV[5], 'm', ARGV[6]) "
    "  redis.call('PEXPIRE', key, math.ceil((ARGV[3] + last) / 1000)) "
    "end "
    "local r = redis.call('HMGET', key, 'u', 'c', 'w', 's', 'm') "
    "if not r[1] then return { 0, 0, 0, '' } end "
    "local open, try = tonumber(r[1]), tonumber(r[2]) "
    "if now < open then return { 2, open - now, tonumber(r[4]), r[5] } end "
    "if now < try and r[3] ~= ARGV[1] then return { 2, try - now, tonumber(r[4]), r[5] } end "
    "if now >= try then "
    "  redis.call('HSET', key, 'c', now + last, 'w', ARGV[1]) "
    "  redis.call('PEXPIRE', key, math.ceil(2 * last / 1000)) "
    "end "
    "return { 1, 0, tonumber(r[4]), r[5] }";

enum { GOOD_US = 100 * 1000, NEWS_US = 2 * 1000 * 1000, NUMBER_SIZE = 24, WORDS = 6 };

/* What the others are to know. */
struct message {
    bool is_new, is_due; /* not tried yet; not told yet */
    wikijs_breaker_state state;
    int64_t until_us;
    int failure;
    char text[256];
};

struct wj_breaker_fleet {
    struct wj_fleet_worker worker;
    wikijs_allocator allocator;
    char key[WJ_FLEET_KEY];
    int64_t recovery_us;
    /* under the worker's lock */
    bool asked;
    uint64_t asked_epoch;
    struct message message;
    struct wj_breaker_news news; /* that nobody has taken */
    int64_t good_until_us;
};

static int64_t now_us(void)
{
    return wj_system_clock.monotonic_us(NULL);
}

/* --- one exchange, by the thread, without the lock --- */

static bool is_sound(const redisReply *reply)
{
    static const int types[] = { REDIS_REPLY_INTEGER, REDIS_REPLY_INTEGER, REDIS_REPLY_INTEGER, REDIS_REPLY_STRING };
    if (reply->type != REDIS_REPLY_ARRAY || reply->elements != sizeof types / sizeof *types)
        return false;
    for (size_t i = 0; i < reply->elements; i++)
        if (reply->element[i]->type != types[i])
            return false;
    int64_t state = reply->element[0]->integer;
    return state >= WIKIJS_BREAKER_CLOSED && state <= WIKIJS_BREAKER_OPEN && reply->element[1]->integer >= 0;
}

static void read_reply(const redisReply *reply, struct wj_breaker_news *news)
{
    int64_t failure = reply->element[2]->integer;
    news->kind = WJ_NEWS_STATE;
    news->state = (wikijs_breaker_state)reply->element[0]->integer;
    news->until_us = now_us() + reply->element[1]->integer;
    news->failure = failure < 0 && failure > INT32_MIN ? (int)failure : WIKIJS_E_UNAVAILABLE;
    wj_copy_line(news->message, sizeof news->message, reply->element[3]->str, reply->element[3]->len);
}

static wikijs_str word(const char *text)
{
    return (wikijs_str){ text, strlen(text) };
}

static void exchange(struct wj_breaker_fleet *fleet, const struct message *message, struct wj_breaker_news *news)
{
    char numbers[3][NUMBER_SIZE];
    int64_t lasts_us = message->until_us - now_us();
    bool opens = message->is_due && message->state == WIKIJS_BREAKER_OPEN && lasts_us > 0;
    bool closes = message->is_due && message->state == WIKIJS_BREAKER_CLOSED;
    snprintf(numbers[0], NUMBER_SIZE, "%lld", (long long)(opens ? lasts_us : 0));
    snprintf(numbers[1], NUMBER_SIZE, "%lld", (long long)fleet->recovery_us);
    snprintf(numbers[2], NUMBER_SIZE, "%d", message->failure);
    const wikijs_str key = word(fleet->key);
    const wikijs_str values[WORDS] = { word(fleet->worker.name), word(opens ? "open" : closes ? "close" : ""),
                                       word(numbers[0]),         word(numbers[1]),
                                       word(numbers[2]),         word(message->text) };
    const struct wj_redis_job job = {
        .script = &fleet->worker.script, .keys = &key, .key_count = 1, .values = values, .value_count = WORDS
    };
    struct wj_redis_result result;
    *news = (struct wj_breaker_news){ .kind = WJ_NEWS_FAILED };
    if (wj_redis_pool_call(&fleet->worker.pool, &job, &result) == 0 && is_sound(result.reply))
        read_reply(result.reply, news);
    wj_redis_result_free(&result);
}

/* --- the thread --- */

/* What Redis has been told is no news; nor is what it said to somebody who did not ask. */
static void note_answer_locked(struct wj_breaker_fleet *fleet, const struct message *told, bool was_asked,
                               uint64_t epoch, const struct wj_breaker_news *news)
{
    bool good = news->kind == WJ_NEWS_STATE;
    if (good && told->is_due && !fleet->message.is_new)
        fleet->message.is_due = false;
    if (!was_asked)
        return;
    fleet->news = *news;
    fleet->news.epoch = epoch;
    fleet->good_until_us = now_us() + GOOD_US;
    if (good && news->state == WIKIJS_BREAKER_OPEN && news->until_us < fleet->good_until_us)
        fleet->good_until_us = news->until_us;
    fleet->asked = false;
}

static bool is_due_locked(void *context)
{
    const struct wj_breaker_fleet *fleet = context;
    return fleet->message.is_new || (fleet->asked && !fleet->worker.stops);
}

static bool exchange_locked(void *context)
{
    struct wj_breaker_fleet *fleet = context;
    bool was_asked = fleet->asked;
    uint64_t epoch = fleet->asked_epoch;
    struct message message = fleet->message;
    fleet->message.is_new = false;
    pthread_mutex_unlock(&fleet->worker.lock);
    struct wj_breaker_news news;
    exchange(fleet, &message, &news);
    pthread_mutex_lock(&fleet->worker.lock);
    note_answer_locked(fleet, &message, was_asked, epoch, &news);
    return was_asked;
}

static const struct wj_fleet_work work = { state_text, is_due_locked, exchange_locked };

/* --- for the breaker --- */

bool wj_breaker_fleet_know(struct wj_breaker_fleet *fleet, int64_t now, uint64_t epoch, struct wj_breaker_news *news)
{
    pthread_mutex_lock(&fleet->worker.lock);
    *news = fleet->news;
    if (now >= fleet->good_until_us + NEWS_US) /* whoever asked did not wait for it */
        news->kind = WJ_NEWS_NONE;
    fleet->news.kind = WJ_NEWS_NONE;
    bool known = news->kind != WJ_NEWS_NONE || now < fleet->good_until_us;
    if (!known && !fleet->asked) {
        fleet->asked_epoch = epoch;
        fleet->asked = true;
        if (!wj_fleet_worker_start_locked(&fleet->worker)) { /* no thread to be had: as without Redis */
            fleet->asked = false;
            known = true;
        }
    }
    pthread_mutex_unlock(&fleet->worker.lock);
    if (news->kind == WJ_NEWS_FAILED &&
        !wj_redis_pool_begins_to_fail(&fleet->worker.pool, now, news->message, sizeof news->message))
        news->message[0] = '\0';
    return known;
}

void wj_breaker_fleet_tell(struct wj_breaker_fleet *fleet, wikijs_breaker_state state, int64_t until_us, int failure,
                           const char *message)
{
    pthread_mutex_lock(&fleet->worker.lock);
    fleet->message = (struct message){
        .is_new = true, .is_due = true, .state = state, .until_us = until_us, .failure = failure
    };
    wj_copy_line(fleet->message.text, sizeof fleet->message.text, message, strlen(message));
    wj_fleet_worker_start_locked(&fleet->worker);
    pthread_mutex_unlock(&fleet->worker.lock);
}

/* --- making --- */

int wj_breaker_fleet_new(struct wj_breaker_fleet **out, struct wikijs_shared *shared,
                         const struct wj_fleet_settings *settings, int64_t recovery_us, wikijs_error *err)
{
    struct wj_breaker_fleet *fleet = wj_calloc(&shared->allocator, 1, sizeof *fleet);
    if (!fleet)
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    int status = wj_fleet_worker_init(&fleet->worker, &work, fleet, shared, settings, err);
    if (status < 0) {
        wj_free(&shared->allocator, fleet);
        return status;
    }
    fleet->allocator = shared->allocator;
    fleet->recovery_us = recovery_us;
    wj_fleet_worker_key(&fleet->worker, fleet->key, "breaker", settings->wiki, "state");
    *out = fleet;
    return 0;
}

void wj_breaker_fleet_free(struct wj_breaker_fleet *fleet)
{
    if (!fleet)
        return;
    wj_fleet_worker_destroy(&fleet->worker);
    wikijs_allocator allocator = fleet->allocator;
    wj_free(&allocator, fleet);
}

#else

int wj_breaker_fleet_new(struct wj_breaker_fleet **out, struct wikijs_shared *shared,
                         const struct wj_fleet_settings *settings, int64_t recovery_us, wikijs_error *err)
{
    (void)out;
    (void)shared;
    (void)settings;
    (void)recovery_us;
    return wj_error_set(err, WIKIJS_E_CONFIG, "this build has no circuit breaker in Redis");
}

void wj_breaker_fleet_free(struct wj_breaker_fleet *fleet)
{
    (void)fleet;
}

bool wj_breaker_fleet_know(struct wj_breaker_fleet *fleet, int64_t now_us, uint64_t epoch, struct wj_breaker_news *news)
{
    (void)fleet;
    (void)now_us;
    (void)epoch;
    news->kind = WJ_NEWS_NONE;
    return true;
}

void wj_breaker_fleet_tell(struct wj_breaker_fleet *fleet, wikijs_breaker_state state, int64_t until_us, int failure,
                           const char *message)
{
    (void)fleet;
    (void)state;
    (void)until_us;
    (void)failure;
    (void)message;
}

#endif
