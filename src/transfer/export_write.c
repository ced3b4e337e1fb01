/* SPDX-License-Identifier: MIT */
/*
 * From content to files. A file is written without a name, and the journal says what is about to happen. When enough are,
 * they go to the disk together, journal and all, while the next ones are written; then they get their names. That they
 * have them is said with the group after: then the names are on the disk, too. So nobody waits for the disk, and a loss
 * of power leaves old files or new ones, of which the journal knows.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "model/models.h"
#include "transfer/export.h"
#include "transfer/front_matter.h"

enum { COPIED_MAX = 65536 }; /* more of a page's content is written from where it is, not together with its head */

/* --- telling --- */

/* A copy in the report. */
static bool keep(struct wj_export *export, const wikijs_export_item *item)
{
    wikijs_export_items *list = &export->report->items;
    struct wj_arena *arena = wj_result_arena(export->report);
    if (list->count == export->item_room) {
        size_t room = export->item_room ? 2 * export->item_room : 16;
        const wikijs_export_item **items = wj_arena_alloc(arena, room * sizeof(wikijs_export_item *));
        if (!items)
            return false;
        if (list->count > 0)
            memcpy(items, list->items, list->count * sizeof *items);
        list->items = items;
        export->item_room = room;
    }
    wikijs_export_item *copy = wj_result_new(arena, sizeof *copy);
    if (!copy || !wj_object_copy(arena, &wj_export_item_model, item, copy))
        return false;
    ((const wikijs_export_item **)(uintptr_t)list->items)[list->count++] = copy;
    return true;
}

void wj_export_tell(struct wj_export *export, const char *action, const struct wj_entry *entry, const char *file,
                    int64_t size, const wikijs_error *error)
{
    const wikijs_export_item item = {
        .present = (WIKIJS_BIT(WIKIJS_EXPORT_ITEM_FIELDS) - 1) & ~(file ? 0 : WIKIJS_BIT(WIKIJS_EXPORT_ITEM_FILE)) &
                   ~(error ? 0 : WIKIJS_BIT(WIKIJS_EXPORT_ITEM_MESSAGE) | WIKIJS_BIT(WIKIJS_EXPORT_ITEM_CODE)),
        .action = action,
        .file = file,
        .id = entry->id,
        .path = entry->path,
        .is_asset = entry->is_asset,
        .size_bytes = size,
        .code = error ? error->code : 0,
        .message = error ? error->message : NULL,
    };
    bool kept = (!error && !export->options.dry_run) || keep(export, &item);
    export->out_of_memory = export->out_of_memory || !kept;
    if (export->options.item)
        export->options.item(&item, export->options.payload);
}

void wj_export_fail(struct wj_export *export, struct wj_entry *entry, const wikijs_error *error)
{
    entry->state = WJ_ENTRY_FAILED;
    export->report->failed++;
    wj_export_tell(export, "failed", entry, entry->file, 0, error);
}

/* A file could not be read or written: of one entry, or of all that will come. */
static int fail_file(struct wj_export *export, struct wj_entry *entry, const wikijs_error *problem)
{
    if (export->folder.broken || problem->code != WIKIJS_E_IO) {
        export->call->error = *problem;
        return problem->code;
    }
    wj_export_fail(export, entry, problem);
    return 0;
}

/* --- whether to write --- */

static int put(struct wj_export *export, const struct wj_staged *staged, enum wj_item_state state)
{
    const struct wj_journal_item record = {
        .key = staged->file,
        .state = state,
        .id = staged->entry->id,
        .updated_at = staged->updated_at,
        .size = staged->size,
        .mark = export->mark,
        .path = staged->path,
        .hash = staged->hash,
    };
    return wj_journal_put(export->journal, wj_export_run(export, staged->entry->is_asset), &record,
                          &export->call->error);
}

/* No two entries have the same file, so nothing is known of it, and nothing there. */
static bool is_new(const struct wj_export *export, const struct wj_staged *staged)
{
    return export->first[staged->entry->is_asset] && staged->file == staged->entry->file;
}

/* What the last export said of a file. */
struct known {
    bool found, done, taken; /* taken: by another entry, in this export */
    char hash[WJ_SHA256_HEX];
};

