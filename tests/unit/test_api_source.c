/* SPDX-License-Identifier: MIT */
/* The text form of a page, as the server's source route and its git storage write it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <wikijs/model.h>
#include <wikijs/pages.h>

#include "api/graphql.h"
#include "api/source.h"
#include "base/alloc.h"

/* As a real server sent them, but for the texts. */
static const char markdown[] = "---\n"
                               "title: Starts with dashes: a \"title\"\n"
                               "description: key: value # not yaml\n"
                               "published: true\n"
                               "date: 2025-03-27T04:38:36.635Z\n"
                               "tags: reference, on-call\n"
                               "editor: markdown\n"
                               "dateCreated: 2025-01-25T18:45:00.292Z\n"
                               "---\n"
                               "\n"
                               "---\n"
                               "title: inner front matter\n"
                               "---\n"
                               "\n"
                               "Body.\r\n";

static const char html[] = "<!--\n"
                           "title: T\n"
                           "description: \n"
                           "published: false\n"
                           "date: 2025-06-24T21:40:15.486Z\n"
                           "tags: \n"
                           "editor: code\n"
                           "dateCreated: 2025-01-18T00:57:00.178Z\n"
                           "-->\n"
                           "\n"
                           "<h1>T</h1>";

static void expect_text(wikijs_str text, const char *expected)
{
    assert_int_equal(text.len, strlen(expected));
    assert_memory_equal(text.ptr, expected, text.len);
}

static void expect_same_when_written(const struct wj_source *source, const char *text, size_t length)
{
    struct wj_buf out;
    wj_buf_init(&out, &wj_libc_allocator, 1 << 20);
    wj_source_write(&out, source);
    assert_int_equal(out.failed, 0);
    assert_int_equal(out.len, length);
    assert_memory_equal(out.data, text, length);
    wj_buf_free(&out);
}

static void both_forms_are_read_and_written(void **state)
{
    (void)state;
    struct wj_source source;
    wj_source_parse(markdown, sizeof markdown - 1, WJ_SOURCE_MARKDOWN, &source);
    assert_int_equal(source.form, WJ_SOURCE_MARKDOWN);
    expect_text(source.values[WJ_SOURCE_TITLE], "Starts with dashes: a \"title\"");
    expect_text(source.values[WJ_SOURCE_DESCRIPTION], "key: value # not yaml");
    expect_text(source.values[WJ_SOURCE_PUBLISHED], "true");
    expect_text(source.values[WJ_SOURCE_DATE], "2025-03-27T04:38:36.635Z");
    expect_text(source.values[WJ_SOURCE_TAGS], "reference, on-call");
    expect_text(source.values[WJ_SOURCE_EDITOR], "markdown");
    expect_text(source.values[WJ_SOURCE_CREATED], "2025-01-25T18:45:00.292Z");
    expect_text(source.content, "---\ntitle: inner front matter\n---\n\nBody.\r\n");
    expect_same_when_written(&source, markdown, sizeof markdown - 1);

    wj_source_parse(html, sizeof html - 1, WJ_SOURCE_HTML, &source);
    assert_int_equal(source.form, WJ_SOURCE_HTML);
    expect_text(source.values[WJ_SOURCE_DESCRIPTION], "");
    expect_text(source.values[WJ_SOURCE_TAGS], "");
    expect_text(source.content, "<h1>T</h1>");
    expect_same_when_written(&source, html, sizeof html - 1);
}

static void a_title_of_two_lines(void **state)
{
    (void)state;
    const char *text =
        "---\ntitle: one\ntwo\ndescription: d\npublished: true\ndate: x\ntags: \neditor: e\ndateCreated: y"
        "\n---\n\nbody";
    struct wj_source source;
    wj_source_parse(text, strlen(text), WJ_SOURCE_MARKDOWN, &source);
    expect_text(source.values[WJ_SOURCE_TITLE], "one\ntwo");
    expect_text(source.content, "body");
    expect_same_when_written(&source, text, strlen(text));
}

