/* SPDX-License-Identifier: MIT */
/* Plugins and read-only clients against a server that can be made to fail. */
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/faults.h"
#include "support/live.h"
#include <wikijs/assets.h>
#include <wikijs/batch.h>
#include <wikijs/sys/plugin.h>

static wikijs_client *client_with(const wikijs_plugin *plugin, void *payload)
{
    wikijs_client_options options = sandbox_options();
    wikijs_plugin_use use = { .plugin = plugin, .payload = payload };
    options.api_key = live_env("WIKIJS_TEST_KEY");
    options.plugins = &use;
    options.plugin_count = 1;
    return sandbox_client(&options);
}

static int read_title(struct live *live, wikijs_client *client, int64_t id, char *title, size_t size)
{
    wikijs_page *page = NULL;
    int status = LIVE_ON(live, client, wikijs_pages_get, (id, NULL), (&page, &live->err));
    snprintf(title, size, "%s", page ? page->title : "");
    wikijs_page_free(page);
    return status;
}

/* --- headers, both ways --- */

static int ask_for_echo(wikijs_plugin_call *call, void *state)
{
    (void)state;
    return wikijs_plugin_call_set_header(call, "X-Sandbox-Fault", "header=X-Echo:heard");
}

static int look_for_echo(wikijs_plugin_call *call, void *state)
{
    const char *echo = wikijs_plugin_call_response_header(call, "X-ECHO");
    wikijs_str body = wikijs_plugin_call_response_body(call);
    bool whole = wikijs_plugin_call_http_status(call) == 200 && body.len && body.ptr[0] == '{';
    *(int *)state += whole && echo && strcmp(echo, "heard") == 0;
    return 0;
}

static void headers_go_and_come(void **state)
{
    static const wikijs_plugin echo = { WIKIJS_PLUGIN_HEAD("echo", "1", ""), .before_request = ask_for_echo,
                                        .after_response = look_for_echo };
    struct live *live = *state;
    int heard = 0;
    char title[64];
    wikijs_client *client = client_with(&echo, &heard);
    LIVE_EXPECT(live, 0, read_title(live, client, 1, title, sizeof title));
    LIVE_EXPECT(live, 0, read_title(live, client, 2, title, sizeof title));
    assert_int_equal(heard, 2);
    wikijs_client_free(client);
}

/* A header of one call must not go into a document that carries others. */
static int mark_page_two(wikijs_plugin_call *call, void *state)
{
    (void)state;
    wikijs_str arguments = wikijs_plugin_call_arguments(call);
    bool is_two = arguments.len == strlen("{\"id\":2}") && memcmp(arguments.ptr, "{\"id\":2}", arguments.len) == 0;
    return is_two ? wikijs_plugin_call_set_header(call, "X-Sandbox-Fault", "latency=0") : 0;
}

static int count_requests(wikijs_plugin_call *call, void *state)
{
    int *counts = state;
    counts[strcmp(wikijs_plugin_call_operation(call), "batch") == 0]++;
    return 0;
}

static void marked_calls_travel_alone(void **state)
{
    static const wikijs_plugin marker = { WIKIJS_PLUGIN_HEAD("marker", "1", ""), .before_call = mark_page_two,
                                          .before_request = count_requests };
    struct live *live = *state;
    int counts[2] = { 0, 0 };
    wikijs_client *client = client_with(&marker, counts);
    wikijs_batch *batch = NULL;
    assert_int_equal(wikijs_batch_begin(client, NULL, &batch, &live->err), 0);
    for (int id = 1; id <= 3; id++)
        assert_int_equal(wikijs_pages_get_async(client, id, NULL, NULL, NULL, NULL), 0);
    assert_int_equal(wikijs_batch_wait(batch, &live->err), 0);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(wikijs_call_status(wikijs_batch_at(batch, i)), 0);
    assert_int_equal(counts[0], 1);
    assert_int_equal(counts[1], 1);
    wikijs_batch_free(batch);
    wikijs_client_free(client);
}

/* --- arguments and answers --- */

static int read_another(wikijs_plugin_call *call, void *state)
{
    (void)state;
    return wikijs_plugin_call_set_argument(call, "id", (wikijs_str){ "2", 1 });
}

