/* SPDX-License-Identifier: MIT */
#include "transfer/journal.h"

#include <stdio.h>

#include "base/alloc.h"
#include "base/db.h"
#include "base/status.h"

enum statement {
    BEGIN_RUN,
    LAST_RUN,
    FOREIGN_RUN,
    UPDATE_RUN,
    DROP_RUN,
    DROP_ITEMS,
    PUT,
    ADVANCE,
    GET,
    REMOVE,
    NEXT,
    COUNT,
    STATEMENTS
};

#define RUN_COLUMNS "id, kind, scope, state, started_at, ended_at, mark, detail"
#define ITEM_COLUMNS "key, state, id, updated_at, size, mark, path, hash, detail"

static const char *const texts[STATEMENTS] = {
    [BEGIN_RUN] = "INSERT INTO runs (kind, scope, state, started_at) VALUES (?1, ?2, 1, ?3)",
    [LAST_RUN] = "SELECT " RUN_COLUMNS " FROM runs"
                 " WHERE kind = ?1 AND (?2 IS NULL OR scope = ?2) ORDER BY id DESC LIMIT 1",
    [FOREIGN_RUN] = "SELECT " RUN_COLUMNS " FROM runs WHERE kind = ?1 AND scope <> ?2"
                    " AND EXISTS (SELECT 1 FROM items WHERE run = runs.id) ORDER BY id DESC LIMIT 1",
    [UPDATE_RUN] = "UPDATE runs SET state = ?2, ended_at = ?3, mark = ?4, detail = ?5 WHERE id = ?1",
    [DROP_RUN] = "DELETE FROM runs WHERE id = ?1",
    [DROP_ITEMS] = "DELETE FROM items WHERE run = ?1",
    [PUT] = "INSERT OR REPLACE INTO items (run, " ITEM_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    [ADVANCE] = "UPDATE items SET state = ?3, updated_at = ?4, mark = iif(?8, mark, ?5), id = iif(?6 = 0, id, ?6),"
                " hash = coalesce(?7, hash) WHERE run = ?1 AND key = ?2",
    [GET] = "SELECT " ITEM_COLUMNS " FROM items WHERE run = ?1 AND key = ?2",
    [REMOVE] = "DELETE FROM items WHERE run = ?1 AND key = ?2",
    [NEXT] = "SELECT " ITEM_COLUMNS " FROM items WHERE run = ?1 AND key > ?2 AND (?3 = 0 OR state = ?3)"
             " ORDER BY key LIMIT 1",
    [COUNT] = "SELECT count(*) FROM items WHERE run = ?1 AND (?2 = 0 OR state = ?2)",
};

static const char *const steps[] = {
    "CREATE TABLE IF NOT EXISTS runs ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, scope TEXT NOT NULL, state INTEGER NOT NULL,"
    " started_at INTEGER NOT NULL, ended_at INTEGER NOT NULL DEFAULT 0, mark INTEGER NOT NULL DEFAULT 0, detail TEXT);"
    "CREATE TABLE IF NOT EXISTS items ("
    " run INTEGER NOT NULL REFERENCES runs (id), key TEXT NOT NULL, state INTEGER NOT NULL,"
    " id INTEGER NOT NULL, updated_at INTEGER NOT NULL, size INTEGER NOT NULL, mark INTEGER NOT NULL,"
    " path TEXT, hash TEXT, detail TEXT, PRIMARY KEY (run, key)) WITHOUT ROWID;",
};

static const struct wj_db_kind kind = {
    .what = "journal", .application_id = 0x576a4a31, .steps = steps, .version = 1, .journal = true
};

struct wj_journal {
    wikijs_allocator allocator;
    struct wj_db db;
    sqlite3_stmt *statements[STATEMENTS];
    bool in_transaction;
};