static void other_texts_are_all_content(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "= AsciiDoc\n",
        "---\ntitle: my own\n---\n\nText",
        "---\n",
        "<!-- title: x -->",
        "---\ntitle: a\ndescription: b\npublished: true\ndate: c\ntags: \neditor: d\ndateCreated: e\n---\nno blank line",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct wj_source source;
        wj_source_parse(texts[i], strlen(texts[i]), WJ_SOURCE_MARKDOWN, &source);
        assert_int_equal(source.form, WJ_SOURCE_PLAIN);
        expect_text(source.content, texts[i]);
        expect_same_when_written(&source, texts[i], strlen(texts[i]));
    }
    struct wj_source source;
    wj_source_parse(markdown, sizeof markdown - 1, WJ_SOURCE_PLAIN, &source);
    assert_int_equal(source.content.len, sizeof markdown - 1);
}

static void a_page_as_the_server_writes_it(void **state)
{
    (void)state;
    const wikijs_page_tag tags[] = { { .tag = "reference" }, { .tag = "on-call" } };
    const wikijs_page_tag *items[] = { &tags[0], &tags[1] };
    wikijs_page page = {
        .title = "Starts with dashes: a \"title\"",
        .description = "key: value # not yaml",
        .is_published = true,
        .tags = { .items = items, .count = 2 },
        .editor = "markdown",
        .content_type = "markdown",
        .content.ptr = "---\ntitle: inner front matter\n---\n\nBody.\r\n",
    };
    page.content.len = strlen(page.content.ptr);
    assert_int_equal(wikijs_time_parse("2025-03-27T04:38:36.635Z", &page.updated_at), 0);
    assert_int_equal(wikijs_time_parse("2025-01-25T18:45:00.292Z", &page.created_at), 0);
    char text[1000];
    size_t length = wikijs_page_to_source(&page, text, sizeof text);
    assert_int_equal(length, sizeof markdown - 1);
    assert_string_equal(text, markdown);
    assert_int_equal(wikijs_page_to_source(&page, NULL, 0), length);
    assert_int_equal(wikijs_page_to_source(&page, text, 10), length);
    assert_string_equal(text, "---\ntitle");
    assert_int_equal(wikijs_page_to_source(&page, text, 1), length);
    assert_string_equal(text, "");

    page.content_type = "asciidoc"; /* no header */
    page.content = (wikijs_str){ "= A\n", 4 };
    assert_int_equal(wikijs_page_to_source(&page, text, sizeof text), 4);
    assert_string_equal(text, "= A\n");
    assert_int_equal(wikijs_page_to_source(NULL, text, sizeof text), 0);
}

static void documents_that_write(void **state)
{
    (void)state;
    assert_true(wj_document_writes("mutation{pages{delete(id:1){responseResult{succeeded}}}}"));
    assert_true(wj_document_writes("query A{a} # x\n mutation B($a:Int){b}"));
    assert_true(wj_document_writes("\xef\xbb\xbf,,mutation B{b}"));
    assert_false(wj_document_writes("{mutation}"));
    assert_false(wj_document_writes("# mutation\n{a}"));
    assert_false(wj_document_writes("query A($t:String=\"mutation\"){a}"));
    assert_false(wj_document_writes("query A($t:String=\"\"\"a\"b\\\"\"\" mutation{\"\"\"){a}"));
    assert_false(wj_document_writes("query mutations{a}"));
    assert_false(wj_document_writes("{a(b:\"unterminated"));
    assert_false(wj_document_writes(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_forms_are_read_and_written),
        cmocka_unit_test(a_title_of_two_lines),
        cmocka_unit_test(other_texts_are_all_content),
        cmocka_unit_test(a_page_as_the_server_writes_it),
        cmocka_unit_test(documents_that_write),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