static void argument_is_changed(void **state)
{
    static const wikijs_plugin redirect = { WIKIJS_PLUGIN_HEAD("redirect", "1", ""), .before_call = read_another };
    struct live *live = *state;
    char second[64], title[64];
    LIVE_EXPECT(live, 0, read_title(live, live->client, 2, second, sizeof second));
    wikijs_client *client = client_with(&redirect, NULL);
    LIVE_EXPECT(live, 0, read_title(live, client, 1, title, sizeof title));
    assert_string_equal(title, second);
    wikijs_client_free(client);
}

static int answer_for_dead_server(wikijs_plugin_call *call, void *state)
{
    *(int *)state = wikijs_plugin_call_error(call)->code;
    static const char page[] = "{\"id\":1,\"title\":\"kept\"}";
    return wikijs_plugin_call_answer(call, (wikijs_str){ page, sizeof page - 1 });
}

static void failure_is_answered(void **state)
{
    static const wikijs_plugin offline = { WIKIJS_PLUGIN_HEAD("offline", "1", ""), .on_error = answer_for_dead_server };
    struct live *live = *state;
    int seen = 0;
    char title[64];
    wikijs_client *client = client_with(&offline, &seen);
    sandbox_fault("pages.single", 1, "status=503");
    LIVE_EXPECT(live, 0, read_title(live, client, 1, title, sizeof title));
    assert_string_equal(title, "kept");
    assert_int_equal(seen, WIKIJS_E_UNAVAILABLE);
    wikijs_client_free(client);
}

/* What goes along with a request decides what comes back: the cache keeps them apart. */
static int stamp_number(wikijs_plugin_call *call, void *state)
{
    return wikijs_plugin_call_set_header(call, "X-Number", state);
}

static void cache_tells_headers_apart(void **state)
{
    static const wikijs_plugin stamp = { WIKIJS_PLUGIN_HEAD("number", "1", ""), .before_call = stamp_number };
    struct live *live = *state;
    char number[] = "1", title[64];
    wikijs_client_options options = sandbox_options();
    wikijs_plugin_use use = { .plugin = &stamp, .payload = number };
    options.api_key = live_env("WIKIJS_TEST_KEY");
    options.plugins = &use;
    options.plugin_count = 1;
    options.cache = "memory";
    wikijs_client *client = sandbox_client(&options);
    for (int i = 0; i < 6; i++) {
        number[0] = (char)('1' + i % 2);
        LIVE_EXPECT(live, 0, read_title(live, client, 1, title, sizeof title));
    }
    assert_int_equal(sandbox_count("pages.single"), 2);
    wikijs_client_free(client);
}

/* An answer that has grown old is asked for anew as it was asked for first: changed once, not twice. */
static int add_one(wikijs_plugin_call *call, void *state)
{
    (void)state;
    wikijs_str arguments = wikijs_plugin_call_arguments(call);
    const char *colon = arguments.ptr ? memchr(arguments.ptr, ':', arguments.len) : NULL;
    char id[2] = { colon ? (char)(colon[1] + 1) : '0', 0 };
    int status = wikijs_plugin_call_set_header(call, "X-Number", id);
    return status ? status : wikijs_plugin_call_set_argument(call, "id", (wikijs_str){ id, 1 });
}

static void renewal_is_changed_once(void **state)
{
    static const wikijs_plugin adder = { WIKIJS_PLUGIN_HEAD("adder", "1", ""), .before_call = add_one };
    struct live *live = *state;
    char second[64], title[64];
    LIVE_EXPECT(live, 0, read_title(live, live->client, 2, second, sizeof second));
    wikijs_client_options options = sandbox_options();
    wikijs_plugin_use use = { .plugin = &adder };
    options.api_key = live_env("WIKIJS_TEST_KEY");
    options.plugins = &use;
    options.plugin_count = 1;
    options.cache = "memory";
    options.cache_ttl_ms = 1;
    options.cache_stale_revalidate_ms = 60000;
    wikijs_client *client = sandbox_client(&options);
    for (int i = 0; i < 5; i++) {
        LIVE_EXPECT(live, 0, read_title(live, client, 1, title, sizeof title));
        assert_string_equal(title, second);
        while (wikijs_client_pending(client))
            wikijs_client_wait(client, 1000, &live->err);
        poll(NULL, 0, 5); /* until it is old */
    }
    assert_true(sandbox_count("\"x-number\":\"2\"") >= 2);
    assert_int_equal(sandbox_count("\"x-number\":\"3\""), 0);
    wikijs_client_free(client);
}

/* --- secrets --- */

