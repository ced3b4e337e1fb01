/* SPDX-License-Identifier: MIT */
/*
 * A request is read into a delivery, checked when it is whole, and handed over. A delivery that is held keeps its connection
 * suspended; when it is released it is answered by the next turn of the loop.
 */
#include "webhook/server.h"

#ifdef WIKIJS_WITH_MICROHTTPD

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "base/alloc.h"
#include "base/status.h"
#include "base/text.h"

/* One request; it outlives its connection when it is held. */
struct wj_delivery {
    wikijs_webhook_received received; /* first: what handlers see is taken for the whole */
    struct wikijs_webhook_server *server;
    struct wj_webhook_connection *at;
    struct MHD_Connection *connection; /* NULL: it is gone */
    struct wj_arena memory;
    struct wj_buf body;
    bool handed_over;
    /* under the server's lock */
    size_t holds;
    int status; /* of the handlers */
    struct wj_delivery *next_released;
};

static struct wj_delivery *delivery_of(const wikijs_webhook_received *received)
{
    return (struct wj_delivery *)(uintptr_t)received;
}

static struct wj_webhook_connection *state_of(const struct wj_mhd *mhd, struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info = mhd->MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info->socket_context;
}

/* --- answers --- */

static enum MHD_Result answer(struct wikijs_webhook_server *server, struct MHD_Connection *connection, unsigned status,
                              const char *text)
{
    char line[sizeof(wikijs_error)];
    int length = snprintf(line, sizeof line, "%s\n", text);
    return wj_mhd_answer(server->mhd, connection, status, "text/plain; charset=utf-8", line, (size_t)length,
                         status == MHD_HTTP_METHOD_NOT_ALLOWED ? "POST" : NULL);
}

static enum MHD_Result refuse(struct wikijs_webhook_server *server, struct MHD_Connection *connection, unsigned status,
                              const char *reason)
{
    server->stats.refused++;
    if (server->options.refused)
        server->options.refused((int)status, reason, server->options.refused_payload);
    return answer(server, connection, status, reason);
}

static enum MHD_Result answer_handled(struct wj_delivery *delivery)
{
    struct wikijs_webhook_server *server = delivery->server;
    if (delivery->status != 0) {
        server->stats.failed++;
        return answer(server, delivery->connection, MHD_HTTP_INTERNAL_SERVER_ERROR,
                      "the delivery could not be handled");
    }
    server->stats.accepted++;
    wj_receiver_accept(&server->receiver, &delivery->received);
    return answer(server, delivery->connection, MHD_HTTP_OK, "accepted");
}

/* --- handing over --- */

static const char *header(struct wj_delivery *delivery, const char *name)
{
    return delivery->server->mhd->MHD_lookup_connection_value(delivery->connection, MHD_HEADER_KIND, name);
}

static void read_headers(struct wj_delivery *delivery, struct wj_webhook_request *request)
{
    const char *type = header(delivery, "webhook-event");
    *request = (struct wj_webhook_request){ .id = header(delivery, "webhook-id"),
                                            .timestamp = header(delivery, "webhook-timestamp"),
                                            .signature = header(delivery, "webhook-signature"),
                                            .hub_signature = header(delivery, "X-Hub-Signature-256"),
                                            .event_type = type ? type : header(delivery, "X-GitHub-Event"),
                                            .content_type = header(delivery, "Content-Type"),
                                            .body = { delivery->body.data ? delivery->body.data : "",
                                                      delivery->body.len } };
}

/* What is held may outlive the request's own headers. */
static bool keep_headers(struct wj_delivery *delivery, struct wj_webhook_request *request)
{
    const char **const texts[] = { &request->id, &request->event_type, &request->content_type };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (*texts[i] && !(*texts[i] = wj_arena_strdup(&delivery->memory, *texts[i])))
            return false;
    return true;
}

static enum MHD_Result hand_over(struct wj_delivery *delivery)
{
    struct wikijs_webhook_server *server = delivery->server;
    delivery->holds = 1; /* this function's own */
    int status = wj_receiver_hand_over(&server->receiver, &delivery->received);
    pthread_mutex_lock(&server->lock);
    if (!delivery->status)
        delivery->status = status;
    bool held = --delivery->holds > 0;
    server->held += held;
    pthread_mutex_unlock(&server->lock);
    delivery->handed_over = true;
    if (!held)
        return answer_handled(delivery);
    delivery->at->waits = true;
    server->mhd->MHD_suspend_connection(delivery->connection);
    return MHD_YES;
}

