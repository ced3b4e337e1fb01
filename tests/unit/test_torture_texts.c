/* SPDX-License-Identifier: MIT */
/* Memory runs out while texts are read, searched, changed and written ("support/shortage.h"). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <wikijs/event.h>
#include <wikijs/matcher.h>
#include <wikijs/model.h>

#include "base/alloc.h"
#include "support/shortage.h"
#include "transfer/front_matter.h"
#include "transfer/import_page.h"
#include "transfer/links.h"

static const struct shortage_steps each = { 1, 1 };

/* --- headers of files --- */

static const char by_hand[] =
    "---\ntitle: \"A: b\"\ndescription: d\ntags: [one, 'two words', three]\npublished: false\n"
    "date: 2024-03-27T12:31:56.635Z\neditor: markdown\n---\n\nBody\n";

static int read_header(void *payload, size_t turn, wikijs_error *err)
{
    (void)turn;
    struct wj_front_matter found;
    struct wj_arena memory;
    wj_arena_init(&memory, &wj_libc_allocator, 0);
    int status = wj_front_matter_read(&found, &memory, payload, strlen(payload), "markdown", err);
    if (status == 0) {
        assert_string_equal(found.title, "A: b");
        assert_string_equal(found.description, "d");
        assert_int_equal(found.tags.count, 3);
        assert_string_equal(found.tags.items[2], "three");
        assert_int_equal(found.published, WIKIJS_NO);
        assert_int_equal(found.content.len, 5);
    }
    wj_arena_clear(&memory);
    return status;
}

static int write_header(void *payload, size_t turn, wikijs_error *err)
{
    (void)payload;
    (void)turn;
    (void)err;
    wikijs_page_tag one = { .tag = "one" };
    const wikijs_page_tag *tags[] = { &one };
    wikijs_page page = { .present = UINT64_MAX,
                         .title = "A: b",
                         .description = "d",
                         .editor = "markdown",
                         .tags = { tags, 1 },
                         .content = { "Body\n", 5 },
                         .content_type = "markdown" };
    char large[2000];
    memset(large, 'x', sizeof large);
    page.content = (wikijs_str){ large, sizeof large };
    struct wj_buf out;
    wj_buf_init(&out, &wj_libc_allocator, SIZE_MAX);
    wj_front_matter_write(&out, &page);
    int status = out.failed;
    if (status == 0)
        assert_memory_equal(out.data + out.len - sizeof large, large, sizeof large);
    wj_buf_free(&out);
    return status;
}

static void headers_are_read(void **state)
{
    (void)state;
    char server[400];
    snprintf(server, sizeof server,
             "---\ntitle: A: b\ndescription: d\npublished: false\ndate: 2024-03-27T12:31:56.635Z\n"
             "tags: one, two words, three\neditor: markdown\ndateCreated: 2024-03-27T12:31:56.635Z\n---\n\nBody\n");
    char hand[sizeof by_hand];
    memcpy(hand, by_hand, sizeof hand);
    shortage_each(read_header, hand, each);
    shortage_each(read_header, server, each);
}

static void headers_are_written(void **state)
{
    (void)state;
    shortage_each(write_header, NULL, each);
}

/* --- links --- */

static bool resolve(const char *path, char out[WJ_LINK_SIZE], void *payload)
{
    (void)payload;
    snprintf(out, WJ_LINK_SIZE, "/en/%.100s", path);
    return true;
}

struct rewriting {
    enum wj_markup markup;
    const char *link, *rewritten;
};

static int rewrite_links(void *payload, size_t turn, wikijs_error *err)
{
    (void)turn;
    (void)err;
    enum { COUNT = 60 };
    const struct rewriting *r = payload;
    char text[4096] = "", wanted[8192] = "";
    for (int i = 0; i < COUNT; i++) {
        strcat(text, r->link);
        strcat(wanted, r->rewritten);
    }
    struct wj_buf out;
    wj_buf_init(&out, &wj_libc_allocator, SIZE_MAX);
    int status = wj_links_rewrite(&out, r->markup, text, strlen(text), resolve, NULL);
    if (status == 0)
        assert_string_equal(out.data, wanted);
    wj_buf_free(&out);
    return status;
}

