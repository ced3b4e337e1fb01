/* SPDX-License-Identifier: MIT */
#include "cache/sqlite_file.h"

#include "base/clock.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <wikijs/error.h>

enum { PATH_SIZE = 4096, PAUSE_US = 1000 * 1000, OPEN_TRIES = 5, PAGE_SIZE = 4096, SPARE_PAGES = 256 };

/* While it is made nobody else knows of it: it needs no files beside it, which somebody may clear away. */
static const char schema[] =
    "PRAGMA journal_mode = MEMORY;"
    "BEGIN;"
    "CREATE TABLE answers (number INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, keep_until INTEGER NOT NULL,"
    " kept INTEGER NOT NULL, used INTEGER NOT NULL, size INTEGER NOT NULL, record BLOB NOT NULL);"
    "CREATE INDEX answers_by_use ON answers (kept, used);"
    "CREATE INDEX answers_by_end ON answers (keep_until);"
    "CREATE TABLE state (clock INTEGER NOT NULL, entries INTEGER NOT NULL, bytes INTEGER NOT NULL, kept INTEGER NOT NULL);"
    "INSERT INTO state VALUES (0, 0, 0, 0);"
    "PRAGMA user_version = 1;"
    "COMMIT;"
    "PRAGMA journal_mode = WAL;";

static const char *const texts[WJ_SQLITE_QUERIES] = {
    [WJ_SQLITE_FIND] = "SELECT number, kept, record FROM answers WHERE id = ?1",
    [WJ_SQLITE_BEGIN] = "BEGIN IMMEDIATE",
    [WJ_SQLITE_COMMIT] = "COMMIT",
    [WJ_SQLITE_ROLLBACK] = "ROLLBACK",
    [WJ_SQLITE_STATE] = "SELECT clock, entries, bytes, kept FROM state",
    [WJ_SQLITE_SET_STATE] = "UPDATE state SET clock = ?1, entries = ?2, bytes = ?3, kept = ?4",
    [WJ_SQLITE_COUNT] = "UPDATE state SET (entries, bytes, kept) ="
                        " (SELECT count(*), ifnull(sum(size), 0), ifnull(sum(kept), 0) FROM answers)",
    [WJ_SQLITE_INSERT] =
        "INSERT INTO answers (id, keep_until, kept, used, size, record) VALUES (?1, ?2, 0, ?3, ?4, ?5)",
    [WJ_SQLITE_DELETE] = "DELETE FROM answers WHERE id = ?1 RETURNING size, kept",
    [WJ_SQLITE_DELETE_OLD] = "DELETE FROM answers WHERE number IN"
                             " (SELECT number FROM answers WHERE keep_until <= ?1 LIMIT 16) RETURNING size, kept",
    [WJ_SQLITE_EVICT] = "DELETE FROM answers WHERE number ="
                        " (SELECT number FROM answers ORDER BY kept, used LIMIT 1) RETURNING size, kept",
    [WJ_SQLITE_TOUCH] = "UPDATE answers SET used = ?2 WHERE number = ?1 AND kept = 1",
    [WJ_SQLITE_PROMOTE] = "UPDATE answers SET used = ?2, kept = 1 WHERE number = ?1 AND kept = 0",
    [WJ_SQLITE_DEMOTE] = "UPDATE answers SET kept = 0 WHERE number ="
                         " (SELECT number FROM answers WHERE kept = 1 ORDER BY used LIMIT 1)",
    [WJ_SQLITE_CLEAR] = "DELETE FROM answers WHERE id BETWEEN ?1 AND ?2",
};

/* --- what is wrong --- */

static int fail(struct wj_sqlite_file *file, const char *format, ...) __attribute__((format(printf, 2, 3)));

static int fail(struct wj_sqlite_file *file, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(file->problem, sizeof file->problem, format, arguments);
    va_end(arguments);
    return WIKIJS_E_IO;
}

static int fail_in_folder(struct wj_sqlite_file *file)
{
    return fail(file, "folder '%.150s': %s", file->folder, strerror(errno));
}

