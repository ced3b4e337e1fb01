/* SPDX-License-Identifier: MIT */
/*
 * The receiver's server: libmicrohttpd on a loop of its own (engine/loop.h), everything in the thread that processes it. Only
 * what other threads may do, releasing and stopping, is under `lock` or atomic.
 *
 *   server.c             making, running, stopping
 *   server_connection.c  connections and requests, as libmicrohttpd tells of them
 */
#ifndef WJ_WEBHOOK_SERVER_H
#define WJ_WEBHOOK_SERVER_H

#ifdef WIKIJS_WITH_MICROHTTPD

#include <pthread.h>
#include <stdatomic.h>

#include "base/buf.h"
#include "engine/loop.h"
#include "transport/microhttpd.h"
#include "webhook/receive.h"

struct wj_delivery;

struct wj_webhook_connection {
    struct wj_webhook_connection *next, **place;
    struct MHD_Connection *handle;
    int fd;
    int64_t since_us; /* its request, or the wait for one, began */
    bool busy;        /* a request is being read or answered */
    bool waits;       /* for handlers: it takes as long as they do */
    bool cut;
};

struct wikijs_webhook_server {
    uint32_t magic;
    struct wj_arena memory;
    wikijs_webhook_server_options options; /* texts are copies in `memory` */
    struct wj_loop *loop;
    const struct wj_mhd *mhd;
    struct MHD_Daemon *daemon;
    int listen_fd; /* until the daemon owns it */
    int epoll_fd;  /* the daemon's */
    char *certificate, *key;
    struct wj_receiver receiver;
    struct wj_webhook_connection *connections;
    struct wj_timer turn, sweep, stop; /* libmicrohttpd's next time-out; slow requests; the end of stopping */
    wikijs_webhook_server_stats stats;
    bool inside, stopping, stopped;
    atomic_bool stop_wanted;

    pthread_mutex_t lock;
    /* under lock */
    struct wj_delivery *released; /* held deliveries that can be answered now */
    size_t held;
    size_t orphans; /* deliveries without a connection that are still to be released */
    bool gone;      /* the server was freed and lives on for the orphans */
};

/* What the daemon is given. */
enum MHD_Result wj_webhook_request(void *context, struct MHD_Connection *connection, const char *url,
                                   const char *method, const char *version, const char *data, size_t *size,
                                   void **state);
void wj_webhook_request_ended(void *context, struct MHD_Connection *connection, void **state,
                              enum MHD_RequestTerminationCode code);
void wj_webhook_connection_changed(void *context, struct MHD_Connection *connection, void **state,
                                   enum MHD_ConnectionNotificationCode code);

/* Let deliveries that were released be answered. */
void wj_webhook_resume_released(struct wikijs_webhook_server *server);
/* Let all that wait go on: the daemon is about to end. */
void wj_webhook_resume_all(struct wikijs_webhook_server *server);
/* Close connections whose requests take too long. Returns whether there are any others. */
bool wj_webhook_sweep(struct wikijs_webhook_server *server);
/* Free the memory of a server that was freed, once nothing refers to it. */
void wj_webhook_server_bury(struct wikijs_webhook_server *server);

#endif
#endif
