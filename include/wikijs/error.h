/* SPDX-License-Identifier: MIT */
/**
 * @file error.h
 * Status codes and the error struct that the caller owns.
 *
 * Functions that can fail return 0 or a negative wikijs_status. Detail goes to
 * an optional `wikijs_error *err`, the last parameter; it needs no freeing:
 *
 *     wikijs_error err;
 *     if (wikijs_pages_get(client, 42, NULL, &page, &err) < 0)
 *         fprintf(stderr, "%s\n", err.message);
 */
#ifndef WIKIJS_ERROR_H
#define WIKIJS_ERROR_H

#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum wikijs_status {
#define STATUS(name, number, class_, retry, exit_code, text) WIKIJS_##name = number,
#include <wikijs/status.def>
#undef STATUS
    WIKIJS_STATUS_FORCE_INT32 = 0x7fffffff
} wikijs_status;

/** Bits of wikijs_error.flags. */
enum {
    /** Repeating the same call later may succeed and does no harm. */
    WIKIJS_ERROR_RETRYABLE = 1,
    /** A write was sent and its outcome is unknown: look before repeating it. */
    WIKIJS_ERROR_UNCERTAIN = 2,
    /** In a walk: only this item is concerned; the iterator is past it and goes on behind it. */
    WIKIJS_ERROR_ITEM = 4,
    /** A write was done, and what failed came after it, such as a storage target's copy: do not repeat it. */
    WIKIJS_ERROR_DONE = 8
};

/** What went wrong. 512 bytes; the caller allocates it, usually on the stack. */
struct wikijs_error {
    int32_t code;           /* same value as the return, 0 when there was no error */
    int32_t http_status;    /* 0: no response arrived */
    int32_t server_code;    /* Wiki.js error number (6003, ...), or 0 */
    int32_t attempts;       /* requests sent for this call */
    int64_t retry_after_ms; /* -1: the server named no delay */
    uint32_t flags;         /* bits of WIKIJS_ERROR_... */
    uint32_t reserved0;     /* 0 */
    char slug[64];          /* the server's name for it, such as "PageDuplicateCreate", or "" */
    char path[64];          /* the GraphQL path, such as "pages.single", or "" */
    char permission[40];    /* for WIKIJS_E_FORBIDDEN: what the operation or field needs, or "" */
    char message[296];      /* UTF-8, one line, no full stop */
    char reserved[16];      /* zero */
};

/**
 * The name of a status, such as "E_NOT_FOUND".
 *
 * @param status  a value returned by this library
 * @return a static string; "E_UNKNOWN" for a number that is no status
 * @since 0.1
 */
WIKIJS_API const char *wikijs_status_name(int status);

/**
 * One sentence about a status, in English, without a full stop.
 *
 * @param status  a value returned by this library
 * @return a static string, never NULL
 * @since 0.1
 */
WIKIJS_API const char *wikijs_status_text(int status);

/**
 * The exit code that the command line uses for a status.
 *
 * @param status  a value returned by this library
 * @return 0 done, 1 failed, 2 usage, 3 not found, 4 authentication or permission, 5 conflict, 6 network, 130 canceled
 * @since 0.1
 */
WIKIJS_API int wikijs_status_exit_code(int status);

/**
 * The server's name for one of its own error numbers, such as "PageNotFound" for 6003.
 *
 * @param server_code  number from wikijs_error.server_code
 * @return a static string, or NULL for a number that Wiki.js 2.5 does not define
 * @since 0.1
 */
WIKIJS_API const char *wikijs_server_error_name(int server_code);

/** One of the server's own errors. */
typedef struct wikijs_server_error {
    int32_t code;     /* 6003 */
    int32_t status;   /* the wikijs_status it becomes */
    const char *name; /* "PageNotFound" */
    const char *text; /* the server's sentence */
} wikijs_server_error;

/**
 * All error numbers that Wiki.js 2.5 defines, in ascending order.
 *
 * @param count  receives their number
 * @return a static array
 * @since 0.1
 */
WIKIJS_API const wikijs_server_error *wikijs_server_errors(size_t *count);

#ifdef __cplusplus
}
#endif
#endif
