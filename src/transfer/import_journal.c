/* SPDX-License-Identifier: MIT */
/*
 * What imports keep in the journal.
 *
 *   "import" on wiki, folder, prefix, locale   a run for each import that changed something. Items: the pages, with what was
 *                                              done, the hash of what the page then was, and as detail what it was before
 *   "import.known" on a wiki                   one run for ever. Items: the pages that imports have brought, with the hash
 *                                              of what the file said, and as detail the hash of the page and the folder
 */
#include <stdio.h>
#include <string.h>

#include "base/status.h"
#include "client/client.h"
#include "transfer/import_run.h"

static const char kind[] = "import", known_kind[] = "import.known";

/* Kept as numbers: append only. */
enum { MARK_CREATE = 1, MARK_UPDATE, MARK_DELETE };

const char wj_import_asset_locale[] = "asset"; /* no locale is as long */

void wj_import_key(const char *locale, const char *path, char out[WJ_IMPORT_KEY_SIZE])
{
    snprintf(out, WJ_IMPORT_KEY_SIZE, "%s:%s", locale ? locale : wj_import_asset_locale, path);
}

static const char *key_of(const struct wj_import_entry *entry, char out[WJ_IMPORT_KEY_SIZE])
{
    wj_import_key(entry->item.locale, entry->item.path, out);
    return out;
}

/* --- opening --- */

static int open_known(struct wikijs_call *call, const char *wiki, wikijs_error *err)
{
    struct wj_import *import = call->state;
    struct wj_journal_run run;
    int found = wj_journal_last(import->journal, known_kind, wiki, &run, err);
    if (found == 0)
        return wj_journal_begin(import->journal, known_kind, wiki, wj_client_wall_ms(call->client), &import->known,
                                err);
    import->known = run.id;
    return found < 0 ? found : 0;
}

/* An import that was interrupted goes on. */
static int find_open(struct wj_import *import, const char *scope, wikijs_error *err)
{
    struct wj_journal_run run;
    int found = wj_journal_last(import->journal, kind, scope, &run, err);
    import->run = found == 1 && run.state == WJ_RUN_OPEN ? run.id : 0;
    return found < 0 ? found : 0;
}

static const char *scope_of(struct wikijs_call *call, const char *wiki)
{
    struct wj_import *import = call->state;
    const struct wj_scan_options *options = &import->scan_options;
    size_t size = strlen(wiki) + strlen(import->scan.root) + strlen(options->prefix) + strlen(options->locale) + 4;
    char *scope = wj_arena_alloc(&import->memory, size);
    if (scope)
        snprintf(scope, size, "%s\n%s\n%s\n%s", wiki, import->scan.root, options->prefix, options->locale);
    return scope;
}

/* The newest import, if it was one of this wiki and is not undone yet. */
static int find_last(struct wj_import *import, const char *wiki, wikijs_error *err)
{
    struct wj_journal_run run;
    size_t length = strlen(wiki);
    int found = wj_journal_last(import->journal, kind, NULL, &run, err);
    if (found < 0)
        return found;
    if (found == 0)
        return wj_error_set(err, WIKIJS_E_NOT_FOUND, "the journal '%.200s' knows of no import that changed anything",
                            import->options.journal);
    if (strncmp(run.scope, wiki, length) != 0 || run.scope[length] != '\n')
        return wj_error_set(err, WIKIJS_E_STATE, "the last import went to another wiki, '%.*s'",
                            (int)strcspn(run.scope, "\n"), run.scope);
    if (run.state == WJ_RUN_UNDONE)
        return wj_error_set(err, WIKIJS_E_NOT_FOUND, "the last import was taken back already");
    import->run = run.id;
    return 0;
}

