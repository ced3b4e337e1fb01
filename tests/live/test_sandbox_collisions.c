/* SPDX-License-Identifier: MIT */
/*
 * Writes of several programs at once. Each client here has a lane of its own, as other programs have, so the server's tree
 * rebuilds collide, and it reports failure for writes that happened. The library must find out and say what is true.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <wikijs/client.h>
#include <wikijs/pages.h>

#include "support/sandbox.h"

enum { CLIENTS = 4 };

struct writer {
    wikijs_client *client;
    wikijs_call *call;
    bool done;
    char path[64];
    int64_t id;
    uint64_t requests; /* before the operation */
};

static struct sandbox sandbox;
static struct writer writers[CLIENTS];

static void on_done(wikijs_call *call, void *payload)
{
    struct writer *writer = payload;
    assert_ptr_equal(call, writer->call);
    writer->done = true;
}

static uint64_t requests_of(const struct writer *writer)
{
    wikijs_client_stats stats = { .struct_size = sizeof stats };
    wikijs_client_get_stats(writer->client, &stats);
    return stats.requests;
}

static void begin(struct writer *writer)
{
    writer->done = false;
    writer->requests = requests_of(writer);
}

/* Drive all clients until their calls have ended; returns how many needed more than the one request. */
static int drive_all(void)
{
    int running = CLIENTS, extra = 0;
    for (int i = 0; i < CLIENTS; i++) {
        wikijs_call_ref(writers[i].call);
    }
    while (running > 0) {
        running = 0;
        for (int i = 0; i < CLIENTS; i++) {
            assert_true(wikijs_client_wait(writers[i].client, 1, NULL) >= 0);
            running += !writers[i].done;
        }
    }
    for (int i = 0; i < CLIENTS; i++) {
        extra += requests_of(&writers[i]) - writers[i].requests > 1;
    }
    return extra;
}

static void parallel_writes_report_what_is_true(void **state)
{
    (void)state;
    wikijs_error err;
    const char *tags[] = { "one", "two" };
    for (int i = 0; i < CLIENTS; i++) {
        struct writer *writer = &writers[i];
        wikijs_pages_create_input input = WIKIJS_PAGES_CREATE_INPUT_INIT;
        snprintf(writer->path, sizeof writer->path, "collisions/page-%d", i);
        input.title = "Collision";
        input.path = writer->path;
        input.content = (wikijs_str){ "text", 4 };
        input.tags = (wikijs_strings){ tags, 2 };
        begin(writer);
        assert_int_equal(wikijs_pages_create_async(writer->client, &input, on_done, writer, &writer->call), 0);
    }
    assert_true(drive_all() > 0); /* at least one had to look */
    for (int i = 0; i < CLIENTS; i++) {
        wikijs_page *page = NULL;
        int status = wikijs_pages_create_finish(writers[i].call, &page, &err);
        assert_int_equal(status, 0);
        assert_string_equal(page->path, writers[i].path);
        assert_string_equal(page->title, "Collision");
        assert_int_equal(page->tags.count, 2);
        writers[i].id = page->id;
        wikijs_page_free(page);
        wikijs_call_unref(writers[i].call);
    }

    for (int i = 0; i < CLIENTS; i++) {
        char path[80];
        snprintf(path, sizeof path, "collisions/moved-%d", i);
        begin(&writers[i]);
        assert_int_equal(wikijs_pages_move_async(writers[i].client, writers[i].id, "en", path, NULL, on_done,
                                                 &writers[i], &writers[i].call),
                         0);
    }
    assert_true(drive_all() > 0);
    for (int i = 0; i < CLIENTS; i++) {
        assert_int_equal(wikijs_pages_move_finish(writers[i].call, &err), 0);
        wikijs_call_unref(writers[i].call);
    }

    for (int i = 0; i < CLIENTS; i++) {
        begin(&writers[i]);
        assert_int_equal(
            wikijs_pages_delete_async(writers[i].client, writers[i].id, NULL, on_done, &writers[i], &writers[i].call),
            0);
    }
    assert_true(drive_all() > 0);
    for (int i = 0; i < CLIENTS; i++) {
        assert_int_equal(wikijs_pages_delete_finish(writers[i].call, &err), 0);
        wikijs_call_unref(writers[i].call);
    }
    wikijs_page_item_list *list = NULL;
    assert_int_equal(wikijs_pages_list(writers[0].client, NULL, &list, &err), 0);
    for (size_t i = 0; i < wikijs_page_item_list_count(list); i++) {
        assert_int_not_equal(strncmp(wikijs_page_item_list_at(list, i)->path, "collisions/", 11), 0);
    }
    wikijs_page_item_list_free(list);
}

/* One client alone never collides with itself, however many writes it starts. */
static void one_client_writes_in_turn(void **state)
{
    (void)state;
    enum { WRITES = 6 };
    wikijs_error err;
    wikijs_client *client = writers[0].client;
    wikijs_call *calls[WRITES];
    struct writer marks[WRITES] = { 0 };
    uint64_t before = requests_of(&writers[0]);
    for (int i = 0; i < WRITES; i++) {
        char path[64];
        wikijs_pages_create_input input = WIKIJS_PAGES_CREATE_INPUT_INIT;
        snprintf(path, sizeof path, "in-turn/page-%d", i % 3); /* each path twice: the second must be refused */
        input.title = "In turn";
        input.path = path;
        input.content = (wikijs_str){ "text", 4 };
        assert_int_equal(wikijs_pages_create_async(client, &input, on_done, &marks[i], &calls[i]), 0);
        marks[i].call = calls[i];
        wikijs_call_ref(calls[i]);
    }
    while (wikijs_client_pending(client) > 0) {
        assert_true(wikijs_client_wait(client, 5000, &err) >= 0);
    }
    for (int i = 0; i < WRITES; i++) {
        wikijs_page *page = NULL;
        assert_true(marks[i].done);
        assert_int_equal(wikijs_pages_create_finish(calls[i], &page, &err), i < 3 ? 0 : WIKIJS_E_EXISTS);
        wikijs_page_free(page);
        wikijs_call_unref(calls[i]);
    }
    assert_int_equal(requests_of(&writers[0]) - before, WRITES);
}

static int set_up(void **state)
{
    (void)state;
    static const char *const flags[] = { "--races", "--write-cost", "150", NULL };
    sandbox_start(&sandbox, flags);
    for (int i = 0; i < CLIENTS; i++) {
        wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
        options.base_url = sandbox.url;
        options.api_key = sandbox.key;
        assert_int_equal(wikijs_client_new(&options, &writers[i].client, NULL), 0);
    }
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    for (int i = 0; i < CLIENTS; i++) {
        wikijs_client_free(writers[i].client);
    }
    sandbox_stop(&sandbox);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parallel_writes_report_what_is_true),
        cmocka_unit_test(one_client_writes_in_turn),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
