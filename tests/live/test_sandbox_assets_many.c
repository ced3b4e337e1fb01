/* SPDX-License-Identifier: MIT */
/* Many uploads over a network that fails, canceled, and without memory; needs the sandbox. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <wikijs/assets_many.h>
#include <wikijs/sys/alloc.h>

#include "support/allocator.h"
#include "support/assets.h"
#include "support/faults.h"
#include "support/images.h"
#include "support/live.h"

enum { COUNT = 12, SIZE = 40000 };

static char *bytes;
static char names[COUNT][16];
static wikijs_assets_upload_input inputs[COUNT];

static int set_up_all(void **state)
{
    (void)state;
    bytes = asset_bytes(SIZE);
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
    for (size_t i = 0; i < COUNT; i++) {
        snprintf(names[i], sizeof names[i], "file-%zu.bin", i);
        inputs[i] = (wikijs_assets_upload_input)WIKIJS_ASSETS_UPLOAD_INPUT_INIT;
        inputs[i].content = (wikijs_str){ bytes, SIZE - i };
        inputs[i].filename = names[i];
        inputs[i].folder = "many/below";
    }
    return sandbox_reset(state);
}

static wikijs_client *make_client(void)
{
    wikijs_client_options options = sandbox_options();
    options.api_key = live_env("WIKIJS_TEST_KEY");
    options.stall_timeout_ms = 3000;
    options.write_timeout_ms = 3000;
    return sandbox_client(&options);
}

static wikijs_results *upload_all(wikijs_client *client, const wikijs_assets_upload_many_options *options)
{
    wikijs_results *results = NULL;
    wikijs_error err;
    if (wikijs_assets_upload_many(client, inputs, COUNT, options, &results, &err) < 0) {
        fail_msg("no results: %s", err.message);
    }
    assert_int_equal(wikijs_results_count(results), COUNT);
    return results;
}

/* One folder: looked up and made once, listed twice, whatever the number of files. */
static void a_folder_is_listed_twice(void **state)
{
    (void)state;
    wikijs_client *client = make_client();
    wikijs_results *results = upload_all(client, NULL);
    assert_int_equal(wikijs_results_failed(results), 0);
    for (size_t i = 0; i < COUNT; i++) {
        assert_string_equal(wikijs_results_asset(results, i)->filename, names[i]);
        assert_int_equal(wikijs_results_asset(results, i)->file_size, SIZE - i);
    }
    assert_int_equal(sandbox_count("assets.list"), 2);
    assert_int_equal(sandbox_count("assets.createFolder"), 2);
    assert_true(sandbox_connections() <= 4);
    wikijs_results_free(results);
    wikijs_client_free(client);
}

static size_t count_of(const wikijs_results *results, int status)
{
    size_t count = 0;
    for (size_t i = 0; i < wikijs_results_count(results); i++) {
        count += wikijs_results_status(results, i) == status;
    }
    return count;
}

static void a_failure_is_of_one_file(void **state)
{
    (void)state;
    wikijs_client *client = make_client();
    sandbox_fault_at("/u", 1, "hang");
    wikijs_results *results = upload_all(client, NULL);
    assert_int_equal(wikijs_results_failed(results), 1);
    assert_int_equal(count_of(results, WIKIJS_E_TIMEOUT), 1);
    wikijs_results_free(results);

    sandbox_reset(NULL);
    sandbox_fault_at("/u", 2, "status=413");
    results = upload_all(client, NULL);
    assert_int_equal(count_of(results, WIKIJS_E_TOO_LARGE), 2);
    assert_int_equal(count_of(results, 0), COUNT - 2);
    wikijs_results_free(results);
    wikijs_client_free(client);
}

static void a_failure_of_a_folder_is_of_its_files(void **state)
{
    (void)state;
    wikijs_client *client = make_client();
    inputs[3].folder = inputs[7].folder = NULL;
    sandbox_fault("assets.createFolder", 1, "status=403");
    wikijs_results *results = upload_all(client, NULL);
    assert_int_equal(wikijs_results_failed(results), COUNT - 2);
    assert_int_equal(wikijs_results_status(results, 3), 0);
    assert_int_equal(wikijs_results_status(results, 7), 0);
    assert_string_equal(wikijs_results_asset(results, 7)->path, names[7]);
    wikijs_results_free(results);
    wikijs_client_free(client);
}

/* --- canceled --- */

struct stop {
    int64_t at;
    wikijs_call *call;
    bool done;
};

static bool stop_at(int64_t done, int64_t total, void *payload)
{
    struct stop *stop = payload;
    assert_true(total == -1 || done <= total);
    assert_false(stop->done); /* never after the end */
    if (stop->call && done >= stop->at) {
        wikijs_call_cancel(stop->call);
        return true;
    }
    return done < stop->at;
}

