/* SPDX-License-Identifier: MIT */
/* The store in a folder: what it shares between processes, what survives a kill, and what it does about damage. */
#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "base/alloc.h"
#include "cache/sqlite.h"
#include "support/stores.h"
#include <wikijs/error.h>

static char folder[64];

static struct wj_cache_sqlite_settings settings(void)
{
    return (struct wj_cache_sqlite_settings){
        .folder = folder, .max_entries = 100, .max_bytes = 16 << 20, .timeout_ms = 2000
    };
}

static void open_one(wikijs_cache_store *one)
{
    const struct wj_cache_sqlite_settings given = settings();
    assert_int_equal(wj_cache_sqlite_new(one, &wj_libc_allocator, &given), 0);
}

int bounds_open(size_t entries, size_t bytes)
{
    if (!folder[0])
        stores_make_folder(folder);
    struct wj_cache_sqlite_settings given = settings();
    given.max_entries = entries;
    given.max_bytes = bytes;
    return wj_cache_sqlite_new(&store, &wj_libc_allocator, &given);
}

static int set_up(void **state)
{
    (void)state;
    stores_make_folder(folder);
    open_one(&store);
    open_one(&other_store);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    stores_close();
    stores_remove_folder(folder);
    folder[0] = '\0';
    return 0;
}

