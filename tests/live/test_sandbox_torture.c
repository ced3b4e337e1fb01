/* SPDX-License-Identifier: MIT */
/*
 * Memory runs out: the n-th allocation fails, for every n, on the way of a page get, a list, a create and an update. Each
 * time the outcome is a no-memory error, or success where the allocation was not needed for it, and nothing stays behind.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <wikijs/api_keys.h>
#include <wikijs/client.h>
#include <wikijs/comments.h>
#include <wikijs/health.h>
#include <wikijs/iter.h>
#include <wikijs/navigation.h>
#include <wikijs/pages.h>
#include <wikijs/search.h>
#include <wikijs/storage.h>

#include "support/allocator.h"
#include "support/live.h"

/* One operation with a client; `turn` tells the attempts apart. */
typedef int (*operation_fn)(wikijs_client *client, size_t turn, wikijs_error *err);

static int get_page(wikijs_client *client, size_t turn, wikijs_error *err)
{
    (void)turn;
    wikijs_page *page = NULL;
    int status = wikijs_pages_get_by_path(client, "en", "home", NULL, &page, err);
    assert_true((status == 0) == (page != NULL));
    wikijs_page_free(page);
    return status;
}

static int get_source(wikijs_client *client, size_t turn, wikijs_error *err)
{
    (void)turn;
    wikijs_page *page = NULL;
    wikijs_pages_get_options options = WIKIJS_PAGES_GET_OPTIONS_INIT;
    options.fields = WIKIJS_BIT(WIKIJS_PAGE_CONTENT) | WIKIJS_BIT(WIKIJS_PAGE_TAGS);
    int status = wikijs_pages_get(client, 1, &options, &page, err);
    assert_true((status == 0) == (page != NULL));
    wikijs_page_free(page);
    return status;
}

static int list_pages(wikijs_client *client, size_t turn, wikijs_error *err)
{
    (void)turn;
    const char *tags[] = { "guide" };
    wikijs_page_item_list *list = NULL;
    wikijs_pages_list_options options = WIKIJS_PAGES_LIST_OPTIONS_INIT;
    options.tags = (wikijs_strings){ tags, 1 };
    options.limit = 5;
    int status = wikijs_pages_list(client, &options, &list, err);
    assert_true((status == 0) == (list != NULL));
    wikijs_page_item_list_free(list);
    return status;
}

static int create_page(wikijs_client *client, size_t turn, wikijs_error *err)
{
    char path[64];
    const char *tags[] = { "a", "b" };
    wikijs_page *page = NULL;
    wikijs_pages_create_input input = WIKIJS_PAGES_CREATE_INPUT_INIT;
    snprintf(path, sizeof path, "torture-%d/page-%zu", (int)getpid(), turn);
    input.title = "Torture";
    input.path = path;
    input.content = (wikijs_str){ "text", 4 };
    input.tags = (wikijs_strings){ tags, 2 };
    int status = wikijs_pages_create(client, &input, &page, err);
    assert_true((status == 0) == (page != NULL));
    wikijs_page_free(page);
    return status;
}

static int update_page(wikijs_client *client, size_t turn, wikijs_error *err)
{
    char title[32];
    const char *tags[] = { "added" };
    wikijs_page *page = NULL;
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    snprintf(title, sizeof title, "Title %zu", turn);
    input.title = title;
    input.add_tags = (wikijs_strings){ tags, 1 };
    int status = wikijs_pages_update(client, 1, &input, &page, err);
    assert_true((status == 0) == (page != NULL));
    wikijs_page_free(page);
    return status;
}

static int check_health(wikijs_client *client, size_t turn, wikijs_error *err)
{
    (void)turn;
    wikijs_health *health = NULL;
    int status = wikijs_health_check(client, NULL, &health, err);
    wikijs_health_free(health);
    return status;
}

static int walk_pages(wikijs_client *client, size_t turn, wikijs_error *err)
{
    (void)turn;
    wikijs_iter *iter = NULL;
    const wikijs_page *page = NULL;
    const char *tags[] = { "Guide" };
    wikijs_pages_iter_options options = WIKIJS_PAGES_ITER_OPTIONS_INIT;
    options.fields = WIKIJS_BIT(WIKIJS_PAGE_ID) | WIKIJS_BIT(WIKIJS_PAGE_CONTENT);
    options.tags = (wikijs_strings){ tags, 1 };
    options.locale = "en";
    options.batch_size = 2;
    int status = wikijs_pages_iter_all(client, &options, &iter, err);
    assert_true((status == 0) == (iter != NULL));
    while (iter && (status = wikijs_iter_next_page(iter, &page, err)) > 0) {
    }
    wikijs_iter_free(iter);
    return status;
}

