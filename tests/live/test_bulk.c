/* SPDX-License-Identifier: MIT */
/* wikijs/bulk.h against a server: plans are carried out, leave alone what was changed meanwhile, and are taken back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <wikijs/bulk.h>

#include "support/live.h"

#define TEXT(literal) ((wikijs_str){ (literal), sizeof(literal) - 1 })

static char journal[64];

static int set_up(void **state)
{
    snprintf(journal, sizeof journal, "/tmp/wikijs-bulk-%d.db", (int)getpid());
    unlink(journal);
    return live_set_up_sync(state);
}

static int tear_down(void **state)
{
    unlink(journal);
    return live_tear_down(state);
}

static wikijs_bulk_options options(void)
{
    wikijs_bulk_options made = WIKIJS_BULK_OPTIONS_INIT;
    made.journal = journal;
    made.name = "test";
    return made;
}

static wikijs_page *read_page(struct live *live, int64_t id)
{
    wikijs_pages_get_options wanted = WIKIJS_PAGES_GET_OPTIONS_INIT;
    wanted.fields = ((WIKIJS_BIT(WIKIJS_PAGE_FIELDS) - 1) & ~WIKIJS_BIT(WIKIJS_PAGE_TOC)) &
                    ~WIKIJS_BIT(WIKIJS_PAGE_FROM_SOURCE);
    wikijs_page *page = NULL;
    LIVE_EXPECT(live, 0, wikijs_pages_get(live->client, id, &wanted, &page, &live->err));
    return page;
}

static void add_content(struct live *live, wikijs_bulk *bulk, const wikijs_page *page, wikijs_str content)
{
    wikijs_bulk_change change = WIKIJS_BULK_CHANGE_INIT;
    const wikijs_page_values after = { .present = WIKIJS_BIT(WIKIJS_PAGE_VALUES_CONTENT), .content = content };
    const wikijs_page_values before = { .present = WIKIJS_BIT(WIKIJS_PAGE_VALUES_CONTENT), .content = page->content };
    change.action = WIKIJS_BULK_UPDATE;
    change.id = page->id;
    change.locale = page->locale;
    change.path = page->path;
    change.updated_at = page->updated_at;
    change.after = &after;
    change.before = &before;
    LIVE_EXPECT(live, 0, wikijs_bulk_add(bulk, &change, &live->err));
}

static wikijs_bulk_counts counts_of(struct live *live, wikijs_bulk *bulk)
{
    wikijs_bulk_counts counts = { .struct_size = sizeof counts };
    LIVE_EXPECT(live, 0, wikijs_bulk_count(bulk, &counts, &live->err));
    return counts;
}

/* "id state status;" of each item. */
static bool tell(const wikijs_bulk_item *item, void *payload)
{
    char *text = payload;
    snprintf(text + strlen(text), 400 - strlen(text), "%lld %s %d;", (long long)item->id, item->state,
             (int)item->status);
    return true;
}

/* The plan has the page `a`, and `b` unless that is 0, and their states are these. */
static void check_told(struct live *live, wikijs_bulk *bulk, int64_t a, const char *of_a, int64_t b, const char *of_b)
{
    char told[400] = "", expected[400];
    LIVE_EXPECT(live, 0, wikijs_bulk_each(bulk, tell, told, &live->err));
    int length = snprintf(expected, sizeof expected, "%lld %s;", (long long)a, of_a);
    if (b)
        snprintf(expected + length, sizeof expected - (size_t)length, "%lld %s;", (long long)b, of_b);
    assert_string_equal(told, expected);
}

static void a_plan_changes_what_it_says_and_nothing_else(void **state)
{
    struct live *live = *state;
    int64_t id = live_page(live, "a", "old text", "one,two");
    wikijs_page *before = read_page(live, id);
    wikijs_bulk_options where = options();
    where.note = "a note";
    wikijs_bulk *bulk = NULL;
    LIVE_EXPECT(live, 0, wikijs_bulk_new(live->client, &where, &bulk, &live->err));
    add_content(live, bulk, before, TEXT("new \"text\"\n\\ ö"));
    assert_int_equal(counts_of(live, bulk).planned, 1);
    LIVE_EXPECT(live, 0, wikijs_bulk_run(bulk, NULL, &live->err));
    check_told(live, bulk, id, "done 0", 0, NULL);
    assert_string_equal(wikijs_bulk_note(bulk), "a note");
    wikijs_bulk_free(bulk);
    wikijs_page *after = read_page(live, id);
    assert_string_equal(after->content.ptr, "new \"text\"\n\\ ö");
    assert_string_equal(after->title, before->title);
    assert_string_equal(after->description, before->description);
    assert_string_equal(after->path, before->path);
    assert_int_equal(after->tags.count, before->tags.count);
    assert_int_equal(after->is_published, before->is_published);
    assert_string_equal(after->editor, before->editor);
    assert_int_equal(after->created_at, before->created_at);
    wikijs_page_free(after);
    wikijs_page_free(before);
}

