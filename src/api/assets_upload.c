/* SPDX-License-Identifier: MIT */
/*
 * One upload. The server answers "ok" to nearly everything, storing or not, and overwrites what has the name:
 *
 *   FOLDER  the target folder by its path, made when it is missing
 *   BEFORE  assets.list of the folder: is the name taken?
 *   SEND    POST /u, streamed
 *   AFTER   assets.list once more: the new asset, if it is there and as large as what was sent
 *
 * Of many uploads to a folder each only does SEND; see assets_upload_many.c for the rest.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <wikijs/graphql.h>

#include "api/assets_upload.h"
#include "api/assets_walk.h"
#include "api/image.h"
#include "api/input.h"
#include "api/typed.h"
#include "engine/stream.h"

enum stage { STAGE_FOLDER, STAGE_BEFORE, STAGE_SEND, STAGE_AFTER };

struct upload_state {
    struct wj_stream stream; /* first: what the transport knows */
    enum stage stage;
    const struct wj_assets_upload_args *args;
    int fd;             /* of the local file; -1: none */
    wikijs_str content; /* when there is none: the caller's bytes, or `smaller` */
    char *smaller;      /* an image that was optimized */
    size_t at;          /* in the content */
    struct wj_assets_sent sent;
    char name[WJ_ASSET_NAME_SIZE];
    char metadata[48];
};

static enum wj_step no_memory(struct wikijs_call *call)
{
    return wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
}

static enum wj_step end_as(struct wikijs_call *call, const struct wikijs_call *child)
{
    call->status = child->status; /* not its result: that is of another type */
    call->error = child->error;
    return WJ_DONE;
}

/* --- where the bytes come from --- */

static int64_t read_file(struct upload_state *state, char *buffer, size_t size)
{
    ssize_t got;
    do {
        got = read(state->fd, buffer, size);
    } while (got < 0 && errno == EINTR);
    return got >= 0 ? got
                    : wj_error_set(&state->stream.error, WIKIJS_E_IO, "cannot read '%s': %s", state->args->file,
                                   strerror(errno));
}

static int64_t read_content(struct upload_state *state, char *buffer, size_t size)
{
    wikijs_str content = state->content;
    size_t left = content.len - state->at;
    size_t count = left < size ? left : size;
    if (count > 0)
        memcpy(buffer, content.ptr + state->at, count);
    state->at += count;
    return (int64_t)count;
}

static int64_t read_caller(struct upload_state *state, char *buffer, size_t size)
{
    const wikijs_assets_upload_input *input = &state->args->input;
    int64_t got = input->read(buffer, size, input->read_payload);
    if (got < 0 || (uint64_t)got > size)
        return wj_error_set(&state->stream.error, WIKIJS_E_USER, "the program's read callback failed");
    return got;
}

static bool report(struct upload_state *state, int64_t more)
{
    const wikijs_assets_upload_input *input = &state->args->input;
    state->sent.size = state->stream.moved + more;
    return !input->progress || input->progress(state->sent.size, state->stream.size, input->progress_payload);
}

/* The flow of many uploads has ended: what the caller gave to it may be gone. */
static bool is_orphan(const struct upload_state *state)
{
    return state->args->owner_ended && *state->args->owner_ended;
}

static int64_t read_stream(struct wj_stream *stream, char *buffer, size_t size)
{
    struct upload_state *state = (struct upload_state *)stream;
    if (is_orphan(state))
        return wj_error_set(&stream->error, WIKIJS_E_CANCELED, "the upload was canceled");
    int64_t got = state->fd >= 0            ? read_file(state, buffer, size)
                  : state->args->input.read ? read_caller(state, buffer, size)
                                            : read_content(state, buffer, size);
    if (got >= 0 && !report(state, got))
        return wj_error_set(&stream->error, WIKIJS_E_CANCELED, "the upload was canceled by the program");
    return got;
}

static int rewind_stream(struct wj_stream *stream)
{
    struct upload_state *state = (struct upload_state *)stream;
    const wikijs_assets_upload_input *input = &state->args->input;
    if (is_orphan(state))
        return wj_error_set(&stream->error, WIKIJS_E_CANCELED, "the upload was canceled");
    state->at = 0;
    if (state->fd >= 0 && lseek(state->fd, 0, SEEK_SET) < 0)
        return wj_error_set(&stream->error, WIKIJS_E_IO, "cannot read '%s' again: %s", state->args->file,
                            strerror(errno));
    if (input->read && !input->rewind(input->read_payload))
        return wj_error_set(&stream->error, WIKIJS_E_USER, "the program's rewind callback failed");
    return 0;
}

static const struct wj_stream_ops rewindable = { .read = read_stream, .rewind = rewind_stream };
static const struct wj_stream_ops forward_only = { .read = read_stream };

