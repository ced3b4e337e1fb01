/* SPDX-License-Identifier: MIT */
/*
 * GET /metrics, by libmicrohttpd in a thread of its own. The library is opened when the first server is started: linked,
 * it would bring a TLS library into every program that uses this one.
 */
#include "base/sized.h"
#include "base/status.h"
#include "client/client.h"
#include "client/metrics.h"
#include <string.h>

#ifdef WIKIJS_WITH_MICROHTTPD

#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CONNECTIONS_MAX = 16, IDLE_SECONDS = 10, BACKLOG = 16 };

static const char library[] = "libmicrohttpd.so.12", package[] = "libmicrohttpd12";

struct functions {
    struct MHD_Daemon *(*start)(unsigned, uint16_t, MHD_AcceptPolicyCallback, void *, MHD_AccessHandlerCallback, void *,
                                ...);
    void (*stop)(struct MHD_Daemon *);
    struct MHD_Response *(*response)(size_t, void *, enum MHD_ResponseMemoryMode);
    enum MHD_Result (*header)(struct MHD_Response *, const char *, const char *);
    enum MHD_Result (*queue)(struct MHD_Connection *, unsigned, struct MHD_Response *);
    void (*destroy)(struct MHD_Response *);
};

struct wikijs_metrics_server {
    struct wikijs_shared *shared;
    char *labels;
    uint16_t port;
    struct functions mhd;
    struct MHD_Daemon *daemon;
};

/* The only way to make a function of what dlsym gives that ISO C allows. */
static bool load(void *handle, void *function, const char *name)
{
    void *symbol = handle ? dlsym(handle, name) : NULL;
    memcpy(function, &symbol, sizeof symbol);
    return symbol != NULL;
}

static int load_all(struct functions *mhd, wikijs_error *err)
{
    void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    bool loaded = load(handle, &mhd->start, "MHD_start_daemon") && load(handle, &mhd->stop, "MHD_stop_daemon") &&
                  load(handle, &mhd->response, "MHD_create_response_from_buffer") &&
                  load(handle, &mhd->header, "MHD_add_response_header") &&
                  load(handle, &mhd->queue, "MHD_queue_response") &&
                  load(handle, &mhd->destroy, "MHD_destroy_response");
    return loaded ? 0
                  : wj_error_set(err, WIKIJS_E_CONFIG, "serving metrics needs %s: install the package %s", library,
                                 package);
}

/* --- answering, in the server's thread --- */

static enum MHD_Result answer(const struct functions *mhd, struct MHD_Connection *connection, unsigned status,
                              const char *type, const char *text, size_t length)
{
    struct MHD_Response *response = mhd->response(length, (void *)(uintptr_t)text, MHD_RESPMEM_MUST_COPY);
    if (!response)
        return MHD_NO;
    mhd->header(response, "Content-Type", type);
    mhd->header(response, "Cache-Control", "no-store");
    if (status == MHD_HTTP_METHOD_NOT_ALLOWED)
        mhd->header(response, "Allow", "GET, HEAD");
    enum MHD_Result result = mhd->queue(connection, status, response);
    mhd->destroy(response);
    return result;
}

static enum MHD_Result say(const struct functions *mhd, struct MHD_Connection *connection, unsigned status,
                           const char *text)
{
    return answer(mhd, connection, status, "text/plain; charset=utf-8", text, strlen(text));
}

static enum MHD_Result on_request(void *context, struct MHD_Connection *connection, const char *url, const char *method,
                                  const char *version, const char *body, size_t *body_size, void **state)
{
    (void)version;
    (void)body;
    (void)state;
    const struct wikijs_metrics_server *server = context;
    const struct functions *mhd = &server->mhd;
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
    enum MHD_Result result = answer(mhd, connection, MHD_HTTP_OK, "text/plain; version=0.0.4; charset=utf-8", text,
                                    length);
    wikijs_metric_list_free(list);
    return result;
}

/* --- listening --- */

static bool read_address(const char *text, uint16_t port, struct sockaddr_storage *address, socklen_t *size)
{
    struct sockaddr_in *v4 = (struct sockaddr_in *)address;
    struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)address;
    *address = (struct sockaddr_storage){ 0 };
    if (inet_pton(AF_INET, text, &v4->sin_addr) == 1) {
        v4->sin_family = AF_INET;
        v4->sin_port = htons(port);
        *size = sizeof *v4;
        return true;
    }
    v6->sin6_family = AF_INET6;
    v6->sin6_port = htons(port);
    *size = sizeof *v6;
    return inet_pton(AF_INET6, text, &v6->sin6_addr) == 1;
}

static uint16_t port_of(int fd)
{
    struct sockaddr_in6 address = { 0 }; /* large enough for both families, whose ports are at the same place */
    socklen_t size = sizeof address;
    _Static_assert(offsetof(struct sockaddr_in, sin_port) == offsetof(struct sockaddr_in6, sin6_port), "ports");
    return getsockname(fd, (struct sockaddr *)&address, &size) < 0 ? 0 : ntohs(address.sin6_port);
}

static int open_socket(const wikijs_metrics_server_options *options, wikijs_error *err)
{
    const char *text = options->address ? options->address : "127.0.0.1";
    struct sockaddr_storage address;
    socklen_t size;
    if (!read_address(text, options->port, &address, &size))
        return wj_error_set(err, WIKIJS_E_ARG, "'%s' is no IPv4 or IPv6 address", text);
    int fd = socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0), yes = 1;
    if (fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) == 0 &&
        bind(fd, (struct sockaddr *)&address, size) == 0 && listen(fd, BACKLOG) == 0)
        return fd;
    int failure = errno;
    if (fd >= 0)
        close(fd);
    return wj_error_set(err, WIKIJS_E_IO, "cannot listen at %s, port %d: %s", text, options->port, strerror(failure));
}

/* Signals are the program's: its threads are to get them, not this one. */
static struct MHD_Daemon *start_daemon(struct wikijs_metrics_server *server, int fd)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    struct MHD_Daemon *daemon = server->mhd.start(
        MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_ITC | MHD_USE_POLL, 0, NULL, NULL, on_request, server,
        MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MAX,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS, MHD_OPTION_END);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return daemon;
}

static int start(struct wikijs_metrics_server *server, const wikijs_metrics_server_options *options, wikijs_error *err)
{
    int status = load_all(&server->mhd, err);
    if (status == 0 && options->labels) {
        server->labels = wj_strdup(&server->shared->allocator, options->labels);
        if (!server->labels)
            status = wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    }
    int fd = status < 0 ? status : open_socket(options, err);
    if (fd < 0)
        return fd;
    server->port = port_of(fd);
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
        server->mhd.stop(server->daemon); /* closes the socket, too */
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
