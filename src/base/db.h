/* SPDX-License-Identifier: MIT */
/*
 * SQLite files that survive a kill at any moment: write-ahead logging, a wait for others who write, failures as a status
 * and one line. One connection belongs to one thread.
 */
#ifndef WJ_BASE_DB_H
#define WJ_BASE_DB_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <wikijs/error.h>

struct wj_db {
    sqlite3 *handle;             /* NULL: closed */
    const char *what;            /* for messages: "state file" */
    char path[512];              /* "": in memory */
    bool journal;                /* as its kind says */
    const sqlite3_stmt *unbound; /* a statement that did not take its parameters: its step fails; NULL: none */
};

/* What kind of file it is, and how it came to its present form: steps[0] makes an empty file one of version 1, and so on. */
struct wj_db_kind {
    const char *what;
    int32_t application_id; /* tells the file from SQLite files of other programs */
    const char *const *steps;
    int version;  /* the number of steps */
    bool journal; /* others get WIKIJS_E_BUSY at once; a commit outlives a loss of power */
};

/*
 * Open a file, which is made when it is not there (mode 0600), or a database in memory (path NULL). A file of another
 * kind, or of a newer version, is refused and left alone. The database is to be closed in either case.
 */
int wj_db_open(struct wj_db *db, const char *path, const struct wj_db_kind *kind, wikijs_error *err);
void wj_db_close(struct wj_db *db);

/* The status of the newest failure, with its message in err. */
int wj_db_fail(struct wj_db *db, wikijs_error *err);
/* Run statements that bring no rows. */
int wj_db_run(struct wj_db *db, const char *sql, wikijs_error *err);
/* A statement that is used many times; wj_db_finish() ends it. */
int wj_db_prepare(struct wj_db *db, const char *sql, sqlite3_stmt **out, wikijs_error *err);
void wj_db_finish(sqlite3_stmt **statement);
/* 1: a row is there; 0: no more, and the statement can be used again; negative. */
int wj_db_step(struct wj_db *db, sqlite3_stmt *statement, wikijs_error *err);
/* Leave a statement before its last row. */
void wj_db_reset(sqlite3_stmt *statement);

/*
 * Bind from the first parameter on: 'i' int64_t, 't' const char * (NULL: null), 'b' wikijs_str. Texts are not copied. When it
 * fails, because a text is too large, the step that follows does.
 */
void wj_db_bind(struct wj_db *db, sqlite3_stmt *statement, const char *types, ...);
/* Bind and run a statement that brings no rows. */
int wj_db_do(struct wj_db *db, sqlite3_stmt *statement, wikijs_error *err, const char *types, ...);
/* The text of a column, valid until the next step; NULL when it is null. */
const char *wj_db_text(sqlite3_stmt *statement, int column);

#endif
