/* SPDX-License-Identifier: MIT */
/*
 * One page at a time: begun in the journal, written, noted in the journal. The journal is told of several at once, so that
 * the disk is waited for once: what an interrupted run has begun, or not quite, is looked at before it is written.
 */
#include <string.h>

#include "api/pages_update.h"
#include "api/pages_write.h"
#include "base/status.h"
#include "transfer/import_run.h"

enum { ANNOUNCED = 16 };

/* What cannot go well for the next page either. */
static bool is_fatal(int status)
{
    return status == WIKIJS_E_RESOLVE || status == WIKIJS_E_CONNECT || status == WIKIJS_E_TLS ||
           status == WIKIJS_E_UNAUTHENTICATED || status == WIKIJS_E_CIRCUIT_OPEN || status == WIKIJS_E_READ_ONLY ||
           status == WIKIJS_E_NOMEM;
}

/* What is to be written: a file, as it was when the plan was made, or what the journal keeps. */
static int load(struct wj_import *import, const struct wj_import_entry *entry, struct wj_arena *memory,
                struct wj_import_page *page, wikijs_error *err)
{
    if (entry->item.action == wj_import_delete)
        return 0;
    if (import->undo)
        return wj_import_journal_before(import, entry, memory, page, err);
    char hash[WJ_SHA256_HEX];
    int status = wj_import_load(import, entry->file, memory, page, err);
    if (status == 0 && wj_import_page_hash(page, hash) == 0 && strcmp(hash, entry->file_hash) != 0)
        return wj_error_set(err, WIKIJS_E_CONFLICT, "the file was changed during the import: run it again");
    return status;
}

/* --- requests --- */

static enum wj_step start_create(struct wikijs_call *call, const struct wj_import_entry *entry,
                                 const struct wj_import_page *page)
{
    const struct wj_import *import = call->state;
    struct wj_create_args args = { 0 };
    struct wj_request request = { .op = &wj_op_pages_create, .args = &args, .args_size = sizeof args, .tag = entry };
    wikijs_pages_create_input input = WIKIJS_PAGES_CREATE_INPUT_INIT;
    input.content = page->content;
    input.title = page->title;
    input.path = entry->item.path;
    input.locale = entry->item.locale;
    input.description = page->description;
    input.editor = page->editor;
    input.tags = page->tags.items ? page->tags : page->add_tags;
    input.is_published = page->published;
    input.timeout_ms = import->options.timeout_ms;
    wj_pages_prepare_create(&request, &args, call->client, &input);
    return wj_flow_start(call, &request);
}

static enum wj_step start_update(struct wikijs_call *call, const struct wj_import_entry *entry,
                                 const struct wj_import_page *page)
{
    const struct wj_import *import = call->state;
    struct wj_update_args args = { 0 };
    struct wj_request request = { .op = &wj_op_pages_merge, .args = &args, .args_size = sizeof args, .tag = entry };
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    input.content = page->content;
    input.title = entry->keeps_title ? NULL : page->title;
    input.description = page->description;
    input.tags = page->tags;
    input.add_tags = page->add_tags;
    input.is_published = page->published;
    input.expected_updated_at = entry->updated_at;
    input.timeout_ms = import->options.timeout_ms;
    wj_pages_prepare_update(&request, &args, entry->item.id, &input);
    return wj_flow_start(call, &request);
}

static enum wj_step start_delete(struct wikijs_call *call, const struct wj_import_entry *entry)
{
    const struct wj_import *import = call->state;
    struct wj_id_args args = { 0 };
    struct wj_request request = { .op = &wj_op_pages_delete, .args = &args, .args_size = sizeof args, .tag = entry };
    wikijs_call_options options = WIKIJS_CALL_OPTIONS_INIT;
    options.timeout_ms = import->options.timeout_ms;
    wj_pages_prepare_delete(&request, &args, entry->item.id, &options);
    return wj_flow_start(call, &request);
}

