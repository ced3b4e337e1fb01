/* SPDX-License-Identifier: MIT */
/* Iterators against a server: what they meet, and what they do when the wiki changes meanwhile. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <wikijs/model.h>

#include "support/walk.h"

#define TEXT(literal) ((wikijs_str){ (literal), sizeof(literal) - 1 })

/* A tag that no other case uses. */
static const char *tag_of(const struct live *live)
{
    static char tag[80];
    snprintf(tag, sizeof tag, "tag-%s", live->prefix);
    return tag;
}

/* An iterator over the pages with the tag. */
static wikijs_iter *tagged(struct live *live, int64_t batch_size)
{
    const char *tag = tag_of(live);
    wikijs_iter *iter = NULL;
    wikijs_pages_iter_options options = WIKIJS_PAGES_ITER_OPTIONS_INIT;
    options.fields = WIKIJS_BIT(WIKIJS_PAGE_ID) | WIKIJS_BIT(WIKIJS_PAGE_PATH) | WIKIJS_BIT(WIKIJS_PAGE_CONTENT);
    options.tags = (wikijs_strings){ &tag, 1 };
    options.batch_size = batch_size;
    LIVE_EXPECT(live, 0, wikijs_pages_iter_all(live->client, &options, &iter, &live->err));
    return iter;
}

static void tell_content(struct walk *walk, const void *item)
{
    const wikijs_page *page = item;
    char expected[32];
    snprintf(expected, sizeof expected, "text of %s", strrchr(page->path, '/') + 1);
    assert_string_equal(page->content.ptr, expected);
    assert_int_equal(page->content.len, strlen(expected));
    assert_true(walk->live->made_count > 0);
}

static void whole_pages_come_once_each_and_whole(void **state)
{
    struct live *live = *state;
    char name[16], text[32];
    for (int i = 0; i < 5; i++) {
        snprintf(name, sizeof name, "p%d", i);
        snprintf(text, sizeof text, "text of %s", name);
        live_page(live, name, text, tag_of(live));
    }
    static const int64_t sizes[] = { 1, 2, 5, 0 };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        wikijs_iter *iter = tagged(live, sizes[i]);
        struct walk walk = { .live = live, .meanwhile = tell_content };
        LIVE_EXPECT(live, 0, walk_on(&walk, iter));
        assert_int_equal(walk.count, 5);
        assert_memory_equal(walk.ids, live->made, 5 * sizeof *walk.ids); /* in the order of their ids */
        LIVE_EXPECT(live, 0, walk_on(&walk, iter));                      /* the end stays the end */
        assert_int_equal(walk.count, 5);
        wikijs_iter_free(iter);
    }
}

static void pages_named_by_id_come_in_that_order(void **state)
{
    struct live *live = *state;
    int64_t first = live_page(live, "a", "text of a", "x"), second = live_page(live, "b", "text of b", "x");
    const int64_t ids[] = { second, 999999999, first, second };
    wikijs_iter *iter = NULL;
    wikijs_pages_iter_options options = WIKIJS_PAGES_ITER_OPTIONS_INIT;
    options.ids = (wikijs_ints){ ids, 4 };
    LIVE_EXPECT(live, 0, wikijs_pages_iter_all(live->client, &options, &iter, &live->err));
    struct walk walk = { .live = live };
    LIVE_EXPECT(live, 0, walk_on(&walk, iter));
    const int64_t expected[] = { second, first, second };
    assert_int_equal(walk.count, 3);
    assert_memory_equal(walk.ids, expected, sizeof expected);
    wikijs_iter_free(iter);
    LIVE_EXPECT(live, WIKIJS_E_ARG, wikijs_pages_iter_items(live->client, &options, &iter, &live->err));
    options.ids = (wikijs_ints){ NULL, 1 };
    LIVE_EXPECT(live, WIKIJS_E_ARG, wikijs_pages_iter_all(live->client, &options, &iter, &live->err));
}

/* By a client of its own: this one is busy in its callback. */
static void delete_page(struct live *live, int64_t id)
{
    wikijs_client *client = live_client(live_env("WIKIJS_TEST_KEY"));
    LIVE_EXPECT(live, 0, wikijs_pages_delete(client, id, NULL, &live->err));
    wikijs_client_free(client);
}

