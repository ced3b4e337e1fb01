/* SPDX-License-Identifier: MIT */
/*
 * What a hit costs: cache [URL [REDIS]]. Each store alone, the whole of wikijs_pages_get() with its decoding, one thread and two; with
 * the URL of a wiki beside what the same call takes without a cache; with the address of a Redis, also with a cache in it, and
 * what a bare GET by hiredis takes. Medians of turns that alternate.
 */
#include <hiredis/hiredis.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/alloc.h"
#include "cache/memory.h"
#include "cache/redis.h"
#include "cache/sqlite.h"
#include "client/client.h"
#include <wikijs/pages.h>

enum { MOST_TURNS = 31, KEYS = 1000, GETS = 200000, SHARED_GETS = 1000, CALLS = 20000, NETWORK_CALLS = 300 };

static int turns = MOST_TURNS;

static double now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

static int by_size(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static double median(double *numbers, int count)
{
    qsort(numbers, (size_t)count, sizeof *numbers, by_size);
    return numbers[count / 2];
}

static void die(const char *what)
{
    fprintf(stderr, "cache: %s\n", what);
    exit(1);
}

/* --- the store alone --- */

static wikijs_cache_store store;
static int gets; /* of a turn */

static void open_store(const char *kind, const char *place)
{
    wikijs_error err;
    const struct wj_cache_sqlite_settings in_folder = {
        .folder = place, .max_entries = KEYS * 4, .max_bytes = 1 << 30, .timeout_ms = 1000
    };
    const struct wj_redis_settings in_redis = {
        .option = "cache_redis", .url = place, .prefix = "bench:", .timeout_ms = 1000
    };
    int status = strcmp(kind, "sqlite") == 0  ? wj_cache_sqlite_new(&store, &wj_libc_allocator, &in_folder)
                 : strcmp(kind, "redis") == 0 ? wj_cache_redis_new(&store, &wj_libc_allocator, &in_redis, &err)
                                              : wj_cache_memory_new(&store, &wj_libc_allocator, KEYS * 4, 1 << 30);
    gets = strcmp(kind, "memory") == 0 ? GETS : SHARED_GETS;
    if (status < 0)
        die("the store cannot be made");
}

static wikijs_cache_key key_of(uint64_t number)
{
    wikijs_cache_key key = { .tenant = "bench" };
    uint64_t mixed = (number + 1) * UINT64_C(0x9e3779b97f4a7c15);
    mixed ^= mixed >> 31;
    memcpy(key.id, &mixed, sizeof mixed);
    mixed *= UINT64_C(0xbf58476d1ce4e5b9);
    memcpy(key.id + 8, &mixed, sizeof mixed);
    return key;
}

static void *reserve(size_t size, void *payload)
{
    (void)size;
    return payload;
}

static void fill_store(size_t length)
{
    static char bytes[1 << 16];
    static const char *const tags[] = { "page", "page:1" };
    for (uint64_t i = 0; i < KEYS; i++) {
        wikijs_cache_key key = key_of(i);
        wikijs_cache_entry entry = { .struct_size = sizeof entry,
                                     .bytes = bytes,
                                     .length = length,
                                     .tags = tags,
                                     .tag_count = 2,
                                     .fresh_until = 1000000,
                                     .keep_until = 1000000 };
        if (store.set(store.state, &key, 1, &entry) < 0)
            die("the store does not take an entry");
    }
}

static void *get_many(void *argument)
{
    static _Thread_local char room[1 << 16];
    uint64_t at = (uintptr_t)argument * 7919;
    for (int i = 0; i < gets; i++) {
        wikijs_cache_key key = key_of(at++ % KEYS);
        wikijs_cache_found found = { .struct_size = sizeof found, .reserve = reserve, .payload = room };
        if (store.get(store.state, &key, 1, &found) != 0)
            die("an entry is gone");
    }
    return NULL;
}

/* --- whole calls --- */

static const char head[] = "{\"data\":{\"pages\":{\"single\":{\"id\":1,\"path\":\"docs/intro\",\"hash\":\"0\","
                           "\"title\":\"Introduction\",\"locale\":\"en\",\"contentType\":\"markdown\","
                           "\"createdAt\":\"2026-01-02T03:04:05.678Z\",\"updatedAt\":\"2026-11-22T19:33:39.367Z\"";
static size_t content_length;

static enum wj_step answer_at_once(struct wj_policy *policy, struct wikijs_call *call)
{
    (void)policy;
    call->response.status = 200;
    call->response.content_type = "application/json";
    wj_buf_append(&call->response.body, head, sizeof head - 1);
    wj_buf_str(&call->response.body, ",\"content\":\"");
    for (size_t i = 0; i < content_length; i++)
        wj_buf_char(&call->response.body, 'x');
    wj_buf_str(&call->response.body, "\"}}}}");
    return WJ_DONE;
}

static const struct wj_policy_ops wire = { .name = "wire", .down = answer_at_once };

static void replace_transport(wikijs_client *client)
{
    struct wj_policy *last = &client->chain.policies[client->chain.count - 1];
    last->ops = &wire;
    last->state = NULL;
}

static wikijs_client *make_client(const char *url, const char *cache, const char *place)
{
    wikijs_error err;
    wikijs_client *client;
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = url;
    options.api_key = getenv("WIKIJS_TEST_KEY");
    options.cache = cache;
    options.cache_dir = options.cache_redis = place;
    options.cache_timeout_ms = 1000;
    if (wikijs_client_new(&options, &client, &err) < 0)
        die(err.message);
    return client;
}

static void read_pages(wikijs_client *client, int calls)
{
    wikijs_error err;
    for (int i = 0; i < calls; i++) {
        wikijs_page *page = NULL;
        if (wikijs_pages_get(client, 1 + i % 10, NULL, &page, &err) < 0)
            die(err.message);
        wikijs_page_free(page);
    }
}

static void *read_many(void *client)
{
    read_pages(client, CALLS);
    return NULL;
}

/* --- one thread and two --- */

/* Nanoseconds per turn of so many threads. */
static double run(void *(*work)(void *argument), void *const arguments[2], int threads)
{
    pthread_t others[2];
    double start = now_ns();
    for (int i = 0; i < threads; i++)
        if (pthread_create(&others[i], NULL, work, arguments[i]) != 0)
            die("no thread");
    for (int i = 0; i < threads; i++)
        pthread_join(others[i], NULL);
    return now_ns() - start;
}

static void measure(const char *name, void *(*work)(void *argument), void *const arguments[2], int each)
{
    double one[MOST_TURNS], two[MOST_TURNS];
    for (int i = 0; i < turns; i++) {
        one[i] = run(work, arguments, 1) / each;
        two[i] = run(work, arguments, 2) / (2.0 * each);
    }
    double alone = median(one, turns), both = median(two, turns);
    printf("%-34s%10.0f ns%10.0f ns%9.2f times\n", name, alone, both, alone / both);
}

static void measure_store(const char *kind, const char *place, size_t length)
{
    char name[64];
    open_store(kind, place);
    fill_store(length);
    snprintf(name, sizeof name, "%s, %zu bytes", kind, length);
    measure(name, get_many, (void *const[]){ (void *)1, (void *)2 }, gets);
    store.clear(store.state, NULL);
    store.destroy(store.state);
}

/* --- beside bare hiredis --- */

static redisContext *connect_bare(const char *url)
{
    const char *colon = strrchr(url, ':');
    redisContext *redis = redisConnect("127.0.0.1", colon ? atoi(colon + 1) : 6379);
    if (!redis || redis->err)
        die("the Redis must be redis://127.0.0.1:PORT");
    return redis;
}

static void get_bare(redisContext *redis)
{
    for (int i = 0; i < SHARED_GETS; i++)
        freeReplyObject(redisCommand(redis, "GET bench:bare"));
}

static void measure_bare(const char *url, size_t length)
{
    static char bytes[1 << 16];
    double bare[MOST_TURNS], ours[MOST_TURNS];
    redisContext *redis = connect_bare(url);
    memset(bytes, 'x', sizeof bytes);
    freeReplyObject(redisCommand(redis, "SET bench:bare %b", bytes, length));
    open_store("redis", url);
    fill_store(length);
    get_bare(redis);
    for (int i = 0; i < turns; i++) {
        double start = now_ns();
        get_bare(redis);
        double between = now_ns();
        get_many((void *)1);
        bare[i] = (between - start) / SHARED_GETS;
        ours[i] = (now_ns() - between) / SHARED_GETS;
    }
    double one = median(bare, turns), other = median(ours, turns);
    printf("redis, %5zu bytes: a hit %.1f us, a bare GET by hiredis %.1f us, %.1f us more\n", length, other / 1000,
           one / 1000, (other - one) / 1000);
    freeReplyObject(redisCommand(redis, "DEL bench:bare"));
    redisFree(redis);
    store.clear(store.state, NULL);
    store.destroy(store.state);
}

static void measure_calls(size_t length)
{
    char name[64];
    wikijs_error err;
    wikijs_client *client = make_client("http://127.0.0.1:1", "memory", NULL), *clone;
    if (wikijs_client_clone(client, &clone, &err) < 0)
        die(err.message);
    replace_transport(client);
    replace_transport(clone);
    content_length = length;
    read_pages(client, 100);
    snprintf(name, sizeof name, "wikijs_pages_get, %zu bytes", length + sizeof head);
    measure(name, read_many, (void *const[]){ client, clone }, CALLS);
    wikijs_client_free(clone);
    wikijs_client_free(client);
}

static void measure_network(const char *url, const char *cache, const char *place)
{
    wikijs_client *plain = make_client(url, NULL, NULL), *cached = make_client(url, cache, place);
    double without[MOST_TURNS], with[MOST_TURNS];
    read_pages(plain, 20);
    read_pages(cached, 20);
    for (int i = 0; i < turns; i++) {
        double start = now_ns();
        read_pages(plain, NETWORK_CALLS);
        double between = now_ns();
        read_pages(cached, NETWORK_CALLS);
        without[i] = (between - start) / NETWORK_CALLS;
        with[i] = (now_ns() - between) / NETWORK_CALLS;
    }
    double slow = median(without, turns), fast = median(with, turns);
    printf("wikijs_pages_get over loopback: %.1f us without, %.2f us with %s: %.1f times\n", slow / 1000, fast / 1000,
           cache, slow / fast);
    wikijs_client_free(plain);
    wikijs_client_free(cached);
}

int main(int argc, char **argv)
{
    const char *url = argc > 1 ? argv[1] : NULL, *redis = argc > 2 ? argv[2] : NULL;
    if (argc > 3 && atoi(argv[3]) > 0 && atoi(argv[3]) < MOST_TURNS)
        turns = atoi(argv[3]);
    char folder[] = "/tmp/wikijs-bench-XXXXXX";
    if (!mkdtemp(folder))
        die("no folder below /tmp");
    printf("%-34s%13s%13s%15s   (medians of %d turns)\n", "a hit", "one thread", "two threads", "as many", turns);
    for (int large = 0; large < 2; large++) {
        measure_store("memory", NULL, large ? 8000 : 400);
        measure_store("sqlite", folder, large ? 8000 : 400);
        if (redis)
            measure_store("redis", redis, large ? 8000 : 400);
        measure_calls(large ? 8000 : 0);
    }
    printf("\n");
    for (int large = 0; redis && large < 2; large++)
        measure_bare(redis, large ? 8000 : 400);
    if (url) {
        measure_network(url, "memory", NULL);
        measure_network(url, "sqlite", folder);
    }
    if (url && redis)
        measure_network(url, "redis", redis);
    char command[64];
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command) != 0;
}
