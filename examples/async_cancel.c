/* SPDX-License-Identifier: MIT */
/*
 * Reads pages for at most so many milliseconds and cancels what is not there by then; each call has a limit of its own, too.
 * Usage: async_cancel MILLISECONDS ID...
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <wikijs/client.h>
#include <wikijs/pages.h>

enum { MOST_CALLS = 100 };

struct reading {
    wikijs_call *call; /* a reference of our own: it can be canceled at any time, even after it has ended */
    int status;
};

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void on_page(wikijs_call *call, void *payload)
{
    struct reading *reading = payload;
    wikijs_page *page = NULL;
    reading->status = wikijs_pages_get_finish(call, &page, NULL);
    wikijs_page_free(page);
}

static int start(wikijs_client *client, int64_t id, struct reading *reading)
{
    wikijs_pages_get_options options = WIKIJS_PAGES_GET_OPTIONS_INIT;
    options.timeout_ms = 5000;
    int status = wikijs_pages_get_async(client, id, &options, on_page, reading, &reading->call);
    if (status == 0)
        wikijs_call_ref(reading->call);
    return status;
}

/* Waits until all calls have ended or the time is over, then cancels the rest and lets their callbacks run. */
static int wait_at_most(wikijs_client *client, int64_t limit_ms, struct reading *readings, int count, wikijs_error *err)
{
    int64_t end = now_ms() + limit_ms;
    int status = 0;
    for (int64_t left = limit_ms; status >= 0 && left > 0 && wikijs_client_pending(client) > 0; left = end - now_ms())
        status = wikijs_client_wait(client, left, err);
    for (int i = 0; i < count; i++)
        wikijs_call_cancel(readings[i].call);
    while (status >= 0 && wikijs_client_pending(client) > 0)
        status = wikijs_client_wait(client, -1, err);
    return status;
}

int main(int argc, char **argv)
{
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";

    wikijs_error err;
    wikijs_client *client;
    if (argc < 3 || argc > MOST_CALLS + 2 || wikijs_client_new(&options, &client, &err) < 0)
        return 1;

    struct reading readings[MOST_CALLS] = { 0 };
    int count = argc - 2, outcomes[2] = { 0 };
    for (int i = 0; i < count; i++)
        if (start(client, atoll(argv[i + 2]), &readings[i]) < 0)
            return 1;
    if (wait_at_most(client, atoll(argv[1]), readings, count, &err) < 0)
        return 1;
    for (int i = 0; i < count; i++) {
        outcomes[readings[i].status == WIKIJS_E_CANCELED]++;
        wikijs_call_unref(readings[i].call);
    }
    printf("%d ended, %d canceled\n", outcomes[0], outcomes[1]);
    wikijs_client_free(client);
    return 0;
}
