/* SPDX-License-Identifier: MIT */
/**
 * @file import.h
 * Importing a folder of Markdown, HTML and AsciiDoc files as pages.
 *
 *     wikijs_import_report *report;
 *     wikijs_import_options options = WIKIJS_IMPORT_OPTIONS_INIT;
 *     options.folder = "docs";
 *     options.prefix = "manual";
 *     options.journal = "import.db";
 *     status = wikijs_import(client, &options, &report, &err);
 *     for (size_t i = 0; i < wikijs_import_report_count(report); i++)
 *         puts(wikijs_import_report_at(report, i)->outcome);
 *     wikijs_import_report_free(report);
 *
 * An import reads the folder, compares each file with its page, and makes a plan: pages to create, to update and to delete,
 * and conflicts. The plan is shown to `approve`; then it is carried out, page by page. A page that is equal is left
 * alone. A file that cannot be imported fails alone. docs/export_import.md tells which file becomes which page.
 *
 * The journal is a file in which imports keep what they have done: it tells changes on the wiki from changes in the folder,
 * lets an interrupted import go on, and lets the last one be taken back. See pages.h for `_async` and `_finish`.
 */
#ifndef WIKIJS_IMPORT_H
#define WIKIJS_IMPORT_H

#include <wikijs/error.h>
#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Fields of wikijs_import_item, in the order of its table. */
enum {
    WIKIJS_IMPORT_ITEM_ACTION,
    WIKIJS_IMPORT_ITEM_OUTCOME,
    WIKIJS_IMPORT_ITEM_FILE,
    WIKIJS_IMPORT_ITEM_LOCALE,
    WIKIJS_IMPORT_ITEM_PATH,
    WIKIJS_IMPORT_ITEM_ID,
    WIKIJS_IMPORT_ITEM_MESSAGE,
    WIKIJS_IMPORT_ITEM_FIELDS
};

/** What is, or was, done about one file or page. */
typedef struct wikijs_import_item {
    uint64_t present;
    const char *action; /* "create", "update", "delete", "upload", or "none" */
    /* "planned", "done", "failed", "unchanged", or "conflict": it was left as it is on the wiki */
    const char *outcome;
    const char *file; /* in the folder, with "/"; not present for a page whose file is gone */
    const char *locale;
    const char *path;    /* of the page or asset */
    int64_t id;          /* of the page, when there is one */
    const char *message; /* why it failed, or is a conflict */
} wikijs_import_item;

/** What became of an import: an item for each file, then for each page to delete and each asset. */
typedef struct wikijs_import_report wikijs_import_report;

/** Which side counts where a page was changed on the wiki after the last import, and differs from its file. */
typedef enum wikijs_import_conflict {
    WIKIJS_IMPORT_SKIP = 0, /* neither: it is a conflict again at the next import */
    WIKIJS_IMPORT_THEIRS,   /* the wiki's page stays, and counts as imported until its file changes */
    WIKIJS_IMPORT_OURS      /* the file */
} wikijs_import_conflict;

/** Decides about one conflict. */
typedef wikijs_import_conflict (*wikijs_import_decide_fn)(const wikijs_import_item *item, void *payload);

/** Sees the plan before anything is written; false: nothing is. */
typedef bool (*wikijs_import_approve_fn)(const wikijs_import_report *plan, void *payload);

/** How far an import is. */
typedef struct wikijs_import_progress {
    const char *stage;              /* "compare", "upload" or "write" */
    size_t done, total;             /* items of this stage: those that have ended, and all */
    const wikijs_import_item *item; /* that has just ended; NULL: none */
} wikijs_import_progress;

/** Is told how far the import is; false: it ends after what is under way. */
typedef bool (*wikijs_import_progress_fn)(const wikijs_import_progress *progress, void *payload);

/** What to import, and how. */
typedef struct wikijs_import_options {
    size_t struct_size;
    const char *folder;  /* required */
    const char *prefix;  /* pages go below this path; NULL: to the top */
    const char *locale;  /* of files that are in no folder of a locale; NULL: the wiki's own, which is asked for */
    wikijs_strings tags; /* for each page, beside those that its file names */
    bool dry_run;        /* make the plan, and no more */
    bool prune;          /* delete pages that earlier imports of this folder brought and whose files are gone */
    bool with_assets;    /* upload files that pages refer to */
    bool keep_links;     /* leave relative links as they are */
    wikijs_import_conflict on_conflict; /* which side counts; 0: neither */
    wikijs_import_decide_fn decide;     /* instead of on_conflict; may be NULL */
    wikijs_import_approve_fn approve;   /* may be NULL */
    wikijs_import_progress_fn progress; /* may be NULL */
    void *payload;                      /* of these three */
    const char *journal;                /* file, made when it is missing; NULL: nothing is kept */
    int64_t timeout_ms;                 /* for each page; 0: the client's default */
    wikijs_strings exclude; /* files and folders that are left out, with their pages: patterns as in a .gitignore */
} wikijs_import_options;

