/* SPDX-License-Identifier: MIT */
/* Making, running and stopping a receiver. */
#include "webhook/server.h"

#include <string.h>

#include "base/sized.h"
#include "base/status.h"

#ifdef WIKIJS_WITH_MICROHTTPD

#include <errno.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"

enum {
    SERVER_MAGIC = 0x57695772,
    BACKLOG = 1024,
    MAX_BODY = 1 << 20,
    LARGEST_BODY = 1 << 30,
    MAX_CONNECTIONS = 4096,
    LARGEST_CONNECTIONS = 1000000,
    SPARE_DESCRIPTORS = 64, /* of the program's */
    TIMEOUT_MS = 10000,
    LONGEST_TIMEOUT_MS = 24 * 3600 * 1000,
    SWEEP_US = 500000,
    LARGEST_PEM = 1 << 20
};

static bool is_server(const wikijs_webhook_server *server)
{
    return server && server->magic == SERVER_MAGIC;
}

static struct wikijs_webhook_server *server_of(struct wj_timer *timer, size_t offset)
{
    return (struct wikijs_webhook_server *)((char *)timer - offset);
}

/* --- options --- */

/* How many connections there are descriptors for. */
static int64_t possible_connections(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) < 0 || limit.rlim_cur >= LARGEST_CONNECTIONS + SPARE_DESCRIPTORS)
        return LARGEST_CONNECTIONS;
    return limit.rlim_cur > 2 * SPARE_DESCRIPTORS ? (int64_t)limit.rlim_cur - SPARE_DESCRIPTORS : SPARE_DESCRIPTORS;
}

static int check_connections(int64_t *number, wikijs_error *err)
{
    int64_t possible = possible_connections();
    if (*number == 0)
        *number = possible < MAX_CONNECTIONS ? possible : MAX_CONNECTIONS;
    if (*number < 0 || *number > possible)
        return wj_error_set(err, WIKIJS_E_ARG,
                            "max_connections must be from 1 to %lld: there are not more descriptors (ulimit -n)",
                            (long long)possible);
    return 0;
}

static int check_number(int64_t *number, int64_t usual, int64_t max, const char *name, wikijs_error *err)
{
    if (*number == 0)
        *number = usual;
    if (*number < 0 || *number > max)
        return wj_error_set(err, WIKIJS_E_ARG, "%s must be from 1 to %lld", name, (long long)max);
    return 0;
}

static int copy_text(struct wikijs_webhook_server *server, const char **text, wikijs_error *err)
{
    return wj_arena_keep(&server->memory, text) ? 0 : wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
}

static int take_options(struct wikijs_webhook_server *server, wikijs_error *err)
{
    wikijs_webhook_server_options *options = &server->options;
    options->address = options->address ? options->address : "127.0.0.1";
    options->path = options->path ? options->path : "/";
    if (options->path[0] != '/' || strpbrk(options->path, "?# "))
        return wj_error_set(err, WIKIJS_E_ARG, "the path '%s' must begin with '/', and hold no '?', '#' or blank",
                            options->path);
    if (!options->certificate_file != !options->key_file)
        return wj_error_set(err, WIKIJS_E_ARG, "TLS needs both a certificate and its key");
    int status = copy_text(server, &options->address, err);
    if (status == 0)
        status = copy_text(server, &options->path, err);
    if (status == 0)
        status = check_number(&options->max_body_bytes, MAX_BODY, LARGEST_BODY, "max_body_bytes", err);
    if (status == 0)
        status = check_connections(&options->max_connections, err);
    if (status == 0)
        status = check_number(&options->request_timeout_ms, TIMEOUT_MS, LONGEST_TIMEOUT_MS, "request_timeout_ms", err);
    if (status == 0)
        status = check_number(&options->stop_timeout_ms, TIMEOUT_MS, LONGEST_TIMEOUT_MS, "stop_timeout_ms", err);
    if (status == 0)
        status = wj_receiver_init(&server->receiver, options, &server->memory, &wj_system_clock, err);
    options->secrets = (wikijs_strings){ 0 }; /* the receiver has its own copies */
    return status;
}

