/* SPDX-License-Identifier: MIT */
/* Operations that are several requests: what is reported when one of them fails, is canceled or comes too late. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <wikijs/health.h>

#include "support/faults.h"
#include "support/live.h"

#define TEXT(literal) ((wikijs_str){ (literal), sizeof(literal) - 1 })

static int64_t newest_version(struct live *live, int64_t id)
{
    wikijs_page_history *history = NULL;
    LIVE_EXPECT(live, 0, wikijs_pages_history(live->client, id, NULL, &history, &live->err));
    int64_t version_id = history->trail.items[0]->version_id;
    wikijs_page_history_free(history);
    return version_id;
}

/* A page that was changed once. */
static int64_t changed_page(struct live *live)
{
    int64_t id = live_page(live, "changed", "old text", "one,two");
    wikijs_page *page = NULL;
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    input.content = TEXT("new text");
    LIVE_EXPECT(live, 0, wikijs_pages_update(live->client, id, &input, &page, &live->err));
    wikijs_page_free(page);
    return id;
}

static void a_restore_that_cannot_write_the_tags_says_so(void **state)
{
    struct live *live = *state;
    int64_t id = changed_page(live), version = newest_version(live, id);
    sandbox_fault("pages.update", 1, "status=500");
    LIVE_EXPECT(live, WIKIJS_E_SERVER, LIVE(live, wikijs_pages_restore, (id, version, NULL), (&live->err)));
    assert_non_null(strstr(live->err.message, "was restored, but without its tags"));
    wikijs_page *page = live_read(live, id);
    assert_string_equal(page->content.ptr, "old text");
    assert_int_equal(page->tags.count, 0);
    wikijs_page_free(page);
}

static void a_restore_that_cannot_read_changes_nothing(void **state)
{
    struct live *live = *state;
    int64_t id = changed_page(live), version = newest_version(live, id);
    sandbox_fault("pages.single", 1, "status=503");
    LIVE_EXPECT(live, WIKIJS_E_UNAVAILABLE, LIVE(live, wikijs_pages_restore, (id, version, NULL), (&live->err)));
    wikijs_page *page = live_read(live, id);
    assert_string_equal(page->content.ptr, "new text");
    assert_int_equal(page->tags.count, 2);
    wikijs_page_free(page);
}

static void an_update_that_cannot_read_changes_nothing(void **state)
{
    struct live *live = *state;
    int64_t id = live_page(live, "kept", "text", "one");
    wikijs_page *page = NULL;
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    input.content = TEXT("changed");
    sandbox_fault("pages.single", 1, "status=503,retry-after=7");
    LIVE_EXPECT(live, WIKIJS_E_UNAVAILABLE, LIVE(live, wikijs_pages_update, (id, &input), (&page, &live->err)));
    assert_int_equal(live->err.retry_after_ms, 7000);
    assert_false(live->err.flags & WIKIJS_ERROR_UNCERTAIN);
    assert_null(page);
    page = live_read(live, id);
    assert_string_equal(page->content.ptr, "text");
    wikijs_page_free(page);
}

static void a_write_whose_answer_is_lost_is_uncertain(void **state)
{
    struct live *live = *state;
    int64_t id = live_page(live, "lost", "text", "one");
    wikijs_page *page = NULL;
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    input.content = TEXT("changed");
    sandbox_fault("pages.update", 1, "reset,after");
    LIVE_EXPECT(live, WIKIJS_E_CONNECTION, LIVE(live, wikijs_pages_update, (id, &input), (&page, &live->err)));
    assert_true(live->err.flags & WIKIJS_ERROR_UNCERTAIN);
    page = live_read(live, id);
    assert_string_equal(page->content.ptr, "changed"); /* and sent once */
    wikijs_page_free(page);
}

static void the_deadline_counts_for_all_requests_together(void **state)
{
    struct live *live = *state;
    int64_t id = live_page(live, "late", "text", "one");
    wikijs_page *page = NULL;
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    input.content = TEXT("changed");
    input.timeout_ms = 2500; /* more than either takes, less than both do */
    sandbox_fault("pages.single", 1, "latency=1500");
    sandbox_fault("pages.update", 1, "latency=1500");
    LIVE_EXPECT(live, WIKIJS_E_DEADLINE, LIVE(live, wikijs_pages_update, (id, &input), (&page, &live->err)));
    assert_true(live->err.flags & WIKIJS_ERROR_UNCERTAIN); /* the write was on its way */
    assert_null(page);
}

static void finish_wants_an_ended_call_of_its_own_operation(void **state)
{
    struct live *live = *state;
    wikijs_page *page = NULL;
    wikijs_page_item_list *list = NULL;
    live->done = false;
    assert_int_equal(wikijs_pages_list_async(live->client, NULL, live_done, live, &live->call), 0);
    wikijs_call_ref(live->call);
    assert_int_equal(wikijs_pages_list_finish(live->call, &list, &live->err), WIKIJS_E_STATE);
    assert_string_equal(wikijs_call_operation(live->call), "pages.list");
    while (!live->done) {
        assert_true(wikijs_client_wait(live->client, -1, NULL) >= 0);
    }
    assert_int_equal(wikijs_pages_get_finish(live->call, &page, &live->err), WIKIJS_E_ARG);
    assert_int_equal(wikijs_pages_list_finish(live->call, &list, &live->err), 0);
    assert_non_null(list);
    wikijs_page_item_list *again = NULL;
    wikijs_pages_list_finish(live->call, &again, NULL); /* a result is given away once */
    assert_null(again);
    wikijs_page_item_list_free(list);
    assert_int_equal(wikijs_pages_get_finish(NULL, &page, NULL), WIKIJS_E_ARG);
}

