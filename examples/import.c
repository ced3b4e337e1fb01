/* SPDX-License-Identifier: MIT */
/* Basic and usual: pages from a folder, with a look at the plan. Usage: import FOLDER PREFIX [JOURNAL] */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wikijs/client.h>
#include <wikijs/import.h>

static int import_folder(wikijs_client *client, const char *folder, const char *prefix, wikijs_error *err)
{
    wikijs_import_options options = WIKIJS_IMPORT_OPTIONS_INIT;
    options.folder = folder;
    options.prefix = prefix;
    wikijs_import_report *report = NULL;
    int status = wikijs_import(client, &options, &report, err);
    if (status == 0)
        printf(
            "%zu created, %zu updated, %zu unchanged, %zu failed\n",
            wikijs_import_report_tally(report, "create", "done"), wikijs_import_report_tally(report, "update", "done"),
            wikijs_import_report_tally(report, NULL, "unchanged"), wikijs_import_report_tally(report, NULL, "failed"));
    wikijs_import_report_free(report);
    return status;
}

/* Nothing is written when a single file is bad. */
static bool approve(const wikijs_import_report *plan, void *payload)
{
    FILE *out = payload;
    for (size_t i = 0; i < wikijs_import_report_count(plan); i++) {
        const wikijs_import_item *item = wikijs_import_report_at(plan, i);
        if (strcmp(item->outcome, "unchanged") != 0)
            fprintf(out, "%s %s%s%s\n", item->action, item->file ? item->file : item->path, item->message ? ": " : "",
                    item->message ? item->message : "");
    }
    return wikijs_import_report_tally(plan, NULL, "failed") == 0;
}

/* The folder has the last word, but for pages below "reference", which are edited on the wiki. */
static wikijs_import_conflict decide(const wikijs_import_item *item, void *payload)
{
    (void)payload;
    return strstr(item->path, "/reference/") ? WIKIJS_IMPORT_THEIRS : WIKIJS_IMPORT_OURS;
}

static int follow_folder(wikijs_client *client, const char *folder, const char *prefix, const char *journal,
                         wikijs_error *err)
{
    wikijs_import_options options = WIKIJS_IMPORT_OPTIONS_INIT;
    options.folder = folder;
    options.prefix = prefix;
    options.journal = journal;
    options.prune = true;
    options.with_assets = true;
    options.approve = approve;
    options.decide = decide;
    options.payload = stdout;
    wikijs_import_report *report = NULL;
    int status = wikijs_import(client, &options, &report, err);
    wikijs_import_report_free(report);
    return status;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: import FOLDER PREFIX [JOURNAL]\n");
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
    int status = argc > 3 ? follow_folder(client, argv[1], argv[2], argv[3], &err)
                          : import_folder(client, argv[1], argv[2], &err);
    if (status < 0)
        fprintf(stderr, "%s\n", err.message);
    wikijs_client_free(client);
    return status < 0;
}
