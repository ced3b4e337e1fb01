/* SPDX-License-Identifier: MIT */
/*
 * Advanced: fetches all assets below a folder, four at a time, into one local folder. It can be interrupted and run
 * again: files that are there are left out, broken ones are continued.
 *
 * Usage: assets_mirror FOLDER TARGET
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wikijs/assets.h>
#include <wikijs/client.h>

enum { WINDOW = 4 };

struct mirror {
    wikijs_client *client;
    const wikijs_asset_list *list;
    const char *target;
    size_t next, running, fetched, failed;
};

static void start_next(struct mirror *mirror);

static void on_done(wikijs_call *call, void *payload)
{
    struct mirror *mirror = payload;
    wikijs_download *download = NULL;
    wikijs_error err;
    mirror->running--;
    if (wikijs_assets_download_finish(call, &download, &err) < 0) {
        fprintf(stderr, "%s\n", err.message);
        mirror->failed++;
    } else {
        mirror->fetched++;
    }
    wikijs_download_free(download);
    start_next(mirror);
}

/* The file name that stands for a path: one local folder for all, whatever the server calls its folders. */
static void local_name(const struct mirror *mirror, const char *path, char *name, size_t size)
{
    int length = snprintf(name, size, "%s/", mirror->target);
    for (; *path && (size_t)length + 1 < size; path++) {
        name[length++] = *path == '/' ? '_' : *path;
    }
    name[length] = '\0';
}

static void start_next(struct mirror *mirror)
{
    while (mirror->running < WINDOW && mirror->next < wikijs_asset_list_count(mirror->list)) {
        const wikijs_asset *asset = wikijs_asset_list_at(mirror->list, mirror->next++);
        char file[1024];
        local_name(mirror, asset->path, file, sizeof file);
        if (!asset->is_downloadable || access(file, F_OK) == 0) {
            continue;
        }
        wikijs_assets_download_options options = WIKIJS_ASSETS_DOWNLOAD_OPTIONS_INIT;
        options.file = file; /* copied */
        options.resume = true;
        options.keep_part = true;
        if (wikijs_assets_download_async(mirror->client, asset->path, &options, on_done, mirror, NULL) == 0) {
            mirror->running++;
        } else {
            mirror->failed++;
        }
    }
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: %s FOLDER TARGET\n", argv[0]);
        return 2;
    }
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";

    wikijs_error err;
    struct mirror mirror = { .target = argv[2] };
    if (wikijs_client_new(&options, &mirror.client, &err) < 0) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    wikijs_assets_list_options which = WIKIJS_ASSETS_LIST_OPTIONS_INIT;
    which.folder = argv[1];
    which.recursive = true;
    wikijs_asset_list *list = NULL;
    if (wikijs_assets_list(mirror.client, &which, &list, &err) < 0) {
        fprintf(stderr, "%s\n", err.message);
        mirror.failed++;
    }
    mirror.list = list;
    start_next(&mirror);
    while (mirror.running > 0 && wikijs_client_wait(mirror.client, -1, &err) >= 0) {
    }
    printf("%zu fetched, %zu failed\n", mirror.fetched, mirror.failed);
    wikijs_client_free(mirror.client);
    wikijs_asset_list_free(list);
    return mirror.failed > 0;
}
