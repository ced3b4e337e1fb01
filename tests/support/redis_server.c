/* SPDX-License-Identifier: MIT */
#include "support/redis_server.h"

#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/stores.h"

/* Linux lets a server that sets SO_REUSEADDR listen at the port as well. */
int closed_port(int *port)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof at;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), yes = 1;
    assert_true(fd >= 0);
    assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes), 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&at, sizeof at), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&at, &size), 0);
    *port = ntohs(at.sin_port);
    return fd;
}

/* --- a real one --- */

void redis_server_make(struct redis_server *server, const char *password)
{
    *server = (struct redis_server){ .password = password };
    stores_make_folder(server->folder);
    server->place = closed_port(&server->port);
    snprintf(server->url, sizeof server->url, "redis://%s%s%s127.0.0.1:%d", password ? ":" : "",
             password ? password : "", password ? "@" : "", server->port);
    snprintf(server->socket_url, sizeof server->socket_url, "unix://%s/socket", server->folder);
    redis_server_start(server);
}

static void run_server(const struct redis_server *server, int out)
{
    char port[16], path[96];
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    snprintf(port, sizeof port, "%d", server->port);
    snprintf(path, sizeof path, "%s/socket", server->folder);
    dup2(out, STDOUT_FILENO);
    const char *arguments[] = { "redis-server", "--bind",       "127.0.0.1", "--port", port, "--dir",
                                server->folder, "--unixsocket", path,        "--save", "",   "--appendonly",
                                "no",           "--loglevel",   "notice",    NULL,     NULL, NULL };
    if (server->password) {
        arguments[15] = "--requirepass";
        arguments[16] = server->password;
    }
    execvp(arguments[0], (char *const *)(uintptr_t)arguments);
    _exit(127);
}

/* It says so when it is ready. */
static void await_ready(int in)
{
    char line[512];
    FILE *log = fdopen(in, "r");
    bool ready = false;
    while (!ready && fgets(line, sizeof line, log))
        ready = strstr(line, "eady to accept connections") != NULL;
    if (!ready)
        fail_msg("redis-server does not start: is the package redis-server there?");
    fclose(log); /* what it says from now on is of no interest, and it does not mind */
}

void redis_server_start(struct redis_server *server)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    server->pid = fork();
    assert_true(server->pid >= 0);
    if (server->pid == 0)
        run_server(server, ends[1]);
    close(ends[1]);
    await_ready(ends[0]);
}

void redis_server_kill(struct redis_server *server)
{
    if (!server->pid)
        return;
    kill(server->pid, SIGKILL);
    waitpid(server->pid, NULL, 0);
    server->pid = 0;
}

void redis_server_pause(struct redis_server *server, bool paused)
{
    int status;
    kill(server->pid, paused ? SIGSTOP : SIGCONT);
    assert_int_equal(waitpid(server->pid, &status, WUNTRACED | WCONTINUED), server->pid);
}

void redis_server_free(struct redis_server *server)
{
    redis_server_kill(server);
    close(server->place);
    stores_remove_folder(server->folder);
}

void redis_server_tell(const struct redis_server *server, const char *command)
{
    char line[512];
    snprintf(line, sizeof line, "redis-cli -p %d %s%s --no-auth-warning %s >/dev/null", server->port,
             server->password ? "-a " : "", server->password ? server->password : "", command);
    assert_int_equal(system(line), 0);
}

/* --- none --- */

struct no_redis {
    pthread_t thread;
    int listener, stop[2];
    const char *says;
    bool drips;
};

static void serve(struct no_redis *server, int *connections, size_t *count)
{
    int fd = accept4(server->listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (fd < 0)
        return;
    if (server->says)
        send(fd, server->says, strlen(server->says), MSG_NOSIGNAL);
    connections[*count] = fd;
    *count += *count < 63;
}

static void *run_none(void *context)
{
    struct no_redis *server = context;
    int connections[64];
    size_t count = 0;
    struct pollfd watched[] = { { .fd = server->listener, .events = POLLIN },
                                { .fd = server->stop[0], .events = POLLIN } };
    for (;;) {
        poll(watched, 2, server->drips ? 5 : -1);
        if (watched[1].revents)
            break;
        if (watched[0].revents)
            serve(server, connections, &count);
        for (size_t i = 0; server->drips && i < count; i++)
            send(connections[i], "x", 1, MSG_NOSIGNAL);
    }
    for (size_t i = 0; i < count; i++)
        close(connections[i]);
    return NULL;
}

struct no_redis *no_redis_start(const char *says, bool drips, int *port)
{
    struct no_redis *server = calloc(1, sizeof *server);
    assert_non_null(server);
    server->says = says;
    server->drips = drips;
    server->listener = closed_port(port);
    assert_int_equal(listen(server->listener, 16), 0);
    assert_int_equal(pipe(server->stop), 0);
    assert_int_equal(pthread_create(&server->thread, NULL, run_none, server), 0);
    return server;
}

void no_redis_stop(struct no_redis *server)
{
    close(server->stop[1]);
    pthread_join(server->thread, NULL);
    close(server->stop[0]);
    close(server->listener);
    free(server);
}
