/* SPDX-License-Identifier: MIT */
/* The store in a real Redis: what it shares, and what happens when Redis is down, slow, restarted, or something else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/alloc.h"
#include "cache/redis.h"
#include "support/redis_server.h"
#include "support/stores.h"
#include "transport/redis.h"
#include <wikijs/error.h>

static struct redis_server server;
static wikijs_error err;

static int open_at(wikijs_cache_store *one, const char *url, int timeout_ms)
{
    const struct wj_redis_settings settings = {
        .option = "cache_redis", .url = url, .prefix = "test:", .timeout_ms = timeout_ms
    };
    return wj_cache_redis_new(one, &wj_libc_allocator, &settings, &err);
}

static int start_server(void **state)
{
    (void)state;
    redis_server_make(&server, "geheim");
    return 0;
}

static int stop_server(void **state)
{
    (void)state;
    redis_server_free(&server);
    return 0;
}

static int set_up(void **state)
{
    (void)state;
    redis_server_tell(&server, "flushall");
    assert_int_equal(open_at(&store, server.url, 5000), 0);
    assert_int_equal(open_at(&other_store, server.url, 5000), 0);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    stores_close();
    return 0;
}

static void expect_failure(const char *told)
{
    char line[256] = "";
    wikijs_cache_key key = store_key(1);
    wikijs_cache_found found = { .struct_size = sizeof found };
    assert_int_equal(store.get(store.state, &key, 1000, &found), WIKIJS_E_IO);
    assert_true(found.ticket != 0);
    store.explain(store.state, line, sizeof line);
    if (!strstr(line, told) || strstr(line, "geheim"))
        fail_msg("'%s' does not tell of '%s'", line, told);
}

/* Until the pause after a failure is over. */
static void await(wikijs_cache_store *one)
{
    wikijs_cache_key key = store_key(99);
    wikijs_cache_found found = { .struct_size = sizeof found };
    while (one->get(one->state, &key, 1000, &found) == WIKIJS_E_IO)
        ;
}

/* --- what Redis does --- */

static void *give_room(size_t size, void *payload)
{
    return size <= 8 ? payload : NULL;
}

static void redis_lets_go_by_itself(void **state)
{
    (void)state;
    wikijs_cache_key key = store_key(1);
    wikijs_cache_entry entry = { .struct_size = sizeof entry,
                                 .bytes = "x",
                                 .length = 1,
                                 .stored_at = 1000,
                                 .fresh_until = 1001,
                                 .keep_until = 1001 };
    assert_int_equal(store.set(store.state, &key, 1000, &entry), 0); /* for one millisecond */
    char bytes[8];
    wikijs_cache_found found = { .struct_size = sizeof found, .reserve = give_room, .payload = bytes };
    while (store.get(store.state, &key, 0, &found) == 0)
        ;
}

static void answers_put_in_by_a_socket_are_found(void **state)
{
    (void)state;
    char url[256];
    snprintf(url, sizeof url, "unix://:geheim@%s/socket?db=0", server.folder);
    stores_close();
    assert_int_equal(open_at(&store, url, 5000), 0);
    assert_int_equal(open_at(&other_store, server.url, 5000), 0);
    assert_int_equal(store_put(&store, 1, 100, 0, "a"), 0);
    assert_true(store_has(&other_store, 1, 1000, NULL));
}

static void databases_and_prefixes_are_apart(void **state)
{
    (void)state;
    char url[80];
    snprintf(url, sizeof url, "%s/3", server.url);
    assert_int_equal(store_put(&store, 1, 100, 0, "a"), 0);
    other_store.destroy(other_store.state);
    assert_int_equal(open_at(&other_store, url, 5000), 0);
    assert_false(store_has(&other_store, 1, 1000, NULL));
    other_store.destroy(other_store.state);
    const struct wj_redis_settings settings = {
        .option = "cache_redis", .url = server.url, .prefix = "else:", .timeout_ms = 5000
    };
    assert_int_equal(wj_cache_redis_new(&other_store, &wj_libc_allocator, &settings, &err), 0);
    assert_false(store_has(&other_store, 1, 1000, NULL));
}

static void name_of_a_host_is_looked_up(void **state)
{
    (void)state;
    char url[80];
    snprintf(url, sizeof url, "redis://:geheim@localhost:%d", server.port);
    stores_close();
    assert_int_equal(open_at(&store, url, 5000), 0);
    assert_int_equal(store_put(&store, 1, 100, 0, "a"), 0);
}

