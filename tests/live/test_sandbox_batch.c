/* SPDX-License-Identifier: MIT */
/* Whole documents that fail: which of their calls were done is found out, and nothing is done twice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <wikijs/pages_many.h>

#include "support/faults.h"
#include "support/live.h"
#include "support/sandbox.h"

#define IDS(list, n) ((wikijs_ints){ (list), (n) })

static wikijs_client *new_client(void)
{
    wikijs_client_options options = sandbox_options();
    options.api_key = live_env("WIKIJS_TEST_KEY");
    return sandbox_client(&options);
}

static wikijs_results *get_some(wikijs_client *client, size_t count)
{
    static const int64_t ids[] = { 1, 2, 3, 4, 5, 6, 7, 8 };
    wikijs_results *results = NULL;
    wikijs_error err;
    assert_int_equal(wikijs_pages_get_many(client, IDS(ids, count), NULL, NULL, &results, &err), 0);
    assert_int_equal(wikijs_results_count(results), count);
    return results;
}

/* Pages "made/0" ... */
static wikijs_results *create_some(wikijs_client *client, size_t count, wikijs_str content,
                                   const wikijs_batch_options *options)
{
    char paths[8][32];
    wikijs_pages_create_input inputs[8];
    for (size_t i = 0; i < count; i++) {
        snprintf(paths[i], sizeof paths[i], "made/%d", (int)i);
        inputs[i] = (wikijs_pages_create_input)WIKIJS_PAGES_CREATE_INPUT_INIT;
        inputs[i].path = paths[i];
        inputs[i].title = paths[i];
        inputs[i].content = content;
    }
    wikijs_results *results = NULL;
    wikijs_error err;
    int status = wikijs_pages_create_many(client, inputs, count, options, &results, &err);
    if (status < 0)
        fail_msg("%s", err.message);
    return results;
}

static int count_made(wikijs_client *client)
{
    wikijs_page_item_list *list = NULL;
    wikijs_error err;
    assert_int_equal(wikijs_pages_list(client, NULL, &list, &err), 0);
    int made = 0;
    for (size_t i = 0; i < wikijs_page_item_list_count(list); i++)
        made += strncmp(wikijs_page_item_list_at(list, i)->path, "made/", 5) == 0;
    wikijs_page_item_list_free(list);
    return made;
}

static const wikijs_str small = { "content", 7 };

static void expect_all_good(const wikijs_results *results)
{
    for (size_t i = 0; i < wikijs_results_count(results); i++)
        if (wikijs_results_status(results, i) < 0)
            fail_msg("%d: %s", (int)i, wikijs_results_error(results, i)->message);
}

/* --- reads --- */

static void reads_survive(const char *fault, int expected_requests)
{
    wikijs_client *client = new_client();
    sandbox_fault("pages.single", 1, fault);
    wikijs_results *results = get_some(client, 8);
    expect_all_good(results);
    assert_int_equal(sandbox_count("pages.single"), expected_requests);
    wikijs_results_free(results);
    wikijs_client_free(client);
}

static void an_answer_that_is_cut_off_is_fetched_again_in_halves(void **state)
{
    (void)state;
    reads_survive("cut=300", 3);
}

static void a_reset_connection_is_tried_again_in_halves(void **state)
{
    (void)state;
    reads_survive("reset", 3);
}

static void reads_without_data_go_alone(void **state)
{
    (void)state;
    reads_survive("null-data", 9);
}

static void reads_without_a_share_go_alone(void **state)
{
    (void)state;
    reads_survive("lose=6", 3);
}

static void reads_of_a_refused_document_go_alone(void **state)
{
    (void)state;
    reads_survive("status=400", 9);
}

static void a_server_that_stays_down_is_told_to_each(void **state)
{
    (void)state;
    wikijs_client *client = new_client();
    sandbox_fault("pages.single", 3, "reset");
    wikijs_results *results = get_some(client, 4);
    assert_int_equal(wikijs_results_failed(results), 4);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(wikijs_results_status(results, i), WIKIJS_E_CONNECTION);
    wikijs_results_free(results);
    wikijs_client_free(client);
}