static int look_at_login(wikijs_plugin_call *call, void *state)
{
    if (strcmp(wikijs_plugin_call_operation(call), "authentication.login") != 0)
        return 0;
    assert_null(wikijs_plugin_call_body(call).ptr);
    assert_null(wikijs_plugin_call_arguments(call).ptr);
    assert_null(wikijs_plugin_call_response_body(call).ptr);
    assert_int_equal(wikijs_plugin_call_set_argument(call, "username", (wikijs_str){ "\"x\"", 3 }), WIKIJS_E_STATE);
    ++*(int *)state;
    return 0;
}

static void login_is_not_shown(void **state)
{
    static const wikijs_plugin spy = { WIKIJS_PLUGIN_HEAD("spy", "1", ""), .before_call = look_at_login,
                                       .before_request = look_at_login, .after_response = look_at_login };
    struct live *live = *state;
    int looks = 0;
    char title[64];
    wikijs_client_options options = sandbox_options();
    wikijs_plugin_use use = { .plugin = &spy, .payload = &looks };
    options.username = live_env("WIKIJS_TEST_EMAIL");
    options.password = live_env("WIKIJS_TEST_PASSWORD");
    options.plugins = &use;
    options.plugin_count = 1;
    options.read_only = 1; /* a login is no write */
    wikijs_client *client = sandbox_client(&options);
    LIVE_EXPECT(live, 0, read_title(live, client, 1, title, sizeof title));
    assert_int_equal(looks, 3);
    wikijs_client_free(client);
}

/* --- read-only --- */

static void read_only_sends_no_write(void **state)
{
    struct live *live = *state;
    wikijs_client_options options = sandbox_options();
    options.api_key = live_env("WIKIJS_TEST_KEY");
    options.read_only = 1;
    wikijs_client *client = sandbox_client(&options);
    wikijs_page *page = NULL;
    wikijs_answer *answer = NULL;

    wikijs_pages_create_input create = WIKIJS_PAGES_CREATE_INPUT_INIT;
    create.title = create.path = "read-only";
    create.content = (wikijs_str){ "x", 1 };
    LIVE_EXPECT(live, WIKIJS_E_READ_ONLY, LIVE_ON(live, client, wikijs_pages_create, (&create), (&page, &live->err)));
    assert_string_equal(live->err.message, "'pages.create' would change something, and this client is read-only");

    wikijs_pages_update_input update = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    update.title = "read-only";
    LIVE_EXPECT(live, WIKIJS_E_READ_ONLY,
                LIVE_ON(live, client, wikijs_pages_update, (1, &update), (&page, &live->err)));
    LIVE_EXPECT(live, WIKIJS_E_READ_ONLY, LIVE_ON(live, client, wikijs_pages_delete, (1, NULL), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_READ_ONLY,
                LIVE_ON(live, client, wikijs_graphql, ("mutation{pages{flushCache{responseResult{succeeded}}}}", NULL),
                        (&answer, &live->err)));
    wikijs_assets_upload_input upload = WIKIJS_ASSETS_UPLOAD_INPUT_INIT;
    upload.file = WIKIJS_SOURCE_DIR "/LICENSE";
    wikijs_asset *asset = NULL;
    LIVE_EXPECT(live, WIKIJS_E_READ_ONLY, LIVE_ON(live, client, wikijs_assets_upload, (&upload), (&asset, &live->err)));
    assert_int_equal(sandbox_count("POST"), 0);

    char title[64];
    LIVE_EXPECT(live, 0, read_title(live, client, 1, title, sizeof title));
    assert_int_equal(sandbox_count("pages.single"), 1);
    wikijs_client_free(client);
}

static int set_up(void **state, int (*set_up_live)(void **state))
{
    int failed = set_up_live(state);
    void *unused = NULL;
    return failed ? failed : sandbox_reset(&unused);
}
static int set_up_sync(void **state)
{
    return set_up(state, live_set_up_sync);
}
static int set_up_async(void **state)
{
    return set_up(state, live_set_up_async);
}

int main(void)
{
#define BOTH(function)                                                        \
    { #function ", waiting", function, set_up_sync, live_tear_down, NULL },   \
    {                                                                         \
#function ", on a loop", function, set_up_async, live_tear_down, NULL \
    }
    const struct CMUnitTest tests[] = {
        BOTH(headers_go_and_come), BOTH(marked_calls_travel_alone), BOTH(argument_is_changed),
        BOTH(failure_is_answered), BOTH(cache_tells_headers_apart), BOTH(renewal_is_changed_once),
        BOTH(login_is_not_shown),  BOTH(read_only_sends_no_write),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
