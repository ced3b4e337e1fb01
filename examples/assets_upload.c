/* SPDX-License-Identifier: MIT */
/*
 * Usual: what a build does with its pictures. Puts files into a folder of the wiki, over what is there, images as small
 * as they get without loss, and prints what to write into a page.
 *
 * Usage: assets_upload FOLDER FILE...
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <wikijs/assets.h>
#include <wikijs/client.h>

/* Anything that takes longer than a blink should say how far it is. */
static bool show(int64_t done_bytes, int64_t total_bytes, void *payload)
{
    (void)payload;
    fprintf(stderr, "\r%" PRId64 " of %" PRId64 " bytes", done_bytes, total_bytes);
    return true; /* false would cancel the upload */
}

static int upload(wikijs_client *client, const char *folder, const char *file)
{
    wikijs_error err;
    wikijs_asset *asset = NULL;
    wikijs_assets_upload_input input = WIKIJS_ASSETS_UPLOAD_INPUT_INIT;
    input.file = file;
    input.folder = folder; /* made when it is missing */
    input.existing = WIKIJS_ASSET_REPLACE;
    input.optimize = true;
    input.progress = show;
    int status = wikijs_assets_upload(client, &input, &asset, &err);
    fputc('\n', stderr);
    if (status < 0) {
        fprintf(stderr, "%s: %s\n", file, err.message);
        return status;
    }
    printf("![%s](/%s)\n", asset->filename, asset->path);
    if (!asset->is_downloadable) {
        fprintf(stderr, "%s: the wiki takes such a name for the path of a page\n", asset->path);
    }
    wikijs_asset_free(asset);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: %s FOLDER FILE...\n", argv[0]);
        return 2;
    }
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";

    wikijs_error err;
    wikijs_client *client;
    if (wikijs_client_new(&options, &client, &err) < 0) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    int failed = 0;
    for (int i = 2; i < argc; i++) {
        failed |= upload(client, argv[1], argv[i]) < 0;
    }
    wikijs_client_free(client);
    return failed;
}
