/* SPDX-License-Identifier: MIT */
/*
 * Answers in Redis, each a record (record.h) under PREFIX TENANT ":" ID, which Redis lets go by itself when its time is over,
 * or when it needs the room.
 *
 * A tenant has its marks in one hash, PREFIX TENANT ":m": the number of its newest drop (n), the number that everything
 * before is out of date by (b), and the number of the newest drop of each tag. PREFIX "all" has that of everything. A ticket is
 * the number of the drop to come, and an answer is good while none of its marks has reached its ticket, as in marks.h. Numbers
 * begin with the time in microseconds: marks that got lost (Redis was short of memory, or was emptied) come back as newer than
 * anything that was kept, so the worst is that nothing is found. Looking, putting in and dropping are one script each.
 */
#include "cache/redis.h"

#include "base/status.h"

#ifdef WIKIJS_WITH_REDIS

#include "base/alloc.h"
#include "cache/marks.h"
#include "cache/record.h"
#include "transport/redis_pool.h"
#include <hiredis/hiredis.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

/* KEYS: the answer, the tenant's marks, the mark of everything. */
#define PRELUDE                                                                             \
    "local function clock() local t = redis.call('TIME') return t[1] * 1000000 + t[2] end " \
    "local m = redis.call('HMGET', KEYS[2], 'n', 'b') "                                     \
    "local n, b, c = tonumber(m[1]), tonumber(m[2]), tonumber(redis.call('GET', KEYS[3])) " \
    "local function begin() "                                                               \
    "  n = math.max(clock(), (n or 0) + 1, (c or 0) + 1) "                                  \
    "  b = n "                                                                              \
    "  redis.call('DEL', KEYS[2]) "                                                         \
    "  redis.call('HSET', KEYS[2], 'n', n, 'b', b) "                                        \
    "  redis.call('PEXPIRE', KEYS[2], 86400000) "                                           \
    "  if not c then c = n redis.call('SET', KEYS[3], c) end "                              \
    "end "                                                                                  \
    "if not (n and b and c) then begin() end "                                              \
    "n = math.max(n, c) "

#define IS_GOOD                                                                             \
    "local function is_good(record) "                                                       \
    "  if not record or #record < 48 or record:sub(9, 12) ~= 'wja1' then return false end " \
    "  local count, ticket = struct.unpack('<I4I8', record, 13) "                           \
    "  if ticket <= b or ticket <= c or #record < 48 + 8 * count then return false end "    \
    "  for from = 0, count - 1, 1000 do "                                                   \
    "    local tags = {} "                                                                  \
    "    for i = from, math.min(from + 999, count - 1) do "                                 \
    "      tags[#tags + 1] = record:sub(49 + 8 * i, 56 + 8 * i) "                           \
    "    end "                                                                              \
    "    for _, mark in ipairs(redis.call('HMGET', KEYS[2], unpack(tags))) do "             \
    "      if mark and (tonumber(mark) or ticket) >= ticket then return false end "         \
    "    end "                                                                              \
    "  end "                                                                                \
    "  return true "                                                                        \
    "end "

/* Only the head of the answer passes through the script; the whole is got right after it, and is the same one if its ticket
 * is. */
static const char find_text[] = PRELUDE IS_GOOD
    "local record = redis.call('GETRANGE', KEYS[1], 0, 559) "
    "local count = #record >= 48 and struct.unpack('<I4', record, 13) or 0 "
    "if count > 64 and count <= 65536 then record = redis.call('GETRANGE', KEYS[1], 0, 47 + 8 * count) end "
    "return is_good(record) and { n + 1, record:sub(17, 24) } or { n + 1 }";

/* ARGV: the record, how long it is kept in milliseconds. */
static const char keep_text[] = PRELUDE IS_GOOD
    "if not is_good(ARGV[1]) then return 0 end "
    "redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2]) "
    "local lasts = tonumber(ARGV[2]) + 86400000 "
    "if redis.call('PTTL', KEYS[2]) < lasts then redis.call('PEXPIRE', KEYS[2], lasts) end "
    "return 1";

/* ARGV: tags. When there have been very many, all are forgotten, and with them every answer. */
static const char drop_text[] = PRELUDE "n = n + 1 "
                                        "redis.call('HSET', KEYS[2], 'n', n) "
                                        "for _, tag in ipairs(ARGV) do redis.call('HSET', KEYS[2], tag, n) end "
                                        "if redis.call('HLEN', KEYS[2]) > 20000 then begin() end "
                                        "return 1";

/* ARGV: "all", or nothing: of the tenant. */
static const char clear_text[] = PRELUDE "if ARGV[1] then redis.call('SET', KEYS[3], math.max(clock(), n + 1)) "
                                         "else begin() end "
                                         "return 1";

enum { KEYS = 3, KEY_SIZE = 192 };

struct redis {
    wikijs_allocator allocator;
    struct wj_redis_script find, keep, drop, clear;
    struct wj_redis_pool pool;
    atomic_ullong hits, misses, stores, drops, errors;
};

