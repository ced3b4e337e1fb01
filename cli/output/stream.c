/* SPDX-License-Identifier: MIT */
#include "output/stream.h"

#include "call.h"
#include "text/sanitize.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FLUSH_AT = 64 * 1024 };

void stream_flush(struct stream *stream)
{
    const char *at = stream->pending.data;
    size_t left = stream->pending.length;
    while (left && !stream->error) {
        ssize_t written = write(stream->fd, at, left);
        if (written < 0) {
            /* Whoever shares a pipe with us may have made it non-blocking. */
            if (interrupt_is_final())
                stream->error = errno; /* it may never be read */
            else if (errno == EAGAIN)
                poll(&(struct pollfd){ .fd = stream->fd, .events = POLLOUT }, 1, -1);
            else if (errno != EINTR)
                stream->error = errno;
            continue;
        }
        at += written;
        left -= (size_t)written;
    }
    stream->pending.length = 0;
}

void stream_add(struct stream *stream, const void *bytes, size_t length)
{
    if (stream->error)
        return;
    buffer_add(&stream->pending, bytes, length);
    if (stream->pending.length >= FLUSH_AT)
        stream_flush(stream);
}

void stream_adds(struct stream *stream, const char *text)
{
    stream_add(stream, text, strlen(text));
}

void stream_addf(struct stream *stream, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = xvasprintf(format, arguments);
    va_end(arguments);
    stream_adds(stream, text);
    free(text);
}

static void add_foreign(struct stream *stream, const char *text, size_t length, enum sanitize_mode mode)
{
    if (!stream->to_user) {
        stream_add(stream, text, length);
        return;
    }
    struct buffer harmless = { 0 };
    sanitize(&harmless, text, length, mode);
    stream_add(stream, harmless.data, harmless.length);
    buffer_free(&harmless);
}

void stream_foreign(struct stream *stream, const char *text, size_t length)
{
    add_foreign(stream, text, length, SANITIZE_TEXT);
}

void stream_foreign_line(struct stream *stream, const char *text, size_t length)
{
    add_foreign(stream, text, length, SANITIZE_LINE);
}

void stream_page(struct stream *stream)
{
    if (stream->pager.pid)
        return;
    stream_flush(stream);
    pager_start(&stream->pager);
    if (stream->pager.pid)
        stream->fd = stream->pager.fd;
}

void stream_end_page(struct stream *stream)
{
    stream_flush(stream);
    if (!stream->pager.pid)
        return;
    pager_stop(&stream->pager);
    stream->fd = STDOUT_FILENO;
    /* A user who leaves the pager early has seen enough. */
    if (stream->error == EPIPE)
        stream->error = 0;
}

int stream_finish(struct stream *stream)
{
    stream_end_page(stream);
    int error = stream->error;
    stream->error = 0;
    return error;
}

int stream_close(struct stream *stream)
{
    int error = stream_finish(stream);
    buffer_free(&stream->pending);
    /* Some file systems report a full disk only now. */
    if (close(stream->fd) != 0 && !error && errno != EBADF)
        error = errno;
    return error == EPIPE ? 0 : error;
}
