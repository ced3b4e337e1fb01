/* SPDX-License-Identifier: MIT */
/* A registry of clients: one loop for all, nothing of one for another. */
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include <cmocka.h>

#include "support/faults.h"
#include "support/live.h"
#include <wikijs/cache.h>
#include <wikijs/tenants.h>
#include <wikijs/users.h>

enum { MANY = 200 };

static wikijs_error err;
static wikijs_tenants *tenants;

static int set_up(void **state)
{
    if (wikijs_tenants_new(NULL, &tenants, &err) < 0)
        return -1;
    return sandbox_reset(state);
}

static int tear_down(void **state)
{
    (void)state;
    wikijs_tenants_free(tenants);
    return 0;
}

static void add(const char *name, const char *key_variable)
{
    wikijs_client_options options = sandbox_options();
    options.api_key = key_variable ? live_env(key_variable) : NULL;
    assert_int_equal(wikijs_tenants_add(tenants, name, &options, &err), 0);
}

static wikijs_client *client_of(const char *name)
{
    wikijs_client *client = NULL;
    if (wikijs_tenants_client(tenants, name, &client, &err) < 0)
        fail_msg("%s", err.message);
    return client;
}

static void names_are_kept_in_order(void **state)
{
    (void)state;
    add("zeta", NULL);
    add("acme", NULL);
    add("m\xc3\xbcller", NULL);
    wikijs_client_options options = sandbox_options();
    assert_int_equal(wikijs_tenants_add(tenants, "acme", &options, &err), WIKIJS_E_EXISTS);
    assert_string_equal(err.message, "there is a tenant 'acme' already");
    assert_int_equal(wikijs_tenants_add(tenants, "", &options, &err), WIKIJS_E_ARG);
    options.base_url = "nonsense";
    assert_int_equal(wikijs_tenants_add(tenants, "wrong", &options, &err), WIKIJS_E_CONFIG);
    assert_int_equal(wikijs_tenants_count(tenants), 3);
    assert_string_equal(wikijs_tenants_name_at(tenants, 0), "acme");
    assert_string_equal(wikijs_tenants_name_at(tenants, 1), "m\xc3\xbcller");
    assert_string_equal(wikijs_tenants_name_at(tenants, 2), "zeta");
    assert_null(wikijs_tenants_name_at(tenants, 3));
    assert_true(wikijs_tenants_has(tenants, "zeta"));
    assert_int_equal(wikijs_tenants_remove(tenants, "zeta"), 0);
    assert_int_equal(wikijs_tenants_remove(tenants, "zeta"), WIKIJS_E_NOT_FOUND);
    assert_false(wikijs_tenants_has(tenants, "zeta"));
    wikijs_client *client = NULL;
    assert_int_equal(wikijs_tenants_client(tenants, "zeta", &client, &err), WIKIJS_E_NOT_FOUND);
    assert_string_equal(err.message, "there is no tenant 'zeta'");
    assert_int_equal(wikijs_tenants_clone(tenants, "zeta", &client, &err), WIKIJS_E_NOT_FOUND);
    wikijs_tenants_options limits = WIKIJS_TENANTS_OPTIONS_INIT;
    wikijs_tenants *other = NULL;
    limits.cache_max_entries = INT64_C(1) << 32; /* room for which would be taken at once */
    assert_int_equal(wikijs_tenants_new(&limits, &other, &err), WIKIJS_E_ARG);
    limits.cache_max_entries = 0;
    limits.cache_max_bytes = -1;
    assert_int_equal(wikijs_tenants_new(&limits, &other, &err), WIKIJS_E_ARG);
    assert_null(other);
}

/* Each sees the wiki with its own eyes, although they share a host. */
static void identities_do_not_meet(void **state)
{
    (void)state;
    add("full", "WIKIJS_TEST_KEY");
    add("guest", NULL);
    for (int round = 0; round < 2; round++) {
        wikijs_user_item_list *users = NULL;
        assert_int_equal(wikijs_users_list(client_of("full"), NULL, &users, &err), 0);
        assert_true(wikijs_user_item_list_count(users) > 0);
        wikijs_user_item_list_free(users);
        users = NULL;
        assert_int_not_equal(wikijs_users_list(client_of("guest"), NULL, &users, &err), 0);
        wikijs_user_item_list_free(users);
    }
}

