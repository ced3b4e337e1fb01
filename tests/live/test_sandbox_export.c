/* SPDX-License-Identifier: MIT */
/* Exports through the library: its callbacks, early ends, and what is left when memory or the server fails. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <wikijs/assets.h>
#include <wikijs/batch.h>
#include <wikijs/export.h>

#include "base/alloc.h"
#include "support/faults.h"
#include "support/live.h"
#include "support/torture.h"
#include "transfer/journal.h"

enum { ALL = 13 }; /* pages of the standard wiki */

static char folder[64];

static void remove_folder(void)
{
    char command[96];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    assert_int_equal(system(command), 0);
}

static int set_up(void **state, bool async)
{
    sandbox_reset(NULL);
    snprintf(folder, sizeof folder, "/tmp/wikijs-export-XXXXXX");
    return mkdtemp(folder) ? (async ? live_set_up_async : live_set_up_sync)(state) : -1;
}

static int set_up_sync(void **state)
{
    return set_up(state, false);
}

static int set_up_async(void **state)
{
    return set_up(state, true);
}

static int tear_down(void **state)
{
    remove_folder();
    return live_tear_down(state) | sandbox_faults_used(NULL);
}

#define BOTH_WAYS(function)                                              \
    { #function ", waiting", function, set_up_sync, tear_down, NULL },   \
    {                                                                    \
#function ", on a loop", function, set_up_async, tear_down, NULL \
    }

static wikijs_export_options to_folder(void)
{
    wikijs_export_options options = WIKIJS_EXPORT_OPTIONS_INIT;
    options.folder = folder;
    return options;
}

static wikijs_export_report *run(struct live *live, const wikijs_export_options *options)
{
    wikijs_export_report *report = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_export, (options), (&report, &live->err)));
    assert_non_null(report);
    return report;
}

static void expect_numbers(struct live *live, const wikijs_export_options *options, int created, int updated,
                           int unchanged)
{
    wikijs_export_report *report = run(live, options);
    assert_int_equal(report->created, created);
    assert_int_equal(report->updated, updated);
    assert_int_equal(report->unchanged, unchanged);
    assert_int_equal(report->failed, 0);
    assert_true(report->is_complete);
    wikijs_export_report_free(report);
}

static bool exists(const char *name)
{
    char path[200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return access(path, F_OK) == 0;
}

static void an_export_and_the_next_one(void **state)
{
    struct live *live = *state;
    wikijs_export_options options = to_folder();
    wikijs_export_report *report = run(live, &options);
    assert_int_equal(report->created, ALL);
    assert_int_equal(report->pages, ALL);
    assert_int_equal(report->to_fetch, ALL);
    assert_true(report->bytes_written > 1000);
    assert_false(report->is_resumed);
    assert_int_equal(report->items.count, 0);
    wikijs_export_report_free(report);
    assert_true(exists("home.md") && exists("fr/docs/intro.md") && exists(".wikijs/export.db"));
    expect_numbers(live, &options, 0, 0, ALL);
    options.full = true;
    expect_numbers(live, &options, 0, 0, ALL);
    wikijs_export_report_free(NULL);
}

static void refused_options(void **state)
{
    struct live *live = *state;
    wikijs_export_report *report = NULL;
    wikijs_export_options options = WIKIJS_EXPORT_OPTIONS_INIT;
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_export, (&options), (&report, &live->err)));
    options = to_folder();
    options.batch_size = WIKIJS_BATCH_MAX_ITEMS + 1;
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_export, (&options), (&report, &live->err)));
    assert_string_equal(live->err.message, "batch_size is a number from 1 to 500, not 501");
    options = to_folder();
    options.max_in_flight = -1;
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_export, (&options), (&report, &live->err)));
    options = to_folder();
    options.path = "/";
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_export, (&options), (&report, &live->err)));
    options = to_folder();
    options.folder = "/dev/null/x";
    LIVE_EXPECT(live, WIKIJS_E_IO, LIVE(live, wikijs_export, (&options), (&report, &live->err)));
    assert_null(report);
}

/* --- callbacks --- */

struct told {
    int items, plans, progresses, decisions;
    int64_t planned, done;
    bool refuse_plan;
    int stop_after; /* pages; 0: never */
    wikijs_export_decision decision;
    char last[64];
};

