/* SPDX-License-Identifier: MIT */
/* The file of the audit log: chained, shared, rotated, torn, full; and what a check of it finds. */
#include "policy/audit_log.h"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <wikijs/audit.h>

#include <cmocka.h>

static struct wj_audit_log *audit;
static wikijs_error err;
static char folder[64], path[96], old[104], head_path[104];
static wikijs_audit_report report;

static void open_log(void)
{
    wj_audit_log_free(audit);
    audit = wj_audit_log_new(path, false, &wj_system_clock, &wj_libc_allocator);
    assert_non_null(audit);
}

static int set_up(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/wikijs-audit-XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/audit.log", folder);
    snprintf(old, sizeof old, "%s.1", path);
    snprintf(head_path, sizeof head_path, "%s.head", path);
    open_log();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    char command[128];
    wj_audit_log_free(audit);
    audit = NULL;
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command);
}

static int add(const char *what)
{
    char members[256];
    int length = snprintf(members, sizeof members, "\"time\":\"2026-11-23T09:00:00.000Z\",\"operation\":\"%s\"", what);
    return wj_audit_log_add(audit, members, (size_t)length, false, &err);
}

static void add_lines(int count)
{
    for (int i = 0; i < count; i++)
        assert_int_equal(add("pages.create"), 0);
}

static int verify(const char *file, const wikijs_audit_verify_options *options)
{
    report = (wikijs_audit_report){ .struct_size = sizeof report };
    return wikijs_audit_verify(file, options, &report, &err);
}

static void expect_good(int64_t lines)
{
    if (verify(path, NULL) != 0)
        fail_msg("%s", err.message);
    assert_int_equal(report.lines, lines);
    assert_int_equal(report.problems, 0);
}

static char *read_all(size_t *length)
{
    FILE *file = fopen(path, "re");
    assert_non_null(file);
    char *text = calloc(1, 1 << 20);
    *length = fread(text, 1, (1 << 20) - 1, file);
    fclose(file);
    return text;
}

static void write_all(const char *text, size_t length)
{
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, length, file), length);
    fclose(file);
}