int wj_journal_open(struct wj_journal **out, const wikijs_allocator *allocator, const char *path, wikijs_error *err)
{
    struct wj_journal *journal = wj_calloc(allocator, 1, sizeof *journal);
    if (!journal)
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    journal->allocator = *allocator;
    int status = wj_db_open(&journal->db, path, &kind, err);
    for (int i = 0; status == 0 && i < STATEMENTS; i++)
        status = wj_db_prepare(&journal->db, texts[i], &journal->statements[i], err);
    if (status < 0) {
        wj_journal_close(journal);
        return status;
    }
    *out = journal;
    return 0;
}

int wj_journal_leave_sync(struct wj_journal *journal, wikijs_error *err)
{
    /* Nor does it wait for the disk in the middle, but where 64 MiB have come together. */
    return wj_db_run(&journal->db, "PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=16384", err);
}

void wj_journal_close(struct wj_journal *journal)
{
    if (!journal)
        return;
    for (int i = 0; i < STATEMENTS; i++)
        wj_db_finish(&journal->statements[i]);
    wj_db_close(&journal->db);
    wikijs_allocator allocator = journal->allocator;
    wj_free(&allocator, journal);
}

/* --- changes --- */

static int begin(struct wj_journal *journal, wikijs_error *err)
{
    int status = journal->in_transaction ? 0 : wj_db_run(&journal->db, "BEGIN", err);
    journal->in_transaction = status == 0;
    return status;
}

int wj_journal_commit(struct wj_journal *journal, wikijs_error *err)
{
    if (!journal->in_transaction)
        return 0;
    int status = wj_db_run(&journal->db, "COMMIT", err);
    journal->in_transaction = false;
    if (status < 0)
        (void)wj_db_run(&journal->db, "ROLLBACK", NULL);
    return status;
}

/* The row that a statement has given ends here; what is bound must not be a text of it. */
static sqlite3_stmt *take(struct wj_journal *journal, enum statement which)
{
    sqlite3_stmt *statement = journal->statements[which];
    wj_db_reset(statement);
    return statement;
}

/* --- runs --- */

int wj_journal_begin(struct wj_journal *journal, const char *kind_of_work, const char *scope, int64_t now_ms,
                     int64_t *id, wikijs_error *err)
{
    int status = begin(journal, err);
    if (status == 0)
        status = wj_db_do(&journal->db, take(journal, BEGIN_RUN), err, "tti", kind_of_work, scope, now_ms);
    *id = sqlite3_last_insert_rowid(journal->db.handle);
    return status;
}

/* 1: the row is read. */
static int read_run(struct wj_journal *journal, enum statement which, const char *kind_of_work, const char *scope,
                    struct wj_journal_run *run, wikijs_error *err)
{
    sqlite3_stmt *statement = take(journal, which);
    wj_db_bind(&journal->db, statement, "tt", kind_of_work, scope);
    int status = wj_db_step(&journal->db, statement, err);
    if (status == 1) {
        *run = (struct wj_journal_run){
            .id = sqlite3_column_int64(statement, 0),
            .kind = wj_db_text(statement, 1),
            .scope = wj_db_text(statement, 2),
            .state = (enum wj_run_state)sqlite3_column_int(statement, 3),
            .started_at = sqlite3_column_int64(statement, 4),
            .ended_at = sqlite3_column_int64(statement, 5),
            .mark = sqlite3_column_int64(statement, 6),
            .detail = wj_db_text(statement, 7),
        };
    }
    return status;
}

int wj_journal_last(struct wj_journal *journal, const char *kind_of_work, const char *scope, struct wj_journal_run *run,
                    wikijs_error *err)
{
    return read_run(journal, LAST_RUN, kind_of_work, scope, run, err);
}

int wj_journal_foreign(struct wj_journal *journal, const char *kind_of_work, const char *scope,
                       struct wj_journal_run *run, wikijs_error *err)
{
    return read_run(journal, FOREIGN_RUN, kind_of_work, scope, run, err);
}

int wj_journal_update(struct wj_journal *journal, const struct wj_journal_run *run, wikijs_error *err)
{
    int status = begin(journal, err);
    return status < 0 ? status
                      : wj_db_do(&journal->db, take(journal, UPDATE_RUN), err, "iiiit", run->id, (int64_t)run->state,
                                 run->ended_at, run->mark, run->detail);
}