static int fail_with(struct wj_sqlite_file *file, int code)
{
    if (code == SQLITE_IOERR_SHORT_READ)
        return WJ_SQLITE_DAMAGED;
    switch (code & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_ERROR: /* its tables are other ones */
    case SQLITE_MISMATCH:
        return WJ_SQLITE_DAMAGED;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        fail(file, "folder '%.150s': another process holds the database", file->folder);
        return WIKIJS_E_BUSY;
    case SQLITE_NOMEM:
        fail(file, "folder '%.150s': out of memory", file->folder);
        return WIKIJS_E_NOMEM;
    default:
        return fail(file, "folder '%.150s': %s (SQLite's code %d)", file->folder, sqlite3_errstr(code), code);
    }
}

int wj_sqlite_file_fail(struct wj_sqlite_file *file, int code)
{
    if (wj_marks_file_is_current(&file->marks, file->marks_path))
        return fail_with(file, code);
    fail(file, "folder '%.150s': another process has begun anew", file->folder);
    return WJ_SQLITE_LEFT;
}

/* --- the folder --- */

static bool path_of(const struct wj_sqlite_file *file, const char *generation, char path[PATH_SIZE])
{
    int length = snprintf(path, PATH_SIZE, "%s/answers-%s.db", file->folder, generation);
    errno = ENAMETOOLONG;
    return length > 0 && length < PATH_SIZE;
}

/* With what is above it, as far as that is not there. */
static int make_folder(const char *folder)
{
    char path[PATH_SIZE];
    size_t length = strlen(folder);
    if (length >= sizeof path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memcpy(path, folder, length + 1);
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(path, 0700) < 0 && errno != EEXIST && errno != EROFS && errno != EACCES)
            return -1;
        *slash = '/';
    }
    return mkdir(path, 0700) < 0 && errno != EEXIST ? -1 : 0;
}

/* What lies in it is believed, so nobody else may put something there. */
static int check_folder(struct wj_sqlite_file *file)
{
    struct stat about;
    if (stat(file->folder, &about) < 0 && (make_folder(file->folder) < 0 || stat(file->folder, &about) < 0))
        return fail_in_folder(file);
    if (!S_ISDIR(about.st_mode))
        return fail(file, "'%.150s' is no folder", file->folder);
    if (about.st_uid != geteuid())
        return fail(file, "folder '%.150s' belongs to another user", file->folder);
    if (about.st_mode & 022)
        return fail(file, "others can write to folder '%.150s'; run: chmod go-w on it", file->folder);
    return 0;
}

static void remove_database(const char *path)
{
    static const char *const ends[] = { "", "-wal", "-shm" };
    char name[PATH_SIZE + 8];
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        snprintf(name, sizeof name, "%s%s", path, ends[i]);
        unlink(name);
    }
}

/* Whatever is out of use, also what processes that were killed have left. Who is replaced meanwhile leaves it to the next. */
static void tidy(const struct wj_sqlite_file *file, const struct wj_marks_file *own)
{
    const char *generation = wj_marks_file_generation(own);
    char path[PATH_SIZE];
    DIR *folder = opendir(file->folder);
    if (!folder)
        return;
    for (const struct dirent *entry = readdir(folder); entry && wj_marks_file_is_current(own, file->marks_path);
         entry = readdir(folder)) {
        bool ours = strncmp(entry->d_name, "answers-", 8) == 0 || strncmp(entry->d_name, "marks-", 6) == 0;
        if (ours && !strstr(entry->d_name, generation) &&
            snprintf(path, sizeof path, "%s/%s", file->folder, entry->d_name) < PATH_SIZE)
            unlink(path);
    }
    closedir(folder);
}

static void tidy_unless_replaced(const struct wj_sqlite_file *file, const char *generation)
{
    struct wj_marks_file marks;
    if (wj_marks_file_open(&marks, file->marks_path) == 0 && strcmp(wj_marks_file_generation(&marks), generation) == 0)
        tidy(file, &marks);
    wj_marks_file_close(&marks);
}

static void set_aside(const struct wj_sqlite_file *file, const char *path)
{
    char name[PATH_SIZE];
    if (snprintf(name, sizeof name, "%s/damaged.db", file->folder) < PATH_SIZE)
        rename(path, name);
}

/* --- opening --- */