static void make_page(struct live *live, const char *name)
{
    wikijs_client *client = live_client(live_env("WIKIJS_TEST_KEY"));
    const char *tag = tag_of(live);
    wikijs_page *page = NULL;
    wikijs_pages_create_input input = WIKIJS_PAGES_CREATE_INPUT_INIT;
    input.title = name;
    input.path = live_path(live, name);
    input.content = TEXT("later");
    input.tags = (wikijs_strings){ &tag, 1 };
    LIVE_EXPECT(live, 0, wikijs_pages_create(client, &input, &page, &live->err));
    live_remember(live, page->id);
    wikijs_page_free(page);
    wikijs_client_free(client);
}

/* After the first page: that page goes, one far ahead goes, and a new one comes. */
static void change_the_wiki(struct walk *walk, const void *item)
{
    if (walk->count == 1) {
        delete_page(walk->live, ((const wikijs_page *)item)->id);
        delete_page(walk->live, walk->live->made[4]);
        make_page(walk->live, "new");
    }
}

static void changes_meanwhile_neither_repeat_nor_lose_a_page(void **state)
{
    struct live *live = *state;
    char name[16];
    for (int i = 0; i < 6; i++) {
        snprintf(name, sizeof name, "c%d", i);
        live_page(live, name, "text", tag_of(live));
    }
    wikijs_iter *iter = tagged(live, 1);
    struct walk walk = { .live = live, .meanwhile = change_the_wiki };
    LIVE_EXPECT(live, 0, walk_on(&walk, iter));
    wikijs_iter_free(iter);
    for (int i = 0; i < 6; i++) {
        assert_int_equal(walk_met(&walk, live->made[i]), i == 4 ? 0 : 1);
    }
    assert_int_equal(walk.count, 5);
}

static void a_walk_can_be_left_at_any_item(void **state)
{
    struct live *live = *state;
    wikijs_pages_iter_options options = WIKIJS_PAGES_ITER_OPTIONS_INIT;
    options.batch_size = 2;
    for (size_t stop = 1; stop <= 5; stop += 2) {
        wikijs_iter *iter = NULL;
        struct walk walk = { .live = live, .stop_after = stop };
        LIVE_EXPECT(live, 0, wikijs_pages_iter_all(live->client, &options, &iter, &live->err));
        LIVE_EXPECT(live, 0, walk_on(&walk, iter));
        assert_int_equal(walk.count, stop);
        wikijs_iter_free(iter);
    }
    wikijs_page *page = NULL; /* and the client is as good as before */
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND,
                LIVE(live, wikijs_pages_get_by_path, ("en", "no/such/page", NULL), (&page, &live->err)));
}

static void a_walk_goes_on_where_it_was_left(void **state)
{
    struct live *live = *state;
    wikijs_iter *iter = NULL;
    wikijs_pages_iter_options options = WIKIJS_PAGES_ITER_OPTIONS_INIT;
    options.batch_size = 3;
    LIVE_EXPECT(live, 0, wikijs_pages_iter_all(live->client, &options, &iter, &live->err));
    struct walk walk = { .live = live };
    for (walk.stop_after = 2; walk.stop_after <= 8; walk.stop_after += 2) {
        LIVE_EXPECT(live, 0, walk_on(&walk, iter));
        live->async = !live->async; /* from waiting to the loop and back */
    }
    wikijs_iter_free(iter);
    assert_int_equal(walk.count, 8);
    for (size_t i = 0; i < walk.count; i++) {
        assert_int_equal(walk_met(&walk, walk.ids[i]), 1);
    }
}

static void a_paused_walk_waits(void **state)
{
    struct live *live = *state;
    live->async = true;
    wikijs_iter *iter = NULL;
    wikijs_pages_iter_options options = WIKIJS_PAGES_ITER_OPTIONS_INIT;
    options.batch_size = 2;
    LIVE_EXPECT(live, 0, wikijs_pages_iter_items(live->client, &options, &iter, &live->err));
    struct walk walk = { .live = live, .pause_each = 3, .stop_after = 10 };
    LIVE_EXPECT(live, 0, walk_on(&walk, iter));
    assert_int_equal(walk.count, 10);
    assert_int_equal(walk.pauses, 3);
    wikijs_iter_free(iter);
}

