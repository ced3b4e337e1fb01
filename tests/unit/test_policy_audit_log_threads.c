/* SPDX-License-Identifier: MIT */
/* The file of the audit log when several threads and processes write to it. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/audited.h"

/* --- what a process does between a line and the note of it in the head --- */

static int tells = -1, stops_at = -1; /* pipes; -1: none */

/* Instead of the C library's: the head is the one thing that the log writes at a place. */
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at)
{
    char go_on;
    if (stops_at >= 0 && (write(tells, "l", 1) != 1 || read(stops_at, &go_on, 1) != 1))
        _exit(1);
    return syscall(SYS_pwrite64, fd, bytes, length, at);
}

/* The same, and tells of a lock that another process holds. */
int flock(int fd, int operation)
{
    int status = (int)syscall(SYS_flock, fd, operation), failure = errno;
    if (status < 0 && failure == EWOULDBLOCK && tells >= 0 && write(tells, "w", 1) != 1)
        _exit(1);
    errno = failure;
    return status;
}

/* --- many at once --- */

enum { PROCESSES = 6, LINES = 100, THREADS = 4 };

static void *add_many(void *argument)
{
    (void)argument;
    for (int i = 0; i < LINES; i++)
        if (wj_audit_log_reserve(audited.log, NULL) < 0 || wj_audit_log_add(audited.log, "\"a\":1", 5, true, NULL) < 0)
            return audited.log;
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
    audited_expect_good(THREADS * LINES);
}

/* The parent renames the file away meanwhile. */
static void many_processes(void **state)
{
    (void)state;
    for (int i = 0; i < PROCESSES; i++)
        if (fork() == 0) {
            wj_audit_log_free(audited.log);
            audited.log = wj_audit_log_new(audited.path, i == 0, &wj_system_clock, &wj_libc_allocator);
            _exit(audited.log && !add_many(NULL) ? 0 : 1);
        }
    int rotated = 0, ended = 0;
    while (ended < PROCESSES) {
        char name[128];
        usleep(3000);
        snprintf(name, sizeof name, "%s.%d", audited.path, rotated);
        rotated += rotated < 50 && rename(audited.path, name) == 0;
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
        snprintf(name, sizeof name, i < rotated ? "%s.%d" : "%s", audited.path, i);
        int status = audited_verify(name, &options);
        if (status == WIKIJS_E_IO && i == rotated)
            break; /* nothing was written after the last renaming */
        if (status != 0)
            fail_msg("%s", audited.err.message);
        lines += audited.report.lines;
        if (audited.report.lines)
            snprintf(head, sizeof head, "%s", audited.report.head);
    }
    assert_int_equal(lines, PROCESSES * LINES);
}

static void a_process_that_never_lets_go(void **state)
{
    (void)state;
    audited_add_lines(1);
    int fd = open(audited.path, O_RDONLY | O_CLOEXEC);
    assert_int_equal(flock(fd, LOCK_EX), 0);
    assert_int_equal(audited_add("x"), WIKIJS_E_IO);
    assert_non_null(strstr(audited.err.message, "another process holds it"));
    close(fd);
    audited_add_lines(1);
    audited_expect_good(3);
}

/* --- one that is stopped --- */

/* Adds a line in a process of its own, which tells how far it is. */
static pid_t add_elsewhere(int told, int stop)
{
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid > 0)
        return pid;
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* a test that has failed leaves nobody behind who waits */
    tells = told;
    stops_at = stop;
    wj_audit_log_free(audited.log);
    audited.log = wj_audit_log_new(audited.path, false, &wj_system_clock, &wj_libc_allocator);
    bool good = audited.log && audited_add("pages.create") == 0;
    _exit(good && write(told, "d", 1) == 1 ? 0 : 1);
}

static char next_of(int fd)
{
    char said;
    assert_int_equal(read(fd, &said, 1), 1);
    return said;
}

static void expect_end(pid_t pid)
{
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
}

/* One process has written its line and not yet its note when the log is renamed; another one goes on in a new file. */
static void nobody_begins_anew_between_a_line_and_its_note(void **state)
{
    (void)state;
    int first[2], second[2], go_on[2];
    assert_int_equal(pipe(first) | pipe(second) | pipe(go_on), 0);
    audited_add_lines(2);
    pid_t one = add_elsewhere(first[1], go_on[0]);
    assert_int_equal(next_of(first[0]), 'l');
    assert_int_equal(rename(audited.path, audited.old), 0);
    pid_t two = add_elsewhere(second[1], -1);
    assert_int_equal(next_of(second[0]), 'w'); /* it waits, and is not done */
    assert_int_equal(write(go_on[1], "g", 1), 1);
    expect_end(one);
    expect_end(two);
    audited_check_rotated(3, 1);
    for (int i = 0; i < 2; i++) {
        close(first[i]);
        close(second[i]);
        close(go_on[i]);
    }
}

#define CASE(function) cmocka_unit_test_setup_teardown(function, audited_set_up, audited_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(many_threads),
        CASE(many_processes),
        CASE(a_process_that_never_lets_go),
        CASE(nobody_begins_anew_between_a_line_and_its_note),
    };
    return cmocka_run_group_tests_name("audit log of many", tests, NULL, NULL);
}
