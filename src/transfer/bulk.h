/* SPDX-License-Identifier: MIT */
/*
 * A plan of changes as a run of a journal. An item's columns say what became of it; its detail, the JSON of a
 * wikijs_bulk_item, is what was planned, written once, and once more with the message of a failure.
 */
#ifndef WJ_TRANSFER_BULK_H
#define WJ_TRANSFER_BULK_H

#include <wikijs/bulk.h>

#include "transfer/journal.h"
#include "json/decode.h"

struct wikijs_bulk {
    wikijs_client *client;
    struct wj_journal *journal;
    struct wj_json_parser *parser;
    char *name, *note, *scope;
    int64_t run;
    int64_t undoes; /* the run that this one takes back; its items have the same keys. 0: none */
    int64_t started_at;
    int64_t count;
    wikijs_bulk_rest replaces; /* nothing left: nothing is lost */
};

enum { WJ_BULK_KEY_SIZE = 24 };

/* The object of a row of the journal; NULL when out of memory or when the journal holds something else: err says so.
 * Free it with wj_result_free(). */
wikijs_bulk_item *wj_bulk_read(struct wikijs_bulk *bulk, const struct wj_journal_item *row, wikijs_error *err);
/* Write an item under its key, with what is present of its plan and its message. */
int wj_bulk_write(struct wikijs_bulk *bulk, const char *key, enum wj_item_state state, const wikijs_bulk_item *item,
                  wikijs_error *err);
/* Note down what became of an item that has no message. */
int wj_bulk_advance(const struct wikijs_bulk *bulk, int64_t run, const char *key, enum wj_item_state state,
                    int64_t updated_at, wikijs_error *err);
/* "done" and the like. */
const char *wj_bulk_state_name(enum wj_item_state state);

#endif
