/* SPDX-License-Identifier: MIT */
/*
 * Walking along the chain. A line is good when it names the hash and the number of the one before it. After one that is not,
 * the walk goes on from what is there, so that everything that is wrong is counted.
 */
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <wikijs/audit.h>

#include "api/audit_lines.h"
#include "base/sized.h"
#include "base/status.h"
#include "policy/audit_log.h"

struct walk {
    wikijs_audit_verify_options options;
    wikijs_audit_report report;
    struct wj_audit_link last;  /* the line before */
    struct wj_audit_link named; /* by FILE.head */
    bool begun, has_named, saw_head;
    struct wj_buf rubbish; /* lines since the last good one that are none */
    int64_t rubbish_line;
};

static void find_fault(struct walk *walk, int64_t line, const char *format, ...) __attribute__((format(printf, 3, 4)));
static void find_fault(struct walk *walk, int64_t line, const char *format, ...)
{
    if (walk->report.problems++)
        return;
    walk->report.line = line;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(walk->report.problem, sizeof walk->report.problem, format, arguments);
    va_end(arguments);
}

/* "name":"value" or "name":value among the first members of an event's line, which are of the library's own making. */
static bool has_member(const struct wj_audit_line *line, const char *member)
{
    return memmem(line->text, line->length, member, strlen(member)) != NULL;
}

/* The text behind the fixed beginning: {"seq":1,"prev":"…","time":"…", */
static bool is_event(const struct wj_audit_line *line, const char *event)
{
    char member[64];
    snprintf(member, sizeof member, "Z\",\"event\":\"%s\",", event);
    const char *at = memmem(line->text, line->length, "\"time\":\"", 8);
    return at && (size_t)(line->text + line->length - at) > 31 + strlen(member) &&
           memcmp(at + 8 + 23, member, strlen(member)) == 0;
}

/* What was no line is all right when this one tells of it. */
static void settle_rubbish(struct walk *walk, const struct wj_audit_line *line)
{
    if (!walk->rubbish.len)
        return;
    char hash[WJ_SHA256_HEX], member[128];
    wj_sha256_hex(walk->rubbish.data, walk->rubbish.len, hash);
    snprintf(member, sizeof member, "\"torn_bytes\":%zu,\"torn_sha256\":\"%s\"", walk->rubbish.len, hash);
    if (line && is_event(line, "recovered") && has_member(line, member))
        walk->report.torn++;
    else
        find_fault(walk, walk->rubbish_line, "this is no line of an audit log");
    wj_buf_clear(&walk->rubbish);
}

static void check_first(struct walk *walk, int64_t number, const struct wj_audit_link *before)
{
    walk->begun = true;
    walk->report.first_seq = (int64_t)before->seq + 1;
    snprintf(walk->report.previous, sizeof walk->report.previous, "%s", before->hash);
    if (walk->options.previous && strcmp(walk->options.previous, before->hash) != 0)
        find_fault(walk, number, "the file does not go on where the one before it ended");
    if ((before->seq == 0) != (strcmp(before->hash, wj_audit_start.hash) == 0))
        find_fault(walk, number, "the first line names a line before it that cannot be");
}

static void check_link(struct walk *walk, int64_t number, const struct wj_audit_link *before)
{
    if (before->seq != walk->last.seq)
        find_fault(walk, number, "line %llu follows line %llu", (unsigned long long)before->seq + 1,
                   (unsigned long long)walk->last.seq);
    else if (strcmp(before->hash, walk->last.hash) != 0)
        find_fault(walk, number - 1, "line %llu was changed", (unsigned long long)walk->last.seq);
}

static void pass(struct walk *walk, int64_t number, const struct wj_audit_line *line,
                 const struct wj_audit_link *before)
{
    settle_rubbish(walk, line);
    if (walk->begun)
        check_link(walk, number, before);
    else
        check_first(walk, number, before);
    if (is_event(line, "mismatch"))
        find_fault(walk, number, "lines before this one were missing or changed when it was written");
    walk->last.seq = before->seq + 1;
    wj_sha256_hex(line->text, line->length, walk->last.hash);
    walk->report.lines++;
    walk->report.last_seq = (int64_t)walk->last.seq;
    if (walk->options.head && strcmp(walk->options.head, walk->last.hash) == 0)
        walk->saw_head = true;
    if (walk->has_named && walk->named.seq == walk->last.seq && strcmp(walk->named.hash, walk->last.hash) != 0)
        find_fault(walk, number, "line %llu was changed", (unsigned long long)walk->last.seq);
}

