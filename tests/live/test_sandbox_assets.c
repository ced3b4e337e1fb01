/* SPDX-License-Identifier: MIT */
/* Uploads and downloads over a network that fails, and without memory; needs the sandbox. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <wikijs/assets.h>
#include <wikijs/sys/alloc.h>

#include "support/allocator.h"
#include "support/faults.h"
#include "support/live.h"

enum { SIZE = 2000000 };

static char *bytes;
static char target[64], part[80], mark[96];

static int set_up_all(void **state)
{
    (void)state;
    bytes = malloc(SIZE + 1);
    for (size_t i = 0; i < SIZE; i++) {
        bytes[i] = (char)(i * 7 + i / 251);
    }
    snprintf(target, sizeof target, "/tmp/wikijs-sandbox-%d.bin", (int)getpid());
    snprintf(part, sizeof part, "%s.part", target);
    snprintf(mark, sizeof mark, "%s.state", part);
    return 0;
}

static int tear_down_all(void **state)
{
    (void)state;
    free(bytes);
    return 0;
}

static int set_up(void **state)
{
    unlink(target);
    unlink(part);
    unlink(mark);
    return sandbox_reset(state);
}

static int tear_down(void **state)
{
    unlink(target);
    unlink(part);
    unlink(mark);
    return sandbox_faults_used(state);
}

static wikijs_client *make_client(int64_t stall_ms, int64_t write_ms)
{
    wikijs_client_options options = sandbox_options();
    options.api_key = live_env("WIKIJS_TEST_KEY");
    options.stall_timeout_ms = stall_ms;
    options.write_timeout_ms = write_ms;
    return sandbox_client(&options);
}

static wikijs_assets_upload_input whole_file(void)
{
    wikijs_assets_upload_input input = WIKIJS_ASSETS_UPLOAD_INPUT_INIT;
    input.content = (wikijs_str){ bytes, SIZE };
    input.filename = "file.bin";
    return input;
}

static void put_file(wikijs_client *client)
{
    wikijs_assets_upload_input input = whole_file();
    wikijs_asset *asset = NULL;
    wikijs_error err;
    if (wikijs_assets_upload(client, &input, &asset, &err) < 0) {
        fail_msg("no upload: %s", err.message);
    }
    wikijs_asset_free(asset);
}

static int fetch(wikijs_client *client, bool resume, wikijs_download **download, wikijs_error *err)
{
    wikijs_assets_download_options options = WIKIJS_ASSETS_DOWNLOAD_OPTIONS_INIT;
    options.file = target;
    options.resume = resume;
    options.keep_part = true;
    return wikijs_assets_download(client, "file.bin", &options, download, err);
}

static int64_t size_of(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 ? info.st_size : -1;
}

static void expect_whole_target(void)
{
    char *back = malloc(SIZE + 1);
    FILE *file = fopen(target, "rb");
    assert_non_null(file);
    assert_int_equal(fread(back, 1, SIZE + 1, file), SIZE);
    fclose(file);
    assert_memory_equal(back, bytes, SIZE);
    free(back);
    assert_int_equal(size_of(part), -1);
    assert_int_equal(size_of(mark), -1);
}

static void a_download_that_is_cut_goes_on(void **state)
{
    (void)state;
    wikijs_client *client = make_client(5000, 5000);
    wikijs_error err;
    wikijs_download *download = NULL;
    put_file(client);
    sandbox_fault_at("/file.bin", 1, "cut=700000");
    assert_int_equal(fetch(client, false, &download, &err), WIKIJS_E_CONNECTION);
    assert_int_equal(size_of(target), -1);
    assert_int_equal(size_of(part), 700000);
    sandbox_fault_at("/file.bin", 1, "cut=500000");
    assert_int_equal(fetch(client, true, &download, &err), WIKIJS_E_CONNECTION);
    assert_int_equal(size_of(part), 1199999); /* the last byte was fetched again */
    assert_null(download);
    assert_int_equal(fetch(client, true, &download, &err), 0);
    assert_int_equal(download->resumed_from, 1199998);
    assert_int_equal(download->size_bytes, SIZE);
    wikijs_download_free(download);
    expect_whole_target();
    wikijs_client_free(client);
}

/* Without the wish to continue, and with an asset that has changed meanwhile, all of it is fetched. */
static void a_part_of_another_state_is_dropped(void **state)
{
    (void)state;
    wikijs_client *client = make_client(5000, 5000);
    wikijs_error err;
    wikijs_download *download = NULL;
    put_file(client);
    sandbox_fault_at("/file.bin", 2, "cut=700000");
    assert_int_equal(fetch(client, false, &download, &err), WIKIJS_E_CONNECTION);
    assert_int_equal(fetch(client, false, &download, &err), WIKIJS_E_CONNECTION);
    assert_int_equal(size_of(part), 700000); /* not 1400000 */
    sandbox_advance(1);                      /* dates count whole seconds */
    wikijs_assets_upload_input input = whole_file();
    input.content.len = 1000;
    input.existing = WIKIJS_ASSET_REPLACE;
    wikijs_asset *asset = NULL;
    assert_int_equal(wikijs_assets_upload(client, &input, &asset, &err), 0);
    wikijs_asset_free(asset);
    assert_int_equal(fetch(client, true, &download, &err), 0);
    assert_int_equal(download->resumed_from, 0);
    assert_int_equal(size_of(target), 1000);
    wikijs_download_free(download);
    wikijs_client_free(client);
}