static void unavailable_is_told_to_each(void **state)
{
    (void)state;
    wikijs_client *client = new_client();
    sandbox_fault("pages.single", 1, "status=503,retry-after=7");
    wikijs_results *results = get_some(client, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(wikijs_results_status(results, i), WIKIJS_E_UNAVAILABLE);
        assert_int_equal(wikijs_results_error(results, i)->retry_after_ms, 7000);
        assert_true(wikijs_results_error(results, i)->flags & WIKIJS_ERROR_RETRYABLE);
    }
    wikijs_results_free(results);
    wikijs_client_free(client);
}

/* --- writes --- */

static void writes_are_found(const char *fault, int documents)
{
    wikijs_client *client = new_client();
    sandbox_fault("pages.create", 1, fault);
    wikijs_results *results = create_some(client, 4, small, NULL);
    expect_all_good(results);
    for (size_t i = 0; i < 4; i++) {
        char path[32];
        snprintf(path, sizeof path, "made/%d", (int)i);
        assert_string_equal(wikijs_results_page(results, i)->path, path);
        assert_true(wikijs_results_page(results, i)->id > 0);
    }
    assert_int_equal(sandbox_count("pages.create"), documents);
    assert_int_equal(count_made(client), 4);
    wikijs_results_free(results);
    wikijs_client_free(client);
}

static void writes_before_a_reset_are_found(void **state)
{
    (void)state;
    writes_are_found("reset,after", 1);
}

static void writes_with_a_cut_answer_are_found(void **state)
{
    (void)state;
    writes_are_found("cut=100", 1);
}

static void writes_without_data_are_found(void **state)
{
    (void)state;
    writes_are_found("null-data", 1);
}

static void writes_without_a_share_are_found(void **state)
{
    (void)state;
    writes_are_found("lose=1", 1);
}

static void writes_behind_a_proxy_that_gives_up_are_found(void **state)
{
    (void)state;
    writes_are_found("status=504,after", 1);
}

static void writes_of_a_refused_document_go_alone(void **state)
{
    (void)state;
    writes_are_found("status=400", 5);
}

static void writes_that_never_arrived_are_uncertain(void **state)
{
    (void)state;
    wikijs_client *client = new_client();
    sandbox_fault("pages.create", 1, "reset");
    wikijs_results *results = create_some(client, 3, small, NULL);
    assert_int_equal(wikijs_results_failed(results), 3);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(wikijs_results_status(results, i), WIKIJS_E_CONNECTION);
        assert_true(wikijs_results_error(results, i)->flags & WIKIJS_ERROR_UNCERTAIN);
        assert_non_null(strstr(wikijs_results_error(results, i)->message, "may have been done"));
    }
    assert_int_equal(sandbox_count("pages.create"), 1);
    assert_int_equal(count_made(client), 0);
    wikijs_results_free(results);
    wikijs_client_free(client);
}

static void a_page_that_was_there_is_not_taken_for_a_new_one(void **state)
{
    (void)state;
    wikijs_client *client = new_client();
    wikijs_results *old = get_some(client, 2), *results = NULL;
    wikijs_pages_create_input inputs[2] = { WIKIJS_PAGES_CREATE_INPUT_INIT, WIKIJS_PAGES_CREATE_INPUT_INIT };
    for (size_t i = 0; i < 2; i++) {
        inputs[i].path = wikijs_results_page(old, i)->path;
        inputs[i].title = wikijs_results_page(old, i)->title;
        inputs[i].content = small;
    }
    wikijs_error err;
    sandbox_fault("pages.create", 1, "reset");
    assert_int_equal(wikijs_pages_create_many(client, inputs, 2, NULL, &results, &err), 0);
    assert_int_equal(wikijs_results_failed(results), 2);
    assert_true(wikijs_results_error(results, 0)->flags & WIKIJS_ERROR_UNCERTAIN);
    wikijs_results_free(results);
    wikijs_results_free(old);
    wikijs_client_free(client);
}

static void a_document_that_is_too_large_is_halved(void **state)
{
    (void)state;
    wikijs_client *client = new_client();
    wikijs_batch_options options = WIKIJS_BATCH_OPTIONS_INIT;
    options.max_bytes = 64 << 20;
    size_t length = 2 << 20;
    char *text = malloc(length);
    assert_non_null(text);
    memset(text, 'x', length);
    wikijs_results *results = create_some(client, 6, (wikijs_str){ text, length }, &options);
    free(text);
    expect_all_good(results);
    assert_int_equal(count_made(client), 6);
    wikijs_results_free(results);
    wikijs_client_free(client);
}

