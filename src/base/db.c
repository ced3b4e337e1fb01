/* SPDX-License-Identifier: MIT */
#include "base/db.h"

#include "base/status.h"
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <wikijs/types.h>

enum { WAIT_MS = 10000 };

static const char *name_of(const struct wj_db *db)
{
    return db->path[0] ? db->path : "in memory";
}

int wj_db_fail(struct wj_db *db, wikijs_error *err)
{
    switch (sqlite3_errcode(db->handle) & 0xff) {
    case SQLITE_NOMEM:
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    case SQLITE_BUSY:
        return wj_error_set(err, db->journal ? WIKIJS_E_BUSY : WIKIJS_E_IO, "%s '%s' is in use by another program",
                            db->what, name_of(db));
    default:
        return wj_error_set(err, WIKIJS_E_IO, "%s '%s': %s", db->what, name_of(db), sqlite3_errmsg(db->handle));
    }
}

int wj_db_run(struct wj_db *db, const char *sql, wikijs_error *err)
{
    return sqlite3_exec(db->handle, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : wj_db_fail(db, err);
}

int wj_db_prepare(struct wj_db *db, const char *sql, sqlite3_stmt **out, wikijs_error *err)
{
    int result = sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, out, NULL);
    return result == SQLITE_OK ? 0 : wj_db_fail(db, err);
}

void wj_db_finish(sqlite3_stmt **statement)
{
    sqlite3_finalize(*statement);
    *statement = NULL;
}

int wj_db_step(struct wj_db *db, sqlite3_stmt *statement, wikijs_error *err)
{
    bool bound = db->unbound != statement;
    db->unbound = NULL;
    int result = bound ? sqlite3_step(statement) : SQLITE_ERROR;
    if (result == SQLITE_ROW)
        return 1;
    int status = result == SQLITE_DONE ? 0 : wj_db_fail(db, err);
    wj_db_reset(statement);
    return status;
}

void wj_db_reset(sqlite3_stmt *statement)
{
    sqlite3_reset(statement);
}

static int bind_one(sqlite3_stmt *statement, int place, char type, va_list *values)
{
    if (type == 'i')
        return sqlite3_bind_int64(statement, place, va_arg(*values, int64_t));
    if (type == 't')
        return sqlite3_bind_text(statement, place, va_arg(*values, const char *), -1, SQLITE_STATIC);
    wikijs_str text = va_arg(*values, wikijs_str);
    return sqlite3_bind_text64(statement, place, text.ptr, text.len, SQLITE_STATIC, SQLITE_UTF8);
}

static void bind_list(struct wj_db *db, sqlite3_stmt *statement, const char *types, va_list *values)
{
    int code = SQLITE_OK;
    for (int i = 1; *types && code == SQLITE_OK; types++, i++)
        code = bind_one(statement, i, *types, values);
    db->unbound = code == SQLITE_OK ? NULL : statement;
}

void wj_db_bind(struct wj_db *db, sqlite3_stmt *statement, const char *types, ...)
{
    va_list values;
    va_start(values, types);
    bind_list(db, statement, types, &values);
    va_end(values);
}

int wj_db_do(struct wj_db *db, sqlite3_stmt *statement, wikijs_error *err, const char *types, ...)
{
    va_list values;
    va_start(values, types);
    bind_list(db, statement, types, &values);
    va_end(values);
    int status = wj_db_step(db, statement, err);
    if (status > 0)
        wj_db_reset(statement);
    return status < 0 ? status : 0;
}

const char *wj_db_text(sqlite3_stmt *statement, int column)
{
    return (const char *)sqlite3_column_text(statement, column);
}

/* --- opening --- */

static int read_number(struct wj_db *db, const char *sql, int *number, wikijs_error *err)
{
    sqlite3_stmt *statement = NULL;
    int status = wj_db_prepare(db, sql, &statement, err);
    if (status == 0)
        status = wj_db_step(db, statement, err);
    if (status > 0)
        *number = sqlite3_column_int(statement, 0);
    wj_db_finish(&statement);
    return status < 0 ? status : 0;
}

/* Bring the file to the present version, in one transaction, which also keeps out others who open it now. */
static int bring_up(struct wj_db *db, const struct wj_db_kind *kind, wikijs_error *err)
{
    int version = 0, id = 0, tables = 0;
    char text[96];
    int status = wj_db_run(db, "BEGIN IMMEDIATE", err);
    if (status == 0)
        status = read_number(db, "PRAGMA user_version", &version, err);
    if (status == 0)
        status = read_number(db, "PRAGMA application_id", &id, err);
    if (status == 0)
        status = read_number(db, "SELECT count(*) FROM sqlite_master", &tables, err);
    if (status == 0 && tables > 0 && id != kind->application_id)
        status = wj_error_set(err, WIKIJS_E_CONFIG, "'%s' is an SQLite file, but no %s", name_of(db), db->what);
    if (status == 0 && version > kind->version)
        status = wj_error_set(err, WIKIJS_E_CONFIG, "%s '%s' was written by a newer version of this program", db->what,
                              name_of(db));
    while (status == 0 && version < kind->version)
        status = wj_db_run(db, kind->steps[version++], err);
    snprintf(text, sizeof text, "PRAGMA application_id=%d; PRAGMA user_version=%d; COMMIT", (int)kind->application_id,
             kind->version);
    if (status == 0)
        status = wj_db_run(db, text, err);
    if (status < 0)
        sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
    return status;
}

/* SQLite makes files that everybody may read. */
static void make_file(const char *path)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd >= 0)
        close(fd);
}

int wj_db_open(struct wj_db *db, const char *path, const struct wj_db_kind *kind, wikijs_error *err)
{
    *db = (struct wj_db){ .what = kind->what, .journal = kind->journal };
    if (path && strlen(path) >= sizeof db->path)
        return wj_error_set(err, WIKIJS_E_ARG, "the path of the %s is too long", kind->what);
    if (path) {
        snprintf(db->path, sizeof db->path, "%s", path);
        make_file(path);
    }
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(path ? path : ":memory:", &db->handle, flags, NULL) != SQLITE_OK)
        return db->handle ? wj_db_fail(db, err) : wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    sqlite3_busy_timeout(db->handle, kind->journal ? 0 : WAIT_MS);
    /* A commit is safe against a kill; after a power failure the newest ones may be missing, and the file is sound. */
    static const char shared[] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON";
    /* The lock lasts as long as the connection, and dies with its process. */
    static const char owned[] = "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                                "PRAGMA foreign_keys=ON";
    int status = wj_db_run(db, kind->journal ? owned : shared, err);
    return status == 0 ? bring_up(db, kind, err) : status;
}

void wj_db_close(struct wj_db *db)
{
    sqlite3_close_v2(db->handle);
    db->handle = NULL;
}
