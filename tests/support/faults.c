/* SPDX-License-Identifier: MIT */
#include "support/faults.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <curl/curl.h>

#include "support/live.h"

struct text {
    char *bytes;
    size_t length;
};

static size_t on_bytes(char *bytes, size_t size, size_t count, void *context)
{
    struct text *text = context;
    size *= count;
    text->bytes = realloc(text->bytes, text->length + size + 1);
    memcpy(text->bytes + text->length, bytes, size);
    text->length += size;
    text->bytes[text->length] = 0;
    return size;
}

/* The answer of an admin route; free it. */
static char *ask(const char *method, const char *route, const char *body)
{
    char url[512];
    snprintf(url, sizeof url, "%s/_sandbox/%s", live_env("WIKIJS_TEST_URL"), route);
    struct text answer = { .bytes = calloc(1, 1) };
    CURL *easy = curl_easy_init();
    struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json");
    curl_easy_setopt(easy, CURLOPT_URL, url);
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, method);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    if (body)
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_bytes);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &answer);
    CURLcode result = curl_easy_perform(easy);
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_cleanup(easy);
    curl_slist_free_all(headers);
    if (result != CURLE_OK || status >= 300)
        fail_msg("%s %s: %s, HTTP %ld: %s", method, url, curl_easy_strerror(result), status, answer.bytes);
    return answer.bytes;
}

static void tell(const char *method, const char *route, const char *body)
{
    free(ask(method, route, body));
}

wikijs_client_options sandbox_options(void)
{
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = live_env("WIKIJS_TEST_URL");
    options.retry_max_attempts = 1; /* what a fault does to a single request is looked at */
    return options;
}

wikijs_client *sandbox_client(const wikijs_client_options *options)
{
    wikijs_client *client = NULL;
    wikijs_error err;
    if (wikijs_client_new(options, &client, &err) < 0)
        fail_msg("no client: %s", err.message);
    return client;
}

int sandbox_reset(void **state)
{
    (void)state;
    tell("POST", "reset", "");
    tell("DELETE", "faults", NULL);
    tell("DELETE", "requests", NULL);
    return 0;
}

void sandbox_fault(const char *operation, int times, const char *fault)
{
    char body[512];
    if (operation)
        snprintf(body, sizeof body, "[{\"match\":{\"operation\":\"%s\"},\"times\":%d,\"fault\":\"%s\"}]", operation,
                 times, fault);
    else
        snprintf(body, sizeof body, "[{\"match\":{\"path\":\"/graphql\"},\"times\":%d,\"fault\":\"%s\"}]", times,
                 fault);
    tell("POST", "faults", body);
}

void sandbox_fault_at(const char *path, int times, const char *fault)
{
    char body[512];
    snprintf(body, sizeof body, "[{\"match\":{\"path\":\"%s\"},\"times\":%d,\"fault\":\"%s\"}]", path, times, fault);
    tell("POST", "faults", body);
}

void sandbox_release(void)
{
    tell("DELETE", "faults", NULL);
}

int sandbox_faults_used(void **state)
{
    (void)state;
    char *list = ask("GET", "faults", NULL);
    int unused = 0;
    for (char *at = strstr(list, "\"times\":"); at; at = strstr(at + 1, "\"times\":")) {
        const char *used = strstr(at, "\"used\":");
        if (used && atoi(at + 8) != atoi(used + 7)) {
            print_error("a fault was not used as often as it should be: %s\n", list);
            unused = 1;
        }
    }
    free(list);
    return unused;
}

void sandbox_advance(int seconds)
{
    char body[64];
    snprintf(body, sizeof body, "{\"advanceSeconds\":%d}", seconds);
    tell("POST", "clock", body);
}

int sandbox_count(const char *text)
{
    char *log = ask("GET", "requests", NULL);
    int count = 0;
    char *rest = log;
    for (char *at = strstr(rest, "\"id\":"); at; at = rest) {
        rest = strstr(at + 1, "\"id\":");
        if (rest)
            rest[-1] = 0;
        count += strstr(at, text) != NULL;
    }
    free(log);
    return count;
}

int sandbox_connections(void)
{
    enum { MAX_CONNECTION = 100000 };
    static bool seen[MAX_CONNECTION];
    memset(seen, 0, sizeof seen);
    char *log = ask("GET", "requests", NULL);
    int count = 0;
    static const char name[] = "\"connection\":";
    for (char *at = strstr(log, name); at; at = strstr(at + 1, name)) {
        int id = atoi(at + sizeof name - 1);
        if (id > 0 && id < MAX_CONNECTION && !seen[id]) {
            seen[id] = true;
            count++;
        }
    }
    free(log);
    return count;
}