static void list_items_are_those_of_the_list(void **state)
{
    struct live *live = *state;
    wikijs_page_item_list *list = NULL;
    wikijs_iter *iter = NULL;
    LIVE_EXPECT(live, 0, wikijs_pages_list(live->client, NULL, &list, &live->err));
    LIVE_EXPECT(live, 0, wikijs_pages_iter_items(live->client, NULL, &iter, &live->err));
    struct walk walk = { .live = live };
    LIVE_EXPECT(live, 0, walk_on(&walk, iter));
    size_t count = wikijs_page_item_list_count(list);
    assert_true(count > 10);
    assert_int_equal(walk.count, count);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(walk.ids[i], wikijs_page_item_list_at(list, i)->id);
    }
    wikijs_page_item_list_free(list);
    wikijs_iter_free(iter);
}

static void list_items_can_be_chosen_and_ordered(void **state)
{
    struct live *live = *state;
    live_page(live, "b", "text", tag_of(live));
    live_page(live, "a", "text", tag_of(live));
    char tag[100];
    snprintf(tag, sizeof tag, "  TAG%s ", tag_of(live) + 3); /* as somebody types it */
    const char *tags[] = { tag };
    wikijs_pages_iter_options options = WIKIJS_PAGES_ITER_OPTIONS_INIT;
    options.order_by = WIKIJS_PAGE_ORDER_PATH;
    options.tags = (wikijs_strings){ tags, 1 };
    options.locale = "en";
    for (int whole = 0; whole < 2; whole++) {
        wikijs_iter *iter = NULL;
        struct walk walk = { .live = live };
        LIVE_EXPECT(live, 0,
                    whole ? wikijs_pages_iter_all(live->client, &options, &iter, &live->err)
                          : wikijs_pages_iter_items(live->client, &options, &iter, &live->err));
        LIVE_EXPECT(live, 0, walk_on(&walk, iter));
        wikijs_iter_free(iter);
        assert_int_equal(walk.count, 2);
        assert_int_equal(walk.ids[0], live->made[1]);
        assert_int_equal(walk.ids[1], live->made[0]);
    }
    options.locale = "xx";
    wikijs_iter *iter = NULL;
    struct walk walk = { .live = live };
    LIVE_EXPECT(live, 0, wikijs_pages_iter_all(live->client, &options, &iter, &live->err));
    LIVE_EXPECT(live, 0, walk_on(&walk, iter));
    assert_int_equal(walk.count, 0);
    wikijs_iter_free(iter);
}

static void change_page(struct live *live, int64_t id, const char *text)
{
    wikijs_client *client = live_client(live_env("WIKIJS_TEST_KEY"));
    wikijs_page *page = NULL;
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    input.content = (wikijs_str){ text, strlen(text) };
    LIVE_EXPECT(live, 0, wikijs_pages_update(client, id, &input, &page, &live->err));
    wikijs_page_free(page);
    wikijs_client_free(client);
}

static void change_it_again(struct walk *walk, const void *item)
{
    (void)item;
    if (walk->count == 1) {
        change_page(walk->live, walk->live->made[0], "changed during the walk");
    }
}

static void a_history_is_not_confused_by_a_new_change(void **state)
{
    struct live *live = *state;
    char text[32];
    int64_t id = live_page(live, "history", "text 0", NULL);
    for (int i = 1; i <= 4; i++) {
        snprintf(text, sizeof text, "text %d", i);
        change_page(live, id, text);
    }
    wikijs_iter_options options = WIKIJS_ITER_OPTIONS_INIT;
    for (options.batch_size = 1; options.batch_size <= 3; options.batch_size++) {
        wikijs_iter *iter = NULL;
        struct walk walk = { .live = live, .meanwhile = options.batch_size == 1 ? change_it_again : NULL };
        LIVE_EXPECT(live, 0, wikijs_pages_iter_history(live->client, id, &options, &iter, &live->err));
        LIVE_EXPECT(live, 0, walk_on(&walk, iter));
        wikijs_iter_free(iter);
        assert_int_equal(walk.count, options.batch_size == 1 ? 4 : 5);
        for (size_t i = 1; i < walk.count; i++) {
            assert_true(walk.ids[i] < walk.ids[i - 1]);
        }
    }
}

static void a_key_that_may_only_read_sources_sees_the_same(void **state)
{
    struct live *live = *state;
    live_page(live, "s1", "text of s1", tag_of(live));
    live_page(live, "s2", "text of s2", tag_of(live));
    wikijs_client *full = live->client;
    live->client = live_client(live_env("WIKIJS_TEST_READER_KEY"));
    wikijs_iter *iter = tagged(live, 0);
    struct walk walk = { .live = live, .meanwhile = tell_content };
    LIVE_EXPECT(live, 0, walk_on(&walk, iter));
    wikijs_iter_free(iter);
    wikijs_client_free(live->client);
    live->client = full;
    assert_int_equal(walk.count, 2);
    assert_memory_equal(walk.ids, live->made, 2 * sizeof *walk.ids);
}

