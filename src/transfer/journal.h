/* SPDX-License-Identifier: MIT */
/*
 * The journal of long work, a SQLite file: what a run was to do and what became of it, so that it can go on after a kill
 * or a loss of power, be told of, and be taken back.
 *
 *   run    one piece of work of a kind ("export", "import", "pages.delete") on a scope, a text that says where (an
 *          address, a folder). OPEN until it ends; an open one that nobody works on was interrupted.
 *   item   one thing of a run, under a key of its own in it. Walks go in the order of keys (bytes compared).
 *
 * Changes gather in one transaction until wj_journal_commit(), which puts them on the disk; what is not committed when
 * the process dies never was. So: commit what is about to happen, do it, note what came of it.
 *
 * One process at a time has a journal open; a second one gets WIKIJS_E_BUSY. The lock dies with its process. Texts that
 * are read are valid until the next call for the same journal.
 */
#ifndef WJ_TRANSFER_JOURNAL_H
#define WJ_TRANSFER_JOURNAL_H

#include <stdbool.h>
#include <stdint.h>
#include <wikijs/error.h>
#include <wikijs/sys/alloc.h>

struct wj_journal;

/* Kept as numbers: append only. */
enum wj_run_state { WJ_RUN_OPEN = 1, WJ_RUN_DONE, WJ_RUN_UNDONE };

struct wj_journal_run {
    int64_t id;
    const char *kind, *scope;
    enum wj_run_state state;
    int64_t started_at, ended_at; /* Unix milliseconds; 0: not yet */
    int64_t mark;                 /* the kind's own */
    const char *detail;           /* the kind's own, such as its options; NULL: none */
};

/* Kept as numbers: append only. */
enum wj_item_state { WJ_ITEM_PLANNED = 1, WJ_ITEM_STARTED, WJ_ITEM_DONE, WJ_ITEM_FAILED, WJ_ITEM_UNDONE };

struct wj_journal_item {
    const char *key;
    enum wj_item_state state;
    int64_t id;         /* of the page or asset; 0: none */
    int64_t updated_at; /* what the server said of it; Unix milliseconds */
    int64_t size;       /* of its file */
    int64_t mark;       /* the kind's own */
    const char *path;   /* at the wiki; NULL: not kept */
    const char *hash;   /* of its file: SHA-256 in hexadecimal digits; NULL: not kept */
    const char *detail; /* the kind's own: a message, a document; NULL: none */
};

/* Open or make one. 0; WIKIJS_E_BUSY another process works with it; WIKIJS_E_IO; WIKIJS_E_NOMEM. */
int wj_journal_open(struct wj_journal **out, const wikijs_allocator *allocator, const char *path, wikijs_error *err);
/* What was not committed is forgotten. NULL is fine. */
/* From now on what is committed is on the disk when the caller has the file system put there; a kill never hurts it. */
int wj_journal_leave_sync(struct wj_journal *journal, wikijs_error *err);
void wj_journal_close(struct wj_journal *journal);
/* 0 or WIKIJS_E_IO: then nothing since the last commit was kept. */
int wj_journal_commit(struct wj_journal *journal, wikijs_error *err);

/* Begin an open run; its id goes to *id. */
int wj_journal_begin(struct wj_journal *journal, const char *kind, const char *scope, int64_t now_ms, int64_t *id,
                     wikijs_error *err);
/* The newest run of a kind, on a scope or (NULL) on any: 1, 0 there is none, negative. */
int wj_journal_last(struct wj_journal *journal, const char *kind, const char *scope, struct wj_journal_run *run,
                    wikijs_error *err);
/* The newest run of a kind on another scope that has items: 1, 0 there is none, negative. */
int wj_journal_foreign(struct wj_journal *journal, const char *kind, const char *scope, struct wj_journal_run *run,
                       wikijs_error *err);
/* Store state, ended_at, mark and detail of a run. */
int wj_journal_update(struct wj_journal *journal, const struct wj_journal_run *run, wikijs_error *err);
/* Forget a run and its items. */
int wj_journal_drop(struct wj_journal *journal, int64_t run, wikijs_error *err);

/* Add an item, or replace the one of the same key. */
int wj_journal_put(struct wj_journal *journal, int64_t run, const struct wj_journal_item *item, wikijs_error *err);
#define WJ_MARK_STAYS INT64_MIN

/*
 * Store what became of an item: state, updated_at, and mark unless it stays; page and hash where they are known only now
 * (not 0, not NULL). The rest is as it was.
 */
int wj_journal_advance(struct wj_journal *journal, int64_t run, const struct wj_journal_item *item, wikijs_error *err);
/* 1; 0 there is none; negative. */
int wj_journal_get(struct wj_journal *journal, int64_t run, const char *key, struct wj_journal_item *item,
                   wikijs_error *err);
int wj_journal_remove(struct wj_journal *journal, int64_t run, const char *key, wikijs_error *err);
/*
 * The first item whose key is behind `key` ("" at the start), of one state or (0) of any: 1, 0 there is none, negative.
 * `key` (size bytes) receives that of the item; WIKIJS_E_IO: it has no room for it, so nobody here has written it. Items may
 * be changed and removed meanwhile.
 */
int wj_journal_next(struct wj_journal *journal, int64_t run, enum wj_item_state state, char *key, size_t size,
                    struct wj_journal_item *item, wikijs_error *err);
/* How many items of one state, or (0) of any. */
int wj_journal_count(struct wj_journal *journal, int64_t run, enum wj_item_state state, int64_t *count,
                     wikijs_error *err);

#endif