static void updates_before_a_reset_are_found(void **state)
{
    (void)state;
    wikijs_client *client = new_client();
    int64_t ids[] = { 1, 2, 3 };
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    input.content = small;
    sandbox_fault("pages.update", 1, "reset,after");
    wikijs_results *results = NULL;
    wikijs_error err;
    assert_int_equal(wikijs_pages_update_many(client, IDS(ids, 3), &input, 1, NULL, &results, &err), 0);
    expect_all_good(results);
    assert_int_equal(sandbox_count("pages.update"), 1);
    wikijs_results_free(results);
    wikijs_client_free(client);
}

/* Nothing but what the lookup might forget to compare differs from the old page. */
static void updates_that_never_arrived_are_uncertain(void **state)
{
    (void)state;
    int64_t ids[] = { 1, 2 };
    wikijs_pages_update_input script = WIKIJS_PAGES_UPDATE_INPUT_INIT, style = script, begin = script, end = script;
    script.script_js = (wikijs_str){ "go();", 5 };
    style.script_css = (wikijs_str){ "a{color:red}", 12 };
    begin.publish_start_date = "2031-01-01T00:00:00.000Z";
    end.publish_end_date = "2032-01-01T00:00:00.000Z";
    const wikijs_pages_update_input *changes[] = { &script, &style, &begin, &end };
    for (size_t i = 0; i < 4; i++) {
        wikijs_client *client = new_client();
        wikijs_results *results = NULL;
        wikijs_error err;
        sandbox_fault("pages.update", 1, "reset");
        assert_int_equal(wikijs_pages_update_many(client, IDS(ids, 2), changes[i], 1, NULL, &results, &err), 0);
        assert_int_equal(wikijs_results_failed(results), 2);
        assert_true(wikijs_results_error(results, 0)->flags & WIKIJS_ERROR_UNCERTAIN);
        wikijs_results_free(results);
        sandbox_fault("pages.update", 1, "reset,after");
        assert_int_equal(wikijs_pages_update_many(client, IDS(ids, 2), changes[i], 1, NULL, &results, &err), 0);
        expect_all_good(results);
        wikijs_results_free(results);
        wikijs_client_free(client);
    }
}

static void deletes_before_a_reset_are_found(void **state)
{
    (void)state;
    wikijs_client *client = new_client();
    int64_t ids[] = { 1, 2, 3 };
    sandbox_fault("pages.delete", 1, "reset,after");
    wikijs_results *results = NULL;
    wikijs_error err;
    assert_int_equal(wikijs_pages_delete_many(client, IDS(ids, 3), NULL, NULL, &results, &err), 0);
    expect_all_good(results);
    assert_int_equal(sandbox_count("pages.delete"), 1);
    wikijs_results_free(results);
    wikijs_client_free(client);
}

/* The connection ends while the second of four pages is made; the server makes them all. */
static void a_write_that_the_server_is_still_at_is_uncertain(void **state)
{
    (void)state;
    struct sandbox own;
    const char *const flags[] = { "--write-cost", "1000", NULL };
    sandbox_start(&own, flags);
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = own.url;
    options.api_key = own.key;
    wikijs_client *client = sandbox_client(&options);
    char command[256];
    snprintf(command, sizeof command,
             "curl -sf -o /dev/null %s/_sandbox/faults -d '[{\"match\":{\"operation\":\"pages.create\"},\"times\":1,"
             "\"fault\":\"break=1500\"}]'",
             own.url);
    assert_int_equal(system(command), 0);
    wikijs_results *results = create_some(client, 4, small, NULL);
    assert_int_equal(wikijs_results_status(results, 0), 0);
    assert_int_equal(wikijs_results_status(results, 3), WIKIJS_E_CONNECTION);
    assert_true(wikijs_results_error(results, 3)->flags & WIKIJS_ERROR_UNCERTAIN);
    wikijs_results_free(results);
    while (count_made(client) < 4)
        usleep(20 * 1000);
    wikijs_client_free(client);
    sandbox_stop(&own);
}

/* --- one of many --- */

static void done(wikijs_call *call, void *payload)
{
    (void)call;
    ++*(int *)payload;
}

