/* SPDX-License-Identifier: MIT */
#include "webhook/store_schema.h"

static const char feed[] =
    /* a wiki is what is called so at this address: under another address nothing is known of it */
    "CREATE TABLE wiki(id INTEGER PRIMARY KEY, name TEXT NOT NULL, url TEXT NOT NULL, UNIQUE(name, url));"
    /* which kinds have been looked at, and the newest time that was dealt with */
    "CREATE TABLE mark(wiki INTEGER NOT NULL, kind INTEGER NOT NULL, mark INTEGER NOT NULL,"
    " PRIMARY KEY(wiki, kind)) WITHOUT ROWID;"
    "CREATE TABLE seen(wiki INTEGER NOT NULL, kind INTEGER NOT NULL, id INTEGER NOT NULL, listed TEXT NOT NULL,"
    " hash TEXT, version INTEGER NOT NULL, revision INTEGER NOT NULL, fresh INTEGER NOT NULL,"
    " PRIMARY KEY(wiki, kind, id)) WITHOUT ROWID;"
    "CREATE INDEX seen_fresh ON seen(wiki, kind, id) WHERE fresh=1;"
    /* events that nobody has taken yet; AUTOINCREMENT: a number is never used again */
    "CREATE TABLE event(number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL);";

static const char outbox[] =
    /* what is to be sent to whom; `lane`: of deliveries with the same one, each waits for the one before */
    "CREATE TABLE delivery(id INTEGER PRIMARY KEY AUTOINCREMENT, target TEXT NOT NULL, event INTEGER NOT NULL,"
    " lane TEXT NOT NULL, type TEXT NOT NULL, state INTEGER NOT NULL DEFAULT 0, attempts INTEGER NOT NULL DEFAULT 0,"
    " created_at INTEGER NOT NULL, next_at INTEGER NOT NULL, finished_at INTEGER, http_status INTEGER, message TEXT);"
    "CREATE INDEX delivery_waiting ON delivery(target, id) WHERE state=0;"
    "CREATE INDEX delivery_lane ON delivery(target, lane, id) WHERE state=0;"
    "CREATE INDEX delivery_event ON delivery(event);";

/* sent as webhook-id; NULL: the event's id */
static const char new_ids[] = "ALTER TABLE delivery ADD COLUMN message_id TEXT;";

static const char *const steps[] = { feed, outbox, new_ids };

const struct wj_db_kind wj_store_kind = {
    .what = "state file of a change feed",
    .application_id = 0x576a4665, /* "WjFe" */
    .steps = steps,
    .version = sizeof steps / sizeof *steps,
};
