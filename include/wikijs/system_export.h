/* SPDX-License-Identifier: MIT */
/**
 * @file system_export.h
 * An export of everything, which the server makes in a folder of its own.
 *
 *     wikijs_system_export_status *last;
 *     wikijs_system_export_input input = WIKIJS_SYSTEM_EXPORT_INPUT_INIT;
 *     input.path = "/var/backups/wiki";
 *     if (wikijs_system_export(client, &input, &last, &err) == 0)
 *         printf("%s\n", last->status);
 *     wikijs_system_export_status_free(last);
 *
 * Needs manage:system. Comes with system.h. What pages.h says of `_async` and `_finish` functions holds here, too.
 */
#ifndef WIKIJS_SYSTEM_EXPORT_H
#define WIKIJS_SYSTEM_EXPORT_H

#include <wikijs/error.h>
#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Fields of wikijs_system_export_status (GraphQL type SystemExportStatus), in the order of its table. */
enum {
    WIKIJS_SYSTEM_EXPORT_STATUS_STATUS,
    WIKIJS_SYSTEM_EXPORT_STATUS_PROGRESS,
    WIKIJS_SYSTEM_EXPORT_STATUS_MESSAGE,
    WIKIJS_SYSTEM_EXPORT_STATUS_STARTED_AT,
    WIKIJS_SYSTEM_EXPORT_STATUS_FIELDS
};

/** How far the newest export is. */
typedef struct wikijs_system_export_status {
    uint64_t present;    /* WIKIJS_BIT(WIKIJS_SYSTEM_EXPORT_STATUS_...) of the fields that came back */
    const char *status;  /* "notrunning", "running", "success", "error" */
    int64_t progress;    /* 0 to 100 */
    const char *message; /* what went wrong */
    int64_t started_at;  /* when it was started; Unix ms */
} wikijs_system_export_status;

/**
 * Free what an operation returned, with everything in it.
 *
 * @param object  result, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_system_export_status_free(wikijs_system_export_status *object);

/**
 * Runs with each status of an export that is read, on the thread of the client. It must not call any function of that
 * client. Return 0 to go on; anything else ends the waiting with WIKIJS_E_USER, while the server exports on.
 */
typedef int (*wikijs_system_export_progress_fn)(const wikijs_system_export_status *status, void *payload);

/** What to export, and how to wait for it. */
typedef struct wikijs_system_export_input {
    size_t struct_size;
    const char *path;        /* folder on the server, made if missing; must be empty; required */
    wikijs_strings entities; /* of: assets comments groups history navigation pages settings users; not set: all */
    int64_t interval_ms;     /* between two looks at its status; 0: 1,000 */
    int64_t timeout_ms;      /* whole call; 0: WIKIJS_SYSTEM_EXPORT_TIMEOUT_MS */
    wikijs_system_export_progress_fn progress; /* may be NULL */
    void *progress_payload;                    /* handed to it */
} wikijs_system_export_input;

enum { WIKIJS_SYSTEM_EXPORT_TIMEOUT_MS = 3600000 };

#define WIKIJS_SYSTEM_EXPORT_INPUT_INIT                   \
    {                                                     \
        .struct_size = sizeof(wikijs_system_export_input) \
    }

/**
 * Ask how far the newest export is.
 *
 * Sends system.exportStatus.
 *
 * @param client   client
 * @param options  NULL for defaults
 * @param out      receives the status; free with wikijs_system_export_status_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_FORBIDDEN manage:system is missing
 * @since 0.1
 */
WIKIJS_API int wikijs_system_get_export_status(wikijs_client *client, const wikijs_call_options *options,
                                               wikijs_system_export_status **out, wikijs_error *err);

/** Take the outcome of wikijs_system_get_export_status_async(). @since 0.1 */
WIKIJS_API int wikijs_system_get_export_status_finish(wikijs_call *call, wikijs_system_export_status **out,
                                                      wikijs_error *err);

/**
 * Let the server begin to export itself to a folder of its own machine.
 *
 * Sends system.export, which returns at once; wikijs_system_get_export_status() tells the rest. The server takes
 * unknown entities for nothing to do, so the library refuses them. One export runs at a time.
 *
 * @param client  client
 * @param input   what to export; only path, entities and timeout_ms count here, and 0 is the client's own time
 *               limit; copied
 * @param err     receives details on failure; may be NULL
 * @return 0; WIKIJS_E_ARG no path, an unknown entity; WIKIJS_E_EXISTS the folder is not empty; WIKIJS_E_LOCKED
 *         another export runs
 * @since 0.1
 */
WIKIJS_API int wikijs_system_start_export(wikijs_client *client, const wikijs_system_export_input *input,
                                          wikijs_error *err);

/** Start wikijs_system_start_export() without waiting. @since 0.1 */
WIKIJS_API int wikijs_system_start_export_async(wikijs_client *client, const wikijs_system_export_input *input,
                                                wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/**
 * Let the server export itself, and wait until it has.
 *
 * Sends system.export, then system.exportStatus every interval_ms until it has succeeded or failed. Running out of
 * time, or canceling, ends the waiting and not the export.
 *
 * @param client  client
 * @param input   what to export; copied, but for the payload
 * @param out     receives the last status, of a failure, too; free with wikijs_system_export_status_free()
 * @param err     receives details on failure; may be NULL
 * @return 0; WIKIJS_E_ARG no path, an unknown entity; WIKIJS_E_EXISTS the folder is not empty; WIKIJS_E_LOCKED
 *         another export runs; WIKIJS_E_REFUSED the export failed, err says why; WIKIJS_E_USER progress returned
 *         something else than 0
 * @since 0.1
 */
WIKIJS_API int wikijs_system_export(wikijs_client *client, const wikijs_system_export_input *input,
                                    wikijs_system_export_status **out, wikijs_error *err);

/** Start wikijs_system_export() without waiting. @since 0.1 */
WIKIJS_API int wikijs_system_export_async(wikijs_client *client, const wikijs_system_export_input *input,
                                          wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_system_export_async(). @since 0.1 */
WIKIJS_API int wikijs_system_export_finish(wikijs_call *call, wikijs_system_export_status **out, wikijs_error *err);

#ifdef __cplusplus
}
#endif
#endif
