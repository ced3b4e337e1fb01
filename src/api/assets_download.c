/* SPDX-License-Identifier: MIT */
/*
 * One download: GET of the asset's path, streamed to a file, to a callback or into the result. What is left of an
 * earlier one is continued by a range, on condition that the asset is still the same (If-Range); the server then
 * answers 206, and 200 with everything when it is not.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>
#include <wikijs/graphql.h>

#include "api/asset_name.h"
#include "api/assets_download.h"
#include "api/assets_ops.h"
#include "api/assets_walk.h"
#include "api/download_file.h"
#include "api/input.h"
#include "api/path.h"
#include "api/typed.h"
#include "base/text.h"
#include "engine/stream.h"

struct download_state {
    struct wj_stream stream; /* first: what the transport knows */
    struct wikijs_call *call;
    const struct wj_assets_download_args *args;
    struct wj_download_file local;
    int64_t base;          /* bytes that this answer goes on behind */
    int64_t found;         /* of them: those that were there from an earlier download */
    int64_t total;         /* -1: not known */
    int64_t handed;        /* bytes in memory or given to the callback */
    char validator[128];   /* of what the callback has of it, to ask for the rest; "": unknown */
    struct wj_buf content; /* of a download to memory */
};

static enum wj_step no_memory(struct wikijs_call *call)
{
    return wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
}

/* --- where the bytes go --- */

static bool report(struct download_state *state, int64_t more)
{
    const wikijs_assets_download_options *options = &state->args->options;
    int64_t done = state->base + state->stream.moved + more;
    return !options->progress || options->progress(done, state->total, options->progress_payload);
}

/* The media type says whether a path has led to the asset or to a page. */
static bool is_page(const struct wj_stream *stream, const char *path)
{
    bool html = stream->content_type && !strncasecmp(stream->content_type, "text/html", 9);
    return html && !stream->disposition && !stream->last_modified && !stream->accepts_ranges &&
           !wikijs_asset_path_is_downloadable(path);
}

/* A date is understood by every server and proxy; a tag here is a weak one, which only this server takes. */
static const char *validator_of(const struct wj_stream *stream)
{
    if (!stream->accepts_ranges)
        return NULL;
    return stream->last_modified ? stream->last_modified : stream->etag;
}

/* Bytes that are where they belong. */
static int64_t have(const struct download_state *state)
{
    return state->local.fd >= 0 ? state->local.have : state->handed;
}

/* "bytes 5-9/10" begins where our bytes end. */
static bool continues(const struct wj_stream *stream, int64_t end)
{
    const char *range = stream->content_range;
    if (!range || strncasecmp(range, "bytes ", 6) != 0)
        return false;
    return strtoll(range + 6, NULL, 10) == end;
}

/* From the first byte, although some of them have gone to where they cannot be taken back. */
static int begin_anew(struct download_state *state)
{
    struct wj_stream *stream = &state->stream;
    state->base = state->found = 0;
    if (state->local.fd >= 0)
        return wj_download_file_restart(&state->local, validator_of(stream), &stream->error);
    if (state->args->options.write && state->handed > 0)
        return wj_error_set(&stream->error, WIKIJS_E_CONNECTION,
                            "it broke off after %lld bytes, and the server cannot go on from there",
                            (long long)state->handed);
    const char *validator = validator_of(stream);
    bool fits = validator && strlen(validator) < sizeof state->validator;
    snprintf(state->validator, sizeof state->validator, "%s", fits ? validator : "");
    wj_buf_clear(&state->content);
    state->handed = 0;
    return 0;
}

static int begin(struct wj_stream *stream)
{
    struct download_state *state = (struct download_state *)stream;
    const char *path = state->args->path;
    if (is_page(stream, path))
        return wj_error_set(&stream->error, WIKIJS_E_NOT_FOUND,
                            "the wiki takes '%.200s' for the path of a page: it does not hand out such names", path);
    if (stream->http_status == 206) {
        if (!stream->headers[1] || !continues(stream, have(state)))
            return wj_error_set(&stream->error, WIKIJS_E_PROTOCOL,
                                "the server sent a part of '%.200s' that was not "
                                "asked for",
                                path);
        state->base = have(state);
    } else {
        int status = begin_anew(state);
        if (status < 0)
            return status;
    }
    state->total = stream->length >= 0 ? state->base + stream->length : -1;
    return 0;
}

