/* SPDX-License-Identifier: MIT */
/* What the clients of a wikijs_shared have in common: the store, whose answers are in it, and for how long. */
#include "policy/cache.h"

#include "base/status.h"
#include "base/text.h"
#include "graphql/tags.h"
#include <string.h>

enum { MAX_TTLS = 64, TAGS_MAX = 1 << 16 };

/* --- how long --- */

static int parse_duration(const char *text, size_t length, int64_t *ms)
{
    static const struct {
        const char *name;
        int64_t ms;
    } units[] = { { "ms", 1 }, { "s", 1000 }, { "m", 60000 }, { "min", 60000 }, { "h", 3600000 }, { "d", 86400000 } };
    size_t digits = strspn(text, "0123456789");
    int64_t number;
    if (digits == 0 || digits > 9 || !wj_int_parse(text, digits, &number))
        return -1;
    *ms = 0;
    if (digits == length && number == 0)
        return 0;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (length - digits == strlen(units[i].name) && memcmp(text + digits, units[i].name, length - digits) == 0) {
            *ms = number * units[i].ms;
            return 0;
        }
    }
    return -1;
}

static int add_ttl(struct wj_cache *cache, const char *text, size_t length, wikijs_error *err)
{
    const char *equals = memchr(text, '=', length);
    size_t name = equals ? (size_t)(equals - text) : 0;
    struct wj_ttl *ttl = &cache->ttls[cache->ttl_count];
    if (!name || parse_duration(equals + 1, length - name - 1, &ttl->ms) < 0)
        return wj_error_set(err, WIKIJS_E_CONFIG,
                            "'%.*s' in cache_ttls is not like pages.list=30s (ms, s, min, h, d; 0: not kept)",
                            (int)length, text);
    if (cache->ttl_count == MAX_TTLS - 1)
        return wj_error_set(err, WIKIJS_E_CONFIG, "cache_ttls names more than %d operations", MAX_TTLS - 1);
    ttl->name = wj_arena_strndup(&cache->memory, text, name);
    cache->ttl_count++;
    return ttl->name ? 0 : wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
}

static int read_ttls(struct wj_cache *cache, const char *text, wikijs_error *err)
{
    if (!text)
        return 0;
    cache->ttls = wj_arena_alloc(&cache->memory, MAX_TTLS * sizeof *cache->ttls);
    if (!cache->ttls)
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    int status = 0;
    while (status == 0 && *(text += strspn(text, " ,"))) {
        size_t length = strcspn(text, " ,");
        status = add_ttl(cache, text, length, err);
        text += length;
    }
    return status;
}

int64_t wj_cache_ttl(const struct wj_cache *cache, const struct wj_op *op)
{
    int64_t ms = cache->ttl_ms;
    for (size_t i = 0; i < cache->ttl_count; i++) {
        if (strcmp(cache->ttls[i].name, op->name) == 0)
            return cache->ttls[i].ms;
        if (strcmp(cache->ttls[i].name, op->namespace_) == 0)
            ms = cache->ttls[i].ms;
    }
    return ms;
}

/* --- making --- */

static void free_cache(void *state)
{
    struct wj_cache *cache = state;
    if (cache->owns_store)
        cache->store.destroy(cache->store.state);
    wj_flights_destroy(&cache->flights);
    wj_arena_clear(&cache->memory);
    wj_wipe(cache->identity, sizeof cache->identity);
    wikijs_allocator allocator = cache->allocator;
    wj_free(&allocator, cache);
}

/* A name space and an address can hold anything but a line's end. */
static int hash_tenant(struct wj_cache *cache, const struct wj_cache_settings *settings)
{
    static const uint8_t key[WJ_HASH_SIZE] = "wikijs cache 1";
    struct wj_buf text;
    wj_buf_init(&text, &cache->allocator, 1 << 16);
    wj_buf_str(&text, settings->name_space ? settings->name_space : "");
    wj_buf_char(&text, '\n');
    wj_buf_str(&text, settings->wiki);
    int failed = text.failed;
    if (!failed)
        wj_siphash(key, text.data, text.len, cache->tenant);
    wj_buf_free(&text);
    return failed;
}

static int hash_identity(struct wj_cache *cache, const struct wj_cache_settings *settings)
{
    enum { ROUNDS = 20000 }; /* some milliseconds, once for a client */
    return wj_hash_secret(settings->identity.ptr ? settings->identity.ptr : "", settings->identity.len,
                          (const char *)cache->tenant, sizeof cache->tenant, settings->guessable ? ROUNDS : 1,
                          cache->identity);
}

int wj_cache_make(struct wikijs_shared *shared, const struct wj_cache_settings *settings, wikijs_error *err)
{
    struct wj_cache *cache = wj_calloc(&shared->allocator, 1, sizeof *cache);
    if (!cache) {
        if (settings->owns_store)
            settings->store.destroy(settings->store.state);
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    }
    cache->allocator = shared->allocator;
    cache->store = settings->store;
    cache->owns_store = settings->owns_store;
    cache->ttl_ms = settings->ttl_ms;
    cache->stale_revalidate_ms = settings->stale_revalidate_ms;
    cache->stale_error_ms = settings->stale_error_ms;
    wj_arena_init(&cache->memory, &cache->allocator, 0);
    wj_flights_init(&cache->flights, &cache->allocator);
    int status = hash_tenant(cache, settings);
    if (status == 0)
        status = hash_identity(cache, settings);
    if (status < 0)
        wj_error_set(err, status, "out of memory");
    else
        status = read_ttls(cache, settings->ttls, err);
    if (status < 0) {
        free_cache(cache);
        return status;
    }
    shared->parts[WJ_SHARED_CACHE] = (struct wj_shared_part){ cache, free_cache };
    return 0;
}