int wj_assets_check_file(const char *file, const struct stat *info, wikijs_error *err)
{
    if (S_ISREG(info->st_mode))
        return 0;
    return wj_error_set(err, WIKIJS_E_IO, "cannot upload '%s': it is %s", file,
                        S_ISDIR(info->st_mode) ? "a folder" : "no regular file");
}

static int open_file(struct upload_state *state, wikijs_error *err)
{
    struct stat info;
    const char *file = state->args->file;
    const struct wj_file_opener *opener = state->args->opener;
    /* A pipe without a writer must not stop us. */
    state->fd = opener ? opener->open(opener->context, file, err) : open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (state->fd < 0 && opener)
        return WIKIJS_E_IO;
    if (state->fd < 0 || fstat(state->fd, &info) < 0)
        return wj_error_set(err, WIKIJS_E_IO, "cannot open '%s': %s", file, strerror(errno));
    if (wj_assets_check_file(file, &info, err) < 0)
        return WIKIJS_E_IO;
    posix_fadvise(state->fd, 0, 0, POSIX_FADV_SEQUENTIAL);
    state->stream.size = info.st_size;
    return 0;
}

static int open_source(struct upload_state *state, wikijs_error *err)
{
    const wikijs_assets_upload_input *input = &state->args->input;
    state->stream.is_upload = true;
    state->stream.ops = input->read && !input->rewind ? &forward_only : &rewindable;
    state->stream.size = input->read ? input->size_bytes : (int64_t)input->content.len;
    state->stream.filename = state->name;
    state->stream.mime = state->args->mime ? state->args->mime : wj_asset_mime(state->name);
    state->stream.metadata = state->metadata;
    state->content = input->content;
    return state->args->file ? open_file(state, err) : 0;
}

/* --- smaller images --- */

/* All of the local file, if it is an image; NULL: it is none, or too large for memory, or cannot be read. */
static char *read_image(const struct upload_state *state, const wikijs_allocator *allocator)
{
    char magic[WJ_IMAGE_MAGIC];
    int64_t size = state->stream.size, got = 0;
    ssize_t head = pread(state->fd, magic, sizeof magic, 0);
    if (head <= 0 || size > WJ_IMAGE_MAX || !wj_image_is_known(magic, (size_t)head))
        return NULL;
    char *bytes = wj_malloc(allocator, (size_t)size);
    while (bytes && got < size) {
        ssize_t more = pread(state->fd, bytes + got, (size_t)(size - got), got);
        if (more <= 0) {
            wj_free(allocator, bytes);
            return NULL;
        }
        got += more;
    }
    return bytes;
}

static int optimize(struct wikijs_call *call, struct upload_state *state, wikijs_error *err)
{
    char *image = state->fd >= 0 ? read_image(state, call->allocator) : NULL;
    const char *bytes = image ? image : state->content.ptr;
    size_t size = image ? (size_t)state->stream.size : state->content.len, smaller_size = 0;
    int status = bytes && wj_image_is_known(bytes, size)
                     ? wj_image_optimize(call->allocator, bytes, size, &state->smaller, &smaller_size, err)
                     : 0;
    wj_free(call->allocator, image);
    if (state->smaller) {
        state->content = (wikijs_str){ state->smaller, smaller_size };
        state->stream.size = (int64_t)smaller_size;
        if (state->fd >= 0)
            close(state->fd);
        state->fd = -1;
    }
    return status;
}

static void close_source(struct wikijs_call *call)
{
    struct upload_state *state = call->state;
    state->stream.closed = true; /* a transfer that is still there must not read on */
    if (state->fd >= 0)
        close(state->fd);
    state->fd = -1;
    wj_free(call->allocator, state->smaller);
    state->smaller = NULL;
    state->content = (wikijs_str){ 0 };
}

/* --- stages --- */

static enum wj_step start_before(struct wikijs_call *call, struct upload_state *state, int64_t folder_id)
{
    state->sent.folder_id = folder_id;
    state->stage = STAGE_BEFORE;
    return wj_assets_start_list(call, folder_id, WJ_ASSETS_LOOK_FIELDS, NULL);
}

static enum wj_step start_send(struct wikijs_call *call, struct upload_state *state)
{
    snprintf(state->metadata, sizeof state->metadata, "{\"folderId\":%lld}", (long long)state->sent.folder_id);
    state->stage = STAGE_SEND;
    return wj_flow_start(
        call, &(struct wj_request){
                  .op = &wj_op_assets_send, .http_path = "/u", .timeout_ms = WJ_ENDLESS_MS, .stream = &state->stream });
}

