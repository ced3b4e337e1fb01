/* SPDX-License-Identifier: MIT */
/* What an export has to do: which pages and assets there are, what files they get, what has changed since the last one. */
#include <stdlib.h>
#include <string.h>

#include "api/iter_pages.h"
#include "api/source.h"
#include "base/status.h"
#include "graphql/operation.h"
#include "transfer/exclude.h"
#include "transfer/export.h"

static int no_memory(struct wj_export *export)
{
    return wj_error_set(&export->call->error, WIKIJS_E_NOMEM, "out of memory");
}

bool wj_export_wants(const struct wj_export *export, const char *locale, const char *path)
{
    const char *only = export->prefix_locale;
    if (only && strcmp(locale, only) != 0)
        return false;
    size_t length = export->prefix ? strlen(export->prefix) : 0;
    return length == 0 || (strncmp(path, export->prefix, length) == 0 && (path[length] == '/' || path[length] == '\0'));
}

/* --- what there is --- */

/* The names of a page or asset; an entry that can have no file is told of, and not added. */
static bool add(struct wj_export *export, const struct wj_entry *given, const char *file, const wikijs_error *problem)
{
    struct wj_entry *entry = &export->entries[export->count];
    *entry = *given;
    if (problem) {
        entry->file = NULL;
        wj_export_fail(export, entry, problem);
        return true;
    }
    entry->file = wj_arena_strdup(&export->memory, file);
    export->count++;
    if (entry->file && !entry->is_asset)
        entry->fields = wj_export_fields(entry);
    return entry->file != NULL;
}

/* Left out, and counted. A name that no file may have can be left out, too. */
static bool is_excluded(struct wj_export *export, const char *file)
{
    bool excluded = file[0] && wj_exclude_covers(export->options.exclude, file);
    export->report->excluded += excluded;
    return excluded;
}

static const char *name_page(struct wj_export *export, const char *locale, const char *path)
{
    size_t size = strlen(locale) + strlen(path) + 2;
    char *name = wj_arena_alloc(&export->memory, size);
    if (name) {
        memcpy(name, locale, strlen(locale));
        name[strlen(locale)] = ':';
        memcpy(name + strlen(locale) + 1, path, strlen(path) + 1);
    }
    return name;
}

static bool add_page(struct wj_export *export, const wikijs_page_item *page)
{
    char file[WJ_FILE_SIZE];
    wikijs_error problem;
    const char *locale = page->locale ? page->locale : "", *path = page->path ? page->path : "";
    if (!wj_export_wants(export, locale, path))
        return true;
    int status = wj_layout_page_file(&export->layout, locale, path, page->content_type, file, &problem);
    if (is_excluded(export, file))
        return true;
    export->report->pages++;
    bool has_header = wj_source_form_of(page->content_type) != WJ_SOURCE_PLAIN;
    struct wj_entry entry = { .id = page->id,
                              .updated_at = page->updated_at,
                              .path = name_page(export, locale, path),
                              .listed = export->lists_all && has_header ? page : NULL };
    if (page->updated_at < export->options.since)
        entry.state = WJ_ENTRY_RESTS;
    return entry.path && add(export, &entry, file, status < 0 ? &problem : NULL);
}

static bool add_asset(struct wj_export *export, const wikijs_asset *asset)
{
    wikijs_error problem;
    if (is_excluded(export, asset->path ? asset->path : ""))
        return true;
    export->report->assets++;
    struct wj_entry entry = { .id = asset->id, .updated_at = asset->updated_at, .is_asset = true };
    entry.path = wj_arena_strdup(&export->memory, asset->path ? asset->path : "");
    if (!entry.path)
        return false;
    if (!asset->is_downloadable) {
        wj_error_set(&problem, WIKIJS_E_NOT_FOUND,
                     "the wiki takes such a name for the path of a page, and does not hand "
                     "the asset out");
        export->report->skipped++;
        wj_export_tell(export, "skipped", &entry, NULL, 0, &problem);
        return true;
    }
    int status = wj_layout_check(&export->layout, entry.path, &problem);
    return add(export, &entry, entry.path, status < 0 ? &problem : NULL);
}

