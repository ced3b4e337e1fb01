/* SPDX-License-Identifier: MIT */
/**
 * @file adapters/glib.h
 * A client on a GLib main context. Header only: the library itself does not depend on GLib.
 *
 *     guint watch = wikijs_glib_attach(NULL, client);
 *     wikijs_pages_get_async(client, 42, NULL, on_page, main_loop, NULL);
 *     g_main_loop_run(main_loop);                     // on_page calls g_main_loop_quit()
 *     wikijs_glib_detach(NULL, watch);
 */
#ifndef WIKIJS_ADAPTERS_GLIB_H
#define WIKIJS_ADAPTERS_GLIB_H

#include <glib-unix.h>
#include <wikijs/client.h>

static inline gboolean wikijs_glib_on_readable(gint fd, GIOCondition condition, gpointer client)
{
    (void)fd;
    (void)condition;
    (void)wikijs_client_process((wikijs_client *)client, NULL);
    return G_SOURCE_CONTINUE;
}

/**
 * Let a main context run a client.
 *
 * @param context  context of the thread that uses the client; NULL: the default one
 * @param client   client
 * @return the id of the source; end it with wikijs_glib_detach() before wikijs_client_free()
 * @since 0.1
 */
static inline guint wikijs_glib_attach(GMainContext *context, wikijs_client *client)
{
    GSource *source = g_unix_fd_source_new(wikijs_client_fd(client), G_IO_IN);
    /* A source of this kind calls a GUnixFDSourceFunc; g_source_set_callback knows only one type. */
    g_source_set_callback(source, (GSourceFunc)(void (*)(void))wikijs_glib_on_readable, client, NULL);
    guint id = g_source_attach(source, context);
    g_source_unref(source);
    return id;
}

/**
 * Take a client off its context.
 *
 * @param context  as given to wikijs_glib_attach()
 * @param watch    what it returned
 * @since 0.1
 */
static inline void wikijs_glib_detach(GMainContext *context, guint watch)
{
    GSource *source = g_main_context_find_source_by_id(context, watch);
    if (source)
        g_source_destroy(source);
}

#endif
