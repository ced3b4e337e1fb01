/* SPDX-License-Identifier: MIT */
/* Memory runs out while clients, and what stands around them, are made and ended ("support/shortage.h"). No server. */
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <wikijs/client.h>
#include <wikijs/metrics.h>
#include <wikijs/pages.h>
#include <wikijs/sys/hooks.h>
#include <wikijs/sys/plugin.h>
#include <wikijs/tenants.h>
#include <wikijs/webhook_relay.h>

#include "support/receiver.h"
#include "support/shortage.h"
#include "support/tree.h"

static const struct shortage_steps each = { 1, 1 };
static struct tree tree;

static int set_up(void **state)
{
    (void)state;
    tree_make(&tree);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    tree_free(&tree);
    return 0;
}

static wikijs_client_options with_everything(void)
{
    static const wikijs_plugin plugin = { WIKIJS_PLUGIN_HEAD("nothing", "1", "does nothing") };
    static const wikijs_plugin_use uses[] = { { .plugin = &plugin, .settings = "a=b" } };
    static const wikijs_hooks hooks[] = { { .name = "nothing" } };
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = "http://127.0.0.1:9/wiki";
    options.username = "me@example.com";
    options.password = "secret";
    options.proxy = "";
    options.user_agent = "test/1";
    options.locale = "de";
    options.rate_limit = "10/s:burst=20, pages.create=30/min";
    options.retry_on = "503, connect";
    options.breaker_failures = 3;
    options.cache = "memory";
    options.cache_ttls = "pages.list=30s, site=1h, search=0";
    options.cache_namespace = "n";
    options.audit_log = tree.outside;
    options.audit_user = "tester";
    options.profile = "p";
    options.plugins = uses;
    options.plugin_count = 1;
    options.hooks = hooks;
    options.hook_count = 1;
    return options;
}

/* Calls that are under way when their client ends are canceled. */
static int start_calls(wikijs_client *client)
{
    wikijs_pages_create_input input = WIKIJS_PAGES_CREATE_INPUT_INIT;
    input.path = "a/b";
    input.title = "T";
    input.content = (wikijs_str){ "text", 4 };
    int status = wikijs_pages_get_async(client, 1, NULL, NULL, NULL, NULL);
    return status < 0 ? status : wikijs_pages_create_async(client, &input, NULL, NULL, NULL);
}

static int use_client(void *payload, size_t turn, wikijs_error *err)
{
    (void)turn;
    wikijs_client *client = NULL, *clone = NULL;
    int status = wikijs_client_new(payload, &client, err);
    assert_true((status == 0) == (client != NULL));
    if (status == 0) {
        status = wikijs_client_clone(client, &clone, err);
        assert_true((status == 0) == (clone != NULL));
    }
    if (status == 0)
        status = start_calls(clone);
    wikijs_client_free(client);
    wikijs_client_free(clone);
    return status;
}

static void clients(void **state)
{
    (void)state;
    wikijs_client_options options = with_everything();
    shortage_each(use_client, &options, each);
    options.username = options.password = NULL;
    options.api_key_command = "echo the.key.itself";
    options.coalesce = 1;
    options.cache = "sqlite";
    options.cache_dir = tree.path;
    shortage_each(use_client, &options, each);
    options.api_key_command = NULL;
    tree_put(&tree, "key", "the.key.itself\n");
    char file[128] = "";
    strcat(strcat(file, tree.path), "/key");
    options.api_key_file = file;
    options.cache = "redis";
    options.cache_redis = options.rate_limit_redis = options.breaker_redis = "redis://:password@127.0.0.1:9/0";
    shortage_each(use_client, &options, each);
}

/* --- metrics --- */

static int read_metrics(wikijs_client *client, wikijs_error *err)
{
    wikijs_metric_list *list = NULL;
    wikijs_metrics_options options = WIKIJS_METRICS_OPTIONS_INIT;
    options.labels = "wiki=\"docs\"";
    size_t length = 0;
    int status = wikijs_metrics_get(client, &options, &list, err);
    assert_true((status == 0) == (list != NULL));
    if (status == 0) {
        assert_true(wikijs_metric_list_count(list) > 10);
        assert_true(strlen(wikijs_metric_list_text(list, &length)) == length && length > 1000);
        status = wikijs_metrics_write_file(client, tree.outside, &options, err);
    }
    if (status == 0)
        status = wikijs_metrics_add_to_file(client, tree.outside, &options, err);
    wikijs_metric_list_free(list);
    return status;
}

static int use_metrics(void *payload, size_t turn, wikijs_error *err)
{
    (void)turn;
    wikijs_client *client = NULL;
    wikijs_metrics_server *server = NULL;
    shortage_pause(true);
    assert_int_equal(wikijs_client_new(payload, &client, err), 0);
    shortage_pause(false);
    int status = read_metrics(client, err);
    if (status == 0)
        status = wikijs_metrics_server_new(client, NULL, &server, err);
    wikijs_metrics_server_free(server);
    shortage_pause(true);
    wikijs_client_free(client);
    shortage_pause(false);
    return status;
}