static bool add_all(struct wj_export *export)
{
    const wikijs_page_item_list *pages = export->pages;
    const wikijs_asset_list *assets = export->assets;
    size_t page_count = wikijs_page_item_list_count(pages), asset_count = wikijs_asset_list_count(assets);
    export->entries = wj_arena_zalloc(&export->memory, (page_count + asset_count + 1) * sizeof *export->entries);
    bool good = export->entries != NULL;
    for (size_t i = 0; good && i < page_count; i++)
        good = add_page(export, wikijs_page_item_list_at(pages, i));
    for (size_t i = 0; good && i < asset_count; i++)
        good = add_asset(export, wikijs_asset_list_at(assets, i));
    wj_result_free(export->assets);
    export->assets = NULL;
    return good;
}

/* --- names that meet --- */

struct claim {
    const char *name; /* as file systems compare it */
    struct wj_entry *entry;
    bool stray; /* by its name the file is another page's: that of en:de/x is de:x to all that read it */
};

/*
 * The page that the file's name stands for comes first, then the lowest id, so that it is the same one in every export;
 * pages come before assets.
 */
static int compare_claims(const void *a, const void *b)
{
    const struct claim *left = a, *right = b;
    int order = strcmp(left->name, right->name);
    if (order == 0)
        order = (int)left->entry->is_asset - (int)right->entry->is_asset;
    if (order == 0)
        order = (int)left->stray - (int)right->stray;
    return order ? order : (left->entry->id > right->entry->id) - (left->entry->id < right->entry->id);
}

static int compare_files(const void *a, const void *b)
{
    return strcmp(((const struct wj_entry *)a)->file, ((const struct wj_entry *)b)->file);
}

static bool is_stray(const struct wj_export *export, const struct wj_entry *entry)
{
    struct wj_layout_page page;
    size_t length;
    if (entry->is_asset || !wj_layout_page_of(&export->layout, entry->file, &page))
        return false;
    length = strlen(page.locale);
    return strncmp(entry->path, page.locale, length) != 0 || entry->path[length] != ':' ||
           strcmp(entry->path + length + 1, page.path) != 0;
}

static bool make_claims(struct wj_export *export, struct wj_arena *memory, struct claim *claims)
{
    char folded[WJ_FOLDED_SIZE];
    for (size_t i = 0; i < export->count; i++) {
        struct wj_entry *entry = &export->entries[i];
        claims[i] = (struct claim){ entry->file, entry, is_stray(export, entry) };
        if (!export->options.any_name) {
            wj_layout_fold(entry->file, folded);
            claims[i].name = wj_arena_strdup(memory, folded);
        }
        if (!claims[i].name)
            return false;
    }
    return true;
}

/* A list that names a page twice is not worth a word. */
static void refuse_claim(struct wj_export *export, struct wj_entry *entry, const struct wj_entry *first)
{
    wikijs_error problem;
    if (entry->id != first->id || entry->is_asset != first->is_asset) {
        const char *file = entry->file;
        wj_error_set(&problem, WIKIJS_E_EXISTS, "its file '%.150s' would be that of '%.150s'%s", file, first->path,
                     strcmp(file, first->file) != 0 ? ", or differ from it in case only" : "");
        wj_export_fail(export, entry, &problem);
    }
    entry->file = NULL;
}

static int settle_claims(struct wj_export *export)
{
    struct wj_arena memory;
    wj_arena_init(&memory, export->call->allocator, 0);
    struct claim *claims = wj_arena_alloc(&memory, (export->count + 1) * sizeof *claims);
    bool good = claims && make_claims(export, &memory, claims);
    if (good) {
        qsort(claims, export->count, sizeof *claims, compare_claims);
        const struct claim *first = claims;
        for (size_t i = 1; i < export->count; i++) {
            if (strcmp(claims[i].name, first->name) == 0)
                refuse_claim(export, claims[i].entry, first->entry);
            else
                first = &claims[i];
        }
    }
    wj_arena_clear(&memory);
    size_t kept = 0;
    for (size_t i = 0; good && i < export->count; i++)
        if (export->entries[i].file)
            export->entries[kept++] = export->entries[i];
    if (good) {
        export->count = kept;
        qsort(export->entries, kept, sizeof *export->entries, compare_files);
    }
    return good ? 0 : no_memory(export);
}