static void on_item(const wikijs_export_item *item, void *payload)
{
    struct told *told = payload;
    told->items++;
    snprintf(told->last, sizeof told->last, "%s %s", item->action, item->file);
}

static bool on_plan(const wikijs_export_report *plan, void *payload)
{
    struct told *told = payload;
    told->plans++;
    told->planned = plan->to_fetch;
    return !told->refuse_plan;
}

static bool on_progress(int64_t done, int64_t total, void *payload)
{
    struct told *told = payload;
    assert_int_equal(total, told->planned);
    told->progresses++;
    told->done = done;
    return told->stop_after == 0 || done < told->stop_after;
}

static wikijs_export_decision on_conflict(const wikijs_export_item *item, void *payload)
{
    struct told *told = payload;
    told->decisions++;
    assert_string_equal(item->file, "home.md");
    assert_non_null(item->message);
    return told->decision;
}

static wikijs_export_options telling(struct told *told)
{
    wikijs_export_options options = to_folder();
    options.item = on_item;
    options.plan = on_plan;
    options.progress = on_progress;
    options.decide = on_conflict;
    options.payload = told;
    return options;
}

static void what_is_told(void **state)
{
    struct live *live = *state;
    struct told told = { 0 };
    wikijs_export_options options = telling(&told);
    expect_numbers(live, &options, ALL, 0, 0);
    assert_int_equal(told.items, ALL);
    assert_int_equal(told.plans, 1);
    assert_int_equal(told.done, ALL);
    assert_int_equal(told.progresses, ALL + 1);
}

static void a_plan_that_is_refused(void **state)
{
    struct live *live = *state;
    struct told told = { .refuse_plan = true };
    wikijs_export_options options = telling(&told);
    wikijs_export_report *report = run(live, &options);
    assert_false(report->is_complete);
    assert_int_equal(report->to_fetch, ALL);
    assert_int_equal(report->created, 0);
    wikijs_export_report_free(report);
    assert_false(exists("home.md"));
}

static void stopped_and_continued(void **state)
{
    struct live *live = *state;
    struct told told = { .stop_after = 4 };
    wikijs_export_options options = telling(&told);
    options.batch_size = 2;
    options.max_in_flight = 1;
    options.full = true;
    wikijs_export_report *report = run(live, &options);
    int first = (int)report->created;
    assert_true(first >= 4 && first < ALL);
    assert_false(report->is_complete);
    wikijs_export_report_free(report);
    told = (struct told){ 0 };
    report = run(live, &options); /* full, and yet it does not read again what it has */
    assert_true(report->is_resumed && report->is_complete);
    assert_int_equal(told.planned, ALL - first);
    assert_int_equal(report->unchanged, first);
    wikijs_export_report_free(report);
}

