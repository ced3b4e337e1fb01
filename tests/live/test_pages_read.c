/* SPDX-License-Identifier: MIT */
/* Reading pages: every query of the namespace, with full rights and with those of a reader. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/live.h"

#define BIT WIKIJS_BIT

static const char content[] = "# Hello\n\nText with a [link](/t-link-target) and \"quotes\", \\ and \xc3\xa9.\n";

static void get_by_id_and_path(void **state)
{
    struct live *live = *state;
    int64_t id = live_page(live, "first", content, "Alpha, beta");
    wikijs_page *page = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_get, (id, NULL), (&page, &live->err)));
    assert_int_equal(page->id, id);
    assert_string_equal(page->path, live_path(live, "first"));
    assert_string_equal(page->title, "first");
    assert_string_equal(page->locale, "en");
    assert_int_equal(page->tags.count, 2);
    for (size_t i = 0; i < 2; i++) { /* in whatever order the server likes */
        const char *tag = page->tags.items[i]->tag;
        assert_true(strcmp(tag, "alpha") == 0 || strcmp(tag, "beta") == 0);
    }
    assert_true(page->updated_at >= page->created_at && page->created_at > INT64_C(1600000000000));
    assert_false(page->present & BIT(WIKIJS_PAGE_CONTENT));
    assert_false(page->from_source);
    wikijs_page_free(page);

    char with_slashes[200];
    snprintf(with_slashes, sizeof with_slashes, "/%s/", live_path(live, "first"));
    wikijs_pages_get_options options = WIKIJS_PAGES_GET_OPTIONS_INIT;
    options.fields = BIT(WIKIJS_PAGE_CONTENT) | BIT(WIKIJS_PAGE_ID);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_get_by_path, ("en", with_slashes, &options), (&page, &live->err)));
    assert_int_equal(page->id, id);
    assert_int_equal(page->present, options.fields);
    assert_int_equal(page->content.len, sizeof content - 1);
    assert_memory_equal(page->content.ptr, content, sizeof content);
    wikijs_page_free(page);

    snprintf(with_slashes, sizeof with_slashes, "en:%s", live_path(live, "first"));
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_get_by_path, (NULL, with_slashes, NULL), (&page, &live->err)));
    assert_int_equal(page->id, id);
    wikijs_page_free(page);
}

static void what_is_missing_is_not_found(void **state)
{
    struct live *live = *state;
    wikijs_page *page = NULL;
    wikijs_page_history *history = NULL;
    wikijs_page_version *version = NULL;
    wikijs_page_conflict *latest = NULL;
    bool changed;
    const int64_t none = 99999999;
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_pages_get, (none, NULL), (&page, &live->err)));
    assert_int_equal(live->err.server_code, 6003);
    assert_string_equal(live->err.slug, "PageNotFound");
    assert_string_equal(live->err.path, "pages.single");
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND,
                LIVE(live, wikijs_pages_get_by_path, ("en", live_path(live, "none"), NULL), (&page, &live->err)));
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_pages_history, (none, NULL), (&history, &live->err)));
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_pages_version, (none, 1, NULL), (&version, &live->err)));
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND,
                LIVE(live, wikijs_pages_conflict_latest, (none, NULL), (&latest, &live->err)));
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND,
                LIVE(live, wikijs_pages_check_conflicts, (none, 1000, NULL), (&changed, &live->err)));
    assert_null(page);
    assert_null(history);
}

static void bad_arguments_send_nothing(void **state)
{
    struct live *live = *state;
    wikijs_page *page = NULL;
    wikijs_page_item_list *list = NULL;
    wikijs_page_search *search = NULL;
    wikijs_client_stats before = { .struct_size = sizeof before }, after = { .struct_size = sizeof after };
    wikijs_client_get_stats(live->client, &before);
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_pages_get_by_path, ("en", "///", NULL), (&page, &live->err)));
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_pages_get_by_path, ("en", NULL, NULL), (&page, &live->err)));
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_pages_get_by_path, ("fr", "en:a", NULL), (&page, &live->err)));
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_pages_get, (INT64_C(1) << 40, NULL), (&page, &live->err)));
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_pages_search, (NULL, NULL), (&search, &live->err)));
    wikijs_pages_list_options options = WIKIJS_PAGES_LIST_OPTIONS_INIT;
    options.limit = -1;
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_pages_list, (&options), (&list, &live->err)));
    wikijs_pages_list_options raw = { .limit = 1 };
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_pages_list, (&raw), (&list, &live->err)));
    assert_non_null(strstr(live->err.message, "not initialised"));
    wikijs_client_get_stats(live->client, &after);
    assert_int_equal(after.requests, before.requests);
}

