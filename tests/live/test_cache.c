/* SPDX-License-Identifier: MIT */
/* The cache against a server: what is asked once, what a write drops, and that nobody sees what another may see. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/live.h"
#include "support/redis_server.h"
#include "support/stores.h"
#include <wikijs/cache.h>
#include <wikijs/pages.h>

static wikijs_client *make_client(const wikijs_client_options *options)
{
    wikijs_client *client;
    wikijs_error err;
    if (wikijs_client_new(options, &client, &err) < 0)
        fail_msg("%s", err.message);
    return client;
}

static wikijs_client_options options_of(const char *cache, const char *place, const char *api_key)
{
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = live_env("WIKIJS_TEST_URL");
    options.api_key = api_key;
    options.cache = cache;
    options.cache_dir = options.cache_redis = place;
    options.cache_timeout_ms = 5000;
    return options;
}

static wikijs_client *cached_client(const char *api_key)
{
    wikijs_client_options options = options_of("memory", NULL, api_key);
    return make_client(&options);
}

static uint64_t requests_of(const wikijs_client *client)
{
    wikijs_client_stats stats = { .struct_size = sizeof stats };
    wikijs_client_get_stats(client, &stats);
    return stats.requests;
}

static void expect_title(struct live *live, wikijs_client *client, int64_t id, const char *path, const char *title)
{
    wikijs_page *page = NULL;
    if (path)
        LIVE_EXPECT(live, 0, LIVE_ON(live, client, wikijs_pages_get_by_path, (NULL, path, NULL), (&page, &live->err)));
    else
        LIVE_EXPECT(live, 0, LIVE_ON(live, client, wikijs_pages_get, (id, NULL), (&page, &live->err)));
    assert_string_equal(page->title, title);
    assert_int_equal(page->id, id);
    wikijs_page_free(page);
}

static void set_title(struct live *live, wikijs_client *client, int64_t id, const char *title)
{
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    wikijs_page *page = NULL;
    input.title = title;
    LIVE_EXPECT(live, 0, LIVE_ON(live, client, wikijs_pages_update, (id, &input), (&page, &live->err)));
    wikijs_page_free(page);
}

static void page_is_asked_for_once(void **state)
{
    struct live *live = *state;
    int64_t id = live_page(live, "once", "text", "t1");
    wikijs_client *client = cached_client(live_env("WIKIJS_TEST_KEY"));
    wikijs_page *first = live_read(live, id);
    expect_title(live, client, id, NULL, first->title);
    expect_title(live, client, id, first->path, first->title);
    uint64_t requests = requests_of(client);
    for (int i = 0; i < 10; i++) {
        expect_title(live, client, id, NULL, first->title);
        expect_title(live, client, id, first->path, first->title);
    }
    assert_int_equal(requests_of(client), requests);
    wikijs_cache_stats stats = { .struct_size = sizeof stats };
    assert_int_equal(wikijs_cache_get_stats(client, &stats, &live->err), 0);
    assert_int_equal(stats.hits, 20);
    assert_int_equal(stats.entries, 2);
    wikijs_page_free(first);
    wikijs_client_free(client);
}

static void update_is_seen_by_id_by_path_and_in_lists(void **state)
{
    struct live *live = *state;
    int64_t id = live_page(live, "changing", "text", ""), other = live_page(live, "staying", "text", "");
    wikijs_client *client = cached_client(live_env("WIKIJS_TEST_KEY"));
    wikijs_page *first = live_read(live, id), *second = live_read(live, other);
    expect_title(live, client, id, NULL, first->title);
    expect_title(live, client, id, first->path, first->title);
    expect_title(live, client, other, second->path, second->title);
    set_title(live, client, id, "Another title");
    uint64_t requests = requests_of(client);
    expect_title(live, client, other, second->path, second->title); /* is still there */
    assert_int_equal(requests_of(client), requests);
    expect_title(live, client, id, NULL, "Another title");
    expect_title(live, client, id, first->path, "Another title");
    assert_int_equal(requests_of(client), requests + 2);
    wikijs_page_free(first);
    wikijs_page_free(second);
    wikijs_client_free(client);
}

