/* SPDX-License-Identifier: MIT */
/* check-style: allow FILE-SIZE the cases share their folder, names and scratch files */
/* Assets and their folders: looking, uploading, downloading, renaming, deleting. */
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
#include <wikijs/authentication.h>

#include "support/live.h"

#define BIT WIKIJS_BIT
enum { SIZE = 300000 };

/* The server has no way to remove a folder: all cases of all runs share a few, and files are named after their case. */
static const char folder[] = "live-test/Sub Folder";
static const char slug[] = "live-test/sub folder";

static const char *file_name(struct live *live, const char *name)
{
    static char names[10][160];
    static unsigned next;
    char *text = names[next++ % 10];
    snprintf(text, sizeof names[0], "%s-%s", live->prefix, name);
    return text;
}

static const char *path_of(struct live *live, const char *name)
{
    static char paths[10][240];
    static unsigned next;
    char *text = paths[next++ % 10];
    snprintf(text, sizeof paths[0], "%s/%s", slug, file_name(live, name));
    return text;
}

static char *bytes_of(size_t size)
{
    char *bytes = malloc(size + 1);
    for (size_t i = 0; i < size; i++) {
        bytes[i] = (char)(i * 7 + i / 251);
    }
    return bytes;
}

static void scratch(char path[64], const char *name)
{
    snprintf(path, 64, "/tmp/wikijs-live-%d-%s", (int)getpid(), name);
    unlink(path);
}

static bool exists(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0;
}

static void write_file(const char *path, const char *bytes, size_t size)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    fclose(file);
}

static bool file_holds(const char *path, const char *bytes, size_t size)
{
    FILE *file = fopen(path, "rb");
    char *read_back = malloc(size + 1);
    size_t got = file ? fread(read_back, 1, size + 1, file) : 0;
    bool same = file && got == size && memcmp(read_back, bytes, size) == 0;
    if (file) {
        fclose(file);
    }
    free(read_back);
    return same;
}

static int64_t upload(struct live *live, const char *name, const char *bytes, size_t size)
{
    wikijs_assets_upload_input input = WIKIJS_ASSETS_UPLOAD_INPUT_INIT;
    input.content = (wikijs_str){ bytes, size };
    input.filename = file_name(live, name);
    input.folder = folder;
    wikijs_asset *asset = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_upload, (&input), (&asset, &live->err)));
    int64_t id = asset->id;
    wikijs_asset_free(asset);
    return id;
}

static void discard(struct live *live, int64_t id)
{
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_delete, (id, NULL), (&live->err)));
}

/* --- cases --- */

static void folders_are_made_and_found(void **state)
{
    struct live *live = *state;
    wikijs_asset_folder *made = NULL, *found = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_create_folder, (folder, NULL), (&made, &live->err)));
    assert_string_equal(made->path, slug);
    assert_string_equal(made->slug, "sub folder");
    assert_true(made->id > 0 && made->parent_id > 0);
    LIVE_EXPECT(live, 0,
                LIVE(live, wikijs_assets_find_folder, ("/LIVE-test//sub folder/", NULL), (&found, &live->err)));
    assert_int_equal(found->id, made->id);
    wikijs_asset_folder_free(found);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_get_folder, (made->id, NULL), (&found, &live->err)));
    assert_string_equal(found->path, slug);
    assert_int_equal(found->parent_id, made->parent_id);
    wikijs_asset_folder_free(found);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_get_folder, (0, NULL), (&found, &live->err)));
    assert_string_equal(found->path, "");
    wikijs_asset_folder_free(found);

    wikijs_asset_folder_list *list = NULL;
    wikijs_assets_folders_options options = WIKIJS_ASSETS_FOLDERS_OPTIONS_INIT;
    options.folder = "live-test";
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_folders, (&options), (&list, &live->err)));
    assert_true(wikijs_asset_folder_list_count(list) >= 1);
    assert_null(wikijs_asset_folder_list_at(list, wikijs_asset_folder_list_count(list)));
    wikijs_asset_folder_list_free(list);
    options.folder = NULL;
    options.recursive = true;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_folders, (&options), (&list, &live->err)));
    bool seen = false;
    for (size_t i = 0; i < wikijs_asset_folder_list_count(list); i++) {
        const wikijs_asset_folder *each = wikijs_asset_folder_list_at(list, i);
        seen |= each->id == made->id && strcmp(each->path, slug) == 0;
    }
    assert_true(seen);
    wikijs_asset_folder_list_free(list);
    wikijs_asset_folder_free(made);

    found = NULL;
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND,
                LIVE(live, wikijs_assets_find_folder, ("live-test/nothing here", NULL), (&found, &live->err)));
    assert_non_null(strstr(live->err.message, "live-test/nothing here"));
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_assets_get_folder, (99999999, NULL), (&found, &live->err)));
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_assets_create_folder, ("", NULL), (&found, &live->err)));
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_assets_create_folder, ("a/../b", NULL), (&found, &live->err)));
    assert_null(found);
}

