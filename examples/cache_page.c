/* SPDX-License-Identifier: MIT */
/* Basic: a page is read many times and asked for once. Usage: cache_page ID */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <wikijs/cache.h>
#include <wikijs/client.h>
#include <wikijs/pages.h>

static int read_often(wikijs_client *client, int64_t id, int times)
{
    wikijs_error err;
    for (int i = 0; i < times; i++) {
        wikijs_page *page = NULL;
        if (wikijs_pages_get(client, id, NULL, &page, &err) < 0) { /* the first asks the server, the others do not */
            fprintf(stderr, "%s\n", err.message);
            return 1;
        }
        wikijs_page_free(page);
    }
    wikijs_cache_stats stats = { .struct_size = sizeof stats };
    if (wikijs_cache_get_stats(client, &stats, &err) < 0)
        return 1;
    printf("%d reads, %" PRIu64 " of them from the cache\n", times, stats.hits);
    return 0;
}

int main(int argc, char **argv)
{
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";
    options.cache = "memory";

    wikijs_error err;
    wikijs_client *client;
    if (wikijs_client_new(&options, &client, &err) < 0) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    int failed = read_often(client, argc > 1 ? strtoll(argv[1], NULL, 10) : 1, 10);
    wikijs_client_free(client);
    return failed;
}
