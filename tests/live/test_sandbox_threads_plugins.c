/* SPDX-License-Identifier: MIT */
/* The state of a plugin, and a registry of clients, used by several threads. Run under ThreadSanitizer, too. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/faults.h"
#include "support/live.h"
#include <wikijs/sys/plugin.h>
#include <wikijs/tenants.h>

enum { THREADS = 4, READS = 40 };

/* --- clones and a plugin --- */

static wikijs_client *client_with(const wikijs_plugin *plugin, void *payload)
{
    wikijs_client_options options = sandbox_options();
    wikijs_plugin_use use = { .plugin = plugin, .payload = payload };
    options.api_key = live_env("WIKIJS_TEST_KEY");
    options.plugins = &use;
    options.plugin_count = 1;
    return sandbox_client(&options);
}

struct census {
    int clients, most, gone, calls;
};

static void count_clients(const wikijs_plugin_event *event, void *state)
{
    struct census *census = state;
    if (event->kind == WIKIJS_EVENT_CLIENT_OPEN)
        census->clients++;
    else if (event->kind == WIKIJS_EVENT_CLIENT_CLOSE)
        census->clients--;
    census->most = census->clients > census->most ? census->clients : census->most;
}

static int count_call(wikijs_plugin_call *call, void *state)
{
    (void)call;
    ((struct census *)state)->calls++;
    return 0;
}

static void count_end(void *state)
{
    ((struct census *)state)->gone++;
}

static void *read_many(void *context)
{
    wikijs_client *client = context;
    wikijs_error err;
    for (int i = 0; i < READS; i++) {
        wikijs_page *page = NULL;
        if (wikijs_pages_get(client, 1, NULL, &page, &err) < 0)
            print_error("%s\n", err.message);
        wikijs_page_free(page);
    }
    wikijs_client_free(client);
    return NULL;
}

/* The plugin has no lock of its own: it says that it is serial. */
static void clones_share_the_state(void **state)
{
    static const wikijs_plugin counter = { WIKIJS_PLUGIN_HEAD("counter", "1", ""), .flags = WIKIJS_PLUGIN_SERIAL,
                                           .destroy = count_end, .before_call = count_call, .on_event = count_clients };
    (void)state;
    wikijs_error err;
    struct census census = { 0 };
    wikijs_client *client = client_with(&counter, &census), *clones[THREADS];
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(wikijs_client_clone(client, &clones[i], &err), 0);
    wikijs_client_free(client);
    assert_int_equal(census.gone, 0);
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, read_many, clones[i]), 0);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(census.calls, THREADS * READS);
    assert_int_equal(census.most, THREADS + 1);
    assert_int_equal(census.clients, 0);
    assert_int_equal(census.gone, 1);
}

/* --- clones of tenants --- */

static wikijs_tenants *tenants;

static void add(const char *name)
{
    wikijs_client_options options = sandbox_options();
    wikijs_error err;
    options.api_key = live_env("WIKIJS_TEST_KEY");
    assert_int_equal(wikijs_tenants_add(tenants, name, &options, &err), 0);
}

static void *use_clones(void *context)
{
    size_t *count = context;
    for (int i = 0; i < 20; i++) {
        wikijs_client *client = NULL;
        wikijs_error own;
        wikijs_page *page = NULL;
        int status = wikijs_tenants_clone(tenants, i % 2 ? "a" : "b", &client, &own);
        if (status == 0)
            status = wikijs_pages_get(client, 1, NULL, &page, &own);
        *count += status == 0;
        wikijs_page_free(page);
        wikijs_client_free(client);
    }
    return NULL;
}

static void threads_take_clones_while_tenants_come_and_go(void **state)
{
    (void)state;
    wikijs_error err;
    assert_int_equal(wikijs_tenants_new(NULL, &tenants, &err), 0);
    add("a");
    add("b");
    pthread_t threads[THREADS];
    size_t counts[THREADS] = { 0 };
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, use_clones, &counts[i]), 0);
    for (int i = 0; i < 50; i++) {
        char name[16];
        snprintf(name, sizeof name, "c%d", i);
        add(name);
        wikijs_client *client = NULL;
        assert_int_equal(wikijs_tenants_client(tenants, name, &client, &err), 0);
        if (i % 2)
            assert_int_equal(wikijs_tenants_remove(tenants, name), 0);
        wikijs_tenants_close_idle(tenants, 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(counts[i], 20);
    }
    assert_int_equal(wikijs_tenants_count(tenants), 27);
    wikijs_tenants_free(tenants);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(clones_share_the_state, sandbox_reset),
        cmocka_unit_test_setup(threads_take_clones_while_tenants_come_and_go, sandbox_reset),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
