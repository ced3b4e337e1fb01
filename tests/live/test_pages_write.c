/* SPDX-License-Identifier: MIT */
/* Creating, moving and deleting pages, and the care of a site. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/live.h"

#define BIT WIKIJS_BIT
#define TEXT(literal) ((wikijs_str){ (literal), sizeof(literal) - 1 })

static void create_with_everything(void **state)
{
    struct live *live = *state;
    const char *tags[] = { " Two Words ", "b", "B", "  ", "\xc3\x89t\xc3\xa9" };
    wikijs_pages_create_input input = WIKIJS_PAGES_CREATE_INPUT_INIT;
    input.title = "Title: with \"quotes\"";
    input.description = "a description";
    input.path = live_path(live, "all//");
    input.content = TEXT("<p>Hello</p>\n");
    input.editor = "code";
    input.locale = "en";
    input.tags = (wikijs_strings){ tags, 5 };
    input.is_published = WIKIJS_NO;
    input.publish_start_date = "2026-01-02T03:04:05.000Z";
    input.script_css = TEXT("a{color:red}");
    input.script_js = TEXT("let a = 1");
    wikijs_page *page = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_create, (&input), (&page, &live->err)));
    live_remember(live, page->id);
    const uint64_t told = BIT(WIKIJS_PAGE_ID) | BIT(WIKIJS_PAGE_PATH) | BIT(WIKIJS_PAGE_TITLE) |
                          BIT(WIKIJS_PAGE_DESCRIPTION) | BIT(WIKIJS_PAGE_HASH) | BIT(WIKIJS_PAGE_CONTENT_TYPE) |
                          BIT(WIKIJS_PAGE_TAGS) | BIT(WIKIJS_PAGE_CREATED_AT) | BIT(WIKIJS_PAGE_UPDATED_AT);
    assert_int_equal(page->present, told);
    assert_string_equal(page->path, live_path(live, "all"));
    int64_t id = page->id;
    wikijs_page_free(page);

    page = live_read(live, id);
    assert_string_equal(page->title, input.title);
    assert_string_equal(page->description, input.description);
    assert_string_equal(page->editor, "code");
    assert_string_equal(page->content_type, "html");
    assert_false(page->is_published);
    assert_string_equal(page->publish_start_date, input.publish_start_date);
    assert_string_equal(page->publish_end_date, "");
    assert_string_equal(page->script_css.ptr, "a{color:red}");
    assert_string_equal(page->script_js.ptr, "let a = 1");
    assert_string_equal(page->content.ptr, "<p>Hello</p>\n");
    assert_int_equal(page->tags.count, 3);
    for (size_t i = 0; i < page->tags.count; i++) {
        const char *tag = page->tags.items[i]->tag;
        assert_true(strcmp(tag, "two words") == 0 || strcmp(tag, "b") == 0 || strcmp(tag, "\xc3\xa9t\xc3\xa9") == 0);
    }
    wikijs_page_free(page);
}

static void create_refuses(void **state)
{
    struct live *live = *state;
    live_page(live, "taken", "text", NULL);
    wikijs_client_stats before = { .struct_size = sizeof before }, after = { .struct_size = sizeof after };
    wikijs_page *page = NULL;
    wikijs_pages_create_input input = WIKIJS_PAGES_CREATE_INPUT_INIT;
    input.title = "T";
    input.content = TEXT("text");
    input.path = live_path(live, "taken");
    LIVE_EXPECT(live, WIKIJS_E_EXISTS, LIVE(live, wikijs_pages_create, (&input), (&page, &live->err)));
    assert_int_equal(live->err.server_code, 6002);

    wikijs_client_get_stats(live->client, &before);
    const char *bad[] = { "a b", "a.b", "a//b", "a\\b", "", "/", "e/x", "login/x", "fr/x", "a?b", "a\nb", "a\xff" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        input.path = bad[i];
        LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_pages_create, (&input), (&page, &live->err)));
    }
    input.path = live_path(live, "other");
    input.content = TEXT(" \n\t");
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_pages_create, (&input), (&page, &live->err)));
    input.content = TEXT("text");
    input.title = NULL;
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_pages_create, (&input), (&page, &live->err)));
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_pages_create, (NULL), (&page, &live->err)));
    input.title = "Other";
    input.is_private = (wikijs_tristate)3;
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_pages_create, (&input), (&page, &live->err)));
    assert_non_null(strstr(live->err.message, "is_private is neither yes nor no"));
    input.is_private = WIKIJS_UNSET;
    const char *long_text = live_letters(256);
    input.title = long_text;
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_pages_create, (&input), (&page, &live->err)));
    assert_string_equal(live->err.message, "the title has 256 characters; the server keeps 255");
    input.title = "Other";
    input.description = long_text;
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_pages_create, (&input), (&page, &live->err)));
    input.description = NULL;
    input.tags = (wikijs_strings){ &long_text, 1 };
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_pages_create, (&input), (&page, &live->err)));
    input.tags = (wikijs_strings){ 0 };
    wikijs_client_get_stats(live->client, &after);
    assert_int_equal(after.requests, before.requests);

    input.title = live_letters(255);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_create, (&input), (&page, &live->err)));
    live_remember(live, page->id);
    wikijs_page_free(page);
    page = NULL;

    input.path = live_path(live, "third");
    input.title = "T";
    input.locale = "zz";
    LIVE_EXPECT(live, WIKIJS_E_INVALID, LIVE(live, wikijs_pages_create, (&input), (&page, &live->err)));
    input.locale = NULL;
    input.editor = "none-such";
    LIVE_EXPECT(live, WIKIJS_E_INVALID, LIVE(live, wikijs_pages_create, (&input), (&page, &live->err)));
    assert_null(page);
}

static void a_reader_may_not_write(void **state)
{
    struct live *live = *state;
    int64_t id = live_page(live, "not-yours", "text", NULL);
    wikijs_client *full = live->client;
    live->client = live_client(live_env("WIKIJS_TEST_READER_KEY"));
    wikijs_page *page = NULL;
    wikijs_pages_create_input input = WIKIJS_PAGES_CREATE_INPUT_INIT;
    input.title = "T";
    input.content = TEXT("text");
    input.path = live_path(live, "by-a-reader");
    LIVE_EXPECT(live, WIKIJS_E_FORBIDDEN, LIVE(live, wikijs_pages_create, (&input), (&page, &live->err)));
    assert_string_equal(live->err.permission, "write:pages");
    LIVE_EXPECT(live, WIKIJS_E_FORBIDDEN, LIVE(live, wikijs_pages_delete, (id, NULL), (&live->err)));
    assert_string_equal(live->err.permission, "delete:pages");
    LIVE_EXPECT(live, WIKIJS_E_FORBIDDEN,
                LIVE(live, wikijs_pages_move, (id, NULL, live_path(live, "x1"), NULL), (&live->err)));
    assert_string_equal(live->err.permission, "manage:pages");
    wikijs_pages_update_input change = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    change.title = "X";
    LIVE_EXPECT(live, WIKIJS_E_FORBIDDEN, LIVE(live, wikijs_pages_update, (id, &change), (&page, &live->err)));
    LIVE_EXPECT(live, WIKIJS_E_FORBIDDEN, LIVE(live, wikijs_pages_rebuild_tree, (NULL), (&live->err)));
    assert_string_equal(live->err.permission, "manage:system");
    LIVE_EXPECT(live, WIKIJS_E_FORBIDDEN, LIVE(live, wikijs_pages_restore, (id, 1, NULL), (&live->err)));
    assert_null(page);
    wikijs_client_free(live->client);
    live->client = full;
}

static void move_and_delete(void **state)
{
    struct live *live = *state;
    int64_t id = live_page(live, "before", "text", "keep");
    int64_t other = live_page(live, "other", "text", NULL);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_move, (id, NULL, live_path(live, "after"), NULL), (&live->err)));
    wikijs_page *page = live_read(live, id);
    assert_string_equal(page->path, live_path(live, "after"));
    assert_string_equal(page->title, "after"); /* the title was the last part of the path: the server changes both */
    assert_int_equal(page->tags.count, 1);
    wikijs_page_free(page);
    LIVE_EXPECT(live, WIKIJS_E_EXISTS,
                LIVE(live, wikijs_pages_move, (other, "en", live_path(live, "after"), NULL), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND,
                LIVE(live, wikijs_pages_move, (99999999, "en", live_path(live, "nowhere"), NULL), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_pages_move, (id, NULL, "a b", NULL), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_pages_move, (id, NULL, NULL, NULL), (&live->err)));

    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_delete, (id, NULL), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_pages_delete, (id, NULL), (&live->err)));
    page = NULL;
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_pages_get, (id, NULL), (&page, &live->err)));
}

