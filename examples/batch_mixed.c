/* SPDX-License-Identifier: MIT */
/*
 * Usual: different things in one request. Collects a page, all tags and a search, sends them together, and takes each
 * outcome as if it had been called alone.
 *
 * Usage: batch_mixed ID WORD
 */
#include <stdio.h>
#include <stdlib.h>
#include <wikijs/batch.h>
#include <wikijs/client.h>
#include <wikijs/pages.h>

static int print_outcomes(wikijs_call *get, wikijs_call *tags, wikijs_call *search)
{
    wikijs_page *page = NULL;
    wikijs_page_tag_list *list = NULL;
    wikijs_page_search *found = NULL;
    wikijs_error err;
    int failed = 0;
    if (wikijs_pages_get_finish(get, &page, &err) == 0) {
        printf("page: %s\n", page->title);
    } else {
        failed += fprintf(stderr, "page: %s\n", err.message) > 0;
    }
    if (wikijs_pages_tags_finish(tags, &list, &err) == 0) {
        printf("tags: %zu\n", wikijs_page_tag_list_count(list));
    } else {
        failed += fprintf(stderr, "tags: %s\n", err.message) > 0;
    }
    if (wikijs_pages_search_finish(search, &found, &err) == 0) {
        printf("found: %zu\n", found->results.count);
    } else {
        failed += fprintf(stderr, "search: %s\n", err.message) > 0;
    }
    wikijs_page_free(page);
    wikijs_page_tag_list_free(list);
    wikijs_page_search_free(found);
    return failed;
}

/* What failed; -1 when nothing could be sent. */
static int ask_together(wikijs_client *client, int64_t id, const char *word, wikijs_error *err)
{
    wikijs_batch *batch = NULL;
    wikijs_call *get = NULL, *tags = NULL, *search = NULL;
    int failed = -1;
    if (wikijs_batch_begin(client, NULL, &batch, err) == 0 && /* from here on calls are collected, nothing is sent */
        wikijs_pages_get_async(client, id, NULL, NULL, NULL, &get) == 0 &&
        wikijs_pages_tags_async(client, NULL, NULL, NULL, &tags) == 0 &&
        wikijs_pages_search_async(client, word, NULL, NULL, NULL, &search) == 0 && wikijs_batch_wait(batch, err) == 0)
        failed = print_outcomes(get, tags, search);
    wikijs_batch_free(batch);
    return failed;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: batch_mixed ID WORD\n");
        return 2;
    }
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";
    wikijs_client *client = NULL;
    wikijs_error err = { 0 };
    int failed = wikijs_client_new(&options, &client, &err);
    if (failed == 0)
        failed = ask_together(client, strtoll(argv[1], NULL, 10), argv[2], &err);
    if (failed < 0)
        fprintf(stderr, "%s\n", err.message);
    wikijs_client_free(client);
    return failed != 0;
}
