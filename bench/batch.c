/* SPDX-License-Identifier: MIT */
/*
 * Reads the first COUNT pages of a wiki with their content: one call after the other, so many at once, and as a batch.
 * Rounds are interleaved. Prints a line for each way: name, median and best milliseconds, requests of one round.
 *
 *     batch URL KEY COUNT ROUNDS
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wikijs/client.h>
#include <wikijs/model.h>
#include <wikijs/pages_many.h>

enum { MAX_ROUNDS = 1000 };

struct way {
    const char *name;
    size_t width; /* 0: a batch */
    size_t items; /* of a batch; 0: the default */
    wikijs_client *client;
    double ms[MAX_ROUNDS];
    uint64_t requests;
};

static struct way ways[] = {
    { .name = "one by one", .width = 1 },    { .name = "4 at once", .width = 4 },
    { .name = "8 at once", .width = 8 },     { .name = "16 at once", .width = 16 },
    { .name = "32 at once", .width = 32 },   { .name = "get_many", .width = 0 },
    { .name = "get_many, 25", .items = 25 }, { .name = "get_many, 100", .items = 100 },
};
enum { WAYS = sizeof ways / sizeof *ways };

static wikijs_pages_get_options options = WIKIJS_PAGES_GET_OPTIONS_INIT;

static void die(const char *what, const wikijs_error *err)
{
    fprintf(stderr, "batch: %s: %s\n", what, err->message);
    exit(1);
}

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* --- so many at once --- */

struct crowd {
    wikijs_client *client;
    wikijs_ints ids;
    size_t next, ended;
};

static void start_next(struct crowd *crowd);

static void on_done(wikijs_call *call, void *payload)
{
    struct crowd *crowd = payload;
    wikijs_page *page = NULL;
    wikijs_error err;
    if (wikijs_pages_get_finish(call, &page, &err) < 0)
        die("get", &err);
    wikijs_page_free(page);
    crowd->ended++;
    start_next(crowd);
}

static void start_next(struct crowd *crowd)
{
    if (crowd->next < crowd->ids.count &&
        wikijs_pages_get_async(crowd->client, crowd->ids.items[crowd->next++], &options, on_done, crowd, NULL) < 0)
        exit(1);
}

static void get_at_once(const struct way *way, wikijs_ints ids)
{
    struct crowd crowd = { .client = way->client, .ids = ids };
    wikijs_error err;
    for (size_t i = 0; i < way->width; i++)
        start_next(&crowd);
    while (crowd.ended < ids.count)
        if (wikijs_client_wait(way->client, -1, &err) < 0)
            die("wait", &err);
}

static void get_many(const struct way *way, wikijs_ints ids)
{
    wikijs_batch_options batch = WIKIJS_BATCH_OPTIONS_INIT;
    wikijs_results *results = NULL;
    wikijs_error err;
    batch.max_items = (int64_t)way->items;
    if (wikijs_pages_get_many(way->client, ids, &options, &batch, &results, &err) < 0)
        die("get_many", &err);
    if (wikijs_results_failed(results))
        exit(1);
    wikijs_results_free(results);
}

static uint64_t requests_of(const wikijs_client *client)
{
    wikijs_client_stats stats = { .struct_size = sizeof stats };
    wikijs_client_get_stats(client, &stats);
    return stats.requests;
}

static void run_round(struct way *way, wikijs_ints ids, int round)
{
    uint64_t before = requests_of(way->client);
    double start = now_ms();
    if (way->width)
        get_at_once(way, ids);
    else
        get_many(way, ids);
    if (round >= 0)
        way->ms[round] = now_ms() - start;
    way->requests = requests_of(way->client) - before;
}

static wikijs_client *open_client(const char *url, const char *key, size_t width)
{
    wikijs_client_options client_options = WIKIJS_CLIENT_OPTIONS_INIT;
    wikijs_client *client = NULL;
    wikijs_error err;
    client_options.base_url = url;
    client_options.api_key = key;
    client_options.max_connections = width ? (int64_t)width : 0;
    if (wikijs_client_new(&client_options, &client, &err) < 0)
        die("client", &err);
    return client;
}

static wikijs_ints first_ids(wikijs_client *client, size_t count)
{
    wikijs_page_item_list *list = NULL;
    wikijs_error err;
    if (wikijs_pages_list(client, NULL, &list, &err) < 0)
        die("list", &err);
    size_t there = wikijs_page_item_list_count(list);
    int64_t *ids = calloc(count, sizeof *ids);
    for (size_t i = 0; ids && there && i < count; i++)
        ids[i] = wikijs_page_item_list_at(list, i % there)->id;
    wikijs_page_item_list_free(list);
    if (!ids || !there)
        exit(1);
    return (wikijs_ints){ ids, count };
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
    int rounds = argc == 5 ? atoi(argv[4]) : 0;
    if (rounds < 1 || rounds > MAX_ROUNDS || atoi(argv[3]) < 1) {
        fprintf(stderr, "usage: batch URL KEY COUNT ROUNDS\n");
        return 2;
    }
    options.fields = wikijs_model_default_fields(wikijs_model_by_name("Page")) | WIKIJS_BIT(WIKIJS_PAGE_CONTENT);
    for (size_t i = 0; i < WAYS; i++)
        ways[i].client = open_client(argv[1], argv[2], ways[i].width);
    wikijs_ints ids = first_ids(ways[0].client, (size_t)atoi(argv[3]));
    for (int round = -1; round < rounds; round++)
        for (size_t i = 0; i < WAYS; i++)
            run_round(&ways[i], ids, round);
    for (size_t i = 0; i < WAYS; i++) {
        qsort(ways[i].ms, (size_t)rounds, sizeof *ways[i].ms, by_size);
        printf("%-14s %9.1f %9.1f %5llu\n", ways[i].name, ways[i].ms[rounds / 2], ways[i].ms[0],
               (unsigned long long)ways[i].requests);
        wikijs_client_free(ways[i].client);
    }
    free((void *)(uintptr_t)ids.items);
    return 0;
}
