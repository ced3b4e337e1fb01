/* SPDX-License-Identifier: MIT */
/*
 * Advanced: an import on the program's own loop, stopped after some pages, gone on with, and taken back.
 *
 * Usage: import_undo FOLDER PREFIX JOURNAL PAGES
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wikijs/client.h>
#include <wikijs/import.h>

struct work {
    size_t pages_left;
    bool done;
    int status;
    wikijs_import_report *report;
    wikijs_error err;
};

static bool on_progress(const wikijs_import_progress *progress, void *payload)
{
    struct work *work = payload;
    if (strcmp(progress->stage, "write") == 0 && progress->item && work->pages_left > 0)
        work->pages_left--;
    return work->pages_left > 0;
}

static void on_end(wikijs_call *call, void *payload)
{
    struct work *work = payload;
    work->status = wikijs_import_finish(call, &work->report, &work->err);
    work->done = true;
}

static int run_import(wikijs_client *client, char **words, size_t pages)
{
    struct work work = { .pages_left = pages };
    wikijs_import_options options = WIKIJS_IMPORT_OPTIONS_INIT;
    options.folder = words[0];
    options.prefix = words[1];
    options.journal = words[2];
    options.progress = on_progress;
    options.payload = &work;
    work.status = wikijs_import_async(client, &options, on_end, &work, NULL);
    while (work.status == 0 && !work.done) {
        int waited = wikijs_client_wait(client, 1000, &work.err); /* a program's own loop turns here */
        work.status = waited < 0 ? waited : work.status;
    }
    printf("%s: %zu created, %zu unchanged\n", work.status == 0 ? "complete" : work.err.message,
           wikijs_import_report_tally(work.report, "create", "done"),
           wikijs_import_report_tally(work.report, NULL, "unchanged"));
    wikijs_import_report_free(work.report);
    return work.status;
}

static int take_back(wikijs_client *client, const char *journal, wikijs_error *err)
{
    wikijs_import_undo_options options = WIKIJS_IMPORT_UNDO_OPTIONS_INIT;
    options.journal = journal;
    wikijs_import_report *report = NULL;
    int status = wikijs_import_undo(client, &options, &report, err);
    if (status == 0)
        printf("taken back: %zu deleted, %zu changed since\n", wikijs_import_report_tally(report, "delete", "done"),
               wikijs_import_report_tally(report, NULL, "conflict"));
    wikijs_import_report_free(report);
    return status;
}

int main(int argc, char **argv)
{
    if (argc != 5) {
        fprintf(stderr, "usage: import_undo FOLDER PREFIX JOURNAL PAGES\n");
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
    int status = run_import(client, argv + 1, strtoul(argv[4], NULL, 10));
    if (status == WIKIJS_E_CANCELED)
        status = run_import(client, argv + 1, SIZE_MAX);
    if (status == 0 && (status = take_back(client, argv[3], &err)) < 0)
        fprintf(stderr, "%s\n", err.message);
    wikijs_client_free(client);
    return status < 0;
}
