/* SPDX-License-Identifier: MIT */
/*
 * Usual: what a program that shows a wiki wants. Pages for five minutes, the tree for one, searches never; an old page rather
 * than none when the wiki is down; and a page at once when somebody says that it was edited. Usage: cache_site ID
 */
#include <stdio.h>
#include <stdlib.h>
#include <wikijs/cache.h>
#include <wikijs/client.h>
#include <wikijs/pages.h>

static int show(wikijs_client *client, int64_t id)
{
    wikijs_error err;
    wikijs_page *page = NULL;
    int status = wikijs_pages_get(client, id, NULL, &page, &err);
    if (status < 0)
        fprintf(stderr, "%s\n", err.message);
    else
        printf("%s\n", page->title);
    wikijs_page_free(page);
    return status < 0;
}

/* A webhook, a message, a person: others change pages, too. */
static int on_edited(wikijs_client *client, int64_t id)
{
    wikijs_error err;
    if (wikijs_cache_drop_page(client, id, &err) == 0 && wikijs_cache_drop_tag(client, "tree", &err) == 0)
        return 0;
    fprintf(stderr, "%s\n", err.message);
    return 1;
}

/* Where it matters: this one read comes from the server, and renews what the cache has. */
static int show_now(wikijs_client *client, int64_t id)
{
    wikijs_call_settings settings = WIKIJS_CALL_SETTINGS_INIT;
    settings.cache_refresh = 1;
    if (wikijs_client_set_call_settings(client, &settings, NULL) < 0)
        return 1;
    int failed = show(client, id);
    return wikijs_client_set_call_settings(client, NULL, NULL) < 0 || failed;
}

int main(int argc, char **argv)
{
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";
    options.cache = "memory";
    options.cache_ttls = "pages=5min, pages.tree=1min, pages.search=0";
    options.cache_max_bytes = INT64_C(256) << 20;
    options.cache_max_entries = 20000;
    options.cache_stale_error_ms = 3600 * 1000;

    wikijs_error err;
    wikijs_client *client;
    if (wikijs_client_new(&options, &client, &err) < 0) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    int64_t id = argc > 1 ? strtoll(argv[1], NULL, 10) : 1;
    int failed = show(client, id) || on_edited(client, id) || show(client, id) || show_now(client, id);
    wikijs_client_free(client);
    return failed;
}
