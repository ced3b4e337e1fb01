/* SPDX-License-Identifier: MIT */
/* curl's sockets and its timer on the client's loop. */
#include "transport/internal.h"
#include <errno.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

/* Take those that have ended out of curl's hands. */
static struct wj_transfer *take_ended(struct wj_transport *transport)
{
    struct wj_transfer *ended = NULL, **last = &ended;
    int left;
    for (CURLMsg *message = curl_multi_info_read(transport->multi, &left); message;
         message = curl_multi_info_read(transport->multi, &left)) {
        if (message->msg != CURLMSG_DONE)
            continue;
        struct wj_transfer *transfer = NULL;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&transfer);
        transfer->result = message->data.result;
        transfer->next = NULL;
        *last = transfer;
        last = &transfer->next;
        curl_multi_remove_handle(transport->multi, transfer->easy); /* the message is gone with it */
    }
    return ended;
}

/*
 * All are taken before any is read: curl goes through its connections for each, and they are still in the processor's
 * cache. None of their calls is given up meanwhile, because a cancel is a task and deadlines are looked at when a call moves.
 */
static void collect(struct wj_task *task)
{
    struct wj_transport *transport = (struct wj_transport *)((char *)task - offsetof(struct wj_transport, collect));
    for (struct wj_transfer *transfer = take_ended(transport); transfer;) {
        struct wj_transfer *next = transfer->next;
        wj_transfer_ended(transfer);
        transfer = next;
    }
    wj_transport_send_waiting(transport);
}

static void act(struct wj_transport *transport, curl_socket_t fd, int what)
{
    int running;
    curl_multi_socket_action(transport->multi, fd, what, &running);
    wj_task_post(transport->loop, &transport->collect);
}

static void kick(struct wj_task *task)
{
    act((struct wj_transport *)((char *)task - offsetof(struct wj_transport, kick)), CURL_SOCKET_TIMEOUT, 0);
}

/* Before the answers that are already here are gone through: so the server has something to do meanwhile. */
void wj_multi_kick(struct wj_transport *transport)
{
    wj_task_post_first(transport->loop, &transport->kick);
}

static void on_socket_event(int fd, unsigned events, void *context)
{
    int what = 0;
    if (events & WJ_READABLE)
        what |= CURL_CSELECT_IN;
    if (events & WJ_WRITABLE)
        what |= CURL_CSELECT_OUT;
    if (events & WJ_BROKEN)
        what |= CURL_CSELECT_ERR;
    act(context, fd, what);
}

static int on_socket(CURL *easy, curl_socket_t fd, int what, void *context, void *socket_context)
{
    (void)easy;
    (void)socket_context;
    struct wj_transport *transport = context;
    unsigned events = 0;
    if (what == CURL_POLL_IN || what == CURL_POLL_INOUT)
        events |= WJ_READABLE;
    if (what == CURL_POLL_OUT || what == CURL_POLL_INOUT)
        events |= WJ_WRITABLE;
    /* Without memory to watch the socket its calls end by their deadlines. */
    wj_loop_watch(transport->loop, fd, events, on_socket_event, transport);
    return 0;
}

static void on_timer(struct wj_timer *timer)
{
    act((struct wj_transport *)((char *)timer - offsetof(struct wj_transport, timer)), CURL_SOCKET_TIMEOUT, 0);
}

static int set_timer(CURLM *multi, long timeout_ms, void *context)
{
    (void)multi;
    struct wj_transport *transport = context;
    if (timeout_ms < 0)
        wj_timer_stop(transport->loop, &transport->timer);
    else if (wj_timer_set(transport->loop, &transport->timer, wj_loop_now(transport->loop) + timeout_ms * 1000) < 0)
        return -1;
    return 0;
}

/* Curl has descriptors of other kinds, too: a resolver's pipe is closed without a call of on_close. */
static curl_socket_t on_open(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
    (void)purpose;
    struct wj_transfer *transfer = context;
    int fd = socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    if (fd < 0) {
        if (errno != EAFNOSUPPORT) /* as for IPv6 where there is none: another address is tried */
            transfer->no_socket = errno;
        return CURL_SOCKET_BAD;
    }
    wj_loop_expect(transfer->transport->loop, fd);
    return fd;
}

static int on_close(void *context, curl_socket_t fd)
{
    struct wj_transport *transport = context;
    wj_loop_forget(transport->loop, fd);
    return close(fd);
}

void wj_multi_setup(struct wj_transfer *transfer)
{
    curl_easy_setopt(transfer->easy, CURLOPT_OPENSOCKETFUNCTION, on_open);
    curl_easy_setopt(transfer->easy, CURLOPT_OPENSOCKETDATA, transfer);
    curl_easy_setopt(transfer->easy, CURLOPT_CLOSESOCKETFUNCTION, on_close);
    curl_easy_setopt(transfer->easy, CURLOPT_CLOSESOCKETDATA, transfer->transport); /* a connection outlives it */
}

static void init_curl(void)
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
}

int wj_multi_open(struct wj_transport *transport)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, init_curl);
    transport->timer.fire = on_timer;
    transport->collect.run = collect;
    transport->kick.run = kick;
    transport->multi = curl_multi_init();
    transport->share = wj_share_get(transport->shared);
    if (!transport->multi || !transport->share)
        return WIKIJS_E_NOMEM;
    long hosts = (long)transport->options.max_connections;
    curl_multi_setopt(transport->multi, CURLMOPT_SOCKETFUNCTION, on_socket);
    curl_multi_setopt(transport->multi, CURLMOPT_SOCKETDATA, transport);
    curl_multi_setopt(transport->multi, CURLMOPT_TIMERFUNCTION, set_timer);
    curl_multi_setopt(transport->multi, CURLMOPT_TIMERDATA, transport);
    curl_multi_setopt(transport->multi, CURLMOPT_MAX_HOST_CONNECTIONS, hosts);
    curl_multi_setopt(transport->multi, CURLMOPT_MAXCONNECTS, hosts);
    return 0;
}

void wj_multi_close(struct wj_transport *transport)
{
    if (transport->multi)
        curl_multi_cleanup(transport->multi);
    wj_timer_stop(transport->loop, &transport->timer);
    wj_task_drop(transport->loop, &transport->collect);
    wj_task_drop(transport->loop, &transport->kick);
}
