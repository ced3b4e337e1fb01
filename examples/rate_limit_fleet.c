/* SPDX-License-Identifier: MIT */
/* Advanced: however many run of it, on however many machines, together they send ten requests in a second. Usage:
 * rate_limit_fleet ID COUNT */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <wikijs/client.h>
#include <wikijs/pages.h>

static wikijs_client *make_client(void)
{
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    const char *redis = getenv("REDIS_URL");
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";
    options.rate_limit = "10/s:burst=5";
    options.rate_limit_redis = redis ? redis : "unix:///run/redis/redis-server.sock"; /* without it: each for itself */
    options.rate_limit_wait_ms = 30000;

    wikijs_error err;
    wikijs_client *client = NULL;
    if (wikijs_client_new(&options, &client, &err) < 0)
        fprintf(stderr, "%s\n", err.message);
    return client;
}

int main(int argc, char **argv)
{
    int64_t id = argc > 1 ? strtoll(argv[1], NULL, 10) : 1;
    long count = argc > 2 ? strtol(argv[2], NULL, 10) : 10;
    wikijs_client *client = make_client();
    int failed = client == NULL;
    for (long i = 0; i < count && !failed; i++) {
        wikijs_error err;
        wikijs_page *page = NULL;
        failed = wikijs_pages_get(client, id, NULL, &page, &err) < 0;
        if (failed)
            fprintf(stderr, "%s\n", err.message);
        else
            printf("%ld: %s\n", i + 1, page->title);
        wikijs_page_free(page);
    }
    wikijs_client_free(client);
    return failed;
}