static int write_bytes(struct download_state *state, const char *bytes, size_t size)
{
    const wikijs_assets_download_options *options = &state->args->options;
    wikijs_error *err = &state->stream.error;
    if (state->local.fd >= 0)
        return wj_download_file_write(&state->local, bytes, size, err);
    if (options->write) {
        if (options->write(bytes, size, options->write_payload) == 0) {
            state->handed += (int64_t)size;
            return 0;
        }
        return wj_error_set(err, WIKIJS_E_USER, "the program's write callback failed");
    }
    if (state->content.len == 0 && state->total > 0 && (uint64_t)state->total <= state->content.max)
        wj_buf_reserve(&state->content, (size_t)state->total);
    int status = wj_buf_append(&state->content, bytes, size);
    if (status == WIKIJS_E_TOO_LARGE)
        return wj_error_set(err, status, "'%.200s' is larger than %zu bytes: write it to a file", state->args->path,
                            state->content.max);
    return status < 0 ? wj_error_set(err, status, "out of memory") : 0;
}

static int write_stream(struct wj_stream *stream, const char *bytes, size_t size)
{
    struct download_state *state = (struct download_state *)stream;
    int status = write_bytes(state, bytes, size);
    if (status == 0 && !report(state, (int64_t)size))
        return wj_error_set(&stream->error, WIKIJS_E_CANCELED, "the download was canceled by the program");
    return status;
}

static void close_target(struct wikijs_call *call)
{
    struct download_state *state = call->state;
    state->stream.closed = true; /* a transfer that is still there must not write on */
    wj_download_file_abandon(&state->local, state->args->options.keep_part);
    wj_buf_free(&state->content);
}

/* --- asking --- */

static const char *join(struct wikijs_call *call, const char *first, const char *second, const char *third)
{
    size_t size = strlen(first) + strlen(second) + strlen(third) + 1;
    char *text = wj_call_alloc(call, size);
    if (text)
        snprintf(text, size, "%s%s%s", first, second, third);
    return text;
}

/*
 * A first part of one letter is taken for a route, one that looks like a locale for a locale: behind an explicit locale
 * neither is. (Assets have no locale.)
 */
static const char *url_of(struct wikijs_call *call, const char *path)
{
    size_t first = strcspn(path, "/");
    bool odd = path[first] && (first == 1 || wj_locale_length(path, first) == first || path[0] == '_');
    const char *locale = odd ? wj_client_locale(call->client) : "";
    size_t size = strlen(locale) + 3 * strlen(path) + 3;
    char *url = wj_call_alloc(call, size);
    if (url) {
        int used = snprintf(url, size, "%s%s/", odd ? "/" : "", locale);
        wj_path_encode(path, url + used);
    }
    return url;
}

static bool set_target(struct wikijs_call *call, struct download_state *state)
{
    const char *file = state->args->file;
    state->local = (struct wj_download_file){ .fd = -1, .file = file };
    if (!file)
        return true;
    state->local.part = join(call, file, ".part", "");
    state->local.state = join(call, file, ".part", ".state");
    return state->local.part && state->local.state;
}

static bool set_conditions(struct wikijs_call *call, struct download_state *state)
{
    const char **headers = state->stream.headers;
    if (state->args->if_none_match) {
        headers[0] = join(call, "If-None-Match: ", state->args->if_none_match, "");
        if (!headers[0])
            return false;
    }
    const char *validator = state->local.fd >= 0 ? state->local.validator : state->validator;
    headers[1] = headers[2] = NULL;
    if (have(state) > 0 && validator[0]) {
        char from[24];
        snprintf(from, sizeof from, "%lld", (long long)have(state));
        headers[1] = join(call, "Range: bytes=", from, "-");
        headers[2] = join(call, "If-Range: ", validator, "");
        return headers[1] && headers[2];
    }
    return true;
}