static void on_done(wikijs_call *call, void *payload)
{
    struct stop *stop = payload;
    assert_ptr_equal(call, stop->call);
    stop->done = true;
}

/* What was sent by then is made sure of, and told. */
static void progress_stops_the_rest(void **state)
{
    (void)state;
    wikijs_client *client = make_client();
    struct stop stop = { .at = 3 * SIZE };
    wikijs_assets_upload_many_options options = WIKIJS_ASSETS_UPLOAD_MANY_OPTIONS_INIT;
    options.progress = stop_at;
    options.progress_payload = &stop;
    options.max_in_flight = 1;
    wikijs_results *results = upload_all(client, &options);
    assert_int_equal(count_of(results, 0), 3);
    assert_int_equal(count_of(results, WIKIJS_E_CANCELED), COUNT - 3);
    for (size_t i = 0; i < 3; i++) {
        assert_non_null(wikijs_results_asset(results, i));
    }
    wikijs_results_free(results);
    wikijs_client_free(client);
}

static void a_canceled_call_touches_nothing_more(void **state)
{
    (void)state;
    wikijs_client *client = make_client();
    char *own = asset_bytes(SIZE);
    for (size_t i = 0; i < COUNT; i++) {
        inputs[i].content = (wikijs_str){ own, SIZE };
    }
    struct stop stop = { .at = SIZE / 2 };
    wikijs_assets_upload_many_options options = WIKIJS_ASSETS_UPLOAD_MANY_OPTIONS_INIT;
    options.progress = stop_at;
    options.progress_payload = &stop;
    wikijs_error err;
    assert_int_equal(wikijs_assets_upload_many_async(client, inputs, COUNT, &options, on_done, &stop, &stop.call), 0);
    while (!stop.done) {
        assert_true(wikijs_client_wait(client, 5000, &err) >= 0);
    }
    free(own); /* a transfer that read on would be seen by the sanitizer */
    for (int i = 0; i < 5; i++) {
        assert_true(wikijs_client_wait(client, 20, &err) >= 0);
    }
    wikijs_client_free(client);
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
        failures += status < 0;
    }
    assert_true(failures > 10);
}

/* The worst that became of any file. */
static int many_work(wikijs_client *client, wikijs_error *err)
{
    wikijs_results *results = NULL;
    for (size_t i = 0; i < 3; i++) {
        inputs[i].existing = WIKIJS_ASSET_REPLACE;
    }
    inputs[2].folder = NULL;
    int status = wikijs_assets_upload_many(client, inputs, 3, NULL, &results, err);
    for (size_t i = 0; i < wikijs_results_count(results) && status == 0; i++) {
        status = wikijs_results_status(results, i);
        if (status < 0) {
            *err = *wikijs_results_error(results, i);
        }
    }
    wikijs_results_free(results);
    return status;
}

static char *image;
static size_t image_size;

/* Without the memory for it an image may be sent as it is. */
static int optimize_work(wikijs_client *client, wikijs_error *err)
{
    wikijs_assets_upload_input input = WIKIJS_ASSETS_UPLOAD_INPUT_INIT;
    input.content = (wikijs_str){ image, image_size };
    input.filename = "small.img";
    input.existing = WIKIJS_ASSET_REPLACE;
    input.optimize = true;
    wikijs_asset *asset = NULL;
    int status = wikijs_assets_upload(client, &input, &asset, err);
    assert_true(!asset || asset->file_size <= (int64_t)image_size);
    wikijs_asset_free(asset);
    return status;
}

static void no_memory(void **state)
{
    (void)state;
    without_memory(many_work);
}

static void no_memory_for_images(void **state)
{
    (void)state;
    image = image_make_jpeg(&image_size);
    without_memory(optimize_work);
    free(image);
    unsigned char *rows = malloc(IMAGE_ROWS);
    image = (char *)image_make_png(rows, NULL, &image_size);
    without_memory(optimize_work);
    free(image);
    free(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_folder_is_listed_twice, set_up, sandbox_faults_used),
        cmocka_unit_test_setup_teardown(a_failure_is_of_one_file, set_up, sandbox_faults_used),
        cmocka_unit_test_setup_teardown(a_failure_of_a_folder_is_of_its_files, set_up, sandbox_faults_used),
        cmocka_unit_test_setup_teardown(progress_stops_the_rest, set_up, sandbox_faults_used),
        cmocka_unit_test_setup_teardown(a_canceled_call_touches_nothing_more, set_up, sandbox_faults_used),
        cmocka_unit_test_setup_teardown(no_memory, set_up, sandbox_faults_used),
        cmocka_unit_test_setup_teardown(no_memory_for_images, set_up, sandbox_faults_used),
    };
    return cmocka_run_group_tests(tests, set_up_all, tear_down_all);
}