/* The three of a script. */
struct keys {
    char texts[KEYS][KEY_SIZE];
    wikijs_str words[KEYS];
};

static size_t write_hex(char *out, const uint8_t *bytes)
{
    for (size_t i = 0; i < WIKIJS_CACHE_ID_SIZE; i++)
        snprintf(out + i * 2, 3, "%02x", bytes[i]);
    return (size_t)WIKIJS_CACHE_ID_SIZE * 2;
}

static void make_keys(const struct redis *store, const uint8_t *tenant, const uint8_t *id, struct keys *keys)
{
    static const uint8_t none[WIKIJS_CACHE_ID_SIZE];
    char of_tenant[WIKIJS_CACHE_ID_SIZE * 2 + 1], of_answer[WIKIJS_CACHE_ID_SIZE * 2 + 1];
    write_hex(of_tenant, tenant ? tenant : none);
    write_hex(of_answer, id ? id : none);
    snprintf(keys->texts[0], KEY_SIZE, "%s%s:%s", store->pool.prefix, of_tenant, of_answer);
    snprintf(keys->texts[1], KEY_SIZE, "%s%s:m", store->pool.prefix, of_tenant);
    snprintf(keys->texts[2], KEY_SIZE, "%sall", store->pool.prefix);
    for (size_t i = 0; i < KEYS; i++)
        keys->words[i] = (wikijs_str){ keys->texts[i], strlen(keys->texts[i]) };
}

static int call(struct redis *store, const struct wj_redis_script *script, const struct keys *keys,
                const wikijs_str *values, size_t count, struct wj_redis_result *result)
{
    const struct wj_redis_job job = { .script = script,
                                      .keys = keys->words,
                                      .key_count = KEYS,
                                      .values = values,
                                      .value_count = count,
                                      .gets = script == &store->find };
    int status = wj_redis_pool_call(&store->pool, &job, result);
    if (status < 0)
        atomic_fetch_add(&store->errors, 1);
    return status;
}

/* --- the store --- */

/* 0: there is none. */
static uint64_t ticket_of(const redisReply *reply)
{
    bool sound = reply->type == REDIS_REPLY_ARRAY && reply->elements && reply->element[0]->type == REDIS_REPLY_INTEGER;
    return sound && reply->element[0]->integer > 0 ? (uint64_t)reply->element[0]->integer : 0;
}

/* What was got is what the script has found to be good. */
static bool is_the_same(const redisReply *reply, const redisReply *got)
{
    enum { AT_TICKET = 16, TICKET_SIZE = 8 };
    const redisReply *ticket = reply->elements > 1 ? reply->element[1] : NULL;
    return ticket && ticket->type == REDIS_REPLY_STRING && got->type == REDIS_REPLY_STRING &&
           ticket->len == TICKET_SIZE && got->len >= WJ_RECORD_HEAD &&
           memcmp(got->str + AT_TICKET, ticket->str, TICKET_SIZE) == 0;
}

static int read_found(const struct wj_redis_result *result, const wikijs_cache_key *key, int64_t now,
                      wikijs_cache_found *found)
{
    struct wj_record record;
    uint64_t ticket = ticket_of(result->reply);
    if (!ticket)
        return WIKIJS_E_IO;
    found->ticket = ticket;
    if (!is_the_same(result->reply, result->got) || !wj_record_read(&record, key, result->got->str, result->got->len) ||
        record.keep_until <= now)
        return WIKIJS_E_NOT_FOUND;
    return wj_record_give(&record, found);
}

static int get(void *state, const wikijs_cache_key *key, int64_t now, wikijs_cache_found *found)
{
    struct redis *store = state;
    struct keys keys;
    struct wj_redis_result result;
    found->ticket = 1; /* of no use, when nothing can be kept */
    make_keys(store, key->tenant, key->id, &keys);
    int status = call(store, &store->find, &keys, NULL, 0, &result);
    if (status < 0)
        return status;
    status = read_found(&result, key, now, found);
    wj_redis_result_free(&result);
    atomic_fetch_add(status == 0 ? &store->hits : status == WIKIJS_E_NOT_FOUND ? &store->misses : &store->errors, 1);
    return status;
}

/* For an answer that nobody had looked for before. */
static int ask_ticket(struct redis *store, const struct keys *keys, uint64_t *ticket)
{
    struct wj_redis_result result;
    int status = call(store, &store->find, keys, NULL, 0, &result);
    if (status < 0)
        return status;
    *ticket = ticket_of(result.reply);
    wj_redis_result_free(&result);
    return *ticket ? 0 : WIKIJS_E_IO;
}