/* Broken off in the middle: what is missing is asked for, when there is a way to tell that it is of the same asset. What
 * is in memory is small enough to begin anew. */
static int go_on(struct wj_stream *stream)
{
    struct download_state *state = (struct download_state *)stream;
    if (stream->closed)
        return WIKIJS_E_CANCELED;
    return set_conditions(state->call, state) ? 0 : WIKIJS_E_NOMEM;
}

static const struct wj_stream_ops download_ops = { .begin = begin, .write = write_stream, .go_on = go_on };

static enum wj_step fetch(struct wikijs_call *call, struct download_state *state)
{
    const char *url = url_of(call, state->args->path);
    if (!url || !set_conditions(call, state))
        return no_memory(call);
    return wj_flow_start(
        call, &(struct wj_request){
                  .op = &wj_op_assets_fetch, .http_path = url, .timeout_ms = WJ_ENDLESS_MS, .stream = &state->stream });
}

static enum wj_step start(struct wikijs_call *call)
{
    struct download_state *state = call->state = wj_call_alloc(call, sizeof *state);
    if (!state)
        return no_memory(call);
    state->call = call;
    state->args = call->args;
    state->stream.ops = &download_ops;
    state->total = -1;
    wj_buf_init(&state->content, call->allocator, wj_client_max_response(call->client));
    bool good = set_target(call, state);
    call->at_end = close_target;
    if (!good)
        return no_memory(call);
    if (state->args->file) {
        int status = wj_download_file_open(&state->local, state->args->options.resume, &call->error);
        if (status < 0) {
            call->status = status;
            return WJ_DONE;
        }
        state->found = state->local.have;
    }
    return fetch(call, state);
}

/* --- ending --- */

static bool copy_text(struct wj_arena *arena, wikijs_download *result, int field, const char **member, const char *text)
{
    if (!text)
        return true;
    *member = wj_arena_strdup(arena, text);
    result->present |= WIKIJS_BIT(field);
    return *member != NULL;
}

static bool take_content(struct wj_arena *arena, struct download_state *state, wikijs_download *result)
{
    if (!state->content.data && wj_buf_reserve(&state->content, 0) < 0)
        return false;
    size_t length, room;
    char *bytes = wj_buf_take(&state->content, &length, &room);
    if (!wj_arena_adopt(arena, bytes, room)) {
        wj_free(state->call->allocator, bytes);
        return false;
    }
    result->content = (wikijs_str){ bytes, length };
    result->present |= WIKIJS_BIT(WIKIJS_DOWNLOAD_CONTENT);
    return true;
}

static bool fill(struct wj_arena *arena, struct download_state *state, wikijs_download *result)
{
    const struct wj_stream *stream = &state->stream;
    const struct wj_assets_download_args *args = state->args;
    result->present = WIKIJS_BIT(WIKIJS_DOWNLOAD_NOT_MODIFIED) | WIKIJS_BIT(WIKIJS_DOWNLOAD_RESUMED_FROM);
    result->not_modified = stream->http_status == 304;
    result->resumed_from = state->found;
    if (!result->not_modified) {
        result->size_bytes = state->base + stream->moved;
        result->present |= WIKIJS_BIT(WIKIJS_DOWNLOAD_SIZE_BYTES);
    }
    int64_t when;
    if (stream->last_modified && wj_http_date_parse(stream->last_modified, &when)) {
        result->last_modified = when;
        result->present |= WIKIJS_BIT(WIKIJS_DOWNLOAD_LAST_MODIFIED);
    }
    bool to_memory = !args->file && !args->options.write && !result->not_modified;
    return copy_text(arena, result, WIKIJS_DOWNLOAD_PATH, &result->path, args->path) &&
           copy_text(arena, result, WIKIJS_DOWNLOAD_FILE, &result->file, result->not_modified ? NULL : args->file) &&
           copy_text(arena, result, WIKIJS_DOWNLOAD_CONTENT_TYPE, &result->content_type, stream->content_type) &&
           copy_text(arena, result, WIKIJS_DOWNLOAD_ETAG, &result->etag, stream->etag) &&
           (!to_memory || take_content(arena, state, result));
}

