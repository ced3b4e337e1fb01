/* SPDX-License-Identifier: MIT */
#include "api/audit_lines.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/status.h"
#include "policy/audit_log.h"

enum { CAPACITY = 4 * WJ_AUDIT_LINE_MAX };

int wj_audit_lines_open(struct wj_audit_lines *lines, const char *path, wikijs_error *err)
{
    wj_error_clear(err);
    *lines = (struct wj_audit_lines){ .fd = -1 };
    if (!path || !*path)
        return wj_error_set(err, WIKIJS_E_ARG, "no audit log is named");
    lines->path = wj_strdup(&wj_libc_allocator, path);
    lines->text = wj_malloc(&wj_libc_allocator, CAPACITY + WJ_BUF_PAD);
    if (!lines->path || !lines->text)
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    bool is_stdin = strcmp(path, "-") == 0;
    lines->fd = is_stdin ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0) : open(path, O_RDONLY | O_CLOEXEC);
    return lines->fd < 0 ? wj_error_set(err, WIKIJS_E_IO, "%s: %s", path, strerror(errno)) : 0;
}

static int read_more(struct wj_audit_lines *lines, wikijs_error *err)
{
    lines->length -= lines->at;
    memmove(lines->text, lines->text + lines->at, lines->length);
    lines->at = 0;
    ssize_t count;
    do {
        count = read(lines->fd, lines->text + lines->length, CAPACITY - lines->length);
    } while (count < 0 && errno == EINTR);
    if (count < 0)
        return wj_error_set(err, WIKIJS_E_IO, "%s: %s", lines->path, strerror(errno));
    lines->ended = count == 0;
    lines->length += (size_t)count;
    return 0;
}

int wj_audit_lines_next(struct wj_audit_lines *lines, struct wj_audit_line *line, wikijs_error *err)
{
    for (;;) {
        size_t left = lines->length - lines->at;
        char *start = lines->text + lines->at, *end = left ? memchr(start, '\n', left) : NULL;
        bool too_long = !end && left == CAPACITY;
        if (end || too_long || lines->ended) {
            *line = (struct wj_audit_line){ start, end ? (size_t)(end - start) : left, end != NULL };
            lines->at += line->length + line->whole;
            lines->number++;
            return line->length || line->whole;
        }
        int status = read_more(lines, err);
        if (status < 0)
            return status;
    }
}

void wj_audit_lines_close(struct wj_audit_lines *lines)
{
    if (lines->fd >= 0)
        close(lines->fd);
    wj_free(&wj_libc_allocator, lines->path);
    wj_free(&wj_libc_allocator, lines->text);
    *lines = (struct wj_audit_lines){ .fd = -1 };
}