/* A PEM file, NUL-terminated. */
static int read_pem(const char *file, char **text, wikijs_error *err)
{
    struct stat about;
    int fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK), status = 0;
    if (fd < 0 || fstat(fd, &about) < 0)
        status = wj_error_set(err, WIKIJS_E_IO, "'%s': %s", file, strerror(errno));
    else if (!S_ISREG(about.st_mode) || about.st_size > LARGEST_PEM)
        status = wj_error_set(err, WIKIJS_E_CONFIG, "'%s' is no PEM file", file);
    else if (!(*text = wj_calloc(&wj_libc_allocator, 1, (size_t)about.st_size + 1)))
        status = wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    else if (read(fd, *text, (size_t)about.st_size) != about.st_size)
        status = wj_error_set(err, WIKIJS_E_IO, "'%s' cannot be read", file);
    if (fd >= 0)
        close(fd);
    return status;
}

/* --- a turn --- */

static void run_daemon(struct wikijs_webhook_server *server)
{
    MHD_UNSIGNED_LONG_LONG wait_ms;
    server->mhd->MHD_run(server->daemon);
    if (server->mhd->MHD_get_timeout(server->daemon, &wait_ms) == MHD_YES)
        (void)wj_timer_set(server->loop, &server->turn, wj_loop_now(server->loop) + (int64_t)wait_ms * 1000);
    else
        wj_timer_stop(server->loop, &server->turn);
    if (server->connections && !server->sweep.place)
        (void)wj_timer_set(server->loop, &server->sweep, wj_loop_now(server->loop) + SWEEP_US);
    bool busy = false;
    for (const struct wj_webhook_connection *at = server->stopping ? server->connections : NULL; at; at = at->next)
        busy = busy || at->busy;
    server->stopped = server->stopped || (server->stopping && !busy);
}

static void on_readable(int fd, unsigned events, void *context)
{
    (void)fd;
    (void)events;
    run_daemon(context);
}

static void on_turn(struct wj_timer *timer)
{
    run_daemon(server_of(timer, offsetof(struct wikijs_webhook_server, turn)));
}

static void on_sweep(struct wj_timer *timer)
{
    struct wikijs_webhook_server *server = server_of(timer, offsetof(struct wikijs_webhook_server, sweep));
    if (wj_webhook_sweep(server))
        (void)wj_timer_set(server->loop, &server->sweep, wj_loop_now(server->loop) + SWEEP_US);
    run_daemon(server);
}

static void on_stop_timeout(struct wj_timer *timer)
{
    server_of(timer, offsetof(struct wikijs_webhook_server, stop))->stopped = true;
}

static void begin_stop(struct wikijs_webhook_server *server)
{
    server->stopping = true;
    int fd = server->mhd->MHD_quiesce_daemon(server->daemon);
    if (fd >= 0)
        close(fd);
    int64_t until_us = wj_loop_now(server->loop) + server->options.stop_timeout_ms * 1000;
    if (wj_timer_set(server->loop, &server->stop, until_us) < 0)
        server->stopped = true;
}

static void on_wakeup(void *context)
{
    struct wikijs_webhook_server *server = context;
    wj_webhook_resume_released(server);
    if (atomic_load(&server->stop_wanted) && !server->stopping)
        begin_stop(server);
    run_daemon(server);
}

/* --- making --- */