static void one_may_leave_a_document_that_is_under_way(void **state)
{
    (void)state;
    wikijs_client *client = new_client();
    wikijs_batch *batch = NULL;
    wikijs_error err;
    wikijs_pages_get_options hasty = WIKIJS_PAGES_GET_OPTIONS_INIT;
    hasty.timeout_ms = 100;
    int ended = 0;
    sandbox_fault("pages.single", 1, "hold");
    assert_int_equal(wikijs_batch_begin(client, NULL, &batch, &err), 0);
    for (int64_t id = 1; id <= 4; id++)
        assert_int_equal(wikijs_pages_get_async(client, id, id == 2 ? &hasty : NULL, done, &ended, NULL), 0);
    assert_int_equal(wikijs_batch_send(batch, &err), 0);
    while (ended < 1 || sandbox_count("pages.single") < 1)
        assert_true(wikijs_client_wait(client, 50, &err) >= 0);
    wikijs_call_cancel(wikijs_batch_at(batch, 2));
    sandbox_release();
    assert_int_equal(wikijs_batch_wait(batch, &err), 0);
    assert_int_equal(ended, 4);
    const int expected[] = { 0, WIKIJS_E_DEADLINE, WIKIJS_E_CANCELED, 0 };
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(wikijs_call_status(wikijs_batch_at(batch, i)), expected[i]);
    assert_int_equal(sandbox_count("pages.single"), 1);
    wikijs_batch_free(batch);
    wikijs_client_free(client);
}

struct seen {
    wikijs_client *client;
    int ended;
    uint64_t requests[4]; /* that had been sent when each call ended */
};

static void see(wikijs_call *call, void *payload)
{
    struct seen *seen = payload;
    wikijs_client_stats stats = { .struct_size = sizeof stats };
    (void)call;
    wikijs_client_get_stats(seen->client, &stats);
    seen->requests[seen->ended++] = stats.requests;
}

static void the_next_document_is_sent_before_an_answer_is_delivered(void **state)
{
    (void)state;
    struct seen seen = { .client = new_client() };
    wikijs_batch *batch = NULL;
    wikijs_error err;
    wikijs_batch_options options = WIKIJS_BATCH_OPTIONS_INIT;
    options.max_items = 2;
    options.max_in_flight = 1;
    assert_int_equal(wikijs_batch_begin(seen.client, &options, &batch, &err), 0);
    for (int64_t id = 1; id <= 4; id++)
        assert_int_equal(wikijs_pages_get_async(seen.client, id, NULL, see, &seen, NULL), 0);
    assert_int_equal(wikijs_batch_wait(batch, &err), 0);
    assert_int_equal(seen.ended, 4);
    for (int i = 0; i < 4; i++)
        assert_int_equal(seen.requests[i], 2);
    wikijs_batch_free(batch);
    wikijs_client_free(seen.client);
}

static void free_batch(wikijs_call *call, void *payload)
{
    (void)call;
    wikijs_batch **batch = payload;
    wikijs_batch_free(*batch);
    *batch = NULL;
}

static void a_batch_may_be_freed_while_it_is_waited_for(void **state)
{
    (void)state;
    wikijs_client *client = new_client();
    wikijs_batch *batch = NULL;
    wikijs_error err;
    assert_int_equal(wikijs_batch_begin(client, NULL, &batch, &err), 0);
    assert_int_equal(wikijs_pages_get_async(client, 1, NULL, free_batch, &batch, NULL), 0);
    assert_int_equal(wikijs_pages_get_async(client, 2, NULL, free_batch, &batch, NULL), 0);
    assert_int_equal(wikijs_batch_wait(batch, &err), 0);
    assert_null(batch);
    assert_int_equal(wikijs_client_pending(client), 0);
    wikijs_client_free(client);
}

