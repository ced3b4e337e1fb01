/* SPDX-License-Identifier: MIT */
/*
 * Memory runs out where something is kept beside the calls: plans with a journal, audit logs, caches, logins ("support/torture.h").
 * What was carried out is known afterwards.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <wikijs/assets_many.h>
#include <wikijs/audit.h>
#include <wikijs/bulk.h>
#include <wikijs/sys/plugin.h>

#include "support/faults.h"
#include "support/live.h"
#include "support/shortage.h"
#include "support/torture.h"
#include "support/tree.h"

static struct tree tree;

static int set_up(void **state)
{
    tree_make(&tree);
    return sandbox_reset(state);
}

static int tear_down(void **state)
{
    (void)state;
    tree_free(&tree);
    return 0;
}

/* --- plans --- */

enum { PLANNED = 3 };

static wikijs_bulk_options journal_of(size_t turn)
{
    static char path[128];
    wikijs_bulk_options options = WIKIJS_BULK_OPTIONS_INIT;
    snprintf(path, sizeof path, "%s/journal-%zu", tree.path, turn);
    options.journal = path;
    return options;
}

static int plan(wikijs_bulk *bulk, size_t turn, wikijs_error *err)
{
    char title[32];
    int status = 0;
    snprintf(title, sizeof title, "Title %zu", turn);
    for (int64_t id = 1; id <= PLANNED && status == 0; id++) {
        wikijs_bulk_change change = WIKIJS_BULK_CHANGE_INIT;
        const wikijs_page_values after = { .present = WIKIJS_BIT(WIKIJS_PAGE_VALUES_TITLE), .title = title };
        change.action = WIKIJS_BULK_UPDATE;
        change.id = id;
        change.locale = "en";
        change.path = "torture";
        change.after = &after;
        status = wikijs_bulk_add(bulk, &change, err);
    }
    return status;
}

static bool keep_worst(const wikijs_bulk_item *item, void *payload)
{
    int *worst = payload;
    *worst = item->status < 0 ? (int)item->status : *worst;
    return true;
}

/* With memory again: nothing is unknown any more, and the journal agrees with the wiki. */
static void go_on(wikijs_client *client, size_t turn)
{
    wikijs_error err;
    wikijs_bulk *bulk = NULL;
    wikijs_bulk_options options = journal_of(turn);
    wikijs_bulk_counts counts = { .struct_size = sizeof counts };
    shortage_pause(true);
    if (wikijs_bulk_resume(client, &options, &bulk, &err) == 0) {
        assert_int_equal(wikijs_bulk_run(bulk, NULL, &err), 0);
        assert_int_equal(wikijs_bulk_count(bulk, &counts, &err), 0);
        assert_int_equal(counts.done + counts.failed, counts.total);
    }
    wikijs_bulk_free(bulk);
    shortage_pause(false);
}

static int carry_out_plan(wikijs_client *client, size_t turn, wikijs_error *err)
{
    int worst = 0;
    wikijs_bulk *bulk = NULL;
    wikijs_bulk_options options = journal_of(turn);
    wikijs_bulk_run_options how = WIKIJS_BULK_RUN_OPTIONS_INIT;
    how.on_item = keep_worst;
    how.payload = &worst;
    how.max_writes = 2;
    int status = wikijs_bulk_new(client, &options, &bulk, err);
    assert_true((status == 0) == (bulk != NULL));
    if (status == 0)
        status = plan(bulk, turn, err);
    if (status == 0)
        status = wikijs_bulk_run(bulk, &how, err);
    wikijs_bulk_free(bulk);
    go_on(client, turn);
    err->code = status < 0 ? status : worst;
    return err->code;
}

static void plans(void **state)
{
    (void)state;
    torture(carry_out_plan, live_env("WIKIJS_TEST_KEY"));
}

/* --- audit logs --- */

static int create_page(wikijs_client *client, size_t turn, wikijs_error *err)
{
    char path[64];
    wikijs_page *page = NULL;
    wikijs_pages_create_input input = WIKIJS_PAGES_CREATE_INPUT_INIT;
    snprintf(path, sizeof path, "torture-kept/page-%zu", turn);
    input.title = "Torture";
    input.path = path;
    input.content = (wikijs_str){ "text", 4 };
    int status = wikijs_pages_create(client, &input, &page, err);
    assert_true((status == 0) == (page != NULL));
    wikijs_page_free(page);
    return status;
}

