/* SPDX-License-Identifier: MIT */
/*
 * The files of a cache in a folder:
 *
 *   marks                what was dropped (marks_file.h), and which database is the one in use
 *   answers-GENERATION.db  the answers, in SQLite, with its -wal and -shm
 *   damaged.db           the last one that could not be read, for whoever wants to know why
 *
 * A database that is out of use keeps its name to itself, so that whoever still has it open hurts nobody. Its files are
 * removed under those who have it open: SQLite then fails in many ways, of which none counts (WJ_SQLITE_LEFT). Nothing is
 * flushed to the disk: processes may be killed at any moment, and after a power cut everything is begun anew.
 *
 * base/db.h is for what must be kept: it flushes, waits long, and refuses what it does not know. A cache does the opposite.
 */
#ifndef WJ_CACHE_SQLITE_FILE_H
#define WJ_CACHE_SQLITE_FILE_H

#include "base/alloc.h"
#include "cache/marks_file.h"
#include <sqlite3.h>

/* Statuses beside those of wikijs/error.h; after both wj_sqlite_file_begin_anew(), and once more. */
enum {
    WJ_SQLITE_DAMAGED = 1,
    WJ_SQLITE_LEFT /* another process has begun anew meanwhile, and clears away what this one has open */
};

enum wj_sqlite_query {
    WJ_SQLITE_FIND,
    WJ_SQLITE_BEGIN,
    WJ_SQLITE_COMMIT,
    WJ_SQLITE_ROLLBACK,
    WJ_SQLITE_STATE,
    WJ_SQLITE_SET_STATE,
    WJ_SQLITE_COUNT,
    WJ_SQLITE_INSERT,
    WJ_SQLITE_DELETE,
    WJ_SQLITE_DELETE_OLD,
    WJ_SQLITE_EVICT,
    WJ_SQLITE_TOUCH,
    WJ_SQLITE_PROMOTE,
    WJ_SQLITE_DEMOTE,
    WJ_SQLITE_CLEAR,
    WJ_SQLITE_QUERIES
};

struct wj_sqlite_file {
    wikijs_allocator allocator;
    char *folder, *marks_path;
    int timeout_ms;
    size_t max_bytes;
    struct wj_marks_file marks;
    sqlite3 *database; /* NULL: not open */
    sqlite3_stmt *queries[WJ_SQLITE_QUERIES];
    int failure;             /* the status with which it could not be opened */
    int64_t closed_until_us; /* it is not tried again before */
    char problem[256];       /* why, for the log */
};

int wj_sqlite_file_init(struct wj_sqlite_file *file, const wikijs_allocator *allocator, const char *folder,
                        size_t max_bytes, int timeout_ms); /* 0 or WIKIJS_E_NOMEM */
void wj_sqlite_file_free(struct wj_sqlite_file *file);

/* Open what is in use now, unless it is open. 0; WIKIJS_E_BUSY, WIKIJS_E_NOMEM, WIKIJS_E_IO with file->problem. */
int wj_sqlite_file_ready(struct wj_sqlite_file *file);
/* Map the marks of what is in use now, whether or not its database can be used. As wj_sqlite_file_ready(). */
int wj_sqlite_file_marks_ready(struct wj_sqlite_file *file);
/* Leave what is in use, and begin with nothing, unless another process has done so. As wj_sqlite_file_ready(). */
int wj_sqlite_file_begin_anew(struct wj_sqlite_file *file, bool damaged);
/* A query to bind and to step; NULL: it cannot be made. */
sqlite3_stmt *wj_sqlite_file_query(struct wj_sqlite_file *file, enum wj_sqlite_query query);
/* Run one that gives no rows. A code of SQLite: SQLITE_OK. */
int wj_sqlite_file_run(struct wj_sqlite_file *file, enum wj_sqlite_query query);
/* What a code of SQLite comes to: WJ_SQLITE_DAMAGED, WJ_SQLITE_LEFT; a status as above. */
int wj_sqlite_file_fail(struct wj_sqlite_file *file, int code);

#endif