/* What one identity changes, another sees: the wiki is the same. */
static void what_others_changed_is_dropped_by_hand(void **state)
{
    struct live *live = *state;
    int64_t id = live_page(live, "outside", "text", "");
    wikijs_client *client = cached_client(live_env("WIKIJS_TEST_KEY"));
    wikijs_page *first = live_read(live, id);
    expect_title(live, client, id, NULL, first->title);
    expect_title(live, client, id, first->path, first->title);
    set_title(live, live->client, id, "Edited elsewhere");
    expect_title(live, client, id, NULL, first->title); /* nobody told */
    assert_int_equal(wikijs_cache_drop_page(client, id, &live->err), 0);
    expect_title(live, client, id, NULL, "Edited elsewhere");
    expect_title(live, client, id, first->path, "Edited elsewhere");
    set_title(live, live->client, id, "And again");
    assert_int_equal(wikijs_cache_drop_path(client, NULL, first->path, &live->err), 0);
    expect_title(live, client, id, first->path, "And again");
    expect_title(live, client, id, NULL, "Edited elsewhere");
    assert_int_equal(wikijs_cache_clear(client, WIKIJS_CACHE_WIKI, &live->err), 0);
    expect_title(live, client, id, NULL, "And again");
    wikijs_page_free(first);
    wikijs_client_free(client);
}

static void calls_can_pass_the_cache_by(void **state)
{
    struct live *live = *state;
    int64_t id = live_page(live, "wishes", "text", "");
    wikijs_client *client = cached_client(live_env("WIKIJS_TEST_KEY"));
    wikijs_page *first = live_read(live, id);
    wikijs_call_settings settings = WIKIJS_CALL_SETTINGS_INIT;
    expect_title(live, client, id, NULL, first->title);
    set_title(live, live->client, id, "New");
    settings.no_cache = 1;
    assert_int_equal(wikijs_client_set_call_settings(client, &settings, &live->err), 0);
    expect_title(live, client, id, NULL, "New");
    assert_int_equal(wikijs_client_set_call_settings(client, NULL, &live->err), 0);
    expect_title(live, client, id, NULL, first->title);
    settings.no_cache = 0;
    settings.cache_refresh = 1;
    assert_int_equal(wikijs_client_set_call_settings(client, &settings, &live->err), 0);
    expect_title(live, client, id, NULL, "New");
    assert_int_equal(wikijs_client_set_call_settings(client, NULL, &live->err), 0);
    expect_title(live, client, id, NULL, "New");
    wikijs_page_free(first);
    wikijs_client_free(client);
}

static void settings_out_of_range(void **state)
{
    struct live *live = *state;
    wikijs_call_settings settings = WIKIJS_CALL_SETTINGS_INIT;
    settings.cache_ttl_ms = INT64_MAX;
    assert_int_equal(wikijs_client_set_call_settings(live->client, &settings, &live->err), WIKIJS_E_ARG);
    settings.cache_ttl_ms = -1;
    assert_int_equal(wikijs_client_set_call_settings(live->client, &settings, &live->err), WIKIJS_E_ARG);
    settings.cache_ttl_ms = 31536000000;
    assert_int_equal(wikijs_client_set_call_settings(live->client, &settings, &live->err), 0);
    settings.retry_writes = (wikijs_tristate)3;
    assert_int_equal(wikijs_client_set_call_settings(live->client, &settings, &live->err), WIKIJS_E_ARG);
    assert_non_null(strstr(live->err.message, "retry_writes"));
}