static int look_up(struct wj_export *export, const struct wj_staged *staged, struct known *known)
{
    struct wj_journal_item record;
    int64_t run = wj_export_run(export, staged->entry->is_asset);
    *known = (struct known){ 0 };
    if (is_new(export, staged))
        return 0;
    int status = wj_journal_get(export->journal, run, staged->file, &record, &export->call->error);
    known->found = status == 1;
    if (status == 1) {
        known->done = record.state == WJ_ITEM_DONE;
        known->taken = record.mark == export->mark && record.id != staged->entry->id &&
                       staged->file != staged->entry->file;
        snprintf(known->hash, sizeof known->hash, "%s", record.hash ? record.hash : "");
    }
    return status < 0 ? status : 0;
}

/* The file is not what the last export wrote. */
static int decide(struct wj_export *export, const struct wj_staged *staged, bool *needed)
{
    struct wj_entry *entry = staged->entry;
    wikijs_error problem;
    wj_error_set(&problem, WIKIJS_E_CONFLICT, "its file was changed here since the last export");
    wikijs_export_decision decision = export->options.overwrite ? WIKIJS_EXPORT_OVERWRITE : WIKIJS_EXPORT_KEEP;
    if (!export->options.overwrite && export->options.decide) {
        const wikijs_export_item item = {
            .present = WIKIJS_BIT(WIKIJS_EXPORT_ITEM_FIELDS) - 1,
            .action = "kept",
            .file = staged->file,
            .id = entry->id,
            .path = staged->path,
            .is_asset = entry->is_asset,
            .size_bytes = staged->size,
            .code = problem.code,
            .message = problem.message,
        };
        decision = export->options.decide(&item, export->options.payload);
    }
    *needed = decision == WIKIJS_EXPORT_OVERWRITE;
    export->stopped = export->stopped || decision == WIKIJS_EXPORT_STOP;
    if (!*needed) {
        entry->state = WJ_ENTRY_RESTS;
        export->report->kept++;
        wj_export_tell(export, "kept", entry, staged->file, 0, &problem);
    }
    return 0;
}

int wj_export_needs(struct wj_export *export, struct wj_staged *staged, bool *needed)
{
    struct wj_entry *entry = staged->entry;
    char hash[WJ_SHA256_HEX];
    int64_t size;
    struct known known;
    wikijs_error problem;
    *needed = false;
    int status = look_up(export, staged, &known);
    if (status < 0)
        return status;
    if (known.taken) {
        wj_error_set(&problem, WIKIJS_E_EXISTS, "its file '%.200s' is that of another page", staged->file);
        wj_export_fail(export, entry, &problem);
        return 0;
    }
    int found = is_new(export, staged) ? 0 : wj_folder_look(&export->folder, staged->file, &size, hash, &problem);
    if (found < 0)
        return fail_file(export, entry, &problem);
    staged->existed = found == 1;
    if (staged->existed && strcmp(hash, staged->hash) == 0) {
        entry->state = staged->file == entry->file ? WJ_ENTRY_DONE : WJ_ENTRY_GONE;
        export->report->unchanged++;
        return put(export, staged, WJ_ITEM_DONE);
    }
    if (staged->existed && known.found && known.done && strcmp(hash, known.hash) != 0)
        return decide(export, staged, needed);
    *needed = true;
    return 0;
}

/* --- pages --- */

/* The file of a page that has another place now than the list said. */
static int rename_page(struct wj_export *export, struct wj_entry *entry, const wikijs_page *page,
                       struct wj_staged *staged)
{
    char file[WJ_FILE_SIZE], path[WJ_FILE_SIZE];
    wikijs_error problem;
    const char *locale = page->locale ? page->locale : "";
    const char *type = page->content_type ? page->content_type : wj_layout_content_type(entry->file);
    int status = wj_layout_page_file(&export->layout, locale, page->path, type, file, &problem);
    if (status == 0 && strcmp(file, entry->file) == 0)
        return 0;
    const struct wj_entry *other = status == 0 ? wj_export_find(export, file) : NULL;
    if (other)
        status = wj_error_set(&problem, WIKIJS_E_EXISTS, "its file '%.150s' is that of '%.150s'", file, other->path);
    if (status < 0) {
        wj_export_fail(export, entry, &problem);
        return 0;
    }
    snprintf(path, sizeof path, "%s:%s", locale, page->path);
    staged->file = wj_arena_strdup(&export->memory, file);
    staged->path = wj_arena_strdup(&export->memory, path);
    return staged->file && staged->path ? 0 : wj_error_set(&export->call->error, WIKIJS_E_NOMEM, "out of memory");
}

