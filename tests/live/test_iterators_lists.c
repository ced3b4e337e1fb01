/* SPDX-License-Identifier: MIT */
/* Iterators over assets, comments, users and groups: they meet what the list functions list. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/walk.h"

/* --- assets --- */

/* Folders cannot be removed again: every run uses the same. */
static int64_t upload(struct live *live, const char *folder, const char *name)
{
    char filename[100];
    wikijs_asset *asset = NULL;
    wikijs_assets_upload_input input = WIKIJS_ASSETS_UPLOAD_INPUT_INIT;
    snprintf(filename, sizeof filename, "%s-%s", live->prefix, name);
    input.content = (wikijs_str){ name, strlen(name) };
    input.filename = filename;
    input.folder = folder;
    LIVE_EXPECT(live, 0, wikijs_assets_upload(live->client, &input, &asset, &live->err));
    int64_t id = asset->id;
    wikijs_asset_free(asset);
    return id;
}

static void delete_assets(struct live *live, const int64_t *ids, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        LIVE_EXPECT(live, 0, wikijs_assets_delete(live->client, ids[i], NULL, &live->err));
    }
}

static void expect_place(struct walk *walk, const void *item)
{
    const wikijs_asset *asset = item;
    assert_true(walk->count > 0);
    assert_true(strncmp(asset->path, "live-iter", 9) == 0);
    assert_string_equal(strrchr(asset->path, '/') + 1, asset->filename);
}

static void assets_of_all_folders_below_are_met_once(void **state)
{
    struct live *live = *state;
    const int64_t ids[] = {
        upload(live, "live-iter", "top.txt"),       upload(live, "live-iter/a", "a.png"),
        upload(live, "live-iter/a/deep", "d.png"),  upload(live, "live-iter/b", "b.bin"),
        upload(live, "live-iter/a/deep", "e.jpeg"),
    };
    const size_t count = sizeof ids / sizeof *ids;
    wikijs_assets_list_options which = WIKIJS_ASSETS_LIST_OPTIONS_INIT;
    which.folder = "live-iter";
    which.recursive = true;
    wikijs_asset_list *list = NULL;
    LIVE_EXPECT(live, 0, wikijs_assets_list(live->client, &which, &list, &live->err));
    for (int64_t batch_size = 0; batch_size <= 2; batch_size++) {
        wikijs_iter *iter = NULL;
        wikijs_assets_iter_options options = WIKIJS_ASSETS_ITER_OPTIONS_INIT;
        options.folder = "live-iter";
        options.batch_size = batch_size;
        struct walk walk = { .live = live, .meanwhile = expect_place };
        LIVE_EXPECT(live, 0, wikijs_assets_iter_all(live->client, &options, &iter, &live->err));
        LIVE_EXPECT(live, 0, walk_on(&walk, iter));
        wikijs_iter_free(iter);
        assert_int_equal(walk.count, wikijs_asset_list_count(list));
        for (size_t i = 0; i < walk.count; i++) {
            assert_int_equal(walk_met(&walk, wikijs_asset_list_at(list, i)->id), 1);
        }
        for (size_t i = 0; i < count; i++) {
            assert_int_equal(walk_met(&walk, ids[i]), 1);
        }
    }
    wikijs_asset_list_free(list);
    delete_assets(live, ids, count);
}

static void assets_can_be_chosen(void **state)
{
    struct live *live = *state;
    const int64_t ids[] = { upload(live, "live-iter/a", "i.png"), upload(live, "live-iter", "j.bin") };
    wikijs_iter *iter = NULL;
    wikijs_assets_iter_options options = WIKIJS_ASSETS_ITER_OPTIONS_INIT;
    options.kind = WIKIJS_ASSET_KIND_IMAGE;
    options.fields = WIKIJS_BIT(WIKIJS_ASSET_ID) | WIKIJS_BIT(WIKIJS_ASSET_KIND);
    LIVE_EXPECT(live, 0, wikijs_assets_iter_all(live->client, &options, &iter, &live->err));
    const wikijs_asset *asset = NULL;
    int status;
    bool met = false;
    while ((status = wikijs_iter_next_asset(iter, &asset, &live->err)) > 0) { /* from the root */
        assert_string_equal(asset->kind, "IMAGE");
        assert_int_equal(asset->present, options.fields);
        assert_int_not_equal(asset->id, ids[1]);
        met |= asset->id == ids[0];
    }
    LIVE_EXPECT(live, 0, status);
    assert_true(met);
    wikijs_iter_free(iter);
    delete_assets(live, ids, 2);
}