static enum wj_step start(struct wikijs_call *call)
{
    const struct wj_assets_upload_args *args = call->args;
    struct upload_state *state = call->state = wj_call_alloc(call, sizeof *state);
    if (!state)
        return no_memory(call);
    state->fd = -1;
    state->args = args;
    state->sent.name = state->name;
    call->at_end = close_source;
    const char *name = args->filename ? args->filename : args->file;
    int status = wj_asset_name(name, state->name, &call->error);
    status = status < 0 ? status : open_source(state, &call->error);
    if (status == 0 && args->input.optimize)
        status = optimize(call, state, &call->error);
    if (status < 0) {
        call->status = status;
        return WJ_DONE;
    }
    if (args->owner_ended) {
        state->sent.folder_id = args->input.folder_id;
        return start_send(call, state);
    }
    if (args->folder && args->folder[0]) {
        state->stage = STAGE_FOLDER;
        return wj_assets_start_resolve(call, args->folder, true);
    }
    return start_before(call, state, args->input.folder_id);
}

static const wikijs_asset *find(const wikijs_asset_list *list, const char *name)
{
    for (size_t i = 0; i < wikijs_asset_list_count(list); i++) {
        const wikijs_asset *asset = wikijs_asset_list_at(list, i);
        if (asset->filename && strcmp(asset->filename, name) == 0)
            return asset;
    }
    return NULL;
}

int wj_assets_refuse_existing(const wikijs_asset *old, wikijs_error *err)
{
    return wj_error_set(err, WIKIJS_E_EXISTS, "asset '%s' exists already in that folder, with id %lld", old->filename,
                        (long long)old->id);
}

static enum wj_step after_before(struct wikijs_call *call, struct upload_state *state, const struct wikijs_call *child)
{
    const wikijs_asset *old = find(child->result, state->name);
    if (old && state->args->input.existing == WIKIJS_ASSET_REFUSE) {
        call->status = wj_assets_refuse_existing(old, &call->error);
        return WJ_DONE;
    }
    if (old) {
        state->sent.old_id = old->id;
        state->sent.old_updated_at = old->updated_at;
    }
    return start_send(call, state);
}

/* The texts of the server's own refusals, which come with all kinds of HTTP statuses. */
static enum wj_step read_refusal(struct wikijs_call *call, const struct upload_state *state,
                                 const struct wikijs_call *child)
{
    const wikijs_answer *answer = child->result;
    const char *body = answer && answer->body.ptr ? answer->body.ptr : "";
    uint32_t flags = child->error.flags;
    end_as(call, child);
    if (child->error.http_status == 500 && strstr(body, "File too large")) {
        flags &= ~(uint32_t)WIKIJS_ERROR_UNCERTAIN; /* it was thrown away */
        wj_flow_fail(call, WIKIJS_E_TOO_LARGE, "'%s' is larger than the wiki accepts for an upload", state->name);
    } else if (child->status == WIKIJS_E_TOO_LARGE && child->error.http_status == 413) {
        wj_flow_fail(call, WIKIJS_E_TOO_LARGE, "'%s' is larger than a proxy before the wiki accepts", state->name);
    } else if (child->status == WIKIJS_E_FORBIDDEN) {
        wj_flow_fail(call, WIKIJS_E_FORBIDDEN, "uploading '%s' needs the permission write:assets%s", state->name,
                     strstr(body, "this folder") ? " for that folder" : "");
        snprintf(call->error.permission, sizeof call->error.permission, "write:assets");
    } else if (child->error.http_status == 400) {
        wj_flow_fail(call, WIKIJS_E_INVALID, "the server refuses the upload of '%s': %.120s", state->name, body);
    } else if (child->status == WIKIJS_E_IO) {
        wj_error_context(&call->error, "upload of '%s'", state->name);
    }
    call->error.http_status = child->error.http_status;
    call->error.flags = flags;
    return WJ_DONE;
}

static enum wj_step after_send(struct wikijs_call *call, struct upload_state *state, const struct wikijs_call *child)
{
    const wikijs_answer *answer = child->result;
    if (child->status < 0)
        return read_refusal(call, state, child);
    if (!answer || answer->body.len != 2 || memcmp(answer->body.ptr, "ok", 2) != 0)
        return wj_flow_fail(call, WIKIJS_E_PROTOCOL, "the answer to the upload of '%s' is not a wiki's (HTTP %lld)",
                            state->name, answer ? (long long)answer->http_status : 0);
    state->sent.size = state->stream.moved;
    if (state->args->owner_ended)
        return wj_flow_done(call, NULL);
    state->stage = STAGE_AFTER;
    return wj_assets_start_list(call, state->sent.folder_id, 0, NULL);
}

