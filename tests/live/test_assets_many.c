/* SPDX-License-Identifier: MIT */
/* Many uploads in one call: each has its own outcome, in the order of the list. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <wikijs/assets_many.h>

#include "support/assets.h"
#include "support/images.h"
#include "support/live.h"

enum { TOO_MUCH = 5242880 + 1 };

static wikijs_assets_upload_input bytes_input(struct live *live, const char *name, const char *bytes, size_t size)
{
    wikijs_assets_upload_input input = WIKIJS_ASSETS_UPLOAD_INPUT_INIT;
    input.content = (wikijs_str){ bytes, size };
    input.filename = asset_name(live, name);
    input.folder = ASSET_FOLDER;
    return input;
}

static void expect_content(struct live *live, const char *path, const char *bytes, size_t size)
{
    wikijs_download *download = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_download, (path, NULL), (&download, &live->err)));
    assert_int_equal(download->content.len, size);
    assert_memory_equal(download->content.ptr, bytes, size);
    wikijs_download_free(download);
}

static void discard_all(struct live *live, wikijs_results *results)
{
    for (size_t i = 0; i < wikijs_results_count(results); i++) {
        if (wikijs_results_asset(results, i)) {
            asset_discard(live, wikijs_results_asset(results, i)->id);
        }
    }
    wikijs_results_free(results);
}

struct told {
    int64_t done, total;
    int calls;
};

static bool note_progress(int64_t done, int64_t total, void *payload)
{
    struct told *told = payload;
    assert_true(total == -1 || done <= total);
    *told = (struct told){ done, total, told->calls + 1 };
    return true;
}

static void some_of_six_fail(void **state)
{
    struct live *live = *state;
    char *large = asset_bytes(TOO_MUCH);
    char file[64];
    scratch_path(file, "one.bin");
    file_write(file, "from a file", 11);
    int64_t there = asset_upload(live, "there.bin", "old", 3);
    struct told told = { 0 }, alone = { 0 };
    wikijs_assets_upload_input inputs[6];
    inputs[0] = (wikijs_assets_upload_input)WIKIJS_ASSETS_UPLOAD_INPUT_INIT;
    inputs[0].file = file;
    inputs[0].filename = asset_name(live, "One File.BIN");
    inputs[0].folder = ASSET_FOLDER;
    inputs[1] = bytes_input(live, "large.bin", large, TOO_MUCH);
    inputs[2] = bytes_input(live, "there.bin", "refused", 7);
    inputs[3] = bytes_input(live, "other place.bin", "elsewhere", 9);
    inputs[3].folder = "live-test/beside";
    inputs[4] = inputs[0];
    inputs[4].file = "/tmp/wikijs-no-such-file";
    inputs[4].filename = asset_name(live, "none.bin");
    inputs[5] = bytes_input(live, "last.bin", "the last", 8);
    inputs[5].progress = note_progress;
    inputs[5].progress_payload = &alone;
    wikijs_assets_upload_many_options options = WIKIJS_ASSETS_UPLOAD_MANY_OPTIONS_INIT;
    options.progress = note_progress;
    options.progress_payload = &told;

    wikijs_results *results = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_upload_many, (inputs, 6, &options), (&results, &live->err)));
    assert_int_equal(wikijs_results_count(results), 6);
    assert_int_equal(wikijs_results_failed(results), 3);
    static const int expected[] = { 0, WIKIJS_E_TOO_LARGE, WIKIJS_E_EXISTS, 0, WIKIJS_E_IO, 0 };
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(wikijs_results_status(results, i), expected[i]);
        assert_int_equal(wikijs_results_asset(results, i) == NULL, expected[i] != 0);
        assert_int_equal(wikijs_results_error(results, i) != NULL, expected[i] != 0);
    }
    assert_non_null(strstr(wikijs_results_error(results, 2)->message, "there.bin"));
    assert_non_null(strstr(wikijs_results_error(results, 4)->message, "wikijs-no-such-file"));
    assert_string_equal(wikijs_results_asset(results, 0)->path, asset_path(live, "one_file.bin"));
    assert_int_equal(wikijs_results_asset(results, 0)->file_size, 11);
    assert_memory_equal(wikijs_results_asset(results, 3)->path, "live-test/beside/", 17);
    assert_int_not_equal(wikijs_results_asset(results, 3)->folder_id, wikijs_results_asset(results, 0)->folder_id);
    expect_content(live, wikijs_results_asset(results, 0)->path, "from a file", 11);
    expect_content(live, wikijs_results_asset(results, 3)->path, "elsewhere", 9);
    expect_content(live, wikijs_results_asset(results, 5)->path, "the last", 8);
    expect_content(live, asset_path(live, "there.bin"), "old", 3);
    assert_true(told.calls > 0 && told.done >= 11 + 9 + 8);
    assert_true(told.total >= told.done); /* all sizes are known */
    assert_int_equal(alone.done, 8);
    assert_null(wikijs_results_page(results, 0)); /* it is an asset */
    assert_null(wikijs_results_asset(results, 6));
    discard_all(live, results);
    asset_discard(live, there);
    unlink(file);
    free(large);
}