static void a_page_that_was_changed_meanwhile_is_left_alone(void **state)
{
    struct live *live = *state;
    int64_t a = live_page(live, "a", "a", ""), b = live_page(live, "b", "b", "");
    wikijs_page *page_a = read_page(live, a), *page_b = read_page(live, b);
    wikijs_bulk_options where = options();
    wikijs_bulk *bulk = NULL;
    LIVE_EXPECT(live, 0, wikijs_bulk_new(live->client, &where, &bulk, &live->err));
    add_content(live, bulk, page_a, TEXT("planned"));
    add_content(live, bulk, page_b, TEXT("planned"));
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    input.content = TEXT("somebody else's");
    wikijs_page *written = NULL;
    LIVE_EXPECT(live, 0, wikijs_pages_update(live->client, a, &input, &written, &live->err));
    wikijs_page_free(written);
    LIVE_EXPECT(live, 0, wikijs_bulk_run(bulk, NULL, &live->err));
    check_told(live, bulk, a, "failed -307", b, "done 0");
    wikijs_bulk_free(bulk);
    LIVE_EXPECT(live, 0, wikijs_bulk_resume(live->client, &where, &bulk, &live->err));
    LIVE_EXPECT(live, 0, wikijs_bulk_run(bulk, NULL, &live->err)); /* a conflict is not tried again */
    check_told(live, bulk, a, "failed -307", b, "done 0");
    wikijs_bulk_free(bulk);
    wikijs_page *now = read_page(live, a);
    assert_string_equal(now->content.ptr, "somebody else's");
    wikijs_page_free(now);
    wikijs_page_free(page_a);
    wikijs_page_free(page_b);
}

static void a_plan_is_taken_back(void **state)
{
    struct live *live = *state;
    int64_t a = live_page(live, "a", "text of a", ""), b = live_page(live, "b", "text of b", "");
    wikijs_page *page_a = read_page(live, a), *page_b = read_page(live, b);
    wikijs_bulk_options where = options();
    wikijs_bulk *bulk = NULL;
    LIVE_EXPECT(live, 0, wikijs_bulk_new(live->client, &where, &bulk, &live->err));
    add_content(live, bulk, page_a, TEXT("new a"));
    add_content(live, bulk, page_b, TEXT("new b"));
    LIVE_EXPECT(live, 0, wikijs_bulk_run(bulk, NULL, &live->err));
    wikijs_bulk_free(bulk);
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    input.content = TEXT("later");
    wikijs_page *written = NULL;
    LIVE_EXPECT(live, 0, wikijs_pages_update(live->client, b, &input, &written, &live->err));
    wikijs_page_free(written);

    LIVE_EXPECT(live, 0, wikijs_bulk_undo(live->client, &where, &bulk, &live->err));
    LIVE_EXPECT(live, 0, wikijs_bulk_run(bulk, NULL, &live->err));
    check_told(live, bulk, a, "done 0", b, "failed -307");
    wikijs_bulk_free(bulk);
    wikijs_page *now = read_page(live, a);
    assert_string_equal(now->content.ptr, "text of a");
    wikijs_page_free(now);
    LIVE_EXPECT(live, 0, wikijs_bulk_resume(live->client, &where, &bulk, &live->err));
    check_told(live, bulk, a, "undone 0", b, "done 0");
    wikijs_bulk_free(bulk);
    wikijs_page_free(page_a);
    wikijs_page_free(page_b);
}

static void pages_are_moved_back_and_deleted(void **state)
{
    struct live *live = *state;
    int64_t id = live_page(live, "a", "text", "");
    wikijs_page *page = read_page(live, id);
    wikijs_bulk_options where = options();
    wikijs_bulk_change change = WIKIJS_BULK_CHANGE_INIT;
    wikijs_bulk *bulk = NULL;
    change.action = WIKIJS_BULK_MOVE;
    change.id = id;
    change.locale = page->locale;
    change.path = page->path;
    change.new_path = live_path(live, "moved");
    LIVE_EXPECT(live, 0, wikijs_bulk_new(live->client, &where, &bulk, &live->err));
    LIVE_EXPECT(live, 0, wikijs_bulk_add(bulk, &change, &live->err));
    LIVE_EXPECT(live, 0, wikijs_bulk_run(bulk, NULL, &live->err));
    wikijs_bulk_free(bulk);
    wikijs_page *now = read_page(live, id);
    assert_string_equal(now->path, live_path(live, "moved"));
    wikijs_page_free(now);
    LIVE_EXPECT(live, 0, wikijs_bulk_undo(live->client, &where, &bulk, &live->err));
    LIVE_EXPECT(live, 0, wikijs_bulk_run(bulk, NULL, &live->err));
    wikijs_bulk_free(bulk);
    now = read_page(live, id);
    assert_string_equal(now->path, page->path);
    wikijs_page_free(now);

    change.action = WIKIJS_BULK_DELETE;
    LIVE_EXPECT(live, 0, wikijs_bulk_new(live->client, &where, &bulk, &live->err));
    LIVE_EXPECT(live, 0, wikijs_bulk_add(bulk, &change, &live->err));
    change.id = 999999999;
    LIVE_EXPECT(live, 0, wikijs_bulk_add(bulk, &change, &live->err));
    LIVE_EXPECT(live, 0, wikijs_bulk_run(bulk, NULL, &live->err));
    check_told(live, bulk, id, "done 0", 999999999, "failed -302");
    wikijs_bulk_free(bulk);
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, wikijs_bulk_undo(live->client, &where, &bulk, &live->err));
    wikijs_page_free(page);
}

