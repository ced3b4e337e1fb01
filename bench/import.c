/* SPDX-License-Identifier: MIT */
/*
 * An import of a folder: import URL FOLDER PREFIX JOURNAL
 *
 * Prints "written unchanged seconds requests resident_kib": pages, and the most memory that the process had. The key comes
 * from WIKIJS_API_KEY.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wikijs/client.h>
#include <wikijs/import.h>

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static long resident_kib(void)
{
    char line[128];
    long kib = -1;
    FILE *file = fopen("/proc/self/status", "r");
    while (file && kib < 0 && fgets(line, sizeof line, file)) {
        if (strncmp(line, "VmHWM:", 6) == 0) {
            kib = strtol(line + 6, NULL, 10);
        }
    }
    if (file) {
        fclose(file);
    }
    return kib;
}

/* 0, or the exit code. */
static int print(const wikijs_import_report *report, const wikijs_client *client, double seconds)
{
    wikijs_client_stats stats = { .struct_size = sizeof stats };
    wikijs_client_get_stats(client, &stats);
    printf("%zu %zu %.3f %llu %ld\n", wikijs_import_report_tally(report, NULL, "done"),
           wikijs_import_report_tally(report, NULL, "unchanged"), seconds, (unsigned long long)stats.requests,
           resident_kib());
    size_t failed = wikijs_import_report_tally(report, NULL, "failed");
    if (failed > 0) {
        fprintf(stderr, "import: %zu failed\n", failed);
    }
    return failed > 0;
}

int main(int argc, char **argv)
{
    if (argc != 5) {
        fprintf(stderr, "usage: import URL FOLDER PREFIX JOURNAL\n");
        return 2;
    }
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = argv[1];
    options.api_key_env = "WIKIJS_API_KEY";
    wikijs_import_options what = WIKIJS_IMPORT_OPTIONS_INIT;
    what.folder = argv[2];
    what.prefix = argv[3];
    what.journal = argv[4];
    wikijs_client *client = NULL;
    wikijs_import_report *report = NULL;
    wikijs_error err;
    int status = wikijs_client_new(&options, &client, &err);
    double start = now();
    if (status == 0) {
        status = wikijs_import(client, &what, &report, &err);
    }
    if (status < 0) {
        fprintf(stderr, "import: %s\n", err.message);
    }
    int code = status < 0 ? 1 : print(report, client, now() - start);
    wikijs_import_report_free(report);
    wikijs_client_free(client);
    return code;
}