static enum MHD_Result finish_request(struct wj_delivery *delivery)
{
    struct wikijs_webhook_server *server = delivery->server;
    struct MHD_Connection *connection = delivery->connection;
    if (delivery->body.failed == WIKIJS_E_TOO_LARGE)
        return refuse(server, connection, MHD_HTTP_CONTENT_TOO_LARGE, "the body is too large");
    if (delivery->body.failed) /* before the signature, which does not fit a part of the body */
        return refuse(server, connection, MHD_HTTP_SERVICE_UNAVAILABLE, "out of memory");
    struct wj_webhook_request request;
    wikijs_error error;
    read_headers(delivery, &request);
    int checked = wj_receiver_check(&server->receiver, &request, &error);
    if (checked == WIKIJS_E_UNAUTHENTICATED)
        return refuse(server, connection, MHD_HTTP_UNAUTHORIZED, error.message);
    if (checked == 1) {
        server->stats.repeated++;
        return answer(server, connection, MHD_HTTP_OK, "accepted before");
    }
    if (checked < 0 || !keep_headers(delivery, &request) || wj_receiver_show(&request, &delivery->received) < 0)
        return refuse(server, connection, MHD_HTTP_SERVICE_UNAVAILABLE, "out of memory");
    return hand_over(delivery);
}

/* --- requests --- */

static void free_delivery(struct wj_delivery *delivery)
{
    wikijs_event_free((wikijs_event *)(uintptr_t)delivery->received.event);
    wj_buf_free(&delivery->body);
    wj_arena_clear(&delivery->memory);
    wj_free(&wj_libc_allocator, delivery);
}

static bool is_too_large(const struct wikijs_webhook_server *server, struct MHD_Connection *connection)
{
    const char *text = server->mhd->MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Content-Length");
    int64_t length;
    return text && wj_int_parse(text, strlen(text), &length) && length > server->options.max_body_bytes;
}

static enum MHD_Result begin_request(struct wikijs_webhook_server *server, struct MHD_Connection *connection,
                                     const char *url, const char *method, void **state)
{
    struct wj_webhook_connection *at = state_of(server->mhd, connection);
    if (!at)
        return MHD_NO; /* there was no memory when it began */
    at->busy = true;
    if (server->stopping)
        return refuse(server, connection, MHD_HTTP_SERVICE_UNAVAILABLE, "the receiver is being stopped");
    if (strcmp(url, server->options.path) != 0)
        return refuse(server, connection, MHD_HTTP_NOT_FOUND, "deliveries go to another path");
    if (strcmp(method, "POST") != 0)
        return refuse(server, connection, MHD_HTTP_METHOD_NOT_ALLOWED, "only POST");
    if (is_too_large(server, connection))
        return refuse(server, connection, MHD_HTTP_CONTENT_TOO_LARGE, "the body is too large");
    struct wj_delivery *delivery = wj_calloc(&wj_libc_allocator, 1, sizeof *delivery);
    if (!delivery)
        return MHD_NO;
    delivery->server = server;
    delivery->at = at;
    delivery->connection = connection;
    wj_arena_init(&delivery->memory, &wj_libc_allocator, 0);
    wj_buf_init(&delivery->body, &wj_libc_allocator, (size_t)server->options.max_body_bytes);
    *state = delivery;
    return MHD_YES;
}

enum MHD_Result wj_webhook_request(void *context, struct MHD_Connection *connection, const char *url,
                                   const char *method, const char *version, const char *data, size_t *size,
                                   void **state)
{
    (void)version;
    struct wj_delivery *delivery = *state;
    if (!delivery)
        return begin_request(context, connection, url, method, state);
    if (delivery->handed_over)
        return answer_handled(delivery);
    if (*size == 0)
        return finish_request(delivery);
    wj_buf_append(&delivery->body, data, *size); /* a failure is kept, and told when the request is whole */
    *size = 0;
    return MHD_YES;
}

