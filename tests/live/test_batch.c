/* SPDX-License-Identifier: MIT */
/* Calls of all kinds in a batch: each ends as if it had been sent alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <wikijs/batch.h>

#include "support/live.h"

#define TEXT(literal) ((wikijs_str){ (literal), sizeof(literal) - 1 })

static wikijs_batch *begin(struct live *live, const wikijs_batch_options *options)
{
    wikijs_batch *batch = NULL;
    LIVE_EXPECT(live, 0, wikijs_batch_begin(live->client, options, &batch, &live->err));
    return batch;
}

/* By waiting, or by turning the loop. */
static void run(struct live *live, wikijs_client *client, wikijs_batch *batch)
{
    if (!live->async) {
        LIVE_EXPECT(live, 0, wikijs_batch_wait(batch, &live->err));
        return;
    }
    LIVE_EXPECT(live, 0, wikijs_batch_send(batch, &live->err));
    while (wikijs_client_pending(client))
        assert_true(wikijs_client_wait(client, 1000, &live->err) >= 0);
}

static uint64_t requests(struct live *live)
{
    wikijs_client_stats stats = { .struct_size = sizeof stats };
    wikijs_client_get_stats(live->client, &stats);
    return stats.requests;
}

static void count_done(wikijs_call *call, void *payload)
{
    (void)call;
    ++*(int *)payload;
}

static void a_batch_of_reads_is_one_request(void **state)
{
    struct live *live = *state;
    int64_t ids[] = { live_page(live, "a", "text of a", "x"), live_page(live, "b", "text of b", "y,z"), 999999 };
    wikijs_pages_get_options options = WIKIJS_PAGES_GET_OPTIONS_INIT;
    options.fields = WIKIJS_BIT(WIKIJS_PAGE_ID) | WIKIJS_BIT(WIKIJS_PAGE_CONTENT) | WIKIJS_BIT(WIKIJS_PAGE_TAGS);
    int done = 0;
    wikijs_batch *batch = begin(live, NULL);
    uint64_t before = requests(live);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(wikijs_pages_get_async(live->client, ids[i], &options, count_done, &done, NULL), 0);
    wikijs_call *tags = NULL;
    assert_int_equal(wikijs_pages_tags_async(live->client, NULL, count_done, &done, &tags), 0);
    assert_int_equal(requests(live), before);
    run(live, live->client, batch);
    assert_int_equal(done, 4);
    assert_int_equal(requests(live), before + 1);
    assert_int_equal(wikijs_batch_count(batch), 4);
    assert_null(wikijs_batch_at(batch, 4));
    const char *texts[] = { "text of a", "text of b" };
    for (size_t i = 0; i < 2; i++) {
        wikijs_page *page = NULL;
        LIVE_EXPECT(live, 0, wikijs_pages_get_finish(wikijs_batch_at(batch, i), &page, &live->err));
        assert_int_equal(page->id, ids[i]);
        assert_string_equal(page->content.ptr, texts[i]);
        assert_int_equal(page->tags.count, i + 1);
        wikijs_page_free(page);
    }
    wikijs_page *page = NULL;
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, wikijs_pages_get_finish(wikijs_batch_at(batch, 2), &page, &live->err));
    assert_int_equal(live->err.server_code, 6003);
    assert_string_equal(live->err.path, "pages.single");
    wikijs_page_tag_list *list = NULL;
    LIVE_EXPECT(live, 0, wikijs_pages_tags_finish(tags, &list, &live->err));
    assert_true(wikijs_page_tag_list_count(list) >= 3);
    wikijs_page_tag_list_free(list);
    wikijs_batch_free(batch);
}

static void create(struct live *live, const char *path, const char *content, wikijs_call **call)
{
    wikijs_pages_create_input input = WIKIJS_PAGES_CREATE_INPUT_INIT;
    input.path = path;
    input.title = path;
    input.content = (wikijs_str){ content, strlen(content) };
    assert_int_equal(wikijs_pages_create_async(live->client, &input, NULL, NULL, call), 0);
}