static void a_guest_is_told_which_page_and_goes_on(void **state)
{
    struct live *live = *state;
    wikijs_client *full = live->client;
    live->client = live_client(NULL);
    wikijs_iter *iter = NULL;
    wikijs_pages_iter_options options = WIKIJS_PAGES_ITER_OPTIONS_INIT;
    LIVE_EXPECT(live, 0, wikijs_pages_iter_all(live->client, &options, &iter, &live->err));
    struct walk walk = { .live = live };
    char before[sizeof walk.err.message] = "";
    for (int i = 0; i < 3; i++) {
        int status = walk_on(&walk, iter);
        assert_int_equal(status, WIKIJS_E_FORBIDDEN);
        assert_true(strncmp(walk.err.message, "page ", 5) == 0);
        assert_true(walk.err.flags & WIKIJS_ERROR_ITEM);
        assert_string_not_equal(walk.err.message, before);
        snprintf(before, sizeof before, "%s", walk.err.message);
    }
    wikijs_iter_free(iter);
    wikijs_client_free(live->client);
    live->client = full;
    assert_int_equal(walk.count, 0);
}

static void pages_whose_places_are_given_are_named_by_them(void **state)
{
    struct live *live = *state;
    int64_t id = live_page(live, "named", "text", "x");
    wikijs_client *full = live->client;
    wikijs_iter *iter = NULL;
    wikijs_pages_iter_options options = WIKIJS_PAGES_ITER_OPTIONS_INIT;
    char place[320];
    snprintf(place, sizeof place, "en:%s", live_path(live, "named"));
    const char *places[] = { place, "en:elsewhere" };
    options.ids = (wikijs_ints){ &id, 1 };
    options.places = (wikijs_strings){ places, 2 };
    LIVE_EXPECT(live, WIKIJS_E_ARG, wikijs_pages_iter_all(live->client, &options, &iter, &live->err));
    options.places.count = 1;
    live->client = live_client(NULL);
    LIVE_EXPECT(live, 0, wikijs_pages_iter_all(live->client, &options, &iter, &live->err));
    struct walk walk = { .live = live };
    assert_int_equal(walk_on(&walk, iter), WIKIJS_E_FORBIDDEN);
    assert_non_null(strstr(walk.err.message, place));
    wikijs_iter_free(iter);
    wikijs_client_free(live->client);
    places[0] = "en:where/it/was"; /* the page was moved since */
    live->client = live_client(live_env("WIKIJS_TEST_READER_KEY"));
    LIVE_EXPECT(live, 0, wikijs_pages_iter_all(live->client, &options, &iter, &live->err));
    LIVE_EXPECT(live, 0, walk_on(&walk, iter));
    assert_int_equal(walk.count, 1);
    assert_int_equal(walk.ids[0], id);
    wikijs_iter_free(iter);
    wikijs_client_free(live->client);
    live->client = full;
}

