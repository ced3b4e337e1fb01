/* SPDX-License-Identifier: MIT */
/**
 * @file bulk.h
 * Changes to many pages that survive what happens meanwhile: a plan in a journal, carried out in batches, each page with its
 * own outcome.
 *
 *     wikijs_bulk_options options = WIKIJS_BULK_OPTIONS_INIT;
 *     options.journal = "/var/lib/me/retag.journal";
 *     status = wikijs_bulk_new(client, &options, &bulk, &err);
 *     for (size_t i = 0; i < count && status == 0; i++)
 *         status = wikijs_bulk_add(bulk, &changes[i], &err);      // nothing is sent
 *     status = wikijs_bulk_run(bulk, NULL, &err);                 // stopped or killed? wikijs_bulk_resume() goes on
 *     wikijs_bulk_free(bulk);
 *
 * A plan says of each page what it is now and what it is to become. When its turn comes and the page is no longer what the
 * plan says, it is left alone (WIKIJS_E_CONFLICT). What was under way when the program died is looked at before anything
 * is sent again. What a plan has changed can be taken back, unless it was deleted.
 *
 * The journal holds the texts of the pages, old and new. It is made for its owner only (mode 0600), and one process at a
 * time works with it. All functions belong to the client's thread and wait; none may be called from a callback of the
 * client. There is no form of them for a loop, as exports and imports have: a plan takes as long as its writes, and the
 * program that has a loop gives it a thread with a client of its own (wikijs_client_clone()), which should_stop can end.
 *
 * A write that was done, after which the server failed (WIKIJS_ERROR_DONE), counts as done: the item is "done", and its
 * message says what failed.
 */
#ifndef WIKIJS_BULK_H
#define WIKIJS_BULK_H

#include <wikijs/error.h>
#include <wikijs/model.h>
#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A plan and what became of it. Opaque. */
typedef struct wikijs_bulk wikijs_bulk;

/** Fields of wikijs_page_values, in the order of its table. */
enum {
    WIKIJS_PAGE_VALUES_TITLE,
    WIKIJS_PAGE_VALUES_DESCRIPTION,
    WIKIJS_PAGE_VALUES_TAGS,
    WIKIJS_PAGE_VALUES_IS_PUBLISHED,
    WIKIJS_PAGE_VALUES_CONTENT,
    WIKIJS_PAGE_VALUES_FIELDS
};

/** Some values of a page: those that are present. */
typedef struct wikijs_page_values {
    uint64_t present;        /* WIKIJS_BIT(WIKIJS_PAGE_VALUES_...) */
    const char *title;       /* title */
    const char *description; /* description */
    wikijs_strings tags;     /* all tags */
    bool is_published;       /* whether it is published */
    wikijs_str content;      /* source */
} wikijs_page_values;

/** What is done to a page. */
typedef enum wikijs_bulk_action { WIKIJS_BULK_UPDATE = 1, WIKIJS_BULK_MOVE, WIKIJS_BULK_DELETE } wikijs_bulk_action;

/** One page of a plan. */
typedef struct wikijs_bulk_change {
    size_t struct_size;
    wikijs_bulk_action action; /* what is done; required */
    int64_t id;                /* of the page; required */
    const char *locale;        /* where it is now: for reports; a move without it cannot be taken back */
    const char *path;          /* the same; required */
    int64_t updated_at;        /* of the state that the change was made from, Unix milliseconds; 0: whatever it is */
    const wikijs_page_values *after;  /* UPDATE: what it is to have; the rest stays */
    const wikijs_page_values *before; /* UPDATE: what it has now of these; what is not there cannot be taken back */
    const char *new_locale;           /* MOVE: where to; NULL: `locale`, or else the client's */
    const char *new_path;             /* MOVE: where to; required */
} wikijs_bulk_change;

#define WIKIJS_BULK_CHANGE_INIT                   \
    {                                             \
        .struct_size = sizeof(wikijs_bulk_change) \
    }

/** Fields of wikijs_bulk_item, in the order of its table. */
enum {
    WIKIJS_BULK_ITEM_ID,
    WIKIJS_BULK_ITEM_LOCALE,
    WIKIJS_BULK_ITEM_PATH,
    WIKIJS_BULK_ITEM_ACTION,
    WIKIJS_BULK_ITEM_STATE,
    WIKIJS_BULK_ITEM_MESSAGE,
    WIKIJS_BULK_ITEM_STATUS,
    WIKIJS_BULK_ITEM_NEW_LOCALE,
    WIKIJS_BULK_ITEM_NEW_PATH,
    WIKIJS_BULK_ITEM_EXPECTED_UPDATED_AT,
    WIKIJS_BULK_ITEM_UPDATED_AT,
    WIKIJS_BULK_ITEM_BEFORE,
    WIKIJS_BULK_ITEM_AFTER,
    WIKIJS_BULK_ITEM_FIELDS
};

