/* SPDX-License-Identifier: MIT */
/**
 * @file logging.h
 * Loggers: where the server writes its log to, beside its own output.
 *
 *     wikijs_logger_update_input input = WIKIJS_LOGGER_UPDATE_INPUT_INIT;
 *     input.level = "error";
 *     wikijs_logging_update(client, "sentry", &input, &err);
 *
 * All of it needs manage:system. The server reads this only when it starts.
 * What pages.h says of `_async` and `_finish` functions holds here, too.
 */
#ifndef WIKIJS_LOGGING_H
#define WIKIJS_LOGGING_H

#include <wikijs/error.h>
#include <wikijs/key_value.h>
#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Fields of wikijs_logger (GraphQL type Logger), in the order of its table. */
enum {
    WIKIJS_LOGGER_IS_ENABLED,
    WIKIJS_LOGGER_KEY,
    WIKIJS_LOGGER_TITLE,
    WIKIJS_LOGGER_DESCRIPTION,
    WIKIJS_LOGGER_LOGO,
    WIKIJS_LOGGER_WEBSITE,
    WIKIJS_LOGGER_LEVEL,
    WIKIJS_LOGGER_CONFIG,
    WIKIJS_LOGGER_FIELDS
};

/** A place that the server can write its log to. */
typedef struct wikijs_logger {
    uint64_t present;         /* WIKIJS_BIT(WIKIJS_LOGGER_...) of the fields that came back */
    bool is_enabled;          /* whether it is in use */
    const char *key;          /* name */
    const char *title;        /* title */
    const char *description;  /* what it is */
    const char *logo;         /* address of its picture */
    const char *website;      /* address */
    const char *level;        /* from which level on: error, warn, info, verbose, debug or silly */
    wikijs_key_values config; /* with tokens in clear */
} wikijs_logger;

/** A list of loggers; tokens are wiped when it is freed. Opaque; read it with _count and _at. */
typedef struct wikijs_logger_list wikijs_logger_list;

/**
 * The number of items of a list.
 *
 * @param list  list, or NULL
 * @return number of items
 * @since 0.1
 */
WIKIJS_API size_t wikijs_logger_list_count(const wikijs_logger_list *list);

/**
 * One item of a list.
 *
 * @param list   list
 * @param index  from 0
 * @return the item, valid as long as the list; NULL past the end
 * @since 0.1
 */
WIKIJS_API const wikijs_logger *wikijs_logger_list_at(const wikijs_logger_list *list, size_t index);

/**
 * Free a list with all of its items.
 *
 * @param list  list, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_logger_list_free(wikijs_logger_list *list);

/** What to change of one logger; what is not set stays as it is. */
typedef struct wikijs_logger_update_input {
    size_t struct_size;
    wikijs_tristate is_enabled;     /* whether it is in use */
    const char *level;              /* error, warn, info, verbose, debug, silly */
    wikijs_key_value_inputs config; /* only these settings change */
    int64_t timeout_ms;             /* whole call; 0: the client's default */
} wikijs_logger_update_input;

#define WIKIJS_LOGGER_UPDATE_INPUT_INIT                   \
    {                                                     \
        .struct_size = sizeof(wikijs_logger_update_input) \
    }

/**
 * List the loggers.
 *
 * Sends logging.loggers. The server offers a filter that it ignores, and an order; neither is sent.
 *
 * @param client   client
 * @param options  fields WIKIJS_BIT(WIKIJS_LOGGER_...); NULL for all but the settings
 * @param out      receives the list; free with wikijs_logger_list_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_FORBIDDEN manage:system is missing
 * @since 0.1
 */
WIKIJS_API int wikijs_logging_list(wikijs_client *client, const wikijs_read_options *options, wikijs_logger_list **out,
                                   wikijs_error *err);

/** Start wikijs_logging_list() without waiting. @since 0.1 */
WIKIJS_API int wikijs_logging_list_async(wikijs_client *client, const wikijs_read_options *options,
                                         wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_logging_list_async(). @since 0.1 */
WIKIJS_API int wikijs_logging_list_finish(wikijs_call *call, wikijs_logger_list **out, wikijs_error *err);

/**
 * Change one logger, and keep all that is not changed.
 *
 * Reads logging.loggers, then sends that logger with all of its settings (logging.updateLoggers). Settings are
 * given as JSON texts {"v": value}, as everywhere; this one operation of the server stores the texts that it gets,
 * so the values are sent bare, and numbers and switches are texts from then on.
 *
 * @param client  client
 * @param key     name of the logger
 * @param input   what to change; copied
 * @param err     receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such logger; WIKIJS_E_ARG a level that there is not, a setting that it does
 *         not have, a value of another kind; WIKIJS_E_FORBIDDEN manage:system is missing
 * @since 0.1
 */
WIKIJS_API int wikijs_logging_update(wikijs_client *client, const char *key, const wikijs_logger_update_input *input,
                                     wikijs_error *err);

/** Start wikijs_logging_update() without waiting. @since 0.1 */
WIKIJS_API int wikijs_logging_update_async(wikijs_client *client, const char *key,
                                           const wikijs_logger_update_input *input, wikijs_call_done_fn done,
                                           void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_logging_update_async(). @since 0.1 */
WIKIJS_API int wikijs_logging_update_finish(wikijs_call *call, wikijs_error *err);

#ifdef __cplusplus
}
#endif
#endif
