/* SPDX-License-Identifier: MIT */
/* An audit log in a folder of its own, for the tests of its file. */
#ifndef TESTS_SUPPORT_AUDITED_H
#define TESTS_SUPPORT_AUDITED_H

#include "policy/audit_log.h"
#include <wikijs/audit.h>

extern struct audited {
    struct wj_audit_log *log;
    char folder[64], path[96], old[104], head_path[104];
    wikijs_error err;
    wikijs_audit_report report; /* of the last check */
} audited;

int audited_set_up(void **state);
int audited_tear_down(void **state);
void audited_open(void);           /* anew */
int audited_add(const char *what); /* a line */
void audited_add_lines(int count); /* which succeed */
int audited_verify(const char *file, const wikijs_audit_verify_options *options);
void audited_expect_good(int64_t lines); /* of the log */
void audited_check_rotated(int64_t before,
                           int64_t after); /* lines of `old`, and those of the log that goes on from it */

#endif