static void larger_documents_are_refused(void **state)
{
    (void)state;
    static const int64_t id = 1;
    wikijs_client *client = new_client();
    wikijs_batch *batch = NULL;
    wikijs_results *results = NULL;
    wikijs_error err;
    wikijs_batch_options options = WIKIJS_BATCH_OPTIONS_INIT;
    options.max_items = WIKIJS_BATCH_MAX_ITEMS + 1;
    assert_int_equal(wikijs_batch_begin(client, &options, &batch, &err), WIKIJS_E_ARG);
    assert_string_equal(err.message, "max_items is a number from 1 to 500, not 501");
    options.max_items = WIKIJS_BATCH_MAX_ITEMS;
    options.max_writes = -1;
    assert_int_equal(wikijs_pages_get_many(client, IDS(&id, 1), NULL, &options, &results, &err), WIKIJS_E_ARG);
    assert_string_equal(err.message, "max_writes is a number from 1 to 500, not -1");
    options.max_writes = WIKIJS_BATCH_MAX_ITEMS;
    assert_int_equal(wikijs_pages_get_many(client, IDS(&id, 1), NULL, &options, &results, &err), 0);
    wikijs_results_free(results);
    wikijs_client_free(client);
}

static void a_canceled_batch_ends(void **state)
{
    (void)state;
    wikijs_client *client = new_client();
    wikijs_batch *batch = NULL;
    wikijs_error err;
    sandbox_fault("pages.single", 1, "hang");
    assert_int_equal(wikijs_batch_begin(client, NULL, &batch, &err), 0);
    for (int64_t id = 1; id <= 4; id++)
        assert_int_equal(wikijs_pages_get_async(client, id, NULL, NULL, NULL, NULL), 0);
    assert_int_equal(wikijs_batch_send(batch, &err), 0);
    for (int i = 0; i < 5; i++)
        assert_true(wikijs_client_wait(client, 50, &err) >= 0);
    wikijs_batch_cancel(batch);
    assert_int_equal(wikijs_batch_wait(batch, &err), 0);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(wikijs_call_status(wikijs_batch_at(batch, i)), WIKIJS_E_CANCELED);
    wikijs_batch_free(batch);
    wikijs_client_free(client);
}

static void reads_of_one_turn_can_be_coalesced(void **state)
{
    (void)state;
    wikijs_client_options options = sandbox_options();
    options.api_key = live_env("WIKIJS_TEST_KEY");
    options.coalesce = 1;
    wikijs_client *client = sandbox_client(&options);
    wikijs_error err;
    int ended = 0;
    for (int64_t id = 1; id <= 5; id++)
        assert_int_equal(wikijs_pages_get_async(client, id, NULL, done, &ended, NULL), 0);
    while (ended < 5)
        assert_true(wikijs_client_wait(client, 1000, &err) >= 0);
    assert_int_equal(sandbox_count("pages.single"), 1);
    wikijs_page *page = NULL;
    assert_int_equal(wikijs_pages_get(client, 1, NULL, &page, &err), 0);
    wikijs_page_free(page);
    wikijs_client_free(client);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, sandbox_reset, sandbox_faults_used)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(an_answer_that_is_cut_off_is_fetched_again_in_halves),
        CASE(a_reset_connection_is_tried_again_in_halves),
        CASE(reads_without_data_go_alone),
        CASE(reads_without_a_share_go_alone),
        CASE(reads_of_a_refused_document_go_alone),
        CASE(a_server_that_stays_down_is_told_to_each),
        CASE(unavailable_is_told_to_each),
        CASE(writes_before_a_reset_are_found),
        CASE(writes_with_a_cut_answer_are_found),
        CASE(writes_without_data_are_found),
        CASE(writes_without_a_share_are_found),
        CASE(writes_behind_a_proxy_that_gives_up_are_found),
        CASE(writes_of_a_refused_document_go_alone),
        CASE(writes_that_never_arrived_are_uncertain),
        CASE(a_page_that_was_there_is_not_taken_for_a_new_one),
        CASE(a_document_that_is_too_large_is_halved),
        CASE(updates_before_a_reset_are_found),
        CASE(updates_that_never_arrived_are_uncertain),
        CASE(deletes_before_a_reset_are_found),
        CASE(a_write_that_the_server_is_still_at_is_uncertain),
        CASE(one_may_leave_a_document_that_is_under_way),
        CASE(the_next_document_is_sent_before_an_answer_is_delivered),
        CASE(a_batch_may_be_freed_while_it_is_waited_for),
        CASE(larger_documents_are_refused),
        CASE(a_canceled_batch_ends),
        CASE(reads_of_one_turn_can_be_coalesced),
    };
    return cmocka_run_group_tests_name("live/sandbox_batch", tests, NULL, NULL);
}
