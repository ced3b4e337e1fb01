/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "support/hook.h"

static const char *find_header(const char *head, const char *name)
{
    size_t length = strlen(name);
    for (const char *line = strstr(head, "\r\n"); line; line = strstr(line, "\r\n")) {
        line += 2;
        if (strncasecmp(line, name, length) == 0 && line[length] == ':')
            return line + length + 1 + strspn(line + length + 1, " ");
    }
    return NULL;
}

/* Read a request whole; its head stays. Returns whether there was one. */
static int read_request(int fd, char *head, size_t size)
{
    size_t length = 0, wanted = 0;
    while (!wanted || length < wanted) {
        ssize_t got = recv(fd, head + length, size - 1 - length, 0);
        if (got <= 0)
            return 0;
        length += (size_t)got;
        head[length] = '\0';
        const char *end = strstr(head, "\r\n\r\n"), *body = end ? find_header(head, "content-length") : NULL;
        if (end)
            wanted = (size_t)(end + 4 - head) + (body ? strtoul(body, NULL, 10) : 0);
    }
    return 1;
}

static struct hook_answer take(struct hook *hook, const char *head)
{
    struct hook_answer answer = { .status = 200 };
    const char *id = find_header(head, "webhook-id");
    pthread_mutex_lock(&hook->lock);
    if (hook->count < HOOK_REQUESTS)
        snprintf(hook->ids[hook->count], sizeof hook->ids[0], "%.*s", id ? (int)strcspn(id, "\r") : 0, id ? id : "");
    hook->count++;
    if (hook->answer_count) {
        answer = *hook->answers++;
        hook->answer_count--;
    }
    pthread_mutex_unlock(&hook->lock);
    return answer;
}

static void *serve(void *context)
{
    struct hook *hook = context;
    static _Thread_local char head[65536];
    int fd;
    while ((fd = accept(hook->fd, NULL, NULL)) >= 0) {
        if (read_request(fd, head, sizeof head)) {
            struct hook_answer answer = take(hook, head);
            char text[256];
            int length = snprintf(text, sizeof text,
                                  "HTTP/1.1 %d So\r\nContent-Length: 0\r\nConnection: close\r\n%s%s%s\r\n",
                                  answer.status, answer.retry_after ? "Retry-After: " : "",
                                  answer.retry_after ? answer.retry_after : "", answer.retry_after ? "\r\n" : "");
            (void)!send(fd, text, (size_t)length, MSG_NOSIGNAL);
        }
        close(fd);
    }
    return NULL;
}

void hook_start(struct hook *hook)
{
    struct sockaddr_in place = { .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) } };
    socklen_t size = sizeof place;
    *hook = (struct hook){ .fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) };
    assert_true(hook->fd >= 0);
    assert_int_equal(bind(hook->fd, (struct sockaddr *)&place, size), 0);
    assert_int_equal(listen(hook->fd, 64), 0);
    assert_int_equal(getsockname(hook->fd, (struct sockaddr *)&place, &size), 0);
    snprintf(hook->url, sizeof hook->url, "http://127.0.0.1:%d/", ntohs(place.sin_port));
    pthread_mutex_init(&hook->lock, NULL);
    assert_int_equal(pthread_create(&hook->thread, NULL, serve, hook), 0);
}

void hook_stop(struct hook *hook)
{
    shutdown(hook->fd, SHUT_RDWR);
    pthread_join(hook->thread, NULL);
    close(hook->fd);
    pthread_mutex_destroy(&hook->lock);
}

void hook_answer(struct hook *hook, const struct hook_answer *answers, size_t count)
{
    pthread_mutex_lock(&hook->lock);
    hook->answers = answers;
    hook->answer_count = count;
    pthread_mutex_unlock(&hook->lock);
}

size_t hook_count(struct hook *hook)
{
    pthread_mutex_lock(&hook->lock);
    size_t count = hook->count;
    pthread_mutex_unlock(&hook->lock);
    return count;
}
