/* SPDX-License-Identifier: MIT */
#include "support/assets.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <wikijs/assets.h>

const char *asset_name(struct live *live, const char *name)
{
    static char names[10][160];
    static unsigned next;
    char *text = names[next++ % 10];
    snprintf(text, sizeof names[0], "%s-%s", live->prefix, name);
    return text;
}

const char *asset_path(struct live *live, const char *name)
{
    static char paths[10][240];
    static unsigned next;
    char *text = paths[next++ % 10];
    snprintf(text, sizeof paths[0], "%s/%s", ASSET_SLUG, asset_name(live, name));
    return text;
}

char *asset_bytes(size_t size)
{
    char *bytes = malloc(size + 1);
    for (size_t i = 0; i < size; i++) {
        bytes[i] = (char)(i * 7 + i / 251);
    }
    return bytes;
}

void scratch_path(char path[64], const char *name)
{
    snprintf(path, 64, "/tmp/wikijs-live-%d-%s", (int)getpid(), name);
    unlink(path);
}

bool file_exists(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0;
}

void file_write(const char *path, const char *bytes, size_t size)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    fclose(file);
}

bool file_holds(const char *path, const char *bytes, size_t size)
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

int64_t asset_upload(struct live *live, const char *name, const char *bytes, size_t size)
{
    wikijs_assets_upload_input input = WIKIJS_ASSETS_UPLOAD_INPUT_INIT;
    input.content = (wikijs_str){ bytes, size };
    input.filename = asset_name(live, name);
    input.folder = ASSET_FOLDER;
    wikijs_asset *asset = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_upload, (&input), (&asset, &live->err)));
    int64_t id = asset->id;
    wikijs_asset_free(asset);
    return id;
}

void asset_discard(struct live *live, int64_t id)
{
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_assets_delete, (id, NULL), (&live->err)));
}
