/* SPDX-License-Identifier: MIT */
/* One feed of several wikis, as an iterator and on a loop of the program's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <poll.h>
#include <stdlib.h>
#include <wikijs/tenants.h>

#include "support/feed.h"
#include "support/sandbox.h"

static struct sandbox other;

static int start_other(void **state)
{
    (void)state;
    sandbox_start(&other, (const char *const[]){ NULL });
    return 0;
}

static int stop_other(void **state)
{
    (void)state;
    sandbox_stop(&other);
    return 0;
}

static wikijs_client *client_of_other(void)
{
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    wikijs_client *client = NULL;
    options.base_url = other.url;
    options.api_key = other.key;
    assert_int_equal(wikijs_client_new(&options, &client, NULL), 0);
    return client;
}

static int64_t page_on(wikijs_client *client, const char *path)
{
    wikijs_pages_create_input input = WIKIJS_PAGES_CREATE_INPUT_INIT;
    wikijs_page *page = NULL;
    wikijs_error err;
    input.path = input.title = path;
    input.content = (wikijs_str){ "text", 4 };
    if (wikijs_pages_create(client, &input, &page, &err) < 0)
        fail_msg("%s", err.message);
    int64_t id = page->id;
    wikijs_page_free(page);
    return id;
}

static void save_on(wikijs_client *client, int64_t id, const char *text)
{
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    wikijs_page *page = NULL;
    wikijs_error err;
    input.content = (wikijs_str){ text, strlen(text) };
    if (wikijs_pages_update(client, id, &input, &page, &err) < 0)
        fail_msg("%s", err.message);
    wikijs_page_free(page);
}

/* The next event of the feed that is about a page below the case's, or one called "elsewhere/...". */
static const wikijs_event *next_event(struct live *live, wikijs_watch *watch)
{
    const wikijs_event *event;
    int status;
    while ((status = wikijs_watch_next(watch, FEED_WAIT_MS, &event, &live->err)) > 0)
        if (event->page &&
            (strstr(event->page->path, live->prefix) || strncmp(event->page->path, "elsewhere/", 10) == 0))
            return event;
    fail_msg("no event: %s", status < 0 ? live->err.message : "none came");
    return NULL;
}

static void each_event_names_its_wiki(void **state)
{
    struct live *live = *state;
    wikijs_client *client = client_of_other();
    wikijs_watch_options options = feed_options(NULL);
    wikijs_watch *watch = feed_start(live, &options);
    LIVE_EXPECT(live, 0, wikijs_watch_add(watch, "there", client, &live->err));
    LIVE_EXPECT(live, WIKIJS_E_EXISTS, wikijs_watch_add(watch, "there", client, &live->err));
    feed_settle(live, watch);
    feed_settle(live, watch);

    live_page(live, "one", "text", "");
    const wikijs_event *event = next_event(live, watch);
    assert_string_equal(event->profile, "here");
    int64_t id = page_on(client, "elsewhere/two");
    event = next_event(live, watch);
    assert_string_equal(event->profile, "there");
    assert_string_equal(event->wiki, other.url);
    assert_string_equal(event->page->path, "elsewhere/two");
    LIVE_EXPECT(live, 0, wikijs_pages_delete(client, id, NULL, &live->err));
    assert_string_equal(next_event(live, watch)->type, "page.deleted");
    wikijs_watch_free(watch);
    wikijs_client_free(client);
}

static void all_tenants_are_followed(void **state)
{
    struct live *live = *state;
    const char *urls[] = { live_env("WIKIJS_TEST_URL"), other.url };
    const char *keys[] = { live_env("WIKIJS_TEST_KEY"), other.key }, *names[] = { "here", "there" };
    wikijs_tenants *tenants = NULL;
    LIVE_EXPECT(live, 0, wikijs_tenants_new(NULL, &tenants, &live->err));
    for (int i = 0; i < 2; i++) {
        wikijs_client_options of_tenant = WIKIJS_CLIENT_OPTIONS_INIT;
        of_tenant.base_url = urls[i];
        of_tenant.api_key = keys[i];
        LIVE_EXPECT(live, 0, wikijs_tenants_add(tenants, names[i], &of_tenant, &live->err));
    }
    wikijs_watch_options options = feed_options(NULL);
    wikijs_watch *watch = NULL;
    LIVE_EXPECT(live, 0, wikijs_watch_new(&options, &watch, &live->err));
    LIVE_EXPECT(live, 0, wikijs_watch_add_tenants(watch, tenants, &live->err));
    wikijs_tenants_free(tenants);
    feed_settle(live, watch);
    feed_settle(live, watch);
    wikijs_client *client = client_of_other();
    page_on(client, "elsewhere/three");
    assert_string_equal(next_event(live, watch)->profile, "there");
    live_page(live, "four", "text", "");
    assert_string_equal(next_event(live, watch)->profile, "here");
    wikijs_client_free(client);
    wikijs_watch_free(watch);
}

