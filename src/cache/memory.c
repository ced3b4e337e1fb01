/* SPDX-License-Identifier: MIT */
/*
 * Answers in memory, in shards that each have a lock of their own, so that threads rarely meet.
 *
 * What goes when there is no room is decided by a segmented LRU: an answer comes in on trial, and is kept once it has been
 * asked for again; four fifths of the room belong to those that are kept. A walk over ten thousand pages that is made once
 * thus drives nothing out that is asked for often.
 *
 * A drop looks through everything, which a write can afford. So that an answer which was on its way during the drop
 * is not put in afterwards, each drop leaves a mark (marks.h).
 */
#include "cache/memory.h"

#include "base/alloc.h"
#include "cache/marks.h"
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>
#include <wikijs/error.h>

enum { MAX_SHARDS = 16, MIN_SHARE = 64, MIN_SHARE_BYTES = 4 << 20, KEPT_TENTHS = 8 };

struct entry {
    struct entry *next;          /* in its bucket */
    struct entry *newer, *older; /* in its list */
    atomic_uint refs;            /* of the shard, and of whoever copies the bytes */
    bool kept;                   /* else on trial */
    wikijs_cache_key key;
    int64_t stored_at, fresh_until, keep_until;
    size_t length, tag_count;
    uint64_t tags[]; /* hashes; then the bytes */
};

struct list {
    struct entry *newest, *oldest;
    size_t count;
};

struct shard {
    _Alignas(64) pthread_mutex_t lock;
    struct entry **buckets;
    struct list trial, kept;
    size_t bytes;
    wikijs_cache_stats stats; /* but for what is there now */
};

struct memory {
    wikijs_allocator allocator;
    size_t shard_count, bucket_count, max_entries, max_bytes; /* of a shard */
    void *block;                                              /* of the shards */
    struct shard *shards;
    struct wj_marks marks;
};

/* --- finding --- */

static uint64_t first_bits(const uint8_t *bytes)
{
    uint64_t bits;
    memcpy(&bits, bytes, sizeof bits);
    return bits;
}

static struct shard *shard_of(struct memory *memory, const wikijs_cache_key *key)
{
    return &memory->shards[first_bits(key->id) % memory->shard_count];
}

static struct entry **bucket_of(const struct memory *memory, struct shard *shard, const wikijs_cache_key *key)
{
    return &shard->buckets[first_bits(key->id + 8) & (memory->bucket_count - 1)];
}

static struct entry **find(const struct memory *memory, struct shard *shard, const wikijs_cache_key *key)
{
    struct entry **at = bucket_of(memory, shard, key);
    while (*at && memcmp(&(*at)->key, key, sizeof *key) != 0)
        at = &(*at)->next;
    return at;
}

static char *bytes_of(struct entry *entry)
{
    return (char *)(entry->tags + entry->tag_count);
}

static size_t size_of(const struct entry *entry)
{
    return sizeof *entry + entry->tag_count * sizeof *entry->tags + entry->length;
}

/* --- the lists, under the shard's lock --- */

static void link_newest(struct list *list, struct entry *entry)
{
    entry->newer = NULL;
    entry->older = list->newest;
    *(list->newest ? &list->newest->newer : &list->oldest) = entry;
    list->newest = entry;
    list->count++;
}

static void unlink_entry(struct list *list, struct entry *entry)
{
    *(entry->newer ? &entry->newer->older : &list->newest) = entry->older;
    *(entry->older ? &entry->older->newer : &list->oldest) = entry->newer;
    list->count--;
}

static void unref(struct memory *memory, struct entry *entry)
{
    if (atomic_fetch_sub(&entry->refs, 1) == 1)
        wj_free(&memory->allocator, entry);
}

static void take_out(struct memory *memory, struct shard *shard, struct entry *entry)
{
    struct entry **at = find(memory, shard, &entry->key);
    *at = entry->next;
    unlink_entry(entry->kept ? &shard->kept : &shard->trial, entry);
    shard->bytes -= size_of(entry);
    unref(memory, entry);
}

static size_t count_of(const struct shard *shard)
{
    return shard->trial.count + shard->kept.count;
}

/* It was asked for: it is kept from now on, and what was not asked for the longest is on trial again. */
static void promote(const struct memory *memory, struct shard *shard, struct entry *entry)
{
    unlink_entry(entry->kept ? &shard->kept : &shard->trial, entry);
    entry->kept = true;
    link_newest(&shard->kept, entry);
    if (shard->kept.count <= memory->max_entries * KEPT_TENTHS / 10 || shard->kept.count < 2)
        return;
    struct entry *oldest = shard->kept.oldest;
    unlink_entry(&shard->kept, oldest);
    oldest->kept = false;
    link_newest(&shard->trial, oldest);
}

static void make_room(struct memory *memory, struct shard *shard, size_t size)
{
    while (count_of(shard) && (count_of(shard) >= memory->max_entries || shard->bytes + size > memory->max_bytes)) {
        take_out(memory, shard, shard->trial.oldest ? shard->trial.oldest : shard->kept.oldest);
        shard->stats.evictions++;
    }
}