/* Redis may let go of any key when it is short of memory: nothing that was dropped may come back by that. */
static void lost_marks_put_nothing_back(void **state)
{
    (void)state;
    static const char *const lost[] = {
        "del test:74656e616e7400000000000000000000:m", "del test:all",
        "eval \"redis.call('del','test:all','test:74656e616e7400000000000000000000:m')\" 0"
    };
    for (size_t i = 0; i < sizeof lost / sizeof *lost; i++) {
        uint64_t before;
        store_has(&store, 2, 1000, &before);
        assert_int_equal(store_put(&store, 1, 100, 0, "a"), 0);
        store_drop(&store, "a");
        redis_server_tell(&server, lost[i]);
        assert_false(store_has(&store, 1, 1000, NULL));
        assert_int_equal(store_put(&store, 1, 100, before, "a"), WIKIJS_E_CONFLICT);
        assert_int_equal(store_put(&store, 1, 100, 0, "a"), 0);
        assert_true(store_has(&store, 1, 1000, NULL));
    }
}

static void garbage_in_an_answer_is_a_miss(void **state)
{
    (void)state;
    wikijs_cache_key key = store_key(1);
    char command[256],
        *at = command + snprintf(command, sizeof command, "setrange test:74656e616e7400000000000000000000:");
    for (size_t i = 0; i < sizeof key.id; i++)
        at += snprintf(at, 3, "%02x", key.id[i]);
    snprintf(at, 32, " 60 garbage");
    assert_int_equal(store_put(&store, 1, 100, 0, "a"), 0);
    redis_server_tell(&server, command);
    assert_false(store_has(&store, 1, 1000, NULL));
    memcpy(at, " 0 gar", 7);
    redis_server_tell(&server, command);
    assert_false(store_has(&store, 1, 1000, NULL));
    assert_int_equal(store_put(&store, 1, 100, 0, "a"), 0);
    assert_true(store_has(&store, 1, 1000, NULL));
}

static void forgotten_scripts_are_told_again(void **state)
{
    (void)state;
    assert_int_equal(store_put(&store, 1, 100, 0, "a"), 0);
    redis_server_tell(&server, "script flush");
    assert_true(store_has(&store, 1, 1000, NULL));
    redis_server_tell(&server, "script flush");
    store_drop(&store, "a");
    assert_false(store_has(&other_store, 1, 1000, NULL));
}

static void memory_of_dropped_tags_is_bounded(void **state)
{
    (void)state;
    enum { TAGS = 21000 };
    static char names[TAGS][16];
    static const char *tags[TAGS];
    for (int i = 0; i < TAGS; i++) {
        snprintf(names[i], sizeof names[i], "t%d", i);
        tags[i] = names[i];
    }
    assert_int_equal(store_put(&store, 1, 100, 0, "kept"), 0);
    assert_int_equal(store.drop(store.state, store_key(0).tenant, tags, TAGS), 0);
    assert_false(store_has(&store, 1, 1000, NULL)); /* forgotten with the tags */
    redis_server_tell(&server, "eval \"assert(redis.call('hlen', 'test:74656e616e7400000000000000000000:m') < 10)\" 0");
    assert_int_equal(store_put(&store, 1, 100, 0, "kept"), 0);
    assert_true(store_has(&store, 1, 1000, NULL));
}

/* --- when it is not well --- */

static void redis_that_comes_back_is_used_again(void **state)
{
    (void)state;
    uint64_t before;
    assert_int_equal(store_put(&store, 1, 100, 0, "a"), 0);
    store_has(&store, 2, 1000, &before);
    for (int i = 0; i < 3; i++) {
        redis_server_kill(&server);
        expect_failure("Connection refused");
        expect_failure("Connection refused"); /* at once */
        redis_server_start(&server);
        await(&store);
        assert_false(store_has(&store, 1, 1000, NULL));
        assert_int_equal(store_put(&store, 1, 100, before, "a"), WIKIJS_E_CONFLICT);
        assert_int_equal(store_put(&store, 1, 100, 0, "a"), 0);
        assert_true(store_has(&store, 1, 1000, NULL));
    }
}

/* The connections that were idle are dead, which is no failure. */
static void restart_between_two_calls_is_not_noticed(void **state)
{
    (void)state;
    assert_int_equal(store_put(&store, 1, 100, 0, "a"), 0);
    redis_server_kill(&server);
    redis_server_start(&server);
    assert_false(store_has(&store, 1, 1000, NULL));
    assert_int_equal(store_put(&store, 1, 100, 0, "a"), 0);
    assert_int_equal(store_stats(&store).errors, 0);
}

static void slow_redis_is_left_alone(void **state)
{
    (void)state;
    stores_close();
    assert_int_equal(open_at(&store, server.url, 20), 0);
    await(&store);
    redis_server_pause(&server, true);
    expect_failure("Connection timed out");
    redis_server_pause(&server, false);
    await(&store);
    stores_close();
    assert_int_equal(open_at(&store, server.url, 5000), 0);
    assert_int_equal(store_put(&store, 1, 100, 0, "a"), 0);
    assert_true(store_has(&store, 1, 1000, NULL));
}