static void writes_of_a_batch_are_done_in_order(void **state)
{
    struct live *live = *state;
    wikijs_call *calls[3];
    char first[80], second[80];
    snprintf(first, sizeof first, "%s", live_path(live, "first"));
    snprintf(second, sizeof second, "%s", live_path(live, "second"));
    wikijs_batch *batch = begin(live, NULL);
    create(live, first, "first \"quoted\" \\ \xc3\xbc", &calls[0]);
    create(live, first, "again", &calls[1]);
    create(live, second, "second", &calls[2]);
    uint64_t before = requests(live);
    run(live, live->client, batch);
    wikijs_page *page = NULL;
    LIVE_EXPECT(live, 0, wikijs_pages_create_finish(calls[0], &page, &live->err));
    int64_t id = page->id;
    live_remember(live, id);
    wikijs_page_free(page);
    LIVE_EXPECT(live, WIKIJS_E_EXISTS, wikijs_pages_create_finish(calls[1], &page, &live->err));
    assert_int_equal(live->err.server_code, 6002);
    LIVE_EXPECT(live, 0, wikijs_pages_create_finish(calls[2], &page, &live->err));
    live_remember(live, page->id);
    wikijs_page_free(page);
    assert_int_equal(requests(live), before + 1);
    wikijs_batch_free(batch);
    page = live_read(live, id);
    assert_string_equal(page->content.ptr, "first \"quoted\" \\ \xc3\xbc");
    wikijs_page_free(page);
}

static void updates_of_one_page_see_each_other(void **state)
{
    struct live *live = *state;
    int64_t id = live_page(live, "one", "old", "t"), other = live_page(live, "two", "two", "");
    wikijs_pages_update_input title = WIKIJS_PAGES_UPDATE_INPUT_INIT, content = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    title.title = "New title";
    content.content = TEXT("new");
    wikijs_batch *batch = begin(live, NULL);
    assert_int_equal(wikijs_pages_update_async(live->client, id, &content, NULL, NULL, NULL), 0);
    assert_int_equal(wikijs_pages_update_async(live->client, other, &title, NULL, NULL, NULL), 0);
    assert_int_equal(wikijs_pages_update_async(live->client, id, &title, NULL, NULL, NULL), 0);
    run(live, live->client, batch);
    for (size_t i = 0; i < 3; i++) {
        wikijs_page *page = NULL;
        LIVE_EXPECT(live, 0, wikijs_pages_update_finish(wikijs_batch_at(batch, i), &page, &live->err));
        wikijs_page_free(page);
    }
    wikijs_batch_free(batch);
    wikijs_page *page = live_read(live, id);
    assert_string_equal(page->content.ptr, "new");
    assert_string_equal(page->title, "New title");
    assert_int_equal(page->tags.count, 1);
    wikijs_page_free(page);
}

static void what_cannot_be_combined_travels_along(void **state)
{
    struct live *live = *state;
    int64_t id = live_page(live, "mixed", "text", "");
    wikijs_call *document = NULL, *bad = NULL, *get = NULL, *refused = NULL;
    wikijs_batch *batch = begin(live, NULL);
    assert_int_equal(wikijs_graphql_async(live->client, "{pages{tags{tag}}}", NULL, NULL, NULL, &document), 0);
    assert_int_equal(wikijs_graphql_async(live->client, "{nothing}", NULL, NULL, NULL, &bad), 0);
    assert_int_equal(wikijs_pages_get_async(live->client, id, NULL, NULL, NULL, &get), 0);
    assert_int_equal(wikijs_pages_get_by_path_async(live->client, "en", "no?way", NULL, NULL, NULL, &refused), 0);
    run(live, live->client, batch);
    wikijs_answer *answer = NULL;
    LIVE_EXPECT(live, 0, wikijs_graphql_finish(document, &answer, &live->err));
    wikijs_answer_free(answer);
    answer = NULL;
    LIVE_EXPECT(live, WIKIJS_E_SCHEMA, wikijs_graphql_finish(bad, &answer, &live->err));
    wikijs_answer_free(answer);
    wikijs_page *page = NULL;
    LIVE_EXPECT(live, 0, wikijs_pages_get_finish(get, &page, &live->err));
    wikijs_page_free(page);
    assert_int_not_equal(wikijs_pages_get_by_path_finish(refused, &page, &live->err), 0);
    wikijs_batch_free(batch);
}