/* --- the store --- */

static int copy_out(struct entry *entry, wikijs_cache_found *found)
{
    void *room = found->reserve(entry->length, found->payload);
    if (!room)
        return WIKIJS_E_NOMEM;
    memcpy(room, bytes_of(entry), entry->length);
    found->length = entry->length;
    found->stored_at = entry->stored_at;
    found->fresh_until = entry->fresh_until;
    return 0;
}

static int get(void *state, const wikijs_cache_key *key, int64_t now, wikijs_cache_found *found)
{
    struct memory *memory = state;
    struct shard *shard = shard_of(memory, key);
    found->ticket = wj_marks_ticket(&memory->marks);
    pthread_mutex_lock(&shard->lock);
    struct entry *entry = *find(memory, shard, key);
    if (entry && entry->keep_until <= now) {
        take_out(memory, shard, entry);
        shard->stats.drops++;
        entry = NULL;
    }
    if (entry) {
        shard->stats.hits++;
        promote(memory, shard, entry);
        atomic_fetch_add(&entry->refs, 1);
    } else {
        shard->stats.misses++;
    }
    pthread_mutex_unlock(&shard->lock);
    if (!entry)
        return WIKIJS_E_NOT_FOUND;
    int status = copy_out(entry, found);
    unref(memory, entry);
    return status;
}

/* 0: more than there is room for in all. */
static size_t size_for(const struct memory *memory, const wikijs_cache_entry *from)
{
    size_t size = sizeof(struct entry) + from->tag_count * sizeof(uint64_t) + from->length;
    return size < from->length || size > memory->max_bytes ? 0 : size;
}

static struct entry *make_entry(struct memory *memory, const wikijs_cache_key *key, const wikijs_cache_entry *from,
                                size_t size)
{
    struct entry *entry = wj_malloc(&memory->allocator, size);
    if (!entry)
        return NULL;
    memset(entry, 0, sizeof *entry);
    atomic_init(&entry->refs, 1);
    entry->key = *key;
    entry->stored_at = from->stored_at;
    entry->fresh_until = from->fresh_until;
    entry->keep_until = from->keep_until;
    entry->length = from->length;
    entry->tag_count = from->tag_count;
    for (size_t i = 0; i < from->tag_count; i++)
        entry->tags[i] = wj_marks_tag(key->tenant, from->tags[i]);
    if (from->length)
        memcpy(bytes_of(entry), from->bytes, from->length);
    return entry;
}

static int set(void *state, const wikijs_cache_key *key, int64_t now, const wikijs_cache_entry *from)
{
    struct memory *memory = state;
    struct shard *shard = shard_of(memory, key);
    (void)now;
    size_t size = size_for(memory, from);
    if (!size)
        return WIKIJS_E_TOO_LARGE;
    struct entry *entry = make_entry(memory, key, from, size);
    if (!entry)
        return WIKIJS_E_NOMEM;
    pthread_mutex_lock(&shard->lock);
    /* Under the lock: a drop looks here after its mark is made. */
    bool late = from->ticket &&
                wj_marks_dropped(&memory->marks, key->tenant, entry->tags, entry->tag_count, from->ticket);
    if (!late) {
        struct entry *old = *find(memory, shard, key);
        if (old)
            take_out(memory, shard, old);
        make_room(memory, shard, size_of(entry));
        struct entry **bucket = bucket_of(memory, shard, key);
        entry->next = *bucket;
        *bucket = entry;
        link_newest(&shard->trial, entry);
        shard->bytes += size_of(entry);
        shard->stats.stores++;
    }
    pthread_mutex_unlock(&shard->lock);
    if (late)
        unref(memory, entry);
    return late ? WIKIJS_E_CONFLICT : 0;
}

/* What goes: with one of some tags, or of a tenant, or all. */
struct filter {
    const uint8_t *tenant;
    const uint64_t *tags;
    size_t tag_count;
};

static bool matches(const struct filter *filter, const struct entry *entry)
{
    if (filter->tenant && memcmp(filter->tenant, entry->key.tenant, sizeof entry->key.tenant) != 0)
        return false;
    if (!filter->tags)
        return true;
    for (size_t i = 0; i < entry->tag_count; i++)
        for (size_t j = 0; j < filter->tag_count; j++)
            if (entry->tags[i] == filter->tags[j])
                return true;
    return false;
}

static void drop_from(struct memory *memory, struct shard *shard, struct list *list, const struct filter *filter)
{
    for (struct entry *entry = list->newest, *older; entry; entry = older) {
        older = entry->older;
        if (matches(filter, entry)) {
            take_out(memory, shard, entry);
            shard->stats.drops++;
        }
    }
}

