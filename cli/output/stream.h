/* SPDX-License-Identifier: MIT */
/*
 * Standard output, buffered. A reader that went away (head, a pager that was
 * left) silences it; any other failure is kept until the end, when the program
 * reports it: a full disk must not look like success.
 */
#ifndef CLI_OUTPUT_STREAM_H
#define CLI_OUTPUT_STREAM_H

#include "terminal/pager.h"
#include "text/buffer.h"

#include <stdbool.h>

struct stream {
    int fd;
    int error;    /* errno of the first write that failed */
    bool to_user; /* a terminal: what the server sent is made harmless */
    struct buffer pending;
    struct pager pager;
};

/* Text of this program, as it is. */
void stream_add(struct stream *stream, const void *bytes, size_t length);
void stream_adds(struct stream *stream, const char *text);
void stream_addf(struct stream *stream, const char *format, ...) CLI_PRINTF(2, 3);
/* Text of the server: many lines, or part of one. On a terminal it is made harmless, elsewhere it stays as it is. */
void stream_foreign(struct stream *stream, const char *text, size_t length);
void stream_foreign_line(struct stream *stream, const char *text, size_t length);
void stream_flush(struct stream *stream);
/* From here on through the pager, when there is one. */
void stream_page(struct stream *stream);
/* Wait until the user has left the pager; what follows goes to the terminal again. Before questions and last words. */
void stream_end_page(struct stream *stream);
/*
 * Flush and end the pager; another command may follow. Returns 0, or the errno of what could not be written: EPIPE when
 * the reader has left.
 */
int stream_finish(struct stream *stream);
/* Flush, end the pager and close. Returns 0, or the errno of what could not be written; a reader that left is no error. */
int stream_close(struct stream *stream);

#endif
