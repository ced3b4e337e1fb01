/* SPDX-License-Identifier: MIT */
/* An update changes what the caller set and nothing else, although the server wipes what is left out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/live.h"

#define BIT WIKIJS_BIT
#define TEXT(literal) ((wikijs_str){ (literal), sizeof(literal) - 1 })

/* A page that has something to lose in every member. */
static int64_t rich_page(struct live *live)
{
    static const char *const tags[] = { "one", "two" };
    wikijs_pages_create_input input = WIKIJS_PAGES_CREATE_INPUT_INIT;
    input.title = "Rich";
    input.description = "with everything";
    input.path = live_path(live, "rich");
    input.content = TEXT("# Rich\n");
    input.tags = (wikijs_strings){ tags, 2 };
    input.publish_start_date = "2026-01-01T00:00:00.000Z";
    input.publish_end_date = "2036-01-01T00:00:00.000Z";
    input.script_css = TEXT("a{color:red}");
    input.script_js = TEXT("let a = 1");
    wikijs_page *page = NULL;
    LIVE_EXPECT(live, 0, wikijs_pages_create(live->client, &input, &page, &live->err));
    int64_t id = page->id;
    live_remember(live, id);
    wikijs_page_free(page);
    return id;
}

static bool has_tag(const wikijs_page *page, const char *name)
{
    for (size_t i = 0; i < page->tags.count; i++) {
        if (strcmp(page->tags.items[i]->tag, name) == 0) {
            return true;
        }
    }
    return false;
}

static void expect_rich(struct live *live, int64_t id, const char *title, const char *content, const char *js)
{
    wikijs_page *page = live_read(live, id);
    assert_string_equal(page->title, title);
    assert_string_equal(page->content.ptr, content);
    assert_string_equal(page->script_js.ptr, js);
    assert_string_equal(page->description, "with everything");
    assert_string_equal(page->script_css.ptr, "a{color:red}");
    assert_string_equal(page->publish_start_date, "2026-01-01T00:00:00.000Z");
    assert_string_equal(page->publish_end_date, "2036-01-01T00:00:00.000Z");
    assert_true(page->is_published);
    assert_int_equal(page->tags.count, 2);
    assert_true(has_tag(page, "one") && has_tag(page, "two"));
    wikijs_page_free(page);
}

static void one_member_at_a_time(void **state)
{
    struct live *live = *state;
    int64_t id = rich_page(live);
    wikijs_page *page = NULL;
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    input.title = "Renamed";
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_update, (id, &input), (&page, &live->err)));
    assert_string_equal(page->title, "Renamed");
    assert_int_equal(page->id, id);
    wikijs_page_free(page);
    expect_rich(live, id, "Renamed", "# Rich\n", "let a = 1");

    input = (wikijs_pages_update_input)WIKIJS_PAGES_UPDATE_INPUT_INIT;
    input.script_js = TEXT("let b = 2");
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_update, (id, &input), (&page, &live->err)));
    wikijs_page_free(page);
    expect_rich(live, id, "Renamed", "# Rich\n", "let b = 2");

    input = (wikijs_pages_update_input)WIKIJS_PAGES_UPDATE_INPUT_INIT;
    input.script_css = TEXT("");
    input.publish_end_date = "";
    input.is_published = WIKIJS_NO;
    input.description = "";
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_update, (id, &input), (&page, &live->err)));
    wikijs_page_free(page);
    page = live_read(live, id);
    assert_int_equal(page->script_css.len, 0);
    assert_string_equal(page->publish_end_date, "");
    assert_string_equal(page->publish_start_date, "2026-01-01T00:00:00.000Z");
    assert_string_equal(page->description, "");
    assert_string_equal(page->script_js.ptr, "let b = 2");
    assert_false(page->is_published);
    wikijs_page_free(page);
}

static void tags_are_added_and_removed(void **state)
{
    struct live *live = *state;
    int64_t id = live_page(live, "tags", "text", "one,two");
    const char *add[] = { "Three", "one", " " }, *take[] = { " TWO" }, *all[] = { "x", "y" };
    wikijs_page *page = NULL;
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    input.add_tags = (wikijs_strings){ add, 3 };
    input.remove_tags = (wikijs_strings){ take, 1 };
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_update, (id, &input), (&page, &live->err)));
    wikijs_page_free(page);
    page = live_read(live, id);
    assert_int_equal(page->tags.count, 2);
    assert_true(has_tag(page, "one") && has_tag(page, "three"));
    wikijs_page_free(page);

    input = (wikijs_pages_update_input)WIKIJS_PAGES_UPDATE_INPUT_INIT;
    input.tags = (wikijs_strings){ all, 2 };
    input.add_tags = (wikijs_strings){ add, 1 };
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_update, (id, &input), (&page, &live->err)));
    wikijs_page_free(page);
    page = live_read(live, id);
    assert_int_equal(page->tags.count, 3);
    wikijs_page_free(page);

    input = (wikijs_pages_update_input)WIKIJS_PAGES_UPDATE_INPUT_INIT;
    input.tags = (wikijs_strings){ all, 0 };
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_update, (id, &input), (&page, &live->err)));
    wikijs_page_free(page);
    page = live_read(live, id);
    assert_int_equal(page->tags.count, 0);
    assert_string_equal(page->content.ptr, "text");
    wikijs_page_free(page);
}