/** One page of a plan, and what became of it. */
typedef struct wikijs_bulk_item {
    uint64_t present;                 /* WIKIJS_BIT(WIKIJS_BULK_ITEM_...) */
    int64_t id;                       /* id of the page */
    const char *locale;               /* its locale before the change */
    const char *path;                 /* its path before the change */
    const char *action;               /* "update", "move", "delete" */
    const char *state;                /* "planned", "unknown" (sent, and nobody knows), "done", "failed", "undone" */
    const char *message;              /* why it failed */
    int64_t status;                   /* wikijs_status of the failure */
    const char *new_locale;           /* where it is moved to */
    const char *new_path;             /* where it is moved to */
    int64_t expected_updated_at;      /* the state that the change was made from; Unix ms */
    int64_t updated_at;               /* of the page after the change; Unix ms */
    const wikijs_page_values *before; /* what it had */
    const wikijs_page_values *after;  /* what it is to have */
} wikijs_bulk_item;

/** Runs for a page of a plan; `item` is good until it returns. False: enough. */
typedef bool (*wikijs_bulk_item_fn)(const wikijs_bulk_item *item, void *payload);

/** How many pages of a plan are in which state. */
typedef struct wikijs_bulk_counts {
    size_t struct_size;
    int64_t total;   /* all pages of the plan */
    int64_t planned; /* nothing was sent yet */
    int64_t unknown; /* something was sent, and nobody knows: wikijs_bulk_resume() looks */
    int64_t done;    /* carried out */
    int64_t failed;  /* not carried out; their items say why */
    int64_t undone;  /* taken back */
} wikijs_bulk_counts;

/** What an earlier plan, or the taking back of one, was going to do when it was interrupted. */
typedef struct wikijs_bulk_rest {
    int64_t started_at; /* Unix milliseconds */
    int64_t total;      /* pages of the plan */
    int64_t left;       /* pages whose turn has not come, or of which nobody knows */
    bool undoes;        /* wikijs_bulk_undo() goes on with it, and not wikijs_bulk_resume() */
} wikijs_bulk_rest;

/** Where a plan is kept. */
typedef struct wikijs_bulk_options {
    size_t struct_size;
    const char *journal; /* file; NULL: in memory, and lost with the process */
    const char *name;    /* what kind of work it is: plans of several names may share a journal; NULL: "bulk" */
    const char *note;    /* wikijs_bulk_new(): kept with the plan, for the program; NULL: none */
} wikijs_bulk_options;

#define WIKIJS_BULK_OPTIONS_INIT                   \
    {                                              \
        .struct_size = sizeof(wikijs_bulk_options) \
    }

/** How a plan is carried out. */
typedef struct wikijs_bulk_run_options {
    size_t struct_size;
    int64_t max_writes;          /* writes in a request, at most WIKIJS_BATCH_MAX_ITEMS; 0: 10 */
    wikijs_bulk_item_fn on_item; /* runs for each page when something is known of it; false: as should_stop */
    /* Asked whenever something has happened; true: nothing more is sent, and what is under way is canceled. To make
     * that happen at once, call wikijs_client_wakeup(). */
    bool (*should_stop)(void *payload);
    void *payload;
} wikijs_bulk_run_options;

#define WIKIJS_BULK_RUN_OPTIONS_INIT                   \
    {                                                  \
        .struct_size = sizeof(wikijs_bulk_run_options) \
    }

/**
 * Begin a plan. It is kept from when wikijs_bulk_run() begins, and then takes the place of the newest one of its name for
 * this wiki: that one can neither be resumed nor be undone any more. Ask wikijs_bulk_replaces() whether that loses work.
 *
 * @param client   client
 * @param options  NULL for defaults
 * @param out      receives the plan; free with wikijs_bulk_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_BUSY another process works with the journal; WIKIJS_E_IO; WIKIJS_E_ARG; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_NODISCARD WIKIJS_API int wikijs_bulk_new(wikijs_client *client, const wikijs_bulk_options *options,
                                                wikijs_bulk **out, wikijs_error *err);

/**
 * What is lost when a new plan runs: an earlier one that was interrupted, and that nobody has gone on with.
 *
 * @param bulk  plan of wikijs_bulk_new(), or NULL
 * @return what was left, which lives as long as the plan; NULL: nothing, or it is no new plan
 * @since 0.1
 */
