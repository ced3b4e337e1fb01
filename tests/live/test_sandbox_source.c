/* SPDX-License-Identifier: MIT */
/* The way round by the source route: every kind of page, sites with name spaces, and servers in between. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/faults.h"
#include "support/live.h"

#define BIT WIKIJS_BIT

static int64_t id_of(struct live *live, const char *path)
{
    wikijs_page *page = NULL;
    LIVE_EXPECT(live, 0, wikijs_pages_get_by_path(live->client, "en", path, NULL, &page, &live->err));
    int64_t id = page->id;
    wikijs_page_free(page);
    return id;
}

static void become(struct live *live, const char *variable)
{
    wikijs_client_free(live->client);
    live->client = live_client(live_env(variable));
}

static const uint64_t all_of_a_header = BIT(WIKIJS_PAGE_TITLE) | BIT(WIKIJS_PAGE_CONTENT) |
                                        BIT(WIKIJS_PAGE_CONTENT_TYPE) | BIT(WIKIJS_PAGE_EDITOR) |
                                        BIT(WIKIJS_PAGE_TAGS) | BIT(WIKIJS_PAGE_IS_PUBLISHED);

static void an_html_page(void **state)
{
    struct live *live = *state;
    wikijs_page *page = NULL;
    wikijs_pages_get_options options = WIKIJS_PAGES_GET_OPTIONS_INIT;
    options.fields = all_of_a_header;
    become(live, "WIKIJS_TEST_READER_KEY");
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_get_by_path, (NULL, "about", &options), (&page, &live->err)));
    assert_true(page->from_source);
    assert_string_equal(page->content_type, "html");
    assert_string_equal(page->editor, "ckeditor");
    assert_string_equal(page->title, "About us");
    assert_memory_equal(page->content.ptr, "<h1>About us</h1>", 17);
    wikijs_page_free(page);
}

static void a_page_without_a_header(void **state)
{
    struct live *live = *state;
    wikijs_pages_create_input input = WIKIJS_PAGES_CREATE_INPUT_INIT;
    input.path = live_path(live, "asciidoc");
    input.title = "AsciiDoc";
    input.editor = "asciidoc";
    input.content = (wikijs_str){ "= Title\n", 8 };
    wikijs_page *page = NULL;
    LIVE_EXPECT(live, 0, wikijs_pages_create(live->client, &input, &page, &live->err));
    int64_t id = page->id;
    wikijs_page_free(page);
    wikijs_pages_get_options options = WIKIJS_PAGES_GET_OPTIONS_INIT;
    options.fields = BIT(WIKIJS_PAGE_CONTENT) | BIT(WIKIJS_PAGE_ID) | BIT(WIKIJS_PAGE_PATH);
    become(live, "WIKIJS_TEST_READER_KEY");
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_get, (id, &options), (&page, &live->err)));
    assert_string_equal(page->content.ptr, "= Title\n");
    wikijs_page_free(page);
    page = NULL;
    options.fields |= BIT(WIKIJS_PAGE_TITLE); /* nobody tells a reader */
    LIVE_EXPECT(live, WIKIJS_E_FORBIDDEN, LIVE(live, wikijs_pages_get, (id, &options), (&page, &live->err)));
    assert_int_equal(live->err.server_code, 6013);
    assert_null(page);
    become(live, "WIKIJS_TEST_KEY");
    live_remember(live, id);
}

static void who_may_not_read_sources(void **state)
{
    struct live *live = *state;
    int64_t id = id_of(live, "docs/intro");
    wikijs_page *page = NULL;
    become(live, "WIKIJS_TEST_LISTER_KEY");
    LIVE_EXPECT(live, WIKIJS_E_FORBIDDEN, LIVE(live, wikijs_pages_get, (id, NULL), (&page, &live->err)));
    assert_string_equal(live->err.permission, "manage:pages, delete:pages, read:source");
    assert_int_equal(live->err.server_code, 6013); /* the refusal of the operation, not that of the way round */
    LIVE_EXPECT(live, WIKIJS_E_FORBIDDEN,
                LIVE(live, wikijs_pages_get_by_path, ("en", "docs/intro", NULL), (&page, &live->err)));
    assert_null(page);
}

