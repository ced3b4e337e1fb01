/* SPDX-License-Identifier: MIT */
/*
 * Basic: reads several pages in one request and prints their titles, or why one could not be read.
 *
 * Usage: batch_get ID...
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <wikijs/client.h>
#include <wikijs/pages_many.h>

/* The pages that could not be read, or a negative status when nothing could. */
static int print_titles(wikijs_client *client, wikijs_ints ids, wikijs_error *err)
{
    wikijs_results *results = NULL;
    int status = wikijs_pages_get_many(client, ids, NULL, NULL, &results, err);
    for (size_t i = 0; i < wikijs_results_count(results); i++) {
        const wikijs_page *page = wikijs_results_page(results, i);
        printf("%" PRId64 ": %s\n", ids.items[i], page ? page->title : wikijs_results_error(results, i)->message);
    }
    int failed = (int)wikijs_results_failed(results);
    wikijs_results_free(results);
    return status < 0 ? status : failed;
}

int main(int argc, char **argv)
{
    int64_t ids[100];
    size_t count = 0;
    for (int i = 1; i < argc && count < 100; i++) {
        ids[count++] = strtoll(argv[i], NULL, 10);
    }

    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";
    wikijs_client *client = NULL;
    wikijs_error err;
    int status = wikijs_client_new(&options, &client, &err);
    if (status == 0) {
        status = print_titles(client, (wikijs_ints){ ids, count }, &err);
    }
    if (status < 0) {
        fprintf(stderr, "%s\n", err.message);
    }
    wikijs_client_free(client);
    return status != 0;
}