WIKIJS_API const wikijs_bulk_rest *wikijs_bulk_replaces(const wikijs_bulk *bulk);

/**
 * Take up the newest plan of a name for this wiki. wikijs_bulk_run() then goes on with what was not sent, looks at what
 * nobody knows of, and tries again what failed, but for conflicts.
 *
 * @param client   client
 * @param options  with the journal of the plan
 * @param out      receives the plan; free with wikijs_bulk_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND there is no such plan; otherwise as wikijs_bulk_new()
 * @since 0.1
 */
WIKIJS_NODISCARD WIKIJS_API int wikijs_bulk_resume(wikijs_client *client, const wikijs_bulk_options *options,
                                                   wikijs_bulk **out, wikijs_error *err);

/**
 * Make the plan that takes back what the newest plan of a name has done, or take it up where it was left. It is carried
 * out by wikijs_bulk_run(); pages that were changed since are left alone.
 *
 * @param client   client
 * @param options  with the journal of the plan
 * @param out      receives the plan; free with wikijs_bulk_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND there is nothing to take back; otherwise as wikijs_bulk_new()
 * @since 0.1
 */
WIKIJS_NODISCARD WIKIJS_API int wikijs_bulk_undo(wikijs_client *client, const wikijs_bulk_options *options,
                                                 wikijs_bulk **out, wikijs_error *err);

/**
 * Put a page into the plan. Nothing is sent.
 *
 * @param bulk    plan that has not run yet
 * @param change  what is to become of the page; copied
 * @param err     receives details on failure; may be NULL
 * @return 0; WIKIJS_E_ARG the change is incomplete; WIKIJS_E_IO; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_API int wikijs_bulk_add(wikijs_bulk *bulk, const wikijs_bulk_change *change, wikijs_error *err);

/**
 * Carry the plan out: all pages whose turn has not come yet, in the order in which they were added, past failures. It
 * stops before its end when a failure would meet all further pages alike: the server cannot be reached, the credentials
 * are no longer taken.
 *
 * Moves and deletes go to the server one at a time; the others in requests of `max_writes`.
 *
 * @param bulk     plan
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0 all pages have been tried, see wikijs_bulk_count(); WIKIJS_E_ARG max_writes is out of range, nothing was sent;
 *         WIKIJS_E_CANCELED should_stop said so; WIKIJS_E_IO the journal cannot be written: nothing more was sent;
 *         other: what would have met all further pages
 * @since 0.1
 */
WIKIJS_API int wikijs_bulk_run(wikijs_bulk *bulk, const wikijs_bulk_run_options *options, wikijs_error *err);

/**
 * Count the pages of a plan by their states.
 *
 * @param bulk    plan
 * @param counts  receives the numbers; set counts->struct_size first
 * @param err     receives details on failure; may be NULL
 * @return 0; WIKIJS_E_ARG; WIKIJS_E_IO
 * @since 0.1
 */
WIKIJS_API int wikijs_bulk_count(wikijs_bulk *bulk, wikijs_bulk_counts *counts, wikijs_error *err);

/**
 * Go through the pages of a plan, in the order in which they were added.
 *
 * @param bulk     plan
 * @param on_item  runs for each; it may not use the plan
 * @param payload  handed to it
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_ARG; WIKIJS_E_IO; WIKIJS_E_NOMEM
 * @since 0.1
 */
WIKIJS_API int wikijs_bulk_each(wikijs_bulk *bulk, wikijs_bulk_item_fn on_item, void *payload, wikijs_error *err);

/**
 * What wikijs_bulk_new() was given for the plan.
 *
 * @param bulk  plan
 * @return the note, which lives as long as the plan; NULL when there is none
 * @since 0.1
 */
WIKIJS_API const char *wikijs_bulk_note(const wikijs_bulk *bulk);

/**
 * When the plan was made.
 *
 * @param bulk  plan
 * @return Unix milliseconds
 * @since 0.1
 */
WIKIJS_API int64_t wikijs_bulk_started_at(const wikijs_bulk *bulk);

/**
 * Close a plan. What it has not done can be resumed, if it has run. Call it before wikijs_client_free().
 *
 * @param bulk  plan, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_bulk_free(wikijs_bulk *bulk);

#ifdef __cplusplus
}
#endif
#endif
