/* SPDX-License-Identifier: MIT */
#include "support/live.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

const char *live_env(const char *name)
{
    const char *value = getenv(name);
    if (!value || !value[0]) {
        fail_msg("%s is not set: run this through tests/with-sandbox", name);
    }
    return value;
}

wikijs_client *live_client(const char *api_key)
{
    wikijs_client_options options = WIKIJS_CLIENT_OPTIONS_INIT;
    options.base_url = live_env("WIKIJS_TEST_URL");
    options.api_key = api_key;
    options.retry_max_attempts = 1; /* what becomes of a single request is looked at */
    wikijs_client *client = NULL;
    wikijs_error err;
    if (wikijs_client_new(&options, &client, &err) < 0) {
        fail_msg("no client: %s", err.message);
    }
    return client;
}

/* --- calls --- */

void live_done(wikijs_call *call, void *payload)
{
    struct live *live = payload;
    assert_ptr_equal(call, live->call);
    assert_true(wikijs_call_is_done(call));
    live->done = true;
    live->done_count++;
}

int live_wait(struct live *live, int status)
{
    if (status < 0) {
        wikijs_error none = { .code = status, .retry_after_ms = -1 };
        live->err = none;
        live->status = status;
        return status;
    }
    assert_false(live->done); /* never inside the _async function */
    wikijs_call_ref(live->call);
    while (!live->done) {
        int turned = wikijs_client_wait(live->used, 60000, &live->err);
        assert_true(turned >= 0);
    }
    assert_int_equal(live->done_count, 1);
    return 0;
}

int live_end(struct live *live, int status)
{
    wikijs_call_unref(live->call);
    live->call = NULL;
    live->done = false;
    live->done_count = 0;
    return status;
}

void live_expect(struct live *live, int expected, int status, const char *expression, int line)
{
    if (status != expected) {
        fail_msg("line %d: %s\n    gave %s instead of %s: %s", line, expression, wikijs_status_name(status),
                 wikijs_status_name(expected), live->err.message);
    }
    if (status < 0) {
        assert_int_equal(live->err.code, status);
        assert_true(live->err.message[0] != '\0');
    }
}

/* --- cases --- */

static int set_up(void **state, bool async)
{
    static int cases;
    struct live *live = calloc(1, sizeof *live);
    live->async = async;
    live->client = live_client(live_env("WIKIJS_TEST_KEY"));
    snprintf(live->prefix, sizeof live->prefix, "t-%d-%d", (int)getpid(), ++cases);
    *state = live;
    return 0;
}

int live_set_up_sync(void **state)
{
    return set_up(state, false);
}

int live_set_up_async(void **state)
{
    return set_up(state, true);
}

int live_tear_down(void **state)
{
    struct live *live = *state;
    int failed = 0;
    if (live->call) { /* the case failed in the middle of a call */
        wikijs_call_unref(live->call);
    }
    for (size_t i = live->made_count; i-- > 0;) {
        int status = live->remove[i](live, live->made[i]);
        failed |= status < 0 && status != WIKIJS_E_NOT_FOUND;
    }
    wikijs_client_free(live->client);
    free(live);
    return failed;
}

/* --- pages --- */

const char *live_path(struct live *live, const char *name)
{
    static char paths[10][160];
    static unsigned next;
    char *path = paths[next++ % 10];
    snprintf(path, sizeof paths[0], "%s/%s", live->prefix, name);
    return path;
}

void live_remember_as(struct live *live, int64_t id, int (*remove)(struct live *live, int64_t id))
{
    assert_true(live->made_count < LIVE_MAX_PAGES);
    live->made[live->made_count] = id;
    live->remove[live->made_count++] = remove;
}

static int delete_page(struct live *live, int64_t id)
{
    return wikijs_pages_delete(live->client, id, NULL, &live->err);
}

void live_remember(struct live *live, int64_t id)
{
    live_remember_as(live, id, delete_page);
}

const char *live_letters(size_t count)
{
    static char text[2 * 300 + 1];
    assert_true(count <= 300);
    for (size_t i = 0; i < count; i++) {
        memcpy(text + 2 * i, "\xc3\xa4", 2);
    }
    text[2 * count] = '\0';
    return text;
}

int64_t live_page(struct live *live, const char *name, const char *content, const char *tags)
{
    char text[256] = "";
    const char *list[8];
    wikijs_pages_create_input input = WIKIJS_PAGES_CREATE_INPUT_INIT;
    input.title = name;
    input.path = live_path(live, name);
    input.content = (wikijs_str){ content, strlen(content) };
    input.description = "made by a test";
    snprintf(text, sizeof text, "%s", tags ? tags : "");
    input.tags.items = list;
    char *rest = NULL;
    for (char *tag = strtok_r(text, ",", &rest); tag && input.tags.count < 8; tag = strtok_r(NULL, ",", &rest)) {
        list[input.tags.count++] = tag;
    }
    wikijs_page *page = NULL;
    int status = wikijs_pages_create(live->client, &input, &page, &live->err);
    live_expect(live, 0, status, "live_page", __LINE__);
    int64_t id = page->id;
    wikijs_page_free(page);
    live_remember(live, id);
    return id;
}

wikijs_page *live_read(struct live *live, int64_t id)
{
    wikijs_page *page = NULL;
    wikijs_pages_get_options options = WIKIJS_PAGES_GET_OPTIONS_INIT;
    uint64_t not_to_be_had = WIKIJS_BIT(WIKIJS_PAGE_TOC) | WIKIJS_BIT(WIKIJS_PAGE_FROM_SOURCE);
    options.fields = (WIKIJS_BIT(WIKIJS_PAGE_FIELDS) - 1) & ~not_to_be_had;
    int status = wikijs_pages_get(live->client, id, &options, &page, &live->err);
    live_expect(live, 0, status, "live_read", __LINE__);
    return page;
}

wikijs_answer *live_graphql(struct live *live, const char *format, ...)
{
    char document[2000];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(document, sizeof document, format, arguments);
    va_end(arguments);
    wikijs_answer *answer = NULL;
    int status = wikijs_graphql(live->client, document, NULL, &answer, &live->err);
    live_expect(live, 0, status, document, __LINE__);
    return answer;
}