static void a_folder_that_is_not_there_is_told(void **state)
{
    struct live *live = *state;
    wikijs_iter *iter = NULL;
    wikijs_assets_iter_options options = WIKIJS_ASSETS_ITER_OPTIONS_INIT;
    options.folder = "live-iter/no-such-folder";
    LIVE_EXPECT(live, 0, wikijs_assets_iter_all(live->client, &options, &iter, &live->err));
    struct walk walk = { .live = live };
    assert_int_equal(walk_on(&walk, iter), WIKIJS_E_NOT_FOUND);
    wikijs_iter_free(iter);
    options.folder_id = 3;
    LIVE_EXPECT(live, WIKIJS_E_ARG, wikijs_assets_iter_all(live->client, &options, &iter, &live->err));
    options.folder = NULL;
    options.kind = (wikijs_asset_kind)9;
    LIVE_EXPECT(live, WIKIJS_E_ARG, wikijs_assets_iter_all(live->client, &options, &iter, &live->err));
}

/* --- comments --- */

/* The server takes one comment in 15 seconds. */
static int64_t comment(struct live *live, int64_t page_id, const char *text)
{
    wikijs_comment_created *created = NULL;
    wikijs_comments_create_input input = WIKIJS_COMMENTS_CREATE_INPUT_INIT;
    input.page_id = page_id;
    input.content = (wikijs_str){ text, strlen(text) };
    int status = wikijs_comments_create(live->client, &input, &created, &live->err);
    for (int tries = 0; status == WIKIJS_E_RATE_LIMITED && tries < 10; tries++) {
        sleep((unsigned)(live->err.retry_after_ms / 1000) + 1);
        status = wikijs_comments_create(live->client, &input, &created, &live->err);
    }
    LIVE_EXPECT(live, 0, status);
    int64_t id = created->id;
    wikijs_comment_created_free(created);
    return id;
}

static void comments_are_those_of_the_page(void **state)
{
    struct live *live = *state;
    int64_t page_id = live_page(live, "commented", "text", NULL), id = comment(live, page_id, "Well said.");
    wikijs_comments_list_options options = WIKIJS_COMMENTS_LIST_OPTIONS_INIT;
    wikijs_iter *iter = NULL;
    struct walk walk = { .live = live };
    LIVE_EXPECT(live, 0,
                wikijs_comments_iter_all(live->client, live_path(live, "commented"), &options, &iter, &live->err));
    LIVE_EXPECT(live, 0, walk_on(&walk, iter));
    wikijs_iter_free(iter);
    assert_int_equal(walk.count, 1);
    assert_int_equal(walk.ids[0], id);
    options.struct_size = 0;
    LIVE_EXPECT(live, WIKIJS_E_ARG, wikijs_comments_iter_all(live->client, "home", &options, &iter, &live->err));
    LIVE_EXPECT(live, 0, wikijs_comments_delete(live->client, id, NULL, &live->err));
}

/* --- users and groups --- */