static void metrics(void **state)
{
    (void)state;
    wikijs_client_options options = with_everything();
    options.audit_log = NULL;
    shortage_each(use_metrics, &options, each);
}

/* --- tenants --- */

static int use_tenants(void *payload, size_t turn, wikijs_error *err)
{
    (void)turn;
    static const char *const names[] = { "a", "b", "c" };
    wikijs_tenants *tenants = NULL;
    wikijs_client *client = NULL, *clone = NULL;
    int status = wikijs_tenants_new(NULL, &tenants, err);
    size_t added = 0;
    while (status == 0 && added < 3) {
        status = wikijs_tenants_add(tenants, names[added], payload, err);
        added += status == 0;
    }
    assert_int_equal(wikijs_tenants_count(tenants), added);
    if (status == 0)
        status = wikijs_tenants_client(tenants, "b", &client, err);
    if (status == 0)
        status = wikijs_tenants_clone(tenants, "b", &clone, err);
    wikijs_client_free(clone);
    wikijs_tenants_free(tenants);
    return status;
}

static void tenants(void **state)
{
    (void)state;
    wikijs_client_options options = with_everything();
    shortage_each(use_tenants, &options, each);
}

/* --- webhooks --- */

/* A wiki that could not be added can be added once there is memory, and all targets are ready then. */
static void add_again(wikijs_webhook_relay *relay, const wikijs_client *client)
{
    wikijs_error err;
    shortage_pause(true);
    assert_int_equal(wikijs_webhook_relay_add(relay, "here", client, &err), 0);
    assert_true(wikijs_webhook_relay_process(relay, &err) >= 0);
    shortage_pause(false);
}

static int use_relay(void *payload, size_t turn, wikijs_error *err)
{
    (void)turn;
    static const char *const secrets[] = { "whsec_c2VjcmV0c2VjcmV0c2VjcmV0", "a text of some length" },
                             *const headers[] = { "A: b" };
    wikijs_client *client = NULL;
    wikijs_webhook_relay *relay = NULL;
    wikijs_webhook_target target = WIKIJS_WEBHOOK_TARGET_INIT;
    target.url = "http://127.0.0.1:9/hook";
    target.secrets = (wikijs_strings){ secrets, 2 };
    target.headers = (wikijs_strings){ headers, 1 };
    target.rate = "10/s";
    target.path = "docs";
    int status = wikijs_client_new(payload, &client, err);
    if (status == 0)
        status = wikijs_webhook_relay_new(tree.outside, NULL, &relay, err);
    for (int i = 0; status == 0 && i < 3; i++) {
        target.name = ((const char *const[]){ "one", "two", "three" })[i];
        status = wikijs_webhook_relay_add_target(relay, &target, err);
    }
    if (status == 0) {
        status = wikijs_webhook_relay_add(relay, "here", client, err);
        if (status < 0)
            add_again(relay, client);
    }
    wikijs_webhook_relay_free(relay);
    wikijs_client_free(client);
    return status;
}

static void relay(void **state)
{
    (void)state;
    wikijs_client_options options = with_everything();
    shortage_each(use_relay, &options, each);
}

/* Let the server, which runs on this thread, take a delivery and answer; 0: it hung up instead. */
static int deliver(void)
{
    int fd = receiver_connect();
    receiver_deliver_on(fd, "id-1", RECEIVER_EVENT);
    struct pollfd ready[] = { { .fd = fd, .events = POLLIN },
                              { .fd = wikijs_webhook_server_fd(receiver), .events = POLLIN } };
    while (poll(ready, 2, -1) > 0 && !ready[0].revents)
        assert_true(wikijs_webhook_server_process(receiver, NULL) >= 0);
    int answer = receiver_read(fd);
    close(fd);
    return answer;
}

/* Whoever sends is not told that it was taken, unless it was. */
static int use_server(void *payload, size_t turn, wikijs_error *err)
{
    (void)turn;
    atomic_store(&receiver_seen, 0);
    int status = wikijs_webhook_server_new(payload, &receiver, err);
    assert_true((status == 0) == (receiver != NULL));
    if (status == 0)
        status = wikijs_webhook_server_on(receiver, "page.*", receiver_take, NULL, err);
    if (status == 0) {
        int answer = deliver();
        if (answer != 0 && answer != 200 && answer < 500)
            fail_msg("HTTP %d", answer);
        assert_true(answer != 200 || (receiver_seen == 1 && strcmp(receiver_path, "a/b") == 0));
        status = answer == 200 ? 0 : WIKIJS_E_NOMEM;
    }
    wikijs_webhook_server_free(receiver);
    receiver = NULL;
    return status;
}

static void webhook_server(void **state)
{
    (void)state;
    wikijs_webhook_server_options options = receiver_options();
    shortage_each(use_server, &options, each);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(clients, set_up, tear_down),
        cmocka_unit_test_setup_teardown(metrics, set_up, tear_down),
        cmocka_unit_test_setup_teardown(tenants, set_up, tear_down),
        cmocka_unit_test_setup_teardown(relay, set_up, tear_down),
        cmocka_unit_test(webhook_server),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
