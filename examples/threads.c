/* SPDX-License-Identifier: MIT */
/* Several threads, each with a client of its own that shares credentials with the others. Usage: threads COUNT */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <wikijs/client.h>
#include <wikijs/pages.h>

enum { MOST_THREADS = 64 };

struct worker {
    pthread_t thread;
    wikijs_client *client; /* this thread's own */
    const wikijs_page_item_list *list;
    size_t first, step;
    size_t bytes;
    int status;
    wikijs_error err;
};

/* Results may be read by several threads at once; a client may not. */
static void *read_pages(void *argument)
{
    struct worker *worker = argument;
    wikijs_pages_get_options what = WIKIJS_PAGES_GET_OPTIONS_INIT;
    what.fields = WIKIJS_BIT(WIKIJS_PAGE_CONTENT);
    size_t count = wikijs_page_item_list_count(worker->list);
    for (size_t i = worker->first; i < count && worker->status == 0; i += worker->step) {
        wikijs_page *page = NULL;
        int64_t id = wikijs_page_item_list_at(worker->list, i)->id;
        worker->status = wikijs_pages_get(worker->client, id, &what, &page, &worker->err);
        worker->bytes += worker->status == 0 ? page->content.len : 0;
        wikijs_page_free(page);
    }
    return NULL;
}

static int read_in_threads(wikijs_client *client, size_t threads, wikijs_error *err)
{
    wikijs_page_item_list *list = NULL;
    int status = wikijs_pages_list(client, NULL, &list, err);
    struct worker workers[MOST_THREADS] = { 0 };
    size_t started = 0, bytes = 0;
    for (; status == 0 && started < threads; started++) {
        struct worker *worker = &workers[started];
        *worker = (struct worker){ .list = list, .first = started, .step = threads };
        status = wikijs_client_clone(client, &worker->client, err);
        if (status < 0 || pthread_create(&worker->thread, NULL, read_pages, worker) != 0)
            abort();
    }
    for (size_t i = 0; i < started; i++) {
        pthread_join(workers[i].thread, NULL);
        wikijs_client_free(workers[i].client);
        bytes += workers[i].bytes;
        if (workers[i].status < 0 && status == 0) {
            status = workers[i].status;
            *err = workers[i].err;
        }
    }
    if (status == 0)
        printf("%zu threads read %zu pages, %zu bytes\n", threads, wikijs_page_item_list_count(list), bytes);
    wikijs_page_item_list_free(list);
    return status;
}

int main(int argc, char **argv)
{
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";

    size_t threads = argc > 1 ? strtoul(argv[1], NULL, 10) : 4;
    wikijs_error err;
    wikijs_client *client;
    int status = wikijs_client_new(&options, &client, &err);
    if (status == 0) {
        status = read_in_threads(client, threads < MOST_THREADS ? threads : MOST_THREADS, &err);
        wikijs_client_free(client);
    }
    if (status < 0)
        fprintf(stderr, "%s\n", err.message);
    return wikijs_status_exit_code(status);
}
