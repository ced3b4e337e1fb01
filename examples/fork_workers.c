/* SPDX-License-Identifier: MIT */
/*
 * A program that forks workers: each makes a client of its own, and a cache in a folder is what they share.
 * Usage: fork_workers WORKERS FOLDER ID...
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include <wikijs/client.h>
#include <wikijs/pages.h>

/* After fork(), never before: connections and locks are those of one process. */
static wikijs_client *make_client(const char *folder)
{
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_URL");
    options.api_key_env = "WIKIJS_API_KEY";
    options.cache = "sqlite";
    options.cache_dir = folder;

    wikijs_error err;
    wikijs_client *client = NULL;
    if (wikijs_client_new(&options, &client, &err) < 0)
        fprintf(stderr, "%s\n", err.message);
    return client;
}

static int work(const char *folder, char **ids)
{
    int failed = 0;
    wikijs_client *client = make_client(folder);
    for (; client && *ids; ids++) {
        wikijs_error err;
        wikijs_page *page = NULL;
        if (wikijs_pages_get(client, atoll(*ids), NULL, &page, &err) < 0) {
            fprintf(stderr, "%s: %s\n", *ids, err.message);
            failed = 1;
        }
        wikijs_page_free(page);
    }
    wikijs_client_free(client);
    return client ? failed : 1;
}

static int run(int workers, const char *folder, char **ids)
{
    int good = 0, status;
    for (int i = 0; i < workers; i++)
        if (fork() == 0)
            _exit(work(folder, ids));
    while (wait(&status) > 0)
        good += status == 0;
    printf("%d of %d workers read all pages\n", good, workers);
    return good != workers;
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fprintf(stderr, "usage: %s WORKERS FOLDER ID...\n", argv[0]);
        return 2;
    }
    return run(atoi(argv[1]), argv[2], argv + 3);
}
