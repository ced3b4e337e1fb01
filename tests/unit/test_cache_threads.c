/* SPDX-License-Identifier: MIT */
/* The stores with threads, some of which have it as another process would. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/alloc.h"
#include "cache/memory.h"
#include "cache/redis.h"
#include "cache/sqlite.h"
#include "support/redis_server.h"
#include "support/stores.h"

static char folder[64];

static int make_folder(void **state)
{
    (void)state;
    stores_make_folder(folder);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    stores_close();
    if (folder[0])
        stores_remove_folder(folder);
    folder[0] = '\0';
    return 0;
}

static void memory(void **state)
{
    (void)state;
    assert_int_equal(wj_cache_memory_new(&store, &wj_libc_allocator, 200, 1 << 20), 0);
    store_hammer(4, 20000);
    assert_true(store_stats(&store).entries <= 200);
}

static void sqlite(void **state)
{
    (void)state;
    const struct wj_cache_sqlite_settings settings = {
        .folder = folder, .max_entries = 200, .max_bytes = 1 << 20, .timeout_ms = 10000
    };
    assert_int_equal(wj_cache_sqlite_new(&store, &wj_libc_allocator, &settings), 0);
    assert_int_equal(wj_cache_sqlite_new(&other_store, &wj_libc_allocator, &settings), 0);
    store_hammer(4, 6000);
    assert_in_range(store_stats(&store).entries, 1, 200);
    assert_true(store_stats(&store).hits > 0);
    assert_int_equal(store_stats(&store).errors + store_stats(&other_store).errors, 0);
}

static struct redis_server server;

static int start_server(void **state)
{
    (void)state;
    redis_server_make(&server, NULL);
    return 0;
}

static int stop_server(void **state)
{
    redis_server_free(&server);
    return tear_down(state);
}

static void redis(void **state)
{
    (void)state;
    wikijs_error err;
    const struct wj_redis_settings settings = {
        .option = "cache_redis", .url = server.url, .prefix = "test:", .timeout_ms = 5000
    };
    assert_int_equal(wj_cache_redis_new(&store, &wj_libc_allocator, &settings, &err), 0);
    assert_int_equal(wj_cache_redis_new(&other_store, &wj_libc_allocator, &settings, &err), 0);
    store_hammer(4, 6000);
    assert_true(store_stats(&store).hits > 0);
    assert_int_equal(store_stats(&store).errors + store_stats(&other_store).errors, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_CASE(memory, NULL, tear_down),
        STORE_CASE(sqlite, make_folder, tear_down),
        STORE_CASE(redis, start_server, stop_server),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
