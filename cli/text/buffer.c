/* SPDX-License-Identifier: MIT */
#include "text/buffer.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

char *buffer_reserve(struct buffer *buffer, size_t extra)
{
    size_t needed = buffer->length + extra + 1;
    if (needed > buffer->capacity) {
        size_t capacity = buffer->capacity ? buffer->capacity : 64;
        while (capacity < needed)
            capacity = capacity > SIZE_MAX / 2 ? needed : capacity * 2;
        buffer->data = xrealloc(buffer->data, capacity);
        buffer->capacity = capacity;
        buffer->data[buffer->length] = '\0'; /* a text, also before anything is added */
    }
    return buffer->data + buffer->length;
}

void buffer_add(struct buffer *buffer, const void *bytes, size_t length)
{
    char *end = buffer_reserve(buffer, length);
    if (length)
        memcpy(end, bytes, length);
    end[length] = '\0';
    buffer->length += length;
}

void buffer_adds(struct buffer *buffer, const char *text)
{
    buffer_add(buffer, text, strlen(text));
}

void buffer_addc(struct buffer *buffer, char byte)
{
    buffer_add(buffer, &byte, 1);
}

void buffer_addf(struct buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = xvasprintf(format, arguments);
    va_end(arguments);
    buffer_adds(buffer, text);
    free(text);
}

void buffer_fill(struct buffer *buffer, char byte, size_t count)
{
    char *end = buffer_reserve(buffer, count);
    memset(end, byte, count);
    end[count] = '\0';
    buffer->length += count;
}

void buffer_clear(struct buffer *buffer)
{
    buffer->length = 0;
    if (buffer->data)
        buffer->data[0] = '\0';
}

void buffer_free(struct buffer *buffer)
{
    free(buffer->data);
    *buffer = (struct buffer){ 0 };
}

void buffer_free_secret(struct buffer *buffer)
{
    if (buffer->data)
        explicit_bzero(buffer->data, buffer->capacity);
    buffer_free(buffer);
}

const char *buffer_text(const struct buffer *buffer)
{
    return buffer->data ? buffer->data : "";
}

bool buffer_read(struct buffer *buffer, int fd, size_t limit)
{
    for (;;) {
        char *end = buffer_reserve(buffer, 65536);
        ssize_t got = read(fd, end, 65536);
        if (got < 0)
            return false;
        end[got] = '\0';
        if (got == 0)
            return true;
        buffer->length += (size_t)got;
        if (buffer->length > limit) {
            errno = EFBIG;
            return false;
        }
    }
}
