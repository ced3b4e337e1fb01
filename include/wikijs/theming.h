/* SPDX-License-Identifier: MIT */
/**
 * @file theming.h
 * How the site looks: theme, icons, dark mode, and code put into every page.
 *
 *     wikijs_theming_config_input input = WIKIJS_THEMING_CONFIG_INPUT_INIT;
 *     input.dark_mode = WIKIJS_YES;
 *     wikijs_theming_set_config(client, &input, &err);
 *
 * What pages.h says of `_async` and `_finish` functions, of options and of errors holds here, too.
 */
#ifndef WIKIJS_THEMING_H
#define WIKIJS_THEMING_H

#include <wikijs/error.h>
#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Fields of wikijs_theme (GraphQL type ThemingTheme), in the order of its table. */
enum { WIKIJS_THEME_KEY, WIKIJS_THEME_TITLE, WIKIJS_THEME_AUTHOR, WIKIJS_THEME_FIELDS };

/** A theme. */
typedef struct wikijs_theme {
    uint64_t present;   /* WIKIJS_BIT(WIKIJS_THEME_...) of the fields that came back */
    const char *key;    /* its name */
    const char *title;  /* title */
    const char *author; /* who made it */
} wikijs_theme;

/** A list of them. Opaque; read it with _count and _at. */
typedef struct wikijs_theme_list wikijs_theme_list;

/**
 * The number of items of a list.
 *
 * @param list  list, or NULL
 * @return number of items
 * @since 0.1
 */
WIKIJS_API size_t wikijs_theme_list_count(const wikijs_theme_list *list);

/**
 * One item of a list.
 *
 * @param list   list
 * @param index  from 0
 * @return the item, valid as long as the list; NULL past the end
 * @since 0.1
 */
WIKIJS_API const wikijs_theme *wikijs_theme_list_at(const wikijs_theme_list *list, size_t index);

/**
 * Free a list with all of its items.
 *
 * @param list  list, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_theme_list_free(wikijs_theme_list *list);

/** Fields of wikijs_theming_config (GraphQL type ThemingConfig), in the order of its table. */
enum {
    WIKIJS_THEMING_CONFIG_THEME,
    WIKIJS_THEMING_CONFIG_ICONSET,
    WIKIJS_THEMING_CONFIG_DARK_MODE,
    WIKIJS_THEMING_CONFIG_TOC_POSITION,
    WIKIJS_THEMING_CONFIG_INJECT_CSS,
    WIKIJS_THEMING_CONFIG_INJECT_HEAD,
    WIKIJS_THEMING_CONFIG_INJECT_BODY,
    WIKIJS_THEMING_CONFIG_FIELDS
};

/** How the site looks. */
typedef struct wikijs_theming_config {
    uint64_t present;         /* WIKIJS_BIT(WIKIJS_THEMING_CONFIG_...) of the fields that came back */
    const char *theme;        /* key of the theme */
    const char *iconset;      /* mdi, fa or fa4 */
    bool dark_mode;           /* dark by default */
    const char *toc_position; /* where the table of contents is: left, right or off */
    wikijs_str inject_css;    /* style sheet put into every page */
    wikijs_str inject_head;   /* HTML put at the end of every head */
    wikijs_str inject_body;   /* HTML put at the end of every body */
} wikijs_theming_config;

/**
 * Free what an operation returned, with everything in it.
 *
 * @param object  result, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_theming_config_free(wikijs_theming_config *object);

/** A change to the look of the site. What is not set stays as it is. */
typedef struct wikijs_theming_config_input {
    size_t struct_size;
    const char *theme;         /* key of the theme */
    const char *iconset;       /* mdi, fa or fa4 */
    wikijs_tristate dark_mode; /* dark by default */
    const char *toc_position;  /* left, right or off */
    wikijs_str inject_css;     /* empty text takes it away */
    wikijs_str inject_head;    /* the same */
    wikijs_str inject_body;    /* the same */
    int64_t timeout_ms;        /* whole call; 0: the client's default */
} wikijs_theming_config_input;

#define WIKIJS_THEMING_CONFIG_INPUT_INIT                   \
    {                                                      \
        .struct_size = sizeof(wikijs_theming_config_input) \
    }

/**
 * List the themes.
 *
 * Sends theming.themes; needs manage:theme.
 *
 * @param client   client
 * @param options  NULL for defaults
 * @param out      receives the result; free with wikijs_theme_list_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_theming_list_themes(wikijs_client *client, const wikijs_call_options *options,
                                          wikijs_theme_list **out, wikijs_error *err);

/** Start wikijs_theming_list_themes() without waiting. @since 0.1 */
WIKIJS_API int wikijs_theming_list_themes_async(wikijs_client *client, const wikijs_call_options *options,
                                                wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_theming_list_themes_async(). @since 0.1 */
WIKIJS_API int wikijs_theming_list_themes_finish(wikijs_call *call, wikijs_theme_list **out, wikijs_error *err);

/**
 * Read how the site looks.
 *
 * Sends theming.config; needs manage:theme. The style sheet comes back in a layout of the server's own.
 *
 * @param client   client
 * @param options  NULL for defaults
 * @param out      receives the result; free with wikijs_theming_config_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_theming_get_config(wikijs_client *client, const wikijs_call_options *options,
                                         wikijs_theming_config **out, wikijs_error *err);

/** Start wikijs_theming_get_config() without waiting. @since 0.1 */
WIKIJS_API int wikijs_theming_get_config_async(wikijs_client *client, const wikijs_call_options *options,
                                               wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_theming_get_config_async(). @since 0.1 */
WIKIJS_API int wikijs_theming_get_config_finish(wikijs_call *call, wikijs_theming_config **out, wikijs_error *err);

/**
 * Change how the site looks.
 *
 * The server replaces everything, and wipes what is left out. So the current settings are read first, and sent back with
 * the changes; when all of them are set, nothing is read. The server minifies the style sheet and drops what it does not
 * understand. What is put into head and body runs in the browser of every reader. Sends theming.config and
 * theming.setConfig; needs manage:theme.
 *
 * @param client  client
 * @param input   what to change; not NULL
 * @param err     receives details on failure; may be NULL
 * @return 0; WIKIJS_E_INVALID no such theme; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_theming_set_config(wikijs_client *client, const wikijs_theming_config_input *input,
                                         wikijs_error *err);

/** Start wikijs_theming_set_config() without waiting. @since 0.1 */
WIKIJS_API int wikijs_theming_set_config_async(wikijs_client *client, const wikijs_theming_config_input *input,
                                               wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_theming_set_config_async(). @since 0.1 */
WIKIJS_API int wikijs_theming_set_config_finish(wikijs_call *call, wikijs_error *err);

#ifdef __cplusplus
}
#endif
#endif
