/* SPDX-License-Identifier: MIT */
/* The change feed while the server fails: comments that were there before are not told as new ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <wikijs/comments.h>
#include <wikijs/sys/plugin.h>

#include "support/faults.h"
#include "support/feed.h"

static int64_t comment(struct live *live, int64_t page, const char *text)
{
    wikijs_comments_create_input input = WIKIJS_COMMENTS_CREATE_INPUT_INIT;
    wikijs_comment_created *created = NULL;
    sandbox_advance(31); /* the server takes two comments a minute */
    input.page_id = page;
    input.content = (wikijs_str){ text, strlen(text) };
    LIVE_EXPECT(live, 0, wikijs_comments_create(live->client, &input, &created, &live->err));
    int64_t id = created->id;
    wikijs_comment_created_free(created);
    return id;
}

/* Without an event, until the feed has looked at everything so often, or once found that it cannot. */
static void look(wikijs_watch *watch, uint64_t looks, uint64_t failures)
{
    wikijs_watch_stats stats = { .struct_size = sizeof stats };
    const wikijs_event *event;
    while (stats.full_looks < looks && stats.failures < failures) {
        assert_int_not_equal(wikijs_watch_next(watch, 10, &event, NULL), 1);
        wikijs_watch_get_stats(watch, &stats);
    }
}

static void no_answer_is_not_an_empty_list(void **state)
{
    struct live *live = *state;
    int64_t page = live_page(live, "commented", "text", "");
    comment(live, page, "An old comment");
    sandbox_fault("comments.list", 1000, "null-data");
    static const char *const events = "comment.posted";
    wikijs_watch_options options = feed_options(NULL);
    options.events = (wikijs_strings){ (const char *const *)&events, 1 };
    wikijs_watch *watch = feed_start(live, &options);
    look(watch, 1, 1);
    sandbox_release();
    look(watch, 2, UINT64_MAX);
    int64_t id = comment(live, page, "A new comment");
    const wikijs_event *event = NULL;
    assert_int_equal(wikijs_watch_next(watch, FEED_WAIT_MS, &event, &live->err), 1);
    assert_int_equal(event->comment->id, id);
    wikijs_watch_free(watch);
}

/* --- one page of many --- */

static bool is_broken;
static char broken_path[80];

/* The comments on one page cannot be understood. */
static int fail_page(wikijs_plugin_call *call, void *state)
{
    (void)state;
    wikijs_str arguments = wikijs_plugin_call_arguments(call);
    bool broken = is_broken && strcmp(wikijs_plugin_call_operation(call), "comments.list") == 0 &&
                  memmem(arguments.ptr, arguments.len, broken_path, strlen(broken_path));
    return broken ? WIKIJS_E_SCHEMA : 0;
}

static const wikijs_plugin odd_plugin = { WIKIJS_PLUGIN_HEAD("odd", "1", "fails one page"), .before_call = fail_page };

static wikijs_client *odd_client(struct live *live)
{
    static const wikijs_plugin_use use = { .plugin = &odd_plugin };
    wikijs_client *client = NULL;
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = live_env("WIKIJS_TEST_URL");
    options.api_key = live_env("WIKIJS_TEST_KEY");
    options.plugins = &use;
    options.plugin_count = 1;
    LIVE_EXPECT(live, 0, wikijs_client_new(&options, &client, &live->err));
    return client;
}

static void expect_posted(struct live *live, wikijs_watch *watch, int64_t id)
{
    const wikijs_event *event = NULL;
    assert_int_equal(wikijs_watch_next(watch, FEED_WAIT_MS, &event, &live->err), 1);
    assert_int_equal(event->comment->id, id);
}

static void one_page_keeps_no_other_back(void **state)
{
    struct live *live = *state;
    int64_t bad = live_page(live, "bad", "text", ""), good = live_page(live, "good", "text", "");
    comment(live, bad, "An old comment");
    comment(live, good, "Another old comment");
    snprintf(broken_path, sizeof broken_path, "%s/bad", live->prefix);
    is_broken = true;
    static const char *const events = "comment.posted";
    wikijs_client *client = odd_client(live);
    wikijs_watch *watch = NULL;
    wikijs_watch_options options = feed_options(NULL);
    options.events = (wikijs_strings){ (const char *const *)&events, 1 };
    LIVE_EXPECT(live, 0, wikijs_watch_new(&options, &watch, &live->err));
    LIVE_EXPECT(live, 0, wikijs_watch_add(watch, "here", client, &live->err));
    look(watch, 1, 3); /* it is told that one could not be read */
    wikijs_watch_stats stats = { .struct_size = sizeof stats };
    wikijs_watch_get_stats(watch, &stats);
    assert_int_equal(stats.failures, 1);
    assert_int_equal(stats.full_looks, 1);
    expect_posted(live, watch, comment(live, good, "A new comment"));
    is_broken = false;
    feed_settle(live, watch);
    feed_settle(live, watch);
    expect_posted(live, watch, comment(live, bad, "Another new comment"));
    wikijs_watch_free(watch);
    wikijs_client_free(client);
}

/* A guest reads who wrote when, and not what. */
static void without_the_source(void **state)
{
    struct live *live = *state;
    static const char *const events = "comment.posted";
    int64_t page = live_page(live, "plain", "text", "");
    comment(live, page, "An old comment");
    wikijs_client *guest = live_client(NULL);
    wikijs_watch *watch = NULL;
    wikijs_watch_options options = feed_options(NULL);
    options.events = (wikijs_strings){ (const char *const *)&events, 1 };
    LIVE_EXPECT(live, 0, wikijs_watch_new(&options, &watch, &live->err));
    LIVE_EXPECT(live, 0, wikijs_watch_add(watch, "here", guest, &live->err));
    look(watch, 1, 1);
    int64_t id = comment(live, page, "A new comment");
    const wikijs_event *event = NULL;
    assert_int_equal(wikijs_watch_next(watch, FEED_WAIT_MS, &event, &live->err), 1);
    assert_int_equal(event->comment->id, id);
    assert_string_equal(event->comment->author_name, "API");
    assert_false(event->comment->present & WIKIJS_BIT(WIKIJS_EVENT_SUBJECT_CONTENT));
    wikijs_watch_free(watch);
    wikijs_client_free(guest);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(no_answer_is_not_an_empty_list, live_set_up_sync, live_tear_down),
        cmocka_unit_test_setup_teardown(one_page_keeps_no_other_back, live_set_up_sync, live_tear_down),
        cmocka_unit_test_setup_teardown(without_the_source, live_set_up_sync, live_tear_down),
    };
    return cmocka_run_group_tests_name("comments while the server fails", tests, NULL, NULL);
}
