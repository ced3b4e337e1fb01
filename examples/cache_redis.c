/* SPDX-License-Identifier: MIT */
/* Advanced: machines share what they were answered. Without that Redis it works, too, and asks the server each time. Usage:
 * cache_redis ID TEAM */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <wikijs/cache.h>
#include <wikijs/client.h>
#include <wikijs/pages.h>

static wikijs_client *make_client(const char *team)
{
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    const char *redis = getenv("REDIS_URL");
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";
    options.cache = "redis";
    options.cache_redis = redis ? redis : "unix:///run/redis/redis-server.sock";
    options.redis_prefix = "docs:wikijs:";
    options.cache_namespace = team;         /* answers are shared within it */
    options.cache_timeout_ms = 20;          /* rather ask the wiki than wait for longer */
    options.cache_stale_error_ms = 3600000; /* an old page is better than none */

    wikijs_error err;
    wikijs_client *client = NULL;
    if (wikijs_client_new(&options, &client, &err) < 0)
        fprintf(stderr, "%s\n", err.message);
    return client;
}

static int show(wikijs_client *client, int64_t id)
{
    wikijs_error err;
    wikijs_page *page = NULL;
    if (wikijs_pages_get(client, id, NULL, &page, &err) < 0) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    wikijs_client_stats stats = { .struct_size = sizeof stats };
    wikijs_client_get_stats(client, &stats);
    printf("%s: %" PRIu64 " requests\n", page->title, stats.requests);
    wikijs_page_free(page);
    return 0;
}

int main(int argc, char **argv)
{
    int64_t id = argc > 1 ? strtoll(argv[1], NULL, 10) : 1;
    wikijs_client *client = make_client(argc > 2 ? argv[2] : "docs");
    int failed = !client || show(client, id);
    wikijs_client_free(client);
    return failed;
}