static const char *in_folder(const char *name)
{
    static char path[400];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

/* The first file whose name ends so, from answers-*; "" when there is none. */
static const char *database(const char *end)
{
    static char path[400];
    path[0] = '\0';
    DIR *open_folder = opendir(folder);
    assert_non_null(open_folder);
    for (struct dirent *entry = readdir(open_folder); entry; entry = readdir(open_folder)) {
        size_t length = strlen(entry->d_name), tail = strlen(end);
        if (strncmp(entry->d_name, "answers-", 8) == 0 && length > tail &&
            strcmp(entry->d_name + length - tail, end) == 0)
            snprintf(path, sizeof path, "%s/%.300s", folder, entry->d_name);
    }
    closedir(open_folder);
    return path;
}

static off_t size_of(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 ? about.st_size : -1;
}

/* --- files --- */

static void answers_outlive_the_store(void **state)
{
    (void)state;
    uint64_t before, after;
    assert_int_equal(store_put(&store, 1, 500, 0, "a"), 0);
    store_has(&store, 2, 1000, &before);
    stores_close();
    open_one(&store);
    assert_true(store_has(&store, 1, 1000, &after));
    assert_int_equal(before, after);
    store_drop(&store, "a");
    stores_close();
    open_one(&store);
    assert_false(store_has(&store, 1, 1000, NULL));
}

static void files_are_for_their_owner_only(void **state)
{
    (void)state;
    char deep[128];
    struct stat about;
    stores_close();
    snprintf(deep, sizeof deep, "%s/a/b/cache", folder);
    struct wj_cache_sqlite_settings given = settings();
    given.folder = deep;
    mode_t mask = umask(0);
    assert_int_equal(wj_cache_sqlite_new(&store, &wj_libc_allocator, &given), 0);
    assert_int_equal(store_put(&store, 1, 500, 0, "a"), 0);
    umask(mask);
    assert_int_equal(stat(deep, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0700);
    DIR *open_folder = opendir(deep);
    int files = 0;
    for (struct dirent *entry = readdir(open_folder); entry; entry = readdir(open_folder)) {
        if (entry->d_name[0] == '.')
            continue;
        assert_int_equal(fstatat(dirfd(open_folder), entry->d_name, &about, 0), 0);
        assert_int_equal(about.st_mode & 0777, 0600);
        files++;
    }
    closedir(open_folder);
    assert_int_equal(files, 4); /* marks, and the database with its two companions */
}

static void file_is_bounded(void **state)
{
    (void)state;
    stores_close();
    assert_int_equal(bounds_open(100000, 1 << 20), 0);
    for (uint64_t i = 0; i < 3000; i++)
        assert_int_equal(store_put(&store, i, 700 + i % 3000, 0, "a"), 0);
    assert_in_range(store_stats(&store).bytes, 300000, 1 << 20);
    stores_close();
    assert_in_range(size_of(database(".db")), 500000, (3 << 20) / 2 + (1 << 20));
    assert_int_equal(size_of(database("-wal")), -1);
}

static void expired_answers_make_room_by_themselves(void **state)
{
    (void)state;
    wikijs_cache_key key = store_key(1000);
    wikijs_cache_entry entry = { .struct_size = sizeof entry,
                                 .bytes = "x",
                                 .length = 1,
                                 .stored_at = 5000,
                                 .fresh_until = 6000,
                                 .keep_until = 7000 };
    for (uint64_t i = 0; i < 50; i++)
        assert_int_equal(store_put(&store, i, 50, 0, NULL), 0);
    for (int i = 0; i < 4; i++)
        assert_int_equal(store.set(store.state, &key, 5000, &entry), 0);
    assert_int_equal(store_stats(&store).entries, 1);
}

static void clear_leaves_nothing_on_the_disk(void **state)
{
    (void)state;
    static const char text[] = "a sentence that nobody should find";
    char command[400];
    wikijs_cache_key key = store_key(1);
    wikijs_cache_entry entry = { .struct_size = sizeof entry,
                                 .bytes = text,
                                 .length = sizeof text,
                                 .stored_at = 1000,
                                 .fresh_until = 2000,
                                 .keep_until = 3000 };
    assert_int_equal(store.set(store.state, &key, 1000, &entry), 0);
    snprintf(command, sizeof command, "grep -qr '%s' %s", text, folder);
    assert_int_equal(system(command), 0);
    assert_int_equal(store.clear(store.state, NULL), 0);
    assert_int_not_equal(system(command), 0);
}

/* --- processes --- */

/* Until it is killed. */
static void write_for_ever(unsigned seed)
{
    static const char *const tags[] = { "a", "b" };
    open_one(&store);
    for (unsigned i = 0;; i++) {
        uint64_t number = (uint64_t)rand_r(&seed) % 60, ticket;
        if (!store_has(&store, number, 1000, &ticket))
            store_put(&store, number, 50 + number * 40, ticket, tags[number % 2]);
        if (i % 97 == 0)
            store_drop(&store, tags[i / 97 % 2]);
        if (i % 1000 == 999)
            store.clear(store.state, i % 2000 == 999 ? NULL : store_key(0).tenant);
    }
}

/* While no store is open: a connection does not live on in a child. */
static pid_t start_child(void (*work)(unsigned seed), unsigned seed)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);    /* not for longer than a test that fails */
        setenv("CMOCKA_TEST_ABORT", "1", 1); /* an assertion that fails ends the child; the suite is the parent's */
        work(seed);
        _exit(0);
    }
    return child;
}

