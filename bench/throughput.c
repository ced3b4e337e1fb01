/* SPDX-License-Identifier: MIT */
/*
 * Calls per second and CPU per call: libwikijs beside bare libcurl that sends the same bytes to the same server.
 *
 *   throughput URL SECONDS WIDTH MODE      MODE: ours-sync ours-async curl-easy curl-multi
 *
 * Prints one line: MODE WIDTH calls/s CPU-microseconds/call. Both sides use keep-alive, the same number of connections
 * and the same compression settings; libwikijs decodes every answer into a struct besides.
 */
#include <curl/curl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <wikijs/client.h>
#include <wikijs/pages.h>
#include <wikijs/sys/hooks.h>

enum { MAX_CONNECTIONS = 1000, PAGE = 1 };

static char *body; /* what libwikijs sends for pages.single, caught by a hook */
static size_t body_length;
static const char *url;
static double until;
static long finished, failed;

static double seconds(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static bool time_left(void)
{
    return seconds(CLOCK_MONOTONIC) < until;
}

/* --- libwikijs --- */

static int catch_body(const wikijs_hook_event *event, void *payload)
{
    (void)payload;
    if (body)
        return 0;
    body_length = event->request_body.len;
    body = malloc(body_length + 1);
    memcpy(body, event->request_body.ptr, body_length + 1);
    return 0;
}

static wikijs_client *make_client(bool catching)
{
    static const wikijs_hooks hook = { .name = "catch", .before_request = catch_body };
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = url;
    options.max_connections = MAX_CONNECTIONS;
    if (getenv("WIKIJS_API_KEY"))
        options.api_key_env = "WIKIJS_API_KEY";
    if (catching) {
        options.hooks = &hook;
        options.hook_count = 1;
    }
    wikijs_error err;
    wikijs_client *client;
    if (wikijs_client_new(&options, &client, &err) < 0) {
        fprintf(stderr, "%s\n", err.message);
        exit(1);
    }
    return client;
}

static void one_call(wikijs_client *client)
{
    wikijs_error err;
    wikijs_page *page = NULL;
    if (wikijs_pages_get(client, PAGE, NULL, &page, &err) < 0) {
        if (!failed++)
            fprintf(stderr, "%s\n", err.message);
    }
    wikijs_page_free(page);
    finished++;
}

static void run_sync(wikijs_client *client)
{
    while (time_left())
        one_call(client);
}

static wikijs_client *async_client;

static void on_page(wikijs_call *call, void *payload)
{
    wikijs_page *page = NULL;
    if (wikijs_pages_get_finish(call, &page, NULL) < 0)
        failed++;
    wikijs_page_free(page);
    finished++;
    if (time_left() && wikijs_pages_get_async(async_client, PAGE, NULL, on_page, payload, NULL) < 0)
        failed++;
}

static void run_async(wikijs_client *client, int width)
{
    async_client = client;
    for (int i = 0; i < width; i++)
        if (wikijs_pages_get_async(client, PAGE, NULL, on_page, NULL, NULL) < 0)
            failed++;
    while (wikijs_client_pending(client) > 0)
        if (wikijs_client_wait(client, -1, NULL) < 0)
            exit(1);
}

/* --- bare libcurl --- */

struct answer {
    char *bytes;
    size_t length, capacity;
};

static size_t on_bytes(char *bytes, size_t size, size_t count, void *context)
{
    struct answer *answer = context;
    size *= count;
    if (answer->length + size > answer->capacity) {
        answer->capacity = (answer->length + size) * 2;
        answer->bytes = realloc(answer->bytes, answer->capacity);
    }
    memcpy(answer->bytes + answer->length, bytes, size);
    answer->length += size;
    return size;
}

static CURL *make_easy(struct answer *answer)
{
    static struct curl_slist *headers;
    static char endpoint[512];
    if (!headers) {
        headers = curl_slist_append(headers, "Content-Type: application/json");
        headers = curl_slist_append(headers, "Expect:");
        snprintf(endpoint, sizeof endpoint, "%s/graphql", url);
    }
    CURL *easy = curl_easy_init();
    curl_easy_setopt(easy, CURLOPT_URL, endpoint);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, (long)body_length);
    curl_easy_setopt(easy, CURLOPT_USERAGENT, "libwikijs/bench");
    curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_bytes);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, answer);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, answer);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    return easy;
}