static int hash_page(struct wj_export *export, const struct wj_buf *head, wikijs_str rest, char out[WJ_SHA256_HEX])
{
    struct wj_sha256 *hash = wj_sha256_new();
    int status = hash && head->len > 0 ? wj_sha256_add(hash, head->data, head->len) : hash ? 0 : WIKIJS_E_NOMEM;
    if (status == 0 && rest.len > 0)
        status = wj_sha256_add(hash, rest.ptr, rest.len);
    if (status == 0)
        status = wj_sha256_end(hash, out);
    wj_sha256_free(hash);
    return status < 0 ? wj_error_set(&export->call->error, status, "out of memory") : 0;
}

static int write_page(struct wj_export *export, const struct wj_buf *head, wikijs_str rest, struct wj_staged *staged)
{
    struct wj_folder_file file;
    wikijs_error *err = &export->call->error;
    int status = wj_folder_begin(&export->folder, &file, false, err);
    if (status < 0)
        return status;
    status = head->len > 0 ? wj_folder_write(&file, head->data, head->len, err) : 0;
    if (status == 0 && rest.len > 0)
        status = wj_folder_write(&file, rest.ptr, rest.len, err);
    status = status < 0 ? status : wj_folder_end(&file, err);
    if (status < 0) {
        wj_folder_abandon(&export->folder, &file);
        return status;
    }
    staged->number = file.number;
    return wj_export_stage(export, staged);
}

static int write_if_needed(struct wj_export *export, const struct wj_buf *head, wikijs_str rest,
                           struct wj_staged *staged)
{
    bool needed = false;
    int status = head->failed ? wj_error_set(&export->call->error, head->failed, "out of memory")
                              : hash_page(export, head, rest, staged->hash);
    staged->size = (int64_t)(head->len + rest.len);
    status = status < 0 ? status : wj_export_needs(export, staged, &needed);
    return status < 0 || !needed ? status : write_page(export, head, rest, staged);
}

static int compare_tags(const void *a, const void *b)
{
    const wikijs_page_tag *const *left = a, *const *right = b;
    return strcmp((*left)->tag, (*right)->tag);
}

/* What differs from wiki to wiki, though the pages are the same: when it took them in, and in which order it met their tags. */
static void make_reproducible(wikijs_page *page)
{
    page->created_at = page->updated_at = 0;
    if (page->tags.count > 0)
        qsort((void *)(uintptr_t)page->tags.items, page->tags.count, sizeof *page->tags.items, compare_tags);
}

/* A page with what the list has said of it, which was not asked for again. */
struct whole_page {
    wikijs_page page;
    wikijs_page_tag tag;
    const wikijs_page_tag *tags;
};

static void complete(struct whole_page *whole, const wikijs_page_item *listed)
{
    wikijs_page *page = &whole->page;
    page->path = listed->path;
    page->locale = listed->locale;
    page->title = listed->title;
    page->description = listed->description;
    page->content_type = listed->content_type;
    page->is_published = listed->is_published;
    page->created_at = listed->created_at;
    if (listed->tags.count == 1)
        whole->tag = (wikijs_page_tag){ .present = WIKIJS_BIT(WIKIJS_PAGE_TAG_TAG), .tag = listed->tags.items[0] };
    if (!(page->present & WIKIJS_BIT(WIKIJS_PAGE_TAGS)))
        page->tags = (wikijs_page_tags){ .items = &whole->tags, .count = listed->tags.count };
}

/* What its file holds, all or without a long content, which follows. */
static wikijs_str write_head(struct wj_export *export, wikijs_page *page, struct wj_buf *head)
{
    wikijs_str rest = { "", 0 };
    if (page->content.len > COPIED_MAX) {
        rest = page->content;
        page->content = (wikijs_str){ "", 0 };
    }
    if (export->options.reproducible)
        make_reproducible(page);
    wj_front_matter_write(head, page);
    return rest;
}

