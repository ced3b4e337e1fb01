/* SPDX-License-Identifier: MIT */
/* Basic and usual: a copy of the wiki in a folder, told about while it is made. Usage: export FOLDER [PATH] */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wikijs/client.h>
#include <wikijs/export.h>

static int copy_wiki(wikijs_client *client, const char *folder, wikijs_error *err)
{
    wikijs_export_options options = WIKIJS_EXPORT_OPTIONS_INIT;
    options.folder = folder;
    wikijs_export_report *report = NULL;
    int status = wikijs_export(client, &options, &report, err);
    if (status == 0)
        printf("%" PRId64 " new, %" PRId64 " changed, %" PRId64 " failed\n", report->created, report->updated,
               report->failed);
    wikijs_export_report_free(report);
    return status;
}

static void tell_item(const wikijs_export_item *item, void *payload)
{
    FILE *out = payload;
    fprintf(out, "%s %s%s%s\n", item->action, item->file ? item->file : item->path, item->message ? ": " : "",
            item->message ? item->message : "");
}

/* The wiki has the last word about its reference pages; other files that were changed here stay as they are. */
static wikijs_export_decision decide(const wikijs_export_item *item, void *payload)
{
    (void)payload;
    return strncmp(item->file, "reference/", 10) == 0 ? WIKIJS_EXPORT_OVERWRITE : WIKIJS_EXPORT_KEEP;
}

static int mirror_part(wikijs_client *client, const char *folder, const char *path, wikijs_error *err)
{
    wikijs_export_options options = WIKIJS_EXPORT_OPTIONS_INIT;
    options.folder = folder;
    options.path = path;
    options.prune = true;
    options.item = tell_item;
    options.decide = decide;
    options.payload = stdout;
    wikijs_export_report *report = NULL;
    int status = wikijs_export(client, &options, &report, err);
    wikijs_export_report_free(report);
    return status;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: export FOLDER [PATH]\n");
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
    int status = argc > 2 ? mirror_part(client, argv[1], argv[2], &err) : copy_wiki(client, argv[1], &err);
    if (status < 0)
        fprintf(stderr, "%s\n", err.message);
    wikijs_client_free(client);
    return status < 0;
}