/* One memory for the caches of all; in it each finds what itself was answered. */
static void caches_share_their_memory_and_nothing_else(void **state)
{
    (void)state;
    static const char *const keys[] = { "WIKIJS_TEST_KEY", NULL };
    for (int i = 0; i < 2; i++) {
        wikijs_client_options options = sandbox_options();
        options.api_key = keys[i] ? live_env(keys[i]) : NULL;
        options.cache = "memory";
        assert_int_equal(wikijs_tenants_add(tenants, i ? "guest" : "full", &options, &err), 0);
    }
    for (int round = 0; round < 3; round++) {
        wikijs_user_item_list *users = NULL;
        assert_int_equal(wikijs_users_list(client_of("full"), NULL, &users, &err), 0);
        wikijs_user_item_list_free(users);
        users = NULL;
        assert_int_not_equal(wikijs_users_list(client_of("guest"), NULL, &users, &err), 0);
        wikijs_user_item_list_free(users);
    }
    assert_int_equal(sandbox_count("users.list"), 1 + 3); /* a refusal is not kept */
    wikijs_cache_stats stats = { .struct_size = sizeof stats };
    assert_int_equal(wikijs_cache_get_stats(client_of("guest"), &stats, &err), 0);
    assert_int_equal(stats.entries, 1);
    assert_int_equal(stats.hits, 2);
    wikijs_client *clone = NULL;
    assert_int_equal(wikijs_tenants_clone(tenants, "full", &clone, &err), 0);
    assert_int_equal(wikijs_tenants_remove(tenants, "full"), 0);
    assert_int_equal(wikijs_tenants_remove(tenants, "guest"), 0);
    wikijs_tenants_free(tenants);
    tenants = NULL;
    wikijs_user_item_list *users = NULL;
    assert_int_equal(wikijs_users_list(clone, NULL, &users, &err), 0); /* the memory is still there */
    wikijs_user_item_list_free(users);
    wikijs_client_free(clone);
    assert_int_equal(sandbox_count("users.list"), 1 + 3);
}

/* --- one loop --- */

static int ended, good;
static void on_page(wikijs_call *call, void *payload)
{
    (void)payload;
    wikijs_page *page = NULL;
    ended++;
    good += wikijs_pages_get_finish(call, &page, NULL) == 0;
    wikijs_page_free(page);
}

static void start_reads(size_t count)
{
    for (size_t i = 0; i < count; i++)
        assert_int_equal(
            wikijs_pages_get_async(client_of(wikijs_tenants_name_at(tenants, i)), 1, NULL, on_page, NULL, NULL), 0);
}

/* A login shell allows 1,024, and may have more. */
static void take_all_descriptors(void)
{
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
    limit.rlim_cur = limit.rlim_max;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
}

static void one_wait_serves_all(void **state)
{
    (void)state;
    take_all_descriptors();
    ended = good = 0;
    for (int i = 0; i < MANY; i++) {
        char name[16];
        snprintf(name, sizeof name, "t%03d", i);
        add(name, "WIKIJS_TEST_KEY");
    }
    start_reads(MANY);
    assert_int_equal(wikijs_tenants_pending(tenants), MANY);
    while (wikijs_tenants_pending(tenants))
        assert_true(wikijs_tenants_wait(tenants, 10000, &err) >= 0);
    assert_int_equal(ended, MANY);
    assert_int_equal(good, MANY);
    assert_int_equal(wikijs_tenants_wait(tenants, -1, &err), 0); /* nothing runs: no waiting */
}

static void one_descriptor_serves_all(void **state)
{
    (void)state;
    ended = good = 0;
    add("a", "WIKIJS_TEST_KEY");
    add("b", "WIKIJS_TEST_KEY");
    start_reads(2);
    struct pollfd waited = { .fd = wikijs_tenants_fd(tenants), .events = POLLIN };
    while (wikijs_tenants_pending(tenants)) {
        assert_int_equal(poll(&waited, 1, 60000), 1);
        assert_true(wikijs_tenants_process(tenants, &err) >= 0);
    }
    assert_int_equal(good, 2);
}