static void append(const char *text)
{
    FILE *file = fopen(path, "ae");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

/* --- the chain --- */

static void lines_are_chained(void **state)
{
    (void)state;
    add_lines(3);
    expect_good(3);
    assert_int_equal(report.first_seq, 1);
    assert_int_equal(report.last_seq, 3);
    assert_string_equal(report.previous, wj_audit_start.hash);
    size_t length;
    char *text = read_all(&length), hash[WJ_SHA256_HEX];
    char *last = text + length - 2;
    while (last[-1] != '\n')
        last--;
    assert_int_equal(wj_sha256_hex(last, strlen(last) - 1, hash), 0);
    assert_string_equal(report.head, hash); /* as sha256sum has it, too */
    free(text);
    struct stat about;
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    open_log(); /* another process */
    add_lines(2);
    expect_good(5);
}

static void entries_are_read(void **state)
{
    (void)state;
    add("pages.create");
    append("rubbish\n");
    add("pages.delete");
    wikijs_audit_reader *reader;
    wikijs_audit_entry *entry;
    assert_int_equal(wikijs_audit_reader_new(path, &reader, &err), 0);
    assert_int_equal(wikijs_audit_reader_next(reader, &entry, &err), 1);
    assert_string_equal(entry->operation, "pages.create");
    assert_int_equal(entry->seq, 1);
    assert_int_equal(entry->time, INT64_C(1795424400000));
    assert_null(entry->target);
    wikijs_audit_entry_free(entry);
    assert_int_equal(wikijs_audit_reader_next(reader, &entry, &err), 1);
    assert_string_equal(entry->event, "recovered");
    wikijs_audit_entry_free(entry);
    assert_int_equal(wikijs_audit_reader_next(reader, &entry, &err), 1);
    assert_string_equal(entry->operation, "pages.delete");
    wikijs_audit_entry_free(entry);
    assert_int_equal(wikijs_audit_reader_next(reader, &entry, &err), 0);
    wikijs_audit_reader_free(reader);
    assert_int_equal(wikijs_audit_reader_new("/none/such", &reader, &err), WIKIJS_E_IO);
    assert_int_equal(wikijs_audit_reader_new(NULL, &reader, &err), WIKIJS_E_ARG);
    assert_int_equal(wikijs_audit_reader_new(path, NULL, &err), WIKIJS_E_ARG);
    assert_int_equal(wikijs_audit_reader_next(NULL, &entry, &err), WIKIJS_E_ARG);
    wikijs_audit_reader_free(NULL);
    wikijs_audit_entry_free(NULL);
}

/* --- tampering --- */

/* Each byte of the file, changed: nothing goes unnoticed. */
static void every_changed_byte_is_found(void **state)
{
    (void)state;
    add_lines(3);
    size_t length;
    char *text = read_all(&length);
    for (size_t i = 0; i < length; i++) {
        text[i] ^= 1;
        write_all(text, length);
        int status = verify(path, NULL);
        if (status != WIKIJS_E_AUDIT)
            fail_msg("byte %zu", i);
        assert_true(report.problems > 0 && report.problem[0]);
        text[i] ^= 1;
    }
    write_all(text, length);
    expect_good(3);
    free(text);
}

static void a_changed_line_is_named(void **state)
{
    (void)state;
    add_lines(5);
    size_t length;
    char *text = read_all(&length);
    char *second = strchr(text, '\n') + 1;
    memcpy(strstr(second, "create"), "delete", 6);
    write_all(text, length);
    assert_int_equal(verify(path, NULL), WIKIJS_E_AUDIT);
    assert_int_equal(report.line, 2);
    assert_int_equal(report.problems, 1);
    assert_string_equal(report.problem, "line 2 was changed");
    free(text);
}

static void a_missing_line_is_found(void **state)
{
    (void)state;
    add_lines(5);
    size_t length;
    char *text = read_all(&length);
    char *second = strchr(text, '\n') + 1, *third = strchr(second, '\n') + 1;
    size_t rest = length - (size_t)(third - text);
    memmove(second, third, rest);
    write_all(text, length - (size_t)(third - second));
    assert_int_equal(verify(path, NULL), WIKIJS_E_AUDIT);
    assert_string_equal(report.problem, "line 3 follows line 1");
    free(text);
}

static void a_missing_end_is_found_by_the_head(void **state)
{
    (void)state;
    add_lines(5);
    expect_good(5);
    char noted[65];
    snprintf(noted, sizeof noted, "%s", report.head);
    size_t length;
    char *text = read_all(&length);
    size_t shorter = length - 1;
    while (text[shorter - 1] != '\n')
        shorter--;
    write_all(text, shorter);
    free(text);
    assert_int_equal(verify(path, NULL), WIKIJS_E_AUDIT);
    assert_string_equal(report.problem, "the end is missing: there was a line 5");
    wikijs_audit_verify_options options = WIKIJS_AUDIT_VERIFY_OPTIONS_INIT;
    options.no_head_file = 1;
    assert_int_equal(verify(path, &options), 0); /* the file alone does not show it */
    options.head = noted;
    assert_int_equal(verify(path, &options), WIKIJS_E_AUDIT);
    /* Writing on does not hide it. */
    open_log();
    add_lines(2);
    assert_int_equal(verify(path, NULL), WIKIJS_E_AUDIT);
    options.head = NULL;
    assert_int_equal(verify(path, &options), WIKIJS_E_AUDIT);
    assert_non_null(strstr(report.problem, "missing or changed"));
}

static void a_head_noted_earlier_is_found_again(void **state)
{
    (void)state;
    add_lines(3);
    expect_good(3);
    char noted[65];
    snprintf(noted, sizeof noted, "%s", report.head);
    add_lines(3);
    wikijs_audit_verify_options options = WIKIJS_AUDIT_VERIFY_OPTIONS_INIT;
    options.head = noted;
    assert_int_equal(verify(path, &options), 0);
}

/* --- rotation --- */

static void check_rotated(int64_t before, int64_t after)
{
    wikijs_audit_verify_options options = WIKIJS_AUDIT_VERIFY_OPTIONS_INIT;
    options.no_head_file = 1;
    assert_int_equal(verify(old, &options), 0);
    assert_int_equal(report.lines, before);
    char head[65];
    snprintf(head, sizeof head, "%s", report.head);
    options.no_head_file = 0;
    options.previous = head;
    if (verify(path, &options) != 0)
        fail_msg("%s", err.message);
    assert_int_equal(report.lines, after);
    assert_int_equal(report.first_seq, before + 1);
    options.previous = wj_audit_start.hash;
    assert_int_equal(verify(path, &options), WIKIJS_E_AUDIT);
}

static void the_chain_goes_on_after_a_rename(void **state)
{
    (void)state;
    add_lines(3);
    assert_int_equal(rename(path, old), 0);
    add_lines(2);
    check_rotated(3, 2);
}

static void the_chain_goes_on_in_another_process(void **state)
{
    (void)state;
    add_lines(3);
    assert_int_equal(rename(path, old), 0);
    open_log();
    add_lines(2);
    check_rotated(3, 2);
}

static void the_chain_goes_on_after_copy_and_truncate(void **state)
{
    (void)state;
    char command[320];
    add_lines(3);
    snprintf(command, sizeof command, "cp %s %s && : > %s", path, old, path);
    assert_int_equal(system(command), 0);
    add_lines(2);
    check_rotated(3, 2);
}

static void without_a_head_file_it_goes_on_as_far_as_it_can(void **state)
{
    (void)state;
    add_lines(3);
    unlink(head_path);
    assert_int_equal(mkdir(head_path, 0700), 0); /* cannot be opened as a file */
    open_log();
    add_lines(2);
    expect_good(5);
    assert_int_equal(rmdir(head_path), 0);
}

/* --- torn lines --- */

static void a_torn_line_is_closed(void **state)
{
    (void)state;
    add_lines(2);
    append("{\"seq\":3,\"prev\":\"0123");
    expect_good(2);
    assert_int_equal(report.open_bytes, 21);
    open_log();
    add_lines(1);
    expect_good(4); /* two, one that tells of it, one */
    assert_int_equal(report.torn, 1);
    size_t length;
    char *text = read_all(&length);
    char *torn = strstr(text, "\"0123\n");
    assert_non_null(torn);
    torn[1] = '9'; /* what is left of it cannot be changed either */
    write_all(text, length);
    assert_int_equal(verify(path, NULL), WIKIJS_E_AUDIT);
    free(text);
}

static void a_torn_first_line_is_closed(void **state)
{
    (void)state;
    append("{\"se");
    add_lines(2);
    expect_good(3);
    assert_int_equal(report.torn, 1);
}

static void a_line_added_by_hand_is_told(void **state)
{
    (void)state;
    add_lines(1);
    append("{\"seq\":2,\"operation\":\"x\"}\n");
    assert_int_equal(verify(path, NULL), WIKIJS_E_AUDIT);
    assert_int_equal(report.line, 2);
    add_lines(1);
    expect_good(3);
    assert_int_equal(report.torn, 1);
}

/* --- files that are none --- */

static void another_file_is_left_alone(void **state)
{
    (void)state;
    append("root:x:0:0\n");
    assert_int_equal(add("x"), WIKIJS_E_CONFIG);
    assert_int_equal(wj_audit_log_reserve(audit, &err), WIKIJS_E_CONFIG);
    append("no newline");
    assert_int_equal(add("x"), WIKIJS_E_CONFIG);
    size_t length;
    char *text = read_all(&length);
    assert_string_equal(text, "root:x:0:0\nno newline");
    free(text);
    assert_int_equal(verify(path, NULL), WIKIJS_E_AUDIT);
    unlink(path);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_int_equal(add("x"), WIKIJS_E_CONFIG);
    unlink(path);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_int_equal(add("x"), WIKIJS_E_IO);
    assert_int_equal(rmdir(path), 0);
    assert_int_equal(add("x"), 0); /* and what could not be written is not lost */
    size_t lines = 0;
    text = read_all(&length);
    for (size_t i = 0; i < length; i++)
        lines += text[i] == '\n';
    free(text);
    assert_int_equal(lines, 5);
    expect_good(5);
}

static void nothing_to_verify(void **state)
{
    (void)state;
    assert_int_equal(verify("/none/such", NULL), WIKIJS_E_IO);
    assert_int_equal(verify(NULL, NULL), WIKIJS_E_ARG);
    assert_int_equal(wikijs_audit_verify(path, NULL, NULL, &err), WIKIJS_E_ARG);
    write_all("", 0);
    expect_good(0);
    assert_string_equal(report.head, "");
}

/* A file of all kinds of bytes does no harm. */
static void rubbish_is_no_log(void **state)
{
    (void)state;
    size_t size = 700000;
    char *text = malloc(size);
    unsigned seed = 4711;
    for (int round = 0; round < 4; round++) {
        for (size_t i = 0; i < size; i++)
            text[i] = (char)(round == 0 ? 'x' : rand_r(&seed) >> 7);
        write_all(text, size);
        assert_int_equal(verify(path, NULL), WIKIJS_E_AUDIT);
        assert_int_equal(add("x"), WIKIJS_E_CONFIG);
    }
    free(text);
    unlink(path);
}

/* --- a full disk --- */

static void limit(rlim_t size)
{
    struct rlimit now;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &now), 0);
    now.rlim_cur = size;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &now), 0);
}

