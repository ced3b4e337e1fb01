/* SPDX-License-Identifier: MIT */
/*
 * What is to be done about each file, and about pages whose files are gone. Where the journal shows that neither side has
 * changed since the last import, nothing is read.
 */
#include <stdio.h>
#include <string.h>

#include "api/input.h"
#include "api/tags.h"
#include "base/status.h"
#include "base/text.h"
#include "transfer/exclude.h"
#include "transfer/import_run.h"

/* --- what there is to decide --- */

static int add_files(struct wikijs_call *call)
{
    struct wj_import *import = call->state;
    for (size_t i = 0; i < import->scan.count; i++) {
        const struct wj_scan_file *file = &import->scan.files[i];
        struct wj_import_entry *entry = wj_import_add(call, file->name, file->locale, file->path);
        if (!entry)
            return WIKIJS_E_NOMEM;
        entry->file = file;
    }
    return 0;
}

/* "en:docs/x" is below the prefix. */
static bool is_below(const char *path, const char *prefix)
{
    size_t length = strlen(prefix);
    return length == 0 || (strncmp(path, prefix, length) == 0 && (path[length] == '/' || path[length] == '\0'));
}

/* A file that may be this page's, though it cannot be imported. */
static bool has_file(const struct wj_import *import, const char *locale, const char *path)
{
    return wj_scan_find_page(&import->scan, locale, path) != NULL;
}

/* What is left out of the import is not known to be gone; an older journal does not say which file it was. */
static bool is_left_out(const struct wj_import *import, const struct wj_import_known *known)
{
    wikijs_strings patterns = import->options.exclude;
    return patterns.count > 0 && (!*known->file || wj_exclude_covers(patterns, known->file));
}

static int add_gone(struct wikijs_call *call, const struct wj_journal_item *item)
{
    struct wj_import *import = call->state;
    struct wj_import_known known;
    char key[WJ_IMPORT_KEY_SIZE];
    snprintf(key, sizeof key, "%s", item->key);
    char *path = strchr(key, ':');
    if (!path || wj_import_known_of(item, &known) != 1 || strcmp(known.source, import->scan.root) != 0)
        return 0;
    *path++ = '\0';
    if (strcmp(key, wj_import_asset_locale) == 0 || !is_below(path, import->scan_options.prefix) ||
        has_file(import, key, path) || is_left_out(import, &known))
        return 0;
    return wj_import_add(call, NULL, key, path) ? 0 : WIKIJS_E_NOMEM;
}

static int add_all_gone(struct wikijs_call *call, wikijs_error *err)
{
    struct wj_import *import = call->state;
    struct wj_journal_item item;
    char after[WJ_IMPORT_KEY_SIZE] = "";
    int found;
    while ((found = wj_journal_next(import->journal, import->known, (enum wj_item_state)0, after, sizeof after, &item,
                                    err)) == 1) {
        if (add_gone(call, &item) < 0)
            return WIKIJS_E_NOMEM;
    }
    return found;
}

int wj_import_plan_begin(struct wikijs_call *call, wikijs_error *err)
{
    struct wj_import *import = call->state;
    int status = add_files(call);
    if (status == 0 && import->options.prune)
        status = add_all_gone(call, err);
    return status == WIKIJS_E_NOMEM ? wj_error_set(err, status, "out of memory") : status;
}

/* --- deciding --- */

static int out_of_memory(wikijs_error *err)
{
    return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
}

static int end(struct wikijs_call *call, struct wj_import_entry *entry, const char *outcome, const char *message,
               wikijs_error *err)
{
    return wj_import_end(call, entry, outcome, message) ? 0 : out_of_memory(err);
}

static bool has_more_tags(const struct wj_import_page *after, const struct wj_import_page *before)
{
    for (size_t i = 0; i < after->tags.count; i++)
        if (!wj_strings_hold(before->tags, after->tags.items[i]))
            return true;
    return false;
}

/* The page is to be written; `before` is what it is now, NULL: there is none. */
static int plan(struct wikijs_call *call, struct wj_import_entry *entry, const char *action,
                const struct wj_import_page *before, const struct wj_import_page *wanted, wikijs_error *err)
{
    struct wj_import *import = call->state;
    struct wj_import_page after;
    if (wanted && wj_is_blank(wanted->content.ptr, wanted->content.len)) {
        entry->item.action = wj_import_none;
        return end(call, entry, wj_import_failed, "it has no content, and the server takes no empty page", err);
    }
    entry->item.action = action;
    if (wanted) {
        if (!wj_import_page_merge(&after, &import->batch.memory, before, wanted))
            return out_of_memory(err);
        entry->wiki_hash = wj_import_keep_hash(call, &after);
        entry->adds_tags = before && has_more_tags(&after, before);
    }
    return entry->wiki_hash || !wanted ? wj_import_journal_plan(call, entry, before, err) : out_of_memory(err);
}

