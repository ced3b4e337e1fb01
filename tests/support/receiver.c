/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "support/receiver.h"

wikijs_webhook_server *receiver;
wikijs_error receiver_err;
static pthread_t runner;

static void *run(void *unused)
{
    (void)unused;
    wikijs_error failure;
    return (void *)(intptr_t)wikijs_webhook_server_run(receiver, &failure);
}

wikijs_webhook_server_options receiver_options(void)
{
    static const char *const secrets[] = { "an older secret, still good", RECEIVER_SECRET };
    wikijs_webhook_server_options options = WIKIJS_WEBHOOK_SERVER_OPTIONS_INIT;
    options.secrets = (wikijs_strings){ secrets, 2 };
    options.path = "/hook";
    return options;
}

void receiver_make(const wikijs_webhook_server_options *options)
{
    if (wikijs_webhook_server_new(options, &receiver, &receiver_err) < 0)
        fail_msg("%s", receiver_err.message);
}

void receiver_start(void)
{
    assert_int_equal(pthread_create(&runner, NULL, run, NULL), 0);
}

wikijs_webhook_server_stats receiver_stop_stats(void)
{
    wikijs_webhook_server_stats stats = WIKIJS_WEBHOOK_SERVER_STATS_INIT;
    void *status;
    wikijs_webhook_server_stop(receiver);
    pthread_join(runner, &status);
    assert_null(status);
    assert_true(wikijs_webhook_server_is_stopped(receiver));
    assert_int_equal(wikijs_webhook_server_get_stats(receiver, &stats), 0);
    wikijs_webhook_server_free(receiver);
    receiver = NULL;
    return stats;
}

void receiver_stop(void)
{
    (void)receiver_stop_stats();
}

/* --- a client of plain sockets --- */

int receiver_connect(void)
{
    struct sockaddr_in to = { .sin_family = AF_INET,
                              .sin_port = htons(wikijs_webhook_server_port(receiver)),
                              .sin_addr = { htonl(INADDR_LOOPBACK) } };
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof to), 0);
    return fd;
}

void receiver_send(int fd, const char *text, size_t length)
{
    while (length) {
        ssize_t sent = send(fd, text, length, MSG_NOSIGNAL);
        if (sent <= 0)
            return; /* it has hung up, and will say why */
        text += sent;
        length -= (size_t)sent;
    }
}

char receiver_answer[4096];

int receiver_read(int fd)
{
    size_t size = 0;
    receiver_answer[0] = '\0';
    for (;;) {
        char *end = strstr(receiver_answer, "\r\n\r\n"), *length = strstr(receiver_answer, "Content-Length: ");
        if (end && length && size >= (size_t)(end + 4 - receiver_answer) + strtoul(length + 16, NULL, 10))
            return (int)strtol(receiver_answer + 9, NULL, 10);
        ssize_t got = recv(fd, receiver_answer + size, sizeof receiver_answer - 1 - size, 0);
        if (got <= 0)
            return 0;
        size += (size_t)got;
        receiver_answer[size] = '\0';
    }
}

static int64_t now_s(void)
{
    return (int64_t)time(NULL);
}

void receiver_head(char out[1024], const char *id, const char *body, size_t length)
{
    char signature[WIKIJS_WEBHOOK_SIGNATURE_SIZE];
    int64_t seconds = now_s();
    assert_int_equal(wikijs_webhook_sign(RECEIVER_SECRET, id, seconds, (wikijs_str){ body, length }, signature, NULL),
                     0);
    snprintf(
        out, 1024,
        "POST /hook HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %zu\r\nwebhook-id: %s\r\n"
        "webhook-timestamp: %lld\r\nwebhook-signature: %s\r\n\r\n",
        length, id, (long long)seconds, signature);
}

void receiver_deliver_on(int fd, const char *id, const char *body)
{
    char head[1024];
    receiver_head(head, id, body, strlen(body));
    receiver_send(fd, head, strlen(head));
    receiver_send(fd, body, strlen(body));
}

int receiver_deliver(const char *id, const char *body)
{
    int fd = receiver_connect();
    receiver_deliver_on(fd, id, body);
    int status = receiver_read(fd);
    close(fd);
    return status;
}

int receiver_send_raw(const char *text)
{
    int fd = receiver_connect();
    receiver_send(fd, text, strlen(text));
    int status = receiver_read(fd);
    close(fd);
    return status;
}

/* --- a function for deliveries --- */

atomic_int receiver_seen, receiver_result;
char receiver_type[64], receiver_id[64], receiver_path[64];

int receiver_take(const wikijs_webhook_received *received, void *payload)
{
    (void)payload;
    snprintf(receiver_type, sizeof receiver_type, "%s", received->type);
    snprintf(receiver_id, sizeof receiver_id, "%s", received->id);
    snprintf(receiver_path, sizeof receiver_path, "%s", received->event ? received->event->page->path : "");
    atomic_fetch_add(&receiver_seen, 1);
    return atomic_load(&receiver_result);
}

void receiver_serve(const wikijs_webhook_server_options *options, const char *pattern)
{
    atomic_store(&receiver_seen, 0);
    atomic_store(&receiver_result, 0);
    receiver_make(options);
    assert_int_equal(wikijs_webhook_server_on(receiver, pattern, receiver_take, NULL, &receiver_err), 0);
    receiver_start();
}
