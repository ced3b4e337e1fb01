/* SPDX-License-Identifier: MIT */
/**
 * @file localization.h
 * Locales: those that the server knows, those that pages may be in, and the strings of the user interface.
 *
 *     wikijs_localization_config_input input = WIKIJS_LOCALIZATION_CONFIG_INPUT_INIT;
 *     static const char *const locales[] = { "en", "de" };
 *     input.namespacing = WIKIJS_YES;
 *     input.namespaces = (wikijs_strings){ locales, 2 };
 *     wikijs_localization_download_locale(client, "de", NULL, &err);
 *     wikijs_localization_update_locale(client, &input, &err);
 *
 * What pages.h says of `_async` and `_finish` functions, of options and of errors holds here, too.
 */
#ifndef WIKIJS_LOCALIZATION_H
#define WIKIJS_LOCALIZATION_H

#include <wikijs/error.h>
#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Fields of wikijs_locale (GraphQL type LocalizationLocale), in the order of its table. */
enum {
    WIKIJS_LOCALE_AVAILABILITY,
    WIKIJS_LOCALE_CODE,
    WIKIJS_LOCALE_CREATED_AT,
    WIKIJS_LOCALE_INSTALL_DATE,
    WIKIJS_LOCALE_IS_INSTALLED,
    WIKIJS_LOCALE_IS_RTL,
    WIKIJS_LOCALE_NAME,
    WIKIJS_LOCALE_NATIVE_NAME,
    WIKIJS_LOCALE_UPDATED_AT,
    WIKIJS_LOCALE_FIELDS
};

/** A locale that the server knows. */
typedef struct wikijs_locale {
    uint64_t present;        /* WIKIJS_BIT(WIKIJS_LOCALE_...) of the fields that came back */
    int64_t availability;    /* how much is translated, in percent */
    const char *code;        /* locale code */
    int64_t created_at;      /* when the server first knew it; Unix ms */
    int64_t install_date;    /* when its strings were last fetched; none when not installed; Unix ms */
    bool is_installed;       /* whether it is installed */
    bool is_rtl;             /* written from right to left */
    const char *name;        /* name in English */
    const char *native_name; /* name in itself */
    int64_t updated_at;      /* when its entry was last changed; Unix ms */
} wikijs_locale;

/** A list of them. Opaque; read it with _count and _at. */
typedef struct wikijs_locale_list wikijs_locale_list;

/**
 * The number of items of a list.
 *
 * @param list  list, or NULL
 * @return number of items
 * @since 0.1
 */
WIKIJS_API size_t wikijs_locale_list_count(const wikijs_locale_list *list);

/**
 * One item of a list.
 *
 * @param list   list
 * @param index  from 0
 * @return the item, valid as long as the list; NULL past the end
 * @since 0.1
 */
WIKIJS_API const wikijs_locale *wikijs_locale_list_at(const wikijs_locale_list *list, size_t index);

/**
 * Free a list with all of its items.
 *
 * @param list  list, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_locale_list_free(wikijs_locale_list *list);

/** Fields of wikijs_localization_config (GraphQL type LocalizationConfig), in the order of its table. */
enum {
    WIKIJS_LOCALIZATION_CONFIG_LOCALE,
    WIKIJS_LOCALIZATION_CONFIG_AUTO_UPDATE,
    WIKIJS_LOCALIZATION_CONFIG_NAMESPACING,
    WIKIJS_LOCALIZATION_CONFIG_NAMESPACES,
    WIKIJS_LOCALIZATION_CONFIG_FIELDS
};

/** Which locales the site uses. */
typedef struct wikijs_localization_config {
    uint64_t present;          /* WIKIJS_BIT(WIKIJS_LOCALIZATION_CONFIG_...) of the fields that came back */
    const char *locale;        /* locale of the site */
    bool auto_update;          /* fetch new strings by itself */
    bool namespacing;          /* pages in several locales */
    wikijs_strings namespaces; /* locales that pages may be in */
} wikijs_localization_config;

/**
 * Free what an operation returned, with everything in it.
 *
 * @param object  result, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_localization_config_free(wikijs_localization_config *object);

/** Fields of wikijs_translation (GraphQL type Translation), in the order of its table. */
enum { WIKIJS_TRANSLATION_KEY, WIKIJS_TRANSLATION_VALUE, WIKIJS_TRANSLATION_FIELDS };

/** One string of the user interface. */
typedef struct wikijs_translation {
    uint64_t present;  /* WIKIJS_BIT(WIKIJS_TRANSLATION_...) of the fields that came back */
    const char *key;   /* name of the string */
    const char *value; /* the string */
} wikijs_translation;

/** A list of them. Opaque; read it with _count and _at. */
typedef struct wikijs_translation_list wikijs_translation_list;

/**
 * The number of items of a list.
 *
 * @param list  list, or NULL
 * @return number of items
 * @since 0.1
 */
WIKIJS_API size_t wikijs_translation_list_count(const wikijs_translation_list *list);

/**
 * One item of a list.
 *
 * @param list   list
 * @param index  from 0
 * @return the item, valid as long as the list; NULL past the end
 * @since 0.1
 */
WIKIJS_API const wikijs_translation *wikijs_translation_list_at(const wikijs_translation_list *list, size_t index);