static void time_limit_of_one_is_kept_by_the_common_loop(void **state)
{
    (void)state;
    ended = good = 0;
    wikijs_client_options options = sandbox_options();
    options.read_timeout_ms = 1000;
    assert_int_equal(wikijs_tenants_add(tenants, "quick", &options, &err), 0);
    sandbox_fault("pages.single", 1, "hang");
    start_reads(1);
    assert_true(wikijs_tenants_wait(tenants, 0, &err) >= 0);
    while (wikijs_tenants_pending(tenants))
        assert_true(wikijs_tenants_wait(tenants, 10000, &err) >= 0);
    assert_int_equal(ended, 1);
    assert_int_equal(good, 0);
}

/* --- from inside of callbacks --- */

static void remove_tenants(wikijs_call *call, void *payload)
{
    wikijs_client *client = NULL;
    (void)call;
    ended++;
    assert_int_equal(wikijs_tenants_process(tenants, &err), WIKIJS_E_BUSY);
    wikijs_tenants_remove(tenants, payload);
    assert_int_equal(wikijs_tenants_client(tenants, payload, &client, &err), WIKIJS_E_NOT_FOUND);
    assert_int_equal(wikijs_tenants_close_idle(tenants, 0), 0);
}

static void tenants_go_from_inside_of_callbacks(void **state)
{
    (void)state;
    ended = 0;
    add("a", "WIKIJS_TEST_KEY");
    add("b", "WIKIJS_TEST_KEY");
    /* each takes the other one away, and the second to come itself */
    assert_int_equal(wikijs_pages_get_async(client_of("a"), 1, NULL, remove_tenants, "b", NULL), 0);
    assert_int_equal(wikijs_pages_get_async(client_of("b"), 1, NULL, remove_tenants, "b", NULL), 0);
    while (wikijs_tenants_pending(tenants))
        assert_true(wikijs_tenants_wait(tenants, 10000, &err) >= 0);
    assert_int_equal(ended, 2);
    assert_int_equal(wikijs_tenants_count(tenants), 1);
}

/* --- closing --- */

static void idle_clients_are_closed_and_open_again(void **state)
{
    (void)state;
    ended = good = 0;
    add("a", "WIKIJS_TEST_KEY");
    add("b", "WIKIJS_TEST_KEY");
    add("never", "WIKIJS_TEST_KEY");
    client_of("b");
    assert_int_equal(wikijs_pages_get_async(client_of("a"), 1, NULL, on_page, NULL, NULL), 0);
    assert_int_equal(wikijs_tenants_close_idle(tenants, 60000), 0);
    assert_int_equal(wikijs_tenants_close_idle(tenants, 0), 1); /* "a" has something to do */
    while (wikijs_tenants_pending(tenants))
        assert_true(wikijs_tenants_wait(tenants, 10000, &err) >= 0);
    assert_int_equal(wikijs_tenants_close_idle(tenants, 0), 1);
    wikijs_page *page = NULL;
    assert_int_equal(wikijs_pages_get(client_of("a"), 1, NULL, &page, &err), 0);
    wikijs_page_free(page);
    assert_int_equal(good, 1);
}

/* A limit is the tenant's, not the client's: closing and opening does not give it back. */
static void limits_outlive_clients(void **state)
{
    (void)state;
    wikijs_client_options options = sandbox_options();
    options.api_key = live_env("WIKIJS_TEST_KEY");
    options.rate_limit = "1/min";
    options.rate_limit_no_wait = 1;
    assert_int_equal(wikijs_tenants_add(tenants, "slow", &options, &err), 0);
    add("free", "WIKIJS_TEST_KEY");
    wikijs_page *page = NULL;
    assert_int_equal(wikijs_pages_get(client_of("slow"), 1, NULL, &page, &err), 0);
    wikijs_page_free(page);
    assert_int_equal(wikijs_tenants_close_idle(tenants, 0), 1);
    assert_int_equal(wikijs_pages_get(client_of("slow"), 1, NULL, &page, &err), WIKIJS_E_RATE_LIMITED);
    assert_int_equal(wikijs_pages_get(client_of("free"), 1, NULL, &page, &err), 0);
    wikijs_page_free(page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        CASE(names_are_kept_in_order),
        CASE(identities_do_not_meet),
        CASE(caches_share_their_memory_and_nothing_else),
        CASE(one_wait_serves_all),
        CASE(one_descriptor_serves_all),
        CASE(time_limit_of_one_is_kept_by_the_common_loop),
        CASE(tenants_go_from_inside_of_callbacks),
        CASE(idle_clients_are_closed_and_open_again),
        CASE(limits_outlive_clients),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
