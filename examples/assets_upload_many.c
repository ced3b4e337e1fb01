/* SPDX-License-Identifier: MIT */
/*
 * Advanced: uploads many files together, past those that fail, and shows one progress for all.
 *
 * Usage: assets_upload_many FOLDER FILE...
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <wikijs/assets_many.h>
#include <wikijs/client.h>

static bool show(int64_t done_bytes, int64_t total_bytes, void *payload)
{
    (void)payload;
    fprintf(stderr, "\r%" PRId64 " of %" PRId64 " bytes", done_bytes, total_bytes);
    return true; /* false: send nothing more, and tell what has become of the rest */
}

/* Each file has its own outcome, in the order in which they were given. */
static void tell(const wikijs_results *results, char *const *files)
{
    for (size_t i = 0; i < wikijs_results_count(results); i++) {
        const wikijs_asset *asset = wikijs_results_asset(results, i);
        if (asset) {
            printf("%s is /%s\n", files[i], asset->path);
        } else {
            fprintf(stderr, "%s: %s\n", files[i], wikijs_results_error(results, i)->message);
        }
    }
}

static int upload(wikijs_client *client, const char *folder, char *const *files, size_t count)
{
    wikijs_error err;
    wikijs_results *results = NULL;
    wikijs_assets_upload_input *inputs = calloc(count, sizeof *inputs);
    if (!inputs) {
        return 1;
    }
    for (size_t i = 0; i < count; i++) {
        inputs[i] = (wikijs_assets_upload_input)WIKIJS_ASSETS_UPLOAD_INPUT_INIT;
        inputs[i].file = files[i];
        inputs[i].folder = folder;
        inputs[i].existing = WIKIJS_ASSET_REPLACE;
    }
    wikijs_assets_upload_many_options options = WIKIJS_ASSETS_UPLOAD_MANY_OPTIONS_INIT;
    options.progress = show;
    int status = wikijs_assets_upload_many(client, inputs, count, &options, &results, &err);
    fputc('\n', stderr);
    if (status < 0) {
        fprintf(stderr, "%s\n", err.message);
    }
    tell(results, files);
    printf("%zu of %zu uploaded\n", wikijs_results_count(results) - wikijs_results_failed(results), count);
    bool failed = status < 0 || wikijs_results_failed(results) > 0;
    wikijs_results_free(results);
    free(inputs);
    return failed;
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
    int failed = upload(client, argv[1], argv + 2, (size_t)argc - 2);
    wikijs_client_free(client);
    return failed;
}
