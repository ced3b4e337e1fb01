/* SPDX-License-Identifier: MIT */
/**
 * @file adapters/libuv.h
 * A client on a libuv loop. Header only: the library itself does not depend on libuv.
 *
 *     wikijs_uv adapter;
 *     wikijs_uv_attach(&adapter, uv_default_loop(), client);
 *     wikijs_pages_get_async(client, 42, NULL, on_page, NULL, NULL);
 *     uv_run(uv_default_loop(), UV_RUN_DEFAULT);     // on_page calls wikijs_uv_detach() to let it end
 */
#ifndef WIKIJS_ADAPTERS_LIBUV_H
#define WIKIJS_ADAPTERS_LIBUV_H

#include <uv.h>
#include <wikijs/client.h>

/** Ties one client to one loop. The caller keeps it until wikijs_uv_detach() has closed it. */
typedef struct wikijs_uv {
    uv_poll_t poll;        /* the loop's handle */
    wikijs_client *client; /* lent */
} wikijs_uv;

static inline void wikijs_uv_on_readable(uv_poll_t *poll, int status, int events)
{
    (void)status;
    (void)events;
    (void)wikijs_client_process(((wikijs_uv *)poll->data)->client, NULL);
}

/**
 * Let a loop run a client.
 *
 * @param adapter  memory of the caller
 * @param loop     loop of the thread that uses the client
 * @param client   client
 * @return 0, or an error of libuv
 * @since 0.1
 */
static inline int wikijs_uv_attach(wikijs_uv *adapter, uv_loop_t *loop, wikijs_client *client)
{
    adapter->client = client;
    int status = uv_poll_init(loop, &adapter->poll, wikijs_client_fd(client));
    adapter->poll.data = adapter;
    return status < 0 ? status : uv_poll_start(&adapter->poll, UV_READABLE, wikijs_uv_on_readable);
}

/**
 * Take a client off its loop; do so before wikijs_client_free().
 *
 * @param adapter  adapter
 * @param closed   runs when the adapter's memory is free again, with its poll handle; may be NULL
 * @since 0.1
 */
static inline void wikijs_uv_detach(wikijs_uv *adapter, uv_close_cb closed)
{
    uv_poll_stop(&adapter->poll);
    uv_close((uv_handle_t *)&adapter->poll, closed);
}

#endif