/* --- on a loop --- */

struct told {
    int events, refused, errors;
    int refuse; /* so many are not taken */
    char types[8][32], failing[16];
    int64_t numbers[8];
};

static int take(wikijs_watch *watch, const wikijs_event *event, void *payload)
{
    struct told *told = payload;
    wikijs_error err;
    assert_int_equal(wikijs_watch_process(watch, &err), WIKIJS_E_BUSY);
    if (strncmp(event->page->path, "elsewhere/", 10) != 0)
        return 0;
    if (told->refuse > 0) {
        told->refuse--;
        told->refused++;
        return 1;
    }
    assert_true(told->events < 8);
    snprintf(told->types[told->events], sizeof told->types[0], "%s", event->type);
    told->numbers[told->events++] = event->number;
    return 0;
}

static void note_failure(wikijs_watch *watch, const char *name, const wikijs_error *err, void *payload)
{
    struct told *told = payload;
    (void)watch;
    assert_true(err->code < 0);
    told->errors++;
    snprintf(told->failing, sizeof told->failing, "%s", name);
}

static void turn(struct live *live, wikijs_watch *watch)
{
    struct pollfd descriptor = { .fd = wikijs_watch_fd(watch), .events = POLLIN };
    assert_true(poll(&descriptor, 1, FEED_WAIT_MS) > 0);
    assert_true(wikijs_watch_process(watch, &live->err) >= 0);
}

static void settle_on_loop(struct live *live, wikijs_watch *watch)
{
    wikijs_watch_stats stats = { .struct_size = sizeof stats };
    wikijs_watch_get_stats(watch, &stats);
    uint64_t looks = stats.full_looks;
    while (stats.full_looks < looks + 2) {
        turn(live, watch);
        wikijs_watch_get_stats(watch, &stats);
    }
}

static void on_a_loop(void **state)
{
    struct live *live = *state;
    wikijs_client *client = client_of_other();
    wikijs_watch_options options = feed_options(NULL);
    const char *events = "page.*";
    options.events = (wikijs_strings){ &events, 1 };
    wikijs_watch *watch = feed_start(live, &options);
    LIVE_EXPECT(live, 0, wikijs_watch_add(watch, "there", client, &live->err));
    struct told told = { 0 };
    assert_int_equal(wikijs_watch_start(watch, NULL, NULL, NULL), WIKIJS_E_ARG);
    assert_int_equal(wikijs_watch_start(watch, take, note_failure, &told), 0);
    assert_int_equal(wikijs_watch_start(watch, take, note_failure, &told), WIKIJS_E_STATE);
    const wikijs_event *event;
    assert_int_equal(wikijs_watch_next(watch, 0, &event, &live->err), WIKIJS_E_STATE);
    settle_on_loop(live, watch);

    int64_t id = page_on(client, "elsewhere/loop");
    save_on(client, id, "other text");
    while (told.events < 2)
        turn(live, watch);
    assert_string_equal(told.types[0], "page.created");
    assert_string_equal(told.types[1], "page.updated");
    assert_true(told.numbers[1] > told.numbers[0]);

    /* What is not taken is told again after the next start. */
    told.refuse = 1;
    save_on(client, id, "third text");
    while (told.refused == 0)
        turn(live, watch);
    assert_int_equal(told.events, 2);
    assert_int_equal(wikijs_watch_start(watch, take, note_failure, &told), 0);
    while (told.events < 3)
        turn(live, watch);

    /* While one wiki is away, the other is followed. */
    assert_int_equal(told.errors, 0);
    sandbox_stop(&other);
    while (told.errors == 0)
        turn(live, watch);
    assert_string_equal(told.failing, "there");
    page_on(live->client, "elsewhere/here");
    while (told.events < 4)
        turn(live, watch);
    assert_string_equal(told.types[3], "page.created");
    wikijs_watch_stop(watch);
    wikijs_watch_free(watch);
    wikijs_client_free(client);
    sandbox_start(&other, (const char *const[]){ NULL });
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_event_names_its_wiki, live_set_up_sync, live_tear_down),
        cmocka_unit_test_setup_teardown(all_tenants_are_followed, live_set_up_sync, live_tear_down),
        cmocka_unit_test_setup_teardown(on_a_loop, live_set_up_sync, live_tear_down),
    };
    return cmocka_run_group_tests_name("a feed of several wikis", tests, start_other, stop_other);
}