/* With name spaces the redirect has the locale in front. */
static void a_site_with_name_spaces(void **state)
{
    struct live *live = *state;
    int64_t id = id_of(live, "docs/intro");
    wikijs_page *page = NULL;
    wikijs_pages_get_options options = WIKIJS_PAGES_GET_OPTIONS_INIT;
    options.fields = all_of_a_header | BIT(WIKIJS_PAGE_LOCALE) | BIT(WIKIJS_PAGE_ID);
    become(live, "WIKIJS_TEST_READER_KEY");
    sandbox_fault_at("/i/*", 1, "status=302,header=Location:/en/docs/intro");
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_get, (id, &options), (&page, &live->err)));
    assert_string_equal(page->title, "Introduction");
    assert_string_equal(page->locale, "en");
    wikijs_page_free(page);
    sandbox_fault_at("/i/*", 1, "status=302,header=Location:https://wiki.example.com/en/docs/intro?x=1");
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_get, (id, &options), (&page, &live->err)));
    assert_int_equal(page->id, id);
    wikijs_page_free(page);
    /* A redirect to another page is not believed. */
    sandbox_fault_at("/i/*", 1, "status=302,header=Location:/en/about");
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_get, (id, &options), (&page, &live->err)));
    assert_string_equal(page->title, "Introduction");
    wikijs_page_free(page);
}

static void servers_in_between(void **state)
{
    struct live *live = *state;
    int64_t id = id_of(live, "docs/intro");
    wikijs_page *page = NULL;
    become(live, "WIKIJS_TEST_READER_KEY");
    sandbox_fault_at("/d/*", 1, "status=200"); /* a proxy's page in place of the source */
    LIVE_EXPECT(live, WIKIJS_E_FORBIDDEN,
                LIVE(live, wikijs_pages_get_by_path, ("en", "docs/intro", NULL), (&page, &live->err)));
    sandbox_fault_at("/i/*", 1, "status=404"); /* deleted meanwhile */
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_pages_get, (id, NULL), (&page, &live->err)));
    sandbox_fault_at("/i/*", 1, "status=302,header=Location:nowhere");
    LIVE_EXPECT(live, WIKIJS_E_FORBIDDEN, LIVE(live, wikijs_pages_get, (id, NULL), (&page, &live->err)));
    sandbox_fault_at("/d/*", 1, "status=503"); /* that is news, and may pass */
    LIVE_EXPECT(live, WIKIJS_E_UNAVAILABLE, LIVE(live, wikijs_pages_get, (id, NULL), (&page, &live->err)));
    sandbox_fault("pages.tree", 1, "status=503");
    LIVE_EXPECT(live, WIKIJS_E_UNAVAILABLE, LIVE(live, wikijs_pages_get, (id, NULL), (&page, &live->err)));
    assert_null(page);
}

static void lists_that_fail(void **state)
{
    struct live *live = *state;
    wikijs_page_item_list *list = NULL;
    wikijs_page_tree_item_list *tree = NULL;
    wikijs_pages_list_options options = WIKIJS_PAGES_LIST_OPTIONS_INIT;
    options.limit = 1;
    sandbox_fault("pages.list", 1, "status=503");
    LIVE_EXPECT(live, WIKIJS_E_UNAVAILABLE, LIVE(live, wikijs_pages_list, (&options), (&list, &live->err)));
    wikijs_pages_tree_options level = WIKIJS_PAGES_TREE_OPTIONS_INIT;
    level.mode = WIKIJS_PAGE_TREE_PAGES;
    sandbox_fault("pages.tree", 1, "invalid-json");
    LIVE_EXPECT(live, WIKIJS_E_PROTOCOL, LIVE(live, wikijs_pages_tree, (&level), (&tree, &live->err)));
    level.mode = (wikijs_page_tree_mode)7;
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_pages_tree, (&level), (&tree, &live->err)));
    options.order_by = (wikijs_page_order)9;
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_pages_list, (&options), (&list, &live->err)));
    assert_null(list);
    assert_null(tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TWICE(an_html_page),
        TWICE(a_page_without_a_header),
        TWICE(who_may_not_read_sources),
        TWICE(a_site_with_name_spaces),
        TWICE(servers_in_between),
        TWICE(lists_that_fail),
    };
    return cmocka_run_group_tests(tests, NULL, sandbox_faults_used);
}
