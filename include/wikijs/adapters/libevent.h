/* SPDX-License-Identifier: MIT */
/**
 * @file adapters/libevent.h
 * A client on a libevent base. Header only: the library itself does not depend on libevent.
 *
 *     struct event *watch = wikijs_event_attach(base, client);
 *     wikijs_pages_get_async(client, 42, NULL, on_page, NULL, NULL);
 *     event_base_dispatch(base);                      // on_page calls wikijs_event_detach() to let it end
 */
#ifndef WIKIJS_ADAPTERS_LIBEVENT_H
#define WIKIJS_ADAPTERS_LIBEVENT_H

#include <event2/event.h>
#include <wikijs/client.h>

static inline void wikijs_event_on_readable(evutil_socket_t fd, short events, void *client)
{
    (void)fd;
    (void)events;
    (void)wikijs_client_process((wikijs_client *)client, NULL);
}

/**
 * Let a base run a client.
 *
 * @param base    base of the thread that uses the client
 * @param client  client
 * @return the event that watches it, or NULL; end it with wikijs_event_detach() before wikijs_client_free()
 * @since 0.1
 */
static inline struct event *wikijs_event_attach(struct event_base *base, wikijs_client *client)
{
    struct event *watch = event_new(base, wikijs_client_fd(client), EV_READ | EV_PERSIST, wikijs_event_on_readable,
                                    client);
    if (watch && event_add(watch, NULL) == 0)
        return watch;
    if (watch)
        event_free(watch);
    return NULL;
}

/**
 * Take a client off its base.
 *
 * @param watch  what wikijs_event_attach() returned
 * @since 0.1
 */
static inline void wikijs_event_detach(struct event *watch)
{
    event_free(watch);
}

#endif
