/* SPDX-License-Identifier: MIT */
/* Assets come as streams, a few at a time, into files that have no names yet. */
#include <string.h>

#include "api/assets_download.h"
#include "base/status.h"
#include "transfer/export.h"

static int write_piece(const char *bytes, size_t count, void *payload)
{
    struct wj_download *download = payload;
    if (download->export->closed)
        return -1;
    return wj_folder_write(&download->file, bytes, count, &download->problem);
}

static struct wj_download *take_free(struct wj_export *export)
{
    struct wj_download *download = export->downloads;
    while (download->entry)
        download++;
    return download;
}

enum wj_step wj_export_start_asset(struct wj_export *export, struct wj_entry *entry)
{
    struct wj_download *download = take_free(export);
    *download = (struct wj_download){ .export = export, .entry = entry };
    wj_error_clear(&download->problem);
    int status = wj_folder_begin(&export->folder, &download->file, true, &export->call->error);
    if (status < 0) {
        download->entry = NULL;
        export->call->status = status;
        return WJ_DONE;
    }
    struct wj_assets_download_args args = { 0 };
    struct wj_request request = { .op = &wj_op_assets_download, .args = &args, .args_size = sizeof args };
    wikijs_assets_download_options options = WIKIJS_ASSETS_DOWNLOAD_OPTIONS_INIT;
    options.write = write_piece;
    options.write_payload = download;
    wj_assets_prepare_download(&request, &args, entry->path, &options);
    request.tag = download;
    return wj_flow_start(export->call, &request);
}

static int take_file(struct wj_export *export, struct wj_download *download)
{
    struct wj_entry *entry = download->entry;
    struct wj_staged staged = {
        .entry = entry, .file = entry->file, .path = entry->path, .updated_at = entry->updated_at
    };
    bool needed = false;
    int status = wj_folder_end(&download->file, &export->call->error);
    if (status == 0) {
        memcpy(staged.hash, download->file.hash, sizeof staged.hash);
        staged.number = download->file.number;
        staged.size = download->file.size;
        status = wj_export_needs(export, &staged, &needed);
    }
    if (status == 0 && needed)
        return wj_export_stage(export, &staged);
    wj_folder_discard(&export->folder, download->file.number);
    return status;
}

/* What the server said about this asset is no reason to leave out the others. */
static bool is_its_own(const wikijs_error *error)
{
    return error->code == WIKIJS_E_NOT_FOUND || error->code == WIKIJS_E_FORBIDDEN || error->code == WIKIJS_E_HTTP ||
           error->code == WIKIJS_E_PROTOCOL || (error->code == WIKIJS_E_SERVER && error->http_status == 500);
}

int wj_export_asset(struct wj_export *export, struct wikijs_call *child)
{
    struct wj_download *download = (struct wj_download *)(uintptr_t)child->tag; /* it is our own, and writable */
    struct wj_entry *entry = download->entry;
    int status = 0;
    if (child->status == 0) {
        status = take_file(export, download);
    } else {
        wj_folder_abandon(&export->folder, &download->file);
        const wikijs_error *error = download->problem.code ? &download->problem : &child->error;
        if (!download->problem.code && is_its_own(error)) {
            wj_export_fail(export, entry, error);
        } else {
            export->call->error = *error;
            status = error->code;
        }
    }
    download->entry = NULL;
    return status;
}
