/* SPDX-License-Identifier: MIT */
/*
 * Answers in SQLite. Whether one is still good is told by the marks beside the database (sqlite_file.h), so a drop writes
 * nothing into it; what was dropped lies there until its room is needed, and is never given.
 *
 * What goes when there is no room is decided as in memory: an answer comes in on trial and is kept once it has been asked
 * for again. That an answer was asked for is written down with the next answer that comes in, so a hit only reads.
 */
#include "cache/sqlite.h"

#include "base/clock.h"
#include "cache/record.h"
#include "cache/sqlite_file.h"
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <wikijs/error.h>

enum {
    TOUCHES = 64,
    KEPT_TENTHS = 8,
    ROW_SIZE = 160, /* beside the record, more or less */
    ID_SIZE = sizeof(wikijs_cache_key),
    TRIES = 2,
    SHRINK_PART = 8,
    HELD_US = 1000 * 1000
};

struct touch {
    int64_t number;
    bool kept; /* already */
};

struct sqlite {
    pthread_mutex_t lock;
    wikijs_allocator allocator;
    size_t max_entries;
    struct wj_sqlite_file file;
    struct touch touches[TOUCHES]; /* what was asked for since the last answer that came in */
    size_t touch_count;
    int64_t held_until_us;    /* another process holds the database: nobody waits for it again before */
    wikijs_cache_stats stats; /* but for what is there now */
};

/* What is in the database, within a transaction. */
struct state {
    int64_t clock; /* counts what came in */
    int64_t entries, bytes, kept;
};

/* --- small steps --- */

static int code_of(const struct sqlite *store)
{
    return sqlite3_extended_errcode(store->file.database);
}

static void bind_key(sqlite3_stmt *query, const wikijs_cache_key *key)
{
    sqlite3_bind_blob(query, 1, key, ID_SIZE, SQLITE_STATIC);
}

static int read_state(struct sqlite *store, struct state *state)
{
    sqlite3_stmt *query = wj_sqlite_file_query(&store->file, WJ_SQLITE_STATE);
    if (!query)
        return code_of(store);
    int code = sqlite3_step(query);
    if (code == SQLITE_ROW)
        *state = (struct state){ sqlite3_column_int64(query, 0), sqlite3_column_int64(query, 1),
                                 sqlite3_column_int64(query, 2), sqlite3_column_int64(query, 3) };
    sqlite3_reset(query);
    return code == SQLITE_ROW ? SQLITE_OK : code == SQLITE_DONE ? SQLITE_CORRUPT : code;
}

static int write_state(struct sqlite *store, const struct state *state)
{
    sqlite3_stmt *query = wj_sqlite_file_query(&store->file, WJ_SQLITE_SET_STATE);
    const int64_t numbers[] = { state->clock, state->entries, state->bytes, state->kept };
    for (int i = 0; query && i < 4; i++)
        sqlite3_bind_int64(query, i + 1, numbers[i]);
    return query ? wj_sqlite_file_run(&store->file, WJ_SQLITE_SET_STATE) : code_of(store);
}

