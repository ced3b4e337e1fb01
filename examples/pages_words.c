/* SPDX-License-Identifier: MIT */
/*
 * Advanced: work over all pages with several requests in flight, on one thread. Counts the words of every page; each
 * page that has been counted makes room for the next, so that at most eight are on their way. One page that fails does
 * not stop the others.
 *
 * Usage: pages_words
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <wikijs/client.h>
#include <wikijs/pages.h>

enum { IN_FLIGHT = 8 };

struct job {
    wikijs_client *client;
    wikijs_page_item_list *list;
    size_t next;   /* of the list */
    size_t flying; /* requests on their way */
    size_t pages, failed;
    unsigned long long words;
};

static unsigned long long count_words(wikijs_str text)
{
    unsigned long long words = 0;
    for (size_t i = 0; i < text.len; i++) {
        bool begins = !isspace((unsigned char)text.ptr[i]) && (i == 0 || isspace((unsigned char)text.ptr[i - 1]));
        words += begins;
    }
    return words;
}

static void start_more(struct job *job);

static void on_page(wikijs_call *call, void *payload)
{
    struct job *job = payload;
    wikijs_page *page = NULL;
    wikijs_error err;
    if (wikijs_pages_get_finish(call, &page, &err) == 0) {
        job->words += count_words(page->content);
        job->pages++;
    } else {
        fprintf(stderr, "%s\n", err.message);
        job->failed++;
    }
    wikijs_page_free(page);
    job->flying--;
    start_more(job); /* asynchronous calls may be started from a callback */
}

static void start_more(struct job *job)
{
    wikijs_pages_get_options what = WIKIJS_PAGES_GET_OPTIONS_INIT;
    what.fields = WIKIJS_BIT(WIKIJS_PAGE_CONTENT);
    while (job->flying < IN_FLIGHT && job->next < wikijs_page_item_list_count(job->list)) {
        int64_t id = wikijs_page_item_list_at(job->list, job->next++)->id;
        if (wikijs_pages_get_async(job->client, id, &what, on_page, job, NULL) == 0) {
            job->flying++;
        } else {
            job->failed++;
        }
    }
}

int main(void)
{
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";
    options.max_connections = IN_FLIGHT;

    wikijs_error err;
    struct job job = { 0 };
    int status = wikijs_client_new(&options, &job.client, &err);
    if (status == 0) {
        wikijs_pages_list_options which = WIKIJS_PAGES_LIST_OPTIONS_INIT;
        which.fields = WIKIJS_BIT(WIKIJS_PAGE_ITEM_ID);
        status = wikijs_pages_list(job.client, &which, &job.list, &err);
    }
    if (status == 0) {
        start_more(&job);
        while (status >= 0 && wikijs_client_pending(job.client) > 0) {
            status = wikijs_client_wait(job.client, -1, &err);
        }
        printf("%llu words on %zu pages, %zu failed\n", job.words, job.pages, job.failed);
    }
    if (status < 0) {
        fprintf(stderr, "%s\n", err.message);
    }
    wikijs_page_item_list_free(job.list);
    wikijs_client_free(job.client);
    return status < 0 ? wikijs_status_exit_code(status) : 0;
}
