/* SPDX-License-Identifier: MIT */
/*
 * What the policies cost a call that needs nothing of them: policies TURNS CALLS. Each setting is a whole client whose last
 * policy, the transport, is replaced by one that answers at once; pages.single is started, answered, decoded and freed.
 * The settings take turns. Prints for each: its name, nanoseconds of CPU per call, and how many more than "none".
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "client/client.h"
#include <wikijs/pages.h>

enum { MAX_TURNS = 1001 };

static const char answer[] =
    "{\"data\":{\"pages\":{\"single\":{\"id\":1,\"path\":\"docs/intro\",\"hash\":\"0\",\"title\":\"Introduction\","
    "\"locale\":\"en\",\"contentType\":\"markdown\",\"createdAt\":\"2026-01-02T03:04:05.678Z\","
    "\"updatedAt\":\"2026-11-22T19:33:39.367Z\"}}}}";

static enum wj_step answer_at_once(struct wj_policy *policy, struct wikijs_call *call)
{
    (void)policy;
    wj_call_sent(call);
    call->response.status = 200;
    call->response.content_type = "application/json";
    wj_buf_append(&call->response.body, answer, sizeof answer - 1);
    return WJ_DONE;
}

static const struct wj_policy_ops wire = { .name = "wire", .down = answer_at_once };

static enum wj_step fail_at_once(struct wj_policy *policy, struct wikijs_call *call)
{
    (void)policy;
    wj_call_sent(call);
    return wj_call_fail(call, WIKIJS_E_CONNECT, "nobody listens");
}

static const struct wj_policy_ops broken_wire = { .name = "broken wire", .down = fail_at_once };

static void plain(wikijs_client_options *options)
{
    (void)options;
}

static void breaker(wikijs_client_options *options)
{
    options->breaker_failures = 10;
    options->breaker_failure_percent = 50;
}

/* A cache, too, for other operations than the one that is measured: a hit would make the call shorter. */
static void all(wikijs_client_options *options)
{
    options->rate_limit = "1000000/s:burst=1000000";
    options->cache = "memory";
    options->cache_ttls = "pages.single=0";
    breaker(options);
}

static void rate_limit(wikijs_client_options *options)
{
    options->rate_limit = "1000000/s:burst=1000000";
}

static struct setting {
    const char *name;
    void (*set)(wikijs_client_options *options);
    bool bare; /* without retry, which every client has */
    wikijs_client *client;
    double took[MAX_TURNS];
} settings[] = {
    { .name = "none", .set = plain, .bare = true },
    { .name = "retry", .set = plain },
    { .name = "retry, rate_limit", .set = rate_limit },
    { .name = "retry, breaker", .set = breaker },
    { .name = "all", .set = all },
};

enum { SETTINGS = sizeof settings / sizeof *settings };

static void replace_transport(struct wj_chain *chain, const struct wj_policy_ops *ops)
{
    struct wj_policy *last = &chain->policies[chain->count - 1];
    last->ops = ops;
    last->state = NULL;
}

static void take_out(struct wj_chain *chain, const struct wj_policy_ops *ops)
{
    int kept = 0;
    for (int i = 0; i < chain->count; i++) {
        chain->policies[kept] = chain->policies[i];
        chain->policies[kept].index = kept;
        kept += chain->policies[i].ops != ops;
    }
    chain->count = kept;
}

static wikijs_client *make_client(void (*set)(wikijs_client_options *options), const struct wj_policy_ops *ops)
{
    wikijs_error err;
    wikijs_client *client;
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = "http://127.0.0.1:1";
    set(&options);
    if (wikijs_client_new(&options, &client, &err) < 0) {
        fprintf(stderr, "policies: %s\n", err.message);
        exit(1);
    }
    replace_transport(&client->chain, ops);
    return client;
}

static double now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

static double take_turn(const struct setting *setting, long calls)
{
    wikijs_error err;
    double start = now_ns();
    for (long i = 0; i < calls; i++) {
        wikijs_page *page = NULL;
        if (wikijs_pages_get(setting->client, 1, NULL, &page, &err) < 0) {
            fprintf(stderr, "%s: %s\n", setting->name, err.message);
            exit(1);
        }
        wikijs_page_free(page);
    }
    return (now_ns() - start) / (double)calls;
}

static int by_size(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static double median(const double *numbers, int count)
{
    double sorted[MAX_TURNS];
    memcpy(sorted, numbers, (size_t)count * sizeof *sorted);
    qsort(sorted, (size_t)count, sizeof *sorted, by_size);
    return sorted[count / 2];
}

/* A call that an open circuit turns away. */
static void print_open_circuit(int turns, long calls)
{
    double took[MAX_TURNS];
    wikijs_client *client = make_client(breaker, &broken_wire);
    take_out(&client->chain, &wj_retry_policy);
    int status = 0;
    for (int i = 0; i < 100 && status != WIKIJS_E_CIRCUIT_OPEN; i++)
        status = wikijs_pages_get(client, 1, NULL, &(wikijs_page *){ NULL }, NULL);
    for (int turn = 0; turn < turns; turn++) {
        double start = now_ns();
        for (long i = 0; i < calls; i++)
            status = wikijs_pages_get(client, 1, NULL, &(wikijs_page *){ NULL }, NULL);
        took[turn] = (now_ns() - start) / (double)calls;
    }
    printf("%-24s%12.0f\n", status == WIKIJS_E_CIRCUIT_OPEN ? "open circuit" : "the circuit is not open",
           median(took, turns));
    wikijs_client_free(client);
}

int main(int argc, char **argv)
{
    int turns = argc > 1 ? atoi(argv[1]) : 201;
    long calls = argc > 2 ? atol(argv[2]) : 2000;
    if (turns < 1 || turns > MAX_TURNS || calls < 1) {
        fprintf(stderr, "usage: policies [TURNS (1..%d) [CALLS]]\n", MAX_TURNS);
        return 2;
    }
    for (int i = 0; i < SETTINGS; i++) {
        settings[i].client = make_client(settings[i].set, &wire);
        if (settings[i].bare)
            take_out(&settings[i].client->chain, &wj_retry_policy);
        take_turn(&settings[i], calls);
    }
    for (int turn = 0; turn < turns; turn++)
        for (int i = 0; i < SETTINGS; i++)
            settings[i].took[turn] = take_turn(&settings[i], calls);
    printf("%-24s%12s%12s   (ns of CPU, medians of %d turns of %ld calls)\n", "policies", "per call", "more", turns,
           calls);
    for (int i = 0; i < SETTINGS; i++) {
        double more[MAX_TURNS];
        for (int turn = 0; turn < turns; turn++)
            more[turn] = settings[i].took[turn] - settings[0].took[turn];
        printf("%-24s%12.0f%12.0f\n", settings[i].name, median(settings[i].took, turns), median(more, turns));
        wikijs_client_free(settings[i].client);
    }
    print_open_circuit(turns, calls);
    return 0;
}
