/* SPDX-License-Identifier: MIT */
/* Assets that pages refer to: uploaded before the pages, some at a time, unless the journal knows the same bytes. */
#include <stdio.h>
#include <string.h>

#include "api/asset_name.h"
#include "api/assets_many.h"
#include "base/status.h"
#include "transfer/import_run.h"

enum { TOGETHER = 50 };

static int add(struct wikijs_call *call, struct wj_scan_other *other)
{
    struct wj_import *import = call->state;
    struct wj_import_known known;
    char path[WJ_LINK_SIZE], key[WJ_IMPORT_KEY_SIZE], hash[WJ_SHA256_HEX];
    wikijs_error error;
    if (!wj_import_asset_path(import, other, path))
        return 0;
    struct wj_import_entry *entry = wj_import_add(call, other->name, NULL, path);
    if (!entry)
        return WIKIJS_E_NOMEM;
    entry->asset = other;
    entry->item.action = wj_import_upload;
    int64_t size;
    int found = wj_folder_look(&import->folder, other->source, &size, hash, &error);
    if (found != 1)
        return wj_import_end(call, entry, wj_import_failed, found < 0 ? error.message : "the file is gone")
                   ? 0
                   : WIKIJS_E_NOMEM;
    entry->file_hash = entry->wiki_hash = wj_arena_strdup(call->result_arena, hash);
    wj_import_key(NULL, path, key);
    if (wj_import_journal_known(import, key, &known, NULL) == 1 && strcmp(known.file_hash, hash) == 0) {
        entry->item.action = wj_import_none;
        entry->item.outcome = wj_import_unchanged;
    }
    return entry->file_hash ? 0 : WIKIJS_E_NOMEM;
}

int wj_import_assets_begin(struct wikijs_call *call)
{
    struct wj_import *import = call->state;
    int status = 0;
    for (size_t i = 0; status == 0 && i < import->scan.other_count; i++)
        if (import->scan.others[i].used)
            status = add(call, &import->scan.others[i]);
    return status;
}

static bool fill(struct wj_import *import, struct wj_arena *memory, const struct wj_import_entry *entry,
                 wikijs_assets_upload_input *input)
{
    char folder[WJ_ASSET_PATH_SIZE], name[WJ_ASSET_NAME_SIZE];
    size_t size = strlen(import->scan.root) + strlen(entry->asset->source) + 2;
    char *file = wj_arena_alloc(memory, size);
    *input = (wikijs_assets_upload_input)WIKIJS_ASSETS_UPLOAD_INPUT_INIT;
    if (!file || wj_asset_split(entry->item.path, folder, name, NULL) < 0)
        return false;
    snprintf(file, size, "%s/%s", import->scan.root, entry->asset->source);
    input->file = file;
    input->filename = wj_arena_strdup(memory, name);
    input->folder = wj_arena_strdup(memory, folder);
    input->existing = WIKIJS_ASSET_REPLACE;
    return input->filename && input->folder;
}

/* Not through a link that was put in its place since the scan, and leads out of the folder. */
static int open_asset(void *context, const char *file, wikijs_error *err)
{
    struct wj_import *import = context;
    const char *source = file + strlen(import->scan.root) + 1; /* as fill() has put it together */
    int fd;
    int64_t size;
    if (wj_folder_read(&import->folder, source, &fd, &size, err) == 0)
        wj_error_set(err, WIKIJS_E_IO, "the file is gone");
    return fd;
}

static bool is_waiting(const struct wj_import_entry *entry)
{
    return entry->item.action == wj_import_upload && entry->item.outcome == wj_import_planned;
}

enum wj_step wj_import_start_uploads(struct wikijs_call *call)
{
    struct wj_import *import = call->state;
    wikijs_assets_upload_input inputs[TOGETHER];
    struct wj_arena memory;
    struct wj_assets_many_args args = { 0 };
    struct wj_request request;
    size_t count = 0;
    bool good = true;
    wj_arena_init(&memory, call->allocator, 0);
    import->uploads = import->next;
    for (; import->next < import->report->count && count < TOGETHER && good; import->next++)
        if (is_waiting(import->report->entries[import->next]))
            good = fill(import, &memory, import->report->entries[import->next], &inputs[count++]);
    enum wj_step step = WJ_NEXT;
    if (!good) {
        step = wj_flow_fail(call, WIKIJS_E_NOMEM, "out of memory");
    } else if (count > 0) {
        import->opener = (struct wj_file_opener){ open_asset, import };
        args.opener = &import->opener;
        wj_assets_upload_many_request(&request, &args, inputs, count, NULL);
        step = wj_flow_start(call, &request);
    }
    wj_arena_clear(&memory);
    return step;
}

/* One of those that were uploaded together. */
static int take_one(struct wikijs_call *call, struct wj_import_entry *entry, const wikijs_error *failure)
{
    struct wj_import *import = call->state;
    if (!wj_import_end(call, entry, failure ? wj_import_failed : wj_import_done, failure ? failure->message : NULL))
        return wj_error_set(&call->error, WIKIJS_E_NOMEM, "out of memory");
    import->ended++;
    wj_import_tell(import, import->report->count, entry);
    return failure ? 0 : wj_import_journal_know(import, entry, &call->error);
}

bool wj_import_uploaded(struct wikijs_call *call, const struct wikijs_call *child)
{
    struct wj_import *import = call->state;
    if (child->status < 0) {
        call->error = child->error;
        return false;
    }
    size_t index = 0;
    for (size_t i = import->uploads; i < import->next; i++) {
        struct wj_import_entry *entry = import->report->entries[i];
        if (is_waiting(entry) && take_one(call, entry, wikijs_results_error(child->result, index++)) < 0)
            return false;
    }
    return true;
}