static void what_is_there_is_replaced(void **state)
{
    struct live *live = *state;
    int64_t id = asset_upload(live, "again.bin", "one", 3);
    wikijs_assets_upload_input inputs[2] = { bytes_input(live, "again.bin", "three", 5),
                                             bytes_input(live, "empty.bin", "", 0) };
    inputs[0].existing = WIKIJS_ASSET_REPLACE;
    struct told told = { 0 };
    wikijs_assets_upload_many_options options = WIKIJS_ASSETS_UPLOAD_MANY_OPTIONS_INIT;
    options.progress = note_progress;
    options.progress_payload = &told;
    options.max_in_flight = 1;
    wikijs_results *results = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_upload_many, (inputs, 2, &options), (&results, &live->err)));
    assert_int_equal(wikijs_results_failed(results), 0);
    assert_int_equal(wikijs_results_asset(results, 0)->id, id);
    assert_int_equal(wikijs_results_asset(results, 1)->file_size, 0);
    assert_int_equal(told.done, 5);
    assert_int_equal(told.total, 5);
    expect_content(live, asset_path(live, "again.bin"), "three", 5);
    discard_all(live, results);
}

/* The same file on the server twice, in one way or another, is not left to chance. */
static void doubles_are_refused(void **state)
{
    struct live *live = *state;
    wikijs_asset_folder *folder = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_create_folder, (ASSET_FOLDER, NULL), (&folder, &live->err)));
    wikijs_assets_upload_input inputs[4];
    inputs[0] = bytes_input(live, "double.bin", "first", 5);
    inputs[1] = bytes_input(live, "double.bin", "second", 6);
    inputs[1].folder = "/LIVE-test//sub folder/";
    inputs[2] = bytes_input(live, "double.bin", "third", 5);
    inputs[2].folder = NULL;
    inputs[2].folder_id = folder->id;
    inputs[3] = bytes_input(live, "lost.bin", "x", 1);
    inputs[3].folder = NULL;
    inputs[3].folder_id = 99999999; /* the server says ok, and stores nothing */
    for (size_t i = 0; i < 3; i++) {
        inputs[i].existing = WIKIJS_ASSET_REPLACE;
    }
    wikijs_results *results = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_upload_many, (inputs, 4, NULL), (&results, &live->err)));
    static const int expected[] = { 0, WIKIJS_E_ARG, WIKIJS_E_ARG, WIKIJS_E_REFUSED };
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(wikijs_results_status(results, i), expected[i]);
    }
    expect_content(live, asset_path(live, "double.bin"), "first", 5);
    discard_all(live, results);
    wikijs_asset_folder_free(folder);
}

