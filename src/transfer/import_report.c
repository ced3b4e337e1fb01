/* SPDX-License-Identifier: MIT */
/* The report of an import, and the entries that it is made of. */
#include <string.h>

#include "base/arena.h"
#include "transfer/import_run.h"

const char wj_import_none[] = "none", wj_import_create[] = "create", wj_import_update[] = "update",
           wj_import_delete[] = "delete", wj_import_upload[] = "upload";
const char wj_import_planned[] = "planned", wj_import_done[] = "done", wj_import_failed[] = "failed",
           wj_import_unchanged[] = "unchanged", wj_import_conflict[] = "conflict";

/* --- entries --- */

static bool grow(struct wj_arena *arena, struct wikijs_import_report *report)
{
    size_t room = report->room ? 2 * report->room : 256;
    struct wj_import_entry **entries = wj_arena_alloc(arena, room * sizeof *entries);
    if (!entries)
        return false;
    memcpy(entries, report->entries ? report->entries : entries, report->count * sizeof *entries);
    report->entries = entries;
    report->room = room;
    return true;
}

/* A copy in the report; NULL stays NULL, and its field is not present then. */
static bool set_text(struct wj_arena *arena, struct wj_import_entry *entry, int field, const char **member,
                     const char *text)
{
    *member = text ? wj_arena_strdup(arena, text) : NULL;
    entry->item.present &= ~WIKIJS_BIT(field);
    entry->item.present |= *member ? WIKIJS_BIT(field) : 0;
    return *member || !text;
}

struct wj_import_entry *wj_import_add(struct wikijs_call *call, const char *file, const char *locale, const char *path)
{
    struct wj_import *import = call->state;
    struct wikijs_import_report *report = import->report;
    struct wj_arena *arena = call->result_arena;
    if (report->count == report->room && !grow(arena, report))
        return NULL;
    struct wj_import_entry *entry = wj_arena_zalloc(arena, sizeof *entry);
    if (!entry)
        return NULL;
    entry->item = (wikijs_import_item){ .action = wj_import_none, .outcome = wj_import_planned };
    entry->item.present = WIKIJS_BIT(WIKIJS_IMPORT_ITEM_ACTION) | WIKIJS_BIT(WIKIJS_IMPORT_ITEM_OUTCOME);
    if (!set_text(arena, entry, WIKIJS_IMPORT_ITEM_FILE, &entry->item.file, file) ||
        !set_text(arena, entry, WIKIJS_IMPORT_ITEM_LOCALE, &entry->item.locale, locale) ||
        !set_text(arena, entry, WIKIJS_IMPORT_ITEM_PATH, &entry->item.path, path))
        return NULL;
    report->entries[report->count++] = entry;
    return entry;
}

bool wj_import_end(struct wikijs_call *call, struct wj_import_entry *entry, const char *outcome, const char *message)
{
    entry->item.outcome = outcome;
    return set_text(call->result_arena, entry, WIKIJS_IMPORT_ITEM_MESSAGE, &entry->item.message, message);
}

bool wj_import_is_at(const struct wj_import_entry *entry, const wikijs_page *page)
{
    return (!page->path || strcmp(page->path, entry->item.path) == 0) &&
           (!page->locale || strcmp(page->locale, entry->item.locale) == 0);
}

const char *wj_import_keep_hash(struct wikijs_call *call, const struct wj_import_page *page)
{
    char hash[WJ_SHA256_HEX];
    return wj_import_page_hash(page, hash) == 0 ? wj_arena_strdup(call->result_arena, hash) : NULL;
}

/* --- public --- */

size_t wikijs_import_report_count(const wikijs_import_report *report)
{
    return report ? report->count : 0;
}

const wikijs_import_item *wikijs_import_report_at(const wikijs_import_report *report, size_t index)
{
    return index < wikijs_import_report_count(report) ? &report->entries[index]->item : NULL;
}

size_t wikijs_import_report_tally(const wikijs_import_report *report, const char *action, const char *outcome)
{
    size_t count = 0;
    for (size_t i = 0; i < wikijs_import_report_count(report); i++) {
        const wikijs_import_item *item = &report->entries[i]->item;
        count += (!action || strcmp(item->action, action) == 0) && (!outcome || strcmp(item->outcome, outcome) == 0);
    }
    return count;
}

void wikijs_import_report_free(wikijs_import_report *report)
{
    wj_result_free(report);
}
