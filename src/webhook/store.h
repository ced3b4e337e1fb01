/* SPDX-License-Identifier: MIT */
/*
 * The state file of a feed: what was seen of each wiki, and the events that nobody has taken yet. What was seen changes in
 * the same transaction that its events are put in, so that a feed which is killed tells everything once.
 *
 * One process follows wikis with a file at a time (a lock beside it says so); others may read it meanwhile.
 */
#ifndef WJ_WEBHOOK_STORE_H
#define WJ_WEBHOOK_STORE_H

#include <wikijs/event.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/db.h"
#include "json/decode.h"

/* What there is to follow; numbers are in state files. */
enum wj_kind {
    WJ_KIND_PAGE,
    WJ_KIND_ASSET,
    WJ_KIND_USER,
    WJ_KIND_GROUP,
    WJ_KIND_COMMENT,
    WJ_KINDS,
    WJ_KIND_UNREAD = 100 /* beside those: pages whose comments the first look could not read */
};

/* Beside the marks of kinds: the newest page that was there before the feed. */
enum { WJ_MARK_FIRST = 100 };

/* What was seen of a thing. */
struct wj_seen {
    int64_t id;
    const char *listed; /* as lists show it: JSON of a wikijs_event_subject without hash */
    const char *hash;   /* of a page's content; NULL: not known */
    int64_t version;    /* of a page: newest entry of its history that was dealt with; -1: not known */
    int64_t revision;   /* counts what was told of it */
    bool fresh;         /* it may have changed within the millisecond that its time names: look at it once more */
};

struct wj_store_queries;

struct wj_store {
    const wikijs_allocator *allocator;
    struct wj_db db;
    int lock_fd; /* -1: not locked */
    struct wj_store_queries *queries;
    struct wj_json_parser *parser;
    struct wj_buf text; /* of the event that is being written */
    int64_t last_number;
    /* Told of each event inside the transaction that puts it in; NULL: nobody. */
    int (*on_event)(void *context, const wikijs_event *event, wikijs_str json, wikijs_error *err);
    void *context;
};

/* `path` NULL: in memory. `locked`: to follow wikis with; WIKIJS_E_BUSY when another process does. */
int wj_store_open(struct wj_store **out, const char *path, bool locked, const wikijs_allocator *allocator,
                  wikijs_error *err);
void wj_store_close(struct wj_store *store);

int wj_store_begin(struct wj_store *store, wikijs_error *err);
/* Commit when status is 0, else roll back; the status of the whole. */
int wj_store_end(struct wj_store *store, int status, wikijs_error *err);

/* The number of a wiki in the file, made when it is new. */
int wj_store_wiki(struct wj_store *store, const char *name, const char *url, int64_t *wiki, wikijs_error *err);

/* The newest time that was dealt with; -1: a kind was never looked at. */
int wj_store_mark(struct wj_store *store, int64_t wiki, int kind, int64_t *mark, wikijs_error *err);
int wj_store_set_mark(struct wj_store *store, int64_t wiki, int kind, int64_t mark, wikijs_error *err);

/* 1: found, its texts in the arena; 0: never seen; negative. */
int wj_store_find(struct wj_store *store, int64_t wiki, enum wj_kind kind, int64_t id, struct wj_arena *arena,
                  struct wj_seen *seen, wikijs_error *err);
int wj_store_put(struct wj_store *store, int64_t wiki, enum wj_kind kind, const struct wj_seen *seen,
                 wikijs_error *err);
int wj_store_drop(struct wj_store *store, int64_t wiki, enum wj_kind kind, int64_t id, wikijs_error *err);
int wj_store_count(struct wj_store *store, int64_t wiki, enum wj_kind kind, int64_t *count, wikijs_error *err);

/* Go through what was seen of a kind, or through the fresh ones, in the order of ids. One walk at a time. */
void wj_store_walk(struct wj_store *store, int64_t wiki, enum wj_kind kind);
void wj_store_walk_fresh(struct wj_store *store, int64_t wiki, enum wj_kind kind);
/* 1, its texts valid until the next step; 0 at the end; negative. */
int wj_store_walk_next(struct wj_store *store, struct wj_seen *seen, wikijs_error *err);
void wj_store_walk_end(struct wj_store *store);

/* Put an event in; one with an id that is there already is left out. It gets its number here. */
int wj_store_add_event(struct wj_store *store, wikijs_event *event, wikijs_error *err);
/* The first event behind a number: 1, to be freed with wikijs_event_free(); 0: none; negative. */
int wj_store_next_event(struct wj_store *store, int64_t behind, wikijs_event **out, wikijs_error *err);
/* Events up to a number have been taken. */
int wj_store_forget_events(struct wj_store *store, int64_t up_to, wikijs_error *err);

/* The JSON of what a list shows of a thing, in the arena; NULL: out of memory. */
const char *wj_subject_text(struct wj_arena *arena, const wikijs_event_subject *subject);
/* And back again; its memory is the arena's. NULL: out of memory, or a text that is none. */
wikijs_event_subject *wj_subject_read(struct wj_json_parser *parser, struct wj_arena *arena, const char *text);

#endif