/* As programs would that share a store. */
static void expect_shared(struct live *live, const char *cache, const char *place)
{
    int64_t id = live_page(live, "shared", "text", "");
    wikijs_client_options full = options_of(cache, place, live_env("WIKIJS_TEST_KEY"));
    wikijs_client_options readers = options_of(cache, place, live_env("WIKIJS_TEST_READER_KEY"));
    wikijs_client *one = make_client(&full), *two = make_client(&full), *reader = make_client(&readers);
    wikijs_page *first = live_read(live, id);
    expect_title(live, one, id, NULL, first->title);
    expect_title(live, two, id, NULL, first->title);
    assert_int_equal(requests_of(two), 0);
    expect_title(live, reader, id, NULL, first->title);
    assert_int_not_equal(requests_of(reader), 0); /* what one may see another is not given */
    set_title(live, two, id, "Changed by the other");
    expect_title(live, one, id, NULL, "Changed by the other");
    expect_title(live, reader, id, NULL, "Changed by the other");
    wikijs_client_free(one);
    wikijs_client_free(two);
    wikijs_client_free(reader);
    wikijs_page_free(first);
}

static void clients_that_name_one_folder_share_it(void **state)
{
    char folder[64];
    stores_make_folder(folder);
    expect_shared(*state, "sqlite", folder);
    stores_remove_folder(folder);
}

static void clients_that_name_one_redis_share_it(void **state)
{
    struct redis_server server;
    redis_server_make(&server, NULL);
    expect_shared(*state, "redis", server.url);
    redis_server_free(&server);
}

static size_t warnings;

static void count_warning(wikijs_log_level level, const char *line, void *payload)
{
    (void)level;
    (void)payload;
    warnings += strstr(line, "the cache fails") != NULL;
}

static void redis_that_is_down_costs_nothing_but_the_cache(void **state)
{
    struct live *live = *state;
    struct redis_server server;
    redis_server_make(&server, NULL);
    int64_t id = live_page(live, "down", "text", "");
    wikijs_client_options options = options_of("redis", server.url, live_env("WIKIJS_TEST_KEY"));
    options.log = count_warning;
    wikijs_client *client = make_client(&options);
    warnings = 0;
    wikijs_page *first = live_read(live, id);
    expect_title(live, client, id, NULL, first->title);
    redis_server_kill(&server);
    for (int i = 0; i < 10; i++)
        expect_title(live, client, id, NULL, first->title);
    set_title(live, client, id, "New");
    redis_server_start(&server);
    for (int i = 0; i < 10; i++)
        expect_title(live, client, id, NULL, "New");
    assert_int_equal(warnings, 1);
    wikijs_client_free(client);
    wikijs_page_free(first);
    redis_server_free(&server);
}

static void client_without_a_cache_says_so(void **state)
{
    struct live *live = *state;
    wikijs_cache_stats stats = { .struct_size = sizeof stats };
    assert_int_equal(wikijs_cache_get_stats(live->client, &stats, &live->err), WIKIJS_E_STATE);
    assert_int_equal(wikijs_cache_clear(live->client, WIKIJS_CACHE_WIKI, &live->err), WIKIJS_E_STATE);
    assert_non_null(strstr(live->err.message, "option 'cache'"));
    assert_int_equal(wikijs_cache_drop_page(live->client, 0, &live->err), WIKIJS_E_ARG);
    assert_int_equal(wikijs_cache_drop_path(live->client, NULL, NULL, &live->err), WIKIJS_E_ARG);
    assert_int_equal(wikijs_cache_drop_tag(live->client, "", &live->err), WIKIJS_E_ARG);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TWICE(page_is_asked_for_once),
        TWICE(update_is_seen_by_id_by_path_and_in_lists),
        TWICE(what_others_changed_is_dropped_by_hand),
        TWICE(calls_can_pass_the_cache_by),
        TWICE(clients_that_name_one_folder_share_it),
        TWICE(clients_that_name_one_redis_share_it),
        TWICE(redis_that_is_down_costs_nothing_but_the_cache),
        TWICE(client_without_a_cache_says_so),
        TWICE(settings_out_of_range),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