static void set_aside(struct walk *walk, int64_t number, const struct wj_audit_line *line)
{
    if (!walk->rubbish.len)
        walk->rubbish_line = number;
    wj_buf_append(&walk->rubbish, line->text, line->length);
    if (line->whole)
        wj_buf_char(&walk->rubbish, '\n');
}

static int walk_along(struct walk *walk, struct wj_audit_lines *lines, wikijs_error *err)
{
    struct wj_audit_line line;
    int status;
    while ((status = wj_audit_lines_next(lines, &line, err)) > 0) {
        struct wj_audit_link before;
        if (line.whole && wj_audit_line_read(line.text, line.length, &before))
            pass(walk, lines->number, &line, &before);
        else if (line.whole || !lines->ended)
            set_aside(walk, lines->number, &line);
        else
            walk->report.open_bytes = (int64_t)line.length;
    }
    return status;
}

/* --- the end --- */

/* It is read before the log, so lines that are added meanwhile do no harm. */
static void read_head_file(struct walk *walk, const char *path)
{
    char name[4096], text[WJ_AUDIT_HEAD_SIZE + 1];
    if (walk->options.no_head_file || strcmp(path, "-") == 0 ||
        snprintf(name, sizeof name, "%s.head", path) >= (int)sizeof name)
        return;
    int fd = open(name, O_RDONLY | O_CLOEXEC);
    ssize_t length = fd < 0 ? -1 : read(fd, text, sizeof text);
    if (fd >= 0)
        close(fd);
    walk->has_named = length > 0 && wj_audit_head_read(text, (size_t)length, &walk->named);
    if (length >= 0 && !walk->has_named && length > 0)
        find_fault(walk, 0, "the file beside it, that names its last line, holds something else");
}

static void check_end(struct walk *walk, int64_t number)
{
    settle_rubbish(walk, NULL);
    if (walk->has_named && walk->named.seq > walk->last.seq && walk->begun)
        find_fault(walk, number, "the end is missing: there was a line %llu", (unsigned long long)walk->named.seq);
    else if (walk->has_named && walk->named.seq > 0 && !walk->begun && walk->options.head)
        find_fault(walk, 0, "the log is empty");
    if (walk->options.head && !walk->saw_head)
        find_fault(walk, number, "the line with the hash that was noted down is not there");
    if (walk->begun)
        snprintf(walk->report.head, sizeof walk->report.head, "%s", walk->last.hash);
}

int wikijs_audit_verify(const char *path, const wikijs_audit_verify_options *options, wikijs_audit_report *report,
                        wikijs_error *err)
{
    struct walk walk = { .options = WIKIJS_AUDIT_VERIFY_OPTIONS_INIT, .last = wj_audit_start };
    struct wj_audit_lines lines;
    int status = wj_sized_take(&walk.options, sizeof walk.options, options, err);
    if (status < 0)
        return status;
    if (!report || report->struct_size < sizeof report->struct_size)
        return wj_error_set(err, WIKIJS_E_ARG, "no place for the report is given");
    wj_buf_init(&walk.rubbish, &wj_libc_allocator, (size_t)1 << 20);
    status = wj_audit_lines_open(&lines, path, err);
    if (status == 0) {
        read_head_file(&walk, path);
        status = walk_along(&walk, &lines, err);
    }
    if (status == 0)
        check_end(&walk, lines.number);
    if (status == 0 && walk.report.problems)
        status = wj_error_set(err, WIKIJS_E_AUDIT, "%s, line %lld: %s", path, (long long)walk.report.line,
                              walk.report.problem);
    wj_audit_lines_close(&lines);
    wj_buf_free(&walk.rubbish);
    walk.report.struct_size = report->struct_size;
    memcpy(report, &walk.report, report->struct_size < sizeof walk.report ? report->struct_size : sizeof walk.report);
    return status;
}
