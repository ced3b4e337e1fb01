/* SPDX-License-Identifier: MIT */
/*
 * A file on its way: the body of an upload, or of a download, which never is in memory as a whole. The API says where
 * the bytes come from or go to; the transport asks for them and hands them over, and knows nothing of files.
 *
 * A stream belongs to the flow that started the transfer. When the flow ends it sets `closed`: a transfer that is still
 * there then ends without touching what the flow has given back.
 */
#ifndef WJ_ENGINE_STREAM_H
#define WJ_ENGINE_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <wikijs/error.h>

struct wj_stream;

/* Each returns a status < 0 on failure, with stream->error set. */
struct wj_stream_ops {
    int64_t (*read)(struct wj_stream *stream, char *buffer, size_t size); /* upload: bytes given; 0 at the end */
    int (*rewind)(struct wj_stream *stream);                              /* upload: from the start again */
    int (*begin)(struct wj_stream *stream); /* download: the head of a good answer is there */
    int (*write)(struct wj_stream *stream, const char *bytes, size_t size); /* download; NULL: into the response */
    /* download, broken off in the middle: ask for what is missing, or for all of it again; NULL: it cannot be had again */
    int (*go_on)(struct wj_stream *stream);
};

enum { WJ_STREAM_HEADERS = 3 };

struct wj_stream {
    const struct wj_stream_ops *ops;
    bool is_upload;
    /* upload: two parts named mediaUpload */
    const char *metadata; /* JSON */
    const char *filename, *mime;
    int64_t size; /* -1: not known */
    /* download */
    const char *headers[WJ_STREAM_HEADERS]; /* request lines, "Range: bytes=5-"; NULL: none */

    /* the answer's head, of a download; strings live as long as the call that ran it */
    int http_status;
    const char *etag, *last_modified, *content_range, *content_type, *disposition;
    int64_t length;      /* of this answer's body; -1: not known */
    bool accepts_ranges; /* the server can go on in the middle of it */

    /* for its transfer */
    int64_t moved; /* bytes so far, of the newest attempt */
    bool started, closed;
    int status; /* why it was broken off by this side */
    wikijs_error error;
};

#endif
