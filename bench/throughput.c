/* SPDX-License-Identifier: MIT */
/*
 * Calls per second and CPU per call: libwikijs beside bare libcurl that sends the same bytes to the same server.
 *
 *   throughput URL SLICE ROUNDS WIDTH CONNECTIONS MODE...      MODE: ours-sync ours-async curl-easy curl-multi
 *
 * The modes take turns, SLICE seconds each (or so many calls, as in 5000c, for callgrind and strace), after a turn that does
 * not count. Prints for each turn: MODE WIDTH calls/s CPU-microseconds/call. Both sides use keep-alive, the same number of
 * connections and the same compression settings; libwikijs decodes every answer into a struct besides.
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

enum { PAGE = 1 };

static char *body; /* what libwikijs sends for pages.single, caught by a hook */
static size_t body_length;
static const char *url;
static double until;
static long finished, failed, most; /* most: calls of a turn; 0: it ends by time */
static long connections;            /* most of them, for each side */

static double seconds(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static bool time_left(void)
{
    return most ? finished < most : seconds(CLOCK_MONOTONIC) < until;
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
    options.max_connections = connections;
    if (getenv("WIKIJS_API_KEY"))
        options.api_key_env = "WIKIJS_API_KEY";
    if (catching) {
        options.hooks = &hook;
        options.hook_count = 1;
    }
    wikijs_error err;
    wikijs_client *made;
    if (wikijs_client_new(&options, &made, &err) < 0) {
        fprintf(stderr, "%s\n", err.message);
        exit(1);
    }
    return made;
}

static void one_call(wikijs_client *caller)
{
    wikijs_error err;
    wikijs_page *page = NULL;
    if (wikijs_pages_get(caller, PAGE, NULL, &page, &err) < 0) {
        if (!failed++)
            fprintf(stderr, "%s\n", err.message);
    }
    wikijs_page_free(page);
    finished++;
}

static wikijs_client *client;

static void run_sync(int width)
{
    (void)width;
    while (time_left())
        one_call(client);
}

static void on_page(wikijs_call *call, void *payload)
{
    wikijs_page *page = NULL;
    if (wikijs_pages_get_finish(call, &page, NULL) < 0)
        failed++;
    wikijs_page_free(page);
    finished++;
    if (time_left() && wikijs_pages_get_async(client, PAGE, NULL, on_page, payload, NULL) < 0)
        failed++;
}

static void run_async(int width)
{
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

static struct {
    CURL *easy;
    CURLM *multi;
    struct answer *answers;
    CURL **easies;
    int width;
} bare;

static void run_easy(int width)
{
    (void)width;
    static struct answer answer;
    if (!bare.easy)
        bare.easy = make_easy(&answer);
    while (time_left()) {
        answer.length = 0;
        if (curl_easy_perform(bare.easy) != CURLE_OK || !answer.length)
            failed++;
        finished++;
    }
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

static void make_multi(int width)
{
    bare.multi = curl_multi_init();
    bare.answers = calloc((size_t)width, sizeof *bare.answers);
    bare.easies = calloc((size_t)width, sizeof(CURL *));
    bare.width = width;
    curl_multi_setopt(bare.multi, CURLMOPT_MAX_HOST_CONNECTIONS, connections);
    curl_multi_setopt(bare.multi, CURLMOPT_MAXCONNECTS, connections);
    for (int i = 0; i < width; i++)
        bare.easies[i] = make_easy(&bare.answers[i]);
}

/* The simplest loop that libcurl documents: perform, then poll. */
static void run_multi(int width)
{
    if (!bare.multi)
        make_multi(width);
    for (int i = 0; i < width; i++) {
        bare.answers[i].length = 0;
        curl_multi_add_handle(bare.multi, bare.easies[i]);
    }
    for (int running = 1; running;) {
        curl_multi_perform(bare.multi, &running);
        if (collect(bare.multi)) {
            running = 1;
            continue;
        }
        if (running)
            curl_multi_poll(bare.multi, NULL, 0, 1000, NULL);
    }
}

static void free_bare(void)
{
    for (int i = 0; i < bare.width; i++) {
        curl_easy_cleanup(bare.easies[i]);
        free(bare.answers[i].bytes);
    }
    curl_multi_cleanup(bare.multi);
    curl_easy_cleanup(bare.easy);
    free(bare.answers);
    free(bare.easies);
}

/* --- */

static double cpu_seconds(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_utime.tv_sec + (double)usage.ru_stime.tv_sec +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static const struct mode {
    const char *name;
    void (*run)(int width);
} modes[] = {
    { "ours-sync", run_sync }, { "ours-async", run_async }, { "curl-easy", run_easy }, { "curl-multi", run_multi }
};

static const struct mode *find_mode(const char *name)
{
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++)
        if (!strcmp(modes[i].name, name))
            return &modes[i];
    fprintf(stderr, "there is no mode '%s'\n", name);
    exit(2);
}

static void take_turn(const struct mode *mode, int width, const char *slice, bool counts)
{
    double amount = strtod(slice, NULL), cpu = cpu_seconds(), start = seconds(CLOCK_MONOTONIC);
    most = strchr(slice, 'c') ? (long)amount : 0;
    until = start + amount;
    finished = 0;
    mode->run(width);
    double took = seconds(CLOCK_MONOTONIC) - start;
    cpu = cpu_seconds() - cpu;
    if (counts)
        printf("%s %d %.0f %.2f\n", mode->name, width, (double)finished / took, cpu / (double)finished * 1e6);
}

/* Both sides keep their connections while the other one has its turn. */
static void allow_descriptors(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

int main(int argc, char **argv)
{
    if (argc < 7) {
        fprintf(stderr, "usage: throughput URL SLICE ROUNDS WIDTH CONNECTIONS MODE...\n");
        return 2;
    }
    url = argv[1];
    connections = atol(argv[5]);
    allow_descriptors();
    wikijs_client *first = make_client(true);
    one_call(first);
    wikijs_client_free(first);
    client = make_client(false);
    for (int round = 0; round <= atoi(argv[3]); round++)
        for (int i = 6; i < argc; i++)
            take_turn(find_mode(argv[i]), atoi(argv[4]), argv[2], round > 0);
    wikijs_client_free(client);
    free_bare();
    free(body);
    if (failed)
        fprintf(stderr, "%ld calls failed\n", failed);
    return failed != 0;
}
