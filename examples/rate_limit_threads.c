/* SPDX-License-Identifier: MIT */
/*
 * Advanced: threads that share one budget. Nobody waits at the limit: a thread whose request cannot go does other work
 * until it can. Usage: rate_limit_threads ID
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <wikijs/client.h>
#include <wikijs/pages.h>

enum { THREADS = 3, READS = 4 };

struct worker {
    pthread_t thread;
    wikijs_client *client;
    int64_t id;
    int read, put_off, failed;
};

static void do_other_work(int64_t ms)
{
    struct timespec time = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };
    nanosleep(&time, NULL);
}

static void *work(void *context)
{
    struct worker *worker = context;
    while (worker->read < READS && !worker->failed) {
        wikijs_error err;
        wikijs_page *page = NULL;
        int status = wikijs_pages_get(worker->client, worker->id, NULL, &page, &err);
        wikijs_page_free(page);
        if (status == WIKIJS_E_RATE_LIMITED) {
            worker->put_off++;
            do_other_work(err.retry_after_ms);
        } else if (status < 0) {
            fprintf(stderr, "%s\n", err.message);
            worker->failed = 1;
        } else {
            worker->read++;
        }
    }
    return NULL;
}

/* The threads' clients are clones of one: they share its limits. */
static int run(wikijs_client *client, int64_t id)
{
    struct worker workers[THREADS] = { 0 };
    int read = 0, put_off = 0, running = 0;
    wikijs_error err;
    for (; running < THREADS; running++) {
        struct worker *worker = &workers[running];
        worker->id = id;
        if (wikijs_client_clone(client, &worker->client, &err) < 0)
            break;
        if (pthread_create(&worker->thread, NULL, work, worker) != 0) {
            wikijs_client_free(worker->client);
            break;
        }
    }
    for (int i = 0; i < running; i++) {
        pthread_join(workers[i].thread, NULL);
        read += workers[i].read;
        put_off += workers[i].put_off;
        wikijs_client_free(workers[i].client);
    }
    printf("%d reads; %s put off\n", read, put_off ? "some were" : "none was");
    return read != THREADS * READS;
}

int main(int argc, char **argv)
{
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";
    options.rate_limit = "20/s:burst=2";
    options.rate_limit_no_wait = 1;

    wikijs_error err;
    wikijs_client *client;
    if (wikijs_client_new(&options, &client, &err) < 0) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    int failed = run(client, argc > 1 ? strtoll(argv[1], NULL, 10) : 1);
    wikijs_client_free(client);
    return failed;
}
