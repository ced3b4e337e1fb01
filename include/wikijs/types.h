/* SPDX-License-Identifier: MIT */
/**
 * @file types.h
 * Types that every other header shares: handles, string views, small lists.
 *
 * Handles (wikijs_client, wikijs_call, wikijs_shared) are opaque. Results are
 * structs that the library allocates and the program reads through pointers to
 * const; everything reachable from a result lives exactly as long as it does.
 * Results may be read by several threads at once, outlive their client, and be
 * freed by any thread.
 */
#ifndef WIKIJS_TYPES_H
#define WIKIJS_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define WIKIJS_API __attribute__((visibility("default")))
#define WIKIJS_NODISCARD __attribute__((warn_unused_result))
#else
#define WIKIJS_API
#define WIKIJS_NODISCARD
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef struct wikijs_client wikijs_client;
typedef struct wikijs_call wikijs_call;
typedef struct wikijs_shared wikijs_shared;
typedef struct wikijs_model wikijs_model;
typedef struct wikijs_error wikijs_error;

/** Bytes with a length. In results `ptr[len]` is always NUL. NULL ptr in an input means "not set". */
typedef struct wikijs_str {
    const char *ptr;
    size_t len;
} wikijs_str;

/** A list of NUL-terminated strings. In inputs NULL items means "not set"; count 0 with items set means "empty". */
typedef struct wikijs_strings {
    const char *const *items;
    size_t count;
} wikijs_strings;

/** A list of integers; the same rules as wikijs_strings. */
typedef struct wikijs_ints {
    const int64_t *items;
    size_t count;
} wikijs_ints;

/** A boolean input that can be left out. Another number is refused with WIKIJS_E_ARG. */
typedef enum wikijs_tristate { WIKIJS_UNSET = 0, WIKIJS_YES = 1, WIKIJS_NO = 2 } wikijs_tristate;

/** Options of operations that read objects and have no others. */
typedef struct wikijs_read_options {
    size_t struct_size;
    uint64_t fields;    /* WIKIJS_BIT(WIKIJS_..._...) of the result's fields; 0: the usual ones */
    int64_t timeout_ms; /* whole call; 0: the client's default */
} wikijs_read_options;

#define WIKIJS_READ_OPTIONS_INIT                   \
    {                                              \
        .struct_size = sizeof(wikijs_read_options) \
    }

/** The direction of an ordered list. */
typedef enum wikijs_order_direction {
    WIKIJS_ORDER_DEFAULT = 0,
    WIKIJS_ORDER_ASC,
    WIKIJS_ORDER_DESC
} wikijs_order_direction;

/** The bit of a field in a `fields` or `present` mask, from its enumerator: WIKIJS_BIT(WIKIJS_PAGE_CONTENT). */
#define WIKIJS_BIT(field) (UINT64_C(1) << (field))

/** Options of operations that have no others. */
typedef struct wikijs_call_options {
    size_t struct_size;
    int64_t timeout_ms; /* whole call; 0: the client's default for reads or writes */
} wikijs_call_options;

#define WIKIJS_CALL_OPTIONS_INIT                   \
    {                                              \
        .struct_size = sizeof(wikijs_call_options) \
    }

/**
 * Runs when a call has ended, exactly once for each call whose start returned 0.
 *
 * It runs inside wikijs_client_process(), wikijs_client_wait() or
 * wikijs_client_free() of the same client, on the thread that called it, never
 * inside the `_async` function nor inside a synchronous call. Fetch the outcome with the `_finish`
 * function of the operation. Other `_async` calls may be started here;
 * synchronous calls answer WIKIJS_E_BUSY.
 */
typedef void (*wikijs_call_done_fn)(wikijs_call *call, void *payload);

#ifdef __cplusplus
}
#endif
#endif