static int keep_unchanged(struct wikijs_call *call, struct wj_import_entry *entry, const char *message,
                          wikijs_error *err)
{
    struct wj_import *import = call->state;
    int status = end(call, entry, wj_import_unchanged, message, err);
    if (status == 0 && entry->begun) { /* it was done before the interruption */
        status = wj_import_journal_end(import, entry, WJ_ITEM_DONE, err);
    }
    return status < 0 || import->options.dry_run ? status : wj_import_journal_know(import, entry, err);
}

static int next_gone(struct wikijs_call *call, struct wj_import_entry *entry, wikijs_error *err)
{
    struct wj_import *import = call->state;
    const wikijs_page_item *listed = wj_import_find_listed(import, entry->item.locale, entry->item.path);
    if (!listed) {
        int status = end(call, entry, wj_import_unchanged, "its file is gone, and so is the page", err);
        return status < 0 || import->options.dry_run ? status : wj_import_journal_forget(import, entry, err);
    }
    if (import->scan.incomplete)
        return end(call, entry, wj_import_failed, "not deleted: a part of the folder could not be read", err);
    return wj_import_wait_for_page(import, entry, NULL, listed) ? 0 : out_of_memory(err);
}

static bool is_as_known(const struct wj_import_entry *entry, const struct wj_import_known *known,
                        const wikijs_page_item *listed)
{
    return known->id == listed->id && known->updated_at == listed->updated_at &&
           strcmp(known->file_hash, entry->file_hash) == 0 && strcmp(known->file, entry->item.file) == 0;
}

static int next_listed(struct wikijs_call *call, struct wj_import_entry *entry, const struct wj_import_page *wanted,
                       const wikijs_page_item *listed, wikijs_error *err)
{
    struct wj_import *import = call->state;
    struct wj_import_known known;
    char key[WJ_IMPORT_KEY_SIZE];
    wj_import_key(entry->item.locale, entry->item.path, key);
    int found = wj_import_journal_known(import, key, &known, err);
    entry->item.id = listed->id;
    entry->item.present |= WIKIJS_BIT(WIKIJS_IMPORT_ITEM_ID);
    if (found < 0)
        return found;
    if (found == 1 && is_as_known(entry, &known, listed))
        return end(call, entry, wj_import_unchanged, NULL, err);
    return wj_import_wait_for_page(import, entry, wanted, listed) ? 0 : out_of_memory(err);
}

int wj_import_plan_next(struct wikijs_call *call, struct wj_import_entry *entry, wikijs_error *err)
{
    struct wj_import *import = call->state;
    struct wj_import_page wanted;
    wikijs_error error;
    if (!entry->file)
        return next_gone(call, entry, err);
    if (entry->file->problem)
        return end(call, entry, wj_import_failed, entry->file->problem, err);
    int status = wj_import_load(import, entry->file, &import->batch.memory, &wanted, &error);
    if (status == WIKIJS_E_NOMEM)
        return out_of_memory(err);
    if (status < 0)
        return end(call, entry, wj_import_failed, error.message, err);
    entry->file_hash = wj_import_keep_hash(call, &wanted);
    if (!entry->file_hash)
        return out_of_memory(err);
    const wikijs_page_item *listed = wj_import_find_listed(import, entry->item.locale, entry->item.path);
    return listed ? next_listed(call, entry, &wanted, listed, err)
                  : plan(call, entry, wj_import_create, NULL, &wanted, err);
}

/* --- pages that were read --- */

/* Which side is to count; in a dry run nobody is asked. */
static wikijs_import_conflict decide(const struct wj_import *import, const struct wj_import_entry *entry)
{
    const wikijs_import_options *options = &import->options;
    return options->decide && !options->dry_run ? options->decide(&entry->item, options->payload)
                                                : options->on_conflict;
}

/* The page is not what the last import left. 0: settled, the wiki's page stays; 1: the file counts. */
static int settle(struct wikijs_call *call, struct wj_import_entry *entry, const char *message, wikijs_error *err)
{
    struct wj_import *import = call->state;
    int status = end(call, entry, wj_import_conflict, message, err);
    if (status < 0)
        return status;
    wikijs_import_conflict side = decide(import, entry);
    if (side == WIKIJS_IMPORT_OURS) {
        entry->item.outcome = wj_import_planned;
        return 1;
    }
    if (side != WIKIJS_IMPORT_THEIRS || import->options.dry_run)
        return 0;
    status = end(call, entry, wj_import_unchanged, "the wiki's version stays", err);
    return status < 0    ? status
           : entry->file ? wj_import_journal_know(import, entry, err)
                         : wj_import_journal_forget(import, entry, err);
}

/* An interrupted run had begun to write the page, and this is what it wrote, or a part of it. */
static int find_begun(struct wj_import *import, struct wj_import_entry *entry, const struct wj_import_page *page,
                      const struct wj_import_page *wanted, wikijs_error *err)
{
    struct wj_journal_item item;
    int found = wj_import_journal_item(import, entry, &item, err);
    entry->begun = found == 1 && item.state == WJ_ITEM_STARTED && wj_str_equal(page->content, wanted->content);
    return found < 0 ? found : 0;
}