static int set_navigation(wikijs_client *client, size_t turn, wikijs_error *err)
{
    (void)turn;
    const int64_t groups[] = { 1 };
    const wikijs_navigation_item_input items[] = {
        { .kind = "header", .label = "Torture" },
        { .kind = "link", .label = "Home", .target_type = "home", .target = "/", .visibility_groups = { groups, 1 } },
    };
    return wikijs_navigation_set_items(client, "fr", (wikijs_navigation_item_inputs){ items, 2 }, NULL, err);
}

static int set_engine(wikijs_client *client, size_t turn, wikijs_error *err)
{
    (void)turn;
    const wikijs_key_value_input settings[] = { { "indexName", "{\"v\":\"wiki\"}" } };
    const wikijs_module_input change[] = { { "elasticsearch", WIKIJS_UNSET, { settings, 1 } } };
    return wikijs_search_update_engines(client, (wikijs_module_inputs){ change, 1 }, NULL, err);
}

/* The key reaches the server before the memory ends, or it does not: either way nothing of it may stay here. */
static int create_key(wikijs_client *client, size_t turn, wikijs_error *err)
{
    char name[32];
    wikijs_new_api_key *made = NULL;
    wikijs_api_keys_create_input input = WIKIJS_API_KEYS_CREATE_INPUT_INIT;
    snprintf(name, sizeof name, "torture %zu", turn);
    input.name = name;
    input.expiration = "1h";
    input.group_id = 2;
    int status = wikijs_api_keys_create(client, &input, &made, err);
    assert_true((status == 0) == (made != NULL));
    wikijs_new_api_key_free(made);
    return status;
}

static int set_target(wikijs_client *client, size_t turn, wikijs_error *err)
{
    (void)turn;
    const wikijs_key_value_input settings[] = { { "branch", "{\"v\":\"main\"}" } };
    wikijs_storage_update_input input = WIKIJS_STORAGE_UPDATE_INPUT_INIT;
    input.config = (wikijs_key_value_inputs){ settings, 1 };
    return wikijs_storage_update(client, "git", &input, err);
}

static int list_comments(wikijs_client *client, size_t turn, wikijs_error *err)
{
    (void)turn;
    wikijs_comment_list *list = NULL;
    wikijs_comments_list_options options = WIKIJS_COMMENTS_LIST_OPTIONS_INIT;
    options.check_page = true;
    int status = wikijs_comments_list(client, "home", &options, &list, err);
    assert_true((status == 0) == (list != NULL));
    wikijs_comment_list_free(list);
    return status;
}

struct run {
    int status;
    bool ended;
};

static wikijs_iter_action pause_at_each(wikijs_iter *iter, const void *item, void *payload)
{
    (void)iter;
    (void)item;
    (void)payload;
    return WIKIJS_ITER_PAUSE;
}

static void end_run(wikijs_iter *iter, int status, const wikijs_error *err, void *payload)
{
    (void)iter;
    (void)err;
    *(struct run *)payload = (struct run){ status, true };
}

static int walk_history_on_a_loop(wikijs_client *client, size_t turn, wikijs_error *err)
{
    (void)turn;
    wikijs_iter *iter = NULL;
    wikijs_iter_options options = WIKIJS_ITER_OPTIONS_INIT;
    options.batch_size = 1;
    int status = wikijs_pages_iter_history(client, 9, &options, &iter, err);
    struct run run = { .ended = false };
    if (status == 0) {
        status = wikijs_iter_start(iter, pause_at_each, end_run, &run);
        while (status == 0 && !run.ended) {
            assert_true(wikijs_client_wait(client, 20, NULL) >= 0);
            assert_int_equal(wikijs_iter_resume(iter), 0);
        }
        status = run.ended ? run.status : status;
        err->code = status;
    }
    wikijs_iter_free(iter);
    return status;
}

static int walk_assets(wikijs_client *client, size_t turn, wikijs_error *err)
{
    (void)turn;
    wikijs_iter *iter = NULL;
    const wikijs_asset *asset = NULL;
    wikijs_assets_iter_options options = WIKIJS_ASSETS_ITER_OPTIONS_INIT;
    options.batch_size = 1;
    int status = wikijs_assets_iter_all(client, &options, &iter, err);
    assert_true((status == 0) == (iter != NULL));
    while (iter && (status = wikijs_iter_next_asset(iter, &asset, err)) > 0) {
    }
    wikijs_iter_free(iter);
    return status;
}

