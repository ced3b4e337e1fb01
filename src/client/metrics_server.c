/* SPDX-License-Identifier: MIT */
/* GET /metrics, by libmicrohttpd in a thread of its own. */
#include "base/sized.h"
#include "base/status.h"
#include "base/thread.h"
#include "client/client.h"
#include "client/metrics.h"
#include "transport/microhttpd.h"
#include <string.h>

#ifdef WIKIJS_WITH_MICROHTTPD

#include <unistd.h>

enum { CONNECTIONS_MAX = 16, IDLE_SECONDS = 10, BACKLOG = 16 };

struct wikijs_metrics_server {
    struct wikijs_shared *shared;
    char *labels;
    uint16_t port;
    const struct wj_mhd *mhd;
    struct MHD_Daemon *daemon;
};

/* --- answering, in the server's thread --- */

static enum MHD_Result say(const struct wj_mhd *mhd, struct MHD_Connection *connection, unsigned status,
                           const char *text)
{
    return wj_mhd_answer(mhd, connection, status, "text/plain; charset=utf-8", text, strlen(text),
                         status == MHD_HTTP_METHOD_NOT_ALLOWED ? "GET, HEAD" : NULL);
}

static enum MHD_Result on_request(void *context, struct MHD_Connection *connection, const char *url, const char *method,
                                  const char *version, const char *body, size_t *body_size, void **state)
{
    (void)version;
    (void)body;
    (void)state;
    const struct wikijs_metrics_server *server = context;
    const struct wj_mhd *mhd = server->mhd;
    if (*body_size)
        return MHD_NO; /* nobody has a reason to send one */
    if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0)
        return say(mhd, connection, MHD_HTTP_METHOD_NOT_ALLOWED, "only GET\n");
    if (strcmp(url, "/metrics") != 0)
        return say(mhd, connection, MHD_HTTP_NOT_FOUND, "here is only /metrics\n");
    wikijs_metric_list *list;
    if (wj_metric_list_new(server->shared->metrics, server->labels, &list, NULL) < 0)
        return say(mhd, connection, MHD_HTTP_INTERNAL_SERVER_ERROR, "out of memory\n");
    size_t length;
    const char *text = wikijs_metric_list_text(list, &length);
    enum MHD_Result result = wj_mhd_answer(mhd, connection, MHD_HTTP_OK, "text/plain; version=0.0.4; charset=utf-8",
                                           text, length, NULL);
    wikijs_metric_list_free(list);
    return result;
}

/* --- listening --- */

static struct MHD_Daemon *start_daemon(struct wikijs_metrics_server *server, int fd)
{
    sigset_t before;
    wj_signals_hold(&before);
    struct MHD_Daemon *daemon = server->mhd->MHD_start_daemon(
        MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_ITC | MHD_USE_POLL, 0, NULL, NULL, on_request, server,
        MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MAX,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS, MHD_OPTION_END);
    wj_signals_let_go(&before);
    return daemon;
}

static int start(struct wikijs_metrics_server *server, const wikijs_metrics_server_options *options, wikijs_error *err)
{
    server->mhd = wj_mhd_open("serving metrics", err);
    if (!server->mhd)
        return WIKIJS_E_CONFIG;
    if (options->labels) {
        server->labels = wj_strdup(&server->shared->allocator, options->labels);
        if (!server->labels)
            return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    }
    server->port = options->port;
    int fd = wj_listen(options->address ? options->address : "127.0.0.1", &server->port, BACKLOG, err);
    if (fd < 0)
        return fd;
    server->daemon = start_daemon(server, fd);
    if (server->daemon)
        return 0;
    close(fd);
    return wj_error_set(err, WIKIJS_E_IO, "libmicrohttpd cannot start a server");
}

int wikijs_metrics_server_new(const wikijs_client *client, const wikijs_metrics_server_options *options,
                              wikijs_metrics_server **out, wikijs_error *err)
{
    wj_error_clear(err);
    struct wikijs_shared *shared = wj_client_shared(client);
    if (!shared || !out)
        return wj_error_set(err, WIKIJS_E_ARG, shared ? "no place for the server is given" : "no client is given");
    wikijs_metrics_server_options taken = WIKIJS_METRICS_SERVER_OPTIONS_INIT;
    int status = wj_sized_take(&taken, sizeof taken, options, err);
    if (status == 0)
        status = wj_metric_labels_check(taken.labels, err);
    if (status < 0)
        return status;
    struct wikijs_metrics_server *server = wj_calloc(&shared->allocator, 1, sizeof *server);
    if (!server)
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    server->shared = wj_shared_ref(shared);
    status = start(server, &taken, err);
    if (status < 0)
        wikijs_metrics_server_free(server);
    else
        *out = server;
    return status;
}

uint16_t wikijs_metrics_server_port(const wikijs_metrics_server *server)
{
    return server ? server->port : 0;
}

void wikijs_metrics_server_free(wikijs_metrics_server *server)
{
    if (!server)
        return;
    if (server->daemon)
        server->mhd->MHD_stop_daemon(server->daemon); /* closes the socket, too */
    struct wikijs_shared *shared = server->shared;
    wj_free(&shared->allocator, server->labels);
    wj_free(&shared->allocator, server);
    wj_shared_unref(shared);
}

#else

int wikijs_metrics_server_new(const wikijs_client *client, const wikijs_metrics_server_options *options,
                              wikijs_metrics_server **out, wikijs_error *err)
{
    (void)client;
    (void)options;
    (void)out;
    return wj_error_set(err, WIKIJS_E_CONFIG, "this library was built without the server for metrics");
}

uint16_t wikijs_metrics_server_port(const wikijs_metrics_server *server)
{
    (void)server;
    return 0;
}

void wikijs_metrics_server_free(wikijs_metrics_server *server)
{
    (void)server;
}

#endif