void wj_webhook_request_ended(void *context, struct MHD_Connection *connection, void **state,
                              enum MHD_RequestTerminationCode code)
{
    (void)code;
    struct wikijs_webhook_server *server = context;
    struct wj_webhook_connection *at = state_of(server->mhd, connection);
    struct wj_delivery *delivery = *state;
    wj_loop_refresh(server->loop);
    if (at) {
        at->since_us = wj_loop_now(server->loop);
        at->busy = at->waits = false;
    }
    *state = NULL;
    if (!delivery)
        return;
    pthread_mutex_lock(&server->lock);
    delivery->connection = NULL;
    bool held = delivery->holds > 0;
    server->orphans += held;
    pthread_mutex_unlock(&server->lock);
    if (!held)
        free_delivery(delivery);
}

/* --- holding --- */

void wikijs_webhook_hold(const wikijs_webhook_received *received)
{
    if (!received)
        return;
    struct wj_delivery *delivery = delivery_of(received);
    pthread_mutex_lock(&delivery->server->lock);
    delivery->holds++;
    pthread_mutex_unlock(&delivery->server->lock);
}

void wikijs_webhook_release(const wikijs_webhook_received *received, int status)
{
    if (!received)
        return;
    struct wj_delivery *delivery = delivery_of(received);
    struct wikijs_webhook_server *server = delivery->server;
    pthread_mutex_lock(&server->lock);
    if (!delivery->status)
        delivery->status = status;
    bool last = --delivery->holds == 0, orphan = last && !delivery->connection, bury = false;
    server->held -= last;
    if (orphan) {
        bury = --server->orphans == 0 && server->gone;
    } else if (last) {
        delivery->next_released = server->released;
        server->released = delivery;
        wj_loop_wakeup(server->loop);
    }
    pthread_mutex_unlock(&server->lock);
    if (orphan)
        free_delivery(delivery);
    if (bury)
        wj_webhook_server_bury(server);
}

void wj_webhook_resume_released(struct wikijs_webhook_server *server)
{
    pthread_mutex_lock(&server->lock);
    struct wj_delivery *delivery = server->released;
    server->released = NULL;
    pthread_mutex_unlock(&server->lock);
    while (delivery) {
        struct wj_delivery *next = delivery->next_released;
        delivery->at->waits = false;
        server->mhd->MHD_resume_connection(delivery->connection);
        delivery = next;
    }
}

/* --- connections --- */

void wj_webhook_connection_changed(void *context, struct MHD_Connection *connection, void **state,
                                   enum MHD_ConnectionNotificationCode code)
{
    struct wikijs_webhook_server *server = context;
    struct wj_webhook_connection *at = *state;
    if (code == MHD_CONNECTION_NOTIFY_CLOSED && !at)
        return;
    if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
        if (at->next)
            at->next->place = at->place;
        *at->place = at->next;
        wj_free(&wj_libc_allocator, at);
        server->stats.connections--;
        return;
    }
    at = wj_calloc(&wj_libc_allocator, 1, sizeof *at);
    *state = at;
    if (!at)
        return;
    at->fd = server->mhd->MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
    at->handle = connection;
    at->since_us = wj_loop_now(server->loop);
    at->next = server->connections;
    at->place = &server->connections;
    if (at->next)
        at->next->place = &at->next;
    server->connections = at;
    server->stats.connections++;
}

/* A socket that is shut down is closed by libmicrohttpd, which sees its end. */
bool wj_webhook_sweep(struct wikijs_webhook_server *server)
{
    int64_t limit_us = wj_loop_now(server->loop) - server->options.request_timeout_ms * 1000;
    for (struct wj_webhook_connection *at = server->connections; at; at = at->next)
        if (!at->cut && !at->waits && at->since_us < limit_us) {
            at->cut = true;
            server->stats.cut_off++;
            shutdown(at->fd, SHUT_RDWR);
        }
    return server->connections != NULL;
}

void wj_webhook_resume_all(struct wikijs_webhook_server *server)
{
    wj_webhook_resume_released(server);
    for (struct wj_webhook_connection *at = server->connections; at; at = at->next)
        if (at->waits)
            server->mhd->MHD_resume_connection(at->handle);
}

#endif