int wj_import_journal_open(struct wikijs_call *call, wikijs_error *err)
{
    struct wj_import *import = call->state;
    const char *wiki = wj_client_base_url(call->client);
    if (!import->options.journal)
        return 0;
    int status = wj_journal_open(&import->journal, call->allocator, import->options.journal, err);
    if (status == 0)
        status = open_known(call, wiki, err);
    if (status < 0 || import->undo)
        return status < 0 ? status : find_last(import, wiki, err);
    const char *scope = import->scope = scope_of(call, wiki);
    return scope ? find_open(import, scope, err) : wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
}

/* --- what is known --- */

int wj_import_journal_known(struct wj_import *import, const char *key, struct wj_import_known *known, wikijs_error *err)
{
    struct wj_journal_item item;
    int found = import->journal ? wj_journal_get(import->journal, import->known, key, &item, err) : 0;
    return found == 1 ? wj_import_known_of(&item, known) : found;
}

int wj_import_known_of(const struct wj_journal_item *item, struct wj_import_known *known)
{
    if (!item->hash || !item->detail || strlen(item->detail) < WJ_SHA256_HEX)
        return 0;
    *known = (struct wj_import_known){ .id = item->id, .updated_at = item->updated_at };
    snprintf(known->file_hash, sizeof known->file_hash, "%s", item->hash);
    snprintf(known->wiki_hash, sizeof known->wiki_hash, "%s", item->detail);
    known->source = item->detail + WJ_SHA256_HEX; /* behind the hash and a blank */
    known->file = item->path ? item->path : "";
    return 1;
}

int wj_import_journal_know(struct wj_import *import, const struct wj_import_entry *entry, wikijs_error *err)
{
    char key[WJ_IMPORT_KEY_SIZE], detail[WJ_SHA256_HEX + WJ_FILE_SIZE];
    if (!import->journal)
        return 0;
    snprintf(detail, sizeof detail, "%s %s", entry->wiki_hash, import->scan.root);
    struct wj_journal_item item = { .key = key_of(entry, key),
                                    .state = WJ_ITEM_DONE,
                                    .id = entry->item.id,
                                    .updated_at = entry->updated_at,
                                    .path = entry->item.file,
                                    .hash = entry->file_hash,
                                    .detail = detail };
    return wj_journal_put(import->journal, import->known, &item, err);
}

int wj_import_journal_forget(struct wj_import *import, const struct wj_import_entry *entry, wikijs_error *err)
{
    char key[WJ_IMPORT_KEY_SIZE];
    return import->journal ? wj_journal_remove(import->journal, import->known, key_of(entry, key), err) : 0;
}

/* --- the run --- */

static int begin_run(struct wikijs_call *call, wikijs_error *err)
{
    struct wj_import *import = call->state;
    return import->run ? 0
                       : wj_journal_begin(import->journal, kind, import->scope, wj_client_wall_ms(call->client),
                                          &import->run, err);
}

static int mark_of(const char *action)
{
    return action == wj_import_create ? MARK_CREATE : action == wj_import_update ? MARK_UPDATE : MARK_DELETE;
}

const char *wj_import_action_of(int64_t mark)
{
    return mark == MARK_CREATE   ? wj_import_create
           : mark == MARK_UPDATE ? wj_import_update
           : mark == MARK_DELETE ? wj_import_delete
                                 : NULL;
}

int wj_import_journal_item(struct wj_import *import, const struct wj_import_entry *entry, struct wj_journal_item *item,
                           wikijs_error *err)
{
    char key[WJ_IMPORT_KEY_SIZE];
    return import->journal && import->run ? wj_journal_get(import->journal, import->run, key_of(entry, key), item, err)
                                          : 0;
}

/* What a run that goes on did to the page before stays what is to be undone. */
static bool keeps_before(const struct wj_import_entry *entry, const struct wj_journal_item *item)
{
    return item->state == WJ_ITEM_DONE || entry->begun;
}