static int start_daemon(struct wikijs_webhook_server *server, wikijs_error *err)
{
    const wikijs_webhook_server_options *options = &server->options;
    bool tls = server->certificate != NULL;
    struct MHD_OptionItem items[] = { { MHD_OPTION_HTTPS_MEM_CERT, 0, server->certificate },
                                      { MHD_OPTION_HTTPS_MEM_KEY, 0, server->key },
                                      { MHD_OPTION_END, 0, NULL } };
    unsigned flags = MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | (tls ? (unsigned)MHD_USE_TLS : 0);
    server->daemon = server->mhd->MHD_start_daemon(
        flags, 0, NULL, NULL, wj_webhook_request, server, MHD_OPTION_LISTEN_SOCKET, server->listen_fd,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)options->max_connections, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)((options->request_timeout_ms + 999) / 1000), MHD_OPTION_NOTIFY_COMPLETED, wj_webhook_request_ended,
        server, MHD_OPTION_NOTIFY_CONNECTION, wj_webhook_connection_changed, server, MHD_OPTION_ARRAY,
        tls ? items : items + 2, MHD_OPTION_END);
    if (!server->daemon)
        return tls ? wj_error_set(err, WIKIJS_E_CONFIG,
                                  "no server can be started with the certificate '%s' and the key '%s'",
                                  options->certificate_file, options->key_file)
                   : wj_error_set(err, WIKIJS_E_IO, "libmicrohttpd cannot start a server");
    server->listen_fd = -1;
    server->epoll_fd = server->mhd->MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
    if (wj_loop_watch(server->loop, server->epoll_fd, WJ_READABLE, on_readable, server) < 0)
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    wj_loop_on_wakeup(server->loop, on_wakeup, server);
    return 0;
}

static int start(struct wikijs_webhook_server *server, wikijs_error *err)
{
    int status = take_options(server, err);
    if (status < 0)
        return status;
    server->mhd = wj_mhd_open("receiving webhooks", err);
    if (!server->mhd)
        return WIKIJS_E_CONFIG;
    const wikijs_webhook_server_options *options = &server->options;
    if (options->certificate_file)
        status = read_pem(options->certificate_file, &server->certificate, err);
    if (status == 0 && options->key_file)
        status = read_pem(options->key_file, &server->key, err);
    if (status == 0 && (wj_loop_new(&server->loop, &wj_libc_allocator, &wj_system_clock) < 0 ||
                        wj_loop_reserve_timers(server->loop, 3) < 0))
        status = wj_error_set(err, WIKIJS_E_NOMEM, "no memory or no descriptor for an event loop");
    if (status < 0)
        return status;
    server->listen_fd = wj_listen(options->address, &server->options.port, BACKLOG, err);
    return server->listen_fd < 0 ? server->listen_fd : start_daemon(server, err);
}

int wikijs_webhook_server_new(const wikijs_webhook_server_options *options, wikijs_webhook_server **out,
                              wikijs_error *err)
{
    wj_error_clear(err);
    wikijs_webhook_server_options taken = WIKIJS_WEBHOOK_SERVER_OPTIONS_INIT;
    int status = wj_sized_take(&taken, sizeof taken, options, err);
    if (status < 0)
        return status;
    if (!out)
        return wj_error_set(err, WIKIJS_E_ARG, "no place for the server is given");
    struct wikijs_webhook_server *server = wj_calloc(&wj_libc_allocator, 1, sizeof *server);
    if (!server)
        return wj_error_set(err, WIKIJS_E_NOMEM, "out of memory");
    server->magic = SERVER_MAGIC;
    server->options = taken;
    server->listen_fd = -1;
    server->turn = (struct wj_timer){ .due_us = -1, .fire = on_turn };
    server->sweep = (struct wj_timer){ .due_us = -1, .fire = on_sweep };
    server->stop = (struct wj_timer){ .due_us = -1, .fire = on_stop_timeout };
    wj_arena_init(&server->memory, &wj_libc_allocator, 0);
    pthread_mutex_init(&server->lock, NULL);
    status = start(server, err);
    if (status < 0)
        wikijs_webhook_server_free(server);
    else
        *out = server;
    return status;
}

