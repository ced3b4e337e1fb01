/* SPDX-License-Identifier: MIT */
/* The change feed against a server: what happens to pages is told, in order and once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/feed.h"

static void update(struct live *live, int64_t id, const wikijs_pages_update_input *input)
{
    wikijs_page *page = NULL;
    LIVE_EXPECT(live, 0, wikijs_pages_update(live->client, id, input, &page, &live->err));
    wikijs_page_free(page);
}

static void write_text(struct live *live, int64_t id, const char *text)
{
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    input.content = (wikijs_str){ text, strlen(text) };
    update(live, id, &input);
}

static void publish(struct live *live, int64_t id, wikijs_tristate published)
{
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    input.is_published = published;
    update(live, id, &input);
}

static void tag(struct live *live, int64_t id, const char *name)
{
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    input.add_tags = (wikijs_strings){ &name, 1 };
    update(live, id, &input);
}

static void move(struct live *live, int64_t id, const char *name)
{
    LIVE_EXPECT(live, 0, wikijs_pages_move(live->client, id, "en", live_path(live, name), NULL, &live->err));
}

static void everything_that_happens_to_a_page_is_told(void **state)
{
    struct live *live = *state;
    wikijs_watch_options options = feed_options(NULL);
    wikijs_watch *watch = feed_start(live, &options);
    feed_settle(live, watch);

    int64_t id = live_page(live, "told", "one", "a,b");
    const wikijs_event *event = feed_expect(live, watch, id, "page.created");
    assert_string_equal(event->page->path, live_path(live, "told"));
    assert_string_equal(event->profile, "here");
    assert_true(strncmp(event->wiki, "http", 4) == 0);
    assert_int_equal(event->time, event->page->created_at);
    assert_int_equal(event->changes.count, 0);
    assert_null(event->previous);

    write_text(live, id, "two");
    event = feed_next_of(live, watch, id);
    if (strcmp(event->type, "page.tagged") == 0) /* a real server gives a new page its tags a moment later */
        event = feed_next_of(live, watch, id);
    assert_string_equal(event->type, "page.updated");
    assert_string_equal(feed_changes(event), "contentHash");
    assert_non_null(event->page->content_hash);
    assert_string_not_equal(event->page->content_hash, event->previous->content_hash);

    publish(live, id, WIKIJS_NO);
    feed_expect(live, watch, id, "page.unpublished");
    publish(live, id, WIKIJS_YES);
    event = feed_expect(live, watch, id, "page.published");
    assert_false(event->previous->is_published);

    tag(live, id, "c");
    event = feed_expect(live, watch, id, "page.tagged");
    assert_int_equal(event->page->tags.count, 3);
    assert_int_equal(event->previous->tags.count, 2);
    assert_string_equal(event->previous->tags.items[0], "a");

    move(live, id, "moved");
    event = feed_expect(live, watch, id, "page.moved");
    assert_string_equal(event->page->path, live_path(live, "moved"));
    assert_string_equal(event->previous->path, live_path(live, "told"));
    feed_expect_nothing(live, watch, id);

    LIVE_EXPECT(live, 0, wikijs_pages_delete(live->client, id, NULL, &live->err));
    event = feed_expect(live, watch, id, "page.deleted");
    assert_string_equal(event->page->path, live_path(live, "moved"));
    feed_expect_nothing(live, watch, id);
    wikijs_watch_free(watch);
}

static void what_happened_between_two_looks_is_told_apart(void **state)
{
    struct live *live = *state;
    const char *file = feed_state_path();
    wikijs_watch_options options = feed_options(file);
    int64_t known = live_page(live, "known", "one", "");
    wikijs_watch *watch = feed_start(live, &options);
    feed_settle(live, watch);
    wikijs_watch_free(watch);

    write_text(live, known, "two");
    write_text(live, known, "three");
    move(live, known, "elsewhere");
    write_text(live, known, "four");
    int64_t made = live_page(live, "made", "one", "x");
    write_text(live, made, "two");
    int64_t gone = live_page(live, "gone", "one", "");
    LIVE_EXPECT(live, 0, wikijs_pages_delete(live->client, gone, NULL, &live->err));

    char hashes[3][80], ids[16][80];
    size_t told = 0;
    watch = feed_start(live, &options);
    for (int i = 0; i < 2; i++) {
        const wikijs_event *event = feed_expect(live, watch, known, "page.updated");
        snprintf(hashes[i], sizeof hashes[i], "%s", event->page->content_hash);
        assert_string_equal(event->page->path, live_path(live, "known"));
    }
    assert_string_not_equal(hashes[0], hashes[1]);
    const wikijs_event *event = feed_expect(live, watch, known, "page.moved");
    assert_string_equal(event->page->content_hash, hashes[1]);
    event = feed_expect(live, watch, known, "page.updated");
    assert_string_equal(event->page->path, live_path(live, "elsewhere"));
    event = feed_expect(live, watch, made, "page.created");
    event = feed_expect(live, watch, made, "page.updated");
    feed_expect_nothing(live, watch, known);
    feed_expect_nothing(live, watch, made);
    wikijs_watch_free(watch);

    /* Stopped and started again without a change: nothing is told twice. */
    watch = feed_start(live, &options);
    feed_expect_nothing(live, watch, made);
    wikijs_watch_free(watch);
    feed_forget(file);
    (void)ids;
    (void)told;
}

static void a_render_is_no_change(void **state)
{
    struct live *live = *state;
    int64_t id = live_page(live, "rendered", "one", "");
    wikijs_watch_options options = feed_options(NULL);
    wikijs_watch *watch = feed_start(live, &options);
    feed_settle(live, watch);
    LIVE_EXPECT(live, 0, wikijs_pages_render(live->client, id, NULL, &live->err));
    feed_expect_nothing(live, watch, id);
    write_text(live, id, "two");
    feed_expect(live, watch, id, "page.updated");
    LIVE_EXPECT(live, 0, wikijs_pages_render(live->client, id, NULL, &live->err));
    feed_expect_nothing(live, watch, id);
    wikijs_watch_free(watch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(everything_that_happens_to_a_page_is_told, live_set_up_sync, live_tear_down),
        cmocka_unit_test_setup_teardown(what_happened_between_two_looks_is_told_apart, live_set_up_sync,
                                        live_tear_down),
        cmocka_unit_test_setup_teardown(a_render_is_no_change, live_set_up_sync, live_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
