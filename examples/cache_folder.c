/* SPDX-License-Identifier: MIT */
/* Usual: programs share what they were answered. Run it twice: the second run asks the server for nothing. Usage:
 * cache_folder ID FOLDER */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <wikijs/cache.h>
#include <wikijs/client.h>
#include <wikijs/pages.h>

static wikijs_client *make_client(const char *folder)
{
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";
    options.cache = "sqlite";
    options.cache_dir = folder; /* made when it is not there; for this user alone */
    options.cache_max_bytes = INT64_C(256) << 20;
    options.cache_ttls = "pages=1h, site=1d";

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
    for (int run = 0; run < 2; run++) { /* as two programs would */
        wikijs_client *client = make_client(argc > 2 ? argv[2] : "wikijs-cache");
        if (!client || show(client, id) != 0) {
            wikijs_client_free(client);
            return 1;
        }
        wikijs_client_free(client);
    }
    return 0;
}