/**
 * Free a list with all of its items.
 *
 * @param list  list, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_translation_list_free(wikijs_translation_list *list);

/** A change to the locales of the site. What is not set stays as it is. */
typedef struct wikijs_localization_config_input {
    size_t struct_size;
    const char *locale;          /* of the site; has to be installed */
    wikijs_tristate auto_update; /* fetch new strings by itself */
    wikijs_tristate namespacing; /* pages in several locales */
    wikijs_strings namespaces;   /* locales that pages may be in; the server adds `locale` */
    int64_t timeout_ms;          /* whole call; 0: the client's default */
} wikijs_localization_config_input;

#define WIKIJS_LOCALIZATION_CONFIG_INPUT_INIT                   \
    {                                                           \
        .struct_size = sizeof(wikijs_localization_config_input) \
    }

/**
 * List the locales that the server knows. One that never reached the service of its makers knows only those installed.
 *
 * Sends localization.locales; needs no permission.
 *
 * @param client   client
 * @param options  NULL for defaults
 * @param out      receives the result; free with wikijs_locale_list_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_localization_list_locales(wikijs_client *client, const wikijs_call_options *options,
                                                wikijs_locale_list **out, wikijs_error *err);

/** Start wikijs_localization_list_locales() without waiting. @since 0.1 */
WIKIJS_API int wikijs_localization_list_locales_async(wikijs_client *client, const wikijs_call_options *options,
                                                      wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_localization_list_locales_async(). @since 0.1 */
WIKIJS_API int wikijs_localization_list_locales_finish(wikijs_call *call, wikijs_locale_list **out, wikijs_error *err);

/**
 * Read which locales the site uses.
 *
 * Sends localization.config; needs no permission.
 *
 * @param client   client
 * @param options  NULL for defaults
 * @param out      receives the result; free with wikijs_localization_config_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_localization_get_config(wikijs_client *client, const wikijs_call_options *options,
                                              wikijs_localization_config **out, wikijs_error *err);

/** Start wikijs_localization_get_config() without waiting. @since 0.1 */
WIKIJS_API int wikijs_localization_get_config_async(wikijs_client *client, const wikijs_call_options *options,
                                                    wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_localization_get_config_async(). @since 0.1 */
WIKIJS_API int wikijs_localization_get_config_finish(wikijs_call *call, wikijs_localization_config **out,
                                                     wikijs_error *err);

/**
 * List the strings of the user interface.
 *
 * Sends localization.translations; needs no permission.
 *
 * @param client      client
 * @param locale      locale code; NULL: the client's
 * @param name_space  group of strings, such as "common"; not NULL
 * @param options     NULL for defaults
 * @param out         receives the result; free with wikijs_translation_list_free()
 * @param err         receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND the server has no such strings loaded; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_localization_list_translations(wikijs_client *client, const char *locale, const char *name_space,
                                                     const wikijs_call_options *options, wikijs_translation_list **out,
                                                     wikijs_error *err);

/** Start wikijs_localization_list_translations() without waiting. @since 0.1 */
WIKIJS_API int wikijs_localization_list_translations_async(wikijs_client *client, const char *locale,
                                                           const char *name_space, const wikijs_call_options *options,
                                                           wikijs_call_done_fn done, void *payload,
                                                           wikijs_call **out_call);

/** Take the outcome of wikijs_localization_list_translations_async(). @since 0.1 */
WIKIJS_API int wikijs_localization_list_translations_finish(wikijs_call *call, wikijs_translation_list **out,
                                                            wikijs_error *err);

/**
 * Have the server fetch the strings of a locale, and so install it.
 *
 * The server says that it succeeded even when it could not reach the service that has the strings. So the list of
 * locales is read before and after: only a locale that was installed or renewed in between counts. Sends
 * localization.locales and localization.downloadLocale; needs manage:system.
 *
 * @param client   client
 * @param locale   locale code; not NULL
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_UNAVAILABLE the server could not fetch it; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_localization_download_locale(wikijs_client *client, const char *locale,
                                                   const wikijs_call_options *options, wikijs_error *err);

/** Start wikijs_localization_download_locale() without waiting. @since 0.1 */
WIKIJS_API int wikijs_localization_download_locale_async(wikijs_client *client, const char *locale,
                                                         const wikijs_call_options *options, wikijs_call_done_fn done,
                                                         void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_localization_download_locale_async(). @since 0.1 */
WIKIJS_API int wikijs_localization_download_locale_finish(wikijs_call *call, wikijs_error *err);

/**
 * Change which locales the site uses.
 *
 * The server replaces everything. So the current settings are read first, and sent back with the changes. It does not
 * look whether a locale is installed before it switches to it, and is left half-switched; so the list of locales is read,
 * too. Sends localization.locales, localization.config and localization.updateLocale; needs manage:system.
 *
 * @param client  client
 * @param input   what to change; not NULL
 * @param err     receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND a locale is not installed; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_localization_update_locale(wikijs_client *client, const wikijs_localization_config_input *input,
                                                 wikijs_error *err);

/** Start wikijs_localization_update_locale() without waiting. @since 0.1 */
WIKIJS_API int wikijs_localization_update_locale_async(wikijs_client *client,
                                                       const wikijs_localization_config_input *input,
                                                       wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_localization_update_locale_async(). @since 0.1 */
WIKIJS_API int wikijs_localization_update_locale_finish(wikijs_call *call, wikijs_error *err);

#ifdef __cplusplus
}
#endif
#endif
