/* SPDX-License-Identifier: MIT */
/**
 * @file export.h
 * Export: the wiki's pages, and its assets if wanted, as files in a folder, in the layout and with the headers that
 * Wiki.js's own disk and git storage uses.
 *
 *     wikijs_export_options options = WIKIJS_EXPORT_OPTIONS_INIT;
 *     options.folder = "wiki";
 *     wikijs_export_report *report;
 *     if (wikijs_export(client, &options, &report, &err) == 0)
 *         printf("%lld new, %lld changed, %lld failed\n", (long long)report->created, (long long)report->updated,
 *                (long long)report->failed);
 *     wikijs_export_report_free(report);
 *
 * A second export into the same folder asks for the list of pages and fetches only what has changed. What was exported is
 * kept in a journal, FOLDER/.wikijs/export.db. An export that ends early, by whatever road (an error, a kill, a loss of
 * power), leaves whole files, and the next one goes on where it was.
 *
 * Files are written beside and renamed. Nothing is written outside of the folder, whatever paths the server names, and
 * symbolic links in it are not followed. A page that cannot be exported does not stop the others.
 *
 * See pages.h for `_async` and `_finish`.
 */
#ifndef WIKIJS_EXPORT_H
#define WIKIJS_EXPORT_H

#include <wikijs/error.h>
#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Fields of wikijs_export_item (model "ExportItem"), in the order of its table. */
enum {
    WIKIJS_EXPORT_ITEM_ACTION,
    WIKIJS_EXPORT_ITEM_FILE,
    WIKIJS_EXPORT_ITEM_ID,
    WIKIJS_EXPORT_ITEM_PATH,
    WIKIJS_EXPORT_ITEM_IS_ASSET,
    WIKIJS_EXPORT_ITEM_SIZE_BYTES,
    WIKIJS_EXPORT_ITEM_CODE,
    WIKIJS_EXPORT_ITEM_MESSAGE,
    WIKIJS_EXPORT_ITEM_FIELDS
};

/** What became of one page, asset or file; in a dry run, what would. */
typedef struct wikijs_export_item {
    uint64_t present;
    const char *action;  /* "created", "updated", "removed", "kept", "skipped" or "failed" */
    const char *file;    /* its name in the folder; NULL: it has none */
    int64_t id;          /* of the page or asset; 0: it is gone */
    const char *path;    /* "de:docs/x", or of an asset "img/x.png" */
    bool is_asset;       /* an asset, not a page */
    int64_t size_bytes;  /* of the file, when it was written */
    int64_t code;        /* a wikijs_status, when it was kept, skipped or failed */
    const char *message; /* why */
} wikijs_export_item;

/** Fields of wikijs_export_report (model "ExportReport"), in the order of its table. */
enum {
    WIKIJS_EXPORT_REPORT_PAGES,
    WIKIJS_EXPORT_REPORT_ASSETS,
    WIKIJS_EXPORT_REPORT_TO_FETCH,
    WIKIJS_EXPORT_REPORT_CREATED,
    WIKIJS_EXPORT_REPORT_UPDATED,
    WIKIJS_EXPORT_REPORT_UNCHANGED,
    WIKIJS_EXPORT_REPORT_REMOVED,
    WIKIJS_EXPORT_REPORT_KEPT,
    WIKIJS_EXPORT_REPORT_SKIPPED,
    WIKIJS_EXPORT_REPORT_FAILED,
    WIKIJS_EXPORT_REPORT_BYTES_WRITTEN,
    WIKIJS_EXPORT_REPORT_IS_DRY_RUN,
    WIKIJS_EXPORT_REPORT_IS_RESUMED,
    WIKIJS_EXPORT_REPORT_IS_COMPLETE,
    WIKIJS_EXPORT_REPORT_ITEMS,
    WIKIJS_EXPORT_REPORT_EXCLUDED,
    WIKIJS_EXPORT_REPORT_FIELDS
};

/** Items of a report. */
typedef struct wikijs_export_items {
    const wikijs_export_item *const *items;
    size_t count;
} wikijs_export_items;

/** What an export did. */
typedef struct wikijs_export_report {
    uint64_t present;
    int64_t pages;             /* that were asked for, without the excluded */
    int64_t assets;            /* of the wiki, if they were asked for; without the excluded */
    int64_t to_fetch;          /* of both: had to be read */
    int64_t created;           /* files that are new */
    int64_t updated;           /* files that have another content now */
    int64_t unchanged;         /* nothing had to be written */
    int64_t removed;           /* files whose page or asset is no more */
    int64_t kept;              /* files that were changed in the folder, and left as they are */
    int64_t skipped;           /* assets that the wiki does not hand out */
    int64_t failed;            /* pages and assets that could not be exported */
    int64_t bytes_written;     /* bytes of the files that were written */
    bool is_dry_run;           /* nothing was done: the numbers say what would be */
    bool is_resumed;           /* it went on with one that was interrupted */
    bool is_complete;          /* false: a callback ended it early */
    wikijs_export_items items; /* those that failed, were kept or skipped; in a dry run, all that would be done */
    int64_t excluded;          /* pages and assets whose files were excluded */
} wikijs_export_report;