static void change_home(struct live *live, const char *content)
{
    char path[100];
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    input.content = (wikijs_str){ content, strlen(content) };
    wikijs_page *page = NULL;
    LIVE_EXPECT(live, 0, wikijs_pages_update(live->client, 1, &input, &page, &live->err));
    wikijs_page_free(page);
    snprintf(path, sizeof path, "%s/home.md", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("mine\n", file);
    fclose(file);
}

static void decisions(void **state)
{
    struct live *live = *state;
    struct told told = { .decision = WIKIJS_EXPORT_KEEP };
    wikijs_export_options options = telling(&told);
    expect_numbers(live, &options, ALL, 0, 0);
    change_home(live, "one");
    wikijs_export_report *report = run(live, &options);
    assert_int_equal(told.decisions, 1);
    assert_int_equal(report->kept, 1);
    assert_int_equal(report->items.count, 1);
    assert_string_equal(report->items.items[0]->action, "kept");
    assert_int_equal(report->items.items[0]->code, WIKIJS_E_CONFLICT);
    wikijs_export_report_free(report);
    told.decision = WIKIJS_EXPORT_STOP;
    report = run(live, &options);
    assert_false(report->is_complete);
    wikijs_export_report_free(report);
    told.decision = WIKIJS_EXPORT_OVERWRITE;
    expect_numbers(live, &options, 0, 1, ALL - 1);
    assert_string_equal(told.last, "updated home.md");
}

/* --- what the list tells, too --- */

static bool has_line(const char *name, const char *key, const char *value)
{
    char path[200], text[4096], line[200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    snprintf(line, sizeof line, "\n%s: %s\n", key, value);
    return strstr(text, line) != NULL;
}

static bool has_tags(const char *name, const char *tags)
{
    return has_line(name, "tags", tags);
}

static void one_tag_none_and_several(void **state)
{
    struct live *live = *state;
    live_page(live, "untagged", "x", "");
    wikijs_export_options options = to_folder();
    wikijs_export_report_free(run(live, &options));
    assert_true(has_tags("home.md", "start") && has_tags("docs/api.md", "docs, api"));
    char file[100];
    snprintf(file, sizeof file, "%s.md", live_path(live, "untagged"));
    assert_true(has_tags(file, ""));
}

/* The server's own list has only the tag that was asked for. */
static void all_tags_of_a_filtered_export(void **state)
{
    struct live *live = *state;
    const char *tag = "api";
    wikijs_export_options options = to_folder();
    options.tags = (wikijs_strings){ .items = &tag, .count = 1 };
    wikijs_export_report_free(run(live, &options));
    assert_true(has_tags("docs/api.md", "docs, api"));
}

static bool rewrite_home(const wikijs_export_report *plan, void *payload)
{
    const char *tags[] = { "late" };
    wikijs_error err;
    wikijs_page *page = NULL;
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    input.tags = (wikijs_strings){ .items = tags, .count = 1 };
    input.title = "Late";
    input.description = "changed meanwhile";
    assert_true(plan->to_fetch > 0);
    assert_int_equal(wikijs_pages_update(payload, 1, &input, &page, &err), 0);
    wikijs_page_free(page);
    return true;
}

static void a_page_that_is_changed_after_the_list(void **state)
{
    struct live *live = *state;
    wikijs_client *other = live_client(live_env("WIKIJS_TEST_KEY"));
    wikijs_export_options options = to_folder();
    options.plan = rewrite_home;
    options.payload = other;
    expect_numbers(live, &options, ALL, 0, 0);
    assert_true(has_tags("home.md", "late") && has_line("home.md", "title", "Late"));
    assert_true(has_line("home.md", "description", "changed meanwhile"));
    options.plan = NULL;
    expect_numbers(live, &options, 0, 0, ALL);
    wikijs_client_free(other);
}

/* --- early ends --- */

static void count_end(wikijs_call *call, void *payload)
{
    (void)call;
    ++*(int *)payload;
}

static void a_call_that_is_canceled(void **state)
{
    struct live *live = *state;
    wikijs_export_options options = to_folder();
    wikijs_export_report *report = NULL;
    wikijs_call *call = NULL;
    int ends = 0;
    sandbox_fault("pages.single", 1, "hang");
    LIVE_EXPECT(live, 0, wikijs_export_async(live->client, &options, count_end, &ends, &call));
    wikijs_call_ref(call);
    while (!exists(".wikijs/export.db")) {
        assert_true(wikijs_client_wait(live->client, 10, NULL) >= 0);
    }
    wikijs_call_cancel(call);
    while (ends == 0) {
        assert_true(wikijs_client_wait(live->client, 1000, NULL) >= 0);
    }
    assert_int_equal(ends, 1);
    assert_int_equal(wikijs_export_finish(call, &report, &live->err), WIKIJS_E_CANCELED);
    wikijs_call_unref(call);
    sandbox_reset(NULL);
    expect_numbers(live, &options, ALL, 0, 0);
}

static void a_server_that_fails_in_the_middle(void **state)
{
    struct live *live = *state;
    wikijs_export_options options = to_folder();
    wikijs_export_report *report = NULL;
    options.batch_size = 3;
    options.max_in_flight = 1;
    sandbox_fault("pages.single", 8, "status=503,skip=1");
    LIVE_EXPECT(live, WIKIJS_E_UNAVAILABLE, LIVE(live, wikijs_export, (&options), (&report, &live->err)));
    assert_null(report);
    sandbox_reset(NULL);
    report = run(live, &options);
    assert_true(report->is_resumed);
    assert_int_equal(report->created + report->unchanged, ALL);
    assert_true(report->unchanged >= 3); /* what came was kept */
    wikijs_export_report_free(report);
}

static void a_key_that_may_not_read(void **state)
{
    struct live *live = *state;
    wikijs_client *lister = live_client(live_env("WIKIJS_TEST_LISTER_KEY"));
    wikijs_export_options options = to_folder();
    wikijs_export_report *report = NULL;
    LIVE_EXPECT(live, 0, LIVE_ON(live, lister, wikijs_export, (&options), (&report, &live->err)));
    assert_int_equal(report->created, 0);
    assert_int_equal(report->failed, report->pages);
    assert_int_equal(report->items.items[0]->code, WIKIJS_E_FORBIDDEN);
    wikijs_export_report_free(report);
    wikijs_client_free(lister);
}

static void assets_come_along(void **state)
{
    struct live *live = *state;
    wikijs_export_options options = to_folder();
    wikijs_assets_upload_input input = WIKIJS_ASSETS_UPLOAD_INPUT_INIT;
    wikijs_asset *asset = NULL;
    input.content = (wikijs_str){ "bytes", 5 };
    input.filename = "x.bin";
    input.folder = "img";
    LIVE_EXPECT(live, 0, wikijs_assets_upload(live->client, &input, &asset, &live->err));
    wikijs_asset_free(asset);
    options.with_assets = true;
    options.path = "home";
    expect_numbers(live, &options, 2, 0, 0);
    assert_true(exists("img/x.bin"));
    expect_numbers(live, &options, 0, 0, 2);
}

/* What a folder that came from elsewhere can hold. */
static void forge_record(const char *key)
{
    char path[128];
    wikijs_error err;
    struct wj_journal *journal = NULL;
    struct wj_journal_run run_;
    const struct wj_journal_item item = { .key = key, .state = WJ_ITEM_STARTED };
    snprintf(path, sizeof path, "%s/.wikijs/export.db", folder);
    assert_int_equal(wj_journal_open(&journal, &wj_libc_allocator, path, &err), 0);
    assert_int_equal(wj_journal_last(journal, "export", NULL, &run_, &err), 1);
    assert_int_equal(wj_journal_put(journal, run_.id, &item, &err), 0);
    assert_int_equal(wj_journal_commit(journal, &err), 0);
    wj_journal_close(journal);
}

static void a_journal_that_names_files_elsewhere(void **state)
{
    struct live *live = *state;
    wikijs_export_options options = to_folder();
    wikijs_export_report *report = NULL;
    char outside[80], key[80];
    options.path = "home";
    expect_numbers(live, &options, 1, 0, 0);
    snprintf(outside, sizeof outside, "%s.outside", folder);
    snprintf(key, sizeof key, "..%s", strrchr(outside, '/'));
    forge_record(key);
    fclose(fopen(outside, "w"));
    options.prune = true;
    options.path = NULL;
    LIVE_EXPECT(live, WIKIJS_E_IO, LIVE(live, wikijs_export, (&options), (&report, &live->err)));
    assert_non_null(strstr(live->err.message, "damaged"));
    assert_int_equal(unlink(outside), 0); /* it was still there */
}

/* --- memory --- */

static int export_once(wikijs_client *client, size_t turn, wikijs_error *err)
{
    (void)turn;
    const char *tag = "api";
    wikijs_export_options options = to_folder();
    wikijs_export_report *report = NULL;
    options.tags = (wikijs_strings){ &tag, 1 };
    options.with_assets = true;
    options.prune = true;
    options.full = true;
    int status = wikijs_export(client, &options, &report, err);
    assert_true((status == 0) == (report != NULL));
    wikijs_export_report_free(report);
    return status;
}

static void memory_runs_out(void **state)
{
    (void)state;
    torture(export_once, live_env("WIKIJS_TEST_KEY"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        BOTH_WAYS(an_export_and_the_next_one),
        BOTH_WAYS(refused_options),
        BOTH_WAYS(what_is_told),
        BOTH_WAYS(a_plan_that_is_refused),
        BOTH_WAYS(stopped_and_continued),
        BOTH_WAYS(decisions),
        BOTH_WAYS(one_tag_none_and_several),
        BOTH_WAYS(all_tags_of_a_filtered_export),
        BOTH_WAYS(a_page_that_is_changed_after_the_list),
        BOTH_WAYS(a_server_that_fails_in_the_middle),
        BOTH_WAYS(a_key_that_may_not_read),
        BOTH_WAYS(assets_come_along),
        BOTH_WAYS(a_journal_that_names_files_elsewhere),
        cmocka_unit_test_setup_teardown(a_call_that_is_canceled, set_up_sync, tear_down),
        cmocka_unit_test_setup_teardown(memory_runs_out, set_up_sync, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