/* A child that ends by itself has seen an answer that was not whole. */
static void kill_child(pid_t child)
{
    int status;
    kill(child, SIGKILL);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

static void expect_good_end(pid_t child)
{
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

/* Work beside it for as long as the child lives: here, too, every answer must be whole. */
static void work_beside(unsigned rounds)
{
    static const char *const tags[] = { "a", "b" };
    for (unsigned i = 0; i < rounds; i++) {
        uint64_t number = i * 7 % 60, ticket;
        if (!store_has(&store, number, 1000, &ticket))
            store_put(&store, number, 50 + number * 40, ticket, tags[number % 2]);
    }
}

static void writers_may_be_killed_at_any_moment(void **state)
{
    (void)state;
    stores_close();
    for (unsigned i = 0; i < 25; i++) {
        pid_t one = start_child(write_for_ever, i * 2), two = start_child(write_for_ever, i * 2 + 1);
        open_one(&store);
        work_beside(20 + i * 13);
        kill_child(one);
        work_beside(20);
        kill_child(two);
        assert_int_equal(store_stats(&store).errors, 0);
        store_drop(&store, "a");
        for (uint64_t number = 0; number < 60; number += 2)
            assert_false(store_has(&store, number, 1000, NULL));
        stores_close();
    }
    assert_int_equal(size_of(in_folder("damaged.db")), -1);
}

/* Each time the others' files are cleared away under them, wherever they are. */
static void begin_anew_often(unsigned seed)
{
    for (unsigned i = 0; i < 60; i++) {
        open_one(&store);
        for (unsigned k = 0; k < 3; k++) {
            uint64_t number = (uint64_t)rand_r(&seed) % 60;
            if (!store_has(&store, number, 1000, NULL))
                store_put(&store, number, 500, 0, "a");
            assert_int_equal(store.clear(store.state, NULL), 0);
        }
        assert_int_equal(store_stats(&store).errors, 0);
        stores_close();
    }
}

static void processes_may_begin_anew_under_one_another(void **state)
{
    (void)state;
    pid_t children[4];
    stores_close();
    for (unsigned i = 0; i < 4; i++)
        children[i] = start_child(begin_anew_often, i + 1);
    for (unsigned i = 0; i < 4; i++)
        expect_good_end(children[i]);
    open_one(&store);
    assert_int_equal(store_put(&store, 1, 50, 0, "a"), 0);
    assert_true(store_has(&store, 1, 1000, NULL));
    assert_int_equal(size_of(in_folder("damaged.db")), -1);
}

/* With one file that it may still open: SQLite needs three. */
static void drop_without_a_database(unsigned seed)
{
    (void)seed;
    int free_place = dup(STDOUT_FILENO);
    struct rlimit tight;
    close(free_place);
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &tight), 0);
    tight.rlim_cur = (rlim_t)free_place + 1; /* the other one is not for changing under valgrind */
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &tight), 0);
    open_one(&store);
    assert_int_equal(store_put(&store, 2, 50, 0, "a"), WIKIJS_E_IO);
    store_drop(&store, "a");
    stores_close();
}

/* If it were lost, all other processes would go on giving what was there before it. */
static void drop_needs_no_database(void **state)
{
    (void)state;
    assert_int_equal(store_put(&store, 1, 50, 0, "a"), 0);
    stores_close();
    expect_good_end(start_child(drop_without_a_database, 0));
    open_one(&store);
    assert_false(store_has(&store, 1, 1000, NULL));
}

/* --- damage --- */

static void overwrite(const char *path, off_t from, size_t length)
{
    char noise[4096];
    int fd = open(path, O_WRONLY);
    assert_true(fd >= 0);
    for (size_t i = 0; i < sizeof noise; i++)
        noise[i] = (char)(i * 131 + 17);
    for (size_t done = 0; done < length; done += sizeof noise)
        assert_true(pwrite(fd, noise, length - done < sizeof noise ? length - done : sizeof noise, from + (off_t)done) >
                    0);
    close(fd);
}

static void fill_and_close(void)
{
    for (uint64_t i = 0; i < 50; i++)
        assert_int_equal(store_put(&store, i, 3000, 0, "a"), 0);
    stores_close();
}

/* Everything works, whatever was there before. */
static void expect_a_working_store(void)
{
    open_one(&store);
    open_one(&other_store);
    for (uint64_t i = 0; i < 50; i++) {
        store_has(&store, i, 1000, NULL);
        assert_int_equal(store_put(&store, i, 100, 0, "b"), 0);
        assert_true(store_has(&other_store, i, 1000, NULL));
    }
    assert_int_equal(store_stats(&store).errors, 0);
}

static void damaged_database_is_set_aside(void **state)
{
    (void)state;
    fill_and_close();
    overwrite(database(".db"), 0, 4096);
    expect_a_working_store();
    assert_true(size_of(in_folder("damaged.db")) > 0);
}

static void damaged_pages_are_found_when_they_are_read(void **state)
{
    (void)state;
    fill_and_close();
    overwrite(database(".db"), 4096, (size_t)size_of(database(".db")) - 4096);
    expect_a_working_store();
}

