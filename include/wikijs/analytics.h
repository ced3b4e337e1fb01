/* SPDX-License-Identifier: MIT */
/**
 * @file analytics.h
 * Analytics: services that count visits, whose scripts the server puts into pages.
 *
 *     wikijs_key_value_input id = { "propertyTrackingId", "{\"v\":\"G-1\"}" };
 *     wikijs_module_input google = { .key = "google", .is_enabled = WIKIJS_YES, .config = { &id, 1 } };
 *     wikijs_analytics_update_providers(client, (wikijs_module_inputs){ &google, 1 }, NULL, &err);
 *
 * All of it needs manage:system.
 * What pages.h says of `_async` and `_finish` functions holds here, too.
 */
#ifndef WIKIJS_ANALYTICS_H
#define WIKIJS_ANALYTICS_H

#include <wikijs/error.h>
#include <wikijs/key_value.h>
#include <wikijs/module.h>
#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Fields of wikijs_analytics_provider (GraphQL type AnalyticsProvider), in the order of its table. */
enum {
    WIKIJS_ANALYTICS_PROVIDER_IS_ENABLED,
    WIKIJS_ANALYTICS_PROVIDER_KEY,
    WIKIJS_ANALYTICS_PROVIDER_PROPS,
    WIKIJS_ANALYTICS_PROVIDER_TITLE,
    WIKIJS_ANALYTICS_PROVIDER_DESCRIPTION,
    WIKIJS_ANALYTICS_PROVIDER_LOGO,
    WIKIJS_ANALYTICS_PROVIDER_WEBSITE,
    WIKIJS_ANALYTICS_PROVIDER_IS_AVAILABLE,
    WIKIJS_ANALYTICS_PROVIDER_CONFIG,
    WIKIJS_ANALYTICS_PROVIDER_FIELDS
};

/** A service that counts visits. */
typedef struct wikijs_analytics_provider {
    uint64_t present;         /* WIKIJS_BIT(WIKIJS_ANALYTICS_PROVIDER_...) of the fields that came back */
    bool is_enabled;          /* whether it is in use */
    const char *key;          /* name */
    wikijs_strings props;     /* the server fails on it: config describes the settings */
    const char *title;        /* title */
    const char *description;  /* what it is */
    const char *logo;         /* address of its picture */
    const char *website;      /* address */
    bool is_available;        /* whether this version of the server can use it */
    wikijs_key_values config; /* settings */
} wikijs_analytics_provider;

/** A list of providers. Opaque; read it with _count and _at. */
typedef struct wikijs_analytics_provider_list wikijs_analytics_provider_list;

/**
 * The number of items of a list.
 *
 * @param list  list, or NULL
 * @return number of items
 * @since 0.1
 */
WIKIJS_API size_t wikijs_analytics_provider_list_count(const wikijs_analytics_provider_list *list);

/**
 * One item of a list.
 *
 * @param list   list
 * @param index  from 0
 * @return the item, valid as long as the list; NULL past the end
 * @since 0.1
 */
WIKIJS_API const wikijs_analytics_provider *wikijs_analytics_provider_list_at(
    const wikijs_analytics_provider_list *list, size_t index);

/**
 * Free a list with all of its items.
 *
 * @param list  list, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_analytics_provider_list_free(wikijs_analytics_provider_list *list);

/** What to read of providers. */
typedef struct wikijs_analytics_list_options {
    size_t struct_size;
    uint64_t fields;            /* WIKIJS_BIT(WIKIJS_ANALYTICS_PROVIDER_...); 0: all that the server gives */
    wikijs_tristate is_enabled; /* only those that are, or are not, in use */
    int64_t timeout_ms;         /* whole call; 0: the client's default */
} wikijs_analytics_list_options;

#define WIKIJS_ANALYTICS_LIST_OPTIONS_INIT                   \
    {                                                        \
        .struct_size = sizeof(wikijs_analytics_list_options) \
    }

/**
 * List the providers.
 *
 * Sends analytics.providers.
 *
 * @param client   client
 * @param options  NULL for defaults
 * @param out      receives the list; free with wikijs_analytics_provider_list_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_FORBIDDEN manage:system is missing
 * @since 0.1
 */
WIKIJS_API int wikijs_analytics_list(wikijs_client *client, const wikijs_analytics_list_options *options,
                                     wikijs_analytics_provider_list **out, wikijs_error *err);

/** Start wikijs_analytics_list() without waiting. @since 0.1 */
WIKIJS_API int wikijs_analytics_list_async(wikijs_client *client, const wikijs_analytics_list_options *options,
                                           wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_analytics_list_async(). @since 0.1 */
WIKIJS_API int wikijs_analytics_list_finish(wikijs_call *call, wikijs_analytics_provider_list **out, wikijs_error *err);

/**
 * Change providers, and keep all that is not changed.
 *
 * Reads analytics.providers, then sends those that change with all of their settings (analytics.updateProviders):
 * the server wipes settings that it is not sent, and passes over providers that it does not know.
 *
 * @param client   client
 * @param changes  what to change; copied
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND no such provider; WIKIJS_E_ARG a setting that it does not have, or a value of
 *         another kind; WIKIJS_E_FORBIDDEN manage:system is missing
 * @since 0.1
 */
WIKIJS_API int wikijs_analytics_update_providers(wikijs_client *client, wikijs_module_inputs changes,
                                                 const wikijs_call_options *options, wikijs_error *err);

/** Start wikijs_analytics_update_providers() without waiting. @since 0.1 */
WIKIJS_API int wikijs_analytics_update_providers_async(wikijs_client *client, wikijs_module_inputs changes,
                                                       const wikijs_call_options *options, wikijs_call_done_fn done,
                                                       void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_analytics_update_providers_async(). @since 0.1 */
WIKIJS_API int wikijs_analytics_update_providers_finish(wikijs_call *call, wikijs_error *err);

#ifdef __cplusplus
}
#endif
#endif
