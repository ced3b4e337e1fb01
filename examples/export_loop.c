/* SPDX-License-Identifier: MIT */
/* Advanced: an export on the program's own loop, ended after a time; the next one goes on. Usage: export_loop FOLDER MS */
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <wikijs/client.h>
#include <wikijs/export.h>

struct job {
    bool done, enough;
};

static bool progress(int64_t done, int64_t total, void *payload)
{
    const struct job *job = payload;
    fprintf(stderr, "%" PRId64 " of %" PRId64 "\n", done, total);
    return !job->enough; /* false: write what has come, and end */
}

static void ended(wikijs_call *call, void *payload)
{
    struct job *job = payload;
    wikijs_export_report *report = NULL;
    wikijs_error err;
    if (wikijs_export_finish(call, &report, &err) < 0)
        fprintf(stderr, "%s\n", err.message);
    else
        printf("%s, %" PRId64 " files written\n", report->is_complete ? "complete" : "to be continued",
               report->created + report->updated);
    wikijs_export_report_free(report);
    job->done = true;
}

static int run(wikijs_client *client, const char *folder, int limit_ms, wikijs_error *err)
{
    struct job job = { 0 };
    wikijs_export_options options = WIKIJS_EXPORT_OPTIONS_INIT;
    options.folder = folder;
    options.progress = progress;
    options.payload = &job;
    int status = wikijs_export_async(client, &options, ended, &job, NULL);
    struct pollfd poll_fd = { .fd = wikijs_client_fd(client), .events = POLLIN };
    while (status >= 0 && !job.done) {
        job.enough = poll(&poll_fd, 1, limit_ms) == 0 || limit_ms == 0;
        status = wikijs_client_process(client, err);
    }
    return status < 0 ? status : 0;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: export_loop FOLDER MS\n");
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
    int status = run(client, argv[1], atoi(argv[2]), &err);
    if (status < 0)
        fprintf(stderr, "%s\n", err.message);
    wikijs_client_free(client);
    return status < 0;
}
