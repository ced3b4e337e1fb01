/* SPDX-License-Identifier: MIT */
/* The change feed while the server fails: comments that were there before are not told as new ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>
#include <wikijs/comments.h>

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(no_answer_is_not_an_empty_list, live_set_up_sync, live_tear_down),
    };
    return cmocka_run_group_tests_name("comments while the server fails", tests, NULL, NULL);
}