/* A bigger options struct of a newer header is taken when what this library does not know is zero. */
static void options_of_a_newer_header(void **state)
{
    struct live *live = *state;
    struct {
        wikijs_pages_list_options known;
        int64_t unknown;
    } newer = { .known = WIKIJS_PAGES_LIST_OPTIONS_INIT };
    newer.known.struct_size = sizeof newer;
    newer.known.limit = 1;
    wikijs_page_item_list *list = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_list, (&newer.known), (&list, &live->err)));
    wikijs_page_item_list_free(list);
    newer.unknown = 1;
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_pages_list, (&newer.known), (&list, &live->err)));
}

static void a_reader_reads_through_the_source(void **state)
{
    struct live *live = *state;
    int64_t id = live_page(live, "source", content, "alpha,beta gamma");
    wikijs_client *full = live->client;
    wikijs_page *by_id = NULL, *by_path = NULL, *all = live_read(live, id);
    live->client = live_client(live_env("WIKIJS_TEST_READER_KEY"));
    wikijs_pages_get_options options = WIKIJS_PAGES_GET_OPTIONS_INIT;
    options.fields = BIT(WIKIJS_PAGE_ID) | BIT(WIKIJS_PAGE_PATH) | BIT(WIKIJS_PAGE_LOCALE) | BIT(WIKIJS_PAGE_TITLE) |
                     BIT(WIKIJS_PAGE_DESCRIPTION) | BIT(WIKIJS_PAGE_IS_PUBLISHED) | BIT(WIKIJS_PAGE_TAGS) |
                     BIT(WIKIJS_PAGE_EDITOR) | BIT(WIKIJS_PAGE_CREATED_AT) | BIT(WIKIJS_PAGE_UPDATED_AT) |
                     BIT(WIKIJS_PAGE_CONTENT) | BIT(WIKIJS_PAGE_CONTENT_TYPE);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_get, (id, &options), (&by_id, &live->err)));
    LIVE_EXPECT(
        live, 0,
        LIVE(live, wikijs_pages_get_by_path, (NULL, live_path(live, "source"), &options), (&by_path, &live->err)));
    const wikijs_page *pages[] = { by_id, by_path };
    for (int i = 0; i < 2; i++) {
        const wikijs_page *page = pages[i];
        assert_true(page->from_source);
        assert_int_equal(page->present, options.fields | BIT(WIKIJS_PAGE_FROM_SOURCE));
        assert_int_equal(page->id, id);
        assert_string_equal(page->path, all->path);
        assert_string_equal(page->locale, "en");
        assert_string_equal(page->title, all->title);
        assert_string_equal(page->description, all->description);
        assert_string_equal(page->editor, "markdown");
        assert_string_equal(page->content_type, "markdown");
        assert_true(page->is_published);
        assert_int_equal(page->created_at, all->created_at);
        assert_int_equal(page->updated_at, all->updated_at);
        assert_int_equal(page->tags.count, 2);
        assert_int_equal(page->content.len, sizeof content - 1);
        assert_memory_equal(page->content.ptr, content, sizeof content);
    }
    wikijs_page_free(by_id);
    wikijs_page_free(by_path);

    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_get, (id, NULL), (&by_id, &live->err)));
    assert_true(by_id->from_source);
    assert_true(by_id->present & BIT(WIKIJS_PAGE_TITLE));
    assert_false(by_id->present & (BIT(WIKIJS_PAGE_CONTENT) | BIT(WIKIJS_PAGE_HASH)));
    wikijs_page_free(by_id);

    by_id = NULL;
    options.fields |= BIT(WIKIJS_PAGE_HASH); /* the source does not tell it */
    LIVE_EXPECT(live, WIKIJS_E_FORBIDDEN, LIVE(live, wikijs_pages_get, (id, &options), (&by_id, &live->err)));
    assert_string_equal(live->err.permission, "manage:pages or delete:pages");
    options.fields = 0;
    options.no_source_fallback = true;
    LIVE_EXPECT(live, WIKIJS_E_FORBIDDEN, LIVE(live, wikijs_pages_get, (id, &options), (&by_id, &live->err)));
    assert_int_equal(live->err.server_code, 6013);
    assert_null(by_id);
    wikijs_page_free(all);
    wikijs_client_free(live->client);
    live->client = full;
}

