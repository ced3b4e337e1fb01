/* SPDX-License-Identifier: MIT */
/* Assets and their folders: looking, uploading, renaming, deleting. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <wikijs/assets.h>

#include "support/assets.h"
#include "support/live.h"

#define BIT WIKIJS_BIT
enum { SIZE = 300000 };

/* --- cases --- */

static void folders_are_made_and_found(void **state)
{
    struct live *live = *state;
    wikijs_asset_folder *made = NULL, *found = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_create_folder, (ASSET_FOLDER, NULL), (&made, &live->err)));
    assert_string_equal(made->path, ASSET_SLUG);
    assert_string_equal(made->slug, "sub folder");
    assert_true(made->id > 0 && made->parent_id > 0);
    LIVE_EXPECT(live, 0,
                LIVE(live, wikijs_assets_find_folder, ("/LIVE-test//sub folder/", NULL), (&found, &live->err)));
    assert_int_equal(found->id, made->id);
    wikijs_asset_folder_free(found);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_get_folder, (made->id, NULL), (&found, &live->err)));
    assert_string_equal(found->path, ASSET_SLUG);
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
        seen |= each->id == made->id && strcmp(each->path, ASSET_SLUG) == 0;
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
    char *bytes = asset_bytes(SIZE);
    wikijs_assets_upload_input input = WIKIJS_ASSETS_UPLOAD_INPUT_INIT;
    input.content = (wikijs_str){ bytes, SIZE };
    char name[200];
    snprintf(name, sizeof name, "%s-Big \xc3\x9c, one.BIN", live->prefix);
    input.filename = name;
    input.folder = ASSET_FOLDER;
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
    asset_discard(live, asset->id);
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
    int64_t id = asset_upload(live, "twice.png", "one", 3);
    wikijs_assets_upload_input input = WIKIJS_ASSETS_UPLOAD_INPUT_INIT;
    input.content = (wikijs_str){ "other", 5 };
    input.filename = asset_name(live, "twice.png");
    input.folder = ASSET_FOLDER;
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
                LIVE(live, wikijs_assets_download, (asset_path(live, "twice.png"), NULL), (&download, &live->err)));
    assert_string_equal(download->content.ptr, "other");
    wikijs_download_free(download);
    asset_discard(live, id);
}

static void names_that_are_pages(void **state)
{
    struct live *live = *state;
    static const char *const names[] = { "notes.txt", "notes.md", "no-dot" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        wikijs_assets_upload_input input = WIKIJS_ASSETS_UPLOAD_INPUT_INIT;
        input.content = (wikijs_str){ "text", 4 };
        input.filename = asset_name(live, names[i]);
        input.folder = ASSET_FOLDER;
        wikijs_asset *asset = NULL;
        LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_upload, (&input), (&asset, &live->err)));
        assert_false(asset->is_downloadable);
        wikijs_download *download = NULL;
        LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND,
                    LIVE(live, wikijs_assets_download, (asset->path, NULL), (&download, &live->err)));
        assert_non_null(strstr(live->err.message, "page"));
        asset_discard(live, asset->id);
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
        input.filename = asset_name(live, "100%+'(x)&.bin");
        input.folder = folders[i];
        wikijs_asset *asset = NULL;
        LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_upload, (&input), (&asset, &live->err)));
        wikijs_download *download = NULL;
        LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_download, (asset->path, NULL), (&download, &live->err)));
        assert_string_equal(download->content.ptr, "odd");
        wikijs_download_free(download);
        asset_discard(live, asset->id);
        wikijs_asset_free(asset);
    }
}

static void lists(void **state)
{
    struct live *live = *state;
    int64_t image = asset_upload(live, "list.png", "i", 1), binary = asset_upload(live, "list.bin", "bb", 2);
    wikijs_asset_list *list = NULL;
    wikijs_assets_list_options options = WIKIJS_ASSETS_LIST_OPTIONS_INIT;
    for (int kind = WIKIJS_ASSET_KIND_ALL; kind <= WIKIJS_ASSET_KIND_BINARY; kind++) {
        for (int recursive = 0; recursive < 2; recursive++) {
            options.kind = (wikijs_asset_kind)kind;
            options.recursive = recursive;
            options.folder = recursive ? "live-test" : ASSET_FOLDER;
            LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_list, (&options), (&list, &live->err)));
            bool image_seen = false, binary_seen = false;
            for (size_t i = 0; i < wikijs_asset_list_count(list); i++) {
                const wikijs_asset *asset = wikijs_asset_list_at(list, i);
                assert_memory_equal(asset->path, ASSET_SLUG, strlen(ASSET_SLUG));
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
    asset_discard(live, image);
    asset_discard(live, binary);
}

static void renaming(void **state)
{
    struct live *live = *state;
    int64_t id = asset_upload(live, "before.bin", "x", 1), other = asset_upload(live, "other.bin", "y", 1);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_rename, (id, asset_name(live, "After it.BIN"), NULL), (&live->err)));
    wikijs_asset *asset = NULL;
    LIVE_EXPECT(live, 0,
                LIVE(live, wikijs_assets_find, (asset_path(live, "after it.bin"), NULL), (&asset, &live->err)));
    assert_int_equal(asset->id, id);
    wikijs_asset_free(asset);
    LIVE_EXPECT(live, WIKIJS_E_EXISTS,
                LIVE(live, wikijs_assets_rename, (id, asset_name(live, "other.bin"), NULL), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_INVALID,
                LIVE(live, wikijs_assets_rename, (id, asset_name(live, "x.png"), NULL), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_assets_rename, (99999999, "x.bin", NULL), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_assets_rename, (id, "..", NULL), (&live->err)));
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_flush_temp_uploads, (NULL), (&live->err)));
    asset_discard(live, id);
    asset_discard(live, other);
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
    input.filename = asset_name(live, "x.bin");
    input.mime = "a/b\r\nX: y";
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_assets_upload, (&input), (&asset, &live->err)));
    input.mime = NULL;
    input.folder_id = 99999999; /* the server says ok, and stores nothing */
    LIVE_EXPECT(live, WIKIJS_E_REFUSED, LIVE(live, wikijs_assets_upload, (&input), (&asset, &live->err)));
    input.folder_id = 0;

    enum { TOO_MUCH = 5242880 + 1 };
    char *bytes = asset_bytes(TOO_MUCH);
    input.content = (wikijs_str){ bytes, TOO_MUCH };
    LIVE_EXPECT(live, WIKIJS_E_TOO_LARGE, LIVE(live, wikijs_assets_upload, (&input), (&asset, &live->err)));
    assert_false(live->err.flags & WIKIJS_ERROR_UNCERTAIN);
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
    int64_t id = asset_upload(live, "empty.bin", "", 0);
    wikijs_download *download = NULL;
    LIVE_EXPECT(live, 0,
                LIVE(live, wikijs_assets_download, (asset_path(live, "empty.bin"), NULL), (&download, &live->err)));
    assert_int_equal(download->content.len, 0);
    assert_int_equal(download->size_bytes, 0);
    wikijs_download_free(download);
    asset_discard(live, id);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TWICE(folders_are_made_and_found),
        TWICE(upload_find_and_download),
        TWICE(an_existing_name_is_refused_or_replaced),
        TWICE(names_that_are_pages),
        TWICE(odd_folders),
        TWICE(lists),
        TWICE(renaming),
        TWICE(uploads_that_are_refused),
        TWICE(an_empty_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