#define WIKIJS_IMPORT_OPTIONS_INIT                   \
    {                                                \
        .struct_size = sizeof(wikijs_import_options) \
    }

/** How to take an import back. */
typedef struct wikijs_import_undo_options {
    size_t struct_size;
    const char *journal;                /* required */
    bool dry_run;                       /* make the plan, and no more */
    wikijs_import_approve_fn approve;   /* may be NULL */
    wikijs_import_progress_fn progress; /* may be NULL */
    void *payload;                      /* of these two */
    int64_t timeout_ms;                 /* for each page; 0: the client's default */
} wikijs_import_undo_options;

#define WIKIJS_IMPORT_UNDO_OPTIONS_INIT                   \
    {                                                     \
        .struct_size = sizeof(wikijs_import_undo_options) \
    }

/**
 * Import a folder.
 *
 * Sends localization.config and pages.list, reads in batches the pages that may differ, then one write for each page that
 * does. After an interruption, of whatever kind, the same import goes on where it was. Callbacks run inside this function.
 *
 * @param client   client
 * @param options  what to import
 * @param out      receives what became of each file, also on WIKIJS_E_CANCELED; free with wikijs_import_report_free()
 * @param err      receives details on failure; may be NULL
 * @return 0, whatever became of single files; WIKIJS_E_ARG an option is wrong; WIKIJS_E_IO the folder cannot be read, or
 *         the journal not be written; WIKIJS_E_BUSY another import works with the journal; WIKIJS_E_CANCELED a callback
 *         wanted no more; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_import(wikijs_client *client, const wikijs_import_options *options, wikijs_import_report **out,
                             wikijs_error *err);

/** Start wikijs_import(); the options are copied. @since 0.1 */
WIKIJS_API int wikijs_import_async(wikijs_client *client, const wikijs_import_options *options,
                                   wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_import_async(). @since 0.1 */
WIKIJS_API int wikijs_import_finish(wikijs_call *call, wikijs_import_report **out, wikijs_error *err);

/**
 * Take the last import back: pages that it created are deleted, pages that it updated or deleted are as they were before.
 * A page that was changed since is left alone and reported as a conflict. Assets stay.
 *
 * A deleted page comes back with a new id, without its history, scripts and comments.
 *
 * @param client   client of the same wiki
 * @param options  which journal
 * @param out      receives what became of each page, also on WIKIJS_E_CANCELED; free with wikijs_import_report_free()
 * @param err      receives details on failure; may be NULL
 * @return 0, whatever became of single pages; WIKIJS_E_NOT_FOUND there is no import to take back; other: as
 *         wikijs_import()
 * @since 0.1
 */
WIKIJS_API int wikijs_import_undo(wikijs_client *client, const wikijs_import_undo_options *options,
                                  wikijs_import_report **out, wikijs_error *err);

/** Start wikijs_import_undo(); the options are copied. @since 0.1 */
WIKIJS_API int wikijs_import_undo_async(wikijs_client *client, const wikijs_import_undo_options *options,
                                        wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_import_undo_async(). @since 0.1 */
WIKIJS_API int wikijs_import_undo_finish(wikijs_call *call, wikijs_import_report **out, wikijs_error *err);

/**
 * The number of items.
 *
 * @param report  report, or NULL
 * @return number of items
 * @since 0.1
 */
WIKIJS_API size_t wikijs_import_report_count(const wikijs_import_report *report);

/**
 * One item.
 *
 * @param report  report, or NULL
 * @param index   from 0
 * @return the item, which lives as long as the report; NULL when there is no such index
 * @since 0.1
 */
WIKIJS_API const wikijs_import_item *wikijs_import_report_at(const wikijs_import_report *report, size_t index);

/**
 * Count items.
 *
 * @param report   report, or NULL
 * @param action   only those of this action; NULL: any
 * @param outcome  only those of this outcome; NULL: any
 * @return how many there are
 * @since 0.1
 */
WIKIJS_API size_t wikijs_import_report_tally(const wikijs_import_report *report, const char *action,
                                             const char *outcome);

/**
 * Free a report with all of its items.
 *
 * @param report  report, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_import_report_free(wikijs_import_report *report);

#ifdef __cplusplus
}
#endif
#endif