/* The answer of a renamed asset's first download cannot be continued, so nothing is left of it. */
static void a_part_that_cannot_be_continued_is_removed(void **state)
{
    (void)state;
    wikijs_client *client = make_client(5000, 5000);
    wikijs_error err;
    wikijs_download *download = NULL;
    put_file(client);
    assert_int_equal(wikijs_assets_rename(client, 1, "other.bin", NULL, &err), 0);
    assert_int_equal(wikijs_assets_rename(client, 1, "file.bin", NULL, &err), 0);
    sandbox_fault_at("/file.bin", 1, "cut=700000");
    assert_int_equal(fetch(client, false, &download, &err), WIKIJS_E_CONNECTION);
    assert_int_equal(size_of(part), -1);
    assert_int_equal(fetch(client, true, &download, &err), 0);
    assert_int_equal(download->resumed_from, 0);
    assert_true(download->present & WIKIJS_BIT(WIKIJS_DOWNLOAD_LAST_MODIFIED)); /* from the cache now */
    wikijs_download_free(download);
    expect_whole_target();
    wikijs_client_free(client);
}

static void slow_is_not_stalled(void **state)
{
    (void)state;
    wikijs_client *client = make_client(2000, 2000);
    wikijs_error err;
    wikijs_download *download = NULL;
    put_file(client);
    sandbox_fault_at("/file.bin", 1, "drip=100000/150"); /* longer than every time limit, with a pause below each */
    assert_int_equal(fetch(client, false, &download, &err), 0);
    wikijs_download_free(download);
    expect_whole_target();
    sandbox_fault_at("/file.bin", 1, "hang");
    download = NULL;
    unlink(target);
    assert_int_equal(fetch(client, false, &download, &err), WIKIJS_E_TIMEOUT);
    assert_null(download);
    wikijs_client_free(client);
}

static void uploads_that_break(void **state)
{
    (void)state;
    wikijs_client *client = make_client(2000, 2000);
    wikijs_assets_upload_input input = whole_file();
    wikijs_asset *asset = NULL;
    wikijs_error err;
    sandbox_fault_at("/u", 1, "hang");
    assert_int_equal(wikijs_assets_upload(client, &input, &asset, &err), WIKIJS_E_TIMEOUT);
    assert_true(err.flags & WIKIJS_ERROR_UNCERTAIN);
    sandbox_fault_at("/u", 2, "reset"); /* over a kept connection curl sends it once more */
    assert_int_equal(wikijs_assets_upload(client, &input, &asset, &err), WIKIJS_E_CONNECTION);
    sandbox_fault_at("/u", 1, "status=413");
    assert_int_equal(wikijs_assets_upload(client, &input, &asset, &err), WIKIJS_E_TOO_LARGE);
    sandbox_fault_at("/u", 1, "status=502");
    assert_int_equal(wikijs_assets_upload(client, &input, &asset, &err), WIKIJS_E_UNAVAILABLE);
    assert_null(asset);
    /* The answer is lost, the asset is there: the next try finds it. */
    sandbox_fault_at("/u", 2, "reset,after");
    assert_int_equal(wikijs_assets_upload(client, &input, &asset, &err), WIKIJS_E_CONNECTION);
    assert_true(err.flags & WIKIJS_ERROR_UNCERTAIN);
    assert_int_equal(wikijs_assets_upload(client, &input, &asset, &err), WIKIJS_E_EXISTS);
    input.timeout_ms = 1000;
    input.existing = WIKIJS_ASSET_REPLACE;
    sandbox_fault_at("/u", 1, "hang");
    assert_int_equal(wikijs_assets_upload(client, &input, &asset, &err), WIKIJS_E_DEADLINE);
    assert_null(asset);
    wikijs_client_free(client);
}

/* --- calls that end while their transfer runs --- */

struct stop {
    wikijs_call *call;
    wikijs_client *client;
    bool done, free_client;
};

static void on_done(wikijs_call *call, void *payload)
{
    struct stop *stop = payload;
    assert_ptr_equal(call, stop->call);
    stop->done = true;
}

static bool cancel_it(int64_t done_bytes, int64_t total_bytes, void *payload)
{
    struct stop *stop = payload;
    assert_true(done_bytes <= total_bytes);
    assert_false(stop->done); /* never after the end */
    wikijs_call_cancel(stop->call);
    return true;
}

