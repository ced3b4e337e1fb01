/* SPDX-License-Identifier: MIT */
/*
 * Advanced: all titles into a pipe that may be slow, without ever blocking. When the pipe is full the walk pauses, and
 * nothing is fetched that nobody takes; poll() says when it can go on. Usage: iter_pipe | SLOW-READER
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wikijs/client.h>
#include <wikijs/iter.h>

struct pipe_end {
    char line[1024];
    size_t length, sent; /* what is left of the line: sent..length */
    bool ended;
    int status;
    wikijs_error err;
};

/* Write what is left; false while the pipe is full. */
static bool drain(struct pipe_end *out)
{
    while (out->sent < out->length) {
        ssize_t written = write(STDOUT_FILENO, out->line + out->sent, out->length - out->sent);
        if (written < 0 && errno == EAGAIN)
            return false;
        if (written < 0) /* nobody reads any more */
            exit(0);
        out->sent += (size_t)written;
    }
    return true;
}

static wikijs_iter_action on_item(wikijs_iter *iter, const void *item, void *payload)
{
    (void)iter;
    const wikijs_page_item *page = item;
    struct pipe_end *out = payload;
    int length = snprintf(out->line, sizeof out->line, "%s\n", page->title);
    out->length = (size_t)length < sizeof out->line ? (size_t)length : sizeof out->line - 1;
    out->sent = 0;
    return drain(out) ? WIKIJS_ITER_CONTINUE : WIKIJS_ITER_PAUSE;
}

static void on_end(wikijs_iter *iter, int status, const wikijs_error *err, void *payload)
{
    (void)iter;
    struct pipe_end *out = payload;
    out->ended = true;
    out->status = status;
    out->err = *err;
}

static void run(wikijs_client *client, wikijs_iter *iter, struct pipe_end *out)
{
    out->status = wikijs_iter_start(iter, on_item, on_end, out);
    while (out->status == 0 && !out->ended) {
        bool full = out->sent < out->length;
        struct pollfd fds[] = { { .fd = wikijs_client_fd(client), .events = POLLIN },
                                { .fd = full ? STDOUT_FILENO : -1, .events = POLLOUT } };
        poll(fds, 2, -1);
        if (full && fds[1].revents && drain(out))
            wikijs_iter_resume(iter);
        wikijs_client_process(client, NULL);
    }
}

int main(void)
{
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";

    wikijs_error err;
    wikijs_client *client;
    wikijs_iter *iter = NULL;
    struct pipe_end out = { .length = 0 };
    if (wikijs_client_new(&options, &client, &err) < 0) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    fcntl(STDOUT_FILENO, F_SETFL, fcntl(STDOUT_FILENO, F_GETFL) | O_NONBLOCK);
    out.status = wikijs_pages_iter_items(client, NULL, &iter, &out.err);
    if (iter)
        run(client, iter, &out);
    if (out.status < 0)
        fprintf(stderr, "%s\n", out.err.message);
    wikijs_iter_free(iter);
    wikijs_client_free(client);
    return wikijs_status_exit_code(out.status);
}
