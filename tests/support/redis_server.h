/* SPDX-License-Identifier: MIT */
/* A real redis-server of a test's own, on a loopback port and a socket in a folder of its own; and what is none. */
#ifndef TEST_REDIS_SERVER_H
#define TEST_REDIS_SERVER_H

#include <stdbool.h>
#include <sys/types.h>

struct redis_server {
    char folder[64];
    int port, place; /* place: a socket that keeps the port while no server has it */
    pid_t pid;       /* 0: it does not run */
    char url[64], socket_url[128];
    const char *password;
};

/* password: NULL for none. */
void redis_server_make(struct redis_server *server, const char *password);
void redis_server_start(struct redis_server *server); /* empty, on the same port */
void redis_server_kill(struct redis_server *server);
void redis_server_pause(struct redis_server *server, bool paused);
void redis_server_free(struct redis_server *server); /* kills it, too */
/* Run a command by redis-cli; its output is not read. */
void redis_server_tell(const struct redis_server *server, const char *command);

/* Something else behind a port: it takes connections and says the same to each, without end when `drips`. */
struct no_redis;
struct no_redis *no_redis_start(const char *says, bool drips, int *port); /* NULL: nothing */
void no_redis_stop(struct no_redis *server);

/* A socket with a loopback port that nobody listens at, and that nobody else can get until it is closed. */
int closed_port(int *port);

#endif