struct wj_cache *wj_cache_of(const struct wikijs_shared *shared)
{
    return shared->parts[WJ_SHARED_CACHE].state;
}

/* --- the store --- */

static void mix(uint8_t hash[WJ_HASH_SIZE], const char *text)
{
    uint8_t key[WJ_HASH_SIZE];
    memcpy(key, hash, sizeof key);
    wj_siphash(key, text, strlen(text), hash);
}

/* What plugins send along may change the answer. */
void wj_cache_key_of(const struct wj_cache *cache, const struct wikijs_call *call, wikijs_cache_key *key)
{
    memcpy(key->tenant, cache->tenant, sizeof key->tenant);
    wj_siphash(cache->identity, call->request.body.data, call->request.body.len, key->id);
    for (const struct wj_header *header = call->request.headers; header; header = header->next) {
        mix(key->id, header->name);
        mix(key->id, header->value);
    }
}

static void *reserve(size_t size, void *payload)
{
    struct wj_buf *body = payload;
    wj_buf_clear(body);
    return wj_buf_reserve(body, size) < 0 ? NULL : body->data;
}

static int note_drop(struct wj_cache *cache, int status)
{
    if (status < 0)
        atomic_fetch_add(&cache->owed, 1);
    return status;
}

static int clear(struct wj_cache *cache, bool all_wikis)
{
    return note_drop(cache, cache->store.clear(cache->store.state, all_wikis ? NULL : cache->tenant));
}

static int drop(struct wj_cache *cache, const char *const *tags, size_t count)
{
    return note_drop(cache, cache->store.drop(cache->store.state, cache->tenant, tags, count));
}

/* What could not be dropped must not be found: rather drop too much. */
static int drop_what_is_owed(struct wj_cache *cache)
{
    unsigned owed = atomic_load(&cache->owed);
    if (!owed)
        return 0;
    int status = cache->store.clear(cache->store.state, cache->tenant);
    if (status == 0)
        atomic_compare_exchange_strong(&cache->owed, &owed, 0); /* unless another one has failed meanwhile */
    return status;
}

int wj_cache_fetch(struct wj_cache *cache, const wikijs_cache_key *key, int64_t now, struct wj_buf *body,
                   wikijs_cache_found *found)
{
    *found = (wikijs_cache_found){ .struct_size = sizeof *found, .reserve = reserve, .payload = body };
    int status = drop_what_is_owed(cache);
    if (status == 0)
        status = cache->store.get(cache->store.state, key, now, found);
    if (status == 0) {
        body->len = found->length;
        body->data[body->len] = '\0';
    } else {
        wj_buf_clear(body);
    }
    return status;
}

static wikijs_str text_of(const struct wj_buf *buf)
{
    return (wikijs_str){ buf->data, buf->data ? buf->len : 0 };
}

int wj_cache_keep(struct wj_cache *cache, const wikijs_cache_key *key, const struct wikijs_call *call,
                  const struct wj_buf *answer, struct wj_json_parser *parser, wikijs_cache_entry *entry, int64_t now)
{
    if (now < atomic_load(&cache->quiet_until_ms) || atomic_load(&cache->owed))
        return 0;
    int status = 0;
    struct wj_arena arena;
    struct wj_tags tags;
    wj_arena_init(&arena, &cache->allocator, TAGS_MAX);
    if (wj_tags_read(call->op, text_of(&call->request.body), text_of(answer), parser, &arena, &tags) == 0) {
        entry->bytes = answer->data;
        entry->length = answer->len;
        entry->tags = tags.items;
        entry->tag_count = tags.count;
        status = cache->store.set(cache->store.state, key, now, entry);
    }
    wj_arena_clear(&arena);
    return status;
}

int wj_cache_touch(struct wj_cache *cache, const struct wikijs_call *call, struct wj_json_parser *parser)
{
    struct wj_arena arena;
    struct wj_tags tags;
    wj_arena_init(&arena, &cache->allocator, TAGS_MAX);
    int failed = wj_tags_read(call->op, text_of(&call->request.body), (wikijs_str){ 0 }, parser, &arena, &tags);
    int status = 0;
    if (failed || tags.all)
        status = clear(cache, false);
    else if (tags.count)
        status = drop(cache, tags.items, tags.count);
    wj_arena_clear(&arena);
    return status;
}

/* --- when it fails --- */

bool wj_cache_begins_to_fail(struct wj_cache *cache, int64_t now)
{
    enum { WELL_MS = 60 * 1000 }; /* so long without a failure, and the next one is news */
    int64_t before = atomic_exchange(&cache->failed_at_ms, now);
    return !before || now - before >= WELL_MS;
}

void wj_cache_explain(const struct wj_cache *cache, int status, char *line, size_t size)
{
    line[0] = '\0';
    if (cache->store.explain)
        cache->store.explain(cache->store.state, line, size);
    if (!line[0])
        wj_copy_line(line, size, wikijs_status_text(status), strlen(wikijs_status_text(status)));
}

/* --- for the program --- */

int wj_cache_drop(struct wikijs_shared *shared, const char *const *tags, size_t count)
{
    struct wj_cache *cache = wj_cache_of(shared);
    return cache ? drop(cache, tags, count) : WIKIJS_E_STATE;
}

int wj_cache_clear(struct wikijs_shared *shared, bool all_wikis)
{
    struct wj_cache *cache = wj_cache_of(shared);
    return cache ? clear(cache, all_wikis) : WIKIJS_E_STATE;
}

int wj_cache_stats(struct wikijs_shared *shared, wikijs_cache_stats *stats)
{
    struct wj_cache *cache = wj_cache_of(shared);
    return cache ? cache->store.stats(cache->store.state, stats) : WIKIJS_E_STATE;
}