int wj_export_page(struct wj_export *export, struct wj_entry *entry, const wikijs_page *page)
{
    bool dated = page->present & WIKIJS_BIT(WIKIJS_PAGE_UPDATED_AT);
    struct wj_staged staged = { .entry = entry,
                                .file = entry->file,
                                .path = entry->path,
                                .updated_at = dated ? page->updated_at : entry->updated_at };
    struct whole_page whole = { .page = *page, .tags = &whole.tag };
    wikijs_error problem;
    if (entry->listed)
        complete(&whole, entry->listed);
    if (page->id != entry->id || !whole.page.path || !page->content.ptr) {
        wj_error_set(&problem, WIKIJS_E_PROTOCOL, "the server sent something else than page %lld",
                     (long long)entry->id);
        wj_export_fail(export, entry, &problem);
        return 0;
    }
    int status = entry->listed ? 0 : rename_page(export, entry, page, &staged);
    if (status < 0 || entry->state == WJ_ENTRY_FAILED)
        return status;
    struct wj_buf head;
    wj_buf_init(&head, export->call->allocator, SIZE_MAX);
    wikijs_str rest = write_head(export, &whole.page, &head);
    status = write_if_needed(export, &head, rest, &staged);
    wj_buf_free(&head);
    return status;
}

/* --- names --- */

int wj_export_stage(struct wj_export *export, const struct wj_staged *staged)
{
    struct wj_staged_group *group = export->filling;
    group->files[group->count++] = *staged;
    group->bytes += staged->size;
    int status = put(export, staged, WJ_ITEM_STARTED);
    bool enough = group->count >= WJ_EXPORT_GROUP || group->bytes >= WJ_EXPORT_GROUP_BYTES;
    bool full = group->count == WJ_EXPORT_GROUP_FULL || group->bytes >= WJ_EXPORT_GROUP_FULL_BYTES;
    bool now = full || (enough && !wj_folder_is_syncing(&export->folder));
    return status < 0 || !now ? status : wj_export_next_group(export);
}

static int place(struct wj_export *export, const struct wj_staged *staged)
{
    struct wj_entry *entry = staged->entry;
    wikijs_error problem;
    if (wj_folder_place(&export->folder, staged->number, staged->file, &problem) < 0) {
        wj_folder_discard(&export->folder, staged->number);
        int status = wj_journal_remove(export->journal, wj_export_run(export, entry->is_asset), staged->file,
                                       &export->call->error);
        return status < 0 ? status : fail_file(export, entry, &problem);
    }
    entry->state = staged->file == entry->file ? WJ_ENTRY_DONE : WJ_ENTRY_GONE;
    export->report->created += !staged->existed;
    export->report->updated += staged->existed;
    export->report->bytes_written += staged->size;
    wj_export_tell(export, staged->existed ? "updated" : "created", entry, staged->file, staged->size, NULL);
    return put(export, staged, WJ_ITEM_DONE);
}

int wj_export_settle(struct wj_export *export)
{
    int status = wj_folder_sync_wait(&export->folder, &export->call->error);
    if (status == 0 && export->unsettled) {
        wj_folder_sync_start(&export->folder);
        status = wj_folder_sync_wait(&export->folder, &export->call->error);
    }
    export->unsettled = false;
    return status < 0 ? status : wj_journal_commit(export->journal, &export->call->error);
}

/* The group that goes to the disk is there. */
static int place_group(struct wj_export *export)
{
    struct wj_staged_group *group = export->going;
    int status = wj_folder_sync_wait(&export->folder, &export->call->error);
    status = status < 0 ? status : wj_journal_commit(export->journal, &export->call->error);
    size_t at = 0;
    while (status == 0 && at < group->count)
        status = place(export, &group->files[at++]);
    export->unsettled = export->unsettled || at > 0;
    group->count -= at;
    memmove(group->files, group->files + at, group->count * sizeof *group->files);
    group->bytes = 0;
    return status;
}

int wj_export_next_group(struct wj_export *export)
{
    int status = place_group(export);
    if (status < 0)
        return status;
    struct wj_staged_group *empty = export->going;
    export->going = export->filling;
    export->filling = empty;
    wj_folder_sync_start(&export->folder);
    return 0;
}

int wj_export_flush(struct wj_export *export)
{
    int status = export->filling->count > 0 ? wj_export_next_group(export) : 0;
    return status < 0 ? status : place_group(export);
}

static void discard_group(const struct wj_export *export, struct wj_staged_group *group)
{
    for (size_t i = 0; i < group->count; i++)
        wj_folder_discard(&export->folder, group->files[i].number);
    group->count = 0;
}

void wj_export_drop_staged(struct wj_export *export)
{
    discard_group(export, export->going);
    discard_group(export, export->filling);
}