/* The locale is for reports; only a move needs it for the way back. */
static void pages_whose_locale_was_not_given(void **state)
{
    struct live *live = *state;
    int64_t id = live_page(live, "a", "text", "");
    wikijs_page *page = read_page(live, id);
    wikijs_bulk_options where = options();
    wikijs_bulk *bulk = NULL;
    const char *locale = page->locale;
    page->locale = NULL;
    LIVE_EXPECT(live, 0, wikijs_bulk_new(live->client, &where, &bulk, &live->err));
    add_content(live, bulk, page, TEXT("new"));
    LIVE_EXPECT(live, 0, wikijs_bulk_run(bulk, NULL, &live->err));
    wikijs_bulk_free(bulk);
    LIVE_EXPECT(live, 0, wikijs_bulk_undo(live->client, &where, &bulk, &live->err));
    LIVE_EXPECT(live, 0, wikijs_bulk_run(bulk, NULL, &live->err));
    check_told(live, bulk, id, "done 0", 0, NULL);
    wikijs_bulk_free(bulk);
    wikijs_page *now = read_page(live, id);
    assert_string_equal(now->content.ptr, "text");
    wikijs_page_free(now);

    wikijs_bulk_change change = WIKIJS_BULK_CHANGE_INIT;
    change.action = WIKIJS_BULK_MOVE;
    change.id = id;
    change.path = page->path;
    change.new_path = live_path(live, "moved");
    change.new_locale = locale;
    LIVE_EXPECT(live, 0, wikijs_bulk_new(live->client, &where, &bulk, &live->err));
    LIVE_EXPECT(live, 0, wikijs_bulk_add(bulk, &change, &live->err));
    LIVE_EXPECT(live, 0, wikijs_bulk_run(bulk, NULL, &live->err));
    check_told(live, bulk, id, "done 0", 0, NULL);
    wikijs_bulk_free(bulk);
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, wikijs_bulk_undo(live->client, &where, &bulk, &live->err));
    wikijs_page_free(page);
}

static void plans_that_never_ran_leave_no_trace(void **state)
{
    struct live *live = *state;
    int64_t id = live_page(live, "a", "text", "");
    wikijs_page *page = read_page(live, id);
    wikijs_bulk_options where = options();
    wikijs_bulk *bulk = NULL;
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, wikijs_bulk_resume(live->client, &where, &bulk, &live->err));
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, wikijs_bulk_undo(live->client, &where, &bulk, &live->err));
    for (int i = 0; i < 2; i++) { /* the second does not drop the first */
        LIVE_EXPECT(live, 0, wikijs_bulk_new(live->client, &where, &bulk, &live->err));
        add_content(live, bulk, page, TEXT("new"));
        if (i == 0)
            LIVE_EXPECT(live, 0, wikijs_bulk_run(bulk, NULL, &live->err));
        wikijs_bulk_free(bulk);
    }
    LIVE_EXPECT(live, 0, wikijs_bulk_resume(live->client, &where, &bulk, &live->err));
    check_told(live, bulk, id, "done 0", 0, NULL);
    wikijs_bulk *second = NULL;
    LIVE_EXPECT(live, WIKIJS_E_BUSY, wikijs_bulk_new(live->client, &where, &second, &live->err));
    wikijs_bulk_free(bulk);
    wikijs_page_free(page);
}

static bool enough(const wikijs_bulk_item *item, void *payload)
{
    (void)item;
    (void)payload;
    return false;
}

/* One page of the plan, and no more. */
static void run_one(struct live *live, wikijs_bulk *bulk)
{
    wikijs_bulk_run_options few = WIKIJS_BULK_RUN_OPTIONS_INIT;
    few.max_writes = 1;
    few.on_item = enough;
    LIVE_EXPECT(live, WIKIJS_E_CANCELED, wikijs_bulk_run(bulk, &few, &live->err));
    wikijs_bulk_free(bulk);
}