static void cancellation_in_the_middle(void **state)
{
    (void)state;
    struct stop stop = { .client = make_client(5000, 5000) };
    wikijs_error err;
    put_file(stop.client);
    wikijs_assets_download_options options = WIKIJS_ASSETS_DOWNLOAD_OPTIONS_INIT;
    options.file = target;
    options.progress = cancel_it;
    options.progress_payload = &stop;
    assert_int_equal(wikijs_assets_download_async(stop.client, "file.bin", &options, on_done, &stop, &stop.call), 0);
    while (!stop.done) {
        assert_true(wikijs_client_wait(stop.client, 5000, &err) >= 0);
    }
    assert_int_equal(size_of(part), -1);
    assert_int_equal(size_of(target), -1);

    stop.done = false;
    wikijs_assets_upload_input input = whole_file();
    input.existing = WIKIJS_ASSET_REPLACE;
    input.progress = cancel_it;
    input.progress_payload = &stop;
    assert_int_equal(wikijs_assets_upload_async(stop.client, &input, on_done, &stop, &stop.call), 0);
    while (!stop.done) {
        assert_true(wikijs_client_wait(stop.client, 5000, &err) >= 0);
    }
    /* Freed in the middle of a transfer: it ends, and nothing is touched afterwards. */
    stop.done = false;
    options.progress = NULL;
    sandbox_fault_at("/file.bin", 1, "drip=1000/100");
    assert_int_equal(wikijs_assets_download_async(stop.client, "file.bin", &options, on_done, &stop, &stop.call), 0);
    while (size_of(part) <= 0) {
        assert_true(wikijs_client_wait(stop.client, 5000, &err) >= 0);
    }
    wikijs_client_free(stop.client);
    assert_true(stop.done);
    assert_int_equal(size_of(part), -1);
}

/* --- without memory --- */

/* Fail each allocation in turn until the work gets through without one that fails. */
static void without_memory(int (*work)(wikijs_client *client, wikijs_error *err))
{
    size_t failures = 0;
    for (size_t turn = 1;; turn++) {
        struct test_allocator allocator;
        test_allocator_init(&allocator);
        wikijs_client_options options = sandbox_options();
        options.api_key = live_env("WIKIJS_TEST_KEY");
        options.allocator = &allocator.allocator;
        wikijs_client *client = sandbox_client(&options);
        allocator.fail_at = allocator.asked + turn;
        wikijs_error err = { 0 };
        int status = work(client, &err);
        bool failed = allocator.asked >= allocator.fail_at;
        allocator.fail_at = 0;
        wikijs_client_free(client);
        assert_int_equal(allocator.live, 0);
        if (!failed) {
            assert_int_equal(status, 0);
            break;
        }
        if (status != WIKIJS_E_NOMEM && status != 0) {
            fail_msg("allocation %zu gave %s: %s", turn, wikijs_status_name(status), err.message);
        }
        assert_int_equal(size_of(part), -1);
        failures += status < 0;
    }
    assert_true(failures > 10);
}

static int upload_work(wikijs_client *client, wikijs_error *err)
{
    wikijs_assets_upload_input input = whole_file();
    input.content.len = 3000;
    input.folder = "torture/below";
    input.existing = WIKIJS_ASSET_REPLACE;
    wikijs_asset *asset = NULL;
    int status = wikijs_assets_upload(client, &input, &asset, err);
    wikijs_asset_free(asset);
    return status;
}

static int download_work(wikijs_client *client, wikijs_error *err)
{
    wikijs_assets_download_options options = WIKIJS_ASSETS_DOWNLOAD_OPTIONS_INIT;
    options.file = target;
    wikijs_download *download = NULL;
    int status = wikijs_assets_download(client, "file.bin", &options, &download, err);
    wikijs_download_free(download);
    return status;
}

static int memory_work(wikijs_client *client, wikijs_error *err)
{
    wikijs_download *download = NULL;
    int status = wikijs_assets_download(client, "file.bin", NULL, &download, err);
    assert_true(status < 0 || download->content.len == SIZE);
    wikijs_download_free(download);
    return status;
}

static int list_work(wikijs_client *client, wikijs_error *err)
{
    wikijs_assets_list_options options = WIKIJS_ASSETS_LIST_OPTIONS_INIT;
    options.recursive = true;
    wikijs_asset_list *list = NULL;
    int status = wikijs_assets_list(client, &options, &list, err);
    wikijs_asset_list_free(list);
    return status;
}

static void no_memory(void **state)
{
    (void)state;
    wikijs_client *client = make_client(5000, 5000);
    put_file(client);
    wikijs_client_free(client);
    without_memory(upload_work);
    without_memory(download_work);
    without_memory(memory_work);
    without_memory(list_work);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_download_that_is_cut_goes_on, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_part_of_another_state_is_dropped, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_part_that_cannot_be_continued_is_removed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(slow_is_not_stalled, set_up, tear_down),
        cmocka_unit_test_setup_teardown(uploads_that_break, set_up, tear_down),
        cmocka_unit_test_setup_teardown(cancellation_in_the_middle, set_up, tear_down),
        cmocka_unit_test_setup_teardown(no_memory, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, set_up_all, tear_down_all);
}