static void upload_find_and_download(void **state)
{
    struct live *live = *state;
    char *bytes = bytes_of(SIZE);
    wikijs_assets_upload_input input = WIKIJS_ASSETS_UPLOAD_INPUT_INIT;
    input.content = (wikijs_str){ bytes, SIZE };
    char name[200];
    snprintf(name, sizeof name, "%s-Big \xc3\x9c, one.BIN", live->prefix);
    input.filename = name;
    input.folder = folder;
    wikijs_asset *asset = NULL, *found = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_upload, (&input), (&asset, &live->err)));
    char stored[200];
    assert_int_equal(wikijs_asset_name_normalize(name, stored, sizeof stored), 0);
    assert_non_null(strstr(stored, "-big_\xc3\xbc_one.bin"));
    assert_string_equal(asset->filename, stored);
    assert_string_equal(asset->ext, ".bin");
    assert_string_equal(asset->kind, "BINARY");
    assert_string_equal(asset->mime, "application/octet-stream");
    assert_int_equal(asset->file_size, SIZE);
    assert_true(asset->is_downloadable);
    assert_true(asset->created_at > 0 && asset->folder_id > 0);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_find, (asset->path, NULL), (&found, &live->err)));
    assert_int_equal(found->id, asset->id);
    assert_string_equal(found->path, asset->path);
    wikijs_asset_free(found);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_get, (asset->id, NULL), (&found, &live->err)));
    assert_string_equal(found->path, asset->path);
    assert_int_equal(found->folder_id, asset->folder_id);
    wikijs_asset_free(found);

    wikijs_download *download = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_download, (asset->path, NULL), (&download, &live->err)));
    assert_int_equal(download->content.len, SIZE);
    assert_memory_equal(download->content.ptr, bytes, SIZE);
    assert_int_equal(download->size_bytes, SIZE);
    assert_string_equal(download->path, asset->path);
    assert_false(download->not_modified);
    wikijs_download_free(download);
    discard(live, asset->id);
    download = NULL;
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND,
                LIVE(live, wikijs_assets_download, (asset->path, NULL), (&download, &live->err)));
    found = NULL;
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_assets_find, (asset->path, NULL), (&found, &live->err)));
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_assets_get, (asset->id, NULL), (&found, &live->err)));
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_assets_delete, (asset->id, NULL), (&live->err)));
    assert_null(download);
    wikijs_asset_free(asset);
    free(bytes);
}

