/* SPDX-License-Identifier: MIT */
/**
 * @file search.h
 * Search engines: what finds pages for pages.search.
 *
 *     static const wikijs_key_value_input settings[] = { { "dictLanguage", "{\"v\":\"german\"}" } };
 *     static const wikijs_module_input engine[] = { { "postgres", WIKIJS_YES, { settings, 1 } } };
 *     wikijs_search_update_engines(client, (wikijs_module_inputs){ engine, 1 }, NULL, &err);
 *     wikijs_search_rebuild_index(client, NULL, &err);
 *
 * What pages.h says of `_async` and `_finish` functions, of options and of errors holds here, too.
 */
#ifndef WIKIJS_SEARCH_H
#define WIKIJS_SEARCH_H

#include <wikijs/error.h>
#include <wikijs/key_value.h>
#include <wikijs/module.h>
#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Fields of wikijs_search_engine (GraphQL type SearchEngine), in the order of its table. */
enum {
    WIKIJS_SEARCH_ENGINE_IS_ENABLED,
    WIKIJS_SEARCH_ENGINE_KEY,
    WIKIJS_SEARCH_ENGINE_TITLE,
    WIKIJS_SEARCH_ENGINE_DESCRIPTION,
    WIKIJS_SEARCH_ENGINE_LOGO,
    WIKIJS_SEARCH_ENGINE_WEBSITE,
    WIKIJS_SEARCH_ENGINE_IS_AVAILABLE,
    WIKIJS_SEARCH_ENGINE_CONFIG,
    WIKIJS_SEARCH_ENGINE_FIELDS
};

/** A search engine. */
typedef struct wikijs_search_engine {
    uint64_t present;         /* WIKIJS_BIT(WIKIJS_SEARCH_ENGINE_...) of the fields that came back */
    bool is_enabled;          /* whether it is used */
    const char *key;          /* its name */
    const char *title;        /* title */
    const char *description;  /* what it is */
    const char *logo;         /* address of its logo */
    const char *website;      /* address of its maker */
    bool is_available;        /* whether this version of the server can use it */
    wikijs_key_values config; /* settings */
} wikijs_search_engine;

/** A list of them. Opaque; read it with _count and _at. */
typedef struct wikijs_search_engine_list wikijs_search_engine_list;

/**
 * The number of items of a list.
 *
 * @param list  list, or NULL
 * @return number of items
 * @since 0.1
 */
WIKIJS_API size_t wikijs_search_engine_list_count(const wikijs_search_engine_list *list);

/**
 * One item of a list.
 *
 * @param list   list
 * @param index  from 0
 * @return the item, valid as long as the list; NULL past the end
 * @since 0.1
 */
WIKIJS_API const wikijs_search_engine *wikijs_search_engine_list_at(const wikijs_search_engine_list *list,
                                                                    size_t index);

/**
 * Free a list with all of its items.
 *
 * @param list  list, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_search_engine_list_free(wikijs_search_engine_list *list);

/**
 * List the search engines with their settings.
 *
 * Sends search.searchEngines; needs manage:system. Settings may hold secrets, such as the key of a search service.
 *
 * @param client   client
 * @param options  NULL for defaults
 * @param out      receives the result; free with wikijs_search_engine_list_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_search_list_engines(wikijs_client *client, const wikijs_call_options *options,
                                          wikijs_search_engine_list **out, wikijs_error *err);

/** Start wikijs_search_list_engines() without waiting. @since 0.1 */
WIKIJS_API int wikijs_search_list_engines_async(wikijs_client *client, const wikijs_call_options *options,
                                                wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_search_list_engines_async(). @since 0.1 */
WIKIJS_API int wikijs_search_list_engines_finish(wikijs_call *call, wikijs_search_engine_list **out, wikijs_error *err);

/**
 * Change the settings of search engines, or choose another one.
 *
 * The server replaces all settings of each one that it is sent. So the current ones are read first, and sent back with
 * the changes: settings that are not named keep their values. Each value is JSON text {"v": value} of the type that the
 * setting has. Two programs that do this at the same time overwrite each other.
 *
 * One engine is in use: to enable one disables the others, and the one in use cannot be disabled, nor one enabled that
 * this version of the server does not have. An engine that was just chosen knows no page before
 * wikijs_search_rebuild_index(). If it cannot be started, the server goes back to the engine "db" and reports 4002.
 * Sends search.searchEngines and search.updateSearchEngines; needs manage:system.
 *
 * @param client   client
 * @param changes  the ones to change; what is not set in them stays as it is
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND there is none of that key; WIKIJS_E_ARG an unknown setting, a value of the wrong
 *         type, or a choice that cannot be; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_search_update_engines(wikijs_client *client, wikijs_module_inputs changes,
                                            const wikijs_call_options *options, wikijs_error *err);

/** Start wikijs_search_update_engines() without waiting. @since 0.1 */
WIKIJS_API int wikijs_search_update_engines_async(wikijs_client *client, wikijs_module_inputs changes,
                                                  const wikijs_call_options *options, wikijs_call_done_fn done,
                                                  void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_search_update_engines_async(). @since 0.1 */
WIKIJS_API int wikijs_search_update_engines_finish(wikijs_call *call, wikijs_error *err);

/**
 * Make the search index anew from all pages.
 *
 * Sends search.rebuildIndex; needs manage:system. It may take minutes on a large wiki, and the answer comes at its end:
 * without a time limit in `options` this call has one of 10 minutes. The server goes on when the call has run out of
 * time.
 *
 * @param client   client
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_search_rebuild_index(wikijs_client *client, const wikijs_call_options *options,
                                           wikijs_error *err);

/** Start wikijs_search_rebuild_index() without waiting. @since 0.1 */
WIKIJS_API int wikijs_search_rebuild_index_async(wikijs_client *client, const wikijs_call_options *options,
                                                 wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_search_rebuild_index_async(). @since 0.1 */
WIKIJS_API int wikijs_search_rebuild_index_finish(wikijs_call *call, wikijs_error *err);

#ifdef __cplusplus
}
#endif
#endif