static void a_conflict_gives_the_current_page(void **state)
{
    struct live *live = *state;
    int64_t id = live_page(live, "conflict", "first", "kept");
    wikijs_page *read = live_read(live, id), *page = NULL;
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    input.content = TEXT("second");
    input.expected_updated_at = read->updated_at;
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_update, (id, &input), (&page, &live->err)));
    assert_true(page->updated_at > read->updated_at);
    int64_t updated_at = page->updated_at;
    wikijs_page_free(page);

    page = NULL;
    input.content = TEXT("third"); /* made from the first state */
    LIVE_EXPECT(live, WIKIJS_E_CONFLICT, LIVE(live, wikijs_pages_update, (id, &input), (&page, &live->err)));
    assert_non_null(page);
    assert_string_equal(page->content.ptr, "second");
    assert_int_equal(page->updated_at, updated_at);
    assert_int_equal(page->tags.count, 1);
    wikijs_page_free(page);
    page = live_read(live, id);
    assert_string_equal(page->content.ptr, "second");
    wikijs_page_free(page);
    wikijs_page_free(read);
}

static void nothing_is_read_when_all_is_set(void **state)
{
    struct live *live = *state;
    int64_t id = rich_page(live);
    const char *tags[] = { "one", "two" };
    wikijs_client_stats before = { .struct_size = sizeof before }, after = { .struct_size = sizeof after };
    wikijs_page *page = NULL;
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    input.content = TEXT("all set");
    input.tags = (wikijs_strings){ tags, 2 };
    input.is_published = WIKIJS_YES;
    input.publish_start_date = "2026-01-01T00:00:00.000Z";
    input.publish_end_date = "2036-01-01T00:00:00.000Z";
    input.script_css = TEXT("a{color:red}");
    input.script_js = TEXT("let c = 3");
    wikijs_client_get_stats(live->client, &before);
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_update, (id, &input), (&page, &live->err)));
    wikijs_client_get_stats(live->client, &after);
    assert_int_equal(after.requests - before.requests, 1);
    wikijs_page_free(page);
    expect_rich(live, id, "Rich", "all set", "let c = 3");
    page = NULL;
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_pages_update, (99999999, &input), (&page, &live->err)));
    assert_null(page);
}

static void update_refuses(void **state)
{
    struct live *live = *state;
    wikijs_page *page = NULL;
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    input.title = "X";
    LIVE_EXPECT(live, WIKIJS_E_NOT_FOUND, LIVE(live, wikijs_pages_update, (99999999, &input), (&page, &live->err)));
    input.content = TEXT("\n \n");
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_pages_update, (1, &input), (&page, &live->err)));
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_pages_update, (1, NULL), (&page, &live->err)));
    const char *tags[] = { "a", NULL };
    input = (wikijs_pages_update_input)WIKIJS_PAGES_UPDATE_INPUT_INIT;
    input.add_tags = (wikijs_strings){ tags, 2 };
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_pages_update, (1, &input), (&page, &live->err)));
    tags[1] = live_letters(256); /* the server would save the page first */
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_pages_update, (1, &input), (&page, &live->err)));
    assert_string_equal(live->err.message, "the tag has 256 characters; the server keeps 255");
    input.add_tags = (wikijs_strings){ 0 };
    input.description = tags[1];
    LIVE_EXPECT(live, WIKIJS_E_ARG, LIVE(live, wikijs_pages_update, (1, &input), (&page, &live->err)));
    assert_null(page);
}

/* --- a key that may write but not read: groups and keys of the case's own --- */

static int64_t number_after(const wikijs_answer *answer, const char *name)
{
    const char *at = strstr(answer->body.ptr, name);
    assert_non_null(at);
    return strtoll(at + strlen(name), NULL, 10);
}