static void a_batch_that_is_never_sent_is_canceled(void **state)
{
    struct live *live = *state;
    int done = 0;
    wikijs_batch *batch = begin(live, NULL), *second = NULL;
    assert_int_equal(wikijs_batch_begin(live->client, NULL, &second, &live->err), WIKIJS_E_STATE);
    wikijs_call *call = NULL;
    assert_int_equal(wikijs_pages_get_async(live->client, 1, NULL, count_done, &done, &call), 0);
    wikijs_call_ref(call);
    wikijs_batch_free(batch);
    while (!done)
        assert_true(wikijs_client_wait(live->client, 1000, &live->err) >= 0);
    assert_int_equal(wikijs_call_status(call), WIKIJS_E_CANCELED);
    wikijs_call_unref(call);
    second = begin(live, NULL);
    run(live, live->client, second);
    wikijs_batch_free(second);
}

static void a_batch_may_outlive_its_client(void **state)
{
    struct live *live = *state;
    wikijs_client *client = live_client(live_env("WIKIJS_TEST_KEY"));
    wikijs_batch *batch = NULL;
    assert_int_equal(wikijs_batch_begin(client, NULL, &batch, &live->err), 0);
    for (int64_t id = 1; id <= 3; id++)
        assert_int_equal(wikijs_pages_get_async(client, id, NULL, NULL, NULL, NULL), 0);
    wikijs_client_free(client);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(wikijs_call_status(wikijs_batch_at(batch, i)), WIKIJS_E_CANCELED);
    assert_int_equal(wikijs_batch_wait(batch, &live->err), WIKIJS_E_STATE);
    wikijs_batch_free(batch);
}

static void a_reader_gets_the_same_page_in_a_batch(void **state)
{
    struct live *live = *state;
    int64_t ids[] = { live_page(live, "r1", "text 1", "a"), live_page(live, "r2", "text 2", "b") };
    wikijs_client *reader = live_client(live_env("WIKIJS_TEST_READER_KEY"));
    wikijs_pages_get_options options = WIKIJS_PAGES_GET_OPTIONS_INIT;
    options.fields = WIKIJS_BIT(WIKIJS_PAGE_ID) | WIKIJS_BIT(WIKIJS_PAGE_CONTENT);
    wikijs_batch *batch = NULL;
    assert_int_equal(wikijs_batch_begin(reader, NULL, &batch, &live->err), 0);
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(wikijs_pages_get_async(reader, ids[i], &options, NULL, NULL, NULL), 0);
    run(live, reader, batch);
    for (size_t i = 0; i < 2; i++) {
        wikijs_page *page = NULL;
        LIVE_EXPECT(live, 0, wikijs_pages_get_finish(wikijs_batch_at(batch, i), &page, &live->err));
        assert_int_equal(page->id, ids[i]);
        assert_int_equal(page->content.len, 6);
        wikijs_page_free(page);
    }
    wikijs_batch_free(batch);
    wikijs_client_free(reader);
}

static void a_revoked_key_is_told_to_each(void **state)
{
    struct live *live = *state;
    const char *keys[] = { live_env("WIKIJS_TEST_REVOKED_KEY"), "x.y.z" };
    for (size_t k = 0; k < 2; k++) {
        wikijs_client *client = live_client(keys[k]);
        wikijs_batch *batch = NULL;
        assert_int_equal(wikijs_batch_begin(client, NULL, &batch, &live->err), 0);
        for (int64_t id = 1; id <= 3; id++)
            assert_int_equal(wikijs_pages_get_async(client, id, NULL, NULL, NULL, NULL), 0);
        run(live, client, batch);
        for (size_t i = 0; i < 3; i++)
            assert_int_equal(wikijs_call_status(wikijs_batch_at(batch, i)), WIKIJS_E_UNAUTHENTICATED);
        wikijs_batch_free(batch);
        wikijs_client_free(client);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TWICE(a_batch_of_reads_is_one_request),        TWICE(writes_of_a_batch_are_done_in_order),
        TWICE(updates_of_one_page_see_each_other),     TWICE(what_cannot_be_combined_travels_along),
        TWICE(a_batch_that_is_never_sent_is_canceled), TWICE(a_batch_may_outlive_its_client),
        TWICE(a_reader_gets_the_same_page_in_a_batch), TWICE(a_revoked_key_is_told_to_each),
    };
    return cmocka_run_group_tests_name("live/batch", tests, NULL, NULL);
}
