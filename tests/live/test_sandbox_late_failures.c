/* SPDX-License-Identifier: MIT */
/*
 * A storage target that the server cannot write to: it stores the page, then fails, and reports the write as failed. The
 * failure has to say that the write was done.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <wikijs/bulk.h>
#include <wikijs/client.h>
#include <wikijs/import.h>
#include <wikijs/pages.h>
#include <wikijs/storage.h>

#include "support/live.h"
#include "support/tree.h"

/* The sandbox's disk cannot be written to below this folder. */
static void use_disk(struct live *live, wikijs_tristate enabled)
{
    const wikijs_key_value_input settings[] = { { "path", "{\"v\":\"/forbidden/copy\"}" } };
    wikijs_storage_update_input input = WIKIJS_STORAGE_UPDATE_INPUT_INIT;
    input.is_enabled = enabled;
    input.config = (wikijs_key_value_inputs){ settings, 1 };
    LIVE_EXPECT(live, 0, wikijs_storage_update(live->client, "disk", &input, &live->err));
}

static int set_up(void **state)
{
    int failed = live_set_up_sync(state);
    use_disk(*state, WIKIJS_YES);
    return failed;
}

static int set_up_async(void **state)
{
    int failed = live_set_up_async(state);
    use_disk(*state, WIKIJS_YES);
    return failed;
}

static int tear_down(void **state)
{
    use_disk(*state, WIKIJS_NO);
    return live_tear_down(state);
}

static void assert_done(const struct live *live, bool done)
{
    bool flagged = live->err.flags & WIKIJS_ERROR_DONE;
    assert_int_equal(flagged, done);
    assert_false(live->err.flags & (WIKIJS_ERROR_UNCERTAIN | WIKIJS_ERROR_RETRYABLE));
    bool told = strstr(live->err.message, "it was done, but then the server failed: EACCES");
    assert_int_equal(told, done);
}

static int create(struct live *live, const char *name, const char *locale, wikijs_page **page)
{
    wikijs_pages_create_input input = WIKIJS_PAGES_CREATE_INPUT_INIT;
    input.title = name;
    input.path = live_path(live, name);
    input.locale = locale;
    input.content = (wikijs_str){ "text", 4 };
    return LIVE(live, wikijs_pages_create, (&input), (page, &live->err));
}

static wikijs_page *find(struct live *live, const char *name)
{
    wikijs_page *page = NULL;
    LIVE_EXPECT(live, 0, wikijs_pages_get_by_path(live->client, "en", live_path(live, name), NULL, &page, &live->err));
    return page;
}

static void writes_that_were_done_say_so(void **state)
{
    struct live *live = *state;
    wikijs_page *page = NULL;
    LIVE_EXPECT(live, WIKIJS_E_REFUSED, create(live, "one", "en", &page));
    assert_null(page);
    assert_done(live, true);
    page = find(live, "one");
    int64_t id = page->id;
    wikijs_page_free(page);

    wikijs_pages_update_input change = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    change.title = "Changed";
    page = NULL;
    LIVE_EXPECT(live, WIKIJS_E_REFUSED, LIVE(live, wikijs_pages_update, (id, &change), (&page, &live->err)));
    assert_null(page);
    assert_done(live, true);
    LIVE_EXPECT(live, WIKIJS_E_REFUSED,
                LIVE(live, wikijs_pages_move, (id, "en", live_path(live, "two"), NULL), (&live->err)));
    assert_done(live, true);
    page = find(live, "two");
    assert_string_equal(page->title, "Changed");
    wikijs_page_free(page);
    LIVE_EXPECT(live, WIKIJS_E_REFUSED, LIVE(live, wikijs_pages_delete, (id, NULL), (&live->err)));
    assert_done(live, true);
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_pages_delete, (id, NULL), (&live->err)));
    assert_done(live, false);
}

/* What fails before the write looks alike until the wiki is asked. */
static void writes_that_were_not_done_do_not(void **state)
{
    struct live *live = *state;
    wikijs_page *page = NULL;
    int status = create(live, "three", "xx", &page); /* no such locale */
    assert_true(status < 0);
    assert_done(live, false);
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND,
                wikijs_pages_get_by_path(live->client, "en", live_path(live, "three"), NULL, &page, &live->err));
}

/* --- work over many pages --- */

static bool tells_of_it(const char *message)
{
    return message && strstr(message, "it was done, but then the server failed: EACCES");
}

