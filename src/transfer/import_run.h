/* SPDX-License-Identifier: MIT */
/*
 * One import under way, or its undoing: a flow (import.c) in stages.
 *
 *   LOCALE   localization.config: the wiki's own, unless the caller names one -> LIST
 *   LIST     the folder is read; pages.list: what is on the wiki                                  -> COMPARE
 *   COMPARE  entry by entry (plan.c, undo.c): what is to be done? Pages whose content must be seen are
 *            read in batches                                                 -> UPLOAD, or the end of a dry run
 *   UPLOAD   assets that pages refer to, some at a time                      -> WRITE
 *   WRITE    updates, then creations, then deletions (import_write.c)        -> the end
 */
#ifndef WJ_TRANSFER_IMPORT_RUN_H
#define WJ_TRANSFER_IMPORT_RUN_H

#include <wikijs/import.h>
#include <wikijs/pages.h>

#include "api/assets_ops.h"
#include "client/request.h"
#include "transfer/import_page.h"
#include "transfer/journal.h"
#include "transfer/scan.h"
#include "transfer/title.h"

/* Values of wikijs_import_item.action and .outcome: compared by their addresses. */
extern const char wj_import_none[], wj_import_create[], wj_import_update[], wj_import_delete[], wj_import_upload[];
extern const char wj_import_planned[], wj_import_done[], wj_import_failed[], wj_import_unchanged[],
    wj_import_conflict[];

/* One file, page or asset. Lives in the report. */
struct wj_import_entry {
    wikijs_import_item item;
    const struct wj_scan_file *file;   /* NULL: the page's file is gone, or it is undone */
    const struct wj_scan_other *asset; /* NULL: it is a page */
    int64_t updated_at;                /* of the page that was compared */
    const char *file_hash;             /* of what the file says */
    const char *wiki_hash;             /* of what the wiki has, or will have */
    bool begun;                        /* an interrupted run had begun to write it */
    bool announced;                    /* this run has told the journal that it is begun */
    bool keeps_title;                  /* that of the page was given, and the file gives none */
    bool adds_tags;                    /* to the page that there is */
};

/* A page that waits for its content in the batch that is collected. */
struct wj_import_waiting {
    struct wj_import_entry *entry;
    const wikijs_page_item *listed;
    struct wj_import_page wanted;
};

enum { WJ_IMPORT_BATCH = 100 };

struct wj_import_batch {
    struct wj_arena memory; /* what its files say */
    struct wj_import_waiting items[WJ_IMPORT_BATCH];
    int64_t ids[WJ_IMPORT_BATCH];
    const char *places[WJ_IMPORT_BATCH]; /* of these pages, in the batch's memory */
    uint64_t fields[WJ_IMPORT_BATCH];
    size_t count;
};

enum wj_import_stage { WJ_IMPORT_LOCALE, WJ_IMPORT_LIST, WJ_IMPORT_COMPARE, WJ_IMPORT_ASSETS, WJ_IMPORT_WRITE };

struct wikijs_import_report {
    uint64_t present;
    struct wj_import_entry **entries;
    size_t count, room;
};

struct wj_import {
    struct wj_arena memory;
    wikijs_import_options options; /* texts copied */
    bool undo;
    enum wj_import_stage stage;
    struct wj_folder folder;
    struct wj_scan scan;
    struct wj_file_opener opener; /* of files in the folder, whatever became of them since the scan */
    struct wj_scan_options scan_options;
    const char *scope; /* of the run */
    wikijs_page_item_list *list;
    const wikijs_page_item **listed; /* sorted by path and locale */
    size_t listed_count;
    struct wj_import_batch batch;
    struct wj_journal *journal; /* NULL: none is kept */
    int64_t run;                /* 0: nothing is to be done yet */
    int64_t known;              /* the run of pages that imports have brought */
    struct wikijs_import_report *report;
    size_t next;    /* entry */
    size_t uploads; /* the first of those that are uploaded together */
    int pass;       /* of WRITE: which of them */
    size_t writes;  /* how many there are */
    size_t ended;   /* of the stage */
    unsigned running;
    bool stopped; /* a callback wants no more */
};

/* --- import_report.c --- */

/* A new entry of the report, with nothing to do; NULL: out of memory. */
struct wj_import_entry *wj_import_add(struct wikijs_call *call, const char *file, const char *locale, const char *path);
/* Set outcome and message; the text is copied. False: out of memory. */
bool wj_import_end(struct wikijs_call *call, struct wj_import_entry *entry, const char *outcome, const char *message);
/* Whether the page that was read is where the list had it. */
bool wj_import_is_at(const struct wj_import_entry *entry, const wikijs_page *page);
/* A hash kept in the report; NULL: out of memory. */
const char *wj_import_keep_hash(struct wikijs_call *call, const struct wj_import_page *page);

/* --- import.c --- */

/* Tell how far the stage is. */
void wj_import_tell(struct wj_import *import, size_t total, const struct wj_import_entry *entry);
/* The page of this place on the wiki; NULL: there is none. */
const wikijs_page_item *wj_import_find_listed(const struct wj_import *import, const char *locale, const char *path);
/* Put the entry into the batch whose pages are read next; `wanted` NULL: no file wants anything. False: out of memory. */
bool wj_import_wait_for_page(struct wj_import *import, struct wj_import_entry *entry,
                             const struct wj_import_page *wanted, const wikijs_page_item *listed);