static void a_full_disk(void **state)
{
    (void)state;
    signal(SIGXFSZ, SIG_IGN);
    add_lines(3);
    struct stat about;
    assert_int_equal(stat(path, &about), 0);
    limit((rlim_t)about.st_size + 40); /* less than a line */
    assert_int_equal(wj_audit_log_reserve(audit, &err), WIKIJS_E_IO);
    assert_non_null(strstr(err.message, strerror(EFBIG)));
    assert_int_equal(add("pages.move"), WIKIJS_E_IO);
    assert_int_equal(add("pages.delete"), WIKIJS_E_IO);
    struct stat after;
    assert_int_equal(stat(path, &after), 0);
    assert_int_equal(after.st_size, about.st_size); /* not half a line */
    expect_good(3);
    limit(RLIM_INFINITY);
    assert_int_equal(wj_audit_log_reserve(audit, &err), 0);
    expect_good(5); /* the two that had to wait */
    assert_int_equal(wj_audit_log_add(audit, "\"a\":1", 5, true, &err), 0);
    expect_good(6);
    signal(SIGXFSZ, SIG_DFL);
}

static void what_waits_is_written_at_the_end(void **state)
{
    (void)state;
    signal(SIGXFSZ, SIG_IGN);
    add_lines(1);
    limit(1);
    assert_int_equal(add("x"), WIKIJS_E_IO);
    limit(RLIM_INFINITY);
    wj_audit_log_free(audit);
    audit = NULL;
    expect_good(2);
    signal(SIGXFSZ, SIG_DFL);
}