int wj_journal_drop(struct wj_journal *journal, int64_t run, wikijs_error *err)
{
    int status = begin(journal, err);
    status = status < 0 ? status : wj_db_do(&journal->db, take(journal, DROP_ITEMS), err, "i", run);
    return status < 0 ? status : wj_db_do(&journal->db, take(journal, DROP_RUN), err, "i", run);
}

/* --- items --- */

int wj_journal_put(struct wj_journal *journal, int64_t run, const struct wj_journal_item *item, wikijs_error *err)
{
    int status = begin(journal, err);
    return status < 0
               ? status
               : wj_db_do(&journal->db, take(journal, PUT), err, "itiiiiittt", run, item->key, (int64_t)item->state,
                          item->id, item->updated_at, item->size, item->mark, item->path, item->hash, item->detail);
}

int wj_journal_advance(struct wj_journal *journal, int64_t run, const struct wj_journal_item *item, wikijs_error *err)
{
    int status = begin(journal, err);
    return status < 0
               ? status
               : wj_db_do(&journal->db, take(journal, ADVANCE), err, "itiiiiti", run, item->key, (int64_t)item->state,
                          item->updated_at, item->mark, item->id, item->hash, (int64_t)(item->mark == WJ_MARK_STAYS));
}

/* 1: the row is read. */
static int read_item(struct wj_journal *journal, sqlite3_stmt *statement, struct wj_journal_item *item,
                     wikijs_error *err)
{
    int status = wj_db_step(&journal->db, statement, err);
    if (status == 1) {
        *item = (struct wj_journal_item){
            .key = wj_db_text(statement, 0),
            .state = (enum wj_item_state)sqlite3_column_int(statement, 1),
            .id = sqlite3_column_int64(statement, 2),
            .updated_at = sqlite3_column_int64(statement, 3),
            .size = sqlite3_column_int64(statement, 4),
            .mark = sqlite3_column_int64(statement, 5),
            .path = wj_db_text(statement, 6),
            .hash = wj_db_text(statement, 7),
            .detail = wj_db_text(statement, 8),
        };
    }
    return status;
}

int wj_journal_get(struct wj_journal *journal, int64_t run, const char *key, struct wj_journal_item *item,
                   wikijs_error *err)
{
    sqlite3_stmt *statement = take(journal, GET);
    wj_db_bind(&journal->db, statement, "it", run, key);
    return read_item(journal, statement, item, err);
}

int wj_journal_remove(struct wj_journal *journal, int64_t run, const char *key, wikijs_error *err)
{
    int status = begin(journal, err);
    return status < 0 ? status : wj_db_do(&journal->db, take(journal, REMOVE), err, "it", run, key);
}

int wj_journal_next(struct wj_journal *journal, int64_t run, enum wj_item_state state, char *key, size_t size,
                    struct wj_journal_item *item, wikijs_error *err)
{
    sqlite3_stmt *statement = take(journal, NEXT);
    wj_db_bind(&journal->db, statement, "iti", run, key, (int64_t)state);
    int status = read_item(journal, statement, item, err);
    if (status == 1 && (size_t)snprintf(key, size, "%s", item->key) >= size)
        return wj_error_set(err, WIKIJS_E_IO, "the journal is damaged: it holds a key of more than %zu bytes",
                            size - 1);
    return status;
}

int wj_journal_count(struct wj_journal *journal, int64_t run, enum wj_item_state state, int64_t *count,
                     wikijs_error *err)
{
    sqlite3_stmt *statement = take(journal, COUNT);
    wj_db_bind(&journal->db, statement, "ii", run, (int64_t)state);
    int status = wj_db_step(&journal->db, statement, err);
    if (status == 1) {
        *count = sqlite3_column_int64(statement, 0);
        wj_db_reset(statement);
    }
    return status < 0 ? status : 0;
}