static int walk_users(wikijs_client *client, size_t turn, wikijs_error *err)
{
    (void)turn;
    wikijs_iter *iter = NULL;
    const wikijs_user_item *user = NULL;
    int status = wikijs_users_iter_all(client, NULL, &iter, err);
    assert_true((status == 0) == (iter != NULL));
    while (iter && (status = wikijs_iter_next_user(iter, &user, err)) > 0) {
    }
    wikijs_iter_free(iter);
    return status;
}

/* Make a client, do the operation, free everything; true when the allocation that was to fail was reached. */
static bool attempt(operation_fn operation, const char *key, size_t fail_at, int *status)
{
    struct test_allocator memory;
    wikijs_error err;
    wikijs_client *client = NULL;
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    test_allocator_init(&memory);
    memory.fail_at = fail_at;
    options.base_url = live_env("WIKIJS_TEST_URL");
    options.api_key = key;
    options.allocator = &memory.allocator;
    *status = wikijs_client_new(&options, &client, &err);
    if (*status == 0) {
        *status = operation(client, fail_at, &err);
    }
    assert_true(*status == 0 || err.code == *status);
    wikijs_client_free(client);
    assert_int_equal(memory.live, 0);
    return memory.asked >= fail_at;
}

static void torture(operation_fn operation, const char *key)
{
    size_t failures = 0, turn = 1;
    int status;
    assert_false(attempt(operation, key, SIZE_MAX, &status));
    assert_int_equal(status, 0);
    while (attempt(operation, key, turn, &status)) {
        if (status != 0 && status != WIKIJS_E_NOMEM) {
            fail_msg("allocation %zu: %s", turn, wikijs_status_name(status));
        }
        failures += status == WIKIJS_E_NOMEM;
        turn++;
        assert_true(turn < 5000);
    }
    assert_int_equal(status, 0);
    print_message("%zu allocations, %zu of them needed\n", turn - 1, failures);
    assert_true(failures > 10);
}

static void get(void **state)
{
    (void)state;
    torture(get_page, live_env("WIKIJS_TEST_KEY"));
}

static void get_through_the_source(void **state)
{
    (void)state;
    torture(get_source, live_env("WIKIJS_TEST_READER_KEY"));
}

static void list(void **state)
{
    (void)state;
    torture(list_pages, live_env("WIKIJS_TEST_KEY"));
}

static void walk(void **state)
{
    (void)state;
    torture(walk_pages, live_env("WIKIJS_TEST_KEY"));
}

static void walk_through_folders(void **state)
{
    (void)state;
    torture(walk_assets, live_env("WIKIJS_TEST_KEY"));
}

static void walk_over_a_list(void **state)
{
    (void)state;
    torture(walk_users, live_env("WIKIJS_TEST_KEY"));
}

static void walk_on_a_loop(void **state)
{
    (void)state;
    torture(walk_history_on_a_loop, live_env("WIKIJS_TEST_KEY"));
}

static void create(void **state)
{
    (void)state;
    torture(create_page, live_env("WIKIJS_TEST_KEY"));
}

static void update(void **state)
{
    (void)state;
    torture(update_page, live_env("WIKIJS_TEST_KEY"));
}

static void health(void **state)
{
    (void)state;
    torture(check_health, live_env("WIKIJS_TEST_KEY"));
}

static void navigation(void **state)
{
    (void)state;
    torture(set_navigation, live_env("WIKIJS_TEST_KEY"));
}

static void search_engine(void **state)
{
    (void)state;
    torture(set_engine, live_env("WIKIJS_TEST_KEY"));
}

static void api_key(void **state)
{
    (void)state;
    torture(create_key, live_env("WIKIJS_TEST_KEY"));
}

static void storage_target(void **state)
{
    (void)state;
    torture(set_target, live_env("WIKIJS_TEST_KEY"));
}

static void comments(void **state)
{
    (void)state;
    torture(list_comments, live_env("WIKIJS_TEST_KEY"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(get),
        cmocka_unit_test(get_through_the_source),
        cmocka_unit_test(list),
        cmocka_unit_test(create),
        cmocka_unit_test(walk),
        cmocka_unit_test(walk_on_a_loop),
        cmocka_unit_test(walk_through_folders),
        cmocka_unit_test(walk_over_a_list),
        cmocka_unit_test(update),
        cmocka_unit_test(health),
        cmocka_unit_test(navigation),
        cmocka_unit_test(search_engine),
        cmocka_unit_test(api_key),
        cmocka_unit_test(storage_target),
        cmocka_unit_test(comments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