static void bad_lists(void **state)
{
    struct live *live = *state;
    wikijs_results *results = NULL;
    wikijs_assets_upload_input inputs[2] = { bytes_input(live, "..", "x", 1), { 0 } };
    inputs[0].filename = "..";
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_assets_upload_many, (NULL, 2, NULL), (&results, &live->err)));
    wikijs_assets_upload_many_options options = { 0 };
    LIVE_EXPECT(live, WIKIJS_E_ARG,
                LIVE(live, wikijs_assets_upload_many, (inputs, 1, &options), (&results, &live->err)));
    options = (wikijs_assets_upload_many_options)WIKIJS_ASSETS_UPLOAD_MANY_OPTIONS_INIT;
    options.max_in_flight = 65;
    LIVE_EXPECT(live, WIKIJS_E_ARG,
                LIVE(live, wikijs_assets_upload_many, (inputs, 1, &options), (&results, &live->err)));
    assert_null(results);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_upload_many, (inputs, 2, NULL), (&results, &live->err)));
    assert_int_equal(wikijs_results_failed(results), 2);
    assert_int_equal(wikijs_results_status(results, 0), WIKIJS_E_ARG);
    assert_int_equal(wikijs_results_status(results, 1), WIKIJS_E_ARG);
    wikijs_results_free(results);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_upload_many, (NULL, 0, NULL), (&results, &live->err)));
    assert_int_equal(wikijs_results_count(results), 0);
    wikijs_results_free(results);
}

/* What is stored is smaller, and shows the same. */
static void images_are_optimized(void **state)
{
    struct live *live = *state;
    size_t jpeg_size, png_size;
    unsigned char *rows = malloc(IMAGE_ROWS);
    char *jpeg = image_make_jpeg(&jpeg_size), file[64];
    unsigned char *png = image_make_png(rows, NULL, &png_size);
    scratch_path(file, "small.png");
    file_write(file, (const char *)png, png_size);
    wikijs_assets_upload_input inputs[3] = { bytes_input(live, "small.jpg", jpeg, jpeg_size),
                                             WIKIJS_ASSETS_UPLOAD_INPUT_INIT,
                                             bytes_input(live, "plain.bin", "no image", 8) };
    inputs[1].file = file;
    inputs[1].filename = asset_name(live, "small.png");
    inputs[1].folder = ASSET_FOLDER;
    struct told told = { 0 };
    wikijs_assets_upload_many_options options = WIKIJS_ASSETS_UPLOAD_MANY_OPTIONS_INIT;
    options.progress = note_progress;
    options.progress_payload = &told;
    for (size_t i = 0; i < 3; i++) {
        inputs[i].optimize = true;
    }
    wikijs_results *results = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_upload_many, (inputs, 3, &options), (&results, &live->err)));
    assert_int_equal(wikijs_results_failed(results), 0);
    int64_t sum = 0;
    wikijs_download *downloads[2] = { NULL };
    for (size_t i = 0; i < 3; i++) {
        sum += wikijs_results_asset(results, i)->file_size;
        const char *path = wikijs_results_asset(results, i)->path;
        if (i < 2) {
            LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_download, (path, NULL), (&downloads[i], &live->err)));
        }
    }
    assert_int_equal(told.done, sum);
    assert_int_equal(told.total, sum);
    assert_true(downloads[0]->content.len < jpeg_size);
    assert_true(downloads[1]->content.len < png_size);
    unsigned char *before = image_decode_jpeg(jpeg, jpeg_size);
    unsigned char *after = image_decode_jpeg(downloads[0]->content.ptr, downloads[0]->content.len);
    unsigned char *rows_after = image_png_rows(downloads[1]->content.ptr, downloads[1]->content.len);
    assert_memory_equal(before, after, IMAGE_PIXELS);
    assert_memory_equal(rows, rows_after, IMAGE_ROWS);
    assert_int_equal(wikijs_results_asset(results, 2)->file_size, 8);

    /* One alone gives the same bytes. */
    inputs[1].existing = WIKIJS_ASSET_REPLACE;
    wikijs_asset *asset = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_upload, (&inputs[1]), (&asset, &live->err)));
    assert_int_equal(asset->file_size, downloads[1]->content.len);
    wikijs_asset_free(asset);
    wikijs_download_free(downloads[0]);
    wikijs_download_free(downloads[1]);
    discard_all(live, results);
    unlink(file);
    free(before);
    free(after);
    free(rows_after);
    free(rows);
    free(jpeg);
    free(png);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TWICE(some_of_six_fail), TWICE(what_is_there_is_replaced), TWICE(doubles_are_refused),
        TWICE(bad_lists),        TWICE(images_are_optimized),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
