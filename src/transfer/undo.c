/* SPDX-License-Identifier: MIT */
/*
 * What is to be done to take an import back: for each page that it wrote the opposite, if the page still is what the
 * import made of it.
 */
#include <stdio.h>
#include <string.h>

#include "base/status.h"
#include "transfer/import_run.h"

static int out_of_memory(wikijs_error *err)
{
    return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
}

static int end(struct wikijs_call *call, struct wj_import_entry *entry, const char *outcome, const char *message,
               wikijs_error *err)
{
    return wj_import_end(call, entry, outcome, message) ? 0 : out_of_memory(err);
}

/* Nothing has to be done for this page any more. */
static int end_undone(struct wikijs_call *call, struct wj_import_entry *entry, const char *message, wikijs_error *err)
{
    struct wj_import *import = call->state;
    int status = end(call, entry, wj_import_unchanged, message, err);
    return status < 0 || import->options.dry_run ? status : wj_import_journal_end(import, entry, WJ_ITEM_UNDONE, err);
}

static const char *opposite(const char *action)
{
    return action == wj_import_create ? wj_import_delete : action == wj_import_delete ? wj_import_create : action;
}

static int add(struct wikijs_call *call, const struct wj_journal_item *item)
{
    char key[WJ_IMPORT_KEY_SIZE];
    snprintf(key, sizeof key, "%s", item->key);
    char *path = strchr(key, ':');
    const char *action = wj_import_action_of(item->mark);
    if (!path || !action || (item->state != WJ_ITEM_DONE && item->state != WJ_ITEM_STARTED))
        return 0;
    *path++ = '\0';
    struct wj_import_entry *entry = wj_import_add(call, item->path, key, path);
    if (!entry)
        return WIKIJS_E_NOMEM;
    entry->begun = item->state == WJ_ITEM_STARTED;
    entry->item.action = opposite(action);
    entry->item.id = item->id;
    entry->wiki_hash = item->hash ? wj_arena_strdup(call->result_arena, item->hash) : "";
    return entry->wiki_hash ? 0 : WIKIJS_E_NOMEM;
}

int wj_import_undo_begin(struct wikijs_call *call, wikijs_error *err)
{
    struct wj_import *import = call->state;
    struct wj_journal_item item;
    char after[WJ_IMPORT_KEY_SIZE] = "";
    int found;
    while ((found = wj_journal_next(import->journal, import->run, (enum wj_item_state)0, after, sizeof after, &item,
                                    err)) == 1) {
        if (add(call, &item) < 0)
            return out_of_memory(err);
    }
    return found;
}

int wj_import_undo_next(struct wikijs_call *call, struct wj_import_entry *entry, wikijs_error *err)
{
    struct wj_import *import = call->state;
    const wikijs_page_item *listed = wj_import_find_listed(import, entry->item.locale, entry->item.path);
    if (entry->item.action == wj_import_create)
        return listed ? end(call, entry, wj_import_conflict, "another page is there now", err) : 0;
    if (!listed)
        return entry->item.action == wj_import_delete
                   ? end_undone(call, entry, "the page is gone already", err)
                   : end(call, entry, wj_import_conflict, "the page was deleted or moved since the import", err);
    if (entry->item.id && entry->item.id != listed->id)
        return end(call, entry, wj_import_conflict, "another page is there now", err);
    return wj_import_wait_for_page(import, entry, NULL, listed) ? 0 : out_of_memory(err);
}

/* An update that was begun may not have happened. */
static int is_as_before(struct wj_import *import, const struct wj_import_entry *entry, const struct wj_import_page *now,
                        wikijs_error *err)
{
    struct wj_import_page before;
    int status = wj_import_journal_before(import, entry, &import->batch.memory, &before, err);
    return status < 0 ? status : wj_import_page_agrees(now, &before);
}

int wj_import_undo_decide(struct wikijs_call *call, struct wj_import_waiting *waiting, const wikijs_page *page,
                          const wikijs_error *error, wikijs_error *err)
{
    struct wj_import *import = call->state;
    struct wj_import_entry *entry = waiting->entry;
    struct wj_import_page now;
    char hash[WJ_SHA256_HEX];
    if (!page)
        return end(call, entry, wj_import_failed, error->message, err);
    if (!wj_import_is_at(entry, page))
        return end(call, entry, wj_import_conflict, "the page was moved since the import", err);
    if (!wj_import_page_of(&now, &import->batch.memory, page, waiting->listed) || wj_import_page_hash(&now, hash) < 0)
        return out_of_memory(err);
    entry->item.id = page->id;
    entry->item.present |= WIKIJS_BIT(WIKIJS_IMPORT_ITEM_ID);
    entry->updated_at = wj_import_updated_at(page, waiting->listed);
    if (strcmp(hash, entry->wiki_hash) == 0)
        return 0;
    int before = entry->item.action == wj_import_update ? is_as_before(import, entry, &now, err) : 0;
    if (before < 0)
        return before;
    return before ? end_undone(call, entry, "the page is as it was before", err)
                  : end(call, entry, wj_import_conflict, "the page was changed since the import", err);
}