static void check_replaces(struct live *live, int64_t left, bool undoes)
{
    wikijs_bulk_options where = options();
    wikijs_bulk *bulk = NULL;
    LIVE_EXPECT(live, 0, wikijs_bulk_new(live->client, &where, &bulk, &live->err));
    const wikijs_bulk_rest *rest = wikijs_bulk_replaces(bulk);
    assert_int_equal(rest ? rest->left : 0, left);
    if (rest) {
        assert_int_equal(rest->total, 2);
        assert_int_equal(rest->undoes, undoes);
        assert_true(rest->started_at > 0);
    }
    wikijs_bulk_free(bulk);
}

static void a_new_plan_tells_what_it_takes_the_place_of(void **state)
{
    struct live *live = *state;
    wikijs_page *page_a = read_page(live, live_page(live, "a", "a", ""));
    wikijs_page *page_b = read_page(live, live_page(live, "b", "b", ""));
    wikijs_bulk_options where = options();
    wikijs_bulk *bulk = NULL;
    check_replaces(live, 0, false);
    LIVE_EXPECT(live, 0, wikijs_bulk_new(live->client, &where, &bulk, &live->err));
    add_content(live, bulk, page_a, TEXT("new a"));
    add_content(live, bulk, page_b, TEXT("new b"));
    run_one(live, bulk);
    check_replaces(live, 1, false);
    LIVE_EXPECT(live, 0, wikijs_bulk_resume(live->client, &where, &bulk, &live->err));
    assert_null(wikijs_bulk_replaces(bulk));
    LIVE_EXPECT(live, 0, wikijs_bulk_run(bulk, NULL, &live->err));
    wikijs_bulk_free(bulk);
    check_replaces(live, 0, false);
    LIVE_EXPECT(live, 0, wikijs_bulk_undo(live->client, &where, &bulk, &live->err));
    run_one(live, bulk);
    check_replaces(live, 1, true);
    LIVE_EXPECT(live, 0, wikijs_bulk_undo(live->client, &where, &bulk, &live->err));
    LIVE_EXPECT(live, 0, wikijs_bulk_run(bulk, NULL, &live->err));
    wikijs_bulk_free(bulk);
    check_replaces(live, 0, false);
    assert_null(wikijs_bulk_replaces(NULL));
    wikijs_page_free(page_a);
    wikijs_page_free(page_b);
}

static void malformed_changes_are_refused(void **state)
{
    struct live *live = *state;
    wikijs_bulk *bulk = NULL;
    const wikijs_page_values nothing = { 0 }, no_title = { .present = WIKIJS_BIT(WIKIJS_PAGE_VALUES_TITLE) };
    wikijs_bulk_change change = WIKIJS_BULK_CHANGE_INIT;
    LIVE_EXPECT(live, 0, wikijs_bulk_new(live->client, NULL, &bulk, &live->err)); /* in memory */
    LIVE_EXPECT(live, WIKIJS_E_ARG, wikijs_bulk_add(bulk, &change, &live->err));
    change.action = WIKIJS_BULK_UPDATE;
    LIVE_EXPECT(live, WIKIJS_E_ARG, wikijs_bulk_add(bulk, &change, &live->err));
    change.id = 1;
    change.path = "x";
    LIVE_EXPECT(live, WIKIJS_E_ARG, wikijs_bulk_add(bulk, &change, &live->err));
    change.after = &nothing;
    LIVE_EXPECT(live, WIKIJS_E_ARG, wikijs_bulk_add(bulk, &change, &live->err));
    change.after = &no_title;
    LIVE_EXPECT(live, WIKIJS_E_ARG, wikijs_bulk_add(bulk, &change, &live->err));
    change.action = WIKIJS_BULK_MOVE;
    LIVE_EXPECT(live, WIKIJS_E_ARG, wikijs_bulk_add(bulk, &change, &live->err));
    LIVE_EXPECT(live, 0, wikijs_bulk_run(bulk, NULL, &live->err));
    assert_int_equal(counts_of(live, bulk).total, 0);
    assert_int_equal(wikijs_bulk_run(NULL, NULL, &live->err), WIKIJS_E_ARG);
    assert_int_equal(wikijs_bulk_each(bulk, NULL, NULL, &live->err), WIKIJS_E_ARG);
    wikijs_bulk_free(bulk);
    wikijs_bulk_free(NULL);
}

#define CASE(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_plan_changes_what_it_says_and_nothing_else),
        CASE(a_page_that_was_changed_meanwhile_is_left_alone),
        CASE(a_plan_is_taken_back),
        CASE(pages_are_moved_back_and_deleted),
        CASE(pages_whose_locale_was_not_given),
        CASE(plans_that_never_ran_leave_no_trace),
        CASE(a_new_plan_tells_what_it_takes_the_place_of),
        CASE(malformed_changes_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