static void drop_matching(struct memory *memory, const struct filter *filter)
{
    for (size_t i = 0; i < memory->shard_count; i++) {
        struct shard *shard = &memory->shards[i];
        pthread_mutex_lock(&shard->lock);
        drop_from(memory, shard, &shard->trial, filter);
        drop_from(memory, shard, &shard->kept, filter);
        pthread_mutex_unlock(&shard->lock);
    }
}

static int drop(void *state, const uint8_t tenant[WIKIJS_CACHE_ID_SIZE], const char *const *tags, size_t tag_count)
{
    struct memory *memory = state;
    uint64_t few[16] = { 0 }, *hashes = few;
    if (tag_count > sizeof few / sizeof *few)
        hashes = wj_malloc(&memory->allocator, tag_count * sizeof *hashes);
    if (!hashes)
        return WIKIJS_E_NOMEM;
    for (size_t i = 0; i < tag_count; i++)
        hashes[i] = wj_marks_tag(tenant, tags[i]);
    wj_marks_drop(&memory->marks, hashes, tag_count);
    if (tag_count)
        drop_matching(memory, &(struct filter){ .tenant = tenant, .tags = hashes, .tag_count = tag_count });
    if (hashes != few)
        wj_free(&memory->allocator, hashes);
    return 0;
}

static int clear(void *state, const uint8_t *tenant)
{
    struct memory *memory = state;
    wj_marks_clear(&memory->marks, tenant);
    drop_matching(memory, &(struct filter){ .tenant = tenant });
    return 0;
}

static int get_stats(void *state, wikijs_cache_stats *stats)
{
    struct memory *memory = state;
    wikijs_cache_stats sum = { .struct_size = sizeof sum };
    for (size_t i = 0; i < memory->shard_count; i++) {
        struct shard *shard = &memory->shards[i];
        pthread_mutex_lock(&shard->lock);
        sum.entries += count_of(shard);
        sum.bytes += shard->bytes;
        sum.hits += shard->stats.hits;
        sum.misses += shard->stats.misses;
        sum.stores += shard->stats.stores;
        sum.evictions += shard->stats.evictions;
        sum.drops += shard->stats.drops;
        pthread_mutex_unlock(&shard->lock);
    }
    *stats = sum;
    return 0;
}

static void destroy(void *state)
{
    struct memory *memory = state;
    for (size_t i = 0; i < memory->shard_count; i++) {
        struct shard *shard = &memory->shards[i];
        drop_from(memory, shard, &shard->trial, &(struct filter){ 0 });
        drop_from(memory, shard, &shard->kept, &(struct filter){ 0 });
        pthread_mutex_destroy(&shard->lock);
        wj_free(&memory->allocator, shard->buckets);
    }
    wikijs_allocator allocator = memory->allocator;
    wj_free(&allocator, memory->block);
    wj_free(&allocator, memory);
}

/* --- making --- */

static size_t power_of_two(size_t least)
{
    size_t power = 1;
    while (power < least)
        power *= 2;
    return power;
}

/* An answer must fit into one. */
static size_t shards_for(size_t max_entries, size_t max_bytes)
{
    size_t count = MAX_SHARDS;
    while (count > 1 && (max_entries / count < MIN_SHARE || max_bytes / count < MIN_SHARE_BYTES))
        count /= 2;
    return count;
}

static bool make_shards(struct memory *memory, size_t count)
{
    memory->block = wj_calloc(&memory->allocator, count + 1, sizeof(struct shard));
    if (!memory->block)
        return false;
    uintptr_t at = (uintptr_t)memory->block, aligned = (at + 63) & ~(uintptr_t)63;
    memory->shards = (struct shard *)((char *)memory->block + (aligned - at));
    for (; memory->shard_count < count; memory->shard_count++) {
        struct shard *shard = &memory->shards[memory->shard_count];
        shard->buckets = wj_calloc(&memory->allocator, memory->bucket_count, sizeof(struct entry *));
        if (!shard->buckets)
            return false;
        pthread_mutex_init(&shard->lock, NULL);
    }
    return true;
}

int wj_cache_memory_new(wikijs_cache_store *out, const wikijs_allocator *allocator, size_t max_entries,
                        size_t max_bytes)
{
    struct memory *memory = wj_calloc(allocator, 1, sizeof *memory);
    if (!memory)
        return WIKIJS_E_NOMEM;
    size_t shards = shards_for(max_entries, max_bytes);
    memory->allocator = *allocator;
    memory->max_entries = max_entries / shards ? max_entries / shards : 1;
    memory->max_bytes = max_bytes / shards;
    memory->bucket_count = power_of_two(memory->max_entries);
    if (!make_shards(memory, shards)) {
        destroy(memory);
        return WIKIJS_E_NOMEM;
    }
    *out = (wikijs_cache_store){ .struct_size = sizeof *out,
                                 .name = "memory",
                                 .state = memory,
                                 .get = get,
                                 .set = set,
                                 .drop = drop,
                                 .clear = clear,
                                 .stats = get_stats,
                                 .destroy = destroy };
    return 0;
}
