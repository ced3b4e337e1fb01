/* SPDX-License-Identifier: MIT */
/*
 * The inside of an export: a flow (export.c) over a plan (export_plan.c), whose pages and assets become files
 * (export_write.c, export_assets.c).
 *
 * What was exported is in the journal: two runs, one of pages and one of assets, whose items are files. A run's mark
 * counts exports; that of an item is the export that wrote or confirmed it. An item that is STARTED is about to be
 * replaced: its hash is the new one, and the file on the disk is the old or the new one.
 */
#ifndef WJ_TRANSFER_EXPORT_H
#define WJ_TRANSFER_EXPORT_H

#include <wikijs/assets.h>
#include <wikijs/export.h>
#include <wikijs/page.h>

#include "client/request.h"
#include "policy/batch.h"
#include "transfer/folder.h"
#include "transfer/journal.h"

enum {
    /* A group is large enough to go to the disk, if that is free; it must wait for that when it is full. */
    WJ_EXPORT_GROUP = 256,
    WJ_EXPORT_GROUP_BYTES = 8 * 1024 * 1024,
    WJ_EXPORT_GROUP_LAST = 100, /* when nothing is left to ask for */
    WJ_EXPORT_GROUP_FULL = 1024,
    WJ_EXPORT_GROUP_FULL_BYTES = 64 * 1024 * 1024,
    WJ_EXPORT_DOWNLOADS = 4
};

enum wj_entry_state {
    WJ_ENTRY_WAITS, /* to be fetched                                   -> DONE, FAILED or GONE */
    WJ_ENTRY_RESTS, /* its file is as it should be, or not asked for: it only must not be removed */
    WJ_ENTRY_DONE,
    WJ_ENTRY_FAILED, /* its file, if there is one, stays */
    WJ_ENTRY_GONE    /* there is no such page any more, or it has another name now */
};

/* A page or an asset of the wiki. */
struct wj_entry {
    int64_t id, updated_at, size;
    const char *path; /* "de:docs/x", or of an asset "img/x.png" */
    const char *file;
    const wikijs_page_item *listed; /* what need not be asked for again; NULL: the list did not tell */
    uint64_t fields;                /* that are asked of a page */
    bool is_asset;
    enum wj_entry_state state;
};

/* A file that is written and has no name yet. Those of one group go to the disk together. */
struct wj_staged {
    struct wj_entry *entry;
    const char *file, *path;
    int64_t updated_at, size;
    uint64_t number;
    bool existed;
    char hash[WJ_SHA256_HEX];
};

struct wj_staged_group {
    struct wj_staged files[WJ_EXPORT_GROUP_FULL];
    size_t count;
    int64_t bytes;
};

/* An asset on its way; entry NULL: none. */
struct wj_download {
    struct wj_export *export;
    struct wj_entry *entry;
    struct wj_folder_file file;
    wikijs_error problem; /* on this side */
};

struct wj_export {
    struct wikijs_call *call;
    struct wj_arena memory; /* of options and plan */
    wikijs_export_options options;
    const char *prefix, *prefix_locale; /* of the pages that are asked for; NULL: all */
    struct wj_layout layout;
    struct wj_folder folder;
    bool opened;                /* the folder, once the wiki has given an answer */
    struct wj_journal *journal; /* NULL: nothing is known, and nothing will be kept */
    int64_t runs[2];            /* of pages, of assets */
    bool first[2];              /* nothing was exported before, and no file was there */
    int64_t mark;

    const char *locale;       /* of the wiki */
    void *pages;              /* the answers that the plan is made of */
    void *assets;             /* until it is made */
    bool lists_all;           /* of a page all that its file holds, but its content */
    struct wj_entry *entries; /* in the order of their files */
    size_t count;
    struct wj_entry **order; /* of those that wait, as they are asked for */
    size_t waiting, next;

    struct wj_batch *batch;
    size_t running, downloading;
    struct wj_download downloads[WJ_EXPORT_DOWNLOADS];
    struct wj_staged_group groups[2];
    struct wj_staged_group *filling, *going; /* going to the disk */
    int64_t done;
    bool unsettled; /* something was done that may not be on the disk */
    bool stopped;   /* by the program */
    bool closed;    /* the flow is over: transfers that are still there must not touch anything */
    wikijs_export_report *report;
    size_t item_room;   /* in its list of items */
    bool out_of_memory; /* one could not be kept */
};

/* All of these: 0 or a status, with the call's error set, that ends the export. */

/* Make the plan of what the wiki says it has. Takes `assets`. */
int wj_export_plan(struct wj_export *export);
/* Remove what an earlier export wrote and this one would not. */
int wj_export_prune(struct wj_export *export);

/* A page has been read: write it, if need be. */
int wj_export_page(struct wj_export *export, struct wj_entry *entry, const wikijs_page *page);
/* It is written: it gets its name later, together with others, when they are on the disk. */
int wj_export_stage(struct wj_export *export, const struct wj_staged *staged);
/* Whether content must be written, by its hash; if not, the entry is through. */
int wj_export_needs(struct wj_export *export, struct wj_staged *staged, bool *needed);
/* Put on the disk what is written, and give their names to the files that were put there before. */
int wj_export_next_group(struct wj_export *export);
/* What has been done is on the disk, then the journal says so. */
int wj_export_settle(struct wj_export *export);
/* Give names to all files that are written. */
int wj_export_flush(struct wj_export *export);
/* Files that are written and will not get a name. */
void wj_export_drop_staged(struct wj_export *export);

enum wj_step wj_export_start_asset(struct wj_export *export, struct wj_entry *entry);
int wj_export_asset(struct wj_export *export, struct wikijs_call *child);

/* The entry of a file; NULL: none. */
struct wj_entry *wj_export_find(const struct wj_export *export, const char *file);
/* What is to be asked of a page. */
uint64_t wj_export_fields(const struct wj_entry *entry);
int64_t wj_export_run(const struct wj_export *export, bool is_asset);
/* A page whose place and locale are among those that were asked for. */
bool wj_export_wants(const struct wj_export *export, const char *locale, const char *path);

/* Tell the program, and count. The entry has failed. */
void wj_export_fail(struct wj_export *export, struct wj_entry *entry, const wikijs_error *error);
void wj_export_tell(struct wj_export *export, const char *action, const struct wj_entry *entry, const char *file,
                    int64_t size, const wikijs_error *error);

#endif