static void an_existing_name_is_refused_or_replaced(void **state)
{
    struct live *live = *state;
    int64_t id = upload(live, "twice.png", "one", 3);
    wikijs_assets_upload_input input = WIKIJS_ASSETS_UPLOAD_INPUT_INIT;
    input.content = (wikijs_str){ "other", 5 };
    input.filename = file_name(live, "twice.png");
    input.folder = folder;
    wikijs_asset *asset = NULL;
    LIVE_EXPECT(live, WIKIJS_E_EXISTS, LIVE(live, wikijs_assets_upload, (&input), (&asset, &live->err)));
    assert_null(asset);
    input.existing = WIKIJS_ASSET_REPLACE;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_upload, (&input), (&asset, &live->err)));
    assert_int_equal(asset->id, id);
    assert_int_equal(asset->file_size, 5);
    assert_string_equal(asset->kind, "IMAGE");
    assert_string_equal(asset->mime, "image/png");
    wikijs_asset_free(asset);
    wikijs_download *download = NULL;
    LIVE_EXPECT(live, 0,
                LIVE(live, wikijs_assets_download, (path_of(live, "twice.png"), NULL), (&download, &live->err)));
    assert_string_equal(download->content.ptr, "other");
    wikijs_download_free(download);
    discard(live, id);
}

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
    char *bytes = bytes_of(SIZE);
    struct pieces out = { .bytes = bytes, .size = SIZE };
    wikijs_assets_upload_input input = WIKIJS_ASSETS_UPLOAD_INPUT_INIT;
    input.read = give_piece;
    input.read_payload = &out;
    input.filename = file_name(live, "pieces.bin");
    input.folder = folder;
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
    discard(live, asset->id);
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
    scratch(source, "source.jpg");
    scratch(target, "target.jpg");
    snprintf(part, sizeof part, "%s.part", target);
    char *bytes = bytes_of(SIZE);
    write_file(source, bytes, SIZE);
    wikijs_assets_upload_input input = WIKIJS_ASSETS_UPLOAD_INPUT_INIT;
    input.file = source;
    input.filename = file_name(live, "from file.jpg");
    input.folder = folder;
    wikijs_asset *asset = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_upload, (&input), (&asset, &live->err)));
    assert_string_equal(asset->mime, "image/jpeg");
    wikijs_assets_download_options options = WIKIJS_ASSETS_DOWNLOAD_OPTIONS_INIT;
    options.file = target;
    wikijs_download *download = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_download, (asset->path, &options), (&download, &live->err)));
    assert_string_equal(download->file, target);
    assert_true(file_holds(target, bytes, SIZE));
    assert_false(exists(part));
    wikijs_download_free(download);
    download = NULL;

    /* A failure leaves what was there. */
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND,
                LIVE(live, wikijs_assets_download, (path_of(live, "none.jpg"), &options), (&download, &live->err)));
    assert_true(file_holds(target, bytes, SIZE));
    assert_false(exists(part));
    options.file = "/tmp/wikijs-no-such-folder/x";
    LIVE_EXPECT(live, WIKIJS_E_IO,
                LIVE(live, wikijs_assets_download, (asset->path, &options), (&download, &live->err)));
    options.file = "/tmp";
    LIVE_EXPECT(live, WIKIJS_E_IO,
                LIVE(live, wikijs_assets_download, (asset->path, &options), (&download, &live->err)));
    assert_null(download);

    discard(live, asset->id);
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
    int64_t id = upload(live, "same.bin", "always the same", 15);
    wikijs_download *first = NULL, *second = NULL;
    wikijs_assets_download_options options = WIKIJS_ASSETS_DOWNLOAD_OPTIONS_INIT;
    LIVE_EXPECT(live, 0,
                LIVE(live, wikijs_assets_download, (path_of(live, "same.bin"), &options), (&first, &live->err)));
    assert_non_null(first->etag);
    assert_true(first->last_modified > 0);
    options.if_none_match = first->etag;
    LIVE_EXPECT(live, 0,
                LIVE(live, wikijs_assets_download, (path_of(live, "same.bin"), &options), (&second, &live->err)));
    assert_true(second->not_modified);
    assert_null(second->content.ptr);
    wikijs_download_free(second);
    options.if_none_match = "\"another\"";
    LIVE_EXPECT(live, 0,
                LIVE(live, wikijs_assets_download, (path_of(live, "same.bin"), &options), (&second, &live->err)));
    assert_false(second->not_modified);
    assert_int_equal(second->content.len, 15);
    wikijs_download_free(second);
    wikijs_download_free(first);
    discard(live, id);
}

static void a_broken_download_is_continued(void **state)
{
    struct live *live = *state;
    char target[64], part[80], mark[96];
    scratch(target, "resumed.bin");
    snprintf(part, sizeof part, "%s.part", target);
    snprintf(mark, sizeof mark, "%s.state", part);
    char *bytes = bytes_of(SIZE);
    int64_t id = upload(live, "resumed.bin", bytes, SIZE);
    struct pieces stop = { .stop_at = 1000 };
    wikijs_assets_download_options options = WIKIJS_ASSETS_DOWNLOAD_OPTIONS_INIT;
    options.file = target;
    options.keep_part = true;
    options.resume = true;
    options.progress = count_progress;
    options.progress_payload = &stop;
    wikijs_download *download = NULL;
    const char *path = path_of(live, "resumed.bin");
    LIVE_EXPECT(live, WIKIJS_E_CANCELED, LIVE(live, wikijs_assets_download, (path, &options), (&download, &live->err)));
    assert_true(exists(part) && exists(mark));
    assert_false(exists(target));
    stop = (struct pieces){ .stop_at = 0 };
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_download, (path, &options), (&download, &live->err)));
    assert_true(download->resumed_from >= 1000);
    assert_int_equal(download->size_bytes, SIZE);
    assert_true(file_holds(target, bytes, SIZE));
    assert_false(exists(part) || exists(mark));
    wikijs_download_free(download);
    download = NULL;

    options.progress = NULL;
    /* What is left belongs to another state of the asset: all of it is fetched anew. */
    write_file(part, "old bytes", 9);
    write_file(mark, "Sun, 06 Nov 1994 08:49:37 GMT\n", 30);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_download, (path, &options), (&download, &live->err)));
    assert_int_equal(download->resumed_from, 0);
    assert_true(file_holds(target, bytes, SIZE));
    wikijs_download_free(download);
    download = NULL;

    /* Nobody knows what these bytes are. */
    write_file(part, "old bytes", 9);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_download, (path, &options), (&download, &live->err)));
    assert_int_equal(download->resumed_from, 0);
    assert_true(file_holds(target, bytes, SIZE));
    wikijs_download_free(download);
    unlink(target);
    discard(live, id);
    free(bytes);
}