static enum wj_step start(struct wikijs_call *call, const struct wj_import_entry *entry,
                          const struct wj_import_page *page)
{
    return entry->item.action == wj_import_create   ? start_create(call, entry, page)
           : entry->item.action == wj_import_update ? start_update(call, entry, page)
                                                    : start_delete(call, entry);
}

/* --- outcomes --- */

static int note_done(struct wj_import *import, const struct wj_import_entry *entry, wikijs_error *err)
{
    int status = wj_import_journal_end(import, entry, import->undo ? WJ_ITEM_UNDONE : WJ_ITEM_DONE, err);
    if (status < 0)
        return status;
    bool brought = !import->undo && entry->item.action != wj_import_delete;
    return brought ? wj_import_journal_know(import, entry, err) : wj_import_journal_forget(import, entry, err);
}

static bool take_failure(struct wikijs_call *call, struct wj_import_entry *entry, const wikijs_error *error)
{
    struct wj_import *import = call->state;
    if (!wj_import_end(call, entry, wj_import_failed, error->message)) {
        wj_error_set(&call->error, WIKIJS_E_NOMEM, "out of memory");
        return false;
    }
    /* A failed undo is still to be undone. */
    if (!import->undo && wj_import_journal_end(import, entry, WJ_ITEM_FAILED, &call->error) < 0)
        return false;
    if (is_fatal(error->code)) {
        call->error = *error;
        return false;
    }
    return true;
}

bool wj_import_written(struct wikijs_call *call, struct wj_import_entry *entry, const struct wikijs_call *child)
{
    struct wj_import *import = call->state;
    bool gone = entry->item.action == wj_import_delete && child->status == WIKIJS_E_NOT_FOUND;
    bool late = child->status < 0 && child->error.flags & WIKIJS_ERROR_DONE; /* it failed after the write */
    if (child->status < 0 && !gone && !late)
        return take_failure(call, entry, &child->error);
    const wikijs_page *page = late || entry->item.action == wj_import_delete ? NULL : child->result;
    if (page) {
        entry->item.id = page->id;
        entry->item.present |= WIKIJS_BIT(WIKIJS_IMPORT_ITEM_ID);
        entry->updated_at = page->updated_at;
    }
    const char *message = late ? child->error.message : NULL;
    return wj_import_end(call, entry, wj_import_done, message) && note_done(import, entry, &call->error) == 0;
}

/* --- beginning --- */

/* This one and those of its action that follow are begun, and that is on the disk. */
static int announce(struct wj_import *import, struct wj_import_entry *entry, wikijs_error *err)
{
    if (entry->announced)
        return 0;
    int status = 0;
    size_t count = 0;
    for (size_t i = import->next - 1; i < import->report->count && count < ANNOUNCED && status == 0; i++) {
        struct wj_import_entry *next = import->report->entries[i];
        if (next->item.action == entry->item.action && next->item.outcome == wj_import_planned) {
            status = wj_import_journal_start(import, next, err);
            next->announced = true;
            count++;
        }
    }
    return status < 0 ? status : wj_import_journal_save(import, err);
}

enum wj_step wj_import_write(struct wikijs_call *call, struct wj_import_entry *entry)
{
    struct wj_import *import = call->state;
    struct wj_import_page page = { 0 };
    struct wj_arena memory;
    wikijs_error error;
    wj_arena_init(&memory, call->allocator, 0);
    int status = load(import, entry, &memory, &page, &error);
    enum wj_step step = WJ_NEXT;
    if (status < 0) {
        import->ended++;
        step = take_failure(call, entry, &error) ? WJ_NEXT : WJ_DONE;
        wj_import_tell(import, import->writes, entry);
    } else if (announce(import, entry, &call->error) < 0) {
        step = WJ_DONE;
    } else {
        step = start(call, entry, &page);
    }
    wj_arena_clear(&memory);
    return step;
}
