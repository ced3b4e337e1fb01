/* SPDX-License-Identifier: MIT */
#include "transport/stream.h"

#include "base/status.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Larger than curl's own: fewer turns of the loop for each mebibyte. */
enum { BUFFER_BYTES = 256 << 10 };

static struct wj_stream *stream_of(const struct wj_transfer *transfer)
{
    return transfer->call->request.stream;
}

/* This side breaks the transfer off; its error is set, unless its owner has gone. */
static int break_off(struct wj_stream *stream, int status)
{
    if (stream->closed)
        wj_error_set(&stream->error, WIKIJS_E_CANCELED, "the transfer was canceled");
    stream->status = stream->closed ? WIKIJS_E_CANCELED : status;
    return stream->status;
}

/* --- upload --- */

/* While bytes go out a pause is a stall; once all are out, the server stores them and says nothing for a while. */
static void set_patience(struct wj_transfer *transfer, int64_t ms)
{
    curl_easy_setopt(transfer->easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(transfer->easy, CURLOPT_LOW_SPEED_TIME, (long)((ms + 999) / 1000));
}

static size_t on_read(char *buffer, size_t size, size_t count, void *context)
{
    struct wj_transfer *transfer = context;
    struct wj_stream *stream = stream_of(transfer);
    int64_t got = stream->closed ? WIKIJS_E_CANCELED : stream->ops->read(stream, buffer, size * count);
    if (got >= 0 && stream->size >= 0 && got == 0 && stream->moved < stream->size)
        got = wj_error_set(&stream->error, WIKIJS_E_IO, "it became shorter while it was sent: %lld bytes of %lld",
                           (long long)stream->moved, (long long)stream->size);
    if (got < 0) {
        break_off(stream, (int)got);
        return CURL_READFUNC_ABORT;
    }
    stream->moved += got;
    if (got == 0 || stream->moved == stream->size)
        set_patience(transfer, transfer->transport->options.answer_timeout_ms);
    return (size_t)got;
}

static int rewind_stream(struct wj_stream *stream)
{
    int status = stream->closed ? WIKIJS_E_CANCELED : stream->ops->rewind(stream);
    if (status < 0)
        return break_off(stream, status);
    stream->moved = 0;
    return 0;
}

/* Curl sends it once more over another connection: only ever from the start. */
static int on_seek(void *context, curl_off_t offset, int origin)
{
    struct wj_transfer *transfer = context;
    if (offset != 0 || origin != SEEK_SET || rewind_stream(stream_of(transfer)) < 0)
        return CURL_SEEKFUNC_FAIL;
    set_patience(transfer, transfer->transport->options.stall_timeout_ms);
    return CURL_SEEKFUNC_OK;
}

static bool add_parts(struct wj_transfer *transfer, const struct wj_stream *stream)
{
    static const char name[] = "mediaUpload"; /* of both parts: the server tells them apart by the file name */
    transfer->mime = curl_mime_init(transfer->easy);
    curl_mimepart *metadata = transfer->mime ? curl_mime_addpart(transfer->mime) : NULL;
    curl_mimepart *file = metadata ? curl_mime_addpart(transfer->mime) : NULL;
    return file && !curl_mime_name(metadata, name) &&
           !curl_mime_data(metadata, stream->metadata, CURL_ZERO_TERMINATED) && !curl_mime_name(file, name) &&
           !curl_mime_filename(file, stream->filename) && !curl_mime_type(file, stream->mime) &&
           !curl_mime_data_cb(file, stream->size, on_read, on_seek, NULL, transfer) &&
           !curl_easy_setopt(transfer->easy, CURLOPT_MIMEPOST, transfer->mime);
}

/* --- download --- */

static const char *copy_header(struct wj_transfer *transfer, const char *name)
{
    struct curl_header *header;
    if (curl_easy_header(transfer->easy, name, 0, CURLH_HEADER, -1, &header) != CURLHE_OK)
        return NULL;
    return wj_arena_strdup(&transfer->call->memory, header->value);
}

static void read_head(struct wj_transfer *transfer, struct wj_stream *stream, int http_status)
{
    curl_off_t length = -1;
    curl_easy_getinfo(transfer->easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
    stream->http_status = http_status;
    stream->length = length;
    stream->etag = copy_header(transfer, "etag");
    stream->last_modified = copy_header(transfer, "last-modified");
    stream->content_range = copy_header(transfer, "content-range");
    stream->content_type = copy_header(transfer, "content-type");
    stream->disposition = copy_header(transfer, "content-disposition");
    const char *ranges = copy_header(transfer, "accept-ranges");
    stream->accepts_ranges = ranges && !strcasecmp(ranges, "bytes");
}

/* Only these answers carry the file; any other is an error's page and small. */
static bool carries_file(int http_status)
{
    return http_status == 200 || http_status == 206;
}

/* Once for each answer, before its first byte. */
static int begin(struct wj_transfer *transfer)
{
    struct wj_stream *stream = stream_of(transfer);
    long http_status = 0;
    curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &http_status);
    if (stream->closed)
        return break_off(stream, WIKIJS_E_CANCELED);
    stream->started = true;
    read_head(transfer, stream, (int)http_status);
    int status = carries_file(stream->http_status) ? stream->ops->begin(stream) : 0;
    return status < 0 ? break_off(stream, status) : 0;
}

static size_t on_write(char *bytes, size_t size, size_t count, void *context)
{
    struct wj_transfer *transfer = context;
    struct wj_stream *stream = stream_of(transfer);
    size *= count;
    if (!stream->started && begin(transfer) < 0)
        return 0;
    if (!carries_file(stream->http_status))
        return wj_buf_append(&transfer->call->response.body, bytes, size) < 0 ? 0 : size;
    int status = stream->closed ? WIKIJS_E_CANCELED : stream->ops->write(stream, bytes, size);
    if (status < 0) {
        break_off(stream, status);
        return 0;
    }
    stream->moved += (int64_t)size;
    return size;
}

/* The answer to an upload: a word, or the page of an error. */
static size_t on_answer(char *bytes, size_t size, size_t count, void *context)
{
    struct wj_transfer *transfer = context;
    return wj_buf_append(&transfer->call->response.body, bytes, size * count) < 0 ? 0 : size * count;
}

/* --- both --- */

bool wj_stream_headers(const struct wj_stream *stream, struct curl_slist **list)
{
    for (size_t i = 0; i < WJ_STREAM_HEADERS; i++) {
        if (!stream->headers[i])
            continue;
        struct curl_slist *longer = curl_slist_append(*list, stream->headers[i]);
        if (!longer)
            return false;
        *list = longer;
    }
    return true;
}

int wj_stream_prepare(struct wj_transfer *transfer, struct wikijs_call *call)
{
    struct wj_stream *stream = call->request.stream;
    CURL *easy = transfer->easy;
    transfer->call = call;
    curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, (long)BUFFER_BYTES);
    /* Offsets count the bytes of the file, and images do not become smaller. */
    curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, NULL);
    set_patience(transfer, transfer->transport->options.stall_timeout_ms);
    if (!stream->is_upload) {
        stream->started = false;
        stream->moved = 0;
        curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_write);
        return 0;
    }
    curl_easy_setopt(easy, CURLOPT_UPLOAD_BUFFERSIZE, (long)BUFFER_BYTES);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_answer);
    /* What cannot be read twice gets a connection of its own making: curl cannot send it again. */
    curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, stream->ops->rewind ? 0L : 1L);
    if (stream->started && stream->moved > 0) {
        if (!stream->ops->rewind)
            return break_off(stream, wj_error_set(&stream->error, WIKIJS_E_STATE,
                                                  "it would have to be sent once more, and cannot be read again"));
        int status = rewind_stream(stream);
        if (status < 0)
            return status;
    }
    stream->started = true;
    return add_parts(transfer, stream) ? 0 : WIKIJS_E_NOMEM;
}

int wj_stream_finish(struct wj_transfer *transfer)
{
    struct wj_stream *stream = stream_of(transfer);
    if (stream->status == 0 && !stream->is_upload && !stream->started)
        begin(transfer);
    return stream->status;
}
