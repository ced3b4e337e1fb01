/* SPDX-License-Identifier: MIT */
/* A growing piece of text. `data` is always NUL-terminated once anything was added; a zeroed struct is empty. */
#ifndef CLI_TEXT_BUFFER_H
#define CLI_TEXT_BUFFER_H

#include "memory.h"

#include <stdbool.h>
#include <stddef.h>

struct buffer {
    char *data;
    size_t length;
    size_t capacity;
};

/* Make room for `extra` more bytes and a NUL; returns where they go. The caller adds to `length`. */
char *buffer_reserve(struct buffer *buffer, size_t extra);
void buffer_add(struct buffer *buffer, const void *bytes, size_t length);
void buffer_adds(struct buffer *buffer, const char *text);
void buffer_addc(struct buffer *buffer, char byte);
void buffer_addf(struct buffer *buffer, const char *format, ...) CLI_PRINTF(2, 3);
void buffer_fill(struct buffer *buffer, char byte, size_t count);
/* Empty it; its memory is kept. */
void buffer_clear(struct buffer *buffer);
void buffer_free(struct buffer *buffer);
/* Overwrite, then free. */
void buffer_free_secret(struct buffer *buffer);
/* The text, never NULL; stays with the buffer. */
const char *buffer_text(const struct buffer *buffer);
/* Read a descriptor to its end; false with errno set when reading fails or `limit` bytes are exceeded (EFBIG). */
bool buffer_read(struct buffer *buffer, int fd, size_t limit);

#endif
