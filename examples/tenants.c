/* SPDX-License-Identifier: MIT */
/*
 * Many customers, each with a client under its name: one read for the first, then one for all of them at once, then one
 * for each in a thread of its own.
 * Usage: tenants PATH NAME...
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <wikijs/client.h>
#include <wikijs/pages.h>
#include <wikijs/tenants.h>

/* A service would look up address, key and limits of this customer. */
static int add(wikijs_tenants *tenants, const char *name, wikijs_error *err)
{
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";
    options.cache = "memory"; /* one memory for all; each finds only what it was answered itself */
    options.rate_limit = "20/s";
    return wikijs_tenants_add(tenants, name, &options, err);
}

static int print_title(wikijs_tenants *tenants, const char *name, const char *path, wikijs_error *err)
{
    wikijs_client *client;
    wikijs_page *page = NULL;
    int status = wikijs_tenants_client(tenants, name, &client, err); /* belongs to the registry: not freed */
    if (status == 0)
        status = wikijs_pages_get_by_path(client, NULL, path, NULL, &page, err);
    if (status == 0)
        printf("%s: %s\n", name, page->title);
    wikijs_page_free(page);
    return status;
}

struct tally {
    int good, failed;
};

static void on_page(wikijs_call *call, void *payload)
{
    struct tally *tally = payload;
    wikijs_page *page = NULL;
    if (wikijs_pages_get_by_path_finish(call, &page, NULL) == 0)
        tally->good++;
    else
        tally->failed++;
    wikijs_page_free(page);
}

/* What fails for one customer keeps no other waiting. */
static int ask_all(wikijs_tenants *tenants, const char *path, struct tally *tally, wikijs_error *err)
{
    int status = 0;
    for (size_t i = 0; i < wikijs_tenants_count(tenants); i++) {
        wikijs_client *client;
        if (wikijs_tenants_client(tenants, wikijs_tenants_name_at(tenants, i), &client, err) < 0 ||
            wikijs_pages_get_by_path_async(client, NULL, path, NULL, on_page, tally, NULL) < 0)
            tally->failed++;
    }
    while (status >= 0 && wikijs_tenants_pending(tenants) > 0)
        status = wikijs_tenants_wait(tenants, -1, err);
    return status < 0 ? status : 0;
}

struct worker {
    pthread_t thread;
    wikijs_tenants *tenants;
    const char *name, *path;
    int status;
};

static void *work(void *argument)
{
    struct worker *worker = argument;
    wikijs_client *client = NULL;
    wikijs_page *page = NULL;
    worker->status = wikijs_tenants_clone(worker->tenants, worker->name, &client, NULL);
    if (worker->status == 0)
        worker->status = wikijs_pages_get_by_path(client, NULL, worker->path, NULL, &page, NULL);
    wikijs_page_free(page);
    wikijs_client_free(client); /* a clone is the thread's own */
    return NULL;
}

static int work_in_threads(wikijs_tenants *tenants, const char *path, char **names, int count)
{
    struct worker workers[16] = { 0 };
    int started = 0, good = 0;
    for (; started < count && started < 16; started++) {
        struct worker *worker = &workers[started];
        *worker = (struct worker){ .tenants = tenants, .name = names[started], .path = path };
        if (pthread_create(&worker->thread, NULL, work, worker) != 0)
            break;
    }
    for (int i = 0; i < started; i++) {
        pthread_join(workers[i].thread, NULL);
        good += workers[i].status == 0;
    }
    return good;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: tenants PATH NAME...\n");
        return 2;
    }
    wikijs_error err;
    wikijs_tenants *tenants = NULL;
    struct tally tally = { 0 };
    int status = wikijs_tenants_new(NULL, &tenants, &err);
    for (int i = 2; status == 0 && i < argc; i++)
        status = add(tenants, argv[i], &err);
    if (status == 0)
        status = print_title(tenants, argv[2], argv[1], &err);
    if (status == 0)
        status = ask_all(tenants, argv[1], &tally, &err);
    if (status < 0) {
        fprintf(stderr, "%s\n", err.message);
    } else {
        int good = work_in_threads(tenants, argv[1], argv + 2, argc - 2);
        size_t closed = wikijs_tenants_close_idle(tenants, 0);
        printf("at once: %d read, %d failed; in threads: %d read; %zu closed\n", tally.good, tally.failed, good,
               closed);
    }
    wikijs_tenants_free(tenants);
    return wikijs_status_exit_code(status);
}
