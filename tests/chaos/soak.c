/* SPDX-License-Identifier: MIT */
/*
 * Much, or for long, against a server that is well:
 *
 *     soak requests COUNT WIDTH        so many reads, so many of them at once
 *     soak minutes MINUTES WIDTH       reads, lists, updates and batches for so long
 *
 * Exit code 0: none failed, none was lost, and after the first fifth neither memory nor the number of open files grew.
 */
#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <wikijs/client.h>
#include <wikijs/pages.h>

enum { GROWTH_KB = 4096, PAGES = 10 };

struct measure {
    long kb, files;
};

static wikijs_client *client;
static int64_t end_ms; /* 0: by count */
static long wanted, started, ended, failed;
static struct measure warm;
static wikijs_error failure;

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static struct measure measure(void)
{
    struct measure now = { 0 };
    long pages = 0, resident = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (file && fscanf(file, "%ld %ld", &pages, &resident) == 2)
        now.kb = resident * (sysconf(_SC_PAGESIZE) / 1024);
    if (file)
        fclose(file);
    DIR *folder = opendir("/proc/self/fd");
    while (folder && readdir(folder))
        now.files++;
    if (folder)
        closedir(folder);
    return now;
}

/* --- operations --- */

static void start_next(void);

static void end_one(int status, const wikijs_error *err)
{
    ended++;
    if (status < 0) {
        failed++;
        failure = *err;
    }
    start_next();
}

static void on_page(wikijs_call *call, void *payload)
{
    wikijs_error err;
    wikijs_page *page = NULL;
    (void)payload;
    int status = wikijs_pages_get_finish(call, &page, &err);
    wikijs_page_free(page);
    end_one(status, &err);
}

static void on_list(wikijs_call *call, void *payload)
{
    wikijs_error err;
    wikijs_page_item_list *list = NULL;
    (void)payload;
    int status = wikijs_pages_list_finish(call, &list, &err);
    wikijs_page_item_list_free(list);
    end_one(status, &err);
}

static void on_update(wikijs_call *call, void *payload)
{
    wikijs_error err;
    wikijs_page *page = NULL;
    (void)payload;
    int status = wikijs_pages_update_finish(call, &page, &err);
    wikijs_page_free(page);
    end_one(status, &err);
}

static int start_update(int64_t id)
{
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    char text[64];
    int length = snprintf(text, sizeof text, "version %ld\n", started);
    input.content = (wikijs_str){ text, (size_t)length };
    return wikijs_pages_update_async(client, id, &input, on_update, NULL, NULL);
}

static int start_one(void)
{
    int64_t id = 1 + started % PAGES;
    if (end_ms && started % 50 == 0)
        return wikijs_pages_list_async(client, NULL, on_list, NULL, NULL);
    if (end_ms && started % 20 == 0)
        return start_update(id);
    return wikijs_pages_get_async(client, id, NULL, on_page, NULL, NULL);
}

static bool is_over(void)
{
    return end_ms ? now_ms() >= end_ms : started >= wanted;
}

static void start_next(void)
{
    if (is_over())
        return;
    started++;
    int status = start_one();
    if (status < 0) {
        fprintf(stderr, "soak: an operation could not be started: %s\n", wikijs_status_text(status));
        exit(2);
    }
}

/* --- */

static void run(int width, int64_t warm_ms)
{
    for (int i = 0; i < width; i++)
        start_next();
    wikijs_error err;
    while (wikijs_client_pending(client) > 0) {
        bool is_warm = end_ms ? now_ms() >= warm_ms : ended >= wanted / 5;
        if (is_warm && !warm.kb)
            warm = measure();
        if (wikijs_client_wait(client, -1, &err) < 0) {
            fprintf(stderr, "soak: %s\n", err.message);
            exit(2);
        }
    }
}

static int report(int64_t took_ms)
{
    struct measure last = measure();
    printf("%ld of %ld operations ended in %" PRId64
           " ms, %ld failed; memory %ld KB after the first fifth, %ld KB at the "
           "end; open files %ld and %ld\n",
           ended, started, took_ms, failed, warm.kb, last.kb, warm.files, last.files);
    if (failed)
        fprintf(stderr, "soak: the last failure: %s\n", failure.message);
    bool grew = last.kb > warm.kb + GROWTH_KB || last.files > warm.files;
    return failed > 0 || ended != started || grew;
}

int main(int argc, char **argv)
{
    bool by_count = argc == 4 && !strcmp(argv[1], "requests"), by_time = argc == 4 && !strcmp(argv[1], "minutes");
    int width = argc == 4 ? atoi(argv[3]) : 0;
    if ((!by_count && !by_time) || width < 1) {
        fprintf(stderr, "usage: soak requests COUNT WIDTH\n       soak minutes MINUTES WIDTH\n");
        return 2;
    }
    wikijs_error err;
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = getenv("WIKIJS_TEST_URL");
    options.api_key_env = "WIKIJS_TEST_KEY";
    options.read_timeout_ms = 600000; /* a thousand wait for eight connections */
    options.max_connections = 32;
    options.breaker_failures = 100;
    options.rate_limit = "1000000/s:burst=1000000";
    if (wikijs_client_new(&options, &client, &err) < 0) {
        fprintf(stderr, "soak: %s\n", err.message);
        return 2;
    }
    int64_t begun = now_ms(), lasts_ms = (int64_t)(atof(argv[2]) * 60000);
    wanted = atol(argv[2]);
    end_ms = by_time ? begun + lasts_ms : 0;
    run(width, begun + lasts_ms / 5);
    int code = report(now_ms() - begun);
    wikijs_client_free(client);
    return code;
}