static void what_is_wrong_is_said_before_anything_is_sent(void **state)
{
    struct live *live = *state;
    wikijs_client *client = live->client;
    wikijs_iter *iter = NULL;
    wikijs_pages_iter_options options = WIKIJS_PAGES_ITER_OPTIONS_INIT;
    wikijs_iter_options plain = WIKIJS_ITER_OPTIONS_INIT;
    options.batch_size = 1001;
    LIVE_EXPECT(live, WIKIJS_E_ARG, wikijs_pages_iter_all(client, &options, &iter, &live->err));
    assert_non_null(strstr(live->err.message, "1001"));
    plain.batch_size = -1;
    LIVE_EXPECT(live, WIKIJS_E_ARG, wikijs_pages_iter_history(client, 1, &plain, &iter, &live->err));
    options.batch_size = 1;
    options.order_by = (wikijs_page_order)99;
    LIVE_EXPECT(live, WIKIJS_E_ARG, wikijs_pages_iter_items(client, &options, &iter, &live->err));
    const char *tags[] = { "a", NULL };
    options.order_by = WIKIJS_PAGE_ORDER_DEFAULT;
    options.tags = (wikijs_strings){ tags, 2 };
    LIVE_EXPECT(live, WIKIJS_E_ARG, wikijs_pages_iter_all(client, &options, &iter, &live->err));
    options = (wikijs_pages_iter_options){ 0 };
    LIVE_EXPECT(live, WIKIJS_E_ARG, wikijs_pages_iter_all(client, &options, &iter, &live->err));
    LIVE_EXPECT(live, WIKIJS_E_ARG, wikijs_pages_iter_all(client, NULL, NULL, &live->err));
    LIVE_EXPECT(live, WIKIJS_E_ARG, wikijs_pages_iter_all(NULL, NULL, &iter, &live->err));
    assert_null(iter);
    LIVE_EXPECT(live, WIKIJS_E_ARG, wikijs_iter_next(NULL, NULL, &live->err));
    assert_int_equal(wikijs_iter_start(NULL, NULL, NULL, NULL), WIKIJS_E_ARG);
    assert_int_equal(wikijs_iter_resume(NULL), WIKIJS_E_ARG);
    assert_null(wikijs_iter_model(NULL));
    wikijs_iter_free(NULL);

    LIVE_EXPECT(live, 0, wikijs_pages_iter_items(client, NULL, &iter, &live->err));
    const wikijs_page *page = NULL;
    LIVE_EXPECT(live, WIKIJS_E_ARG, wikijs_iter_next_page(iter, &page, &live->err));
    assert_non_null(strstr(live->err.message, "PageListItem"));
    LIVE_EXPECT(live, WIKIJS_E_ARG, wikijs_iter_next_page_item(iter, NULL, &live->err));
    assert_int_equal(wikijs_iter_start(iter, NULL, NULL, NULL), WIKIJS_E_ARG);
    assert_int_equal(wikijs_iter_resume(iter), 0); /* it is not paused */
    const wikijs_page_item *item = NULL;
    assert_int_equal(wikijs_iter_next_page_item(iter, &item, &live->err), 1);
    assert_non_null(item);
    wikijs_iter_free(iter);
}

static void an_item_can_be_kept(void **state)
{
    struct live *live = *state;
    live_page(live, "kept", "text to keep", tag_of(live));
    live_page(live, "next", "text", tag_of(live));
    wikijs_iter *iter = tagged(live, 1);
    const wikijs_page *page = NULL, *other = NULL;
    LIVE_EXPECT(live, 1, wikijs_iter_next_page(iter, &page, &live->err));
    wikijs_page *kept = wikijs_object_copy(wikijs_iter_model(iter), page);
    LIVE_EXPECT(live, 1, wikijs_iter_next_page(iter, &other, &live->err));
    LIVE_EXPECT(live, 0, wikijs_iter_next_page(iter, &other, &live->err));
    wikijs_iter_free(iter);
    assert_int_equal(kept->id, live->made[0]);
    assert_string_equal(kept->content.ptr, "text to keep");
    wikijs_page_free(kept);
}

static void a_history_of_nothing_is_an_error(void **state)
{
    struct live *live = *state;
    wikijs_iter *iter = NULL;
    LIVE_EXPECT(live, 0, wikijs_pages_iter_history(live->client, 999999, NULL, &iter, &live->err));
    struct walk walk = { .live = live };
    assert_true(walk_on(&walk, iter) < 0);
    assert_int_equal(walk.count, 0);
    assert_true(walk.err.message[0] != '\0');
    wikijs_iter_free(iter);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TWICE(whole_pages_come_once_each_and_whole),
        TWICE(pages_named_by_id_come_in_that_order),
        TWICE(changes_meanwhile_neither_repeat_nor_lose_a_page),
        TWICE(a_walk_can_be_left_at_any_item),
        TWICE(a_walk_goes_on_where_it_was_left),
        TWICE(a_paused_walk_waits),
        TWICE(list_items_are_those_of_the_list),
        TWICE(list_items_can_be_chosen_and_ordered),
        TWICE(a_history_is_not_confused_by_a_new_change),
        TWICE(a_key_that_may_only_read_sources_sees_the_same),
        TWICE(a_guest_is_told_which_page_and_goes_on),
        TWICE(pages_whose_places_are_given_are_named_by_them),
        TWICE(what_is_wrong_is_said_before_anything_is_sent),
        TWICE(an_item_can_be_kept),
        TWICE(a_history_of_nothing_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
