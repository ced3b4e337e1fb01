/* SPDX-License-Identifier: MIT */
/* How bytes get to the server and back: files, callbacks, ETags, downloads that are continued. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <wikijs/assets.h>

#include "support/assets.h"
#include "support/live.h"

enum { SIZE = 300000 };

/* A reader that counts, in pieces of odd sizes. */
struct pieces {
    const char *bytes;
    size_t size, at;
    int rewinds;
    int64_t told; /* by the progress callback */
    int64_t stop_at;
};

static int64_t give_piece(char *buffer, size_t size, void *payload)
{
    struct pieces *pieces = payload;
    size_t count = pieces->size - pieces->at;
    count = count > 777 ? 777 : count;
    count = count > size ? size : count;
    memcpy(buffer, pieces->bytes + pieces->at, count);
    pieces->at += count;
    return (int64_t)count;
}

static int64_t give_nothing(char *buffer, size_t size, void *payload)
{
    (void)buffer;
    (void)size;
    (void)payload;
    return -1;
}

static int take_piece(const char *bytes, size_t count, void *payload)
{
    struct pieces *pieces = payload;
    assert_true(pieces->at + count <= pieces->size);
    assert_memory_equal(pieces->bytes + pieces->at, bytes, count);
    pieces->at += count;
    return 0;
}

static int take_nothing(const char *bytes, size_t count, void *payload)
{
    (void)bytes;
    (void)count;
    (void)payload;
    return 1;
}

static bool count_progress(int64_t done, int64_t total, void *payload)
{
    struct pieces *pieces = payload;
    assert_true(done >= pieces->told);
    assert_true(total == -1 || done <= total);
    pieces->told = done;
    return pieces->stop_at == 0 || done < pieces->stop_at;
}

static void callbacks(void **state)
{
    struct live *live = *state;
    char *bytes = asset_bytes(SIZE);
    struct pieces out = { .bytes = bytes, .size = SIZE };
    wikijs_assets_upload_input input = WIKIJS_ASSETS_UPLOAD_INPUT_INIT;
    input.read = give_piece;
    input.read_payload = &out;
    input.filename = asset_name(live, "pieces.bin");
    input.folder = ASSET_FOLDER;
    input.progress = count_progress;
    input.progress_payload = &out;
    wikijs_asset *asset = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_upload, (&input), (&asset, &live->err)));
    assert_int_equal(asset->file_size, SIZE);
    assert_int_equal(out.told, SIZE);

    struct pieces in = { .bytes = bytes, .size = SIZE };
    wikijs_assets_download_options options = WIKIJS_ASSETS_DOWNLOAD_OPTIONS_INIT;
    options.write = take_piece;
    options.write_payload = &in;
    options.progress = count_progress;
    options.progress_payload = &in;
    wikijs_download *download = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_download, (asset->path, &options), (&download, &live->err)));
    assert_int_equal(in.at, SIZE);
    assert_int_equal(in.told, SIZE);
    assert_null(download->content.ptr);
    wikijs_download_free(download);
    download = NULL;

    in = (struct pieces){ .bytes = bytes, .size = SIZE, .stop_at = 1000 };
    LIVE_EXPECT(live, WIKIJS_E_CANCELED,
                LIVE(live, wikijs_assets_download, (asset->path, &options), (&download, &live->err)));
    options.progress = NULL;
    options.write = take_nothing;
    LIVE_EXPECT(live, WIKIJS_E_USER,
                LIVE(live, wikijs_assets_download, (asset->path, &options), (&download, &live->err)));
    assert_null(download);
    asset_discard(live, asset->id);
    wikijs_asset_free(asset);
    asset = NULL;

    out = (struct pieces){ .bytes = bytes, .size = SIZE, .stop_at = 1000 };
    LIVE_EXPECT(live, WIKIJS_E_CANCELED, LIVE(live, wikijs_assets_upload, (&input), (&asset, &live->err)));
    input.read = give_nothing;
    LIVE_EXPECT(live, WIKIJS_E_USER, LIVE(live, wikijs_assets_upload, (&input), (&asset, &live->err)));
    assert_null(asset);
    free(bytes);
}

static void files(void **state)
{
    struct live *live = *state;
    char source[64], target[64], part[80];
    scratch_path(source, "source.jpg");
    scratch_path(target, "target.jpg");
    snprintf(part, sizeof part, "%s.part", target);
    char *bytes = asset_bytes(SIZE);
    file_write(source, bytes, SIZE);
    wikijs_assets_upload_input input = WIKIJS_ASSETS_UPLOAD_INPUT_INIT;
    input.file = source;
    input.filename = asset_name(live, "from file.jpg");
    input.folder = ASSET_FOLDER;
    wikijs_asset *asset = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_upload, (&input), (&asset, &live->err)));
    assert_string_equal(asset->mime, "image/jpeg");
    wikijs_assets_download_options options = WIKIJS_ASSETS_DOWNLOAD_OPTIONS_INIT;
    options.file = target;
    wikijs_download *download = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_download, (asset->path, &options), (&download, &live->err)));
    assert_string_equal(download->file, target);
    assert_true(file_holds(target, bytes, SIZE));
    assert_false(file_exists(part));
    wikijs_download_free(download);
    download = NULL;

    /* A failure leaves what was there. */
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND,
                LIVE(live, wikijs_assets_download, (asset_path(live, "none.jpg"), &options), (&download, &live->err)));
    assert_true(file_holds(target, bytes, SIZE));
    assert_false(file_exists(part));
    options.file = "/tmp/wikijs-no-such-folder/x";
    LIVE_EXPECT(live, WIKIJS_E_IO,
                LIVE(live, wikijs_assets_download, (asset->path, &options), (&download, &live->err)));
    options.file = "/tmp";
    LIVE_EXPECT(live, WIKIJS_E_IO,
                LIVE(live, wikijs_assets_download, (asset->path, &options), (&download, &live->err)));
    assert_null(download);

    asset_discard(live, asset->id);
    wikijs_asset_free(asset);
    asset = NULL;
    input.file = "/tmp/wikijs-no-such-file";
    LIVE_EXPECT(live, WIKIJS_E_IO, LIVE(live, wikijs_assets_upload, (&input), (&asset, &live->err)));
    assert_non_null(strstr(live->err.message, "wikijs-no-such-file"));
    input.file = "/tmp";
    LIVE_EXPECT(live, WIKIJS_E_IO, LIVE(live, wikijs_assets_upload, (&input), (&asset, &live->err)));
    assert_null(asset);
    unlink(source);
    unlink(target);
    free(bytes);
}

