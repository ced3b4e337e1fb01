/* SPDX-License-Identifier: MIT */
/*
 * Many calls at once on a plain poll() loop: the client is one descriptor, and needs no timeout of yours.
 * Usage: async_poll ID...
 */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <wikijs/client.h>
#include <wikijs/pages.h>

static int failures;

static void on_page(wikijs_call *call, void *payload)
{
    wikijs_error err;
    wikijs_page *page = NULL;
    if (wikijs_pages_get_finish(call, &page, &err) == 0) {
        printf("%s: %s\n", (const char *)payload, page->title);
    } else {
        fprintf(stderr, "%s: %s\n", (const char *)payload, err.message);
        failures++;
    }
    wikijs_page_free(page);
}

static void start_all(wikijs_client *client, int count, char **ids)
{
    for (int i = 0; i < count; i++)
        if (wikijs_pages_get_async(client, atoll(ids[i]), NULL, on_page, ids[i], NULL) < 0)
            failures++;
}

static int run_until_idle(wikijs_client *client, wikijs_error *err)
{
    int status = 0;
    while (status >= 0 && wikijs_client_pending(client) > 0) {
        struct pollfd watched = { .fd = wikijs_client_fd(client), .events = POLLIN };
        if (poll(&watched, 1, -1) > 0)
            status = wikijs_client_process(client, err);
    }
    return status;
}

int main(int argc, char **argv)
{
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";

    wikijs_error err;
    wikijs_client *client;
    if (wikijs_client_new(&options, &client, &err) < 0) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    start_all(client, argc - 1, argv + 1);
    if (run_until_idle(client, &err) < 0) {
        fprintf(stderr, "%s\n", err.message);
        failures++;
    }
    wikijs_client_free(client);
    return failures != 0;
}
