/* SPDX-License-Identifier: MIT */
/* Memory runs out in a change feed, and in a relay with its deliveries: each allocation fails once ("support/torture.h"). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <wikijs/watch.h>
#include <wikijs/webhook_relay.h>

#include "support/faults.h"
#include "support/feed.h"
#include "support/live.h"
#include "support/receiver.h"
#include "support/torture.h"

static const char *const page_events[] = { "page.*" };

/* One look at everything, which tells of the pages below docs/api. */
static wikijs_watch_options look_once(const char *state)
{
    wikijs_watch_options options = WIKIJS_WATCH_OPTIONS_INIT;
    options.state = state;
    options.events = (wikijs_strings){ page_events, 1 };
    options.path = "docs/api";
    options.since = 1;
    options.interval_ms = options.max_interval_ms = 1;
    options.once = true;
    options.allocator = torture_allocator();
    return options;
}

static int read_feed(wikijs_watch *watch, int *told, wikijs_error *err)
{
    const wikijs_event *event;
    int status;
    while ((status = wikijs_watch_next(watch, FEED_WAIT_MS, &event, err)) > 0) {
        assert_non_null(event->page);
        ++*told;
    }
    return status;
}

static int watch_pages(wikijs_client *client, size_t turn, wikijs_error *err)
{
    (void)turn;
    int told = 0;
    wikijs_watch *watch = NULL;
    const char *state = feed_state_path();
    wikijs_watch_options options = look_once(state);
    int status = wikijs_watch_new(&options, &watch, err);
    if (status == 0)
        status = wikijs_watch_add(watch, "here", client, err);
    if (status == 0)
        status = read_feed(watch, &told, err);
    assert_true(status < 0 || told > 0);
    wikijs_watch_free(watch);
    feed_forget(state);
    return status;
}

static int start_relay(wikijs_webhook_relay *relay, const wikijs_client *client, wikijs_error *err)
{
    static const char *const secrets[] = { RECEIVER_SECRET };
    char url[64];
    wikijs_webhook_target target = WIKIJS_WEBHOOK_TARGET_INIT;
    snprintf(url, sizeof url, "http://127.0.0.1:%d/hook", (int)wikijs_webhook_server_port(receiver));
    target.name = "receiver";
    target.url = url;
    target.secrets = (wikijs_strings){ secrets, 1 };
    target.events = (wikijs_strings){ page_events, 1 };
    target.path = "docs/api";
    target.first_retry_ms = 1;
    int status = wikijs_webhook_relay_add_target(relay, &target, err);
    return status < 0 ? status : wikijs_webhook_relay_add(relay, "here", client, err);
}

/* A look that failed is told to this; a feed that looks once does not repeat it. */
static void keep_error(const char *name, const wikijs_error *err, void *payload)
{
    if (strcmp(name, "here") == 0)
        *(wikijs_error *)payload = *err;
}

/* Send until nothing waits: what failed for want of memory is due again a moment later, which a run need not wait for. */
static int run_to_the_end(wikijs_webhook_relay *relay, wikijs_webhook_relay_stats *stats, wikijs_error *err)
{
    int status;
    do {
        status = wikijs_webhook_relay_run(relay, FEED_WAIT_MS, err);
        wikijs_webhook_relay_get_stats(relay, stats);
    } while (status == 0 && stats->waiting);
    return status;
}

/* A delivery for which memory was short is sent again: none is lost. */
static int relay_pages(wikijs_client *client, size_t turn, wikijs_error *err)
{
    wikijs_webhook_relay *relay = NULL;
    const char *state = feed_state_path();
    wikijs_watch_options feed = look_once(NULL);
    wikijs_webhook_relay_stats stats = { .struct_size = sizeof stats };
    wikijs_error missed = { 0 };
    int status = wikijs_webhook_relay_new(state, &feed, &relay, err);
    if (status == 0)
        status = start_relay(relay, client, err);
    if (status == 0) {
        wikijs_webhook_relay_on_error(relay, keep_error, &missed);
        status = run_to_the_end(relay, &stats, err);
    }
    if (status == 0 && missed.code) {
        *err = missed;
        status = missed.code;
    }
    if (status == 0 && (!stats.delivered || stats.dead))
        fail_msg("turn %zu: %llu delivered, %llu dead", turn, (unsigned long long)stats.delivered,
                 (unsigned long long)stats.dead);
    wikijs_webhook_relay_free(relay);
    feed_forget(state);
    return status;
}

static void feed_out_of_memory(void **state)
{
    (void)state;
    torture(watch_pages, live_env("WIKIJS_TEST_KEY"));
}

static void relay_out_of_memory(void **state)
{
    (void)state;
    wikijs_webhook_server_options options = receiver_options();
    receiver_serve(&options, "*");
    torture(relay_pages, live_env("WIKIJS_TEST_KEY"));
    receiver_stop();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(feed_out_of_memory, sandbox_reset),
        cmocka_unit_test_setup(relay_out_of_memory, sandbox_reset),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