static void links_are_rewritten(void **state)
{
    (void)state;
    struct rewriting kinds[] = {
        { WJ_MARKUP_MARKDOWN, "see [a](b.md) and ![](c.png)\n\n", "see [a](/en/b.md) and ![](/en/c.png)\n\n" },
        { WJ_MARKUP_HTML, "<a href=\"b.html\">a</a>\n", "<a href=\"/en/b.html\">a</a>\n" },
        { WJ_MARKUP_ASCIIDOC, "see link:b.adoc[a] now\n\n", "see link:/en/b.adoc[a] now\n\n" },
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        shortage_each(rewrite_links, &kinds[i], each);
}

/* --- pages of a journal --- */

static int keep_page(void *payload, size_t turn, wikijs_error *err)
{
    (void)payload;
    (void)turn;
    static const char *const tags[] = { "B", "a", "one, two" }, *const more[] = { "c" };
    struct wj_import_page page = { .title = "T", .description = "D", .editor = "markdown", .content = { "text", 4 } };
    struct wj_import_page wanted = { .title = "New", .content = { "more", 4 } }, back = { 0 }, merged = { 0 };
    char hash[WJ_SHA256_HEX];
    struct wj_arena memory;
    struct wj_buf text;
    wj_arena_init(&memory, &wj_libc_allocator, 0);
    wj_buf_init(&text, &wj_libc_allocator, SIZE_MAX);
    bool good = wj_import_tags(&page.tags, &memory, (wikijs_strings){ tags, 3 }, (wikijs_strings){ more, 1 }) &&
                wj_import_split_tags(&wanted.tags, &memory, (wikijs_strings){ tags, 3 });
    if (good)
        wj_import_page_write(&text, &page);
    int status = good ? text.failed : WIKIJS_E_NOMEM;
    if (status == 0)
        status = wj_import_page_read(&back, &memory, text.data, err);
    if (status == 0 && !wj_import_page_merge(&merged, &memory, &back, &wanted))
        status = WIKIJS_E_NOMEM;
    if (status == 0)
        status = wj_import_page_hash(&merged, hash);
    if (status == 0) {
        assert_int_equal(back.tags.count, 4);
        assert_string_equal(back.description, "D");
        assert_string_equal(merged.title, "New");
        assert_memory_equal(back.content.ptr, "text", 4);
    }
    wj_buf_free(&text);
    wj_arena_clear(&memory);
    return status;
}

static void pages_are_kept(void **state)
{
    (void)state;
    shortage_each(keep_page, NULL, each);
}

/* --- patterns --- */

static int replace_text(void *payload, size_t turn, wikijs_error *err)
{
    (void)turn;
    wikijs_matcher *matcher = NULL;
    wikijs_matcher_options options = WIKIJS_MATCHER_OPTIONS_INIT;
    options.regex = *(const bool *)payload;
    wikijs_str out = { 0 }, text = { "a.b a.b", 7 };
    char with[1001];
    memset(with, 'x', sizeof with);
    with[sizeof with - 1] = '\0';
    int status = wikijs_matcher_new("a.b", &options, &matcher, err);
    assert_true((status == 0) == (matcher != NULL));
    if (status == 0)
        status = wikijs_matcher_replace(matcher, text, with, &out, err);
    if (status > 0) {
        assert_int_equal(status, 2);
        assert_int_equal(out.len, 2001);
        status = 0;
    }
    wikijs_matcher_free(matcher);
    return status;
}

static void texts_are_replaced(void **state)
{
    (void)state;
    bool regex = false;
    shortage_each(replace_text, &regex, each);
    regex = true;
    shortage_each(replace_text, &regex, each);
}

/* --- objects --- */

static const char event_text[] =
    "{\"id\":\"e1\",\"type\":\"page.updated\",\"time\":\"2024-03-27T12:31:56.635Z\",\"profile\":\"p\","
    "\"wiki\":\"http://w\",\"changes\":[\"title\",\"tags\"],\"page\":{\"id\":5,\"path\":\"a\",\"locale\":\"en\","
    "\"title\":\"T\",\"tags\":[\"x\",\"y\"]},\"previous\":{\"title\":\"Old\"}}";

static int copy_event(void *payload, size_t turn, wikijs_error *err)
{
    (void)payload;
    (void)turn;
    wikijs_event *event = NULL;
    char text[1024], again[1024];
    int status = wikijs_event_parse(event_text, sizeof event_text - 1, &event, err);
    assert_true((status == 0) == (event != NULL));
    if (status < 0)
        return status;
    const wikijs_model *model = wikijs_model_by_name("Event");
    assert_non_null(model);
    wikijs_event *copy = wikijs_object_copy(model, event);
    if (!copy || wikijs_object_to_json(model, event, 0, text, sizeof text) == 0 ||
        wikijs_object_to_json(model, copy, 0, again, sizeof again) == 0)
        status = WIKIJS_E_NOMEM;
    if (status == 0) {
        assert_string_equal(text, again);
        assert_string_equal(copy->page->tags.items[1], "y");
        assert_string_equal(copy->previous->title, "Old");
    }
    wikijs_object_free(copy);
    wikijs_event_free(event);
    return status;
}

static void events_are_read_and_copied(void **state)
{
    (void)state;
    shortage_each(copy_event, NULL, each);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headers_are_read),    cmocka_unit_test(headers_are_written),
        cmocka_unit_test(links_are_rewritten), cmocka_unit_test(pages_are_kept),
        cmocka_unit_test(texts_are_replaced),  cmocka_unit_test(events_are_read_and_copied),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