/* On a site without name spaces the redirect of /i/ID does not tell the locale: the page at the same path in another
 * locale must not be taken for the one that was asked for. */
static void a_reader_gets_the_page_of_the_right_locale(void **state)
{
    struct live *live = *state;
    wikijs_page_item_list *list = NULL;
    wikijs_pages_list_options foreign = WIKIJS_PAGES_LIST_OPTIONS_INIT;
    foreign.locale = "fr";
    LIVE_EXPECT(live, 0, wikijs_pages_list(live->client, &foreign, &list, &live->err));
    wikijs_client *full = live->client;
    live->client = live_client(live_env("WIKIJS_TEST_READER_KEY"));
    wikijs_pages_get_options options = WIKIJS_PAGES_GET_OPTIONS_INIT;
    options.fields = BIT(WIKIJS_PAGE_CONTENT) | BIT(WIKIJS_PAGE_LOCALE) | BIT(WIKIJS_PAGE_TITLE);
    if (getenv("WIKIJS_TEST_SANDBOX")) { /* a real server may have none */
        assert_true(wikijs_page_item_list_count(list) > 0);
    }
    for (size_t i = 0; i < wikijs_page_item_list_count(list); i++) {
        const wikijs_page_item *item = wikijs_page_item_list_at(list, i);
        wikijs_page *page = NULL;
        LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_get, (item->id, &options), (&page, &live->err)));
        assert_true(page->from_source);
        assert_string_equal(page->locale, "fr");
        assert_string_equal(page->title, item->title);
        wikijs_page_free(page);
    }
    wikijs_client_free(live->client);
    live->client = full;
    wikijs_page_item_list_free(list);
}

static size_t count_path(const wikijs_page_item_list *list, const char *prefix)
{
    size_t count = 0;
    for (size_t i = 0; i < wikijs_page_item_list_count(list); i++) {
        count += strncmp(wikijs_page_item_list_at(list, i)->path, prefix, strlen(prefix)) == 0;
    }
    return count;
}

static void list_with_exact_limit_offset_and_tags(void **state)
{
    struct live *live = *state;
    char tag[80];
    live_page(live, "one", content, "t-list-a,t-list-b,t-list-c");
    live_page(live, "two", content, "t-list-b");
    live_page(live, "three", content, "t-list-b,t-list-a");
    wikijs_page_item_list *all = NULL, *part = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_list, (NULL), (&all, &live->err)));
    assert_int_equal(count_path(all, live->prefix), 3);

    wikijs_pages_list_options options = WIKIJS_PAGES_LIST_OPTIONS_INIT;
    options.offset = (int64_t)wikijs_page_item_list_count(all) - 3;
    options.limit = 2;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_list, (&options), (&part, &live->err)));
    assert_int_equal(wikijs_page_item_list_count(part), 2);
    for (size_t i = 0; i < 2; i++) {
        const wikijs_page_item *here = wikijs_page_item_list_at(part, i);
        const wikijs_page_item *there = wikijs_page_item_list_at(all, (size_t)options.offset + i);
        assert_int_equal(here->id, there->id);
        assert_int_equal(here->tags.count, there->tags.count);
    }
    wikijs_page_item_list_free(part);

    snprintf(tag, sizeof tag, " T-List-A "); /* the server wants tags in its own form; the caller need not know */
    const char *tags[] = { tag, "t-list-b" };
    options = (wikijs_pages_list_options)WIKIJS_PAGES_LIST_OPTIONS_INIT;
    options.tags = (wikijs_strings){ tags, 2 };
    options.fields = BIT(WIKIJS_PAGE_ITEM_PATH);
    options.order_by = WIKIJS_PAGE_ORDER_PATH;
    options.direction = WIKIJS_ORDER_DESC;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_list, (&options), (&part, &live->err)));
    assert_int_equal(count_path(part, live->prefix), 2);
    for (size_t i = 0; i < wikijs_page_item_list_count(part); i++) {
        const wikijs_page_item *item = wikijs_page_item_list_at(part, i);
        if (strcmp(item->path, live_path(live, "one")) == 0) {
            assert_int_equal(item->tags.count, 3); /* all of them, not only those asked for */
        }
        if (i > 0) {
            assert_true(strcmp(wikijs_page_item_list_at(part, i - 1)->path, item->path) >= 0);
        }
    }
    wikijs_page_item_list_free(part);

    options = (wikijs_pages_list_options)WIKIJS_PAGES_LIST_OPTIONS_INIT;
    options.offset = 1000000;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_list, (&options), (&part, &live->err)));
    assert_int_equal(wikijs_page_item_list_count(part), 0);
    assert_null(wikijs_page_item_list_at(part, 0));
    wikijs_page_item_list_free(part);
    options.offset = 0;
    options.locale = "xx";
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_list, (&options), (&part, &live->err)));
    assert_int_equal(wikijs_page_item_list_count(part), 0);
    wikijs_page_item_list_free(part);
    wikijs_page_item_list_free(all);
}

