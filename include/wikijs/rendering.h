/* SPDX-License-Identifier: MIT */
/**
 * @file rendering.h
 * Renderers: the steps from the source of a page to its HTML.
 *
 *     static const wikijs_key_value_input settings[] = { { "linebreaks", "{\"v\":false}" } };
 *     static const wikijs_module_input renderer[] = { { "markdownCore", WIKIJS_UNSET, { settings, 1 } } };
 *     wikijs_rendering_update_renderers(client, (wikijs_module_inputs){ renderer, 1 }, NULL, &err);
 *
 * What pages.h says of `_async` and `_finish` functions, of options and of errors holds here, too.
 */
#ifndef WIKIJS_RENDERING_H
#define WIKIJS_RENDERING_H

#include <wikijs/error.h>
#include <wikijs/key_value.h>
#include <wikijs/module.h>
#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Fields of wikijs_renderer (GraphQL type Renderer), in the order of its table. */
enum {
    WIKIJS_RENDERER_IS_ENABLED,
    WIKIJS_RENDERER_KEY,
    WIKIJS_RENDERER_TITLE,
    WIKIJS_RENDERER_DESCRIPTION,
    WIKIJS_RENDERER_ICON,
    WIKIJS_RENDERER_DEPENDS_ON,
    WIKIJS_RENDERER_INPUT,
    WIKIJS_RENDERER_OUTPUT,
    WIKIJS_RENDERER_CONFIG,
    WIKIJS_RENDERER_FIELDS
};

/** A renderer: a step from the source of a page to its HTML. */
typedef struct wikijs_renderer {
    uint64_t present;         /* WIKIJS_BIT(WIKIJS_RENDERER_...) of the fields that came back */
    bool is_enabled;          /* whether it is used */
    const char *key;          /* its name */
    const char *title;        /* title */
    const char *description;  /* what it does */
    const char *icon;         /* name of its icon */
    const char *depends_on;   /* renderer that it belongs to */
    const char *input;        /* what it takes, such as markdown */
    const char *output;       /* what it makes, such as html */
    wikijs_key_values config; /* settings */
} wikijs_renderer;

/** A list of them. Opaque; read it with _count and _at. */
typedef struct wikijs_renderer_list wikijs_renderer_list;

/**
 * The number of items of a list.
 *
 * @param list  list, or NULL
 * @return number of items
 * @since 0.1
 */
WIKIJS_API size_t wikijs_renderer_list_count(const wikijs_renderer_list *list);

/**
 * One item of a list.
 *
 * @param list   list
 * @param index  from 0
 * @return the item, valid as long as the list; NULL past the end
 * @since 0.1
 */
WIKIJS_API const wikijs_renderer *wikijs_renderer_list_at(const wikijs_renderer_list *list, size_t index);

/**
 * Free a list with all of its items.
 *
 * @param list  list, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_renderer_list_free(wikijs_renderer_list *list);

/**
 * List the renderers with their settings.
 *
 * Sends rendering.renderers; needs manage:system.
 *
 * @param client   client
 * @param options  NULL for defaults
 * @param out      receives the result; free with wikijs_renderer_list_free()
 * @param err      receives details on failure; may be NULL
 * @return 0; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_rendering_list_renderers(wikijs_client *client, const wikijs_call_options *options,
                                               wikijs_renderer_list **out, wikijs_error *err);

/** Start wikijs_rendering_list_renderers() without waiting. @since 0.1 */
WIKIJS_API int wikijs_rendering_list_renderers_async(wikijs_client *client, const wikijs_call_options *options,
                                                     wikijs_call_done_fn done, void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_rendering_list_renderers_async(). @since 0.1 */
WIKIJS_API int wikijs_rendering_list_renderers_finish(wikijs_call *call, wikijs_renderer_list **out, wikijs_error *err);

/**
 * Change the settings of renderers, or switch them on and off.
 *
 * The server replaces all settings of each one that it is sent. So the current ones are read first, and sent back with
 * the changes: settings that are not named keep their values. Each value is JSON text {"v": value} of the type that the
 * setting has. Two programs that do this at the same time overwrite each other.
 *
 * Pages that have been rendered already stay as they are until they are saved or rendered again. Sends
 * rendering.renderers and rendering.updateRenderers; needs manage:system.
 *
 * @param client   client
 * @param changes  the ones to change; what is not set in them stays as it is
 * @param options  NULL for defaults
 * @param err      receives details on failure; may be NULL
 * @return 0; WIKIJS_E_NOT_FOUND there is none of that key; WIKIJS_E_ARG an unknown setting, a value of the wrong
 *         type, or a choice that cannot be; other: see wikijs_status
 * @since 0.1
 */
WIKIJS_API int wikijs_rendering_update_renderers(wikijs_client *client, wikijs_module_inputs changes,
                                                 const wikijs_call_options *options, wikijs_error *err);

/** Start wikijs_rendering_update_renderers() without waiting. @since 0.1 */
WIKIJS_API int wikijs_rendering_update_renderers_async(wikijs_client *client, wikijs_module_inputs changes,
                                                       const wikijs_call_options *options, wikijs_call_done_fn done,
                                                       void *payload, wikijs_call **out_call);

/** Take the outcome of wikijs_rendering_update_renderers_async(). @since 0.1 */
WIKIJS_API int wikijs_rendering_update_renderers_finish(wikijs_call *call, wikijs_error *err);

#ifdef __cplusplus
}
#endif
#endif
