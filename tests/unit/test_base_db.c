/* SPDX-License-Identifier: MIT */
/* Files of SQLite: made, found again, refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/db.h"

static char path[64];
static wikijs_error err;

static const char *const steps[] = { "CREATE TABLE thing(id INTEGER PRIMARY KEY, name TEXT)",
                                     "ALTER TABLE thing ADD COLUMN colour TEXT DEFAULT 'red'" };
static const struct wj_db_kind old_kind = { "list of things", 4711, steps, 1 };
static const struct wj_db_kind new_kind = { "list of things", 4711, steps, 2 };
static const struct wj_db_kind other_kind = { "box of nails", 42, steps, 1 };

static int set_up(void **state)
{
    (void)state;
    snprintf(path, sizeof path, "/tmp/wikijs-db-%d", (int)getpid());
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    char beside[80];
    unlink(path);
    for (const char *suffix = "-wal"; suffix; suffix = strcmp(suffix, "-wal") == 0 ? "-shm" : NULL) {
        snprintf(beside, sizeof beside, "%s%s", path, suffix);
        unlink(beside);
    }
    return 0;
}

static void insert(struct wj_db *db, int64_t id, const char *name)
{
    sqlite3_stmt *statement = NULL;
    assert_int_equal(wj_db_prepare(db, "INSERT INTO thing(id, name) VALUES(?, ?)", &statement, &err), 0);
    assert_int_equal(wj_db_do(db, statement, &err, "it", id, name), 0);
    wj_db_finish(&statement);
}

static void a_file_is_found_again_and_brought_up_to_date(void **state)
{
    (void)state;
    struct wj_db db;
    struct stat about;
    assert_int_equal(wj_db_open(&db, path, &old_kind, &err), 0);
    insert(&db, 7, "hammer");
    wj_db_close(&db);
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);

    assert_int_equal(wj_db_open(&db, path, &new_kind, &err), 0);
    sqlite3_stmt *statement = NULL;
    assert_int_equal(wj_db_prepare(&db, "SELECT name, colour FROM thing WHERE id=?", &statement, &err), 0);
    wj_db_bind(&db, statement, "i", (int64_t)7);
    assert_int_equal(wj_db_step(&db, statement, &err), 1);
    assert_string_equal(wj_db_text(statement, 0), "hammer");
    assert_string_equal(wj_db_text(statement, 1), "red");
    assert_int_equal(wj_db_step(&db, statement, &err), 0);
    wj_db_finish(&statement);
    wj_db_close(&db);
}

static void files_of_others_and_newer_ones_are_left_alone(void **state)
{
    (void)state;
    struct wj_db db;
    assert_int_equal(wj_db_open(&db, path, &new_kind, &err), 0);
    wj_db_close(&db);
    assert_int_equal(wj_db_open(&db, path, &other_kind, &err), WIKIJS_E_CONFIG);
    assert_non_null(strstr(err.message, "no box of nails"));
    wj_db_close(&db);
    assert_int_equal(wj_db_open(&db, path, &old_kind, &err), WIKIJS_E_CONFIG);
    assert_non_null(strstr(err.message, "newer version"));
    wj_db_close(&db);
}

static void a_text_file_is_no_database(void **state)
{
    (void)state;
    struct wj_db db;
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    for (int i = 0; i < 100; i++)
        fputs("these are my notes\n", file);
    fclose(file);
    assert_int_equal(wj_db_open(&db, path, &new_kind, &err), WIKIJS_E_IO);
    assert_non_null(strstr(err.message, path));
    wj_db_close(&db);
    assert_int_equal(wj_db_open(&db, "/nowhere/at/all", &new_kind, &err), WIKIJS_E_IO);
    wj_db_close(&db);
}

static void failures_are_told_and_undo_nothing_else(void **state)
{
    (void)state;
    struct wj_db db;
    assert_int_equal(wj_db_open(&db, NULL, &new_kind, &err), 0);
    insert(&db, 1, "saw");
    sqlite3_stmt *statement = NULL;
    assert_int_equal(wj_db_prepare(&db, "INSERT INTO thing(id, name) VALUES(?, ?)", &statement, &err), 0);
    assert_int_equal(wj_db_do(&db, statement, &err, "it", (int64_t)1, "axe"), WIKIJS_E_IO);
    assert_non_null(strstr(err.message, "UNIQUE"));
    assert_int_equal(wj_db_do(&db, statement, &err, "ib", (int64_t)2, (wikijs_str){ "axes", 3 }), 0);
    wj_db_finish(&statement);
    assert_int_equal(wj_db_prepare(&db, "SELECT nothing FROM nowhere", &statement, &err), WIKIJS_E_IO);
    wj_db_close(&db);
}

#define CASE(function)                               \
    {                                                \
#function, function, set_up, tear_down, NULL \
    }

/* Not as if it were none. */
static void a_text_that_is_too_large_is_told(void **state)
{
    (void)state;
    struct wj_db db;
    sqlite3_stmt *statement = NULL;
    assert_int_equal(wj_db_open(&db, NULL, &old_kind, &err), 0);
    sqlite3_limit(db.handle, SQLITE_LIMIT_LENGTH, 100);
    char large[200];
    memset(large, 'x', sizeof large);
    large[sizeof large - 1] = '\0';
    assert_int_equal(wj_db_prepare(&db, "INSERT INTO thing(id, name) VALUES(?, ?)", &statement, &err), 0);
    assert_int_equal(wj_db_do(&db, statement, &err, "it", (int64_t)1, large), WIKIJS_E_IO);
    assert_non_null(strstr(err.message, "too big"));
    assert_int_equal(wj_db_do(&db, statement, &err, "it", (int64_t)1, "small"), 0);
    wj_db_finish(&statement);
    wj_db_close(&db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_that_is_too_large_is_told),  CASE(a_file_is_found_again_and_brought_up_to_date),
        CASE(files_of_others_and_newer_ones_are_left_alone), CASE(a_text_file_is_no_database),
        CASE(failures_are_told_and_undo_nothing_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