/* --- canceling anywhere --- */

typedef int (*start_fn)(struct live *live, int64_t id);

static int start_get(struct live *live, int64_t id)
{
    return wikijs_pages_get_async(live->client, id, NULL, live_done, live, &live->call);
}

static int start_update(struct live *live, int64_t id)
{
    static const char *const tags[] = { "added" };
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    input.add_tags = (wikijs_strings){ tags, 1 };
    return wikijs_pages_update_async(live->client, id, &input, live_done, live, &live->call);
}

static int start_restore(struct live *live, int64_t id)
{
    return wikijs_pages_restore_async(live->client, id, newest_version(live, id), NULL, live_done, live, &live->call);
}

static int start_health(struct live *live, int64_t id)
{
    (void)id;
    return wikijs_health_check_async(live->client, NULL, live_done, live, &live->call);
}

/* Cancel after so many turns of the loop; true when the call was canceled, false when it had ended before. */
static bool cancel_after(struct live *live, start_fn start, int64_t id, int turns)
{
    live->done = false;
    live->done_count = 0;
    assert_int_equal(start(live, id), 0);
    wikijs_call_ref(live->call);
    for (int i = 0; i < turns && !live->done; i++) {
        assert_true(wikijs_client_wait(live->client, 1000, NULL) >= 0);
    }
    wikijs_call_cancel(live->call);
    while (!live->done) {
        assert_true(wikijs_client_wait(live->client, 1000, NULL) >= 0);
    }
    int status = wikijs_call_status(live->call);
    assert_true(status == 0 || status == WIKIJS_E_CANCELED);
    assert_int_equal(live->done_count, 1);
    wikijs_call_unref(live->call);
    live->call = NULL;
    return status == WIKIJS_E_CANCELED;
}

/* Cancel while the server is at the request that comes after so many; false when the call had ended before. */
static bool cancel_at(struct live *live, start_fn start, int64_t id, int requests)
{
    char fault[32];
    int hanging = sandbox_count("\"fault\":true");
    live->done = false;
    assert_int_equal(start(live, id), 0);
    wikijs_call_ref(live->call);
    snprintf(fault, sizeof fault, "hang,skip=%d", requests);
    sandbox_fault(NULL, 1, fault); /* in time: nothing is sent before the first turn */
    while (!live->done && sandbox_count("\"fault\":true") == hanging) {
        assert_true(wikijs_client_wait(live->client, 20, NULL) >= 0);
    }
    sandbox_release();
    bool running = !live->done;
    wikijs_call_cancel(live->call);
    while (!live->done) {
        assert_true(wikijs_client_wait(live->client, 1000, NULL) >= 0);
    }
    assert_int_equal(wikijs_call_status(live->call), running ? WIKIJS_E_CANCELED : 0);
    wikijs_call_unref(live->call);
    live->call = NULL;
    return running;
}

static void cancel_at_each_request(struct live *live, start_fn start, int64_t id)
{
    int requests = 0;
    while (cancel_at(live, start, id, requests)) {
        requests++;
    }
    assert_true(requests >= 2);
}

static void flows_can_be_canceled_anywhere(void **state)
{
    struct live *live = *state;
    int64_t id = changed_page(live);
    wikijs_client *full = live->client;
    const start_fn starts[] = { start_update, start_restore, start_health };
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        int turns = 0;
        while (cancel_after(live, starts[i], id, turns)) {
            turns++;
            assert_true(turns < 1000);
        }
        cancel_at_each_request(live, starts[i], id);
    }
    live->client = live_client(live_env("WIKIJS_TEST_READER_KEY"));
    int turns = 0;
    while (cancel_after(live, start_get, id, turns)) {
        turns++;
    }
    cancel_at_each_request(live, start_get, id);
    wikijs_client_free(live->client);
    live->client = full;
}

/* A client that is freed ends its calls, the children of flows too. */
static void freeing_the_client_ends_its_flows(void **state)
{
    struct live *live = *state;
    int64_t id = changed_page(live);
    for (int turns = 0; turns < 6; turns++) {
        live->done = false;
        live->done_count = 0;
        assert_int_equal(start_update(live, id), 0);
        for (int i = 0; i < turns && !live->done; i++) {
            assert_true(wikijs_client_wait(live->client, 1000, NULL) >= 0);
        }
        wikijs_client_free(live->client);
        assert_int_equal(live->done_count, 1);
        live->client = live_client(live_env("WIKIJS_TEST_KEY"));
    }
    live->call = NULL;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TWICE(a_restore_that_cannot_write_the_tags_says_so),
        TWICE(a_restore_that_cannot_read_changes_nothing),
        TWICE(an_update_that_cannot_read_changes_nothing),
        TWICE(a_write_whose_answer_is_lost_is_uncertain),
        TWICE(the_deadline_counts_for_all_requests_together),
        cmocka_unit_test_setup_teardown(finish_wants_an_ended_call_of_its_own_operation, live_set_up_async,
                                        live_tear_down),
        cmocka_unit_test_setup_teardown(flows_can_be_canceled_anywhere, live_set_up_async, live_tear_down),
        cmocka_unit_test_setup_teardown(freeing_the_client_ends_its_flows, live_set_up_async, live_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, sandbox_faults_used);
}