static void what_is_no_redis_is_a_failure(void **state)
{
    (void)state;
    static const struct {
        const char *says;
        bool drips;
        const char *told;
    } cases[] = { { "HTTP/1.1 400 Bad Request\r\n\r\n", false, "no Redis" },
                  { "$99999999999999999999\r\n", false, "no Redis" },
                  { "*1000000\r\n", true, "no Redis" },
                  { "$100000000\r\n", true, "timed out" }, /* one byte now and then does not make it last longer */
                  { NULL, false, "timed out" },
                  { "+OK\r\n-ERR what is this\r\n", false, "what is this" },
                  { "+OK\r\n+QUEUED\r\n", false, "" },
                  { "+OK\r\n*1\r\n+no number\r\n", false, "" } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char url[64];
        int port;
        stores_close();
        struct no_redis *other = no_redis_start(cases[i].says, cases[i].drips, &port);
        snprintf(url, sizeof url, "redis://:geheim@127.0.0.1:%d", port);
        assert_int_equal(open_at(&store, url, 50), 0);
        expect_failure(cases[i].told);
        stores_close();
        no_redis_stop(other);
    }
}

static void nobody_there_is_a_failure(void **state)
{
    (void)state;
    char url[64];
    stores_close();
    int port, place = closed_port(&port);
    snprintf(url, sizeof url, "redis://127.0.0.1:%d", port);
    assert_int_equal(open_at(&store, url, 1000), 0);
    expect_failure("Connection refused");
    assert_int_equal(store.clear(store.state, NULL), WIKIJS_E_IO);
    stores_close();
    close(place);
    assert_int_equal(open_at(&store, "unix:///nonexistent/socket", 1000), 0);
    expect_failure("/nonexistent/socket: No such file");
    stores_close();
    assert_int_equal(open_at(&store, "redis://no-such-host.invalid", 1000), 0);
    expect_failure("no-such-host.invalid:6379: ");
}

static void wrong_password_is_a_failure(void **state)
{
    (void)state;
    char url[64];
    stores_close();
    snprintf(url, sizeof url, "redis://:falsch@127.0.0.1:%d", server.port);
    assert_int_equal(open_at(&store, url, 5000), 0);
    expect_failure("WRONGPASS");
    stores_close();
    snprintf(url, sizeof url, "redis://127.0.0.1:%d", server.port);
    assert_int_equal(open_at(&store, url, 5000), 0);
    expect_failure("NOAUTH");
}

/* --- addresses --- */

static void addresses_are_read(void **state)
{
    (void)state;
    struct wj_redis_address a;
    assert_int_equal(wj_redis_address_read(&a, "o", "redis://cache.example.com", &err), 0);
    assert_string_equal(a.host, "cache.example.com");
    assert_string_equal(a.port, "6379");
    assert_int_equal(a.database, 0);
    assert_int_equal(wj_redis_address_read(&a, "o", "redis://me:p%40ss%2Fword@[::1]:7000/12", &err), 0);
    assert_string_equal(a.host, "::1");
    assert_string_equal(a.port, "7000");
    assert_string_equal(a.user, "me");
    assert_string_equal(a.password, "p@ss/word");
    assert_int_equal(a.database, 12);
    assert_null(strstr(a.text, "p@ss"));
    assert_int_equal(wj_redis_address_read(&a, "o", "unix:///run/redis.sock?db=2", &err), 0);
    assert_string_equal(a.socket, "/run/redis.sock");
    assert_int_equal(a.database, 2);
}

static void other_addresses_are_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = { "",
                                         "cache.example.com",
                                         "http://:geheim@cache.example.com",
                                         "redis://",
                                         "redis://:geheim@host/x",
                                         "redis://:geheim@host/-1",
                                         "redis://:geheim@host:port",
                                         "unix://",
                                         "unix:///run/redis.sock?x=geheim",
                                         "rediss://:geheim@host" };
    struct wj_redis_address a;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        if (wj_redis_address_read(&a, "cache_redis", wrong[i], &err) != WIKIJS_E_CONFIG)
            fail_msg("'%s' is taken", wrong[i]);
        assert_non_null(strstr(err.message, "option 'cache_redis'"));
        assert_null(strstr(err.message, "geheim"));
    }
}

int main(void)
{
#define CASE(name) STORE_CASE(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        STORE_CASES(set_up, tear_down),
        CASE(suite_shares_with_another),
        CASE(redis_lets_go_by_itself),
        CASE(answers_put_in_by_a_socket_are_found),
        CASE(databases_and_prefixes_are_apart),
        CASE(name_of_a_host_is_looked_up),
        CASE(lost_marks_put_nothing_back),
        CASE(garbage_in_an_answer_is_a_miss),
        CASE(forgotten_scripts_are_told_again),
        CASE(memory_of_dropped_tags_is_bounded),
        CASE(redis_that_comes_back_is_used_again),
        CASE(restart_between_two_calls_is_not_noticed),
        CASE(slow_redis_is_left_alone),
        CASE(what_is_no_redis_is_a_failure),
        CASE(nobody_there_is_a_failure),
        CASE(wrong_password_is_a_failure),
        cmocka_unit_test(addresses_are_read),
        cmocka_unit_test(other_addresses_are_refused),
    };
    return cmocka_run_group_tests(tests, start_server, stop_server);
}