int wj_import_journal_plan(struct wikijs_call *call, const struct wj_import_entry *entry,
                           const struct wj_import_page *before, wikijs_error *err)
{
    struct wj_import *import = call->state;
    if (!import->journal || import->options.dry_run)
        return 0;
    char key[WJ_IMPORT_KEY_SIZE];
    struct wj_journal_item item;
    struct wj_buf text;
    int found = wj_import_journal_item(import, entry, &item, err);
    int status = found < 0 ? found : begin_run(call, err);
    if (status < 0 || (found == 1 && keeps_before(entry, &item)))
        return status;
    wj_buf_init(&text, call->allocator, SIZE_MAX);
    if (before)
        wj_import_page_write(&text, before);
    item = (struct wj_journal_item){ .key = key_of(entry, key),
                                     .state = WJ_ITEM_PLANNED,
                                     .id = entry->item.id,
                                     .mark = mark_of(entry->item.action),
                                     .path = entry->item.file,
                                     .hash = entry->wiki_hash,
                                     .detail = text.data };
    status = text.failed ? wj_error_set(err, text.failed, "out of memory")
                         : wj_journal_put(import->journal, import->run, &item, err);
    wj_buf_free(&text);
    return status;
}

static int set_state(struct wj_import *import, const struct wj_import_entry *entry, enum wj_item_state state,
                     wikijs_error *err)
{
    char key[WJ_IMPORT_KEY_SIZE];
    if (!import->journal || !import->run)
        return 0;
    struct wj_journal_item item = { .key = key_of(entry, key),
                                    .state = state,
                                    .id = entry->item.id,
                                    .updated_at = entry->updated_at,
                                    .mark = WJ_MARK_STAYS,
                                    .hash = entry->wiki_hash };
    return wj_journal_advance(import->journal, import->run, &item, err);
}

int wj_import_journal_start(struct wj_import *import, const struct wj_import_entry *entry, wikijs_error *err)
{
    /* An undo compares with what the import left: that must stay until it is undone. */
    return import->undo ? 0 : set_state(import, entry, WJ_ITEM_STARTED, err);
}

int wj_import_journal_save(struct wj_import *import, wikijs_error *err)
{
    return import->journal ? wj_journal_commit(import->journal, err) : 0;
}

int wj_import_journal_end(struct wj_import *import, const struct wj_import_entry *entry, enum wj_item_state state,
                          wikijs_error *err)
{
    return set_state(import, entry, state, err);
}

int wj_import_journal_before(struct wj_import *import, const struct wj_import_entry *entry, struct wj_arena *memory,
                             struct wj_import_page *page, wikijs_error *err)
{
    struct wj_journal_item item;
    int found = wj_import_journal_item(import, entry, &item, err);
    if (found < 0)
        return found;
    if (found == 0 || !item.detail)
        return wj_error_set(err, WIKIJS_E_STATE, "the journal does not say what the page was before");
    return wj_import_page_read(page, memory, item.detail, err);
}

/* Something that can be undone: also an undo that left something over can be asked for again. */
static int is_left(struct wj_import *import, bool *left, wikijs_error *err)
{
    int64_t done = 0, started = 0;
    int status = wj_journal_count(import->journal, import->run, WJ_ITEM_DONE, &done, err);
    status = status < 0 ? status : wj_journal_count(import->journal, import->run, WJ_ITEM_STARTED, &started, err);
    *left = done + started > 0;
    return status;
}

int wj_import_journal_close(struct wikijs_call *call, wikijs_error *err)
{
    struct wj_import *import = call->state;
    if (!import->journal)
        return 0;
    bool left = false;
    int status = import->run ? is_left(import, &left, err) : 0;
    if (import->run && status == 0 && !import->undo && !left) {
        status = wj_journal_drop(import->journal, import->run,
                                 err); /* nothing came of it: the one before is the last */
    } else if (import->run && status == 0) {
        struct wj_journal_run run = { .id = import->run,
                                      .state = import->undo && !left ? WJ_RUN_UNDONE : WJ_RUN_DONE,
                                      .ended_at = wj_client_wall_ms(call->client) };
        status = wj_journal_update(import->journal, &run, err);
    }
    return status < 0 ? status : wj_journal_commit(import->journal, err);
}
