/* SPDX-License-Identifier: MIT */
/*
 * The file of the audit log: lines that are only ever added, each with the hash of the one before it.
 *
 *     {"seq":12,"prev":"<SHA-256 of line 11>","time":"…", … }
 *
 * Threads share one wj_audit_log; processes share the file, and take turns by flock(). Beside the file stands FILE.head with
 * the number and the hash of the last line: from it the chain goes on when the file was renamed away, and by it a file
 * that lost its end is found out.
 *
 * A line is written by one write(). When that fails half-way, what is there of it is cut off again; what a crash leaves of
 * a line is closed and described by the next line, so nothing is ever removed.
 */
#ifndef WJ_POLICY_AUDIT_LOG_H
#define WJ_POLICY_AUDIT_LOG_H

#include "base/alloc.h"
#include "base/clock.h"
#include "base/sha256.h"
#include <stdbool.h>
#include <wikijs/error.h>

enum {
    WJ_AUDIT_LINE_MAX = 32768,
    WJ_AUDIT_HEAD_SIZE = 20 + 1 + 64 + 1 /* of FILE.head: number, blank, hash, newline */
};

/* Where a chain stands: number and hash of its last line. */
struct wj_audit_link {
    uint64_t seq;
    char hash[WJ_SHA256_HEX];
};
extern const struct wj_audit_link wj_audit_start; /* 0, and a hash of zeros */

struct wj_audit_log;

/* Nothing is opened yet. NULL when out of memory. */
struct wj_audit_log *wj_audit_log_new(const char *path, bool fsync, const struct wj_clock *clock,
                                      const wikijs_allocator *allocator);
/* Tries once more to write what could not be written. */
void wj_audit_log_free(struct wj_audit_log *log);
const char *wj_audit_log_path(const struct wj_audit_log *log);

/* Make sure, as far as that can be known, that one more line can be written, and keep room for it: 0 or WIKIJS_E_IO,
 * WIKIJS_E_CONFIG (the file is something else). When 0, a wj_audit_log_add() must follow. */
int wj_audit_log_reserve(struct wj_audit_log *log, wikijs_error *err);
/* The line is not added after all. */
void wj_audit_log_unreserve(struct wj_audit_log *log);
/* Add a line: its members behind "prev", without braces. What cannot be written is kept, as far as there is room, until it
 * can. `reserved`: wj_audit_log_reserve() was asked before. 0, WIKIJS_E_IO, WIKIJS_E_CONFIG, WIKIJS_E_NOMEM. */
int wj_audit_log_add(struct wj_audit_log *log, const char *members, size_t length, bool reserved, wikijs_error *err);

/* Read the beginning of a line (without its newline): its number, and the hash of the one before it. */
bool wj_audit_line_read(const char *line, size_t length, struct wj_audit_link *before);
/* Read FILE.head. */
bool wj_audit_head_read(const char *text, size_t length, struct wj_audit_link *last);

#endif
