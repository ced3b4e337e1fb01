/* SPDX-License-Identifier: MIT */
/*
 * One large upload or download by the library, for bench/transfer/run, which times it beside curl:
 *
 *   transfer upload URL FILE      transfer download URL PATH FILE
 *
 * The key is in WIKIJS_API_KEY.
 */
#include <stdio.h>
#include <string.h>
#include <wikijs/assets.h>
#include <wikijs/client.h>

static int upload(wikijs_client *client, const char *file, wikijs_error *err)
{
    wikijs_assets_upload_input input = WIKIJS_ASSETS_UPLOAD_INPUT_INIT;
    input.file = file;
    input.existing = WIKIJS_ASSET_REPLACE;
    wikijs_asset *asset = NULL;
    int status = wikijs_assets_upload(client, &input, &asset, err);
    wikijs_asset_free(asset);
    return status;
}

static int download(wikijs_client *client, const char *path, const char *file, wikijs_error *err)
{
    wikijs_assets_download_options options = WIKIJS_ASSETS_DOWNLOAD_OPTIONS_INIT;
    options.file = file;
    wikijs_download *result = NULL;
    int status = wikijs_assets_download(client, path, &options, &result, err);
    wikijs_download_free(result);
    return status;
}

int main(int argc, char **argv)
{
    bool is_upload = argc == 4 && strcmp(argv[1], "upload") == 0;
    if (!is_upload && !(argc == 5 && strcmp(argv[1], "download") == 0)) {
        fprintf(stderr, "usage: transfer upload URL FILE | transfer download URL PATH FILE\n");
        return 2;
    }
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = argv[2];
    options.api_key_env = "WIKIJS_API_KEY";
    wikijs_client *client = NULL;
    wikijs_error err;
    int status = wikijs_client_new(&options, &client, &err);
    if (status == 0) {
        status = is_upload ? upload(client, argv[3], &err) : download(client, argv[3], argv[4], &err);
    }
    wikijs_client_free(client);
    if (status < 0) {
        fprintf(stderr, "transfer: %s\n", err.message);
        return 1;
    }
    return 0;
}