/* --- import_load.c --- */

/* What a file says, in `memory`. 0, or why it cannot be a page. */
int wj_import_load(struct wj_import *import, const struct wj_scan_file *file, struct wj_arena *memory,
                   struct wj_import_page *page, wikijs_error *err);

/* The title that a page of this file has when none is given. */
void wj_import_find_title(const struct wj_scan_file *file, wikijs_str content, char out[WJ_TITLE_SIZE]);

/* Where an asset goes, without the slash in front. False: nowhere. */
bool wj_import_asset_path(const struct wj_import *import, const struct wj_scan_other *asset, char out[WJ_LINK_SIZE]);

/* --- plan.c; undo.c --- */

/* Make the entries that are known from the start. 0 or a status. */
int wj_import_plan_begin(struct wikijs_call *call, wikijs_error *err);
/* Look at the next entry: decide, or put it into the batch. */
int wj_import_plan_next(struct wikijs_call *call, struct wj_import_entry *entry, wikijs_error *err);
/* Decide about one of the batch; `page` NULL: it could not be read, `error` says why. */
int wj_import_plan_decide(struct wikijs_call *call, struct wj_import_waiting *waiting, const wikijs_page *page,
                          const wikijs_error *error, wikijs_error *err);
int wj_import_undo_begin(struct wikijs_call *call, wikijs_error *err);
int wj_import_undo_next(struct wikijs_call *call, struct wj_import_entry *entry, wikijs_error *err);
int wj_import_undo_decide(struct wikijs_call *call, struct wj_import_waiting *waiting, const wikijs_page *page,
                          const wikijs_error *error, wikijs_error *err);

/* --- import_write.c --- */

/* Start the write of an entry. WJ_PENDING; WJ_NEXT: it has ended already; WJ_DONE: the import cannot go on. */
enum wj_step wj_import_write(struct wikijs_call *call, struct wj_import_entry *entry);
/* A write has ended. False: the import cannot go on, and the call's status says why. */
bool wj_import_written(struct wikijs_call *call, struct wj_import_entry *entry, const struct wikijs_call *child);

/* --- import_assets.c --- */

/* Make entries of the assets that pages refer to. 0 or WIKIJS_E_NOMEM. */
int wj_import_assets_begin(struct wikijs_call *call);
/* Start the upload of some that follow. WJ_NEXT: there are none left. */
enum wj_step wj_import_start_uploads(struct wikijs_call *call);
bool wj_import_uploaded(struct wikijs_call *call, const struct wikijs_call *child);

/* --- import_journal.c; all do nothing, well, where no journal is kept --- */

/* What earlier imports have brought. */
struct wj_import_known {
    int64_t id, updated_at;
    char file_hash[WJ_SHA256_HEX], wiki_hash[WJ_SHA256_HEX];
    const char *source; /* the folder; valid until the next call for the journal, as `file` */
    const char *file;   /* that the page was made of, in the folder; "": an older journal, which does not say */
};

int wj_import_journal_open(struct wikijs_call *call, wikijs_error *err);
/* 1; 0: unknown. */
int wj_import_journal_known(struct wj_import *import, const char *key, struct wj_import_known *known,
                            wikijs_error *err);
int wj_import_known_of(const struct wj_journal_item *item, struct wj_import_known *known);
/* The page is now as the entry says. */
int wj_import_journal_know(struct wj_import *import, const struct wj_import_entry *entry, wikijs_error *err);
int wj_import_journal_forget(struct wj_import *import, const struct wj_import_entry *entry, wikijs_error *err);
/* What is to be done, with the page as it was before (NULL: there was none). */
int wj_import_journal_plan(struct wikijs_call *call, const struct wj_import_entry *entry,
                           const struct wj_import_page *before, wikijs_error *err);
/* What the run knows of the entry's page: 1; 0: nothing. */
int wj_import_journal_item(struct wj_import *import, const struct wj_import_entry *entry, struct wj_journal_item *item,
                           wikijs_error *err);
/* The action that an item of the run stands for; NULL: none. */
const char *wj_import_action_of(int64_t mark);
/* The page as it was before the import, in `memory`. */
int wj_import_journal_before(struct wj_import *import, const struct wj_import_entry *entry, struct wj_arena *memory,
                             struct wj_import_page *page, wikijs_error *err);
/* It is begun. Counts once it is saved. */
int wj_import_journal_start(struct wj_import *import, const struct wj_import_entry *entry, wikijs_error *err);
/* Put what the journal was told on the disk. */
int wj_import_journal_save(struct wj_import *import, wikijs_error *err);
/* It has ended: done, undone or failed. */
int wj_import_journal_end(struct wj_import *import, const struct wj_import_entry *entry, enum wj_item_state state,
                          wikijs_error *err);
/* The run is over. */
int wj_import_journal_close(struct wikijs_call *call, wikijs_error *err);

enum { WJ_IMPORT_KEY_SIZE = WJ_LOCALE_SIZE + WJ_PATH_SIZE };
/* "locale:path", the key of both runs; assets have no locale, and stand under this one. */
extern const char wj_import_asset_locale[];
void wj_import_key(const char *locale, const char *path, char out[WJ_IMPORT_KEY_SIZE]);

#endif
