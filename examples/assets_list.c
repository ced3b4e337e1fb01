/* SPDX-License-Identifier: MIT */
/* Basic: all assets below a folder, with their sizes. Usage: assets_list [FOLDER] */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <wikijs/assets.h>
#include <wikijs/client.h>

static int print_folder(wikijs_client *client, const char *folder, wikijs_error *err)
{
    wikijs_assets_list_options which = WIKIJS_ASSETS_LIST_OPTIONS_INIT;
    which.folder = folder; /* NULL: all of them */
    which.recursive = true;
    wikijs_asset_list *list = NULL;
    int status = wikijs_assets_list(client, &which, &list, err);
    int64_t total = 0;
    for (size_t i = 0; i < wikijs_asset_list_count(list); i++) {
        const wikijs_asset *asset = wikijs_asset_list_at(list, i);
        printf("%10" PRId64 "  /%s\n", asset->file_size, asset->path);
        total += asset->file_size;
    }
    printf("%10" PRId64 "  bytes in %zu assets\n", total, wikijs_asset_list_count(list));
    wikijs_asset_list_free(list);
    return status;
}

int main(int argc, char **argv)
{
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";

    wikijs_error err;
    wikijs_client *client;
    if (wikijs_client_new(&options, &client, &err) < 0) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    int status = print_folder(client, argc > 1 ? argv[1] : NULL, &err);
    if (status < 0) {
        fprintf(stderr, "%s\n", err.message);
    }
    wikijs_client_free(client);
    return status < 0;
}