static enum wj_step end_well(struct wikijs_call *call, struct download_state *state)
{
    struct wj_arena *arena = wj_arena_new(call->allocator, 0);
    wikijs_download *result = arena ? wj_result_new(arena, sizeof *result) : NULL;
    if (!result || !fill(arena, state, result)) {
        wj_arena_free(arena);
        return no_memory(call);
    }
    if (state->local.fd >= 0 && !result->not_modified) {
        int status = wj_download_file_complete(&state->local, &call->error);
        if (status < 0) {
            wj_arena_free(arena);
            call->status = status;
            return WJ_DONE;
        }
    }
    return wj_flow_done(call, result);
}

static enum wj_step end_badly(struct wikijs_call *call, const struct download_state *state,
                              const struct wikijs_call *child)
{
    const char *path = state->args->path;
    call->status = child->status; /* not its result: that is of another type */
    call->error = child->error;
    if (child->status == WIKIJS_E_NOT_FOUND && child->error.http_status == 404) {
        wj_flow_fail(call, WIKIJS_E_NOT_FOUND, "there is no asset '%.200s'%s", path,
                     wikijs_asset_path_is_downloadable(path) ? ""
                                                             : ": the wiki takes such a name for the path of a page");
        call->error.http_status = 404;
    } else if (child->status == WIKIJS_E_FORBIDDEN) {
        snprintf(call->error.permission, sizeof call->error.permission, "read:assets");
    }
    return WJ_DONE;
}

static enum wj_step download_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    struct download_state *state = call->state;
    if (!child)
        return start(call);
    int http = state->stream.http_status;
    /* The part is longer than the asset is now: Wiki.js says 500, a cache before it 416. */
    bool useless = (http == 416 || http == 500) && state->stream.headers[1] && state->local.fd >= 0;
    if (useless) {
        int status = wj_download_file_restart(&state->local, NULL, &call->error);
        state->stream.headers[1] = state->stream.headers[2] = NULL;
        call->status = status;
        return status < 0 ? WJ_DONE : fetch(call, state);
    }
    if (child->status < 0)
        return end_badly(call, state, child);
    if (http != 200 && http != 206 && http != 304)
        return wj_flow_fail(call, WIKIJS_E_HTTP, "the server does not hand out '%.200s': HTTP %d", state->args->path,
                            http);
    return end_well(call, state);
}

/* --- public --- */

void wj_assets_prepare_download(struct wj_request *request, struct wj_assets_download_args *args, const char *path,
                                const wikijs_assets_download_options *given)
{
    wikijs_assets_download_options options = { 0 };
    wj_read_struct(request, given, &options, sizeof options);
    wj_need(request, path, "path");
    path = path ? path + strspn(path, "/") : path;
    if (path && !path[0])
        wj_request_refuse(request, "the path is empty");
    if (path && !wj_utf8_valid(path, strlen(path)))
        wj_request_refuse(request, "the path is not UTF-8");
    if (options.file && options.write)
        wj_request_refuse(request, "a download goes to a file or to a callback, not to both");
    if (options.resume && !options.file)
        wj_request_refuse(request, "only a download to a file can be resumed");
    if (options.if_none_match && strpbrk(options.if_none_match, "\r\n"))
        wj_request_refuse(request, "the ETag holds a line break");
    *args = (struct wj_assets_download_args){
        .options = options, .path = path, .file = options.file, .if_none_match = options.if_none_match
    };
    request->timeout_ms = options.timeout_ms > 0 ? options.timeout_ms : WJ_ENDLESS_MS;
    request->flow = download_flow;
}

WJ_TYPED(wikijs_assets_download, wj_op_assets_download, struct wj_assets_download_args, wj_assets_prepare_download,
         wikijs_download, (const char *path, const wikijs_assets_download_options *options), (path, options))