int wikijs_webhook_server_on(wikijs_webhook_server *server, const char *pattern, wikijs_webhook_fn fn, void *payload,
                             wikijs_error *err)
{
    wj_error_clear(err);
    if (!is_server(server) || !pattern || !*pattern || !fn)
        return wj_error_set(err, WIKIJS_E_ARG, "no receiver, pattern or function is given");
    return wj_receiver_on(&server->receiver, pattern, fn, payload, err);
}

/* --- running --- */

static int enter(wikijs_webhook_server *server, wikijs_error *err)
{
    wj_error_clear(err);
    if (!is_server(server))
        return wj_error_set(err, WIKIJS_E_ARG, "no receiver is given");
    if (server->inside)
        return wj_error_set(err, WIKIJS_E_BUSY, "the receiver is run already, perhaps by the caller of this function");
    server->inside = true;
    return 0;
}

int wikijs_webhook_server_run(wikijs_webhook_server *server, wikijs_error *err)
{
    int status = enter(server, err);
    if (status < 0)
        return status;
    while (!server->stopped)
        (void)wj_loop_turn(server->loop, -1);
    server->inside = false;
    return 0;
}

int wikijs_webhook_server_fd(wikijs_webhook_server *server)
{
    return server ? wj_loop_fd(server->loop) : WIKIJS_E_ARG;
}

int wikijs_webhook_server_process(wikijs_webhook_server *server, wikijs_error *err)
{
    int status = enter(server, err);
    if (status < 0)
        return status;
    int done = wj_loop_turn(server->loop, 0);
    wj_loop_arm(server->loop, false);
    server->inside = false;
    return done;
}

void wikijs_webhook_server_stop(wikijs_webhook_server *server)
{
    if (!server)
        return;
    atomic_store(&server->stop_wanted, true);
    wj_loop_wakeup(server->loop);
}

bool wikijs_webhook_server_is_stopped(const wikijs_webhook_server *server)
{
    return is_server(server) && server->stopped;
}

int wikijs_webhook_server_get_stats(const wikijs_webhook_server *server, wikijs_webhook_server_stats *stats)
{
    if (!is_server(server) || !stats || stats->struct_size < sizeof stats->struct_size)
        return WIKIJS_E_ARG;
    size_t size = stats->struct_size < sizeof *stats ? stats->struct_size : sizeof *stats;
    wikijs_webhook_server_stats all = server->stats;
    struct wikijs_webhook_server *locked = (struct wikijs_webhook_server *)(uintptr_t)server;
    pthread_mutex_lock(&locked->lock);
    all.held = (int64_t)server->held;
    pthread_mutex_unlock(&locked->lock);
    all.struct_size = stats->struct_size;
    memcpy(stats, &all, size);
    return 0;
}

uint16_t wikijs_webhook_server_port(const wikijs_webhook_server *server)
{
    return is_server(server) ? server->options.port : 0;
}

/* --- ending --- */

void wj_webhook_server_bury(struct wikijs_webhook_server *server)
{
    pthread_mutex_destroy(&server->lock);
    wj_free(&wj_libc_allocator, server);
}

void wikijs_webhook_server_free(wikijs_webhook_server *server)
{
    if (!is_server(server))
        return;
    server->magic = 0;
    if (server->daemon) {
        wj_webhook_resume_all(server);
        wj_loop_forget(server->loop, server->epoll_fd);
        server->mhd->MHD_stop_daemon(server->daemon);
    }
    if (server->listen_fd >= 0)
        close(server->listen_fd);
    pthread_mutex_lock(&server->lock);
    server->gone = true;
    bool bury = server->orphans == 0;
    pthread_mutex_unlock(&server->lock);
    wj_loop_free(server->loop);
    wj_receiver_free(&server->receiver);
    wj_free(&wj_libc_allocator, server->certificate);
    wj_free_secret(&wj_libc_allocator, server->key);
    wj_arena_clear(&server->memory);
    if (bury)
        wj_webhook_server_bury(server);
}

#endif