static void search_and_tags(void **state)
{
    struct live *live = *state;
    int64_t id = live_page(live, "needle-in-a-haystack", content, "t-needle,zz");
    wikijs_page_search *search = NULL;
    wikijs_page_tag_list *tags = NULL;
    wikijs_string_list *names = NULL;
    wikijs_pages_search_options options = WIKIJS_PAGES_SEARCH_OPTIONS_INIT;
    options.path = live->prefix;
    options.locale = "en";
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_search, ("NEEDLE-in", &options), (&search, &live->err)));
    assert_int_equal(search->results.count, 1);
    assert_string_equal(search->results.items[0]->path, live_path(live, "needle-in-a-haystack"));
    assert_true(search->present & BIT(WIKIJS_PAGE_SEARCH_TOTAL_HITS));
    wikijs_page_search_free(search);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_search, ("nothing has this text", NULL), (&search, &live->err)));
    assert_int_equal(search->results.count, 0);
    wikijs_page_search_free(search);

    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_tags, (NULL), (&tags, &live->err)));
    bool seen = false;
    for (size_t i = 0; i < wikijs_page_tag_list_count(tags); i++) {
        seen |= strcmp(wikijs_page_tag_list_at(tags, i)->tag, "t-needle") == 0;
    }
    assert_true(seen);
    wikijs_page_tag_list_free(tags);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_search_tags, ("T-NEED", NULL), (&names, &live->err)));
    assert_int_equal(names->items.count, 1);
    assert_string_equal(names->items.items[0], "t-needle");
    wikijs_string_list_free(names);
    assert_true(id > 0);
}

static const wikijs_page_tree_item *find_entry(const wikijs_page_tree_item_list *list, const char *path)
{
    for (size_t i = 0; i < wikijs_page_tree_item_list_count(list); i++) {
        const wikijs_page_tree_item *item = wikijs_page_tree_item_list_at(list, i);
        if (strcmp(item->path, path) == 0) {
            return item;
        }
    }
    return NULL;
}

static void tree_by_level(void **state)
{
    struct live *live = *state;
    int64_t leaf = live_page(live, "leaf", content, NULL);
    int64_t deep = live_page(live, "folder/deep", content, NULL);
    char prefix[64];
    snprintf(prefix, sizeof prefix, "%s", live->prefix);
    wikijs_page_tree_item_list *list = NULL;
    wikijs_pages_tree_options options = WIKIJS_PAGES_TREE_OPTIONS_INIT;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_tree, (&options), (&list, &live->err)));
    const wikijs_page_tree_item *top = find_entry(list, prefix);
    assert_non_null(top);
    assert_true(top->is_folder);
    assert_false(top->present & BIT(WIKIJS_PAGE_TREE_ITEM_PAGE_ID));
    assert_int_equal(top->depth, 1);
    options.parent = top->id;
    wikijs_page_tree_item_list_free(list);

    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_tree, (&options), (&list, &live->err)));
    assert_int_equal(wikijs_page_tree_item_list_count(list), 2);
    assert_int_equal(find_entry(list, live_path(live, "leaf"))->page_id, leaf);
    assert_true(find_entry(list, live_path(live, "folder"))->is_folder);
    wikijs_page_tree_item_list_free(list);

    options.mode = WIKIJS_PAGE_TREE_PAGES;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_tree, (&options), (&list, &live->err)));
    assert_int_equal(wikijs_page_tree_item_list_count(list), 1);
    assert_int_equal(wikijs_page_tree_item_list_at(list, 0)->page_id, leaf);
    wikijs_page_tree_item_list_free(list);
    options.mode = WIKIJS_PAGE_TREE_FOLDERS;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_tree, (&options), (&list, &live->err)));
    assert_int_equal(wikijs_page_tree_item_list_count(list), 1);
    wikijs_page_tree_item_list_free(list);

    options = (wikijs_pages_tree_options)WIKIJS_PAGES_TREE_OPTIONS_INIT;
    options.path = live_path(live, "folder/deep");
    options.include_ancestors = true;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_tree, (&options), (&list, &live->err)));
    assert_int_equal(find_entry(list, live_path(live, "folder/deep"))->page_id, deep);
    assert_non_null(find_entry(list, prefix));
    wikijs_page_tree_item_list_free(list);
    options.parent = 1;
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_pages_tree, (&options), (&list, &live->err)));
}