/* Whatever is in the file, it makes SQLite run nothing. */
static int open_database(sqlite3 **out, const char *path, int timeout_ms)
{
    int code = sqlite3_open_v2(path, out, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW, NULL);
    if (code != SQLITE_OK)
        return code;
    sqlite3_extended_result_codes(*out, 1);
    sqlite3_busy_timeout(*out, timeout_ms);
    sqlite3_db_config(*out, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(*out, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(*out, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    return sqlite3_exec(*out,
                        "PRAGMA trusted_schema = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY;"
                        "PRAGMA journal_size_limit = 8388608;",
                        NULL, NULL, NULL);
}

static int check_version(void *wrong, int count, char **values, char **names)
{
    (void)names;
    *(bool *)wrong = count != 1 || !values[0] || strcmp(values[0], "1") != 0;
    return 0;
}

static int open_generation(struct wj_sqlite_file *file, const char *generation)
{
    char path[PATH_SIZE], limit[64];
    bool wrong = true;
    if (!path_of(file, generation, path))
        return fail_in_folder(file);
    int code = open_database(&file->database, path, file->timeout_ms);
    if (code == SQLITE_OK)
        code = sqlite3_exec(file->database, "PRAGMA user_version", check_version, &wrong, NULL);
    if (code == SQLITE_OK && wrong)
        code = SQLITE_NOTADB;
    snprintf(limit, sizeof limit, "PRAGMA max_page_count = %zu", file->max_bytes / PAGE_SIZE + SPARE_PAGES);
    if (code == SQLITE_OK)
        code = sqlite3_exec(file->database, limit, NULL, NULL, NULL);
    if (code == SQLITE_OK)
        return 0;
    int status = wj_sqlite_file_fail(file, code);
    return status < 0 && access(path, F_OK) < 0 && errno == ENOENT ? WJ_SQLITE_DAMAGED : status;
}

static void close_file(struct wj_sqlite_file *file)
{
    for (size_t i = 0; i < WJ_SQLITE_QUERIES; i++) {
        sqlite3_finalize(file->queries[i]);
        file->queries[i] = NULL;
    }
    sqlite3_close(file->database);
    file->database = NULL;
    wj_marks_file_close(&file->marks);
}

/* With the rights that its companions will have, too. */
static int make_file(const char *path)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd >= 0)
        close(fd);
    return fd < 0 ? -1 : 0;
}

static int fill_file(struct wj_sqlite_file *file, const char *path)
{
    sqlite3 *made = NULL;
    int code = open_database(&made, path, file->timeout_ms);
    if (code == SQLITE_OK)
        code = sqlite3_exec(made, schema, NULL, NULL, NULL);
    sqlite3_close(made);
    return code == SQLITE_OK ? 0 : fail_with(file, code);
}

/* Who begins anew clears away what is not in use, also what somebody else is just beginning with. */
static bool was_cleared_away(const struct wj_sqlite_file *file, const char *path)
{
    return access(path, F_OK) < 0 && errno == ENOENT && access(file->folder, W_OK) == 0;
}

static int publish(struct wj_sqlite_file *file, const char *generation, bool instead)
{
    int status = wj_marks_file_publish(file->marks_path, generation, &file->marks, instead);
    return status == WIKIJS_E_IO ? fail_in_folder(file) : status;
}

/* Make a database before anybody can know of it, then say that it is the one. `instead`: of what is there. */
static int begin(struct wj_sqlite_file *file, bool instead, const char *damaged)
{
    char generation[WJ_GENERATION_SIZE], path[PATH_SIZE];
    snprintf(generation, sizeof generation, "%016llx", (unsigned long long)wj_system_clock.random(NULL));
    if (!path_of(file, generation, path) || make_file(path) < 0)
        return fail_in_folder(file);
    int status = fill_file(file, path);
    if (was_cleared_away(file, path))
        status = WIKIJS_E_EXISTS; /* theirs is the one that counts */
    if (status == 0)
        status = publish(file, generation, instead);
    if (status < 0)
        remove_database(path);
    if (status == 0 && damaged)
        set_aside(file, damaged);
    if (status == 0 && instead)
        tidy_unless_replaced(file, generation);
    return status == WIKIJS_E_EXISTS ? 0 : status;
}

static int64_t now_us(void)
{
    return wj_system_clock.monotonic_us(NULL);
}

/* It is not in use, and not tried again at once; memory may be there again at any time. */
static void give_up(struct wj_sqlite_file *file, int status)
{
    close_file(file);
    file->failure = status;
    file->closed_until_us = status == WIKIJS_E_NOMEM ? 0 : now_us() + PAUSE_US;
}

static int open_file(struct wj_sqlite_file *file)
{
    int status = check_folder(file);
    for (int i = 0; status == 0 && i < OPEN_TRIES; i++) {
        status = wj_marks_file_open(&file->marks, file->marks_path);
        if (status == WIKIJS_E_IO)
            return fail(file, "'%.150s': %s", file->marks_path, strerror(errno));
        if (status == 0) {
            status = open_generation(file, wj_marks_file_generation(&file->marks));
            if (status <= 0)
                return status;
        }
        status = status == WIKIJS_E_NOT_FOUND ? begin(file, false, NULL) : wj_sqlite_file_begin_anew(file, true);
    }
    if (status < 0)
        return status;
    fail(file, "folder '%.150s': it is begun anew again and again", file->folder);
    return WIKIJS_E_BUSY;
}

int wj_sqlite_file_marks_ready(struct wj_sqlite_file *file)
{
    if (wj_marks_file_is_current(&file->marks, file->marks_path))
        return 0;
    close_file(file);
    int status = check_folder(file);
    if (status == 0)
        status = wj_marks_file_open(&file->marks, file->marks_path);
    return status == 0 ? 0 : wj_sqlite_file_ready(file);
}

int wj_sqlite_file_ready(struct wj_sqlite_file *file)
{
    if (file->database && wj_marks_file_is_current(&file->marks, file->marks_path))
        return 0;
    if (now_us() < file->closed_until_us)
        return file->failure;
    close_file(file);
    int status = open_file(file);
    if (status < 0)
        give_up(file, status);
    return status;
}

int wj_sqlite_file_begin_anew(struct wj_sqlite_file *file, bool damaged)
{
    char path[PATH_SIZE];
    if (file->marks.page && !wj_marks_file_is_current(&file->marks, file->marks_path)) {
        close_file(file);
        return 0;
    }
    bool known = damaged && file->marks.page && path_of(file, wj_marks_file_generation(&file->marks), path);
    int status = begin(file, true, known ? path : NULL);
    if (status == 0)
        close_file(file);
    else
        give_up(file, status);
    return status;
}

/* --- queries --- */

sqlite3_stmt *wj_sqlite_file_query(struct wj_sqlite_file *file, enum wj_sqlite_query query)
{
    if (!file->queries[query])
        sqlite3_prepare_v3(file->database, texts[query], -1, SQLITE_PREPARE_PERSISTENT, &file->queries[query], NULL);
    return file->queries[query];
}

int wj_sqlite_file_run(struct wj_sqlite_file *file, enum wj_sqlite_query query)
{
    sqlite3_stmt *prepared = wj_sqlite_file_query(file, query);
    if (!prepared)
        return sqlite3_extended_errcode(file->database);
    int code = sqlite3_step(prepared);
    sqlite3_reset(prepared);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

/* --- making --- */

int wj_sqlite_file_init(struct wj_sqlite_file *file, const wikijs_allocator *allocator, const char *folder,
                        size_t max_bytes, int timeout_ms)
{
    size_t size = strlen(folder) + sizeof "/marks";
    *file = (struct wj_sqlite_file){ .allocator = *allocator, .timeout_ms = timeout_ms, .max_bytes = max_bytes };
    file->folder = wj_strdup(allocator, folder);
    file->marks_path = wj_malloc(allocator, size);
    if (!file->folder || !file->marks_path) {
        wj_sqlite_file_free(file);
        return WIKIJS_E_NOMEM;
    }
    snprintf(file->marks_path, size, "%s/marks", folder);
    return 0;
}

void wj_sqlite_file_free(struct wj_sqlite_file *file)
{
    close_file(file);
    wj_free(&file->allocator, file->folder);
    wj_free(&file->allocator, file->marks_path);
}
