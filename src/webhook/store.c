/* SPDX-License-Identifier: MIT */
#include "webhook/store.h"

#include "base/alloc.h"
#include "base/status.h"
#include "model/models.h"
#include "webhook/store_schema.h"
#include "json/write.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

enum { SUBJECT_MAX = 4 << 20 };

struct wj_store_queries {
    sqlite3_stmt *begin, *commit, *wiki_find, *wiki_add, *mark_get, *mark_set, *find, *put, *drop, *count, *walk,
        *walk_fresh, *event_add, *event_next, *event_forget;
    sqlite3_stmt *walking; /* one of the two */
    int64_t walked;        /* the id that the walk has met last */
};

/* --- opening --- */

static int lock_file(struct wj_store *store, const char *path, wikijs_error *err)
{
    char beside[sizeof store->db.path + sizeof ".lock"];
    snprintf(beside, sizeof beside, "%s.lock", path);
    store->lock_fd = open(beside, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (store->lock_fd < 0)
        return wj_error_set(err, WIKIJS_E_IO, "cannot make '%s': %s", beside, strerror(errno));
    if (flock(store->lock_fd, LOCK_EX | LOCK_NB) < 0)
        return wj_error_set(err, WIKIJS_E_BUSY, "another process follows wikis with the state file '%s'", path);
    return 0;
}

static int prepare(struct wj_store *store, wikijs_error *err)
{
    struct wj_store_queries *q = store->queries;
    const struct {
        sqlite3_stmt **statement;
        const char *sql;
    } rows[] = {
        { &q->begin, "BEGIN IMMEDIATE" },
        { &q->commit, "COMMIT" },
        { &q->wiki_find, "SELECT id FROM wiki WHERE name=? AND url=?" },
        { &q->wiki_add, "INSERT INTO wiki(name, url) VALUES(?, ?)" },
        { &q->mark_get, "SELECT mark FROM mark WHERE wiki=? AND kind=?" },
        { &q->mark_set, "INSERT INTO mark(wiki, kind, mark) VALUES(?, ?, ?) "
                        "ON CONFLICT DO UPDATE SET mark=excluded.mark" },
        { &q->find, "SELECT id, listed, hash, version, revision, fresh FROM seen WHERE wiki=? AND kind=? AND id=?" },
        { &q->put, "INSERT OR REPLACE INTO seen(wiki, kind, id, listed, hash, version, revision, fresh) "
                   "VALUES(?, ?, ?, ?, ?, ?, ?, ?)" },
        { &q->drop, "DELETE FROM seen WHERE wiki=? AND kind=? AND id=?" },
        { &q->count, "SELECT count(*) FROM seen WHERE wiki=? AND kind=?" },
        { &q->walk, "SELECT id, listed, hash, version, revision, fresh FROM seen WHERE wiki=? AND kind=? ORDER BY id" },
        { &q->walk_fresh, "SELECT id, listed, hash, version, revision, fresh FROM seen "
                          "WHERE wiki=? AND kind=? AND fresh=1 ORDER BY id" },
        { &q->event_add, "INSERT OR IGNORE INTO event(number, id, body) VALUES(?, ?, ?)" },
        { &q->event_next, "SELECT body FROM event WHERE number>? ORDER BY number LIMIT 1" },
        { &q->event_forget, "DELETE FROM event WHERE number<=?" },
    };
    int status = 0;
    for (size_t i = 0; status == 0 && i < sizeof rows / sizeof *rows; i++)
        status = wj_db_prepare(&store->db, rows[i].sql, rows[i].statement, err);
    return status;
}

static void finish(struct wj_store_queries *q)
{
    sqlite3_stmt **all[] = { &q->begin,    &q->commit,     &q->wiki_find, &q->wiki_add,   &q->mark_get,
                             &q->mark_set, &q->find,       &q->put,       &q->drop,       &q->count,
                             &q->walk,     &q->walk_fresh, &q->event_add, &q->event_next, &q->event_forget };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        wj_db_finish(all[i]);
}

/* The number of the newest event, taken ones included: SQLite remembers it. Where it cannot be read, what is known stays. */
static int load_number(struct wj_store *store, wikijs_error *err)
{
    sqlite3_stmt *statement = NULL;
    int status = wj_db_prepare(&store->db, "SELECT seq FROM sqlite_sequence WHERE name='event'", &statement, err);
    if (status == 0)
        status = wj_db_step(&store->db, statement, err);
    if (status >= 0)
        store->last_number = status > 0 ? sqlite3_column_int64(statement, 0) : 0;
    wj_db_finish(&statement);
    return status < 0 ? status : 0;
}

int wj_store_open(struct wj_store **out, const char *path, bool locked, const wikijs_allocator *allocator,
                  wikijs_error *err)
{
    struct wj_store *store = wj_calloc(allocator, 1, sizeof *store);
    if (!store)
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    store->allocator = allocator;
    store->lock_fd = -1;
    wj_buf_init(&store->text, allocator, SUBJECT_MAX);
    store->queries = wj_calloc(allocator, 1, sizeof *store->queries);
    store->parser = wj_json_parser_new(allocator);
    int status = store->queries && store->parser ? 0 : wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    if (status == 0)
        status = wj_db_open(&store->db, path, &wj_store_kind, err);
    if (status == 0 && path && locked)
        status = lock_file(store, path, err);
    if (status == 0)
        status = prepare(store, err);
    if (status == 0)
        status = load_number(store, err);
    if (status < 0)
        wj_store_close(store);
    else
        *out = store;
    return status;
}

void wj_store_close(struct wj_store *store)
{
    if (!store)
        return;
    if (store->queries)
        finish(store->queries);
    wj_db_close(&store->db);
    if (store->lock_fd >= 0)
        close(store->lock_fd);
    wj_json_parser_free(store->parser);
    wj_buf_free(&store->text);
    wj_free(store->allocator, store->queries);
    wj_free(store->allocator, store);
}

/* --- transactions --- */

int wj_store_begin(struct wj_store *store, wikijs_error *err)
{
    return wj_db_do(&store->db, store->queries->begin, err, "");
}

int wj_store_end(struct wj_store *store, int status, wikijs_error *err)
{
    if (status == 0)
        status = wj_db_do(&store->db, store->queries->commit, err, "");
    if (status < 0) {
        sqlite3_exec(store->db.handle, "ROLLBACK", NULL, NULL, NULL);
        (void)load_number(store, NULL); /* numbers of what was rolled back are used again */
    }
    return status;
}

/* --- wikis --- */

int wj_store_wiki(struct wj_store *store, const char *name, const char *url, int64_t *wiki, wikijs_error *err)
{
    struct wj_store_queries *q = store->queries;
    wj_db_bind(&store->db, q->wiki_find, "tt", name, url);
    int status = wj_db_step(&store->db, q->wiki_find, err);
    if (status > 0) {
        *wiki = sqlite3_column_int64(q->wiki_find, 0);
        wj_db_reset(q->wiki_find);
        return 0;
    }
    if (status == 0)
        status = wj_db_do(&store->db, q->wiki_add, err, "tt", name, url);
    if (status == 0)
        *wiki = sqlite3_last_insert_rowid(store->db.handle);
    return status;
}

static int read_one(struct wj_store *store, sqlite3_stmt *statement, int64_t *number, wikijs_error *err)
{
    int status = wj_db_step(&store->db, statement, err);
    if (status > 0) {
        *number = sqlite3_column_int64(statement, 0);
        wj_db_reset(statement);
    }
    return status < 0 ? status : 0;
}

int wj_store_mark(struct wj_store *store, int64_t wiki, int kind, int64_t *mark, wikijs_error *err)
{
    *mark = -1;
    wj_db_bind(&store->db, store->queries->mark_get, "ii", wiki, (int64_t)kind);
    return read_one(store, store->queries->mark_get, mark, err);
}

int wj_store_set_mark(struct wj_store *store, int64_t wiki, int kind, int64_t mark, wikijs_error *err)
{
    return wj_db_do(&store->db, store->queries->mark_set, err, "iii", wiki, (int64_t)kind, mark);
}

/* --- what was seen --- */

static void read_row(sqlite3_stmt *row, struct wj_seen *seen)
{
    *seen = (struct wj_seen){
        .id = sqlite3_column_int64(row, 0),
        .listed = wj_db_text(row, 1),
        .hash = wj_db_text(row, 2),
        .version = sqlite3_column_int64(row, 3),
        .revision = sqlite3_column_int64(row, 4),
        .fresh = sqlite3_column_int(row, 5) != 0,
    };
}

int wj_store_find(struct wj_store *store, int64_t wiki, enum wj_kind kind, int64_t id, struct wj_arena *arena,
                  struct wj_seen *seen, wikijs_error *err)
{
    sqlite3_stmt *find = store->queries->find;
    wj_db_bind(&store->db, find, "iii", wiki, (int64_t)kind, id);
    int status = wj_db_step(&store->db, find, err);
    if (status <= 0)
        return status;
    read_row(find, seen);
    seen->listed = wj_arena_strdup(arena, seen->listed);
    bool good = seen->listed != NULL;
    if (seen->hash) {
        seen->hash = wj_arena_strdup(arena, seen->hash);
        good = good && seen->hash;
    }
    wj_db_reset(find);
    return good ? 1 : wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
}

int wj_store_put(struct wj_store *store, int64_t wiki, enum wj_kind kind, const struct wj_seen *seen, wikijs_error *err)
{
    return wj_db_do(&store->db, store->queries->put, err, "iiittiii", wiki, (int64_t)kind, seen->id, seen->listed,
                    seen->hash, seen->version, seen->revision, (int64_t)seen->fresh);
}

int wj_store_drop(struct wj_store *store, int64_t wiki, enum wj_kind kind, int64_t id, wikijs_error *err)
{
    return wj_db_do(&store->db, store->queries->drop, err, "iii", wiki, (int64_t)kind, id);
}

int wj_store_count(struct wj_store *store, int64_t wiki, enum wj_kind kind, int64_t *count, wikijs_error *err)
{
    wj_db_bind(&store->db, store->queries->count, "ii", wiki, (int64_t)kind);
    return read_one(store, store->queries->count, count, err);
}

static void start_walk(struct wj_store *store, sqlite3_stmt *statement, int64_t wiki, enum wj_kind kind)
{
    wj_db_bind(&store->db, statement, "ii", wiki, (int64_t)kind);
    store->queries->walking = statement;
    store->queries->walked = INT64_MIN;
}

void wj_store_walk(struct wj_store *store, int64_t wiki, enum wj_kind kind)
{
    start_walk(store, store->queries->walk, wiki, kind);
}

void wj_store_walk_fresh(struct wj_store *store, int64_t wiki, enum wj_kind kind)
{
    start_walk(store, store->queries->walk_fresh, wiki, kind);
}

/* SQLite may show a row again that was changed meanwhile. */
int wj_store_walk_next(struct wj_store *store, struct wj_seen *seen, wikijs_error *err)
{
    struct wj_store_queries *q = store->queries;
    int status;
    while ((status = wj_db_step(&store->db, q->walking, err)) > 0) {
        read_row(q->walking, seen);
        if (seen->id > q->walked)
            break;
    }
    if (status > 0)
        q->walked = seen->id;
    return status;
}

void wj_store_walk_end(struct wj_store *store)
{
    wj_db_reset(store->queries->walking);
}

/* --- events --- */

int wj_store_add_event(struct wj_store *store, wikijs_event *event, wikijs_error *err)
{
    event->number = store->last_number + 1;
    event->present |= WIKIJS_BIT(WIKIJS_EVENT_NUMBER);
    wj_buf_clear(&store->text);
    wj_json_object(&store->text, &wj_event_model, event, 0);
    if (store->text.failed)
        return wj_error_no_room(err, store->text.failed, "an event is too large to be kept");
    wikijs_str json = { store->text.data, store->text.len };
    int status = wj_db_do(&store->db, store->queries->event_add, err, "itb", event->number, event->id, json);
    if (status < 0 || sqlite3_changes(store->db.handle) == 0)
        return status;
    store->last_number = event->number;
    return store->on_event ? store->on_event(store->context, event, json, err) : 0;
}

int wj_store_next_event(struct wj_store *store, int64_t behind, wikijs_event **out, wikijs_error *err)
{
    sqlite3_stmt *next = store->queries->event_next;
    wj_db_bind(&store->db, next, "i", behind);
    int status = wj_db_step(&store->db, next, err);
    if (status <= 0)
        return status;
    status = wikijs_event_parse(wj_db_text(next, 0), (size_t)sqlite3_column_bytes(next, 0), out, err);
    wj_db_reset(next);
    return status < 0 ? status : 1;
}

int wj_store_forget_events(struct wj_store *store, int64_t up_to, wikijs_error *err)
{
    return wj_db_do(&store->db, store->queries->event_forget, err, "i", up_to);
}

/* --- texts --- */

const char *wj_subject_text(struct wj_arena *arena, const wikijs_event_subject *subject)
{
    struct wj_buf text;
    wj_buf_init(&text, arena->allocator, SUBJECT_MAX);
    wj_json_object(&text, &wj_event_subject_model, subject, 0);
    const char *copy = text.failed ? NULL : wj_arena_strndup(arena, text.data, text.len);
    wj_buf_free(&text);
    return copy;
}

wikijs_event_subject *wj_subject_read(struct wj_json_parser *parser, struct wj_arena *arena, const char *text)
{
    size_t length = strlen(text);
    wikijs_event_subject *subject = wj_arena_zalloc(arena, sizeof *subject);
    char *copy = subject ? wj_arena_zalloc(arena, length + WJ_BUF_PAD) : NULL;
    struct wj_json_error error;
    if (!copy)
        return NULL;
    memcpy(copy, text, length);
    int status = wj_json_decode(parser, copy, length, &wj_event_subject_model, subject, arena, &error);
    return status == 0 ? subject : NULL;
}