static void convert_and_render(void **state)
{
    struct live *live = *state;
    int64_t id = live_page(live, "to-convert", "# Title\n", NULL);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_convert, (id, "ckeditor", NULL), (&live->err)));
    wikijs_page *page = live_read(live, id);
    assert_string_equal(page->editor, "ckeditor");
    assert_non_null(strstr(page->content.ptr, "<h1"));
    wikijs_page_free(page);
    LIVE_EXPECT(live, WIKIJS_E_REFUSED, LIVE(live, wikijs_pages_convert, (id, "ckeditor", NULL), (&live->err)));
    assert_non_null(strstr(live->err.message, "already using this editor"));
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_render, (id, NULL), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_pages_render, (99999999, NULL), (&live->err)));
}

static int64_t newest_version(struct live *live, int64_t id)
{
    wikijs_page_history *history = NULL;
    LIVE_EXPECT(live, 0, wikijs_pages_history(live->client, id, NULL, &history, &live->err));
    assert_true(history->trail.count > 0);
    int64_t version_id = history->trail.items[0]->version_id;
    wikijs_page_history_free(history);
    return version_id;
}

static void restore_keeps_tags_and_scripts(void **state)
{
    struct live *live = *state;
    wikijs_page *page = NULL;
    int64_t id = live_page(live, "to-restore", "old text", "one,two");
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    input.content = TEXT("new text");
    input.script_js = TEXT("let b = 2");
    LIVE_EXPECT(live, 0, wikijs_pages_update(live->client, id, &input, &page, &live->err));
    wikijs_page_free(page);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_restore, (id, newest_version(live, id), NULL), (&live->err)));
    page = live_read(live, id);
    assert_string_equal(page->content.ptr, "old text");
    assert_int_equal(page->tags.count, 2);
    assert_string_equal(page->script_js.ptr, "let b = 2");
    assert_true(page->is_published);
    wikijs_page_free(page);
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_pages_restore, (id, 99999999, NULL), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_pages_restore, (99999999, 1, NULL), (&live->err)));
    page = live_read(live, id);
    assert_int_equal(page->tags.count, 2);
    wikijs_page_free(page);
}

