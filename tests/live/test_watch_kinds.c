/* SPDX-License-Identifier: MIT */
/* The change feed against a server: what happens to assets, users, groups and comments is told, once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>
#include <wikijs/assets.h>
#include <wikijs/comments.h>
#include <wikijs/groups.h>
#include <wikijs/users.h>

#include "support/accounts.h"
#include "support/assets.h"
#include "support/feed.h"

/* A feed of these events that has looked at everything. */
static wikijs_watch *follow(struct live *live, const char *events)
{
    wikijs_watch_options options = feed_options(NULL);
    options.events = (wikijs_strings){ &events, 1 };
    wikijs_watch *watch = feed_start(live, &options);
    feed_settle(live, watch);
    return watch;
}

/* The next event of the feed about this subject has this type. */
static const wikijs_event *expect(struct live *live, wikijs_watch *watch, int64_t id, const char *type)
{
    const wikijs_event *event = feed_next_about(live, watch, id);
    assert_string_equal(event->type, type);
    return event;
}

static void assets(void **state)
{
    struct live *live = *state;
    wikijs_watch *watch = follow(live, "asset.*");
    int64_t id = asset_upload(live, "told.bin", "one", 3);
    const wikijs_event *event = expect(live, watch, id, "asset.uploaded");
    assert_string_equal(event->asset->filename, asset_name(live, "told.bin"));
    assert_int_equal(event->asset->file_size, 3);
    assert_null(event->page);

    wikijs_assets_upload_input input = WIKIJS_ASSETS_UPLOAD_INPUT_INIT;
    wikijs_asset *asset = NULL;
    input.content = (wikijs_str){ "longer", 6 };
    input.filename = asset_name(live, "told.bin");
    input.folder = ASSET_FOLDER;
    input.existing = WIKIJS_ASSET_REPLACE;
    LIVE_EXPECT(live, 0, wikijs_assets_upload(live->client, &input, &asset, &live->err));
    assert_int_equal(asset->id, id);
    wikijs_asset_free(asset);
    event = expect(live, watch, id, "asset.changed");
    assert_int_equal(event->asset->file_size, 6);
    assert_int_equal(event->previous->file_size, 3);

    LIVE_EXPECT(live, 0, wikijs_assets_rename(live->client, id, asset_name(live, "renamed.bin"), NULL, &live->err));
    event = expect(live, watch, id, "asset.renamed");
    assert_string_equal(event->asset->path, asset_path(live, "renamed.bin"));
    assert_string_equal(event->previous->path, asset_path(live, "told.bin"));

    LIVE_EXPECT(live, 0, wikijs_assets_delete(live->client, id, NULL, &live->err));
    event = expect(live, watch, id, "asset.deleted");
    assert_string_equal(event->asset->filename, asset_name(live, "renamed.bin"));
    wikijs_watch_free(watch);
}

static void users(void **state)
{
    struct live *live = *state;
    wikijs_watch *watch = follow(live, "user.*");
    int64_t id = make_user(live, "told");
    const wikijs_event *event = expect(live, watch, id, "user.created");
    assert_string_equal(event->user->email, account_email(live, "told"));

    wikijs_users_update_input change = WIKIJS_USERS_UPDATE_INPUT_INIT;
    change.name = "Another Name";
    LIVE_EXPECT(live, 0, wikijs_users_update(live->client, id, &change, &live->err));
    event = expect(live, watch, id, "user.changed");
    assert_string_equal(feed_changes(event), "name");
    assert_string_equal(event->user->name, "Another Name");

    LIVE_EXPECT(live, 0, wikijs_users_delete(live->client, id, 1, NULL, &live->err));
    event = expect(live, watch, id, "user.deleted");
    assert_string_equal(event->user->email, account_email(live, "told"));
    wikijs_watch_free(watch);
}

static void groups(void **state)
{
    struct live *live = *state;
    wikijs_watch *watch = follow(live, "group.*");
    int64_t id = make_group(live, "told");
    const wikijs_event *event = expect(live, watch, id, "group.created");
    assert_string_equal(event->group->name, group_name(live, "told"));

    wikijs_groups_update_input change = WIKIJS_GROUPS_UPDATE_INPUT_INIT;
    change.name = group_name(live, "renamed");
    LIVE_EXPECT(live, 0, wikijs_groups_update(live->client, id, &change, &live->err));
    event = expect(live, watch, id, "group.changed");
    assert_string_equal(event->previous->name, group_name(live, "told"));

    LIVE_EXPECT(live, 0, wikijs_groups_delete(live->client, id, NULL, &live->err));
    event = expect(live, watch, id, "group.deleted");
    assert_string_equal(event->group->name, group_name(live, "renamed"));
    wikijs_watch_free(watch);
}

/* A real server takes a comment every 15 seconds from an address. */
static int64_t comment(struct live *live, wikijs_comments_create_input *input)
{
    wikijs_comment_created *created = NULL;
    while (wikijs_comments_create(live->client, input, &created, &live->err) == WIKIJS_E_RATE_LIMITED) {
        int64_t wait_ms = live->err.retry_after_ms >= 0 ? live->err.retry_after_ms + 500 : 5000;
        nanosleep(&(struct timespec){ wait_ms / 1000, wait_ms % 1000 * 1000000 }, NULL);
    }
    if (!created)
        fail_msg("%s", live->err.message);
    int64_t id = created->id;
    wikijs_comment_created_free(created);
    return id;
}

static void comments(void **state)
{
    struct live *live = *state;
    int64_t page = live_page(live, "commented", "text", "");
    wikijs_watch *watch = follow(live, "comment.posted");
    wikijs_comments_create_input input = WIKIJS_COMMENTS_CREATE_INPUT_INIT;
    input.page_id = page;
    input.content = (wikijs_str){ "One comment", 11 };
    int64_t id = comment(live, &input);
    const wikijs_event *event = expect(live, watch, id, "comment.posted");
    assert_int_equal(event->comment->page_id, page);
    assert_string_equal(event->comment->content.ptr, "One comment");
    assert_string_equal(event->comment->path, live_path(live, "commented"));
    feed_expect_nothing(live, watch, id);
    wikijs_watch_free(watch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(assets, live_set_up_sync, live_tear_down),
        cmocka_unit_test_setup_teardown(users, live_set_up_sync, live_tear_down),
        cmocka_unit_test_setup_teardown(groups, live_set_up_sync, live_tear_down),
        cmocka_unit_test_setup_teardown(comments, live_set_up_sync, live_tear_down),
    };
    return cmocka_run_group_tests_name("events of assets, users, groups and comments", tests, NULL, NULL);
}