static void run_easy(void)
{
    struct answer answer = { 0 };
    CURL *easy = make_easy(&answer);
    while (time_left()) {
        answer.length = 0;
        if (curl_easy_perform(easy) != CURLE_OK || !answer.length)
            failed++;
        finished++;
    }
    curl_easy_cleanup(easy);
    free(answer.bytes);
}

static int collect(CURLM *multi)
{
    int left, again = 0;
    for (CURLMsg *message = curl_multi_info_read(multi, &left); message; message = curl_multi_info_read(multi, &left)) {
        CURL *easy = message->easy_handle;
        struct answer *answer;
        if (message->data.result != CURLE_OK)
            failed++;
        curl_easy_getinfo(easy, CURLINFO_PRIVATE, (char **)&answer);
        curl_multi_remove_handle(multi, easy);
        finished++;
        if (!time_left())
            continue;
        answer->length = 0;
        curl_multi_add_handle(multi, easy);
        again++;
    }
    return again;
}

/* The simplest loop that libcurl documents: perform, then poll. */
static void run_multi(int width)
{
    CURLM *multi = curl_multi_init();
    struct answer *answers = calloc((size_t)width, sizeof *answers);
    CURL **easies = calloc((size_t)width, sizeof(CURL *));
    curl_multi_setopt(multi, CURLMOPT_MAX_HOST_CONNECTIONS, (long)MAX_CONNECTIONS);
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, (long)MAX_CONNECTIONS);
    for (int i = 0; i < width; i++) {
        easies[i] = make_easy(&answers[i]);
        curl_multi_add_handle(multi, easies[i]);
    }
    for (int running = 1; running;) {
        curl_multi_perform(multi, &running);
        if (collect(multi)) {
            running = 1;
            continue;
        }
        if (running)
            curl_multi_poll(multi, NULL, 0, 1000, NULL);
    }
    for (int i = 0; i < width; i++) {
        curl_easy_cleanup(easies[i]);
        free(answers[i].bytes);
    }
    curl_multi_cleanup(multi);
    free(answers);
    free(easies);
}

/* --- */

static double cpu_seconds(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_utime.tv_sec + (double)usage.ru_stime.tv_sec +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

int main(int argc, char **argv)
{
    if (argc != 5) {
        fprintf(stderr, "usage: throughput URL SECONDS WIDTH MODE\n");
        return 2;
    }
    url = argv[1];
    int width = atoi(argv[3]);
    const char *mode = argv[4];
    wikijs_client *first = make_client(true);
    one_call(first);
    wikijs_client_free(first);
    finished = 0;
    wikijs_client *client = make_client(false);
    one_call(client); /* connected before the clock starts */
    finished = 0;

    double cpu = cpu_seconds(), start = seconds(CLOCK_MONOTONIC);
    until = start + atof(argv[2]);
    if (!strcmp(mode, "ours-sync"))
        run_sync(client);
    else if (!strcmp(mode, "ours-async"))
        run_async(client, width);
    else if (!strcmp(mode, "curl-easy"))
        run_easy();
    else
        run_multi(width);
    double took = seconds(CLOCK_MONOTONIC) - start;
    cpu = cpu_seconds() - cpu;
    printf("%s %d %.0f %.2f\n", mode, width, (double)finished / took, cpu / (double)finished * 1e6);
    wikijs_client_free(client);
    free(body);
    if (failed)
        fprintf(stderr, "%ld of %ld calls failed\n", failed, finished);
    return failed != 0;
}