static int decide_gone(struct wikijs_call *call, struct wj_import_entry *entry, const struct wj_import_page *page,
                       const struct wj_import_known *known, wikijs_error *err)
{
    bool changed = strcmp(known->wiki_hash, entry->wiki_hash) != 0;
    entry->item.action = wj_import_delete;
    int ours = changed ? settle(call, entry, "its file is gone, but the page was changed on the wiki", err) : 1;
    return ours == 1 ? plan(call, entry, wj_import_delete, page, NULL, err) : ours;
}

/*
 * The wiki has what a wiki has written, links between files included, and no import has brought it. In its header tags that
 * hold commas are several. 1: it has; 0: it has not.
 */
static int is_verbatim(struct wj_import *import, const struct wj_import_page *page, const struct wj_import_page *wanted)
{
    struct wj_import_page verbatim = *wanted, as_written = *page;
    verbatim.content = wanted->verbatim;
    if (!verbatim.content.ptr)
        return 0;
    return wj_import_split_tags(&as_written.tags, &import->batch.memory, page->tags)
               ? wj_import_page_agrees(&as_written, &verbatim)
               : WIKIJS_E_NOMEM;
}

/* A title that is found in a file takes the place of one that was found, too. One that was given stays. */
static void compare_titles(struct wj_import_waiting *waiting, const struct wj_import_page *page)
{
    char found[WJ_TITLE_SIZE];
    if (waiting->wanted.title_found) {
        wj_import_find_title(waiting->entry->file, page->content, found);
        waiting->entry->keeps_title = strcmp(found, page->title) != 0;
    }
    if (waiting->entry->keeps_title)
        waiting->wanted.title = NULL;
}

static int decide_file(struct wikijs_call *call, struct wj_import_waiting *waiting, const struct wj_import_page *page,
                       const struct wj_import_known *known, wikijs_error *err)
{
    struct wj_import_entry *entry = waiting->entry;
    int status = find_begun(call->state, entry, page, &waiting->wanted, err);
    if (status < 0)
        return status;
    compare_titles(waiting, page);
    int equal = wj_import_page_agrees(page, &waiting->wanted);
    if (!equal && !known)
        equal = is_verbatim(call->state, page, &waiting->wanted);
    if (equal)
        return equal < 0 ? out_of_memory(err) : keep_unchanged(call, entry, NULL, err);
    bool changed = known && !entry->begun && strcmp(known->wiki_hash, entry->wiki_hash) != 0;
    bool file_changed = known && entry->file_hash && strcmp(known->file_hash, entry->file_hash) != 0;
    if (known && !changed && !file_changed)
        return keep_unchanged(call, entry, "the wiki's version stays", err); /* as was decided earlier */
    entry->item.action = wj_import_update;
    int ours = changed ? settle(call, entry, "the page was changed on the wiki since the last import", err) : 1;
    return ours == 1 ? plan(call, entry, wj_import_update, page, &waiting->wanted, err) : ours;
}

static int refuse_kind(struct wikijs_call *call, struct wj_import_entry *entry, const char *content_type,
                       wikijs_error *err)
{
    char message[200];
    snprintf(message, sizeof message,
             "the file is %s, and the page on the wiki is %.40s; its kind can only be converted",
             entry->file->content_type, content_type);
    return end(call, entry, wj_import_failed, message, err);
}

int wj_import_plan_decide(struct wikijs_call *call, struct wj_import_waiting *waiting, const wikijs_page *page,
                          const wikijs_error *error, wikijs_error *err)
{
    struct wj_import *import = call->state;
    struct wj_import_entry *entry = waiting->entry;
    struct wj_import_page now;
    struct wj_import_known known;
    char key[WJ_IMPORT_KEY_SIZE];
    if (!page)
        return end(call, entry, wj_import_failed, error->message, err);
    if (!wj_import_is_at(entry, page))
        return end(call, entry, wj_import_failed, "the page was moved meanwhile: run the import again", err);
    const char *content_type = page->content_type ? page->content_type : waiting->listed->content_type;
    if (entry->file && content_type && strcmp(content_type, entry->file->content_type) != 0)
        return refuse_kind(call, entry, content_type, err);
    if (!wj_import_page_of(&now, &import->batch.memory, page, waiting->listed))
        return out_of_memory(err);
    entry->item.id = page->id;
    entry->item.present |= WIKIJS_BIT(WIKIJS_IMPORT_ITEM_ID);
    entry->updated_at = wj_import_updated_at(page, waiting->listed);
    entry->wiki_hash = wj_import_keep_hash(call, &now);
    wj_import_key(entry->item.locale, entry->item.path, key);
    if (!entry->wiki_hash)
        return out_of_memory(err);
    int found = wj_import_journal_known(import, key, &known, err);
    if (found < 0)
        return found;
    if (!entry->file)
        return found == 1 ? decide_gone(call, entry, &now, &known, err) : 0;
    return decide_file(call, waiting, &now, found == 1 ? &known : NULL, err);
}