static int64_t find_tag(struct live *live, const char *name)
{
    wikijs_page_tag_list *tags = NULL;
    int64_t id = 0;
    LIVE_EXPECT(live, 0, wikijs_pages_tags(live->client, NULL, &tags, &live->err));
    for (size_t i = 0; i < wikijs_page_tag_list_count(tags); i++) {
        const wikijs_page_tag *tag = wikijs_page_tag_list_at(tags, i);
        id = strcmp(tag->tag, name) == 0 ? tag->id : id;
    }
    wikijs_page_tag_list_free(tags);
    return id;
}

static void tags_of_the_site(void **state)
{
    struct live *live = *state;
    char first[80], second[80], renamed[80];
    snprintf(first, sizeof first, "%s-first", live->prefix);
    snprintf(second, sizeof second, "%s-second", live->prefix);
    snprintf(renamed, sizeof renamed, "%s-Renamed", live->prefix);
    live_page(live, "tagged", "text", first);
    live_page(live, "tagged-too", "text", second);
    int64_t id = find_tag(live, first);
    assert_true(id > 0);
    LIVE_EXPECT(live, WIKIJS_E_EXISTS, LIVE(live, wikijs_pages_update_tag, (id, second, "S", NULL), (&live->err)));
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_update_tag, (id, renamed, "Renamed", NULL), (&live->err)));
    renamed[strlen(renamed) - 7] = 'r';
    assert_int_equal(find_tag(live, renamed), id);
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_pages_update_tag, (id, "  ", "x", NULL), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_ARG,
                LIVE(live, wikijs_pages_update_tag, (id, live_letters(256), "x", NULL), (&live->err)));
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND,
                LIVE(live, wikijs_pages_update_tag, (99999999, "x", "x", NULL), (&live->err)));
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_delete_tag, (id, NULL), (&live->err)));
    assert_int_equal(find_tag(live, renamed), 0);
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_pages_delete_tag, (id, NULL), (&live->err)));
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_delete_tag, (find_tag(live, second), NULL), (&live->err)));
}

static void care_of_the_site(void **state)
{
    struct live *live = *state;
    wikijs_page_migration *migration = NULL;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_flush_cache, (NULL), (&live->err)));
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_rebuild_tree, (NULL), (&live->err)));
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_migrate_to_locale, ("zz", "en", NULL), (&migration, &live->err)));
    assert_int_equal(migration->count, 0);
    wikijs_page_migration_free(migration);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_purge_history, ("P100Y", NULL), (&live->err)));
    const char *bad[] = { "1Y", "P", "P1", "PT", "P1Y2", "soon", "PY", "P1H", "PT1D" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_pages_purge_history, (bad[i], NULL), (&live->err)));
    }
    LIVE_EXPECT(live, WIKIJS_E_ARG,
                LIVE(live, wikijs_pages_migrate_to_locale, (NULL, "en", NULL), (&migration, &live->err)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TWICE(create_with_everything), TWICE(create_refuses),     TWICE(a_reader_may_not_write),
        TWICE(move_and_delete),        TWICE(convert_and_render), TWICE(restore_keeps_tags_and_scripts),
        TWICE(tags_of_the_site),       TWICE(care_of_the_site),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