int wj_assets_check_stored(const wikijs_asset *found, const struct wj_assets_sent *sent, wikijs_error *err)
{
    if (!found)
        return wj_error_set(err, WIKIJS_E_REFUSED, "the server said that it took '%s', but stored nothing%s",
                            sent->name, sent->folder_id ? ": is there a folder of that id?" : "");
    bool unchanged = found->id == sent->old_id && found->updated_at == sent->old_updated_at;
    if (unchanged || found->file_size != sent->size)
        return wj_error_set(err, WIKIJS_E_REFUSED,
                            "the server said that it took '%s', but has %lld bytes under that name, not the %lld sent",
                            sent->name, (long long)found->file_size, (long long)sent->size);
    return 0;
}

static enum wj_step after_after(struct wikijs_call *call, struct upload_state *state, const struct wikijs_call *child)
{
    const wikijs_asset *asset = find(child->result, state->name);
    if (wj_assets_check_stored(asset, &state->sent, &call->error) < 0) {
        call->status = WIKIJS_E_REFUSED;
        return WJ_DONE;
    }
    struct wj_arena *arena = wj_arena_new(call->allocator, 0);
    bool at_root = state->sent.folder_id == 0;
    const char *folder = state->args->folder ? state->args->folder : at_root ? "" : NULL;
    const wikijs_asset *copy = arena ? wj_asset_copy(arena, asset, state->sent.folder_id, folder) : NULL;
    if (!copy) {
        wj_arena_free(arena);
        return no_memory(call);
    }
    return wj_flow_done(call, (void *)(uintptr_t)copy);
}

enum wj_step wj_assets_upload_flow(struct wikijs_call *call, struct wikijs_call *child)
{
    struct upload_state *state = call->state;
    if (!child)
        return start(call);
    if (state->stage == STAGE_SEND)
        return after_send(call, state, child);
    if (child->status < 0)
        return end_as(call, child);
    if (state->stage == STAGE_FOLDER)
        return start_before(call, state, ((const wikijs_asset_folder *)child->result)->id);
    return state->stage == STAGE_BEFORE ? after_before(call, state, child) : after_after(call, state, child);
}

/* --- public --- */

struct upload_args {
    struct wj_assets_upload_args upload; /* first: what the row describes */
    char folder[WJ_ASSET_PATH_SIZE];
};

static void check_source(struct wj_request *request, const wikijs_assets_upload_input *input)
{
    int sources = (input->file != NULL) + (input->content.ptr != NULL) + (input->read != NULL);
    if (sources != 1)
        wj_request_refuse(request, sources ? "an upload has one source: a file, bytes in memory or a callback"
                                           : "there is nothing to upload: give a file, bytes in memory or a callback");
    else if (!input->file && !input->filename)
        wj_request_refuse(request, "an upload that is not from a file needs a file name");
    if (input->optimize && input->read)
        wj_request_refuse(request, "only a file or bytes in memory can be optimized, not what a callback gives");
    if (input->mime && strpbrk(input->mime, "\r\n"))
        wj_request_refuse(request, "the media type holds a line break");
    if (input->existing < WIKIJS_ASSET_REFUSE || input->existing > WIKIJS_ASSET_REPLACE)
        wj_request_refuse(request, "there is no such way to treat an asset that exists");
}

void wj_assets_prepare_upload(struct wj_request *request, struct wj_assets_upload_args *args,
                              char folder[WJ_ASSET_PATH_SIZE], const wikijs_assets_upload_input *given)
{
    char name[WJ_ASSET_NAME_SIZE];
    wikijs_assets_upload_input input = { .size_bytes = -1 };
    wj_read_struct(request, given, &input, sizeof input);
    if (!request->refused.code)
        check_source(request, &input);
    if (input.folder && input.folder_id)
        wj_request_refuse(request, "a folder is named by its path or by its id, not by both");
    *args = (struct wj_assets_upload_args){
        .input = input, .file = input.file, .filename = input.filename, .mime = input.mime
    };
    if (!request->refused.code)
        wj_asset_name(input.filename ? input.filename : input.file, name, &request->refused);
    if (input.folder && !request->refused.code) {
        wj_asset_folder_path(input.folder, folder, &request->refused);
        args->folder = folder;
    }
    request->timeout_ms = input.timeout_ms > 0 ? input.timeout_ms : WJ_ENDLESS_MS;
    request->flow = wj_assets_upload_flow;
}

static void prepare_upload(struct wj_request *request, struct upload_args *args,
                           const wikijs_assets_upload_input *given)
{
    wj_assets_prepare_upload(request, &args->upload, args->folder, given);
}

WJ_TYPED(wikijs_assets_upload, wj_op_assets_upload, struct upload_args, prepare_upload, wikijs_asset,
         (const wikijs_assets_upload_input *input), (input))
