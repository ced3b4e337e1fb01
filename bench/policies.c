/* SPDX-License-Identifier: MIT */
/*
 * What the policies cost a call that needs nothing of them, and what it costs to log, trace, audit and have plugins:
 * policies TURNS CALLS. Each setting is a whole client whose last policy, the transport, is replaced by one that answers at
 * once; pages.single, or for the audit log pages.flushCache, is started, answered, decoded and freed. The settings take turns.
 * Prints for each: its name, nanoseconds of CPU per call, and how many more than the first of its group.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "client/client.h"
#include <wikijs/metrics.h>
#include <wikijs/pages.h>
#include <wikijs/pages_admin.h>
#include <wikijs/sys/plugin.h>
#include <wikijs/sys/trace.h>

enum { MAX_TURNS = 1001 };

static const char answer[] =
    "{\"data\":{\"pages\":{\"single\":{\"id\":1,\"path\":\"docs/intro\",\"hash\":\"0\",\"title\":\"Introduction\","
    "\"locale\":\"en\",\"contentType\":\"markdown\",\"createdAt\":\"2026-01-02T03:04:05.678Z\","
    "\"updatedAt\":\"2026-11-22T19:33:39.367Z\"}}}}";

static const char answer_to_write[] =
    "{\"data\":{\"pages\":{\"flushCache\":{\"responseResult\":{\"succeeded\":true,\"errorCode\":0,\"slug\":\"ok\","
    "\"message\":\"done\"}}}}}";

static enum wj_step answer_with(struct wikijs_call *call, const char *text)
{
    wj_call_sent(call);
    call->response.status = 200;
    call->response.content_type = "application/json";
    wj_buf_append(&call->response.body, text, strlen(text));
    return WJ_DONE;
}

static enum wj_step answer_at_once(struct wj_policy *policy, struct wikijs_call *call)
{
    (void)policy;
    return answer_with(call, answer);
}

static enum wj_step answer_write_at_once(struct wj_policy *policy, struct wikijs_call *call)
{
    (void)policy;
    return answer_with(call, answer_to_write);
}

static const struct wj_policy_ops wire = { .name = "wire", .down = answer_at_once };
static const struct wj_policy_ops write_wire = { .name = "wire", .down = answer_write_at_once };

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

/* --- what watches calls --- */

static void drop_line(wikijs_log_level level, const char *line, void *payload)
{
    (void)level, (void)line, (void)payload;
}

static void log_debug(wikijs_client_options *options)
{
    options->log = drop_line;
    options->log_level = WIKIJS_LOG_DEBUG;
}

static void log_json(wikijs_client_options *options)
{
    log_debug(options);
    options->log_json = 1;
}

static void drop_span(const wikijs_span *span, void *payload)
{
    (void)span, (void)payload;
}

static void trace(wikijs_client_options *options)
{
    options->span_ended = drop_span;
}

static int look(wikijs_plugin_call *call, void *state)
{
    (void)call, (void)state;
    return 0;
}

static void look_back(wikijs_plugin_call *call, void *state)
{
    (void)call, (void)state;
}

static int read_arguments(wikijs_plugin_call *call, void *state)
{
    (void)state;
    return wikijs_plugin_call_arguments(call).len > 0 ? 0 : WIKIJS_E_ARG;
}

static const wikijs_plugin idle = { WIKIJS_PLUGIN_HEAD("idle", "1.0", "does nothing"), .before_call = look,
                                    .before_request = look, .after_response = look, .after_call = look_back };
static const wikijs_plugin reader = { WIKIJS_PLUGIN_HEAD("reader", "1.0", "reads arguments"),
                                      .before_call = read_arguments };

static void idle_plugin(wikijs_client_options *options)
{
    static const wikijs_plugin_use uses[] = { { .plugin = &idle } };
    options->plugins = uses;
    options->plugin_count = 1;
}

static void reading_plugin(wikijs_client_options *options)
{
    static const wikijs_plugin_use uses[] = { { .plugin = &reader } };
    options->plugins = uses;
    options->plugin_count = 1;
}

static char audit_folder[] = "/tmp/wikijs-bench-XXXXXX", audit_file[sizeof audit_folder + 16];

static void remove_audit_log(void)
{
    char head[sizeof audit_file + 8];
    snprintf(head, sizeof head, "%s.head", audit_file);
    unlink(head);
    unlink(audit_file);
    rmdir(audit_folder);
}

static void audit(wikijs_client_options *options)
{
    options->audit_log = audit_file;
}

static void audit_fsync(wikijs_client_options *options)
{
    options->audit_log = audit_file;
    options->audit_fsync = 1;
}

/* --- the settings --- */

static int read_page(wikijs_client *client, wikijs_error *err)
{
    wikijs_page *page = NULL;
    int status = wikijs_pages_get(client, 1, NULL, &page, err);
    wikijs_page_free(page);
    return status;
}

static int write_something(wikijs_client *client, wikijs_error *err)
{
    return wikijs_pages_flush_cache(client, NULL, err);
}

