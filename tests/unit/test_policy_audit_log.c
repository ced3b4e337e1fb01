/* SPDX-License-Identifier: MIT */
/* The file of the audit log: chained, shared, rotated, torn, full; and what a check of it finds. */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <wikijs/audit.h>

#include <cmocka.h>

#include "support/audited.h"

static char *read_all(size_t *length)
{
    FILE *file = fopen(audited.path, "re");
    assert_non_null(file);
    char *text = calloc(1, 1 << 20);
    *length = fread(text, 1, (1 << 20) - 1, file);
    fclose(file);
    return text;
}

static void write_all(const char *text, size_t length)
{
    FILE *file = fopen(audited.path, "we");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, length, file), length);
    fclose(file);
}

static void append(const char *text)
{
    FILE *file = fopen(audited.path, "ae");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

/* --- the chain --- */

static void lines_are_chained(void **state)
{
    (void)state;
    audited_add_lines(3);
    audited_expect_good(3);
    assert_int_equal(audited.report.first_seq, 1);
    assert_int_equal(audited.report.last_seq, 3);
    assert_string_equal(audited.report.previous, wj_audit_start.hash);
    size_t length;
    char *text = read_all(&length), hash[WJ_SHA256_HEX];
    char *last = text + length - 2;
    while (last[-1] != '\n')
        last--;
    assert_int_equal(wj_sha256_hex(last, strlen(last) - 1, hash), 0);
    assert_string_equal(audited.report.head, hash); /* as sha256sum has it, too */
    free(text);
    struct stat about;
    assert_int_equal(stat(audited.path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    audited_open(); /* another process */
    audited_add_lines(2);
    audited_expect_good(5);
}

static void entries_are_read(void **state)
{
    (void)state;
    audited_add("pages.create");
    append("rubbish\n");
    audited_add("pages.delete");
    wikijs_audit_reader *reader;
    wikijs_audit_entry *entry;
    assert_int_equal(wikijs_audit_reader_new(audited.path, &reader, &audited.err), 0);
    assert_int_equal(wikijs_audit_reader_next(reader, &entry, &audited.err), 1);
    assert_string_equal(entry->operation, "pages.create");
    assert_int_equal(entry->seq, 1);
    assert_int_equal(entry->time, INT64_C(1795424400000));
    assert_null(entry->target);
    wikijs_audit_entry_free(entry);
    assert_int_equal(wikijs_audit_reader_next(reader, &entry, &audited.err), 1);
    assert_string_equal(entry->event, "recovered");
    wikijs_audit_entry_free(entry);
    assert_int_equal(wikijs_audit_reader_next(reader, &entry, &audited.err), 1);
    assert_string_equal(entry->operation, "pages.delete");
    wikijs_audit_entry_free(entry);
    assert_int_equal(wikijs_audit_reader_next(reader, &entry, &audited.err), 0);
    wikijs_audit_reader_free(reader);
    assert_int_equal(wikijs_audit_reader_new("/none/such", &reader, &audited.err), WIKIJS_E_IO);
    assert_int_equal(wikijs_audit_reader_new(NULL, &reader, &audited.err), WIKIJS_E_ARG);
    assert_int_equal(wikijs_audit_reader_new(audited.path, NULL, &audited.err), WIKIJS_E_ARG);
    assert_int_equal(wikijs_audit_reader_next(NULL, &entry, &audited.err), WIKIJS_E_ARG);
    wikijs_audit_reader_free(NULL);
    wikijs_audit_entry_free(NULL);
}

/* --- tampering --- */

/* Each byte of the file, changed: nothing goes unnoticed. */
static void every_changed_byte_is_found(void **state)
{
    (void)state;
    audited_add_lines(3);
    size_t length;
    char *text = read_all(&length);
    for (size_t i = 0; i < length; i++) {
        text[i] ^= 1;
        write_all(text, length);
        int status = audited_verify(audited.path, NULL);
        if (status != WIKIJS_E_AUDIT)
            fail_msg("byte %zu", i);
        assert_true(audited.report.problems > 0 && audited.report.problem[0]);
        text[i] ^= 1;
    }
    write_all(text, length);
    audited_expect_good(3);
    free(text);
}

static void a_changed_line_is_named(void **state)
{
    (void)state;
    audited_add_lines(5);
    size_t length;
    char *text = read_all(&length);
    char *second = strchr(text, '\n') + 1;
    memcpy(strstr(second, "create"), "delete", 6);
    write_all(text, length);
    assert_int_equal(audited_verify(audited.path, NULL), WIKIJS_E_AUDIT);
    assert_int_equal(audited.report.line, 2);
    assert_int_equal(audited.report.problems, 1);
    assert_string_equal(audited.report.problem, "line 2 was changed");
    free(text);
}

static void a_missing_line_is_found(void **state)
{
    (void)state;
    audited_add_lines(5);
    size_t length;
    char *text = read_all(&length);
    char *second = strchr(text, '\n') + 1, *third = strchr(second, '\n') + 1;
    size_t rest = length - (size_t)(third - text);
    memmove(second, third, rest);
    write_all(text, length - (size_t)(third - second));
    assert_int_equal(audited_verify(audited.path, NULL), WIKIJS_E_AUDIT);
    assert_string_equal(audited.report.problem, "line 3 follows line 1");
    free(text);
}

static void a_missing_end_is_found_by_the_head(void **state)
{
    (void)state;
    audited_add_lines(5);
    audited_expect_good(5);
    char noted[65];
    snprintf(noted, sizeof noted, "%s", audited.report.head);
    size_t length;
    char *text = read_all(&length);
    size_t shorter = length - 1;
    while (text[shorter - 1] != '\n')
        shorter--;
    write_all(text, shorter);
    free(text);
    assert_int_equal(audited_verify(audited.path, NULL), WIKIJS_E_AUDIT);
    assert_string_equal(audited.report.problem, "the end is missing: there was a line 5");
    wikijs_audit_verify_options options = WIKIJS_AUDIT_VERIFY_OPTIONS_INIT;
    options.no_head_file = 1;
    assert_int_equal(audited_verify(audited.path, &options), 0); /* the file alone does not show it */
    options.head = noted;
    assert_int_equal(audited_verify(audited.path, &options), WIKIJS_E_AUDIT);
    /* Writing on does not hide it. */
    audited_open();
    audited_add_lines(2);
    assert_int_equal(audited_verify(audited.path, NULL), WIKIJS_E_AUDIT);
    options.head = NULL;
    assert_int_equal(audited_verify(audited.path, &options), WIKIJS_E_AUDIT);
    assert_non_null(strstr(audited.report.problem, "missing or changed"));
}

static void a_head_noted_earlier_is_found_again(void **state)
{
    (void)state;
    audited_add_lines(3);
    audited_expect_good(3);
    char noted[65];
    snprintf(noted, sizeof noted, "%s", audited.report.head);
    audited_add_lines(3);
    wikijs_audit_verify_options options = WIKIJS_AUDIT_VERIFY_OPTIONS_INIT;
    options.head = noted;
    assert_int_equal(audited_verify(audited.path, &options), 0);
}

/* --- rotation --- */

static void the_chain_goes_on_after_a_rename(void **state)
{
    (void)state;
    audited_add_lines(3);
    assert_int_equal(rename(audited.path, audited.old), 0);
    audited_add_lines(2);
    audited_check_rotated(3, 2);
}

static void the_chain_goes_on_in_another_process(void **state)
{
    (void)state;
    audited_add_lines(3);
    assert_int_equal(rename(audited.path, audited.old), 0);
    audited_open();
    audited_add_lines(2);
    audited_check_rotated(3, 2);
}

static void the_chain_goes_on_after_copy_and_truncate(void **state)
{
    (void)state;
    char command[320];
    audited_add_lines(3);
    snprintf(command, sizeof command, "cp %s %s && : > %s", audited.path, audited.old, audited.path);
    assert_int_equal(system(command), 0);
    audited_add_lines(2);
    audited_check_rotated(3, 2);
}

static void without_a_head_file_it_goes_on_as_far_as_it_can(void **state)
{
    (void)state;
    audited_add_lines(3);
    unlink(audited.head_path);
    assert_int_equal(mkdir(audited.head_path, 0700), 0); /* cannot be opened as a file */
    audited_open();
    audited_add_lines(2);
    audited_expect_good(5);
    assert_int_equal(rmdir(audited.head_path), 0);
}

/* --- torn lines --- */

static void a_torn_line_is_closed(void **state)
{
    (void)state;
    audited_add_lines(2);
    append("{\"seq\":3,\"prev\":\"0123");
    audited_expect_good(2);
    assert_int_equal(audited.report.open_bytes, 21);
    audited_open();
    audited_add_lines(1);
    audited_expect_good(4); /* two, one that tells of it, one */
    assert_int_equal(audited.report.torn, 1);
    size_t length;
    char *text = read_all(&length);
    char *torn = strstr(text, "\"0123\n");
    assert_non_null(torn);
    torn[1] = '9'; /* what is left of it cannot be changed either */
    write_all(text, length);
    assert_int_equal(audited_verify(audited.path, NULL), WIKIJS_E_AUDIT);
    free(text);
}

static void a_torn_first_line_is_closed(void **state)
{
    (void)state;
    append("{\"se");
    audited_add_lines(2);
    audited_expect_good(3);
    assert_int_equal(audited.report.torn, 1);
}

static void a_line_added_by_hand_is_told(void **state)
{
    (void)state;
    audited_add_lines(1);
    append("{\"seq\":2,\"operation\":\"x\"}\n");
    assert_int_equal(audited_verify(audited.path, NULL), WIKIJS_E_AUDIT);
    assert_int_equal(audited.report.line, 2);
    audited_add_lines(1);
    audited_expect_good(3);
    assert_int_equal(audited.report.torn, 1);
}

/* --- files that are none --- */

static void another_file_is_left_alone(void **state)
{
    (void)state;
    append("root:x:0:0\n");
    assert_int_equal(audited_add("x"), WIKIJS_E_CONFIG);
    assert_int_equal(wj_audit_log_reserve(audited.log, &audited.err), WIKIJS_E_CONFIG);
    append("no newline");
    assert_int_equal(audited_add("x"), WIKIJS_E_CONFIG);
    size_t length;
    char *text = read_all(&length);
    assert_string_equal(text, "root:x:0:0\nno newline");
    free(text);
    assert_int_equal(audited_verify(audited.path, NULL), WIKIJS_E_AUDIT);
    unlink(audited.path);
    assert_int_equal(mkfifo(audited.path, 0600), 0);
    assert_int_equal(audited_add("x"), WIKIJS_E_CONFIG);
    unlink(audited.path);
    assert_int_equal(mkdir(audited.path, 0700), 0);
    assert_int_equal(audited_add("x"), WIKIJS_E_IO);
    assert_int_equal(rmdir(audited.path), 0);
    assert_int_equal(audited_add("x"), 0); /* and what could not be written is not lost */
    size_t lines = 0;
    text = read_all(&length);
    for (size_t i = 0; i < length; i++)
        lines += text[i] == '\n';
    free(text);
    assert_int_equal(lines, 5);
    audited_expect_good(5);
}

static void nothing_to_verify(void **state)
{
    (void)state;
    assert_int_equal(audited_verify("/none/such", NULL), WIKIJS_E_IO);
    assert_int_equal(audited_verify(NULL, NULL), WIKIJS_E_ARG);
    assert_int_equal(wikijs_audit_verify(audited.path, NULL, NULL, &audited.err), WIKIJS_E_ARG);
    write_all("", 0);
    audited_expect_good(0);
    assert_string_equal(audited.report.head, "");
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
        assert_int_equal(audited_verify(audited.path, NULL), WIKIJS_E_AUDIT);
        assert_int_equal(audited_add("x"), WIKIJS_E_CONFIG);
    }
    free(text);
    unlink(audited.path);
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
    audited_add_lines(3);
    struct stat about;
    assert_int_equal(stat(audited.path, &about), 0);
    limit((rlim_t)about.st_size + 40); /* less than a line */
    assert_int_equal(wj_audit_log_reserve(audited.log, &audited.err), WIKIJS_E_IO);
    assert_non_null(strstr(audited.err.message, strerror(EFBIG)));
    assert_int_equal(audited_add("pages.move"), WIKIJS_E_IO);
    assert_int_equal(audited_add("pages.delete"), WIKIJS_E_IO);
    struct stat after;
    assert_int_equal(stat(audited.path, &after), 0);
    assert_int_equal(after.st_size, about.st_size); /* not half a line */
    audited_expect_good(3);
    limit(RLIM_INFINITY);
    assert_int_equal(wj_audit_log_reserve(audited.log, &audited.err), 0);
    audited_expect_good(5); /* the two that had to wait */
    assert_int_equal(wj_audit_log_add(audited.log, "\"a\":1", 5, true, &audited.err), 0);
    audited_expect_good(6);
    signal(SIGXFSZ, SIG_DFL);
}

static void what_waits_is_written_at_the_end(void **state)
{
    (void)state;
    signal(SIGXFSZ, SIG_IGN);
    audited_add_lines(1);
    limit(1);
    assert_int_equal(audited_add("x"), WIKIJS_E_IO);
    limit(RLIM_INFINITY);
    wj_audit_log_free(audited.log);
    audited.log = NULL;
    audited_expect_good(2);
    signal(SIGXFSZ, SIG_DFL);
}

#define CASE(function) cmocka_unit_test_setup_teardown(function, audited_set_up, audited_tear_down)

/* --- on the disk --- */

static int synced_folders;

/* Stands before the C library's. */
int fsync(int fd)
{
    struct stat about;
    synced_folders += fstat(fd, &about) == 0 && S_ISDIR(about.st_mode);
    return 0;
}

static void a_new_log_is_on_the_disk_with_its_name(void **state)
{
    (void)state;
    static const char line[] = "\"operation\":\"pages.update\"";
    synced_folders = 0;
    for (int i = 0; i < 2; i++) {
        struct wj_audit_log *log = wj_audit_log_new(audited.path, true, &wj_system_clock, &wj_libc_allocator);
        assert_non_null(log);
        assert_int_equal(wj_audit_log_add(log, line, sizeof line - 1, false, &audited.err), 0);
        wj_audit_log_free(log);
        assert_int_equal(synced_folders, 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(lines_are_chained),
        CASE(a_new_log_is_on_the_disk_with_its_name),
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
    };
    return cmocka_run_group_tests_name("audit log", tests, NULL, NULL);
}
