/* SPDX-License-Identifier: MIT */
/*
 * Memory runs out while pages are read, listed, walked over and written, and on walks of other things: each allocation fails
 * once ("support/torture.h").
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <wikijs/client.h>
#include <wikijs/iter.h>
#include <wikijs/pages.h>

#include "support/live.h"
#include "support/torture.h"

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
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