static void changed_answer_is_not_given(void **state)
{
    (void)state;
    fill_and_close();
    static char bytes[1 << 20];
    int fd = open(database(".db"), O_RDWR);
    ssize_t got = pread(fd, bytes, sizeof bytes, 0);
    size_t size = got > 0 ? (size_t)got : 0;
    assert_true(size > 4096 && size < sizeof bytes);
    for (size_t i = 8; i + 64 < size; i++) /* one byte in the midst of an answer, where no page's structure is */
        if (bytes[i] == 7 && bytes[i + 50] == 7 && bytes[i - 8] == 7) {
            bytes[i + 20] ^= 1;
            break;
        }
    assert_int_equal(pwrite(fd, bytes, size, 0), got);
    close(fd);
    open_one(&store);
    assert_false(store_has(&store, 7, 1000, NULL));
    stores_close();
    expect_a_working_store();
}

static void cut_off_and_missing_files_are_made_anew(void **state)
{
    (void)state;
    static const char *const damage[] = {
        "truncate -s 5000 %s/answers-*.db", "truncate -s 0 %s/answers-*.db", "rm %s/answers-*.db", "rm %s/marks",
        "truncate -s 100 %s/marks",         "echo nonsense >%s/marks"
    };
    for (size_t i = 0; i < sizeof damage / sizeof *damage; i++) {
        char command[256];
        fill_and_close();
        snprintf(command, sizeof command, "d=%s; ", folder);
        char *at = command + strlen(command);
        const char *rest = strstr(damage[i], "%s") + 2;
        snprintf(at, sizeof command - strlen(command), "%.*s$d%s", (int)(rest - 2 - damage[i]), damage[i], rest);
        assert_int_equal(system(command), 0);
        expect_a_working_store();
    }
}

/* Numbers in the marks that no drop ever had would put answers out of date for ever. */
static void damaged_marks_are_made_anew(void **state)
{
    (void)state;
    fill_and_close();
    overwrite(in_folder("marks"), 2000, 8000);
    expect_a_working_store();
}

static void marks_of_an_earlier_start_are_not_believed(void **state)
{
    (void)state;
    fill_and_close();
    int fd = open(in_folder("marks"), O_WRONLY);
    assert_int_equal(pwrite(fd, "0", 1, 10), 1); /* a digit of the machine's start */
    assert_int_equal(pwrite(fd, "f", 1, 11), 1);
    close(fd);
    open_one(&store);
    assert_false(store_has(&store, 1, 1000, NULL));
    stores_close();
    expect_a_working_store();
}

static void damage_under_an_open_store_is_noticed(void **state)
{
    (void)state;
    for (uint64_t i = 0; i < 50; i++)
        assert_int_equal(store_put(&store, i, 3000, 0, "a"), 0);
    assert_true(store_has(&other_store, 1, 1000, NULL));
    assert_int_equal(unlink(in_folder("marks")), 0);
    assert_false(store_has(&other_store, 1, 1000, NULL)); /* begins anew */
    assert_int_equal(store_put(&other_store, 1, 100, 0, "a"), 0);
    assert_true(store_has(&store, 1, 1000, NULL));
    store_drop(&store, "a");
    assert_false(store_has(&other_store, 1, 1000, NULL));
}

/* --- a disk that is full, a folder that cannot be used --- */

static void expect_failure(const char *told)
{
    char bytes[64], line[256] = "";
    wikijs_cache_key key = store_key(1);
    wikijs_cache_found found = { .struct_size = sizeof found, .payload = bytes };
    assert_int_equal(store.get(store.state, &key, 1000, &found), WIKIJS_E_IO);
    assert_int_equal(store_put(&store, 1, 50, 0, NULL), WIKIJS_E_IO);
    assert_int_equal(store.clear(store.state, key.tenant), WIKIJS_E_IO);
    store.explain(store.state, line, sizeof line);
    if (!strstr(line, told) || !strstr(line, folder))
        fail_msg("'%s' does not tell of '%s'", line, told);
}

static void folder_of_others_is_not_used(void **state)
{
    (void)state;
    assert_int_equal(chmod(folder, 0777), 0);
    expect_failure("others can write to folder");
    assert_int_equal(chmod(folder, 0700), 0);
    stores_close();
    open_one(&store);
    assert_int_equal(store_put(&store, 1, 50, 0, NULL), 0);
}