/* `permissions` as a GraphQL list, which holds for pages below `path`. */
static int64_t make_group(struct live *live, const char *permissions, const char *path)
{
    wikijs_answer *answer = live_graphql(
        live, "mutation{groups{create(name:\"%s\"){responseResult{succeeded} group{id}}}}", live->prefix);
    int64_t group = number_after(answer, "\"id\":");
    wikijs_answer_free(answer);
    wikijs_answer_free(live_graphql(
        live,
        "mutation{groups{update(id:%lld,name:\"%s\",redirectOnLogin:\"/\",permissions:%s,pageRules:[{id:\"r\",deny:false,"
        "match:START,roles:%s,path:\"%s\",locales:[]}]){responseResult{succeeded}}}}",
        (long long)group, live->prefix, permissions, permissions, path));
    return group;
}

static void delete_group(struct live *live, int64_t group)
{
    wikijs_answer_free(
        live_graphql(live, "mutation{groups{delete(id:%lld){responseResult{succeeded}}}}", (long long)group));
}

static char *make_key(struct live *live, int64_t group)
{
    wikijs_answer *answer = live_graphql(
        live,
        "mutation{authentication{createApiKey(name:\"%s\",expiration:\"1d\",fullAccess:false,group:%lld){"
        "responseResult{succeeded} key}}}",
        live->prefix, (long long)group);
    const char *at = strstr(answer->body.ptr, "\"key\":\"");
    assert_non_null(at);
    at += strlen("\"key\":\"");
    char *key = strndup(at, strcspn(at, "\""));
    wikijs_answer_free(answer);
    return key;
}

static void a_writer_who_may_not_read(void **state)
{
    struct live *live = *state;
    int64_t id = rich_page(live);
    wikijs_client *full = live->client;
    int64_t group = make_group(live, "[\"write:pages\"]", "");
    char *key = make_key(live, group);
    live->client = live_client(key);
    wikijs_page *page = NULL;
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    input.content = TEXT("by a writer");
    LIVE_EXPECT(live, WIKIJS_E_FORBIDDEN, LIVE(live, wikijs_pages_update, (id, &input), (&page, &live->err)));
    assert_string_equal(live->err.permission, "manage:pages or delete:pages");
    assert_non_null(strstr(live->err.message, "scripts and publish dates"));
    assert_null(page);

    input.expected_updated_at = 1;
    LIVE_EXPECT(live, WIKIJS_E_CONFLICT, LIVE(live, wikijs_pages_update, (id, &input), (&page, &live->err)));
    assert_string_equal(page->content.ptr, "# Rich\n");
    assert_int_equal(page->tags.count, 2);
    wikijs_page_free(page);

    input.expected_updated_at = 0;
    input.publish_start_date = "2026-01-01T00:00:00.000Z";
    input.publish_end_date = "2036-01-01T00:00:00.000Z";
    input.script_css = TEXT("a{color:red}");
    input.script_js = TEXT("let a = 1");
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_update, (id, &input), (&page, &live->err)));
    wikijs_page_free(page);
    wikijs_client_free(live->client);
    live->client = full;
    free(key);
    expect_rich(live, id, "Rich", "by a writer", "let a = 1");
    delete_group(live, group);
}

/* The server looks for the right to change scripts at the place that the request names, not where the page is. */
static void scripts_by_a_writer_of_a_part_of_the_site(void **state)
{
    struct live *live = *state;
    int64_t id = rich_page(live);
    wikijs_client *full = live->client;
    int64_t group = make_group(live,
                               "[\"read:pages\",\"write:pages\",\"manage:pages\",\"read:source\",\"write:styles\","
                               "\"write:scripts\"]",
                               live->prefix);
    char *key = make_key(live, group);
    live->client = live_client(key);
    wikijs_page *page = NULL;
    wikijs_pages_update_input input = WIKIJS_PAGES_UPDATE_INPUT_INIT;
    input.script_js = TEXT("let d = 4");
    LIVE_EXPECT(live, 0, LIVE(live, wikijs_pages_update, (id, &input), (&page, &live->err)));
    assert_string_equal(page->path, live_path(live, "rich"));
    wikijs_page_free(page);
    wikijs_client_free(live->client);
    live->client = full;
    free(key);
    expect_rich(live, id, "Rich", "# Rich\n", "let d = 4");
    delete_group(live, group);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TWICE(one_member_at_a_time),
        TWICE(tags_are_added_and_removed),
        TWICE(a_conflict_gives_the_current_page),
        TWICE(nothing_is_read_when_all_is_set),
        TWICE(update_refuses),
        TWICE(a_writer_who_may_not_read),
        TWICE(scripts_by_a_writer_of_a_part_of_the_site),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