static struct setting {
    const char *name;
    void (*set)(wikijs_client_options *options);
    bool bare;   /* without retry, which every client has */
    bool first;  /* those that follow are compared with it */
    bool writes; /* the audit log holds nothing else */
    wikijs_client *client;
    double took[MAX_TURNS];
} settings[] = {
    { .name = "none", .set = plain, .bare = true, .first = true },
    { .name = "retry", .set = plain },
    { .name = "retry, rate_limit", .set = rate_limit },
    { .name = "retry, breaker", .set = breaker },
    { .name = "all", .set = all },
    { .name = "retry again", .set = plain, .first = true },
    { .name = "log, debug", .set = log_debug },
    { .name = "log, debug, JSON", .set = log_json },
    { .name = "spans", .set = trace },
    { .name = "idle plugin", .set = idle_plugin },
    { .name = "plugin, arguments", .set = reading_plugin },
    { .name = "write", .set = plain, .first = true, .writes = true },
    { .name = "write, audit log", .set = audit, .writes = true },
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

static double now_ns(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

static double take_turn(const struct setting *setting, long calls)
{
    wikijs_error err;
    double start = now_ns(CLOCK_PROCESS_CPUTIME_ID);
    for (long i = 0; i < calls; i++)
        if ((setting->writes ? write_something : read_page)(setting->client, &err) < 0) {
            fprintf(stderr, "%s: %s\n", setting->name, err.message);
            exit(1);
        }
    return (now_ns(CLOCK_PROCESS_CPUTIME_ID) - start) / (double)calls;
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
        double start = now_ns(CLOCK_PROCESS_CPUTIME_ID);
        for (long i = 0; i < calls; i++)
            status = wikijs_pages_get(client, 1, NULL, &(wikijs_page *){ NULL }, NULL);
        took[turn] = (now_ns(CLOCK_PROCESS_CPUTIME_ID) - start) / (double)calls;
    }
    printf("%-24s%12.0f\n", status == WIKIJS_E_CIRCUIT_OPEN ? "open circuit" : "the circuit is not open",
           median(took, turns));
    wikijs_client_free(client);
}

/* Waiting for the disk takes no CPU: by the clock on the wall. */
static void print_fsync(int turns)
{
    double took[MAX_TURNS];
    wikijs_error err;
    wikijs_client *client = make_client(audit_fsync, &write_wire);
    for (int turn = 0; turn < turns; turn++) {
        double start = now_ns(CLOCK_MONOTONIC);
        if (write_something(client, &err) < 0) {
            fprintf(stderr, "audit_fsync: %s\n", err.message);
            exit(1);
        }
        took[turn] = now_ns(CLOCK_MONOTONIC) - start;
    }
    printf("%-24s%12.0f   (ns until it is on the disk)\n", "write, audit_fsync", median(took, turns));
    wikijs_client_free(client);
}

static void print_metrics(wikijs_client *client, int turns)
{
    double took[MAX_TURNS];
    size_t length = 0;
    for (int turn = 0; turn < turns; turn++) {
        double start = now_ns(CLOCK_PROCESS_CPUTIME_ID);
        wikijs_metric_list *list = NULL;
        if (wikijs_metrics_get(client, NULL, &list, NULL) < 0)
            exit(1);
        wikijs_metric_list_text(list, &length);
        wikijs_metric_list_free(list);
        took[turn] = now_ns(CLOCK_PROCESS_CPUTIME_ID) - start;
    }
    printf("%-24s%12.0f   (%zu bytes of text)\n", "metrics", median(took, turns), length);
}

static void print_settings(int turns)
{
    double more[MAX_TURNS];
    const struct setting *first = settings;
    for (int i = 0; i < SETTINGS; i++) {
        first = settings[i].first ? &settings[i] : first;
        for (int turn = 0; turn < turns; turn++)
            more[turn] = settings[i].took[turn] - first->took[turn];
        printf("%-24s%12.0f%12.0f\n", settings[i].name, median(settings[i].took, turns), median(more, turns));
    }
}

int main(int argc, char **argv)
{
    int turns = argc > 1 ? atoi(argv[1]) : 201;
    long calls = argc > 2 ? atol(argv[2]) : 2000;
    if (turns < 1 || turns > MAX_TURNS || calls < 1) {
        fprintf(stderr, "usage: policies [TURNS (1..%d) [CALLS]]\n", MAX_TURNS);
        return 2;
    }
    if (!mkdtemp(audit_folder)) {
        perror("policies");
        return 1;
    }
    snprintf(audit_file, sizeof audit_file, "%s/audit.log", audit_folder);
    for (int i = 0; i < SETTINGS; i++) {
        settings[i].client = make_client(settings[i].set, settings[i].writes ? &write_wire : &wire);
        if (settings[i].bare)
            take_out(&settings[i].client->chain, &wj_retry_policy);
        take_turn(&settings[i], calls);
    }
    for (int turn = 0; turn < turns; turn++)
        for (int i = 0; i < SETTINGS; i++)
            settings[i].took[turn] = take_turn(&settings[i], calls);
    printf("%-24s%12s%12s   (ns of CPU, medians of %d turns of %ld calls)\n", "policies", "per call", "more", turns,
           calls);
    print_settings(turns);
    print_open_circuit(turns, calls);
    print_metrics(settings[0].client, turns);
    for (int i = 0; i < SETTINGS; i++)
        wikijs_client_free(settings[i].client);
    print_fsync(turns);
    remove_audit_log();
    return 0;
}