static void links_of_a_locale(void **state)
{
    struct live *live = *state;
    char text[200], path[200];
    snprintf(text, sizeof text, "[other](/%s) and [home](/home)\n", live_path(live, "other"));
    int64_t id = live_page(live, "with-links", text, NULL);
    wikijs_page_link_list *list = NULL;
    const wikijs_page_link *found = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_links, (NULL, NULL), (&list, &live->err)));
    for (size_t i = 0; i < wikijs_page_link_list_count(list); i++) {
        found = wikijs_page_link_list_at(list, i)->id == id ? wikijs_page_link_list_at(list, i) : found;
    }
    assert_non_null(found);
    snprintf(path, sizeof path, "en/%s", live_path(live, "with-links"));
    assert_string_equal(found->path, path);
    assert_int_equal(found->links.count, 2);
    wikijs_page_link_list_free(list);
}

static void history_and_versions(void **state)
{
    struct live *live = *state;
    int64_t id = live_page(live, "history", "first text\n", "keep");
    wikijs_page_history *history = NULL;
    wikijs_page_version *version = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_history, (id, NULL), (&history, &live->err)));
    assert_int_equal(history->total, 0);
    assert_int_equal(history->trail.count, 0);
    wikijs_page_history_free(history);

    wikijs_page *page = NULL;
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    input.content = (wikijs_str){ "second text\n", 12 };
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_update, (id, &input), (&page, &live->err)));
    wikijs_page_free(page);
    wikijs_pages_history_options options = WIKIJS_PAGES_HISTORY_OPTIONS_INIT;
    options.offset_size = 10;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_history, (id, &options), (&history, &live->err)));
    assert_int_equal(history->total, 1);
    int64_t version_id = history->trail.items[0]->version_id;
    assert_string_equal(history->trail.items[0]->action_type, "initial");
    wikijs_page_history_free(history);

    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_version, (id, version_id, NULL), (&version, &live->err)));
    assert_string_equal(version->content.ptr, "first text\n");
    assert_int_equal(version->page_id, id);
    wikijs_page_version_free(version);
    version = NULL;
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND,
                LIVE(live, wikijs_pages_version, (id, version_id + 100000, NULL), (&version, &live->err)));
    assert_null(version);
}

static void conflicts(void **state)
{
    struct live *live = *state;
    int64_t id = live_page(live, "conflicts", content, "one,two");
    wikijs_page_conflict *latest = NULL;
    bool changed = true;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_conflict_latest, (id, NULL), (&latest, &live->err)));
    assert_int_equal(latest->content.len, sizeof content - 1);
    assert_int_equal(latest->tags.count, 2);
    LIVE_EXPECT(live, 0,
                LIVE(live, wikijs_pages_check_conflicts, (id, latest->updated_at, NULL), (&changed, &live->err)));
    assert_false(changed);
    LIVE_EXPECT(live, 0,
                LIVE(live, wikijs_pages_check_conflicts, (id, latest->updated_at - 1, NULL), (&changed, &live->err)));
    assert_true(changed);
    wikijs_page_conflict_free(latest);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TWICE(get_by_id_and_path),
        TWICE(what_is_missing_is_not_found),
        TWICE(bad_arguments_send_nothing),
        TWICE(options_of_a_newer_header),
        TWICE(a_reader_reads_through_the_source),
        TWICE(a_reader_gets_the_page_of_the_right_locale),
        TWICE(list_with_exact_limit_offset_and_tags),
        TWICE(search_and_tags),
        TWICE(tree_by_level),
        TWICE(links_of_a_locale),
        TWICE(history_and_versions),
        TWICE(conflicts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
