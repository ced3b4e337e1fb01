/* SPDX-License-Identifier: MIT */
/* The lines of an audit log, one after the other, whatever the file holds. */
#ifndef WJ_API_AUDIT_LINES_H
#define WJ_API_AUDIT_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <wikijs/error.h>

#include "base/buf.h"

struct wj_audit_lines {
    char *path;
    int fd;
    char *text;
    size_t at, length; /* of what was read and not yet given out: text[at..length) */
    int64_t number;    /* of the line given out last, from 1 */
    bool ended;
};

/* One line, without its newline, with WJ_BUF_PAD bytes behind it that may be changed. */
struct wj_audit_line {
    char *text;
    size_t length;
    bool whole; /* a newline was there */
};

/* "-": standard input. 0, WIKIJS_E_ARG, WIKIJS_E_IO, WIKIJS_E_NOMEM; to be closed in any case. */
int wj_audit_lines_open(struct wj_audit_lines *lines, const char *path, wikijs_error *err);
/* 1; 0 at the end; WIKIJS_E_IO. What is too long for a line of a log comes in pieces that are not whole. */
int wj_audit_lines_next(struct wj_audit_lines *lines, struct wj_audit_line *line, wikijs_error *err);
void wj_audit_lines_close(struct wj_audit_lines *lines);

#endif