/* --- many at once --- */

enum { PROCESSES = 6, LINES = 100, THREADS = 4 };

static void *add_many(void *argument)
{
    (void)argument;
    for (int i = 0; i < LINES; i++)
        if (wj_audit_log_reserve(audit, NULL) < 0 || wj_audit_log_add(audit, "\"a\":1", 5, true, NULL) < 0)
            return audit;
    return NULL;
}

static void many_threads(void **state)
{
    (void)state;
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, add_many, NULL), 0);
    for (int i = 0; i < THREADS; i++) {
        void *failed;
        pthread_join(threads[i], &failed);
        assert_null(failed);
    }
    expect_good(THREADS * LINES);
}

/* The parent renames the file away meanwhile. */
static void many_processes(void **state)
{
    (void)state;
    for (int i = 0; i < PROCESSES; i++)
        if (fork() == 0) {
            wj_audit_log_free(audit);
            audit = wj_audit_log_new(path, i == 0, &wj_system_clock, &wj_libc_allocator);
            _exit(audit && !add_many(NULL) ? 0 : 1);
        }
    int rotated = 0, ended = 0;
    while (ended < PROCESSES) {
        char name[128];
        usleep(3000);
        snprintf(name, sizeof name, "%s.%d", path, rotated);
        rotated += rotated < 50 && rename(path, name) == 0;
        int status;
        while (ended < PROCESSES && waitpid(-1, &status, WNOHANG) > 0) {
            assert_int_equal(status, 0);
            ended++;
        }
    }
    int64_t lines = 0;
    char head[65];
    snprintf(head, sizeof head, "%s", wj_audit_start.hash);
    for (int i = 0; i <= rotated; i++) {
        char name[128];
        wikijs_audit_verify_options options = WIKIJS_AUDIT_VERIFY_OPTIONS_INIT;
        options.no_head_file = 1;
        options.previous = head;
        snprintf(name, sizeof name, i < rotated ? "%s.%d" : "%s", path, i);
        int status = verify(name, &options);
        if (status == WIKIJS_E_IO && i == rotated)
            break; /* nothing was written after the last renaming */
        if (status != 0)
            fail_msg("%s", err.message);
        lines += report.lines;
        if (report.lines)
            snprintf(head, sizeof head, "%s", report.head);
    }
    assert_int_equal(lines, PROCESSES * LINES);
}

static void a_process_that_never_lets_go(void **state)
{
    (void)state;
    add_lines(1);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    assert_int_equal(flock(fd, LOCK_EX), 0);
    assert_int_equal(add("x"), WIKIJS_E_IO);
    assert_non_null(strstr(err.message, "another process holds it"));
    close(fd);
    add_lines(1);
    expect_good(3);
}

#define CASE(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(lines_are_chained),
        CASE(entries_are_read),
        CASE(every_changed_byte_is_found),
        CASE(a_changed_line_is_named),
        CASE(a_missing_line_is_found),
        CASE(a_missing_end_is_found_by_the_head),
        CASE(a_head_noted_earlier_is_found_again),
        CASE(the_chain_goes_on_after_a_rename),
        CASE(the_chain_goes_on_in_another_process),
        CASE(the_chain_goes_on_after_copy_and_truncate),
        CASE(without_a_head_file_it_goes_on_as_far_as_it_can),
        CASE(a_torn_line_is_closed),
        CASE(a_torn_first_line_is_closed),
        CASE(a_line_added_by_hand_is_told),
        CASE(another_file_is_left_alone),
        CASE(nothing_to_verify),
        CASE(rubbish_is_no_log),
        CASE(a_full_disk),
        CASE(what_waits_is_written_at_the_end),
        CASE(many_threads),
        CASE(many_processes),
        CASE(a_process_that_never_lets_go),
    };
    return cmocka_run_group_tests_name("audit log", tests, NULL, NULL);
}
