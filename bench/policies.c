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
    call->response.status = 200;
    call->response.content_type = "application/json";
    wj_buf_append(&call->response.body, answer, sizeof answer - 1);
    return WJ_DONE;
}

static const struct wj_policy_ops wire = { .name = "wire", .down = answer_at_once };

static void plain(wikijs_client_options *options)
{
    (void)options;
}

static void rate_limit(wikijs_client_options *options)
{
    options->rate_limit = "1000000/s:burst=1000000";
}

static struct setting {
    const char *name;
    void (*set)(wikijs_client_options *options);
    wikijs_client *client;
    double took[MAX_TURNS];
} settings[] = {
    { .name = "none", .set = plain },
    { .name = "rate_limit", .set = rate_limit },
};

enum { SETTINGS = sizeof settings / sizeof *settings };

static void replace_transport(struct wj_chain *chain)
{
    struct wj_policy *last = &chain->policies[chain->count - 1];
    last->ops = &wire;
    last->state = NULL;
}

static wikijs_client *make_client(const struct setting *setting)
{
    wikijs_error err;
    wikijs_client *client;
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = "http://127.0.0.1:1";
    setting->set(&options);
    if (wikijs_client_new(&options, &client, &err) < 0) {
        fprintf(stderr, "%s: %s\n", setting->name, err.message);
        exit(1);
    }
    replace_transport(&client->chain);
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

int main(int argc, char **argv)
{
    int turns = argc > 1 ? atoi(argv[1]) : 201;
    long calls = argc > 2 ? atol(argv[2]) : 2000;
    if (turns < 1 || turns > MAX_TURNS || calls < 1) {
        fprintf(stderr, "usage: policies [TURNS (1..%d) [CALLS]]\n", MAX_TURNS);
        return 2;
    }
    for (int i = 0; i < SETTINGS; i++) {
        settings[i].client = make_client(&settings[i]);
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
    return 0;
}