static void names_that_are_pages(void **state)
{
    struct live *live = *state;
    static const char *const names[] = { "notes.txt", "notes.md", "no-dot" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        wikijs_assets_upload_input input = WIKIJS_ASSETS_UPLOAD_INPUT_INIT;
        input.content = (wikijs_str){ "text", 4 };
        input.filename = file_name(live, names[i]);
        input.folder = folder;
        wikijs_asset *asset = NULL;
        LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_upload, (&input), (&asset, &live->err)));
        assert_false(asset->is_downloadable);
        wikijs_download *download = NULL;
        LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND,
                    LIVE(live, wikijs_assets_download, (asset->path, NULL), (&download, &live->err)));
        assert_non_null(strstr(live->err.message, "page"));
        discard(live, asset->id);
        wikijs_asset_free(asset);
    }
}

/* A first part that looks like a route or a locale. */
static void odd_folders(void **state)
{
    struct live *live = *state;
    static const char *const folders[] = { "d", "fr", "pt-br", "a%20b #c" };
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        wikijs_assets_upload_input input = WIKIJS_ASSETS_UPLOAD_INPUT_INIT;
        input.content = (wikijs_str){ "odd", 3 };
        input.filename = file_name(live, "100%+'(x)&.bin");
        input.folder = folders[i];
        wikijs_asset *asset = NULL;
        LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_upload, (&input), (&asset, &live->err)));
        wikijs_download *download = NULL;
        LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_download, (asset->path, NULL), (&download, &live->err)));
        assert_string_equal(download->content.ptr, "odd");
        wikijs_download_free(download);
        discard(live, asset->id);
        wikijs_asset_free(asset);
    }
}

static void lists(void **state)
{
    struct live *live = *state;
    int64_t image = upload(live, "list.png", "i", 1), binary = upload(live, "list.bin", "bb", 2);
    wikijs_asset_list *list = NULL;
    wikijs_assets_list_options options = WIKIJS_ASSETS_LIST_OPTIONS_INIT;
    for (int kind = WIKIJS_ASSET_KIND_ALL; kind <= WIKIJS_ASSET_KIND_BINARY; kind++) {
        for (int recursive = 0; recursive < 2; recursive++) {
            options.kind = (wikijs_asset_kind)kind;
            options.recursive = recursive;
            options.folder = recursive ? "live-test" : folder;
            LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_list, (&options), (&list, &live->err)));
            bool image_seen = false, binary_seen = false;
            for (size_t i = 0; i < wikijs_asset_list_count(list); i++) {
                const wikijs_asset *asset = wikijs_asset_list_at(list, i);
                assert_memory_equal(asset->path, slug, strlen(slug));
                image_seen |= asset->id == image;
                binary_seen |= asset->id == binary;
            }
            assert_int_equal(image_seen, kind != WIKIJS_ASSET_KIND_BINARY);
            assert_int_equal(binary_seen, kind != WIKIJS_ASSET_KIND_IMAGE);
            wikijs_asset_list_free(list);
        }
    }
    options = (wikijs_assets_list_options)WIKIJS_ASSETS_LIST_OPTIONS_INIT;
    options.recursive = true;
    options.fields = BIT(WIKIJS_ASSET_PATH) | BIT(WIKIJS_ASSET_FILE_SIZE);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_list, (&options), (&list, &live->err)));
    const char *before = "";
    for (size_t i = 0; i < wikijs_asset_list_count(list); i++) {
        const wikijs_asset *asset = wikijs_asset_list_at(list, i);
        assert_int_equal(asset->present, options.fields);
        assert_true(strcmp(before, asset->path) < 0);
        before = asset->path;
    }
    wikijs_asset_list_free(list);
    list = NULL;
    options.folder = "live-test/none";
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_assets_list, (&options), (&list, &live->err)));
    options.folder_id = 3;
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_assets_list, (&options), (&list, &live->err)));
    assert_null(list);
    discard(live, image);
    discard(live, binary);
}