/** What to do with a file that was changed in the folder since it was exported, when its page has changed, too. */
typedef enum wikijs_export_decision {
    WIKIJS_EXPORT_KEEP = 0,  /* leave the file; the item counts as kept */
    WIKIJS_EXPORT_OVERWRITE, /* the wiki's content */
    WIKIJS_EXPORT_STOP       /* end the export here */
} wikijs_export_decision;

/** Told about each page, asset or file that is not simply as it was. `item` is valid until it returns. */
typedef void (*wikijs_export_item_fn)(const wikijs_export_item *item, void *payload);
/** Asked once, before anything is fetched: to_fetch, unchanged and failed are known. False ends the export. */
typedef bool (*wikijs_export_plan_fn)(const wikijs_export_report *plan, void *payload);
/** Asked about a file that both sides have changed. */
typedef wikijs_export_decision (*wikijs_export_decide_fn)(const wikijs_export_item *item, void *payload);
/** Told how many pages and assets are through, of how many. False ends the export; what has come is kept. */
typedef bool (*wikijs_export_progress_fn)(int64_t done, int64_t total, void *payload);

/** What to export, and how. Callbacks run inside of the call; they must not use its client. */
typedef struct wikijs_export_options {
    size_t struct_size;
    const char *folder;  /* required; made when it is missing */
    const char *path;    /* only the page of this path and those below it; "de:docs" names the locale, too; NULL: all */
    const char *locale;  /* only this locale; NULL: all */
    wikijs_strings tags; /* only pages that have all of these */
    int64_t since;       /* only pages changed at this time or later, Unix milliseconds; 0: all */
    bool full;           /* read everything again, also unchanged pages; the folder may be another wiki's, until now */
    bool with_assets;    /* all assets, too: path, locale, tags and since are of pages */
    bool prune;          /* remove files of an earlier export that this one would not make; `since` counts not */
    bool dry_run;        /* only find out what would be done: pages are not read, nothing is written */
    bool overwrite;      /* files that were changed in the folder become the wiki's again, without asking */
    bool any_name;       /* names that Windows refuses, or that differ in case only, are fine */
    bool reproducible;   /* no dates, tags sorted: another wiki with the same pages gives the same files */
    bool always_namespace;      /* a folder for the wiki's own locale, too: the git storage's option of that name */
    const char *wiki_locale;    /* the wiki's own locale, whose pages have no folder for it; NULL: the wiki is asked */
    int64_t batch_size;         /* pages read with one request, up to WIKIJS_BATCH_MAX_ITEMS; 0: 100 */
    int64_t max_in_flight;      /* such requests at a time, up to 64; 0: 3 */
    wikijs_export_plan_fn plan; /* this and those that follow may be NULL */
    wikijs_export_item_fn item; /* told of what is not simply as it was */
    wikijs_export_decide_fn decide;     /* NULL: such files are kept */
    wikijs_export_progress_fn progress; /* told how far it is */
    void *payload;                      /* of all callbacks */
    wikijs_strings exclude;             /* files to leave alone: patterns as in a .gitignore, of their names here */
} wikijs_export_options;

#define WIKIJS_EXPORT_OPTIONS_INIT                   \
    {                                                \
        .struct_size = sizeof(wikijs_export_options) \
    }

/**
 * Export pages and assets into a folder.
 *
 * Sends pages.list and localization.config, then pages.single for what is new or has changed, in batches of which several
 * are under way; memory does not grow with the number or size of pages, but for about 200 bytes a page. Assets are
 * streamed. A file is written only if its content differs, whatever the wiki's time stamps say. A thread waits for the
 * disk. Whatever ends the export, what has come is kept, and the next one goes on from there.
 *
 * One export works in a folder at a time.
 *
 * @param client   client
 * @param options  what and how; copied, but for what the callbacks point to
 * @param out      receives the report; free with wikijs_export_report_free()
 * @param err      receives details on failure; may be NULL
 * @return 0, also when some failed: see report->failed; WIKIJS_E_ARG an option is wrong; WIKIJS_E_IO the folder cannot be
 *         written, or the disk is full; WIKIJS_E_BUSY another export works there; WIKIJS_E_STATE the folder holds the
 *         export of another wiki, or all files would have to be removed; WIKIJS_E_CANCELED; other: the wiki could not be read
 * @since 0.1
 */
WIKIJS_API int wikijs_export(wikijs_client *client, const wikijs_export_options *options, wikijs_export_report **out,
                             wikijs_error *err);

/**
 * Start wikijs_export(); its callbacks run where those of calls do.
 *
 * Canceling the call is safe: the next export goes on there. @since 0.1
 */
WIKIJS_API int wikijs_export_async(wikijs_client *client, const wikijs_export_options *options,
                                   wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_export_async(). @since 0.1 */
WIKIJS_API int wikijs_export_finish(wikijs_call *call, wikijs_export_report **out, wikijs_error *err);

/**
 * Free a report.
 *
 * @param report  report, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_export_report_free(wikijs_export_report *report);

#ifdef __cplusplus
}
#endif
#endif
