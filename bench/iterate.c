/* SPDX-License-Identifier: MIT */
/*
 * A walk over all pages of a wiki with their content, or over its list: time, requests, memory.
 *
 *   iterate URL pages|singles|items|list [BATCH_SIZE [WORK_US]]
 *
 * pages: wikijs_pages_iter_all. singles: the same pages by one wikijs_pages_get after the other, ids from one list.
 * items: wikijs_pages_iter_items. list: wikijs_pages_list. WORK_US: what the program does for each item, by busy waiting.
 * Prints "items bytes seconds requests received_bytes resident_kib idle_kib": the most memory that the process had, and
 * what it had before the walk. The key comes from WIKIJS_API_KEY.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wikijs/client.h>
#include <wikijs/iter.h>

struct result {
    long items, bytes;
    int status;
    wikijs_error err;
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

/* The most memory that this process had; getrusage() would tell of its parent before exec, too. */
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

static void work(long work_us)
{
    for (double end = now() + (double)work_us * 1e-6; work_us > 0 && now() < end;) {
    }
}

static const uint64_t page_fields = WIKIJS_BIT(WIKIJS_PAGE_ID) | WIKIJS_BIT(WIKIJS_PAGE_PATH) |
                                    WIKIJS_BIT(WIKIJS_PAGE_TITLE) | WIKIJS_BIT(WIKIJS_PAGE_TAGS) |
                                    WIKIJS_BIT(WIKIJS_PAGE_UPDATED_AT) | WIKIJS_BIT(WIKIJS_PAGE_CONTENT);

static void walk_pages(wikijs_client *client, long batch_size, long work_us, struct result *result)
{
    wikijs_iter *iter = NULL;
    const wikijs_page *page = NULL;
    wikijs_pages_iter_options options = WIKIJS_PAGES_ITER_OPTIONS_INIT;
    options.fields = page_fields;
    options.batch_size = batch_size;
    result->status = wikijs_pages_iter_all(client, &options, &iter, &result->err);
    while (result->status >= 0 && (result->status = wikijs_iter_next_page(iter, &page, &result->err)) > 0) {
        result->items++;
        result->bytes += (long)page->content.len;
        work(work_us);
    }
    wikijs_iter_free(iter);
}

static void walk_items(wikijs_client *client, long batch_size, long work_us, struct result *result)
{
    wikijs_iter *iter = NULL;
    const wikijs_page_item *item = NULL;
    wikijs_pages_iter_options options = WIKIJS_PAGES_ITER_OPTIONS_INIT;
    options.batch_size = batch_size;
    result->status = wikijs_pages_iter_items(client, &options, &iter, &result->err);
    while (result->status >= 0 && (result->status = wikijs_iter_next_page_item(iter, &item, &result->err)) > 0) {
        result->items++;
        result->bytes += (long)strlen(item->path);
        work(work_us);
    }
    wikijs_iter_free(iter);
}

static void list_items(wikijs_client *client, long work_us, struct result *result)
{
    wikijs_page_item_list *list = NULL;
    result->status = wikijs_pages_list(client, NULL, &list, &result->err);
    for (size_t i = 0; i < wikijs_page_item_list_count(list); i++) {
        result->items++;
        result->bytes += (long)strlen(wikijs_page_item_list_at(list, i)->path);
        work(work_us);
    }
    wikijs_page_item_list_free(list);
}

static void get_singles(wikijs_client *client, long work_us, struct result *result)
{
    wikijs_page_item_list *list = NULL;
    wikijs_pages_list_options which = WIKIJS_PAGES_LIST_OPTIONS_INIT;
    wikijs_pages_get_options what = WIKIJS_PAGES_GET_OPTIONS_INIT;
    which.fields = WIKIJS_BIT(WIKIJS_PAGE_ITEM_ID);
    what.fields = page_fields;
    result->status = wikijs_pages_list(client, &which, &list, &result->err);
    for (size_t i = 0; i < wikijs_page_item_list_count(list) && result->status == 0; i++) {
        wikijs_page *page = NULL;
        result->status = wikijs_pages_get(client, wikijs_page_item_list_at(list, i)->id, &what, &page, &result->err);
        if (page) {
            result->items++;
            result->bytes += (long)page->content.len;
            work(work_us);
        }
        wikijs_page_free(page);
    }
    wikijs_page_item_list_free(list);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: iterate URL pages|singles|items|list [BATCH_SIZE [WORK_US]]\n");
        return 2;
    }
    const char *mode = argv[2];
    long batch_size = argc > 3 ? strtol(argv[3], NULL, 10) : 0, work_us = argc > 4 ? strtol(argv[4], NULL, 10) : 0;
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = argv[1];
    options.api_key_env = "WIKIJS_API_KEY";
    options.read_timeout_ms = 600000;
    options.max_response_bytes = INT64_C(1) << 30;
    struct result result = { 0 };
    wikijs_client *client = NULL;
    if (wikijs_client_new(&options, &client, &result.err) < 0) {
        fprintf(stderr, "iterate: %s\n", result.err.message);
        return 1;
    }
    long idle = resident_kib();
    double start = now();
    if (strcmp(mode, "pages") == 0) {
        walk_pages(client, batch_size, work_us, &result);
    } else if (strcmp(mode, "items") == 0) {
        walk_items(client, batch_size, work_us, &result);
    } else if (strcmp(mode, "list") == 0) {
        list_items(client, work_us, &result);
    } else {
        get_singles(client, work_us, &result);
    }
    double seconds = now() - start;
    wikijs_client_stats stats = { .struct_size = sizeof stats };
    wikijs_client_get_stats(client, &stats);
    printf("%ld %ld %.3f %llu %llu %ld %ld\n", result.items, result.bytes, seconds, (unsigned long long)stats.requests,
           (unsigned long long)stats.bytes_received, resident_kib(), idle);
    wikijs_client_free(client);
    if (result.status < 0) {
        fprintf(stderr, "iterate: %s\n", result.err.message);
    }
    return result.status < 0;
}