static void users_are_those_of_the_list(void **state)
{
    struct live *live = *state;
    wikijs_users_list_options options = WIKIJS_USERS_LIST_OPTIONS_INIT;
    options.order_by = WIKIJS_USER_ORDER_NAME;
    options.direction = WIKIJS_ORDER_DESC;
    for (options.limit = 0; options.limit <= 2; options.limit += 2) {
        wikijs_user_item_list *list = NULL;
        LIVE_EXPECT(live, 0, wikijs_users_list(live->client, &options, &list, &live->err));
        wikijs_iter *iter = NULL;
        struct walk walk = { .live = live };
        LIVE_EXPECT(live, 0, wikijs_users_iter_all(live->client, &options, &iter, &live->err));
        LIVE_EXPECT(live, 0, walk_on(&walk, iter));
        const wikijs_user_item *user = NULL;
        LIVE_EXPECT(live, 0, wikijs_iter_next_user(iter, &user, &live->err));
        wikijs_iter_free(iter);
        assert_true(walk.count >= 2);
        assert_int_equal(walk.count, wikijs_user_item_list_count(list));
        for (size_t i = 0; i < walk.count; i++) {
            assert_int_equal(walk.ids[i], wikijs_user_item_list_at(list, i)->id);
        }
        wikijs_user_item_list_free(list);
    }
}

static void groups_are_those_of_the_list(void **state)
{
    struct live *live = *state;
    wikijs_group_item_list *list = NULL;
    LIVE_EXPECT(live, 0, wikijs_groups_list(live->client, NULL, &list, &live->err));
    wikijs_iter *iter = NULL;
    struct walk walk = { .live = live };
    LIVE_EXPECT(live, 0, wikijs_groups_iter_all(live->client, NULL, &iter, &live->err));
    LIVE_EXPECT(live, 0, walk_on(&walk, iter));
    const wikijs_group_item *group = NULL;
    LIVE_EXPECT(live, 0, wikijs_iter_next_group(iter, &group, &live->err));
    const wikijs_user_item *user = NULL;
    LIVE_EXPECT(live, WIKIJS_E_ARG, wikijs_iter_next_user(iter, &user, &live->err));
    wikijs_iter_free(iter);
    assert_true(walk.count >= 2);
    assert_int_equal(walk.count, wikijs_group_item_list_count(list));
    for (size_t i = 0; i < walk.count; i++) {
        assert_int_equal(walk.ids[i], wikijs_group_item_list_at(list, i)->id);
    }
    wikijs_group_item_list_free(list);
}

static void tags_and_keys_are_those_of_the_lists(void **state)
{
    struct live *live = *state;
    wikijs_page_tag_list *tags = NULL;
    wikijs_api_key_list *keys = NULL;
    const wikijs_page_tag *tag;
    const wikijs_api_key *key;
    size_t at = 0;
    wikijs_iter *iter = NULL;
    LIVE_EXPECT(live, 0, wikijs_pages_tags(live->client, NULL, &tags, &live->err));
    LIVE_EXPECT(live, 0, wikijs_pages_iter_tags(live->client, NULL, &iter, &live->err));
    while (wikijs_iter_next_tag(iter, &tag, &live->err) == 1) {
        assert_string_equal(tag->tag, wikijs_page_tag_list_at(tags, at++)->tag);
    }
    assert_true(at >= 1);
    assert_int_equal(at, wikijs_page_tag_list_count(tags));
    wikijs_iter_free(iter);
    LIVE_EXPECT(live, 0, wikijs_api_keys_list(live->client, NULL, &keys, &live->err));
    LIVE_EXPECT(live, 0, wikijs_api_keys_iter_all(live->client, NULL, &iter, &live->err));
    LIVE_EXPECT(live, WIKIJS_E_ARG, wikijs_iter_next_tag(iter, &tag, &live->err));
    for (at = 0; wikijs_iter_next_api_key(iter, &key, &live->err) == 1; at++) {
        assert_int_equal(key->id, wikijs_api_key_list_at(keys, at)->id);
    }
    assert_true(at >= 1);
    assert_int_equal(at, wikijs_api_key_list_count(keys));
    wikijs_iter_free(iter);
    wikijs_page_tag_list_free(tags);
    wikijs_api_key_list_free(keys);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TWICE(assets_of_all_folders_below_are_met_once),
        TWICE(assets_can_be_chosen),
        TWICE(a_folder_that_is_not_there_is_told),
        TWICE(comments_are_those_of_the_page),
        TWICE(users_are_those_of_the_list),
        TWICE(groups_are_those_of_the_list),
        TWICE(tags_and_keys_are_those_of_the_lists),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