static void file_in_place_of_the_folder_is_a_failure(void **state)
{
    (void)state;
    assert_int_equal(rmdir(folder), 0);
    close(open(folder, O_WRONLY | O_CREAT, 0600));
    expect_failure("is no folder");
}

static void full_disk_is_a_failure_and_no_damage(void **state)
{
    (void)state;
    struct rlimit before, tight;
    assert_int_equal(store_put(&store, 1, 50, 0, "a"), 0);
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    tight = before;
    tight.rlim_cur = (rlim_t)size_of(database("-wal"));
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &tight), 0);
    int status = 0;
    for (uint64_t i = 10; i < 60 && status == 0; i++)
        status = store_put(&store, i, 4000, 0, "a");
    bool there = store_has(&store, 1, 1000, NULL);
    store_drop(&store, "a"); /* needs no room */
    bool dropped = !store_has(&store, 1, 1000, NULL) && !store_has(&other_store, 1, 1000, NULL);
    char line[256] = "";
    store.explain(store.state, line, sizeof line);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, SIG_DFL);
    assert_int_equal(status, WIKIJS_E_IO);
    assert_true(there);
    assert_true(dropped);
    assert_true(strstr(line, "disk") != NULL);
    assert_int_equal(store_put(&store, 5, 4000, 0, "a"), 0);
    assert_true(store_has(&other_store, 5, 1000, NULL));
    assert_int_equal(size_of(in_folder("damaged.db")), -1);
}

static void database_that_is_held_costs_a_bounded_time(void **state)
{
    (void)state;
    char command[600];
    stores_close();
    struct wj_cache_sqlite_settings given = settings();
    given.timeout_ms = 20;
    assert_int_equal(wj_cache_sqlite_new(&store, &wj_libc_allocator, &given), 0);
    assert_int_equal(store_put(&store, 1, 50, 0, "a"), 0);
    sqlite3 *holder;
    snprintf(command, sizeof command, "%s", database(".db"));
    assert_int_equal(sqlite3_open(command, &holder), SQLITE_OK);
    assert_int_equal(sqlite3_exec(holder, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(store_put(&store, 2, 50, 0, "a"), WIKIJS_E_BUSY);
    assert_true(store_has(&store, 1, 1000, NULL));
    store_drop(&store, "a");
    assert_false(store_has(&store, 1, 1000, NULL));
    sqlite3_close(holder);
    assert_int_equal(store_put(&store, 2, 50, 0, "a"), WIKIJS_E_BUSY); /* not tried again at once */
    stores_close();
    open_one(&store);
    assert_int_equal(store_put(&store, 2, 50, 0, "a"), 0);
}

int main(void)
{
#define CASE(name) STORE_CASE(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        STORE_CASES(set_up, tear_down),
        BOUNDS_CASES(tear_down),
        CASE(suite_shares_with_another),
        CASE(answers_outlive_the_store),
        CASE(files_are_for_their_owner_only),
        CASE(file_is_bounded),
        CASE(expired_answers_make_room_by_themselves),
        CASE(clear_leaves_nothing_on_the_disk),
        CASE(writers_may_be_killed_at_any_moment),
        CASE(processes_may_begin_anew_under_one_another),
        CASE(drop_needs_no_database),
        CASE(damaged_database_is_set_aside),
        CASE(damaged_pages_are_found_when_they_are_read),
        CASE(changed_answer_is_not_given),
        CASE(cut_off_and_missing_files_are_made_anew),
        CASE(damaged_marks_are_made_anew),
        CASE(marks_of_an_earlier_start_are_not_believed),
        CASE(damage_under_an_open_store_is_noticed),
        CASE(folder_of_others_is_not_used),
        CASE(file_in_place_of_the_folder_is_a_failure),
        CASE(full_disk_is_a_failure_and_no_damage),
        CASE(database_that_is_held_costs_a_bounded_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