/* Run what takes answers out, its values bound; it tells of each its size and whether it was kept. */
static int take_out(struct sqlite *store, sqlite3_stmt *query, struct state *state, uint64_t *count)
{
    if (!query)
        return code_of(store);
    int code;
    while ((code = sqlite3_step(query)) == SQLITE_ROW) {
        state->entries--;
        state->bytes -= sqlite3_column_int64(query, 0);
        state->kept -= sqlite3_column_int64(query, 1);
        *count += 1;
    }
    sqlite3_reset(query);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

static int begin(struct sqlite *store)
{
    return wj_sqlite_file_run(&store->file, WJ_SQLITE_BEGIN);
}

static int end(struct sqlite *store, int code)
{
    if (code == SQLITE_OK)
        code = wj_sqlite_file_run(&store->file, WJ_SQLITE_COMMIT);
    if (code != SQLITE_OK)
        wj_sqlite_file_run(&store->file, WJ_SQLITE_ROLLBACK);
    return code;
}

/* --- what was asked for --- */

static void remember(struct sqlite *store, int64_t number, bool kept)
{
    for (size_t i = 0; i < store->touch_count; i++)
        if (store->touches[i].number == number)
            return;
    if (store->touch_count < TOUCHES)
        store->touches[store->touch_count++] = (struct touch){ number, kept };
}

static int demote(struct sqlite *store, struct state *state)
{
    int code = SQLITE_OK;
    while (code == SQLITE_OK && state->kept > 1 && (size_t)state->kept > store->max_entries * KEPT_TENTHS / 10) {
        code = wj_sqlite_file_run(&store->file, WJ_SQLITE_DEMOTE);
        state->kept--;
    }
    return code;
}

static int write_touches(struct sqlite *store, struct state *state)
{
    int code = SQLITE_OK;
    for (size_t i = 0; code == SQLITE_OK && i < store->touch_count; i++) {
        const struct touch *touch = &store->touches[i];
        enum wj_sqlite_query which = touch->kept ? WJ_SQLITE_TOUCH : WJ_SQLITE_PROMOTE;
        sqlite3_stmt *query = wj_sqlite_file_query(&store->file, which);
        if (!query)
            return code_of(store);
        sqlite3_bind_int64(query, 1, touch->number);
        sqlite3_bind_int64(query, 2, ++state->clock);
        code = wj_sqlite_file_run(&store->file, which);
        if (!touch->kept && code == SQLITE_OK)
            state->kept += sqlite3_changes(store->file.database);
    }
    store->touch_count = 0;
    return code == SQLITE_OK ? demote(store, state) : code;
}

/* --- finding --- */

/* A code of SQLite: SQLITE_ROW, SQLITE_DONE: not there. What is found points into the query's row. */
static int find(struct sqlite *store, sqlite3_stmt *query, const wikijs_cache_key *key, int64_t now,
                struct wj_record *record)
{
    bind_key(query, key);
    int code = sqlite3_step(query);
    if (code != SQLITE_ROW)
        return code;
    const char *bytes = sqlite3_column_blob(query, 2);
    if (!wj_record_read(record, key, bytes, (size_t)sqlite3_column_bytes(query, 2)))
        return SQLITE_CORRUPT;
    struct wj_marks *marks = wj_marks_file_marks(&store->file.marks);
    if (wj_marks_dropped(marks, key->tenant, record->tags, record->tag_count, record->ticket) ||
        record->keep_until <= now) {
        store->stats.drops++;
        return SQLITE_DONE;
    }
    remember(store, sqlite3_column_int64(query, 0), sqlite3_column_int(query, 1) != 0);
    return SQLITE_ROW;
}

static int try_get(struct sqlite *store, const wikijs_cache_key *key, int64_t now, wikijs_cache_found *found)
{
    struct wj_record record;
    int status = wj_sqlite_file_ready(&store->file);
    if (status < 0)
        return status;
    found->ticket = wj_marks_ticket(wj_marks_file_marks(&store->file.marks));
    sqlite3_stmt *query = wj_sqlite_file_query(&store->file, WJ_SQLITE_FIND);
    int code = query ? find(store, query, key, now, &record) : code_of(store);
    if (code == SQLITE_ROW)
        status = wj_record_give(&record, found);
    else
        status = code == SQLITE_DONE ? WIKIJS_E_NOT_FOUND : wj_sqlite_file_fail(&store->file, code);
    sqlite3_reset(query);
    return status;
}

/* What the caller is told: a damaged database that could not be replaced is a failure as any other. */
static int settle(struct sqlite *store, int status)
{
    if (status == WJ_SQLITE_LEFT)
        status = WIKIJS_E_BUSY;
    if (status == WJ_SQLITE_DAMAGED)
        status = WIKIJS_E_IO;
    store->stats.errors += status == WIKIJS_E_IO;
    return status;
}

static int get(void *state, const wikijs_cache_key *key, int64_t now, wikijs_cache_found *found)
{
    struct sqlite *store = state;
    int status = WJ_SQLITE_DAMAGED;
    found->ticket = 1; /* of no use, when nothing can be kept */
    pthread_mutex_lock(&store->lock);
    for (int i = 0; i < TRIES && status > 0; i++) {
        status = try_get(store, key, now, found);
        if (status > 0)
            wj_sqlite_file_begin_anew(&store->file, true);
    }
    status = settle(store, status);
    store->stats.hits += status == 0;
    store->stats.misses += status == WIKIJS_E_NOT_FOUND;
    pthread_mutex_unlock(&store->lock);
    return status;
}

/* --- putting in --- */

static int64_t room_of(size_t record_size)
{
    return (int64_t)(ROW_SIZE + record_size);
}

static int make_room(struct sqlite *store, struct state *state, int64_t size)
{
    int code = SQLITE_OK;
    int64_t max_entries = (int64_t)store->max_entries, max_bytes = (int64_t)store->file.max_bytes;
    while (code == SQLITE_OK && state->entries > 0 &&
           (state->entries >= max_entries || state->bytes + size > max_bytes))
        code = take_out(store, wj_sqlite_file_query(&store->file, WJ_SQLITE_EVICT), state, &store->stats.evictions);
    return code;
}

static int clean(struct sqlite *store, struct state *state, const wikijs_cache_key *key, int64_t now)
{
    uint64_t replaced = 0;
    sqlite3_stmt *same = wj_sqlite_file_query(&store->file, WJ_SQLITE_DELETE);
    sqlite3_stmt *old = wj_sqlite_file_query(&store->file, WJ_SQLITE_DELETE_OLD);
    if (!same || !old)
        return code_of(store);
    bind_key(same, key);
    int code = take_out(store, same, state, &replaced);
    sqlite3_bind_int64(old, 1, now);
    return code == SQLITE_OK ? take_out(store, old, state, &store->stats.drops) : code;
}

static int insert(struct sqlite *store, struct state *state, const wikijs_cache_key *key, int64_t keep_until,
                  const char *record, size_t length)
{
    int64_t size = room_of(length);
    sqlite3_stmt *query = wj_sqlite_file_query(&store->file, WJ_SQLITE_INSERT);
    if (!query)
        return code_of(store);
    bind_key(query, key);
    sqlite3_bind_int64(query, 2, keep_until);
    sqlite3_bind_int64(query, 3, ++state->clock);
    sqlite3_bind_int64(query, 4, size);
    sqlite3_bind_blob64(query, 5, record, length, SQLITE_STATIC);
    int code = wj_sqlite_file_run(&store->file, WJ_SQLITE_INSERT);
    sqlite3_clear_bindings(query);
    state->entries++;
    state->bytes += size;
    return code;
}

static int put(struct sqlite *store, const wikijs_cache_key *key, int64_t now, int64_t keep_until, const char *record,
               size_t length)
{
    struct state state = { 0 };
    int code = begin(store);
    if (code != SQLITE_OK)
        return code;
    code = read_state(store, &state);
    if (code == SQLITE_OK)
        code = write_touches(store, &state);
    if (code == SQLITE_OK)
        code = clean(store, &state, key, now);
    if (code == SQLITE_OK)
        code = make_room(store, &state, room_of(length));
    if (code == SQLITE_OK)
        code = insert(store, &state, key, keep_until, record, length);
    if (code == SQLITE_OK)
        code = write_state(store, &state);
    return end(store, code);
}

/* The file has grown to its limit before its answers did: pages are not full. */
static int shrink(struct sqlite *store)
{
    struct state state = { 0 };
    int code = begin(store);
    if (code != SQLITE_OK)
        return code;
    code = read_state(store, &state);
    for (int64_t left = state.entries / SHRINK_PART + 1; code == SQLITE_OK && left > 0; left--)
        code = take_out(store, wj_sqlite_file_query(&store->file, WJ_SQLITE_EVICT), &state, &store->stats.evictions);
    if (code == SQLITE_OK)
        code = write_state(store, &state);
    return end(store, code);
}

static int try_set(struct sqlite *store, const wikijs_cache_key *key, int64_t now, const wikijs_cache_entry *entry,
                   char *bytes, size_t size)
{
    int status = wj_sqlite_file_ready(&store->file);
    if (status < 0)
        return status;
    struct wj_record record;
    struct wj_marks *marks = wj_marks_file_marks(&store->file.marks);
    wj_record_write(bytes, key, entry, entry->ticket ? entry->ticket : wj_marks_ticket(marks));
    /* A drop that comes after this makes the answer useless when it is found. */
    if (!wj_record_read(&record, key, bytes, size) ||
        wj_marks_dropped(marks, key->tenant, record.tags, record.tag_count, record.ticket))
        return WIKIJS_E_CONFLICT;
    int64_t begun_us = wj_system_clock.monotonic_us(NULL);
    if (begun_us < store->held_until_us)
        return WIKIJS_E_BUSY;
    int code = put(store, key, now, entry->keep_until, bytes, size);
    if ((code & 0xff) == SQLITE_BUSY)
        store->held_until_us = begun_us + HELD_US;
    if ((code & 0xff) == SQLITE_FULL && shrink(store) == SQLITE_OK)
        code = put(store, key, now, entry->keep_until, bytes, size);
    return code == SQLITE_OK ? 0 : wj_sqlite_file_fail(&store->file, code);
}

static int set(void *state, const wikijs_cache_key *key, int64_t now, const wikijs_cache_entry *entry)
{
    struct sqlite *store = state;
    size_t size = wj_record_size(entry);
    if (!size || size > store->file.max_bytes)
        return WIKIJS_E_TOO_LARGE;
    char *bytes = wj_malloc(&store->allocator, size);
    if (!bytes)
        return WIKIJS_E_NOMEM;
    int status = WJ_SQLITE_DAMAGED;
    pthread_mutex_lock(&store->lock);
    for (int i = 0; i < TRIES && status > 0; i++) {
        status = try_set(store, key, now, entry, bytes, size);
        if (status > 0)
            wj_sqlite_file_begin_anew(&store->file, true);
    }
    status = settle(store, status);
    store->stats.stores += status == 0;
    pthread_mutex_unlock(&store->lock);
    wj_free(&store->allocator, bytes);
    return status;
}

/* --- dropping --- */

/* When another process has begun anew meanwhile, once more where it has. */
static int mark(struct sqlite *store, const uint8_t *tenant, const uint64_t *tags, size_t count)
{
    int status = 0;
    for (int i = 0; i < TRIES; i++) {
        status = wj_sqlite_file_marks_ready(&store->file);
        if (status < 0)
            return status;
        struct wj_marks *marks = wj_marks_file_marks(&store->file.marks);
        if (tags)
            wj_marks_drop(marks, tags, count);
        else
            wj_marks_clear(marks, tenant);
        if (wj_marks_file_is_current(&store->file.marks, store->file.marks_path))
            break;
    }
    return status;
}

static int drop(void *state, const uint8_t tenant[WIKIJS_CACHE_ID_SIZE], const char *const *tags, size_t tag_count)
{
    struct sqlite *store = state;
    if (!tag_count)
        return 0;
    uint64_t *hashes = wj_malloc(&store->allocator, tag_count * sizeof *hashes);
    if (!hashes)
        return WIKIJS_E_NOMEM;
    for (size_t i = 0; i < tag_count; i++)
        hashes[i] = wj_marks_tag(tenant, tags[i]);
    pthread_mutex_lock(&store->lock);
    int status = settle(store, mark(store, tenant, hashes, tag_count));
    pthread_mutex_unlock(&store->lock);
    wj_free(&store->allocator, hashes);
    return status;
}

/* They are out of date already; this is so that they are gone. */
static int delete_tenant(struct sqlite *store, const uint8_t *tenant)
{
    wikijs_cache_key first, last;
    sqlite3_stmt *query = wj_sqlite_file_query(&store->file, WJ_SQLITE_CLEAR);
    if (!query)
        return code_of(store);
    memcpy(first.tenant, tenant, sizeof first.tenant);
    memcpy(last.tenant, tenant, sizeof last.tenant);
    memset(first.id, 0, sizeof first.id);
    memset(last.id, 0xff, sizeof last.id);
    int code = begin(store);
    if (code != SQLITE_OK)
        return code;
    bind_key(query, &first);
    sqlite3_bind_blob(query, 2, &last, ID_SIZE, SQLITE_STATIC);
    code = wj_sqlite_file_run(&store->file, WJ_SQLITE_CLEAR);
    store->stats.drops += code == SQLITE_OK ? (uint64_t)sqlite3_changes64(store->file.database) : 0;
    if (code == SQLITE_OK)
        code = wj_sqlite_file_run(&store->file, WJ_SQLITE_COUNT);
    return end(store, code);
}

static int clear(void *state, const uint8_t *tenant)
{
    struct sqlite *store = state;
    pthread_mutex_lock(&store->lock);
    int status = settle(store, mark(store, tenant, NULL, 0));
    if (status == 0 && !tenant)
        wj_sqlite_file_begin_anew(&store->file, false);
    else if (status == 0 && wj_sqlite_file_ready(&store->file) == 0)
        delete_tenant(store, tenant);
    pthread_mutex_unlock(&store->lock);
    return status;
}

/* --- the rest --- */

static int get_stats(void *state, wikijs_cache_stats *stats)
{
    struct sqlite *store = state;
    struct state now = { 0 };
    pthread_mutex_lock(&store->lock);
    int status = wj_sqlite_file_ready(&store->file);
    if (status == 0 && read_state(store, &now) != SQLITE_OK)
        now = (struct state){ 0 };
    *stats = store->stats;
    pthread_mutex_unlock(&store->lock);
    stats->struct_size = sizeof *stats;
    stats->entries = (uint64_t)now.entries;
    stats->bytes = (uint64_t)now.bytes;
    return status;
}

static void explain(void *state, char *line, size_t size)
{
    struct sqlite *store = state;
    pthread_mutex_lock(&store->lock);
    snprintf(line, size, "%s", store->file.problem);
    pthread_mutex_unlock(&store->lock);
}

/* Programs that end after a few reads would never write down what was asked for again. */
static void keep_touches(struct sqlite *store)
{
    struct state now = { 0 };
    bool news = false;
    for (size_t i = 0; i < store->touch_count; i++)
        news = news || !store->touches[i].kept;
    if (!news || wj_sqlite_file_ready(&store->file) < 0 || begin(store) != SQLITE_OK)
        return;
    int code = read_state(store, &now);
    if (code == SQLITE_OK)
        code = write_touches(store, &now);
    if (code == SQLITE_OK)
        code = write_state(store, &now);
    end(store, code);
}

static void destroy(void *state)
{
    struct sqlite *store = state;
    wikijs_allocator allocator = store->allocator;
    keep_touches(store);
    wj_sqlite_file_free(&store->file);
    pthread_mutex_destroy(&store->lock);
    wj_free(&allocator, store);
}

int wj_cache_sqlite_new(wikijs_cache_store *out, const wikijs_allocator *allocator,
                        const struct wj_cache_sqlite_settings *settings)
{
    struct sqlite *store = wj_calloc(allocator, 1, sizeof *store);
    if (!store)
        return WIKIJS_E_NOMEM;
    store->allocator = *allocator;
    store->max_entries = settings->max_entries;
    int status = wj_sqlite_file_init(&store->file, &store->allocator, settings->folder, settings->max_bytes,
                                     settings->timeout_ms);
    if (status < 0) {
        wj_free(allocator, store);
        return status;
    }
    pthread_mutex_init(&store->lock, NULL);
    *out = (wikijs_cache_store){ .struct_size = sizeof *out,
                                 .name = "sqlite",
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