static void renaming(void **state)
{
    struct live *live = *state;
    int64_t id = upload(live, "before.bin", "x", 1), other = upload(live, "other.bin", "y", 1);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_rename, (id, file_name(live, "After it.BIN"), NULL), (&live->err)));
    wikijs_asset *asset = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_find, (path_of(live, "after it.bin"), NULL), (&asset, &live->err)));
    assert_int_equal(asset->id, id);
    wikijs_asset_free(asset);
    LIVE_EXPECT(live, WIKIJS_E_EXISTS,
                LIVE(live, wikijs_assets_rename, (id, file_name(live, "other.bin"), NULL), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_INVALID,
                LIVE(live, wikijs_assets_rename, (id, file_name(live, "x.png"), NULL), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_assets_rename, (99999999, "x.bin", NULL), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_assets_rename, (id, "..", NULL), (&live->err)));
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_flush_temp_uploads, (NULL), (&live->err)));
    discard(live, id);
    discard(live, other);
}

static void uploads_that_are_refused(void **state)
{
    struct live *live = *state;
    wikijs_asset *asset = NULL;
    wikijs_assets_upload_input input = WIKIJS_ASSETS_UPLOAD_INPUT_INIT;
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_assets_upload, (&input), (&asset, &live->err)));
    input.content = (wikijs_str){ "x", 1 };
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_assets_upload, (&input), (&asset, &live->err)));
    input.filename = "..";
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_assets_upload, (&input), (&asset, &live->err)));
    input.filename = file_name(live, "x.bin");
    input.mime = "a/b\r\nX: y";
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_assets_upload, (&input), (&asset, &live->err)));
    input.mime = NULL;
    input.folder_id = 99999999; /* the server says ok, and stores nothing */
    LIVE_EXPECT(live, WIKIJS_E_REFUSED, LIVE(live, wikijs_assets_upload, (&input), (&asset, &live->err)));
    input.folder_id = 0;

    enum { TOO_MUCH = 5242880 + 1 };
    char *bytes = bytes_of(TOO_MUCH);
    input.content = (wikijs_str){ bytes, TOO_MUCH };
    LIVE_EXPECT(live, WIKIJS_E_TOO_LARGE, LIVE(live, wikijs_assets_upload, (&input), (&asset, &live->err)));
    free(bytes);

    wikijs_client *full = live->client;
    input.content = (wikijs_str){ "x", 1 };
    live->client = live_client(live_env("WIKIJS_TEST_READER_KEY"));
    LIVE_EXPECT(live, WIKIJS_E_FORBIDDEN, LIVE(live, wikijs_assets_upload, (&input), (&asset, &live->err)));
    assert_string_equal(live->err.permission, "write:assets");
    LIVE_EXPECT(live, WIKIJS_E_FORBIDDEN, LIVE(live, wikijs_assets_delete, (1, NULL), (&live->err)));
    assert_string_equal(live->err.permission, "manage:assets");
    LIVE_EXPECT(live, WIKIJS_E_FORBIDDEN, LIVE(live, wikijs_assets_flush_temp_uploads, (NULL), (&live->err)));
    wikijs_client_free(live->client);
    live->client = full;
    assert_null(asset);
}

static void an_empty_file(void **state)
{
    struct live *live = *state;
    int64_t id = upload(live, "empty.bin", "", 0);
    wikijs_download *download = NULL;
    LIVE_EXPECT(live, 0,
                LIVE(live, wikijs_assets_download, (path_of(live, "empty.bin"), NULL), (&download, &live->err)));
    assert_int_equal(download->content.len, 0);
    assert_int_equal(download->size_bytes, 0);
    wikijs_download_free(download);
    discard(live, id);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TWICE(folders_are_made_and_found),
        TWICE(upload_find_and_download),
        TWICE(an_existing_name_is_refused_or_replaced),
        TWICE(callbacks),
        TWICE(files),
        TWICE(an_etag_saves_a_transfer),
        TWICE(a_broken_download_is_continued),
        TWICE(names_that_are_pages),
        TWICE(odd_folders),
        TWICE(lists),
        TWICE(renaming),
        TWICE(uploads_that_are_refused),
        TWICE(an_empty_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
