/* SPDX-License-Identifier: MIT */
#include "support/audited.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

struct audited audited;

void audited_open(void)
{
    wj_audit_log_free(audited.log);
    audited.log = wj_audit_log_new(audited.path, false, &wj_system_clock, &wj_libc_allocator);
    assert_non_null(audited.log);
}

int audited_set_up(void **state)
{
    (void)state;
    snprintf(audited.folder, sizeof audited.folder, "/tmp/wikijs-audit-XXXXXX");
    assert_non_null(mkdtemp(audited.folder));
    snprintf(audited.path, sizeof audited.path, "%s/audit.log", audited.folder);
    snprintf(audited.old, sizeof audited.old, "%s.1", audited.path);
    snprintf(audited.head_path, sizeof audited.head_path, "%s.head", audited.path);
    audited_open();
    return 0;
}

int audited_tear_down(void **state)
{
    (void)state;
    char command[128];
    wj_audit_log_free(audited.log);
    audited.log = NULL;
    snprintf(command, sizeof command, "rm -r %s", audited.folder);
    return system(command);
}

int audited_add(const char *what)
{
    char members[256];
    int length = snprintf(members, sizeof members, "\"time\":\"2026-11-23T09:00:00.000Z\",\"operation\":\"%s\"", what);
    return wj_audit_log_add(audited.log, members, (size_t)length, false, &audited.err);
}

void audited_add_lines(int count)
{
    for (int i = 0; i < count; i++)
        assert_int_equal(audited_add("pages.create"), 0);
}

int audited_verify(const char *file, const wikijs_audit_verify_options *options)
{
    audited.report = (wikijs_audit_report){ .struct_size = sizeof audited.report };
    return wikijs_audit_verify(file, options, &audited.report, &audited.err);
}

void audited_expect_good(int64_t lines)
{
    if (audited_verify(audited.path, NULL) != 0)
        fail_msg("%s", audited.err.message);
    assert_int_equal(audited.report.lines, lines);
    assert_int_equal(audited.report.problems, 0);
}

void audited_check_rotated(int64_t before, int64_t after)
{
    wikijs_audit_verify_options options = WIKIJS_AUDIT_VERIFY_OPTIONS_INIT;
    options.no_head_file = 1;
    assert_int_equal(audited_verify(audited.old, &options), 0);
    assert_int_equal(audited.report.lines, before);
    char head[65];
    snprintf(head, sizeof head, "%s", audited.report.head);
    options.no_head_file = 0;
    options.previous = head;
    if (audited_verify(audited.path, &options) != 0)
        fail_msg("%s", audited.err.message);
    assert_int_equal(audited.report.lines, after);
    assert_int_equal(audited.report.first_seq, before + 1);
    options.previous = wj_audit_start.hash;
    assert_int_equal(audited_verify(audited.path, &options), WIKIJS_E_AUDIT);
}
