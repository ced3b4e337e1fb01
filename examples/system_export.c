/* SPDX-License-Identifier: MIT */
/*
 * Let the server export itself to a folder of its own machine, and show how far it is. Ctrl-C ends the waiting.
 * Usage: system_export FOLDER [ENTITY]...
 */
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <wikijs/client.h>
#include <wikijs/system.h>

static volatile sig_atomic_t interrupted;

static void on_interrupt(int number)
{
    (void)number;
    interrupted = 1;
}

/* Runs with each status that is read. */
static int show_progress(const wikijs_system_export_status *status, void *payload)
{
    fprintf(payload, "\r%3" PRId64 " %%", status->progress);
    fflush(payload);
    return interrupted; /* not 0: WIKIJS_E_USER, and the server goes on alone */
}

/* Advanced: start an export, look at it twice a second, and say how it ended. */
static int export_to(wikijs_client *client, const char *folder, wikijs_strings entities, wikijs_error *err)
{
    wikijs_system_export_input input = WIKIJS_SYSTEM_EXPORT_INPUT_INIT;
    input.path = folder;
    input.entities = entities; /* none: all */
    input.interval_ms = 500;
    input.timeout_ms = 30 * 60 * 1000;
    input.progress = show_progress;
    input.progress_payload = stderr;
    wikijs_system_export_status *last = NULL;
    int status = wikijs_system_export(client, &input, &last, err);
    fputc('\n', stderr);
    if (status == 0)
        printf("%s after %" PRId64 " %%: %s on the server\n", last->status, last->progress, folder);
    else if (last)
        printf("%s after %" PRId64 " %%: %s\n", last->status, last->progress, last->message);
    wikijs_system_export_status_free(last);
    return status;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: system_export FOLDER [ENTITY]...\n");
        return 2;
    }
    signal(SIGINT, on_interrupt);
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";

    wikijs_error err;
    wikijs_client *client;
    int status = wikijs_client_new(&options, &client, &err);
    if (status == 0) {
        wikijs_strings entities = { .items = argc > 2 ? (const char *const *)argv + 2 : NULL,
                                    .count = (size_t)argc - 2 };
        status = export_to(client, argv[1], entities, &err);
        wikijs_client_free(client);
    }
    if (status < 0)
        fprintf(stderr, "%s: %s\n", wikijs_status_name(status), err.message);
    return wikijs_status_exit_code(status);
}