/* The server's ETags change, but two answers from its cache have the same one. */
static void an_etag_saves_a_transfer(void **state)
{
    struct live *live = *state;
    int64_t id = asset_upload(live, "same.bin", "always the same", 15);
    wikijs_download *first = NULL, *second = NULL;
    wikijs_assets_download_options options = WIKIJS_ASSETS_DOWNLOAD_OPTIONS_INIT;
    LIVE_EXPECT(live, 0,
                LIVE(live, wikijs_assets_download, (asset_path(live, "same.bin"), &options), (&first, &live->err)));
    assert_non_null(first->etag);
    assert_true(first->last_modified > 0);
    options.if_none_match = first->etag;
    LIVE_EXPECT(live, 0,
                LIVE(live, wikijs_assets_download, (asset_path(live, "same.bin"), &options), (&second, &live->err)));
    assert_true(second->not_modified);
    assert_null(second->content.ptr);
    wikijs_download_free(second);
    options.if_none_match = "\"another\"";
    LIVE_EXPECT(live, 0,
                LIVE(live, wikijs_assets_download, (asset_path(live, "same.bin"), &options), (&second, &live->err)));
    assert_false(second->not_modified);
    assert_int_equal(second->content.len, 15);
    wikijs_download_free(second);
    wikijs_download_free(first);
    asset_discard(live, id);
}

static void a_broken_download_is_continued(void **state)
{
    struct live *live = *state;
    char target[64], part[80], mark[96];
    scratch_path(target, "resumed.bin");
    snprintf(part, sizeof part, "%s.part", target);
    snprintf(mark, sizeof mark, "%s.state", part);
    char *bytes = asset_bytes(SIZE);
    int64_t id = asset_upload(live, "resumed.bin", bytes, SIZE);
    struct pieces stop = { .stop_at = 1000 };
    wikijs_assets_download_options options = WIKIJS_ASSETS_DOWNLOAD_OPTIONS_INIT;
    options.file = target;
    options.keep_part = true;
    options.resume = true;
    options.progress = count_progress;
    options.progress_payload = &stop;
    wikijs_download *download = NULL;
    const char *path = asset_path(live, "resumed.bin");
    LIVE_EXPECT(live, WIKIJS_E_CANCELED, LIVE(live, wikijs_assets_download, (path, &options), (&download, &live->err)));
    assert_true(file_exists(part) && file_exists(mark));
    assert_false(file_exists(target));
    char validator[64];
    FILE *kept = fopen(mark, "r");
    assert_non_null(kept);
    assert_non_null(fgets(validator, sizeof validator, kept));
    fclose(kept);
    stop = (struct pieces){ .stop_at = 0 };
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_download, (path, &options), (&download, &live->err)));
    assert_true(download->resumed_from >= 1000);
    assert_int_equal(download->size_bytes, SIZE);
    assert_true(file_holds(target, bytes, SIZE));
    assert_false(file_exists(part) || file_exists(mark));
    wikijs_download_free(download);
    download = NULL;

    options.progress = NULL;
    /* Nothing is missing but the end of the work. */
    file_write(part, bytes, SIZE);
    file_write(mark, validator, strlen(validator));
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_download, (path, &options), (&download, &live->err)));
    assert_int_equal(download->resumed_from, SIZE - 1);
    assert_true(file_holds(target, bytes, SIZE));
    wikijs_download_free(download);
    download = NULL;

    /* More than there is. */
    char *more = asset_bytes(SIZE + 4);
    file_write(part, more, SIZE + 4);
    free(more);
    file_write(mark, validator, strlen(validator));
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_download, (path, &options), (&download, &live->err)));
    assert_int_equal(download->resumed_from, 0);
    assert_true(file_holds(target, bytes, SIZE));
    wikijs_download_free(download);
    download = NULL;

    /* What is left belongs to another state of the asset: all of it is fetched anew. */
    file_write(part, "old bytes", 9);
    file_write(mark, "Sun, 06 Nov 1994 08:49:37 GMT\n", 30);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_download, (path, &options), (&download, &live->err)));
    assert_int_equal(download->resumed_from, 0);
    assert_true(file_holds(target, bytes, SIZE));
    wikijs_download_free(download);
    download = NULL;

    /* Nobody knows what these bytes are. */
    file_write(part, "old bytes", 9);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_download, (path, &options), (&download, &live->err)));
    assert_int_equal(download->resumed_from, 0);
    assert_true(file_holds(target, bytes, SIZE));
    wikijs_download_free(download);
    unlink(target);
    asset_discard(live, id);
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TWICE(callbacks),
        TWICE(files),
        TWICE(an_etag_saves_a_transfer),
        TWICE(a_broken_download_is_continued),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