struct wj_entry *wj_export_find(const struct wj_export *export, const char *file)
{
    const struct wj_entry key = { .file = file };
    return export->count > 0 ? bsearch(&key, export->entries, export->count, sizeof *export->entries, compare_files)
                             : NULL;
}

/* --- what has changed --- */

int64_t wj_export_run(const struct wj_export *export, bool is_asset)
{
    return export->runs[is_asset];
}

/* The file is there; with `overwrite` it must also be what was written. What cannot be looked at is told of later. */
static bool file_stands(struct wj_export *export, const char *file, const char *recorded)
{
    char hash[WJ_SHA256_HEX];
    int64_t size;
    bool exactly = export->options.overwrite;
    return wj_folder_look(&export->folder, file, &size, exactly ? hash : NULL, NULL) == 1 &&
           (!exactly || (recorded && strcmp(hash, recorded) == 0));
}

/* 1: the page is as it was when its file was written. */
static int is_unchanged(struct wj_export *export, const struct wj_entry *entry)
{
    struct wj_journal_item record;
    int64_t run = wj_export_run(export, entry->is_asset);
    if (!export->journal || export->first[entry->is_asset])
        return 0;
    int status = wj_journal_get(export->journal, run, entry->file, &record, &export->call->error);
    if (status != 1)
        return status;
    bool same = record.state == WJ_ITEM_DONE && record.id == entry->id && record.updated_at == entry->updated_at &&
                (!export->options.full || record.mark == export->mark);
    return same && file_stands(export, entry->file, record.hash);
}

static void tell_planned(struct wj_export *export, const struct wj_entry *entry)
{
    int64_t size;
    bool exists = export->folder.fd >= 0 && wj_folder_look(&export->folder, entry->file, &size, NULL, NULL) == 1;
    export->report->created += !exists;
    export->report->updated += exists;
    wj_export_tell(export, exists ? "updated" : "created", entry, entry->file, 0, NULL);
}

/*
 * Pages, then assets; and together those of which the same is asked, for a server need not read anew a document that it
 * knows.
 */
static int compare_work(const void *a, const void *b)
{
    const struct wj_entry *left = *(struct wj_entry *const *)a, *right = *(struct wj_entry *const *)b;
    int order = (int)left->is_asset - (int)right->is_asset;
    if (order == 0)
        order = (left->fields > right->fields) - (left->fields < right->fields);
    return order ? order : (left > right) - (left < right);
}

static int order_work(struct wj_export *export)
{
    export->order = wj_arena_alloc(&export->memory, (export->count + 1) * sizeof(struct wj_entry *));
    if (!export->order)
        return no_memory(export);
    for (size_t i = 0; i < export->count; i++)
        if (export->entries[i].state == WJ_ENTRY_WAITS)
            export->order[export->waiting++] = &export->entries[i];
    qsort(export->order, export->waiting, sizeof *export->order, compare_work);
    export->report->to_fetch = (int64_t) export->waiting;
    return 0;
}

/* A list that is suddenly empty is no reason to remove everything. */
static int check_prune(struct wj_export *export)
{
    int64_t count = 0;
    bool filtered = export->options.path || export->options.locale || export->options.tags.count > 0;
    bool has_pages = export->report->pages > 0 || export->report->excluded > 0;
    if (!export->options.prune || filtered || has_pages || !export->journal || !export->runs[0])
        return 0;
    int status = wj_journal_count(export->journal, export->runs[0], 0, &count, &export->call->error);
    if (status < 0 || count == 0)
        return status;
    return wj_error_set(&export->call->error, WIKIJS_E_STATE,
                        "the wiki shows no page at all, and %lld were exported before: nothing is removed",
                        (long long)count);
}

