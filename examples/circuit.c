/* SPDX-License-Identifier: MIT */
/*
 * Advanced: threads that share a circuit breaker. When the wiki fails three times in a row, all of them stop asking it at
 * once, and go on when it is back. Usage: circuit ID [URL]
 */
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <wikijs/client.h>
#include <wikijs/pages.h>

enum { THREADS = 3, READS = 5 };

struct worker {
    pthread_t thread;
    wikijs_client *client;
    int64_t id;
    int read, failed, refused;
};

static void tell(const wikijs_breaker_stats *stats, void *payload)
{
    (void)payload;
    if (stats->state == WIKIJS_BREAKER_OPEN)
        fprintf(stderr, "the wiki is left alone for %" PRId64 " ms: %s\n", stats->next_probe_ms, stats->last_message);
    else if (stats->state == WIKIJS_BREAKER_CLOSED)
        fprintf(stderr, "the wiki is back\n");
}

static void *work(void *context)
{
    struct worker *worker = context;
    for (int i = 0; i < READS; i++) {
        wikijs_page *page = NULL;
        int status = wikijs_pages_get(worker->client, worker->id, NULL, &page, NULL);
        wikijs_page_free(page);
        worker->read += status == 0;
        worker->refused += status == WIKIJS_E_CIRCUIT_OPEN; /* in microseconds, and nothing was sent */
        worker->failed += status < 0 && status != WIKIJS_E_CIRCUIT_OPEN;
    }
    return NULL;
}

/* The threads' clients are clones of one: they share its breaker. */
static void run(wikijs_client *client, int64_t id)
{
    struct worker workers[THREADS] = { 0 };
    int read = 0, failed = 0, refused = 0, running = 0;
    for (; running < THREADS; running++) {
        struct worker *worker = &workers[running];
        worker->id = id;
        if (wikijs_client_clone(client, &worker->client, NULL) < 0)
            break;
        if (pthread_create(&worker->thread, NULL, work, worker) != 0) {
            wikijs_client_free(worker->client);
            break;
        }
    }
    for (int i = 0; i < running; i++) {
        pthread_join(workers[i].thread, NULL);
        wikijs_client_free(workers[i].client);
        read += workers[i].read;
        failed += workers[i].failed;
        refused += workers[i].refused;
    }
    wikijs_breaker_stats stats = { .struct_size = sizeof stats };
    wikijs_client_get_breaker_stats(client, &stats);
    printf("%d read; %s; the circuit is %s\n", read,
           failed + refused ? "the others failed or were refused" : "none failed",
           stats.state == WIKIJS_BREAKER_CLOSED ? "closed" : "open");
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: circuit ID [URL]\n");
        return 2;
    }
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = argc > 2 ? argv[2] : getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";
    options.retry_initial_delay_ms = 10;
    options.breaker_failures = 3;
    options.breaker_recovery_ms = 30000;
    options.breaker_on_open = options.breaker_on_close = tell;

    wikijs_error err;
    wikijs_client *client;
    if (wikijs_client_new(&options, &client, &err) < 0) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    run(client, strtoll(argv[1], NULL, 10));
    wikijs_client_free(client);
    return 0;
}
