/* SPDX-License-Identifier: MIT */
/* One operation on many pages: each has its own outcome, in the order of the list. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <wikijs/pages_many.h>

#include "support/live.h"

#define TEXT(literal) ((wikijs_str){ (literal), sizeof(literal) - 1 })
#define IDS(list, n) ((wikijs_ints){ (list), (n) })

static void get_many_keeps_the_order_and_tells_each_failure(void **state)
{
    struct live *live = *state;
    int64_t a = live_page(live, "a", "text of a", "x"), b = live_page(live, "b", "text of b", "");
    int64_t ids[] = { b, 999999, a, b };
    wikijs_pages_get_options options = WIKIJS_PAGES_GET_OPTIONS_INIT;
    options.fields = WIKIJS_BIT(WIKIJS_PAGE_ID) | WIKIJS_BIT(WIKIJS_PAGE_CONTENT);
    wikijs_results *results = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_get_many, (IDS(ids, 4), &options, NULL), (&results, &live->err)));
    assert_int_equal(wikijs_results_count(results), 4);
    assert_int_equal(wikijs_results_failed(results), 1);
    assert_int_equal(wikijs_results_status(results, 1), WIKIJS_E_NOT_FOUND);
    assert_int_equal(wikijs_results_error(results, 1)->server_code, 6003);
    assert_null(wikijs_results_page(results, 1));
    const char *texts[] = { "text of b", NULL, "text of a", "text of b" };
    for (size_t i = 0; i < 4; i++) {
        if (!texts[i])
            continue;
        assert_int_equal(wikijs_results_status(results, i), 0);
        assert_null(wikijs_results_error(results, i));
        assert_int_equal(wikijs_results_page(results, i)->id, ids[i]);
        assert_string_equal(wikijs_results_page(results, i)->content.ptr, texts[i]);
    }
    assert_int_equal(wikijs_results_status(results, 4), WIKIJS_E_ARG);
    wikijs_results_free(results);
}

static void get_many_of_none_is_empty(void **state)
{
    struct live *live = *state;
    wikijs_results *results = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_get_many, (IDS(NULL, 0), NULL, NULL), (&results, &live->err)));
    assert_int_equal(wikijs_results_count(results), 0);
    wikijs_results_free(results);
    LIVE_EXPECT(live, WIKIJS_E_ARG,
                LIVE(live, wikijs_pages_get_many, (IDS(NULL, 2), NULL, NULL), (&results, &live->err)));
}

static void many_small_requests_read_the_same(void **state)
{
    struct live *live = *state;
    int64_t id = live_page(live, "one", "text", "");
    int64_t ids[23];
    for (size_t i = 0; i < 23; i++)
        ids[i] = i % 2 ? id : 999999;
    wikijs_batch_options batch = WIKIJS_BATCH_OPTIONS_INIT;
    batch.max_items = 3;
    batch.max_in_flight = 2;
    wikijs_results *results = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_get_many, (IDS(ids, 23), NULL, &batch), (&results, &live->err)));
    assert_int_equal(wikijs_results_failed(results), 12);
    for (size_t i = 0; i < 23; i++)
        assert_int_equal(wikijs_results_status(results, i), i % 2 ? 0 : WIKIJS_E_NOT_FOUND);
    wikijs_results_free(results);
}

static void pages_are_created_changed_and_deleted(void **state)
{
    struct live *live = *state;
    wikijs_pages_create_input inputs[3] = { WIKIJS_PAGES_CREATE_INPUT_INIT, WIKIJS_PAGES_CREATE_INPUT_INIT,
                                            WIKIJS_PAGES_CREATE_INPUT_INIT };
    inputs[0].path = live_path(live, "n0");
    inputs[1].path = "not a\\path";
    inputs[2].path = live_path(live, "n2");
    for (size_t i = 0; i < 3; i++) {
        inputs[i].title = "New";
        inputs[i].content = TEXT("content");
    }
    wikijs_results *results = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_create_many, (inputs, 3, NULL), (&results, &live->err)));
    assert_int_equal(wikijs_results_failed(results), 1);
    assert_int_equal(wikijs_results_status(results, 1), WIKIJS_E_ARG);
    int64_t ids[3] = { wikijs_results_page(results, 0)->id, wikijs_results_page(results, 2)->id, 0 };
    assert_string_equal(wikijs_results_page(results, 2)->path, inputs[2].path);
    live_remember(live, ids[0]);
    live_remember(live, ids[1]);
    wikijs_results_free(results);

    wikijs_pages_update_input changes[3] = { WIKIJS_PAGES_UPDATE_INPUT_INIT, WIKIJS_PAGES_UPDATE_INPUT_INIT,
                                             WIKIJS_PAGES_UPDATE_INPUT_INIT };
    ids[2] = ids[0];
    changes[0].title = "Changed";
    changes[1].title = "Other";
    changes[2].content = TEXT("new content");
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_update_many, (IDS(ids, 3), changes, 3, NULL), (&results, &live->err)));
    assert_int_equal(wikijs_results_failed(results), 0);
    wikijs_results_free(results);
    wikijs_page *page = live_read(live, ids[0]);
    assert_string_equal(page->title, "Changed");
    assert_string_equal(page->content.ptr, "new content");
    wikijs_page_free(page);
    LIVE_EXPECT(live, WIKIJS_E_ARG,
                LIVE(live, wikijs_pages_update_many, (IDS(ids, 3), changes, 2, NULL), (&results, &live->err)));

    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_delete_many, (IDS(ids, 3), NULL, NULL), (&results, &live->err)));
    assert_int_equal(wikijs_results_status(results, 0), 0);
    assert_int_equal(wikijs_results_status(results, 1), 0);
    assert_int_equal(wikijs_results_status(results, 2), WIKIJS_E_NOT_FOUND);
    assert_null(wikijs_results_object(results, 0));
    wikijs_results_free(results);
}

static void one_change_for_all(void **state)
{
    struct live *live = *state;
    int64_t ids[] = { live_page(live, "a", "text", "old"), live_page(live, "b", "text", "") };
    const char *tag = "together";
    wikijs_pages_update_input change = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    change.add_tags = (wikijs_strings){ &tag, 1 };
    wikijs_results *results = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_update_many, (IDS(ids, 2), &change, 1, NULL), (&results, &live->err)));
    assert_int_equal(wikijs_results_failed(results), 0);
    wikijs_results_free(results);
    wikijs_page *page = live_read(live, ids[0]);
    assert_int_equal(page->tags.count, 2);
    wikijs_page_free(page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TWICE(get_many_keeps_the_order_and_tells_each_failure),
        TWICE(get_many_of_none_is_empty),
        TWICE(many_small_requests_read_the_same),
        TWICE(pages_are_created_changed_and_deleted),
        TWICE(one_change_for_all),
    };
    return cmocka_run_group_tests_name("live/pages_many", tests, NULL, NULL);
}
