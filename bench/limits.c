/* SPDX-License-Identifier: MIT */
/*
 * How exact a rate limit is: limits URL RATE SECONDS CALLERS. So many callers in one loop start their next call as soon as
 * one has ended. When each request was sent is noted by a hook. Prints the requests and what the rate allows, their ratio,
 * and the most in any second beside what is allowed there.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wikijs/client.h>
#include <wikijs/pages.h>
#include <wikijs/sys/hooks.h>

enum { MAX_REQUESTS = 1000000 };

static double sent_at[MAX_REQUESTS], until;
static size_t sent;
static long failed;
static wikijs_client *client;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static int note_time(const wikijs_hook_event *event, void *payload)
{
    (void)event;
    (void)payload;
    if (sent < MAX_REQUESTS)
        sent_at[sent++] = now();
    return 0;
}

static void on_page(wikijs_call *call, void *payload)
{
    wikijs_page *page = NULL;
    failed += wikijs_pages_get_finish(call, &page, NULL) < 0;
    wikijs_page_free(page);
    if (now() < until)
        failed += wikijs_pages_get_async(client, 1, NULL, on_page, payload, NULL) < 0;
}

static size_t most_in_a_second(void)
{
    size_t most = 0;
    for (size_t first = 0, last = 0; last < sent; last++) {
        while (sent_at[last] - sent_at[first] >= 1)
            first++;
        most = last - first + 1 > most ? last - first + 1 : most;
    }
    return most;
}

int main(int argc, char **argv)
{
    static const wikijs_hooks hook = { .name = "times", .before_request = note_time };
    if (argc != 5) {
        fprintf(stderr, "usage: limits URL RATE-PER-SECOND SECONDS CALLERS\n");
        return 2;
    }
    char rate[64];
    snprintf(rate, sizeof rate, "%s/s", argv[2]);
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = argv[1];
    options.rate_limit = rate;
    options.hooks = &hook;
    options.hook_count = 1;
    wikijs_error err;
    if (wikijs_client_new(&options, &client, &err) < 0) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    double seconds = strtod(argv[3], NULL), start = now();
    until = start + seconds;
    for (int i = 0; i < atoi(argv[4]); i++)
        failed += wikijs_pages_get_async(client, 1, NULL, on_page, NULL, NULL) < 0;
    while (wikijs_client_pending(client) > 0)
        if (wikijs_client_wait(client, -1, NULL) < 0)
            return 1;
    size_t in_time = 0;
    while (in_time < sent && sent_at[in_time] < until)
        in_time++;
    double allowed = strtod(argv[2], NULL) * seconds;
    printf("%8s/s %4s callers %6zu requests in %.0f s, %.0f allowed: %.4f   most in a second: %zu   failed: %ld\n",
           argv[2], argv[4], in_time, seconds, allowed, (double)in_time / allowed, most_in_a_second(), failed);
    wikijs_client_free(client);
    return failed > 0;
}