static int lines_of_what_was_sent(void)
{
    wikijs_error err;
    wikijs_audit_reader *reader = NULL;
    wikijs_audit_entry *entry = NULL;
    wikijs_audit_report report = { .struct_size = sizeof report };
    int count = 0;
    assert_int_equal(wikijs_audit_verify(tree.outside, NULL, &report, &err), 0);
    assert_int_equal(report.problems, 0);
    assert_int_equal(wikijs_audit_reader_new(tree.outside, &reader, &err), 0);
    while (wikijs_audit_reader_next(reader, &entry, &err) > 0) {
        count += strcmp(entry->operation, "pages.create") == 0 && entry->attempts > 0;
        wikijs_audit_entry_free(entry);
    }
    wikijs_audit_reader_free(reader);
    return count;
}

static void writes_are_in_the_audit_log(void **state)
{
    (void)state;
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.api_key = live_env("WIKIJS_TEST_KEY");
    options.audit_log = tree.outside;
    torture_with(create_page, &options);
    assert_int_equal(lines_of_what_was_sent(), sandbox_count("pages.create"));
}

/* --- everything at once --- */

static int see(wikijs_plugin_call *call, void *state)
{
    (void)state;
    (void)wikijs_plugin_call_operation(call);
    return 0;
}

static int read_twice(wikijs_client *client, size_t turn, wikijs_error *err)
{
    (void)turn;
    int status = 0;
    for (int i = 0; i < 2 && status == 0; i++) {
        wikijs_page *page = NULL;
        status = wikijs_pages_get(client, 1, NULL, &page, err);
        assert_true((status == 0) == (page != NULL));
        if (page)
            assert_int_equal(page->id, 1);
        wikijs_page_free(page);
    }
    return status;
}

static wikijs_client_options with_everything(void)
{
    static const wikijs_plugin plugin = { WIKIJS_PLUGIN_HEAD("see", "1", "looks on"), .before_call = see,
                                          .before_request = see, .after_response = see };
    static const wikijs_plugin_use uses[] = { { .plugin = &plugin } };
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.api_key = live_env("WIKIJS_TEST_KEY");
    options.audit_log = tree.outside;
    options.cache = "memory";
    options.rate_limit = "10000/s";
    options.breaker_failures = 3;
    options.plugins = uses;
    options.plugin_count = 1;
    options.coalesce = 1;
    return options;
}

static void every_policy(void **state)
{
    (void)state;
    wikijs_client_options options = with_everything();
    torture_with(read_twice, &options);
    options.cache = "sqlite";
    options.cache_dir = tree.path;
    torture_with(read_twice, &options);
    torture_with(create_page, &options);
}

/* --- files --- */

static int upload_and_download(wikijs_client *client, size_t turn, wikijs_error *err)
{
    static const char bytes[] = "some bytes";
    wikijs_assets_upload_input inputs[2];
    char names[2][64];
    wikijs_results *results = NULL;
    wikijs_download *download = NULL;
    for (size_t i = 0; i < 2; i++) {
        snprintf(names[i], sizeof names[i], "torture-%zu-%zu.dat", turn, i);
        inputs[i] = (wikijs_assets_upload_input)WIKIJS_ASSETS_UPLOAD_INPUT_INIT;
        inputs[i].filename = names[i];
        inputs[i].content = (wikijs_str){ bytes, sizeof bytes - 1 };
    }
    int status = wikijs_assets_upload_many(client, inputs, 2, NULL, &results, err);
    assert_true((status == 0) == (results != NULL));
    for (size_t i = 0; status == 0 && i < wikijs_results_count(results); i++)
        status = wikijs_results_status(results, i);
    wikijs_results_free(results);
    if (status == 0)
        status = wikijs_assets_download(client, names[1], NULL, &download, err);
    wikijs_download_free(download);
    return err->code = status;
}

static void files(void **state)
{
    (void)state;
    torture(upload_and_download, live_env("WIKIJS_TEST_KEY"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(plans, set_up, tear_down),
        cmocka_unit_test_setup_teardown(writes_are_in_the_audit_log, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_policy, set_up, tear_down),
        cmocka_unit_test_setup_teardown(files, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