int wj_export_plan(struct wj_export *export)
{
    if (!add_all(export))
        return no_memory(export);
    int status = settle_claims(export);
    status = status < 0 ? status : check_prune(export);
    for (size_t i = 0; status == 0 && i < export->count; i++) {
        struct wj_entry *entry = &export->entries[i];
        if (entry->state != WJ_ENTRY_WAITS)
            continue;
        status = is_unchanged(export, entry);
        if (status == 1) {
            entry->state = WJ_ENTRY_RESTS;
            export->report->unchanged++;
            status = 0;
        } else if (status == 0 && export->options.dry_run) {
            tell_planned(export, entry);
        }
    }
    return status < 0 ? status : order_work(export);
}

/* --- what is no more --- */

/* Whether a file that was exported has no place any more. */
static bool is_stale(const struct wj_export *export, const struct wj_journal_item *record, bool is_asset)
{
    if (wj_exclude_covers(export->options.exclude, record->key))
        return false;
    const struct wj_entry *entry = wj_export_find(export, record->key);
    bool new_name = !entry && record->mark == export->mark; /* of a page that the list had under another one */
    if (new_name || (entry && entry->state != WJ_ENTRY_GONE))
        return false;
    const char *colon = record->path ? strchr(record->path, ':') : NULL;
    char locale[16];
    if (is_asset || !colon || (size_t)(colon - record->path) >= sizeof locale)
        return true;
    memcpy(locale, record->path, (size_t)(colon - record->path));
    locale[colon - record->path] = '\0';
    return wj_export_wants(export, locale, colon + 1);
}

static int remove_file(struct wj_export *export, const struct wj_journal_item *record, const char *file, bool is_asset)
{
    char hash[WJ_SHA256_HEX];
    int64_t size;
    wikijs_error problem;
    struct wj_entry gone = { .path = record->path, .is_asset = is_asset };
    int found = wj_folder_look(&export->folder, file, &size, hash, &problem);
    bool changed = found == 1 && record->state == WJ_ITEM_DONE && record->hash && strcmp(hash, record->hash) != 0;
    if (changed && !export->options.overwrite) {
        wj_error_set(&problem, WIKIJS_E_CONFLICT, "its page is gone, but the file was changed here: it is not removed");
        export->report->kept++;
        wj_export_tell(export, "kept", &gone, file, 0, &problem);
        return 0;
    }
    if (!export->options.dry_run && (found < 0 || wj_folder_remove(&export->folder, file, &problem) < 0)) {
        export->report->failed++;
        wj_export_tell(export, "failed", &gone, file, 0, &problem);
        return 0;
    }
    export->report->removed++;
    wj_export_tell(export, "removed", &gone, file, 0, NULL);
    return export->options.dry_run
               ? 0
               : wj_journal_remove(export->journal, wj_export_run(export, is_asset), file, &export->call->error);
}

/* The folder may be somebody else's, with a journal that names what is not this program's to remove. */
static int check_record(struct wj_export *export, const struct wj_journal_item *record)
{
    const struct wj_layout any = { .any_name = true };
    if (wj_layout_check(&any, record->key, NULL) == 0)
        return 0;
    return wj_error_set(&export->call->error, WIKIJS_E_IO,
                        "the journal in '%.100s' is damaged: no export has written a file '%.100s'",
                        export->options.folder, record->key);
}

static int prune_run(struct wj_export *export, bool is_asset)
{
    struct wj_journal_item record;
    char file[WJ_FILE_SIZE] = "";
    int64_t run = wj_export_run(export, is_asset);
    int status = run ? 1 : 0;
    while (status == 1) {
        status = wj_journal_next(export->journal, run, 0, file, sizeof file, &record, &export->call->error);
        int failed = status == 1 ? check_record(export, &record) : 0;
        if (status == 1 && failed == 0)
            failed = is_stale(export, &record, is_asset) ? remove_file(export, &record, file, is_asset) : 0;
        status = failed < 0 ? failed : status;
    }
    return status;
}

int wj_export_prune(struct wj_export *export)
{
    if (!export->options.prune || !export->journal)
        return 0;
    int status = prune_run(export, false);
    return status < 0 || !export->options.with_assets ? status : prune_run(export, true);
}