static void expect_item(const wikijs_import_report *report, const char *action, const char *outcome, bool told)
{
    assert_int_equal(wikijs_import_report_count(report), 1);
    const wikijs_import_item *item = wikijs_import_report_at(report, 0);
    assert_string_equal(item->action, action);
    assert_string_equal(item->outcome, outcome);
    assert_int_equal(tells_of_it(item->message), told);
}

static void import(struct live *live, const wikijs_import_options *options, const char *action, const char *outcome,
                   bool told)
{
    wikijs_import_report *report = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_import, (options), (&report, &live->err)));
    expect_item(report, action, outcome, told);
    wikijs_import_report_free(report);
}

static void an_import_counts_them_as_done(void **state)
{
    struct live *live = *state;
    struct tree tree;
    wikijs_import_options options = WIKIJS_IMPORT_OPTIONS_INIT;
    wikijs_import_undo_options undo = WIKIJS_IMPORT_UNDO_OPTIONS_INIT;
    wikijs_import_report *report = NULL;
    tree_make(&tree);
    options.folder = tree.path;
    options.prefix = live->prefix;
    options.journal = undo.journal = tree.outside;
    tree_put(&tree, "page.md", "# One\n");
    import(live, &options, "create", "done", true);
    import(live, &options, "none", "unchanged", false);
    tree_put(&tree, "page.md", "# Two\n");
    import(live, &options, "update", "done", true);
    import(live, &options, "none", "unchanged", false);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_import_undo, (&undo), (&report, &live->err)));
    expect_item(report, "update", "done", true);
    wikijs_import_report_free(report);
    wikijs_page *page = find(live, "page");
    assert_string_equal(page->title, "One");
    live_remember(live, page->id);
    wikijs_page_free(page);
    tree_free(&tree);
}

static bool take_item(const wikijs_bulk_item *item, void *payload)
{
    int *told = payload;
    assert_string_equal(item->state, "done");
    *told += tells_of_it(item->message);
    return true;
}

/* Carry it out; how many were told to have failed late. */
static int run_bulk(struct live *live, wikijs_bulk *bulk)
{
    int told = 0, kept = 0;
    wikijs_bulk_run_options options = WIKIJS_BULK_RUN_OPTIONS_INIT;
    options.on_item = take_item;
    options.payload = &told;
    LIVE_EXPECT(live, 0, wikijs_bulk_run(bulk, &options, &live->err));
    LIVE_EXPECT(live, 0, wikijs_bulk_each(bulk, take_item, &kept, &live->err));
    assert_int_equal(kept, told);
    wikijs_bulk_free(bulk);
    return told;
}

static void a_plan_counts_them_as_done(void **state)
{
    struct live *live = *state;
    struct tree tree;
    wikijs_bulk *bulk = NULL;
    wikijs_bulk_options options = WIKIJS_BULK_OPTIONS_INIT;
    wikijs_page_values values[2] = { { .present = WIKIJS_BIT(WIKIJS_PAGE_VALUES_TITLE), .title = "page" },
                                     { .present = WIKIJS_BIT(WIKIJS_PAGE_VALUES_TITLE), .title = "planned" } };
    wikijs_bulk_change change = WIKIJS_BULK_CHANGE_INIT;
    tree_make(&tree);
    options.journal = tree.outside;
    use_disk(live, WIKIJS_NO);
    change.id = live_page(live, "page", "text", NULL);
    use_disk(live, WIKIJS_YES);
    change.action = WIKIJS_BULK_UPDATE;
    change.locale = "en";
    change.path = live_path(live, "page");
    change.before = &values[0];
    change.after = &values[1];
    LIVE_EXPECT(live, 0, wikijs_bulk_new(live->client, &options, &bulk, &live->err));
    LIVE_EXPECT(live, 0, wikijs_bulk_add(bulk, &change, &live->err));
    assert_int_equal(run_bulk(live, bulk), 1);
    wikijs_page *page = find(live, "page");
    assert_string_equal(page->title, "planned");
    wikijs_page_free(page);
    LIVE_EXPECT(live, 0, wikijs_bulk_undo(live->client, &options, &bulk, &live->err));
    assert_int_equal(run_bulk(live, bulk), 1);
    page = find(live, "page");
    assert_string_equal(page->title, "page");
    wikijs_page_free(page);
    tree_free(&tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(writes_that_were_done_say_so, set_up, tear_down),
        cmocka_unit_test_setup_teardown(writes_that_were_done_say_so, set_up_async, tear_down),
        cmocka_unit_test_setup_teardown(writes_that_were_not_done_do_not, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_import_counts_them_as_done, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_import_counts_them_as_done, set_up_async, tear_down),
        cmocka_unit_test_setup_teardown(a_plan_counts_them_as_done, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