static int put(struct redis *store, const struct keys *keys, const char *record, size_t size, int64_t lasts_ms)
{
    char number[24];
    struct wj_redis_result result;
    snprintf(number, sizeof number, "%lld", (long long)lasts_ms);
    const wikijs_str values[] = { { record, size }, { number, strlen(number) } };
    int status = call(store, &store->keep, keys, values, 2, &result);
    if (status < 0)
        return status;
    bool kept = result.reply->type == REDIS_REPLY_INTEGER && result.reply->integer == 1;
    wj_redis_result_free(&result);
    if (kept)
        atomic_fetch_add(&store->stores, 1);
    return kept ? 0 : WIKIJS_E_CONFLICT;
}

static int set(void *state, const wikijs_cache_key *key, int64_t now, const wikijs_cache_entry *entry)
{
    struct redis *store = state;
    struct keys keys;
    uint64_t ticket = entry->ticket;
    size_t size = wj_record_size(entry);
    if (!size)
        return WIKIJS_E_TOO_LARGE;
    if (entry->keep_until <= now)
        return 0;
    make_keys(store, key->tenant, key->id, &keys);
    int status = ticket ? 0 : ask_ticket(store, &keys, &ticket);
    if (status < 0)
        return status;
    char *record = wj_malloc(&store->allocator, size);
    if (!record)
        return WIKIJS_E_NOMEM;
    wj_record_write(record, key, entry, ticket);
    status = put(store, &keys, record, size, entry->keep_until - now);
    wj_free(&store->allocator, record);
    return status;
}

static int drop(void *state, const uint8_t tenant[WIKIJS_CACHE_ID_SIZE], const char *const *tags, size_t tag_count)
{
    struct redis *store = state;
    struct keys keys;
    struct wj_redis_result result;
    if (!tag_count)
        return 0;
    wikijs_str *values = wj_malloc(&store->allocator, tag_count * (sizeof *values + sizeof(uint64_t)));
    if (!values)
        return WIKIJS_E_NOMEM;
    uint64_t *hashes = (uint64_t *)(void *)(values + tag_count);
    for (size_t i = 0; i < tag_count; i++) {
        hashes[i] = wj_marks_tag(tenant, tags[i]);
        values[i] = (wikijs_str){ (const char *)&hashes[i], sizeof hashes[i] };
    }
    make_keys(store, tenant, NULL, &keys);
    int status = call(store, &store->drop, &keys, values, tag_count, &result);
    if (status == 0) {
        wj_redis_result_free(&result);
        atomic_fetch_add(&store->drops, 1);
    }
    wj_free(&store->allocator, values);
    return status;
}

static int clear(void *state, const uint8_t *tenant)
{
    static const wikijs_str all = { "all", 3 };
    struct redis *store = state;
    struct keys keys;
    struct wj_redis_result result;
    make_keys(store, tenant, NULL, &keys);
    int status = call(store, &store->clear, &keys, &all, tenant ? 0 : 1, &result);
    if (status < 0)
        return status;
    wj_redis_result_free(&result);
    atomic_fetch_add(&store->drops, 1);
    return 0;
}

static int get_stats(void *state, wikijs_cache_stats *stats)
{
    struct redis *store = state;
    *stats = (wikijs_cache_stats){ .struct_size = sizeof *stats,
                                   .hits = atomic_load(&store->hits),
                                   .misses = atomic_load(&store->misses),
                                   .stores = atomic_load(&store->stores),
                                   .drops = atomic_load(&store->drops),
                                   .errors = atomic_load(&store->errors) };
    return 0;
}

static void explain(void *state, char *line, size_t size)
{
    struct redis *store = state;
    wj_redis_pool_explain(&store->pool, line, size);
}

static void destroy(void *state)
{
    struct redis *store = state;
    wikijs_allocator allocator = store->allocator;
    wj_redis_pool_destroy(&store->pool);
    wj_free(&allocator, store);
}

int wj_cache_redis_new(wikijs_cache_store *out, const wikijs_allocator *allocator,
                       const struct wj_redis_settings *settings, wikijs_error *err)
{
    struct redis *store = wj_calloc(allocator, 1, sizeof *store);
    if (!store)
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    int status = wj_redis_pool_init(&store->pool, settings, err);
    if (status < 0) {
        wj_free(allocator, store);
        return status;
    }
    store->allocator = *allocator;
    wj_redis_script_init(&store->find, find_text);
    wj_redis_script_init(&store->keep, keep_text);
    wj_redis_script_init(&store->drop, drop_text);
    wj_redis_script_init(&store->clear, clear_text);
    *out = (wikijs_cache_store){ .struct_size = sizeof *out,
                                 .name = "redis",
                                 .state = store,
                                 .get = get,
                                 .set = set,
                                 .drop = drop,
                                 .clear = clear,
                                 .stats = get_stats,
                                 .destroy = destroy,
                                 .explain = explain };
    return 0;
}

#else

int wj_cache_redis_new(wikijs_cache_store *out, const wikijs_allocator *allocator,
                       const struct wj_redis_settings *settings, wikijs_error *err)
{
    (void)out;
    (void)allocator;
    (void)settings;
    return wj_error_set(err, WIKIJS_E_CONFIG, "this build has no cache in Redis");
}

#endif
